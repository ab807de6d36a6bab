package pyplot

import (
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// quiver draws a field of arrows.
func (a *Axes) quiver(t *py.Thread, args []py.Object, d *py.Dict) py.Object {
	k := keywords{t, d}
	args = fromData(t, args, k.take("data"))
	var c py.Object
	if n := len(args); n == 3 || n == 5 {
		c, args = args[n-1], args[:n-1]
	}
	if len(args) != 2 && len(args) != 4 {
		panic(py.Errorf(py.TypeError, "quiver takes from 2 to 5 positional arguments but %d were given", len(args)))
	}
	u, us := values(t, args[len(args)-2])
	v, vs := values(t, args[len(args)-1])
	var x, y []float64
	if len(args) == 4 {
		var xs, ys []int
		x, xs = onAxis(t, args[0], a.X.Range)
		y, ys = onAxis(t, args[1], a.Y.Range)
		if len(xs) == 1 && len(ys) == 1 && len(us) == 2 && len(x) == us[1] && len(y) == us[0] {
			x, y = meshgrid(x, y)
		}
	} else {
		rows, cols := 1, len(u)
		if len(us) == 2 {
			rows, cols = us[0], us[1]
		}
		x, y = meshgrid(count(cols), count(rows))
	}
	n := len(x)
	u, v = repeated(u, max(n, 1)), repeated(v, max(n, 1))
	if len(y) != n || len(u) != n || len(v) != n {
		panic(py.Errorf(py.ValueError, "X, Y, U and V must have matching shapes: X and Y have %d and %d elements, U and V have shapes %s and %s", n, len(y), shapeText(us), shapeText(vs)))
	}
	g := &figure.Quiver{Base: figure.NewBase(1), X: x, Y: y, U: u, V: v, Colors: []figure.Color{0x000000ff}, HeadWidth: 3, HeadLength: 5, HeadAxis: 4.5}
	g.Scale = k.float(0, "scale")
	g.Units = k.text("", "scale_units")
	g.Along = k.text("uv", "angles") == "xy"
	g.Pivot = k.text("tail", "pivot")
	g.Width = k.float(0, "width")
	g.HeadWidth, g.HeadLength, g.HeadAxis = k.float(3, "headwidth"), k.float(5, "headlength"), k.float(4.5, "headaxislength")
	k.ignore("units", "angles", "minshaft", "minlength")
	cmap, norm, alpha := k.take("cmap"), k.take("norm"), d.GetString("alpha")
	vmin, vmax := k.take("vmin"), k.take("vmax")
	var m *figure.Mappable
	if c != nil {
		data := flat(t, c)
		if len(data) != n {
			panic(py.Errorf(py.ValueError, "C has %d elements, expected %d", len(data), n))
		}
		m = mappable(t, data, cmap, norm, vmin, vmax, alpha)
		g.Map = m
	}
	artist := a.add(t, quiverClass, g, d)
	if m != nil {
		a.shows(artist, m)
	}
	a.figure.current = a
	return artist
}
