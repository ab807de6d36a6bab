package pyplot

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

var nan = math.NaN()

// An Artist is something drawn, as a Python value. Its class decides which
// properties it has.
type Artist struct {
	class *artistClass
	item  figure.Artist
	axes  *Axes // nil for what belongs to a figure
	// parts are drawn with the artist and get its properties too.
	parts []*Artist
	// mapped gives the colours, if numbers do.
	mapped *figure.Mappable
	drop   func() // takes it away, where the axes do not know it
	// given are values of properties as the program gave them, where it gets
	// them back.
	given map[string]py.Object
	// whole names the data that are integers.
	whole map[string]bool
	// place, if not nil, is where the repr of a text says it is.
	place *[2]py.Object
}

// An artistClass is a class of artists with its properties.
type artistClass struct {
	*py.Type
	properties []property
	aliases    map[string]*property
}

// A property is an attribute that set and keyword arguments change. Its first
// name is the one of its accessors, and all are keywords.
type property struct {
	names []string
	set   func(t *py.Thread, a *Artist, v py.Object)
	get   func(t *py.Thread, a *Artist) py.Object
}

// Type returns the class.
func (a *Artist) Type() *py.Type { return a.class.Type }

var artistType = &py.Type{Name: "Artist", Module: "matplotlib.artist", Doc: "Something drawn in a figure.", Final: true}

func newClass(name, module string, tables ...[]property) *artistClass {
	c := &artistClass{
		Type:       &py.Type{Name: name, Module: module, Base: artistType, Final: true},
		properties: slices.Concat(append(tables, common)...),
		aliases:    map[string]*property{},
	}
	for i := range c.properties {
		p := &c.properties[i]
		for _, n := range p.names {
			if c.aliases[n] == nil {
				c.aliases[n] = p
			}
		}
	}
	return c
}

// apply sets properties from keyword arguments; None leaves a property as it is.
func (a *Artist) apply(t *py.Thread, d *py.Dict) *Artist {
	seen := map[*property]string{}
	for _, key := range d.Keys() {
		name := t.Str(key)
		p := a.class.aliases[name]
		if p == nil {
			if a.class == textClass || a.class == annotationClass {
				panic(py.Errorf(py.AttributeError, "'%s' object has no property '%s'", a.class.Name, name))
			}
			panic(py.Errorf(py.AttributeError, "%s.set() got an unexpected keyword argument '%s'", a.class.Name, name))
		}
		v := d.GetString(name)
		if other, twice := seen[p]; twice {
			panic(py.Errorf(py.TypeError, "Got both '%s' and '%s', which are aliases of one another", other, name))
		}
		seen[p] = name
		if v != py.None || p.names[0] == "label" {
			p.set(t, a, v)
		}
	}
	return a
}

// Attribute implements [py.AttributeHolder]: the accessors of the properties.
func (a *Artist) Attribute(_ *py.Thread, name string) (py.Object, bool) {
	if p := a.class.aliases[strings.TrimPrefix(name, "set_")]; p != nil && strings.HasPrefix(name, "set_") {
		return py.NewBuiltin(py.Func{Sig: name + "(value)", Doc: "Sets the property.", Impl: func(t *py.Thread, args []py.Object) py.Object {
			p.set(t, a, args[0])
			return py.None
		}}), true
	}
	if p := a.class.aliases[strings.TrimPrefix(name, "get_")]; p != nil && strings.HasPrefix(name, "get_") && p.get != nil {
		return py.NewBuiltin(py.Func{Sig: name + "()", Doc: "The property.", Impl: func(t *py.Thread, _ []py.Object) py.Object { return p.get(t, a) }}), true
	}
	return nil, false
}

// Repr implements [py.Representer] for texts; others show what and where they are.
func (a *Artist) Repr(t *py.Thread) string {
	if _, ok := a.item.(*figure.Text); ok {
		return textClass.Name + a.content(t)
	}
	return py.Identity(a)
}

