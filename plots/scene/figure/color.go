package figure

import (
	_ "embed"
	"math"
	"strconv"
	"strings"

	"fluxion/plots/scene"
)

// A Color is 0xRRGGBBAA; one with alpha 0 is not drawn.
type Color = scene.Color

// NoColor draws nothing.
const NoColor Color = 0

// Tableau is the cycle of colours that lines are drawn in by default, known as
// tab10.
var Tableau = []Color{
	0x1f77b4ff, 0xff7f0eff, 0x2ca02cff, 0xd62728ff, 0x9467bdff,
	0x8c564bff, 0xe377c2ff, 0x7f7f7fff, 0xbcbd22ff, 0x17becfff,
}

var tableauNames = []string{"blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan"}

// letters are the colours of format strings.
var letters = map[string]Color{
	"b": 0x0000ffff, "g": 0x008000ff, "r": 0xff0000ff, "c": 0x00bfbfff,
	"m": 0xbf00bfff, "y": 0xbfbf00ff, "k": 0x000000ff, "w": 0xffffffff,
}

//go:embed colornames.txt
var colorNames string // "name #rrggbb" of CSS, one a line

var namedColors = func() map[string]Color {
	named := map[string]Color{}
	for line := range strings.Lines(colorNames) {
		name, hex, _ := strings.Cut(strings.TrimSpace(line), " ")
		named[name], _ = parseHex(hex)
	}
	for i, name := range tableauNames {
		named["tab:"+name] = Tableau[i]
	}
	named["tab:grey"] = named["tab:gray"]
	for name, c := range letters {
		named[name] = c
	}
	return named
}()

// ParseColor reads a colour as matplotlib writes it: a name, #rrggbb, #rgb or
// either with alpha, a grey level such as "0.5", C0, C1, … of the cycle, or
// none.
func ParseColor(s string, cycle []Color) (c Color, ok bool) {
	if c, ok = namedColors[s]; ok {
		return c, true
	}
	lower := strings.ToLower(s)
	switch {
	case lower == "none":
		return NoColor, true
	case strings.HasPrefix(s, "#"):
		return parseHex(s)
	case len(s) > 1 && s[0] == 'C':
		n, err := strconv.ParseUint(s[1:], 10, 31)
		if err != nil || len(cycle) == 0 {
			return 0, false
		}
		return cycle[int(n)%len(cycle)], true
	}
	if c, ok = namedColors[lower]; ok && len(s) > 1 {
		return c, true
	}
	if grey, err := strconv.ParseFloat(s, 64); err == nil && grey >= 0 && grey <= 1 {
		return RGBA(grey, grey, grey, 1), true
	}
	return 0, false
}

func parseHex(s string) (Color, bool) {
	digits := s[1:]
	if len(digits) == 3 || len(digits) == 4 {
		var long strings.Builder
		for _, d := range []byte(digits) {
			long.Write([]byte{d, d})
		}
		digits = long.String()
	}
	if len(digits) == 6 {
		digits += "ff"
	}
	if len(digits) != 8 {
		return 0, false
	}
	v, err := strconv.ParseUint(digits, 16, 32)
	return Color(v), err == nil
}

// RGBA returns the colour of four components in [0, 1].
func RGBA(r, g, b, a float64) Color {
	var c Color
	for _, v := range [...]float64{r, g, b, a} {
		c = c<<8 | Color(math.RoundToEven(min(max(v, 0), 1)*255))
	}
	return c
}

// fade returns c with its opacity replaced by alpha, unless that is NaN or c is
// not drawn at all.
func fade(c Color, alpha float64) Color {
	if math.IsNaN(alpha) || c == NoColor {
		return c
	}
	return c.WithAlpha(min(max(alpha, 0), 1))
}
