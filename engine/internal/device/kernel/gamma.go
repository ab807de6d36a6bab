package kernel

import "math"

// Lgamma returns log|Γ(x)|, ∞ at 0, at negative whole numbers and at ±∞.
//
// For x >= 8 Stirling's series; on [1/2, 3] polynomials that vanish where
// lgamma does; in between, x is brought to [2, 3] by the recurrence; below 1/2
// by it or, if negative, by reflection.
//
// Greatest error measured: 2.0 ulp in F32, 2.0 ulp in F64; for negative x in
// ulps of the terms that cancel, which are about log Γ(|x|).
func Lgamma(b *Builder, x Node) Node {
	reflected := b.Lt(x, b.like(x, -0.5))
	y := b.lgammaPositive(b.Select(reflected, b.Neg(x), x))
	y = b.when(reflected, func() Node {
		// Γ(-a)·Γ(a)·a·sin(πa) = -π.
		a := b.Neg(x)
		sin, _ := b.sinCosPi(b.nearest(a))
		sin = b.scale(sin, b.copySign(b.like(x, 1), sin.hi))
		l := b.logPair(b.mulBy(sin, a), b.like(x, 0))
		z := b.addPair(b.pairOf(x, logPiPair), b.scale(l, b.like(x, -1)))
		return b.Select(b.Eq(sin.hi, b.like(x, 0)), b.inf(x), b.sum(b.addTo(z, b.Neg(y))))
	}, y)
	return b.Select(b.Eq(b.Abs(x), b.inf(x)), b.inf(x), y)
}

// lgammaPositive returns lgamma(x) for x >= -1/2.
func (b *Builder) lgammaPositive(x Node) Node {
	n := func(v float64) Node { return b.like(x, v) }
	one, two := n(1), n(2)
	low := b.Lt(x, n(0.5))
	up := b.Select(low, b.Add(x, one), x)
	near := b.Lt(up, n(1.5)) // around 1 rather than 2
	// Down from [3, 8) to [2, 3), collecting the product.
	product, v := one, up
	for range 5 {
		high := b.Le(n(3), v)
		down := b.Sub(v, one)
		product = b.Select(high, b.Mul(product, down), product)
		v = b.Select(high, down, v)
	}
	s1 := b.Select(low, x, b.Sub(up, one)) // exact, also for tiny x
	s2 := b.Sub(v, two)
	y := b.Select(near,
		b.factored(b.Sub(b.Mul(s1, s1), s1), s1, lgamma1Table),
		b.factored(b.Add(b.Mul(s2, s2), s2), s2, lgamma2Table))
	logarithm := Log(b, b.Select(low, b.Abs(x), product))
	y = b.Add(y, b.Select(low, b.Neg(logarithm), logarithm))
	return b.when(b.Not(b.Lt(x, n(8))), func() Node { return b.stirling(x) }, y)
}

// factored returns factor·p(s), the sum p rounded only with the product.
func (b *Builder) factored(factor, s Node, t table) Node {
	p := b.headed(s, t)
	return b.Add(b.Mul(factor, p.hi), b.Mul(factor, p.lo))
}

// stirling returns lgamma(x) for x >= 8 from its asymptotic series.
func (b *Builder) stirling(x Node) Node {
	zero := b.like(x, 0)
	finite := b.Min(x, b.like(x, b.formatOf(x).greatest))
	r := b.Div(b.like(x, 1), x)
	tail := b.Mul(r, b.poly(b.Mul(r, r), stirlingTable))
	l := b.addTo(b.logPair(pair{finite, zero}, zero), b.like(x, -1))
	y := b.mulPair(l, b.twoSum(x, b.like(x, -0.5)))
	y.lo = b.Add(y.lo, b.Add(tail, b.like(x, 0.5*math.Log(2*math.Pi)-0.5)))
	z := b.sum(y)
	// Far out the product overflows where its high part already has.
	return b.Select(b.Lt(b.Abs(y.hi), b.inf(x)), z, b.Select(b.isNaN(x), x, b.inf(x)))
}

