package pyplot

import (
	"slices"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// components returns a colour as a tuple of four floats, those that were given
// unchanged.
func components(t *py.Thread, o, alpha py.Object) *py.Tuple {
	u := rgba(color(t, o, "color"))
	if _, isText := o.(py.Str); !isText {
		if v, shape := values(t, o); len(shape) == 1 && len(v) >= 3 {
			for i, x := range v {
				u.Elems[i] = py.Float(x)
			}
		}
	}
	if !none(alpha) {
		u.Elems[3] = py.Float(number(t, alpha))
	}
	return u
}

// colorFuncs are the functions of matplotlib.colors.
var colorFuncs = []py.Func{
	{Sig: "to_rgba(c, alpha=None)", Doc: "A colour as a tuple of four floats.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return components(t, a[0], a[1])
	}},
	{Sig: "to_rgb(c)", Doc: "A colour as a tuple of three floats.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return py.NewTuple(components(t, a[0], py.None).Elems[:3]...)
	}},
	{Sig: "to_hex(c, keep_alpha=False)", Doc: "A colour as #rrggbb.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		c := color(t, a[0], "color")
		if !t.Truth(a[1]) {
			c |= 0xff
		}
		return py.Str(c.Hex())
	}},
	{Sig: "to_rgba_array(c, alpha=None)", Doc: "Colours as rows of four floats.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		list := colors(t, a[0], "color")
		return rgbaArray(list, len(list))
	}},
	{Sig: "is_color_like(c)", Doc: "Whether something is a colour.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		_, ok := parseColor(t, a[0])
		return py.Bool(ok)
	}},
}

var (
	listedType    = &py.Type{Name: "ListedColormap", Module: "matplotlib.colors", Doc: "A colour map from a list of colours.", Final: true}
	segmentedType = &py.Type{Name: "LinearSegmentedColormap", Module: "matplotlib.colors", Doc: "A colour map that blends colours.", Final: true}
)

func init() {
	constructor(listedType, "(colors, name='unnamed', N=None)", func(t *py.Thread, a []py.Object) py.Object {
		list := colors(t, a[0], "color")
		if len(list) == 0 {
			panic(py.Errorf(py.ValueError, "a colour map needs at least one colour"))
		}
		if !none(a[2]) {
			n := min(max(t.ToInt(a[2]), 1), 4096)
			given := list
			list = nil
			for i := range n {
				list = append(list, given[i%len(given)])
			}
		}
		return &Colormap{&figure.Colormap{Name: text(t, a[1]), Colors: list}}
	})
	segmentedType.Define(py.StaticFunc{Sig: "from_list(name, colors, N=256, gamma=1.0)", Doc: "A map that blends colours, given alone or with their places from 0 to 1.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		var list []figure.Color
		var at []float64
		for _, e := range t.Elements(a[1]) {
			if u, ok := e.(*py.Tuple); ok && len(u.Elems) == 2 {
				if _, isText := u.Elems[0].(py.Str); !isText {
					at = append(at, number(t, u.Elems[0]))
					e = u.Elems[1]
				}
			}
			list = append(list, color(t, e, "color"))
		}
		if len(list) == 0 || at != nil && (len(at) != len(list) || !slices.IsSorted(at)) {
			panic(py.Errorf(py.ValueError, "a colour map needs at least one colour, and places that increase from 0 to 1"))
		}
		return &Colormap{figure.Ramp(text(t, a[0]), list, at, min(max(t.ToInt(a[2]), 2), 4096))}
	}})
}
