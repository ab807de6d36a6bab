package figure

import (
	"math"
	"slices"

	"fluxion/plots/scene"
)

// A Style is the look of new axes. Sizes are in points.
type Style struct {
	Width, Height, DPI        float64 // of figures, in inches
	Face, AxesFace, Edge      Color
	Text, Label, Tick         Color
	Cycle                     []Color
	LineWidth, MarkerSize     float64
	Font, TitleFont           float64 // the latter of axes
	LabelFont, TickFont       float64
	LegendFont, SuptitleFont  float64
	TitleBold                 bool
	Grid, GridBelow           bool
	GridStroke                Stroke
	FrameWidth, TickLength    float64
	HideLeft, HideRight       bool // lines of frames
	HideTop, HideBottom       bool
	Marker, LineStyle, Colors string // Colors is the name of a colour map
	TicksIn, Tight            bool
	LegendFrame               bool
	LegendLoc                 string
	OriginLower               bool // of images
	MarginX, MarginY          float64
}

// DefaultStyle returns the look of matplotlib.
func DefaultStyle() Style {
	return Style{
		Width: 6.4, Height: 4.8, DPI: 100,
		Face: 0xffffffff, AxesFace: 0xffffffff, Edge: 0x000000ff, Text: 0x000000ff, Label: 0x000000ff, Tick: 0x000000ff,
		Cycle: slices.Clone(Tableau), LineWidth: 1.5, MarkerSize: 6,
		Font: 10, TitleFont: 12, LabelFont: 10, TickFont: 10, LegendFont: 10, SuptitleFont: 12,
		GridStroke: Stroke{Color: 0xb0b0b0ff, Width: 0.8, Style: "-"},
		FrameWidth: 0.8, TickLength: 3.5, LineStyle: "-", Colors: "viridis",
		LegendFrame: true, LegendLoc: "best", MarginX: 0.05, MarginY: 0.05,
	}
}

// A Figure is a picture with any number of axes.
type Figure struct {
	Width, Height float64 // inches
	DPI           float64 // pixels per inch
	Face          Color
	Style         Style
	Axes          []*Axes
	Suptitle      *Text
	Texts         []*Text
	Legends       []*Legend
	// The border of the grid of axes as parts of width and height, from the lower
	// left corner, and the gaps in it as parts of the axes.
	Left, Right, Bottom, Top, WSpace, HSpace float64
	// Tight chooses these so that nothing overlaps; Pad is the free space in
	// font sizes.
	Tight bool
	Pad   float64
}

// New returns a figure without axes.
func New(s Style) *Figure {
	return &Figure{
		Width: s.Width, Height: s.Height, DPI: s.DPI, Face: s.Face, Style: s,
		Left: 0.125, Right: 0.9, Bottom: 0.11, Top: 0.88, WSpace: 0.2, HSpace: 0.2,
		Tight: s.Tight, Pad: 1.08,
	}
}

func (f *Figure) pixelWidth() float64  { return f.Width * f.DPI }
func (f *Figure) pixelHeight() float64 { return f.Height * f.DPI }

// point returns the pixels of a point.
func (f *Figure) point() float64 { return f.DPI / 72 }

// A Grid is an arrangement of axes in rows and columns.
type Grid struct {
	Rows, Cols int
	Widths     []float64 // of columns relative to each other; nil for equal ones
	Heights    []float64
	WSpace     float64 // NaN for that of the figure
	HSpace     float64
	Inside     *Slot // of another grid, or nil for the figure
}

// NewGrid returns a grid with equal cells.
func NewGrid(rows, cols int) *Grid {
	return &Grid{Rows: rows, Cols: cols, WSpace: math.NaN(), HSpace: math.NaN()}
}

// A Slot is where axes lie: cells of a grid, or a rectangle in parts of the
// figure.
type Slot struct {
	Grid       *Grid
	Row0, Row1 int // both inclusive
	Col0, Col1 int
	Rect       [4]float64 // left, bottom, width, height; without a grid
}

// rect returns the slot in parts of the figure, y downwards.
func (s Slot) rect(f *Figure) box {
	if s.Grid == nil {
		return box{s.Rect[0], 1 - s.Rect[1] - s.Rect[3], s.Rect[2], s.Rect[3]}
	}
	g := s.Grid
	outer := box{f.Left, 1 - f.Top, f.Right - f.Left, f.Top - f.Bottom}
	wspace, hspace := f.WSpace, f.HSpace
	if g.Inside != nil {
		outer = g.Inside.rect(f)
	}
	if !math.IsNaN(g.WSpace) {
		wspace = g.WSpace
	}
	if !math.IsNaN(g.HSpace) {
		hspace = g.HSpace
	}
	x0, x1 := track(outer.w, g.Cols, g.Widths, wspace, s.Col0, s.Col1)
	y0, y1 := track(outer.h, g.Rows, g.Heights, hspace, s.Row0, s.Row1)
	return box{outer.x + x0, outer.y + y0, x1 - x0, y1 - y0}
}

