package scene

import (
	"math"
)

// A HeatRequest says how to draw a function of two variables and how large.
type HeatRequest struct {
	Window
	FitY          bool    // choose Y0 and Y1: about 0, with the scale of x
	Width, Height float64 // CSS pixels
	Theme         Theme
	Coarse        bool      // a first impression, for a small part of the work
	Gradient      bool      // draw arrows along it
	Name          string    // of the function
	Variables     [2]string // their names
}

// A Field is a function of two variables. NaN marks points outside its domain.
type Field struct {
	// Values returns the function at xs[j], ys[i] in element i·len(xs) + j.
	Values func(xs, ys []float64) ([]float64, error)
	// Gradient returns the function and its partial derivatives along x and y at the
	// points xs[i], ys[i]. It is not needed where no arrows are drawn.
	Gradient func(xs, ys []float64) (result [3][]float64, err error)
}

// Sizes in CSS pixels.
const (
	coarseCell  = 4.0 // the side of a square that has one colour
	barRoom     = 84.0
	narrowRoom  = 66.0  // instead, in a picture less wide than narrowWidth
	narrowWidth = 480.0 // of a picture
	heatOverX   = overscanX
	heatOverY   = overscanX // a map costs by its area
)

// The numbers of cells in view above which they get larger, and that of those in
// a row or column, by what graphics cards hold.
const (
	maxCells   = 4000
	manyCoarse = 40_000
	manyFine   = 1_000_000
)

// BuildHeat draws a function of two variables: its values as colours, contour
// lines, and arrows along its gradient. Errors tell what is wrong with the request
// or come from the field. Where nothing can be drawn, the display has a Notice.
func BuildHeat(req HeatRequest, field Field) (*Display, error) {
	frame := Rect{0, 0, max(req.Width-barRoom, 1), req.Height}
	if req.Width < narrowWidth {
		frame.W = max(req.Width-narrowRoom, 1)
	}
	if req.FitY {
		half := (req.X1 - req.X0) * frame.H / frame.W / 2
		req.Y0, req.Y1 = -half, half
	}
	plain := Request{Window: req.Window, Width: req.Width, Height: req.Height}
	if err := plain.validate(); err != nil {
		return nil, err
	}
	palette := req.Theme.Palette()
	d := &Display{Width: req.Width, Height: req.Height, Frame: frame, Window: plain.Window, Background: palette.Background}
	h := &heatMap{mapping: newMapping(plain.Window, frame.W, frame.H), field: field, theme: req.Theme, palette: palette}

	longest := max(frame.W, frame.H) / maxCells
	coarse, err := h.sample(max(coarseCell, longest, math.Sqrt(frame.W*frame.H/manyCoarse)), true)
	if err != nil {
		return nil, err
	}
	values := coarse.inView(h)
	if h.least, err = h.extreme(coarse, -1); err != nil {
		return nil, err
	}
	if h.greatest, err = h.extreme(coarse, 1); err != nil {
		return nil, err
	}
	h.scale = newHeatScale(values, h.least, h.greatest, frame.H)
	if req.Coarse {
		d.Items = append(d.Items, h.image(coarse, false))
	} else {
		fine, err := h.sample(max(1, longest, math.Sqrt(frame.W*frame.H/manyFine)), false)
		if err != nil {
			return nil, err
		}
		d.Items = append(d.Items, h.image(coarse, true), h.image(fine, false))
	}
	g := newGrid(plain.Window, frame, palette)
	axes := g.axes(heatOverX, heatOverY)
	axes.Color = axes.Color.WithAlpha(0.7)
	d.Items = append(d.Items, axes, h.contours(coarse))
	strongest := 0.0
	if req.Gradient {
		arrows, longest, err := h.arrows()
		if err != nil {
			return nil, err
		}
		d.Items, strongest = append(d.Items, arrows...), longest
	}
	d.Texts = g.labelsAtAxes()
	d.Heat = h.scale.bar(req.Theme)
	d.Heat.Coarse = req.Coarse
	h.describe(d, &req, strongest)
	return d, nil
}

