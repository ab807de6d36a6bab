package jax

import (
	"math"

	"fluxion/engine"
	"fluxion/engine/lang/py"
	"fluxion/engine/random"
)

// RandomModule is jax.random.
var RandomModule = &py.ModuleSpec{Name: "jax.random", Doc: "Random numbers, each drawn from an explicit key.", Source: source("jax.random.py")}

// keyData returns the words of a random number key argument, and whether it is
// a typed key.
func keyData(t *py.Thread, o py.Object) (k random.Key, typed bool) {
	a, ok := o.(*Array)
	var data engine.Array
	if ok {
		data = a.data
	} else if data, ok = numeric(t, o); !ok || data.Rank() == 0 {
		panic(py.Errorf(py.TypeError, "JAX encountered invalid PRNG key data: expected key_data to have ndim, shape, and dtype attributes. Got %s", t.Repr(o)))
	}
	if a != nil && a.key {
		return random.Key{Data: data}, true
	}
	if data.DType() != engine.Uint32 {
		panic(py.Errorf(py.TypeError, "JAX encountered invalid PRNG key data: expected key_data.dtype = uint32; got dtype=%v", data.DType()))
	}
	if shape := data.Shape(); len(shape) == 0 || shape[len(shape)-1] != 2 {
		panic(py.Errorf(py.TypeError, "JAX encountered invalid PRNG key data: expected key_data.ndim >= 1 and a last axis of size 2; got shape %s", Tuple(shape)))
	}
	return random.WrapKeyData(data), false
}

// wrapKey returns keys as typed or raw ones.
func wrapKey(k random.Key, typed bool) py.Object {
	if typed {
		return FromKey(k.Data)
	}
	return FromArray(k.Data)
}

// newKey makes a key of a seed.
func newKey(t *py.Thread, o py.Object, function string) random.Key {
	if i, ok := o.(py.Int); ok {
		high := uint32(0)
		if X64(t) {
			high = uint32(uint64(i) >> 32)
		}
		return random.WrapKeyData(engine.FromUint32s([]uint32{high, uint32(i)}))
	}
	seed := ToArray(t, o)
	if seed.Rank() > 0 {
		panic(py.Errorf(py.TypeError, "%s accepts a scalar seed, but was given an array of shape %s != (). Use jax.vmap for batching", function, Tuple(seed.Shape())))
	}
	if seed.DType().IsInexact() {
		panic(py.Errorf(py.TypeError, "PRNG key seed must be an integer; got %s", t.Repr(o)))
	}
	return random.Key{Data: engine.Stack([]engine.Array{engine.Scalar(0, engine.Uint32), seed.AsType(engine.Uint32)}, 0)}
}

// shapeOr reads a shape argument; None gives the other one.
func shapeOr(t *py.Thread, o py.Object, otherwise []int) []int {
	if o == py.None {
		return otherwise
	}
	return Shape(t, o)
}

// floatType reads the dtype argument of a sampler of floats.
func floatType(t *py.Thread, o py.Object, function string) engine.DType {
	d := EngineDType(t, o, FloatDType(t))
	if !d.IsFloat() {
		what := "a float or complex dtype"
		if function == "uniform" {
			what = "a float dtype"
		}
		panic(py.Errorf(py.ValueError, "dtype argument to `%s` must be %s, got %v", function, what, d))
	}
	return d
}

// sampler declares a function (key, shape, dtype).
func sampler(name, doc string, f func(k random.Key, shape []int, d engine.DType) engine.Array) py.Func {
	return py.Func{Sig: name + "(key, shape=(), dtype=None)", Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
		k, _ := keyData(t, a[0])
		return FromArray(f(k, Shape(t, a[1]), floatType(t, a[2], name)))
	}}
}

