package pyplot

import (
	"strings"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// sizes are the names of font sizes, relative to the one of the style.
var sizes = map[string]float64{
	"xx-small": 0.579, "x-small": 0.694, "small": 0.833, "medium": 1, "large": 1.2, "x-large": 1.44, "xx-large": 1.728, "larger": 1.2, "smaller": 0.833,
}

// fontSize reads a number of points or a name such as "large".
func fontSize(t *py.Thread, o py.Object) float64 {
	if s, ok := o.(py.Str); ok {
		factor, known := sizes[string(s)]
		if !known {
			panic(py.Errorf(py.ValueError, "%s is not a valid value for fontsize.", t.Repr(o)))
		}
		return factor * stateOf(t).style.Font
	}
	v := number(t, o)
	if !(v >= 0 && v < 1e4) {
		panic(py.Errorf(py.ValueError, "font size must be between 0 and 10000 points, not %s", t.Repr(o)))
	}
	return v
}

func textOf(a *Artist) *figure.Text { return a.item.(*figure.Text) }

// word makes a property that takes one of several words.
func word(at func(g *figure.Text) *string, allowed string, names ...string) property {
	return property{names: names, set: func(t *py.Thread, a *Artist, v py.Object) {
		s := text(t, v)
		if indexOf(strings.Fields(allowed), s) < 0 {
			panic(py.Errorf(py.ValueError, "%s is not a valid value for %s; supported values are '%s'", t.Repr(v), names[len(names)-1], strings.Join(strings.Fields(allowed), "', '")))
		}
		*at(textOf(a)) = s
	}, get: func(_ *py.Thread, a *Artist) py.Object { return py.Str(*at(textOf(a))) }}
}

var textProperties = append([]property{
	{names: []string{"text"}, set: func(t *py.Thread, a *Artist, v py.Object) { textOf(a).S = text(t, v) },
		get: func(_ *py.Thread, a *Artist) py.Object { return py.Str(textOf(a).S) }},
	shade(func(a *Artist) *figure.Color { return &textOf(a).Color }, "color", "c"),
	{names: []string{"fontsize", "size"}, set: func(t *py.Thread, a *Artist, v py.Object) { textOf(a).Size = fontSize(t, v) },
		get: func(_ *py.Thread, a *Artist) py.Object { return short(textOf(a).Size) }},
	{names: []string{"fontweight", "weight"}, set: func(t *py.Thread, a *Artist, v py.Object) { textOf(a).Bold = bold(t, v) }},
	{names: []string{"fontstyle", "style"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		s := text(t, v)
		textOf(a).Italic = s == "italic" || s == "oblique"
	}},
	{names: []string{"fontfamily", "family", "fontname", "name", "font"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		if list, ok := names(t, v); ok {
			textOf(a).Mono = strings.Contains(strings.ToLower(list[0]), "mono")
		}
	}},
	word(func(g *figure.Text) *string { return &g.HAlign }, "center right left", "horizontalalignment", "ha"),
	word(func(g *figure.Text) *string { return &g.VAlign }, "top bottom center baseline center_baseline", "verticalalignment", "va"),
	{names: []string{"rotation"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		switch s, ok := v.(py.Str); {
		case ok && s == "vertical":
			textOf(a).Rotation = 90
		case ok && s == "horizontal":
			textOf(a).Rotation = 0
		default:
			textOf(a).Rotation = number(t, v)
		}
	}, get: func(_ *py.Thread, a *Artist) py.Object { return py.Float(textOf(a).Rotation) }},
	{names: []string{"bbox"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		if d, ok := v.(*py.Dict); ok {
			textOf(a).Box = textBox(copied(t, d))
		}
	}},
	{names: []string{"backgroundcolor"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		textOf(a).Box = &figure.TextBox{Fill: color(t, v, "backgroundcolor"), Pad: 0.2}
	}},
	{names: []string{"position"}, set: func(t *py.Thread, a *Artist, v py.Object) {
		xy := numbers(t, v, 2, "position")
		textOf(a).X, textOf(a).Y = xy[0], xy[1]
	}, get: func(_ *py.Thread, a *Artist) py.Object {
		return py.NewTuple(short(textOf(a).X), short(textOf(a).Y))
	}},
	field(func(a *Artist) *float64 { return &textOf(a).X }, "x"),
	field(func(a *Artist) *float64 { return &textOf(a).Y }, "y"),
	{names: []string{"transform"}, set: func(_ *py.Thread, a *Artist, v py.Object) {
		if s, ok := v.(*space); ok {
			textOf(a).Space = s.space
		}
	}},
}, ignored("usetex", "wrap", "linespacing", "multialignment", "ma", "rotation_mode", "fontproperties", "font_properties", "fontvariant", "variant", "fontstretch", "stretch", "math_fontfamily", "parse_math", "labelpad")...)

var (
	textClass       = newClass("Text", "matplotlib.text", textProperties)
	annotationClass = newClass("Annotation", "matplotlib.text", textProperties)
)

// bold reads the weight of a font.
func bold(t *py.Thread, o py.Object) bool {
	if n, ok := o.(py.Int); ok {
		return n >= 600
	}
	switch text(t, o) {
	case "bold", "semibold", "demibold", "demi", "heavy", "extra bold", "black":
		return true
	}
	return false
}

func textBox(k keywords) *figure.TextBox {
	box := &figure.TextBox{Fill: figure.Tableau[0], Pad: 0.4, Stroke: figure.Stroke{Color: 0x000000ff, Width: 1, Style: "-"}}
	style := k.text("square", "boxstyle")
	box.Round = strings.HasPrefix(style, "round")
	if _, rest, ok := strings.Cut(style, "pad="); ok {
		number, _, _ := strings.Cut(rest, ",")
		box.Pad = k.t.ToFloat(k.t.Call(py.FloatType, py.Str(number)))
	} else if box.Round {
		box.Pad = 0.3
	}
	if v := k.take("facecolor", "fc"); v != nil {
		box.Fill = color(k.t, v, "facecolor")
	}
	if v := k.take("edgecolor", "ec"); v != nil {
		box.Stroke.Color = color(k.t, v, "edgecolor")
	}
	if v := k.take("color"); v != nil {
		box.Fill = color(k.t, v, "color")
		box.Stroke.Color = box.Fill
	}
	if v := k.take("alpha"); v != nil {
		alpha := min(max(number(k.t, v), 0), 1)
		box.Fill, box.Stroke.Color = box.Fill.WithAlpha(alpha), box.Stroke.Color.WithAlpha(alpha)
	}
	box.Stroke.Width = k.float(1, "linewidth", "lw")
	k.ignore("pad")
	return box
}

// text adds a text at a place.
func (a *Axes) text(t *py.Thread, x, y py.Object, s string, d *py.Dict) *Artist {
	g := &figure.Text{Base: figure.NewBase(3), S: s, Size: a.figure.Style.Font, Color: a.figure.Style.Text, VAlign: "baseline", HAlign: "left"}
	xs, _ := onAxis(t, x, a.X.Range)
	ys, _ := onAxis(t, y, a.Y.Range)
	if len(xs) != 1 || len(ys) != 1 {
		panic(py.Errorf(py.TypeError, "x and y of a text must be numbers"))
	}
	g.X, g.Y = xs[0], ys[0]
	return a.add(t, textClass, g, d)
}

// annotate adds a text with an arrow: arguments text, xy, xytext, xycoords,
// textcoords, arrowprops, kwargs.
func (a *Axes) annotate(t *py.Thread, o []py.Object, d *py.Dict) py.Object {
	at := func(o py.Object) (x, y float64) {
		e := t.Elements(o)
		if len(e) != 2 {
			panic(py.Errorf(py.ValueError, "a place is a pair of numbers, not %s", t.Repr(o)))
		}
		xs, _ := onAxis(t, e[0], a.X.Range)
		ys, _ := onAxis(t, e[1], a.Y.Range)
		return xs[0], ys[0]
	}
	g := &figure.Text{Base: figure.NewBase(3), S: text(t, o[0]), Size: a.figure.Style.Font, Color: a.figure.Style.Text, VAlign: "baseline", HAlign: "left"}
	x, y := at(o[1])
	g.X, g.Y = x, y
	coords := text(t, o[3])
	spaces := map[string]figure.Space{"data": figure.InData, "axes fraction": figure.InAxes, "figure fraction": figure.InFigure}
	if !none(o[4]) {
		coords = text(t, o[4])
	}
	if s, ok := o[3].(*space); ok {
		g.Space = s.space
	}
	var moved bool
	if !none(o[2]) {
		tx, ty := at(o[2])
		switch coords {
		case "offset points", "offset pixels":
			g.Dx, g.Dy = tx, ty
		default:
			g.X, g.Y = tx, ty
		}
		moved = true
	}
	if s, ok := spaces[coords]; ok {
		g.Space = s
	}
	if props, ok := o[5].(*py.Dict); ok && moved {
		g.Arrow = arrow(copied(t, props))
		g.Arrow.X, g.Arrow.Y = x, y
	}
	return a.add(t, annotationClass, g, d)
}

// arrow reads the properties of an arrow.
func arrow(k keywords) *figure.Arrow {
	a := &figure.Arrow{Stroke: figure.Stroke{Color: 0x000000ff, Width: 1, Style: "-"}}
	style := k.take("arrowstyle")
	if style == nil {
		a.Wedge = true
		a.Stroke.Color = figure.Tableau[0]
		k.ignore("width", "headwidth", "headlength", "frac", "shrink")
	}
	const head = 6 // points
	if s := text(k.t, given2(style)); style != nil {
		name, _, _ := strings.Cut(s, ",")
		if strings.HasSuffix(name, ">") || name == "simple" || name == "fancy" || name == "wedge" {
			a.Head = head
		}
		if strings.HasPrefix(name, "<") {
			a.Start = head
		}
	}
	if v := k.take("color", "facecolor", "fc"); v != nil {
		a.Stroke.Color = color(k.t, v, "color")
	} else if v := k.take("edgecolor", "ec"); v != nil {
		a.Stroke.Color = color(k.t, v, "edgecolor")
	}
	a.Stroke.Width = k.float(1, "linewidth", "lw")
	if v := k.take("linestyle", "ls"); v != nil {
		a.Stroke.Style, a.Stroke.Dash = lineStyle(k.t, v)
	}
	if v := k.take("alpha"); v != nil {
		a.Stroke.Color = a.Stroke.Color.WithAlpha(min(max(number(k.t, v), 0), 1))
	}
	return a
}

// title returns one of the titles as an artist: 0 left, 1 centre, 2 right.
func (a *Axes) title(i int) *Artist {
	if a.Titles[i] == nil {
		s := a.figure.Style
		a.Titles[i] = &figure.Text{
			Base: figure.NewBase(3), Size: s.TitleFont, Color: s.Text, Bold: s.TitleBold, Y: 1, X: [...]float64{0, 0.5, 1}[i],
			HAlign: [...]string{"left", "center", "right"}[i], VAlign: "baseline",
		}
	}
	return &Artist{class: textClass, item: a.Titles[i], place: &[2]py.Object{short(a.Titles[i].X), py.Float(a.Titles[i].Y)}}
}

// name sets the label of an axis.
func (a *Axes) name(t *py.Thread, x *figure.Axis, s string, k keywords) *Artist {
	g := a.labelOf(x)
	g.S = s
	g.Dy = k.float(4, "labelpad") - 4
	switch loc := k.text("", "loc"); loc {
	case "left", "bottom":
		g.HAlign = "left"
	case "right", "top":
		g.HAlign = "right"
	case "", "center":
	default:
		panic(py.Errorf(py.ValueError, "'%s' is not a valid value for loc; supported values are 'left', 'center', 'right'", loc))
	}
	return (&Artist{class: textClass, item: g}).apply(t, k.d)
}

// labelOf returns the label of an axis, which may be empty.
func (a *Axes) labelOf(x *figure.Axis) *figure.Text {
	if x.Label == nil {
		s := a.figure.Style
		x.Label = &figure.Text{Base: figure.NewBase(3), Size: s.LabelFont, Color: s.Label, HAlign: "center", X: 0.5}
		if x == &a.Y {
			x.Label.X, x.Label.Y, x.Label.Rotation = 0, 0.5, 90
		}
	}
	return x.Label
}
