package mesh

import "fluxion/plots/scene"

const (
	// coincident is the distance in device pixels below which two points of a
	// path are one.
	coincident = 0.05

	// Where a curve goes up and down so often that its strokes touch, dashes
	// cannot be told apart, and there would be very many: beyond denseLength
	// of path within denseWidth, both in CSS pixels, or beyond maxDashes, a
	// line is drawn solid.
	denseLength = 2500
	denseWidth  = 2
	maxDashes   = 10000
)

// line adds the strokes of a path.
func (b *builder) line(it *scene.Item) {
	b.use(it.Color)
	half := it.Width / 2 * b.ratio
	if half <= 0 {
		return
	}
	dash := dasher{builder: b, pattern: b.pattern(it), half: half}
	var path []point
	it.Subpaths(func(points []float32) {
		path = path[:0]
		for i := 0; i+1 < len(points); i += 2 {
			p := b.place(points[i], points[i+1])
			if n := len(path); n > 0 {
				if _, length := path[n-1].to(p); length < coincident {
					continue
				}
			}
			path = append(path, p)
		}
		if len(dash.pattern) == 0 {
			b.stroke(path, half)
			return
		}
		dash.path(path)
	})
}

// pattern returns the dashes and gaps of an item in device pixels.
func (b *builder) pattern(it *scene.Item) []float32 {
	var dash []float32
	var period float32
	for _, d := range it.Dash {
		dash = append(dash, d*b.ratio)
		period += d
	}
	if period <= 0 {
		return nil
	}
	if len(dash)%2 == 1 { // as in SVG and PDF
		dash = append(dash, dash...)
	}
	return dash
}

// A dasher cuts the subpaths of one item into dashes.
type dasher struct {
	*builder
	pattern []float32
	half    float32
	drawn   int // dashes so far
	density
}

// A density measures how much path there is in every stretch of denseWidth.
type density struct {
	start  float32 // x where the stretch began
	walked float32 // length of the path since
	dense  bool    // the stretch before was too long
}

// advance adds a piece of path that begins at x and goes on by dx, and reports
// whether the path is too dense there for dashes. Lengths are in device pixels.
func (d *density) advance(x, dx, length, ratio float32) bool {
	if dx > denseWidth*ratio || -dx > denseWidth*ratio { // a stretch of its own
		*d = density{start: x + dx}
		return false
	}
	if moved := x - d.start; moved > denseWidth*ratio || -moved > denseWidth*ratio {
		d.dense = d.walked > denseLength*ratio
		d.start, d.walked = x, 0
	}
	d.walked += length
	return d.dense || d.walked > denseLength*ratio
}

// path strokes the parts of a subpath that the pattern covers.
func (d *dasher) path(path []point) {
	if len(path) < 2 {
		return
	}
	piece := []point{path[0]}
	index, left := 0, d.pattern[0]
	for i := 1; i < len(path); i++ {
		from := path[i-1]
		direction, length := from.to(path[i])
		if d.advance(from.x, path[i].x-from.x, length, d.ratio) || d.drawn >= maxDashes {
			if index%2 == 1 {
				piece = append(piece[:0], from)
				index = 0
			}
			left = d.pattern[0]
			piece = append(piece, path[i])
			continue
		}
		for length > left {
			from = from.plus(direction.by(left))
			length -= left
			if index%2 == 0 {
				d.stroke(append(piece, from), d.half)
				d.drawn++
			}
			piece = append(piece[:0], from)
			index = (index + 1) % len(d.pattern)
			left = d.pattern[index]
		}
		left -= length
		piece = append(piece, path[i])
	}
	if index%2 == 0 {
		d.stroke(piece, d.half)
		d.drawn++
	}
}

// sharp is the cosine of the turn above which a join is round, not mitred.
const sharp = 0.5

// stroke adds an open polyline with butt ends. It is cut at sharp corners,
// where a disc joins the parts.
func (b *builder) stroke(path []point, half float32) {
	first := 0
	for i := 1; i < len(path); i++ {
		if i+1 < len(path) {
			in, _ := path[i-1].to(path[i])
			out, _ := path[i].to(path[i+1])
			if in.dot(out) > sharp {
				continue
			}
			if half > 0.75 {
				b.disc(path[i], half)
			}
		}
		b.strip(path[first:i+1], half)
		first = i
	}
}

// strip adds a polyline without sharp corners: at every point four vertices
// across the stroke, the outer two transparent.
func (b *builder) strip(path []point, half float32) {
	if len(path) < 2 {
		return
	}
	// A line thinner than a pixel is a pixel wide and fainter.
	opacity := min(1, 2*half)
	outer := max(half, 0.5) + 0.5
	inner := max(half, 0.5) - 0.5
	last := len(path) - 1
	for i, p := range path {
		var in, out point
		var before, after float32
		if i > 0 {
			in, before = path[i-1].to(p)
		}
		if i < last {
			out, after = p.to(path[i+1])
		}
		switch i {
		case 0:
			// The ends fade out over a pixel, too, of which half is outside.
			fade := out.by(min(0.5, after/2))
			b.section(p.minus(fade), out.left(), inner, outer, 0, true)
			b.section(p.plus(fade), out.left(), inner, outer, opacity, false)
		case last:
			fade := in.by(min(0.5, before/2))
			b.section(p.minus(fade), in.left(), inner, outer, opacity, false)
			b.section(p.plus(fade), in.left(), inner, outer, 0, false)
		default:
			b.section(p, miter(in, out), inner, outer, opacity, false)
		}
	}
}

// section adds four vertices across a stroke and, unless it is the first,
// connects them with the section before.
func (b *builder) section(p, normal point, inner, outer, opacity float32, first bool) {
	n := uint32(len(b.mesh.Vertices))
	b.vertex(p.plus(normal.by(outer)), 0)
	b.vertex(p.plus(normal.by(inner)), opacity)
	b.vertex(p.minus(normal.by(inner)), opacity)
	b.vertex(p.minus(normal.by(outer)), 0)
	if first {
		return
	}
	for i := range uint32(3) {
		b.quad(n+i-4, n+i-3, n+i+1, n+i)
	}
}
