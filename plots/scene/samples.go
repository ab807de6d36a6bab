package scene

import (
	"fmt"
	"math"
)

const (
	maxScatter  = 2000 // samples drawn in the plane
	maxStems    = 64   // samples drawn one by one against their labels
	histogram   = 20   // bins for more samples than that
	heatCell    = 8.0  // pixels
	heatLevels  = 24
	heatOpacity = 0.35
)

// class returns 1 for a label of 1, else 0.
func class(label float64) int {
	if label >= 0.5 {
		return 1
	}
	return 0
}

// dataPanel draws two-feature samples over the probability that the model
// gives to every place, with the line of p = ½.
func dataPanel(p *panel, v RegressionView) {
	p.reserve(leftRoom, bottomRoom)
	x, y := spread(v.Inputs, 0), spread(v.Inputs, 1)
	// The same scale on both axes, so that distances are true.
	if unit := max(x.width()/p.frame.W, y.width()/p.frame.H); unit > 0 {
		x, y = x.grown(unit*p.frame.W), y.grown(unit*p.frame.H)
	}
	p.x = linear(x.lo, x.hi, p.frame.W, tickGapX)
	p.y = linear(y.lo, y.hi, p.frame.H, tickGapY)
	p.heat(v)
	p.drawAxes("x₀", "x₁")
	p.boundary(v)

	n := len(v.Labels)
	every := (n + maxScatter - 1) / maxScatter
	points := [2]Item{}
	for c := range points {
		points[c] = Item{Kind: Markers, Role: RolePoint, Order: c, Shape: [2]Shape{Circle, Triangle}[c], Color: p.palette.Classes[c], Width: 8}
		if n > 400 {
			points[c].Width = 5
		}
	}
	for i := 0; i < n; i += every {
		at := &points[class(v.Labels[i])]
		if px, py := p.px(v.Inputs[2*i]), p.py(v.Inputs[2*i+1]); p.inside(px, py) {
			at.Points = append(at.Points, px, py)
		}
	}
	p.Items = append(p.Items, points[:]...)
	note := "● label 0   ▲ label 1"
	if every > 1 {
		note += fmt.Sprintf("   every %s sample", ordinal(every))
	}
	p.text(p.frame.X, p.frame.Y+p.frame.H+2*fontSize+5, fontSize-1, note, AnchorStart, TextLabel)
}

func ordinal(n int) string {
	switch {
	case n%10 == 2 && n != 12:
		return fmt.Sprintf("%dnd", n)
	case n%10 == 3 && n != 13:
		return fmt.Sprintf("%drd", n)
	case n%10 == 1 && n != 11:
		return fmt.Sprintf("%dst", n)
	}
	return fmt.Sprintf("%dth", n)
}

// spread returns the range of one feature with a margin.
func spread(inputs []float64, column int) span {
	r := span{math.Inf(1), math.Inf(-1)}
	for i := column; i < len(inputs); i += 2 {
		if v := inputs[i]; math.Abs(v) < maxCoord {
			r.lo, r.hi = min(r.lo, v), max(r.hi, v)
		}
	}
	if r.lo > r.hi {
		return span{-1, 1}
	}
	return r.grown(max(r.width()*1.1, 1e-6*math.Abs(r.lo), 1e-6))
}

// grown returns a range of the given width with the same centre.
func (r span) grown(width float64) span {
	center := r.lo + r.width()/2
	return span{center - width/2, center + width/2}
}

// heat shades the frame by the model's probability, in runs of equal shade.
// Cells begin and end on whole pixels, lest the background shine through.
func (p *panel) heat(v RegressionView) {
	cells := Item{Kind: Rects, Role: RoleHeat, Color: p.palette.Background}
	left, right := math.Round(p.frame.X), math.Round(p.frame.X+p.frame.W)
	top, bottom := math.Round(p.frame.Y), math.Round(p.frame.Y+p.frame.H)
	for y := top; y < bottom; y += heatCell {
		height := min(heatCell, bottom-y)
		x1 := p.y.hi - (y+height/2-p.frame.Y)/p.frame.H*(p.y.hi-p.y.lo)
		start, shade := left, -1
		for x := left; ; x += heatCell {
			next := -1
			if x < right {
				x0 := p.x.lo + (x+heatCell/2-p.frame.X)/p.frame.W*(p.x.hi-p.x.lo)
				if q := logistic(v.W[0]*x0 + v.W[1]*x1 + v.B); !math.IsNaN(q) {
					next = int(min(q*heatLevels, heatLevels-1))
				}
			}
			if next != shade {
				if shade >= 0 {
					cells.Points = append(cells.Points, float32(start), float32(y), float32(min(x, right)-start), float32(height))
					cells.Colors = append(cells.Colors, p.shade((float64(shade)+0.5)/heatLevels))
				}
				start, shade = x, next
			}
			if x >= right {
				break
			}
		}
	}
	p.Items = append(p.Items, cells)
}

// shade returns the colour of a probability: the background in the middle, so
// that the two classes stay apart without colours, too.
func (p *panel) shade(q float64) Color {
	return p.palette.Background.Mix(p.palette.Classes[class(q)], math.Abs(2*q-1)*heatOpacity)
}

