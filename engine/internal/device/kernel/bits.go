package kernel

import "math"

// A format describes a binary floating-point type.
type format struct {
	float, signed, unsigned Type
	bits                    float64 // of the whole
	mantissa                float64 // bits stored
	bias                    float64
	sign                    uint64  // mask of the sign bit
	infinity                uint64  // bits of +∞
	magic                   float64 // 1.5·2^mantissa: adding it leaves a small whole number in the low bits
	tiny                    float64 // least normal number
	greatest                float64
}

var (
	format32 = format{F32, I32, U32, 32, 23, 127, 1 << 31, 0x7f800000, 0x1.8p23, 0x1p-126, math.MaxFloat32}
	format64 = format{F64, I64, U64, 64, 52, 1023, 1 << 63, 0x7ff0000000000000, 0x1.8p52, 0x1p-1022, math.MaxFloat64}
)

// formatOf returns the format of a float.
func (b *Builder) formatOf(x Node) format {
	if b.check(Bitcast, isFloat, x) == F32 {
		return format32
	}
	return format64
}

// round returns the whole number nearest to x, ties to even, as a float and as
// the signed integer of its width, for |x| small against 2^mantissa; of a NaN
// the integer is arbitrary. Adding a number whose last bit counts ones rounds,
// and leaves the integer in the low bits.
func (b *Builder) round(x Node) (k, i Node) {
	k, bits := b.roundBits(x)
	return k, b.Sub(bits, b.Bitcast(b.like(x, b.formatOf(x).magic), b.Type(bits)))
}

// roundBits is round where the lower half of the integer's bits are enough:
// the others are arbitrary.
func (b *Builder) roundBits(x Node) (k, i Node) {
	f := b.formatOf(x)
	magic := b.like(x, f.magic)
	sum := b.Add(x, magic)
	return b.Sub(sum, magic), b.Bitcast(sum, f.signed)
}

// clamp returns x limited to [low, high]; NaN stays NaN. Selections of this
// form are single instructions where Min and Max, which must mind NaN and
// signed zeros, are many.
func (b *Builder) clamp(x Node, low, high float64) Node {
	x = b.atMost(x, high)
	l := b.like(x, low)
	return b.Select(b.Lt(x, l), l, x)
}

// atMost returns the lesser of x and high; NaN stays NaN.
func (b *Builder) atMost(x Node, high float64) Node {
	h := b.like(x, high)
	return b.Select(b.Lt(h, x), h, x)
}

// toFloat converts a signed integer, small against 2^mantissa, to the float of
// its width.
func (b *Builder) toFloat(i Node) Node {
	if b.Type(i) == I32 {
		return b.Convert(i, F32)
	}
	magic := b.Const(F64, format64.magic)
	return b.Sub(b.Bitcast(b.Add(i, b.Bitcast(magic, I64)), F64), magic)
}

// power2 returns 2^i for a signed integer i in the range of normal exponents.
func (b *Builder) power2(i Node) Node {
	f := format32
	if b.Type(i) == I64 {
		f = format64
	}
	biased := b.Add(i, b.like(i, f.bias))
	return b.Bitcast(b.Shl(biased, b.like(i, f.mantissa)), f.float)
}

// ldexp returns x·2^i rounded once, for |i| up to twice the greatest exponent.
func (b *Builder) ldexp(x, i Node) Node {
	f := b.formatOf(x)
	// Half of i + 2·bias is the biased exponent of the one factor, what is
	// left that of the other.
	both := b.Add(i, b.like(i, 2*f.bias))
	half := b.Sar(both, b.like(i, 1))
	factor := func(exponent Node) Node { return b.Bitcast(b.Shl(exponent, b.like(i, f.mantissa)), f.float) }
	return b.Mul(b.Mul(x, factor(half)), factor(b.Sub(both, half)))
}

// signOf returns the sign bit of x as an unsigned integer.
func (b *Builder) signOf(x Node) Node {
	f := b.formatOf(x)
	return b.And(b.Bitcast(x, f.unsigned), b.ConstBits(f.unsigned, f.sign))
}

// flip returns x with its sign bit xored with sign.
func (b *Builder) flip(x, sign Node) Node {
	f := b.formatOf(x)
	return b.Bitcast(b.Xor(b.Bitcast(x, f.unsigned), sign), f.float)
}

