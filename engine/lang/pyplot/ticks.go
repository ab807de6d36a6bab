package pyplot

import (
	"math"
	"strconv"
	"strings"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

var scales = map[string]figure.Scale{"linear": figure.Linear, "log": figure.Log, "symlog": figure.SymLog}

// setScale sets the scale of an axis by its name.
func setScale(t *py.Thread, x *figure.Axis, o py.Object) {
	scale, ok := scales[text(t, o)]
	if !ok {
		panic(py.Errorf(py.ValueError, "%s is not a valid value for scale.", t.Repr(o)))
	}
	x.Scale = scale
	if lo, hi := x.Limits(); scale == figure.Log && !x.Auto && (lo <= 0 || hi <= 0) {
		x.Auto = true
	}
}

func scaleName(s figure.Scale) py.Object {
	for name, scale := range scales {
		if scale == s {
			return py.Str(name)
		}
	}
	return py.Str("linear")
}

// setLimit sets one or both ends of an axis: numbers, or a pair as the first.
func setLimit(t *py.Thread, a *Axes, x *figure.Axis, low, high py.Object) py.Object {
	if !none(low) && none(high) && t.IsIterable(low) {
		if _, isText := low.(py.Str); !isText {
			e := t.Elements(low)
			if len(e) != 2 {
				panic(py.Errorf(py.ValueError, "limits are a pair of numbers, not %s", t.Repr(low)))
			}
			low, high = e[0], e[1]
		}
	}
	lo, hi := x.Limits()
	end := func(o py.Object, v *float64) {
		if none(o) {
			return
		}
		list, _ := onAxis(t, o, x.Range)
		if len(list) != 1 || math.IsNaN(list[0]) || math.IsInf(list[0], 0) {
			panic(py.Errorf(py.ValueError, "Axis limits cannot be NaN or Inf"))
		}
		if list[0] <= 0 && x.Scale == figure.Log { // matplotlib warns and keeps the old limit
			return
		}
		*v = list[0]
	}
	if !none(low) || !none(high) {
		end(low, &lo)
		end(high, &hi)
		x.SetLimits(lo, hi)
	}
	a.figure.current = a
	if lo, hi = x.Limits(); none(low) && none(high) {
		return pair(lo, hi)
	}
	return py.NewTuple(py.Float(lo), py.Float(hi))
}

// setTicks sets where the ticks are and what is written there.
func setTicks(t *py.Thread, x *figure.Axis, at, labels py.Object) {
	if !none(at) {
		v, _ := onAxis(t, at, x.Range)
		if x.Ticks = v; v == nil {
			x.Ticks = []float64{}
		}
		x.Labels = nil
		if lo, hi := x.Limits(); len(v) > 0 && x.Auto && lo != hi { // ticks outside extend the axis
			for _, p := range v {
				if !math.IsNaN(p) && !math.IsInf(p, 0) {
					lo, hi = math.Min(lo, p), math.Max(hi, p)
				}
			}
			if l, h := x.Limits(); math.Min(l, h) > lo || math.Max(l, h) < hi {
				if x.Inverted {
					lo, hi = hi, lo
				}
				x.SetLimits(lo, hi)
			}
		}
	}
	if none(labels) {
		return
	}
	list, _ := names2(t, labels)
	if x.Ticks != nil && len(list) != len(x.Ticks) && len(list) > 0 {
		panic(py.Errorf(py.ValueError, "The number of FixedLocator locations (%d), usually from a call to set_ticks, does not match the number of labels (%d).", len(x.Ticks), len(list)))
	}
	if list == nil {
		list = []string{}
	}
	x.Labels = list
}

// tickObjects returns the labels of ticks as texts.
func tickObjects(a *Axes, x *figure.Axis) (places, labels py.Object) {
	at, names := x.Located(a.Axes)
	var texts []py.Object
	for i, s := range names {
		g := &figure.Text{Base: figure.NewBase(3), S: s, X: at[i], Size: x.TickStyle.Size}
		if x == &a.Y {
			g.X, g.Y = 0, at[i]
		}
		place := [2]py.Object{py.Float(at[i]), py.Int(0)}
		if x == &a.Y {
			place[0], place[1] = place[1], place[0]
		}
		texts = append(texts, &Artist{class: textClass, item: g, axes: a, place: &place})
	}
	return numpy.FromValues(at, len(at)), py.NewList(texts...)
}

// tickTexts applies what a program says of tick labels.
func tickTexts(t *py.Thread, x *figure.Axis, k keywords) {
	if v := k.take("rotation"); v != nil {
		if s, ok := v.(py.Str); ok {
			x.TickStyle.Rotation = map[string]float64{"vertical": 90}[string(s)]
		} else {
			x.TickStyle.Rotation = number(t, v)
		}
	}
	if v := k.take("fontsize", "size"); v != nil {
		x.TickStyle.Size = fontSize(t, v)
	}
	if v := k.take("color"); v != nil {
		x.TickStyle.LabelColor = color(t, v, "color")
	}
	k.ignore("ha", "va", "horizontalalignment", "verticalalignment", "fontweight", "weight", "minor", "fontdict", "rotation_mode", "emit", "fontfamily", "family", "alpha", "fontname")
	if keys := k.d.Keys(); len(keys) > 0 {
		panic(py.Errorf(py.AttributeError, "Text.set() got an unexpected keyword argument '%s'", t.Str(keys[0])))
	}
}

// tickParams is tick_params for one axis. far and near are the names of the
// sides where the ticks of the axis may be.
func tickParams(t *py.Thread, a *Axes, x *figure.Axis, d *py.Dict) {
	k := copied(t, d)
	s := &x.TickStyle
	near, far := "left", "right"
	if x == &a.X {
		near, far = "bottom", "top"
	}
	if k.text("major", "which") == "minor" {
		return
	}
	if v := k.take("labelsize"); v != nil {
		s.Size = fontSize(t, v)
	}
	s.Length, s.Width, s.Pad = k.float(s.Length, "length", "size"), k.float(s.Width, "width"), k.float(s.Pad, "pad")
	for _, c := range []struct {
		name string
		at   []*figure.Color
	}{{"colors", []*figure.Color{&s.Color, &s.LabelColor}}, {"color", []*figure.Color{&s.Color}}, {"labelcolor", []*figure.Color{&s.LabelColor}}} {
		if v := k.take(c.name); v != nil {
			for _, at := range c.at {
				*at = color(t, v, c.name)
			}
		}
	}
	s.Rotation = k.float(s.Rotation, "labelrotation", "rotation")
	if v := k.take("direction"); v != nil {
		s.In = text(t, v) == "in"
	}
	marks := k.bool(!s.HideMarks && !x.Opposite, near)
	labels := k.bool(!s.HideLabels && !x.Opposite, "label"+near)
	farMarks, farLabels := k.bool(!s.HideMarks && x.Opposite, far), k.bool(!s.HideLabels && x.Opposite, "label"+far)
	if (farLabels || farMarks) && !marks && !labels {
		x.Opposite = true
	} else if labels || marks {
		x.Opposite = false
	}
	s.HideMarks, s.HideLabels = !marks && !farMarks, !labels && !farLabels
	if v := k.take("grid_color"); v != nil && x.GridLines != nil {
		x.GridLines.Color = color(t, v, "grid_color")
	}
}

// grid shows or hides the grid of one axis.
func grid(t *py.Thread, a *Axes, x *figure.Axis, visible py.Object, which string, d *py.Dict) {
	k := copied(t, d)
	s := a.figure.Style.GridStroke
	styled := len(k.d.Keys()) > 0
	if v := k.take("color", "c"); v != nil {
		s.Color = color(t, v, "color")
	}
	s.Width = k.float(s.Width, "linewidth", "lw")
	if v := k.take("linestyle", "ls"); v != nil {
		s.Style, s.Dash = lineStyle(t, v)
	}
	if v := k.take("alpha"); v != nil {
		s.Color = s.Color.WithAlpha(min(max(number(t, v), 0), 1))
	}
	k.ignore("zorder", "antialiased", "aa", "dashes")
	if keys := k.d.Keys(); len(keys) > 0 {
		panic(py.Errorf(py.ValueError, "keyword grid_%s is not recognized", t.Str(keys[0])))
	}
	change := func(at **figure.Stroke) {
		on := *at == nil
		if !none(visible) {
			on = t.Truth(visible)
		} else if styled {
			on = true
		}
		*at = nil
		if on {
			line := s
			*at = &line
		}
	}
	if which != "minor" {
		change(&x.GridLines)
	}
	if which != "major" {
		change(&x.MinorGrid)
	}
}

// axesNamed returns the axes that "x", "y" or "both" stands for.
func (a *Axes) axesNamed(t *py.Thread, o py.Object) []*figure.Axis {
	switch text(t, o) {
	case "x":
		return []*figure.Axis{&a.X}
	case "y":
		return []*figure.Axis{&a.Y}
	case "both":
		return []*figure.Axis{&a.X, &a.Y}
	}
	panic(py.Errorf(py.ValueError, "%s is not a valid value for axis; supported values are 'x', 'y', 'both'", t.Repr(o)))
}

// percent formats a number with a format string such as "%.2f" or "{x:.2f}".
func percent(t *py.Thread, format string, v float64) (s string, ok bool) {
	e := t.Try(func() {
		if strings.Contains(format, "{") {
			f := t.GetAttr(py.Str(format), "format")
			s = text(t, t.CallObject(f, []py.Object{py.Float(v)}, []py.Keyword{{Name: "x", Value: py.Float(v)}, {Name: "pos", Value: py.Int(0)}}))
		} else {
			s = text(t, t.Binary(ast.Mod, py.Str(format), py.Float(v)))
		}
	})
	return s, e == nil
}

// setFormat has the labels of ticks be written by a format or a function.
func setFormat(t *py.Thread, x *figure.Axis, o py.Object) {
	switch f := o.(type) {
	case *formatter:
		f.apply(x)
	case py.Str:
		x.Format = func(v float64, _ int) string {
			s, _ := percent(t, string(f), v)
			return s
		}
	default:
		if !t.IsCallable(o) {
			panic(py.Errorf(py.TypeError, "a formatter is a str or a function, not %s", o.Type().Name))
		}
		x.Format = func(v float64, i int) string { return text(t, t.Call(o, py.Float(v), py.Int(i))) }
	}
}

// A locator is one of matplotlib.ticker's that decide where ticks are.
type locator struct {
	class *py.Type
	log   bool
	apply func(x *figure.Axis)
}

// Type returns the class.
func (l *locator) Type() *py.Type { return l.class }

// A formatter is one of matplotlib.ticker's that write the labels of ticks.
type formatter struct {
	class *py.Type
	apply func(x *figure.Axis)
}

// Type returns the class.
func (f *formatter) Type() *py.Type { return f.class }

// multiples places ticks at the multiples of a number.
func multiples(base, offset float64) func(x *figure.Axis) {
	return func(x *figure.Axis) {
		lo, hi := x.Limits()
		lo, hi = math.Min(lo, hi), math.Max(lo, hi)
		x.Ticks = []float64{}
		const most = 1000
		if !(base > 0) || (hi-lo)/base > most {
			return
		}
		for k := math.Ceil((lo-offset)/base - 1e-9); k*base+offset <= hi+1e-9*base; k++ {
			x.Ticks = append(x.Ticks, k*base+offset)
		}
	}
}

// tickers declares the classes of matplotlib.ticker.
func tickers() map[string]py.Object {
	all := map[string]py.Object{}
	declare := func(name, sig string, make func(t *py.Thread, c *py.Type, a []py.Object) py.Object) {
		c := &py.Type{Name: name, Module: "matplotlib.ticker", Final: true}
		build := py.NewBuiltin(py.Func{Sig: name + sig, Impl: func(t *py.Thread, a []py.Object) py.Object { return make(t, c, a) }})
		c.New = func(t *py.Thread, _ *py.Type, args []py.Object, kw []py.Keyword) py.Object {
			return build.Call(t, args, kw)
		}
		all[name] = c
	}
	declare("MaxNLocator", "(nbins=10, **kwargs)", func(t *py.Thread, c *py.Type, a []py.Object) py.Object {
		n := 9
		if v, ok := a[0].(py.Int); ok {
			n = min(max(int(v), 1), 100)
		}
		integer := keywords{t, a[1].(*py.Dict)}.bool(false, "integer")
		return &locator{class: c, apply: func(x *figure.Axis) { x.Bins, x.Integer, x.Ticks = n, integer, nil }}
	})
	declare("MultipleLocator", "(base=1.0, offset=0.0)", func(t *py.Thread, c *py.Type, a []py.Object) py.Object {
		return &locator{class: c, apply: multiples(number(t, a[0]), number(t, a[1]))}
	})
	declare("FixedLocator", "(locs, nbins=None)", func(t *py.Thread, c *py.Type, a []py.Object) py.Object {
		v := flat(t, a[0])
		return &locator{class: c, apply: func(x *figure.Axis) { x.Ticks = v }}
	})
	declare("NullLocator", "()", func(_ *py.Thread, c *py.Type, _ []py.Object) py.Object {
		return &locator{class: c, apply: func(x *figure.Axis) { x.Ticks = []float64{} }}
	})
	for _, name := range []string{"AutoLocator", "AutoMinorLocator"} {
		declare(name, "(n=None)", func(_ *py.Thread, c *py.Type, _ []py.Object) py.Object {
			return &locator{class: c, apply: func(x *figure.Axis) { x.Ticks = nil }}
		})
	}
	declare("LogLocator", "(base=10.0, subs=(1.0,), *, numticks=None)", func(_ *py.Thread, c *py.Type, _ []py.Object) py.Object {
		return &locator{class: c, log: true, apply: func(x *figure.Axis) { x.Ticks = nil }}
	})
	declare("FuncFormatter", "(func)", func(t *py.Thread, c *py.Type, a []py.Object) py.Object {
		f := a[0]
		return &formatter{class: c, apply: func(x *figure.Axis) { setFormat(t, x, f) }}
	})
	for _, name := range []string{"FormatStrFormatter", "StrMethodFormatter"} {
		declare(name, "(fmt)", func(t *py.Thread, c *py.Type, a []py.Object) py.Object {
			s := py.Str(text(t, a[0]))
			return &formatter{class: c, apply: func(x *figure.Axis) { setFormat(t, x, s) }}
		})
	}
	declare("PercentFormatter", "(xmax=100, decimals=None, symbol='%')", func(t *py.Thread, c *py.Type, a []py.Object) py.Object {
		whole, symbol, decimals := number(t, a[0]), text(t, a[2]), -1
		if v, ok := a[1].(py.Int); ok {
			decimals = int(min(max(v, 0), 20))
		}
		return &formatter{class: c, apply: func(x *figure.Axis) {
			x.Format = func(v float64, _ int) string {
				return strings.Replace(strconv.FormatFloat(math.Round(100*v/whole*1e9)/1e9, 'f', decimals, 64), "-", "−", 1) + symbol
			}
		}}
	})
	declare("NullFormatter", "()", func(_ *py.Thread, c *py.Type, _ []py.Object) py.Object {
		return &formatter{class: c, apply: func(x *figure.Axis) { x.Format = func(float64, int) string { return "" } }}
	})
	declare("ScalarFormatter", "(**kwargs)", func(_ *py.Thread, c *py.Type, _ []py.Object) py.Object {
		return &formatter{class: c, apply: func(x *figure.Axis) { x.Format = nil }}
	})
	return all
}

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
