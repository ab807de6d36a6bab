package jnp

import (
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// shaping are the functions that arrange the elements of one array anew.
var shaping = []py.Func{
	fn("expand_dims(a, axis)", "The array with axes of size 1 inserted.", func(c call) engine.Array {
		x, axes := c.array(0), c.ints(1)
		places := make([]int, len(axes))
		for i, a := range axes {
			places[i] = axisOf(a, x.Rank()+len(axes))
		}
		slices.Sort(places)
		for _, p := range places {
			x = engine.ExpandDims(x, p)
		}
		return x
	}),
	fn("moveaxis(a, source, destination)", "The array with axes moved to other places.", func(c call) engine.Array {
		x := c.array(0)
		from, to := c.with(c.a[0], c.a[1]).axes(1, x.Rank()), c.with(c.a[0], c.a[2]).axes(1, x.Rank())
		if len(from) != len(to) {
			panic(py.Errorf(py.ValueError, "Inconsistent number of elements: %d vs %d", len(from), len(to)))
		}
		return engine.Transpose(x, movedAxes(x.Rank(), from, to)...)
	}),
	fn("rollaxis(a, axis, start=0)", "The array with an axis moved before another.", func(c call) engine.Array {
		x := c.array(0)
		axis, start := c.axis(1, x.Rank()), c.axis(2, x.Rank()+1)
		if axis < start {
			start--
		}
		return engine.MoveAxis(x, axis, start)
	}),
	fn("matrix_transpose(x, /)", "The array with its last two axes swapped.", func(c call) engine.Array {
		x := c.array(0)
		if x.Rank() < 2 {
			panic(py.Errorf(py.ValueError, "x must be at least two-dimensional for matrix_transpose; got ndim=%d", x.Rank()))
		}
		return engine.MoveAxis(x, -1, -2)
	}),
	fn("broadcast_to(array, shape, *, out_sharding=None)", "The array repeated to a shape.", func(c call) engine.Array {
		x, shape := c.array(0), c.shape(1)
		full, ok := broadcastShape([]engine.Array{x, engine.Zeros(shape, engine.Bool)})
		if !ok || !slices.Equal(full, shape) {
			panic(py.Errorf(py.ValueError, "Incompatible shapes for broadcasting: %s and requested shape %s", tuple(x.Shape()), tuple(shape)))
		}
		return engine.BroadcastTo(x, shape...)
	}),
	list("broadcast_arrays(*args)", "The arrays repeated to their common shape.", asList, func(c call) []engine.Array {
		arrays := c.rest(0)
		shape := c.commonShape(arrays)
		for i, x := range arrays {
			arrays[i] = engine.BroadcastTo(x, shape...)
		}
		return arrays
	}),
	object("broadcast_shapes(*shapes)", "The shape that arrays of the given shapes broadcast to.", func(c call) py.Object {
		var arrays []engine.Array
		for _, o := range c.a[0].(*py.Tuple).Elems {
			arrays = append(arrays, engine.Zeros(jax.Shape(c.t, o), engine.Bool))
		}
		return jax.ShapeTuple(c.commonShape(arrays))
	}),
	object("atleast_1d(*arys)", "The arrays with at least one axis.", atLeast(func(x engine.Array) engine.Array {
		if x.Rank() == 0 {
			return engine.Reshape(x, 1)
		}
		return x
	})),
	object("atleast_2d(*arys)", "The arrays with at least two axes; new ones come first.", atLeast(atLeast2)),
	object("atleast_3d(*arys)", "The arrays with at least three axes.", atLeast(atLeast3)),
	fn("tile(A, reps)", "The array repeated along every axis.", func(c call) engine.Array {
		x, reps := c.nested(0), c.ints(1)
		rank := max(x.Rank(), len(reps))
		shape := slices.Concat(onesOf(rank-x.Rank()), x.Shape())
		reps = slices.Concat(onesOf(rank-len(reps)), reps)
		var split, wide, joined []int
		for i, n := range shape {
			split, wide, joined = append(split, 1, n), append(wide, reps[i], n), append(joined, reps[i]*n)
		}
		c.t.Reserve(8 * float64(product(joined)))
		return engine.Reshape(engine.BroadcastTo(engine.Reshape(x, split...), wide...), joined...)
	}),
	fn("flip(m, axis=None)", "The elements in reverse order.", func(c call) engine.Array { return flip(c.array(0), c.axes(1, c.array(0).Rank())) }),
	fn("fliplr(m)", "The columns in reverse order.", func(c call) engine.Array { return flip(c.array(0), []int{axisOf(1, c.array(0).Rank())}) }),
	fn("flipud(m)", "The rows in reverse order.", func(c call) engine.Array { return flip(c.array(0), []int{axisOf(0, c.array(0).Rank())}) }),
	fn("rot90(m, k=1, axes=(0, 1))", "The array turned by right angles.", func(c call) engine.Array {
		x, axes := c.array(0), c.axes(2, c.array(0).Rank())
		if len(axes) != 2 {
			panic(py.Errorf(py.ValueError, "Axes must be different"))
		}
		a, b := axes[0], axes[1]
		perm := span(x.Rank())
		perm[a], perm[b] = b, a
		switch (c.int(1)%4 + 4) % 4 {
		case 1:
			return engine.Transpose(flip(x, []int{b}), perm...)
		case 2:
			return flip(x, []int{a, b})
		case 3:
			return flip(engine.Transpose(x, perm...), []int{b})
		}
		return x
	}),
	fn("roll(a, shift, axis=None)", "The elements shifted, those beyond the end coming back at the start.", func(c call) engine.Array {
		x := c.nested(0)
		if !c.given(2) {
			return engine.Reshape(rollAxis(engine.Ravel(x), c.array(1), 0), x.Shape()...)
		}
		axes := c.ints(2)
		shifts := []engine.Array{}
		if s, ok := toArray(c.t, c.a[1]); ok && s.Rank() == 0 {
			for range axes {
				shifts = append(shifts, s)
			}
		} else {
			shifts = c.arrays(1)
		}
		if len(shifts) == 1 {
			shifts = slices.Repeat(shifts, len(axes))
		}
		if len(axes) == 1 {
			axes = slices.Repeat(axes, len(shifts))
		}
		for i, a := range axes {
			x = rollAxis(x, shifts[i], axisOf(a, x.Rank()))
		}
		return x
	}),
	fn("pad(array, pad_width, mode='constant', **kwargs)", "The array with a border.", pad),
	fn("resize(a, new_shape)", "The elements, repeated as needed, in another shape.", func(c call) engine.Array {
		x, shape := engine.Ravel(c.array(0)), c.shape(1)
		if x.Size() == 0 {
			return engine.Zeros(shape, x.DType())
		}
		places := engine.Mod(engine.Arange(product(shape), engine.Int32), integer(x.Size()))
		return engine.Reshape(engine.Take(x, places, 0), shape...)
	}),
	object("shape(a)", "The shape of an array.", func(c call) py.Object { return jax.ShapeTuple(c.nested(0).Shape()) }),
	object("ndim(a)", "The number of axes of an array.", func(c call) py.Object { return py.Int(c.nested(0).Rank()) }),
	object("size(a, axis=None)", "The number of elements, or the size of axes.", func(c call) py.Object {
		x, n := c.nested(0), 1
		for _, a := range c.axes(1, x.Rank()) {
			n *= x.Shape()[a]
		}
		return py.Int(n)
	}),
}

// commonShape is the shape that arrays broadcast to.
func (c call) commonShape(arrays []engine.Array) []int {
	shape, ok := broadcastShape(arrays)
	if !ok {
		text := ""
		for i, x := range arrays {
			if i > 0 {
				text += ", "
			}
			text += tuple(x.Shape())
		}
		panic(py.Errorf(py.ValueError, "Incompatible shapes for broadcasting: shapes=[%s]", text))
	}
	return shape
}

// movedAxes is the permutation that moves axes to places and keeps the order
// of the others.
func movedAxes(rank int, from, to []int) []int {
	perm := make([]int, rank)
	for i := range perm {
		perm[i] = -1
	}
	for i, a := range from {
		perm[to[i]] = a
	}
	next := 0
	for i := range perm {
		if perm[i] >= 0 {
			continue
		}
		for slices.Contains(from, next) {
			next++
		}
		perm[i] = next
		next++
	}
	return perm
}

func atLeast(f func(x engine.Array) engine.Array) func(c call) py.Object {
	return func(c call) py.Object {
		var out []py.Object
		for _, x := range c.rest(0) {
			out = append(out, wrap(f(x)))
		}
		if len(out) == 1 {
			return out[0]
		}
		return py.NewList(out...)
	}
}

func atLeast2(x engine.Array) engine.Array {
	for x.Rank() < 2 {
		x = engine.ExpandDims(x, 0)
	}
	return x
}

func atLeast3(x engine.Array) engine.Array {
	if x = atLeast2(x); x.Rank() == 2 {
		x = engine.ExpandDims(x, 2)
	}
	return x
}

// flip is engine.Flip, but for no axes at all.
func flip(x engine.Array, axes []int) engine.Array {
	if len(axes) == 0 {
		return x
	}
	return engine.Flip(x, axes...)
}

// rollAxis shifts along one axis by a number that may be traced.
func rollAxis(x, shift engine.Array, axis int) engine.Array {
	n := x.Shape()[axis]
	if n == 0 {
		return x
	}
	if !shift.IsTraced() && shift.Rank() == 0 {
		k := int(shift.Item()) % n
		if k < 0 {
			k += n
		}
		if k == 0 {
			return x
		}
		return engine.Concatenate([]engine.Array{engine.Slice(x, axis, n-k, n), engine.Slice(x, axis, 0, n-k)}, axis)
	}
	return engine.Take(x, engine.Mod(engine.Sub(engine.Arange(n, engine.Int32), shift), integer(n)), axis)
}

// pairs reads a pad_width or constant_values argument: one number, one pair, or
// a pair an axis.
func (c call) pairs(o py.Object, rank int) [][2]py.Object {
	var flat []py.Object
	shape := func(o py.Object) []py.Object {
		if x, ok := toArray(c.t, o); ok && x.Rank() == 0 {
			return []py.Object{o}
		}
		return c.t.Elements(o)
	}
	outer := shape(o)
	nested := false
	for _, e := range outer {
		inner := shape(e)
		nested = nested || len(inner) > 1
		flat = append(flat, inner...)
	}
	out := make([][2]py.Object, rank)
	for i := range out {
		switch {
		case len(flat) == 1:
			out[i] = [2]py.Object{flat[0], flat[0]}
		case len(flat) == 2:
			out[i] = [2]py.Object{flat[0], flat[1]}
		case len(flat) == 2*rank:
			out[i] = [2]py.Object{flat[2*i], flat[2*i+1]}
		default:
			panic(py.Errorf(py.ValueError, "%s: expected one pair, or %d pairs, of numbers, got %s", c.name, rank, c.t.Repr(o)))
		}
	}
	return out
}

func pad(c call) engine.Array {
	x := c.array(0)
	kw := c.a[3].(*py.Dict)
	lo, hi := make([]int, x.Rank()), make([]int, x.Rank())
	for i, p := range c.pairs(c.a[1], x.Rank()) {
		lo[i], hi[i] = c.t.ToInt(p[0]), c.t.ToInt(p[1])
		if lo[i] < 0 || hi[i] < 0 {
			panic(py.Errorf(py.ValueError, "index can't contain negative values"))
		}
	}
	mode := c.text(2)
	if mode == "constant" {
		values := py.Object(py.Int(0))
		if v := kw.GetString("constant_values"); v != nil {
			values = v
		}
		for i, p := range c.pairs(values, x.Rank()) {
			before, after := make([]int, x.Rank()), make([]int, x.Rank())
			before[i] = lo[i]
			x = engine.Pad(x, c.with(p[0]).array(0).AsType(x.DType()), before, make([]int, x.Rank()))
			after[i] = hi[i]
			x = engine.Pad(x, c.with(p[1]).array(0).AsType(x.DType()), make([]int, x.Rank()), after)
		}
		return x
	}
	for axis := range x.Rank() {
		x = padAxis(x, mode, axis, lo[axis], hi[axis])
	}
	return x
}

// padAxis repeats elements of the array itself at places outside of it.
func padAxis(x engine.Array, mode string, axis, lo, hi int) engine.Array {
	n := x.Shape()[axis]
	var place func(i int) int
	switch mode {
	case "edge":
		place = func(i int) int { return min(max(i, 0), n-1) }
	case "wrap":
		place = func(i int) int { return (i%n + n) % n }
	case "reflect":
		period := max(1, 2*n-2)
		place = func(i int) int {
			i = (i%period + period) % period
			return min(i, period-i) % n
		}
	case "symmetric":
		place = func(i int) int {
			i = (i%(2*n) + 2*n) % (2 * n)
			return min(i, 2*n-1-i)
		}
	default:
		panic(py.Errorf(py.NotImplementedError, "Unimplemented padding mode '%s' for np.pad.", mode))
	}
	if n == 0 && lo+hi > 0 {
		panic(py.Errorf(py.ValueError, "can't extend empty axis %d using modes other than 'constant' or 'empty'", axis))
	}
	places := make([]int32, lo+n+hi)
	for i := range places {
		places[i] = int32(place(i - lo))
	}
	return engine.Take(x, engine.FromInt32s(places), axis)
}
