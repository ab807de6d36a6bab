package pyplot

import (
	"slices"
	"strings"

	"fluxion/engine/lang/py"
)

// An axesArray is the array of axes that subplots returns: it is indexed,
// iterated and reshaped like an array of numpy.
type axesArray struct {
	axes  []*Axes
	shape []int
}

var axesArrayType = &py.Type{Name: "ndarray", Module: "numpy", Doc: "An array of axes.", Final: true}

// Type returns the class.
func (*axesArray) Type() *py.Type { return axesArrayType }

// squeezed returns the array without axes of length 1, or its only element.
func (a *axesArray) squeezed() py.Object {
	if len(a.axes) == 1 {
		return a.axes[0]
	}
	var shape []int
	for _, n := range a.shape {
		if n != 1 {
			shape = append(shape, n)
		}
	}
	return &axesArray{a.axes, shape}
}

// row returns the i-th part along the first axis.
func (a *axesArray) row(i int) py.Object {
	if len(a.shape) == 1 {
		return a.axes[i]
	}
	size := len(a.axes) / a.shape[0]
	return &axesArray{a.axes[i*size : (i+1)*size], a.shape[1:]}
}

// Len implements [py.Sized].
func (a *axesArray) Len(*py.Thread) int { return a.shape[0] }

// Iter implements [py.Iterable].
func (a *axesArray) Iter(t *py.Thread) py.Iterator {
	var rows []py.Object
	for i := range a.shape[0] {
		rows = append(rows, a.row(i))
	}
	return t.Iter(py.NewList(rows...))
}

// Repr implements [py.Representer].
func (a *axesArray) Repr(t *py.Thread) string {
	var text func(shape []int, axes []*Axes, indent string) string
	text = func(shape []int, axes []*Axes, indent string) string {
		var parts []string
		if len(shape) == 1 {
			for _, x := range axes {
				parts = append(parts, x.Repr(t))
			}
			return "[" + strings.Join(parts, ", ") + "]"
		}
		size := len(axes) / shape[0]
		for i := range shape[0] {
			parts = append(parts, text(shape[1:], axes[i*size:(i+1)*size], indent+" "))
		}
		return "[" + strings.Join(parts, ",\n"+indent+" ") + "]"
	}
	return "array(" + text(a.shape, a.axes, "      ") + ", dtype=object)"
}

// places returns the positions along an axis of length n that an index names,
// and whether it is a single one.
func places(t *py.Thread, key py.Object, n, axis int) (at []int, single bool) {
	if s, ok := key.(*py.Slice); ok {
		for _, i := range t.Elements(t.GetItem(rangeOf(t, n), s)) {
			at = append(at, t.ToInt(i))
		}
		return at, false
	}
	i := t.ToInt(key)
	if i < -n || i >= n {
		panic(py.Errorf(py.IndexError, "index %d is out of bounds for axis %d with size %d", i, axis, n))
	}
	if i < 0 {
		i += n
	}
	return []int{i}, true
}

// rangeOf is list(range(n)).
func rangeOf(_ *py.Thread, n int) py.Object {
	list := make([]py.Object, n)
	for i := range list {
		list[i] = py.Int(i)
	}
	return py.NewList(list...)
}

// Item implements [py.Indexable].
func (a *axesArray) Item(t *py.Thread, key py.Object) py.Object {
	keys := []py.Object{key}
	if u, ok := key.(*py.Tuple); ok {
		keys = u.Elems
	}
	if i := slices.Index(keys, py.Object(py.Ellipsis)); i >= 0 {
		fill := make([]py.Object, max(len(a.shape)-len(keys)+1, 0))
		for k := range fill {
			fill[k] = &py.Slice{Start: py.None, Stop: py.None, Step: py.None}
		}
		keys = slices.Concat(keys[:i], fill, keys[i+1:])
	}
	if len(keys) > len(a.shape) {
		panic(py.Errorf(py.IndexError, "too many indices for array: array is %d-dimensional, but %d were indexed", len(a.shape), len(keys)))
	}
	out := a
	axes, shape := a.axes, []int(nil)
	inner := len(a.axes)
	count := 1 // of the parts picked so far
	for axis, n := range a.shape {
		inner /= max(n, 1)
		at, single := []int(nil), false
		if axis < len(keys) {
			at, single = places(t, keys[axis], n, axis)
		} else {
			for i := range n {
				at = append(at, i)
			}
		}
		var picked []*Axes
		block := n * inner
		for c := range count {
			for _, i := range at {
				picked = append(picked, axes[c*block+i*inner:c*block+(i+1)*inner]...)
			}
		}
		axes = picked
		count *= len(at)
		if !single {
			shape = append(shape, len(at))
		}
	}
	if len(shape) == 0 {
		return axes[0]
	}
	out = &axesArray{axes, shape}
	return out
}

