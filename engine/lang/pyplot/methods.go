package pyplot

import (
	"fmt"
	"strings"

	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// axisFuncs makes functions for the x and for the y axis from one: in sig and
// doc % stands for the letter of the axis.
func axisFuncs(sig, doc string, impl func(t *py.Thread, a *Axes, x *figure.Axis, o []py.Object) py.Object) []py.Func {
	var both []py.Func
	for _, letter := range []string{"x", "y"} {
		both = append(both, py.Func{
			Sig: strings.ReplaceAll(sig, "%", letter), Doc: strings.ReplaceAll(doc, "%", letter),
			Impl: func(t *py.Thread, o []py.Object) py.Object {
				a := axesOf(o[0])
				x := &a.X
				if letter == "y" {
					x = &a.Y
				}
				return impl(t, a, x, o[1:])
			},
		})
	}
	return both
}

// drawing are the methods of Axes that draw; each is a function of
// matplotlib.pyplot too.
var drawing = []py.Func{
	{Sig: "plot(self, *args, scalex=True, scaley=True, data=None, **kwargs)", Doc: "Lines or markers: plot([x], y, [fmt], …).", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return artistList(axesOf(a[0]).plot(t, fromData(t, a[1].(*py.Tuple).Elems, given(a[4])), a[5].(*py.Dict)))
	}},
	{Sig: "semilogx(self, *args, **kwargs)", Doc: "plot with a logarithmic x axis.", Impl: logarithmic(true, false)},
	{Sig: "semilogy(self, *args, **kwargs)", Doc: "plot with a logarithmic y axis.", Impl: logarithmic(false, true)},
	{Sig: "loglog(self, *args, **kwargs)", Doc: "plot with logarithmic axes.", Impl: logarithmic(true, true)},
	{Sig: "scatter(self, x, y, s=None, c=None, marker=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, linewidths=None, edgecolors=None, plotnonfinite=False, data=None, **kwargs)",
		Doc: "Markers whose sizes and colours may differ.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			x := axesOf(a[0])
			x.figure.current = x
			return x.scatter(t, a[1:])
		}},
	{Sig: "step(self, x, y, *args, where='pre', data=None, **kwargs)", Doc: "Lines of steps.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		args := append([]py.Object{a[1], a[2]}, a[3].(*py.Tuple).Elems...)
		return axesOf(a[0]).step(t, fromData(t, args, given(a[5])), text(t, a[4]), a[6].(*py.Dict))
	}},
	{Sig: "bar(self, x, height, width=0.8, bottom=None, *, align='center', data=None, **kwargs)", Doc: "Vertical bars.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		o := fromData(t, a[1:5], given(a[6]))
		return axesOf(a[0]).bars(t, append(o[:4:4], a[5]), true, a[7].(*py.Dict))
	}},
	{Sig: "barh(self, y, width, height=0.8, left=None, *, align='center', data=None, **kwargs)", Doc: "Horizontal bars.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		o := fromData(t, a[1:5], given(a[6]))
		return axesOf(a[0]).bars(t, append(o[:4:4], a[5]), false, a[7].(*py.Dict))
	}},
	{Sig: "bar_label(self, container, labels=None, *, fmt='%g', label_type='edge', padding=0, **kwargs)", Doc: "Writes the values of bars at them.", Impl: barLabel},
	{Sig: "hist(self, x, bins=None, range=None, density=False, weights=None, cumulative=False, bottom=None, histtype='bar', align='mid', orientation='vertical', " +
		"log=False, color=None, label=None, stacked=False, data=None, rwidth=None, **kwargs)", Doc: "How often numbers fall into bins.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).hist(t, a[1:])
	}},
	{Sig: "fill_between(self, x, y1, y2=0, where=None, interpolate=False, step=None, *, data=None, **kwargs)", Doc: "Fills the region between two curves.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).fillBetween(t, fromData(t, a[1:7], given(a[7])), true, a[8].(*py.Dict))
	}},
	{Sig: "fill_betweenx(self, y, x1, x2=0, where=None, step=None, interpolate=False, *, data=None, **kwargs)", Doc: "Fills the region between two curves over y.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).fillBetween(t, fromData(t, []py.Object{a[1], a[2], a[3], a[4], a[6], a[5]}, given(a[7])), false, a[8].(*py.Dict))
	}},
	{Sig: "fill(self, *args, data=None, **kwargs)", Doc: "Filled polygons.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).fill(t, fromData(t, a[1].(*py.Tuple).Elems, given(a[2])), a[3].(*py.Dict))
	}},
	{Sig: "stackplot(self, x, *args, labels=(), colors=None, baseline='zero', data=None, **kwargs)", Doc: "Areas one over the other.", Impl: stackPlot},
	{Sig: "axhline(self, y=0, xmin=0, xmax=1, **kwargs)", Doc: "A horizontal line across the axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).lineAt(t, a[1:4], true, a[4].(*py.Dict))
	}},
	{Sig: "axvline(self, x=0, ymin=0, ymax=1, **kwargs)", Doc: "A vertical line across the axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).lineAt(t, a[1:4], false, a[4].(*py.Dict))
	}},
	{Sig: "axhspan(self, ymin, ymax, xmin=0, xmax=1, **kwargs)", Doc: "A horizontal band across the axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).spanAt(t, a[1:5], true, a[5].(*py.Dict))
	}},
	{Sig: "axvspan(self, xmin, xmax, ymin=0, ymax=1, **kwargs)", Doc: "A vertical band across the axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).spanAt(t, a[1:5], false, a[5].(*py.Dict))
	}},
	{Sig: "axline(self, xy1, xy2=None, *, slope=None, **kwargs)", Doc: "A line without end through a point.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).longLine(t, a[1:4], a[4].(*py.Dict))
	}},
	{Sig: "hlines(self, y, xmin, xmax, colors=None, linestyles='solid', label='', **kwargs)", Doc: "Horizontal lines.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).segments(t, a[1:7], true, a[7].(*py.Dict))
	}},
	{Sig: "vlines(self, x, ymin, ymax, colors=None, linestyles='solid', label='', **kwargs)", Doc: "Vertical lines.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).segments(t, a[1:7], false, a[7].(*py.Dict))
	}},
	{Sig: "errorbar(self, x, y, yerr=None, xerr=None, fmt='', ecolor=None, elinewidth=None, capsize=None, barsabove=False, capthick=None, data=None, **kwargs)", Doc: "A line with error bars.",
		Impl: func(t *py.Thread, a []py.Object) py.Object {
			return axesOf(a[0]).errorbar(t, append(fromData(t, a[1:5], given(a[11])), a[5:]...))
		}},
	{Sig: "stem(self, *args, linefmt=None, markerfmt=None, basefmt=None, bottom=0, label=None, orientation='vertical', data=None)", Doc: "Lines from a base to markers.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).stem(t, a[1].(*py.Tuple).Elems, a[2:7])
	}},
	{Sig: "imshow(self, X, cmap=None, norm=None, aspect=None, interpolation=None, alpha=None, vmin=None, vmax=None, origin=None, extent=None, **kwargs)", Doc: "An image of numbers or colours.",
		Impl: func(t *py.Thread, a []py.Object) py.Object { return axesOf(a[0]).imshow(t, a[1:]) }},
	{Sig: "matshow(self, A, **kwargs)", Doc: "A matrix as an image.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		x.X.Opposite = true
		d := a[2].(*py.Dict)
		k := keywords{t, d}
		o := []py.Object{a[1]}
		for _, name := range []string{"cmap", "norm", "aspect", "interpolation", "alpha", "vmin", "vmax", "origin", "extent"} {
			o = append(o, given2(k.take(name)))
		}
		return x.imshow(t, append(o, d))
	}},
	{Sig: "pcolormesh(self, *args, alpha=None, norm=None, cmap=None, vmin=None, vmax=None, shading=None, antialiased=False, data=None, **kwargs)", Doc: "A grid of coloured cells.", Impl: mesh},
	{Sig: "pcolor(self, *args, alpha=None, norm=None, cmap=None, vmin=None, vmax=None, shading=None, antialiased=False, data=None, **kwargs)", Doc: "A grid of coloured cells.", Impl: mesh},
	{Sig: "contour(self, *args, **kwargs)", Doc: "Level lines: contour([X, Y,] Z, [levels]).", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).contour(t, a[1].(*py.Tuple).Elems, a[2].(*py.Dict), false)
	}},
	{Sig: "contourf(self, *args, **kwargs)", Doc: "Filled regions between levels: contourf([X, Y,] Z, [levels]).", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).contour(t, a[1].(*py.Tuple).Elems, a[2].(*py.Dict), true)
	}},
	{Sig: "clabel(self, CS, levels=None, **kwargs)", Doc: "Writes the levels beside the lines of a contour plot.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		c, ok := a[1].(*Artist)
		if !ok {
			panic(py.Errorf(py.TypeError, "clabel takes a contour plot, got %s", a[1].Type().Name))
		}
		return labelContours(t, c, a[3].(*py.Dict))
	}},
	{Sig: "quiver(self, *args, **kwargs)", Doc: "A field of arrows: quiver([X, Y,] U, V, [C]).", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).quiver(t, a[1].(*py.Tuple).Elems, a[2].(*py.Dict))
	}},
	{Sig: "text(self, x, y, s, fontdict=None, **kwargs)", Doc: "A text.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		merge(t, a[5].(*py.Dict), a[4])
		return axesOf(a[0]).text(t, a[1], a[2], text(t, a[3]), a[5].(*py.Dict))
	}},
	{Sig: "annotate(self, text, xy, xytext=None, xycoords='data', textcoords=None, arrowprops=None, annotation_clip=None, **kwargs)", Doc: "A text with an arrow.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).annotate(t, a[1:7], a[8].(*py.Dict))
	}},
	{Sig: "legend(self, *args, **kwargs)", Doc: "The names of what is drawn.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		x.legend = newLegend(t, x.figure, x.entries(), a[1].(*py.Tuple).Elems, keywords{t, a[2].(*py.Dict)})
		x.Legend = x.legend.item
		return x.legend
	}},
	{Sig: "grid(self, visible=None, which='major', axis='both', **kwargs)", Doc: "Shows or hides the grid.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		for _, axis := range x.axesNamed(t, a[3]) {
			grid(t, x, axis, a[1], text(t, a[2]), a[4].(*py.Dict))
		}
		return py.None
	}},
	{Sig: "tick_params(self, axis='both', **kwargs)", Doc: "The look of ticks and their labels.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		for _, axis := range x.axesNamed(t, a[1]) {
			tickParams(t, x, axis, a[2].(*py.Dict))
		}
		return py.None
	}},
	{Sig: "ticklabel_format(self, *, axis='both', style=None, scilimits=None, useOffset=None, useLocale=None, useMathText=None)", Doc: "Accepted; labels are written as by default.", Impl: accepted},
	{Sig: "locator_params(self, axis='both', tight=None, **kwargs)", Doc: "How many ticks there are.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		k := keywords{t, a[3].(*py.Dict)}
		if n, ok := k.take("nbins").(py.Int); ok {
			for _, axis := range axesOf(a[0]).axesNamed(t, a[1]) {
				axis.Bins = min(max(int(n), 1), 100)
			}
		}
		return py.None
	}},
	{Sig: "minorticks_on(self)", Doc: "Accepted.", Impl: accepted},
	{Sig: "minorticks_off(self)", Doc: "Accepted.", Impl: accepted},
	{Sig: "margins(self, *margins, x=None, y=None, tight=True)", Doc: "The free space around the data.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		both := a[1].(*py.Tuple).Elems
		mx, my := given(a[2]), given(a[3])
		switch len(both) {
		case 1:
			mx, my = both[0], both[0]
		case 2:
			mx, my = both[0], both[1]
		}
		if mx == nil && my == nil {
			return py.NewTuple(py.Float(x.X.Margin), py.Float(x.Y.Margin))
		}
		for _, m := range []struct {
			o    py.Object
			axis *figure.Axis
		}{{mx, &x.X}, {my, &x.Y}} {
			if m.o == nil {
				continue
			}
			v := number(t, m.o)
			if !(v > -0.5) {
				panic(py.Errorf(py.ValueError, "margin must be greater than -0.5"))
			}
			m.axis.Margin, m.axis.Auto = v, true
		}
		return py.None
	}},
	{Sig: "axis(self, arg=None, /, *, emit=True, **kwargs)", Doc: "Limits of both axes, or on, off, equal, scaled, tight, auto, image, square.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return axesOf(a[0]).axis(t, a[1], keywords{t, a[3].(*py.Dict)})
	}},
	{Sig: "autoscale(self, enable=True, axis='both', tight=None)", Doc: "Adapts the limits to the data.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		for _, axis := range x.axesNamed(t, a[2]) {
			if on := none(a[1]) || t.Truth(a[1]); !on && axis.Auto {
				lo, hi := axis.Limits()
				axis.SetLimits(lo, hi)
			} else if on {
				axis.Auto = true
			}
			if !none(a[3]) {
				axis.Tight = t.Truth(a[3])
			}
		}
		return py.None
	}},
	{Sig: "cla(self)", Doc: "Removes everything from the axes.", Impl: clearAxes},
}

