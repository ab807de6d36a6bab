package numpy

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// An Array is a numpy.ndarray, or a scalar such as numpy.float64. Slices of an
// array are views: they read from it and write to it.
type Array struct {
	value  engine.Array // of type carrier(dtype), concrete
	dtype  *jax.DType
	scalar bool

	base    *Array    // what this is a view of, or nil
	key     py.Object // the index it was made with
	version int       // counts the assignments
	seen    int       // the version of base that value is from
}

// ArrayType is numpy.ndarray.
var ArrayType = &py.Type{Name: "ndarray", Module: "numpy", Doc: "An array on the host.", Final: true}

// Type returns the class.
func (a *Array) Type() *py.Type {
	if a.scalar {
		return scalarTypes[a.dtype.Name]
	}
	return ArrayType
}

func scalar(v float64, d *jax.DType) *Array {
	return &Array{value: engine.Scalar(v, carrier(d)), dtype: d, scalar: true}
}

// newArray returns an array of numbers that fit the dtype.
func newArray(v []float64, shape []int, d *jax.DType) *Array {
	return &Array{value: engine.Reshape(engine.FromFloat64s(v, len(v)), shape...).AsType(carrier(d)), dtype: d}
}

// result returns arrays without axes as scalars.
func result(a *Array) *Array {
	a.scalar = a.value.Rank() == 0
	return a
}

// as returns the elements in another type, in an array of its own.
func (a *Array) as(t *py.Thread, d *jax.DType) *Array {
	if a.dtype == d {
		return &Array{value: a.data(t), dtype: d, scalar: a.scalar}
	}
	v := a.data(t).Float64s()
	fit(v, d)
	b := newArray(v, a.shape(), d)
	b.scalar = a.scalar
	return b
}

// data returns the carrier; a view first follows what it is a view of.
func (a *Array) data(t *py.Thread) engine.Array {
	if a.base != nil && t != nil {
		if v := a.base.data(t); a.seen != a.base.version {
			a.value, a.seen = jax.Index(t, v, a.key), a.base.version
			a.version++
		}
	}
	return a.value
}

func (a *Array) shape() []int { return a.value.Shape() }

// EngineArray implements [jax.ArrayLike]: what JAX makes of the array.
func (a *Array) EngineArray(t *py.Thread) engine.Array { return a.data(t).AsType(a.dtype.Engine(t)) }

// fromObject returns what numpy.array makes of an object: an array without axes
// of a number.
func fromObject(t *py.Thread, o py.Object) *Array {
	switch v := o.(type) {
	case *Array:
		return &Array{value: v.data(t), dtype: v.dtype, scalar: v.scalar}
	case *jax.Array:
		x, ok := v.Data().Concrete()
		if !ok || v.IsKey() {
			panic(jax.ArrayConversionError(t, v.Data()))
		}
		if x.DType().IsComplex() {
			panic(complexError())
		}
		return &Array{value: x.Weaken(false), dtype: v.DType()}
	case py.Bool:
		if v {
			return &Array{value: engine.BoolOf(true), dtype: dtype("bool")}
		}
		return &Array{value: engine.BoolOf(false), dtype: dtype("bool")}
	case py.Int:
		return newArray([]float64{float64(v)}, nil, dtype("int64"))
	case py.Float:
		return newArray([]float64{float64(v)}, nil, dtype("float64"))
	case *py.List:
		return fromSequence(t, v.Elems)
	case *py.Tuple:
		return fromSequence(t, v.Elems)
	case *py.Range:
		return fromSequence(t, t.Elements(v))
	}
	if n, ok := o.(py.Number); ok {
		return newArray([]float64{n.AsFloat(t)}, nil, dtype("float64"))
	}
	if _, ok := o.(py.Complex); ok {
		panic(complexError())
	}
	panic(py.Errorf(py.TypeError, "arrays of numbers only: cannot make one of %s", t.Repr(o.Type())))
}

