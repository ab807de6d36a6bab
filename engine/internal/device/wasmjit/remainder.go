package wasmjit

import "fluxion/engine/internal/device/wasmjit/wasmasm"

// remainder computes the remainder of x/y of F64 with the sign of x, exactly,
// by long division in binary: with both as integers times the same power of
// two, the dividend is reduced from its highest bit down.
func remainder(f *wasmasm.Func) {
	const x, y = 0, 1
	m, n := f.Local(wasmasm.I64), f.Local(wasmasm.I64) // mantissas of |x| and |y|
	ex, ey := f.Local(wasmasm.I64), f.Local(wasmasm.I64)
	magnitude := func(v wasmasm.Local) {
		f.Get(v)
		f.Op(wasmasm.F64Abs, wasmasm.I64ReinterpretF64)
	}
	// NaN, an infinite x and a zero y have no remainder.
	const infinity = 0x7ff0000000000000
	magnitude(x)
	f.I64Const(infinity)
	f.Op(wasmasm.I64GeU)
	magnitude(y)
	f.I64Const(infinity)
	f.Op(wasmasm.I64GtU, wasmasm.I32Or)
	magnitude(y)
	f.Op(wasmasm.I64Eqz, wasmasm.I32Or)
	f.If()
	f.I64Const(0x7ff8000000000000)
	f.Op(wasmasm.F64ReinterpretI64, wasmasm.Return)
	f.End()
	magnitude(x)
	magnitude(y)
	f.Op(wasmasm.I64LtU)
	f.If()
	f.Get(x)
	f.Op(wasmasm.Return)
	f.End()

	split := func(v, mantissa, exponent wasmasm.Local) {
		magnitude(v)
		f.I64Const(52)
		f.Op(wasmasm.I64ShrU)
		f.Set(exponent)
		magnitude(v)
		f.I64Const(1<<52 - 1)
		f.Op(wasmasm.I64And)
		f.Set(mantissa)
		f.Get(exponent)
		f.Op(wasmasm.I64Eqz)
		f.If() // subnormal numbers have the exponent of the least normal ones
		f.I64Const(1)
		f.Set(exponent)
		f.Else()
		f.Get(mantissa)
		f.I64Const(1 << 52)
		f.Op(wasmasm.I64Or)
		f.Set(mantissa)
		f.End()
	}
	split(x, m, ex)
	split(y, n, ey)

	reduce := func() { // m = m mod n for m < 2n
		f.Get(m)
		f.Get(n)
		f.Op(wasmasm.I64GeU)
		f.If()
		f.Get(m)
		f.Get(n)
		f.Op(wasmasm.I64Sub)
		f.Set(m)
		f.End()
	}
	// A subnormal y may be much shorter than m: first bring the mantissas to
	// m < 2n by an integer remainder.
	f.Get(m)
	f.Get(n)
	f.Op(wasmasm.I64RemU)
	f.Set(m)
	f.Block()
	f.Loop()
	f.Get(ex)
	f.Get(ey)
	f.Op(wasmasm.I64LeU)
	f.BrIf(1)
	f.Get(m)
	f.I64Const(1)
	f.Op(wasmasm.I64Shl)
	f.Set(m)
	reduce()
	f.Get(ex)
	f.I64Const(1)
	f.Op(wasmasm.I64Sub)
	f.Set(ex)
	f.Br(0)
	f.End()
	f.End()

	sign := func() {
		f.Get(x)
		f.Op(wasmasm.I64ReinterpretF64)
		f.I64Const(-1 << 63)
		f.Op(wasmasm.I64And)
	}
	f.Get(m)
	f.Op(wasmasm.I64Eqz)
	f.If()
	sign()
	f.Op(wasmasm.F64ReinterpretI64, wasmasm.Return)
	f.End()
	// The result is m·2^(ey-1075): bring its highest bit to its place, unless
	// it is subnormal.
	f.Block()
	f.Loop()
	f.Get(m)
	f.I64Const(1 << 52)
	f.Op(wasmasm.I64GeU)
	f.Get(ey)
	f.I64Const(1)
	f.Op(wasmasm.I64LeU, wasmasm.I32Or)
	f.BrIf(1)
	f.Get(m)
	f.I64Const(1)
	f.Op(wasmasm.I64Shl)
	f.Set(m)
	f.Get(ey)
	f.I64Const(1)
	f.Op(wasmasm.I64Sub)
	f.Set(ey)
	f.Br(0)
	f.End()
	f.End()
	// The leading bit of a normal mantissa carries one into the exponent.
	f.Get(m)
	f.Get(ey)
	f.I64Const(1)
	f.Op(wasmasm.I64Sub)
	f.I64Const(52)
	f.Op(wasmasm.I64Shl, wasmasm.I64Add)
	sign()
	f.Op(wasmasm.I64Or, wasmasm.F64ReinterpretI64)
}