// content is what the repr of a text shows of it.
func (a *Artist) content(t *py.Thread) string {
	g := a.item.(*figure.Text)
	x, y := short(g.X), short(g.Y)
	if a.place != nil {
		x, y = a.place[0], a.place[1]
	}
	return "(" + t.Repr(x) + ", " + t.Repr(y) + ", " + t.Repr(py.Str(g.S)) + ")"
}

// Str implements [py.Stringer].
func (a *Artist) Str(t *py.Thread) string {
	switch g := a.item.(type) {
	case *figure.Line:
		return "Line2D(" + g.Label + ")"
	case *figure.Text:
		return a.class.Name + a.content(t)
	case *figure.Image:
		return fmt.Sprintf("AxesImage(shape=(%d, %d))", g.Rows, g.Cols)
	}
	return a.Repr(t)
}

// short returns an int for a whole number.
func short(v float64) py.Object {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return py.Int(v)
	}
	return py.Float(v)
}

// ignored are properties that change nothing here.
func ignored(names ...string) []property {
	var list []property
	for _, n := range names {
		list = append(list, property{names: []string{n}, set: func(*py.Thread, *Artist, py.Object) {}})
	}
	return list
}

func base(a *Artist) *figure.Base { return figure.BaseOf(a.item) }

// common are the properties of all artists.
var common = append([]property{
	{names: []string{"label"}, set: func(t *py.Thread, a *Artist, v py.Object) { base(a).Label = text(t, v) },
		get: func(_ *py.Thread, a *Artist) py.Object { return py.Str(base(a).Label) }},
	{names: []string{"alpha"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		alpha := nan
		if !none(v) {
			alpha = number(t, v)
			if alpha < 0 || alpha > 1 {
				panic(py.Errorf(py.ValueError, "alpha (%s) is outside 0-1 range", t.Str(v)))
			}
		}
		base(a).Alpha = alpha
		if a.mapped != nil {
			a.mapped.Alpha = alpha
		}
		for _, p := range a.parts {
			base(p).Alpha = alpha
		}
	}, get: func(_ *py.Thread, a *Artist) py.Object {
		if alpha := base(a).Alpha; !math.IsNaN(alpha) {
			return py.Float(alpha)
		}
		return py.None
	}},
	{names: []string{"zorder"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		base(a).ZOrder = number(t, v)
		for _, p := range a.parts {
			base(p).ZOrder = number(t, v)
		}
	}, get: func(_ *py.Thread, a *Artist) py.Object { return short(base(a).ZOrder) }},
	{names: []string{"visible"}, set: func(t *py.Thread, a *Artist, v py.Object) { base(a).Hidden = !t.Truth(v) },
		get: func(_ *py.Thread, a *Artist) py.Object { return py.Bool(!base(a).Hidden) }},
	{names: []string{"clip_on"}, set: func(t *py.Thread, a *Artist, v py.Object) { base(a).NoClip = !t.Truth(v) },
		get: func(_ *py.Thread, a *Artist) py.Object { return py.Bool(!base(a).NoClip) }},
}, ignored("gid", "url", "picker", "rasterized", "animated", "in_layout", "path_effects", "snap", "clip_path", "clip_box", "sketch_params", "agg_filter", "transform", "antialiased", "aa", "antialiaseds")...)

// field makes a property from a function that returns where its number is kept.
func field(at func(a *Artist) *float64, names ...string) property {
	return property{names: names,
		set: func(t *py.Thread, a *Artist, v py.Object) { *at(a) = number(t, v) },
		get: func(_ *py.Thread, a *Artist) py.Object { return py.Float(*at(a)) }}
}

