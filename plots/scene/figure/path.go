package figure

import (
	"math"
	"strconv"
)

// A point is a place in the picture in pixels, y downwards; NaN in either is a
// gap.
type point struct{ x, y float64 }

func (p point) ok() bool { return finite(p.x) && finite(p.y) }

// A path collects the d attribute of a path element. Coordinates are rounded
// to hundredths of a pixel and written relative to the point before, without
// an accumulated error.
type path struct {
	b    []byte
	x, y int // of the last point, in hundredths
	open bool
}

func hundredths(v float64) int { return int(math.Round(v * 100)) }

// number writes n/100 as short as possible.
func (p *path) number(n int, first bool) {
	if n < 0 {
		p.b = append(p.b, '-')
		n = -n
	} else if !first {
		p.b = append(p.b, ' ')
	}
	whole, rest := n/100, n%100
	if whole > 0 || rest == 0 {
		p.b = strconv.AppendInt(p.b, int64(whole), 10)
	}
	if rest > 0 {
		p.b = append(p.b, '.', byte('0'+rest/10))
		if rest%10 > 0 {
			p.b = append(p.b, byte('0'+rest%10))
		}
	}
}

func (p *path) move(q point) {
	p.x, p.y = hundredths(q.x), hundredths(q.y)
	p.b = append(p.b, 'M')
	p.number(p.x, true)
	p.number(p.y, false)
	p.open = true
}

func (p *path) line(q point) {
	x, y := hundredths(q.x), hundredths(q.y)
	dx, dy := x-p.x, y-p.y
	switch {
	case dx == 0 && dy == 0:
		return
	case dy == 0:
		p.b = append(p.b, 'h')
		p.number(dx, true)
	case dx == 0:
		p.b = append(p.b, 'v')
		p.number(dy, true)
	default:
		p.b = append(p.b, 'l')
		p.number(dx, true)
		p.number(dy, false)
	}
	p.x, p.y = x, y
}

func (p *path) close() { p.b = append(p.b, 'z') }

// dot draws nothing at a point, which a round cap makes a disc.
func (p *path) dot(q point) {
	p.move(q)
	p.b = append(p.b, 'h', '0')
}

func (p *path) polyline(points []point) {
	for i, q := range points {
		if i == 0 {
			p.move(q)
		} else {
			p.line(q)
		}
	}
	if len(points) == 1 {
		p.b = append(p.b, 'h', '0')
	}
}

func (p *path) polygon(points []point) {
	if len(points) > 0 {
		p.polyline(points)
		p.close()
	}
}

func (p *path) empty() bool { return len(p.b) == 0 }

// A box is a rectangle of pixels.
type box struct{ x, y, w, h float64 }

func (b box) right() float64  { return b.x + b.w }
func (b box) bottom() float64 { return b.y + b.h }

func (b box) grown(by float64) box { return box{b.x - by, b.y - by, b.w + 2*by, b.h + 2*by} }

func (b box) contains(p point) bool {
	return p.x >= b.x && p.x <= b.right() && p.y >= b.y && p.y <= b.bottom()
}

func (b box) overlaps(o box) bool {
	return b.x < o.right() && o.x < b.right() && b.y < o.bottom() && o.y < b.bottom()
}

// clipSegment returns the part of a segment in the box, after Liang and Barsky.
func (b box) clipSegment(p, q point) (point, point, bool) {
	t0, t1 := 0.0, 1.0
	dx, dy := q.x-p.x, q.y-p.y
	for _, side := range [...][2]float64{{-dx, p.x - b.x}, {dx, b.right() - p.x}, {-dy, p.y - b.y}, {dy, b.bottom() - p.y}} {
		d, r := side[0], side[1]
		switch {
		case d == 0 && r < 0:
			return p, q, false
		case d < 0:
			t0 = max(t0, r/d)
		case d > 0:
			t1 = min(t1, r/d)
		}
	}
	if !(t0 <= t1) {
		return p, q, false
	}
	from, to := p, q
	if t0 > 0 {
		from = point{p.x + t0*dx, p.y + t0*dy}
	}
	if t1 < 1 {
		to = point{p.x + t1*dx, p.y + t1*dy}
	}
	return from, to, true
}

// clipLine returns the pieces of a line in the box. Gaps of the line separate
// pieces too.
func (b box) clipLine(points []point) [][]point {
	var pieces [][]point
	var piece []point
	end := func() {
		if len(piece) > 0 {
			pieces = append(pieces, piece)
		}
		piece = nil
	}
	for i, q := range points {
		if !q.ok() {
			end()
			continue
		}
		if i == 0 || !points[i-1].ok() {
			if b.contains(q) {
				piece = append(piece, q)
			}
			continue
		}
		from, to, visible := b.clipSegment(points[i-1], q)
		if !visible {
			end()
			continue
		}
		if len(piece) == 0 || from != points[i-1] {
			end()
			piece = append(piece, from)
		}
		if piece = append(piece, to); to != q {
			end()
		}
	}
	end()
	return pieces
}

// clipPolygon returns the part of a polygon in the box, after Sutherland and
// Hodgman.
func (b box) clipPolygon(points []point) []point {
	for _, side := range [...]func(p point) float64{
		func(p point) float64 { return p.x - b.x },
		func(p point) float64 { return b.right() - p.x },
		func(p point) float64 { return p.y - b.y },
		func(p point) float64 { return b.bottom() - p.y },
	} {
		var kept []point
		for i, q := range points {
			p := points[(i+len(points)-1)%len(points)]
			dp, dq := side(p), side(q)
			if (dp < 0) != (dq < 0) {
				t := dp / (dp - dq)
				kept = append(kept, point{p.x + t*(q.x-p.x), p.y + t*(q.y-p.y)})
			}
			if dq >= 0 {
				kept = append(kept, q)
			}
		}
		points = kept
	}
	return points
}

// tolerance is how far, in pixels, a point may lie from where it is drawn.
const tolerance = 1.0 / 9

// simplify leaves points out that lie in line with others: those of a run
// whose distance from its direction is within the tolerance are replaced by
// the farthest ones forward and backward, so that no extreme is lost.
func simplify(points []point) []point {
	if len(points) < 3 {
		return points
	}
	out := []point{points[0]}
	for i := 1; i < len(points); {
		start := out[len(out)-1]
		dx, dy := points[i].x-start.x, points[i].y-start.y
		length := math.Hypot(dx, dy)
		if length < 1e-3 && i < len(points)-1 {
			i++
			continue
		}
		ux, uy := dx/length, dy/length
		if length == 0 {
			ux, uy = 1, 0
		}
		far, near := length, 0.0 // along the direction
		farthest, nearest, last := i, -1, i
		i++
		for ; i < len(points); i++ {
			dx, dy := points[i].x-start.x, points[i].y-start.y
			if math.Abs(dx*uy-dy*ux) > tolerance {
				break
			}
			along := dx*ux + dy*uy
			if along > far {
				far, farthest = along, i
			}
			if along < near {
				near, nearest = along, i
			}
			last = i
		}
		// In the order in which they come, and the last one to go on from.
		if nearest >= 0 && nearest < farthest {
			out = append(out, points[nearest], points[farthest])
		} else if nearest >= 0 {
			out = append(out, points[farthest], points[nearest])
		} else {
			out = append(out, points[farthest])
		}
		if last != farthest && last != nearest {
			out = append(out, points[last])
		}
	}
	return out
}