func accepted(*py.Thread, []py.Object) py.Object { return py.None }

func clearAxes(_ *py.Thread, a []py.Object) py.Object {
	axesOf(a[0]).clear()
	return py.None
}

func mesh(t *py.Thread, a []py.Object) py.Object {
	return axesOf(a[0]).pcolormesh(t, fromData(t, a[1].(*py.Tuple).Elems, given(a[9])), a[2:9], a[10].(*py.Dict))
}

func logarithmic(x, y bool) func(t *py.Thread, a []py.Object) py.Object {
	return func(t *py.Thread, a []py.Object) py.Object {
		axes := axesOf(a[0])
		if x {
			setScale(t, &axes.X, py.Str("log"))
		}
		if y {
			setScale(t, &axes.Y, py.Str("log"))
		}
		d := a[2].(*py.Dict)
		keywords{t, d}.ignore("base", "basex", "basey", "subs", "nonpositive")
		return artistList(axes.plot(t, a[1].(*py.Tuple).Elems, d))
	}
}

// barLabel writes a value at the end, or in the middle, of every bar.
func barLabel(t *py.Thread, a []py.Object) py.Object {
	x := axesOf(a[0])
	bars, ok := a[1].(*container)
	if !ok {
		panic(py.Errorf(py.TypeError, "bar_label takes the result of bar, got %s", a[1].Type().Name))
	}
	var labels []py.Object
	if !none(a[2]) {
		labels = t.Elements(a[2])
	}
	center, padding := text(t, a[4]) == "center", number(t, a[5])
	var list []*Artist
	for i, e := range bars.elems {
		bar, ok := e.(*Artist)
		if !ok {
			continue
		}
		low, high := corner(bar)
		vertical := len(polygonOf(bar).StickyY) > 0
		g := &figure.Text{Base: figure.NewBase(3), Size: x.figure.Style.Font, Color: x.figure.Style.Text, HAlign: "center", VAlign: "bottom"}
		length := high[0] - low[0]
		g.X, g.Y, g.Dx, g.Dy = high[0], (low[1]+high[1])/2, padding, 0
		if vertical {
			length = high[1] - low[1]
			g.X, g.Y, g.Dx, g.Dy = (low[0]+high[0])/2, high[1], 0, padding
		}
		switch {
		case center:
			g.X, g.Y, g.Dx, g.Dy, g.VAlign = (low[0]+high[0])/2, (low[1]+high[1])/2, 0, 0, "center"
		case !vertical:
			g.HAlign, g.VAlign = "left", "center"
			if length < 0 {
				g.HAlign, g.Dx = "right", -padding
			}
		case length < 0:
			g.VAlign, g.Dy = "top", -padding
		}
		switch format := a[3].(type) {
		case py.Str:
			if i < len(labels) {
				g.S = text(t, labels[i])
			} else {
				g.S, _ = percent(t, string(format), length)
			}
		default:
			g.S = text(t, t.Call(format, py.Float(length)))
		}
		list = append(list, x.add(t, textClass, g, a[6].(*py.Dict)))
	}
	return artistList(list)
}