func fromSequence(t *py.Thread, elems []py.Object) *Array {
	if len(elems) == 0 {
		return newArray(nil, []int{0}, dtype("float64"))
	}
	t.Spend(len(elems))
	var d *jax.DType
	var values []float64
	var inner []int
	for i, e := range elems {
		a := fromObject(t, e)
		if i == 0 {
			inner = a.shape()
		} else if !slices.Equal(inner, a.shape()) {
			panic(py.Errorf(py.ValueError, "setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 dimensions. "+
				"The detected shape was (%d,) + inhomogeneous part.", len(elems)))
		}
		d = promote(d, a.dtype)
		values = append(values, a.value.Float64s()...)
	}
	return newArray(values, append([]int{len(elems)}, inner...), d)
}

// text prints the elements with a separator after a prefix.
func (a *Array) text(t *py.Thread, separator string, prefix int) string {
	v := a.data(t)
	suffix := 0
	if prefix > 0 {
		suffix = 1
	}
	switch {
	case a.dtype.Kind == 'b':
		return engine.FormatBools(v.Bools(), a.shape(), separator, prefix, suffix)
	case isInteger(a.dtype):
		ints := make([]int64, v.Size())
		for i, x := range v.Float64s() {
			ints[i] = int64(x)
		}
		return engine.FormatInts(ints, a.shape(), separator, prefix, suffix)
	}
	return engine.FormatFloats(v.Float64s(), 8*a.dtype.Size, a.shape(), separator, prefix, suffix)
}

// Str implements [py.Stringer].
func (a *Array) Str(t *py.Thread) string {
	if len(a.shape()) == 0 && a.dtype.Kind == 'f' {
		return engine.FormatFloat(a.data(t).Item(), 8*a.dtype.Size)
	}
	return a.text(t, " ", 0)
}

// Repr implements [py.Representer].
func (a *Array) Repr(t *py.Thread) string {
	if a.scalar {
		if a.dtype.Kind == 'b' {
			return "np." + a.Str(t) + "_"
		}
		return "np." + a.dtype.Name + "(" + a.Str(t) + ")"
	}
	const prefix = "array("
	const summarised = 1000 // elements above which NumPy prints some only
	text := prefix + a.text(t, ", ", len(prefix))
	var notes []string
	size := a.value.Size()
	if size == 0 && len(a.shape()) > 1 || size > summarised {
		notes = append(notes, "shape="+jax.Tuple(a.shape()))
	}
	if standard := a.dtype.Name == "bool" || a.dtype.Name == "int64" || a.dtype.Name == "float64"; !standard || size == 0 {
		notes = append(notes, "dtype="+a.dtype.Name)
	}
	if len(notes) == 0 {
		return text + ")"
	}
	note := strings.Join(notes, ", ")
	const lineWidth = 75
	if last := len(text) - strings.LastIndexByte(text, '\n') - 1; last+len(note)+3 > lineWidth {
		return text + ",\n" + strings.Repeat(" ", len(prefix)) + note + ")"
	}
	return text + ", " + note + ")"
}

// Format implements [py.Formatter].
func (a *Array) Format(t *py.Thread, spec string) string {
	if len(a.shape()) > 0 {
		if spec == "" {
			return a.Str(t)
		}
		panic(py.Errorf(py.TypeError, "unsupported format string passed to numpy.ndarray.__format__"))
	}
	return t.Format(a.item(t), spec)
}

// item returns the only element as a Python number.
func (a *Array) item(t *py.Thread) py.Object { return number(a.data(t).Float64s()[0], a.dtype) }

func number(v float64, d *jax.DType) py.Object {
	switch {
	case d.Kind == 'b':
		return py.Bool(v != 0)
	case isInteger(d):
		return py.Int(v)
	}
	return py.Float(v)
}

func (a *Array) single() {
	if a.value.Size() != 1 {
		panic(py.Errorf(py.TypeError, "only length-1 arrays can be converted to Python scalars"))
	}
}

