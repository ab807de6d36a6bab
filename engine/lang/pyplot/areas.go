package pyplot

import (
	"math"
	"slices"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// fillBetween fills the region between two curves.
func (a *Axes) fillBetween(t *py.Thread, o []py.Object, vertical bool, d *py.Dict) py.Object {
	along, across := a.X.Range, a.Y.Range
	alongName, name := "x", "y"
	if !vertical {
		along, across = across, along
		alongName, name = "y", "x"
	}
	x, _ := onAxis(t, o[0], along)
	n := len(x)
	side := func(o py.Object, number string) []float64 {
		v, shape := onAxis(t, o, across)
		if len(shape) == 0 {
			v = repeated(v, n)
		}
		if len(v) != n {
			panic(py.Errorf(py.ValueError, "'%s' has size %d, but '%s%s' has an unequal size of %d", alongName, n, name, number, len(v)))
		}
		return v
	}
	y1, y2 := side(o[1], "1"), side(o[2], "2")
	var where []float64
	if !none(o[3]) {
		if where = flat(t, o[3]); len(where) != n {
			panic(py.Errorf(py.ValueError, "where size (%d) does not match '%s' size (%d)", len(where), alongName, n))
		}
	}
	step := ""
	if !none(o[5]) {
		step = text(t, o[5])
	}
	g := &figure.Polygon{Base: figure.NewBase(1), Stroke: figure.Stroke{Width: 1, Style: "-"}}
	for i := 0; i < n; {
		shown := func(i int) bool {
			return (where == nil || where[i] != 0) && !math.IsNaN(x[i]) && !math.IsNaN(y1[i]) && !math.IsNaN(y2[i])
		}
		if !shown(i) {
			i++
			continue
		}
		from := i
		for i < n && shown(i) {
			i++
		}
		if ring := band(x[from:i], y1[from:i], y2[from:i], step); len(ring) > 2 {
			if !vertical {
				for k, q := range ring {
					ring[k] = [2]float64{q[1], q[0]}
				}
			}
			g.Rings = append(g.Rings, ring)
		}
	}
	chosen := d.GetString("color") != nil || d.GetString("facecolor") != nil || d.GetString("fc") != nil || d.GetString("facecolors") != nil
	if !chosen {
		g.Face = a.NextFill()
	}
	a.figure.current = a
	return a.add(t, fillBetweenClass, g, d)
}

// band returns the ring along one curve and back along another.
func band(x, y1, y2 []float64, step string) [][2]float64 {
	edge := func(y []float64) [][2]float64 {
		var out [][2]float64
		for i := range x {
			if i > 0 && step != "" {
				switch step {
				case "pre":
					out = append(out, [2]float64{x[i-1], y[i]})
				case "post":
					out = append(out, [2]float64{x[i], y[i-1]})
				default:
					m := (x[i-1] + x[i]) / 2
					out = append(out, [2]float64{m, y[i-1]}, [2]float64{m, y[i]})
				}
			}
			out = append(out, [2]float64{x[i], y[i]})
		}
		return out
	}
	upper, lower := edge(y1), edge(y2)
	slices.Reverse(lower)
	return append(upper, lower...)
}

// fill adds polygons: groups of x, y and a colour.
func (a *Axes) fill(t *py.Thread, args []py.Object, d *py.Dict) py.Object {
	var list []*Artist
	for len(args) >= 2 {
		x, y := flat(t, args[0]), flat(t, args[1])
		args = args[2:]
		if len(x) != len(y) {
			panic(py.Errorf(py.ValueError, "x and y must have same first dimension, but have shapes (%d,) and (%d,)", len(x), len(y)))
		}
		g := &figure.Polygon{Base: figure.NewBase(1), Rings: [][][2]float64{{}}, Stroke: figure.Stroke{Width: 1, Style: "-"}}
		for i := range x {
			g.Rings[0] = append(g.Rings[0], [2]float64{x[i], y[i]})
		}
		if len(args) > 0 && isFormat(args[0]) {
			g.Face = color(t, args[0], "color")
			args = args[1:]
		} else if d.GetString("color") == nil && d.GetString("facecolor") == nil && d.GetString("fc") == nil {
			g.Face = a.NextFill()
		}
		list = append(list, a.add(t, polygonClass, g, d))
	}
	return artistList(list)
}

// spanAt adds a band across the axes.
func (a *Axes) spanAt(t *py.Thread, o []py.Object, horizontal bool, d *py.Dict) py.Object {
	lo, hi, from, to := number(t, o[0]), number(t, o[1]), number(t, o[2]), number(t, o[3])
	g := rectangle(from, lo, to, hi)
	g.XIn = figure.InAxes
	if !horizontal {
		g = rectangle(lo, from, hi, to)
		g.XIn, g.YIn = figure.InData, figure.InAxes
	}
	g.Face = a.first()
	g.Stroke.Color = g.Face
	if d.GetString("alpha") != nil || d.GetString("facecolor") != nil || d.GetString("fc") != nil {
		g.Stroke.Color = figure.NoColor
	}
	return a.add(t, rectangleClass, g, d)
}