// Digamma returns the derivative of lgamma, NaN at 0 and at negative whole
// numbers and at -∞.
//
// Greatest error measured: 2.0 ulp in F32, 1.8 ulp in F64; for negative x in
// ulps of 4, about the size of the terms that cancel.
func Digamma(b *Builder, x Node) Node {
	n := func(v float64) Node { return b.like(x, v) }
	reflected := b.Lt(x, n(0))
	y := b.digammaPositive(b.Select(reflected, b.Sub(n(1), x), x))
	y = b.when(reflected, func() Node {
		// ψ(x) = ψ(1-x) - π·cot(πx).
		f := b.nearest(x)
		cot := b.mulPair(b.cotPi(f), b.pairOf(x, piPair))
		return b.sum(b.addTo(b.scale(cot, n(-1)), y))
	}, y)
	pole := b.And(b.Le(x, n(0)), b.Eq(b.Floor(x), x))
	return b.Select(pole, b.nan(x), y)
}

// digammaPositive returns digamma(x) for x > 0.
func (b *Builder) digammaPositive(x Node) Node {
	n := func(v float64) Node { return b.like(x, v) }
	one := n(1)
	low := b.Lt(x, one)
	v := b.Select(low, b.Add(x, one), x)
	sum := b.divPair(pair{n(-1), n(0)}, pair{x, n(0)})
	sum.lo = b.Select(IsFinite(b, sum.lo), sum.lo, n(0)) // x may be subnormal
	sum = b.selectPair(low, sum, pair{n(0), n(0)})
	for range 6 {
		high := b.Lt(n(2.5), v)
		down := b.Sub(v, one)
		s := b.twoSum(b.Select(high, b.Div(one, down), n(0)), sum.hi)
		sum = pair{s.hi, b.Add(sum.lo, s.lo)}
		v = b.Select(high, down, v)
	}
	// Near the zero the factor d = v - zero carries the relative precision.
	zero := digammaZero.of(b.Type(x))
	d := b.Sub(b.Sub(b.Sub(v, n(zero[0])), n(zero[1])), n(zero[2]))
	y := b.factored(d, b.Sub(v, n(1.75)), digammaTable)
	y = b.Add(sum.hi, b.Add(y, sum.lo))
	return b.when(b.Not(b.Lt(x, n(8))), func() Node {
		r := b.Div(one, x)
		z := b.Mul(r, r)
		tail := b.Add(b.Mul(n(0.5), r), b.Mul(z, b.poly(z, digammaTailTable)))
		return b.Sub(Log(b, x), tail)
	}, y)
}

// bernoulli holds B_2, B_4, …
var bernoulli = []float64{1. / 6, -1. / 30, 1. / 42, -1. / 30, 5. / 66, -691. / 2730,
	7. / 6, -3617. / 510, 43867. / 798, -174611. / 330, 854513. / 138}

// Polygamma returns the derivative of order order >= 1 of digamma at x:
// (-1)^(n+1)·n!·ζ(n+1, x) for order n. At 0 and the negative whole numbers it
// is ∞ for odd orders and NaN for even ones.
//
// Greatest error measured for orders 1 to 3: 1.6 ulp in F32, 1.5 ulp in F64; for
// negative x and even orders in ulps of 1 near the zeros.
func Polygamma(b *Builder, order int, x Node) Node {
	n := func(v float64) Node { return b.like(x, v) }
	reflected := b.Lt(x, n(0))
	y := b.hurwitz(order, b.Select(reflected, b.Sub(n(1), x), x))
	if order%2 == 0 {
		y = b.Neg(y)
	}
	y = b.when(reflected, func() Node {
		// (-1)^n·ψ_n(1-x) - ψ_n(x) = π·dⁿ/dxⁿ cot(πx) = π^(n+1)·P_n(cot πx).
		f := b.nearest(x)
		cot := b.cotPi(f)
		c := cotDerivative(order)
		p := pair{n(c[order+1]), n(0)}
		for k := order; k >= 0; k-- {
			p = b.addTo(b.mulPair(p, cot), n(c[k]))
		}
		for range order + 1 {
			p = b.mulPair(p, b.pairOf(x, piPair))
		}
		mirror := y
		if order%2 == 1 {
			mirror = b.Neg(y)
		}
		return b.Neg(b.sum(b.addTo(p, b.Neg(mirror))))
	}, y)
	at := b.inf(x)
	if order%2 == 0 {
		at = b.nan(x)
	}
	pole := b.And(b.Le(x, n(0)), b.Eq(b.Floor(x), x))
	return b.Select(pole, at, y)
}

