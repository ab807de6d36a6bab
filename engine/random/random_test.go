package random_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"fluxion/engine"
	"fluxion/engine/random"
)

// The numbers of the tutorial's regression, whose gradients JAX publishes.
func TestTutorialNumbers(t *testing.T) {
	keys := random.Split(random.NewKey(0), 3)
	w := random.Normal(keys.At(1), []int{3}, engine.Float32)
	b := random.Normal(keys.At(2), nil, engine.Float32)
	subkey := random.Split(keys.At(0)).At(1)
	vec := random.Normal(subkey, []int{3}, engine.Float32)
	for _, c := range []struct {
		name, got, want string
	}{
		{"key", keys.At(0).String(), "Array((), dtype=key<fry>) overlaying:\n[1797259609 2579123966]"},
		{"W", engine.BitcastUint32(w).Text(), "[3223081266 3221375127 1045592624]"}, // c01c5132 c0024897 3e527a30
		{"b", engine.BitcastUint32(b).Text(), "1067833190"},                         // 3fa5d766
		{"vec", vec.String(), "Array([-1.2574776, -0.4016044, -1.1213601], dtype=float32)"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %s, want %s", c.name, c.got, c.want)
		}
	}
}

// Known answers of Random123, the cipher's reference implementation.
func TestThreefryKnownAnswers(t *testing.T) {
	for _, c := range []struct{ k, x, want [2]uint32 }{
		{[2]uint32{0, 0}, [2]uint32{0, 0}, [2]uint32{0x6b200159, 0x99ba4efe}},
		{[2]uint32{0xffffffff, 0xffffffff}, [2]uint32{0xffffffff, 0xffffffff}, [2]uint32{0x1cb996fc, 0xbb002be7}},
		{[2]uint32{0x13198a2e, 0x03707344}, [2]uint32{0x243f6a88, 0x85a308d3}, [2]uint32{0xc4923a9c, 0x483df7a0}},
	} {
		word := func(v uint32) engine.Array { return engine.FromUint32s([]uint32{v}) }
		y0, y1 := engine.Threefry2x32(word(c.k[0]), word(c.k[1]), word(c.x[0]), word(c.x[1]))
		if got := [2]uint32{y0.Uint32s()[0], y1.Uint32s()[0]}; got != c.want {
			t.Errorf("key %x, counter %x: %x, want %x", c.k, c.x, got, c.want)
		}
	}
}

func TestSeedsTakeTheirLow32Bits(t *testing.T) {
	for seed, want := range map[int64]uint32{
		0: 0, 1: 1, -1: 4294967295, -2: 4294967294, 2147483747: 2147483747, math.MinInt32 - 100: 2147483548,
	} {
		if got := random.NewKey(seed).Data.Uint32s(); !slices.Equal(got, []uint32{0, want}) {
			t.Errorf("key(%d) is %v, want [0 %d]", seed, got, want)
		}
	}
}

func TestChildrenDoNotDependOnTheirNumber(t *testing.T) {
	key := random.NewKey(9)
	many := random.Split(key, 5)
	if few := random.Split(key, 3); few.At(2).String() != many.At(2).String() {
		t.Errorf("child 2 is %v of 3 and %v of 5", few.At(2), many.At(2))
	}
	if folded := random.FoldIn(key, engine.Int(4)); folded.String() != many.At(4).String() {
		t.Errorf("fold_in gives %v, split %v", folded, many.At(4))
	}
	if grid := random.Split(key, 2, 2); grid.At(1).At(0).String() != many.At(2).String() {
		t.Errorf("child (1, 0) is %v, child 2 %v", grid.At(1).At(0), many.At(2))
	}
}

