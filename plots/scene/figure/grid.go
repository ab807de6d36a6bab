package figure

import (
	"math"
)

// A Grid is an arrangement of axes in rows and columns.
type Grid struct {
	Rows, Cols int
	Widths     []float64 // of columns relative to each other; nil for equal ones
	Heights    []float64
	WSpace     float64 // NaN for that of the figure
	HSpace     float64
	Inside     *Slot // of another grid, or nil for the figure
}

// NewGrid returns a grid with equal cells.
func NewGrid(rows, cols int) *Grid {
	return &Grid{Rows: rows, Cols: cols, WSpace: math.NaN(), HSpace: math.NaN()}
}

// A Slot is where axes lie: cells of a grid, or a rectangle in parts of the
// figure.
type Slot struct {
	Grid       *Grid
	Row0, Row1 int // both inclusive
	Col0, Col1 int
	Rect       [4]float64 // left, bottom, width, height; without a grid
}

// rect returns the slot in parts of the figure, y downwards.
func (s Slot) rect(f *Figure) box {
	if s.Grid == nil {
		return box{s.Rect[0], 1 - s.Rect[1] - s.Rect[3], s.Rect[2], s.Rect[3]}
	}
	g := s.Grid
	outer := box{f.Left, 1 - f.Top, f.Right - f.Left, f.Top - f.Bottom}
	wspace, hspace := f.WSpace, f.HSpace
	if g.Inside != nil {
		outer = g.Inside.rect(f)
	}
	if !math.IsNaN(g.WSpace) {
		wspace = g.WSpace
	}
	if !math.IsNaN(g.HSpace) {
		hspace = g.HSpace
	}
	x0, x1 := track(outer.w, g.Cols, g.Widths, wspace, s.Col0, s.Col1)
	y0, y1 := track(outer.h, g.Rows, g.Heights, hspace, s.Row0, s.Row1)
	return box{outer.x + x0, outer.y + y0, x1 - x0, y1 - y0}
}

// track returns where the cells from first to last of n begin and end.
func track(length float64, n int, sizes []float64, space float64, first, last int) (from, to float64) {
	cell := length / (float64(n) + space*float64(n-1))
	gap := space * cell
	total := 0.0
	for i := range n {
		total += share(sizes, i)
	}
	at := 0.0
	for i := 0; i <= last; i++ {
		if i == first {
			from = at
		}
		to = at + cell*float64(n)*share(sizes, i)/total
		at = to + gap
	}
	return from, to
}

func share(sizes []float64, i int) float64 {
	if i < len(sizes) {
		return sizes[i]
	}
	return 1
}
