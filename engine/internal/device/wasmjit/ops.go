package wasmjit

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// Every value of a nest is one vector, or a number where the machine has no
// vectors. Where all lanes have at most 32 bits a
// vector holds four of them; otherwise two, and 32-bit values use the lower
// half. A mask has all bits of a lane set or none.

// byType holds an instruction for each lane type; 0 where there is none.
type byType [kernel.NumTypes]wasmasm.Opcode

// vectorOps are the basic operations that one vector instruction computes.
var vectorOps = map[kernel.Op]byType{
	kernel.Add:       {kernel.I32: wasmasm.I32x4Add, kernel.U32: wasmasm.I32x4Add, kernel.F32: wasmasm.F32x4Add, kernel.F64: wasmasm.F64x2Add, kernel.I64: wasmasm.I64x2Add, kernel.U64: wasmasm.I64x2Add},
	kernel.Sub:       {kernel.I32: wasmasm.I32x4Sub, kernel.U32: wasmasm.I32x4Sub, kernel.F32: wasmasm.F32x4Sub, kernel.F64: wasmasm.F64x2Sub, kernel.I64: wasmasm.I64x2Sub, kernel.U64: wasmasm.I64x2Sub},
	kernel.Mul:       {kernel.I32: wasmasm.I32x4Mul, kernel.U32: wasmasm.I32x4Mul, kernel.F32: wasmasm.F32x4Mul, kernel.F64: wasmasm.F64x2Mul, kernel.I64: wasmasm.I64x2Mul, kernel.U64: wasmasm.I64x2Mul},
	kernel.Div:       {kernel.F32: wasmasm.F32x4Div, kernel.F64: wasmasm.F64x2Div},
	kernel.Neg:       {kernel.I32: wasmasm.I32x4Neg, kernel.U32: wasmasm.I32x4Neg, kernel.F32: wasmasm.F32x4Neg, kernel.F64: wasmasm.F64x2Neg, kernel.I64: wasmasm.I64x2Neg, kernel.U64: wasmasm.I64x2Neg},
	kernel.Abs:       {kernel.I32: wasmasm.I32x4Abs, kernel.F32: wasmasm.F32x4Abs, kernel.F64: wasmasm.F64x2Abs, kernel.I64: wasmasm.I64x2Abs},
	kernel.Min:       {kernel.I32: wasmasm.I32x4MinS, kernel.U32: wasmasm.I32x4MinU, kernel.F32: wasmasm.F32x4Min, kernel.F64: wasmasm.F64x2Min},
	kernel.Max:       {kernel.I32: wasmasm.I32x4MaxS, kernel.U32: wasmasm.I32x4MaxU, kernel.F32: wasmasm.F32x4Max, kernel.F64: wasmasm.F64x2Max},
	kernel.Sqrt:      {kernel.F32: wasmasm.F32x4Sqrt, kernel.F64: wasmasm.F64x2Sqrt},
	kernel.Floor:     {kernel.F32: wasmasm.F32x4Floor, kernel.F64: wasmasm.F64x2Floor},
	kernel.Ceil:      {kernel.F32: wasmasm.F32x4Ceil, kernel.F64: wasmasm.F64x2Ceil},
	kernel.Trunc:     {kernel.F32: wasmasm.F32x4Trunc, kernel.F64: wasmasm.F64x2Trunc},
	kernel.RoundEven: {kernel.F32: wasmasm.F32x4Nearest, kernel.F64: wasmasm.F64x2Nearest},
	kernel.And:       ofBits(wasmasm.V128And),
	kernel.Or:        ofBits(wasmasm.V128Or),
	kernel.Xor:       ofBits(wasmasm.V128Xor),
	kernel.Not:       ofBits(wasmasm.V128Not),
	kernel.Eq:        {kernel.I32: wasmasm.I32x4Eq, kernel.U32: wasmasm.I32x4Eq, kernel.F32: wasmasm.F32x4Eq, kernel.F64: wasmasm.F64x2Eq, kernel.I64: wasmasm.I64x2Eq, kernel.U64: wasmasm.I64x2Eq},
	kernel.Ne:        {kernel.Mask: wasmasm.V128Xor, kernel.I32: wasmasm.I32x4Ne, kernel.U32: wasmasm.I32x4Ne, kernel.F32: wasmasm.F32x4Ne, kernel.F64: wasmasm.F64x2Ne, kernel.I64: wasmasm.I64x2Ne, kernel.U64: wasmasm.I64x2Ne},
	kernel.Lt:        {kernel.I32: wasmasm.I32x4LtS, kernel.U32: wasmasm.I32x4LtU, kernel.F32: wasmasm.F32x4Lt, kernel.F64: wasmasm.F64x2Lt, kernel.I64: wasmasm.I64x2LtS},
	kernel.Le:        {kernel.I32: wasmasm.I32x4LeS, kernel.U32: wasmasm.I32x4LeU, kernel.F32: wasmasm.F32x4Le, kernel.F64: wasmasm.F64x2Le, kernel.I64: wasmasm.I64x2LeS},
}

