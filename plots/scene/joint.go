package scene

import "math"

// maxSteep is how much more than across the curve it may be missed along y.
const maxSteep = 100

// miss compares the k-th derivative at m with the segment from a to b, in
// units of what is tolerated.
func (s *sampling) miss(k int, seg *segment, a, b, m *node) float64 {
	ya, yb, ym := s.py(a.d[k]), s.py(b.d[k]), s.py(m.d[k])
	if math.IsNaN(ya) || math.IsNaN(yb) || math.IsNaN(ym) {
		if math.IsNaN(ya) && math.IsNaN(yb) && math.IsNaN(ym) {
			return 0
		}
		return math.Inf(1)
	}
	if side := s.side(ym); side != 0 && side == s.side(ya) && side == s.side(yb) {
		return 0
	}
	h := b.x - a.x
	value, slope := seg.at((m.x - a.x) / h)
	across := h * s.sx // pixels
	actual := -m.d[k+1] * h * s.sy
	if !finite(actual) {
		actual = slope
	}
	// What is seen is the distance at right angles to the curve. The limit
	// keeps the wildest oscillations from passing for a smooth curve.
	steep := min(math.Hypot(1, actual/across), maxSteep)
	// A kink shows in the slope where it hides in the value: compare the end
	// of a tangent of half the interval's length.
	err := max(math.Abs(value-ym)/tolerance, math.Abs(slope-actual)/2/(4*tolerance)) / steep
	if math.IsNaN(err) {
		return math.Inf(1)
	}
	return err
}

// resolved reports whether what the k-th derivative does between a and b is
// known well enough to draw it.
func (s *sampling) resolved(k int, a, b *node) bool {
	if a.verified>>k&1 != 0 {
		return true
	}
	ya, yb := s.py(a.d[k]), s.py(b.d[k])
	across := (b.x - a.x) * s.sx
	switch na, nb := math.IsNaN(ya), math.IsNaN(yb); {
	case na && nb:
		return a.failed > 0
	case na:
		return across < 1./256 && (s.side(yb) != 0 || s.creep(k, a, b, b) < tolerance)
	case nb:
		return across < 1./256 && (s.side(ya) != 0 || s.creep(k, a, b, a) < tolerance)
	}
	sa, sb := s.side(ya), s.side(yb)
	if sa != 0 && sb != 0 {
		if math.IsInf(ya, 0) || math.IsInf(yb, 0) || s.poleBetween(k, a, b) {
			return true
		}
		if sa == sb && a.failed > 0 {
			seg := s.segment(k, a, b)
			for _, t := range [...]float64{0.25, 0.5, 0.75} {
				if y, _ := seg.at(t); s.side(y) != sa {
					return false
				}
			}
			return true
		}
	}
	return across < 0.25 && s.joined(k, a, b)
}

// creep is how far in pixels the k-th derivative moves over the interval from
// a to b at the rate it has at one end.
func (s *sampling) creep(k int, a, b, end *node) float64 {
	if v := math.Abs(end.d[k+1]) * (b.x - a.x) * s.sy; !math.IsNaN(v) {
		return v
	}
	return 0
}

// joined reports whether the values at a and b belong to one stroke: they are
// a pixel apart at most, or a slope at one end explains the difference, as it
// does for no jump and for no pole with a change of sign.
func (s *sampling) joined(k int, a, b *node) bool {
	ya, yb := s.py(a.d[k]), s.py(b.d[k])
	rise := yb - ya
	if math.IsNaN(rise) || math.IsInf(rise, 0) {
		return false
	}
	if side := s.side(ya); math.Abs(rise) <= 1 || side != 0 && side == s.side(yb) {
		return true
	}
	h := b.x - a.x
	for _, end := range [...]*node{a, b} {
		slope := -end.d[k+1] * h * s.sy
		if slope*rise > 0 && 4*math.Abs(slope) >= math.Abs(rise) {
			return true
		}
	}
	return false
}

// poleBetween reports whether a and b both see a pole of the k-th derivative
// at the same place between them.
func (s *sampling) poleBetween(k int, a, b *node) bool {
	p, ok := pole(k, a)
	q, ok2 := pole(k, b)
	return ok && ok2 && a.x < p && p < b.x && a.x < q && q < b.x && math.Abs(p-q) < 0.1*(b.x-a.x)
}

// pole estimates where the pole next to a node lies. Near a pole at p of order
// m, f = c/(x-p)^m, so that the ratios of neighbouring Taylor coefficients
// give f·f″/f′² = (m+1)/m and f/f′ = -(x-p)/m.
func pole(k int, n *node) (float64, bool) {
	f, f1, f2 := n.d[k], n.d[k+1], n.d[k+2]
	order := 1 / (f/f1*(f2/f1) - 1)
	p := n.x + order*f/f1
	return p, order > 0.1 && order < 30 && finite(p)
}