func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// boundary draws W₀x₀ + W₁x₁ + b = 0, where the probability is one half.
func (p *panel) boundary(v RegressionView) {
	line := Item{Kind: Line, Role: RoleBoundary, Color: p.palette.Accent, Width: 2.5}
	var ends []float32
	side := func(x, y float64) float64 { return v.W[0]*x + v.W[1]*y + v.B }
	corners := [...][2]float64{{p.x.lo, p.y.lo}, {p.x.hi, p.y.lo}, {p.x.hi, p.y.hi}, {p.x.lo, p.y.hi}, {p.x.lo, p.y.lo}}
	for i, a := range corners[:4] {
		b := corners[i+1]
		sa, sb := side(a[0], a[1]), side(b[0], b[1])
		if sa < 0 == (sb < 0) || math.IsNaN(sa) || math.IsNaN(sb) {
			continue
		}
		t := sa / (sa - sb)
		if x, y := p.px(a[0]+t*(b[0]-a[0])), p.py(a[1]+t*(b[1]-a[1])); p.inside(x, y) {
			ends = append(ends, x, y)
		}
	}
	if len(ends) == 4 {
		line.add(ends...)
		p.Items = append(p.Items, line)
	}
}

// probabilityPanel compares predictions with labels: sample by sample where
// there are few, as two histograms where there are many.
func probabilityPanel(p *panel, v RegressionView) {
	p.reserve(leftRoom, bottomRoom)
	n := min(len(v.Probabilities), len(v.Labels))
	if n > maxStems {
		p.histograms(v.Probabilities[:n], v.Labels[:n])
		return
	}
	p.x = axis{lo: 0.5, hi: float64(max(n, 1)) + 0.5}
	every := max(1, int(math.Ceil(float64(n)*20/p.frame.W)))
	for i := 1; i <= n; i += every {
		p.x.ticks = append(p.x.ticks, tick{float64(i), fmt.Sprint(i)})
	}
	p.y = linear(-0.08, 1.08, p.frame.H, tickGapY)
	p.drawAxes("sample", "probability of label 1")
	half := Item{Kind: Line, Role: RoleReference, Color: p.palette.Axis, Width: 1, Dash: []float32{4, 4}}
	half.add(p.px(p.x.lo), p.py(0.5), p.px(p.x.hi), p.py(0.5))
	p.Items = append(p.Items, half)
	width := float32(min(10, 0.5*p.frame.W/float64(max(n, 1))))
	for c := range 2 {
		color := p.palette.Classes[c]
		bars := Item{Kind: Rects, Role: RoleBar, Order: c, Color: color.WithAlpha(0.35)}
		targets := Item{Kind: Markers, Role: RolePoint, Order: c, Shape: Ring, Color: color, Width: max(width, 6)}
		points := Item{Kind: Markers, Role: RolePoint, Order: c, Shape: [2]Shape{Circle, Triangle}[c], Color: color, Width: max(width, 6)}
		for i := range n {
			label, q := v.Labels[i], v.Probabilities[i]
			if class(label) != c || !(q >= 0 && q <= 1) {
				continue
			}
			x, from, to := p.px(float64(i+1)), p.py(label), p.py(q)
			bars.Points = append(bars.Points, x-width/2, min(from, to), width, max(from, to)-min(from, to))
			targets.Points = append(targets.Points, x, from)
			points.Points = append(points.Points, x, to)
		}
		p.Items = append(p.Items, bars, targets, points)
	}
	p.text(p.frame.X, p.frame.Y+p.frame.H+2*fontSize+5, fontSize-1, "○ label   ● ▲ predicted", AnchorStart, TextLabel)
}

// histograms draws how the probabilities are distributed: upwards for label
// 1, downwards for label 0.
func (p *panel) histograms(probabilities, labels []float64) {
	var counts [2][histogram]float64
	most := 1.0
	for i, q := range probabilities {
		if q >= 0 && q <= 1 {
			bin := &counts[class(labels[i])][int(min(q*histogram, histogram-1))]
			*bin++
			most = max(most, *bin)
		}
	}
	p.x = linear(0, 1, p.frame.W, tickGapX/1.5)
	p.y = linear(-1.08*most, 1.08*most, p.frame.H, tickGapY)
	for i := range p.y.ticks {
		if t := &p.y.ticks[i]; t.at < 0 {
			t.label = t.label[len("−"):] // a count, downwards
		}
	}
	p.drawAxes("probability of label 1", "samples")
	zero := p.py(0)
	for c := range counts {
		bars := Item{Kind: Rects, Role: RoleBar, Order: c, Color: p.palette.Classes[c]}
		for i, count := range counts[c] {
			if count == 0 {
				continue
			}
			left, right := p.px(float64(i)/histogram)+1, p.px(float64(i+1)/histogram)-1
			end := p.py(count * float64(2*c-1))
			bars.Points = append(bars.Points, left, min(zero, end), right-left, max(zero, end)-min(zero, end))
		}
		p.Items = append(p.Items, bars)
	}
	line := Item{Kind: Line, Role: RoleAxis, Color: p.palette.Axis, Width: 1}
	line.add(p.px(0), zero, p.px(1), zero)
	p.Items = append(p.Items, line)
	p.text(p.frame.X+6, p.frame.Y+fontSize+2, fontSize-1, "▲ label 1", AnchorStart, TextLabel)
	p.text(p.frame.X+6, p.frame.Y+p.frame.H-6, fontSize-1, "▼ label 0", AnchorStart, TextLabel)
}
