package wasmjit

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

var (
	extractLane = byType{kernel.Mask: wasmasm.I32x4ExtractLane, kernel.I32: wasmasm.I32x4ExtractLane, kernel.U32: wasmasm.I32x4ExtractLane, kernel.F32: wasmasm.F32x4ExtractLane,
		kernel.I64: wasmasm.I64x2ExtractLane, kernel.U64: wasmasm.I64x2ExtractLane, kernel.F64: wasmasm.F64x2ExtractLane}
	replaceLane = byType{kernel.I32: wasmasm.I32x4ReplaceLane, kernel.U32: wasmasm.I32x4ReplaceLane, kernel.F32: wasmasm.F32x4ReplaceLane,
		kernel.I64: wasmasm.I64x2ReplaceLane, kernel.U64: wasmasm.I64x2ReplaceLane, kernel.F64: wasmasm.F64x2ReplaceLane}
	splat = byType{kernel.I32: wasmasm.I32x4Splat, kernel.U32: wasmasm.I32x4Splat, kernel.F32: wasmasm.F32x4Splat,
		kernel.I64: wasmasm.I64x2Splat, kernel.U64: wasmasm.I64x2Splat, kernel.F64: wasmasm.F64x2Splat}
	scalarType = [kernel.NumTypes]wasmasm.ValType{kernel.Mask: wasmasm.I32, kernel.F16: wasmasm.I32, kernel.I32: wasmasm.I32, kernel.U32: wasmasm.I32, kernel.F32: wasmasm.F32,
		kernel.I64: wasmasm.I64, kernel.U64: wasmasm.I64, kernel.F64: wasmasm.F64}
)

// eachLane pushes a vector of values that lane pushes one by one.
func (p *printer) eachLane(t kernel.Type, lane func(k int)) {
	for k := range p.lanes {
		lane(k)
		if k == 0 {
			p.f.Op(splat[t])
		} else {
			p.f.Lane(replaceLane[t], k)
		}
	}
}

// laneByLane computes an operation that has no vector instruction: division
// and remainder, and shifts by amounts that differ.
func (p *printer) laneByLane(ins kernel.Instr, x, y operand) {
	a, b := p.scratch(1), p.scratch(2)
	x()
	y()
	p.f.Set(b)
	p.f.Set(a)
	g := p.module.scalar(ins.Op, ins.From)
	p.eachLane(ins.From, func(k int) {
		p.f.Get(a)
		p.f.Lane(extractLane[ins.From], k)
		p.f.Get(b)
		p.f.Lane(extractLane[ins.From], k)
		p.f.Call(g)
	})
}

// scalar returns the function of scalars that computes an operation.
func (m *module) scalar(op kernel.Op, t kernel.Type) *wasmasm.Func {
	key := scalarKey{op, t}
	if f := m.scalars[key]; f != nil {
		return f
	}
	v := scalarType[t]
	params := []wasmasm.ValType{v, v}
	if op == kernel.Abs {
		params = params[:1]
	}
	f := m.Func(params, []wasmasm.ValType{v})
	m.scalars[key] = f
	f.Named(t.String() + "." + op.String())
	switch {
	case op == kernel.Rem && t == kernel.F64:
		remainder(f)
	case op == kernel.Rem && t == kernel.F32: // exact in F64
		g := m.scalar(op, kernel.F64)
		for _, l := range []wasmasm.Local{0, 1} {
			f.Get(l)
			f.Op(wasmasm.F64PromoteF32)
		}
		f.Call(g)
		f.Op(wasmasm.F32DemoteF64)
	case op == kernel.Div || op == kernel.Rem:
		divide(f, op, t)
	case op == kernel.Shl || op == kernel.Shr || op == kernel.Sar:
		shiftOne(f, op, t)
	case op == kernel.Min || op == kernel.Max || op == kernel.Abs:
		extremeOne(f, op, t)
	default:
		panic(fmt.Sprintf("BUG: wasmjit: no instructions for %v of %v", op, t))
	}
	return f
}

type scalarKey struct {
	op kernel.Op
	t  kernel.Type
}

// An intSet holds the instructions on integers of one width.
type intSet struct {
	eqz, eq, geU, shl, shrU, shrS wasmasm.Opcode
	div, rem                      [2]wasmasm.Opcode // unsigned, signed
	constant                      func(f *wasmasm.Func, v int64)
	bits                          int64
}

var ints = map[wasmasm.ValType]intSet{
	wasmasm.I32: {wasmasm.I32Eqz, wasmasm.I32Eq, wasmasm.I32GeU, wasmasm.I32Shl, wasmasm.I32ShrU, wasmasm.I32ShrS,
		[2]wasmasm.Opcode{wasmasm.I32DivU, wasmasm.I32DivS}, [2]wasmasm.Opcode{wasmasm.I32RemU, wasmasm.I32RemS},
		func(f *wasmasm.Func, v int64) { f.I32Const(int32(v)) }, 32},
	wasmasm.I64: {wasmasm.I64Eqz, wasmasm.I64Eq, wasmasm.I64GeU, wasmasm.I64Shl, wasmasm.I64ShrU, wasmasm.I64ShrS,
		[2]wasmasm.Opcode{wasmasm.I64DivU, wasmasm.I64DivS}, [2]wasmasm.Opcode{wasmasm.I64RemU, wasmasm.I64RemS},
		(*wasmasm.Func).I64Const, 64},
}

func (s intSet) shift(op kernel.Op) wasmasm.Opcode {
	return map[kernel.Op]wasmasm.Opcode{kernel.Shl: s.shl, kernel.Shr: s.shrU, kernel.Sar: s.shrS}[op]
}

// divide computes a quotient or remainder of integers: x/0 = -1, x rem 0 = x,
// and MinInt/-1 = MinInt, where the instruction would trap.
func divide(f *wasmasm.Func, op kernel.Op, t kernel.Type) {
	v := scalarType[t]
	s := ints[v]
	signed := 0
	if t.IsSigned() {
		signed = 1
	}
	f.Get(1)
	f.Op(s.eqz)
	f.IfElse(v)
	if op == kernel.Div {
		s.constant(f, -1)
	} else {
		f.Get(0)
	}
	f.Else()
	switch {
	case op == kernel.Rem: // the instruction gives 0 for MinInt rem -1
		f.Get(0)
		f.Get(1)
		f.Op(s.rem[signed])
	case signed == 1:
		f.Get(1)
		s.constant(f, -1)
		f.Op(s.eq)
		f.IfElse(v)
		s.constant(f, 0)
		f.Get(0)
		f.Op(map[wasmasm.ValType]wasmasm.Opcode{wasmasm.I32: wasmasm.I32Sub, wasmasm.I64: wasmasm.I64Sub}[v])
		f.Else()
		f.Get(0)
		f.Get(1)
		f.Op(s.div[1])
		f.End()
	default:
		f.Get(0)
		f.Get(1)
		f.Op(s.div[0])
	}
	f.End()
}

// shiftOne computes a shift; from the width on all bits are gone.
func shiftOne(f *wasmasm.Func, op kernel.Op, t kernel.Type) {
	v := scalarType[t]
	s := ints[v]
	f.Get(1)
	s.constant(f, s.bits)
	f.Op(s.geU)
	f.IfElse(v)
	if op == kernel.Sar {
		f.Get(0)
		s.constant(f, s.bits-1)
		f.Op(s.shrS)
	} else {
		s.constant(f, 0)
	}
	f.Else()
	f.Get(0)
	f.Get(1)
	f.Op(s.shift(op))
	f.End()
}
