package pyplot

import (
	"fmt"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// newLine returns a line in the style of the axes.
func (a *Axes) newLine(x, y []float64) *figure.Line {
	s := a.figure.Style
	return &figure.Line{
		Base: figure.NewBase(2), X: x, Y: y,
		Stroke:     figure.Stroke{Width: s.LineWidth, Style: s.LineStyle},
		MarkerSize: s.MarkerSize, EdgeWidth: 1,
	}
}

// plot adds the lines that the arguments of plot() describe: groups of [x], y,
// [format].
func (a *Axes) plot(t *py.Thread, args []py.Object, d *py.Dict) []*Artist {
	k := copied(t, d)
	k.ignore("scalex", "scaley")
	args = fromData(t, args, k.take("data"))
	a.figure.current = a
	var lines []*Artist
	for len(args) > 0 {
		n := 1
		if len(args) > 1 && !isFormat(args[1]) {
			n = 2
		}
		group := args[:n]
		args = args[n:]
		format := ""
		if len(args) > 0 && isFormat(args[0]) {
			format = string(args[0].(py.Str))
			args = args[1:]
		} else if n == 2 && len(args) == 0 {
			format = ""
		}
		lines = append(lines, a.plotGroup(t, group, format, k.d)...)
	}
	return lines
}

// isFormat reports whether an argument of plot is a format string.
func isFormat(o py.Object) bool {
	_, ok := o.(py.Str)
	return ok
}

// fromData replaces names by the entries of the argument data.
func fromData(t *py.Thread, args []py.Object, data py.Object) []py.Object {
	if data == nil {
		return args
	}
	out := make([]py.Object, len(args))
	for i, o := range args {
		out[i] = o
		if _, isText := o.(py.Str); isText && t.Contains(data, o) {
			out[i] = t.GetItem(data, o)
		}
	}
	return out
}

func (a *Axes) plotGroup(t *py.Thread, group []py.Object, format string, d *py.Dict) []*Artist {
	f, err := figure.ParseFormat(format, a.Palette)
	if err != nil {
		panic(py.Errorf(py.ValueError, "%s is not a valid format string (%v)", t.Repr(py.Str(format)), err))
	}
	var x, y []float64
	var xShape, yShape []int
	if len(group) == 2 {
		x, xShape = onAxis(t, group[0], a.X.Range)
		y, yShape = onAxis(t, group[1], a.Y.Range)
		xShape, yShape = atLeast1D(xShape), atLeast1D(yShape)
	} else {
		y, yShape = onAxis(t, group[0], a.Y.Range)
		yShape = atLeast1D(yShape)
		xShape = yShape[:1]
		for i := range yShape[0] {
			x = append(x, float64(i))
		}
	}
	if xShape[0] != yShape[0] {
		panic(py.Errorf(py.ValueError, "x and y must have same first dimension, but have shapes %s and %s", shapeText(xShape), shapeText(yShape)))
	}
	if len(xShape) > 2 || len(yShape) > 2 {
		panic(py.Errorf(py.ValueError, "x and y can be no greater than 2D, but have shapes %s and %s", shapeText(xShape), shapeText(yShape)))
	}
	columns := func(shape []int) int {
		if len(shape) == 2 {
			return shape[1]
		}
		return 1
	}
	nx, ny := columns(xShape), columns(yShape)
	if nx > 1 && ny > 1 && nx != ny {
		panic(py.Errorf(py.ValueError, "x has %d columns but y has %d columns", nx, ny))
	}
	n := max(nx, ny)
	if nx == 0 || ny == 0 {
		n = 0
	}
	labels := a.labelsFor(t, d, n)
	var lines []*Artist
	for i := range n {
		line := a.newLine(column(x, nx, i), column(y, ny, i))
		given := d.Copy()
		if labels != nil {
			given.SetString("label", labels[i])
		}
		added := a.addLine(t, line, f, format != "", given)
		added.setWhole("ydata", integers(t, group[len(group)-1]))
		if len(group) == 2 {
			added.setWhole("xdata", integers(t, group[0]))
		}
		lines = append(lines, added)
	}
	return lines
}

// labelsFor returns the labels of several lines, if there is a list of them.
func (a *Axes) labelsFor(t *py.Thread, d *py.Dict, n int) []py.Object {
	v := d.GetString("label")
	if v == nil || n < 2 {
		return nil
	}
	switch v.(type) {
	case *py.List, *py.Tuple:
		labels := t.Elements(v)
		if len(labels) != n {
			panic(py.Errorf(py.ValueError, "label must be scalar or have the same length as the input data, but found %d for %d datasets.", len(labels), n))
		}
		return labels
	}
	return nil
}

// addLine adds a line with a format's and a call's properties; it takes the next
// colour of the cycle if neither gives one.
func (a *Axes) addLine(t *py.Thread, line *figure.Line, f figure.Format, formatted bool, d *py.Dict) *Artist {
	chosen := d.GetString("color") != nil && d.GetString("color") != py.None || d.GetString("c") != nil && d.GetString("c") != py.None
	switch {
	case f.HasColor:
		line.Stroke.Color = f.Color
	case !chosen:
		line.Stroke.Color = a.NextColor()
	}
	if formatted {
		line.Stroke.Style, line.Marker = f.Line, f.Marker
	}
	if line.Label == "" && d.GetString("label") == nil {
		line.Label = fmt.Sprintf("_child%d", len(a.artists))
	}
	artist := &Artist{class: lineClass, item: line, axes: a}
	if len(f.ColorName) > 0 {
		artist.keep("color", py.Str(f.ColorName))
	}
	return a.adopt(artist.apply(t, d))
}

func atLeast1D(shape []int) []int {
	if len(shape) == 0 {
		return []int{1}
	}
	return shape
}

// column returns the i-th of n columns, the only one for all i.
func column(v []float64, n, i int) []float64 {
	if n <= 1 {
		return v
	}
	out := make([]float64, 0, len(v)/n)
	for k := i; k < len(v); k += n {
		out = append(out, v[k])
	}
	return out
}

func artistList(list []*Artist) *py.List {
	elems := make([]py.Object, len(list))
	for i, a := range list {
		elems[i] = a
	}
	return py.NewList(elems...)
}

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

// step is plot with steps between the points.
func (a *Axes) step(t *py.Thread, args []py.Object, where string, d *py.Dict) py.Object {
	if where != "pre" && where != "post" && where != "mid" {
		panic(py.Errorf(py.ValueError, "%s is not a valid value for where; supported values are 'pre', 'post', 'mid'", t.Repr(py.Str(where))))
	}
	lines := a.plot(t, args, d)
	for _, l := range lines {
		lineOf(l).Steps = where
	}
	return artistList(lines)
}

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

// A container groups artists, like a tuple of them.
type container struct {
	class *py.Type
	elems []py.Object
	label string
}

var containerTypes = map[string]*py.Type{}

func containerType(name string) *py.Type { return containerTypes[name] }

// Type returns the class.
func (c *container) Type() *py.Type { return c.class }

// Len implements [py.Sized].
func (c *container) Len(*py.Thread) int { return len(c.elems) }

// Item implements [py.Indexable].
func (c *container) Item(t *py.Thread, key py.Object) py.Object {
	return t.GetItem(py.NewTuple(c.elems...), key)
}

// Iter implements [py.Iterable].
func (c *container) Iter(t *py.Thread) py.Iterator { return t.Iter(py.NewTuple(c.elems...)) }

// Repr implements [py.Representer].
func (c *container) Repr(*py.Thread) string {
	return fmt.Sprintf("<%s object of %d artists>", c.class.Name, len(c.elems))
}

func init() {
	for _, name := range []string{"BarContainer", "ErrorbarContainer", "StemContainer"} {
		c := &py.Type{Name: name, Module: "matplotlib.container", Doc: "Artists that belong together.", Final: true}
		c.Define(
			py.Property{Name: "patches", Doc: "The parts.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.NewList(o.(*container).elems...) }},
			py.Property{Name: "lines", Doc: "The parts.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.NewTuple(o.(*container).elems...) }},
			py.Func{Sig: "get_label(self)", Doc: "The label.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return py.Str(a[0].(*container).label) }},
			py.Func{Sig: "remove(self)", Doc: "Takes the artists away.", Impl: func(t *py.Thread, a []py.Object) py.Object {
				for _, e := range a[0].(*container).elems {
					if x, ok := e.(*Artist); ok {
						x.remove()
					}
				}
				return py.None
			}},
		)
		containerTypes[name] = c
	}
}
