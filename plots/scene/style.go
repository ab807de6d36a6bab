package scene

import "fmt"

// A Color is 0xRRGGBBAA, alpha not premultiplied.
type Color uint32

// RGBA returns the four components.
func (c Color) RGBA() (r, g, b, a uint8) {
	return uint8(c >> 24), uint8(c >> 16), uint8(c >> 8), uint8(c)
}

// Hex returns the colour as CSS reads it: #rrggbb or #rrggbbaa.
func (c Color) Hex() string {
	if c&0xff == 0xff {
		return fmt.Sprintf("#%06x", uint32(c)>>8)
	}
	return fmt.Sprintf("#%08x", uint32(c))
}

// WithAlpha returns c with opacity a in [0, 1].
func (c Color) WithAlpha(a float64) Color { return c&^0xff | Color(a*255+0.5) }

// Mix returns the colour at t in [0, 1] on the way from c to d.
func (c Color) Mix(d Color, t float64) Color {
	var out Color
	for shift := 0; shift < 32; shift += 8 {
		from, to := float64(c>>shift&0xff), float64(d>>shift&0xff)
		out |= Color(from+(to-from)*t+0.5) << shift
	}
	return out
}

// A Theme chooses colours for a light or a dark page.
type Theme uint8

const (
	Light Theme = iota
	Dark
)

// A CurveStyle tells a curve apart by colour and by line style.
type CurveStyle struct {
	Name  string // f, f′, f″, f‴, f⁗
	Order int
	Color Color
	Width float32   // CSS pixels
	Dash  []float32 // CSS pixels, empty is solid
}

// MaxOrder is the highest derivative that a plot shows.
const MaxOrder = 4

// Colours after M. Okabe and K. Ito, "Color Universal Design", 2008, made
// darker or lighter until each has a contrast of 3:1 with its background.
var curveColors = [...][MaxOrder + 1]Color{
	Light: {0x0072b2ff, 0xd04f00ff, 0x007a5aff, 0xb0508aff, 0x4d4d4dff},
	Dark:  {0x56b4e9ff, 0xf0922bff, 0x2fc08fff, 0xe08fc0ff, 0xd0d0d0ff},
}

var curveLines = [MaxOrder + 1]CurveStyle{
	{Name: "f", Width: 2.5},
	{Name: "f′", Width: 2, Dash: []float32{10, 5}},
	{Name: "f″", Width: 2, Dash: []float32{2, 4}},
	{Name: "f‴", Width: 2, Dash: []float32{10, 4, 2, 4}},
	{Name: "f⁗", Width: 2, Dash: []float32{16, 4, 2, 4, 2, 4}},
}

// CurveStyles returns the styles of f and its derivatives, indexed by order.
func CurveStyles(t Theme) []CurveStyle {
	styles := make([]CurveStyle, MaxOrder+1)
	for order := range styles {
		styles[order] = curveLines[order]
		styles[order].Order = order
		styles[order].Color = curveColors[t.index()][order]
	}
	return styles
}

// index returns t, or Light for a value that is no theme.
func (t Theme) index() Theme {
	if t > Dark {
		return Light
	}
	return t
}

// A Palette holds the colours of a theme beside those of the curves.
type Palette struct {
	Background Color
	Text       Color // contrast of at least 4.5:1
	Axis       Color // at least 3:1
	Grid       Color
	MinorGrid  Color
	Classes    [2]Color // of the samples labelled 0 and 1, at least 3:1
	Accent     Color    // a line over data, at least 3:1
	Reference  Color    // a line to compare with, at least 3:1
}

var palettes = [...]Palette{
	Light: {
		Background: 0xffffffff, Text: 0x3a4048ff, Axis: 0x6b7280ff, Grid: 0xd9dde3ff, MinorGrid: 0xeff1f4ff,
		Classes: [2]Color{0x0072b2ff, 0xd04f00ff}, Accent: 0x1f2328ff, Reference: 0x007a5aff,
	},
	Dark: {
		Background: 0x14181fff, Text: 0xc6cdd7ff, Axis: 0x8a94a3ff, Grid: 0x2e3541ff, MinorGrid: 0x1f252eff,
		Classes: [2]Color{0x56b4e9ff, 0xf0922bff}, Accent: 0xf0f3f6ff, Reference: 0x2fc08fff,
	},
}

// Palette returns the colours of t.
func (t Theme) Palette() Palette { return palettes[t.index()] }
