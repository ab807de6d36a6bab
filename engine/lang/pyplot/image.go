package pyplot

import (
	"math"
	"slices"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// smooth reports whether an interpolation blends neighbouring cells.
func smooth(t *py.Thread, o py.Object) bool {
	switch s := text(t, o); s {
	case "", "nearest", "none", "antialiased", "auto":
		return false
	case "bilinear", "bicubic", "spline16", "spline36", "hanning", "hamming", "hermite", "kaiser", "quadric", "catrom", "gaussian", "bessel", "mitchell", "sinc", "lanczos", "blackman":
		return true
	}
	panic(py.Errorf(py.ValueError, "%s is not a valid value for interpolation.", t.Repr(o)))
}

// imshow arguments after self: X, cmap, norm, aspect, interpolation, alpha,
// vmin, vmax, origin, extent, kwargs.
func (a *Axes) imshow(t *py.Thread, o []py.Object) py.Object {
	v, shape := values(t, o[0])
	for len(shape) == 3 && shape[2] == 1 {
		shape = shape[:2]
	}
	if !(len(shape) == 2 || len(shape) == 3 && (shape[2] == 3 || shape[2] == 4)) {
		panic(py.Errorf(py.TypeError, "Invalid shape %s for image data", shapeText(shape)))
	}
	im := &figure.Image{Base: figure.NewBase(0), Rows: shape[0], Cols: shape[1], Smooth: smooth(t, given2(o[4]))}
	var m *figure.Mappable
	if len(shape) == 3 {
		t.Reserve(float64(4 * len(v)))
		im.Pixels = pixels(t, o[0], v, shape[2])
	} else {
		m = mappable(t, v, o[1], o[2], o[6], o[7], o[5])
		im.Map = m
	}
	if !none(o[5]) {
		im.Alpha = number(t, o[5])
	}
	lower := a.figure.Style.OriginLower
	if !none(o[8]) {
		switch s := text(t, o[8]); s {
		case "lower", "upper":
			lower = s == "lower"
		default:
			panic(py.Errorf(py.ValueError, "%s is not a valid value for origin; supported values are 'upper', 'lower'", t.Repr(o[8])))
		}
	}
	// extent is left, right, bottom, top.
	e := []float64{-0.5, float64(im.Cols) - 0.5, float64(im.Rows) - 0.5, -0.5}
	if lower {
		e[2], e[3] = e[3], e[2]
	}
	if !none(o[9]) {
		e = numbers(t, o[9], 4, "extent")
	}
	im.Left, im.Right = e[0], e[1]
	im.Bottom, im.Top, im.Upper = e[2], e[3], !lower
	a.setAspect(t, o[3], "equal")
	if a.X.Auto {
		a.X.Inverted = e[0] > e[1]
	}
	if a.Y.Auto {
		a.Y.Inverted = e[2] > e[3]
	}
	artist := a.add(t, imageClass, im, o[10].(*py.Dict))
	a.figure.current = a
	if m != nil {
		a.shows(artist, m)
	}
	return artist
}

// given2 returns an argument, None for one that was left out.
func given2(o py.Object) py.Object {
	if o == nil {
		return py.None
	}
	return o
}

// pixels returns the colours of an image: floats from 0 to 1 or ints to 255.
func pixels(t *py.Thread, o py.Object, v []float64, channels int) []figure.Color {
	unit := 1.0
	if integers(t, o) {
		unit = 255
	} else if _, isArray := t.LookupAttr(o, "dtype"); !isArray && slices.ContainsFunc(v, func(x float64) bool { return x > 1 }) {
		unit = 255
	}
	list := make([]figure.Color, 0, len(v)/channels)
	for i := 0; i < len(v); i += channels {
		alpha := 1.0
		if channels == 4 {
			alpha = v[i+3] / unit
		}
		list = append(list, figure.RGBA(orZero(v[i]/unit), orZero(v[i+1]/unit), orZero(v[i+2]/unit), alpha))
	}
	return list
}

func orZero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}

// setAspect reads equal, auto, or how many times longer a unit of y is.
func (a *Axes) setAspect(t *py.Thread, o py.Object, otherwise string) {
	if none(o) {
		o = py.Str(otherwise)
	}
	if s, ok := o.(py.Str); ok {
		switch s {
		case "auto":
			a.Aspect = 0
			return
		case "equal":
			a.Aspect = 1
			return
		}
		panic(py.Errorf(py.ValueError, "could not convert string to float: %s", t.Repr(o)))
	}
	v := number(t, o)
	if !(v > 0) || math.IsInf(v, 0) {
		panic(py.Errorf(py.ValueError, "aspect must be finite and positive "))
	}
	a.Aspect = v
}
