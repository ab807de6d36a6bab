package pyplot

import (
	"math"

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
