package figure

import (
	"math"
	"slices"
	"strings"
)

// A Range is the part of an axis that is shown. Axes that share it show the
// same.
type Range struct {
	Scale Scale
	// Auto adapts the limits to the data.
	Auto     bool
	Inverted bool // larger numbers come first where Auto
	// Tight leaves no margin.
	Tight      bool
	Margin     float64 // a fraction of the length
	Categories []string
	lo, hi     float64
	fixed      *view // what is drawn, while it is drawn
	horizontal bool
	members    []*Axes
}

// An Axis is the x or the y axis of some axes.
type Axis struct {
	*Range
	Label *Text
	// Ticks, if not nil, are where the ticks are; Labels, if not nil, what is
	// written there. Format, if set, writes the others.
	Ticks, MinorTicks []float64
	Labels            []string
	Format            func(v float64, i int) string
	Bins              int // the most intervals between ticks, 0 for as many as fit
	Integer           bool
	TickStyle         TickStyle
	GridLines         *Stroke // nil for none
	MinorGrid         *Stroke
	// Opposite has ticks and labels above or to the right.
	Opposite bool
}

// A TickStyle says how ticks look. Lengths are in points.
type TickStyle struct {
	Length, Width, Pad, Size float64
	Color, LabelColor        Color
	Rotation                 float64 // of labels, in degrees
	HideMarks, HideLabels    bool
	In                       bool // point inwards
}

// Limits returns the ends of the axis, the first one where the axis begins.
func (r *Range) Limits() (lo, hi float64) {
	if r.fixed != nil {
		return r.fixed.lo, r.fixed.hi
	}
	if !r.Auto {
		return r.lo, r.hi
	}
	all := emptyExtent
	var sticky []float64
	for _, a := range r.members {
		b := a.bounds()
		e, s := b.y, b.stickyY
		if r.horizontal {
			e, s = b.x, b.stickyX
		}
		all.add(e.min)
		all.add(e.max)
		all.positive = min(all.positive, e.positive)
		sticky = append(sticky, s...)
	}
	margin := r.Margin
	if r.Tight {
		margin = 0
	}
	if all.empty() && r.Scale != Log && r.emptyData() {
		all = extent{} // lines without points count as data at zero
	}
	if all.empty() {
		lo, hi = r.Scale.separate(all)
	} else {
		lo, hi = r.Scale.view(all, margin, sticky)
	}
	if r.Inverted {
		return hi, lo
	}
	return lo, hi
}

// emptyData reports whether there are lines without points.
func (r *Range) emptyData() bool {
	for _, a := range r.members {
		for _, artist := range a.Artists {
			if l, ok := artist.(*Line); ok && len(l.X) == 0 {
				return true
			}
		}
	}
	return false
}

// SetLimits fixes the ends, which are moved apart if they are equal.
func (r *Range) SetLimits(lo, hi float64) {
	if inverted := hi < lo; inverted {
		hi, lo = nonsingular(hi, lo, 0.05)
	} else {
		lo, hi = nonsingular(lo, hi, 0.05)
	}
	r.lo, r.hi, r.Auto = lo, hi, false
}

// Category returns the place of a name on the axis, a new one for a new name.
func (r *Range) Category(name string) float64 {
	i := slices.Index(r.Categories, name)
	if i < 0 {
		i = len(r.Categories)
		r.Categories = append(r.Categories, name)
	}
	return float64(i)
}

// A tick is a labelled place on an axis.
type tick struct {
	at    float64
	label string
}

// Locate returns the ticks of the axis at a length in points, those outside the
// limits included, and what is common to their labels. The labels of minor
// ticks are empty but on short logarithmic axes.
func (x *Axis) locate(length float64) (major, minor []tick, common string) {
	lo, hi := x.Limits()
	if lo > hi {
		lo, hi = hi, lo
	}
	size := x.TickStyle.Size
	n := int(length / (2 * size))
	if x.horizontal {
		n = int(length / (3 * size))
	}
	bins := min(max(n, 1), 9)
	if x.Bins > 0 {
		bins = x.Bins
	}
	var at, between []float64
	var labels []string
	switch {
	case x.Ticks != nil:
		at = x.Ticks
	case len(x.Categories) > 0:
		for i := range x.Categories {
			at = append(at, float64(i))
		}
		labels = x.Categories
	case x.Scale == Log:
		at, between = logTicks(lo, hi, min(max(n, 2), 9))
	case x.Scale == SymLog:
		at = symLogTicks(lo, hi, bins)
	default:
		from, to := nonsingular(lo, hi, 0.05)
		steps := autoSteps
		if x.Bins > 0 {
			steps = fineSteps
		}
		at = linearTicks(from, to, steps, bins, 2)
	}
	if x.Integer {
		at = slices.DeleteFunc(at, func(v float64) bool { return v != math.Trunc(v) })
	}
	if x.MinorTicks != nil {
		between = x.MinorTicks
	}
	switch {
	case x.Labels != nil:
		labels = x.Labels
	case x.Format != nil:
		labels = make([]string, len(at))
		for i, v := range at {
			labels[i] = x.Format(v, i)
		}
	case labels != nil:
	case x.Scale == Log && isLogTicks(at):
		labels = logLabels(at, lo, hi, false)
	case x.Scale == SymLog:
		for _, v := range at {
			labels = append(labels, logLabel(v))
		}
	default:
		labels, common = linearLabels(at, lo, hi)
	}
	for i, v := range at {
		t := tick{at: v}
		if i < len(labels) {
			t.label = labels[i]
		}
		major = append(major, t)
	}
	var names []string
	if x.Scale == Log && x.Ticks == nil && x.Format == nil {
		names = logLabels(between, lo, hi, true)
	}
	for i, v := range between {
		t := tick{at: v}
		if names != nil {
			t.label = names[i]
		}
		minor = append(minor, t)
	}
	return major, minor, common
}

// isLogTicks reports whether all ticks are powers of ten.
func isLogTicks(ticks []float64) bool {
	for _, v := range ticks {
		if e := math.Log10(v); v <= 0 || math.Abs(e-math.Round(e)) > 1e-9 {
			return false
		}
	}
	return true
}

// Located returns the places and labels of the ticks.
func (x *Axis) Located(a *Axes) (at []float64, labels []string) {
	major, _, _ := x.locate(a.lengthOf(x))
	for _, t := range major {
		at = append(at, t.at)
		labels = append(labels, t.label)
	}
	return at, labels
}

// visible returns those ticks that lie within the limits, give or take a
// fraction of a pixel.
func (x *Axis) visible(ticks []tick) []tick {
	lo, hi := x.Limits()
	from, to := x.Scale.forward(lo), x.Scale.forward(hi)
	if from > to {
		from, to = to, from
	}
	room := 1e-10 * (to - from)
	var out []tick
	for _, t := range ticks {
		if p := x.Scale.forward(t.at); p >= from-room && p <= to+room {
			out = append(out, t)
		}
	}
	return out
}

// isBlank reports whether a text shows nothing.
func isBlank(t *Text) bool { return t == nil || strings.TrimSpace(t.S) == "" || t.Hidden }
