package wasmjit

import (
	"fmt"
	"math"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// Where the machine has no vector instructions a vector has one lane, and a
// value is a number of WebAssembly's own: this file spells for it what the
// others spell with vectors. A mask is 0 or 1 then, as comparisons give it.

// scalarOps are the basic operations that one scalar instruction computes.
var scalarOps = map[kernel.Op]byType{
	kernel.Add:       numbers(wasmasm.I32Add, wasmasm.F32Add, wasmasm.F64Add, wasmasm.I64Add),
	kernel.Sub:       numbers(wasmasm.I32Sub, wasmasm.F32Sub, wasmasm.F64Sub, wasmasm.I64Sub),
	kernel.Mul:       numbers(wasmasm.I32Mul, wasmasm.F32Mul, wasmasm.F64Mul, wasmasm.I64Mul),
	kernel.Div:       numbers(0, wasmasm.F32Div, wasmasm.F64Div, 0),
	kernel.Neg:       numbers(0, wasmasm.F32Neg, wasmasm.F64Neg, 0),
	kernel.Abs:       numbers(0, wasmasm.F32Abs, wasmasm.F64Abs, 0),
	kernel.Min:       numbers(0, wasmasm.F32Min, wasmasm.F64Min, 0),
	kernel.Max:       numbers(0, wasmasm.F32Max, wasmasm.F64Max, 0),
	kernel.Sqrt:      numbers(0, wasmasm.F32Sqrt, wasmasm.F64Sqrt, 0),
	kernel.Floor:     numbers(0, wasmasm.F32Floor, wasmasm.F64Floor, 0),
	kernel.Ceil:      numbers(0, wasmasm.F32Ceil, wasmasm.F64Ceil, 0),
	kernel.Trunc:     numbers(0, wasmasm.F32Trunc, wasmasm.F64Trunc, 0),
	kernel.RoundEven: numbers(0, wasmasm.F32Nearest, wasmasm.F64Nearest, 0),
	kernel.And:       numbers(wasmasm.I32And, 0, 0, wasmasm.I64And),
	kernel.Or:        numbers(wasmasm.I32Or, 0, 0, wasmasm.I64Or),
	kernel.Xor:       numbers(wasmasm.I32Xor, 0, 0, wasmasm.I64Xor),
	kernel.Not:       {kernel.Mask: wasmasm.I32Eqz},
	kernel.Eq:        numbers(wasmasm.I32Eq, wasmasm.F32Eq, wasmasm.F64Eq, wasmasm.I64Eq),
	kernel.Ne:        numbers(wasmasm.I32Ne, wasmasm.F32Ne, wasmasm.F64Ne, wasmasm.I64Ne),
	kernel.Lt: {kernel.I32: wasmasm.I32LtS, kernel.U32: wasmasm.I32LtU, kernel.F32: wasmasm.F32Lt, kernel.F64: wasmasm.F64Lt,
		kernel.I64: wasmasm.I64LtS, kernel.U64: wasmasm.I64LtU},
	kernel.Le: {kernel.I32: wasmasm.I32LeS, kernel.U32: wasmasm.I32LeU, kernel.F32: wasmasm.F32Le, kernel.F64: wasmasm.F64Le,
		kernel.I64: wasmasm.I64LeS, kernel.U64: wasmasm.I64LeU},
}

// numbers returns instructions that are the same for signed and unsigned
// integers, and for masks those of 32 bits.
func numbers(i32, f32, f64, i64 wasmasm.Opcode) byType {
	return byType{kernel.Mask: i32, kernel.I32: i32, kernel.U32: i32, kernel.F32: f32, kernel.F64: f64, kernel.I64: i64, kernel.U64: i64}
}

// scalarConversions are those that laneConversions does not have.
var scalarConversions = map[[2]kernel.Type]wasmasm.Opcode{
	{kernel.I32, kernel.F32}: wasmasm.F32ConvertI32S,
	{kernel.U32, kernel.F32}: wasmasm.F32ConvertI32U,
	{kernel.F32, kernel.I32}: wasmasm.I32TruncSatF32S,
	{kernel.F32, kernel.U32}: wasmasm.I32TruncSatF32U,
	{kernel.I32, kernel.F64}: wasmasm.F64ConvertI32S,
	{kernel.U32, kernel.F64}: wasmasm.F64ConvertI32U,
	{kernel.F64, kernel.I32}: wasmasm.I32TruncSatF64S,
	{kernel.F64, kernel.U32}: wasmasm.I32TruncSatF64U,
	{kernel.F32, kernel.F64}: wasmasm.F64PromoteF32,
	{kernel.F64, kernel.F32}: wasmasm.F32DemoteF64,
	{kernel.I32, kernel.I64}: wasmasm.I64ExtendI32S,
	{kernel.I32, kernel.U64}: wasmasm.I64ExtendI32S,
	{kernel.U32, kernel.I64}: wasmasm.I64ExtendI32U,
	{kernel.U32, kernel.U64}: wasmasm.I64ExtendI32U,
}

// reinterpretations read the bits of one type of value as another.
var reinterpretations = map[[2]wasmasm.ValType]wasmasm.Opcode{
	{wasmasm.I32, wasmasm.F32}: wasmasm.F32ReinterpretI32,
	{wasmasm.F32, wasmasm.I32}: wasmasm.I32ReinterpretF32,
	{wasmasm.I64, wasmasm.F64}: wasmasm.F64ReinterpretI64,
	{wasmasm.F64, wasmasm.I64}: wasmasm.I64ReinterpretF64,
}

var (
	scalarLoads = byType{kernel.Mask: wasmasm.I32Load8U, kernel.F16: wasmasm.I32Load16U, kernel.I32: wasmasm.I32Load, kernel.U32: wasmasm.I32Load, kernel.F32: wasmasm.F32Load,
		kernel.F64: wasmasm.F64Load, kernel.I64: wasmasm.I64Load, kernel.U64: wasmasm.I64Load}
	scalarStores = byType{kernel.Mask: wasmasm.I32Store8, kernel.F16: wasmasm.I32Store16, kernel.I32: wasmasm.I32Store, kernel.U32: wasmasm.I32Store, kernel.F32: wasmasm.F32Store,
		kernel.F64: wasmasm.F64Store, kernel.I64: wasmasm.I64Store, kernel.U64: wasmasm.I64Store}
)

// scalar reports whether the printer does without vectors.
func (p *printer) scalar() bool { return p.lanes == 1 }

// valType returns the type of the locals that hold values of type t.
func (p *printer) valType(t kernel.Type) wasmasm.ValType {
	if p.scalar() {
		return scalarType[t]
	}
	return wasmasm.V128
}

// scalarConstant pushes a constant.
func (p *printer) scalarConstant(t kernel.Type, bits uint64) {
	switch scalarType[t] {
	case wasmasm.I32:
		p.f.I32Const(int32(bits))
	case wasmasm.I64:
		p.f.I64Const(int64(bits))
	case wasmasm.F32:
		p.f.F32Const(math.Float32frombits(uint32(bits)))
	default:
		p.f.F64Const(math.Float64frombits(bits))
	}
}

// scalarOperation is operation for one lane.
func (p *printer) scalarOperation(ins kernel.Instr, x, y, z operand, constant *uint64) {
	f, t := p.f, ins.From
	if op := scalarOps[ins.Op][t]; op != 0 {
		x()
		if ins.B != kernel.None {
			y()
		}
		f.Op(op)
		return
	}
	switch ins.Op {
	case kernel.Move:
		x()
	case kernel.Bitcast:
		x()
		if op := reinterpretations[[2]wasmasm.ValType{scalarType[t], scalarType[ins.Type]}]; op != 0 {
			f.Op(op)
		}
	case kernel.Select:
		y()
		z()
		x()
		f.Op(wasmasm.Select)
	case kernel.Convert:
		p.scalarConvert(t, ins.Type, x)
	case kernel.Fma, kernel.MulAdd:
		p.scalarFma(t, x, y, z)
	case kernel.Neg:
		p.scalarConstant(t, 0)
		x()
		f.Op(scalarOps[kernel.Sub][t])
	case kernel.Not:
		x()
		p.scalarConstant(t, ^uint64(0))
		f.Op(scalarOps[kernel.Xor][t])
	case kernel.Abs:
		x()
		f.Call(p.module.scalar(ins.Op, t))
	case kernel.Shl, kernel.Shr, kernel.Sar:
		if constant != nil {
			p.scalarShift(ins.Op, t, x, *constant)
			return
		}
		fallthrough
	default:
		x()
		y()
		f.Call(p.module.scalar(ins.Op, t))
	}
}

// scalarShift is shift for one lane.
func (p *printer) scalarShift(op kernel.Op, t kernel.Type, x operand, by uint64) {
	s := ints[scalarType[t]]
	width := uint64(s.bits)
	if by >= width && op != kernel.Sar {
		p.scalarConstant(t, 0)
		return
	}
	x()
	s.constant(p.f, int64(min(by, width-1)))
	p.f.Op(s.shift(op))
}

// scalarFma is fma for one lane.
func (p *printer) scalarFma(t kernel.Type, x, y, z operand) {
	if t != kernel.F32 {
		panic(fmt.Sprintf("BUG: wasmjit: no fused multiply-add of %v", t))
	}
	x()
	p.f.Op(wasmasm.F64PromoteF32)
	y()
	p.f.Op(wasmasm.F64PromoteF32, wasmasm.F64Mul)
	z()
	p.f.Op(wasmasm.F64PromoteF32, wasmasm.F64Add, wasmasm.F32DemoteF64)
}

// scalarConvert is convert for one lane.
func (p *printer) scalarConvert(from, to kernel.Type, x operand) {
	x()
	if to == kernel.Mask {
		p.scalarConstant(from, 0)
		p.f.Op(scalarOps[kernel.Ne][from])
		return
	}
	if from == kernel.Mask {
		from = kernel.U32
	}
	key := [2]kernel.Type{from, to}
	if op := scalarConversions[key] + laneConversions[key]; op != 0 { // one of them is 0
		p.f.Op(op)
	} else if scalarType[from] == wasmasm.I64 && scalarType[to] == wasmasm.I32 {
		p.f.Op(wasmasm.I32WrapI64)
	}
}

// extremeOne computes Min or Max of two integers, and Abs of one.
func extremeOne(f *wasmasm.Func, op kernel.Op, t kernel.Type) {
	less := scalarOps[kernel.Lt][t]
	s := ints[scalarType[t]]
	switch op {
	case kernel.Min:
		f.Get(0)
		f.Get(1)
		f.Get(0)
		f.Get(1)
		f.Op(less)
	case kernel.Max:
		f.Get(1)
		f.Get(0)
		f.Get(0)
		f.Get(1)
		f.Op(less)
	default:
		s.constant(f, 0)
		f.Get(0)
		f.Op(scalarOps[kernel.Sub][t])
		f.Get(0)
		f.Get(0)
		s.constant(f, 0)
		f.Op(less)
	}
	f.Op(wasmasm.Select)
}

// loads returns the instruction that loads a whole vector, and stores the one
// that stores it; masks are not meant.
func (p *printer) loads(t kernel.Type) wasmasm.Opcode {
	if p.scalar() {
		return scalarLoads[t]
	}
	return wasmasm.V128Load
}

func (p *printer) stores(t kernel.Type) wasmasm.Opcode {
	if p.scalar() {
		return scalarStores[t]
	}
	return wasmasm.V128Store
}
