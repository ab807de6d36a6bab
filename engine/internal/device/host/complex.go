package host

import (
	"fmt"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// MapComplex writes f of the elements of the operands, which are real or
// complex and have the shape of dst or one element. Where dst is real it gets
// the real part of what f returns; where it is bool, whether that is not zero.
func MapComplex(dst *device.Tensor, in []*device.Tensor, f func(x []complex128) complex128) {
	read := make([]func(i int) complex128, len(in))
	for k, t := range in {
		read[k] = complexReader(t)
	}
	write := complexWriter(dst)
	x := make([]complex128, len(in))
	for i := range dst.Len() {
		for k := range x {
			x[k] = read[k](i)
		}
		write(i, f(x))
	}
}

// complexReader returns a function that reads an element, the only one for any
// index.
func complexReader(t *device.Tensor) func(i int) complex128 {
	at := elementReader(t)
	if t.Len() == 1 {
		v := at(0)
		return func(int) complex128 { return v }
	}
	return at
}

func elementReader(t *device.Tensor) func(i int) complex128 {
	switch t.DType {
	case ir.Bool:
		x := t.Bools()
		return func(i int) complex128 {
			if x[i] {
				return 1
			}
			return 0
		}
	case ir.Int32:
		return realReader(t.Int32s())
	case ir.Int64:
		return realReader(t.Int64s())
	case ir.Uint32:
		return realReader(t.Uint32s())
	case ir.Float16:
		x := t.Halves()
		return func(i int) complex128 { return complex(float64(x[i].Float32()), 0) }
	case ir.Float32:
		return realReader(t.Float32s())
	case ir.Float64:
		return realReader(t.Float64s())
	case ir.Complex64:
		x := t.Complex64s()
		return func(i int) complex128 { return complex128(x[i]) }
	case ir.Complex128:
		x := t.Complex128s()
		return func(i int) complex128 { return x[i] }
	}
	panic(fmt.Sprintf("host: no complex numbers from %v", t.DType))
}

func realReader[T number](x []T) func(i int) complex128 {
	return func(i int) complex128 { return complex(float64(x[i]), 0) }
}

func complexWriter(t *device.Tensor) func(i int, v complex128) {
	switch t.DType {
	case ir.Bool:
		y := t.Bools()
		return func(i int, v complex128) { y[i] = v != 0 }
	case ir.Float16:
		y := t.Halves()
		return func(i int, v complex128) { y[i] = ir.HalfOf(real(v)) }
	case ir.Float32:
		y := t.Float32s()
		return func(i int, v complex128) { y[i] = float32(real(v)) }
	case ir.Float64:
		y := t.Float64s()
		return func(i int, v complex128) { y[i] = real(v) }
	case ir.Complex64:
		y := t.Complex64s()
		return func(i int, v complex128) { y[i] = complex64(v) }
	case ir.Complex128:
		y := t.Complex128s()
		return func(i int, v complex128) { y[i] = v }
	case ir.Int32:
		y := t.Int32s()
		return func(i int, v complex128) { y[i] = int32(real(v)) }
	case ir.Int64:
		y := t.Int64s()
		return func(i int, v complex128) { y[i] = int64(real(v)) }
	case ir.Uint32:
		y := t.Uint32s()
		return func(i int, v complex128) { y[i] = uint32(real(v)) }
	}
	panic(fmt.Sprintf("host: no complex numbers to %v", t.DType))
}
