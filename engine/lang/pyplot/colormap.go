package pyplot

import (
	"slices"

	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// A Colormap is a matplotlib.colors.Colormap: a function from numbers between 0
// and 1, or indices, to colours.
type Colormap struct{ *figure.Colormap }

// ColormapType is matplotlib.colors.Colormap.
var ColormapType = &py.Type{Name: "Colormap", Module: "matplotlib.colors", Doc: "Colours for the numbers from 0 to 1.", Final: true}

// Type returns the class.
func (*Colormap) Type() *py.Type { return ColormapType }

// at returns the colour of a number, or of an index.
func (m *Colormap) at(v float64, integer bool) figure.Color {
	if integer {
		v = (v + 0.5) / float64(len(m.Colors))
	}
	return m.At(v)
}

// Call implements [py.Callable].
func (m *Colormap) Call(t *py.Thread, args []py.Object, kw []py.Keyword) py.Object {
	return py.NewBuiltin(py.Func{Sig: "__call__(X, alpha=None, bytes=False)", Impl: func(t *py.Thread, a []py.Object) py.Object {
		shade := func(c figure.Color) figure.Color {
			if !none(a[1]) {
				return c.WithAlpha(min(max(number(t, a[1]), 0), 1))
			}
			return c
		}
		if i, ok := a[0].(py.Int); ok {
			return scalars(shade(m.at(float64(i), true)))
		}
		v, shape := values(t, a[0])
		integer := integers(t, a[0])
		if len(shape) == 0 {
			return scalars(shade(m.at(v[0], integer)))
		}
		list := make([]figure.Color, len(v))
		for i, x := range v {
			list[i] = shade(m.at(x, integer))
		}
		return rgbaArray(list, shape...)
	}}).Call(t, args, kw)
}

// scalars returns a colour as a tuple of numpy.float64.
func scalars(c figure.Color) *py.Tuple {
	u := rgba(c)
	for i, v := range u.Elems {
		u.Elems[i] = numpy.Scalar(float64(v.(py.Float)))
	}
	return u
}

// getColormap is get_cmap.
func getColormap(t *py.Thread, o py.Object, n py.Object) py.Object {
	m := colormap(t, o)
	if !none(n) {
		k := t.ToInt(n)
		if k < 1 || k > 4096 {
			panic(py.Errorf(py.ValueError, "a colour map has between 1 and 4096 colours, not %d", k))
		}
		if fewer := figure.FindColormap(m.Name, k); fewer != nil {
			m = fewer
		}
	}
	return &Colormap{m}
}

func init() {
	of := func(o py.Object) *Colormap { return o.(*Colormap) }
	special := func(at func(m *figure.Colormap) **figure.Color) func(t *py.Thread, a []py.Object) py.Object {
		return func(t *py.Thread, a []py.Object) py.Object {
			c := color(t, a[1], "color")
			if !none(a[2]) {
				c = c.WithAlpha(min(max(number(t, a[2]), 0), 1))
			}
			*at(of(a[0]).Colormap) = &c
			return py.None
		}
	}
	ColormapType.Define(
		py.Property{Name: "name", Doc: "The name.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Str(of(o).Name) }},
		py.Property{Name: "N", Doc: "The number of colours.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Int(len(of(o).Colors)) }},
		py.Property{Name: "colors", Doc: "The colours.", Get: func(_ *py.Thread, o py.Object) py.Object {
			var list []py.Object
			for _, c := range of(o).Colors {
				list = append(list, py.NewTuple(rgba(c).Elems[:3]...))
			}
			return py.NewTuple(list...)
		}},
		py.Func{Sig: "set_bad(self, color='k', alpha=None)", Doc: "The colour of missing numbers.", Impl: special(func(m *figure.Colormap) **figure.Color { return &m.Bad })},
		py.Func{Sig: "set_under(self, color='k', alpha=None)", Doc: "The colour of smaller numbers.", Impl: special(func(m *figure.Colormap) **figure.Color { return &m.Under })},
		py.Func{Sig: "set_over(self, color='k', alpha=None)", Doc: "The colour of larger numbers.", Impl: special(func(m *figure.Colormap) **figure.Color { return &m.Over })},
		py.Func{Sig: "copy(self)", Doc: "A copy.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			m := *of(a[0]).Colormap
			return &Colormap{&m}
		}},
		py.Func{Sig: "reversed(self, name=None)", Doc: "The colours in the opposite order.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			m := *of(a[0]).Colormap
			m.Colors = slices.Clone(m.Colors)
			slices.Reverse(m.Colors)
			m.Name += "_r"
			return &Colormap{&m}
		}},
		py.Func{Sig: "resampled(self, lutsize)", Doc: "The map with another number of colours.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			if m := figure.FindColormap(of(a[0]).Name, min(max(t.ToInt(a[1]), 1), 4096)); m != nil {
				return &Colormap{m}
			}
			return a[0]
		}},
	)
}

// A colormapTable is matplotlib.colormaps: names to colour maps.
type colormapTable struct{}

var colormapTableType = &py.Type{Name: "ColormapRegistry", Module: "matplotlib.cm", Doc: "The colour maps by name.", Final: true}

// Type returns the class.
func (*colormapTable) Type() *py.Type { return colormapTableType }

// Item implements [py.Indexable].
func (*colormapTable) Item(t *py.Thread, key py.Object) py.Object {
	if m := figure.FindColormap(text(t, key), 0); m != nil {
		return &Colormap{m}
	}
	panic(py.NewException(py.KeyError, py.Str(t.Repr(key)+" is not a known colormap name")))
}

// Iter implements [py.Iterable].
func (*colormapTable) Iter(t *py.Thread) py.Iterator { return t.Iter(strings2list(colormapNames())) }

// Len implements [py.Sized].
func (*colormapTable) Len(*py.Thread) int { return len(colormapNames()) }

// Contains implements [py.Container].
func (*colormapTable) Contains(t *py.Thread, x py.Object) bool {
	s, ok := x.(py.Str)
	return ok && figure.FindColormap(string(s), 0) != nil
}

// colormapNames are all names, those of reversed maps too.
func colormapNames() []string {
	var list []string
	for _, n := range figure.ColormapNames() {
		list = append(list, n, n+"_r")
	}
	return list
}

func init() {
	colormapTableType.Define(
		py.Func{Sig: "get_cmap(self, cmap)", Doc: "A colour map by its name.", Impl: func(t *py.Thread, a []py.Object) py.Object { return getColormap(t, a[1], py.None) }},
		py.Func{Sig: "keys(self)", Doc: "The names.", Impl: func(*py.Thread, []py.Object) py.Object { return strings2list(colormapNames()) }},
	)
}
