package kernel

// Atan returns the arc tangent of x.
//
// |x| is turned by the angle atan(c) with c one of 0, 1/2, 1, 3/2, ∞, so that
// the polynomial sees at most 7/16 (the breakpoints are those of fdlibm).
//
// Greatest error measured: 0.7 ulp in F32, 0.7 ulp in F64.
func Atan(b *Builder, x Node) Node { return b.copySign(b.sum(b.atanPair(b.Abs(x))), x) }

// atanPair returns atan(a) for a >= 0 as a pair.
func (b *Builder) atanPair(a Node) pair {
	n := func(v float64) Node { return b.like(a, v) }
	top, bottom := a, n(1)
	angle := pair{n(0), n(0)}
	steps := []struct{ from, c, hi, lo float64 }{
		{7. / 16, 0.5, 0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56},
		{11. / 16, 1, 0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55},
		{19. / 16, 1.5, 0x1.f730bd281f69bp-1, 0x1.007887af0cbbdp-56},
	}
	for _, s := range steps {
		turned := b.Le(n(s.from), a)
		top = b.Select(turned, b.Sub(a, n(s.c)), top)
		bottom = b.Select(turned, b.Add(n(1), b.Mul(n(s.c), a)), bottom)
		angle = b.selectPair(turned, b.split(a, s.hi, s.lo), angle)
	}
	far := b.Le(n(39./16), a)
	top = b.Select(far, n(-1), top)
	bottom = b.Select(far, a, bottom)
	angle = b.selectPair(far, b.pairOf(a, halfPiPair), angle)
	t := b.Div(top, bottom)
	z := b.Mul(t, t)
	tail := b.Mul(b.Mul(t, z), b.poly(z, atanTable))
	s := b.twoSum(angle.hi, t)
	return pair{s.hi, b.Add(s.lo, b.Add(angle.lo, tail))}
}

// split returns the constant hi + lo as a pair of the type of x.
func (b *Builder) split(x Node, hi, lo float64) pair {
	if b.Type(x) == F32 {
		head := float64(float32(hi))
		hi, lo = head, hi-head+lo
	}
	return pair{b.like(x, hi), b.like(x, lo)}
}

// Atan2 returns the angle of the point (x, y) in (-π, π].
//
// Greatest error measured: 1.4 ulp in F32, 1.4 ulp in F64.
func Atan2(b *Builder, y, x Node) Node {
	zero, inf := b.like(x, 0), b.inf(x)
	ay, ax := b.Abs(y), b.Abs(x)
	ratio := b.Div(ay, ax)
	ratio = b.Select(b.And(b.Eq(ay, inf), b.Eq(ax, inf)), b.like(x, 1), ratio)
	ratio = b.Select(b.Eq(ay, zero), b.Select(b.isNaN(x), x, zero), ratio)
	angle := b.atanPair(ratio)
	pi := b.pairOf(x, piPair)
	left := b.twoSum(pi.hi, b.Neg(angle.hi))
	left.lo = b.Add(left.lo, b.Sub(pi.lo, angle.lo))
	f := b.formatOf(x)
	negative := b.Ne(b.signOf(x), b.ConstBits(f.unsigned, 0))
	return b.copySign(b.sum(b.selectPair(negative, left, angle)), y)
}

// arcsine returns what Asin and Acos share: for |x| <= 1/2 the tail
// asin(x) - x, and for |x| > 1/2 half of acos|x| as a sum s + tail.
func (b *Builder) arcsine(x Node) (small, tail, s, large Node) {
	a := b.Abs(x)
	small = b.Le(a, b.like(x, 0.5))
	w := b.Mul(b.like(x, 0.5), b.Sub(b.like(x, 1), a)) // sin²(acos(a)/2), exact for a >= 1/2
	z := b.Select(small, b.Mul(x, x), w)
	p := b.Mul(z, b.poly(z, asinTable))
	s = b.Sqrt(w)
	square := b.twoProd(s, s)
	low := b.Div(b.Sub(b.Sub(w, square.hi), square.lo), b.Add(s, s))
	low = b.Select(b.Eq(s, b.like(x, 0)), s, low)
	return small, b.Mul(x, p), s, b.Add(low, b.Mul(s, p))
}

// Asin returns the arc sine of x; NaN outside [-1, 1].
//
// Greatest error measured: 1.6 ulp in F32, 1.4 ulp in F64.
func Asin(b *Builder, x Node) Node {
	small, tail, s, large := b.arcsine(x)
	half := b.pairOf(x, halfPiPair)
	two := b.like(x, 2)
	y := b.Sub(b.Sub(half.hi, b.Mul(two, s)), b.Sub(b.Mul(two, large), half.lo))
	return b.Select(small, b.keepZero(x, b.Add(x, tail)), b.copySign(y, x))
}

// Acos returns the arc cosine of x; NaN outside [-1, 1].
//
// Greatest error measured: 0.7 ulp in F32, 0.6 ulp in F64.
func Acos(b *Builder, x Node) Node {
	small, tail, s, large := b.arcsine(x)
	half, pi := b.pairOf(x, halfPiPair), b.pairOf(x, piPair)
	two := b.like(x, 2)
	middle := b.twoSum(half.hi, b.Neg(x))
	middle.lo = b.Add(middle.lo, b.Sub(half.lo, tail))
	right := pair{b.Mul(two, s), b.Mul(two, large)}
	left := b.twoSum(pi.hi, b.Neg(right.hi))
	left.lo = b.Add(left.lo, b.Sub(pi.lo, right.lo))
	y := b.selectPair(b.Lt(x, b.like(x, 0)), left, right)
	return b.sum(b.selectPair(small, middle, y))
}
