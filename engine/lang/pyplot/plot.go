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
