package wasmjit

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// conversions are the conversions that one vector instruction computes.
var conversions = map[[2]kernel.Type]wasmasm.Opcode{
	{kernel.I32, kernel.F32}: wasmasm.F32x4ConvertI32x4S,
	{kernel.U32, kernel.F32}: wasmasm.F32x4ConvertI32x4U,
	{kernel.F32, kernel.I32}: wasmasm.I32x4TruncSatF32x4S,
	{kernel.F32, kernel.U32}: wasmasm.I32x4TruncSatF32x4U,
	{kernel.I32, kernel.F64}: wasmasm.F64x2ConvertLowI32x4S,
	{kernel.U32, kernel.F64}: wasmasm.F64x2ConvertLowI32x4U,
	{kernel.F64, kernel.I32}: wasmasm.I32x4TruncSatF64x2SZero,
	{kernel.F64, kernel.U32}: wasmasm.I32x4TruncSatF64x2UZero,
	{kernel.F32, kernel.F64}: wasmasm.F64x2PromoteLowF32x4,
	{kernel.F64, kernel.F32}: wasmasm.F32x4DemoteF64x2Zero,
	{kernel.I32, kernel.I64}: wasmasm.I64x2ExtendLowI32x4S,
	{kernel.I32, kernel.U64}: wasmasm.I64x2ExtendLowI32x4S,
	{kernel.U32, kernel.I64}: wasmasm.I64x2ExtendLowI32x4U,
	{kernel.U32, kernel.U64}: wasmasm.I64x2ExtendLowI32x4U,
}

// laneConversions are those between 64-bit integers and floats, which exist
// for single values only.
var laneConversions = map[[2]kernel.Type]wasmasm.Opcode{
	{kernel.I64, kernel.F32}: wasmasm.F32ConvertI64S,
	{kernel.U64, kernel.F32}: wasmasm.F32ConvertI64U,
	{kernel.I64, kernel.F64}: wasmasm.F64ConvertI64S,
	{kernel.U64, kernel.F64}: wasmasm.F64ConvertI64U,
	{kernel.F32, kernel.I64}: wasmasm.I64TruncSatF32S,
	{kernel.F32, kernel.U64}: wasmasm.I64TruncSatF32U,
	{kernel.F64, kernel.I64}: wasmasm.I64TruncSatF64S,
	{kernel.F64, kernel.U64}: wasmasm.I64TruncSatF64U,
}

// convert pushes x as type to.
func (p *printer) convert(from, to kernel.Type, x operand) {
	f := p.f
	key := [2]kernel.Type{from, to}
	op, vector := conversions[key]
	lane, single := laneConversions[key]
	switch {
	case to == kernel.Mask:
		x()
		p.constant(from, 0)
		f.Op(vectorOps[kernel.Ne][from])
		if !wide(from) {
			p.widenMask()
		}
	case from == kernel.Mask:
		x()
		if p.lanes == 2 && !wide(to) {
			p.narrowMask()
		}
		p.constant(to, kernel.Identity(kernel.Mul, to))
		f.Op(wasmasm.V128And)
	case vector:
		x()
		f.Op(op)
	case single:
		v := p.scratch(1)
		x()
		f.Set(v)
		p.eachLane(to, func(k int) {
			f.Get(v)
			f.Lane(extractLane[from], k)
			f.Op(lane)
		})
	case wide(from) && to.Size() == 4: // the lower half of each lane
		v := p.scratch(0)
		x()
		f.Tee(v)
		f.Get(v)
		f.Shuffle([16]byte{0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11})
	case from.Size() == to.Size(): // signed and unsigned
		x()
	default:
		panic(fmt.Sprintf("BUG: wasmjit: no conversion of %v to %v", from, to))
	}
}