// copySign returns magnitude, which is not negative, with the sign of x.
func (b *Builder) copySign(magnitude, x Node) Node { return b.flip(magnitude, b.signOf(x)) }

func (b *Builder) isNaN(x Node) Node { return b.Ne(x, x) }

// keepZero returns x where it is ±0 and y elsewhere: for odd functions whose
// formula loses the sign of zero.
func (b *Builder) keepZero(x, y Node) Node {
	return b.Select(b.Eq(x, b.like(x, 0)), x, y)
}

func (b *Builder) inf(x Node) Node { return b.like(x, math.Inf(1)) }
func (b *Builder) nan(x Node) Node { return b.like(x, math.NaN()) }

// IsFinite returns the mask |x| < ∞, false for NaN.
func IsFinite(b *Builder, x Node) Node { return b.Lt(b.Abs(x), b.inf(x)) }

// Sign returns -1, 0 or 1 by the sign of x; floats keep ±0 and NaN.
func Sign(b *Builder, x Node) Node {
	zero, one := b.like(x, 0), b.like(x, 1)
	positive := b.Lt(zero, x)
	t := b.Type(x)
	if t.IsFloat() {
		signed := b.Select(positive, one, b.Neg(one))
		return b.Select(b.Or(b.Eq(x, zero), b.isNaN(x)), x, signed)
	}
	y := b.Select(positive, one, zero)
	if t.IsSigned() {
		y = b.Select(b.Lt(x, zero), b.like(x, -1), y)
	}
	return y
}

// RoundAway returns the whole number nearest to the float x, ties away from
// zero. It keeps the sign of zero.
func RoundAway(b *Builder, x Node) Node {
	a := b.Abs(x)
	t := b.Trunc(a)
	up := b.Le(b.like(x, 0.5), b.Sub(a, t))
	return b.copySign(b.Select(up, b.Add(t, b.like(x, 1)), t), x)
}

// RoundHalfEven returns the whole number nearest to the float x, ties to even.
// It keeps the sign of zero.
func RoundHalfEven(b *Builder, x Node) Node { return b.RoundEven(x) }

// NextAfter returns the float next to x in the direction of y: y itself where
// they are equal, NaN where either is.
func NextAfter(b *Builder, x, y Node) Node {
	if b.Type(x) == F16 {
		return b.nextHalf(x, y)
	}
	f := b.formatOf(x)
	u := func(v uint64) Node { return b.ConstBits(f.unsigned, v) }
	zero := b.like(x, 0)
	bits := b.Bitcast(x, f.unsigned)
	// Away from zero the magnitude grows by one unit, towards it it shrinks.
	away := b.Eq(b.Lt(x, y), b.Lt(zero, x))
	moved := b.Select(away, b.Add(bits, u(1)), b.Sub(bits, u(1)))
	smallest := b.Or(u(1), b.And(b.Bitcast(y, f.unsigned), u(f.sign)))
	moved = b.Select(b.Eq(x, zero), smallest, moved)
	z := b.Select(b.Eq(x, y), y, b.Bitcast(moved, f.float))
	return b.Select(b.Or(b.isNaN(x), b.isNaN(y)), b.nan(x), z)
}

// Threefry2x32 returns the Threefry block cipher with 20 rounds of the
// counter words x0, x1 under the key words k0, k1, all U32. See Salmon et al.,
// "Parallel random numbers: as easy as 1, 2, 3" (2011).
func Threefry2x32(b *Builder, k0, k1, x0, x1 Node) (y0, y1 Node) {
	u := func(v uint64) Node { return b.ConstBits(U32, v) }
	keys := [3]Node{k0, k1, b.Xor(b.Xor(k0, k1), u(0x1bd11bda))}
	rotations := [2][4]uint64{{13, 15, 26, 6}, {17, 29, 16, 24}}
	x0, x1 = b.Add(x0, keys[0]), b.Add(x1, keys[1])
	for group := range 5 {
		for _, r := range rotations[group%2] {
			x0 = b.Add(x0, x1)
			x1 = b.Or(b.Shl(x1, u(r)), b.Shr(x1, u(32-r)))
			x1 = b.Xor(x1, x0)
		}
		x0 = b.Add(x0, keys[(group+1)%3])
		x1 = b.Add(b.Add(x1, keys[(group+2)%3]), u(uint64(group+1)))
	}
	return x0, x1
}