// track returns where the cells from first to last of n begin and end.
func track(length float64, n int, sizes []float64, space float64, first, last int) (from, to float64) {
	cell := length / (float64(n) + space*float64(n-1))
	gap := space * cell
	total := 0.0
	for i := range n {
		total += share(sizes, i)
	}
	at := 0.0
	for i := 0; i <= last; i++ {
		if i == first {
			from = at
		}
		to = at + cell*float64(n)*share(sizes, i)/total
		at = to + gap
	}
	return from, to
}

func share(sizes []float64, i int) float64 {
	if i < len(sizes) {
		return sizes[i]
	}
	return 1
}

// AddAxes returns new axes; those to share a range with may be nil.
func (f *Figure) AddAxes(slot Slot, shareX, shareY *Axes) *Axes {
	s := f.Style
	a := &Axes{
		figure: f, Slot: slot, Face: s.AxesFace, TitlePad: 6, Anchor: [2]float64{0.5, 0.5}, GridBelow: s.GridBelow, Palette: s.Cycle,
		Frame: Stroke{Color: s.Edge, Width: s.FrameWidth, Style: "-"},
		Sides: [4]bool{Left: !s.HideLeft, Right: !s.HideRight, Bottom: !s.HideBottom, Top: !s.HideTop},
	}
	ticks := TickStyle{Length: s.TickLength, Width: 0.8, Pad: 3.5, Size: s.TickFont, Color: s.Tick, LabelColor: s.Tick, In: s.TicksIn}
	a.X = Axis{Range: &Range{Auto: true, Margin: s.MarginX, horizontal: true}, TickStyle: ticks}
	a.Y = Axis{Range: &Range{Auto: true, Margin: s.MarginY}, TickStyle: ticks}
	if shareX != nil {
		a.X.Range = shareX.X.Range
	}
	if shareY != nil {
		a.Y.Range = shareY.Y.Range
	}
	a.X.members, a.Y.members = append(a.X.members, a), append(a.Y.members, a)
	if s.Grid {
		x, y := s.GridStroke, s.GridStroke
		a.X.GridLines, a.Y.GridLines = &x, &y
	}
	f.Axes = append(f.Axes, a)
	return a
}

// Remove takes axes out of the figure.
func (f *Figure) Remove(a *Axes) {
	f.Axes = slices.DeleteFunc(f.Axes, func(b *Axes) bool { return a == b })
	drop := func(b *Axes) bool { return a == b }
	a.X.members = slices.DeleteFunc(a.X.members, drop)
	a.Y.members = slices.DeleteFunc(a.Y.members, drop)
}

// SVG returns the figure as an image with a title and a description for screen
// readers. It keeps its light background on a dark page: programs choose their
// colours for it, and a figure is to look the same wherever it is shown.
func (f *Figure) SVG() []byte {
	p := &painter{point: f.point()}
	f.layout()
	w, h := coordinate(f.pixelWidth()), coordinate(f.pixelHeight())
	p.f(`<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img" aria-labelledby="%st %sd" font-family="%s" font-size="%s">`+"\n",
		w, h, w, h, placeholder, placeholder, fontFamily, coordinate(baseSize*p.point))
	title, description := f.describe()
	p.f("<title id=\"%st\">%s</title>\n<desc id=\"%sd\">%s</desc>\n", placeholder, scene.EscapeXML(title), placeholder, scene.EscapeXML(description))
	if f.Face&0xff != 0 {
		p.f("<rect width=\"%s\" height=\"%s\" %s/>\n", w, h, fillOf(f.Face))
	}
	axes := slices.Clone(f.Axes)
	slices.SortStableFunc(axes, func(a, b *Axes) int {
		switch d := a.ZOrder - b.ZOrder; {
		case d < 0:
			return -1
		case d > 0:
			return 1
		}
		return 0
	})
	for _, a := range axes {
		a.paint(p)
	}
	p.frame = box{0, 0, f.pixelWidth(), f.pixelHeight()}
	whole := &Axes{figure: f, frame: p.frame} // the coordinates of the figure
	whole.X.Range, whole.Y.Range = &Range{hi: 1, horizontal: true}, &Range{hi: 1}
	p.axes = whole
	if !isBlank(f.Suptitle) {
		x, y := f.Suptitle.place(p)
		p.put(f.Suptitle, x, y)
	}
	for _, t := range f.Texts {
		if !t.Hidden {
			x, y := t.place(p)
			p.put(t, x, y)
		}
	}
	for _, l := range f.Legends {
		l.paint(p, p.frame, nil)
	}
	p.f("</svg>\n")
	f.release()
	return p.finish()
}