// cotDerivative returns the coefficients, lowest first, of P_n with
// dⁿ/dtⁿ cot t = P_n(cot t): P_0 = c and P_(n+1) = -(1 + c²)·P_n′.
func cotDerivative(order int) []float64 {
	p := []float64{0, 1}
	for range order {
		next := make([]float64, len(p)+1)
		for k := 1; k < len(p); k++ {
			d := float64(k) * p[k]
			next[k-1] -= d
			next[k+1] -= d
		}
		p = next
	}
	return p
}

// hurwitz returns n!·Σ (x+k)^-(n+1) over k >= 0 for x > 0: below 8 + n (5 + n/2
// in F32) as many terms one by one, the rest by the Euler–Maclaurin formula.
func (b *Builder) hurwitz(order int, x Node) Node {
	n := func(v float64) Node { return b.like(x, v) }
	count, terms := 8+order, len(bernoulli)
	if b.Type(x) == F32 {
		count, terms = 5+order/2, 6
	}
	near := b.Lt(x, n(float64(count)))
	z := b.selectPair(near, b.twoSum(x, n(float64(count))), pair{x, n(0)})
	r := b.Div(n(1), z.hi)
	q := b.Mul(r, r)
	factorial := math.Gamma(float64(order) + 1)
	head := b.Add(b.Mul(n(0.5), r), b.Mul(q, b.horner(q, eulerMaclaurin(order)[:terms]...)))
	power := b.powerPair(z, order)
	rest := b.reciprocal(power, b.fastTwoSum(n(factorial/float64(order)), b.Mul(head, n(factorial))))
	return b.when(near, func() Node {
		sum := pair{rest, n(0)}
		for k := count - 1; k >= 0; k-- {
			term := b.reciprocal(b.powerPair(b.twoSum(x, n(float64(k))), order+1), pair{n(factorial), n(0)})
			s := b.twoSum(term, sum.hi)
			sum = pair{s.hi, b.Add(s.lo, sum.lo)}
		}
		return b.Select(b.Lt(sum.hi, b.inf(x)), b.sum(sum), sum.hi)
	}, rest)
}

// eulerMaclaurin returns B_2j/(2j)!·s(s+1)…(s+2j-2) for j = 1, 2, …, s = order + 1.
func eulerMaclaurin(order int) []float64 {
	s := float64(order + 1)
	c := make([]float64, len(bernoulli))
	rising, factorial := s, 2.0
	for j := range c {
		c[j] = bernoulli[j] / factorial * rising
		k := float64(2*j + 2)
		rising *= (s + k - 1) * (s + k)
		factorial *= (k + 1) * (k + 2)
	}
	return c
}

// powerPair returns x^n for n >= 1.
func (b *Builder) powerPair(x pair, n int) pair {
	p := x
	for range n - 1 {
		p = b.mulPair(p, x)
	}
	return p
}

// reciprocal returns y/x, which may be 0 or ∞ where x overflows or underflows.
func (b *Builder) reciprocal(x, y pair) Node {
	q := b.Div(y.hi, x.hi)
	correction := b.Mul(q, b.Sub(b.Div(y.lo, y.hi), b.Div(x.lo, x.hi)))
	whole := b.Or(b.Eq(q, b.like(q, 0)), b.Eq(q, b.inf(q)))
	return b.Select(whole, q, b.Add(q, correction))
}
