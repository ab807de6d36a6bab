package scene

import (
	"math"
	"slices"
)

const (
	arrowGap   = 34.0 // least distance of arrows in pixels
	arrowReach = 0.8  // of the distance between arrows: the longest arrow
	arrowShort = 3.0  // pixels: what is shorter has no direction to see
	arrowHead  = 6.0  // pixels
	// longer is the part of the arrows that may all have the greatest length.
	longer = 0.1
	// steepest is how many times that of these is the steepest slope at most: on a
	// plain with one hill the arrows show the hill.
	steepest = 20
)

// arrows draws the gradient at even distances in data coordinates, so that arrows
// keep their places while the window moves. It returns the slope from which on
// arrows have the greatest length.
func (h *heatMap) arrows() (items []Item, longest float64, err error) {
	if h.scale.empty() {
		return nil, 0, nil
	}
	along := func(lo, hi, length, over float64) (at []float64, gap float64) {
		s := newScale(lo, hi, length, arrowGap)
		first, last := s.ticks(lo-over*(hi-lo), hi+over*(hi-lo))
		for i := first; i <= last; i++ {
			at = append(at, s.value(i+0.5)) // between ticks and their numbers
		}
		return at, s.step() * length / (hi - lo)
	}
	columns, gapX := along(h.X0, h.X1, h.width, heatOverX)
	rows, gapY := along(h.Y0, h.Y1, h.height, heatOverY)
	var xs, ys []float64
	for _, y := range rows {
		for _, x := range columns {
			xs, ys = append(xs, x), append(ys, y)
		}
	}
	gradient, err := h.field.Gradient(xs, ys)
	if err != nil {
		return nil, 0, err
	}
	dx, dy := gradient[1], gradient[2]
	var slopes []float64
	for i := range dx {
		if v := math.Hypot(dx[i], dy[i]); v > 0 && !math.IsInf(v, 0) && h.X0 <= xs[i] && xs[i] <= h.X1 && h.Y0 <= ys[i] && ys[i] <= h.Y1 {
			slopes = append(slopes, v)
		}
	}
	if len(slopes) == 0 {
		return nil, 0, nil
	}
	slices.Sort(slopes)
	last := len(slopes) - 1
	longest = max(slopes[int((1-longer)*float64(last))], slopes[last]/steepest)
	reach := arrowReach * min(gapX, gapY)

	halo := Item{Kind: Line, Role: RoleArrow, Color: h.palette.Background.WithAlpha(0.7), Width: 3.5}
	line := Item{Kind: Line, Role: RoleArrow, Color: h.palette.Accent, Width: 1.5}
	for i := range dx {
		length := reach * min(math.Hypot(dx[i], dy[i])/longest, 1)
		u, v := dx[i]*h.sx, -dy[i]*h.sy
		size := math.Hypot(u, v)
		if !(length >= arrowShort) || math.IsInf(size, 0) {
			continue
		}
		u, v = u/size, v/size
		head := min(arrowHead, 0.5*length)
		// Its middle is where the gradient is that of the arrow.
		x, y := h.px(xs[i]), h.py(ys[i])
		tipX, tipY := x+u*length/2, y+v*length/2
		for _, it := range [...]*Item{&halo, &line} {
			it.add(float32(x-u*length/2), float32(y-v*length/2), float32(tipX), float32(tipY))
			it.add(float32(tipX-head*(u+0.5*v)), float32(tipY-head*(v-0.5*u)), float32(tipX), float32(tipY),
				float32(tipX-head*(u-0.5*v)), float32(tipY-head*(v+0.5*u)))
		}
	}
	return []Item{halo, line}, longest, nil
}
