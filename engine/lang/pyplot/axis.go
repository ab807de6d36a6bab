package pyplot

import (
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

func init() {
	axis := func(o py.Object) *figure.Axis { return o.(*axisObject).axis() }
	members := []py.Member{
		py.Func{Sig: "set_major_locator(self, locator)", Doc: "Decides where ticks are.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			if l, ok := a[1].(*locator); ok {
				l.apply(axis(a[0]))
			}
			return py.None
		}},
		py.Func{Sig: "set_minor_locator(self, locator)", Doc: "Accepted.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
		py.Func{Sig: "set_major_formatter(self, formatter)", Doc: "Decides what is written at ticks.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			setFormat(t, axis(a[0]), a[1])
			return py.None
		}},
		py.Func{Sig: "set_minor_formatter(self, formatter)", Doc: "Accepted.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
		py.Func{Sig: "set_ticks(self, ticks, labels=None, *, minor=False, **kwargs)", Doc: "Where the ticks are.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			setTicks(t, axis(a[0]), a[1], a[2])
			return py.None
		}},
		py.Func{Sig: "set_ticklabels(self, labels, **kwargs)", Doc: "What is written at the ticks.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			setTicks(t, axis(a[0]), py.None, a[1])
			return py.None
		}},
		py.Func{Sig: "set_ticks_position(self, position)", Doc: "The side of the ticks.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			s := text(t, a[1])
			axis(a[0]).Opposite = s == "top" || s == "right"
			if s == "none" {
				axis(a[0]).TickStyle.HideMarks = true
			}
			return py.None
		}},
		py.Func{Sig: "set_label_position(self, position)", Doc: "The side of the label, which is that of the ticks.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			s := text(t, a[1])
			axis(a[0]).Opposite = s == "top" || s == "right"
			return py.None
		}},
		py.Func{Sig: "tick_top(self)", Doc: "Ticks above.", Impl: func(_ *py.Thread, a []py.Object) py.Object { axis(a[0]).Opposite = true; return py.None }},
		py.Func{Sig: "tick_right(self)", Doc: "Ticks at the right.", Impl: func(_ *py.Thread, a []py.Object) py.Object { axis(a[0]).Opposite = true; return py.None }},
		py.Func{Sig: "set_visible(self, b)", Doc: "Whether ticks and labels are drawn.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			x := axis(a[0])
			x.TickStyle.HideMarks, x.TickStyle.HideLabels = !t.Truth(a[1]), !t.Truth(a[1])
			if x.Label != nil {
				x.Label.Hidden = !t.Truth(a[1])
			}
			return py.None
		}},
		py.Func{Sig: "grid(self, visible=None, which='major', **kwargs)", Doc: "Shows or hides the grid.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			grid(t, a[0].(*axisObject).axes, axis(a[0]), a[1], text(t, a[2]), a[3].(*py.Dict))
			return py.None
		}},
		py.Func{Sig: "get_ticklabels(self, minor=False, which=None)", Doc: "The labels of the ticks.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			_, labels := tickObjects(a[0].(*axisObject).axes, axis(a[0]))
			return labels
		}},
		py.Func{Sig: "set_tick_params(self, which='major', reset=False, **kwargs)", Doc: "The look of ticks.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			tickParams(t, a[0].(*axisObject).axes, axis(a[0]), a[3].(*py.Dict))
			return py.None
		}},
		py.Func{Sig: "set_label_text(self, label, **kwargs)", Doc: "The label of the axis.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			x := a[0].(*axisObject)
			return x.axes.name(t, x.axis(), text(t, a[1]), keywords{t, a[2].(*py.Dict)})
		}},
		py.Func{Sig: "get_label_text(self)", Doc: "The label of the axis.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			x := a[0].(*axisObject)
			return py.Str(x.axes.labelOf(x.axis()).S)
		}},
		py.Func{Sig: "set_label_coords(self, x, y, transform=None)", Doc: "Accepted; labels stay beside the ticks.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
		py.Property{Name: "label", Doc: "The label of the axis.", Get: func(_ *py.Thread, o py.Object) py.Object {
			x := o.(*axisObject)
			return &Artist{class: textClass, item: x.axes.labelOf(x.axis())}
		}},
	}
	xAxisType.Define(members...)
	yAxisType.Define(members...)
}
