package pyplot

import (
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// gridArguments reads [X, Y,] Z of a function of a grid.
func (a *Axes) gridArguments(t *py.Thread, name string, args []py.Object) (x, y, z []float64, xs, ys, zs []int) {
	switch len(args) {
	case 1:
		z, zs = values(t, args[0])
	case 3:
		x, xs = onAxis(t, args[0], a.X.Range)
		y, ys = onAxis(t, args[1], a.Y.Range)
		z, zs = values(t, args[2])
	default:
		panic(py.Errorf(py.TypeError, "%s() takes 1 or 3 positional arguments but %d were given", name, len(args)))
	}
	if len(zs) != 2 {
		return
	}
	t.Spend(len(z))
	t.Reserve(48 * float64(len(z)))
	return
}

// pcolormesh draws a grid of coloured cells.
func (a *Axes) pcolormesh(t *py.Thread, args []py.Object, o []py.Object, d *py.Dict) py.Object {
	x, y, z, xs, ys, zs := a.gridArguments(t, "pcolormesh", args)
	if len(zs) != 2 {
		panic(py.Errorf(py.ValueError, "pcolormesh takes a two-dimensional array of colours, got shape %s", shapeText(zs)))
	}
	rows, cols := zs[0], zs[1]
	g := &figure.Mesh{Base: figure.NewBase(1), Rows: rows, Cols: cols}
	shading := "auto"
	if !none(o[5]) {
		shading = text(t, o[5])
	}
	if x == nil {
		x, y = count(cols+1), count(rows+1)
		xs, ys = []int{cols + 1}, []int{rows + 1}
	}
	nx, ny := last(xs), ys[0]
	if len(xs) == 2 {
		ny = xs[0]
	}
	var centered bool
	switch {
	case nx == cols+1 && ny == rows+1 && shading != "nearest" && shading != "gouraud":
	case nx == cols && ny == rows && shading != "flat":
		centered = true
	default:
		panic(py.Errorf(py.TypeError, "Dimensions of C (%d, %d) should be one smaller than X(%d) and Y(%d) while using shading='%s' see help(pcolormesh)", rows, cols, nx, ny, flatIfAuto(shading)))
	}
	if len(xs) == 1 && len(ys) == 1 {
		if centered {
			x, y = borders(x), borders(y)
		}
		x, y = meshgrid(x, y)
	} else {
		if len(xs) == 1 {
			x, _ = meshgrid(x, y[:ny])
		}
		if len(ys) == 1 {
			_, y = meshgrid(x[:nx], y)
		}
		if centered {
			x, y = gridBorders(x, ny, nx), gridBorders(y, ny, nx)
		}
	}
	if len(x) != (rows+1)*(cols+1) || len(y) != len(x) {
		panic(py.Errorf(py.TypeError, "Dimensions of C (%d, %d) are incompatible with X (%s) and/or Y (%s); see help(pcolormesh)", rows, cols, shapeText(xs), shapeText(ys)))
	}
	g.X, g.Y = x, y
	m := mappable(t, z, o[2], o[1], o[3], o[4], o[0])
	g.Map = m
	if a.X.GridLines != nil || a.Y.GridLines != nil {
		a.X.GridLines, a.Y.GridLines = nil, nil
	}
	return a.shows(a.add(t, meshClass, g, d), m)
}

func flatIfAuto(s string) string {
	if s == "auto" {
		return "flat"
	}
	return s
}

func last(list []int) int { return list[len(list)-1] }

func count(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = float64(i)
	}
	return v
}

// borders returns the borders of cells with given middles.
func borders(v []float64) []float64 {
	n := len(v)
	if n == 0 {
		return []float64{0}
	}
	if n == 1 {
		return []float64{v[0] - 0.5, v[0] + 0.5}
	}
	out := make([]float64, n+1)
	for i := 1; i < n; i++ {
		out[i] = (v[i-1] + v[i]) / 2
	}
	out[0], out[n] = v[0]-(v[1]-v[0])/2, v[n-1]+(v[n-1]-v[n-2])/2
	return out
}

// gridBorders returns the corners of cells with given middles.
func gridBorders(v []float64, rows, cols int) []float64 {
	wide := make([]float64, 0, rows*(cols+1))
	for i := range rows {
		wide = append(wide, borders(v[i*cols:(i+1)*cols])...)
	}
	out := make([]float64, (rows+1)*(cols+1))
	for j := range cols + 1 {
		for i, b := range borders(column(wide, cols+1, j)) {
			out[i*(cols+1)+j] = b
		}
	}
	return out
}

func meshgrid(x, y []float64) (gx, gy []float64) {
	for _, v := range y {
		gx = append(gx, x...)
		for range x {
			gy = append(gy, v)
		}
	}
	return gx, gy
}