// stackPlot fills the areas between running sums.
func stackPlot(t *py.Thread, a []py.Object) py.Object {
	x := axesOf(a[0])
	var rows [][]float64
	for _, o := range a[2].(*py.Tuple).Elems {
		v, shape := values(t, o)
		n := len(v)
		if len(shape) == 2 {
			n = shape[1]
		}
		for i := 0; i+n <= len(v) && n > 0; i += n {
			rows = append(rows, v[i:i+n])
		}
	}
	names := t.Elements(a[3])
	var palette []figure.Color
	if !none(a[4]) {
		palette = colors(t, a[4], "colors")
	}
	along, _ := onAxis(t, a[1], x.X.Range)
	below := make([]float64, len(along))
	var list []*Artist
	for i, row := range rows {
		if len(row) != len(along) {
			panic(py.Errorf(py.ValueError, "'x' has size %d, but a row has size %d", len(along), len(row)))
		}
		above := make([]float64, len(row))
		for k := range row {
			above[k] = below[k] + row[k]
		}
		d := a[7].(*py.Dict).Copy()
		if i < len(names) {
			d.SetString("label", names[i])
		}
		if len(palette) > 0 {
			d.SetString("facecolor", rgba(palette[i%len(palette)]))
		}
		area := x.fillBetween(t, []py.Object{numpy.FromValues(along, len(along)), numpy.FromValues(below, len(below)), numpy.FromValues(above, len(above)), py.None, py.None, py.None}, true, d)
		polygonOf(area.(*Artist)).StickyY = []float64{0}
		list = append(list, area.(*Artist))
		below = above
	}
	return artistList(list)
}

