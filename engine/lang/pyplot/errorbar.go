package pyplot

import (
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// errorbar is a line with bars that show the errors of its points.
func (a *Axes) errorbar(t *py.Thread, o []py.Object) py.Object {
	d := o[11].(*py.Dict)
	k := keywords{t, d}
	x, _ := onAxis(t, o[0], a.X.Range)
	y, _ := onAxis(t, o[1], a.Y.Range)
	if len(x) != len(y) {
		panic(py.Errorf(py.ValueError, "'x' and 'y' must have the same size"))
	}
	n := len(x)
	format := text(t, o[4])
	label := k.take("label")
	every := 1
	if v, ok := k.take("errorevery").(py.Int); ok && v > 0 {
		every = int(v)
	}
	k.ignore("uplims", "lolims", "xuplims", "xlolims", "data")
	bare := figure.IsNone(format) && format != ""
	f, err := figure.ParseFormat(format, a.Palette)
	if err != nil && !bare {
		panic(py.Errorf(py.ValueError, "%s is not a valid format string (%v)", t.Repr(o[4]), err))
	}
	line := a.newLine(x, y)
	data := a.addLine(t, line, f, format != "" && !bare, d)
	if bare {
		line.Stroke.Style, line.Marker = "", ""
	}
	if label != nil {
		line.Label = text(t, label)
	}
	c := line.Stroke.Color
	if !none(o[5]) {
		c = color(t, o[5], "ecolor")
	}
	width := line.Stroke.Width
	if !none(o[6]) {
		width = number(t, o[6])
	}
	capSize, capWidth := 0.0, 1.0
	if !none(o[7]) {
		capSize = number(t, o[7])
	}
	if !none(o[9]) {
		capWidth = number(t, o[9])
	}
	var bars, caps []py.Object
	add := func(name, of string, errors py.Object, horizontal bool) {
		if none(errors) {
			return
		}
		low, high := errorSpans(t, errors, n, name, of)
		g := &figure.Segments{Base: figure.NewBase(2), Colors: []figure.Color{c}, Stroke: figure.Stroke{Width: width, Style: "-"}}
		g.Alpha = line.Alpha
		mark := "_"
		if horizontal {
			mark = "|"
		}
		ends := [2]*figure.Line{a.newLine(nil, nil), a.newLine(nil, nil)}
		for i := 0; i < n; i += every {
			from, to := [2]float64{x[i], y[i] - low[i]}, [2]float64{x[i], y[i] + high[i]}
			if horizontal {
				from, to = [2]float64{x[i] - low[i], y[i]}, [2]float64{x[i] + high[i], y[i]}
			}
			g.Lines = append(g.Lines, [][2]float64{from, to})
			for e, q := range [2][2]float64{from, to} {
				ends[e].X, ends[e].Y = append(ends[e].X, q[0]), append(ends[e].Y, q[1])
			}
		}
		sample := figure.Stroke{Color: c, Width: width, Style: "-"}
		if horizontal {
			line.ErrorX = &sample
		} else {
			line.ErrorY = &sample
		}
		bar := a.add(t, linesClass, g, nil)
		bars = append(bars, bar)
		data.parts = append(data.parts, bar)
		if capSize > 0 {
			for _, e := range ends {
				e.Stroke.Style, e.Stroke.Color, e.Marker, e.MarkerSize, e.EdgeWidth = "", c, mark, 2*capSize, capWidth
				e.Alpha = line.Alpha
				cap := a.add(t, lineClass, e, nil)
				caps = append(caps, cap)
				data.parts = append(data.parts, cap)
			}
		}
	}
	add("xerr", "x", o[3], true)
	add("yerr", "y", o[2], false)
	return &container{containerType("ErrorbarContainer"), []py.Object{data, py.NewTuple(caps...), py.NewTuple(bars...)}, text(t, label)}
}

// errorSpans returns how far error bars reach below and above.
func errorSpans(t *py.Thread, o py.Object, n int, name, of string) (low, high []float64) {
	v, shape := values(t, o)
	for _, x := range v {
		if x < 0 {
			panic(py.Errorf(py.ValueError, "'%s' must not contain negative values", name))
		}
	}
	switch {
	case len(shape) == 0, len(shape) == 1 && len(v) == 1:
		low = repeated(v[:1], n)
		return low, low
	case len(shape) == 1 && len(v) == n:
		return v, v
	case len(shape) == 2 && shape[0] == 2 && shape[1] == n:
		return v[:n], v[n:]
	case len(shape) == 2 && shape[0] == 2 && shape[1] == 1:
		return repeated(v[:1], n), repeated(v[1:], n)
	}
	panic(py.Errorf(py.ValueError, "'%s' (shape: %s) must be a scalar or a 1D or (2, n) array-like whose shape matches '%s' (shape: (%d,))", name, shapeText(shape), of, n))
}
