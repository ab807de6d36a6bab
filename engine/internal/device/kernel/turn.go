package kernel

// nearest returns x minus the nearest whole number, exact, in [-1/2, 1/2].
func (b *Builder) nearest(x Node) Node { return b.Sub(x, b.RoundEven(x)) }

// sinCosPi returns sin(πx) and cos(πx) for |x| <= 1/2, to about 2^-58 (2^-28
// in F32) of the result.
func (b *Builder) sinCosPi(x Node) (sin, cos pair) {
	a := b.Abs(x)
	far := b.Lt(b.like(x, 0.25), a)
	// Beyond 1/4 the complement is exact.
	r := b.mulBy(b.pairOf(x, piPair), b.Select(far, b.Sub(b.like(x, 0.5), a), a))
	// As sinParts and cosParts, with one more term as a pair.
	z := b.mulPair(r, r)
	c := sinTable.of(b.Type(x))
	cube := b.mulPair(r, z)
	high := b.Mul(b.Mul(cube.hi, z.hi), b.horner(z.hi, c[1:]...))
	s := b.addPair(r, b.addTo(b.mulBy(cube, b.like(x, c[0])), high))
	square := b.Mul(z.hi, z.hi)
	k := b.addTo(b.scale(z, b.like(x, -0.5)), b.like(x, 1))
	k = b.addTo(k, b.Mul(square, b.poly(z.hi, cosTable)))
	sign := b.copySign(b.like(x, 1), x)
	return b.scale(b.selectPair(far, k, s), sign), b.selectPair(far, s, k)
}

// cotPi returns cot(πx) for |x| <= 1/2.
func (b *Builder) cotPi(x Node) pair {
	sin, cos := b.sinCosPi(x)
	return b.divPair(cos, sin)
}
