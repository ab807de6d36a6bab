package scene

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// SVGOptions adapt a picture to its place.
type SVGOptions struct {
	ID     string // prefix of the ids inside, to be unique on a page; "plot" if empty
	Title  string // accessible name; "Plot" if empty
	Legend bool   // draw a legend of the curves, for a picture that stands alone
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// EscapeXML makes text safe in XML: markup is escaped, characters that XML does
// not allow are dropped.
func EscapeXML(text string) string {
	return escaper.Replace(strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff || r == 0xfffd {
			return -1
		}
		return r
	}, text))
}

// SVG writes d as a standalone image with a title and a description for
// screen readers.
func SVG(w io.Writer, d *Display, opts SVGOptions) error {
	p := &svgPainter{Writer: bufio.NewWriter(w), d: d}
	p.paint(opts)
	return p.Flush()
}

type svgPainter struct {
	*bufio.Writer
	d *Display
}

func (p *svgPainter) f(format string, args ...any) { fmt.Fprintf(p, format, args...) }

func (p *svgPainter) paint(o SVGOptions) {
	if o.ID == "" {
		o.ID = "plot"
	}
	if o.Title == "" {
		o.Title = "Plot"
	}
	d, id := p.d, EscapeXML(o.ID)
	w, h := Coordinate(d.Width), Coordinate(d.Height)
	p.f(`<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img" aria-labelledby="%s-title %s-desc" font-family="system-ui, sans-serif">`, w, h, w, h, id, id)
	p.f("\n<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n", id, EscapeXML(o.Title), id, EscapeXML(d.Description))
	p.f(`<clipPath id="%s-clip"><rect width="%s" height="%s"/></clipPath>`, id, w, h)
	p.f("\n<rect class=\"background\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n<g clip-path=\"url(#%s-clip)\">\n", w, h, d.Background.Hex(), id)
	for i := range d.Items {
		p.item(&d.Items[i])
	}
	p.f("</g>\n")
	for i := range d.Texts {
		p.text(&d.Texts[i])
	}
	if o.Legend {
		p.legend()
	}
	if d.Heat != nil {
		p.bar(d.Heat, id)
	}
	p.f("</svg>\n")
}