// axis is the method of that name.
func (a *Axes) axis(t *py.Thread, o py.Object, k keywords) py.Object {
	switch v := o.(type) {
	case *py.Singleton:
	case py.Bool:
		a.Off = !bool(v)
	case py.Str:
		switch v {
		case "on", "off":
			a.Off = v == "off"
		case "equal":
			a.Aspect, a.Stretch = 1, true
		case "scaled":
			a.Aspect, a.Stretch = 1, false
		case "image":
			a.Aspect, a.Stretch = 1, false
			a.X.Tight, a.Y.Tight = true, true
		case "tight":
			a.X.Tight, a.Y.Tight, a.X.Auto, a.Y.Auto = true, true, true, true
		case "auto":
			a.Aspect, a.X.Auto, a.Y.Auto = 0, true, true
		case "square":
			a.square()
		default:
			panic(py.Errorf(py.ValueError, "Unrecognized string %s to axis; try 'on' or 'off'", t.Repr(o)))
		}
	default:
		list := t.Elements(o)
		if len(list) != 4 {
			panic(py.Errorf(py.TypeError, "the first argument to axis() must be an iterable of the form [xmin, xmax, ymin, ymax]"))
		}
		setLimit(t, a, &a.X, list[0], list[1])
		setLimit(t, a, &a.Y, list[2], list[3])
	}
	orNone := func(name string) py.Object { return given2(k.take(name)) }
	setLimit(t, a, &a.X, orNone("xmin"), orNone("xmax"))
	setLimit(t, a, &a.Y, orNone("ymin"), orNone("ymax"))
	k.rest("axis")
	x0, x1 := a.X.Limits()
	y0, y1 := a.Y.Limits()
	return py.NewTuple(numpy.Scalar(x0), numpy.Scalar(x1), numpy.Scalar(y0), numpy.Scalar(y1))
}

