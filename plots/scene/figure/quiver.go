package figure

import "math"

// A Quiver is a field of arrows.
type Quiver struct {
	Base
	X, Y, U, V []float64
	Colors     []Color // used in turn
	Map        *Mappable
	// Scale is how many units of U and V make one unit of Units, 0 for a scale
	// that makes arrows hardly overlap. Units are width and height of the axes,
	// x, y and xy of the data, or inches.
	Scale float64
	Units string
	// Along has arrows point from (x, y) to (x+u, y+v) in the data.
	Along bool
	Pivot string  // tail, mid or tip
	Width float64 // of the shafts, as part of the width of the axes; 0 adapts
	// Sizes of the head in widths of the shaft.
	HeadWidth, HeadLength, HeadAxis float64
}

func (q *Quiver) bounds(b *bounds) {
	for i := range q.X {
		b.add(q.X[i], q.Y[i])
	}
}

// pixelsPerUnit returns how long an arrow of length 1 is, along x and y.
func (q *Quiver) pixelsPerUnit(p *painter) (x, y float64) {
	scale := q.Scale
	units := q.Units
	if scale == 0 {
		n, sum := 0.0, 0.0
		for i := range q.U {
			if v := math.Hypot(q.U[i], q.V[i]); finite(v) {
				n, sum = n+1, sum+v
			}
		}
		if sum == 0 {
			return 0, 0
		}
		scale = 1.8 * sum / n * max(10, math.Ceil(math.Sqrt(float64(len(q.U)))))
		if units == "" || units == "xy" || units == "x" || units == "y" {
			units = "width"
		}
	}
	a := p.axes
	slope := func(r *Range, length float64) float64 {
		lo, hi := r.Limits()
		return length / math.Abs(r.Scale.forward(hi)-r.Scale.forward(lo))
	}
	switch units {
	case "xy":
		return slope(a.X.Range, p.frame.w) / scale, slope(a.Y.Range, p.frame.h) / scale
	case "x":
		x = slope(a.X.Range, p.frame.w)
	case "y":
		x = slope(a.Y.Range, p.frame.h)
	case "height":
		x = p.frame.h
	case "inches":
		x = 72 * p.point
	case "dots":
		x = 1
	default:
		x = p.frame.w
	}
	return x / scale, x / scale
}

func (q *Quiver) paint(p *painter) {
	kx, ky := q.pixelsPerUnit(p)
	n := math.Sqrt(float64(len(q.X)))
	width := q.Width * p.frame.w
	if q.Width == 0 {
		width = 0.06 * p.frame.w / min(max(n, 8), 25)
	}
	var all path
	uniform := len(q.Colors) < 2 && q.Map == nil
	for i := range q.X {
		at := p.axes.pixel(q.X[i], q.Y[i])
		dx, dy := q.U[i]*kx, -q.V[i]*ky
		if q.Along {
			to := p.axes.pixel(q.X[i]+q.U[i], q.Y[i]+q.V[i])
			length, want := math.Hypot(to.x-at.x, to.y-at.y), math.Hypot(dx, dy)
			if length > 0 {
				dx, dy = (to.x-at.x)/length*want, (to.y-at.y)/length*want
			}
		}
		if !at.ok() || !finite(dx) || !finite(dy) || !p.frame.grown(1000).contains(at) {
			continue
		}
		switch q.Pivot {
		case "mid", "middle":
			at = point{at.x - dx/2, at.y - dy/2}
		case "tip":
			at = point{at.x - dx, at.y - dy}
		}
		var one path
		d := &one
		if uniform {
			d = &all
		}
		d.polygon(q.arrow(at, dx, dy, width))
		if !uniform {
			c := fade(pickColor(q.Colors, i), q.Alpha)
			if q.Map != nil {
				c = q.Map.Color(q.Map.Values[i])
			}
			p.draw(d, c, Stroke{}, "")
		}
	}
	if uniform {
		p.draw(&all, fade(pickColor(q.Colors, 0), q.Alpha), Stroke{}, "")
	}
}

// arrow returns the outline of an arrow; a very short one is a hexagon.
func (q *Quiver) arrow(at point, dx, dy, w float64) []point {
	length := math.Hypot(dx, dy)
	if length < w {
		ring := regular(6, w/2, 0)
		var out []point
		for i := 0; i < len(ring); i += 2 {
			out = append(out, point{at.x + ring[i].x, at.y + ring[i].y})
		}
		return out
	}
	ux, uy := dx/length, dy/length
	headWidth, headLength, headAxis := q.HeadWidth*w, q.HeadLength*w, q.HeadAxis*w
	if length < headLength {
		shrink := length / headLength
		headWidth, headLength, headAxis, w = headWidth*shrink, headLength*shrink, headAxis*shrink, w*shrink
	}
	place := func(along, side float64) point {
		return point{at.x + along*ux - side*uy, at.y + along*uy + side*ux}
	}
	return []point{
		place(0, w/2), place(length-headAxis, w/2), place(length-headLength, headWidth/2), place(length, 0),
		place(length-headLength, -headWidth/2), place(length-headAxis, -w/2), place(0, -w/2),
	}
}
