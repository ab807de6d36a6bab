package figure

import (
	"math"
	"strings"

	"fluxion/plots/scene"
)

// A Space says what the coordinates of an artist mean.
type Space uint8

const (
	InData   Space = iota
	InAxes         // 0, 0 is the lower left corner of the axes and 1, 1 the upper right one
	InFigure       // the same of the figure
)

// A Text is a text in a figure. Labels and titles have no place of their own.
type Text struct {
	Base
	S        string
	X, Y     float64
	Space    Space
	Size     float64 // points
	Color    Color
	HAlign   string  // left, center, right
	VAlign   string  // top, center, baseline, bottom
	Rotation float64 // degrees, counterclockwise
	Bold     bool
	Italic   bool
	Mono     bool
	// Box, if not nil, is drawn behind the text.
	Box *TextBox
	// Arrow, if not nil, points from the text at a place in data coordinates.
	Arrow *Arrow
	// Dx and Dy move the text, in points.
	Dx, Dy float64
}

// A TextBox is a frame around a text. Pad is in font sizes.
type TextBox struct {
	Fill   Color
	Stroke Stroke
	Pad    float64
	Round  bool
}

// An Arrow points at a place.
type Arrow struct {
	X, Y   float64
	Stroke Stroke
	Head   float64 // its length in points, 0 for a line without head
	Start  float64 // and at its other end
	Wedge  bool    // a filled arrow that gets wider
}

func (*Text) bounds(*bounds) {}

// lines returns the rows of a text.
func (t *Text) rows() [][]span {
	var rows [][]span
	for _, line := range strings.Split(t.S, "\n") {
		spans := setText(line)
		for i := range spans {
			spans[i].bold = spans[i].bold || t.Bold
			spans[i].italic = spans[i].italic || t.Italic
		}
		rows = append(rows, spans)
	}
	return rows
}

// extent returns width and height in pixels without rotation.
func (t *Text) extent(point float64) (w, h float64) {
	rows := t.rows()
	for _, r := range rows {
		w = max(w, widthOf(r))
	}
	h = ascent + descent + lineSkip*float64(len(rows)-1)
	for _, s := range rows[0] {
		if s.rise > 0 { // an upper script
			h += scriptRoom
			break
		}
	}
	return w * t.Size * point, h * t.Size * point
}

// scriptRoom is what an upper script adds to the height, in font sizes.
const scriptRoom = 0.2

// turned returns width and height of the box around the rotated text.
func (t *Text) turned(point float64) (w, h float64) {
	w, h = t.extent(point)
	s, c := math.Sincos(t.Rotation * math.Pi / 180)
	s, c = math.Abs(s), math.Abs(c)
	return w*c + h*s, w*s + h*c
}

// boxAt returns the box around the text if its anchor lies at a pixel.
func (t *Text) boxAt(x, y, point float64) box {
	w, h := t.turned(point)
	b := box{x, y - h, w, h}
	switch t.HAlign {
	case "center":
		b.x -= w / 2
	case "right":
		b.x -= w
	}
	switch t.VAlign {
	case "top":
		b.y = y
	case "center", "center_baseline":
		b.y = y - h/2
	case "baseline", "":
		b.y += descent * t.Size * point
	}
	return b
}

// put paints a text whose anchor lies at a pixel.
func (p *painter) put(t *Text, x, y float64) {
	if isBlank(t) || !finite(x) || !finite(y) {
		return
	}
	around := t.boxAt(x, y, p.point)
	if t.Box != nil {
		pad := t.Box.Pad * t.Size * p.point
		radius := 0.0
		if t.Box.Round {
			radius = pad
		}
		p.rect(around.grown(pad), fade(t.Box.Fill, t.Alpha), t.Box.Stroke, radius)
	}
	// The text is set around the middle of its box, and turned there.
	cx, cy := around.x+around.w/2, around.y+around.h/2
	_, h := t.extent(p.point)
	w, _ := t.extent(p.point)
	size := t.Size * p.point
	turn := ""
	if t.Rotation != 0 {
		turn = ` transform="rotate(` + coordinate(-t.Rotation) + " " + coordinate(cx) + " " + coordinate(cy) + `)"`
	}
	anchor, left := "middle", cx
	switch t.HAlign {
	case "left", "":
		anchor, left = "start", cx-w/2
	case "right":
		anchor, left = "end", cx+w/2
	}
	rows := t.rows()
	for i, row := range rows {
		// The last baseline is one descent above the lower border.
		up := descent + lineSkip*float64(len(rows)-1-i)
		p.row(row, left, cy+h/2-up*size, size, anchor, fade(t.Color, t.Alpha), turn, t.Mono)
	}
}

