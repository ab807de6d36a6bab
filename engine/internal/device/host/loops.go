package host

import (
	"fmt"
	"math"
	"unsafe"

	"fluxion/engine/internal/device/kernel"
)

// A loop computes n lanes of one instruction.
type loop func(d, a, b, c unsafe.Pointer, n int)

type float interface{ float32 | float64 }
type signed interface{ int32 | int64 }
type unsigned interface{ uint32 | uint64 }
type integer interface{ signed | unsigned }
type number interface{ integer | float }

func lanes[T any](p unsafe.Pointer, n int) []T { return unsafe.Slice((*T)(p), n) }

func lanes2[T any](a, b unsafe.Pointer, n int) (x, y []T) {
	return lanes[T](a, n), lanes[T](b, n)
}

func moveLoop[T any](d, a, _, _ unsafe.Pointer, n int) { copy(lanes[T](d, n), lanes[T](a, n)) }

func addLoop[T number](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] + y[i]
	}
}

func subLoop[T number](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] - y[i]
	}
}

func mulLoop[T number](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] * y[i]
	}
}

func divFloatLoop[T float](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] / y[i]
	}
}

// Go defines MinInt / -1 = MinInt and MinInt % -1 = 0, as we want.
func divIntLoop[T integer](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		if y[i] == 0 {
			z[i] = ^T(0)
		} else {
			z[i] = x[i] / y[i]
		}
	}
}

func remFloatLoop[T float](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = T(math.Mod(float64(x[i]), float64(y[i])))
	}
}

func remIntLoop[T integer](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		if y[i] == 0 {
			z[i] = x[i]
		} else {
			z[i] = x[i] % y[i]
		}
	}
}

func negLoop[T number](d, a, _, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x := lanes[T](a, len(z))
	for i := range z {
		z[i] = -x[i]
	}
}

func absIntLoop[T signed](d, a, _, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x := lanes[T](a, len(z))
	for i := range z {
		z[i] = max(x[i], -x[i])
	}
}

func absFloatLoop[T float](d, a, _, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x := lanes[T](a, len(z))
	for i := range z {
		z[i] = T(math.Abs(float64(x[i])))
	}
}

// The product of two float32 is exact in float64, so the sum is rounded there
// and once more on return.
func fma32Loop(d, a, b, c unsafe.Pointer, n int) {
	z := lanes[float32](d, n)
	x, y := lanes2[float32](a, b, len(z))
	w := lanes[float32](c, len(z))
	for i := range z {
		z[i] = float32(float64(x[i])*float64(y[i]) + float64(w[i]))
	}
}

func fma64Loop(d, a, b, c unsafe.Pointer, n int) {
	z := lanes[float64](d, n)
	x, y := lanes2[float64](a, b, len(z))
	w := lanes[float64](c, len(z))
	for i := range z {
		z[i] = math.FMA(x[i], y[i], w[i])
	}
}

// Go's min and max return NaN if either operand is NaN and order -0 below +0.
func minLoop[T number](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = min(x[i], y[i])
	}
}

func maxLoop[T number](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = max(x[i], y[i])
	}
}

func sqrtLoop[T float](d, a, _, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x := lanes[T](a, len(z))
	for i := range z {
		z[i] = T(math.Sqrt(float64(x[i])))
	}
}

func floorLoop[T float](d, a, _, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x := lanes[T](a, len(z))
	for i := range z {
		z[i] = T(math.Floor(float64(x[i])))
	}
}

func ceilLoop[T float](d, a, _, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x := lanes[T](a, len(z))
	for i := range z {
		z[i] = T(math.Ceil(float64(x[i])))
	}
}

func truncLoop[T float](d, a, _, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x := lanes[T](a, len(z))
	for i := range z {
		z[i] = T(math.Trunc(float64(x[i])))
	}
}

func roundEvenLoop[T float](d, a, _, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x := lanes[T](a, len(z))
	for i := range z {
		z[i] = T(math.RoundToEven(float64(x[i])))
	}
}

func andLoop[T unsigned](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] & y[i]
	}
}

func orLoop[T unsigned](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] | y[i]
	}
}

func xorLoop[T unsigned](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] ^ y[i]
	}
}

func notLoop[T unsigned](d, a, _, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x := lanes[T](a, len(z))
	for i := range z {
		z[i] = ^x[i]
	}
}

