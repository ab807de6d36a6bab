package kernel

import "math"

// erfSmall returns erf(x) - x for |x| <= 1/2.
func (b *Builder) erfSmall(x Node) Node { return b.Mul(x, b.poly(b.Mul(x, x), erfTable)) }

// erfcLarge returns erfc(a) for a >= 1/2 as a pair, 0 beyond the range:
// G((a-4)/(a+4))·e^-a² / (1 + 2a), where G is nearly constant.
func (b *Builder) erfcLarge(a Node) pair {
	end := 10.5
	if b.Type(a) == F64 {
		end = 27.5
	}
	a = b.Min(a, b.like(a, end))
	four := b.like(a, 4)
	t := b.Div(b.Sub(a, four), b.Add(a, four))
	c := erfcTable.of(b.Type(a))
	g := b.fastTwoSum(b.like(a, c[0]), b.Mul(t, b.horner(t, c[1:]...)))
	square := b.twoProd(a, a)
	e := b.expPair(b.Neg(square.hi), b.Neg(square.lo))
	y := b.divPair(b.mulPair(g, e.m), b.twoSum(b.like(a, 1), b.Add(a, a)))
	// Only the sum of the two is correct where the result is subnormal.
	hi := b.ldexp(b.sum(y), e.k)
	return pair{hi, b.ldexp(b.Sub(y.lo, b.Sub(b.sum(y), y.hi)), e.k)}
}

// Erf returns the error function of x.
//
// Greatest error measured: 1.2 ulp in F32, 1.1 ulp in F64.
func Erf(b *Builder, x Node) Node {
	a := b.Abs(x)
	t := b.erfcLarge(a)
	large := b.copySign(b.Sub(b.Sub(b.like(x, 1), t.hi), t.lo), x)
	y := b.Select(b.Lt(a, b.like(x, 0.5)), b.Add(x, b.erfSmall(x)), large)
	return b.keepZero(x, b.Select(b.isNaN(x), x, y))
}

// Erfc returns 1 - erf(x) without cancellation for large x.
//
// Greatest error measured: 1.6 ulp in F32, 1.6 ulp in F64.
func Erfc(b *Builder, x Node) Node {
	one, two, zero := b.like(x, 1), b.like(x, 2), b.like(x, 0)
	small := b.Sub(b.Sub(one, x), b.erfSmall(x))
	t := b.erfcLarge(b.Abs(x))
	large := b.Select(b.Lt(x, zero), b.Sub(b.Sub(two, t.hi), t.lo), b.sum(t))
	y := b.Select(b.Lt(b.Abs(x), b.like(x, 0.5)), small, large)
	return b.Select(b.isNaN(x), x, y)
}

// ErfInv returns the inverse of the error function: ±∞ at ±1, NaN beyond. In
// F32 it is the approximation of Giles ("Approximating the erfinv function",
// 2012) as XLA evaluates it, so that random numbers have the digits of JAX; it
// loses some near ±1, where x·x is rounded.
//
// Greatest error measured: 62.4 ulp in F32, 0.9 ulp in F64.
func ErfInv(b *Builder, x Node) Node {
	if b.Type(x) == F32 {
		return erfInv32(b, x)
	}
	a, one := b.Abs(x), b.like(x, 1)
	// 1 - a is exact for a >= 1/2; elsewhere log needs no such care.
	u := b.Sub(one, a)
	w := b.Neg(Log(b, b.Mul(u, b.Add(one, a))))
	w = b.Min(w, b.like(x, 38))
	near := b.horner(b.Sub(w, b.like(x, 2.5)), erfInvTable.f64...)
	far := b.horner(b.Sub(b.Sqrt(b.Max(w, b.like(x, 4))), b.like(x, 4)), erfInvTailTable.f64...)
	y := b.Mul(a, b.Select(b.Lt(w, b.like(x, 5)), near, far))
	// One step of Halley's method: erf″ = -2y·erf′.
	tail := b.erfcLarge(y)
	small := b.Lt(y, b.like(x, 0.5))
	residual := b.Select(small,
		b.Add(b.Sub(y, a), b.erfSmall(y)),
		b.Sub(b.Sub(u, tail.hi), tail.lo))
	step := b.Mul(b.Mul(residual, Exp(b, b.Mul(y, y))), b.like(x, math.Sqrt(math.Pi)/2))
	y = b.Sub(y, b.Div(step, b.Add(one, b.Mul(y, step))))
	y = b.Select(b.Eq(a, one), b.inf(x), y)
	y = b.Select(b.Le(a, one), y, b.nan(x))
	return b.keepZero(x, b.copySign(y, x))
}

func erfInv32(b *Builder, x Node) Node {
	n := func(v float64) Node { return b.like(x, v) }
	w := b.Neg(Log1p(b, b.Neg(b.Mul(x, x))))
	near := b.mulAddHorner(b.Sub(w, n(2.5)), 2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06,
		0.00021858087, -0.00125372503, -0.00417768164, 0.246640727, 1.50140941)
	far := b.mulAddHorner(b.Sub(b.Sqrt(w), n(3)), -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844,
		0.00573950773, -0.0076224613, 0.00943887047, 1.00167406, 2.83297682)
	y := b.Mul(b.Select(b.Lt(w, n(5)), near, far), x)
	return b.Select(b.Eq(b.Abs(x), n(1)), b.Mul(x, n(math.Inf(1))), y)
}