// shade makes a property from a function that returns where its colour is kept.
func shade(at func(a *Artist) *figure.Color, names ...string) property {
	return property{names: names,
		set: func(t *py.Thread, a *Artist, v py.Object) {
			*at(a) = color(t, v, names[0])
			a.keep(names[0], v)
		},
		get: func(_ *py.Thread, a *Artist) py.Object {
			if v := a.given[names[0]]; v != nil {
				return v
			}
			return spec(*at(a))
		}}
}

// keep remembers a value as the program gave it.
func (a *Artist) keep(name string, v py.Object) {
	if a.given == nil {
		a.given = map[string]py.Object{}
	}
	a.given[name] = v
}

// stroke makes the properties of a line style and width.
func stroke(at func(a *Artist) *figure.Stroke) []property {
	return []property{
		field(func(a *Artist) *float64 { return &at(a).Width }, "linewidth", "lw", "linewidths"),
		{names: []string{"linestyle", "ls", "linestyles", "dashes"}, set: func(t *py.Thread, a *Artist, v py.Object) {
			s := at(a)
			s.Style, s.Dash = lineStyle(t, v)
		}, get: func(_ *py.Thread, a *Artist) py.Object {
			if s := at(a); s.Style != "" {
				return py.Str(s.Style)
			}
			return py.Str("None")
		}},
	}
}

func lineOf(a *Artist) *figure.Line { return a.item.(*figure.Line) }

func data(name string, at func(a *Artist) *[]float64) property {
	return property{names: []string{name},
		set: func(t *py.Thread, a *Artist, v py.Object) {
			*at(a) = flat(t, v)
			a.setWhole(name, integers(t, v))
		},
		get: func(_ *py.Thread, a *Artist) py.Object { return a.array(name, *at(a)) }}
}

// setWhole notes whether data are integers.
func (a *Artist) setWhole(name string, whole bool) {
	if a.whole == nil {
		a.whole = map[string]bool{}
	}
	a.whole[name] = whole
}

// array returns data as Python code gets them.
func (a *Artist) array(name string, v []float64) py.Object {
	if a.whole[name] {
		return numpy.FromIntegers(v, len(v))
	}
	return numpy.FromValues(v, len(v))
}

var lineProperties = slices.Concat(stroke(func(a *Artist) *figure.Stroke { return &lineOf(a).Stroke }), []property{
	shade(func(a *Artist) *figure.Color { return &lineOf(a).Stroke.Color }, "color", "c"),
	{names: []string{"marker"}, set: func(t *py.Thread, a *Artist, v py.Object) { lineOf(a).Marker = marker(t, v) },
		get: func(_ *py.Thread, a *Artist) py.Object {
			if m := lineOf(a).Marker; m != "" {
				return py.Str(m)
			}
			return py.Str("None")
		}},
	field(func(a *Artist) *float64 { return &lineOf(a).MarkerSize }, "markersize", "ms"),
	field(func(a *Artist) *float64 { return &lineOf(a).EdgeWidth }, "markeredgewidth", "mew"),
	{names: []string{"markerfacecolor", "mfc"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		lineOf(a).Face, lineOf(a).HasFace = color(t, v, "markerfacecolor"), true
	}, get: func(_ *py.Thread, a *Artist) py.Object { return spec(lineOf(a).Face) }},
	{names: []string{"markeredgecolor", "mec"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		lineOf(a).Edge, lineOf(a).HasEdge = color(t, v, "markeredgecolor"), true
	}, get: func(_ *py.Thread, a *Artist) py.Object { return spec(lineOf(a).Edge) }},
	{names: []string{"fillstyle"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		if text(t, v) == "none" {
			lineOf(a).Face, lineOf(a).HasFace = figure.NoColor, true
		}
	}},
	{names: []string{"drawstyle", "ds"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		steps := map[string]string{"default": "", "steps": "pre", "steps-pre": "pre", "steps-post": "post", "steps-mid": "mid"}
		s, ok := steps[text(t, v)]
		if !ok {
			panic(py.Errorf(py.ValueError, "%s is not a valid value for drawstyle; supported values are 'default', 'steps-mid', 'steps-pre', 'steps-post', 'steps'", t.Repr(v)))
		}
		lineOf(a).Steps = s
	}},
	{names: []string{"markevery"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		if n, ok := v.(py.Int); ok {
			lineOf(a).MarkEvery = int(n)
		}
	}},
	{names: []string{"solid_joinstyle"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		if s := text(t, v); slices.Contains([]string{"round", "miter", "bevel"}, s) {
			lineOf(a).Join = s
		}
	}},
	data("xdata", func(a *Artist) *[]float64 { return &lineOf(a).X }),
	data("ydata", func(a *Artist) *[]float64 { return &lineOf(a).Y }),
}, ignored("solid_capstyle", "dash_capstyle", "dash_joinstyle", "gapcolor"))

