package figure

import (
	"math"
	"slices"
)

// A Colorbar shows which numbers the colours of an artist stand for. It has axes
// of its own, beside those that it takes room from.
type Colorbar struct {
	Map      *Mappable
	Parents  []*Axes
	Location string // right, left, bottom or top
	// Fraction of the parents' size for the bar, Pad between them, Shrink of the
	// bar's length, and Aspect, its length in widths.
	Fraction, Pad, Shrink, Aspect float64
	// Whole fills the axes instead of a bar in them.
	Whole bool
	axes  *Axes
}

func (c *Colorbar) horizontal() bool { return c.Location == "bottom" || c.Location == "top" }

// Attach makes axes those of a colour bar: with limits, ticks and without
// margins.
func (c *Colorbar) Attach(a *Axes) {
	c.axes, a.Bar = a, c
	a.GridBelow = true
	a.X.GridLines, a.Y.GridLines = nil, nil
	long, short := &a.Y, &a.X
	if c.horizontal() {
		long, short = &a.X, &a.Y
	}
	lo, hi := c.Map.Norm.VMin, c.Map.Norm.VMax
	if levels := c.Map.Levels; len(levels) > 1 {
		lo, hi = levels[0], levels[len(levels)-1]
		step := (len(levels) + 9) / 10
		for i := 0; i < len(levels); i += step {
			long.Ticks = append(long.Ticks, levels[i])
		}
	} else if edges := c.Map.Norm.Edges; len(edges) > 1 {
		lo, hi = edges[0], edges[len(edges)-1]
		long.Ticks = edges
	}
	long.Scale = c.Map.Norm.Scale
	long.SetLimits(lo, hi)
	long.Opposite = c.Location == "right" || c.Location == "top"
	short.SetLimits(0, 1)
	short.Ticks = []float64{}
	short.TickStyle.HideMarks, short.TickStyle.HideLabels = true, true
}

// arrange places the bar beside its parents, which become smaller. heightToWidth
// is that of the figure.
func (c *Colorbar) arrange(a *Axes, places map[*Axes]box, heightToWidth float64) {
	if c.Whole || len(c.Parents) == 0 {
		return
	}
	all := places[c.Parents[0]]
	for _, parent := range c.Parents[1:] {
		b := places[parent]
		x, y := min(all.x, b.x), min(all.y, b.y)
		all = box{x, y, max(all.right(), b.right()) - x, max(all.bottom(), b.bottom()) - y}
	}
	keep := 1 - c.Fraction - c.Pad
	rest, bar := all, all
	switch c.Location {
	case "left":
		rest.x, rest.w = all.x+(1-keep)*all.w, keep*all.w
		bar.w = c.Fraction * all.w
	case "bottom":
		rest.h = keep * all.h
		bar.y, bar.h = all.y+(1-c.Fraction)*all.h, c.Fraction*all.h
	case "top":
		rest.y, rest.h = all.y+(1-keep)*all.h, keep*all.h
		bar.h = c.Fraction * all.h
	default:
		rest.w = keep * all.w
		bar.x, bar.w = all.x+(1-c.Fraction)*all.w, c.Fraction*all.w
	}
	if c.horizontal() {
		bar.x, bar.w = bar.x+bar.w*(1-c.Shrink)/2, bar.w*c.Shrink
		thick := min(bar.w/c.Aspect/heightToWidth, bar.h)
		if c.Location == "top" {
			bar.y += bar.h - thick
		}
		bar.h = thick
	} else {
		bar.y, bar.h = bar.y+bar.h*(1-c.Shrink)/2, bar.h*c.Shrink
		thick := min(bar.h*heightToWidth/c.Aspect, bar.w)
		if c.Location == "left" {
			bar.x += bar.w - thick
		}
		bar.w = thick
	}
	for _, parent := range c.Parents {
		b := places[parent]
		places[parent] = box{
			rest.x + (b.x-all.x)/all.w*rest.w, rest.y + (b.y-all.y)/all.h*rest.h,
			b.w / all.w * rest.w, b.h / all.h * rest.h,
		}
		if !c.horizontal() && c.Location != "left" {
			parent.Anchor = [2]float64{1, 0.5}
		}
	}
	places[a] = bar
}

// paint draws the colours, or the lines of a contour plot.
func (c *Colorbar) paint(p *painter) {
	var edges []float64
	switch {
	case len(c.Map.Levels) > 1:
		edges = c.Map.Levels
	case len(c.Map.Norm.Edges) > 1:
		edges = c.Map.Norm.Edges
	}
	at := func(along, across float64) point {
		if c.horizontal() {
			return p.axes.place(along, across, InData, InAxes)
		}
		return p.axes.place(across, along, InAxes, InData)
	}
	switch {
	case edges == nil:
		const steps = rampSize
		w, h := 1, steps
		if c.horizontal() {
			w, h = steps, 1
		}
		n := c.Map.Norm
		p.picture(paletted(w, h, func(x, y int) Color {
			place := float64(steps-1-y) + 0.5
			if c.horizontal() {
				place = float64(x) + 0.5
			}
			return c.Map.Color(n.inverse(place / steps))
		}), p.frame, false)
	case len(c.Map.Levels) > 1 && !c.Map.Filled:
		for i, v := range edges {
			var d path
			d.polyline([]point{at(v, 0), at(v, 1)})
			p.draw(&d, NoColor, Stroke{Color: fade(pickColor(c.Map.LevelColors, i), c.Map.Alpha), Width: 1.5, Style: "-"}, "")
		}
	default:
		for i := range len(edges) - 1 {
			color := fade(pickColor(c.Map.LevelColors, i), c.Map.Alpha)
			if len(c.Map.LevelColors) == 0 {
				color = c.Map.Color((edges[i] + edges[i+1]) / 2)
			}
			var d path
			ring := []point{at(edges[i], 0), at(edges[i], 1), at(edges[i+1], 1), at(edges[i+1], 0)}
			if slices.ContainsFunc(ring, func(q point) bool { return !q.ok() || math.Abs(q.x)+math.Abs(q.y) > 1e6 }) {
				continue
			}
			d.polygon(ring)
			p.draw(&d, color, Stroke{}, ` shape-rendering="crispEdges"`)
		}
	}
}
