package numpy

import (
	"math"
	"strings"

	"fluxion/engine/lang/py"
)

// A twister is the Mersenne Twister MT19937 of Matsumoto and Nishimura (ACM
// TOMACS 8, 1998), seeded as numpy.random.RandomState seeds it.
type twister struct {
	state [624]uint32
	next  int
	spare float64 // the second of two normal numbers
	has   bool
}

func newTwister(seed uint32) *twister {
	g := &twister{next: 624}
	g.state[0] = seed
	for i := 1; i < 624; i++ {
		g.state[i] = 1812433253*(g.state[i-1]^g.state[i-1]>>30) + uint32(i)
	}
	return g
}

func (g *twister) uint32() uint32 {
	if g.next == 624 {
		for i := range g.state {
			y := g.state[i]&0x80000000 | g.state[(i+1)%624]&0x7fffffff
			g.state[i] = g.state[(i+397)%624] ^ y>>1 ^ y&1*0x9908b0df
		}
		g.next = 0
	}
	y := g.state[g.next]
	g.next++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// float returns a number in [0, 1) with 53 bits.
func (g *twister) float() float64 {
	a, b := g.uint32()>>5, g.uint32()>>6
	return (float64(a)*67108864 + float64(b)) / 9007199254740992
}

// normal is Marsaglia's polar method, which makes two numbers at a time.
func (g *twister) normal() float64 {
	if g.has {
		g.has = false
		return g.spare
	}
	for {
		x, y := 2*g.float()-1, 2*g.float()-1
		if r := x*x + y*y; r < 1 && r != 0 {
			f := math.Sqrt(-2 * math.Log(r) / r)
			g.spare, g.has = f*x, true
			return f * y
		}
	}
}

// below returns an integer in [0, limit], by rejection under a mask of bits.
func (g *twister) below(limit uint64) uint64 {
	if limit == 0 {
		return 0
	}
	mask := limit
	for s := 1; s < 64; s *= 2 {
		mask |= mask >> s
	}
	for {
		v := uint64(g.uint32())
		if limit > math.MaxUint32 {
			v = v<<32 | uint64(g.uint32())
		}
		if v &= mask; v <= limit {
			return v
		}
	}
}

// shuffled returns a permutation of 0, …, n−1.
func (g *twister) shuffled(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := int(g.below(uint64(i)))
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// A state is a numpy.random.RandomState.
type state struct{ g *twister }

var stateType = &py.Type{Name: "RandomState", Module: "numpy.random", Doc: "A generator of random numbers.", Final: true}

// Type returns the class.
func (*state) Type() *py.Type { return stateType }

// draw returns n = prod(size) numbers, or one if size is None.
func draw(t *py.Thread, size py.Object, d string, f func() float64) py.Object {
	if size == nil || size == py.None {
		v := f()
		return number(v, dtype(d))
	}
	s := shape(t, size)
	n := 1
	for _, k := range s {
		if k < 0 {
			panic(py.Errorf(py.ValueError, "negative dimensions are not allowed"))
		}
		n *= k
		t.Reserve(8 * float64(n))
	}
	t.Spend(n)
	v := make([]float64, n)
	for i := range v {
		v[i] = f()
	}
	return newArray(v, s, dtype(d))
}

// A sampler is a function of the generator; it becomes a method of RandomState
// and a function of numpy.random.
type sampler struct {
	sig, doc string
	impl     func(t *py.Thread, g *twister, a []py.Object) py.Object
}

func uniform(t *py.Thread, g *twister, a []py.Object) py.Object {
	return draw(t, a[0], "float64", g.float)
}

func sizeOf(args py.Object) py.Object {
	if u := args.(*py.Tuple); len(u.Elems) > 0 {
		return u
	}
	return py.None
}

var samplers = []sampler{
	{"rand(*args)", "Uniform numbers in [0, 1).", func(t *py.Thread, g *twister, a []py.Object) py.Object {
		return draw(t, sizeOf(a[0]), "float64", g.float)
	}},
	{"randn(*args)", "Normal numbers.", func(t *py.Thread, g *twister, a []py.Object) py.Object {
		return draw(t, sizeOf(a[0]), "float64", g.normal)
	}},
	{"random(size=None)", "Uniform numbers in [0, 1).", uniform},
	{"random_sample(size=None)", "Uniform numbers in [0, 1).", uniform},
	{"standard_normal(size=None)", "Normal numbers.", func(t *py.Thread, g *twister, a []py.Object) py.Object {
		return draw(t, a[0], "float64", g.normal)
	}},
	{"normal(loc=0.0, scale=1.0, size=None)", "Normal numbers with a mean and standard deviation.", func(t *py.Thread, g *twister, a []py.Object) py.Object {
		loc, scale := t.ToFloat(a[0]), t.ToFloat(a[1])
		return draw(t, a[2], "float64", func() float64 { return loc + scale*g.normal() })
	}},
	{"uniform(low=0.0, high=1.0, size=None)", "Uniform numbers in [low, high).", func(t *py.Thread, g *twister, a []py.Object) py.Object {
		low, high := t.ToFloat(a[0]), t.ToFloat(a[1])
		return draw(t, a[2], "float64", func() float64 { return low + (high-low)*g.float() })
	}},
	{"randint(low, high=None, size=None, dtype=None)", "Integers in [low, high).", func(t *py.Thread, g *twister, a []py.Object) py.Object {
		low, high := 0, t.ToInt(a[0])
		if a[1] != py.None {
			low, high = high, t.ToInt(a[1])
		}
		if low >= high {
			panic(py.Errorf(py.ValueError, "low >= high"))
		}
		name := "int64"
		if d := dtypeArg(t, a[3]); d != nil {
			name = d.Name
		}
		return draw(t, a[2], name, func() float64 { return float64(low) + float64(g.below(uint64(high-low-1))) })
	}},
	{"permutation(x)", "A random order of the elements, or of range(x).", func(t *py.Thread, g *twister, a []py.Object) py.Object {
		x := fromObject(t, a[0])
		n, order := 0, []float64{}
		if x.value.Rank() == 0 {
			n = t.ToInt(a[0])
		} else {
			n = x.shape()[0]
		}
		t.Reserve(8 * float64(n))
		t.Spend(max(0, n))
		for _, i := range g.shuffled(max(0, n)) {
			order = append(order, float64(i))
		}
		places := newArray(order, []int{len(order)}, dtype("int64"))
		if x.value.Rank() == 0 {
			return places
		}
		return x.Item(t, places)
	}},
	{"shuffle(x)", "Puts the elements of an array into a random order.", func(t *py.Thread, g *twister, a []py.Object) py.Object {
		n := t.Len(a[0])
		t.Spend(n)
		elems := make([]py.Object, n)
		for i, j := range g.shuffled(n) {
			elems[i] = t.GetItem(a[0], py.Int(j))
			if x, ok := elems[i].(*Array); ok {
				elems[i] = &Array{value: x.data(t), dtype: x.dtype, scalar: x.scalar}
			}
		}
		for i, e := range elems {
			t.SetItem(a[0], py.Int(i), e)
		}
		return py.None
	}},
	{"choice(a, size=None, replace=True, p=None)", "Elements chosen at random.", choice},
}

func choice(t *py.Thread, g *twister, a []py.Object) py.Object {
	x := fromObject(t, a[0])
	n := 0
	if x.value.Rank() == 0 {
		n = t.ToInt(a[0])
	} else {
		n = x.shape()[0]
	}
	if n <= 0 {
		panic(py.Errorf(py.ValueError, "a must be greater than 0 unless no samples are taken"))
	}
	var pick func() float64
	switch {
	case a[3] != py.None && !t.Truth(a[2]):
		panic(py.Errorf(py.NotImplementedError, "choice without replacement takes no probabilities here"))
	case a[3] != py.None:
		p := fromObject(t, a[3]).value.Float64s()
		if len(p) != n {
			panic(py.Errorf(py.ValueError, "'a' and 'p' must have same size"))
		}
		sum := 0.0
		for i, v := range p {
			sum += v
			p[i] = sum
		}
		pick = func() float64 {
			u := g.float()
			for i, v := range p {
				if u < v/sum {
					return float64(i)
				}
			}
			return float64(n - 1)
		}
	case t.Truth(a[2]):
		pick = func() float64 { return float64(g.below(uint64(n - 1))) }
	default:
		t.Reserve(8 * float64(n))
		order := g.shuffled(n)
		pick = func() float64 {
			if len(order) == 0 {
				panic(py.Errorf(py.ValueError, "Cannot take a larger sample than population when 'replace=False'"))
			}
			i := order[0]
			order = order[1:]
			return float64(i)
		}
	}
	places := draw(t, a[1], "int64", pick)
	if x.value.Rank() == 0 {
		return places
	}
	return x.Item(t, places)
}

func seed(t *py.Thread, o py.Object) *twister {
	if o == py.None {
		return newTwister(0)
	}
	v := t.ToInt(o)
	if v < 0 || v > math.MaxUint32 {
		panic(py.Errorf(py.ValueError, "Seed must be between 0 and 2**32 - 1"))
	}
	return newTwister(uint32(v))
}

// random is the module numpy.random. Its own generator starts from seed 0, so
// that programs repeat.
var random = &py.ModuleSpec{
	Name:   "numpy.random",
	Doc:    "Random numbers.",
	Values: map[string]py.Object{"RandomState": stateType},
	Init: func(_ *py.Thread, m *py.Module) {
		global := &state{newTwister(0)}
		add := func(f py.Func) {
			b := py.NewBuiltin(f)
			b.Module = m.Name
			m.Set(b.Name, b)
		}
		for _, s := range samplers {
			add(py.Func{Sig: s.sig, Doc: s.doc, Impl: func(t *py.Thread, a []py.Object) py.Object { return s.impl(t, global.g, a) }})
		}
		add(py.Func{Sig: "seed(seed=None)", Doc: "Starts the sequence of random numbers anew.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			global.g = seed(t, a[0])
			return py.None
		}})
	},
}

func init() {
	stateType.New = func(t *py.Thread, _ *py.Type, args []py.Object, keywords []py.Keyword) py.Object {
		return newState.Call(t, args, keywords)
	}
	for _, s := range samplers {
		stateType.Define(py.Func{Sig: strings.Replace(s.sig, "(", "(self, ", 1), Doc: s.doc, Impl: func(t *py.Thread, a []py.Object) py.Object { return s.impl(t, a[0].(*state).g, a[1:]) }})
	}
	stateType.Define(py.Func{Sig: "seed(self, seed=None)", Doc: "Starts the sequence anew.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		a[0].(*state).g = seed(t, a[1])
		return py.None
	}})
}

var newState = py.NewBuiltin(py.Func{Sig: "RandomState(seed=None)", Impl: func(t *py.Thread, a []py.Object) py.Object { return &state{seed(t, a[0])} }})
