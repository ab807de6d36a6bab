package pyplot

import (
	"math"
	"slices"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// contour draws level lines, or the regions between them.
func (a *Axes) contour(t *py.Thread, args []py.Object, d *py.Dict, filled bool) py.Object {
	k := keywords{t, d}
	name := "contour"
	if filled {
		name = "contourf"
	}
	var levelArg py.Object
	if n := len(args); n == 2 || n == 4 {
		levelArg, args = args[n-1], args[:n-1]
	}
	x, y, z, xs, ys, zs := a.gridArguments(t, name, args)
	if len(zs) != 2 {
		panic(py.Errorf(py.TypeError, "Input z must be 2D, not %dD", len(zs)))
	}
	rows, cols := zs[0], zs[1]
	if rows < 2 || cols < 2 {
		panic(py.Errorf(py.TypeError, "Input z must be at least a (2, 2) shaped array, but has shape %s", shapeText(zs)))
	}
	switch {
	case x == nil:
		x, y = a.contourGrid(k, rows, cols)
	case len(xs) != len(ys):
		panic(py.Errorf(py.TypeError, "Number of dimensions of x (%d) and y (%d) do not match", len(xs), len(ys)))
	case len(xs) == 1:
		if len(x) != cols {
			panic(py.Errorf(py.TypeError, "Length of x (%d) must match number of columns in z (%d)", len(x), cols))
		}
		if len(y) != rows {
			panic(py.Errorf(py.TypeError, "Length of y (%d) must match number of rows in z (%d)", len(y), rows))
		}
		x, y = meshgrid(x, y)
	case len(xs) == 2:
		for _, c := range []struct {
			name  string
			shape []int
		}{{"x", xs}, {"y", ys}} {
			if !slices.Equal(c.shape, zs) {
				panic(py.Errorf(py.TypeError, "Shapes of %s %s and z %s do not match", c.name, shapeText(c.shape), shapeText(zs)))
			}
		}
	default:
		panic(py.Errorf(py.TypeError, "Inputs x and y must be 1D or 2D, not %dD", len(xs)))
	}
	k.ignore("origin", "extent")
	g := &figure.Contour{Base: figure.NewBase(1), Field: &figure.Field{Rows: rows, Cols: cols, X: x, Y: y, Z: z}}
	if !filled {
		g.ZOrder = 2
	}
	lo, hi := g.Range()
	m := &figure.Mappable{Norm: figure.NewNorm(), Values: z, Filled: filled, Alpha: nan}
	log := false
	if n, ok := k.take("norm").(*Norm); ok {
		m.Norm = n.Norm
		log = n.Scale == figure.Log
	}
	if loc, ok := k.take("locator").(*locator); ok && loc.log {
		log = true
		m.Norm.Scale = figure.Log
	}
	if v := k.take("levels"); v != nil {
		levelArg = v
	}
	if math.IsNaN(lo) {
		lo, hi = 0, 1
	}
	m.Levels = contourLevels(t, levelArg, lo, hi, log, filled)
	if filled && len(m.Levels) < 2 {
		panic(py.Errorf(py.ValueError, "Filled contours require at least 2 levels."))
	}
	switch extend := k.text("neither", "extend"); extend {
	case "both":
		g.ExtendLow, g.ExtendHigh = true, true
	case "min":
		g.ExtendLow = true
	case "max":
		g.ExtendHigh = true
	case "neither":
	default:
		panic(py.Errorf(py.ValueError, "'%s' is not a valid value for extend; supported values are 'neither', 'both', 'min', 'max'", extend))
	}
	fixed := k.take("colors")
	m.Map = colormap(t, k.take("cmap"))
	if v := k.take("vmin"); v != nil {
		m.Norm.VMin = number(t, v)
	}
	if v := k.take("vmax"); v != nil {
		m.Norm.VMax = number(t, v)
	}
	m.Norm.Fit(m.Levels)
	g.Widths = []float64{a.figure.Style.LineWidth}
	if v := k.take("linewidths"); v != nil {
		g.Widths = flat(t, v)
	}
	g.Styles = []string{"-"}
	monochrome := false
	if fixed != nil {
		list := colors(t, fixed, "colors")
		monochrome = len(list) == 1
		n := len(m.Levels) - 1
		if !filled {
			n = len(m.Levels)
		}
		for i := range max(n, 1) + 2 {
			m.LevelColors = append(m.LevelColors, list[i%len(list)])
		}
	} else {
		m.LevelColors = levelColors(g, m)
	}
	if v := k.take("linestyles"); v != nil {
		g.Styles = nil
		if list, ok := names(t, v); ok {
			for _, s := range list {
				style, _ := lineStyle(t, py.Str(s))
				g.Styles = append(g.Styles, style)
			}
		}
	} else if monochrome && !filled { // lines of one colour: negative levels are dashed
		g.Styles = nil
		for _, level := range m.Levels {
			if level < 0 {
				g.Styles = append(g.Styles, "--")
			} else {
				g.Styles = append(g.Styles, "-")
			}
		}
	}
	if len(g.Styles) == 0 {
		g.Styles = []string{"-"}
	}
	if len(g.Widths) == 0 {
		g.Widths = []float64{a.figure.Style.LineWidth}
	}
	k.ignore("corner_mask", "hatches", "nchunk", "algorithm", "negative_linestyles", "data")
	g.Map = m
	artist := a.add(t, contourClass, g, d)
	m.Alpha = g.Alpha
	a.X.Tight, a.Y.Tight = true, true
	return a.shows(artist, m)
}

// contourGrid returns the coordinates of a field without x and y.
func (a *Axes) contourGrid(k keywords, rows, cols int) (x, y []float64) {
	x, y = count(cols), count(rows)
	if e := k.take("extent"); e != nil {
		v := numbers(k.t, e, 4, "extent")
		dx, dy := (v[1]-v[0])/float64(cols), (v[3]-v[2])/float64(rows)
		if k.take("origin") == nil { // the numbers lie on the border
			dx, dy = (v[1]-v[0])/float64(cols-1), (v[3]-v[2])/float64(rows-1)
			v[0], v[2] = v[0]-dx/2, v[2]-dy/2
		}
		for i := range x {
			x[i] = v[0] + (x[i]+0.5)*dx
		}
		for i := range y {
			y[i] = v[2] + (y[i]+0.5)*dy
		}
	}
	if origin := k.take("origin"); origin != nil && text(k.t, origin) == "upper" {
		slices.Reverse(y)
	}
	return meshgrid(x, y)
}

func contourLevels(t *py.Thread, o py.Object, lo, hi float64, log, filled bool) []float64 {
	n := 7
	if o != nil {
		v, shape := values(t, o)
		if len(shape) > 0 {
			for i := 1; i < len(v); i++ {
				if !(v[i] > v[i-1]) {
					panic(py.Errorf(py.ValueError, "Contour levels must be increasing"))
				}
			}
			if len(v) == 0 {
				panic(py.Errorf(py.ValueError, "at least one contour level is needed"))
			}
			return v
		}
		if n = t.ToInt(o); n < 0 || n > 1e4 {
			panic(py.Errorf(py.ValueError, "the number of contour levels must be between 0 and 10000, not %d", n))
		}
	}
	if log && lo <= 0 {
		lo = math.Min(hi, 1e-300)
	}
	levels := figure.AutoLevels(lo, hi, n, log)
	if len(levels) == 0 {
		return []float64{lo}
	}
	return levels
}

// levelColors are the colours of lines, or of the regions between them, which
// is that of the number in the middle.
func levelColors(g *figure.Contour, m *figure.Mappable) []figure.Color {
	var list []figure.Color
	if !m.Filled {
		for _, v := range m.Levels {
			list = append(list, m.Color(v))
		}
		return list
	}
	if g.ExtendLow {
		list = append(list, m.Map.At(-1))
	}
	for i := 1; i < len(m.Levels); i++ {
		middle := (m.Levels[i-1] + m.Levels[i]) / 2
		if m.Norm.Scale == figure.Log {
			middle = math.Sqrt(m.Levels[i-1] * m.Levels[i])
		}
		list = append(list, m.Color(middle))
	}
	if g.ExtendHigh {
		list = append(list, m.Map.At(2))
	}
	return list
}

// labelContours has the lines of a contour plot be labelled.
func labelContours(t *py.Thread, a *Artist, d *py.Dict) py.Object {
	g, ok := a.item.(*figure.Contour)
	if !ok || g.Map.Filled {
		return py.NewList()
	}
	k := keywords{t, d}
	g.LabelSize = k.float(a.axes.figure.Style.Font, "fontsize")
	if v := k.take("colors"); v != nil {
		g.LabelColor = colors(t, v, "colors")[0]
	}
	g.LabelTexts = figure.Labels(g.Map.Levels)
	format := k.take("fmt")
	// The texts are made now: no Python code is to run while a figure is drawn.
	for i, level := range g.Map.Levels {
		switch f := format.(type) {
		case py.Str:
			if s, ok := percent(t, string(f), level); ok {
				g.LabelTexts[i] = s
			}
		case *py.Dict:
			if s := f.Get(t, py.Float(level)); s != nil {
				g.LabelTexts[i] = text(t, s)
			}
		}
	}
	return py.NewList()
}
