package pyplot

import (
	"fmt"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

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
