package jnp

import (
	"math"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// creation are the functions that make arrays.
var creation = []py.Func{
	fn("array(object, dtype=None, copy=True, order='K', ndmin=0, *, device=None)", "An array of numbers, nested lists of numbers, or arrays.", func(c call) engine.Array {
		x := c.converted(0, 1)
		for x.Rank() < c.int(4) {
			x = engine.ExpandDims(x, 0)
		}
		return x
	}),
	object("asarray(a, dtype=None, order=None, *, copy=None, device=None)", "An array of numbers, nested lists of numbers, or arrays.", func(c call) py.Object {
		if x, ok := c.a[0].(*jax.Array); ok && (!c.given(1) || jax.DTypeArg(c.t, c.a[1]) == x.DType()) {
			return x
		}
		return wrap(c.converted(0, 1))
	}),
	fn("zeros(shape, dtype=None, *, device=None)", "An array of zeros.", filled(0)),
	fn("ones(shape, dtype=None, *, device=None)", "An array of ones.", filled(1)),
	fn("empty(shape, dtype=None, *, device=None)", "An array of zeros.", filled(0)),
	fn("full(shape, fill_value, dtype=None, *, device=None)", "An array whose elements are all the same.", func(c call) engine.Array {
		return engine.BroadcastTo(c.converted(1, 2), c.shape(0)...)
	}),
	fn("zeros_like(a, dtype=None, shape=None, *, device=None)", "Zeros of the shape and type of another array.", filledLike(0)),
	fn("ones_like(a, dtype=None, shape=None, *, device=None)", "Ones of the shape and type of another array.", filledLike(1)),
	fn("empty_like(prototype, dtype=None, shape=None, *, device=None)", "Zeros of the shape and type of another array.", filledLike(0)),
	fn("full_like(a, fill_value, dtype=None, shape=None, *, device=None)", "An array of the shape and type of another, whose elements are all the same.", func(c call) engine.Array {
		shape, d, weak := c.like(0, 2, 3)
		return engine.BroadcastTo(c.nested(1).AsType(d).Weaken(weak), shape...)
	}),
	fn("arange(start, stop=None, step=None, dtype=None, *, device=None)", "Numbers from start to stop, without it, in steps.", arange),
	object("linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None)", "Numbers evenly spaced from start to stop.", func(c call) py.Object {
		x, step := c.linspace()
		if c.bool(4) {
			return py.NewTuple(wrap(x), wrap(step))
		}
		return wrap(x)
	}),
	strong("logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0)", "Numbers whose logarithms are evenly spaced from start to stop.", func(c call) engine.Array {
		x, _ := c.with(c.a[0], c.a[1], c.a[2], c.a[3], nil, nil, c.a[6]).linspace()
		return c.cast(engine.Pow(c.array(4), x), 5)
	}),
	strong("geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0)", "Numbers from start to stop whose quotients are equal.", func(c call) engine.Array {
		start, stop := asFloat(c.array(0)), asFloat(c.array(1))
		sign := engine.Sign(start)
		lo, hi := engine.Log10(engine.Mul(sign, start)), engine.Log10(engine.Mul(sign, stop))
		x, _ := c.with(wrap(lo), wrap(hi), c.a[2], c.a[3], nil, nil, c.a[5]).linspace()
		return c.cast(engine.Mul(sign, engine.Pow(num(10), x)), 4)
	}),
	fn("eye(N, M=None, k=0, dtype=None, *, device=None)", "A matrix with ones on a diagonal and zeros elsewhere.", func(c call) engine.Array {
		return diagonalOnes(c.int(0), c.intOr(1, c.int(0)), c.int(2), c.dtype(3))
	}),
	fn("identity(n, dtype=None)", "The square identity matrix.", func(c call) engine.Array {
		return diagonalOnes(c.int(0), c.int(0), 0, c.dtype(1))
	}),
	fn("tri(N, M=None, k=0, dtype=None)", "A matrix with ones on and below a diagonal.", func(c call) engine.Array {
		return engine.Tri(c.int(0), c.intOr(1, c.int(0)), c.int(2), c.dtype(3))
	}),
	fn("tril(m, k=0)", "The matrix with zeros above a diagonal.", func(c call) engine.Array {
		return engine.Tril(c.matrix(0), c.int(1))
	}),
	fn("triu(m, k=0)", "The matrix with zeros below a diagonal.", func(c call) engine.Array {
		return engine.Triu(c.matrix(0), c.int(1))
	}),
	list("tril_indices(n, k=0, m=None)", "The places on and below a diagonal of a matrix.", asTuple, func(c call) []engine.Array {
		return nonzeroPlaces(engine.Tri(c.int(0), c.intOr(2, c.int(0)), c.int(1), engine.Bool))
	}),
	list("triu_indices(n, k=0, m=None)", "The places on and above a diagonal of a matrix.", asTuple, func(c call) []engine.Array {
		return nonzeroPlaces(engine.Not(engine.Tri(c.int(0), c.intOr(2, c.int(0)), c.int(1)-1, engine.Bool)))
	}),
	list("diag_indices(n, ndim=2)", "The places of the diagonal of an array.", asTuple, func(c call) []engine.Array {
		ndim := c.int(1)
		if ndim < 0 || c.int(0) < 0 {
			panic(py.Errorf(py.ValueError, "diag_indices: the arguments must not be negative, got n=%d, ndim=%d", c.int(0), ndim))
		}
		c.t.Reserve(float64(ndim) * 64)
		out := make([]engine.Array, ndim)
		for i := range out {
			out[i] = engine.Arange(c.int(0), engine.Int32)
		}
		return out
	}),
	fn("diag(v, k=0)", "The diagonal of a matrix, or the matrix with a diagonal.", func(c call) engine.Array {
		v := c.array(0)
		switch v.Rank() {
		case 1:
			return engine.DiagonalMatrix(v, c.int(1))
		case 2:
			return engine.Diagonal(v, c.int(1), 0, 1)
		}
		panic(py.Errorf(py.ValueError, "diag input must be 1d or 2d"))
	}),
	fn("diagflat(v, k=0)", "The matrix with the elements of v on a diagonal.", func(c call) engine.Array {
		return engine.DiagonalMatrix(engine.Ravel(c.array(0)), c.int(1))
	}),
	list("meshgrid(*xi, copy=True, sparse=False, indexing='xy')", "The coordinates of a grid.", asList, func(c call) []engine.Array {
		return meshgrid(c.rest(0), c.bool(2), c.text(3))
	}),
	object("indices(dimensions, dtype=None, sparse=False)", "The places of a grid.", func(c call) py.Object {
		shape := c.shape(0)
		d := jax.EngineDType(c.t, c.a[1], jax.IntDType(c.t))
		axes := make([]engine.Array, len(shape))
		for i, n := range shape {
			axes[i] = engine.Arange(n, d)
		}
		grid := meshgrid(axes, c.bool(2), "ij")
		if !c.bool(2) {
			return wrap(engine.Stack(grid, 0))
		}
		var elems []py.Object
		for _, g := range grid {
			elems = append(elems, wrap(g))
		}
		return py.NewTuple(elems...)
	}),
	object("fromfunction(function, shape, *, dtype=None, **kwargs)", "A function evaluated at every place.", func(c call) py.Object {
		shape := c.shape(1)
		axes := make([]engine.Array, len(shape))
		for i, n := range shape {
			axes[i] = engine.Arange(n, c.dtype(2))
		}
		var args []py.Object
		for _, g := range meshgrid(axes, false, "ij") {
			args = append(args, wrap(g))
		}
		return c.t.CallObject(c.a[0], args, keywordsOf(c.a[3]))
	}),
	strong("vander(x, N=None, increasing=False)", "The matrix of the powers of x.", func(c call) engine.Array {
		x := c.array(0)
		n := c.intOr(1, x.Size())
		powers := engine.Arange(n, engine.Int32)
		if !c.bool(2) {
			powers = engine.Flip(powers)
		}
		return jax.Power(c.t, engine.ExpandDims(x, 1), powers)
	}),
	fn("copy(a, order=None)", "A copy of an array.", func(c call) engine.Array { return c.nested(0) }),
	fn("astype(x, dtype, /, *, copy=False, device=None)", "The array converted to another type.", func(c call) engine.Array {
		return c.array(0).AsType(c.dtype(1))
	}),
}

// dtype returns argument i as the engine's type, the default float type if it
// is missing.
func (c call) dtype(i int) engine.DType {
	return jax.EngineDType(c.t, c.a[i], jax.FloatDType(c.t))
}

// cast converts x to the type that argument i names, if any.
func (c call) cast(x engine.Array, i int) engine.Array {
	if d := jax.DTypeArg(c.t, c.a[i]); d != nil {
		return x.AsType(d.Engine(c.t))
	}
	return x
}

// converted returns argument i as an array of the type in argument d; plain
// numbers without it keep their weak type.
func (c call) converted(i, d int) engine.Array {
	return jax.AsArray(c.t, c.a[i], jax.DTypeArg(c.t, c.a[d]))
}

func keywordsOf(o py.Object) []py.Keyword {
	d := o.(*py.Dict)
	var out []py.Keyword
	for _, k := range d.Keys() {
		name := string(k.(py.Str))
		out = append(out, py.Keyword{Name: name, Value: d.GetString(name)})
	}
	return out
}

func filled(v float64) func(c call) engine.Array {
	return func(c call) engine.Array {
		shape := c.shape(0)
		c.t.Reserve(8 * float64(product(shape)))
		return engine.Full(shape, v, c.dtype(1))
	}
}

// like returns the shape and type of argument i, or those in arguments d and s.
func (c call) like(i, d, s int) (shape []int, dtype engine.DType, weak bool) {
	x := c.nested(i)
	shape, dtype, weak = x.Shape(), x.DType(), x.Weak()
	if c.given(d) {
		dtype, weak = c.dtype(d), false
	}
	if c.given(s) {
		shape = c.shape(s)
	}
	return shape, dtype, weak
}

func filledLike(v float64) func(c call) engine.Array {
	return func(c call) engine.Array {
		shape, d, weak := c.like(0, 1, 2)
		return engine.Full(shape, v, d).Weaken(weak)
	}
}

func (c call) matrix(i int) engine.Array {
	x := c.array(i)
	if x.Rank() < 2 {
		panic(py.Errorf(py.ValueError, "Argument to jax.numpy.%s must be at least 2D", c.name))
	}
	return x
}

func diagonalOnes(n, m, k int, d engine.DType) engine.Array {
	shape := []int{n, m}
	return engine.Eq(engine.Add(engine.Iota(shape, 0, engine.Int32), integer(k)), engine.Iota(shape, 1, engine.Int32)).AsType(d)
}

func meshgrid(x []engine.Array, sparse bool, indexing string) []engine.Array {
	if indexing != "xy" && indexing != "ij" {
		panic(py.Errorf(py.ValueError, "Valid values for indexing are 'xy' and 'ij', got %s", indexing))
	}
	place := func(i int) int {
		if indexing == "xy" && len(x) > 1 && i < 2 {
			return 1 - i
		}
		return i
	}
	shape := make([]int, len(x))
	for i, v := range x {
		shape[place(i)] = v.Size()
	}
	out := make([]engine.Array, len(x))
	for i, v := range x {
		own := make([]int, len(x))
		for k := range own {
			own[k] = 1
		}
		own[place(i)] = v.Size()
		out[i] = engine.Reshape(v, own...)
		if !sparse {
			out[i] = engine.BroadcastTo(out[i], shape...)
		}
	}
	return out
}

// arange computes start + i·step in float64, as NumPy does on the host.
func arange(c call) engine.Array {
	start, stop, step := py.Object(py.Int(0)), c.a[0], py.Object(py.Int(1))
	if c.given(1) {
		start, stop = c.a[0], c.a[1]
	}
	if c.given(2) {
		step = c.a[2]
	}
	if c.a[0] == py.None {
		panic(py.Errorf(py.TypeError, "arange() requires a stop argument"))
	}
	d := jax.IntDType(c.t)
	values := make([]float64, 3)
	for i, o := range []py.Object{start, stop, step} {
		x := c.with(o).array(0)
		if x.Rank() > 0 {
			panic(py.Errorf(py.ValueError, "jax.numpy.arange: arguments must be scalars, got shape %s", tuple(x.Shape())))
		}
		if x.IsTraced() {
			panic(jax.ConcretizationError(c.t, x, "It arose in the jnp.arange argument '"+[]string{"start", "stop", "step"}[i]+"'"))
		}
		values[i] = c.t.ToFloat(o)
		if x.DType().IsInexact() {
			d = jax.FloatDType(c.t)
		}
	}
	if values[2] == 0 {
		panic(py.Errorf(py.ZeroDivisionError, "division by zero"))
	}
	d = jax.EngineDType(c.t, c.a[3], d)
	size := max(0, math.Ceil((values[1]-values[0])/values[2]))
	if !(size < 1<<40) { // more than any machine holds, or nan
		panic(py.Errorf(py.ValueError, "Maximum allowed size exceeded"))
	}
	c.t.Reserve(8 * size)
	n := int(size)
	if values[0] == 0 && values[2] == 1 {
		return engine.Arange(n, d)
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = values[0] + float64(i)*values[2]
	}
	return engine.FromFloat64s(out, n).AsType(d)
}

// linspace is that of the arguments start, stop, num, endpoint, –, dtype, axis.
// It weighs the two ends, which keeps each exact.
func (c call) linspace() (x, step engine.Array) {
	n := c.int(2)
	if n < 0 {
		panic(py.Errorf(py.ValueError, "Number of samples, %d, must be non-negative.", n))
	}
	start, stop := asFloat(c.array(0)), asFloat(c.array(1))
	jax.CheckBroadcast(c.name, start, stop)
	d := engine.PromoteTypes(start, stop)
	if start.Weak() && stop.Weak() {
		d = jax.FloatDType(c.t)
	}
	start, stop = start.AsType(d), stop.AsType(d)
	shape, _ := broadcastShape([]engine.Array{start, stop})
	start, stop = engine.BroadcastTo(start, shape...), engine.BroadcastTo(stop, shape...)
	intervals := n
	if c.bool(3) {
		intervals = n - 1
	}
	step = engine.Full(shape, math.NaN(), d)
	switch {
	case intervals > 0:
		step = engine.Div(engine.Sub(stop, start), num(float64(intervals)))
		column := append([]int{n}, onesOf(len(shape))...)
		// Rounded as XLA compiles it: it multiplies with the reciprocal of the
		// number of intervals, and with that the end of the interval first.
		i := engine.Reshape(engine.Arange(n, d), column...)
		reciprocal := engine.Div(num(1), engine.Scalar(float64(intervals), d))
		low := engine.Mul(engine.ExpandDims(start, 0), engine.Sub(num(1), engine.Mul(i, reciprocal)))
		high := engine.ExpandDims(engine.Mul(stop, reciprocal), 0)
		if d == engine.Float32 && !start.IsTraced() && !stop.IsTraced() { // fused
			wide := func(x engine.Array) engine.Array { return x.AsType(engine.Float64) }
			x = engine.Add(engine.Mul(wide(i), wide(high)), wide(low)).AsType(d)
		} else {
			x = engine.Add(engine.Mul(i, high), low)
		}
		if c.bool(3) {
			x = engine.Concatenate([]engine.Array{engine.Slice(x, 0, 0, n-1), engine.ExpandDims(stop, 0)}, 0)
		}
	case n == 1:
		x = engine.ExpandDims(start, 0)
	default:
		x = engine.Zeros(append([]int{0}, shape...), d)
	}
	x = engine.MoveAxis(x, 0, c.axis(6, x.Rank()))
	if c.given(5) {
		t := c.dtype(5)
		if t.IsInt() {
			x = engine.Floor(x)
		}
		x = x.AsType(t)
	}
	return x.Weaken(false), step.Weaken(false)
}

func onesOf(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = 1
	}
	return out
}
