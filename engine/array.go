package engine

import (
	"fmt"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// A DType is the element type of an array.
type DType = ir.DType

// The element types.
const (
	Bool       = ir.Bool
	Int32      = ir.Int32
	Int64      = ir.Int64
	Uint32     = ir.Uint32
	Float16    = ir.Float16 // what is computed is rounded to it; sums once, at their end
	Float32    = ir.Float32
	Float64    = ir.Float64
	Complex64  = ir.Complex64
	Complex128 = ir.Complex128
)

// ParseDType returns the element type with the given NumPy name.
func ParseDType(name string) (DType, error) { return ir.ParseDType(name) }

// An Array is an immutable n-dimensional array. Inside a transformed function
// it may be traced: then its type and shape are known, its elements are not.
type Array struct{ v core.Value }

// value returns what a stands for; the zero Array stands for nothing.
func (a Array) value() core.Value {
	if a.v == nil {
		panic(&ir.Error{Op: "array", Reason: "an Array that was never set was used; make one with Num, FromFloat64s or Zeros"})
	}
	return a.v
}

// Num returns a float scalar of weak type, like a number written in Python: it
// takes on the float type of what it meets, in full precision, and is float32
// by itself.
func Num(v float64) Array { return Array{&core.Literal{DType: Float32, Weak: true, Val: v}} }

// Int returns an int scalar of weak type, like an integer written in Python.
func Int(v int) Array {
	return Array{&core.Literal{DType: Int32, Weak: true, Val: float64(int32(v))}}
}

// BoolOf returns a bool scalar.
func BoolOf(v bool) Array {
	l := &core.Literal{DType: Bool}
	if v {
		l.Val = 1
	}
	return Array{l}
}

// Scalar returns a scalar of type d, rounded or wrapped to it.
func Scalar(v float64, d DType) Array { return Array{core.Scalar(d, v)} }

// FromFloat32s returns a float32 array with a copy of the elements in
// row-major order; without a shape it is one-dimensional. The other From
// functions do the same for their types. A shape of another size panics with
// *Error.
func FromFloat32s(v []float32, shape ...int) Array { return fromSlice(v, shape) }

// FromFloat64s returns a float64 array.
func FromFloat64s(v []float64, shape ...int) Array { return fromSlice(v, shape) }

// FromInt32s returns an int32 array.
func FromInt32s(v []int32, shape ...int) Array { return fromSlice(v, shape) }

// FromInt64s returns an int64 array.
func FromInt64s(v []int64, shape ...int) Array { return fromSlice(v, shape) }

// FromComplex64s returns a complex64 array.
func FromComplex64s(v []complex64, shape ...int) Array { return fromSlice(v, shape) }

// FromComplex128s returns a complex128 array.
func FromComplex128s(v []complex128, shape ...int) Array { return fromSlice(v, shape) }

// FromUint32s returns a uint32 array.
func FromUint32s(v []uint32, shape ...int) Array { return fromSlice(v, shape) }

// FromBools returns a bool array.
func FromBools(v []bool, shape ...int) Array { return fromSlice(v, shape) }

func fromSlice[T device.Element](v []T, shape []int) Array {
	if len(shape) == 0 {
		shape = []int{len(v)}
	}
	ir.CheckSize("array", shape)
	if ir.Size(shape) != len(v) {
		ir.Fail("array", nil, "%d elements do not fill shape %s", len(v), ir.Tuple(shape))
	}
	t := device.New(device.DTypeOf[T](), shape...)
	copy(device.Elements[T](t), v)
	return Array{&core.Const{Tensor: t}}
}

// Shape returns the dimensions; do not modify them.
func (a Array) Shape() []int { return a.value().Aval().Shape }

// DType returns the element type.
func (a Array) DType() DType { return a.value().Aval().DType }

// Rank returns the number of axes.
func (a Array) Rank() int { return a.value().Aval().Rank() }

// Size returns the number of elements.
func (a Array) Size() int { return a.value().Aval().Size() }

// Weak reports whether the type of a is weak: it came from bare numbers only
// and yields to the types it meets.
func (a Array) Weak() bool { return a.value().Aval().Weak }

// IsTraced reports whether a stands for a value inside a transformation, whose
// elements cannot be read.
func (a Array) IsTraced() bool { return core.IsTraced(a.value()) }

// Float64s returns a copy of the elements, converted. Reading a traced array
// panics with *Error, here and in the other readers.
func (a Array) Float64s() []float64 { return elements[float64](a) }

// Float32s returns a copy of the elements, converted.
func (a Array) Float32s() []float32 { return elements[float32](a) }

// Int32s returns a copy of the elements, converted.
func (a Array) Int32s() []int32 { return elements[int32](a) }

// Int64s returns a copy of the elements, converted.
func (a Array) Int64s() []int64 { return elements[int64](a) }

// Complex128s returns a copy of the elements, converted.
func (a Array) Complex128s() []complex128 { return elements[complex128](a) }

// Uint32s returns a copy of the elements, converted.
func (a Array) Uint32s() []uint32 { return elements[uint32](a) }

// Bools returns a copy of the elements, converted.
func (a Array) Bools() []bool { return elements[bool](a) }

func elements[T device.Element](a Array) []T {
	if _, ok := any([]T(nil)).([]float64); ok {
		// What is read most often is no operation.
		if t := core.Tensor(a.value()); t.DType == Float32 {
			read := make([]float64, 0, t.Len())
			for _, v := range t.Float32s() {
				read = append(read, float64(v))
			}
			return any(read).([]T)
		}
	}
	t := core.Tensor(a.AsType(device.DTypeOf[T]()).value())
	return append([]T(nil), device.Elements[T](t)...)
}

// Item returns the only element, the real part of a complex one; more or fewer
// panic with *Error.
func (a Array) Item() float64 { return core.ScalarValue(a.value()) }

// An Error reports misuse: shapes or types that do not fit, a traced value
// where a concrete one is needed. Functions of this package panic with it,
// because inside a traced function there is nobody to return it to.
type Error = ir.Error

// Try runs f and returns the *Error it panics with, if any; other panics pass.
func Try(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			err = e
		}
	}()
	f()
	return nil
}

// values and arrays convert between lists of the public and the inner type.
func values(arrays []Array) []core.Value {
	out := make([]core.Value, len(arrays))
	for i, a := range arrays {
		out[i] = a.value()
	}
	return out
}

func arrays(values []core.Value) []Array {
	out := make([]Array, len(values))
	for i, v := range values {
		out[i] = Array{v}
	}
	return out
}

// normalizeAxis maps a negative axis to its place counted from the end.
func normalizeAxis(op string, axis, rank int) int {
	if axis < -rank || axis >= rank {
		ir.Fail(op, nil, "axis %d is out of range for an array of rank %d", axis, rank)
	}
	if axis < 0 {
		return axis + rank
	}
	return axis
}

// GoString prints the array for %#v as its repr.
func (a Array) GoString() string { return fmt.Sprint(a) }
