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
	LabelTexts []string // one for each level
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
			if c.LabelSize > 0 && i < len(c.LabelTexts) {
				var texts []Text
				lines, texts = c.label(p, lines, c.LabelTexts[i], s.Color)
				labels = append(labels, texts...)
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
	lo, _ := c.Field.Range()
	if c.ExtendLow {
		levels = slices.Concat([]float64{math.Inf(-1)}, levels)
	}
	regions := make([][][]point, len(levels))
	for i, level := range levels {
		if i == 0 && level <= lo { // the lowest value belongs to the first region
			level = math.Inf(-1)
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

// label returns lines with a gap in the middle of each that is long enough,
// and the text to be written there.
func (c *Contour) label(p *painter, lines [][]point, text string, color Color) (cut [][]point, labels []Text) {
	for _, line := range lines {
		label := Text{Base: NewBase(3), S: text, Size: c.LabelSize, Color: color, HAlign: "center", VAlign: "center"}
		if c.LabelColor != NoColor {
			label.Color = c.LabelColor
		}
		w, _ := label.extent(p.point)
		w += 0.5 * c.LabelSize * p.point
		length := lengthOf(line)
		before, rest := split(line, (length-w)/2)
		gap, after := split(rest, w)
		if length < 2*w || len(gap) < 2 {
			cut = append(cut, line)
			continue
		}
		from, to := gap[0], gap[len(gap)-1]
		middle, _ := split(line, length/2)
		at := middle[len(middle)-1]
		if !p.frame.contains(at) {
			cut = append(cut, line)
			continue
		}
		if from.x > to.x {
			from, to = to, from
		}
		label.X, label.Y, label.Rotation = at.x, at.y, -math.Atan2(to.y-from.y, to.x-from.x)*180/math.Pi
		cut, labels = append(cut, before, after), append(labels, label)
	}
	return cut, labels
}

func lengthOf(line []point) float64 {
	length := 0.0
	for i := 1; i < len(line); i++ {
		length += math.Hypot(line[i].x-line[i-1].x, line[i].y-line[i-1].y)
	}
	return length
}

// split cuts a line at a distance along it.
func split(line []point, at float64) (before, after []point) {
	for i := 1; i < len(line); i++ {
		p, q := line[i-1], line[i]
		d := math.Hypot(q.x-p.x, q.y-p.y)
		if at <= d && d > 0 {
			t := max(at, 0) / d
			m := point{p.x + t*(q.x-p.x), p.y + t*(q.y-p.y)}
			return append(slices.Clone(line[:i]), m), append([]point{m}, line[i:]...)
		}
		at -= d
	}
	return line, nil
}
