package pyplot

import (
	"math"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// A grid is a matplotlib.gridspec.GridSpec, whose cells hold axes.
type grids struct{ *figure.Grid }

var gridType = &py.Type{Name: "GridSpec", Module: "matplotlib.gridspec", Doc: "Rows and columns for axes.", Final: true}

// Type returns the class.
func (*grids) Type() *py.Type { return gridType }

// A gridCell is a part of a grid.
type gridCell struct{ slot figure.Slot }

var gridCellType = &py.Type{Name: "SubplotSpec", Module: "matplotlib.gridspec", Doc: "A part of a grid.", Final: true}

// Type returns the class.
func (*gridCell) Type() *py.Type { return gridCellType }

func newGrid(t *py.Thread, rows, cols int) *grids {
	if rows < 1 || cols < 1 || rows*cols > 1e4 {
		panic(py.Errorf(py.ValueError, "Number of rows and columns must be positive integers, not %d and %d", rows, cols))
	}
	return &grids{figure.NewGrid(rows, cols)}
}

// Item implements [py.Indexable]: a cell, or several by slices.
func (g *grids) Item(t *py.Thread, key py.Object) py.Object {
	if u, ok := key.(*py.Tuple); ok && len(u.Elems) == 2 {
		r, _ := places(t, u.Elems[0], g.Rows, 0)
		c, _ := places(t, u.Elems[1], g.Cols, 1)
		if len(r) == 0 || len(c) == 0 {
			panic(py.Errorf(py.IndexError, "GridSpec slice would result in no space allocated for subplot"))
		}
		return &gridCell{figure.Slot{Grid: g.Grid, Row0: r[0], Row1: r[len(r)-1], Col0: c[0], Col1: c[len(c)-1]}}
	}
	all, _ := places(t, key, g.Rows*g.Cols, 0)
	if len(all) == 0 {
		panic(py.Errorf(py.IndexError, "GridSpec slice would result in no space allocated for subplot"))
	}
	i, j := all[0], all[len(all)-1]
	return &gridCell{figure.Slot{Grid: g.Grid, Row0: i / g.Cols, Row1: j / g.Cols, Col0: min(i%g.Cols, j%g.Cols), Col1: max(i%g.Cols, j%g.Cols)}}
}

func init() {
	constructor(gridType, "(nrows, ncols, figure=None, left=None, bottom=None, right=None, top=None, wspace=None, hspace=None, width_ratios=None, height_ratios=None)", func(t *py.Thread, a []py.Object) py.Object {
		g := newGrid(t, t.ToInt(a[0]), t.ToInt(a[1]))
		if !none(a[7]) {
			g.WSpace = number(t, a[7])
		}
		if !none(a[8]) {
			g.HSpace = number(t, a[8])
		}
		if !none(a[9]) {
			g.Widths = numbers(t, a[9], g.Cols, "width_ratios")
		}
		if !none(a[10]) {
			g.Heights = numbers(t, a[10], g.Rows, "height_ratios")
		}
		return g
	})
	gridCellType.Define(py.Func{Sig: "subgridspec(self, nrows, ncols, **kwargs)", Doc: "A grid inside the cell.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		g := newGrid(t, t.ToInt(a[1]), t.ToInt(a[2]))
		slot := a[0].(*gridCell).slot
		g.Inside, g.WSpace, g.HSpace = &slot, 0.2, 0.2
		k := keywords{t, a[3].(*py.Dict)}
		g.WSpace, g.HSpace = k.float(0.2, "wspace"), k.float(0.2, "hspace")
		return g
	}})
}

// ellipse returns the ring of an ellipse.
func ellipse(x, y, width, height, angle float64) [][2]float64 {
	const corners = 72
	sin, cos := math.Sincos(angle * math.Pi / 180)
	ring := make([][2]float64, corners)
	for i := range ring {
		s, c := math.Sincos(2 * math.Pi * float64(i) / corners)
		u, v := c*width/2, s*height/2
		ring[i] = [2]float64{x + u*cos - v*sin, y + u*sin + v*cos}
	}
	return ring
}