func ofBits(op wasmasm.Opcode) (t byType) {
	for i := range t {
		t[i] = op
	}
	return t
}

// shifts are the shifts of all lanes by one amount.
var shifts = map[kernel.Op][2]wasmasm.Opcode{
	kernel.Shl: {wasmasm.I32x4Shl, wasmasm.I64x2Shl},
	kernel.Shr: {wasmasm.I32x4ShrU, wasmasm.I64x2ShrU},
	kernel.Sar: {wasmasm.I32x4ShrS, wasmasm.I64x2ShrS},
}

// wide reports whether a type has 64-bit lanes.
func wide(t kernel.Type) bool { return t.Size() == 8 }

// An operand pushes a vector when called.
type operand func()

// arithmetic pushes op(x, y) of operands of type t.
func (p *printer) arithmetic(op kernel.Op, t kernel.Type, x, y operand) {
	p.operation(kernel.Instr{Op: op, Type: t, From: t, B: 0, C: kernel.None}, x, y, nil, nil)
}

// or returns the instruction that joins two masks on the stack.
func (p *printer) or() wasmasm.Opcode {
	if p.scalar() {
		return wasmasm.I32Or
	}
	return wasmasm.V128Or
}

// operation pushes the result of an instruction. x, y and z push its operands;
// constant tells the value of y, if it is one, for shifts.
func (p *printer) operation(ins kernel.Instr, x, y, z operand, constant *uint64) {
	if p.scalar() {
		p.scalarOperation(ins, x, y, z, constant)
		return
	}
	f, t := p.f, ins.From
	switch ins.Op {
	case kernel.Move, kernel.Bitcast:
		x()
		return
	case kernel.Select:
		y()
		z()
		x()
		half := p.lanes == 2 && ins.Type != kernel.Mask && !wide(ins.Type)
		if half {
			p.narrowMask()
		}
		switch {
		case !p.fused:
			f.Op(wasmasm.V128BitSelect)
		case p.lanes == 2 && !half:
			f.Op(wasmasm.I64x2RelaxedLaneSelect)
		default:
			f.Op(wasmasm.I32x4RelaxedLaneSelect)
		}
		return
	case kernel.Convert:
		p.convert(ins.From, ins.Type, x)
		return
	case kernel.Fma, kernel.MulAdd:
		p.fma(t, x, y, z)
		return
	case kernel.Shl, kernel.Shr, kernel.Sar:
		if constant != nil {
			p.shift(ins.Op, t, x, *constant)
			return
		}
	case kernel.Eq:
		if t == kernel.Mask {
			x()
			y()
			f.Op(wasmasm.V128Xor, wasmasm.V128Not)
			return
		}
	}
	if op := vectorOps[ins.Op][t]; op != 0 {
		x()
		if ins.B != kernel.None {
			y()
		}
		f.Op(op)
		if ins.Type == kernel.Mask && t != kernel.Mask && !wide(t) {
			p.widenMask()
		}
		return
	}
	switch {
	case t == kernel.U64 && (ins.Op == kernel.Lt || ins.Op == kernel.Le):
		p.flipSign(x)
		p.flipSign(y)
		f.Op(vectorOps[ins.Op][kernel.I64])
	case wide(t) && (ins.Op == kernel.Min || ins.Op == kernel.Max):
		p.extreme64(ins.Op, t, x, y)
	default:
		p.laneByLane(ins, x, y)
	}
}

