package kernel

// A pair is the unevaluated sum hi + lo of two floats of one type with
// |lo| at most about half an ulp of hi: twice the precision. See Dekker, "A
// floating-point technique for extending the available precision" (1971), and
// Knuth, The Art of Computer Programming, volume 2, §4.2.2.
type pair struct{ hi, lo Node }

// like returns the constant v of the type of x.
func (b *Builder) like(x Node, v float64) Node { return b.Const(b.Type(x), v) }

// pairOf returns the constant whose two parts t holds.
func (b *Builder) pairOf(x Node, t table) pair {
	c := t.of(b.Type(x))
	return pair{b.like(x, c[0]), b.like(x, c[1])}
}

// fastTwoSum returns x + y exactly; |x| >= |y| or x = 0.
func (b *Builder) fastTwoSum(x, y Node) pair {
	s := b.Add(x, y)
	return pair{s, b.Sub(y, b.Sub(s, x))}
}

// twoSum returns x + y exactly.
func (b *Builder) twoSum(x, y Node) pair {
	s := b.Add(x, y)
	v := b.Sub(s, x)
	return pair{s, b.Add(b.Sub(x, b.Sub(s, v)), b.Sub(y, v))}
}

// twoProd returns x·y, exactly in F32 and to one part in 2^106 in F64, where
// both factors are split at their 26th bit.
func (b *Builder) twoProd(x, y Node) pair {
	p := b.Mul(x, y)
	if b.Type(x) == F32 {
		return pair{p, b.Fma(x, y, b.Neg(p))}
	}
	xh, yh := b.leading(x), b.leading(y)
	xl, yl := b.Sub(x, xh), b.Sub(y, yh)
	e := b.Sub(b.Mul(xh, yh), p)
	e = b.Add(b.Add(e, b.Mul(xh, yl)), b.Mul(xl, yh))
	return pair{p, b.Add(e, b.Mul(xl, yl))}
}

// leading returns x truncated to half its bits.
func (b *Builder) leading(x Node) Node {
	if b.Type(x) == F32 {
		return b.Bitcast(b.And(b.Bitcast(x, U32), b.ConstBits(U32, 0xfffff000)), F32)
	}
	return b.Bitcast(b.And(b.Bitcast(x, U64), b.ConstBits(U64, 0xfffffffff8000000)), F64)
}

// addPair returns x + y.
func (b *Builder) addPair(x, y pair) pair {
	s := b.twoSum(x.hi, y.hi)
	return b.fastTwoSum(s.hi, b.Add(s.lo, b.Add(x.lo, y.lo)))
}

// addTo returns x + y.
func (b *Builder) addTo(x pair, y Node) pair {
	s := b.twoSum(x.hi, y)
	return b.fastTwoSum(s.hi, b.Add(s.lo, x.lo))
}

// mulPair returns x·y.
func (b *Builder) mulPair(x, y pair) pair {
	p := b.twoProd(x.hi, y.hi)
	return b.fastTwoSum(p.hi, b.Add(p.lo, b.Add(b.Mul(x.hi, y.lo), b.Mul(x.lo, y.hi))))
}

// mulBy returns x·y.
func (b *Builder) mulBy(x pair, y Node) pair {
	p := b.twoProd(x.hi, y)
	return b.fastTwoSum(p.hi, b.Add(p.lo, b.Mul(x.lo, y)))
}

// scale returns x·y where y is a power of two, or ±1.
func (b *Builder) scale(x pair, y Node) pair { return pair{b.Mul(x.hi, y), b.Mul(x.lo, y)} }

// divPair returns x/y.
func (b *Builder) divPair(x, y pair) pair {
	q := b.Div(x.hi, y.hi)
	p := b.twoProd(q, y.hi)
	r := b.Sub(b.Sub(x.hi, p.hi), p.lo)
	r = b.Sub(b.Add(r, x.lo), b.Mul(q, y.lo))
	return b.fastTwoSum(q, b.Div(r, y.hi))
}

// sqrtPair returns √x for x > 0; √0 has a NaN in its low part.
func (b *Builder) sqrtPair(x pair) pair {
	s := b.Sqrt(x.hi)
	p := b.twoProd(s, s)
	r := b.Add(b.Sub(b.Sub(x.hi, p.hi), p.lo), x.lo)
	return b.fastTwoSum(s, b.Div(r, b.Add(s, s)))
}

// sum returns hi + lo, rounded.
func (b *Builder) sum(x pair) Node { return b.Add(x.hi, x.lo) }

// selectPair is Select for pairs.
func (b *Builder) selectPair(cond Node, x, y pair) pair {
	return pair{b.Select(cond, x.hi, y.hi), b.Select(cond, x.lo, y.lo)}
}

// A table holds the coefficients of a polynomial, lowest first, or the parts
// of a constant, for each float type.
type table struct{ f32, f64 []float64 }

func (t table) of(typ Type) []float64 {
	if typ == F32 {
		return t.f32
	}
	return t.f64
}

// mulAdd returns x·y + z: in F32, where devices are quick at it, rounded once.
func (b *Builder) mulAdd(x, y, z Node) Node {
	if b.Type(x) == F32 {
		return b.MulAdd(x, y, z)
	}
	return b.Add(b.Mul(x, y), z)
}

// mulAddHorner evaluates a polynomial, highest coefficient first.
func (b *Builder) mulAddHorner(x Node, c ...float64) Node {
	p := b.like(x, c[0])
	for _, v := range c[1:] {
		p = b.MulAdd(p, x, b.like(x, v))
	}
	return p
}

// polyAdd is poly by means of mulAdd.
func (b *Builder) polyAdd(x Node, t table) Node {
	c := t.of(b.Type(x))
	p := b.like(x, c[len(c)-1])
	for i := len(c) - 2; i >= 0; i-- {
		p = b.mulAdd(p, x, b.like(x, c[i]))
	}
	return p
}

// poly evaluates a polynomial by Horner's rule.
func (b *Builder) poly(x Node, t table) Node { return b.horner(x, t.of(b.Type(x))...) }

func (b *Builder) horner(x Node, c ...float64) Node {
	p := b.like(x, c[len(c)-1])
	for i := len(c) - 2; i >= 0; i-- {
		p = b.Add(b.Mul(p, x), b.like(x, c[i]))
	}
	return p
}

// headed evaluates a polynomial, small against its constant term, whose table
// begins with the low part of that term.
func (b *Builder) headed(x Node, t table) pair {
	c := t.of(b.Type(x))
	low := b.Add(b.like(x, c[0]), b.Mul(x, b.horner(x, c[2:]...)))
	return b.fastTwoSum(b.like(x, c[1]), low)
}