func pointsOf(a *Artist) *figure.Points { return a.item.(*figure.Points) }

var pointsProperties = slices.Concat([]property{
	{names: []string{"color", "facecolor", "facecolors", "fc"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		pointsOf(a).Face, pointsOf(a).Map, a.mapped = colors(t, v, "color"), nil, nil
	}, get: func(_ *py.Thread, a *Artist) py.Object { return rgbaArray(pointsOf(a).Face, len(pointsOf(a).Face)) }},
	{names: []string{"edgecolor", "edgecolors", "ec"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		if s, ok := v.(py.Str); ok && s == "face" {
			pointsOf(a).Edge = nil
			return
		}
		pointsOf(a).Edge = colors(t, v, "edgecolor")
	}},
	{names: []string{"linewidth", "linewidths", "lw"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		if w := flat(t, v); len(w) > 0 {
			pointsOf(a).EdgeWidth = w[0]
		}
	}},
	{names: []string{"sizes"}, set: func(t *py.Thread, a *Artist, v py.Object) { pointsOf(a).Areas = flat(t, v) },
		get: func(_ *py.Thread, a *Artist) py.Object { v := pointsOf(a).Areas; return numpy.FromValues(v, len(v)) }},
	{names: []string{"offsets"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		x, shape := values(t, v)
		if len(shape) != 2 || shape[1] != 2 {
			panic(py.Errorf(py.ValueError, "offsets must have shape (n, 2), got %s", shapeText(shape)))
		}
		g := pointsOf(a)
		g.X, g.Y = nil, nil
		for i := 0; i < len(x); i += 2 {
			g.X, g.Y = append(g.X, x[i]), append(g.Y, x[i+1])
		}
	}, get: func(_ *py.Thread, a *Artist) py.Object {
		var v []float64
		for i, x := range pointsOf(a).X {
			v = append(v, x, pointsOf(a).Y[i])
		}
		return numpy.FromValues(v, len(v)/2, 2)
	}},
}, ignored("hatch", "linestyle", "linestyles", "ls", "capstyle", "joinstyle", "urls"))

func polygonOf(a *Artist) *figure.Polygon { return a.item.(*figure.Polygon) }

var polygonProperties = slices.Concat([]property{
	{names: []string{"color"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		c := color(t, v, "color")
		polygonOf(a).Face, polygonOf(a).Stroke.Color = c, c
	}},
	{names: []string{"facecolor", "fc", "facecolors"}, set: func(t *py.Thread, a *Artist, v py.Object) { polygonOf(a).Face = color(t, v, "facecolor") },
		get: func(_ *py.Thread, a *Artist) py.Object { return rgba(polygonOf(a).Face) }},
	{names: []string{"edgecolor", "ec", "edgecolors"}, set: func(t *py.Thread, a *Artist, v py.Object) { polygonOf(a).Stroke.Color = color(t, v, "edgecolor") },
		get: func(_ *py.Thread, a *Artist) py.Object { return rgba(polygonOf(a).Stroke.Color) }},
	{names: []string{"fill"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		if !t.Truth(v) {
			polygonOf(a).Face = figure.NoColor
			if polygonOf(a).Stroke.Color == figure.NoColor {
				polygonOf(a).Stroke.Color = 0x000000ff
			}
		}
	}},
}, stroke(func(a *Artist) *figure.Stroke { return &polygonOf(a).Stroke }), ignored("hatch", "capstyle", "joinstyle", "interpolate", "closed"))

