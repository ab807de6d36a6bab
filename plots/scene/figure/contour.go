package figure

import (
	"math"
	"slices"
)

// A Contour is a plot of level lines, or of the regions between levels.
type Contour struct {
	Base
	*Field
	Map *Mappable // with Levels and LevelColors
	// Widths and Styles of the lines, used in turn.
	Widths []float64
	Styles []string
	// ExtendLow and ExtendHigh fill what lies beyond the first and last level.
	ExtendLow, ExtendHigh bool
	// LabelSize, if not 0, writes the levels beside the lines.
	LabelSize  float64
	LabelColor Color
	LabelText  func(level float64) string
}

// AutoLevels returns round levels for values from lo to hi in about n steps.
func AutoLevels(lo, hi float64, n int, log bool) []float64 {
	var levels []float64
	if log {
		major, _ := logTicks(lo, hi, n)
		levels = major
	} else {
		from, to := nonsingular(lo, hi, 1e-13)
		levels = linearTicks(from, to, fineSteps, n+1, 1)
	}
	first, last := 0, len(levels)
	for i, v := range levels {
		if v < lo {
			first = i
		}
		if v > hi {
			last = i + 1
			break
		}
	}
	if last-first < 3 {
		return levels
	}
	return levels[first:last]
}

func (c *Contour) bounds(b *bounds) {
	for i := range c.Z {
		b.add(c.X[i], c.Y[i])
	}
}

// Range returns the smallest and the largest finite value.
func (f *Field) Range() (lo, hi float64) {
	e := emptyExtent
	for _, v := range f.Z {
		e.add(v)
	}
	if e.empty() {
		return math.NaN(), math.NaN()
	}
	return e.min, e.max
}

func (c *Contour) paint(p *painter) {
	pixels := func(lines [][][2]float64) [][]point {
		out := make([][]point, len(lines))
		for i, line := range lines {
			out[i] = make([]point, 0, len(line))
			for _, q := range line {
				if at := p.axes.pixel(q[0], q[1]); at.ok() {
					out[i] = append(out[i], at)
				}
			}
		}
		return out
	}
	levels := c.Map.Levels
	if !c.Map.Filled {
		var labels []Text
		for i, level := range levels {
			s := Stroke{Color: fade(pickColor(c.Map.LevelColors, i), c.Alpha), Width: c.Widths[i%len(c.Widths)], Style: c.Styles[i%len(c.Styles)]}
			lines := pixels(c.Contours(level))
			if c.LabelSize > 0 {
				labels = append(labels, c.labels(p, lines, level, s.Color)...)
			}
			var d path
			for _, line := range lines {
				for _, piece := range p.frame.grown(200).clipLine(line) {
					d.polyline(simplify(piece))
				}
			}
			p.draw(&d, NoColor, s, ` stroke-linejoin="round"`)
		}
		for i := range labels {
			p.put(&labels[i], labels[i].X, labels[i].Y)
		}
		return
	}
	lo, _ := c.Range()
	if c.ExtendLow {
		levels = slices.Concat([]float64{math.Inf(-1)}, levels)
	}
	regions := make([][][]point, len(levels))
	for i, level := range levels {
		if math.IsInf(level, -1) {
			level = lo - 1
		}
		regions[i] = pixels(c.Above(level))
	}
	var beyond [][]point
	if !c.ExtendHigh && len(regions) > 0 {
		beyond = regions[len(regions)-1]
		regions = regions[:len(regions)-1]
	}
	for i, region := range regions {
		color := fade(pickColor(c.Map.LevelColors, i), c.Alpha)
		// An opaque region is painted over by the higher ones, which leaves no
		// seams; others must not overlap.
		rest := beyond
		if color&0xff != 0xff && i+1 < len(regions) {
			rest = regions[i+1]
		}
		p.polygons(slices.Concat(region, rest, [][]point{nil}), color, Stroke{}, "")
	}
}

// labels returns the label of a level, in the middle of its longest line.
func (c *Contour) labels(p *painter, lines [][]point, level float64, color Color) []Text {
	var labels []Text
	for _, line := range lines {
		length := 0.0
		for i := 1; i < len(line); i++ {
			length += math.Hypot(line[i].x-line[i-1].x, line[i].y-line[i-1].y)
		}
		label := Text{Base: NewBase(3), S: c.LabelText(level), Size: c.LabelSize, Color: color, HAlign: "center", VAlign: "center"}
		if c.LabelColor != NoColor {
			label.Color = c.LabelColor
		}
		w, _ := label.extent(p.point)
		if length < 2.5*w {
			continue
		}
		walked := 0.0
		for i := 1; i < len(line); i++ {
			dx, dy := line[i].x-line[i-1].x, line[i].y-line[i-1].y
			if walked += math.Hypot(dx, dy); walked >= length/2 {
				label.X, label.Y = line[i].x, line[i].y
				label.Rotation = -math.Atan(dy/dx) * 180 / math.Pi
				if math.IsNaN(label.Rotation) {
					label.Rotation = 0
				}
				break
			}
		}
		label.Box = &TextBox{Fill: p.axes.Face, Pad: 0}
		label.Box.Fill = NoColor
		if p.frame.contains(point{label.X, label.Y}) {
			labels = append(labels, label)
		}
	}
	return labels
}
