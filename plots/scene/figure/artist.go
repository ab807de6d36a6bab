package figure

import "math"

// An Artist is something drawn in axes.
type Artist interface {
	base() *Base
	bounds(b *bounds)
	paint(p *painter)
}

// A Base is what all artists have.
type Base struct {
	Label  string
	ZOrder float64
	Alpha  float64 // NaN leaves the colours as they are
	Hidden bool
	NoClip bool // may be drawn outside the axes
}

// NewBase returns the base of a visible artist.
func NewBase(z float64) Base { return Base{ZOrder: z, Alpha: math.NaN()} }

func (b *Base) base() *Base { return b }

// BaseOf returns what an artist has in common with all.
func BaseOf(a Artist) *Base { return a.base() }

// bounds are the data limits of axes, and the places that margins do not cross.
type bounds struct {
	x, y             extent
	stickyX, stickyY []float64
	axes             *Axes
}

func (b *bounds) add(x, y float64) {
	if finite(x) && finite(y) {
		b.x.add(x)
		b.y.add(y)
	}
}

// A Line is a line through points, with or without markers.
type Line struct {
	Base
	X, Y       []float64
	XIn, YIn   Space // InData or InAxes
	Stroke     Stroke
	Steps      string // pre, post, mid, or empty
	Marker     string
	MarkerSize float64 // points
	Face, Edge Color   // of markers
	EdgeWidth  float64 // points
	MarkEvery  int
	// ErrorX and ErrorY, if not nil, are the style of the line's error bars.
	ErrorX, ErrorY *Stroke
	Join           string
	// HasFace and HasEdge tell that the colours of markers were chosen and do not
	// follow the line's.
	HasFace, HasEdge bool
}

func (l *Line) bounds(b *bounds) {
	for i := range min(len(l.X), len(l.Y)) {
		x, y := l.X[i], l.Y[i]
		switch {
		case l.XIn == InData && l.YIn == InData:
			b.add(x, y)
		case l.XIn == InData:
			b.x.add(x)
		case l.YIn == InData:
			b.y.add(y)
		}
	}
}

// pixels returns the points, which may lie in the data or along the axes.
func (l *Line) pixels(p *painter) []point {
	points := make([]point, min(len(l.X), len(l.Y)))
	for i := range points {
		points[i] = p.axes.place(l.X[i], l.Y[i], l.XIn, l.YIn)
	}
	return points
}

func (l *Line) paint(p *painter) {
	points := l.pixels(p)
	s := l.Stroke
	s.Color = fade(s.Color, l.Alpha)
	if s.Style == "-" {
		s.cap = "square"
	}
	p.lines(stepped(points, l.Steps), s, l.Join)
	if l.Marker == "" {
		return
	}
	if l.MarkEvery > 1 {
		var some []point
		for i := 0; i < len(points); i += l.MarkEvery {
			some = append(some, points[i])
		}
		points = some
	}
	face, edge := l.Face, l.Edge
	if !l.HasFace {
		face = l.Stroke.Color
	}
	if !l.HasEdge {
		edge = l.Stroke.Color
	}
	m := markerStyle{shape: l.Marker, size: l.MarkerSize * p.point, edgeWidth: l.EdgeWidth, face: fade(face, l.Alpha), edge: fade(edge, l.Alpha)}
	p.markers(points, func(int) markerStyle { return m })
}

// stepped returns the corners of a line of steps.
func stepped(points []point, where string) []point {
	if where == "" || len(points) < 2 {
		return points
	}
	out := []point{points[0]}
	for i, q := range points[1:] {
		before := points[i]
		switch where {
		case "pre":
			out = append(out, point{before.x, q.y})
		case "post":
			out = append(out, point{q.x, before.y})
		case "mid":
			m := (before.x + q.x) / 2
			out = append(out, point{m, before.y}, point{m, q.y})
		}
		out = append(out, q)
	}
	return out
}

// Points are scattered markers, each with its own size and colours if there is
// more than one of these.
type Points struct {
	Base
	X, Y       []float64
	Areas      []float64 // squares of diameters in points, used in turn
	Face, Edge []Color   // used in turn; no Edge is the face's colour
	EdgeWidth  float64
	Marker     string
	Map        *Mappable // gives the faces colours, if not nil
}

func (s *Points) bounds(b *bounds) {
	for i := range s.X {
		b.add(s.X[i], s.Y[i])
	}
}

func (s *Points) paint(p *painter) {
	points := make([]point, len(s.X))
	for i := range points {
		points[i] = p.axes.pixel(s.X[i], s.Y[i])
	}
	p.markers(points, s.style(p.point))
}

// face returns the colour of the i-th point.
func (s *Points) face(i int) Color {
	if s.Map != nil {
		return s.Map.Color(s.Map.Values[i])
	}
	return fade(pickColor(s.Face, i), s.Alpha)
}

func (s *Points) style(pt float64) func(i int) markerStyle {
	return func(i int) markerStyle {
		m := markerStyle{shape: s.Marker, edgeWidth: s.EdgeWidth, face: s.face(i)}
		if len(s.Areas) > 0 {
			m.size = math.Sqrt(max(s.Areas[i%len(s.Areas)], 0)) * pt
		}
		m.edge = m.face
		if len(s.Edge) > 0 {
			m.edge = fade(pickColor(s.Edge, i), s.Alpha)
		}
		return m
	}
}

