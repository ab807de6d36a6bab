package kernel

import "math"

// An expansion of e^x as 2^k·m with m a pair in [√½, √2].
type scaledExp struct {
	m pair
	k Node // signed integer
}

// exp2k reduces x + lo (lo may be none) to x = k·ln 2 + r and returns r as a
// pair, and k as a signed integer. |x| is below 2^11 ln 2.
func (b *Builder) exp2k(x, lo Node) (r pair, i Node) {
	c := ln2Parts.of(b.Type(x))
	k, i := b.round(b.Mul(x, b.like(x, math.Log2E)))
	high := b.Sub(x, b.Mul(k, b.like(x, c[0])))
	low := b.Neg(b.Mul(k, b.like(x, c[1])))
	if lo != none {
		low = b.Add(low, lo)
	}
	return b.twoSum(high, low), i
}

// expm1Reduced returns e^r - 1 as a pair for |r| <= ln(2)/2.
func (b *Builder) expm1Reduced(r pair) pair {
	tail := b.Mul(b.Mul(r.hi, r.hi), b.poly(r.hi, expTable))
	return b.fastTwoSum(r.hi, b.Add(r.lo, tail))
}

// expPair returns e^(x+lo); |x| is below 2^11 ln 2, lo may be none.
func (b *Builder) expPair(x, lo Node) scaledExp {
	r, k := b.exp2k(x, lo)
	tail := b.Add(r.lo, b.Mul(b.Mul(r.hi, r.hi), b.poly(r.hi, expTable)))
	one := b.fastTwoSum(b.like(x, 1), r.hi)
	return scaledExp{b.fastTwoSum(one.hi, b.Add(one.lo, tail)), k}
}

// clampExp limits x to where e^x is neither 0 nor ∞, and a little beyond.
func (b *Builder) clampExp(x Node) Node {
	low, high := -106.0, 91.0
	if b.Type(x) == F64 {
		low, high = -748, 711
	}
	return b.clamp(x, low, high)
}

// Exp returns e^x. In F32 it is the approximation of Cephes' expf, which XLA
// uses, with fused multiply-adds, so that results have the digits of JAX.
//
// Greatest error measured: 1.0 ulp in F32, 0.9 ulp in F64.
func Exp(b *Builder, x Node) Node {
	if b.Type(x) == F32 {
		return exp32(b, x)
	}
	c := ln2Parts.of(b.Type(x))
	y := b.clampExp(x)
	k, i := b.round(b.Mul(y, b.like(x, math.Log2E)))
	r := b.Sub(b.Sub(y, b.Mul(k, b.like(x, c[0]))), b.Mul(k, b.like(x, c[1])))
	p := b.Add(r, b.Mul(b.Mul(r, r), b.poly(r, expTable)))
	return b.ldexp(b.Add(b.like(x, 1), p), i)
}

func exp32(b *Builder, x Node) Node {
	y := b.clampExp(x)
	k, i := b.round(b.Mul(y, b.like(x, math.Log2E)))
	r := b.MulAdd(k, b.like(x, -0.693359375), y)
	r = b.MulAdd(k, b.like(x, 2.12194440e-4), r)
	p := b.mulAddHorner(r, 1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3,
		4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1)
	p = b.MulAdd(p, b.Mul(r, r), r)
	return b.ldexp(b.Add(p, b.like(x, 1)), i)
}

// Exp2 returns 2^x, exact for whole x.
//
// Greatest error measured: 1.0 ulp in F32, 1.0 ulp in F64.
func Exp2(b *Builder, x Node) Node {
	low, high := -152.0, 130.0
	if b.Type(x) == F64 {
		low, high = -1078, 1026
	}
	y := b.clamp(x, low, high)
	k, i := b.round(y)
	f := b.Sub(y, k) // exact
	r := b.Mul(f, b.like(x, math.Ln2))
	p := b.Add(r, b.Mul(b.Mul(r, r), b.poly(r, expTable)))
	return b.ldexp(b.Add(b.like(x, 1), p), i)
}

// expm1Pair returns e^x - 1 as a pair; x is clamped to [-limit, limit], where
// the result is finite.
func (b *Builder) expm1Pair(x Node, limit float64) pair {
	y := b.clamp(x, -limit, limit)
	r, i := b.exp2k(y, none)
	e := b.expm1Reduced(r)
	scale := b.power2(i)
	return b.addPair(b.scale(e, scale), b.twoSum(scale, b.like(x, -1)))
}

// Expm1 returns e^x - 1 without cancellation near 0.
//
// Greatest error measured: 1.0 ulp in F32, 0.9 ulp in F64.
func Expm1(b *Builder, x Node) Node {
	limit, top := 80.0, 40.0
	if b.Type(x) == F64 {
		limit, top = 700, 100
	}
	y := b.sum(b.expm1Pair(x, limit))
	y = b.Select(b.Lt(b.like(x, top), x), Exp(b, x), y)
	return b.keepZero(x, y)
}

// Logistic returns 1/(1 + e^-x). In F32 it is computed by this formula, as in
// JAX, except where e^-x overflows.
//
// Greatest error measured: 2.3 ulp in F32, 0.7 ulp in F64.
func Logistic(b *Builder, x Node) Node {
	if b.Type(x) == F32 {
		one := b.like(x, 1)
		y := b.Div(one, b.Add(one, Exp(b, b.Neg(x))))
		return b.when(b.Lt(x, b.like(x, -88)), func() Node { return Exp(b, x) }, y)
	}
	e := b.expPair(b.clampExp(b.Neg(b.Abs(x))), none)
	z := pair{b.ldexp(e.m.hi, e.k), b.ldexp(e.m.lo, e.k)}
	one := pair{b.like(x, 1), b.like(x, 0)}
	numerator := b.selectPair(b.Lt(x, b.like(x, 0)), z, one)
	return b.sum(b.divPair(numerator, b.addTo(z, b.like(x, 1))))
}
