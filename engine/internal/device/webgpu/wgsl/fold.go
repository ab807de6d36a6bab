package wgsl

import (
	"math"

	"fluxion/engine/internal/device/kernel"
)

// folded returns the bits of an operation on integer constants; false where that
// is left to the GPU.
func folded(ins kernel.Instr, args []value) (bits uint32, ok bool) {
	for _, a := range args {
		if !a.constant {
			return 0, false
		}
	}
	if t := ins.From; t != kernel.I32 && t != kernel.U32 {
		return 0, false
	}
	x, y := args[0].word, uint32(0)
	if len(args) > 1 {
		y = args[1].word
	}
	switch ins.Op {
	case kernel.Add:
		return x + y, true
	case kernel.Sub:
		return x - y, true
	case kernel.Mul:
		return x * y, true
	case kernel.And:
		return x & y, true
	case kernel.Or:
		return x | y, true
	case kernel.Xor:
		return x ^ y, true
	case kernel.Not:
		return ^x, true
	case kernel.Neg:
		return -x, true
	case kernel.Shl:
		return x << min(y, 32), true
	case kernel.Shr:
		return x >> min(y, 32), true
	case kernel.Sar:
		return uint32(int32(x) >> min(y, 31)), true
	case kernel.Bitcast:
		return x, true
	case kernel.Convert:
		if ins.Type == kernel.F32 && ins.From == kernel.I32 {
			return math.Float32bits(float32(int32(x))), true
		}
		return x, ins.Type == kernel.I32 || ins.Type == kernel.U32
	}
	return 0, false
}