// row paints one line of text.
func (p *painter) row(spans []span, x, y, size float64, anchor string, c Color, turn string, mono bool) {
	p.f(`<text x="%s" y="%s"`, coordinate(x), coordinate(y))
	if anchor != "start" {
		p.f(` text-anchor="%s"`, anchor)
	}
	if size != baseSize*p.point {
		p.f(` font-size="%s"`, coordinate(size))
	}
	if mono {
		p.f(` font-family="DejaVu Sans Mono, Menlo, Consolas, monospace"`)
	}
	if c != 0x000000ff {
		p.f(" %s", fillOf(c))
	}
	p.f("%s>", turn)
	rise := 0.0
	for _, s := range spans {
		text := scene.EscapeXML(s.text)
		if strings.HasPrefix(text, " ") || strings.HasSuffix(text, " ") || strings.Contains(text, "  ") {
			text = strings.ReplaceAll(text, " ", "\u00a0") // kept where XML would drop blanks
		}
		if !s.italic && !s.bold && s.scale == 1 && s.rise == rise && s.shift == 0 {
			p.b.WriteString(text)
			continue
		}
		p.f("<tspan")
		if s.rise != rise {
			p.f(` dy="%s"`, coordinate((rise-s.rise)*size))
			rise = s.rise
		}
		if s.shift != 0 {
			p.f(` dx="%s"`, coordinate(s.shift*size))
		}
		if s.scale != 1 {
			p.f(` font-size="%s"`, coordinate(s.scale*size))
		}
		if s.italic {
			p.f(` font-style="italic"`)
		}
		if s.bold {
			p.f(` font-weight="bold"`)
		}
		p.f(">%s</tspan>", text)
	}
	p.f("</text>\n")
}

// baseSize is the font size, in points, that texts have without saying so.
const baseSize = 10

// place returns the pixel of the text's anchor.
func (t *Text) place(p *painter) (x, y float64) {
	dx, dy := t.Dx*p.point, -t.Dy*p.point
	switch t.Space {
	case InAxes:
		return p.frame.x + t.X*p.frame.w + dx, p.frame.bottom() - t.Y*p.frame.h + dy
	case InFigure:
		f := p.axes.figure
		return t.X*f.pixelWidth() + dx, (1-t.Y)*f.pixelHeight() + dy
	}
	q := p.axes.pixel(t.X, t.Y)
	return q.x + dx, q.y + dy
}

func (t *Text) paint(p *painter) {
	x, y := t.place(p)
	if t.Arrow != nil {
		p.arrow(t, x, y)
	}
	p.put(t, x, y)
}

// arrow paints the arrow of a text at a pixel, from the border of the text to
// a little before the place it points at.
func (p *painter) arrow(t *Text, x, y float64) {
	target := p.axes.pixel(t.Arrow.X, t.Arrow.Y)
	if !target.ok() || !finite(x) || !finite(y) {
		return
	}
	around := t.boxAt(x, y, p.point).grown(0.3 * t.Size * p.point)
	from := point{around.x + around.w/2, around.y + around.h/2}
	if a, b, inside := around.clipSegment(from, target); inside && !around.contains(target) {
		from = b
		_ = a
	}
	length := math.Hypot(target.x-from.x, target.y-from.y)
	gap := min(2*p.point, length/4)
	if length < 1 {
		return
	}
	ux, uy := (target.x-from.x)/length, (target.y-from.y)/length
	tip := point{target.x - gap*ux, target.y - gap*uy}
	var line, heads path
	if t.Arrow.Wedge {
		w, head := 2.5*p.point, min(8*p.point, length/2)
		neck := point{tip.x - head*ux, tip.y - head*uy}
		at := func(q point, side float64) point { return point{q.x - side*uy, q.y + side*ux} }
		heads.polygon([]point{at(from, w/2), at(neck, w/2), at(neck, 1.5*w), tip, at(neck, -1.5*w), at(neck, -w/2), at(from, -w/2)})
		p.draw(&heads, t.Arrow.Stroke.Color, Stroke{Color: t.Arrow.Stroke.Color, Width: 1, Style: "-"}, ` class="arrow"`)
		return
	}
	line.polyline([]point{from, tip})
	for _, end := range [...]struct {
		at   point
		size float64
		sign float64
	}{{tip, t.Arrow.Head, 1}, {from, t.Arrow.Start, -1}} {
		if end.size > 0 {
			back, side := end.sign*end.size*p.point, end.size*p.point/2
			a := point{end.at.x - back*ux + side*uy, end.at.y - back*uy - side*ux}
			b := point{end.at.x - back*ux - side*uy, end.at.y - back*uy + side*ux}
			line.polyline([]point{a, end.at, b})
		}
	}
	p.draw(&line, NoColor, t.Arrow.Stroke, ` stroke-linejoin="round"`)
}
