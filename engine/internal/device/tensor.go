// Package device holds the typed flat buffers that programs compute on and
// the interface that every device implements.
package device

import (
	"fmt"
	"strings"
	"sync/atomic"
	"unsafe"

	"fluxion/engine/internal/ir"
)

// alignment of every buffer in bytes: the width of a WebAssembly SIMD vector.
const alignment = 16

// A Tensor is a concrete array: a flat, row-major, 16-byte aligned buffer with
// an element type and a shape. Once published, a Tensor is immutable; views
// with another shape share its memory. A device may keep a copy in a memory of
// its own, or the only one.
type Tensor struct {
	DType  ir.DType
	Shape  []int
	mem    []byte // nil if the elements were computed in another memory
	copied atomic.Pointer[copied]

	shared  atomic.Bool // with views
	deleted bool
	place   *Place
}

// unsetFrom is from how many bytes on it pays not to clear memory.
const unsetFrom = 4096

// New returns a zero-filled tensor.
func New(dtype ir.DType, shape ...int) *Tensor {
	return &Tensor{DType: dtype, Shape: shape, mem: NewBytes(ir.Size(shape) * dtype.Size())}
}

// NewBytes returns n bytes of aligned memory, all zero. What follows them, for
// another 16 bytes, may be read.
func NewBytes(n int) []byte {
	announce(n)
	// Go aligns a slice of 64-bit words to 8 bytes only: take one word more
	// and start at the first multiple of 16.
	words := make([]uint64, (n+7)/8+3)
	base := unsafe.Pointer(&words[0])
	skip := int(-uintptr(base) & (alignment - 1))
	raw := unsafe.Slice((*byte)(base), len(words)*8)
	return raw[skip : skip+n : skip+n]
}

// NewLike returns a zero-filled tensor of the type and shape of an aval.
func NewLike(a ir.Aval) *Tensor { return New(a.DType, a.Shape...) }

// NewUnset returns a tensor of the type and shape of an aval whose elements are
// arbitrary, for who sets them all: to clear megabytes takes as long as to
// compute something simple.
func NewUnset(a ir.Aval) *Tensor {
	n := a.Size() * a.DType.Size()
	if n < unsetFrom {
		return NewLike(a)
	}
	if mem := reuse(n); mem != nil {
		return &Tensor{DType: a.DType, Shape: a.Shape, mem: mem}
	}
	announce(n)
	// A string builder is what the standard library offers to get memory that
	// is not cleared.
	var b strings.Builder
	b.Grow(n + 2*alignment)
	b.WriteByte(0)
	base := unsafe.StringData(b.String())
	skip := int(-uintptr(unsafe.Pointer(base)) & (alignment - 1))
	raw := unsafe.Slice(base, n+2*alignment)
	return &Tensor{DType: a.DType, Shape: a.Shape, mem: raw[skip : skip+n : skip+n]}
}

// Over returns a tensor whose elements are those in mem, which it shares.
func Over(a ir.Aval, mem []byte) *Tensor {
	if len(mem) != a.Size()*a.DType.Size() {
		panic(fmt.Sprintf("device: %d bytes do not hold %s", len(mem), a.Long()))
	}
	return &Tensor{DType: a.DType, Shape: a.Shape, mem: mem}
}

// Scalar returns a tensor of rank 0 that holds a literal's value.
func Scalar(l *ir.Literal) *Tensor {
	t := New(l.DType)
	switch l.DType {
	case ir.Bool:
		t.Bools()[0] = l.Val != 0
	case ir.Int32:
		t.Int32s()[0] = int32(l.Val)
	case ir.Uint32:
		t.Uint32s()[0] = uint32(l.Val)
	case ir.Float16:
		t.Halves()[0] = ir.HalfOf(l.Val)
	case ir.Float32:
		t.Float32s()[0] = float32(l.Val)
	case ir.Float64:
		t.Float64s()[0] = l.Val
	case ir.Int64:
		t.Int64s()[0] = int64(l.Val)
	case ir.Complex64:
		t.Complex64s()[0] = complex64(complex(l.Val, l.Imag))
	case ir.Complex128:
		t.Complex128s()[0] = complex(l.Val, l.Imag)
	}
	return t
}

