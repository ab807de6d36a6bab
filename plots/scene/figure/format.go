package figure

import (
	"fmt"
	"slices"
	"strings"
)

// markerNames are the symbols that the single characters stand for.
const markerNames = ".,ov^<>12348spP*hH+xXDd|_"

// IsMarker reports whether s names a marker; None, "", and a blank name none.
func IsMarker(s string) bool {
	return len(s) == 1 && strings.Contains(markerNames, s) || IsNone(s)
}

// IsNone reports whether s is a way to say no marker or no line.
func IsNone(s string) bool { return s == "" || s == " " || s == "None" || s == "none" }

var lineStyleNames = map[string]string{"solid": "-", "dashed": "--", "dashdot": "-.", "dotted": ":"}

// LineStyle returns the short form of a line style, "-", "--", "-.", ":" or
// "", for any of its names.
func LineStyle(s string) (style string, ok bool) {
	if long, isName := lineStyleNames[s]; isName {
		return long, true
	}
	if IsNone(s) {
		return "", true
	}
	return s, slices.Contains([]string{"-", "--", "-.", ":"}, s)
}

// A Format is what a string like "r--o" says.
type Format struct {
	Line     string // "-", "--", "-.", ":", or "" for no line
	Marker   string // or ""
	Color    Color
	HasColor bool
	// ColorName is the part of the string that names the colour.
	ColorName string
	HasLine   bool // the string names a line style itself
}

// ParseFormat reads a string like "r--o": colour, line style and marker in any
// order. Without line style and marker the line is solid. The error's text is
// what follows the repr of the string in matplotlib's.
func ParseFormat(s string, cycle []Color) (Format, error) {
	f := Format{Line: "-"}
	if s != "0" && s != "1" {
		if c, ok := ParseColor(s, cycle); ok {
			f.Color, f.HasColor, f.ColorName = c, true, s
			return f, nil
		}
	}
	hasMarker := false
	for rest := s; rest != ""; {
		n := 1
		c := rest[:1]
		switch {
		case strings.HasPrefix(rest, "--"), strings.HasPrefix(rest, "-."), c == "-", c == ":", c == " ":
			if f.HasLine {
				return f, fmt.Errorf("two linestyle symbols")
			}
			if n = 2; c == ":" || c == " " || len(rest) < 2 || rest[1] != '-' && rest[1] != '.' {
				n = 1
			}
			f.Line, f.HasLine = strings.TrimSpace(rest[:n]), true
		case strings.Contains(markerNames, c):
			if hasMarker {
				return f, fmt.Errorf("two marker symbols")
			}
			f.Marker, hasMarker = c, true
		case letters[c] != 0:
			if f.HasColor {
				return f, fmt.Errorf("two color symbols")
			}
			f.Color, f.HasColor, f.ColorName = letters[c], true, c
		case c == "C":
			for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
				n++
			}
			color, ok := ParseColor(rest[:n], cycle)
			if !ok {
				return f, fmt.Errorf("'C' must be followed by a number")
			}
			f.Color, f.HasColor, f.ColorName = color, true, rest[:n]
		default:
			r := []rune(rest)[0]
			return f, fmt.Errorf("unrecognized character '%c'", r)
		}
		rest = rest[n:]
	}
	if hasMarker && !f.HasLine {
		f.Line = ""
	}
	return f, nil
}