// corner returns the corners of a rectangle: lower left and upper right.
func corner(a *Artist) (low, high [2]float64) {
	ring := polygonOf(a).Rings[0]
	return ring[0], ring[2]
}

func setCorner(a *Artist, low, high [2]float64) {
	polygonOf(a).Rings[0] = [][2]float64{low, {high[0], low[1]}, high, {low[0], high[1]}}
}

// rectangleProperties are the measures of rectangles.
var rectangleProperties = func() []property {
	measure := func(name string, get func(low, high [2]float64) float64, set func(low, high *[2]float64, v float64)) property {
		return property{names: []string{name}, get: func(_ *py.Thread, a *Artist) py.Object {
			low, high := corner(a)
			if v := a.given[name]; v != nil {
				return v
			}
			return numpy.Scalar(get(low, high))
		}, set: func(t *py.Thread, a *Artist, v py.Object) {
			low, high := corner(a)
			set(&low, &high, number(t, v))
			setCorner(a, low, high)
			a.keep(name, v)
		}}
	}
	return []property{
		measure("x", func(low, _ [2]float64) float64 { return low[0] }, func(low, high *[2]float64, v float64) { high[0], low[0] = high[0]+v-low[0], v }),
		measure("y", func(low, _ [2]float64) float64 { return low[1] }, func(low, high *[2]float64, v float64) { high[1], low[1] = high[1]+v-low[1], v }),
		measure("width", func(low, high [2]float64) float64 { return high[0] - low[0] }, func(low, high *[2]float64, v float64) { high[0] = low[0] + v }),
		measure("height", func(low, high [2]float64) float64 { return high[1] - low[1] }, func(low, high *[2]float64, v float64) { high[1] = low[1] + v }),
	}
}()

func segmentsOf(a *Artist) *figure.Segments { return a.item.(*figure.Segments) }

var segmentsProperties = slices.Concat([]property{
	{names: []string{"color", "colors", "edgecolor", "ec", "edgecolors"}, set: func(t *py.Thread, a *Artist, v py.Object) { segmentsOf(a).Colors = colors(t, v, "color") }},
}, stroke(func(a *Artist) *figure.Stroke { return &segmentsOf(a).Stroke }), ignored("capstyle", "joinstyle", "facecolor"))

// mapProperties are those of artists whose colours stand for numbers.
var mapProperties = []property{
	{names: []string{"cmap"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		if m := a.mapped; m != nil {
			m.Map = colormap(t, v)
		}
	}, get: func(_ *py.Thread, a *Artist) py.Object {
		if a.mapped == nil {
			return py.None
		}
		return &Colormap{a.mapped.Map}
	}},
	{names: []string{"clim"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		if a.mapped == nil {
			return
		}
		lim := numbers(t, v, 2, "clim")
		a.mapped.Norm.VMin, a.mapped.Norm.VMax = lim[0], lim[1]
	}, get: func(_ *py.Thread, a *Artist) py.Object {
		if a.mapped == nil {
			return py.NewTuple(py.None, py.None)
		}
		return py.NewTuple(py.Float(a.mapped.Norm.VMin), py.Float(a.mapped.Norm.VMax))
	}},
	{names: []string{"norm"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		if n, ok := v.(*Norm); ok && a.mapped != nil {
			n.Fit(a.mapped.Values)
			a.mapped.Norm = n.Norm
		}
	}, get: func(_ *py.Thread, a *Artist) py.Object {
		if a.mapped == nil {
			return py.None
		}
		return &Norm{a.mapped.Norm}
	}},
	{names: []string{"array", "data"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		if a.mapped == nil {
			return
		}
		if x := flat(t, v); len(x) == len(a.mapped.Values) {
			a.mapped.Values = x
		} else {
			panic(py.Errorf(py.ValueError, "the array has %d values, expected %d", len(x), len(a.mapped.Values)))
		}
	}, get: func(_ *py.Thread, a *Artist) py.Object {
		if a.mapped == nil {
			return py.None
		}
		return numpy.FromValues(a.mapped.Values, len(a.mapped.Values))
	}},
}

