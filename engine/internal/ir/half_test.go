package ir

import (
	"math"
	"testing"
)

// value is what the bits of a float16 mean, by definition.
func value(h Half) float64 {
	exponent, fraction := int(h>>10&31), float64(h&1023)
	v := math.Ldexp(1024+fraction, exponent-25)
	switch {
	case exponent == 0:
		v = math.Ldexp(fraction, -24)
	case exponent == 31 && fraction != 0:
		v = math.NaN()
	case exponent == 31:
		v = math.Inf(1)
	}
	if h>>15 == 1 {
		v = -v
	}
	return v
}

func TestHalf(t *testing.T) {
	same := func(x, y float64) bool {
		return x == y && math.Signbit(x) == math.Signbit(y) || x != x && y != y
	}
	for i := range 1 << 16 {
		h := Half(i)
		want := value(h)
		if got := float64(h.Float32()); !same(got, want) {
			t.Fatalf("%#04x is %v, want %v", i, got, want)
		}
		if got := HalfOf(want); !same(value(got), want) {
			t.Fatalf("%v is stored as %#04x, want %#04x", want, got, i)
		}
		if next := h + 1; h&0x7c00 < 0x7800 || h&0x7fff < 0x7bff {
			middle := (value(h) + value(next)) / 2
			even := h + h&1
			for v, want := range map[float64]Half{
				middle:                              even,
				math.Nextafter(middle, value(h)):    h,
				math.Nextafter(middle, value(next)): next,
			} {
				if got := HalfOf(v); got != want {
					t.Fatalf("%v is rounded to %#04x, want %#04x", v, got, want)
				}
			}
		}
	}
	for v, want := range map[float64]Half{
		65519.99: 0x7bff, 65520: 0x7c00, 1e300: 0x7c00, -65520: 0xfc00, math.Inf(-1): 0xfc00, 0x1p-25: 0, 0x1.0001p-25: 1, 1e-300: 0, math.NaN(): 0x7e00,
	} {
		if got := HalfOf(v); got != want {
			t.Errorf("%v is rounded to %#04x, want %#04x", v, got, want)
		}
	}
}
