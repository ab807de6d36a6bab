package host

import (
	"math"
	"slices"
	"unsafe"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// numberLoop converts as Go does: integers wrap, and floats round to nearest.
func numberLoop[D, S number](d, a, _, _ unsafe.Pointer, n int) {
	z, x := lanes[D](d, n), lanes[S](a, n)
	for i := range z {
		z[i] = D(x[i])
	}
}

// saturateLoop truncates floats to integers in [least, greatest]; NaN gives 0.
// Out of range Go's own conversion differs between machines.
func saturateLoop[D integer, S float](least, greatest D) loop {
	// The bounds as floats: least is exact, and greatest + 1 is, being a
	// power of two, where greatest may not be.
	low, end := S(least), S(greatest/2+1)*2
	return func(d, a, _, _ unsafe.Pointer, n int) {
		z, x := lanes[D](d, n), lanes[S](a, n)
		for i, v := range x {
			switch {
			case v != v:
				z[i] = 0
			case v <= low:
				z[i] = least
			case v >= end:
				z[i] = greatest
			default:
				z[i] = D(v)
			}
		}
	}
}

func toMaskLoop[S number](d, a, _, _ unsafe.Pointer, n int) {
	z, x := lanes[bool](d, n), lanes[S](a, n)
	for i := range z {
		z[i] = x[i] != 0
	}
}

func fromMaskLoop[D number](d, a, _, _ unsafe.Pointer, n int) {
	z, x := lanes[D](d, n), lanes[bool](a, n)
	for i := range z {
		z[i] = 0
		if x[i] {
			z[i] = 1
		}
	}
}

func fromInt[S integer]() [kernel.NumTypes]loop {
	return [kernel.NumTypes]loop{
		kernel.Mask: toMaskLoop[S],
		kernel.I32:  numberLoop[int32, S], kernel.U32: numberLoop[uint32, S],
		kernel.F32: numberLoop[float32, S], kernel.F64: numberLoop[float64, S],
		kernel.I64: numberLoop[int64, S], kernel.U64: numberLoop[uint64, S],
	}
}

func fromFloat[S float]() [kernel.NumTypes]loop {
	return [kernel.NumTypes]loop{
		kernel.Mask: toMaskLoop[S],
		kernel.I32:  saturateLoop[int32, S](math.MinInt32, math.MaxInt32),
		kernel.U32:  saturateLoop[uint32, S](0, math.MaxUint32),
		kernel.F32:  numberLoop[float32, S], kernel.F64: numberLoop[float64, S],
		kernel.I64: saturateLoop[int64, S](math.MinInt64, math.MaxInt64),
		kernel.U64: saturateLoop[uint64, S](0, math.MaxUint64),
	}
}

// conversions holds the loops of Convert by source and target type.
var conversions = [kernel.NumTypes][kernel.NumTypes]loop{
	kernel.Mask: {
		kernel.Mask: moveLoop[bool],
		kernel.I32:  fromMaskLoop[int32], kernel.U32: fromMaskLoop[uint32],
		kernel.F32: fromMaskLoop[float32], kernel.F64: fromMaskLoop[float64],
		kernel.I64: fromMaskLoop[int64], kernel.U64: fromMaskLoop[uint64],
	},
	kernel.I32: fromInt[int32](), kernel.U32: fromInt[uint32](),
	kernel.I64: fromInt[int64](), kernel.U64: fromInt[uint64](),
	kernel.F32: toHalf(fromFloat[float32]()), kernel.F64: fromFloat[float64](),
	kernel.F16: {kernel.F16: moveLoop[ir.Half], kernel.F32: widenLoop},
}

func toHalf(table [kernel.NumTypes]loop) [kernel.NumTypes]loop {
	table[kernel.F16] = narrowLoop
	return table
}

func widenLoop(d, a, _, _ unsafe.Pointer, n int) {
	z, x := lanes[float32](d, n), lanes[ir.Half](a, n)
	for i := range z {
		z[i] = x[i].Float32()
	}
}

func narrowLoop(d, a, _, _ unsafe.Pointer, n int) {
	z, x := lanes[ir.Half](d, n), lanes[float32](a, n)
	for i := range z {
		z[i] = ir.HalfOf(float64(x[i]))
	}
}

// InSingle calls compute with float32 copies of those tensors that are float16,
// and rounds the results.
func InSingle(dst, in []*device.Tensor, compute func(dst, in []*device.Tensor)) {
	wide := func(tensors []*device.Tensor, elements bool) []*device.Tensor {
		out := slices.Clone(tensors)
		for i, t := range tensors {
			if t.DType == ir.Float16 {
				out[i] = device.New(ir.Float32, t.Shape...)
				if elements {
					Convert(out[i], t)
				}
			}
		}
		return out
	}
	results := wide(dst, false)
	compute(results, wide(in, true))
	for i, t := range dst {
		if t != results[i] {
			Convert(t, results[i])
		}
	}
}

// Convert writes x with the element type of dst: integers wrap, floats round
// to nearest even, floats to integers truncate and saturate (NaN gives 0),
// numbers to bools compare with 0.
func Convert(dst, x *device.Tensor) {
	check("convert", dst, dst.DType, x.Shape)
	if n := x.Len(); n > 0 {
		f := conversions[kernel.TypeOf(x.DType)][kernel.TypeOf(dst.DType)]
		f(unsafe.Pointer(&dst.Bytes()[0]), unsafe.Pointer(&x.Bytes()[0]), nil, nil, n)
	}
}
