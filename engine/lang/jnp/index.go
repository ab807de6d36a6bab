package jnp

import (
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// indexing are the functions that look elements up, order and search them.
var indexing = []py.Func{
	fn("take_along_axis(arr, indices, axis=-1, mode=None, fill_value=None)", "The elements at indices along an axis.", func(c call) engine.Array {
		x, places := c.array(0), c.array(1)
		if !c.given(2) {
			if places.Rank() != 1 {
				panic(py.Errorf(py.ValueError, "take_along_axis indices must be 1D if axis=None, got shape %s", tuple(places.Shape())))
			}
			return engine.Take(engine.Ravel(x), places, 0)
		}
		if x.Rank() != places.Rank() {
			panic(py.Errorf(py.ValueError, "indices and arr must have the same number of dimensions; %d vs. %d", places.Rank(), x.Rank()))
		}
		if places.DType().IsInexact() {
			panic(py.Errorf(py.TypeError, "take_along_axis indices must be of integer type, got %s", places.DType()))
		}
		axis := c.axis(2, x.Rank())
		shape, from := slices.Clone(x.Shape()), slices.Clone(places.Shape())
		shape[axis], from[axis] = 1, 1
		common := c.commonShape([]engine.Array{engine.Zeros(shape, engine.Bool), engine.Zeros(from, engine.Bool)})
		shape, from = slices.Clone(common), slices.Clone(common)
		shape[axis], from[axis] = x.Shape()[axis], places.Shape()[axis]
		n := integer(x.Shape()[axis])
		places = engine.Where(engine.Lt(places, integer(0)), engine.Add(places, n), places).AsType(engine.Int32)
		return engine.TakeAlongAxis(engine.BroadcastTo(x, shape...), engine.BroadcastTo(places, from...), axis)
	}),
	object("nonzero(a, *, size=None, fill_value=None)", "The places of the elements that are not zero.", call.nonzero),
	fn("flatnonzero(a, *, size=None, fill_value=None)", "The places of the elements that are not zero, in the flattened array.", func(c call) engine.Array {
		return c.with(wrap(engine.Ravel(c.array(0))), c.a[1], c.a[2]).places()[0]
	}),
	fn("argwhere(a, *, size=None, fill_value=None)", "The places of the elements that are not zero, as rows.", func(c call) engine.Array {
		x := c.array(0)
		if x.Rank() == 0 {
			n := 0
			if c.concrete(x, "").Item() != 0 {
				n = 1
			}
			return engine.Zeros([]int{n, 0}, engine.Int32)
		}
		return engine.Stack(c.places(), 1)
	}),
	fn("extract(condition, arr)", "The elements where a condition holds.", func(c call) engine.Array {
		x := engine.Ravel(c.array(1))
		return engine.Take(x, c.with(wrap(engine.Ravel(c.array(0))), nil, nil).places()[0], 0)
	}),
	fn("compress(condition, a, axis=None)", "The slices along an axis where a condition holds.", func(c call) engine.Array {
		x, axis := c.flatOr(1, 2)
		return engine.Take(x, c.with(wrap(c.nested(0)), nil, nil).places()[0], axis)
	}),
	fn("choose(a, choices, out=None, mode='raise')", "The elements of the choices that an array of ints names.", func(c call) engine.Array {
		which, choices := c.array(0), c.someArrays(1)
		out := choices[0]
		for i, x := range choices {
			out = engine.Where(engine.Eq(which, integer(i)), x, out)
		}
		return out
	}),
	fn("lexsort(keys, axis=-1)", "The order that sorts by several keys, the last one first.", func(c call) engine.Array {
		keys := c.someArrays(0)
		return lexsort(keys, c.axis(1, keys[0].Rank()))
	}),
	fn("digitize(x, bins, right=False, *, method=None)", "The number of the bin of each element.", func(c call) engine.Array {
		x, bins := c.array(0), c.array(1)
		n := bins.Size()
		if n == 0 {
			return engine.Zeros(x.Shape(), engine.Int32)
		}
		rising := engine.SearchSorted(bins, x, !c.bool(2))
		falling := engine.Sub(integer(n), engine.SearchSorted(engine.Flip(bins), x, !c.bool(2)))
		return engine.Where(engine.Ge(engine.Index(bins, -1), engine.Index(bins, 0)), rising, falling)
	}),
	strong("bincount(x, weights=None, minlength=0, *, length=None)", "How often each int occurs, or the sum of its weights.", func(c call) engine.Array {
		x := c.array(0)
		if x.Rank() != 1 {
			panic(py.Errorf(py.ValueError, "only 1-dimensional input supported."))
		}
		n := c.int(2)
		switch {
		case c.given(3):
			n = c.int(3)
		case x.Size() > 0:
			known := c.concrete(x, "The error occurred because argument 'x' of jnp.bincount is traced; pass a static value for length.")
			n = max(n, 1+int(engine.Max(known).Item()))
		}
		weights := engine.Ones(x.Shape(), engine.Int32)
		if c.given(1) {
			weights = c.array(1)
			if !slices.Equal(weights.Shape(), x.Shape()) {
				panic(py.Errorf(py.ValueError, "shape of weights must match shape of input."))
			}
		}
		places := engine.Maximum(x, integer(0)).AsType(engine.Int32)
		return engine.ScatterAdd(engine.Zeros([]int{n}, weights.DType()), places, weights)
	}),
	list("unravel_index(indices, shape)", "Places in the flattened array as places along each axis.", asTuple, func(c call) []engine.Array {
		i, shape := c.array(0), c.shape(1)
		size := integer(product(shape))
		i = engine.Where(engine.Lt(i, integer(0)), engine.Add(i, size), i)
		out := make([]engine.Array, len(shape))
		for k := len(shape) - 1; k >= 0; k-- {
			out[k] = engine.Mod(i, integer(shape[k]))
			i = engine.FloorDiv(i, integer(shape[k]))
		}
		return out
	}),
	fn("ravel_multi_index(multi_index, dims)", "Places along each axis as places in the flattened array.", func(c call) engine.Array {
		places, shape := c.arrays(0), c.shape(1)
		if len(places) != len(shape) {
			panic(py.Errorf(py.ValueError, "len(multi_index)=%d != len(dims)=%d", len(places), len(shape)))
		}
		out := integer(0)
		for k, p := range places {
			out = engine.Add(engine.Mul(out, integer(shape[k])), p)
		}
		return out
	}),
	list("ix_(*args)", "Index arrays for the grid of their elements.", asTuple, func(c call) []engine.Array {
		return meshgrid(c.rest(0), true, "ij")
	}),
}

const sizeContext = "The size argument of jnp.nonzero must be statically specified to use jnp.nonzero within JAX transformations."

// nonzero is that of the arguments a, size, fill_value.
func (c call) nonzero() py.Object {
	var elems []py.Object
	for _, p := range c.places() {
		elems = append(elems, wrap(p))
	}
	return py.NewTuple(elems...)
}

func (c call) places() []engine.Array {
	x := c.array(0)
	if x.Rank() == 0 {
		panic(py.Errorf(py.ValueError, "Calling nonzero on 0d arrays is not allowed. Use jnp.atleast_1d(scalar).nonzero() instead."))
	}
	if !c.given(1) {
		return nonzeroPlaces(c.concrete(x, sizeContext))
	}
	at, present := firstTrue(engine.Ravel(x).AsType(engine.Bool), c.int(1))
	fill := c.arrayOr(2, integer(0))
	out := make([]engine.Array, x.Rank())
	for k := x.Rank() - 1; k >= 0; k-- {
		n := integer(max(1, x.Shape()[k]))
		out[k] = engine.Where(present, engine.Mod(at, n), fill).AsType(engine.Int32)
		at = engine.FloorDiv(at, n)
	}
	return out
}

// firstTrue returns the places of the first true elements of a vector, so many of
// them, and which are there: beyond these, places are the vector's size.
func firstTrue(x engine.Array, size int) (at, present engine.Array) {
	// The k-th place is where the running count first exceeds k.
	numbers := engine.Arange(size, engine.Int32)
	at = engine.SearchSorted(engine.CumSum(x.AsType(engine.Int32), 0), numbers, true)
	return at, engine.Lt(numbers, engine.Sum(x))
}

// lexsort returns the order that sorts by several keys, the last one first.
func lexsort(keys []engine.Array, axis int) engine.Array {
	order := engine.ArgSort(keys[0], axis)
	for _, k := range keys[1:] {
		order = engine.TakeAlongAxis(order, engine.ArgSort(engine.TakeAlongAxis(k, order, axis), axis), axis)
	}
	return order
}

// nonzeroPlaces returns the places of true elements along each axis.
func nonzeroPlaces(x engine.Array) []engine.Array {
	shape := x.Shape()
	places := make([][]int32, len(shape))
	for i, v := range x.Bools() {
		if !v {
			continue
		}
		for k := len(shape) - 1; k >= 0; k-- {
			places[k] = append(places[k], int32(i%shape[k]))
			i /= shape[k]
		}
	}
	out := make([]engine.Array, len(shape))
	for k, p := range places {
		out[k] = engine.FromInt32s(p, len(p))
	}
	return out
}
