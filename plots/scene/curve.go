package scene

import "math"

// flatness is how far in pixels a chord may leave its curve.
const flatness = 0.1

// A pen draws a polyline into an item, cut off one picture height above and
// below the picture.
type pen struct {
	item      *Item
	top, base float64 // limits of y
	x, y      float64 // where the pen is
	drawing   bool    // the last point of the item is x, y
	down      bool    // x, y is part of a stroke
}

func (p *pen) lift() { p.down, p.drawing = false, false }

// to moves the pen to a point, with a stroke if it is down.
func (p *pen) to(x, y float64) {
	if p.down {
		if x == p.x && y == p.y {
			return
		}
		p.stroke(x, y)
	}
	p.x, p.y, p.down = x, y, true
}

func (p *pen) stroke(x, y float64) {
	x0, y0, x1, y1 := p.x, p.y, x, y
	inside := func(v float64) bool { return p.top <= v && v <= p.base }
	cut := func(limit float64) float64 { return p.x + (x-p.x)*((limit-p.y)/(y-p.y)) }
	for _, limit := range [...]float64{p.top, p.base} {
		beyond := func(v float64) bool { return limit == p.top && v < limit || limit == p.base && v > limit }
		switch {
		case beyond(p.y) && beyond(y):
			p.drawing = false
			return
		case beyond(p.y):
			x0, y0 = cut(limit), limit
		case beyond(y):
			x1, y1 = cut(limit), limit
		}
	}
	if !p.drawing {
		p.item.add(float32(x0), float32(y0))
	}
	p.item.Points = append(p.item.Points, float32(x1), float32(y1))
	p.drawing = inside(y)
}

// curve returns the drawn path of the k-th derivative.
func (s *sampling) curve(k int, style CurveStyle) Item {
	item := Item{Kind: Line, Role: RoleCurve, Order: k, Color: style.Color, Width: style.Width, Dash: style.Dash}
	p := pen{item: &item, top: -s.height, base: 2 * s.height}
	for i := range len(s.nodes) - 1 {
		a, b := &s.nodes[i], &s.nodes[i+1]
		xa, xb, ya, yb := s.px(a.x), s.px(b.x), s.py(a.d[k]), s.py(b.d[k])
		known := finite(ya) && finite(yb)
		switch {
		case known && a.verified>>k&1 != 0:
			p.to(xa, ya)
			seg := s.segment(k, a, b)
			s.flatten(&p, &seg, xa, xb, 0, 1, 0)
		case known && s.joined(k, a, b):
			p.to(xa, ya)
			p.to(xb, yb)
		case known:
			p.to(xa, ya)
			p.lift()
		case finite(ya): // the domain ends
			p.to(xa, ya)
			s.asymptote(&p, k, a, b, a)
			p.lift()
		case finite(yb): // the domain begins
			p.lift()
			s.asymptote(&p, k, a, b, b)
		}
	}
	return item
}

// asymptote connects a curve with the border of the picture where its domain
// ends at end, if it is still on its way up or down there, as log is at zero.
func (s *sampling) asymptote(p *pen, k int, a, b, end *node) {
	slope := -end.d[k+1] * (b.x - a.x) * s.sy
	if end == b {
		slope = -slope
	}
	x, y := s.px(end.x), s.py(end.d[k])
	if s.side(y) != 0 || !(math.Abs(slope) > tolerance) || (b.x-a.x)*s.sx > 1 {
		return
	}
	edge := p.base + 1
	if slope < 0 {
		edge = p.top - 1
	}
	if end == a {
		p.to(x, edge)
		return
	}
	p.to(x, edge)
	p.to(x, y)
}

// flatten draws a segment between t0 and t1 with chords. The pen stands at
// the beginning.
func (s *sampling) flatten(p *pen, seg *segment, xa, xb, t0, t1 float64, depth int) {
	y0, _ := seg.at(t0)
	y1, _ := seg.at(t1)
	dx, dy := (xb-xa)*(t1-t0), y1-y0
	length := math.Hypot(dx, dy)
	flat := true
	outside := s.side(y0) != 0 && s.side(y0) == s.side(y1)
	for _, u := range [...]float64{0.25, 0.5, 0.75} {
		y, _ := seg.at(t0 + u*(t1-t0))
		if math.Abs(y-y0-u*dy)*math.Abs(dx) > flatness*length && !(outside && s.side(y) == s.side(y0)) {
			flat = false
		}
	}
	if flat || depth == 8 {
		p.to(xa+(xb-xa)*t1, y1)
		return
	}
	middle := (t0 + t1) / 2
	s.flatten(p, seg, xa, xb, t0, middle, depth+1)
	s.flatten(p, seg, xa, xb, middle, t1, depth+1)
}
