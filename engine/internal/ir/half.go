package ir

import "math"

// A Half is an element of type Float16: the bits of a number of IEEE 754 with
// 1 bit of sign, 5 of exponent and 10 of fraction.
type Half uint16

const (
	halfSign     = 0x8000
	halfInfinity = 0x7c00
	halfNaN      = 0x7e00
)

// HalfOf returns the element nearest to v, ties to even.
func HalfOf(v float64) Half {
	bits := math.Float64bits(v)
	sign := Half(bits>>48) & halfSign
	bits &^= 1 << 63
	a := math.Float64frombits(bits)
	switch {
	case v != v:
		return sign | halfNaN
	case a >= 65520: // half a unit beyond the greatest number
		return sign | halfInfinity
	case a < 0x1p-14: // rounded by a sum whose last place is that of subnormal numbers
		return sign | Half(math.Float64bits(a+0x1p28)-math.Float64bits(0x1p28))
	}
	const dropped = 52 - 10
	bits += 1<<(dropped-1) - 1 + bits>>dropped&1
	return sign | Half((bits-(1023-15)<<52)>>dropped)
}

// Float32 returns the value of h, which is exact.
func (h Half) Float32() float32 {
	bits := uint32(h&halfSign) << 16
	magnitude := uint32(h&^halfSign) << 13
	if h&halfInfinity == halfInfinity {
		return math.Float32frombits(bits | magnitude | 0x7f800000)
	}
	// Multiplied by a power of two, the exponent gets its bias.
	return math.Float32frombits(bits | math.Float32bits(math.Float32frombits(magnitude)*0x1p112))
}
