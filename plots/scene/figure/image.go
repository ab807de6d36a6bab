package figure

import (
	"image"
	"image/color"
	"math"
	"slices"
)

// An Image is a picture of Rows times Cols cells of equal size.
type Image struct {
	Base
	Rows, Cols int
	// Pixels are the colours, row by row; empty where Map gives them.
	Pixels []Color
	Map    *Mappable
	// Left and Right are where the rows begin and end. The first row is at Bottom
	// and the last one at Top, or the other way round if Upper.
	Left, Right, Bottom, Top float64
	Upper                    bool
	Smooth                   bool
}

func (im *Image) bounds(b *bounds) {
	b.add(im.Left, im.Bottom)
	b.add(im.Right, im.Top)
	b.stickyX = append(b.stickyX, im.Left, im.Right)
	b.stickyY = append(b.stickyY, im.Bottom, im.Top)
}

func (im *Image) color(i int) Color {
	if im.Map != nil {
		return im.Map.Color(im.Map.Values[i])
	}
	return fade(im.Pixels[i], im.Alpha)
}

func (im *Image) paint(p *painter) {
	first, last := im.Bottom, im.Top
	if im.Upper {
		first, last = last, first
	}
	from, to := p.axes.pixel(im.Left, first), p.axes.pixel(im.Right, last)
	if !from.ok() || !to.ok() || im.Rows*im.Cols == 0 {
		return
	}
	b := box{min(from.x, to.x), min(from.y, to.y), math.Abs(to.x - from.x), math.Abs(to.y - from.y)}
	// Cells smaller than half a pixel are averaged in blocks.
	block := func(n int, length float64) int { return max(1, int(float64(n)/max(2*length, 1))) }
	bw, bh := block(im.Cols, b.w), block(im.Rows, b.h)
	w, h := (im.Cols+bw-1)/bw, (im.Rows+bh-1)/bh
	at := func(x, y int) Color {
		if from.x > to.x {
			x = w - 1 - x
		}
		if from.y > to.y {
			y = h - 1 - y
		}
		if bw == 1 && bh == 1 {
			return im.color(y*im.Cols + x)
		}
		return im.average(x*bw, y*bh, bw, bh)
	}
	p.picture(paletted(w, h, at), b, im.Smooth)
}

// average returns the mean colour of a block of cells.
func (im *Image) average(x, y, w, h int) Color {
	var sum [4]float64
	n := 0.0
	for i := y; i < min(y+h, im.Rows); i++ {
		for j := x; j < min(x+w, im.Cols); j++ {
			r, g, b, a := im.color(i*im.Cols + j).RGBA()
			weight := float64(a)
			sum[0], sum[1], sum[2], sum[3] = sum[0]+weight*float64(r), sum[1]+weight*float64(g), sum[2]+weight*float64(b), sum[3]+weight
			n++
		}
	}
	if sum[3] == 0 {
		return NoColor
	}
	return RGBA(sum[0]/sum[3]/255, sum[1]/sum[3]/255, sum[2]/sum[3]/255, sum[3]/n/255)
}

// paletted returns an image of few colours with a palette, else one without.
func paletted(w, h int, at func(x, y int) Color) image.Image {
	full := image.NewNRGBA(image.Rect(0, 0, w, h))
	index := map[Color]int{}
	places := make([]uint8, 0, w*h)
	for y := range h {
		for x := range w {
			c := at(x, y)
			r, g, b, a := c.RGBA()
			full.SetNRGBA(x, y, color.NRGBA{R: r, G: g, B: b, A: a})
			if _, ok := index[c]; !ok && len(index) <= 256 {
				index[c] = len(index)
			}
			places = append(places, uint8(index[c]))
		}
	}
	if len(index) > 256 {
		return full
	}
	palette := make(color.Palette, len(index))
	for c, i := range index {
		r, g, b, a := c.RGBA()
		palette[i] = color.NRGBA{R: r, G: g, B: b, A: a}
	}
	small := image.NewPaletted(full.Rect, palette)
	small.Pix = places
	return small
}

// A Mesh is a grid of coloured cells with corners at any places.
type Mesh struct {
	Base
	Rows, Cols int
	X, Y       []float64 // of the (Rows+1)·(Cols+1) corners, row by row
	Map        *Mappable
	Edge       Stroke
}

func (m *Mesh) bounds(b *bounds) {
	for i := range m.X {
		b.add(m.X[i], m.Y[i])
	}
	if len(m.X) > 0 {
		b.stickyX = append(b.stickyX, slices.Min(m.X), slices.Max(m.X))
		b.stickyY = append(b.stickyY, slices.Min(m.Y), slices.Max(m.Y))
	}
}

// regular reports whether the pixels of the corners form a grid of equal
// distances, give or take a tenth of a pixel, and returns its box.
func (m *Mesh) regular(corners []point) (b box, ok bool) {
	first, last := corners[0], corners[len(corners)-1]
	for i, q := range corners {
		x, y := i%(m.Cols+1), i/(m.Cols+1)
		if !(math.Abs(q.x-(first.x+(last.x-first.x)*float64(x)/float64(m.Cols))) < 0.1 &&
			math.Abs(q.y-(first.y+(last.y-first.y)*float64(y)/float64(m.Rows))) < 0.1) {
			return b, false
		}
	}
	return box{min(first.x, last.x), min(first.y, last.y), math.Abs(last.x - first.x), math.Abs(last.y - first.y)}, true
}

func (m *Mesh) paint(p *painter) {
	if m.Rows*m.Cols == 0 {
		return
	}
	corners := make([]point, len(m.X))
	for i := range corners {
		corners[i] = p.axes.pixel(m.X[i], m.Y[i])
	}
	if b, ok := m.regular(corners); ok && !m.Edge.visible() {
		right, down := corners[0].x < corners[len(corners)-1].x, corners[0].y < corners[len(corners)-1].y
		p.picture(paletted(m.Cols, m.Rows, func(x, y int) Color {
			if !right {
				x = m.Cols - 1 - x
			}
			if !down {
				y = m.Rows - 1 - y
			}
			return m.Map.Color(m.Map.Values[y*m.Cols+x])
		}), b, false)
		return
	}
	// The cells of one colour are one path; without antialiasing there are no
	// seams between cells.
	var order []Color
	cells := map[Color]*path{}
	for i := range m.Rows * m.Cols {
		at := i/m.Cols*(m.Cols+1) + i%m.Cols
		ring := []point{corners[at], corners[at+1], corners[at+m.Cols+2], corners[at+m.Cols+1]}
		c := m.Map.Color(m.Map.Values[i])
		if slices.ContainsFunc(ring, func(q point) bool { return !q.ok() }) || c == NoColor {
			continue
		}
		if cells[c] == nil {
			cells[c] = &path{}
			order = append(order, c)
		}
		cells[c].polygon(p.frame.grown(200).clipPolygon(ring))
	}
	rendering := ` shape-rendering="crispEdges"`
	if m.Edge.visible() {
		rendering = ` stroke-linejoin="bevel"`
	}
	for _, c := range order {
		p.draw(cells[c], c, m.Edge, rendering)
	}
}
