package jax

import (
	"fmt"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// An Array is a jax.Array: concrete, or traced within a transformation.
type Array struct {
	data engine.Array
	// key marks an array of random number keys: data has one more axis, the
	// last, with the two words of each key.
	key bool
}

// The classes of arrays. All derive from jax.Array.
var (
	ArrayType     = &py.Type{Name: "Array", Module: "jax", Doc: "An immutable array of numbers, or a tracer that stands for one.", Final: true}
	arrayImplType = implType("jaxlib._jax", "ArrayImpl", ArrayType)
	keyArrayType  = implType("jax._src.random.prng", "PRNGKeyArray", ArrayType)
	TracerType    = &py.Type{Name: "Tracer", Module: "jax.core", Base: ArrayType, Final: true}
	tracerTypes   = map[string]*py.Type{
		"jit":  {Name: "DynamicJaxprTracer", Module: "jax._src.interpreters.partial_eval", Base: TracerType, Final: true},
		"grad": {Name: "LinearizeTracer", Module: "jax._src.interpreters.ad", Base: TracerType, Final: true},
		"jvp":  {Name: "JVPTracer", Module: "jax._src.interpreters.ad", Base: TracerType, Final: true},
		"vmap": {Name: "BatchTracer", Module: "jax._src.interpreters.batching", Base: TracerType, Final: true},
		"jet":  {Name: "JetTracer", Module: "jax.experimental.jet", Base: TracerType, Final: true},
	}
)

// implType is a class written in C++, whose name in error messages includes the
// module.
func implType(module, name string, base *py.Type) *py.Type {
	c := &py.Type{Name: module + "." + name, Base: base, Final: true}
	c.Define(py.Named{Name: "__name__", Value: py.Str(name)}, py.Named{Name: "__qualname__", Value: py.Str(name)}, py.Named{Name: "__module__", Value: py.Str(module)})
	return c
}

// Type returns the class.
func (a *Array) Type() *py.Type {
	if tr, ok := a.data.Tracer(); ok {
		if c := tracerTypes[tr.Kind]; c != nil {
			return c
		}
		return TracerType
	}
	if a.key {
		return keyArrayType
	}
	return arrayImplType
}

// FromArray returns an array as a Python value.
func FromArray(a engine.Array) *Array { return &Array{data: a} }

// FromKey returns random number keys as a Python value; data has the two words
// of each along its last axis.
func FromKey(data engine.Array) *Array { return &Array{data: data, key: true} }

// Data returns the elements; of keys, their words along a last axis.
func (a *Array) Data() engine.Array { return a.data }

// IsKey reports whether the elements are random number keys.
func (a *Array) IsKey() bool { return a.key }

// like returns a value of the same kind with other data.
func (a *Array) like(data engine.Array) *Array { return &Array{data: data, key: a.key} }

// Shape returns the dimensions.
func (a *Array) Shape() []int {
	shape := a.data.Shape()
	if a.key {
		return shape[:len(shape)-1]
	}
	return shape
}

// DType returns the dtype.
func (a *Array) DType() *DType {
	if a.key {
		return dtypeNames["key<fry>"]
	}
	return DTypeOf(a.data.DType())
}

// long is the type as error messages write it: float32[3].
func (a *Array) long() string { return a.DType().Name + "[" + dims(a.Shape()) + "]" }

// ShortType returns the dtype with the shape: "float32[3,4]".
func (a *Array) ShortType() string { return a.long() }

// Repr implements [py.Representer].
func (a *Array) Repr(*py.Thread) string {
	if a.data.IsTraced() {
		return a.tracerRepr()
	}
	if a.key {
		return fmt.Sprintf("Array(%s, dtype=key<fry>) overlaying:\n%s", Tuple(a.Shape()), a.data.Text())
	}
	return a.data.String()
}

// Str implements [py.Stringer].
func (a *Array) Str(t *py.Thread) string {
	if a.key || a.data.IsTraced() {
		return a.Repr(t)
	}
	return a.data.Text()
}

// tracerRepr is what JAX prints for a value within a transformation.
func (a *Array) tracerRepr() string {
	tr, _ := a.data.Tracer()
	switch tr.Kind {
	case "vmap":
		return fmt.Sprintf("VmapTracer(aval=%s, batched=%s)", a.weakLong(), a.like(tr.Primal).weakLong())
	case "grad":
		return fmt.Sprintf("GradTracer(primal=%s, typeof(tangent)=%s)", a.like(tr.Primal).Str(nil), short(a.data))
	case "jvp":
		return fmt.Sprintf("JVPTracer(primal=%s, tangent=%s)", a.like(tr.Primal).Str(nil), a.like(tr.Tangent).Str(nil))
	case "jet":
		return fmt.Sprintf("JetTracer(primal=%s)", a.like(tr.Primal).Str(nil))
	}
	return "JitTracer(" + a.weakLong() + ")"
}

func (a *Array) weakLong() string {
	if a.data.Weak() {
		return "~" + a.long()
	}
	return a.long()
}

// Format implements [py.Formatter]: a scalar formats as the Python number it is.
func (a *Array) Format(t *py.Thread, spec string) string {
	switch {
	case a.data.IsTraced():
		if spec == "" {
			return a.Repr(t)
		}
		panic(py.Errorf(py.TypeError, "unsupported format string passed to %s.__format__", a.Type().Name))
	case a.key, len(a.Shape()) > 0:
		if spec == "" {
			return a.Str(t)
		}
		panic(py.Errorf(py.TypeError, "unsupported format string passed to numpy.ndarray.__format__"))
	}
	return t.Format(a.item(), spec)
}

// item returns the only element of a concrete array as a Python number.
func (a *Array) item() py.Object { return numbers(a.data)[0] }

// numbers returns the elements of a concrete array as Python numbers.
func numbers(x engine.Array) []py.Object {
	out := make([]py.Object, 0, x.Size())
	switch d := x.DType(); {
	case d.IsComplex():
		for _, v := range x.Complex128s() {
			out = append(out, py.Complex(v))
		}
	case d.IsFloat():
		for _, v := range x.Float64s() {
			out = append(out, py.Float(v))
		}
	case d == engine.Bool:
		for _, v := range x.Bools() {
			out = append(out, py.Bool(v))
		}
	default:
		for _, v := range x.Int64s() {
			out = append(out, py.Int(v))
		}
	}
	return out
}

// toList returns the elements as nested lists.
func (a *Array) toList() py.Object {
	elements := numbers(a.data)
	next := 0
	var build func(shape []int) py.Object
	build = func(shape []int) py.Object {
		if len(shape) == 0 {
			next++
			return elements[next-1]
		}
		list := make([]py.Object, shape[0])
		for i := range list {
			list[i] = build(shape[1:])
		}
		return py.NewList(list...)
	}
	return build(a.data.Shape())
}

// Len implements [py.Sized].
func (a *Array) Len(*py.Thread) int {
	if shape := a.Shape(); len(shape) > 0 {
		return shape[0]
	}
	panic(py.Errorf(py.TypeError, "len() of unsized object"))
}

// Iter implements [py.Iterable].
func (a *Array) Iter(*py.Thread) py.Iterator {
	if len(a.Shape()) == 0 {
		panic(py.Errorf(py.TypeError, "iteration over a 0-d array"))
	}
	return &rows{of: a}
}

// rows iterates over the first axis.
type rows struct {
	of   *Array
	next int
}

func (r *rows) Next(*py.Thread) (py.Object, bool) {
	if r.next >= r.of.Shape()[0] {
		return nil, false
	}
	r.next++
	return r.of.like(engine.Index(r.of.data, r.next-1)), true
}

// Truth implements [py.Truther].
func (a *Array) Truth(t *py.Thread) bool {
	switch n := a.data.Size(); {
	case n == 0:
		panic(py.Errorf(py.ValueError, "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty."))
	case n > 1:
		panic(py.Errorf(py.ValueError, "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"))
	}
	v, ok := a.data.Concrete()
	if !ok {
		panic(boolConversionError(t, a.data))
	}
	return v.AsType(engine.Bool).Bools()[0]
}

// Contains implements [py.Container].
func (a *Array) Contains(t *py.Thread, x py.Object) bool {
	if shape := a.Shape(); len(shape) != 1 {
		panic(py.Errorf(py.ValueError, "Array.__contains__: search array must be one-dimensional, got arr.shape=%s.", Tuple(shape)))
	}
	equal := FromArray(engine.Any(engine.Eq(a.data, ToArray(t, x))))
	return equal.Truth(t)
}

func (a *Array) requireScalar() {
	if n := len(a.Shape()); n > 0 {
		panic(py.Errorf(py.TypeError, "Only scalar arrays can be converted to Python scalars; got arr.ndim=%d", n))
	}
}

// AsIndex implements [py.Number].
func (a *Array) AsIndex(t *py.Thread) py.Object {
	if a.data.Rank() > 0 || a.data.DType().IsInexact() || a.data.DType() == engine.Bool {
		panic(py.Errorf(py.TypeError, "Only integer scalar arrays can be converted to a scalar index."))
	}
	v, ok := a.data.Concrete()
	if !ok {
		panic(indexConversionError(t, a.data))
	}
	return py.Int(v.Int64s()[0])
}

// AsInt implements [py.Number].
func (a *Array) AsInt(t *py.Thread) py.Object {
	a.requireScalar()
	v, ok := a.data.Concrete()
	if !ok {
		panic(scalarConversionError(t, a.data, "int"))
	}
	return t.Call(py.IntType, FromArray(v).item())
}

// AsFloat implements [py.Number].
func (a *Array) AsFloat(t *py.Thread) float64 {
	a.requireScalar()
	if a.data.IsTraced() {
		panic(scalarConversionError(t, a.data, "float"))
	}
	if a.data.DType().IsComplex() {
		panic(py.Errorf(py.TypeError, "float() argument must be a string or a real number, not 'complex'"))
	}
	return a.data.Float64s()[0]
}

// AsComplex implements [py.Number].
func (a *Array) AsComplex(t *py.Thread) complex128 {
	a.requireScalar()
	if a.data.IsTraced() {
		panic(scalarConversionError(t, a.data, "complex"))
	}
	return a.data.Complex128s()[0]
}

// SetItem implements [py.IndexAssignable], to say what to write instead.
func (a *Array) SetItem(*py.Thread, py.Object, py.Object) {
	panic(py.Errorf(py.TypeError, "%s", strings.Join([]string{
		"JAX arrays are immutable and do not support in-place item assignment. Instead of x[idx] = y, use x = x.at[idx].set(y) or another .at[] method:",
		"https://docs.jax.dev/en/latest/_autosummary/jax.numpy.ndarray.at.html"}, " ")))
}
