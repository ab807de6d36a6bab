package jnp

import (
	"math"
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// keep puts axes of size 1 back where a reduction of x removed them, if it is
// to keep the dimensions.
func keep(y, x engine.Array, axes []int, keepdims bool) engine.Array {
	if !keepdims {
		return y
	}
	return engine.KeepDims(y, x, axes)
}

// sumOver is engine.Sum, but for no axes at all.
func sumOver(x engine.Array, axes []int) engine.Array {
	if len(axes) == 0 {
		return x
	}
	return engine.Sum(x, axes...)
}

// flattened returns x with the axes to reduce as one, at the end.
func flattened(x engine.Array, axes []int) engine.Array {
	rest := otherAxes(x.Rank(), axes)
	shape := make([]int, 0, len(rest)+1)
	n := 1
	for _, a := range rest {
		shape = append(shape, x.Shape()[a])
	}
	for _, a := range axes {
		n *= x.Shape()[a]
	}
	perm := append(rest, axes...)
	if len(perm) > 0 {
		x = engine.Transpose(x, perm...)
	}
	return engine.Reshape(x, append(shape, n)...)
}

// statistics are the reductions beyond those that arrays have as methods.
var statistics = []py.Func{
	ignoringNaN("nansum(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None)", "The sum without nan.", func(c call, x engine.Array, axes []int) engine.Array {
		return c.cast(sumOver(withoutNaN(x, 0), axes), 2)
	}),
	ignoringNaN("nanprod(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None)", "The product without nan.", func(c call, x engine.Array, axes []int) engine.Array {
		return c.cast(engine.Prod(withoutNaN(x, 1), axes...), 2)
	}),
	ignoringNaN("nanmax(a, axis=None, out=None, keepdims=False, initial=None, where=None)", "The maximum without nan.", func(_ call, x engine.Array, axes []int) engine.Array {
		return extremeWithoutNaN(x, axes, engine.Max, math.Inf(-1))
	}),
	ignoringNaN("nanmin(a, axis=None, out=None, keepdims=False, initial=None, where=None)", "The minimum without nan.", func(_ call, x engine.Array, axes []int) engine.Array {
		return extremeWithoutNaN(x, axes, engine.Min, math.Inf(1))
	}),
	ignoringNaN("nanmean(a, axis=None, dtype=None, out=None, keepdims=False, where=None)", "The mean without nan.", func(c call, x engine.Array, axes []int) engine.Array {
		return c.cast(nanMean(asFloat(x), axes), 2)
	}),
	ignoringNaN("nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, where=None)", "The variance without nan.", func(c call, x engine.Array, axes []int) engine.Array {
		return c.cast(nanVar(asFloat(x), axes, c.t.ToFloat(c.a[4])), 2)
	}),
	ignoringNaN("nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, where=None)", "The standard deviation without nan.", func(c call, x engine.Array, axes []int) engine.Array {
		return c.cast(engine.Sqrt(nanVar(asFloat(x), axes, c.t.ToFloat(c.a[4]))), 2)
	}),
	nanArg("nanargmax(a, axis=None, out=None, keepdims=None)", "The place of the maximum without nan.", engine.ArgMax, math.Inf(-1)),
	nanArg("nanargmin(a, axis=None, out=None, keepdims=None)", "The place of the minimum without nan.", engine.ArgMin, math.Inf(1)),
	cumulativeWithoutNaN("nancumsum(a, axis=None, dtype=None, out=None)", "The running sum without nan.", engine.CumSum, 0),
	cumulativeWithoutNaN("nancumprod(a, axis=None, dtype=None, out=None)", "The running product without nan.", engine.CumProd, 1),
	strong("median(a, axis=None, out=None, overwrite_input=False, keepdims=False)", "The middle element, or the mean of the two in the middle.", func(c call) engine.Array {
		x := asFloat(c.array(0))
		axes := c.axes(1, x.Rank())
		return keep(engine.Quantile(flattened(x, axes), num(0.5), -1, "midpoint"), x, axes, c.bool(4))
	}),
	strong("nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False)", "The median without nan.", func(c call) engine.Array {
		x := asFloat(c.array(0))
		axes := c.axes(1, x.Rank())
		sorted := engine.Sort(flattened(x, axes), -1)
		count := engine.Sum(engine.Not(engine.IsNaN(sorted)), -1)
		at := func(i engine.Array) engine.Array {
			i = engine.ExpandDims(engine.Maximum(i, integer(0)), i.Rank())
			return engine.Squeeze(engine.TakeAlongAxis(sorted, i, -1), -1)
		}
		low, high := at(engine.FloorDiv(engine.Sub(count, integer(1)), integer(2))), at(engine.FloorDiv(count, integer(2)))
		return keep(engine.Mul(num(0.5), engine.Add(low, high)), x, axes, c.bool(4))
	}),
	quantile("quantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False)", "The quantile of the elements, for 0 <= q <= 1.", 1),
	quantile("percentile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False)", "The percentile of the elements, for 0 <= q <= 100.", 100),
	object("average(a, axis=None, weights=None, returned=False, keepdims=False)", "The weighted mean.", average),
	fn("count_nonzero(a, axis=None, keepdims=False)", "The number of elements that are not zero.", func(c call) engine.Array {
		x := c.array(0)
		axes := c.axes(1, x.Rank())
		return keep(sumOver(engine.Ne(x, integer(0)).AsType(engine.Int32), axes), x, axes, c.bool(2))
	}),
	strong("cov(m, y=None, rowvar=True, bias=False, ddof=None)", "The covariance of variables in rows.", func(c call) engine.Array { return c.covariance(c.a[3], c.a[4]) }),
	strong("corrcoef(x, y=None, rowvar=True)", "The correlation of variables in rows.", func(c call) engine.Array {
		v := c.covariance(py.Bool(false), py.None)
		if v.Rank() == 0 {
			return engine.Div(v, v)
		}
		s := engine.Sqrt(engine.Diagonal(v, 0, 0, 1))
		v = engine.Div(engine.Div(v, engine.ExpandDims(s, 1)), s)
		return engine.Clip(v, num(-1), num(1))
	}),
	list("histogram(a, bins=10, range=None, weights=None, density=None)", "How many elements lie in each bin, and the edges of the bins.", asTuple, histogram),
	fn("histogram_bin_edges(a, bins=10, range=None, weights=None)", "The edges of the bins of a histogram.", binEdges),
	fn("diff(a, n=1, axis=-1, prepend=None, append=None)", "The differences of neighbours.", func(c call) engine.Array {
		x := c.array(0)
		if x.Rank() == 0 {
			panic(py.Errorf(py.ValueError, "diff requires input that is at least one dimensional; got %s", c.t.Repr(c.a[0])))
		}
		axis := c.axis(2, x.Rank())
		parts := []engine.Array{x}
		for i, place := range []int{3, 4} {
			if !c.given(place) {
				continue
			}
			edge := c.array(place)
			if edge.Rank() == 0 {
				shape := slices.Clone(x.Shape())
				shape[axis] = 1
				edge = engine.BroadcastTo(edge, shape...)
			}
			if i == 0 {
				parts = append([]engine.Array{edge}, parts...)
			} else {
				parts = append(parts, edge)
			}
		}
		x = engine.Concatenate(parts, axis)
		n := c.int(1)
		if n < 0 {
			panic(py.Errorf(py.ValueError, "order must be non-negative but got %d", n))
		}
		for range n {
			after, before := engine.Slice(x, axis, 1, math.MaxInt32), engine.Slice(x, axis, 0, max(0, x.Shape()[axis]-1))
			if x.DType() == engine.Bool {
				x = engine.Ne(after, before)
			} else {
				x = engine.Sub(after, before)
			}
		}
		return x
	}),
	fn("ediff1d(ary, to_end=None, to_begin=None)", "The differences of neighbours in the flattened array.", func(c call) engine.Array {
		x := engine.Ravel(c.array(0))
		parts := []engine.Array{engine.Sub(engine.Slice(x, 0, 1, x.Size()), engine.Slice(x, 0, 0, max(0, x.Size()-1)))}
		if c.given(2) {
			parts = append([]engine.Array{engine.Ravel(c.nested(2))}, parts...)
		}
		if c.given(1) {
			parts = append(parts, engine.Ravel(c.nested(1)))
		}
		return engine.Concatenate(parts, 0)
	}),
	object("gradient(f, *varargs, axis=None, edge_order=None)", "The differences in the middle, and one-sided at the ends.", gradient),
	strong("trapezoid(y, x=None, dx=1.0, axis=-1)", "The integral by the trapezoidal rule.", func(c call) engine.Array {
		y := asFloat(c.array(0))
		axis := c.axis(3, y.Rank())
		y = engine.MoveAxis(y, axis, -1)
		n := y.Shape()[y.Rank()-1]
		sum := engine.Add(engine.Slice(y, -1, 1, n), engine.Slice(y, -1, 0, max(0, n-1)))
		if !c.given(1) {
			return engine.Mul(num(0.5), engine.Sum(engine.Mul(c.array(2), sum), -1))
		}
		x := asFloat(c.array(1))
		if x.Rank() > 1 {
			x = engine.MoveAxis(x, axis, -1)
		}
		if x.Rank() == 0 {
			panic(py.Errorf(py.ValueError, "trapezoid: x must have at least one dimension"))
		}
		m := x.Shape()[x.Rank()-1]
		return engine.Mul(num(0.5), engine.Sum(engine.Mul(engine.Sub(engine.Slice(x, -1, 1, m), engine.Slice(x, -1, 0, max(0, m-1))), sum), -1))
	}),
	fn("convolve(a, v, mode='full', *, precision=None, preferred_element_type=None)", "The convolution of two vectors.", func(c call) engine.Array {
		return c.convolve(c.inexact(0), c.inexact(1), c.text(2))
	}),
	fn("correlate(a, v, mode='valid', *, precision=None, preferred_element_type=None)", "The correlation of two vectors.", func(c call) engine.Array {
		x, y := c.inexact(0), c.inexact(1)
		out := c.convolve(x, engine.Flip(y), c.text(2))
		if x.Size() < y.Size() && c.text(2) == "same" && x.Size()%2 != y.Size()%2 {
			// NumPy centres on the longer of the two, from its end.
			full := engine.Convolve(x, engine.Flip(y), "full")
			lo := x.Size() / 2
			return engine.Slice(full, 0, lo, lo+y.Size())
		}
		return out
	}),
	fn("interp(x, xp, fp, left=None, right=None, period=None)", "The piecewise linear function through points.", interp),
	strong("polyval(p, x, *, unroll=16)", "The polynomial with the coefficients p, the highest power first.", func(c call) engine.Array {
		p, x := c.array(0), c.array(1)
		if p.Rank() == 0 {
			panic(py.Errorf(py.TypeError, "polyval: p must have at least one axis, got shape ()"))
		}
		out := engine.Mul(engine.ZerosLike(x), engine.Zeros(nil, p.DType()))
		for i := range p.Shape()[0] {
			out = engine.Add(engine.Mul(out, x), engine.Index(p, i))
		}
		return out
	}),
	polynomials("polyadd(a1, a2)", "The sum of two polynomials.", engine.Add),
	polynomials("polysub(a1, a2)", "The difference of two polynomials.", engine.Sub),
	fn("polymul(a1, a2)", "The product of two polynomials.", func(c call) engine.Array {
		return c.convolve(c.inexact(0), c.inexact(1), "full")
	}),
	fn("polyder(p, m=1)", "The derivative of a polynomial.", func(c call) engine.Array {
		p := c.inexact(0)
		for range c.int(1) {
			n := p.Size() - 1
			if n <= 0 {
				return engine.Zeros([]int{0}, p.DType())
			}
			p = engine.Mul(engine.Slice(p, 0, 0, n), engine.Flip(engine.Add(engine.Arange(n, engine.Int32), integer(1))).AsType(p.DType()))
		}
		return p
	}),
	fn("polyint(p, m=1, k=None)", "An antiderivative of a polynomial.", func(c call) engine.Array {
		p := asFloat(c.array(0))
		constant := c.arrayOr(2, num(0))
		for range c.int(1) {
			powers := engine.Flip(engine.Add(engine.Arange(p.Size(), engine.Int32), integer(1)))
			p = engine.Concatenate([]engine.Array{engine.Div(p, powers), engine.Reshape(constant.AsType(p.DType()), 1)}, 0)
		}
		return p
	}),
	strong("unwrap(p, discont=None, axis=-1, period=6.283185307179586)", "Angles without jumps by a period.", func(c call) engine.Array {
		p := asFloat(c.array(0))
		axis := c.axis(2, p.Rank())
		n := p.Shape()[axis]
		period := c.array(3)
		half := engine.Div(period, num(2))
		limit := c.arrayOr(1, half)
		d := engine.Sub(engine.Slice(p, axis, 1, n), engine.Slice(p, axis, 0, max(0, n-1)))
		wrapped := engine.Sub(engine.Mod(engine.Add(d, half), period), half)
		wrapped = engine.Where(engine.And(engine.Eq(wrapped, engine.Neg(half)), engine.Gt(d, num(0))), half, wrapped)
		fix := engine.Where(engine.Lt(engine.Abs(d), limit), num(0), engine.Sub(wrapped, d))
		return engine.Concatenate([]engine.Array{engine.Slice(p, axis, 0, 1), engine.Add(engine.Slice(p, axis, 1, n), engine.CumSum(fix, axis))}, axis)
	}),
}

// ignoringNaN declares a reduction over the axes of argument 1; its parameter
// keepdims is found by name.
func ignoringNaN(sig, doc string, f func(c call, x engine.Array, axes []int) engine.Array) py.Func {
	place := parameter(sig, "keepdims")
	return strong(sig, doc, func(c call) engine.Array {
		x := c.array(0)
		axes := c.axes(1, x.Rank())
		return keep(f(c, x, axes), x, axes, c.bool(place))
	})
}

// parameter returns the place of a parameter in a signature.
func parameter(sig, name string) int {
	return slices.Index(py.NewBuiltin(py.Func{Sig: sig, Impl: func(*py.Thread, []py.Object) py.Object { return nil }}).Parameters(), name)
}

func withoutNaN(x engine.Array, v float64) engine.Array {
	if !x.DType().IsFloat() {
		return x
	}
	return engine.Where(engine.IsNaN(x), num(v), x)
}

func extremeWithoutNaN(x engine.Array, axes []int, extreme func(engine.Array, ...int) engine.Array, worst float64) engine.Array {
	if !x.DType().IsFloat() {
		return extreme(x, axes...)
	}
	return engine.Where(engine.All(engine.IsNaN(x), axes...), num(math.NaN()), extreme(withoutNaN(x, worst), axes...))
}

// countNumbers is the number of elements that are not NaN.
func countNumbers(x engine.Array, axes []int) engine.Array {
	return sumOver(engine.Not(engine.IsNaN(x)).AsType(x.DType()), axes)
}

func nanMean(x engine.Array, axes []int) engine.Array {
	return engine.Div(sumOver(withoutNaN(x, 0), axes), countNumbers(x, axes))
}

func nanVar(x engine.Array, axes []int, ddof float64) engine.Array {
	center := keep(nanMean(x, axes), x, axes, true)
	d := engine.Where(engine.IsNaN(x), num(0), engine.Sub(x, center))
	count := engine.Sub(countNumbers(x, axes), num(ddof))
	return engine.Where(engine.Le(count, num(0)), num(math.NaN()), engine.Div(sumOver(engine.Mul(d, d), axes), count))
}

func nanArg(sig, doc string, f func(x engine.Array, axis int) engine.Array, worst float64) py.Func {
	return fn(sig, doc, func(c call) engine.Array {
		x, axis := c.flatOr(0, 1)
		y := f(withoutNaN(x, worst), axis)
		if x.DType().IsFloat() {
			y = engine.Where(engine.All(engine.IsNaN(x), axis), integer(-1), y)
		}
		axes := []int{axis}
		if !c.given(1) {
			x = c.array(0)
			axes = span(x.Rank())
		}
		return keep(y, x, axes, c.bool(3))
	})
}

func cumulativeWithoutNaN(sig, doc string, f func(x engine.Array, axis int) engine.Array, neutral float64) py.Func {
	return strong(sig, doc, func(c call) engine.Array {
		x, axis := c.flatOr(0, 1)
		return f(c.cast(withoutNaN(x, neutral), 2), axis)
	})
}

func quantile(sig, doc string, whole float64) py.Func {
	return strong(sig, doc, func(c call) engine.Array {
		x, q := asFloat(c.array(0)), asFloat(c.nested(1))
		if whole != 1 {
			q = engine.Div(q, num(whole))
		}
		axes := c.axes(2, x.Rank())
		y := engine.Quantile(flattened(x, axes), q, -1, c.text(5))
		if !c.bool(6) {
			return y
		}
		shape := slices.Clone(x.Shape())
		for _, a := range axes {
			shape[a] = 1
		}
		return engine.Reshape(y, slices.Concat(q.Shape(), shape)...)
	})
}

func average(c call) py.Object {
	x := c.array(0)
	axes := c.axes(1, x.Rank())
	n := 1.0
	for _, a := range axes {
		n *= float64(x.Shape()[a])
	}
	var mean, total engine.Array
	if !c.given(2) {
		mean = engine.Div(sumOver(asFloat(x), axes), num(n))
		total = engine.Full(mean.Shape(), n, mean.DType())
	} else {
		w := c.array(2)
		if !slices.Equal(w.Shape(), x.Shape()) {
			if len(axes) != 1 || w.Rank() != 1 || !c.given(1) {
				panic(py.Errorf(py.ValueError, "1D weights expected when shapes of a and weights differ."))
			}
			if w.Size() != x.Shape()[axes[0]] {
				panic(py.Errorf(py.ValueError, "Length of weights not compatible with specified axis."))
			}
			shape := onesOf(x.Rank())
			shape[axes[0]] = w.Size()
			w = engine.BroadcastTo(engine.Reshape(w, shape...), x.Shape()...)
		}
		w = asFloat(w)
		total = sumOver(w, axes)
		mean = engine.Div(sumOver(engine.Mul(x, w), axes), total)
	}
	mean = keep(mean, x, axes, c.bool(4)).Weaken(false)
	if c.bool(3) {
		return py.NewTuple(wrap(mean), wrap(engine.BroadcastTo(keep(total, x, axes, c.bool(4)), mean.Shape()...)))
	}
	return wrap(mean)
}

// covariance is that of arguments 0 to 2.
func (c call) covariance(bias, ddof py.Object) engine.Array {
	rows := func(i int) engine.Array {
		x := asFloat(c.array(i))
		if x.Rank() > 2 {
			panic(py.Errorf(py.ValueError, "m has more than 2 dimensions"))
		}
		if x = atLeast2(x); !c.bool(2) && x.Shape()[0] != 1 {
			x = engine.Transpose(x)
		}
		return x
	}
	x := rows(0)
	if c.given(1) {
		x = engine.Concatenate([]engine.Array{x, rows(1)}, 0)
	}
	d := 1.0
	if c.t.Truth(bias) {
		d = 0
	}
	if ddof != py.None {
		d = c.t.ToFloat(ddof)
	}
	n := float64(x.Shape()[1])
	x = engine.Sub(x, engine.ExpandDims(engine.Mean(x, 1), 1))
	v := engine.Div(engine.MatMul(x, engine.Transpose(x)), num(n-d))
	if v.Size() == 1 {
		return engine.Reshape(v)
	}
	return v
}
