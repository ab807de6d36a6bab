package kernel

// besselSmall returns e^-a·(1 + y·P(y)) with y = a²/4, for 0 <= a <= 8.
func (b *Builder) besselSmall(a Node, t table) Node {
	a = b.Min(a, b.like(a, 8))
	y := b.Mul(b.like(a, 0.25), b.Mul(a, a))
	p := b.twoSum(b.like(a, 1), b.Mul(y, b.poly(y, t)))
	e := b.expPair(b.Neg(a), none)
	scaled := b.scale(e.m, b.power2(e.k))
	return b.sum(b.mulPair(p, scaled))
}

// besselLarge returns P(16/a - 1)/√a for a >= 8.
func (b *Builder) besselLarge(a Node, t table) Node {
	u := b.Sub(b.Div(b.like(a, 16), a), b.like(a, 1))
	return b.Div(b.poly(u, t), b.Sqrt(a))
}

// BesselI0e returns e^-|x|·I0(x), the exponentially scaled modified Bessel
// function of order 0.
func BesselI0e(b *Builder, x Node) Node {
	a := b.Abs(x)
	small := b.besselSmall(a, i0Table)
	y := b.when(b.Lt(b.like(x, 8), a), func() Node { return b.besselLarge(a, i0TailTable) }, small)
	return b.Select(b.isNaN(x), x, y)
}

// BesselI1e returns e^-|x|·I1(x), the exponentially scaled modified Bessel
// function of order 1.
func BesselI1e(b *Builder, x Node) Node {
	a := b.Abs(x)
	small := b.Mul(b.Mul(a, b.like(x, 0.5)), b.besselSmall(a, i1Table))
	y := b.when(b.Lt(b.like(x, 8), a), func() Node { return b.besselLarge(a, i1TailTable) }, small)
	y = b.Select(b.Eq(a, b.inf(x)), b.like(x, 0), y)
	return b.Select(b.isNaN(x), x, b.copySign(y, x))
}