// parametric declares a function (key, parameter, shape, dtype) of a standard
// sampler: f maps what that draws and the parameter to the result.
func parametric(name, parameter, doc string, draw func(k random.Key, shape []int, d engine.DType) engine.Array, f func(z, p engine.Array) engine.Array) py.Func {
	return py.Func{Sig: name + "(key, " + parameter + ", shape=None, dtype=None)", Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
		k, _ := keyData(t, a[0])
		p := ToArray(t, a[1])
		d := floatType(t, a[3], name)
		return FromArray(f(draw(k, shapeOr(t, a[2], p.Shape()), d), p.AsType(d)))
	}}
}

func init() {
	RandomModule.Funcs = []py.Func{
		{Sig: "key(seed, *, impl=None)", Doc: "A key made of a seed.", Impl: func(t *py.Thread, a []py.Object) py.Object { return FromKey(newKey(t, a[0], "key").Data) }},
		{Sig: "PRNGKey(seed, *, impl=None)", Doc: "A key made of a seed, as an array of two words.", Impl: func(t *py.Thread, a []py.Object) py.Object { return FromArray(newKey(t, a[0], "PRNGKey").Data) }},
		{Sig: "split(key, num=2)", Doc: "New keys from a key.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, typed := keyData(t, a[0])
			return wrapKey(random.Split(k, Shape(t, a[1])...), typed)
		}},
		{Sig: "fold_in(key, data)", Doc: "A new key from a key and a number.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, typed := keyData(t, a[0])
			if i, ok := a[1].(py.Int); ok && (i < 0 || i > math.MaxUint32) {
				panic(py.Errorf(py.OverflowError, "Python integer %d out of bounds for uint32", int64(i)))
			} else if ok {
				return wrapKey(random.FoldIn(k, engine.Scalar(float64(i), engine.Uint32)), typed)
			}
			return wrapKey(random.FoldIn(k, ToArray(t, a[1]).AsType(engine.Uint32)), typed)
		}},
		{Sig: "clone(key)", Doc: "A copy of a key.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, typed := keyData(t, a[0])
			return wrapKey(k, typed)
		}},
		{Sig: "key_data(keys)", Doc: "The words of keys.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, _ := keyData(t, a[0])
			return FromArray(k.Data)
		}},
		{Sig: "wrap_key_data(key_bits_array, *, impl=None)", Doc: "The keys with the given words.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return FromKey(random.WrapKeyData(ToArray(t, a[0])).Data)
		}},
		{Sig: "key_impl(keys)", Doc: "The name of the generator.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Str("threefry2x32") }},
		{Sig: "bits(key, shape=(), dtype=None)", Doc: "Uniform random bits.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, _ := keyData(t, a[0])
			if d := DTypeArg(t, a[2]); d != nil && d.Kind != 'u' {
				panic(py.Errorf(py.ValueError, "dtype argument to `bits` must be an unsigned int dtype, got %s", d.Name))
			} else if d != nil {
				d.Engine(t)
			}
			return FromArray(random.Bits(k, Shape(t, a[1])))
		}},
		{Sig: "uniform(key, shape=(), dtype=None, minval=0.0, maxval=1.0)", Doc: "Numbers drawn evenly from [minval, maxval).", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, _ := keyData(t, a[0])
			return FromArray(random.Uniform(k, Shape(t, a[1]), ToArray(t, a[3]), ToArray(t, a[4]), floatType(t, a[2], "uniform")))
		}},
		sampler("normal", "Standard normal numbers.", random.Normal),
		sampler("exponential", "Numbers with density exp(-x).", random.Exponential),
		sampler("laplace", "Numbers with density exp(-|x|)/2.", random.Laplace),
		sampler("logistic", "Numbers with the logistic distribution.", random.Logistic),
		sampler("cauchy", "Numbers with density 1/(π(1 + x²)).", random.Cauchy),
		{Sig: "gumbel(key, shape=(), dtype=None, mode=None)", Doc: "Numbers with the distribution function exp(-exp(-x)).", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, _ := keyData(t, a[0])
			return FromArray(random.Gumbel(k, Shape(t, a[1]), floatType(t, a[2], "gumbel")))
		}},
		{Sig: "truncated_normal(key, lower, upper, shape=None, dtype=None)", Doc: "Standard normal numbers limited to an interval.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, _ := keyData(t, a[0])
			lo, hi := ToArray(t, a[1]), ToArray(t, a[2])
			shape := shapeOr(t, a[3], commonShape([]engine.Array{lo, hi}))
			return FromArray(random.TruncatedNormal(k, shape, lo, hi, floatType(t, a[4], "truncated_normal")))
		}},
		{Sig: "randint(key, shape, minval, maxval, dtype=None)", Doc: "Whole numbers drawn evenly from [minval, maxval).", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, _ := keyData(t, a[0])
			return FromArray(random.Randint(k, Shape(t, a[1]), ToArray(t, a[2]), ToArray(t, a[3]), EngineDType(t, a[4], IntDType(t))))
		}},
		{Sig: "bernoulli(key, p=0.5, shape=None, mode='low')", Doc: "True with probability p.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, _ := keyData(t, a[0])
			p := ToArray(t, a[1])
			return FromArray(random.Bernoulli(k, p, shapeOr(t, a[2], p.Shape())))
		}},
		{Sig: "rademacher(key, shape=(), dtype=None)", Doc: "-1 or 1.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, _ := keyData(t, a[0])
			return FromArray(random.Rademacher(k, Shape(t, a[1]), EngineDType(t, a[2], IntDType(t))))
		}},
		{Sig: "categorical(key, logits, axis=-1, shape=None, replace=True, mode=None)", Doc: "Indices drawn with probabilities proportional to exp(logits).", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, _ := keyData(t, a[0])
			return FromArray(random.Categorical(k, ToArray(t, a[1]), t.ToInt(a[2]), shapeOr(t, a[3], nil)))
		}},
		{Sig: "permutation(key, x, axis=0, independent=False, *, out_sharding=None)", Doc: "The numbers below x, or the elements of x, in random order.", Impl: permutation},
		{Sig: "choice(key, a, shape=(), replace=True, p=None, axis=0, mode=None)", Doc: "Elements of a, or numbers below it, drawn at random.", Impl: choice},
		{Sig: "multivariate_normal(key, mean, cov, shape=None, dtype=None, method='cholesky')", Doc: "Normal vectors with a mean and a covariance.", Impl: multivariateNormal},
		parametric("pareto", "b", "Numbers with density b/x^(b+1).", random.Exponential, func(z, b engine.Array) engine.Array { return engine.Exp(engine.Div(z, b)) }),
		parametric("rayleigh", "scale", "Numbers with the Rayleigh distribution.", logUniform, func(z, scale engine.Array) engine.Array {
			return engine.Mul(scale, engine.Sqrt(engine.Mul(z, engine.Num(-2))))
		}),
		{Sig: "weibull_min(key, scale, concentration, shape=(), dtype=None)", Doc: "Numbers with the Weibull distribution.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, _ := keyData(t, a[0])
			d := floatType(t, a[4], "weibull_min")
			u := random.Uniform(k, Shape(t, a[3]), engine.Num(0), engine.Num(1), d)
			power := engine.Div(engine.Num(1), ToArray(t, a[2]))
			return FromArray(engine.Mul(engine.Pow(engine.Neg(engine.Log1p(engine.Neg(u))), power), ToArray(t, a[1])))
		}},
		{Sig: "maxwell(key, shape=(), dtype=None)", Doc: "Lengths of standard normal vectors of three components.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, _ := keyData(t, a[0])
			z := random.Normal(k, append(Shape(t, a[1]), 3), floatType(t, a[2], "maxwell"))
			return FromArray(engine.Sqrt(engine.Sum(engine.Mul(z, z), -1)))
		}},
		{Sig: "lognormal(key, sigma=1.0, shape=None, dtype=None)", Doc: "Exponentials of normal numbers.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			k, _ := keyData(t, a[0])
			sigma := ToArray(t, a[1])
			d := floatType(t, a[3], "lognormal")
			return FromArray(engine.Exp(engine.Mul(random.Normal(k, shapeOr(t, a[2], sigma.Shape()), d), sigma.AsType(d))))
		}},
	}
}

