package kernel

import "math"

// normalise returns positive x as m·2^k with m in [√½, √2) and k a signed
// integer; subnormal x are scaled first.
func (b *Builder) normalise(x Node) (m, k Node) {
	f := b.formatOf(x)
	small := b.Lt(x, b.like(x, f.tiny))
	shift := f.mantissa + 2
	x = b.Select(small, b.Mul(x, b.like(x, math.Exp2(shift))), x)
	bits := b.Bitcast(x, f.signed)
	half := b.Bitcast(b.like(x, math.Sqrt2/2), f.signed)
	width := b.Const(f.signed, f.mantissa)
	k = b.Sar(b.Sub(bits, half), width)
	m = b.Bitcast(b.Sub(bits, b.Shl(k, width)), f.float)
	k = b.Select(small, b.Sub(k, b.Const(f.signed, shift)), k)
	return m, k
}

// logPair returns log(x.hi + x.lo) + offset·ln 2 as a pair, for finite
// x.hi > 0, to about 2^-64 of the result (2^-36 in F32): log m = 2·atanh(s)
// with s = (m-1)/(m+1), whose first two terms are pairs.
func (b *Builder) logPair(x pair, offset Node) pair {
	m, ki := b.normalise(x.hi)
	// m is x.hi·2^-k; the same factor for x.lo, in two steps.
	lo := b.ldexp(x.lo, b.Neg(ki))
	one := b.like(m, 1)
	f := b.addTo(pair{b.Sub(m, one), b.like(m, 0)}, lo)
	s := b.divPair(f, b.addTo(f, b.like(m, 2)))
	z := b.mulPair(s, s)
	cube := b.mulPair(s, z)
	high := b.Mul(b.Mul(cube.hi, z.hi), b.poly(z.hi, logTable))
	tail := b.addTo(b.mulPair(cube, b.pairOf(m, twoThirdsPair)), high)
	y := b.addPair(b.scale(s, b.like(m, 2)), tail)
	k := b.Add(b.toFloat(ki), offset)
	c := ln2Parts.of(b.Type(m))
	k2 := b.twoSum(b.Mul(k, b.like(m, c[0])), b.Mul(k, b.like(m, c[1])))
	return b.addPair(k2, y)
}

// logOf is logPair rounded.
func (b *Builder) logOf(x pair, offset Node) Node { return b.sum(b.logPair(x, offset)) }

// logEdges returns y where x > 0 is finite, and otherwise the limits of a
// logarithm: -∞ at 0, NaN below, x at +∞ and NaN.
func (b *Builder) logEdges(x, y Node) Node {
	zero := b.like(x, 0)
	y = b.Select(b.Lt(x, b.inf(x)), y, x)
	y = b.Select(b.Lt(x, zero), b.nan(x), y)
	return b.Select(b.Eq(x, zero), b.like(x, math.Inf(-1)), y)
}

// Log returns the natural logarithm of x. In F32 it is the approximation of
// Cephes' logf, which XLA uses, so that results have the digits of JAX.
//
// Greatest error measured: 1.2 ulp in F32, 0.8 ulp in F64.
func Log(b *Builder, x Node) Node {
	m, ki := b.normalise(x)
	k := b.toFloat(ki)
	f := b.Sub(m, b.like(m, 1))
	if b.Type(x) == F32 {
		return b.logEdges(x, log32(b, f, k))
	}
	c := ln2Parts.f64
	half := b.Mul(b.like(m, 0.5), b.Mul(f, f))
	s := b.Div(f, b.Add(f, b.like(m, 2)))
	z := b.Mul(s, s)
	// log(1+f) = f - f²/2 + s·(f²/2 + R), R = z·(2/3 + z·…).
	r := b.Mul(z, b.Add(b.like(m, 2./3), b.Mul(z, b.poly(z, logTable))))
	low := b.Add(b.Mul(s, b.Add(half, r)), b.Mul(k, b.like(m, c[1])))
	y := b.Sub(b.Mul(k, b.like(m, c[0])), b.Sub(b.Sub(half, low), f))
	return b.logEdges(x, y)
}

// log32 returns log(1+f) + k·ln 2 for √½ <= 1+f < √2.
func log32(b *Builder, f, k Node) Node {
	z := b.Mul(f, f)
	cube := b.Mul(z, f)
	y0 := b.mulAddHorner(f, 7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1)
	y1 := b.mulAddHorner(f, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1)
	y2 := b.mulAddHorner(f, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1)
	y := b.MulAdd(b.MulAdd(y0, cube, y1), cube, y2)
	y = b.MulAdd(y, cube, b.Mul(k, b.like(f, -2.12194440e-4)))
	y = b.Add(b.Sub(f, b.Mul(z, b.like(f, 0.5))), y)
	return b.Add(y, b.Mul(k, b.like(f, 0.693359375)))
}

// Log2 returns the logarithm of x to base 2, exact for powers of two.
//
// Greatest error measured: 0.6 ulp in F32, 0.6 ulp in F64.
func Log2(b *Builder, x Node) Node {
	m, ki := b.normalise(x)
	one := b.like(x, 1)
	f := b.Sub(m, one)
	s := b.divPair(pair{f, b.like(x, 0)}, b.twoSum(b.like(x, 2), f))
	z := b.Mul(s.hi, s.hi)
	tail := b.Mul(b.Mul(s.hi, z), b.Add(b.like(x, 2./3), b.Mul(z, b.poly(z, logTable))))
	y := b.mulPair(b.addTo(b.scale(s, b.like(x, 2)), tail), b.pairOf(x, inverseLn2Pair))
	return b.logEdges(x, b.sum(b.addTo(y, b.toFloat(ki))))
}

// Log1p returns log(1 + x) without cancellation near 0. In F32 it is the
// approximation of Cephes' log1p where |x| < √2 - 1, and log of the rounded
// sum elsewhere, as XLA has it, so that results have the digits of JAX.
//
// Greatest error measured: 2.4 ulp in F32, 1.0 ulp in F64.
func Log1p(b *Builder, x Node) Node {
	if b.Type(x) == F32 {
		return log1p32(b, x)
	}
	u := b.twoSum(b.like(x, 1), x)
	return b.keepZero(x, b.logEdges(u.hi, b.logOf(u, b.like(x, 0))))
}

func log1p32(b *Builder, x Node) Node {
	u := b.Add(b.like(x, 1), x)
	p := b.mulAddHorner(x, 4.5270000862445199635215e-5, 4.9854102823193375972212e-1, 6.5787325942061044846969,
		2.9911919328553073277375e1, 6.0949667980987787057556e1, 5.7112963590585538103336e1, 2.0039553499201281259648e1)
	q := b.mulAddHorner(x, 1, 1.5062909083469192043167e1, 8.3047565967967209469434e1, 2.2176239823732856465394e2,
		3.0909872225312059774938e2, 2.1642788614495947685003e2, 6.0118660497603843919306e1)
	z := b.Mul(x, x)
	tail := b.Sub(b.Mul(b.Mul(z, x), b.Div(p, q)), b.Mul(z, b.like(x, 0.5)))
	near := b.Lt(b.Abs(x), b.like(x, math.Sqrt2-1))
	return b.Select(near, b.keepZero(x, b.Add(x, tail)), Log(b, u))
}
