// Package mesh turns a display list into anti-aliased triangles, for painters
// that can draw nothing else. It is pure geometry: it needs no window and no
// graphics card.
//
// Edges are smoothed by a fringe one device pixel wide over which the colour
// fades out.
package mesh

import (
	"math"

	"fluxion/plots/scene"
)

// A Vertex is a corner in device pixels with a colour in 0 … 1, alpha
// premultiplied.
type Vertex struct {
	X, Y       float32
	R, G, B, A float32
}

// A Mesh is a list of triangles, three indices each, painted in order.
type Mesh struct {
	Vertices []Vertex
	Indices  []uint32
}

// A View moves a display on the screen: a point x, y in CSS pixels appears at
// x·ScaleX + DX, y·ScaleY + DY. Stroke widths, dashes and markers keep their size.
type View struct{ ScaleX, ScaleY, DX, DY float64 }

// Identity shows a display as it is.
var Identity = View{ScaleX: 1, ScaleY: 1}

// Build returns the triangles of a display. ratio is the number of device
// pixels per CSS pixel.
func Build(d *scene.Display, view View, ratio float64) *Mesh {
	b := &builder{mesh: &Mesh{}, view: view, ratio: float32(ratio)}
	for i := range d.Items {
		it := &d.Items[i]
		switch it.Kind {
		case scene.Line:
			b.line(it)
		case scene.Rects:
			b.rects(it)
		case scene.Markers:
			b.markers(it, d.Background)
		}
	}
	return b.mesh
}

type builder struct {
	mesh  *Mesh
	view  View
	ratio float32
	color [4]float32 // premultiplied
	path  []point    // scratch
}

type point struct{ x, y float32 }

func (p point) minus(q point) point { return point{p.x - q.x, p.y - q.y} }
func (p point) plus(q point) point  { return point{p.x + q.x, p.y + q.y} }
func (p point) by(f float32) point  { return point{p.x * f, p.y * f} }
func (p point) dot(q point) float32 { return p.x*q.x + p.y*q.y }
func (p point) left() point         { return point{p.y, -p.x} }
func (p point) length() float32     { return float32(math.Hypot(float64(p.x), float64(p.y))) }
func (p point) to(q point) (unit point, length float32) {
	d := q.minus(p)
	length = d.length()
	if length == 0 {
		return point{}, 0
	}
	return d.by(1 / length), length
}

// place takes a point of the display to device pixels.
func (b *builder) place(x, y float32) point {
	return point{
		float32(float64(x)*b.view.ScaleX+b.view.DX) * b.ratio,
		float32(float64(y)*b.view.ScaleY+b.view.DY) * b.ratio,
	}
}

func (b *builder) use(c scene.Color) {
	r, g, bl, a := c.RGBA()
	alpha := float32(a) / 255
	b.color = [4]float32{float32(r) / 255 * alpha, float32(g) / 255 * alpha, float32(bl) / 255 * alpha, alpha}
}

// vertex adds a corner with a part of the colour's opacity.
func (b *builder) vertex(p point, opacity float32) uint32 {
	c := b.color
	b.mesh.Vertices = append(b.mesh.Vertices, Vertex{p.x, p.y, c[0] * opacity, c[1] * opacity, c[2] * opacity, c[3] * opacity})
	return uint32(len(b.mesh.Vertices) - 1)
}

func (b *builder) triangle(i, j, k uint32) {
	b.mesh.Indices = append(b.mesh.Indices, i, j, k)
}

func (b *builder) quad(i, j, k, l uint32) {
	b.mesh.Indices = append(b.mesh.Indices, i, j, k, i, k, l)
}

// rects adds filled rectangles; their borders are on pixels, or do not matter.
func (b *builder) rects(it *scene.Item) {
	b.use(it.Color)
	for i := 0; i+3 < len(it.Points); i += 4 {
		if len(it.Colors) > 0 {
			b.use(it.Colors[i/4])
		}
		x, y, w, h := it.Points[i], it.Points[i+1], it.Points[i+2], it.Points[i+3]
		b.quad(
			b.vertex(b.place(x, y), 1), b.vertex(b.place(x+w, y), 1),
			b.vertex(b.place(x+w, y+h), 1), b.vertex(b.place(x, y+h), 1))
	}
}

func (b *builder) markers(it *scene.Item, background scene.Color) {
	r := it.Width / 2 * b.ratio
	for i := 0; i+1 < len(it.Points); i += 2 {
		color := it.Color
		if len(it.Colors) > 0 {
			color = it.Colors[i/2]
		}
		b.use(color)
		center := b.place(it.Points[i], it.Points[i+1])
		switch it.Shape {
		case scene.Circle:
			b.disc(center, r)
		case scene.Triangle:
			t := scene.TriangleMarker(center.x, center.y, r)
			b.convex([]point{{t[0], t[1]}, {t[2], t[3]}, {t[4], t[5]}})
		case scene.Ring:
			b.disc(center, r)
			b.use(background)
			b.disc(center, r-scene.RingWidth*b.ratio)
		}
	}
}

// disc fills a circle.
func (b *builder) disc(center point, r float32) {
	if r <= 0 {
		return
	}
	// The arrow height of a side, r(1-cos(π/n)), stays below a tenth of a pixel.
	n := min(max(int(math.Ceil(math.Pi*math.Sqrt(float64(r)/0.2))), 8), 64)
	b.path = b.path[:0]
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		b.path = append(b.path, point{center.x + r*float32(cos), center.y + r*float32(sin)})
	}
	b.convex(b.path)
}

// convex fills a convex polygon given clockwise on the screen.
func (b *builder) convex(corners []point) {
	n := len(corners)
	base := uint32(len(b.mesh.Vertices))
	for i, p := range corners {
		in, _ := corners[(i+n-1)%n].to(p)
		out, _ := p.to(corners[(i+1)%n])
		offset := miter(in, out).by(0.5)
		b.vertex(p.minus(offset), 1)
		b.vertex(p.plus(offset), 0)
	}
	for i := range uint32(n) {
		j := (i + 1) % uint32(n)
		if i > 0 && j > 0 {
			b.triangle(base, base+2*i, base+2*j)
		}
		b.quad(base+2*i, base+2*i+1, base+2*j+1, base+2*j)
	}
}

// miter returns the offset of a corner whose two edges, with the unit
// directions in and out, move one pixel to the left. It is never longer than
// two pixels.
func miter(in, out point) point {
	sum := in.left().plus(out.left())
	square := sum.dot(sum)
	if square < 1 {
		return out.left().by(1)
	}
	return sum.by(2 / square)
}
