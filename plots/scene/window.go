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
	nearest := min(max(center, -maxCoord), maxCoord)
	least := max(minWidth, narrowest*math.Abs(nearest))
	width := min(max(hi-lo, least), maxWidth)
	if width == hi-lo && nearest == center {
		return lo, hi
	}
	return nearest - width/2, nearest + width/2
}

// Clamp returns the window nearest to w that floating-point numbers can
// resolve: neither too narrow for its distance from zero nor wider than 1e300.
func (w Window) Clamp() Window {
	w.X0, w.X1 = clamp(w.X0, w.X1)
	w.Y0, w.Y1 = clamp(w.Y0, w.Y1)
	return w
}