func andMaskLoop(d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[bool](d, n)
	x, y := lanes2[bool](a, b, len(z))
	for i := range z {
		z[i] = x[i] && y[i]
	}
}

func orMaskLoop(d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[bool](d, n)
	x, y := lanes2[bool](a, b, len(z))
	for i := range z {
		z[i] = x[i] || y[i]
	}
}

func xorMaskLoop(d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[bool](d, n)
	x, y := lanes2[bool](a, b, len(z))
	for i := range z {
		z[i] = x[i] != y[i]
	}
}

func notMaskLoop(d, a, _, _ unsafe.Pointer, n int) {
	z := lanes[bool](d, n)
	x := lanes[bool](a, len(z))
	for i := range z {
		z[i] = !x[i]
	}
}

func shlLoop[T unsigned](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] << y[i]
	}
}

func shrLoop[T unsigned](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] >> y[i]
	}
}

func sarLoop[S signed, U unsigned](d, a, b, _ unsafe.Pointer, n int) {
	z, x, y := lanes[S](d, n), lanes[S](a, n), lanes[U](b, n)
	for i := range z {
		z[i] = x[i] >> y[i]
	}
}

func eqLoop[T comparable](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[bool](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] == y[i]
	}
}

func neLoop[T comparable](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[bool](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] != y[i]
	}
}

func ltLoop[T number](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[bool](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] < y[i]
	}
}

func leLoop[T number](d, a, b, _ unsafe.Pointer, n int) {
	z := lanes[bool](d, n)
	x, y := lanes2[T](a, b, len(z))
	for i := range z {
		z[i] = x[i] <= y[i]
	}
}

func selectLoop[T any](d, a, b, c unsafe.Pointer, n int) {
	z := lanes[T](d, n)
	m := lanes[bool](a, len(z))
	x, y := lanes2[T](b, c, len(z))
	for i := range z {
		v := y[i]
		if m[i] {
			v = x[i]
		}
		z[i] = v
	}
}

