package jnp

import (
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// joining are the functions that join arrays and take them apart.
var joining = []py.Func{
	object("concatenate(arrays, axis=0, dtype=None)", "Joins arrays along an axis.", func(c call) py.Object {
		if words, axis, ok := c.keys(); ok {
			return jax.FromKey(c.concatenate(words, py.Int(axis)))
		}
		return wrap(c.cast(c.concatenate(c.arrays(0), c.a[1]), 2))
	}),
	object("stack(arrays, axis=0, out=None, dtype=None)", "Joins arrays of one shape along a new axis.", func(c call) py.Object {
		if words, axis, ok := c.keys(); ok {
			return jax.FromKey(c.stack(words, axis))
		}
		return wrap(c.cast(c.stack(c.arrays(0), c.int(1)), 3))
	}),
	fn("vstack(tup, dtype=None)", "Joins arrays along the first axis, as rows.", func(c call) engine.Array {
		return c.cast(c.concatenate(mapped(c.arrays(0), atLeast2), py.Int(0)), 1)
	}),
	fn("hstack(tup, dtype=None)", "Joins arrays along the second axis, or vectors along the first.", func(c call) engine.Array {
		x := mapped(c.arrays(0), func(x engine.Array) engine.Array {
			if x.Rank() == 0 {
				return engine.Reshape(x, 1)
			}
			return x
		})
		axis := 1
		if len(x) > 0 && x[0].Rank() == 1 {
			axis = 0
		}
		return c.cast(c.concatenate(x, py.Int(axis)), 1)
	}),
	fn("dstack(tup, dtype=None)", "Joins arrays along the third axis.", func(c call) engine.Array {
		return c.cast(c.concatenate(mapped(c.arrays(0), atLeast3), py.Int(2)), 1)
	}),
	fn("column_stack(tup)", "Joins vectors as columns.", func(c call) engine.Array {
		return c.concatenate(mapped(c.arrays(0), func(x engine.Array) engine.Array {
			if x.Rank() == 1 {
				return engine.ExpandDims(x, 1)
			}
			return atLeast2(x)
		}), py.Int(1))
	}),
	fn("append(arr, values, axis=None)", "Joins two arrays, along an axis or flat.", func(c call) engine.Array {
		x, y := c.nested(0), c.nested(1)
		if !c.given(2) {
			return engine.Concatenate([]engine.Array{engine.Ravel(x), engine.Ravel(y)}, 0)
		}
		return c.concatenate([]engine.Array{x, y}, c.a[2])
	}),
	fn("block(arrays)", "Joins nested lists of blocks.", func(c call) engine.Array {
		depth := 0
		for o := c.a[0]; ; depth++ {
			l, ok := o.(*py.List)
			if !ok || len(l.Elems) == 0 {
				break
			}
			o = l.Elems[0]
		}
		return c.block(c.a[0], depth, depth)
	}),
	list("split(ary, indices_or_sections, axis=0)", "Parts of equal size, or parts between places.", asList, func(c call) []engine.Array {
		return c.split(c.axis(2, c.array(0).Rank()), true)
	}),
	list("array_split(ary, indices_or_sections, axis=0)", "Parts of nearly equal size, or parts between places.", asList, func(c call) []engine.Array {
		return c.split(c.axis(2, c.array(0).Rank()), false)
	}),
	list("vsplit(ary, indices_or_sections)", "Parts along the first axis.", asList, func(c call) []engine.Array {
		return c.split(axisOf(0, c.array(0).Rank()), true)
	}),
	list("hsplit(ary, indices_or_sections)", "Parts along the second axis, or of a vector.", asList, func(c call) []engine.Array {
		return c.split(axisOf(min(1, max(0, c.array(0).Rank()-1)), c.array(0).Rank()), true)
	}),
	list("dsplit(ary, indices_or_sections)", "Parts along the third axis.", asList, func(c call) []engine.Array {
		return c.split(axisOf(2, c.array(0).Rank()), true)
	}),
	list("unstack(x, /, *, axis=0)", "The slices along an axis.", asTuple, func(c call) []engine.Array {
		x := c.array(0)
		if x.Rank() == 0 {
			panic(py.Errorf(py.ValueError, "Unstack requires arrays with rank > 0, however a scalar array was passed."))
		}
		x = engine.MoveAxis(x, c.axis(1, x.Rank()), 0)
		out := make([]engine.Array, x.Shape()[0])
		for i := range out {
			out[i] = engine.Index(x, i)
		}
		return out
	}),
	fn("insert(arr, obj, values, axis=None)", "The array with values inserted before places.", func(c call) engine.Array {
		x, axis := c.flatOr(0, 3)
		n := x.Shape()[axis]
		places := c.ints(1)
		values := c.nested(2).AsType(x.DType()).Weaken(x.Weak())
		shape := slices.Clone(x.Shape())
		shape[axis] = len(places)
		if values.Rank() == 1 && x.Rank() > 1 && len(places) > 1 {
			wide := onesOf(x.Rank())
			wide[axis] = values.Size()
			values = engine.Reshape(values, wide...)
		}
		values = engine.BroadcastTo(values, shape...)
		order := span(len(places))
		at := make([]int, len(places))
		for i, p := range places {
			at[i] = p
			if p < 0 {
				at[i] += n
			}
			if at[i] < 0 || at[i] > n {
				panic(py.Errorf(py.IndexError, "index %d is out of bounds for axis %d with size %d", p, axis, n))
			}
		}
		slices.SortStableFunc(order, func(i, j int) int { return at[i] - at[j] })
		var parts []engine.Array
		from := 0
		for _, i := range order {
			parts = append(parts, engine.Slice(x, axis, from, at[i]), engine.Slice(values, axis, i, i+1))
			from = at[i]
		}
		return engine.Concatenate(append(parts, engine.Slice(x, axis, from, n)), axis)
	}),
	fn("delete(arr, obj, axis=None, *, assume_unique_indices=False)", "The array without the elements at places.", func(c call) engine.Array {
		x, axis := c.flatOr(0, 2)
		n := x.Shape()[axis]
		gone := make([]bool, n)
		places := c.a[1]
		if s, ok := places.(*py.Slice); ok {
			start, step, count := s.Indices(c.t, n)
			for i := range count {
				gone[start+i*step] = true
			}
		} else {
			for _, p := range c.ints(1) {
				if p < -n || p >= n {
					panic(py.Errorf(py.IndexError, "index %d is out of bounds for axis %d with size %d", p, axis, n))
				}
				gone[(p+n)%n] = true
			}
		}
		var kept []int32
		for i, g := range gone {
			if !g {
				kept = append(kept, int32(i))
			}
		}
		return engine.Take(x, engine.FromInt32s(kept, len(kept)), axis)
	}),
}

// flatOr returns argument i with the axis in argument a, or flattened.
func (c call) flatOr(i, a int) (engine.Array, int) {
	x := c.nested(i)
	if !c.given(a) {
		return engine.Ravel(x), 0
	}
	return x, c.axis(a, x.Rank())
}

func mapped(x []engine.Array, f func(x engine.Array) engine.Array) []engine.Array {
	out := make([]engine.Array, len(x))
	for i, a := range x {
		out[i] = f(a)
	}
	return out
}

func shapes(x []engine.Array) string {
	var text []string
	for _, a := range x {
		text = append(text, tuple(a.Shape()))
	}
	return strings.Join(text, ", ")
}

func (c call) concatenate(x []engine.Array, axis py.Object) engine.Array {
	if len(x) == 0 {
		panic(py.Errorf(py.ValueError, "Need at least one array to concatenate."))
	}
	if axis == py.None {
		return engine.Concatenate(mapped(x, engine.Ravel), 0)
	}
	if x[0].Rank() == 0 {
		panic(py.Errorf(py.ValueError, "Zero-dimensional arrays cannot be concatenated."))
	}
	at := axisOf(c.t.ToInt(axis), x[0].Rank())
	for _, a := range x[1:] {
		if a.Rank() != x[0].Rank() {
			panic(py.Errorf(py.TypeError, "Cannot concatenate arrays with different numbers of dimensions: got %s.", shapes(x)))
		}
	}
	for _, a := range x[1:] {
		for k, n := range a.Shape() {
			if k != at && n != x[0].Shape()[k] {
				panic(py.Errorf(py.TypeError, "Cannot concatenate arrays with shapes that differ in dimensions other than the one being concatenated: concatenating along dimension %d for shapes %s.", at, shapes(x)))
			}
		}
	}
	return engine.Concatenate(x, at)
}

func (c call) stack(x []engine.Array, axis int) engine.Array {
	if len(x) == 0 {
		panic(py.Errorf(py.ValueError, "Need at least one array to stack."))
	}
	for _, a := range x[1:] {
		if !slices.Equal(a.Shape(), x[0].Shape()) {
			panic(py.Errorf(py.ValueError, "All input arrays must have the same shape. Got %s.", shapes(x)))
		}
	}
	return engine.Stack(x, axisOf(axis, x[0].Rank()+1))
}

// block joins a list of blocks at a depth of nesting: the innermost along the
// last axis.
func (c call) block(o py.Object, depth, deepest int) engine.Array {
	if depth == 0 {
		x := c.with(o).array(0)
		for x.Rank() < deepest {
			x = engine.ExpandDims(x, 0)
		}
		return x
	}
	l, ok := o.(*py.List)
	if !ok || len(l.Elems) == 0 {
		panic(py.Errorf(py.ValueError, "block: lists nested to one depth are expected, got %s", c.t.Repr(o)))
	}
	var parts []engine.Array
	for _, e := range l.Elems {
		parts = append(parts, c.block(e, depth-1, deepest))
	}
	return c.concatenate(parts, py.Int(-depth))
}

// split cuts argument 0 along an axis as argument 1 says.
func (c call) split(axis int, equal bool) []engine.Array {
	x := c.array(0)
	n := x.Shape()[axis]
	cuts := []int{0}
	if v, ok := toArray(c.t, c.a[1]); ok && v.Rank() == 0 {
		if v.IsTraced() {
			panic(jax.ConcretizationError(c.t, v, "in jax.numpy."+c.name+" argument 1"))
		}
		parts := c.int(1)
		if parts <= 0 {
			panic(py.Errorf(py.ValueError, "number sections must be larger than 0."))
		}
		if equal && n%parts != 0 {
			panic(py.Errorf(py.ValueError, "array split does not result in an equal division: rest is %d", n%parts))
		}
		for i := range parts {
			size := n / parts
			if i < n%parts {
				size++
			}
			cuts = append(cuts, cuts[i]+size)
		}
	} else {
		for _, p := range c.ints(1) {
			if p < 0 {
				p = max(0, p+n)
			}
			cuts = append(cuts, min(p, n))
		}
		cuts = append(cuts, n)
	}
	var out []engine.Array
	for i := range len(cuts) - 1 {
		out = append(out, engine.Slice(x, axis, cuts[i], max(cuts[i], cuts[i+1])))
	}
	return out
}

// keys returns the words of the keys of argument 0, and the axis of argument 1
// as one of these, which have one axis more; ok is false if there are no keys.
func (c call) keys() (words []engine.Array, axis int, ok bool) {
	var elems []py.Object
	switch v := c.a[0].(type) {
	case *py.List:
		elems = v.Elems
	case *py.Tuple:
		elems = v.Elems
	}
	for _, e := range elems {
		k, isArray := e.(*jax.Array)
		if !isArray || !k.IsKey() {
			return nil, 0, false
		}
		words = append(words, k.Data())
	}
	if len(words) == 0 || !c.given(1) {
		return nil, 0, false
	}
	if axis = c.int(1); axis < 0 {
		axis--
	}
	return words, axis, true
}
