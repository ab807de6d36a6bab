package kernel

import "math"

// The builder simplifies where the result stays the same to the last bit, but
// for the sign of a NaN. Derivatives are full of factors 1, of negated terms
// and of divisions by small whole numbers.

// negated returns z if x is -z.
func (b *Builder) negated(x Node) (z Node, ok bool) {
	v := b.values[x]
	return v.a, v.leaf == inner && v.op == Neg
}

func (b *Builder) isConstant(x Node) bool { return b.values[x].leaf == constant }

// isConst reports whether x is the constant v.
func (b *Builder) isConst(x Node, v float64) bool {
	c := b.values[x]
	return c.leaf == constant && c.bits == b.values[b.like(x, v)].bits
}

// powerOfTwo returns the value of the float constant x if dividing by it is
// multiplying by its reciprocal.
func (b *Builder) powerOfTwo(x Node) (v float64, ok bool) {
	c := b.values[x]
	if c.leaf != constant {
		return 0, false
	}
	switch c.typ {
	case F32:
		v = float64(math.Float32frombits(uint32(c.bits)))
	case F64:
		v = math.Float64frombits(c.bits)
	default:
		return 0, false
	}
	// Far from the ends of both formats, where a reciprocal is subnormal.
	fraction, exponent := math.Frexp(math.Abs(v))
	return v, fraction == 0.5 && -100 < exponent && exponent < 100
}