// AsIndex implements [py.Number].
func (a *Array) AsIndex(t *py.Thread) py.Object {
	if len(a.shape()) > 0 || !isInteger(a.dtype) {
		panic(py.Errorf(py.TypeError, "only integer scalar arrays can be converted to a scalar index"))
	}
	return a.item(t)
}

// AsInt implements [py.Number].
func (a *Array) AsInt(t *py.Thread) py.Object {
	a.single()
	return t.Call(py.IntType, a.item(t))
}

// AsFloat implements [py.Number].
func (a *Array) AsFloat(t *py.Thread) float64 {
	a.single()
	return a.data(t).Float64s()[0]
}

// AsComplex implements [py.Number].
func (a *Array) AsComplex(t *py.Thread) complex128 { return complex(a.AsFloat(t), 0) }

// Truth implements [py.Truther].
func (a *Array) Truth(t *py.Thread) bool {
	switch n := a.value.Size(); {
	case n == 0:
		panic(py.Errorf(py.ValueError, "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty."))
	case n > 1:
		panic(py.Errorf(py.ValueError, "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"))
	}
	return a.data(t).Float64s()[0] != 0
}

// Hash implements [py.Hasher]: a scalar hashes as the number it is.
func (a *Array) Hash(t *py.Thread) uint64 {
	if !a.scalar {
		panic(py.Errorf(py.TypeError, "unhashable type: 'numpy.ndarray'"))
	}
	return t.Hash(a.item(t))
}

// Len implements [py.Sized].
func (a *Array) Len(*py.Thread) int {
	if len(a.shape()) == 0 {
		panic(py.Errorf(py.TypeError, "len() of unsized object"))
	}
	return a.shape()[0]
}

// Iter implements [py.Iterable].
func (a *Array) Iter(*py.Thread) py.Iterator {
	if len(a.shape()) == 0 {
		panic(py.Errorf(py.TypeError, "iteration over a 0-d array"))
	}
	return &rows{of: a}
}

// rows iterates over the first axis.
type rows struct {
	of   *Array
	next int
}

func (r *rows) Next(t *py.Thread) (py.Object, bool) {
	if r.next >= r.of.shape()[0] {
		return nil, false
	}
	r.next++
	return r.of.Item(t, py.Int(r.next-1)), true
}

// Contains implements [py.Container].
func (a *Array) Contains(t *py.Thread, x py.Object) bool {
	equal := t.Compare(ast.Eq, a, x)
	return t.Truth(t.CallMethod(equal, "any"))
}

// toList returns the elements as nested lists.
func (a *Array) toList(t *py.Thread) py.Object {
	v := a.data(t).Float64s()
	var build func(shape []int) py.Object
	build = func(shape []int) py.Object {
		if len(shape) == 0 {
			x := v[0]
			v = v[1:]
			return number(x, a.dtype)
		}
		elems := make([]py.Object, shape[0])
		for i := range elems {
			elems[i] = build(shape[1:])
		}
		return py.NewList(elems...)
	}
	return build(a.shape())
}

// operands of ** that NumPy rejects.
func checkPower(t *py.Thread, x, y *Array) {
	if isInteger(x.dtype) && isInteger(y.dtype) {
		for _, v := range y.data(t).Float64s() {
			if v < 0 {
				panic(py.Errorf(py.ValueError, "Integers to negative integer powers are not allowed."))
			}
		}
	}
}

// shapeText formats a shape as NumPy's errors do: (3,) and (2,3).
func shapeText(shape []int) string {
	if len(shape) == 1 {
		return "(" + strconv.Itoa(shape[0]) + ",)"
	}
	parts := make([]string, len(shape))
	for i, n := range shape {
		parts[i] = strconv.Itoa(n)
	}
	return "(" + strings.Join(parts, ",") + ")"
}

// clean replaces what integers cannot be, the quotients by zero, by zero.
func clean(v []float64) {
	for i, x := range v {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			v[i] = 0
		}
	}
}
