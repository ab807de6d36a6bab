package jnp

import (
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// binEdges is that of the arguments a, bins, range.
func binEdges(c call) engine.Array {
	x := engine.Ravel(c.array(0))
	if bins, ok := toArray(c.t, c.a[1]); ok && bins.Rank() > 0 {
		return asFloat(bins)
	}
	if _, ok := c.a[1].(*py.List); ok {
		return asFloat(c.nested(1))
	}
	lo, hi := num(0), num(1)
	switch {
	case c.given(2):
		ends := c.arrays(2)
		if len(ends) != 2 {
			panic(py.Errorf(py.ValueError, "range must be None or a sequence of two numbers, got %s", c.t.Repr(c.a[2])))
		}
		lo, hi = ends[0], ends[1]
	case x.Size() > 0:
		lo, hi = engine.Min(x), engine.Max(x)
	}
	lo, hi = asFloat(lo), asFloat(hi)
	flat := engine.Eq(lo, hi)
	lo, hi = engine.Where(flat, engine.Sub(lo, num(0.5)), lo), engine.Where(flat, engine.Add(hi, num(0.5)), hi)
	edges, _ := c.with(wrap(lo), wrap(hi), py.Int(c.int(1)+1), py.Bool(true), nil, nil, py.Int(0)).linspace()
	return edges.Weaken(false)
}

func histogram(c call) []engine.Array {
	x := asFloat(engine.Ravel(c.array(0)))
	edges := binEdges(c)
	n := edges.Size() - 1
	weights := engine.Ones(x.Shape(), x.DType())
	if c.given(3) {
		weights = engine.Ravel(c.array(3))
	}
	// The last bin includes its right edge.
	last := engine.Index(edges, -1)
	bin := engine.Sub(engine.SearchSorted(edges, x, true), integer(1))
	bin = engine.Where(engine.Eq(x, last), integer(n-1), bin)
	inside := engine.And(engine.Ge(x, engine.Index(edges, 0)), engine.Le(x, last))
	counts := engine.ScatterAdd(engine.Zeros([]int{n}, weights.DType()), engine.Where(inside, bin, integer(n)).AsType(engine.Int32), weights)
	if c.bool(4) {
		widths := engine.Sub(engine.Slice(edges, 0, 1, n+1), engine.Slice(edges, 0, 0, n))
		counts = engine.Div(engine.Div(counts, engine.Sum(counts)), widths)
	}
	return []engine.Array{counts.Weaken(false), edges.Weaken(false)}
}

func gradient(c call) py.Object {
	x := asFloat(c.array(0))
	axes := c.axes(2, x.Rank())
	steps := c.rest(1)
	switch {
	case len(steps) == 0:
		steps = []engine.Array{num(1)}
		fallthrough
	case len(steps) == 1:
		steps = slices.Repeat(steps, len(axes))
	case len(steps) != len(axes):
		panic(py.Errorf(py.TypeError, "Invalid number of spacing arguments %d", len(steps)))
	}
	var out []py.Object
	for i, axis := range axes {
		n := x.Shape()[axis]
		if n < 2 {
			panic(py.Errorf(py.ValueError, "Shape of array too small to calculate a numerical gradient, at least 2 elements are required."))
		}
		out = append(out, wrap(gradientAlong(x, steps[i], axis, n)))
	}
	if len(out) == 1 {
		return out[0]
	}
	return py.NewList(out...)
}

// gradientAlong differentiates along one axis; h is the spacing, or the
// coordinates of the points.
func gradientAlong(x, h engine.Array, axis, n int) engine.Array {
	at := func(from, to int) engine.Array { return engine.Slice(x, axis, from, to) }
	if h.Rank() == 0 {
		first, last := engine.Sub(at(1, 2), at(0, 1)), engine.Sub(at(n-1, n), at(n-2, n-1))
		middle := engine.Mul(engine.Sub(at(2, n), at(0, n-2)), num(0.5))
		return engine.Div(engine.Concatenate([]engine.Array{first, middle, last}, axis), h)
	}
	shape := onesOf(x.Rank())
	shape[axis] = -1
	d := engine.Sub(engine.Slice(h, 0, 1, n), engine.Slice(h, 0, 0, n-1))
	step := func(from, to int) engine.Array { return engine.Reshape(engine.Slice(d, 0, from, to), shape...) }
	first := engine.Div(engine.Sub(at(1, 2), at(0, 1)), step(0, 1))
	last := engine.Div(engine.Sub(at(n-1, n), at(n-2, n-1)), step(n-2, n-1))
	a, b := step(0, n-2), step(1, n-1)
	// The parabola through three points.
	sum := engine.Add(a, b)
	middle := engine.Add(engine.Mul(engine.Div(engine.Neg(b), engine.Mul(a, sum)), at(0, n-2)),
		engine.Add(engine.Mul(engine.Div(engine.Sub(b, a), engine.Mul(a, b)), at(1, n-1)), engine.Mul(engine.Div(a, engine.Mul(b, sum)), at(2, n))))
	return engine.Concatenate([]engine.Array{first, middle, last}, axis)
}

func (c call) convolve(x, y engine.Array, mode string) engine.Array {
	if x.Rank() != 1 || y.Rank() != 1 {
		panic(py.Errorf(py.ValueError, "%s() only support 1-dimensional inputs.", c.name))
	}
	if x.Size() == 0 || y.Size() == 0 {
		panic(py.Errorf(py.ValueError, "%s: inputs cannot be empty, got shapes %s and %s.", c.name, tuple(x.Shape()), tuple(y.Shape())))
	}
	return engine.Convolve(x, y, mode)
}

func interp(c call) engine.Array {
	x, xp, fp := c.array(0), asFloat(c.array(1)), asFloat(c.array(2))
	if xp.Rank() != 1 || fp.Rank() != 1 || xp.Size() != fp.Size() {
		panic(py.Errorf(py.ValueError, "xp and fp must be one-dimensional arrays of equal size"))
	}
	if c.given(5) {
		period := c.array(5)
		x, xp = engine.Mod(asFloat(x), period), engine.Mod(xp, period)
		order := engine.ArgSort(xp, 0)
		xp, fp = engine.Take(xp, order, 0), engine.Take(fp, order, 0)
		n := xp.Size()
		around := func(v, shift engine.Array) engine.Array {
			return engine.Concatenate([]engine.Array{engine.Sub(engine.Slice(v, 0, n-1, n), shift), v, engine.Add(engine.Slice(v, 0, 0, 1), shift)}, 0)
		}
		return engine.Interp(x, around(xp, period), around(fp, num(0)))
	}
	y := engine.Interp(x, xp, fp)
	if c.given(3) {
		y = engine.Where(engine.Lt(x, engine.Index(xp, 0)), c.array(3), y)
	}
	if c.given(4) {
		y = engine.Where(engine.Gt(x, engine.Index(xp, -1)), c.array(4), y)
	}
	return y
}

// polynomials declares an operation on coefficients, aligned at the lowest.
func polynomials(sig, doc string, f func(x, y engine.Array) engine.Array) py.Func {
	return fn(sig, doc, func(c call) engine.Array {
		x, y := c.array(0), c.array(1)
		n := max(x.Size(), y.Size())
		align := func(p engine.Array) engine.Array {
			return engine.Pad(p, integer(0).AsType(p.DType()), []int{n - p.Size()}, []int{0})
		}
		return f(align(x), align(y))
	})
}
