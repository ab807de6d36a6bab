package kernel

import "math"

// reduce returns |x| = q·π/2 + r with |r| <= π/4 (and a little), q as a signed
// integer of which the lowest two bits count, and r as a pair, exact to about 2^-20 ulp even where |x| is
// huge or close to a multiple of π/2. r is NaN for ±∞ and NaN.
func (b *Builder) reduce(x Node) (q Node, r pair) {
	a := b.Abs(x)
	limit := 0x1.9p9 // quadrant numbers to 2^9 keep the products below exact
	if b.Type(x) == F64 {
		limit = 0x1.9p19
	}
	n, q := b.roundBits(b.Mul(a, b.like(x, 2/math.Pi)))
	r = b.withoutQuadrants(a, n)
	out := b.When(b.Lt(b.like(x, limit), a), func() []Node {
		q, r := b.reduceHuge(a)
		return []Node{q, r.hi, r.lo}
	}, q, r.hi, r.lo)
	return out[0], pair{out[1], out[2]}
}

// withoutQuadrants returns a - n·π/2.
func (b *Builder) withoutQuadrants(a, n Node) pair {
	p := halfPiParts.of(b.Type(a))
	times := func(k int) Node { return b.Mul(n, b.like(a, -p[k])) }
	if b.Type(a) == F64 {
		s1 := b.twoSum(b.Add(a, times(0)), times(1))
		s2 := b.twoSum(s1.hi, times(2))
		return b.twoSum(s2.hi, b.Add(b.Add(s1.lo, s2.lo), times(3)))
	}
	// The difference is a multiple of 2^-24 below 1, so it is exact. Where it
	// is less than the next product, their sum is exact as well; where it is
	// greater, the low part of the sum is.
	first := b.Fma(n, b.like(a, -p[0]), a)
	second := times(1)
	hi := b.Add(first, second)
	return pair{hi, b.MulAdd(n, b.like(a, -p[2]), b.Sub(second, b.Sub(hi, first)))}
}

// reduceHuge is reduce for large a > 0 by the method of Payne and Hanek
// (1983): the product of the mantissa with those bits of 2/π that matter
// modulo 4, in integers of three words.
func (b *Builder) reduceHuge(a Node) (q Node, r pair) {
	f := b.formatOf(a)
	w := f.unsigned
	u := func(v float64) Node { return b.Const(w, v) }
	bits := b.Bitcast(a, w)
	fraction := b.ConstBits(w, 1<<uint(f.mantissa)-1)
	m := b.Or(b.And(bits, fraction), b.ConstBits(w, 1<<uint(f.mantissa)))
	// a = m·2^e. Bits of 2/π of weight 2^(2-e) and more contribute multiples
	// of 4, so the window starts e-2 bits behind the point. The exponent of
	// ∞ would point past the table.
	exponent := b.Min(b.Shr(bits, u(f.mantissa)), u(2*f.bias))
	offset := b.Add(exponent, u(f.bits-2-f.bias-f.mantissa))
	word, shift := b.Shr(offset, u(math.Log2(f.bits))), b.And(offset, u(f.bits-1))
	t := b.window(word, w)
	var product [3]Node // m·window mod 2^(3 words), highest word first
	var v [3]Node
	for i := range v {
		v[i] = b.Or(b.Shl(t[i], shift), b.Shr(t[i+1], b.Sub(u(f.bits), shift)))
	}
	h2, l2 := b.mulWide(m, v[2])
	h1, l1 := b.mulWide(m, v[1])
	product[2] = l2
	product[1] = b.Add(l1, h2)
	carry := b.Convert(b.Lt(product[1], h2), w)
	product[0] = b.Add(b.Add(b.Mul(m, v[0]), h1), carry)
	// Two whole bits; the rest is the fraction of a quadrant, read as signed.
	q = b.Shr(b.Add(product[0], b.Shl(u(1), u(f.bits-3))), u(f.bits-2))
	g0 := b.Or(b.Shl(product[0], u(2)), b.Shr(product[1], u(f.bits-2)))
	g1 := b.Or(b.Shl(product[1], u(2)), b.Shr(product[2], u(f.bits-2)))
	// Three pieces of at most mantissa+1 bits convert exactly.
	digits := f.mantissa + 1
	low := u(f.bits - digits)
	ones := b.Sub(b.Shl(u(1), low), u(1))
	top := b.Convert(b.Bitcast(b.And(g0, b.Not(ones)), f.signed), f.float)
	rest := u(2 * (f.bits - digits))
	mid := b.Convert(b.Or(b.Shl(b.And(g0, ones), u(2*digits-f.bits)), b.Shr(g1, rest)), f.float)
	end := b.Convert(b.And(g1, b.Sub(b.Shl(u(1), rest), u(1))), f.float)
	s := b.twoSum(b.Mul(top, b.like(a, math.Exp2(-f.bits))), b.Mul(mid, b.like(a, math.Exp2(-2*digits))))
	s = b.fastTwoSum(s.hi, b.Add(s.lo, b.Mul(end, b.like(a, math.Exp2(-2*f.bits)))))
	r = b.mulPair(s, b.pairOf(a, halfPiPair))
	r.lo = b.Add(r.lo, b.Mul(a, b.like(a, 0))) // NaN from ∞
	return b.Bitcast(q, f.signed), r
}