// samplers has one call of every sampler, with shape (6,) results or close.
var samplers = map[string]func(random.Key) engine.Array{
	"split":   func(k random.Key) engine.Array { return random.Split(k, 3).Data },
	"fold_in": func(k random.Key) engine.Array { return random.FoldIn(k, engine.Int(3)).Data },
	"bits":    func(k random.Key) engine.Array { return random.Bits(k, []int{2, 3}) },
	"uniform": func(k random.Key) engine.Array { return uniform(k, engine.Num(-1), engine.Num(3)) },
	"uniform 64": func(k random.Key) engine.Array {
		return random.Uniform(k, []int{6}, engine.Num(0), engine.Num(1), engine.Float64)
	},
	"normal":    func(k random.Key) engine.Array { return random.Normal(k, []int{6}, engine.Float32) },
	"normal 64": func(k random.Key) engine.Array { return random.Normal(k, []int{6}, engine.Float64) },
	"truncated_normal": func(k random.Key) engine.Array {
		return random.TruncatedNormal(k, []int{6}, engine.Num(-1), engine.Num(1), engine.Float32)
	},
	"exponential": func(k random.Key) engine.Array { return random.Exponential(k, []int{6}, engine.Float32) },
	"gumbel":      func(k random.Key) engine.Array { return random.Gumbel(k, []int{6}, engine.Float32) },
	"laplace":     func(k random.Key) engine.Array { return random.Laplace(k, []int{6}, engine.Float32) },
	"logistic":    func(k random.Key) engine.Array { return random.Logistic(k, []int{6}, engine.Float32) },
	"cauchy":      func(k random.Key) engine.Array { return random.Cauchy(k, []int{6}, engine.Float32) },
	"randint": func(k random.Key) engine.Array {
		return random.Randint(k, []int{6}, engine.Int(-5), engine.Int(7), engine.Int32)
	},
	"bernoulli":  func(k random.Key) engine.Array { return random.Bernoulli(k, engine.Num(0.4), []int{6}) },
	"rademacher": func(k random.Key) engine.Array { return random.Rademacher(k, []int{6}, engine.Float32) },
	"categorical": func(k random.Key) engine.Array {
		return random.Categorical(k, engine.FromFloat32s([]float32{0, 1, 2}), -1, []int{6})
	},
	"permutation": func(k random.Key) engine.Array { return random.Permutation(k, 6) },
	"permute":     func(k random.Key) engine.Array { return random.Permute(k, engine.Eye(4, engine.Float32), 1) },
	"independently": func(k random.Key) engine.Array {
		return random.PermuteIndependently(k, engine.Eye(4, engine.Float32), 1)
	},
	"choice": func(k random.Key) engine.Array { return random.Choice(k, 9, []int{6}, false) },
	"choice weighted": func(k random.Key) engine.Array {
		return random.ChoiceWeighted(k, engine.FromFloat32s([]float32{1, 2, 3}), []int{6}, true)
	},
	"choice few": func(k random.Key) engine.Array {
		return random.ChoiceWeighted(k, engine.FromFloat32s([]float32{1, 2, 3}), []int{2}, false)
	},
}

func uniform(k random.Key, lo, hi engine.Array) engine.Array {
	return random.Uniform(k, []int{6}, lo, hi, engine.Float32)
}

func TestSamplersUnderTransformations(t *testing.T) {
	keys := random.Split(random.NewKey(3), 4)
	for name, f := range samplers {
		jitted := engine.Jit(f)
		batch := engine.Vmap(f)(keys)
		both := engine.Jit(engine.Vmap(f))(keys)
		for i := range 4 {
			want := f(keys.At(i)).String()
			if got := jitted(keys.At(i)).String(); got != want {
				t.Errorf("%s, key %d: %s under jit, %s without", name, i, got, want)
			}
			if got := engine.Index(batch, i).String(); got != want {
				t.Errorf("%s, key %d: %s under vmap, %s without", name, i, got, want)
			}
			if got := engine.Index(both, i).String(); got != want {
				t.Errorf("%s, key %d: %s under jit of vmap, %s without", name, i, got, want)
			}
		}
	}
}

