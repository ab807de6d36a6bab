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

// A Norm is a matplotlib.colors.Normalize.
type Norm struct{ *figure.Norm }

var (
	normType    = &py.Type{Name: "Normalize", Module: "matplotlib.colors", Doc: "Maps numbers to the range from 0 to 1.", Final: true}
	logNormType = &py.Type{Name: "LogNorm", Module: "matplotlib.colors", Doc: "Maps numbers to the range from 0 to 1 by their logarithm.", Base: normType, Final: true}
	symNormType = &py.Type{Name: "SymLogNorm", Module: "matplotlib.colors", Doc: "Maps numbers to the range from 0 to 1, far from zero by their logarithm.", Base: normType, Final: true}
	twoNormType = &py.Type{Name: "TwoSlopeNorm", Module: "matplotlib.colors", Doc: "Maps a number to 0.5 and those on either side of it evenly.", Base: normType, Final: true}
	cenNormType = &py.Type{Name: "CenteredNorm", Module: "matplotlib.colors", Doc: "Maps a number to 0.5.", Base: normType, Final: true}
	edgNormType = &py.Type{Name: "BoundaryNorm", Module: "matplotlib.colors", Doc: "Maps intervals to a colour each.", Base: normType, Final: true}
)

// Type returns the class.
func (n *Norm) Type() *py.Type {
	switch {
	case n.Scale == figure.Log:
		return logNormType
	case n.Scale == figure.SymLog:
		return symNormType
	case n.Edges != nil:
		return edgNormType
	case n.Center == n.Center:
		return twoNormType
	}
	return normType
}

// Call implements [py.Callable].
func (n *Norm) Call(t *py.Thread, args []py.Object, _ []py.Keyword) py.Object {
	if len(args) != 1 {
		panic(py.Errorf(py.TypeError, "a norm takes one argument, got %d", len(args)))
	}
	v, shape := values(t, args[0])
	n.Fit(v)
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = n.At(x)
	}
	if len(shape) == 0 {
		return numpy.Scalar(out[0])
	}
	return numpy.FromValues(out, shape...)
}

// constructor gives a type the parameters of a signature.
func constructor(c *py.Type, sig string, make func(t *py.Thread, a []py.Object) py.Object) {
	build := py.NewBuiltin(py.Func{Sig: c.Name + sig, Impl: make})
	c.New = func(t *py.Thread, _ *py.Type, args []py.Object, kw []py.Keyword) py.Object {
		return build.Call(t, args, kw)
	}
}

func init() {
	limited := func(t *py.Thread, low, high py.Object) *Norm {
		n := &Norm{figure.NewNorm()}
		if !none(low) {
			n.VMin = number(t, low)
		}
		if !none(high) {
			n.VMax = number(t, high)
		}
		return n
	}
	constructor(normType, "(vmin=None, vmax=None, clip=False)", func(t *py.Thread, a []py.Object) py.Object {
		n := limited(t, a[0], a[1])
		n.Clip = t.Truth(a[2])
		return n
	})
	constructor(logNormType, "(vmin=None, vmax=None, clip=False)", func(t *py.Thread, a []py.Object) py.Object {
		n := limited(t, a[0], a[1])
		n.Scale, n.Clip = figure.Log, t.Truth(a[2])
		return n
	})
	constructor(symNormType, "(linthresh, linscale=1.0, vmin=None, vmax=None, clip=False, *, base=10)", func(t *py.Thread, a []py.Object) py.Object {
		n := limited(t, a[2], a[3])
		n.Scale = figure.SymLog
		return n
	})
	constructor(twoNormType, "(vcenter, vmin=None, vmax=None)", func(t *py.Thread, a []py.Object) py.Object {
		n := limited(t, a[1], a[2])
		n.Center = number(t, a[0])
		return n
	})
	constructor(cenNormType, "(vcenter=0, halfrange=None, clip=False)", func(t *py.Thread, a []py.Object) py.Object {
		n := limited(t, py.None, py.None)
		n.Center = number(t, a[0])
		if !none(a[1]) {
			half := number(t, a[1])
			n.VMin, n.VMax = n.Center-half, n.Center+half
		}
		return n
	})
	constructor(edgNormType, "(boundaries, ncolors, clip=False, *, extend='neither')", func(t *py.Thread, a []py.Object) py.Object {
		n := limited(t, py.None, py.None)
		n.Edges = flat(t, a[0])
		if len(n.Edges) < 2 {
			panic(py.Errorf(py.ValueError, "You must provide at least 2 boundaries (1 region) but you passed in %s", t.Repr(a[0])))
		}
		n.VMin, n.VMax = n.Edges[0], n.Edges[len(n.Edges)-1]
		return n
	})
	limit := func(name string, at func(n *Norm) *float64) py.Property {
		return py.Property{Name: name, Doc: "An end of the range.", Get: func(_ *py.Thread, o py.Object) py.Object {
			if v := *at(o.(*Norm)); v == v {
				return py.Float(v)
			}
			return py.None
		}, Set: func(t *py.Thread, o, v py.Object) { *at(o.(*Norm)) = number(t, v) }}
	}
	normType.Define(
		limit("vmin", func(n *Norm) *float64 { return &n.VMin }),
		limit("vmax", func(n *Norm) *float64 { return &n.VMax }),
		py.Func{Sig: "autoscale(self, A)", Doc: "Takes the range from numbers.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			n := a[0].(*Norm)
			n.VMin, n.VMax = nan, nan
			n.Fit(flat(t, a[1]))
			return py.None
		}},
	)
}

