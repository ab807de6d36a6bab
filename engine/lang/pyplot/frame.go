package pyplot

import (
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// An axisObject is ax.xaxis or ax.yaxis.
type axisObject struct {
	axes       *Axes
	horizontal bool
}

var (
	xAxisType = &py.Type{Name: "XAxis", Module: "matplotlib.axis", Final: true}
	yAxisType = &py.Type{Name: "YAxis", Module: "matplotlib.axis", Final: true}
)

// Type returns the class.
func (x *axisObject) Type() *py.Type {
	if x.horizontal {
		return xAxisType
	}
	return yAxisType
}

func (x *axisObject) axis() *figure.Axis {
	if x.horizontal {
		return &x.axes.X
	}
	return &x.axes.Y
}

// spines are the lines of the frame, by name.
type spines struct{ axes *Axes }

var spinesType = &py.Type{Name: "Spines", Module: "matplotlib.spines", Final: true}

// Type returns the class.
func (*spines) Type() *py.Type { return spinesType }

var spineNames = []string{"left", "right", "bottom", "top"}

// Item implements [py.Indexable]: one line, or several by a list of names.
func (s *spines) Item(t *py.Thread, key py.Object) py.Object {
	if _, ok := key.(*py.Slice); ok {
		return &spine{s.axes, []int{0, 1, 2, 3}}
	}
	list, ok := names(t, key)
	if !ok {
		panic(py.NewException(py.KeyError, key))
	}
	one := &spine{axes: s.axes}
	for _, name := range list {
		i := indexOf(spineNames, name)
		if i < 0 {
			panic(py.NewException(py.KeyError, py.Str(name)))
		}
		one.sides = append(one.sides, i)
	}
	return one
}

// Attribute implements [py.AttributeHolder].
func (s *spines) Attribute(_ *py.Thread, name string) (py.Object, bool) {
	if i := indexOf(spineNames, name); i >= 0 {
		return &spine{s.axes, []int{i}}, true
	}
	return nil, false
}

func (s *spines) list() py.Object {
	var list []py.Object
	for i := range spineNames {
		list = append(list, &spine{s.axes, []int{i}})
	}
	return py.NewList(list...)
}

// A spine is one line of the frame, or several.
type spine struct {
	axes  *Axes
	sides []int
}

var spineType = &py.Type{Name: "Spine", Module: "matplotlib.spines", Final: true}

// Type returns the class.
func (*spine) Type() *py.Type { return spineType }

func indexOf(list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return -1
}

func init() {
	show := func(s *spine, on bool) py.Object {
		for _, i := range s.sides {
			s.axes.Sides[i] = on
		}
		return py.None
	}
	accepted := func(*py.Thread, []py.Object) py.Object { return py.None }
	spineType.Define(
		py.Func{Sig: "set_visible(self, b)", Doc: "Whether the line is drawn.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return show(a[0].(*spine), t.Truth(a[1]))
		}},
		py.Func{Sig: "set_color(self, c)", Doc: "The colour of the frame.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			c := color(t, a[1], "color")
			if c == figure.NoColor {
				return show(a[0].(*spine), false)
			}
			a[0].(*spine).axes.Frame.Color = c
			return py.None
		}},
		py.Func{Sig: "set_linewidth(self, w)", Doc: "The width of the frame's lines.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			a[0].(*spine).axes.Frame.Width = number(t, a[1])
			return py.None
		}},
		py.Func{Sig: "set_position(self, position)", Doc: "Accepted; the line stays at the frame.", Impl: accepted},
		py.Func{Sig: "set_bounds(self, low=None, high=None)", Doc: "Accepted; the line keeps its length.", Impl: accepted},
	)
	spinesType.Define(
		py.Func{Sig: "values(self)", Doc: "The lines.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return a[0].(*spines).list() }},
		py.Func{Sig: "keys(self)", Doc: "The names of the lines.", Impl: func(*py.Thread, []py.Object) py.Object { return strings2list(spineNames) }},
		py.Func{Sig: "items(self)", Doc: "The names and the lines.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			var list []py.Object
			for i, s := range t.Elements(a[0].(*spines).list()) {
				list = append(list, py.NewTuple(py.Str(spineNames[i]), s))
			}
			return py.NewList(list...)
		}},
	)
}

func strings2list(list []string) *py.List {
	elems := make([]py.Object, len(list))
	for i, s := range list {
		elems[i] = py.Str(s)
	}
	return py.NewList(elems...)
}

// A space is a system of coordinates: ax.transData, ax.transAxes,
// fig.transFigure.
type space struct{ space figure.Space }

var spaceType = &py.Type{Name: "BboxTransformTo", Module: "matplotlib.transforms", Final: true}

// Type returns the class.
func (*space) Type() *py.Type { return spaceType }
