package pyplot

import (
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

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