// logUniform draws the logarithms of uniform numbers.
func logUniform(k random.Key, shape []int, d engine.DType) engine.Array {
	return engine.Log(random.Uniform(k, shape, engine.Num(0), engine.Num(1), d))
}

func permutation(t *py.Thread, a []py.Object) py.Object {
	k, _ := keyData(t, a[0])
	x := ToArray(t, a[1])
	switch {
	case x.Rank() == 0:
		if x.DType().IsInexact() {
			panic(py.Errorf(py.TypeError, "x must be an integer or at least 1-dimensional"))
		}
		return FromArray(random.Permutation(k, t.ToInt(a[1])))
	case t.Truth(a[3]):
		return FromArray(random.PermuteIndependently(k, x, Axis(t, a[2], x.Rank())))
	}
	return FromArray(random.Permute(k, x, Axis(t, a[2], x.Rank())))
}

func choice(t *py.Thread, a []py.Object) py.Object {
	k, _ := keyData(t, a[0])
	x := ToArray(t, a[1])
	shape, replace := Shape(t, a[2]), t.Truth(a[3])
	n, axis := 0, 0
	if x.Rank() == 0 {
		n = t.ToInt(a[1])
	} else {
		axis = Axis(t, a[5], x.Rank())
		n = x.Shape()[axis]
	}
	var places engine.Array
	if a[4] == py.None {
		if !replace && x.Rank() > 0 {
			// JAX permutes the array itself, along the axis.
			random.Choice(k, n, shape, false)
			count := size(shape)
			drawn := engine.Slice(random.Permute(k, x, axis), axis, 0, count)
			full := append(append(append([]int{}, x.Shape()[:axis]...), shape...), x.Shape()[axis+1:]...)
			return FromArray(engine.Reshape(drawn, full...))
		}
		places = random.Choice(k, n, shape, replace)
	} else {
		p := AsArray(t, a[4], nil)
		if p.Rank() != 1 || p.Size() != n {
			panic(py.Errorf(py.ValueError, "p must be None or a 1D vector with the same size as a.shape[axis]. p has shape %s and a.shape[axis] is %d.", Tuple(p.Shape()), n))
		}
		places = random.ChoiceWeighted(k, p, shape, replace)
	}
	if x.Rank() == 0 {
		return FromArray(places)
	}
	return FromArray(engine.Take(x, places, axis))
}

// multivariateNormal is mean + L·z with L the Cholesky factor of the covariance.
func multivariateNormal(t *py.Thread, a []py.Object) py.Object {
	k, _ := keyData(t, a[0])
	d := floatType(t, a[4], "multivariate_normal")
	mean, covariance := ToArray(t, a[1]).AsType(d), ToArray(t, a[2]).AsType(d)
	if mean.Rank() < 1 || covariance.Rank() < 2 {
		panic(py.Errorf(py.ValueError, "multivariate_normal requires mean.ndim >= 1 and cov.ndim >= 2, got mean.ndim == %d and cov.ndim == %d", mean.Rank(), covariance.Rank()))
	}
	n := mean.Shape()[mean.Rank()-1]
	batch := mean.Shape()[:mean.Rank()-1]
	shape := append(append([]int{}, shapeOr(t, a[3], batch)...), n)
	linalg := t.Import(t, "jax.numpy.linalg")
	factor := ToArray(t, t.Call(t.GetAttr(linalg, "cholesky"), FromArray(covariance)))
	z := engine.ExpandDims(random.Normal(k, shape, d), -1)
	return FromArray(engine.Add(mean, engine.Squeeze(engine.MatMul(factor, z), -1)))
}