func init() {
	self := func(o py.Object) *axesArray { return o.(*axesArray) }
	flat := func(_ *py.Thread, a []py.Object) py.Object {
		x := self(a[0])
		return &axesArray{x.axes, []int{len(x.axes)}}
	}
	transpose := func(o py.Object) py.Object {
		x := self(o)
		if len(x.shape) < 2 {
			return x
		}
		rows, cols := x.shape[0], x.shape[1]
		y := &axesArray{shape: []int{cols, rows}}
		for c := range cols {
			for r := range rows {
				y.axes = append(y.axes, x.axes[r*cols+c])
			}
		}
		return y
	}
	list := func(o py.Object) py.Object {
		var elems []py.Object
		for _, x := range self(o).axes {
			elems = append(elems, x)
		}
		return py.NewList(elems...)
	}
	axesArrayType.Define(
		py.Property{Name: "shape", Doc: "The dimensions.", Get: func(_ *py.Thread, o py.Object) py.Object {
			var dims []py.Object
			for _, n := range self(o).shape {
				dims = append(dims, py.Int(n))
			}
			return py.NewTuple(dims...)
		}},
		py.Property{Name: "size", Doc: "The number of elements.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Int(len(self(o).axes)) }},
		py.Property{Name: "ndim", Doc: "The number of axes of the array.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Int(len(self(o).shape)) }},
		py.Property{Name: "flat", Doc: "The elements, one by one.", Get: func(t *py.Thread, o py.Object) py.Object { return py.IteratorObject(t.Iter(list(o))) }},
		py.Property{Name: "T", Doc: "The array with its axes reversed.", Get: func(_ *py.Thread, o py.Object) py.Object { return transpose(o) }},
		py.Func{Sig: "ravel(self, order='C')", Doc: "The elements along one axis.", Impl: flat},
		py.Func{Sig: "flatten(self, order='C')", Doc: "The elements along one axis.", Impl: flat},
		py.Func{Sig: "tolist(self)", Doc: "The elements as nested lists.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			x := self(a[0])
			if len(x.shape) == 1 {
				return list(x)
			}
			var rows []py.Object
			for i := range x.shape[0] {
				rows = append(rows, t.CallMethod(x.row(i), "tolist"))
			}
			return py.NewList(rows...)
		}},
		py.Func{Sig: "reshape(self, *shape)", Doc: "The elements in another shape.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			x := self(a[0])
			args := a[1].(*py.Tuple).Elems
			if len(args) == 1 {
				if u, ok := args[0].(*py.Tuple); ok {
					args = u.Elems
				}
			}
			shape, size, open := []int{}, 1, -1
			for i, o := range args {
				n := t.ToInt(o)
				if n == -1 {
					open = i
				} else {
					size *= n
				}
				shape = append(shape, n)
			}
			if open >= 0 && size > 0 {
				shape[open] = len(x.axes) / size
				size *= shape[open]
			}
			if size != len(x.axes) || len(shape) == 0 || slices.Min(shape) < 1 {
				panic(py.Errorf(py.ValueError, "cannot reshape array of size %d into shape %s", len(x.axes), shapeText(shape)))
			}
			return &axesArray{x.axes, shape}
		}},
	)
}
