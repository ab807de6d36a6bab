package jax

import (
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// An outside says what indices beyond the ends of an axis read.
type outside struct {
	fill  bool
	value float64
}

// Item implements [py.Indexable]: NumPy's indexing. Indices beyond the ends read
// the last or first element.
func (a *Array) Item(t *py.Thread, key py.Object) py.Object {
	if a.key {
		return FromKey(index(t, a.data, a.data.Rank()-1, key, outside{}))
	}
	return FromArray(index(t, a.data, a.data.Rank(), key, outside{}))
}

// Index returns x[key].
func Index(t *py.Thread, x engine.Array, key py.Object) engine.Array {
	return index(t, x, x.Rank(), key, outside{})
}

// A part is one element of an index. It takes axes of the operand, makes axes
// of the result, or both.
type part struct {
	axis int // of the operand; -1 for a new axis
	// A slice picks count elements from start with a step.
	start, step, count int
	slice              bool
	at                 engine.Array // otherwise: places along the axis
	array              bool         // at has axes or is traced
}

// index applies a key to the first rank axes of x.
func index(t *py.Thread, x engine.Array, rank int, key py.Object, out outside) engine.Array {
	parts, advanced := parse(t, x.Shape()[:rank], key)
	if out.fill {
		// A place that may lie outside is looked up rather than cut out.
		for i, p := range parts {
			if !p.slice && p.axis >= 0 {
				if n := x.Shape()[p.axis]; p.start < 0 || p.start >= n {
					parts[i].array, advanced = true, true
				}
			}
		}
	}
	if advanced {
		for i := range parts {
			if !parts[i].slice && parts[i].axis >= 0 {
				parts[i].array = true
			}
		}
	}
	x = cut(x, parts)
	if !advanced {
		return x
	}
	return lookUp(x, parts, out)
}

// parse reads a key for an array of the given shape. advanced tells whether some
// part is an array.
func parse(t *py.Thread, shape []int, key py.Object) (parts []part, advanced bool) {
	elems := []py.Object{key}
	if u, ok := key.(*py.Tuple); ok {
		elems = u.Elems
	}
	taken, ellipses := 0, 0
	for _, e := range elems {
		switch {
		case e == py.Ellipsis:
			ellipses++
		default:
			taken += axesOf(t, e)
		}
	}
	if ellipses > 1 {
		panic(py.Errorf(py.IndexError, "an index can only have a single ellipsis ('...')"))
	}
	if taken > len(shape) {
		panic(py.Errorf(py.IndexError, "Too many indices: array is %d-dimensional, but %d were indexed", len(shape), taken))
	}
	axis := 0
	whole := func(n int) {
		for range n {
			parts = append(parts, part{axis: axis, slice: true, step: 1, count: shape[axis]})
			axis++
		}
	}
	for i, e := range elems {
		if e == py.Ellipsis {
			whole(len(shape) - taken)
			continue
		}
		for _, p := range parsePart(t, shape, axis, i, e) {
			parts = append(parts, p)
			advanced = advanced || p.array
			if p.axis >= 0 {
				axis++
			}
		}
	}
	whole(len(shape) - axis)
	return parts, advanced
}

// axesOf returns how many axes an element of a key takes.
func axesOf(t *py.Thread, e py.Object) int {
	switch v := e.(type) {
	case py.Bool:
		return 0
	case *Array:
		if v.data.DType() == engine.Bool {
			return v.data.Rank()
		}
	case ArrayLike:
		if a := v.EngineArray(t); a.DType() == engine.Bool {
			return a.Rank()
		}
	}
	if e == py.None {
		return 0
	}
	return 1
}

// parsePart reads the element of a key at a position, which begins at an axis.
func parsePart(t *py.Thread, shape []int, axis, position int, e py.Object) []part {
	switch v := e.(type) {
	case *py.Singleton:
		if v == py.None {
			return []part{{axis: -1, slice: true, step: 1, count: 1}}
		}
	case py.Bool:
		n := 0
		if v {
			n = 1
		}
		return []part{{axis: -1, at: engine.Zeros([]int{n}, engine.Int32), array: true}}
	case *py.Slice:
		checkStatic(t, v, position)
		start, step, count := v.Indices(t, shape[axis])
		return []part{{axis: axis, start: start, step: step, count: count, slice: true}}
	case py.Str:
		panic(py.Errorf(py.TypeError, "JAX does not support string indexing; got idx=%s", t.Repr(e)))
	case *py.List:
		panic(py.Errorf(py.TypeError, "Using a non-tuple sequence for multidimensional indexing is not allowed; use `arr[array(seq)]` instead of `arr[seq]`. "+
			"See https://github.com/jax-ml/jax/issues/4564 for more information."))
	}
	a, ok := numeric(t, e)
	if !ok || a.DType().IsInexact() {
		what := t.Repr(e.Type())
		if _, isFloat := e.(py.Float); isFloat {
			what = "float64" // as NumPy sees it
		} else if ok {
			what = a.DType().String()
		}
		panic(py.Errorf(py.TypeError, "Indexer must have integer or boolean type, got indexer with type %s", what))
	}
	if a.DType() == engine.Bool {
		return maskParts(t, shape, axis, a)
	}
	n := shape[axis]
	if a.Rank() == 0 && !a.IsTraced() {
		i := int(a.Float64s()[0])
		if i < 0 {
			i += n
		}
		return []part{{axis: axis, start: i, at: engine.Int(i)}}
	}
	return []part{{axis: axis, at: fromEnd(a.AsType(engine.Int32), n), array: true}}
}

// fromEnd makes negative places count from the end.
func fromEnd(places engine.Array, n int) engine.Array {
	return engine.Where(engine.Lt(places, engine.Int(0)), engine.Add(places, engine.Int(n)), places)
}

func checkStatic(t *py.Thread, s *py.Slice, position int) {
	for _, o := range []py.Object{s.Start, s.Stop, s.Step} {
		if a, ok := o.(*Array); ok {
			if _, concrete := a.data.Concrete(); !concrete {
				panic(py.Errorf(py.IndexError, "Slice entries must be static integers. Got %s at position %d", t.Repr(s), position))
			}
		}
	}
}

// maskParts turns a boolean array into the places where it is true, one part for
// each of its axes.
func maskParts(t *py.Thread, shape []int, axis int, mask engine.Array) []part {
	m := mask.Shape()
	if !slices.Equal(m, shape[axis:axis+len(m)]) {
		panic(py.Errorf(py.IndexError, "boolean index did not match shape of indexed array in index %d: got %s, expected [%s]", axis, Tuple(m), strings.ReplaceAll(dims(shape[axis:axis+len(m)]), ",", ", ")))
	}
	known, ok := mask.Concrete()
	if !ok {
		panic(py.Errorf(NonConcreteBooleanIndexError, "Array boolean indices must be concrete; got %s[%s]\n\n%s", mask.DType(), dims(m), errorsPage(NonConcreteBooleanIndexError)))
	}
	places := make([][]int32, len(m))
	at := make([]int, len(m))
	count := 0
	for _, v := range known.Bools() {
		if v {
			count++
			for k := range m {
				places[k] = append(places[k], int32(at[k]))
			}
		}
		for k := len(m) - 1; k >= 0; k-- {
			if at[k]++; at[k] < m[k] {
				break
			}
			at[k] = 0
		}
	}
	parts := make([]part, len(m))
	for k := range m {
		parts[k] = part{axis: axis + k, at: engine.FromInt32s(places[k], count), array: true}
	}
	if len(m) == 0 {
		parts = []part{{axis: -1, at: engine.Zeros([]int{count}, engine.Int32), array: true}}
	}
	return parts
}

// cut applies the slices and the single places that are no arrays. The result
// has one axis for each part that is left, in order, then the axes of x that
// the key does not reach.
func cut(x engine.Array, parts []part) engine.Array {
	rank := x.Rank()
	start, limit, stride := make([]int, rank), slices.Clone(x.Shape()), make([]int, rank)
	for i := range stride {
		stride[i] = 1
	}
	var flipped, dropped, added []int
	whole := true
	position := 0
	for _, p := range parts {
		switch {
		case p.axis < 0:
			added = append(added, position)
		case p.array:
		case p.slice:
			first := p.start
			if p.step < 0 {
				first += (p.count - 1) * p.step
				flipped = append(flipped, p.axis)
			}
			if p.count == 0 {
				first = 0
			}
			step := max(p.step, -p.step)
			whole = whole && p.count == x.Shape()[p.axis]
			start[p.axis], limit[p.axis], stride[p.axis] = first, first+max(0, (p.count-1)*step+1), step
			if p.count == 0 {
				limit[p.axis] = first
			}
		default:
			i := max(0, min(p.start, x.Shape()[p.axis]-1))
			whole = false
			start[p.axis], limit[p.axis] = i, min(i+1, x.Shape()[p.axis])
			dropped = append(dropped, p.axis)
			continue
		}
		position++
	}
	if !whole {
		x = engine.StridedSlice(x, start, limit, stride)
	}
	if len(flipped) > 0 {
		x = engine.Flip(x, flipped...)
	}
	if len(dropped) > 0 {
		x = engine.Squeeze(x, dropped...)
	}
	for _, at := range added {
		x = engine.ExpandDims(x, at)
	}
	return x
}

// lookUp gathers the places that arrays give. Their axes, broadcast together,
// come where the arrays stand in the key if they stand side by side, and first
// otherwise.
func lookUp(x engine.Array, parts []part, out outside) engine.Array {
	var axes []int // of x, one for each array
	var places []engine.Array
	position, together := 0, true
	for _, p := range parts {
		if p.array {
			together = together && (len(axes) == 0 || axes[len(axes)-1] == position-1)
			axes = append(axes, position)
			places = append(places, p.at)
		}
		position++
	}
	shape := commonShape(places)
	inside := engine.BoolOf(true)
	row := engine.Int(0)
	for k, at := range places {
		n := x.Shape()[axes[k]]
		if out.fill {
			inside = engine.And(inside, engine.And(engine.Ge(at, engine.Int(0)), engine.Lt(at, engine.Int(n))))
		}
		at = engine.Clip(at, engine.Int(0), engine.Int(max(0, n-1)))
		row = engine.Add(engine.Mul(row, engine.Int(n)), at)
	}
	row = engine.BroadcastTo(row.AsType(engine.Int32), shape...)

	target := axes[0]
	var rest []int
	for i := range x.Rank() {
		if !slices.Contains(axes, i) {
			rest = append(rest, i)
		}
	}
	if !together {
		target = 0
	}
	y := x
	if len(axes) > 1 {
		y = engine.Transpose(x, slices.Concat(axes, rest)...)
		n := 1
		for _, a := range axes {
			n *= x.Shape()[a]
		}
		y = engine.Reshape(y, slices.Concat([]int{n}, y.Shape()[len(axes):])...)
		y = moveBlock(engine.Take(y, row, 0), len(shape), target)
	} else {
		y = engine.Take(y, row, axes[0])
	}
	if out.fill {
		inside = engine.BroadcastTo(inside, shape...)
		inside = engine.Reshape(inside, slices.Concat(slices.Repeat([]int{1}, target), shape, slices.Repeat([]int{1}, y.Rank()-len(shape)-target))...)
		y = engine.Where(inside, y, engine.Num(out.value).AsType(y.DType()))
	}
	return y
}

// moveBlock moves the first n axes behind the next ones, to start at target.
func moveBlock(y engine.Array, n, target int) engine.Array {
	if target == 0 || n == 0 {
		return y
	}
	var perm []int
	for i := range target {
		perm = append(perm, n+i)
	}
	for i := range n {
		perm = append(perm, i)
	}
	for i := n + target; i < y.Rank(); i++ {
		perm = append(perm, i)
	}
	return engine.Transpose(y, perm...)
}

// commonShape returns the shape that index arrays broadcast to.
func commonShape(places []engine.Array) []int {
	var shape []int
	for _, p := range places {
		s := p.Shape()
		if len(s) > len(shape) {
			shape = append(slices.Repeat([]int{1}, len(s)-len(shape)), shape...)
		}
		for i := range s {
			k := len(shape) - len(s) + i
			switch {
			case shape[k] == 1:
				shape[k] = s[i]
			case s[i] != 1 && s[i] != shape[k]:
				panic(broadcastError("index", shape, s))
			}
		}
	}
	return shape
}
