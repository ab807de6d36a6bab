package figure

import (
	_ "embed"
	"math"
	"slices"
	"strings"
)

// A Colormap gives the numbers from 0 to 1 colours.
type Colormap struct {
	Name   string
	Colors []Color // a lookup table
	// Under, Over and Bad are the colours of smaller and larger numbers and of
	// NaN; nil are the first, the last, and none.
	Under, Over, Bad *Color
}

// colormapData holds "name list colours" and "name ramp colours", one map a
// line: the colours of a ramp are knots at equal distances. They are those of
// matplotlib's maps, as few as keep within 2 of 255 of them.
//
//go:embed colormaps.txt
var colormapData string

const rampSize = 256

type colormapRecipe struct {
	name  string
	knots []Color
	ramp  bool
}

var colormapRecipes = func() []colormapRecipe {
	var all []colormapRecipe
	for line := range strings.Lines(colormapData) {
		parts := strings.Fields(line)
		r := colormapRecipe{name: parts[0], ramp: parts[1] == "ramp"}
		for hex := parts[2]; hex != ""; hex = hex[6:] {
			c, _ := parseHex("#" + hex[:6])
			r.knots = append(r.knots, c)
		}
		all = append(all, r)
	}
	return all
}()

var colormapAliases = map[string]string{"grey": "gray", "gist_gray": "gray", "gist_grey": "gray", "Grays": "Greys", "gist_yarg": "binary", "gist_heat": "hot", "twilight_shifted": "twilight"}

// ColormapNames returns the names of the maps; each has a reversed twin with
// the suffix _r.
func ColormapNames() []string {
	var names []string
	for _, r := range colormapRecipes {
		names = append(names, r.name)
	}
	return names
}

// FindColormap returns the map of a name with n colours, by default as many as
// it has; nil if there is none.
func FindColormap(name string, n int) *Colormap {
	base, reversed := strings.CutSuffix(name, "_r")
	if alias, ok := colormapAliases[base]; ok {
		base = alias
	}
	i := slices.IndexFunc(colormapRecipes, func(r colormapRecipe) bool { return r.name == base })
	if i < 0 {
		return nil
	}
	r := colormapRecipes[i]
	m := &Colormap{Name: name}
	switch {
	case r.ramp && n == 0:
		m.Colors = ramp(r.knots, nil, rampSize)
	case r.ramp:
		full := Colormap{Colors: ramp(r.knots, nil, rampSize)}
		for k := range n {
			m.Colors = append(m.Colors, full.At(float64(k)/float64(max(n-1, 1))))
		}
	case n == 0:
		m.Colors = slices.Clone(r.knots)
	default:
		for k := range n {
			m.Colors = append(m.Colors, r.knots[min(k*len(r.knots)/n, len(r.knots)-1)])
		}
	}
	if reversed {
		slices.Reverse(m.Colors)
	}
	return m
}

// Ramp returns a map that blends colours at ascending positions from 0 to 1,
// equally distant if at is nil.
func Ramp(name string, knots []Color, at []float64, n int) *Colormap {
	return &Colormap{Name: name, Colors: ramp(knots, at, n)}
}

func ramp(knots []Color, at []float64, n int) []Color {
	colors := make([]Color, n)
	for i := range colors {
		x := float64(i) / float64(max(n-1, 1))
		k, t := 0, 0.0
		if at == nil {
			x *= float64(len(knots) - 1)
			k = min(int(x), max(len(knots)-2, 0))
			t = x - float64(k)
		} else {
			for k < len(at)-2 && x > at[k+1] {
				k++
			}
			t = (x - at[k]) / (at[k+1] - at[k])
		}
		colors[i] = knots[k].Mix(knots[min(k+1, len(knots)-1)], min(max(t, 0), 1))
	}
	return colors
}

// At returns the colour of a number.
func (m *Colormap) At(x float64) Color {
	n := len(m.Colors)
	pick := func(special *Color, otherwise Color) Color {
		if special != nil {
			return *special
		}
		return otherwise
	}
	switch {
	case math.IsNaN(x):
		return pick(m.Bad, NoColor)
	case x < 0:
		return pick(m.Under, m.Colors[0])
	case x > 1:
		return pick(m.Over, m.Colors[n-1])
	}
	return m.Colors[min(int(x*float64(n)), n-1)]
}

// A Norm maps data to the numbers from 0 to 1 that a colour map takes.
type Norm struct {
	// VMin and VMax are what 0 and 1 stand for; NaN until [Norm.Fit].
	VMin, VMax float64
	Scale      Scale
	// Center, if not NaN, is what 0.5 stands for.
	Center float64
	Clip   bool
	// Edges, if any, bound the intervals that get a colour each.
	Edges []float64
}

// NewNorm returns a linear map whose limits are still open.
func NewNorm() *Norm {
	return &Norm{VMin: math.NaN(), VMax: math.NaN(), Center: math.NaN()}
}

// Fit takes the limits that are still open from data.
func (n *Norm) Fit(data []float64) {
	e := emptyExtent
	for _, v := range data {
		if n.Scale != Log || v > 0 {
			e.add(v)
		}
	}
	if e.empty() {
		e = extent{min: 0, max: 1}
		if n.Scale == Log {
			e.min, e.max = 1, 10
		}
	}
	if math.IsNaN(n.VMin) {
		n.VMin = e.min
	}
	if math.IsNaN(n.VMax) {
		n.VMax = e.max
	}
}

// At returns the place of a number between the limits: below 0 or above 1 if
// it lies outside, NaN if it has none.
func (n *Norm) At(v float64) float64 {
	if len(n.Edges) > 1 {
		i := 0
		for i < len(n.Edges) && v >= n.Edges[i] {
			i++
		}
		last := len(n.Edges) - 1
		switch {
		case math.IsNaN(v):
			return v
		case i == 0:
			return -1
		case i > last && v > n.Edges[last]:
			return 2
		}
		return (float64(min(i, last)) - 0.5) / float64(last)
	}
	lo, hi, x := n.Scale.forward(n.VMin), n.Scale.forward(n.VMax), n.Scale.forward(v)
	if n.Clip {
		x = min(max(x, lo), hi)
	}
	switch {
	case math.IsNaN(x):
		return x
	case lo == hi:
		return 0
	case !math.IsNaN(n.Center) && v < n.Center:
		return (v - n.VMin) / (n.Center - n.VMin) / 2
	case !math.IsNaN(n.Center):
		return 0.5 + (v-n.Center)/(n.VMax-n.Center)/2
	}
	return (x - lo) / (hi - lo)
}

// inverse returns the number at a place between the limits.
func (n *Norm) inverse(x float64) float64 {
	if !math.IsNaN(n.Center) {
		if x < 0.5 {
			return n.VMin + 2*x*(n.Center-n.VMin)
		}
		return n.Center + (2*x-1)*(n.VMax-n.Center)
	}
	lo, hi := n.Scale.forward(n.VMin), n.Scale.forward(n.VMax)
	return n.Scale.inverse(lo + x*(hi-lo))
}

// A Mappable is an artist whose colours stand for numbers.
type Mappable struct {
	Map    *Colormap
	Norm   *Norm
	Values []float64
	// Levels are the borders of the colours of a filled contour plot, or the
	// levels of a contour plot's lines.
	Levels []float64
	Filled bool
	// LevelColors are the colours between the levels, or of the levels.
	LevelColors []Color
	Alpha       float64
}

// Color returns the colour of a number.
func (m *Mappable) Color(v float64) Color {
	c := m.Map.At(m.Norm.At(v))
	if c == NoColor {
		return c
	}
	return fade(c, m.Alpha)
}
