package jnp

import (
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// laxStructure are the primitives of jax.lax that move, join and reduce.
var laxStructure = []py.Func{
	fn("reshape(operand, new_sizes, dimensions=None)", "The elements in another shape.", func(c call) engine.Array {
		x := c.array(0)
		if c.given(2) {
			x = permuted(x, c.ints(2))
		}
		return engine.Reshape(x, jax.ResolveShape(x.Shape(), c.shape(1))...)
	}),
	fn("transpose(operand, permutation)", "The axes permuted.", func(c call) engine.Array { return permuted(c.array(0), c.ints(1)) }),
	fn("rev(operand, dimensions)", "The elements in reverse order along axes.", func(c call) engine.Array {
		x := c.array(0)
		return flip(x, c.axes(1, x.Rank()))
	}),
	fn("squeeze(array, dimensions)", "The array without axes of size 1.", func(c call) engine.Array {
		x := c.array(0)
		axes := c.axes(1, x.Rank())
		if len(axes) == 0 {
			return x
		}
		return engine.Squeeze(x, axes...)
	}),
	fn("expand_dims(array, dimensions)", "The array with axes of size 1 inserted.", func(c call) engine.Array {
		x, axes := c.array(0), c.ints(1)
		for i := range axes {
			axes[i] = axisOf(axes[i], x.Rank()+len(axes))
		}
		slices.Sort(axes)
		for _, a := range axes {
			x = engine.ExpandDims(x, a)
		}
		return x
	}),
	fn("broadcast(operand, sizes)", "The array repeated along new axes in front.", func(c call) engine.Array {
		x := c.array(0)
		return engine.BroadcastTo(x, append(c.shape(1), x.Shape()...)...)
	}),
	fn("broadcast_in_dim(operand, shape, broadcast_dimensions)", "The array repeated, its axes becoming the given ones.", func(c call) engine.Array {
		x, shape, axes := c.array(0), c.shape(1), c.ints(2)
		if len(axes) != x.Rank() {
			panic(py.Errorf(py.TypeError, "broadcast_in_dim broadcast_dimensions must have length equal to operand ndim; got broadcast_dimensions %s for operand ndim %d.", tuple(axes), x.Rank()))
		}
		wide := onesOf(len(shape))
		for i, a := range axes {
			if a < 0 || a >= len(shape) || x.Shape()[i] != 1 && x.Shape()[i] != shape[a] {
				panic(py.Errorf(py.TypeError, "broadcast_in_dim operand dimension sizes must either be 1, or be equal to their corresponding dimensions in the target broadcast shape; got operand of shape %s, target broadcast shape %s, broadcast_dimensions %s", tuple(x.Shape()), tuple(shape), tuple(axes)))
			}
			wide[a] = x.Shape()[i]
		}
		return engine.BroadcastTo(engine.Reshape(x, wide...), shape...)
	}),
	object("broadcast_shapes(*shapes)", "The shape that arrays of the given shapes broadcast to.", func(c call) py.Object {
		var arrays []engine.Array
		for _, o := range c.a[0].(*py.Tuple).Elems {
			arrays = append(arrays, engine.Zeros(jax.Shape(c.t, o), engine.Bool))
		}
		return jax.ShapeTuple(c.commonShape(arrays))
	}),
	fn("broadcast_to_rank(x, rank)", "The array with axes of size 1 in front.", func(c call) engine.Array {
		x := c.array(0)
		for x.Rank() < c.int(1) {
			x = engine.ExpandDims(x, 0)
		}
		return x
	}),
	fn("collapse(operand, start_dimension, stop_dimension=None)", "Several axes as one.", func(c call) engine.Array {
		x := c.array(0)
		from, to := c.int(1), c.intOr(2, x.Rank())
		if from < 0 {
			from += x.Rank()
		}
		if to < 0 {
			to += x.Rank()
		}
		if from < 0 || to > x.Rank() || from > to {
			panic(py.Errorf(py.ValueError, "dimensions [%d:%d] cannot be collapsed in an array of %d dimensions", from, to, x.Rank()))
		}
		s := x.Shape()
		return engine.Reshape(x, slices.Concat(s[:from], []int{product(s[from:to])}, s[to:])...)
	}),
	fn("concatenate(operands, dimension)", "Arrays joined along an axis.", func(c call) engine.Array { return c.concatenate(c.arrays(0), c.a[1]) }),
	fn("pad(operand, padding_value, padding_config)", "The array with elements before, after and between.", func(c call) engine.Array {
		x := c.array(0)
		var lo, hi, between []int
		for _, o := range c.t.Elements(c.a[2]) {
			p := intsOf(c.t, o)
			if len(p) != 3 {
				panic(py.Errorf(py.TypeError, "padding_config must be a sequence of (low, high, interior), got %s", c.t.Repr(o)))
			}
			lo, hi, between = append(lo, p[0]), append(hi, p[1]), append(between, p[2])
		}
		return engine.PadInterior(x, c.array(1).AsType(x.DType()), lo, hi, between)
	}),
	fn("slice(operand, start_indices, limit_indices, strides=None)", "The window between two places.", func(c call) engine.Array {
		x := c.array(0)
		strides := onesOf(x.Rank())
		if c.given(3) {
			strides = c.ints(3)
		}
		return engine.StridedSlice(x, c.ints(1), c.ints(2), strides)
	}),
	fn("slice_in_dim(operand, start_index, limit_index, stride=1, axis=0)", "The slice along one axis.", func(c call) engine.Array {
		x := c.array(0)
		axis := c.axis(4, x.Rank())
		var key []py.Object
		for range axis {
			key = append(key, &py.Slice{Start: py.None, Stop: py.None, Step: py.None})
		}
		return jax.Index(c.t, x, py.NewTuple(append(key, &py.Slice{Start: c.a[1], Stop: c.a[2], Step: c.a[3]})...))
	}),
	fn("index_in_dim(operand, index, axis=0, keepdims=True)", "The elements at one place of an axis.", func(c call) engine.Array {
		x := c.array(0)
		axis, i := c.axis(2, x.Rank()), c.int(1)
		n := x.Shape()[axis]
		if i < -n || i >= n {
			panic(py.Errorf(py.IndexError, "index %d is out of bounds for axis %d with size %d", i, axis, n))
		}
		i = (i + n) % n
		y := engine.Slice(x, axis, i, i+1)
		if c.bool(3) {
			return y
		}
		return engine.Squeeze(y, axis)
	}),
	fn("dynamic_slice(operand, start_indices, slice_sizes)", "The window of fixed size at a place that may be traced.", func(c call) engine.Array {
		x := c.array(0)
		return engine.DynamicSlice(x, c.starts(1, x), c.ints(2))
	}),
	fn("dynamic_slice_in_dim(operand, start_index, slice_size, axis=0)", "The slice of fixed size along one axis.", func(c call) engine.Array {
		x := c.array(0)
		return dynamicSlice(x, c.array(1), c.int(2), c.axis(3, x.Rank()))
	}),
	fn("dynamic_index_in_dim(operand, index, axis=0, keepdims=True)", "The elements at one place of an axis, which may be traced.", func(c call) engine.Array {
		x := c.array(0)
		axis := c.axis(2, x.Rank())
		y := dynamicSlice(x, c.array(1), 1, axis)
		if c.bool(3) {
			return y
		}
		return engine.Squeeze(y, axis)
	}),
	fn("dynamic_update_slice(operand, update, start_indices)", "The array with a window replaced.", func(c call) engine.Array {
		x := c.array(0)
		return engine.DynamicUpdateSlice(x, c.array(1).AsType(x.DType()), c.starts(2, x))
	}),
	fn("dynamic_update_slice_in_dim(operand, update, start_index, axis)", "The array with a slice along one axis replaced.", func(c call) engine.Array {
		x := c.array(0)
		return engine.DynamicUpdateSlice(x, c.array(1).AsType(x.DType()), startsAt(x, c.array(2), c.axis(3, x.Rank())))
	}),
	fn("dynamic_update_index_in_dim(operand, update, index, axis)", "The array with the elements at one place of an axis replaced.", func(c call) engine.Array {
		x, u := c.array(0), c.array(1)
		axis := c.axis(3, x.Rank())
		if u.Rank() < x.Rank() {
			u = engine.ExpandDims(u, axis)
		}
		return engine.DynamicUpdateSlice(x, u.AsType(x.DType()), startsAt(x, c.array(2), axis))
	}),
	list("split(operand, sizes, axis=0)", "Parts of the given sizes.", asList, func(c call) []engine.Array {
		x := c.array(0)
		axis := c.axis(2, x.Rank())
		var out []engine.Array
		from := 0
		for _, n := range c.ints(1) {
			out = append(out, engine.Slice(x, axis, from, from+n))
			from += n
		}
		if from != x.Shape()[axis] {
			panic(py.Errorf(py.ValueError, "Sum of sizes %d must be equal to dimension %d of the operand shape %s", from, axis, tuple(x.Shape())))
		}
		return out
	}),
	fn("iota(dtype, size)", "0, 1, ..., size - 1.", func(c call) engine.Array { return engine.Arange(c.int(1), c.dtype(0)) }),
	fn("broadcasted_iota(dtype, shape, dimension)", "The places along an axis.", func(c call) engine.Array {
		shape := c.shape(1)
		return engine.Iota(shape, c.axis(2, len(shape)), c.dtype(0))
	}),
	fn("full(shape, fill_value, dtype=None)", "An array whose elements are all the same.", func(c call) engine.Array { return engine.BroadcastTo(c.converted(1, 2), c.shape(0)...) }),
	fn("full_like(x, fill_value, dtype=None, shape=None)", "An array of the shape and type of another.", func(c call) engine.Array {
		shape, d, weak := c.like(0, 2, 3)
		return engine.BroadcastTo(c.nested(1).AsType(d).Weaken(weak), shape...)
	}),
	reduceLax("reduce_sum", "The sum over axes.", engine.Sum),
	reduceLax("reduce_prod", "The product over axes.", engine.Prod),
	reduceLax("reduce_max", "The maximum over axes.", engine.Max),
	reduceLax("reduce_min", "The minimum over axes.", engine.Min),
	reduceLax("reduce_and", "Whether all are true over axes.", engine.All),
	reduceLax("reduce_or", "Whether some is true over axes.", engine.Any),
	fn("argmax(operand, axis, index_dtype)", "The place of the largest element.", func(c call) engine.Array {
		return engine.ArgMax(c.array(0), c.axis(1, c.array(0).Rank())).AsType(c.dtype(2))
	}),
	fn("argmin(operand, axis, index_dtype)", "The place of the smallest element.", func(c call) engine.Array {
		return engine.ArgMin(c.array(0), c.axis(1, c.array(0).Rank())).AsType(c.dtype(2))
	}),
	runningLax("cumsum", "The running sum.", engine.CumSum),
	runningLax("cumprod", "The running product.", engine.CumProd),
	runningLax("cummax", "The running maximum.", engine.CumMax),
	runningLax("cummin", "The running minimum.", engine.CumMin),
	runningLax("cumlogsumexp", "The running log of the sum of exponentials.", engine.CumLogSumExp),
	object("sort(operand, dimension=-1, is_stable=True, num_keys=1)", "The elements in ascending order; of several arrays, in the order of the first.", func(c call) py.Object {
		if operands, ok := c.a[0].(*py.Tuple); ok {
			arrays := c.elements(operands.Elems)
			if len(arrays) == 0 {
				panic(py.Errorf(py.TypeError, "Sort requires at least one operand"))
			}
			axis := c.axis(1, arrays[0].Rank())
			keys := c.int(3)
			if keys < 1 || keys > len(arrays) {
				panic(py.Errorf(py.ValueError, "num_keys=%d must be between 1 and len(operand)=%d", keys, len(arrays)))
			}
			for _, x := range arrays {
				if !slices.Equal(x.Shape(), arrays[0].Shape()) {
					panic(py.Errorf(py.TypeError, "Arguments to sort must have equal shapes, got: %s, %s", tuple(arrays[0].Shape()), tuple(x.Shape())))
				}
			}
			order := engine.ArgSort(arrays[keys-1], axis)
			for i := keys - 2; i >= 0; i-- {
				order = engine.TakeAlongAxis(order, engine.ArgSort(engine.TakeAlongAxis(arrays[i], order, axis), axis), axis)
			}
			var out []py.Object
			for _, x := range arrays {
				out = append(out, wrap(engine.TakeAlongAxis(x, order, axis)))
			}
			return py.NewTuple(out...)
		}
		x := c.array(0)
		return wrap(engine.Sort(x, c.axis(1, x.Rank())))
	}),
	list("sort_key_val(keys, values, dimension=-1, is_stable=True)", "Keys in ascending order, and the values in the same order.", asTuple, func(c call) []engine.Array {
		keys := c.array(0)
		axis := c.axis(2, keys.Rank())
		order := engine.ArgSort(keys, axis)
		return []engine.Array{engine.TakeAlongAxis(keys, order, axis), engine.TakeAlongAxis(c.array(1), order, axis)}
	}),
	list("top_k(operand, k, *, axis=-1)", "The k largest elements and their places.", asList, func(c call) []engine.Array {
		x := c.array(0)
		axis := c.axis(2, x.Rank())
		if k, n := c.int(1), x.Shape()[axis]; k < 0 || k > n {
			panic(py.Errorf(py.ValueError, "k argument to top_k must be no larger than size along axis; got k=%d with shape=%s and axis=%d", k, tuple(x.Shape()), axis))
		}
		values, places := engine.TopK(engine.MoveAxis(x, axis, -1), c.int(1))
		return []engine.Array{engine.MoveAxis(values, -1, axis), engine.MoveAxis(places, -1, axis)}
	}),
	fn("dot(lhs, rhs, *, dimension_numbers=None, precision=None, preferred_element_type=None)", "The product of vectors and matrices.", func(c call) engine.Array {
		if c.given(2) {
			return dotGeneral(c.with(c.a[0], c.a[1], c.a[2], nil, c.a[4]))
		}
		x, y := c.array(0), c.array(1)
		if x.Rank() == 0 || y.Rank() == 0 || x.Rank() > 2 || y.Rank() > 2 {
			panic(py.Errorf(py.TypeError, "Incompatible shapes for dot: got %s and %s.", tuple(x.Shape()), tuple(y.Shape())))
		}
		return jax.Dot(x, y)
	}),
	fn("dot_general(lhs, rhs, dimension_numbers, precision=None, preferred_element_type=None, *, out_sharding=None)", "The product over contracted and batch axes.", dotGeneral),
	fn("batch_matmul(lhs, rhs, precision=None)", "The product of batches of matrices.", func(c call) engine.Array { return jax.MatMul(c.array(0), c.array(1)) }),
	object("stop_gradient(x)", "The value as a constant: its derivative is zero.", func(c call) py.Object {
		m := c.t.GetAttr(c.t.GetAttr(c.t.Import(c.t, "jax"), "tree"), "map")
		return c.t.Call(m, stopGradient, c.a[0])
	}),
}

var stopGradient = py.NewBuiltin(py.Func{Sig: "stop_gradient(x)", Impl: func(t *py.Thread, a []py.Object) py.Object {
	x, ok := toArray(t, a[0])
	if !ok {
		return a[0]
	}
	return wrap(engine.StopGradient(x))
}})

func reduceLax(name, doc string, f func(x engine.Array, axes ...int) engine.Array) py.Func {
	return fn(name+"(operand, axes)", doc, func(c call) engine.Array {
		x := c.array(0)
		axes := c.axes(1, x.Rank())
		if len(axes) == 0 {
			return x
		}
		return f(x, axes...)
	})
}

func runningLax(name, doc string, f func(x engine.Array, axis int) engine.Array) py.Func {
	return fn(name+"(operand, axis=0, reverse=False)", doc, func(c call) engine.Array {
		x := c.array(0)
		axis := c.axis(1, x.Rank())
		if !c.bool(2) {
			return f(x, axis)
		}
		return engine.Flip(f(engine.Flip(x, axis), axis), axis)
	})
}

// starts returns argument i, the place of a window on each axis; negative ones
// count from the end.
func (c call) starts(i int, x engine.Array) []engine.Array {
	starts := c.arrays(i)
	if len(starts) != x.Rank() {
		panic(py.Errorf(py.TypeError, "%s: %d start indices given for an operand of shape %s", c.name, len(starts), tuple(x.Shape())))
	}
	for k := range starts {
		starts[k] = fromEnd(starts[k], x.Shape()[k])
	}
	return starts
}

func fromEnd(i engine.Array, n int) engine.Array {
	if i.DType() == engine.Uint32 {
		return i
	}
	i = i.AsType(engine.Int32)
	if !i.IsTraced() && i.Rank() == 0 && i.Item() >= 0 {
		return i
	}
	return engine.Where(engine.Lt(i, integer(0)), engine.Add(i, integer(n)), i)
}

// startsAt is a window that starts at i on one axis and at 0 on the others.
func startsAt(x, i engine.Array, axis int) []engine.Array {
	starts := make([]engine.Array, x.Rank())
	for k := range starts {
		starts[k] = engine.Zeros(nil, engine.Int32)
	}
	starts[axis] = fromEnd(i, x.Shape()[axis]).AsType(engine.Int32)
	return starts
}

func dynamicSlice(x, i engine.Array, size, axis int) engine.Array {
	sizes := slices.Clone(x.Shape())
	sizes[axis] = size
	return engine.DynamicSlice(x, startsAt(x, i, axis), sizes)
}

// dotGeneral is that of the arguments lhs, rhs, dimension_numbers, –,
// preferred_element_type.
func dotGeneral(c call) engine.Array {
	x, y := c.array(0), c.array(1)
	if x.DType() != y.DType() {
		panic(py.Errorf(py.TypeError, "lax.dot_general requires arguments to have the same dtypes, got %s, %s.", x.DType(), y.DType()))
	}
	var dims [4][]int
	for i, pair := range c.t.Elements(c.a[2]) {
		for k, axes := range c.t.Elements(pair) {
			if i < 2 && k < 2 {
				dims[2*i+k] = intsOf(c.t, axes)
			}
		}
	}
	sizes := func(x engine.Array, axes []int) []int {
		out := make([]int, len(axes))
		for i, a := range axes {
			out[i] = x.Shape()[axisOf(a, x.Rank())]
		}
		return out
	}
	for i, what := range []string{"contracting", "batch"} {
		if sx, sy := sizes(x, dims[2*i]), sizes(y, dims[2*i+1]); !slices.Equal(sx, sy) {
			panic(py.Errorf(py.TypeError, "dot_general requires %s dimensions to have the same shape, got %s and %s.", what, tuple(sx), tuple(sy)))
		}
	}
	out := engine.DotGeneral(x, y, engine.Contraction{ContractX: dims[0], ContractY: dims[1], BatchX: dims[2], BatchY: dims[3]})
	return c.cast(out, 4)
}