func pickColor(colors []Color, i int) Color {
	if len(colors) == 0 {
		return NoColor
	}
	return colors[i%len(colors)]
}

// A Polygon is a filled region: one or more rings, whose overlaps are holes.
type Polygon struct {
	Base
	Rings    [][][2]float64
	XIn, YIn Space
	Face     Color
	Stroke   Stroke
	// StickyX and StickyY are numbers that margins do not cross.
	StickyX, StickyY []float64
	Open             bool // the border is not closed; for the outline of steps
}

func (g *Polygon) bounds(b *bounds) {
	for _, ring := range g.Rings {
		for _, q := range ring {
			switch {
			case g.XIn == InData && g.YIn == InData:
				b.add(q[0], q[1])
			case g.XIn == InData:
				b.x.add(q[0])
			case g.YIn == InData:
				b.y.add(q[1])
			}
		}
	}
	b.stickyX = append(b.stickyX, g.StickyX...)
	b.stickyY = append(b.stickyY, g.StickyY...)
}

func (g *Polygon) pixels(p *painter) [][]point {
	var rings [][]point
	for _, ring := range g.Rings {
		points := make([]point, 0, len(ring))
		for _, q := range ring {
			at := p.axes.place(q[0], q[1], g.XIn, g.YIn)
			if p.axes.Y.Scale == Log && math.IsNaN(at.y) && q[1] <= 0 { // the foot of a bar
				at.y = p.frame.bottom() + 300
			}
			if p.axes.X.Scale == Log && math.IsNaN(at.x) && q[0] <= 0 {
				at.x = p.frame.x - 300
			}
			if at.ok() {
				points = append(points, at)
			}
		}
		rings = append(rings, points)
	}
	return rings
}

func (g *Polygon) paint(p *painter) {
	s := g.Stroke
	s.Color = fade(s.Color, g.Alpha)
	rings := g.pixels(p)
	if g.Open {
		for _, ring := range rings {
			p.lines(ring, s, "miter")
		}
		return
	}
	p.polygons(rings, fade(g.Face, g.Alpha), s, "")
}

// Segments are separate lines of one style each, such as error bars.
type Segments struct {
	Base
	Lines    [][][2]float64
	XIn, YIn Space
	Colors   []Color // used in turn
	Stroke   Stroke
	Map      *Mappable
}

func (s *Segments) bounds(b *bounds) {
	for _, line := range s.Lines {
		for _, q := range line {
			switch {
			case s.XIn == InData && s.YIn == InData:
				b.add(q[0], q[1])
			case s.XIn == InData:
				b.x.add(q[0])
			case s.YIn == InData:
				b.y.add(q[1])
			}
		}
	}
}

func (s *Segments) paint(p *painter) {
	uniform := len(s.Colors) < 2 && s.Map == nil
	var all path
	stroke := s.Stroke
	for i, line := range s.Lines {
		points := make([]point, len(line))
		for k, q := range line {
			points[k] = p.axes.place(q[0], q[1], s.XIn, s.YIn)
		}
		var one path
		d := &one
		if uniform {
			d = &all
		}
		for _, piece := range p.frame.grown(200).clipLine(points) {
			d.polyline(simplify(piece))
		}
		if !uniform {
			stroke.Color = fade(pickColor(s.Colors, i), s.Alpha)
			if s.Map != nil {
				stroke.Color = s.Map.Color(s.Map.Values[i])
			}
			p.draw(d, NoColor, stroke, "")
		}
	}
	if uniform {
		stroke.Color = fade(pickColor(s.Colors, 0), s.Alpha)
		p.draw(&all, NoColor, stroke, "")
	}
}

// An Endless line goes through a point in data coordinates and has no end. Its
// look is that of Line.
type Endless struct {
	*Line
	X, Y, Slope float64
}

func (l *Endless) bounds(b *bounds) { b.add(l.X, l.Y) }

func (l *Endless) paint(p *painter) {
	at := p.axes.pixel(l.X, l.Y)
	x, y := p.axes.X.view(), p.axes.Y.view()
	dx, dy := p.frame.w/(x.to-x.from), -l.Slope*p.frame.h/(y.to-y.from)
	if math.IsInf(l.Slope, 0) {
		dx, dy = 0, 1
	}
	length := math.Hypot(dx, dy)
	if !at.ok() || !(length > 0) {
		return
	}
	// The nearest point to the middle of the frame, and far from there.
	ux, uy := dx/length, dy/length
	mid := point{p.frame.x + p.frame.w/2, p.frame.y + p.frame.h/2}
	along := (mid.x-at.x)*ux + (mid.y-at.y)*uy
	reach := p.frame.w + p.frame.h
	s := l.Stroke
	s.Color = fade(s.Color, l.Alpha)
	p.lines([]point{{at.x + (along-reach)*ux, at.y + (along-reach)*uy}, {at.x + (along+reach)*ux, at.y + (along+reach)*uy}}, s, "")
}
