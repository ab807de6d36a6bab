package scene

import (
	"math"
	"strconv"
	"strings"
)

// A scale is an evenly divided axis: its ticks are the multiples of
// mantissa·10^exponent, and every one of them is known exactly as a whole
// number times a power of ten, so that no label shows a rounding error.
type scale struct {
	mantissa int // 1, 2 or 5
	exponent int
	minor    int // parts into which minor grid lines divide a step
}

// newScale returns the finest scale whose ticks are at least gap apart, for
// an axis from lo to hi that is length long.
func newScale(lo, hi, length, gap float64) scale {
	least := max((hi-lo)*(gap/length), 1e-305)
	e := int(math.Floor(math.Log10(least)))
	for ; ; e++ {
		for _, c := range [...]scale{{1, e, 5}, {2, e, 4}, {5, e, 5}} {
			if c.step() >= least*(1-1e-9) {
				return c
			}
		}
	}
}

func (s scale) step() float64 { return s.value(1) }

// value returns the position of the i-th tick.
func (s scale) value(i float64) float64 {
	m := i * float64(s.mantissa)
	if s.exponent >= 0 {
		return m * math.Pow10(s.exponent)
	}
	if s.exponent < -300 {
		return m * 1e-300 / math.Pow10(-s.exponent-300)
	}
	return m / math.Pow10(-s.exponent)
}

// ticks returns the numbers of the first and the last tick in lo … hi.
func (s scale) ticks(lo, hi float64) (first, last float64) {
	step := s.step()
	return math.Ceil(lo/step - 1e-9), math.Floor(hi/step + 1e-9)
}

// label writes the i-th tick. Numbers are in scientific notation where most
// ticks between lo and hi would otherwise need many zeros.
func (s scale) label(i, lo, hi float64) string {
	if i == 0 {
		return "0"
	}
	digits := strconv.FormatFloat(math.Abs(i)*float64(s.mantissa), 'f', 0, 64)
	sign := ""
	if i < 0 {
		sign = "−"
	}
	largest := max(math.Abs(lo), math.Abs(hi))
	if largest >= 1e6 || largest < 1e-3 {
		return sign + scientific(digits, s.exponent)
	}
	return sign + positional(digits, s.exponent)
}

// positional writes digits·10^exponent in full.
func positional(digits string, exponent int) string {
	if exponent >= 0 {
		return digits + strings.Repeat("0", exponent)
	}
	if n := 1 - exponent - len(digits); n > 0 {
		digits = strings.Repeat("0", n) + digits
	}
	point := len(digits) + exponent
	return digits[:point] + "." + digits[point:]
}

// scientific writes digits·10^exponent as 1.5×10⁶.
func scientific(digits string, exponent int) string {
	exponent += len(digits) - 1
	mantissa := strings.TrimRight(digits, "0")
	if len(mantissa) > 1 {
		mantissa = mantissa[:1] + "." + mantissa[1:]
	}
	power := "10" + superscript(exponent)
	switch {
	case exponent == 0:
		return mantissa
	case mantissa == "1":
		return power
	}
	return mantissa + "×" + power
}

var superscripts = strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
	"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

func superscript(n int) string { return superscripts.Replace(strconv.Itoa(n)) }

// FormatNumber writes v with at most the given number of significant digits,
// with a true minus sign, and large or small numbers as 1.5×10⁶.
func FormatNumber(v float64, digits int) string {
	switch {
	case math.IsNaN(v):
		return "NaN"
	case math.IsInf(v, 0):
		if v < 0 {
			return "−∞"
		}
		return "∞"
	case v == 0:
		return "0"
	}
	mantissa, exp, _ := strings.Cut(strconv.FormatFloat(math.Abs(v), 'e', max(digits, 1)-1, 64), "e")
	e, _ := strconv.Atoi(exp)
	all := strings.Replace(mantissa, ".", "", 1)
	significant := strings.TrimRight(all, "0")
	sign := ""
	if v < 0 {
		sign = "−"
	}
	if e < -4 || e >= max(digits, 6) {
		return sign + scientific(significant, e-len(significant)+1)
	}
	return sign + positional(significant, e-len(significant)+1)
}

// textWidth estimates how wide a label is set in a system font.
func textWidth(text string, size float64) float64 {
	em := 0.0
	for _, r := range text {
		switch {
		case r == '.' || r == ',' || r == ' ' || r == 'i' || r == 'l':
			em += 0.3
		case strings.ContainsRune("⁻⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", r):
			em += 0.4
		default:
			em += 0.58
		}
	}
	return em * size
}
