package pyplot

import (
	"fmt"

	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// parseColor reads a colour in any of matplotlib's forms; ok is false if it is
// none.
func parseColor(t *py.Thread, o py.Object) (c figure.Color, ok bool) {
	switch v := o.(type) {
	case py.Str:
		return figure.ParseColor(string(v), stateOf(t).style.Cycle)
	case *py.Tuple:
		if len(v.Elems) == 2 { // a colour and its opacity
			if c, ok = parseColor(t, v.Elems[0]); ok {
				return c.WithAlpha(min(max(number(t, v.Elems[1]), 0), 1)), true
			}
			return 0, false
		}
	}
	var parts []float64
	var shape []int
	if e := t.Try(func() { parts, shape = values(t, o) }); e != nil || len(shape) != 1 || len(parts) != 3 && len(parts) != 4 {
		return 0, false
	}
	for _, x := range parts {
		if !(x >= 0 && x <= 1) {
			return 0, false
		}
	}
	if len(parts) == 3 {
		parts = append(parts, 1)
	}
	return figure.RGBA(parts[0], parts[1], parts[2], parts[3]), true
}

// color is parseColor that raises matplotlib's error.
func color(t *py.Thread, o py.Object, name string) figure.Color {
	c, ok := parseColor(t, o)
	if !ok {
		panic(py.Errorf(py.ValueError, "%s is not a valid value for %s: supported inputs are (r, g, b) and (r, g, b, a) 0-1 float tuples; '#rrggbb', '#rrggbbaa', '#rgb', '#rgba' strings; "+
			"named color strings; string reprs of 0-1 floats for grayscale values; 'C0', 'C1', ... strings for colors of the color cycle; "+
			"and pairs combining one of the above with an alpha value", t.Repr(o), name))
	}
	return c
}

// colors reads one colour or a sequence of them.
func colors(t *py.Thread, o py.Object, name string) []figure.Color {
	if c, ok := parseColor(t, o); ok {
		return []figure.Color{c}
	}
	if _, isText := o.(py.Str); isText {
		return []figure.Color{color(t, o, name)}
	}
	var list []figure.Color
	for _, e := range t.Elements(o) {
		list = append(list, color(t, e, name))
	}
	return list
}

// spec returns a colour as Python code gets it back: a tuple of floats, of
// three for an opaque one.
func spec(c figure.Color) py.Object {
	switch u := rgba(c); {
	case c == figure.NoColor:
		return py.Str("none")
	case c&0xff == 0xff:
		return py.NewTuple(u.Elems[:3]...)
	default:
		return u
	}
}

// hex returns a colour as a string.
func hex(c figure.Color) py.Object {
	if c == figure.NoColor {
		return py.Str("none")
	}
	return py.Str(c.Hex())
}

// rgba returns a colour as a tuple of floats.
func rgba(c figure.Color) *py.Tuple {
	r, g, b, a := c.RGBA()
	var elems []py.Object
	for _, v := range [...]uint8{r, g, b, a} {
		elems = append(elems, py.Float(float64(v)/255))
	}
	return py.NewTuple(elems...)
}

func rgbaArray(list []figure.Color, shape ...int) *numpy.Array {
	var v []float64
	for _, c := range list {
		r, g, b, a := c.RGBA()
		v = append(v, float64(r)/255, float64(g)/255, float64(b)/255, float64(a)/255)
	}
	return numpy.FromValues(v, append(shape, 4)...)
}

// lineStyle reads the name of a line style, or a tuple of an offset and dashes.
func lineStyle(t *py.Thread, o py.Object) (style string, dash []float64) {
	if u, ok := o.(*py.Tuple); ok && len(u.Elems) == 2 {
		if none(u.Elems[1]) {
			return "-", nil
		}
		return "", flat(t, u.Elems[1])
	}
	if s, ok := o.(py.Str); ok || none(o) {
		if style, known := figure.LineStyle(string(s)); known {
			return style, nil
		}
	}
	panic(py.Errorf(py.ValueError, "%s is not a valid value for ls.", t.Repr(o)))
}

// marker reads the name of a marker.
func marker(t *py.Thread, o py.Object) string {
	switch v := o.(type) {
	case py.Str:
		if figure.IsNone(string(v)) {
			return ""
		}
		if figure.IsMarker(string(v)) {
			return string(v)
		}
		if len(v) > 2 && v[0] == '$' && v[len(v)-1] == '$' {
			return "o"
		}
	case py.Int: // tick marks and carets
		if v >= 0 && v <= 11 {
			return [...]string{"_", "_", "|", "|", "<", ">", "^", "v", "<", ">", "^", "v"}[v]
		}
	case *py.Singleton:
		return ""
	}
	panic(py.Errorf(py.ValueError, "Unrecognized marker style %s", t.Repr(o)))
}

// colormap reads a colour map or its name; without one it is the default.
func colormap(t *py.Thread, o py.Object) *figure.Colormap {
	if none(o) {
		return figure.FindColormap(stateOf(t).style.Colors, 0)
	}
	switch v := o.(type) {
	case *Colormap:
		return v.Colormap
	case py.Str:
		if m := figure.FindColormap(string(v), 0); m != nil {
			return m
		}
	}
	hint := ""
	if best := py.Nearest(text(t, o), figure.ColormapNames()); best != "" {
		hint = fmt.Sprintf(" Did you mean: '%s'?", best)
	}
	panic(py.Errorf(py.ValueError, "%s is not a valid value for cmap.%s", t.Repr(o), hint))
}

// mappable reads the arguments that say how numbers become colours.
func mappable(t *py.Thread, data []float64, cmap, norm, vmin, vmax, alpha py.Object) *figure.Mappable {
	m := &figure.Mappable{Map: colormap(t, cmap), Norm: figure.NewNorm(), Values: data, Alpha: nan}
	if !none(norm) {
		switch n := norm.(type) {
		case *Norm:
			m.Norm = n.Norm
		case py.Str:
			scale, ok := scales[string(n)]
			if !ok {
				panic(py.Errorf(py.ValueError, "%s is not a valid value for norm.", t.Repr(norm)))
			}
			m.Norm.Scale = scale
		default:
			panic(py.Errorf(py.ValueError, "'norm' must be an instance of matplotlib.colors.Normalize or a str, not a %s", norm.Type().Name))
		}
		if !none(vmin) || !none(vmax) {
			if _, isNorm := norm.(*Norm); isNorm {
				panic(py.Errorf(py.ValueError, "Passing a Normalize instance simultaneously with vmin/vmax is not supported.  Please pass vmin/vmax directly to the norm when creating it."))
			}
		}
	}
	if !none(vmin) {
		m.Norm.VMin = number(t, vmin)
	}
	if !none(vmax) {
		m.Norm.VMax = number(t, vmax)
	}
	if !none(alpha) {
		m.Alpha = number(t, alpha)
	}
	m.Norm.Fit(data)
	return m
}
