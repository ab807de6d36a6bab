package scene

import (
	"fmt"
	"math"
)

// A Window is the part of the plane that is shown, in data coordinates.
type Window struct{ X0, X1, Y0, Y1 float64 }

// Narrower intervals than this fraction of their distance from zero have too
// few floating-point numbers for a smooth curve: 2⁻⁴⁰ leaves 4096 of them.
const narrowest = 1.0 / (1 << 40)

// Limits between which a pixel has a size and a distance is finite.
const (
	minWidth = 1e-300
	maxWidth = 1e300
	maxCoord = 1e300
)

// check returns an error that says what is wrong with an interval from lo to
// hi on the named axis.
func check(axis string, lo, hi float64) error {
	switch {
	case !finite(lo) || !finite(hi):
		return fmt.Errorf("%s range from %v to %v: expected two finite numbers", axis, lo, hi)
	case lo == hi:
		return fmt.Errorf("%s range from %v to %v is empty: expected two different numbers", axis, lo, hi)
	case lo > hi:
		return fmt.Errorf("%s range from %v to %v: expected the smaller number first", axis, lo, hi)
	}
	return nil
}

// clamp returns the interval of a width and position that can be drawn which
// is nearest to lo … hi; lo < hi, both finite.
func clamp(lo, hi float64) (float64, float64) {
	center := lo + (hi-lo)/2
	if math.IsInf(hi-lo, 0) {
		center = lo/2 + hi/2
	}
	center = min(max(center, -maxCoord), maxCoord)
	least := max(minWidth, narrowest*math.Abs(center))
	switch w := hi - lo; {
	case w < least:
		return center - least/2, center + least/2
	case w > maxWidth:
		return center - maxWidth/2, center + maxWidth/2
	}
	return lo, hi
}

// Clamp returns the window nearest to w that floating-point numbers can
// resolve: neither too narrow for its distance from zero nor wider than 1e300.
func (w Window) Clamp() Window {
	w.X0, w.X1 = clamp(w.X0, w.X1)
	w.Y0, w.Y1 = clamp(w.Y0, w.Y1)
	return w
}

// Zoom returns w magnified by factor (> 1 shows less) about the point x, y,
// which stays where it is on the screen. Zooming stops at the limits of Clamp.
func (w Window) Zoom(x, y, factor float64) Window {
	if !(factor > 0) || math.IsInf(factor, 0) {
		return w
	}
	z := Window{
		X0: x + (w.X0-x)/factor, X1: x + (w.X1-x)/factor,
		Y0: y + (w.Y0-y)/factor, Y1: y + (w.Y1-y)/factor,
	}
	if check("x", z.X0, z.X1) != nil || check("y", z.Y0, z.Y1) != nil || z.Clamp() != z {
		return w
	}
	return z
}

// Pan returns w moved by fractions of its own width and height.
func (w Window) Pan(right, up float64) Window {
	dx, dy := right*(w.X1-w.X0), up*(w.Y1-w.Y0)
	p := Window{X0: w.X0 + dx, X1: w.X1 + dx, Y0: w.Y0 + dy, Y1: w.Y1 + dy}
	if check("x", p.X0, p.X1) != nil || check("y", p.Y0, p.Y1) != nil {
		return w
	}
	return p.Clamp()
}