var imageProperties = append([]property{
	{names: []string{"extent"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		im := a.item.(*figure.Image)
		e := numbers(t, v, 4, "extent")
		im.Left, im.Right, im.Bottom, im.Top = e[0], e[1], e[2], e[3]
	}, get: func(_ *py.Thread, a *Artist) py.Object {
		im := a.item.(*figure.Image)
		return py.NewList(py.Float(im.Left), py.Float(im.Right), py.Float(im.Bottom), py.Float(im.Top))
	}},
	{names: []string{"interpolation"}, set: func(t *py.Thread, a *Artist, v py.Object) { a.item.(*figure.Image).Smooth = smooth(t, v) }},
}, ignored("resample", "filternorm", "filterrad", "interpolation_stage", "url")...)

// The classes of artists.
var (
	lineClass        = newClass("Line2D", "matplotlib.lines", lineProperties)
	axlineClass      = newClass("AxLine", "matplotlib.lines", lineProperties)
	pathsClass       = newClass("PathCollection", "matplotlib.collections", pointsProperties, mapProperties)
	rectangleClass   = newClass("Rectangle", "matplotlib.patches", polygonProperties, rectangleProperties)
	polygonClass     = newClass("Polygon", "matplotlib.patches", polygonProperties)
	circleClass      = newClass("Circle", "matplotlib.patches", polygonProperties)
	ellipseClass     = newClass("Ellipse", "matplotlib.patches", polygonProperties)
	fillBetweenClass = newClass("FillBetweenPolyCollection", "matplotlib.collections", polygonProperties)
	linesClass       = newClass("LineCollection", "matplotlib.collections", segmentsProperties)
	imageClass       = newClass("AxesImage", "matplotlib.image", imageProperties, mapProperties)
	meshClass        = newClass("QuadMesh", "matplotlib.collections", []property{
		{names: []string{"edgecolor", "edgecolors", "ec"}, set: func(t *py.Thread, a *Artist, v py.Object) {
			if s, ok := v.(py.Str); ok && (s == "face" || s == "none") {
				return
			}
			m := a.item.(*figure.Mesh)
			m.Edge.Color, m.Edge.Style = color(t, v, "edgecolor"), "-"
			if m.Edge.Width == 0 {
				m.Edge.Width = 1
			}
		}},
		field(func(a *Artist) *float64 { return &a.item.(*figure.Mesh).Edge.Width }, "linewidth", "linewidths", "lw"),
	}, mapProperties, ignored("linestyle", "linestyles", "facecolor"))
	contourClass = newClass("QuadContourSet", "matplotlib.contour", []property{
		{names: []string{"linewidth", "lw"}, set: func(t *py.Thread, a *Artist, v py.Object) {
			a.item.(*figure.Contour).Widths = flat(t, v)
		}},
	}, mapProperties)
	quiverClass = newClass("Quiver", "matplotlib.quiver", []property{
		{names: []string{"color", "facecolor", "facecolors", "fc"}, set: func(t *py.Thread, a *Artist, v py.Object) {
			a.item.(*figure.Quiver).Colors = colors(t, v, "color")
		}},
	}, mapProperties, ignored("edgecolor", "edgecolors", "linewidth", "linewidths", "minshaft", "minlength"))
)