// square gives both axes the same length in data.
func (a *Axes) square() {
	x0, x1 := a.X.Limits()
	y0, y1 := a.Y.Limits()
	edge := max(x1-x0, y1-y0)
	a.X.SetLimits(x0, x0+edge)
	a.Y.SetLimits(y0, y0+edge)
	a.Aspect, a.Stretch = 1, false
}

// axesMethods are all methods of Axes.
func axesMethods() []py.Func {
	all := append([]py.Func{}, drawing...)
	all = append(all, settings...)
	all = append(all, axisFuncs("set_%lim(self, left=None, right=None, *, emit=True, auto=False, %min=None, %max=None, bottom=None, top=None)", "Sets the ends of the % axis.",
		func(t *py.Thread, a *Axes, x *figure.Axis, o []py.Object) py.Object {
			low, high := o[0], o[1]
			for _, end := range []struct {
				at *py.Object
				o  py.Object
			}{{&low, o[4]}, {&low, o[6]}, {&high, o[5]}, {&high, o[7]}} {
				if !none(end.o) {
					*end.at = end.o
				}
			}
			return setLimit(t, a, x, low, high)
		})...)
	all = append(all, axisFuncs("get_%lim(self)", "The ends of the % axis.", func(_ *py.Thread, _ *Axes, x *figure.Axis, _ []py.Object) py.Object {
		lo, hi := x.Limits()
		return pair(lo, hi)
	})...)
	all = append(all, axisFuncs("set_%bound(self, lower=None, upper=None)", "Sets the ends of the % axis.", func(t *py.Thread, a *Axes, x *figure.Axis, o []py.Object) py.Object {
		setLimit(t, a, x, o[0], o[1])
		return py.None
	})...)
	all = append(all, axisFuncs("get_%bound(self)", "The ends of the % axis, the smaller one first.", func(_ *py.Thread, _ *Axes, x *figure.Axis, _ []py.Object) py.Object {
		lo, hi := x.Limits()
		return pair(min(lo, hi), max(lo, hi))
	})...)
	all = append(all, axisFuncs("set_%label(self, label, fontdict=None, labelpad=None, *, loc=None, **kwargs)", "The label of the % axis.", func(t *py.Thread, a *Axes, x *figure.Axis, o []py.Object) py.Object {
		d := o[4].(*py.Dict)
		merge(t, d, o[1])
		for i, name := range map[int]string{2: "labelpad", 3: "loc"} {
			if !none(o[i]) {
				d.SetString(name, o[i])
			}
		}
		return a.name(t, x, text(t, o[0]), keywords{t, d})
	})...)
	all = append(all, axisFuncs("get_%label(self)", "The label of the % axis.", func(_ *py.Thread, a *Axes, x *figure.Axis, _ []py.Object) py.Object { return py.Str(a.labelOf(x).S) })...)
	all = append(all, axisFuncs("set_%scale(self, value, **kwargs)", "Makes the % axis linear, log or symlog.", func(t *py.Thread, _ *Axes, x *figure.Axis, o []py.Object) py.Object {
		setScale(t, x, o[0])
		return py.None
	})...)
	all = append(all, axisFuncs("get_%scale(self)", "The scale of the % axis.", func(_ *py.Thread, _ *Axes, x *figure.Axis, _ []py.Object) py.Object { return scaleName(x.Scale) })...)
	all = append(all, axisFuncs("set_%ticks(self, ticks, labels=None, *, minor=False, **kwargs)", "Where the ticks of the % axis are.", func(t *py.Thread, _ *Axes, x *figure.Axis, o []py.Object) py.Object {
		if t.Truth(o[2]) {
			x.MinorTicks = flat(t, o[0])
			return py.NewList()
		}
		setTicks(t, x, o[0], o[1])
		tickTexts(t, x, keywords{t, o[3].(*py.Dict)})
		return py.NewList()
	})...)
	all = append(all, axisFuncs("get_%ticks(self, *, minor=False)", "Where the ticks of the % axis are.", func(_ *py.Thread, a *Axes, x *figure.Axis, _ []py.Object) py.Object {
		at, _ := x.Located(a.Axes)
		return numpy.FromValues(at, len(at))
	})...)
	all = append(all, axisFuncs("set_%ticklabels(self, labels, *, minor=False, fontdict=None, **kwargs)", "What is written at the ticks of the % axis.", func(t *py.Thread, a *Axes, x *figure.Axis, o []py.Object) py.Object {
		setTicks(t, x, py.None, o[0])
		merge(t, o[3].(*py.Dict), o[2])
		tickTexts(t, x, keywords{t, o[3].(*py.Dict)})
		_, labels := tickObjects(a, x)
		return labels
	})...)
	all = append(all, axisFuncs("get_%ticklabels(self, minor=False, which=None)", "What is written at the ticks of the % axis.", func(_ *py.Thread, a *Axes, x *figure.Axis, _ []py.Object) py.Object {
		_, labels := tickObjects(a, x)
		return labels
	})...)
	all = append(all, axisFuncs("invert_%axis(self)", "Turns the % axis round.", func(_ *py.Thread, _ *Axes, x *figure.Axis, _ []py.Object) py.Object {
		lo, hi := x.Limits()
		if x.Auto {
			x.Inverted = !x.Inverted
		} else {
			x.SetLimits(hi, lo)
		}
		return py.None
	})...)
	all = append(all, axisFuncs("%axis_inverted(self)", "Whether the % axis is turned round.", func(_ *py.Thread, _ *Axes, x *figure.Axis, _ []py.Object) py.Object {
		lo, hi := x.Limits()
		return py.Bool(hi < lo)
	})...)
	all = append(all, axisFuncs("set_%margin(self, m)", "The free space at the ends of the % axis.", func(t *py.Thread, _ *Axes, x *figure.Axis, o []py.Object) py.Object {
		x.Margin = number(t, o[0])
		return py.None
	})...)
	all = append(all, axisFuncs("get_%axis(self)", "The % axis.", func(_ *py.Thread, a *Axes, x *figure.Axis, _ []py.Object) py.Object { return &axisObject{a, x == &a.X} })...)
	all = append(all, axisFuncs("share%(self, other)", "Shows the same part of the % axis as other axes.", func(t *py.Thread, a *Axes, x *figure.Axis, o []py.Object) py.Object {
		other := axesOf(o[0])
		if x == &a.X {
			a.ShareX(other.Axes)
		} else {
			a.ShareY(other.Axes)
		}
		return py.None
	})...)
	return all
}

