package pyplot

import (
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

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
