package numpy

import (
	"math"
	"strings"
)

// ComplexScalar formats one complex number as NumPy's str, of which each part
// has the given size in bits: (1+2j), or 2j where the real part is +0.
func ComplexScalar(z complex128, bits int) string {
	part := func(x float64) string { return strings.TrimSuffix(Scalar(x, bits), ".0") }
	im := part(imag(z)) + "j"
	if real(z) == 0 && !math.Signbit(real(z)) {
		return im
	}
	if im[0] != '-' {
		im = "+" + im
	}
	return "(" + part(real(z)) + im + ")"
}

// Complexes formats complex numbers whose parts have the given size in bits;
// real and imaginary parts have a layout each.
type Complexes struct {
	Values []complex128
	Bits   int
}

// Format returns the elements at the given indices.
func (v Complexes) Format(indices []int) []string {
	re, im := Floats{Bits: v.Bits}, Floats{Bits: v.Bits, plus: true}
	for _, z := range v.Values {
		re.Values = append(re.Values, real(z))
		im.Values = append(im.Values, imag(z))
	}
	out, parts := re.Format(indices), im.Format(indices)
	for k, text := range parts {
		// The j goes before the spaces that pad the fraction.
		digits := strings.TrimRight(text, " ")
		out[k] += digits + "j" + text[len(digits):]
	}
	return out
}
