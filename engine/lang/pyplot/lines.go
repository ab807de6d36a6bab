package pyplot

import (
	"slices"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// lineAt adds a line across the axes at a place of one axis.
func (a *Axes) lineAt(t *py.Thread, o []py.Object, horizontal bool, d *py.Dict) py.Object {
	across, name := a.Y.Range, "y"
	if !horizontal {
		across, name = a.X.Range, "x"
	}
	v, shape := onAxis(t, o[0], across)
	if len(v) != 1 || len(shape) > 1 {
		panic(py.Errorf(py.ValueError, "%s must be a single scalar value, but got %s", name, t.Repr(o[0])))
	}
	at := []float64{v[0], v[0]}
	span := []float64{number(t, o[1]), number(t, o[2])}
	line := a.newLine(span, at)
	line.XIn = figure.InAxes
	if !horizontal {
		line = a.newLine(at, span)
		line.YIn = figure.InAxes
	}
	line.Stroke.Color = a.first()
	line.Label = "_line"
	a.figure.current = a
	return a.add(t, lineClass, line, d)
}

// longLine adds a line through a point that has no end.
func (a *Axes) longLine(t *py.Thread, o []py.Object, d *py.Dict) py.Object {
	p := numbers(t, o[0], 2, "axline")
	var slope float64
	switch {
	case !none(o[1]) && none(o[2]):
		q := numbers(t, o[1], 2, "axline")
		if p[0] == q[0] && p[1] == q[1] {
			panic(py.Errorf(py.ValueError, "Cannot draw a line through two identical points (%s)", t.Repr(o[0])))
		}
		slope = (q[1] - p[1]) / (q[0] - p[0])
	case none(o[1]) && !none(o[2]):
		slope = number(t, o[2])
	default:
		panic(py.Errorf(py.TypeError, "Exactly one of 'xy2' and 'slope' must be given"))
	}
	line := a.newLine(nil, nil)
	line.Stroke.Color = a.first()
	line.Label = "_line"
	endless := &figure.Endless{Line: line, X: p[0], Y: p[1], Slope: slope}
	artist := &Artist{class: axlineClass, item: line, axes: a}
	artist.apply(t, d)
	a.Axes.Add(endless)
	artist.drop = func() { a.Remove(endless) }
	a.artists = append(a.artists, artist)
	return artist
}

// segments is hlines and vlines.
func (a *Axes) segments(t *py.Thread, o []py.Object, horizontal bool, d *py.Dict) py.Object {
	across := a.Y.Range
	if !horizontal {
		across = a.X.Range
	}
	at, _ := onAxis(t, o[0], across)
	from, to := flat(t, o[1]), flat(t, o[2])
	n := max(len(at), len(from), len(to))
	for _, v := range [][]float64{at, from, to} {
		if len(v) != n && len(v) != 1 {
			panic(py.Errorf(py.ValueError, "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape (%d,) and arg 1 with shape (%d,).", len(at), len(from)))
		}
	}
	at, from, to = repeated(at, n), repeated(from, n), repeated(to, n)
	g := &figure.Segments{Base: figure.NewBase(2), Stroke: figure.Stroke{Width: a.figure.Style.LineWidth}}
	g.Stroke.Style, g.Stroke.Dash = lineStyle(t, o[4])
	for i := range n {
		line := [][2]float64{{from[i], at[i]}, {to[i], at[i]}}
		if !horizontal {
			line = [][2]float64{{at[i], from[i]}, {at[i], to[i]}}
		}
		g.Lines = append(g.Lines, line)
	}
	g.Colors = []figure.Color{a.first()}
	if !none(o[3]) {
		g.Colors = colors(t, o[3], "colors")
	}
	g.Label = text(t, o[5])
	return a.add(t, linesClass, g, d)
}

// stem draws lines from a base to markers.
func (a *Axes) stem(t *py.Thread, args []py.Object, o []py.Object) py.Object {
	if len(args) == 0 || len(args) > 2 {
		panic(py.Errorf(py.TypeError, "stem expected between 1 or 2 positional arguments, got %d", len(args)))
	}
	y := flat(t, args[len(args)-1])
	x := make([]float64, len(y))
	for i := range x {
		x[i] = float64(i)
	}
	if len(args) == 2 {
		if x, _ = onAxis(t, args[0], a.X.Range); len(x) != len(y) {
			panic(py.Errorf(py.ValueError, "x and y must have same first dimension, but have shapes (%d,) and (%d,)", len(x), len(y)))
		}
	}
	foot := number(t, o[3])
	format := func(o py.Object, otherwise string) figure.Format {
		s := otherwise
		if !none(o) {
			s = text(t, o)
		}
		f, err := figure.ParseFormat(s, a.Palette)
		if err != nil {
			panic(py.Errorf(py.ValueError, "%s is not a valid format string (%v)", t.Repr(py.Str(s)), err))
		}
		return f
	}
	lines, heads, base := format(o[0], "C0-"), format(o[1], "C0o"), format(o[2], "C3-")
	g := &figure.Segments{Base: figure.NewBase(2), Colors: []figure.Color{lines.Color}, Stroke: figure.Stroke{Width: a.figure.Style.LineWidth, Style: lines.Line}}
	for i := range x {
		g.Lines = append(g.Lines, [][2]float64{{x[i], foot}, {x[i], y[i]}})
	}
	stems := a.add(t, linesClass, g, nil)
	mark := a.newLine(x, y)
	mark.Stroke.Color, mark.Stroke.Style, mark.Marker = heads.Color, "", heads.Marker
	if !none(o[1]) && !heads.HasColor {
		mark.Stroke.Color = lines.Color
	}
	mark.Label = text(t, o[4])
	marks := a.add(t, lineClass, mark, nil)
	ends := []float64{}
	if len(x) > 0 {
		ends = []float64{slices.Min(x), slices.Max(x)}
	}
	floor := a.newLine(ends, repeated([]float64{foot}, len(ends)))
	floor.Stroke.Color, floor.Stroke.Style = base.Color, base.Line
	floor.Label = "_base"
	return &container{containerType("StemContainer"), []py.Object{marks, stems, a.add(t, lineClass, floor, nil)}, text(t, o[4])}
}

// first returns the first colour of the cycle.
func (a *Axes) first() figure.Color {
	if cycle := a.Palette; len(cycle) > 0 {
		return cycle[0]
	}
	return 0x000000ff
}
