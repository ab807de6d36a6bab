package figure

import (
	"math"
	"strings"
)

// A markerStyle is the look of one marker. size is its diameter in pixels,
// edgeWidth in points.
type markerStyle struct {
	shape      string
	size       float64
	edgeWidth  float64
	face, edge Color
}

// open markers are lines without an inside.
const openMarkers = "1234+x|_"

// manyPoints are more than can be told apart to a tenth of a pixel.
const manyPoints = 10000

// markers paints a marker at every point.
func (p *painter) markers(points []point, style func(i int) markerStyle) {
	visible := p.frame.grown(50)
	var dots path // discs of one opaque colour, drawn at once
	var dotted markerStyle
	seen := map[[2]int]bool{}
	fine := 10.0 // places a pixel
	if len(points) > manyPoints {
		fine = 4
	}
	flush := func() {
		if !dots.empty() {
			p.draw(&dots, NoColor, Stroke{Color: dotted.face, Width: dotted.diameter(p.point) / p.point, Style: "-", cap: "round"}, ` class="markers"`)
		}
		dots = path{}
		clear(seen)
	}
	group := markerStyle{}
	grouped := false
	endGroup := func() {
		if grouped {
			p.f("</g>\n")
		}
		grouped = false
	}
	for i, q := range points {
		if !q.ok() || !visible.contains(q) {
			continue
		}
		m := style(i)
		if m.isDisc() {
			endGroup()
			if m != dotted {
				flush()
				dotted = m
			}
			// Two opaque discs at one place look like one.
			place := [2]int{int(math.Round(q.x * fine)), int(math.Round(q.y * fine))}
			if !seen[place] {
				seen[place] = true
				dots.dot(q)
			}
			continue
		}
		flush()
		if !grouped || m.shape != group.shape || m.face != group.face || m.edge != group.edge || m.edgeWidth != group.edgeWidth {
			endGroup()
			group, grouped = m, true
			fill := m.face
			if strings.Contains(openMarkers, m.shape) {
				fill = NoColor
			}
			edge := Stroke{Color: m.edge, Width: m.edgeWidth, Style: "-"}
			if m.shape == "," {
				edge = Stroke{}
			}
			p.f(`<g class="markers" %s%s>`+"\n", fillOf(fill), p.strokeOf(edge))
		}
		p.marker(m, q)
	}
	flush()
	endGroup()
}

// isDisc reports whether a marker is a disc of one opaque colour.
func (m markerStyle) isDisc() bool {
	return (m.shape == "o" || m.shape == "." || m.shape == "8") && m.face&0xff == 0xff && (m.edge == m.face || m.edgeWidth == 0)
}

func (m markerStyle) diameter(pt float64) float64 {
	d := m.size
	if m.shape == "." {
		d /= 2
	}
	if m.edge == m.face {
		d += m.edgeWidth * pt
	}
	return d
}

// Corners of markers of diameter 1, y downwards.
var markerShapes = map[string][]point{
	"^": {{0, -0.5}, {0.5, 0.5}, {-0.5, 0.5}},
	"v": {{0, 0.5}, {0.5, -0.5}, {-0.5, -0.5}},
	"<": {{-0.5, 0}, {0.5, -0.5}, {0.5, 0.5}},
	">": {{0.5, 0}, {-0.5, -0.5}, {-0.5, 0.5}},
	"s": {{-0.5, -0.5}, {0.5, -0.5}, {0.5, 0.5}, {-0.5, 0.5}},
	"D": {{0, -0.7071}, {0.7071, 0}, {0, 0.7071}, {-0.7071, 0}},
	"d": {{0, -0.7071}, {0.4243, 0}, {0, 0.7071}, {-0.4243, 0}},
	"p": regular(5, 0.5, 0), "h": regular(6, 0.5, 0), "H": regular(6, 0.5, math.Pi/6), "*": star(5, 0.5, 0.190983),
	"P": {{-1. / 6, -0.5}, {1. / 6, -0.5}, {1. / 6, -1. / 6}, {0.5, -1. / 6}, {0.5, 1. / 6}, {1. / 6, 1. / 6}, {1. / 6, 0.5}, {-1. / 6, 0.5}, {-1. / 6, 1. / 6}, {-0.5, 1. / 6}, {-0.5, -1. / 6}, {-1. / 6, -1. / 6}},
	"X": {{-0.25, -0.5}, {0, -0.25}, {0.25, -0.5}, {0.5, -0.25}, {0.25, 0}, {0.5, 0.25}, {0.25, 0.5}, {0, 0.25}, {-0.25, 0.5}, {-0.5, 0.25}, {-0.25, 0}, {-0.5, -0.25}},
}

// Strokes of markers without inside, of diameter 1.
var markerStrokes = map[string][][2]point{
	"+": {{{-0.5, 0}, {0.5, 0}}, {{0, -0.5}, {0, 0.5}}},
	"x": {{{-0.5, -0.5}, {0.5, 0.5}}, {{-0.5, 0.5}, {0.5, -0.5}}},
	"|": {{{0, -0.5}, {0, 0.5}}},
	"_": {{{-0.5, 0}, {0.5, 0}}},
	"1": {{{0, 0}, {0, 0.5}}, {{0, 0}, {0.4, -0.25}}, {{0, 0}, {-0.4, -0.25}}},
	"2": {{{0, 0}, {0, -0.5}}, {{0, 0}, {0.4, 0.25}}, {{0, 0}, {-0.4, 0.25}}},
	"3": {{{0, 0}, {-0.5, 0}}, {{0, 0}, {0.25, -0.4}}, {{0, 0}, {0.25, 0.4}}},
	"4": {{{0, 0}, {0.5, 0}}, {{0, 0}, {-0.25, -0.4}}, {{0, 0}, {-0.25, 0.4}}},
}

func regular(n int, r, turn float64) []point { return star(n, r, r*math.Cos(math.Pi/float64(n)), turn) }

// star returns the corners of a star, from the top.
func star(n int, outer, inner float64, turn ...float64) []point {
	var corners []point
	for i := range 2 * n {
		r, a := outer, math.Pi*float64(i)/float64(n)
		if len(turn) > 0 {
			a += turn[0]
		}
		if i%2 == 1 {
			r = inner
		}
		corners = append(corners, point{r * math.Sin(a), -r * math.Cos(a)})
	}
	return corners
}

// marker paints one marker in the colours of the group around it.
func (p *painter) marker(m markerStyle, at point) {
	place := func(q point) point { return point{at.x + q.x*m.size, at.y + q.y*m.size} }
	var d path
	switch corners, strokes := markerShapes[m.shape], markerStrokes[m.shape]; {
	case corners != nil:
		ring := make([]point, len(corners))
		for i, q := range corners {
			ring[i] = place(q)
		}
		d.polygon(ring)
	case strokes != nil:
		for _, s := range strokes {
			d.polyline([]point{place(s[0]), place(s[1])})
		}
	case m.shape == ",":
		p.f(`<rect x="%s" y="%s" width="1" height="1"/>`, coordinate(at.x-0.5), coordinate(at.y-0.5))
		return
	default:
		r := m.size / 2
		if m.shape == "." {
			r /= 2
		}
		p.f(`<circle cx="%s" cy="%s" r="%s"/>`, coordinate(at.x), coordinate(at.y), coordinate(r))
		return
	}
	p.f(`<path d="%s"/>`, d.b)
}