// A legendItem lets a legend be an artist of its class.
func init() {
	artistType.Define(
		py.Func{Sig: "set(self, **kwargs)", Doc: "Sets several properties.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			a[0].(*Artist).apply(t, a[1].(*py.Dict))
			return py.NewList()
		}},
		py.Func{Sig: "remove(self)", Doc: "Takes the artist out of its axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			a[0].(*Artist).remove()
			return py.None
		}},
		py.Property{Name: "axes", Doc: "The axes that the artist is in.", Get: func(_ *py.Thread, o py.Object) py.Object {
			if a := o.(*Artist); a.axes != nil {
				return a.axes
			}
			return py.None
		}},
		py.Property{Name: "figure", Doc: "The figure that the artist is in.", Get: func(_ *py.Thread, o py.Object) py.Object {
			if a := o.(*Artist); a.axes != nil {
				return a.axes.figure
			}
			return py.None
		}},
	)
	lineClass.Define(
		py.Func{Sig: "set_data(self, *args)", Doc: "Replaces the points.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			args := a[1].(*py.Tuple).Elems
			if len(args) == 1 {
				args = t.Elements(args[0])
			}
			if len(args) != 2 {
				panic(py.Errorf(py.TypeError, "set_data() takes x and y"))
			}
			x := a[0].(*Artist)
			x.class.aliases["xdata"].set(t, x, args[0])
			x.class.aliases["ydata"].set(t, x, args[1])
			return py.None
		}},
		py.Func{Sig: "get_data(self, orig=True)", Doc: "The points as a tuple of x and y.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			x := a[0].(*Artist)
			return py.NewTuple(x.array("xdata", lineOf(x).X), x.array("ydata", lineOf(x).Y))
		}},
	)
	for _, c := range []*artistClass{imageClass, pathsClass, meshClass, contourClass, quiverClass} {
		c.Define(py.Func{Sig: "set_clim(self, vmin=None, vmax=None)", Doc: "Sets what the ends of the colour map stand for.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			if m := a[0].(*Artist).mapped; m != nil {
				setLimits(t, m.Norm, a[1], a[2])
			}
			return py.None
		}})
	}
	contourClass.Define(
		py.Property{Name: "levels", Doc: "The levels.", Get: func(_ *py.Thread, o py.Object) py.Object {
			v := o.(*Artist).mapped.Levels
			return numpy.FromValues(v, len(v))
		}},
		py.Property{Name: "collections", Doc: "The parts: the contour plot itself.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.NewList(o) }},
		py.Func{Sig: "clabel(self, levels=None, **kwargs)", Doc: "Writes the levels beside the lines.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return labelContours(t, a[0].(*Artist), a[2].(*py.Dict))
		}},
		py.Func{Sig: "legend_elements(self, variable_name='x', str_format=None)", Doc: "Artists and labels for a legend.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return legendElements(a[0].(*Artist))
		}},
	)
	pathsClass.Define(py.Func{Sig: "legend_elements(self, prop='colors', num='auto', fmt=None, func=None, **kwargs)", Doc: "Artists and labels for a legend.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return legendElements(a[0].(*Artist))
	}})
}

// setLimits sets the ends of a norm from one or two numbers or a pair.
func setLimits(t *py.Thread, n *figure.Norm, low, high py.Object) {
	if u, ok := low.(*py.Tuple); ok && none(high) && len(u.Elems) == 2 {
		low, high = u.Elems[0], u.Elems[1]
	}
	if !none(low) {
		n.VMin = number(t, low)
	}
	if !none(high) {
		n.VMax = number(t, high)
	}
}

// remove takes the artist and its parts out of the axes.
func (a *Artist) remove() {
	if a.drop != nil {
		a.drop()
	}
	if a.axes != nil {
		a.axes.Remove(a.item)
		a.axes.artists = slices.DeleteFunc(a.axes.artists, func(b *Artist) bool { return b == a })
	}
	for _, p := range a.parts {
		p.remove()
	}
}