// patch returns a shape that no axes have yet.
func patch(t *py.Thread, c *artistClass, ring [][2]float64, d py.Object) py.Object {
	g := &figure.Polygon{Base: figure.NewBase(1), Rings: [][][2]float64{ring}, Face: figure.Tableau[0], Stroke: figure.Stroke{Color: 0x000000ff, Width: 1, Style: "-"}}
	return (&Artist{class: c, item: g}).apply(t, d.(*py.Dict))
}

func init() {
	constructor(rectangleClass.Type, "(xy, width, height, *, angle=0.0, rotation_point='xy', **kwargs)", func(t *py.Thread, a []py.Object) py.Object {
		p := numbers(t, a[0], 2, "xy")
		w, h := number(t, a[1]), number(t, a[2])
		sin, cos := math.Sincos(number(t, a[3]) * math.Pi / 180)
		ring := [][2]float64{{0, 0}, {w, 0}, {w, h}, {0, h}}
		for i, q := range ring {
			ring[i] = [2]float64{p[0] + q[0]*cos - q[1]*sin, p[1] + q[0]*sin + q[1]*cos}
		}
		return patch(t, rectangleClass, ring, a[5])
	})
	constructor(circleClass.Type, "(xy, radius=5, **kwargs)", func(t *py.Thread, a []py.Object) py.Object {
		p, r := numbers(t, a[0], 2, "xy"), number(t, a[1])
		return patch(t, circleClass, ellipse(p[0], p[1], 2*r, 2*r, 0), a[2])
	})
	constructor(ellipseClass.Type, "(xy, width, height, *, angle=0, **kwargs)", func(t *py.Thread, a []py.Object) py.Object {
		p := numbers(t, a[0], 2, "xy")
		return patch(t, ellipseClass, ellipse(p[0], p[1], number(t, a[1]), number(t, a[2]), number(t, a[3])), a[4])
	})
	constructor(polygonClass.Type, "(xy, closed=True, **kwargs)", func(t *py.Thread, a []py.Object) py.Object {
		v, shape := values(t, a[0])
		if len(shape) != 2 || shape[1] != 2 {
			panic(py.Errorf(py.ValueError, "'xy' must have shape (N, 2), got %s", shapeText(shape)))
		}
		var ring [][2]float64
		for i := 0; i < len(v); i += 2 {
			ring = append(ring, [2]float64{v[i], v[i+1]})
		}
		return patch(t, polygonClass, ring, a[2])
	})
	constructor(lineClass.Type, "(xdata, ydata, **kwargs)", func(t *py.Thread, a []py.Object) py.Object {
		s := stateOf(t).style
		l := &figure.Line{Base: figure.NewBase(2), X: flat(t, a[0]), Y: flat(t, a[1]), MarkerSize: s.MarkerSize, EdgeWidth: 1}
		l.Stroke = figure.Stroke{Color: figure.Tableau[0], Width: s.LineWidth, Style: s.LineStyle}
		return (&Artist{class: lineClass, item: l}).apply(t, a[2].(*py.Dict))
	})
	constructor(linesClass.Type, "(segments, *, zorder=2, **kwargs)", func(t *py.Thread, a []py.Object) py.Object {
		g := &figure.Segments{Base: figure.NewBase(number(t, a[1])), Colors: []figure.Color{figure.Tableau[0]}, Stroke: figure.Stroke{Width: 1.5, Style: "-"}}
		for _, e := range t.Elements(a[0]) {
			v, shape := values(t, e)
			if len(shape) != 2 || shape[1] != 2 {
				panic(py.Errorf(py.ValueError, "a segment has shape (N, 2), got %s", shapeText(shape)))
			}
			var line [][2]float64
			for i := 0; i < len(v); i += 2 {
				line = append(line, [2]float64{v[i], v[i+1]})
			}
			g.Lines = append(g.Lines, line)
		}
		k := keywords{t, a[2].(*py.Dict)}
		artist := &Artist{class: linesClass, item: g}
		if v := k.take("array"); v != nil {
			g.Map = mappable(t, flat(t, v), given2(k.take("cmap")), given2(k.take("norm")), nil, nil, nil)
			artist.mapped = g.Map
			if len(g.Map.Values) != len(g.Lines) {
				panic(py.Errorf(py.ValueError, "array has %d values for %d segments", len(g.Map.Values), len(g.Lines)))
			}
		}
		return artist.apply(t, k.d)
	})
}
