package numpy

import (
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// Item implements [py.Indexable].
func (a *Array) Item(t *py.Thread, key py.Object) py.Object {
	a.checkBounds(t, key)
	k := engineKey(t, key)
	v := &Array{value: jax.Index(t, a.data(t), k), dtype: a.dtype}
	if v.value.Rank() == 0 && !hasEllipsis(key) {
		return result(v)
	}
	if isBasic(key) {
		v.base, v.key, v.seen = a, k, a.version
	}
	return v
}

// SetItem implements [py.IndexAssignable].
func (a *Array) SetItem(t *py.Thread, key, value py.Object) {
	if a.scalar {
		panic(py.Errorf(py.TypeError, "'numpy.%s' object does not support item assignment", a.dtype.Name))
	}
	if value == nil {
		panic(py.Errorf(py.ValueError, "cannot delete array elements"))
	}
	a.checkBounds(t, key)
	v := fromObject(t, value).as(t, a.dtype)
	at := t.GetItem(t.GetAttr(jax.FromArray(a.data(t)), "at"), engineKey(t, key))
	a.set(t, jax.ToArray(t, t.CallMethod(at, "set", jax.FromArray(v.value))))
}

// set replaces the elements, here and in what this is a view of.
func (a *Array) set(t *py.Thread, v engine.Array) {
	a.value = v
	a.version++
	if a.base == nil {
		return
	}
	at := t.GetItem(t.GetAttr(jax.FromArray(a.base.data(t)), "at"), a.key)
	a.base.set(t, jax.ToArray(t, t.CallMethod(at, "set", jax.FromArray(v))))
	a.seen = a.base.version
}

func keyParts(key py.Object) []py.Object {
	if u, ok := key.(*py.Tuple); ok {
		return u.Elems
	}
	return []py.Object{key}
}

func hasEllipsis(key py.Object) bool { return slices.Contains(keyParts(key), py.Object(py.Ellipsis)) }

// isBasic reports whether an index has no arrays, so that it makes a view.
func isBasic(key py.Object) bool {
	for _, e := range keyParts(key) {
		switch e.(type) {
		case py.Int, *py.Slice, *py.Singleton:
		default:
			return false
		}
	}
	return true
}

// engineKey converts the arrays of an index to the engine's.
func engineKey(t *py.Thread, key py.Object) py.Object {
	switch v := key.(type) {
	case *py.Tuple:
		elems := make([]py.Object, len(v.Elems))
		for i, e := range v.Elems {
			elems[i] = engineKey(t, e)
		}
		return py.NewTuple(elems...)
	case *py.List:
		return engineKey(t, fromSequence(t, v.Elems))
	case *Array:
		switch {
		case v.dtype.Kind == 'b':
			return jax.FromArray(v.data(t))
		case isInteger(v.dtype) && v.scalar:
			return v.item(t)
		case isInteger(v.dtype) || v.value.Size() == 0:
			return jax.FromArray(v.data(t).AsType(engine.Int32))
		}
		panic(py.Errorf(py.IndexError, "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices"))
	case py.Float, py.Str:
		panic(py.Errorf(py.IndexError, "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices"))
	}
	return key
}

// checkBounds raises where an index lies outside: JAX would move it inside.
func (a *Array) checkBounds(t *py.Thread, key py.Object) {
	parts := keyParts(key)
	used := 0
	for _, e := range parts {
		used += a.axesOf(t, e)
	}
	axis := 0
	for _, e := range parts {
		if e == py.Ellipsis {
			axis += max(0, len(a.shape())-used)
			continue
		}
		n := a.axesOf(t, e)
		if n == 1 && axis < len(a.shape()) {
			for _, i := range places(t, e) {
				if size := a.shape()[axis]; i < -float64(size) || i >= float64(size) {
					panic(py.Errorf(py.IndexError, "index %d is out of bounds for axis %d with size %d", int(i), axis, size))
				}
			}
		}
		axis += n
	}
	if axis > len(a.shape()) {
		panic(py.Errorf(py.IndexError, "too many indices for array: array is %d-dimensional, but %d were indexed", len(a.shape()), used))
	}
}

// axesOf is the number of axes that an element of an index takes.
func (a *Array) axesOf(t *py.Thread, e py.Object) int {
	switch v := e.(type) {
	case *py.Singleton, py.Bool:
		return 0
	case *Array:
		if v.dtype.Kind == 'b' {
			return len(v.shape())
		}
	case *py.List:
		if x := fromSequence(t, v.Elems); x.dtype.Kind == 'b' {
			return len(x.shape())
		}
	}
	return 1
}

// places are the integers of an element of an index.
func places(t *py.Thread, e py.Object) []float64 {
	switch v := e.(type) {
	case py.Int:
		return []float64{float64(v)}
	case *Array:
		if isInteger(v.dtype) {
			return v.data(t).Float64s()
		}
	case *py.List:
		if x := fromSequence(t, v.Elems); isInteger(x.dtype) {
			return x.value.Float64s()
		}
	}
	return nil
}