// A scalarMappable is a matplotlib.cm.ScalarMappable: colours without an artist.
type scalarMappable struct{ *figure.Mappable }

var scalarMappableType = &py.Type{Name: "ScalarMappable", Module: "matplotlib.cm", Doc: "Gives numbers colours.", Final: true}

// Type returns the class.
func (*scalarMappable) Type() *py.Type { return scalarMappableType }

func init() {
	constructor(scalarMappableType, "(norm=None, cmap=None)", func(t *py.Thread, a []py.Object) py.Object {
		m := &figure.Mappable{Map: colormap(t, a[1]), Norm: figure.NewNorm(), Alpha: nan}
		if n, ok := a[0].(*Norm); ok {
			m.Norm = n.Norm
		}
		return &scalarMappable{m}
	})
	scalarMappableType.Define(
		py.Func{Sig: "to_rgba(self, x, alpha=None, bytes=False, norm=True)", Doc: "The colours of numbers.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			m := a[0].(*scalarMappable)
			v, shape := values(t, a[1])
			m.Norm.Fit(v)
			list := make([]figure.Color, len(v))
			for i, x := range v {
				list[i] = m.Color(x)
			}
			if len(shape) == 0 {
				return rgba(list[0])
			}
			return rgbaArray(list, shape...)
		}},
		py.Func{Sig: "set_array(self, A)", Doc: "The numbers that colours stand for.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			if !none(a[1]) {
				a[0].(*scalarMappable).Values = flat(t, a[1])
			}
			return py.None
		}},
		py.Func{Sig: "set_clim(self, vmin=None, vmax=None)", Doc: "What the ends of the colour map stand for.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			setLimits(t, a[0].(*scalarMappable).Norm, a[1], a[2])
			return py.None
		}},
	)
}

// legendElements returns artists and labels for a legend of numbers' colours.
func legendElements(a *Artist) py.Object {
	m := a.mapped
	if m == nil {
		return py.NewTuple(py.NewList(), py.NewList())
	}
	at := m.Levels
	if at == nil {
		distinct := slices.Clone(m.Values)
		slices.Sort(distinct)
		distinct = slices.Compact(distinct)
		if at = distinct; len(at) > 9 {
			at = figure.AutoLevels(m.Norm.VMin, m.Norm.VMax, 7, false)
			at = slices.DeleteFunc(slices.Clone(at), func(v float64) bool { return v < m.Norm.VMin || v > m.Norm.VMax })
		}
	}
	var handles, labels []py.Object
	texts := figure.Labels(at)
	for i, v := range at {
		l := &figure.Line{Base: figure.NewBase(2), Marker: "o", MarkerSize: 6, EdgeWidth: 1}
		l.Stroke.Color = m.Color(v)
		handles = append(handles, &Artist{class: lineClass, item: l})
		labels = append(labels, py.Str("$\\mathdefault{"+texts[i]+"}$"))
	}
	return py.NewTuple(py.NewList(handles...), py.NewList(labels...))
}

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

// A cycler is what matplotlib.cycler and plt.cycler return.
type cycler struct{ keys *py.Dict }

var cyclerType = &py.Type{Name: "Cycler", Module: "cycler", Doc: "Properties that are taken in turn.", Final: true}

// Type returns the class.
func (*cycler) Type() *py.Type { return cyclerType }

// colors returns the colours of the cycle, or nil.
func (c *cycler) colors(*py.Thread) py.Object { return c.keys.GetString("color") }

// Repr implements [py.Representer].
func (c *cycler) Repr(t *py.Thread) string {
	keys := c.keys.Keys()
	if len(keys) == 0 {
		return "cycler()"
	}
	return "cycler(" + t.Repr(keys[0]) + ", " + t.Repr(c.keys.GetString(t.Str(keys[0]))) + ")"
}

func newCycler(t *py.Thread, a []py.Object) py.Object {
	d := a[1].(*py.Dict)
	if args := a[0].(*py.Tuple).Elems; len(args) == 2 {
		d.SetString(text(t, args[0]), args[1])
	}
	for _, k := range d.Keys() {
		d.SetString(t.Str(k), py.NewList(t.Elements(d.GetString(t.Str(k)))...))
	}
	return &cycler{d}
}

func init() {
	cyclerType.Define(py.Func{Sig: "by_key(self)", Doc: "The values by property.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return a[0].(*cycler).keys }})
}