func TestGradientsOfParameters(t *testing.T) {
	key := random.NewKey(5)
	// The sum of μ + σ·z grows with μ by 6 and with σ by the sum of z.
	type params struct{ Mean, Scale engine.Array }
	g := engine.Grad(func(p params) engine.Array {
		return engine.Sum(p.Mean.Add(p.Scale.Mul(random.Normal(key, []int{6}, engine.Float64))))
	})(params{engine.Scalar(1, engine.Float64), engine.Scalar(2, engine.Float64)})
	z := engine.Sum(random.Normal(key, []int{6}, engine.Float64)).Item()
	if g.Mean.Item() != 6 || math.Abs(g.Scale.Item()-z) > 1e-15 {
		t.Errorf("the gradient is %v and %v, want 6 and %v", g.Mean, g.Scale, z)
	}
	// Uniform numbers move with the upper bound by the fraction they are at.
	top := engine.Grad(func(hi engine.Array) engine.Array { return engine.Sum(uniform(key, engine.Num(-1), hi)) })(engine.Num(3)).Item()
	u := engine.Sum(uniform(key, engine.Num(0), engine.Num(1))).Item()
	if math.Abs(top-u) > 1e-5 {
		t.Errorf("the derivative by the upper bound is %v, want %v", top, u)
	}
}

// Moments of large samples, within five standard errors.
func TestMoments(t *testing.T) {
	const n = 100000
	shape := []int{n}
	key := random.NewKey(11)
	for _, c := range []struct {
		name           string
		x              engine.Array
		mean, variance float64
	}{
		{"uniform", random.Uniform(key, shape, engine.Num(0), engine.Num(1), engine.Float64), 0.5, 1.0 / 12},
		{"normal", random.Normal(key, shape, engine.Float64), 0, 1},
		{"exponential", random.Exponential(key, shape, engine.Float32), 1, 1},
		{"gumbel", random.Gumbel(key, shape, engine.Float32), 0.5772156649, math.Pi * math.Pi / 6},
		{"laplace", random.Laplace(key, shape, engine.Float32), 0, 2},
		{"logistic", random.Logistic(key, shape, engine.Float32), 0, math.Pi * math.Pi / 3},
		{"rademacher", random.Rademacher(key, shape, engine.Float32), 0, 1},
		{"randint", random.Randint(key, shape, engine.Int(0), engine.Int(7), engine.Int32), 3, 4},
		{"choice weighted", random.ChoiceWeighted(key, engine.FromFloat64s([]float64{1, 2, 1}), shape, true), 1, 0.5},
		{"categorical", random.Categorical(key, engine.Log(engine.FromFloat32s([]float32{1, 2, 1})), 0, shape), 1, 0.5},
	} {
		mean, squares := 0.0, 0.0
		for _, x := range c.x.Float64s() {
			mean += x / n
			squares += (x - c.mean) * (x - c.mean) / n
		}
		if e := math.Abs(mean - c.mean); e > 5*math.Sqrt(c.variance/n) {
			t.Errorf("%s: the mean is %v, want %v", c.name, mean, c.mean)
		}
		if e := math.Abs(squares/c.variance - 1); e > 0.05 {
			t.Errorf("%s: the variance is %v, want %v", c.name, squares, c.variance)
		}
	}
}

func TestPermutationsAreComplete(t *testing.T) {
	got := random.Permutation(random.NewKey(2), 5000).Int32s()
	slices.Sort(got)
	for i, v := range got {
		if int(v) != i {
			t.Fatalf("element %d of the sorted permutation is %d", i, v)
		}
	}
}