// A heatMap is the picture of a field.
type heatMap struct {
	mapping
	field   Field
	theme   Theme
	palette Palette
	scale   heatScale

	least, greatest extreme
}

// Cells are the values of a field in the middles of squares, row by row from the
// top.
type cells struct {
	left, top     float64 // CSS pixels
	size          float64 // of a cell
	columns, rows int
	xs, ys        []float64
	values        []float64
}

// sample computes the values of cells of a size over the frame, or over what can
// be seen of the picture when it moves.
func (h *heatMap) sample(size float64, over bool) (*cells, error) {
	c := &cells{size: size}
	if over {
		c.left, c.top = -heatOverX*h.width, -heatOverY*h.height
	}
	c.columns, c.rows = int(math.Ceil((h.width-2*c.left)/size)), int(math.Ceil((h.height-2*c.top)/size))
	c.xs, c.ys = make([]float64, c.columns), make([]float64, c.rows)
	for j := range c.xs {
		c.xs[j] = h.X0 + (c.left+(float64(j)+0.5)*size)/h.sx
	}
	for i := range c.ys {
		c.ys[i] = h.Y1 - (c.top+(float64(i)+0.5)*size)/h.sy
	}
	var err error
	c.values, err = h.field.Values(c.xs, c.ys)
	return c, err
}

// view returns the first column and row that lie in the window, and those after
// the last.
func (c *cells) view(h *heatMap) (left, top, right, bottom int) {
	left, top = int(math.Ceil(-c.left/c.size-0.5)), int(math.Ceil(-c.top/c.size-0.5))
	right, bottom = int((h.width-c.left)/c.size+0.5), int((h.height-c.top)/c.size+0.5)
	return max(left, 0), max(top, 0), min(right, c.columns), min(bottom, c.rows)
}

// inView returns the values that lie in the window.
func (c *cells) inView(h *heatMap) []float64 {
	left, top, right, bottom := c.view(h)
	var values []float64
	for i := top; i < bottom; i++ {
		values = append(values, c.values[i*c.columns+left:i*c.columns+right]...)
	}
	return values
}

// The first indices of an image's colours.
const (
	transparent = iota
	hatch       // lines where the function is undefined
	faint       // instead of lines, in a coarse image
	firstLevel
)

// levels is how many colours a scale has.
const levels = 256 - firstLevel

// hatchGap is the distance of the lines of a hatch in pixels.
const hatchGap = 8

// image paints cells. What a fine image covers is left out.
func (h *heatMap) image(c *cells, covered bool) Item {
	it := Item{
		Kind: Image, Role: RoleHeat, Columns: c.columns,
		Points: []float32{float32(c.left), float32(c.top), float32(float64(c.columns) * c.size), float32(float64(c.rows) * c.size)},
		Colors: make([]Color, 256), Pixels: make([]byte, len(c.values)),
	}
	it.Colors[hatch], it.Colors[faint] = h.palette.Axis.WithAlpha(0.55), h.palette.Axis.WithAlpha(0.55/hatchGap)
	for i := range levels {
		it.Colors[firstLevel+i] = h.scale.color(h.theme, float64(i)/(levels-1))
	}
	lo, hi, unit := h.scale.lo, h.scale.hi, (levels-1)/(h.scale.hi-h.scale.lo)
	for k, v := range c.values {
		// Half a million times: no function is called here.
		switch {
		case v >= hi:
			it.Pixels[k] = firstLevel + levels - 1
		case v > lo:
			it.Pixels[k] = byte(firstLevel + (v-lo)*unit + 0.5)
		case v <= lo:
			it.Pixels[k] = firstLevel
		case c.size >= coarseCell:
			it.Pixels[k] = faint
		case int(float64(k%c.columns+k/c.columns)*c.size)%hatchGap == 0:
			it.Pixels[k] = hatch
		}
	}
	if covered {
		left, top, right, bottom := c.view(h)
		for i := top + 1; i < bottom-1; i++ {
			clear(it.Pixels[i*c.columns+left+1 : max(i*c.columns+right-1, i*c.columns+left+1)])
		}
	}
	return it
}
