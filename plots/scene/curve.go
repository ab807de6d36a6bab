package scene

import "math"

// flatness is how far in pixels a chord may leave its curve.
const flatness = 0.1

// A pen draws a polyline into an item, cut off at two heights. Of a line that
// runs up and down more often than can be seen it keeps the first and the last
// point and the extremes of every column of pixels.
type pen struct {
	item      *Item
	top, base float64      // limits of y
	column    float64      // width in pixels
	x, y      float64      // the end of what is drawn
	started   bool         // x, y is part of the stroke
	drawing   bool         // x, y is the last point of the item
	pending   [][2]float64 // points of one column, not yet drawn
}

// to continues the stroke to a point, or begins one.
func (p *pen) to(x, y float64) {
	if n := len(p.pending); n > 0 {
		if p.pending[n-1] == [2]float64{x, y} {
			return
		}
		if math.Abs(x-p.pending[0][0]) > p.column {
			p.flush()
		}
	}
	p.pending = append(p.pending, [2]float64{x, y})
}

// lift ends the stroke.
func (p *pen) lift() {
	p.flush()
	p.started, p.drawing = false, false
}

// flush draws the pending column.
func (p *pen) flush() {
	points := p.pending
	if len(points) > 4 {
		low, high := points[0], points[0]
		for _, q := range points {
			if q[1] < low[1] {
				low = q
			}
			if q[1] > high[1] {
				high = q
			}
		}
		if low[0] > high[0] {
			low, high = high, low
		}
		points = append(points[:1], low, high, points[len(points)-1])
	}
	for _, q := range points {
		p.stroke(q[0], q[1])
	}
	p.pending = p.pending[:0]
}

// stroke draws the part of a line that lies between the limits.
func (p *pen) stroke(x, y float64) {
	from, to := [2]float64{p.x, p.y}, [2]float64{x, y}
	started := p.started
	p.x, p.y, p.started = x, y, true
	if !started || from == to {
		return
	}
	cut := func(limit float64) [2]float64 {
		return [2]float64{from[0] + (x-from[0])*((limit-from[1])/(y-from[1])), limit}
	}
	start, end := from, to
	switch {
	case from[1] < p.top && y < p.top, from[1] > p.base && y > p.base:
		p.drawing = false
		return
	case from[1] < p.top:
		start = cut(p.top)
	case from[1] > p.base:
		start = cut(p.base)
	}
	switch {
	case y < p.top:
		end = cut(p.top)
	case y > p.base:
		end = cut(p.base)
	}
	if !p.drawing {
		p.item.add(float32(start[0]), float32(start[1]))
	}
	p.item.Points = append(p.item.Points, float32(end[0]), float32(end[1]))
	p.drawing = end == to
}

// curve returns the drawn path of the k-th derivative.
func (s *sampling) curve(k int, style CurveStyle) Item {
	item := Item{Kind: Line, Role: RoleCurve, Order: k, Color: style.Color, Width: style.Width, Dash: style.Dash}
	p := pen{item: &item, top: s.ceiling(), base: s.floor(), column: 0.25}
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
			s.asymptote(&p, k, i, i)
			p.lift()
		case finite(yb): // the domain begins
			p.lift()
			s.asymptote(&p, k, i, i+1)
		}
	}
	p.flush()
	return item
}

// asymptote connects a curve with the border of the picture where its domain
// ends, if it grows there without bound, as log does at zero. The domain ends
// in the interval from node i to the next, at node end.
func (s *sampling) asymptote(p *pen, k, i, end int) {
	a, b, inward, beyond := &s.nodes[i], &s.nodes[i+1], 1, s.nodes[i].x
	if end == i {
		inward, beyond = -1, b.x
	}
	x, y := s.px(s.nodes[end].x), s.py(s.nodes[end].d[k])
	h := b.x - a.x
	if s.side(y) != 0 || h*s.sx > 1 {
		return
	}
	// At a distance d from the end, f′·d is steady for log and fades for every
	// power of d: compare it close to the end and 500 times as far away.
	near, far, reach := math.NaN(), math.NaN(), 0.0
	for j := end; j >= 0 && j < len(s.nodes) && !math.IsNaN(s.nodes[j].d[k]) && math.IsNaN(far); j += inward {
		d := math.Abs(s.nodes[j].x - beyond)
		rate := s.nodes[j].d[k+1] * d * float64(inward)
		switch {
		case d < 16*h:
		case reach == 0:
			near, reach = rate, d
		case d > 500*reach:
			far = rate
		}
	}
	if !(near/far > 0.75) || !(math.Abs(near)*s.sy > tolerance) {
		return
	}
	edge := p.top - 1
	if near > 0 { // f falls towards the end
		edge = p.base + 1
	}
	p.to(x, edge)
	if end != i {
		p.to(x, y)
	}
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
