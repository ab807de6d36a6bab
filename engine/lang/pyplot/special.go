package pyplot

import (
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

func accepted(*py.Thread, []py.Object) py.Object { return py.None }

func clearAxes(_ *py.Thread, a []py.Object) py.Object {
	axesOf(a[0]).clear()
	return py.None
}

func mesh(t *py.Thread, a []py.Object) py.Object {
	return axesOf(a[0]).pcolormesh(t, fromData(t, a[1].(*py.Tuple).Elems, given(a[9])), a[2:9], a[10].(*py.Dict))
}

func logarithmic(x, y bool) func(t *py.Thread, a []py.Object) py.Object {
	return func(t *py.Thread, a []py.Object) py.Object {
		axes := axesOf(a[0])
		if x {
			setScale(t, &axes.X, py.Str("log"))
		}
		if y {
			setScale(t, &axes.Y, py.Str("log"))
		}
		d := a[2].(*py.Dict)
		keywords{t, d}.ignore("base", "basex", "basey", "subs", "nonpositive")
		return artistList(axes.plot(t, a[1].(*py.Tuple).Elems, d))
	}
}

// barLabel writes a value at the end, or in the middle, of every bar.
func barLabel(t *py.Thread, a []py.Object) py.Object {
	x := axesOf(a[0])
	bars, ok := a[1].(*container)
	if !ok {
		panic(py.Errorf(py.TypeError, "bar_label takes the result of bar, got %s", a[1].Type().Name))
	}
	var labels []py.Object
	if !none(a[2]) {
		labels = t.Elements(a[2])
	}
	center, padding := text(t, a[4]) == "center", number(t, a[5])
	var list []*Artist
	for i, e := range bars.elems {
		bar, ok := e.(*Artist)
		if !ok {
			continue
		}
		low, high := corner(bar)
		vertical := len(polygonOf(bar).StickyY) > 0
		g := &figure.Text{Base: figure.NewBase(3), Size: x.figure.Style.Font, Color: x.figure.Style.Text, HAlign: "center", VAlign: "bottom"}
		length := high[0] - low[0]
		g.X, g.Y, g.Dx, g.Dy = high[0], (low[1]+high[1])/2, padding, 0
		if vertical {
			length = high[1] - low[1]
			g.X, g.Y, g.Dx, g.Dy = (low[0]+high[0])/2, high[1], 0, padding
		}
		switch {
		case center:
			g.X, g.Y, g.Dx, g.Dy, g.VAlign = (low[0]+high[0])/2, (low[1]+high[1])/2, 0, 0, "center"
		case !vertical:
			g.HAlign, g.VAlign = "left", "center"
			if length < 0 {
				g.HAlign, g.Dx = "right", -padding
			}
		case length < 0:
			g.VAlign, g.Dy = "top", -padding
		}
		switch format := a[3].(type) {
		case py.Str:
			if i < len(labels) {
				g.S = text(t, labels[i])
			} else {
				g.S, _ = percent(t, string(format), length)
			}
		default:
			g.S = text(t, t.Call(format, py.Float(length)))
		}
		list = append(list, x.add(t, textClass, g, a[6].(*py.Dict)))
	}
	return artistList(list)
}

// stackPlot fills the areas between running sums.
func stackPlot(t *py.Thread, a []py.Object) py.Object {
	x := axesOf(a[0])
	var rows [][]float64
	for _, o := range a[2].(*py.Tuple).Elems {
		v, shape := values(t, o)
		n := len(v)
		if len(shape) == 2 {
			n = shape[1]
		}
		for i := 0; i+n <= len(v) && n > 0; i += n {
			rows = append(rows, v[i:i+n])
		}
	}
	names := t.Elements(a[3])
	var palette []figure.Color
	if !none(a[4]) {
		palette = colors(t, a[4], "colors")
	}
	along, _ := onAxis(t, a[1], x.X.Range)
	below := make([]float64, len(along))
	var list []*Artist
	for i, row := range rows {
		if len(row) != len(along) {
			panic(py.Errorf(py.ValueError, "'x' has size %d, but a row has size %d", len(along), len(row)))
		}
		above := make([]float64, len(row))
		for k := range row {
			above[k] = below[k] + row[k]
		}
		d := a[7].(*py.Dict).Copy()
		if i < len(names) {
			d.SetString("label", names[i])
		}
		if len(palette) > 0 {
			d.SetString("facecolor", rgba(palette[i%len(palette)]))
		}
		area := x.fillBetween(t, []py.Object{numpy.FromValues(along, len(along)), numpy.FromValues(below, len(below)), numpy.FromValues(above, len(above)), py.None, py.None, py.None}, true, d)
		polygonOf(area.(*Artist)).StickyY = []float64{0}
		list = append(list, area.(*Artist))
		below = above
	}
	return artistList(list)
}

// axis is the method of that name.
func (a *Axes) axis(t *py.Thread, o py.Object, k keywords) py.Object {
	switch v := o.(type) {
	case *py.Singleton:
	case py.Bool:
		a.Off = !bool(v)
	case py.Str:
		switch v {
		case "on", "off":
			a.Off = v == "off"
		case "equal":
			a.Aspect, a.Stretch = 1, true
		case "scaled":
			a.Aspect, a.Stretch = 1, false
		case "image":
			a.Aspect, a.Stretch = 1, false
			a.X.Tight, a.Y.Tight = true, true
		case "tight":
			a.X.Tight, a.Y.Tight, a.X.Auto, a.Y.Auto = true, true, true, true
		case "auto":
			a.Aspect, a.X.Auto, a.Y.Auto = 0, true, true
		case "square":
			a.square()
		default:
			panic(py.Errorf(py.ValueError, "Unrecognized string %s to axis; try 'on' or 'off'", t.Repr(o)))
		}
	default:
		list := t.Elements(o)
		if len(list) != 4 {
			panic(py.Errorf(py.TypeError, "the first argument to axis() must be an iterable of the form [xmin, xmax, ymin, ymax]"))
		}
		setLimit(t, a, &a.X, list[0], list[1])
		setLimit(t, a, &a.Y, list[2], list[3])
	}
	orNone := func(name string) py.Object { return given2(k.take(name)) }
	setLimit(t, a, &a.X, orNone("xmin"), orNone("xmax"))
	setLimit(t, a, &a.Y, orNone("ymin"), orNone("ymax"))
	k.rest("axis")
	x0, x1 := a.X.Limits()
	y0, y1 := a.Y.Limits()
	return py.NewTuple(numpy.Scalar(x0), numpy.Scalar(x1), numpy.Scalar(y0), numpy.Scalar(y1))
}

// square gives both axes the same length in data.
func (a *Axes) square() {
	x0, x1 := a.X.Limits()
	y0, y1 := a.Y.Limits()
	edge := max(x1-x0, y1-y0)
	a.X.SetLimits(x0, x0+edge)
	a.Y.SetLimits(y0, y0+edge)
	a.Aspect, a.Stretch = 1, false
}