func TestMisuse(t *testing.T) {
	key := random.NewKey(0)
	two := random.Split(key)
	huge := []int{1 << 20, 1 << 20}
	for _, c := range []struct {
		name string
		call func()
		want string
	}{
		{"key array", func() { random.Normal(two, nil, engine.Float32) }, "normal accepts a single key, but was given a key array of shape (2,) != (). Use jax.vmap for batching."},
		{"bits of key array", func() { random.Bits(two, nil) }, "bits accepts a single key"},
		{"int dtype", func() { random.Uniform(key, nil, engine.Int(0), engine.Int(1), engine.Int32) }, "only accepts floating point dtypes, got int32"},
		{"float dtype", func() { random.Randint(key, nil, engine.Int(0), engine.Int(1), engine.Float32) }, "randint only accepts integer dtypes, got float32"},
		{"negative shape", func() { random.Bits(key, []int{-1}) }, "shape (-1,) has a negative dimension"},
		{"huge shape", func() { random.Normal(key, huge, engine.Float32) }, "shape (1048576, 1048576) has too many elements"},
		{"huge split", func() { random.Split(key, huge...) }, "too many elements"},
		{"bound shape", func() { uniform(key, engine.Num(0), engine.FromFloat32s([]float32{1, 2})) }, "shape (2,) does not stretch to (6,)"},
		{"too many", func() { random.Choice(key, 5, []int{6}, false) }, "Cannot take a larger sample (size 6) than population (size 5)"},
		{"nothing to choose", func() { random.Choice(key, 0, []int{1}, true) }, "a must be greater than 0"},
		{"p of rank 2", func() { random.ChoiceWeighted(key, engine.Eye(2, engine.Float32), nil, true) }, "p of shape (2, 2)"},
		{"negative permutation", func() { random.Permutation(key, -1) }, "permutation of -1 numbers"},
		{"axis", func() { random.Permute(key, engine.Eye(2, engine.Float32), 2) }, "axis 2 is out of range for an array of shape (2, 2)"},
		{"categorical axis", func() { random.Categorical(key, engine.Num(1), 0, nil) }, "axis 0 is out of range"},
		{"categorical shape", func() { random.Categorical(key, engine.Eye(3, engine.Float32), 0, []int{}) }, "does not end in the shape (3,)"},
		{"fold in float", func() { random.FoldIn(key, engine.Num(1)) }, "an integer scalar is expected, got float32()"},
		{"element of single key", func() { key.At(0) }, "a single key has no element 0"},
		{"key data", func() { random.WrapKeyData(engine.FromUint32s([]uint32{1, 2, 3})) }, "shape (…, 2) is expected, got uint32(3,)"},
	} {
		err := engine.Try(c.call)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q in it", c.name, err, c.want)
		}
	}
}

// Where the support of a distribution ends, draws stay inside and finite.
func TestEdges(t *testing.T) {
	key := random.NewKey(1)
	top := math.Nextafter(1, 2)
	for _, x := range random.TruncatedNormal(key, []int{1000}, engine.Num(2), engine.Num(2.001), engine.Float32).Float64s() {
		if !(x > 2 && x < 2.001) {
			t.Fatalf("%v is outside (2, 2.001)", x)
		}
	}
	for _, x := range random.Uniform(key, []int{1000}, engine.Num(1), engine.Num(top), engine.Float64).Float64s() {
		if x < 1 || x > top {
			t.Fatalf("%v is outside [1, %v]", x, top)
		}
	}
	for _, never := range random.Bernoulli(key, engine.Num(0), []int{1000}).Bools() {
		if never {
			t.Fatal("a draw with probability 0 is true")
		}
	}
	for _, i := range random.ChoiceWeighted(key, engine.FromFloat32s([]float32{0, 1, 0, 1, 0}), []int{1000}, true).Int32s() {
		if i != 1 && i != 3 {
			t.Fatalf("index %d has probability 0", i)
		}
	}
	if got := random.Choice(key, 0, []int{0, 3}, true).Shape(); !slices.Equal(got, []int{0, 3}) {
		t.Errorf("an empty choice has shape %v", got)
	}
}