// Reshaped returns a view of the same elements with another shape.
func (t *Tensor) Reshaped(shape ...int) *Tensor {
	if ir.Size(shape) != t.Len() {
		panic(fmt.Sprintf("device: reshape of %v to %v changes the number of elements", t.Shape, shape))
	}
	view := &Tensor{DType: t.DType, Shape: shape, mem: t.mem, place: t.place}
	view.copied.Store(t.copied.Load())
	t.Share()
	view.Share()
	return view
}

// Len returns the number of elements.
func (t *Tensor) Len() int { return ir.Size(t.Shape) }

// Size returns the number of bytes of the elements.
func (t *Tensor) Size() int { return t.Len() * t.DType.Size() }

// Rank returns the number of axes.
func (t *Tensor) Rank() int { return len(t.Shape) }

// Bytes returns the raw memory. What lies elsewhere is copied at the first call.
func (t *Tensor) Bytes() []byte {
	if t.mem == nil {
		if c := t.copied.Load(); c != nil {
			return c.bytes(t.Len() * t.DType.Size())
		}
	}
	return t.mem
}

// Aval returns the abstract value of t (never weak).
func (t *Tensor) Aval() ir.Aval { return ir.Aval{DType: t.DType, Shape: t.Shape} }

// Halves returns the elements; t.DType must be Float16.
func (t *Tensor) Halves() []ir.Half { return view[ir.Half](t, ir.Float16) }

// Float32s returns the elements; t.DType must be Float32.
func (t *Tensor) Float32s() []float32 { return view[float32](t, ir.Float32) }

// Float64s returns the elements; t.DType must be Float64.
func (t *Tensor) Float64s() []float64 { return view[float64](t, ir.Float64) }

// Int32s returns the elements; t.DType must be Int32.
func (t *Tensor) Int32s() []int32 { return view[int32](t, ir.Int32) }

// Int64s returns the elements; t.DType must be Int64.
func (t *Tensor) Int64s() []int64 { return view[int64](t, ir.Int64) }

// Complex64s returns the elements; t.DType must be Complex64.
func (t *Tensor) Complex64s() []complex64 { return view[complex64](t, ir.Complex64) }

// Complex128s returns the elements; t.DType must be Complex128.
func (t *Tensor) Complex128s() []complex128 { return view[complex128](t, ir.Complex128) }

// Uint32s returns the elements; t.DType must be Uint32.
func (t *Tensor) Uint32s() []uint32 { return view[uint32](t, ir.Uint32) }

// Bools returns the elements; t.DType must be Bool.
func (t *Tensor) Bools() []bool { return view[bool](t, ir.Bool) }

// Element is the set of Go types that stand for the element types.
type Element interface {
	bool | int32 | int64 | uint32 | ir.Half | float32 | float64 | complex64 | complex128
}

// DTypeOf returns the element type that T stands for.
func DTypeOf[T Element]() ir.DType {
	var zero T
	switch any(zero).(type) {
	case bool:
		return ir.Bool
	case int32:
		return ir.Int32
	case int64:
		return ir.Int64
	case complex64:
		return ir.Complex64
	case complex128:
		return ir.Complex128
	case uint32:
		return ir.Uint32
	case ir.Half:
		return ir.Float16
	case float32:
		return ir.Float32
	default:
		return ir.Float64
	}
}

// Elements returns the elements of t as a slice of T, whose type must match.
func Elements[T Element](t *Tensor) []T { return view[T](t, DTypeOf[T]()) }

func view[T Element](t *Tensor, want ir.DType) []T {
	if t.DType != want {
		panic(fmt.Sprintf("device: %v tensor read as %v", t.DType, want))
	}
	mem := t.Bytes()
	if len(mem) == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&mem[0])), t.Len())
}
