package scene

import (
	"math"
	"slices"
)

// A heatScale gives values their colours.
type heatScale struct {
	lo, hi    float64 // lo < hi, unless there are no values
	diverging bool    // 0 has the neutral colour
	ticks     scale
	below     bool // values are less than lo
	above     bool // values are greater than hi
	undefined float64
	constant  bool
}

// A Heat is the colour scale of a heat map, and what its values are.
type Heat struct {
	Low, High float64 // the ends of the scale
	Stops     []Color // at even distances from Low to High; empty if there are no values
	Ticks     []HeatTick
	Text      Color // of the ticks' labels
	Coarse    bool  // a finer picture can be had
}

// A HeatTick is a number at a colour scale, At being 0 at its low end and 1 at its
// high end.
type HeatTick struct {
	At    float64
	Label string
}

const (
	// spare is the part of the values on either side that a scale may leave out,
	// and worth is how much finer it must become by that: a few values next to a
	// pole would leave one colour for all others.
	spare = 0.02
	worth = 4

	// sided is the part of a scale beyond 0 that makes it one of both signs.
	sided = 0.01

	// hill is how many times the spread of most values is the highest hill.
	hill = 1000

	// manySorted is of how many values the scale is made.
	manySorted = 8000

	stops = 33
)

// newHeatScale returns the scale of some values, on a bar of the given length.
func newHeatScale(values []float64, least, greatest extreme, length float64) heatScale {
	var s heatScale
	var sorted []float64
	undefined, every := 0, max(len(values)/manySorted, 1)
	for i, v := range values {
		switch {
		case math.IsNaN(v):
			undefined++
		case math.Abs(v) <= maxCoord && i%every == 0:
			sorted = append(sorted, v)
		}
	}
	s.undefined = float64(undefined) / float64(max(len(values), 1))
	if len(sorted) == 0 {
		return s
	}
	slices.Sort(sorted)
	last := len(sorted) - 1
	cut := int(spare * float64(last))
	lo, hi := sorted[cut], sorted[last-cut]
	spread := hi - lo
	// What is far from most values counts if it is the top of a hill, or the bottom
	// of a hollow, and not the way to a pole or to the border of the window.
	if d := lo - least.value; spread > 0 && d > worth*spread && !(least.inside && d < hill*spread) {
		s.lo = max(lo-spread/4, sorted[0])
	} else {
		s.lo = least.value
	}
	if d := greatest.value - hi; spread > 0 && d > worth*spread && !(greatest.inside && d < hill*spread) {
		s.hi = min(hi+spread/4, sorted[last])
	} else {
		s.hi = greatest.value
	}
	s.lo, s.hi = max(s.lo, -maxCoord), min(s.hi, maxCoord)
	if s.hi-s.lo <= 1e-12*max(math.Abs(s.lo), math.Abs(s.hi)) {
		s.constant = true
		middle := s.lo/2 + s.hi/2
		reach := max(math.Abs(middle), 1) / 2
		s.lo, s.hi = middle-reach, middle+reach
	}
	// Ends at whole parts of a step stay while the window moves a little.
	s.ticks = newScale(s.lo, s.hi, length, tickGapY)
	unit := s.ticks.step() / float64(s.ticks.minor)
	s.lo, s.hi = math.Floor(s.lo/unit+1e-9)*unit, math.Ceil(s.hi/unit-1e-9)*unit
	s.diverging = min(-s.lo, s.hi) > sided*(s.hi-s.lo)
	s.below, s.above = least.value < s.lo, greatest.value > s.hi
	return s
}

// empty reports whether there are no values to give colours to.
func (s *heatScale) empty() bool { return !(s.lo < s.hi) }

// share returns where a value lies from 0 at lo to 1 at hi, or beyond.
func (s *heatScale) share(v float64) float64 { return (v - s.lo) / (s.hi - s.lo) }

// color returns the colour at a share of the scale.
func (s *heatScale) color(theme Theme, share float64) Color {
	if s.diverging {
		// Equally far from 0 is equally strong, so one side may not use all of its colours.
		share = 0.5 + (s.lo+share*(s.hi-s.lo))/max(-s.lo, s.hi)/2
	}
	return heatColor(theme, s.diverging, share)
}

// bar describes the scale for a painter of colour bars.
func (s *heatScale) bar(theme Theme) *Heat {
	h := &Heat{Low: s.lo, High: s.hi, Text: theme.Palette().Text}
	if s.empty() {
		return h
	}
	for i := range stops {
		h.Stops = append(h.Stops, s.color(theme, float64(i)/(stops-1)))
	}
	first, last := s.ticks.ticks(s.lo, s.hi)
	for i := first; i <= last; i++ {
		h.Ticks = append(h.Ticks, HeatTick{s.share(s.ticks.value(i)), s.ticks.label(i, s.lo, s.hi)})
	}
	return h
}