// loops holds the loop of every operation by the type of its operand A; of
// Select by the type of its result. Conversions are in convert.go.
var loops = map[kernel.Op][kernel.NumTypes]loop{
	kernel.Move:   bySize(moveLoop[uint8], moveLoop[uint16], moveLoop[uint32], moveLoop[uint64]),
	kernel.Add:    {kernel.I32: addLoop[int32], kernel.U32: addLoop[uint32], kernel.F32: addLoop[float32], kernel.F64: addLoop[float64], kernel.I64: addLoop[int64], kernel.U64: addLoop[uint64]},
	kernel.Sub:    {kernel.I32: subLoop[int32], kernel.U32: subLoop[uint32], kernel.F32: subLoop[float32], kernel.F64: subLoop[float64], kernel.I64: subLoop[int64], kernel.U64: subLoop[uint64]},
	kernel.Mul:    {kernel.I32: mulLoop[int32], kernel.U32: mulLoop[uint32], kernel.F32: mulLoop[float32], kernel.F64: mulLoop[float64], kernel.I64: mulLoop[int64], kernel.U64: mulLoop[uint64]},
	kernel.Div:    {kernel.I32: divIntLoop[int32], kernel.U32: divIntLoop[uint32], kernel.F32: divFloatLoop[float32], kernel.F64: divFloatLoop[float64], kernel.I64: divIntLoop[int64], kernel.U64: divIntLoop[uint64]},
	kernel.Rem:    {kernel.I32: remIntLoop[int32], kernel.U32: remIntLoop[uint32], kernel.F32: remFloatLoop[float32], kernel.F64: remFloatLoop[float64], kernel.I64: remIntLoop[int64], kernel.U64: remIntLoop[uint64]},
	kernel.Neg:    {kernel.I32: negLoop[int32], kernel.U32: negLoop[uint32], kernel.F32: negLoop[float32], kernel.F64: negLoop[float64], kernel.I64: negLoop[int64], kernel.U64: negLoop[uint64]},
	kernel.Abs:    {kernel.I32: absIntLoop[int32], kernel.F32: absFloatLoop[float32], kernel.F64: absFloatLoop[float64], kernel.I64: absIntLoop[int64]},
	kernel.Fma:    {kernel.F32: fma32Loop, kernel.F64: fma64Loop},
	kernel.MulAdd: {kernel.F32: fma32Loop, kernel.F64: fma64Loop},
	kernel.Min:    {kernel.I32: minLoop[int32], kernel.U32: minLoop[uint32], kernel.F32: minLoop[float32], kernel.F64: minLoop[float64], kernel.I64: minLoop[int64], kernel.U64: minLoop[uint64]},
	kernel.Max:    {kernel.I32: maxLoop[int32], kernel.U32: maxLoop[uint32], kernel.F32: maxLoop[float32], kernel.F64: maxLoop[float64], kernel.I64: maxLoop[int64], kernel.U64: maxLoop[uint64]},

	kernel.Sqrt:      {kernel.F32: sqrtLoop[float32], kernel.F64: sqrtLoop[float64]},
	kernel.Floor:     {kernel.F32: floorLoop[float32], kernel.F64: floorLoop[float64]},
	kernel.Ceil:      {kernel.F32: ceilLoop[float32], kernel.F64: ceilLoop[float64]},
	kernel.Trunc:     {kernel.F32: truncLoop[float32], kernel.F64: truncLoop[float64]},
	kernel.RoundEven: {kernel.F32: roundEvenLoop[float32], kernel.F64: roundEvenLoop[float64]},

	kernel.And: bySize(andMaskLoop, nil, andLoop[uint32], andLoop[uint64]),
	kernel.Or:  bySize(orMaskLoop, nil, orLoop[uint32], orLoop[uint64]),
	kernel.Xor: bySize(xorMaskLoop, nil, xorLoop[uint32], xorLoop[uint64]),
	kernel.Not: bySize(notMaskLoop, nil, notLoop[uint32], notLoop[uint64]),
	kernel.Shl: bySize(nil, nil, shlLoop[uint32], shlLoop[uint64]),
	kernel.Shr: bySize(nil, nil, shrLoop[uint32], shrLoop[uint64]),
	kernel.Sar: bySize(nil, nil, sarLoop[int32, uint32], sarLoop[int64, uint64]),

	kernel.Eq: {kernel.Mask: eqLoop[bool], kernel.I32: eqLoop[int32], kernel.U32: eqLoop[uint32], kernel.F32: eqLoop[float32], kernel.F64: eqLoop[float64], kernel.I64: eqLoop[int64], kernel.U64: eqLoop[uint64]},
	kernel.Ne: {kernel.Mask: neLoop[bool], kernel.I32: neLoop[int32], kernel.U32: neLoop[uint32], kernel.F32: neLoop[float32], kernel.F64: neLoop[float64], kernel.I64: neLoop[int64], kernel.U64: neLoop[uint64]},
	kernel.Lt: {kernel.I32: ltLoop[int32], kernel.U32: ltLoop[uint32], kernel.F32: ltLoop[float32], kernel.F64: ltLoop[float64], kernel.I64: ltLoop[int64], kernel.U64: ltLoop[uint64]},
	kernel.Le: {kernel.I32: leLoop[int32], kernel.U32: leLoop[uint32], kernel.F32: leLoop[float32], kernel.F64: leLoop[float64], kernel.I64: leLoop[int64], kernel.U64: leLoop[uint64]},

	kernel.Select:  bySize(selectLoop[bool], selectLoop[uint16], selectLoop[uint32], selectLoop[uint64]),
	kernel.Bitcast: bySize(nil, nil, moveLoop[uint32], moveLoop[uint64]),
}

func bySize(one, two, four, eight loop) (table [kernel.NumTypes]loop) {
	for t := range kernel.NumTypes {
		switch kernel.Type(t).Size() {
		case 1:
			table[t] = one
		case 2:
			table[t] = two
		case 4:
			table[t] = four
		default:
			table[t] = eight
		}
	}
	return table
}

func loopOf(ins kernel.Instr) loop {
	var f loop
	switch ins.Op {
	case kernel.Convert:
		f = conversions[ins.From][ins.Type]
	case kernel.Select:
		f = loops[ins.Op][ins.Type]
	default:
		f = loops[ins.Op][ins.From]
	}
	if f == nil {
		panic(fmt.Sprintf("host: no loop for %v of %v", ins.Op, ins.From))
	}
	return f
}
