package scene

import "math"

// A colour of the OKLab space in polar form: lightness, chroma, hue in degrees.
// Equal distances look equally far apart.
type oklch struct{ l, c, h float64 }

// mix returns the colour at t on the way from one to another: lightness, chroma
// and hue change evenly.
func (p oklch) mix(q oklch, t float64) oklch {
	return oklch{p.l + t*(q.l-p.l), p.c + t*(q.c-p.c), p.h + t*(q.h-p.h)}
}

// srgb converts by the matrices of B. Ottosson, "A perceptual color space for
// image processing", 2020.
func (p oklch) srgb() Color {
	sin, cos := math.Sincos(p.h * math.Pi / 180)
	a, b := p.c*cos, p.c*sin
	l := p.l + 0.3963377774*a + 0.2158037573*b
	m := p.l - 0.1055613458*a - 0.0638541728*b
	s := p.l - 0.0894841775*a - 1.2914855480*b
	l, m, s = l*l*l, m*m*m, s*s*s
	color := Color(0xff)
	for i, linear := range [...]float64{
		4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s,
	} {
		v := 12.92 * linear
		if linear > 0.0031308 {
			v = 1.055*math.Pow(linear, 1/2.4) - 0.055
		}
		color |= Color(min(max(v, 0), 1)*255+0.5) << (24 - 8*i)
	}
	return color
}

// The colours of values. Where they have both signs, 0 is close to the
// background, and blue and orange, which all kinds of colour vision tell apart,
// grow equally far from it in lightness. Otherwise lightness alone says how large
// a value is, and the hue goes with it.
var heatColors = [...]struct {
	negative, zero, positive oklch
	low, high                oklch
}{
	Light: {oklch{0.50, 0.14, 256}, oklch{0.97, 0, 0}, oklch{0.50, 0.13, 46}, oklch{0.96, 0.06, 105}, oklch{0.32, 0.11, 268}},
	Dark:  {oklch{0.80, 0.11, 240}, oklch{0.24, 0, 0}, oklch{0.80, 0.13, 68}, oklch{0.25, 0.09, 280}, oklch{0.93, 0.11, 103}},
}

// heatColor returns the colour at t in [0, 1] of a scale.
func heatColor(theme Theme, diverging bool, t float64) Color {
	c := heatColors[theme.index()]
	switch {
	case !diverging:
		return c.low.mix(c.high, t).srgb()
	case t < 0.5:
		c.zero.h = c.negative.h
		return c.zero.mix(c.negative, 1-2*t).srgb()
	default:
		c.zero.h = c.positive.h
		return c.zero.mix(c.positive, 2*t-1).srgb()
	}
}