// Coordinate writes a number of pixels with at most two decimals.
func Coordinate(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

func number32(v float32) string { return Coordinate(float64(v)) }

func (p *svgPainter) item(it *Item) {
	if len(it.Points) == 0 {
		return
	}
	class := it.Role.String()
	if it.Role == RoleCurve {
		class += " order-" + strconv.Itoa(it.Order)
	}
	switch it.Kind {
	case Line:
		p.f(`<path class="%s" fill="none" stroke-linejoin="round" %s`, class, p.stroke(it.Color, it.Width, it.Dash))
		p.WriteString(` d="`)
		it.Subpaths(func(pts []float32) {
			for i := 0; i < len(pts); i += 2 {
				command := byte('L')
				if i == 0 {
					command = 'M'
				}
				p.WriteByte(command)
				p.WriteString(number32(pts[i]))
				p.WriteByte(' ')
				p.WriteString(number32(pts[i+1]))
			}
		})
		p.WriteString("\"/>\n")
	case Rects:
		p.f("<g class=\"%s\" %s>\n", class, fill(it.Color))
		for i := 0; i < len(it.Points); i += 4 {
			q := it.Points[i : i+4]
			p.f(`<rect x="%s" y="%s" width="%s" height="%s"%s/>`, number32(q[0]), number32(q[1]), number32(q[2]), number32(q[3]), own(it, i/4))
		}
		p.WriteString("</g>\n")
	case Image:
		q := it.Points
		p.f(`<image class="%s" x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" href="data:image/png;base64,`, class, number32(q[0]), number32(q[1]), number32(q[2]), number32(q[3]))
		writePNG(p.Writer, it.Columns, it.Colors, it.Pixels)
		p.WriteString("\"/>\n")
	case Markers:
		p.f("<g class=\"%s\" %s>\n", class, fill(it.Color))
		for i := 0; i < len(it.Points); i += 2 {
			p.marker(it, it.Points[i], it.Points[i+1], own(it, i/2))
		}
		p.WriteString("</g>\n")
	}
}

// own returns the attributes of a shape that has its own colour.
func own(it *Item, i int) string {
	if i < len(it.Colors) {
		return " " + fill(it.Colors[i])
	}
	return ""
}

func (p *svgPainter) marker(it *Item, x, y float32, attributes string) {
	r := it.Width / 2
	switch it.Shape {
	case Circle:
		p.f(`<circle cx="%s" cy="%s" r="%s"%s/>`, number32(x), number32(y), number32(r), attributes)
	case Triangle:
		t := TriangleMarker(x, y, r)
		p.f(`<path d="M%s %sL%s %sL%s %sz"%s/>`, number32(t[0]), number32(t[1]), number32(t[2]), number32(t[3]), number32(t[4]), number32(t[5]), attributes)
	case Ring:
		p.f(`<circle cx="%s" cy="%s" r="%s" fill="%s" %s/>`, number32(x), number32(y), number32(r-RingWidth/2), p.d.Background.Hex(), p.stroke(it.Color, RingWidth, nil))
	}
}

// RingWidth is the width of the rim of a Ring in CSS pixels.
const RingWidth = 2

// TriangleMarker returns the corners of a Triangle of radius r, in the area of
// a circle with the same radius.
func TriangleMarker(x, y, r float32) [6]float32 {
	return [6]float32{x, y - 1.3*r, x + 1.15*r, y + 0.75*r, x - 1.15*r, y + 0.75*r}
}

func fill(c Color) string {
	if alpha := c & 0xff; alpha != 0xff {
		return fmt.Sprintf(`fill="%s" fill-opacity="%s"`, (c | 0xff).Hex(), Coordinate(float64(alpha)/255))
	}
	return fmt.Sprintf(`fill="%s"`, c.Hex())
}

func (p *svgPainter) stroke(c Color, width float32, dash []float32) string {
	var b strings.Builder
	fmt.Fprintf(&b, `stroke="%s" stroke-width="%s"`, (c | 0xff).Hex(), number32(width))
	if alpha := c & 0xff; alpha != 0xff {
		fmt.Fprintf(&b, ` stroke-opacity="%s"`, Coordinate(float64(alpha)/255))
	}
	for i, v := range dash {
		if i == 0 {
			b.WriteString(` stroke-dasharray="`)
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(number32(v))
		if i == len(dash)-1 {
			b.WriteByte('"')
		}
	}
	return b.String()
}

func (p *svgPainter) text(t *Text) {
	weight := ""
	if t.Role == TextTitle {
		weight = ` font-weight="600"`
	}
	// A rim of the background colour keeps the text legible over curves.
	p.f(`<text class="%s" x="%s" y="%s" font-size="%s" text-anchor="%s"%s %s stroke="%s" stroke-width="3" paint-order="stroke">%s</text>`+"\n",
		string(t.Role), Coordinate(t.X), Coordinate(t.Y), Coordinate(t.Size), string(t.Anchor), weight, fill(t.Color), p.d.Background.Hex(), EscapeXML(t.Text))
}

// legend draws the names of the curves with a piece of line each into the
// upper right corner.
func (p *svgPainter) legend() {
	const row, sample, size = 20.0, 44.0, 14.0
	curves := p.d.Curves
	if len(curves) == 0 {
		return
	}
	width, height := sample+40, row*float64(len(curves))+8
	x, y := p.d.Width-width-10, 10.0
	p.f("<g class=\"legend\">\n<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"4\" fill=\"%s\" fill-opacity=\"0.85\"/>\n", Coordinate(x), Coordinate(y), Coordinate(width), Coordinate(height), p.d.Background.Hex())
	for i, c := range curves {
		cy := y + 4 + row*(float64(i)+0.5)
		p.f(`<path d="M%s %sh%s" fill="none" %s/>`, Coordinate(x+8), Coordinate(cy), Coordinate(sample), p.stroke(c.Color, c.Width, c.Dash))
		p.f(`<text x="%s" y="%s" font-size="%s" font-style="italic" %s>%s</text>`+"\n", Coordinate(x+sample+16), Coordinate(cy+0.35*size), Coordinate(size), fill(c.Color), EscapeXML(c.Name))
	}
	p.f("</g>\n")
}

// bar draws a colour bar beside the frame.
func (p *svgPainter) bar(h *Heat, id string) {
	const gap, width, room = 8.0, 12.0, 16.0
	f := p.d.Frame
	left, height := f.X+f.W, f.H-2*room
	p.f("<g class=\"colour-bar\">\n<rect x=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n", Coordinate(left), Coordinate(p.d.Width-left), Coordinate(p.d.Height), p.d.Background.Hex())
	if len(h.Stops) > 0 {
		p.f(`<linearGradient id="%s-bar" x1="0" y1="1" x2="0" y2="0">`, id)
		for i, c := range h.Stops {
			p.f(`<stop offset="%s" stop-color="%s"/>`, strconv.FormatFloat(float64(i)/float64(len(h.Stops)-1), 'g', 4, 64), c.Hex())
		}
		p.f("</linearGradient>\n<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"url(#%s-bar)\"/>\n", Coordinate(left+gap), Coordinate(f.Y+room), Coordinate(width), Coordinate(height), id)
	}
	for _, t := range h.Ticks {
		p.text(&Text{
			X: left + gap + width + 4, Y: f.Y + room + height*(1-t.At) + 0.35*(fontSize-1), Size: fontSize - 1,
			Text: t.Label, Anchor: AnchorStart, Role: TextValue, Color: h.Text,
		})
	}
	p.f("</g>\n")
}
