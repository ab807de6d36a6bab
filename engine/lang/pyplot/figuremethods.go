package pyplot

import (
	"slices"

	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// figureMethods are the methods of figures.
var figureMethods = []py.Func{
	{Sig: "_repr_svg_(self)", Doc: "The figure as notebooks show it.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return py.Str(figureOf(a[0]).SVG()) }},
	{Sig: "add_subplot(self, *args, **kwargs)", Doc: "Adds axes in a cell of a grid.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return figureOf(a[0]).addSubplot(t, a[1].(*py.Tuple).Elems, keywords{t, a[2].(*py.Dict)})
	}},
	{Sig: "add_axes(self, rect, **kwargs)", Doc: "Adds axes at a rectangle [left, bottom, width, height] in parts of the figure.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		v := numbers(t, a[1], 4, "add_axes")
		x := figureOf(a[0]).subplot(figure.Slot{Rect: [4]float64{v[0], v[1], v[2], v[3]}}, nil, nil)
		x.set(t, a[2].(*py.Dict))
		return x
	}},
	{Sig: "subplots(self, nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None, subplot_kw=None, gridspec_kw=None)", Doc: "Adds a grid of axes.",
		Impl: func(t *py.Thread, a []py.Object) py.Object { return figureOf(a[0]).subplots(t, a[1:]) }},
	{Sig: "add_gridspec(self, nrows=1, ncols=1, **kwargs)", Doc: "A grid whose cells add_subplot takes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		g := newGrid(t, t.ToInt(a[1]), t.ToInt(a[2]))
		gridOptions(t, g.Grid, figureOf(a[0]), a[3].(*py.Dict))
		return g
	}},
	{Sig: "gca(self)", Doc: "The current axes.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return figureOf(a[0]).gca() }},
	{Sig: "sca(self, a)", Doc: "Makes axes the current ones.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).current = axesOf(a[1])
		return a[1]
	}},
	{Sig: "get_axes(self)", Doc: "The axes.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return axesList(figureOf(a[0])) }},
	{Sig: "delaxes(self, ax)", Doc: "Removes axes.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).remove(axesOf(a[1]))
		return py.None
	}},
	{Sig: "colorbar(self, mappable, cax=None, ax=None, use_gridspec=True, **kwargs)", Doc: "Adds a bar that shows what colours stand for.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return colorbar(t, figureOf(a[0]), a[1], a[2], a[3], keywords{t, a[5].(*py.Dict)})
	}},
	{Sig: "suptitle(self, t, **kwargs)", Doc: "The title over all axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		f := figureOf(a[0])
		title := f.heading(t, text(t, a[1]), keywords{t, a[2].(*py.Dict)}, figure.Text{X: 0.5, Y: 0.98, HAlign: "center", VAlign: "top", Size: f.Style.SuptitleFont})
		f.Suptitle = title.item.(*figure.Text)
		return title
	}},
	{Sig: "supxlabel(self, t, **kwargs)", Doc: "A label below all axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return figureOf(a[0]).addText(t, a, figure.Text{X: 0.5, Y: 0.01, HAlign: "center", VAlign: "bottom"})
	}},
	{Sig: "supylabel(self, t, **kwargs)", Doc: "A label at the left of all axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return figureOf(a[0]).addText(t, a, figure.Text{X: 0.02, Y: 0.5, HAlign: "left", VAlign: "center", Rotation: 90})
	}},
	{Sig: "text(self, x, y, s, fontdict=None, **kwargs)", Doc: "A text in parts of the figure.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		merge(t, a[5].(*py.Dict), a[4])
		return figureOf(a[0]).addText(t, []py.Object{a[0], a[3], a[5]}, figure.Text{X: number(t, a[1]), Y: number(t, a[2]), VAlign: "baseline"})
	}},
	{Sig: "legend(self, *args, **kwargs)", Doc: "A legend of all axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		f := figureOf(a[0])
		var entries []figure.Entry
		for _, x := range f.axes {
			entries = append(entries, x.entries()...)
		}
		k := keywords{t, a[2].(*py.Dict)}
		if k.d.GetString("loc") == nil {
			k.d.SetString("loc", py.Str("upper right"))
		}
		l := newLegend(t, f, entries, a[1].(*py.Tuple).Elems, k)
		f.Legends = append(f.Legends, l.item)
		return l
	}},
	{Sig: "tight_layout(self, *, pad=1.08, h_pad=None, w_pad=None, rect=None)", Doc: "Leaves room for labels and titles.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		f := figureOf(a[0])
		f.Tight, f.Pad = true, number(t, a[1])
		return py.None
	}},
	{Sig: "set_tight_layout(self, tight)", Doc: "Whether to leave room for labels and titles.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).Tight = t.Truth(a[1])
		return py.None
	}},
	{Sig: "set_layout_engine(self, layout=None, **kwargs)", Doc: "Whether to leave room for labels and titles.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).Tight = !none(a[1]) && text(t, a[1]) != "none"
		return py.None
	}},
	{Sig: "subplots_adjust(self, **kwargs)", Doc: "The border of the axes, and the gaps between them.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		k := keywords{t, a[1].(*py.Dict)}
		f := figureOf(a[0])
		f.Tight = false
		f.adjust(k)
		k.rest("SubplotParams.update")
		return py.None
	}},
	{Sig: "savefig(self, fname, **kwargs)", Doc: "Writes the figure to a file, as SVG.", Impl: func(t *py.Thread, a []py.Object) py.Object { return figureOf(a[0]).save(t, a[1:]) }},
	{Sig: "show(self, warn=True)", Doc: "Displays the figure.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		f := figureOf(a[0])
		if t.Display != nil {
			t.Display(f.forms(t))
			stateOf(t).close(f)
		}
		return py.None
	}},
	{Sig: "clear(self, keep_observers=False)", Doc: "Removes everything.", Impl: clearFigure},
	{Sig: "clf(self, keep_observers=False)", Doc: "Removes everything.", Impl: clearFigure},
	{Sig: "get_size_inches(self)", Doc: "Width and height in inches.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		return numpy.FromValues([]float64{figureOf(a[0]).Width, figureOf(a[0]).Height}, 2)
	}},
	{Sig: "set_size_inches(self, w, h=None, forward=True)", Doc: "Sets width and height in inches.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		size := a[1]
		if !none(a[2]) {
			size = py.NewTuple(a[1], a[2])
		}
		figureOf(a[0]).resize(t, size)
		return py.None
	}},
	{Sig: "set_figwidth(self, val, forward=True)", Doc: "Sets the width in inches.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).resize(t, py.NewTuple(a[1], py.Float(figureOf(a[0]).Height)))
		return py.None
	}},
	{Sig: "set_figheight(self, val, forward=True)", Doc: "Sets the height in inches.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).resize(t, py.NewTuple(py.Float(figureOf(a[0]).Width), a[1]))
		return py.None
	}},
	{Sig: "set_dpi(self, val)", Doc: "Sets the pixels per inch.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).DPI = dpi(t, a[1])
		return py.None
	}},
	{Sig: "set_facecolor(self, color)", Doc: "Sets the background.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).Face = color(t, a[1], "facecolor")
		return py.None
	}},
	{Sig: "get_facecolor(self)", Doc: "The background.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return rgba(figureOf(a[0]).Face) }},
	{Sig: "autofmt_xdate(self, bottom=0.2, rotation=30, ha='right', which='major')", Doc: "Turns the labels of the x axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		f := figureOf(a[0])
		for _, x := range f.axes {
			x.X.TickStyle.Rotation = number(t, a[2])
		}
		f.Bottom = number(t, a[1])
		return py.None
	}},
	{Sig: "align_labels(self, axs=None)", Doc: "Accepted; labels stay where they are.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
	{Sig: "align_xlabels(self, axs=None)", Doc: "Accepted; labels stay where they are.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
	{Sig: "align_ylabels(self, axs=None)", Doc: "Accepted; labels stay where they are.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
}

// addText adds a text; a is the figure, the text, and a dict of properties.
func (f *Figure) addText(t *py.Thread, a []py.Object, g figure.Text) *Artist {
	g.Size = f.Style.Font
	label := f.heading(t, text(t, a[1]), keywords{t, a[2].(*py.Dict)}, g)
	f.Texts = append(f.Texts, label.item.(*figure.Text))
	label.drop = func() {
		f.Texts = slices.DeleteFunc(f.Texts, func(g *figure.Text) bool { return g == label.item })
	}
	return label
}

func clearFigure(_ *py.Thread, a []py.Object) py.Object {
	figureOf(a[0]).clear()
	return py.None
}

// merge adds the entries of a dict that may be None.
func merge(t *py.Thread, d *py.Dict, more py.Object) {
	if m, ok := more.(*py.Dict); ok {
		for _, key := range m.Keys() {
			if name := t.Str(key); d.GetString(name) == nil {
				d.SetString(name, m.GetString(name))
			}
		}
	}
}