// A comparison of 32-bit lanes gives 32-bit masks.
func (p *printer) widenMask() {
	if p.lanes == 2 {
		p.f.Op(wasmasm.I64x2ExtendLowI32x4S)
	}
}

// narrowMask turns a mask of 64-bit lanes on the stack into one of 32-bit
// lanes.
func (p *printer) narrowMask() {
	v := p.scratch(0)
	p.f.Tee(v)
	p.f.Get(v)
	p.f.Shuffle([16]byte{0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11})
}

func (p *printer) flipSign(x operand) {
	x()
	p.f.V128Const(1<<63, 1<<63)
	p.f.Op(wasmasm.V128Xor)
}

// extreme64 computes Min or Max of 64-bit integers, which have no instruction.
func (p *printer) extreme64(op kernel.Op, t kernel.Type, x, y operand) {
	a, b := p.scratch(1), p.scratch(2)
	first, second := func() { p.f.Get(a) }, func() { p.f.Get(b) }
	x()
	y()
	p.f.Set(b)
	p.f.Set(a)
	if op == kernel.Max {
		first, second = second, first
	}
	p.f.Get(a)
	p.f.Get(b)
	if t == kernel.U64 {
		p.flipSign(first)
		p.flipSign(second)
	} else {
		first()
		second()
	}
	p.f.Op(wasmasm.I64x2LtS, wasmasm.V128BitSelect)
}

// shift shifts all lanes by a constant; the instructions take it modulo the
// width, but from the width on all bits are gone.
func (p *printer) shift(op kernel.Op, t kernel.Type, x operand, by uint64) {
	width, which := uint64(32), 0
	if wide(t) {
		width, which = 64, 1
	}
	if by >= width && op != kernel.Sar {
		p.f.V128Const(0, 0)
		return
	}
	x()
	p.f.I32Const(int32(min(by, width-1)))
	p.f.Op(shifts[op][which])
}

// fma pushes x·y + z rounded once. Without an instruction for it, the product
// of two F32 is exact in F64, where the sum is rounded before its last
// rounding, as on the host.
func (p *printer) fma(t kernel.Type, x, y, z operand) {
	if p.scalar() {
		p.scalarFma(t, x, y, z)
		return
	}
	f := p.f
	if t != kernel.F32 {
		panic(fmt.Sprintf("BUG: wasmjit: no fused multiply-add of %v", t))
	}
	if p.fused {
		x()
		y()
		z()
		f.Op(wasmasm.F32x4RelaxedMadd)
		return
	}
	v := [3]wasmasm.Local{p.scratch(0), p.scratch(1), p.scratch(2)}
	x()
	y()
	z()
	for i := range v {
		f.Set(v[2-i])
	}
	half := func(get func(wasmasm.Local)) {
		get(v[0])
		f.Op(wasmasm.F64x2PromoteLowF32x4)
		get(v[1])
		f.Op(wasmasm.F64x2PromoteLowF32x4, wasmasm.F64x2Mul)
		get(v[2])
		f.Op(wasmasm.F64x2PromoteLowF32x4, wasmasm.F64x2Add, wasmasm.F32x4DemoteF64x2Zero)
	}
	half(f.Get)
	if p.lanes == 4 {
		half(func(l wasmasm.Local) { f.Get(l); f.Get(l); f.Shuffle(upperHalf) })
		f.Shuffle(lowerHalves)
	}
}

var (
	upperHalf   = [16]byte{8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15}
	lowerHalves = [16]byte{0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23}
)

// constant pushes a vector with the same bits in all lanes.
func (p *printer) constant(t kernel.Type, bits uint64) {
	if p.scalar() {
		p.scalarConstant(t, bits)
		return
	}
	switch {
	case t == kernel.Mask && bits != 0:
		bits = ^uint64(0)
	case t.Size() == 4, t == kernel.F16:
		bits |= bits << 32
	}
	p.f.Lanes(laneType[t])
	p.f.V128Const(bits, bits)
}
