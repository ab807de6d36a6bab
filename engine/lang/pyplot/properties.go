package pyplot

import (
	"math"
	"slices"

	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

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
