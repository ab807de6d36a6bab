package jnp

import (
	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// sets are the functions that take arrays for sets. The number of their results
// depends on the elements, which must be known for that, or on an argument size.
var sets = []py.Func{
	object("unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, size=None, fill_value=None, sorted=True)", "The different elements, in ascending order.", unique),
	strong("isin(element, test_elements, assume_unique=False, invert=False, *, method='auto')", "Whether elements are among others.", func(c call) engine.Array {
		x, set := c.array(0), engine.Ravel(c.nested(1))
		found := engine.Any(engine.Eq(engine.ExpandDims(x, x.Rank()), set), -1)
		if c.bool(3) {
			found = engine.Not(found)
		}
		return found
	}),
	fn("union1d(ar1, ar2, *, size=None, fill_value=None)", "The elements of either array.", func(c call) engine.Array {
		x, y := c.twoSets()
		both := sortSlices(engine.Concatenate([]engine.Array{x, y}, 0), true)
		return c.picked(both.slices, both.fresh, least(both.slices, both.fresh))
	}),
	object("intersect1d(ar1, ar2, assume_unique=False, return_indices=False, *, size=None, fill_value=None)", "The elements of both arrays, and where they come first.", func(c call) py.Object {
		x, y := c.twoSets()
		a, b := sortSlices(x, true), sortSlices(y, true)
		shared := engine.And(a.fresh, among(a.slices, b.slices))
		common := wrap(c.picked(a.slices, shared, least(a.slices, shared)))
		if !c.bool(3) {
			return common
		}
		inY := engine.ZerosLike(a.order)
		if y.Size() > 0 {
			inY = engine.Take(b.order, nearest(a.slices, b.slices), 0)
		}
		size := c.resultSize(shared)
		return py.NewTuple(common, wrap(pick(a.order, shared, size, integer(x.Size()))), wrap(pick(inY, shared, size, integer(y.Size()))))
	}),
	fn("setdiff1d(ar1, ar2, assume_unique=False, *, size=None, fill_value=None)", "The elements of the first array that are not in the second.", func(c call) engine.Array {
		x, y := c.twoSets()
		y = engine.Sort(y, 0)
		if c.bool(2) {
			return c.picked(x, engine.Not(among(x, y)), integer(0))
		}
		a := sortSlices(x, true)
		return c.picked(a.slices, engine.And(a.fresh, engine.Not(among(a.slices, y))), integer(0))
	}),
	fn("setxor1d(ar1, ar2, assume_unique=False, *, size=None, fill_value=None)", "The elements of exactly one of two arrays.", func(c call) engine.Array {
		x, y := c.twoSets()
		a, b := sortSlices(x, true), sortSlices(y, true)
		all := engine.Concatenate([]engine.Array{a.slices, b.slices}, 0)
		alone := engine.Concatenate([]engine.Array{
			engine.And(a.fresh, engine.Not(among(a.slices, b.slices))), engine.And(b.fresh, engine.Not(among(b.slices, a.slices)))}, 0)
		order := engine.ArgSort(all, 0)
		all, alone = engine.Take(all, order, 0), engine.Take(alone, order, 0)
		return c.picked(all, alone, least(all, alone))
	}),
}

// sorted is the slices of an array along its first axis, in ascending order.
type sorted struct {
	slices engine.Array
	order  engine.Array // where they were, int32
	fresh  engine.Array // whether they differ from the one before, bool
}

// sortSlices compares slices by their elements, from the first one on. Slices
// without elements are all the same.
func sortSlices(x engine.Array, equalNaN bool) sorted {
	n, width := x.Shape()[0], product(x.Shape()[1:])
	if n == 0 || width == 0 {
		n = min(n, 1)
		return sorted{engine.Slice(x, 0, 0, n), engine.Arange(n, engine.Int32), engine.Zeros([]int{n}, engine.Bool)}
	}
	columns := engine.Reshape(x, n, width)
	var keys []engine.Array
	for k := width - 1; k >= 0; k-- {
		key := engine.Reshape(engine.Slice(columns, 1, k, k+1), n)
		if key.DType().IsComplex() {
			keys, key = append(keys, engine.Imag(key)), engine.Real(key)
		}
		keys = append(keys, key)
	}
	order := lexsort(keys, 0)
	x, columns = engine.Take(x, order, 0), engine.Take(columns, order, 0)
	a, b := engine.Slice(columns, 0, 1, n), engine.Slice(columns, 0, 0, n-1)
	differ := engine.Ne(a, b)
	if equalNaN && x.DType().IsInexact() {
		differ = engine.And(differ, engine.Not(engine.And(engine.IsNaN(a), engine.IsNaN(b))))
	}
	return sorted{x, order, engine.Concatenate([]engine.Array{engine.Ones([]int{1}, engine.Bool), engine.Any(differ, 1)}, 0)}
}

func unique(c call) py.Object {
	const hint = "To make jnp.unique() compatible with JIT and other transforms, " +
		"you can specify a concrete value for the size argument, which will determine the output size."
	x, sized, filled := c.array(0), c.given(6), c.given(7)
	if !sized {
		x = c.concrete(x, "The error arose for the first argument of jnp.unique(). "+hint)
	}
	shape, axis := x.Shape(), 0
	if c.given(4) {
		axis = c.axis(4, x.Rank())
		x = engine.MoveAxis(x, axis, 0)
	} else {
		x = engine.Ravel(x)
	}
	n := x.Shape()[0]
	s := sortSlices(x, c.bool(5))
	var size int
	if sized {
		size = c.int(6)
	} else {
		size = count(c.concrete(s.fresh, "The error arose in jnp.unique(). "+hint))
	}
	if n == 0 && size > 0 && !filled {
		panic(py.Errorf(py.ValueError, "jnp.unique: for zero-sized input with nonzero size argument, fill_value must be specified"))
	}
	values, first, inverse, counts := s.slices, s.order, engine.Zeros([]int{n}, engine.Int32), engine.Full([]int{min(n, 1)}, float64(n), engine.Int32)
	if values.Size() > 0 {
		at, present := firstTrue(s.fresh, size+1)
		ends := engine.Where(present, at, integer(n))
		counts = engine.Sub(engine.Slice(ends, 0, 1, size+1), engine.Slice(ends, 0, 0, size))
		at = engine.Slice(engine.Where(present, at, integer(0)), 0, 0, size)
		values, first = engine.Take(values, at, 0), engine.Take(first, at, 0)
		numbers := engine.Sub(engine.CumSum(s.fresh.AsType(engine.Int32), 0), integer(1))
		inverse = engine.Take(numbers, engine.ArgSort(s.order, 0), 0)
	}
	if sized && filled {
		fill := c.array(7).AsType(values.DType())
		if values.Shape()[0] == 0 {
			values = engine.BroadcastTo(fill, append([]int{size}, values.Shape()[1:]...)...)
		} else {
			present := engine.Lt(engine.Arange(size, engine.Int32), engine.Sum(s.fresh))
			values = engine.Where(engine.Reshape(present, append([]int{size}, onesOf(values.Rank()-1)...)...), values, fill)
		}
	}
	out := []py.Object{wrap(engine.MoveAxis(values, 0, axis))}
	if c.bool(1) {
		out = append(out, wrap(first))
	}
	if c.bool(2) {
		if !c.given(4) {
			inverse = engine.Reshape(inverse, shape...)
		}
		out = append(out, wrap(inverse))
	}
	if c.bool(3) {
		out = append(out, wrap(counts))
	}
	if len(out) == 1 {
		return out[0]
	}
	return py.NewTuple(out...)
}

// twoSets returns the first two arguments as vectors of one type; their elements
// are known unless there is an argument size, the last one but fill_value.
func (c call) twoSets() (x, y engine.Array) {
	x, y = engine.Ravel(c.array(0)), engine.Ravel(c.array(1))
	if !c.given(len(c.a) - 2) {
		context := "The error arose in " + c.name + "()"
		x, y = c.concrete(x, context), c.concrete(y, context)
	}
	if c.name == "setdiff1d" {
		return x, y
	}
	d := engine.PromoteTypes(x, y)
	return x.AsType(d), y.AsType(d)
}

// resultSize is the argument size or, without it, how many are chosen.
func (c call) resultSize(chosen engine.Array) int {
	if size := len(c.a) - 2; c.given(size) {
		return c.int(size)
	}
	return count(c.concrete(chosen, "The error arose in "+c.name+"()"))
}

// picked is pick for the arguments size and fill_value, the last ones.
func (c call) picked(x, chosen, fill engine.Array) engine.Array {
	return pick(x, chosen, c.resultSize(chosen), c.arrayOr(len(c.a)-1, fill))
}

// pick returns the first chosen elements of a vector, and a filler for the rest.
func pick(x, chosen engine.Array, size int, fill engine.Array) engine.Array {
	fill = fill.AsType(x.DType())
	if x.Size() == 0 {
		return engine.BroadcastTo(fill, size)
	}
	at, present := firstTrue(chosen, size)
	return engine.Where(present, engine.Take(x, engine.Where(present, at, integer(0)), 0), fill)
}

// least returns the first chosen element of an ascending vector, 0 if there is none.
func least(x, chosen engine.Array) engine.Array {
	return engine.Reshape(pick(x, chosen, 1, integer(0)))
}

// nearest returns the places of the first elements of an ascending vector, not
// empty, that are not less than others, or of the last one.
func nearest(x, ascending engine.Array) engine.Array {
	return engine.Minimum(engine.SearchSorted(ascending, x, false), integer(ascending.Size()-1)).AsType(engine.Int32)
}

// among reports which elements are in an ascending vector; NaN is in none.
func among(x, ascending engine.Array) engine.Array {
	if ascending.Size() == 0 {
		return engine.Zeros(x.Shape(), engine.Bool)
	}
	return engine.Eq(engine.Take(ascending, nearest(x, ascending), 0), x)
}

func count(known engine.Array) int { return int(engine.Sum(known).Item()) }
