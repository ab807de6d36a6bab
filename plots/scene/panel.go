package scene

import "math"

// A tick is a labelled position on an axis.
type tick struct {
	at    float64
	label string
}

// An axis of a panel runs from lo to hi in the unit of at.
type axis struct {
	lo, hi float64
	ticks  []tick
}

// linear returns an axis of length pixels with ticks at least gap apart.
func linear(lo, hi, length, gap float64) axis {
	s := newScale(lo, hi, max(length, gap), gap)
	a := axis{lo: lo, hi: hi}
	first, last := s.ticks(lo, hi)
	for i := first; i <= last; i++ {
		a.ticks = append(a.ticks, tick{s.value(i), s.label(i, lo, hi)})
	}
	return a
}

// logarithmic returns an axis of powers of ten; lo and hi are exponents.
func logarithmic(lo, hi, length float64) axis {
	decade := length / (hi - lo)
	switch {
	case decade > 7*tickGapY:
		return within(lo, hi, 1, 1.5, 2, 3, 4, 5, 6, 8)
	case decade > 3*tickGapY:
		return within(lo, hi, 1, 2, 5)
	}
	a := within(lo, hi, 1)
	every := int(math.Ceil(0.7 * tickGapY / decade))
	kept := a.ticks[:0]
	for i, t := range a.ticks {
		if i%every == 0 {
			kept = append(kept, t)
		}
	}
	a.ticks = kept
	return a
}

// within returns a logarithmic axis with ticks at the given multiples of the
// powers of ten.
func within(lo, hi float64, multiples ...float64) axis {
	a := axis{lo: lo, hi: hi}
	for e := math.Floor(lo); e <= hi; e++ {
		for _, m := range multiples {
			at := e + math.Log10(m)
			if at >= lo && at <= hi {
				a.ticks = append(a.ticks, tick{at, FormatNumber(m*math.Pow(10, e), 2)})
			}
		}
	}
	return a
}

// A panel is a chart inside a display, with its axes outside its frame.
type panel struct {
	*Display
	palette Palette
	outer   Rect
	frame   Rect // of the data
	x, y    axis
}

const (
	panelPad  = 10.0
	titleSize = 13.0
)

// newPanel writes the title into outer and leaves the rest as the frame.
func newPanel(d *Display, palette Palette, outer Rect, title string) *panel {
	p := &panel{Display: d, palette: palette, outer: outer}
	p.text(outer.X+panelPad, outer.Y+panelPad+titleSize, titleSize, title, AnchorStart, TextTitle)
	p.frame = Rect{outer.X + panelPad, outer.Y + 2*panelPad + titleSize + 2, outer.W - 2*panelPad, outer.H - 3*panelPad - titleSize - 2}
	return p
}

func (p *panel) text(x, y, size float64, text string, anchor Anchor, role TextRole) {
	p.Texts = append(p.Texts, Text{X: x, Y: y, Size: size, Text: text, Anchor: anchor, Role: role, Color: p.palette.Text})
}

func (p *panel) px(x float64) float32 {
	return float32(p.frame.X + (x-p.x.lo)/(p.x.hi-p.x.lo)*p.frame.W)
}

func (p *panel) py(y float64) float32 {
	return float32(p.frame.Y + (p.y.hi-y)/(p.y.hi-p.y.lo)*p.frame.H)
}

// reserve takes room for axis labels from the frame.
func (p *panel) reserve(left, bottom float64) {
	p.frame.X += left
	p.frame.W = max(p.frame.W-left, 1)
	p.frame.H = max(p.frame.H-bottom, 1)
}

// Room for the labels of a panel's axes.
const (
	leftRoom   = 48.0
	bottomRoom = 34.0
)

// drawAxes draws frame, grid and labels for the axes x and y, which must be
// set, and the names of the axes.
func (p *panel) drawAxes(xName, yName string) {
	lines := Item{Kind: Line, Role: RoleGrid, Color: p.palette.Grid, Width: 1}
	left, top := float32(p.frame.X), float32(p.frame.Y)
	right, bottom := float32(p.frame.X+p.frame.W), float32(p.frame.Y+p.frame.H)
	for _, t := range p.x.ticks {
		x := crisp(float64(p.px(t.at)))
		lines.add(x, top, x, bottom)
		p.text(float64(x), float64(bottom)+fontSize+3, fontSize-1, t.label, AnchorMiddle, TextTickX)
	}
	for _, t := range p.y.ticks {
		y := crisp(float64(p.py(t.at)))
		lines.add(left, y, right, y)
		p.text(float64(left)-5, float64(y)+0.35*fontSize, fontSize-1, t.label, AnchorEnd, TextTickY)
	}
	border := Item{Kind: Line, Role: RoleAxis, Color: p.palette.Axis, Width: 1}
	border.add(crisp(float64(left)), top, crisp(float64(left)), crisp(float64(bottom)), right, crisp(float64(bottom)))
	p.Items = append(p.Items, lines, border)
	p.text(float64(right), float64(bottom)+2*fontSize+5, fontSize-1, xName, AnchorEnd, TextLabel)
	p.text(float64(right), p.outer.Y+panelPad+titleSize, fontSize-1, yName, AnchorEnd, TextLabel)
}

// inside reports whether a pixel lies in the frame, give or take one.
func (p *panel) inside(x, y float32) bool {
	const slack = 1
	return float64(x) >= p.frame.X-slack && float64(x) <= p.frame.X+p.frame.W+slack &&
		float64(y) >= p.frame.Y-slack && float64(y) <= p.frame.Y+p.frame.H+slack
}

// columns lays n panels out: in two columns side by side where the picture is
// wide, else one below the other.
func columns(width, height float64, n int) []Rect {
	cells := make([]Rect, n)
	if width < wideLayout {
		for i := range cells {
			cells[i] = Rect{0, height * float64(i) / float64(n), width, height / float64(n)}
		}
		return cells
	}
	rows := (n + 1) / 2
	h := height / float64(rows)
	for i := range cells {
		cells[i] = Rect{width / 2 * float64(i%2), h * float64(i/2), width / 2, h}
	}
	if n%2 == 1 { // the last one alone in its row
		cells[n-1].W = width
	}
	return cells
}

// wideLayout is the least width of a picture with two columns.
const wideLayout = 640
