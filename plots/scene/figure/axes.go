package figure

import (
	"math"
	"slices"
)

// Axes are a plot: a frame with a scale on either side and what is drawn in it.
type Axes struct {
	X, Y    Axis
	Artists []Artist
	// Titles are above the frame at the left, in the middle, and at the right.
	Titles   [3]*Text
	TitlePad float64 // points
	Legend   *Legend
	Face     Color
	Frame    Stroke
	// Sides tells which lines of the frame are drawn: left, right, bottom, top.
	Sides  [4]bool
	Off    bool // only the artists are drawn
	Hidden bool
	ZOrder float64
	// GridAbove draws the grid over everything, GridBelow under everything.
	GridAbove, GridBelow bool
	// Aspect is how many times longer a unit of y is than one of x; 0 for any.
	Aspect float64
	// Stretch keeps to Aspect by wider limits instead of a smaller frame.
	Stretch bool
	// BoxAspect, if not 0, is the proportion of the frame's height to its width.
	BoxAspect float64
	Anchor    [2]float64
	Slot      Slot
	// Bar is set for the axes of a colour bar.
	Bar *Colorbar
	// Palette are the colours that lines and areas take in turn.
	Palette []Color
	// Cycle and Fills count the colours that were taken for lines and for areas.
	Cycle, Fills int

	figure *Figure
	frame  box // in pixels, after layout
	known  *bounds
}

// Sides of a frame.
const (
	Left = iota
	Right
	Bottom
	Top
)

// Figure returns the figure that the axes belong to, nil after their removal.
func (a *Axes) Figure() *Figure { return a.figure }

// Add draws an artist in the axes.
func (a *Axes) Add(artist Artist) { a.Artists = append(a.Artists, artist) }

// Remove takes an artist away; it returns false if it is not there.
func (a *Axes) Remove(artist Artist) bool {
	i := slices.Index(a.Artists, artist)
	if i >= 0 {
		a.Artists = slices.Delete(a.Artists, i, i+1)
	}
	return i >= 0
}

// bounds returns the limits of the data of the artists that are shown.
func (a *Axes) bounds() *bounds {
	if a.known != nil {
		return a.known
	}
	b := &bounds{x: emptyExtent, y: emptyExtent, axes: a}
	for _, artist := range a.Artists {
		artist.bounds(b)
	}
	return b
}

// NextColor takes the next colour of the style's cycle for a line.
func (a *Axes) NextColor() Color { return a.take(&a.Cycle) }

// NextFill takes the next colour for an area or for markers.
func (a *Axes) NextFill() Color { return a.take(&a.Fills) }

func (a *Axes) take(count *int) Color {
	cycle := a.Palette
	if len(cycle) == 0 {
		return 0x000000ff
	}
	*count++
	return cycle[(*count-1)%len(cycle)]
}

// pixel returns where a point of the data lies.
func (a *Axes) pixel(x, y float64) point { return a.place(x, y, InData, InData) }

func (a *Axes) place(x, y float64, xIn, yIn Space) point {
	var q point
	if xIn == InAxes {
		q.x = a.frame.x + x*a.frame.w
	} else {
		q.x = a.frame.x + a.X.view().at(x)*a.frame.w
	}
	if yIn == InAxes {
		q.y = a.frame.bottom() - y*a.frame.h
	} else {
		q.y = a.frame.bottom() - a.Y.view().at(y)*a.frame.h
	}
	return q
}

// A view is a range whose limits are known.
type view struct {
	scale    Scale
	lo, hi   float64
	from, to float64 // their positions
}

// at returns the place of a number between the limits, from 0 to 1.
func (v view) at(x float64) float64 { return (v.scale.forward(x) - v.from) / (v.to - v.from) }

func (r *Range) view() view {
	if r.fixed != nil {
		return *r.fixed
	}
	lo, hi := r.Limits()
	return view{r.Scale, lo, hi, r.Scale.forward(lo), r.Scale.forward(hi)}
}

// lengthOf returns the length of an axis in points.
func (a *Axes) lengthOf(x *Axis) float64 {
	if a.figure == nil {
		return 300
	}
	r := a.Slot.rect(a.figure)
	if a.frame.w > 0 && a.figure.point() > 0 {
		if x.horizontal {
			return a.frame.w / a.figure.point()
		}
		return a.frame.h / a.figure.point()
	}
	if x.horizontal {
		return r.w * a.figure.Width * 72
	}
	return r.h * a.figure.Height * 72
}

// keepAspect makes the frame smaller, or the limits wider, so that the units
// of x and y have their proportion.
func (a *Axes) keepAspect() {
	if a.BoxAspect > 0 {
		a.shrink(a.BoxAspect)
	}
	if a.Aspect <= 0 {
		return
	}
	x, y := a.X.view(), a.Y.view()
	dx, dy := math.Abs(x.to-x.from), math.Abs(y.to-y.from)
	if !(dx > 0 && dy > 0) || !finite(dx) || !finite(dy) {
		return
	}
	ratio := a.Aspect * dy / dx // of the frame's height to its width
	if a.Stretch {
		if want := a.frame.h / a.frame.w; ratio < want {
			grow(a.Y.Range, want/ratio)
		} else {
			grow(a.X.Range, ratio/want)
		}
		return
	}
	a.shrink(ratio)
}

// shrink gives the frame a proportion of its height to its width.
func (a *Axes) shrink(ratio float64) {
	w, h := a.frame.w, a.frame.w*ratio
	if h > a.frame.h {
		w, h = a.frame.h/ratio, a.frame.h
	}
	a.frame.x += (a.frame.w - w) * a.Anchor[0]
	a.frame.y += (a.frame.h - h) * (1 - a.Anchor[1])
	a.frame.w, a.frame.h = w, h
}

// grow widens what is drawn of a range by a factor.
func grow(r *Range, factor float64) {
	v := r.view()
	middle, half := (v.from+v.to)/2, (v.to-v.from)/2*factor
	from, to := middle-half, middle+half
	r.fixed = &view{v.scale, v.scale.inverse(from), v.scale.inverse(to), from, to}
}

// Position returns the place of the axes in parts of the figure: left, bottom,
// width and height.
func (a *Axes) Position() (x, y, w, h float64) {
	if a.figure == nil {
		return 0, 0, 1, 1
	}
	b := a.Slot.rect(a.figure)
	return b.x, 1 - b.bottom(), b.w, b.h
}

// ShareX has the axes show the same part of the x axis as others.
func (a *Axes) ShareX(other *Axes) { a.X.share(a, other.X.Range) }

// ShareY has the axes show the same part of the y axis as others.
func (a *Axes) ShareY(other *Axes) { a.Y.share(a, other.Y.Range) }

func (x *Axis) share(a *Axes, r *Range) {
	if x.Range == r {
		return
	}
	x.Range = r
	r.members = append(r.members, a)
}