// settings are the methods of Axes that do not draw.
var settings = []py.Func{
	{Sig: "set_title(self, label, fontdict=None, loc=None, pad=None, *, y=None, **kwargs)", Doc: "The title above the axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		i := 1
		if !none(a[3]) {
			if i = indexOf([]string{"left", "center", "right"}, text(t, a[3])); i < 0 {
				panic(py.Errorf(py.ValueError, "%s is not a valid value for loc; supported values are 'left', 'center', 'right'", t.Repr(a[3])))
			}
		}
		if !none(a[4]) {
			x.TitlePad = number(t, a[4])
		}
		d := a[6].(*py.Dict)
		merge(t, d, a[2])
		title := x.title(i)
		textOf(title).S = text(t, a[1])
		return title.apply(t, d)
	}},
	{Sig: "get_title(self, loc='center')", Doc: "The title above the axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		i := max(indexOf([]string{"left", "center", "right"}, text(t, a[1])), 0)
		return py.Str(textOf(axesOf(a[0]).title(i)).S)
	}},
	{Sig: "set(self, **kwargs)", Doc: "Sets several properties.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		axesOf(a[0]).set(t, a[1].(*py.Dict))
		return py.NewList()
	}},
	{Sig: "set_aspect(self, aspect, adjustable=None, anchor=None, share=False)", Doc: "How much longer a unit of y is than one of x.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		x.setAspect(t, a[1], "auto")
		if !none(a[2]) {
			x.Stretch = text(t, a[2]) == "datalim"
		}
		return py.None
	}},
	{Sig: "get_aspect(self)", Doc: "How much longer a unit of y is than one of x.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		if v := axesOf(a[0]).Aspect; v > 0 {
			return py.Float(v)
		}
		return py.Str("auto")
	}},
	{Sig: "set_box_aspect(self, aspect=None)", Doc: "The proportion of the frame's height to its width.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		x.BoxAspect = 0
		if !none(a[1]) {
			x.BoxAspect = max(number(t, a[1]), 0)
		}
		return py.None
	}},
	{Sig: "set_adjustable(self, adjustable, share=False)", Doc: "What gives way to the aspect: box or datalim.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		axesOf(a[0]).Stretch = text(t, a[1]) == "datalim"
		return py.None
	}},
	{Sig: "set_axis_off(self)", Doc: "Hides the frame, ticks and labels.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		axesOf(a[0]).Off = true
		return py.None
	}},
	{Sig: "set_axis_on(self)", Doc: "Shows the frame, ticks and labels.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		axesOf(a[0]).Off = false
		return py.None
	}},
	{Sig: "set_visible(self, b)", Doc: "Whether the axes are drawn.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		axesOf(a[0]).Hidden = !t.Truth(a[1])
		return py.None
	}},
	{Sig: "set_zorder(self, level)", Doc: "Which axes cover which.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		axesOf(a[0]).ZOrder = number(t, a[1])
		return py.None
	}},
	{Sig: "set_axisbelow(self, b)", Doc: "Whether the grid is under everything.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		_, isText := a[1].(py.Str) // "line", the default
		x.GridBelow = !isText && t.Truth(a[1])
		x.GridAbove = !isText && !t.Truth(a[1])
		return py.None
	}},
	{Sig: "set_facecolor(self, color)", Doc: "The background of the axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		axesOf(a[0]).Face = color(t, a[1], "facecolor")
		return py.None
	}},
	{Sig: "get_facecolor(self)", Doc: "The background of the axes.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return rgba(axesOf(a[0]).Face) }},
	{Sig: "set_prop_cycle(self, *args, **kwargs)", Doc: "The colours that lines take in turn.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		x.Cycle, x.Fills = 0, 0
		list := a[2].(*py.Dict).GetString("color")
		switch args := a[1].(*py.Tuple).Elems; {
		case len(args) == 2 && text(t, args[0]) == "color":
			list = args[1]
		case len(args) == 1:
			if c, ok := args[0].(*cycler); ok {
				list = c.colors(t)
			}
		}
		if list != nil {
			x.Palette = colors(t, list, "color")
		}
		return py.None
	}},
	{Sig: "twinx(self)", Doc: "Axes over these with the same x axis and a y axis at the right.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		y := x.figure.subplot(x.Slot, x, nil)
		y.Y.Opposite, y.Face, y.Cycle = true, figure.NoColor, 0
		y.X.TickStyle.HideLabels, y.X.TickStyle.HideMarks = true, true
		return y
	}},
	{Sig: "twiny(self)", Doc: "Axes over these with the same y axis and an x axis above.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		y := x.figure.subplot(x.Slot, nil, x)
		y.X.Opposite, y.Face = true, figure.NoColor
		y.Y.TickStyle.HideLabels, y.Y.TickStyle.HideMarks = true, true
		return y
	}},
	{Sig: "inset_axes(self, bounds, *, transform=None, zorder=5, **kwargs)", Doc: "Axes inside of these.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		b := numbers(t, a[1], 4, "bounds")
		left, bottom, w, h := x.Position()
		y := x.figure.subplot(figure.Slot{Rect: [4]float64{left + b[0]*w, bottom + b[1]*h, b[2] * w, b[3] * h}}, nil, nil)
		y.ZOrder = number(t, a[3])
		x.figure.current = x
		return y
	}},
	{Sig: "clear(self)", Doc: "Removes everything from the axes.", Impl: clearAxes},
	{Sig: "remove(self)", Doc: "Takes the axes out of the figure.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		axesOf(a[0]).figure.remove(axesOf(a[0]))
		return py.None
	}},
	{Sig: "get_legend_handles_labels(self)", Doc: "The artists that have labels, and these.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		var handles, labels []py.Object
		for _, e := range x.entries() {
			for _, artist := range x.artists {
				if artist.item == e.Artist {
					handles, labels = append(handles, artist), append(labels, py.Str(e.Label))
				}
			}
		}
		return py.NewTuple(py.NewList(handles...), py.NewList(labels...))
	}},
	{Sig: "get_legend(self)", Doc: "The legend, or None.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		if l := axesOf(a[0]).legend; l != nil {
			return l
		}
		return py.None
	}},
	{Sig: "get_lines(self)", Doc: "The lines.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return axesOf(a[0]).of(lineClass, axlineClass) }},
	{Sig: "get_images(self)", Doc: "The images.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return axesOf(a[0]).of(imageClass) }},
	{Sig: "get_figure(self, root=False)", Doc: "The figure.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return axesOf(a[0]).figure }},
	{Sig: "get_position(self, original=False)", Doc: "Left, bottom, width and height in parts of the figure.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		x, y, w, h := axesOf(a[0]).Position()
		return py.NewTuple(py.Float(x), py.Float(y), py.Float(w), py.Float(h))
	}},
	{Sig: "set_position(self, pos, which='both')", Doc: "Left, bottom, width and height in parts of the figure.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		v := numbers(t, a[1], 4, "position")
		axesOf(a[0]).Slot = figure.Slot{Rect: [4]float64{v[0], v[1], v[2], v[3]}}
		return py.None
	}},
	{Sig: "label_outer(self, remove_inner_ticks=False)", Doc: "Keeps the labels at the border of a grid of axes.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		if g := x.Slot.Grid; g != nil {
			if x.Slot.Row1 < g.Rows-1 {
				x.X.TickStyle.HideLabels, x.X.Label = true, nil
			}
			if x.Slot.Col0 > 0 {
				x.Y.TickStyle.HideLabels, x.Y.Label = true, nil
			}
		}
		return py.None
	}},
	{Sig: "add_patch(self, p)", Doc: "Adds a rectangle, circle, ellipse or polygon.", Impl: adopt},
	{Sig: "add_artist(self, a)", Doc: "Adds an artist.", Impl: adopt},
	{Sig: "add_line(self, line)", Doc: "Adds a line.", Impl: adopt},
	{Sig: "add_collection(self, collection, autolim=True)", Doc: "Adds a collection.", Impl: adopt},
	{Sig: "relim(self, visible_only=False)", Doc: "Accepted: limits always follow the data.", Impl: accepted},
	{Sig: "autoscale_view(self, tight=None, scalex=True, scaley=True)", Doc: "Accepted: limits always follow the data.", Impl: accepted},
	{Sig: "set_label(self, s)", Doc: "The label of the axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		axesOf(a[0]).label = text(t, a[1])
		return py.None
	}},
	{Sig: "get_label(self)", Doc: "The label of the axes.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return py.Str(axesOf(a[0]).label) }},
	{Sig: "set_frame_on(self, b)", Doc: "Whether the frame is drawn.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		on := t.Truth(a[1])
		axesOf(a[0]).Sides = [4]bool{on, on, on, on}
		return py.None
	}},
	{Sig: "get_subplotspec(self)", Doc: "The cell of the grid that the axes are in.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		return &gridCell{axesOf(a[0]).Slot}
	}},
}

// adopt draws an artist that was made without axes.
func adopt(t *py.Thread, a []py.Object) py.Object {
	x := axesOf(a[0])
	artist, ok := a[1].(*Artist)
	if !ok {
		if l, isLegend := a[1].(*Legend); isLegend {
			x.figure.Legends = append(x.figure.Legends, l.item)
			return l
		}
		panic(py.Errorf(py.TypeError, "%s", fmt.Sprintf("expected an artist, got %s", a[1].Type().Name)))
	}
	if artist.axes == nil {
		x.adopt(artist)
	}
	return artist
}
