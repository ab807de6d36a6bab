package pyplot

import (
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// scatter adds markers with sizes and colours of their own.
func (a *Axes) scatter(t *py.Thread, o []py.Object) py.Object {
	d := o[14].(*py.Dict)
	o = append(fromData(t, o[:4], given(o[13])), o[4:]...)
	x, _ := onAxis(t, o[0], a.X.Range)
	y, _ := onAxis(t, o[1], a.Y.Range)
	if len(x) != len(y) {
		panic(py.Errorf(py.ValueError, "x and y must be the same size"))
	}
	n := len(x)
	g := &figure.Points{Base: figure.NewBase(1), X: x, Y: y, Marker: "o", EdgeWidth: a.figure.Style.LineWidth}
	if !none(o[4]) {
		g.Marker = marker(t, o[4])
	}
	size := a.figure.Style.MarkerSize
	g.Areas = []float64{size * size}
	if !none(o[2]) {
		g.Areas = flat(t, o[2])
		if len(g.Areas) != 1 && len(g.Areas) != n {
			panic(py.Errorf(py.ValueError, "s (size %d) cannot be broadcast to match x and y (size %d)", len(g.Areas), n))
		}
	}
	k := keywords{t, d}
	var m *figure.Mappable
	chosen := k.take("color")
	if faces := k.take("facecolors", "facecolor", "fc"); chosen == nil && none(o[3]) {
		chosen = faces
	}
	switch c := o[3]; {
	case chosen != nil:
		g.Face = colors(t, chosen, "color")
	case none(c):
		g.Face = []figure.Color{a.NextFill()}
	default:
		m = a.scatterColors(t, g, c, o)
	}
	if unfilled := g.Marker == "x" || g.Marker == "+" || g.Marker == "|" || g.Marker == "_"; !unfilled {
		g.EdgeWidth = 1
	}
	if !none(o[9]) {
		g.Alpha = number(t, o[9])
	}
	if !none(o[10]) {
		if w := flat(t, o[10]); len(w) > 0 {
			g.EdgeWidth = w[0]
		}
	}
	edge := o[11]
	if e := k.take("edgecolor", "ec"); e != nil {
		edge = e
	}
	if !none(edge) {
		if s, ok := edge.(py.Str); !ok || s != "face" {
			g.Edge = colors(t, edge, "edgecolors")
		}
	}
	artist := a.add(t, pathsClass, g, d)
	if m != nil {
		a.shows(artist, m)
	}
	return artist
}

// given returns an argument, or nil for None.
func given(o py.Object) py.Object {
	if none(o) {
		return nil
	}
	return o
}

// scatterColors reads the argument c: a colour, a list of these, or numbers.
func (a *Axes) scatterColors(t *py.Thread, g *figure.Points, c py.Object, o []py.Object) *figure.Mappable {
	n := len(g.X)
	if s, ok := c.(py.Str); ok {
		face, ok := figure.ParseColor(string(s), a.Palette)
		if !ok {
			panic(py.Errorf(py.ValueError, "'c' argument must be a color, a sequence of colors, or a sequence of numbers, not %s", t.Repr(c)))
		}
		g.Face = []figure.Color{face}
		return nil
	}
	if list, ok := names(t, c); ok {
		g.Face = colors(t, c, "c")
		if len(list) != n && len(list) != 1 {
			panic(py.Errorf(py.ValueError, "'c' argument has %d elements, which is inconsistent with 'x' and 'y' with size %d.", len(list), n))
		}
		return nil
	}
	var v []float64
	var shape []int
	if e := t.Try(func() { v, shape = values(t, c) }); e != nil {
		if face, ok := parseColor(t, c); ok {
			g.Face = []figure.Color{face}
			return nil
		}
		var faces []figure.Color
		if e2 := t.Try(func() { faces = colors(t, c, "c") }); e2 != nil {
			panic(e)
		}
		g.Face = faces
		return nil
	}
	switch {
	case len(shape) <= 1 && len(v) == n || len(shape) == 2 && len(v) == n && shape[1] != 3 && shape[1] != 4:
		if len(v) == 3 && n == 3 || len(v) == n {
			m := mappable(t, v, o[5], o[6], o[7], o[8], o[9])
			g.Map = m
			return m
		}
	case len(shape) == 2 && (shape[1] == 3 || shape[1] == 4):
		g.Face = colors(t, c, "c")
		if len(g.Face) != n && len(g.Face) != 1 {
			break
		}
		return nil
	}
	if face, ok := parseColor(t, c); ok {
		g.Face = []figure.Color{face}
		return nil
	}
	panic(py.Errorf(py.ValueError, "'c' argument has %d elements, which is inconsistent with 'x' and 'y' with size %d.", len(v), n))
}
