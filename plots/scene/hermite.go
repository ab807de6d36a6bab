package scene

import "math"

// A segment is a curve between two neighbouring samples as a polynomial in
// t in [0, 1], in pixels. It is the quintic that agrees with value, slope and
// curvature at both ends (error ≤ |f⁽⁶⁾|h⁶/46080), the cubic where the
// curvature is not finite (error ≤ |f⁗|h⁴/384), else the chord.
type segment struct {
	c      [6]float64 // power basis
	smooth bool       // slopes were finite: more than a chord
}

// hermite interpolates values p, slopes m and curvatures k, the last two with
// respect to t, at t = 0 and t = 1.
func hermite(p0, m0, k0, p1, m1, k1 float64) segment {
	d := p1 - p0
	if finite(k0) && finite(k1) {
		d0, d1, d2 := d-m0-k0/2, m1-m0-k0, k1-k0
		s := segment{c: [6]float64{p0, m0, k0 / 2, 10*d0 - 4*d1 + d2/2, -15*d0 + 7*d1 - d2, 6*d0 - 3*d1 + d2/2}, smooth: true}
		if s.finite() {
			return s
		}
	}
	s := segment{c: [6]float64{p0, m0, 3*d - 2*m0 - m1, m0 + m1 - 2*d}, smooth: true}
	if s.finite() {
		return s
	}
	return segment{c: [6]float64{p0, d}}
}

func (s *segment) finite() bool {
	for _, c := range s.c {
		if !finite(c) {
			return false
		}
	}
	return true
}

// at returns the value and the slope with respect to t.
func (s *segment) at(t float64) (value, slope float64) {
	for i := 5; i >= 0; i-- {
		slope = slope*t + value
		value = value*t + s.c[i]
	}
	return value, slope
}

// roundest returns the number with the fewest decimal digits strictly between
// a and b. Functions have their poles, jumps and kinks there more often than
// anywhere else, and there a sample hits them.
func roundest(a, b float64) (float64, bool) {
	if a < 0 && b > 0 {
		return 0, true
	}
	least := math.Floor(math.Log10(b - a))
	for e := math.Floor(math.Log10(max(math.Abs(a), math.Abs(b)))) + 1; e >= least; e-- {
		step := math.Pow(10, e)
		if v := math.Floor(b/step) * step; a < v && v < b {
			return v, true
		}
		if e < 0 { // 3/10 is nearer to 0.3 than 3·0.1
			scale := math.Pow(10, -e)
			if v := math.Floor(b*scale) / scale; a < v && v < b {
				return v, true
			}
		}
	}
	return 0, false
}