// layout decides where the axes lie and fixes their limits.
func (f *Figure) layout() {
	for _, a := range f.Axes {
		a.known = a.bounds()
	}
	for _, a := range f.Axes {
		for _, r := range []*Range{a.X.Range, a.Y.Range} {
			if r.fixed == nil {
				v := r.view()
				r.fixed = &v
			}
		}
	}
	f.arrange()
	if f.Tight {
		for range 2 { // labels change with the length of the axes
			f.tighten()
			f.arrange()
		}
	}
}

// release forgets what layout has fixed.
func (f *Figure) release() {
	for _, a := range f.Axes {
		a.known = nil
		a.X.fixed, a.Y.fixed = nil, nil
	}
}

// arrange computes the frames of the axes.
func (f *Figure) arrange() {
	w, h := f.pixelWidth(), f.pixelHeight()
	places := map[*Axes]box{}
	for _, a := range f.Axes {
		places[a] = a.Slot.rect(f)
	}
	for _, a := range f.Axes {
		if a.Bar != nil {
			a.Bar.arrange(a, places, h/w)
		}
	}
	for _, a := range f.Axes {
		r := places[a]
		a.frame = box{r.x * w, r.y * h, max(r.w*w, 1), max(r.h*h, 1)}
		a.keepAspect()
	}
}

// tighten chooses the border of the grid and its gaps so that the decorations
// of the axes do not overlap.
func (f *Figure) tighten() {
	w, h, pt := f.pixelWidth(), f.pixelHeight(), f.point()
	pad := f.Pad * f.Style.Font * pt
	var left, right, bottom, top, gapX, gapY float64
	rows, cols := 1, 1
	for _, a := range f.Axes {
		if g := a.Slot.Grid; g != nil && g.Inside == nil {
			rows, cols = max(rows, g.Rows), max(cols, g.Cols)
		}
	}
	rights, lefts := make([]float64, cols+1), make([]float64, cols+1)
	bottoms, tops := make([]float64, rows+1), make([]float64, rows+1)
	for _, a := range f.Axes {
		s := a.Slot
		parent := a
		m := a.margins(pt)
		if a.Bar != nil && len(a.Bar.Parents) > 0 {
			parent = a.Bar.Parents[0]
			s = parent.Slot
		}
		if s.Grid == nil || s.Grid.Inside != nil {
			continue
		}
		slot := s.rect(f)
		// What lies beyond the slot counts.
		over := [4]float64{
			Left:   slot.x*w - (a.frame.x - m[Left]),
			Right:  a.frame.right() + m[Right] - (slot.x+slot.w)*w,
			Bottom: a.frame.bottom() + m[Bottom] - (slot.y+slot.h)*h,
			Top:    slot.y*h - (a.frame.y - m[Top]),
		}
		at := func(list []float64, i int, v float64) { list[i] = max(list[i], v) }
		scale := func(i, n, grid int) int { return i * n / max(grid, 1) }
		at(lefts, scale(s.Col0, cols, s.Grid.Cols), over[Left])
		at(rights, scale(s.Col1+1, cols, s.Grid.Cols), over[Right])
		at(tops, scale(s.Row0, rows, s.Grid.Rows), over[Top])
		at(bottoms, scale(s.Row1+1, rows, s.Grid.Rows), over[Bottom])
	}
	left, right = lefts[0], rights[cols]
	top, bottom = tops[0], bottoms[rows]
	for i := 1; i < cols; i++ {
		gapX = max(gapX, rights[i]+lefts[i])
	}
	for i := 1; i < rows; i++ {
		gapY = max(gapY, bottoms[i]+tops[i])
	}
	if !isBlank(f.Suptitle) {
		_, height := f.Suptitle.extent(pt)
		top += height + (1-f.Suptitle.Y)*h
	}
	l, r := (left+pad)/w, 1-(right+pad)/w
	b, t := (bottom+pad)/h, 1-(top+pad)/h
	if l >= r || b >= t {
		return // too small for its decorations
	}
	f.Left, f.Right, f.Bottom, f.Top = l, r, b, t
	space := func(gap, length float64, n int) float64 {
		cell := (length - (gap+pad)*float64(n-1)) / float64(n)
		if n < 2 || cell <= 0 {
			return 0.2
		}
		return (gap + pad) / cell
	}
	f.WSpace, f.HSpace = space(gapX, (r-l)*w, cols), space(gapY, (t-b)*h, rows)
}
