package kernel

import "math"

// Rsqrt returns 1/√x: ∞ at 0, -∞ at -0, NaN below.
//
// Greatest error measured: 1.5 ulp in F32, 1.5 ulp in F64.
func Rsqrt(b *Builder, x Node) Node {
	return b.Div(b.like(x, 1), b.Sqrt(x))
}

// Cbrt returns the cube root of x, with its sign.
//
// |x| = m·2^3q with m in [1, 8); a cubic first guess, two steps of Halley's
// method, and a last correction from the exact residual.
//
// Greatest error measured: 0.5 ulp in F32, 0.5 ulp in F64.
func Cbrt(b *Builder, x Node) Node {
	f := b.formatOf(x)
	a := b.Abs(x)
	small := b.Lt(a, b.like(x, f.tiny))
	// 2^54 and 2^24 scale subnormals and are cubes.
	shift := 24.0
	if f.float == F64 {
		shift = 54
	}
	scaled := b.Select(small, b.Mul(a, b.like(x, math.Exp2(shift))), a)
	bits := b.Bitcast(scaled, f.signed)
	i := func(v float64) Node { return b.Const(f.signed, v) }
	e := b.Sub(b.Sar(bits, i(f.mantissa)), i(f.bias))
	// ⌊e/3⌋: 21846/2^16 is 1/3 and a little more.
	offset := 3 * math.Floor(f.bias) // makes the dividend positive
	q := b.Sub(b.Sar(b.Mul(b.Add(e, i(offset)), i(21846)), i(16)), i(offset/3))
	m := b.Bitcast(b.Sub(bits, b.Shl(b.Mul(q, i(3)), i(f.mantissa))), f.float)
	y := b.horner(m, cbrtTable.f64...)
	for range 2 {
		cube := b.Mul(b.Mul(y, y), y)
		two := b.like(x, 2)
		y = b.Mul(y, b.Div(b.Add(cube, b.Mul(two, m)), b.Add(b.Mul(two, cube), m)))
	}
	square := b.twoProd(y, y)
	cube := b.mulBy(square, y)
	residual := b.Sub(b.Sub(m, cube.hi), cube.lo)
	y = b.Add(y, b.Div(residual, b.Mul(b.like(x, 3), square.hi)))
	q = b.Select(small, b.Sub(q, i(shift/3)), q)
	y = b.copySign(b.Mul(y, b.power2(q)), x)
	return b.Select(b.And(IsFinite(b, x), b.Ne(x, b.like(x, 0))), y, x)
}

// IntegerPow returns x to the whole power n by binary exponentiation, as JAX
// does: x³ is (x·x)·x, a negative power is the reciprocal of the positive one.
// Integers wrap; their negative powers are 1/x^n in integer division.
func IntegerPow(b *Builder, x Node, n int) Node {
	if n == 0 {
		return b.like(x, 1)
	}
	result, square := none, x
	for k := max(n, -n); k > 0; k >>= 1 {
		if k&1 == 1 {
			if result == none {
				result = square
			} else {
				result = b.Mul(result, square)
			}
		}
		if k > 1 {
			square = b.Mul(square, square)
		}
	}
	if n < 0 {
		return b.Div(b.like(x, 1), result)
	}
	return result
}

// Pow returns x to the power y as IEEE 754 has it: x^0 = 1^y = 1 even for
// NaN, (-1)^±∞ = 1, a negative finite x with a fractional y gives NaN.
//
// Greatest error measured: 0.8 ulp in F32, 0.7 ulp in F64.
func Pow(b *Builder, x, y Node) Node {
	zero, one, inf := b.like(x, 0), b.like(x, 1), b.inf(x)
	a := b.Abs(x)
	// |log a| > 2^-53 unless a is 1, so a larger |y| changes nothing.
	limit, top := 0x1p40, 120.0
	if b.Type(x) == F64 {
		limit, top = 0x1p70, 800
	}
	clamped := b.clamp(y, -limit, limit)
	e := b.mulBy(b.logPair(pair{a, zero}, zero), clamped)
	inside := b.Lt(b.Abs(e.hi), b.like(x, top))
	hi := b.clamp(e.hi, -top, top)
	p := b.expPair(hi, b.Select(inside, e.lo, zero))
	z := b.ldexp(b.sum(p.m), p.k)

	extreme := b.Or(b.Eq(a, zero), b.Eq(a, inf))
	limitValue := b.Select(b.Eq(b.Eq(a, zero), b.Lt(y, zero)), inf, zero)
	z = b.Select(extreme, limitValue, z)
	whole := b.Eq(b.Trunc(y), y)
	half := b.Mul(y, b.like(y, 0.5))
	odd := b.And(whole, b.Ne(b.Trunc(half), half))
	negative := b.Lt(x, zero)
	signed := b.copySign(z, x)
	z = b.Select(odd, signed, z)
	z = b.Select(b.And(b.And(negative, b.Not(whole)), b.Not(extreme)), b.nan(x), z)
	z = b.Select(b.isNaN(x), x, z)
	z = b.Select(b.isNaN(y), y, z)
	return b.Select(b.Or(b.Eq(y, zero), b.Eq(x, one)), one, z)
}
