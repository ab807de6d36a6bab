package pyplot

import (
	"slices"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// A Legend is a matplotlib.legend.Legend.
type Legend struct{ item *figure.Legend }

var legendType = &py.Type{Name: "Legend", Module: "matplotlib.legend", Doc: "The names of artists.", Final: true}

// Type returns the class.
func (*Legend) Type() *py.Type { return legendType }

// handle returns what a legend shows for an artist or a container of them.
func handle(o py.Object) figure.Artist {
	switch v := o.(type) {
	case *Artist:
		return v.item
	case *container:
		if len(v.elems) > 0 {
			return handle(v.elems[0])
		}
	case *py.Tuple:
		if len(v.Elems) > 0 {
			return handle(v.Elems[0])
		}
	case *py.List:
		if len(v.Elems) > 0 {
			return handle(v.Elems[0])
		}
	}
	return nil
}

// newLegend makes a legend from the arguments of legend(): handles and labels,
// labels alone, or none.
func newLegend(t *py.Thread, f *Figure, entries []figure.Entry, args []py.Object, k keywords) *Legend {
	handles, labels := k.take("handles"), k.take("labels")
	switch {
	case len(args) == 2:
		handles, labels = args[0], args[1]
	case len(args) == 1:
		labels = args[0]
	case len(args) > 2:
		panic(py.Errorf(py.TypeError, "Invalid arguments to legend."))
	}
	switch {
	case handles != nil:
		entries = nil
		for _, h := range t.Elements(handles) {
			item := handle(h)
			if item == nil {
				continue
			}
			label := figure.BaseOf(item).Label
			if c, ok := h.(*container); ok {
				label = c.label
			}
			entries = append(entries, figure.Entry{Label: label, Artist: item})
		}
		if labels != nil {
			for i, l := range t.Elements(labels) {
				if i < len(entries) {
					entries[i].Label = text(t, l)
				}
			}
			entries = entries[:min(len(entries), t.Len(labels))]
		}
		entries = slices.DeleteFunc(entries, func(e figure.Entry) bool { return e.Label == "" || e.Label[0] == '_' })
	case labels != nil:
		if s, ok := labels.(py.Str); ok { // taken letter by letter, as in matplotlib
			labels = py.NewList(t.Elements(s)...)
		}
		entries = unnamed(f, t, labels, entries)
	}
	s := f.Style
	l := &figure.Legend{
		Entries: entries, Columns: 1, Size: s.LegendFont, TitleSize: s.LegendFont, Text: s.Text,
		Fill: s.AxesFace.WithAlpha(0.8), Edge: figure.Color(0xccccccff).WithAlpha(0.8), NoFrame: !s.LegendFrame, Loc: s.LegendLoc,
	}
	if n := k.take("ncols", "ncol"); n != nil {
		l.Columns = t.ToInt(n)
	}
	if v := k.take("loc"); v != nil {
		setLocation(t, l, v)
	}
	if v := k.take("bbox_to_anchor"); v != nil {
		b := flat(t, v)
		switch len(b) {
		case 2:
			b = append(b, 0, 0)
		case 4:
		default:
			panic(py.Errorf(py.ValueError, "Invalid bbox_to_anchor : %s", t.Repr(v)))
		}
		l.Anchor = &[4]float64{b[0], b[1], b[2], b[3]}
	}
	if v := k.take("fontsize"); v != nil {
		l.Size = fontSize(t, v)
	}
	if d, ok := k.take("prop").(*py.Dict); ok {
		if v := d.GetString("size"); v != nil {
			l.Size = fontSize(t, v)
		}
	}
	if v := k.take("title"); v != nil {
		l.Title = text(t, v)
	}
	if v := k.take("title_fontsize"); v != nil {
		l.TitleSize = fontSize(t, v)
	}
	if v := k.take("labelcolor"); v != nil {
		if c, ok := parseColor(t, v); ok {
			l.Text = c
		}
	}
	l.NoFrame = !k.bool(!l.NoFrame, "frameon")
	if v := k.take("facecolor"); v != nil {
		l.Fill = color(t, v, "facecolor").WithAlpha(0.8)
	}
	if v := k.take("edgecolor"); v != nil {
		l.Edge = color(t, v, "edgecolor")
	}
	if v := k.take("framealpha"); v != nil {
		l.Fill = l.Fill.WithAlpha(min(max(number(t, v), 0), 1))
	}
	k.ignore("fancybox", "shadow", "borderpad", "labelspacing", "handlelength", "handleheight", "handletextpad", "borderaxespad", "columnspacing", "numpoints",
		"scatterpoints", "scatteryoffsets", "markerscale", "markerfirst", "reverse", "mode", "bbox_transform", "alignment", "handler_map", "draggable", "title_fontproperties", "frameon")
	if keys := k.d.Keys(); len(keys) > 0 {
		panic(py.Errorf(py.TypeError, "Legend.__init__() got an unexpected keyword argument '%s'", t.Str(keys[0])))
	}
	return &Legend{l}
}

// unnamed gives labels to the artists of the current axes, named or not.
func unnamed(f *Figure, t *py.Thread, labels py.Object, named []figure.Entry) []figure.Entry {
	a := f.gca()
	var entries []figure.Entry
	list := t.Elements(labels)
	for _, artist := range a.Artists {
		if len(entries) == len(list) {
			break
		}
		switch g := artist.(type) {
		case *figure.Line:
			if g.Label == "_base" {
				continue
			}
		case *figure.Polygon:
			if g.Label == "_nolegend_" && len(entries) > 0 {
				continue
			}
		case *figure.Points, *figure.Segments:
		default:
			continue
		}
		entries = append(entries, figure.Entry{Label: text(t, list[len(entries)]), Artist: artist})
	}
	if len(entries) == 0 {
		return named
	}
	return entries
}

// setLocation reads a name of a place, its code, or a pair of numbers.
func setLocation(t *py.Thread, l *figure.Legend, o py.Object) {
	switch v := o.(type) {
	case py.Str:
		s := string(v)
		if s == "center right" || slices.Contains(figure.Locations, s) {
			l.Loc = s
			return
		}
		switch s {
		case "outside upper right", "outside right upper", "outside right":
			l.Loc = "upper right"
			return
		case "outside lower center":
			l.Loc = "lower center"
			return
		case "outside upper center":
			l.Loc = "upper center"
			return
		}
	case py.Int:
		if v >= 0 && int(v) < len(figure.Locations) {
			l.Loc = figure.Locations[v]
			return
		}
	case *py.Tuple, *py.List:
		p := numbers(t, o, 2, "loc")
		l.Point = &[2]float64{p[0], p[1]}
		return
	}
	panic(py.Errorf(py.ValueError, "%s is not a valid value for loc.", t.Repr(o)))
}

func init() {
	nothing := func(*py.Thread, []py.Object) py.Object { return py.None }
	legendType.Define(
		py.Func{Sig: "set_title(self, title, prop=None)", Doc: "The title of the legend.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			a[0].(*Legend).item.Title = text(t, a[1])
			return py.None
		}},
		py.Func{Sig: "set_visible(self, b)", Doc: "Whether the legend is drawn.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			a[0].(*Legend).item.Hidden = !t.Truth(a[1])
			return py.None
		}},
		py.Func{Sig: "remove(self)", Doc: "Takes the legend away.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			a[0].(*Legend).item.Hidden = true
			return py.None
		}},
		py.Func{Sig: "get_texts(self)", Doc: "The labels.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			var list []py.Object
			for _, e := range a[0].(*Legend).item.Entries {
				list = append(list, &Artist{class: textClass, item: &figure.Text{Base: figure.NewBase(5), S: e.Label, Size: a[0].(*Legend).item.Size}})
			}
			return py.NewList(list...)
		}},
		py.Func{Sig: "get_frame(self)", Doc: "The frame.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			return background(&a[0].(*Legend).item.Fill)
		}},
		py.Func{Sig: "set_zorder(self, level)", Doc: "Accepted: legends are over everything.", Impl: nothing},
		py.Func{Sig: "set_draggable(self, state)", Doc: "Accepted: figures are still.", Impl: nothing},
	)
}
