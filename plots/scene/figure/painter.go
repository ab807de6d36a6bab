package figure

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"image"
	"image/png"
	"math"
	"strconv"
	"strings"

	"fluxion/plots/scene"
)

// A Stroke says how lines are drawn. Width and the dash lengths of styles are
// in points.
type Stroke struct {
	Color Color
	Width float64
	Style string    // "-", "--", "-.", ":" or "" for none
	Dash  []float64 // in units of the width, instead of Style
	cap   string    // round, square, or butt if empty
}

func (s Stroke) visible() bool {
	return s.Color&0xff != 0 && s.Width > 0 && (s.Style != "" || s.Dash != nil)
}

// Lengths of strokes and gaps in widths of the line.
var dashes = map[string][]float64{"--": {3.7, 1.6}, "-.": {6.4, 1.6, 1, 1.6}, ":": {1, 1.65}}

// A painter writes the SVG of a figure. The ids inside get a prefix that
// stands for the content, so that those of several pictures on a page do not
// clash; until the content is known a control character stands in for it, which
// cannot come from a text.
type painter struct {
	b     bytes.Buffer
	point float64 // a point in pixels
	clips int
	frame box // of the axes that are drawn
	axes  *Axes
}

const placeholder = "\x01"

func (p *painter) f(format string, args ...any) { fmt.Fprintf(&p.b, format, args...) }

func coordinate(v float64) string { return scene.Coordinate(v) }

// finish returns the picture with its ids made.
func (p *painter) finish() []byte {
	h := fnv.New64a()
	h.Write(p.b.Bytes())
	id := "f" + strconv.FormatUint(h.Sum64(), 36)
	return bytes.ReplaceAll(p.b.Bytes(), []byte(placeholder), []byte(id))
}

func fillOf(c Color) string {
	switch alpha := c & 0xff; alpha {
	case 0:
		return `fill="none"`
	case 0xff:
		return `fill="` + c.Hex() + `"`
	default:
		return fmt.Sprintf(`fill="%s" fill-opacity="%s"`, (c | 0xff).Hex(), opacity(alpha))
	}
}

func opacity(alpha Color) string { return strconv.FormatFloat(float64(alpha)/255, 'g', 3, 64) }

func (p *painter) strokeOf(s Stroke) string {
	if !s.visible() {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, ` stroke="%s"`, (s.Color | 0xff).Hex())
	if width := coordinate(s.Width * p.point); width != "1" {
		fmt.Fprintf(&b, ` stroke-width="%s"`, width)
	}
	if alpha := s.Color & 0xff; alpha != 0xff {
		fmt.Fprintf(&b, ` stroke-opacity="%s"`, opacity(alpha))
	}
	if s.cap != "" {
		fmt.Fprintf(&b, ` stroke-linecap="%s"`, s.cap)
	}
	dash := s.Dash
	if dash == nil {
		dash = dashes[s.Style]
	}
	for i, v := range dash {
		if i == 0 {
			b.WriteString(` stroke-dasharray="`)
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(coordinate(v * s.Width * p.point))
		if i == len(dash)-1 {
			b.WriteByte('"')
		}
	}
	return b.String()
}

// draw paints a path.
func (p *painter) draw(d *path, fill Color, s Stroke, extra string) {
	if d.empty() || fill&0xff == 0 && !s.visible() {
		return
	}
	p.f(`<path %s%s%s d="%s"/>`+"\n", fillOf(fill), p.strokeOf(s), extra, d.b)
}

// lines strokes the visible parts of a line.
func (p *painter) lines(points []point, s Stroke, join string) {
	if !s.visible() {
		return
	}
	var d path
	for _, piece := range p.frame.grown(200).clipLine(points) {
		d.polyline(simplify(piece))
	}
	if join == "" {
		join = "round"
	}
	p.draw(&d, NoColor, s, ` stroke-linejoin="`+join+`"`)
}

// polygons fills regions whose borders are closed, under the even-odd rule.
func (p *painter) polygons(rings [][]point, fill Color, s Stroke, extra string) {
	var d path
	for _, ring := range rings {
		if clipped := p.frame.grown(200).clipPolygon(ring); len(clipped) > 0 {
			d.polygon(simplify(clipped))
		}
	}
	if len(rings) > 1 {
		extra += ` fill-rule="evenodd"`
	}
	p.draw(&d, fill, s, extra)
}

// clipped draws inside the frame of the axes.
func (p *painter) clipped(draw func()) {
	p.f(`<g clip-path="url(#%s%d)">`+"\n", placeholder, p.clips)
	draw()
	p.f("</g>\n")
}

// startClip declares the frame of the axes as the region that clipped draws in.
func (p *painter) startClip(frame box) {
	p.frame = frame
	p.clips++
	p.f(`<clipPath id="%s%d"><rect x="%s" y="%s" width="%s" height="%s"/></clipPath>`+"\n", placeholder, p.clips,
		coordinate(frame.x), coordinate(frame.y), coordinate(frame.w), coordinate(frame.h))
}

func (p *painter) rect(b box, fill Color, s Stroke, radius float64) {
	round := ""
	if radius > 0 {
		round = ` rx="` + coordinate(radius) + `"`
	}
	p.f(`<rect x="%s" y="%s" width="%s" height="%s"%s %s%s/>`+"\n", coordinate(b.x), coordinate(b.y), coordinate(b.w), coordinate(b.h), round, fillOf(fill), p.strokeOf(s))
}

// picture embeds an image that is stretched over a box.
func (p *painter) picture(img image.Image, b box, smooth bool) {
	var data bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&data, img); err != nil {
		return // an image without pixels
	}
	rendering := ` style="image-rendering:pixelated"`
	if smooth {
		rendering = ""
	}
	p.f(`<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none"%s href="data:image/png;base64,%s"/>`+"\n",
		coordinate(b.x), coordinate(b.y), coordinate(b.w), coordinate(b.h), rendering, base64.StdEncoding.EncodeToString(data.Bytes()))
}

// crisp moves the middle of a thin line to where it covers whole pixels.
func crisp(v, width float64) float64 {
	if w := math.Round(width); int(w)%2 == 1 || w == 0 {
		return math.Floor(v) + 0.5
	}
	return math.Round(v)
}
