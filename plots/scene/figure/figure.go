package figure

import (
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

func (f *Figure) pixelWidth() float64 { return f.Width * f.DPI }

func (f *Figure) pixelHeight() float64 { return f.Height * f.DPI }

// point returns the pixels of a point.
func (f *Figure) point() float64 { return f.DPI / 72 }

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