// window returns four words of 2/π from index word on, picked by the bits of
// the index from the highest down.
func (b *Builder) window(word Node, w Type) [4]Node {
	table, level := twoOverPi32, 4
	if w == U64 {
		table, level = twoOverPi64, 16
	}
	zero := b.Const(w, 0)
	words := make([]Node, len(table))
	for i, v := range table {
		words[i] = b.ConstBits(w, v)
	}
	for ; level > 0; level /= 2 {
		set := b.Ne(b.And(word, b.Const(w, float64(level))), zero)
		for i := range min(level+3, len(words)) {
			if i+level < len(words) {
				words[i] = b.Select(set, words[i+level], words[i])
			}
		}
		words = words[:min(level+3, len(words))]
	}
	return [4]Node(words[:4])
}

// mulWide returns the product of two words as two words.
func (b *Builder) mulWide(x, y Node) (hi, lo Node) {
	t := b.Type(x)
	half := b.Const(t, float64(t.Size()*4))
	ones := b.Sub(b.Shl(b.Const(t, 1), half), b.Const(t, 1))
	xh, xl := b.Shr(x, half), b.And(x, ones)
	yh, yl := b.Shr(y, half), b.And(y, ones)
	low := b.Mul(xl, yl)
	mid := b.Add(b.Mul(xh, yl), b.Shr(low, half))
	mid2 := b.Add(b.Mul(xl, yh), b.And(mid, ones))
	hi = b.Add(b.Add(b.Mul(xh, yh), b.Shr(mid, half)), b.Shr(mid2, half))
	return hi, b.Or(b.Shl(mid2, half), b.And(low, ones))
}

// sinParts returns sin r as a sum for |r| <= π/4.
func (b *Builder) sinParts(r pair) pair {
	z := b.Mul(r.hi, r.hi)
	low := b.Mul(r.lo, b.mulAdd(z, b.like(z, -0.5), b.like(z, 1)))
	return pair{r.hi, b.mulAdd(b.Mul(r.hi, z), b.polyAdd(z, sinTable), low)}
}

// cosParts returns cos r as a sum for |r| <= π/4.
func (b *Builder) cosParts(r pair) pair {
	z := b.Mul(r.hi, r.hi)
	one, minusHalf := b.like(z, 1), b.like(z, -0.5)
	w := b.mulAdd(z, minusHalf, one)
	low := b.mulAdd(z, minusHalf, b.Sub(one, w))
	low = b.Sub(low, b.Mul(r.hi, r.lo))
	return pair{w, b.mulAdd(b.Mul(z, z), b.polyAdd(z, cosTable), low)}
}

// quadrant returns the sine of quarter turn q plus r.
func (b *Builder) quadrant(q Node, r pair) Node {
	return b.sum(b.selectPair(b.isOdd(q), b.cosParts(r), b.sinParts(r)))
}

func (b *Builder) isOdd(q Node) Node { return b.Eq(b.And(q, b.like(q, 1)), b.like(q, 1)) }

// halfTurn returns the sign bit that a sine has in quarter turn q.
func (b *Builder) halfTurn(q Node, f format) Node {
	return b.Shl(b.Bitcast(q, f.unsigned), b.Const(f.unsigned, f.bits-2))
}

// Sin returns the sine of x in radians; NaN for ±∞.
//
// Greatest error measured: 0.8 ulp in F32, 0.8 ulp in F64.
func Sin(b *Builder, x Node) Node {
	q, r := b.reduce(x)
	f := b.formatOf(x)
	sign := b.Xor(b.halfTurn(q, f), b.Bitcast(x, f.unsigned))
	return b.flip(b.quadrant(q, r), b.And(sign, b.ConstBits(f.unsigned, f.sign)))
}

// Cos returns the cosine of x in radians; NaN for ±∞.
//
// Greatest error measured: 0.8 ulp in F32, 0.8 ulp in F64.
func Cos(b *Builder, x Node) Node {
	q, r := b.reduce(x)
	f := b.formatOf(x)
	q = b.Add(q, b.like(q, 1))
	return b.flip(b.quadrant(q, r), b.And(b.halfTurn(q, f), b.ConstBits(f.unsigned, f.sign)))
}

// Tan returns the tangent of x in radians; NaN for ±∞.
//
// Greatest error measured: 0.9 ulp in F32, 0.9 ulp in F64.
func Tan(b *Builder, x Node) Node {
	q, r := b.reduce(x)
	s, c := b.sinParts(r), b.cosParts(r)
	s, c = b.fastTwoSum(s.hi, s.lo), b.fastTwoSum(c.hi, c.lo)
	odd := b.isOdd(q)
	minus := pair{b.Neg(c.hi), b.Neg(c.lo)}
	y := b.divPair(b.selectPair(odd, minus, s), b.selectPair(odd, s, c))
	return b.keepZero(x, b.flip(b.sum(y), b.signOf(x)))
}
