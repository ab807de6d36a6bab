package pyplot

import (
	"slices"

	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// rectangle returns a rectangle from one corner to another.
func rectangle(x0, y0, x1, y1 float64) *figure.Polygon {
	return &figure.Polygon{
		Base: figure.NewBase(1), Rings: [][][2]float64{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}},
		Stroke: figure.Stroke{Width: 1, Style: "-"},
	}
}

// bars adds bars at places along an axis: o is place, length, thickness, foot
// and align; vertical tells which way they stand.
func (a *Axes) bars(t *py.Thread, o []py.Object, vertical bool, d *py.Dict) py.Object {
	k := keywords{t, d}
	along, across := a.X.Range, a.Y.Range
	whereName, lengthName, thicknessName := "x", "height", "width"
	if !vertical {
		along, across = across, along
		whereName, lengthName, thicknessName = "y", "width", "height"
	}
	where, whereShape := onAxis(t, o[0], along)
	length, lengthShape := onAxis(t, o[1], across)
	n := max(len(where), len(length))
	if len(where) == 0 || len(length) == 0 {
		n = 0
	}
	mismatch := func(name string, shape []int) {
		panic(py.Errorf(py.ValueError, "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between '%s' with shape %s and '%s' with shape %s.",
			whereName, shapeText(whereShape), name, shapeText(shape)))
	}
	if len(where) != len(length) && len(where) != 1 && len(length) != 1 {
		mismatch(lengthName, lengthShape)
	}
	spread := func(v []float64, shape []int, name string) []float64 {
		if len(v) != n && len(v) != 1 {
			mismatch(name, shape)
		}
		return repeated(v, n)
	}
	where, length = spread(where, whereShape, whereName), spread(length, lengthShape, lengthName)
	thick, shape := values(t, o[2])
	thick = spread(thick, shape, "width")
	foot := make([]float64, n)
	if !none(o[3]) {
		foot, shape = values(t, o[3])
		foot = spread(foot, shape, "bottom")
	}
	whole := integers(t, o[1])
	align := text(t, o[4])
	if align != "center" && align != "edge" {
		panic(py.Errorf(py.ValueError, "%s is not a valid value for align; supported values are 'center', 'edge'", t.Repr(o[4])))
	}
	var faces, edges []figure.Color
	if v := k.take("color"); v != nil {
		faces = colors(t, v, "color")
	}
	if v := k.take("facecolor", "fc"); v != nil {
		faces = colors(t, v, "facecolor")
	}
	if v := k.take("edgecolor", "ec"); v != nil {
		edges = colors(t, v, "edgecolor")
	}
	if faces == nil {
		faces = []figure.Color{a.NextFill()}
	}
	var names []py.Object
	label := k.take("label")
	switch label.(type) {
	case *py.List, *py.Tuple:
		if names = t.Elements(label); len(names) != n {
			panic(py.Errorf(py.ValueError, "number of labels (%d) does not match number of bars (%d).", len(names), n))
		}
		label = nil
	}
	errors := [2]py.Object{k.take("xerr"), k.take("yerr")}
	errorColor, capSize := k.take("ecolor"), k.take("capsize")
	merge(t, d, k.take("error_kw"))
	if v := k.take("tick_label"); v != nil {
		axis := &a.X
		if !vertical {
			axis = &a.Y
		}
		axis.Ticks = slices.Clone(where)
		axis.Labels, _ = names2(t, v)
	}
	if k.bool(false, "log") {
		across.Scale = figure.Log
	}
	a.figure.current = a
	all := &container{class: containerType("BarContainer"), label: text(t, label)}
	for i := range n {
		low := where[i] - thick[i]/2
		if align == "edge" {
			low = where[i]
		}
		g := rectangle(low, foot[i], low+thick[i], foot[i]+length[i])
		g.StickyY = []float64{foot[i]}
		if !vertical {
			g = rectangle(foot[i], low, foot[i]+length[i], low+thick[i])
			g.StickyX = []float64{foot[i]}
		}
		g.Face = faces[i%len(faces)]
		if len(edges) > 0 {
			g.Stroke.Color = edges[i%len(edges)]
		}
		bar := a.add(t, rectangleClass, g, d)
		if bar.keep(lengthName, numpy.Scalar(length[i])); whole {
			bar.keep(lengthName, py.Int(length[i]))
		}
		bar.keep(thicknessName, numpy.Scalar(thick[i]))
		g.Label = "_nolegend_"
		switch {
		case names != nil:
			g.Label = text(t, names[i])
		case i == 0 && label != nil:
			g.Label = text(t, label)
		}
		all.elems = append(all.elems, bar)
	}
	if !none(given(errors[0])) || !none(given(errors[1])) {
		top := make([]float64, n)
		for i := range top {
			top[i] = foot[i] + length[i]
		}
		x, y := where, top
		if !vertical {
			x, y = top, where
		}
		if errorColor == nil {
			errorColor = py.Str("k")
		}
		orNone := func(o py.Object) py.Object {
			if o == nil {
				return py.None
			}
			return o
		}
		a.errorbar(t, []py.Object{numpy.FromValues(x, n), numpy.FromValues(y, n), orNone(errors[1]), orNone(errors[0]), py.Str("none"), errorColor, py.None, orNone(capSize), py.Bool(false), py.None, py.None, py.NewDict()})
	}
	return all
}

// names2 returns strings of a list of anything.
func names2(t *py.Thread, o py.Object) ([]string, bool) {
	var list []string
	for _, e := range t.Elements(o) {
		list = append(list, text(t, e))
	}
	return list, true
}
