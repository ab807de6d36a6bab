package figure

import (
	"fmt"
	"strings"

	"fluxion/plots/scene"
)

// describe returns a name for the figure and its content in words, for those who
// do not see it.
func (f *Figure) describe() (title, description string) {
	title = "Figure"
	var parts []string
	for _, a := range f.Axes {
		if a.Hidden || a.Bar != nil {
			continue
		}
		for _, t := range a.Titles {
			if !isBlank(t) && title == "Figure" {
				title = plain(t.S)
			}
		}
		parts = append(parts, a.describe())
	}
	if !isBlank(f.Suptitle) {
		title = plain(f.Suptitle.S)
	}
	if len(parts) == 0 {
		parts = []string{"An empty figure."}
	}
	return oneLine(title), oneLine(strings.Join(parts, " "))
}

// maxNamed is how many things of a kind are named one by one.
const maxNamed = 8

func (a *Axes) describe() string {
	var b strings.Builder
	b.WriteString("Plot")
	for _, t := range a.Titles {
		if !isBlank(t) {
			b.WriteString(" “" + plain(t.S) + "”")
		}
	}
	if !a.Off {
		fmt.Fprintf(&b, ", %s, %s", a.X.describe("x"), a.Y.describe("y"))
	}
	b.WriteString(".")
	counts := map[string]int{}
	var order []string
	named := 0
	for _, artist := range a.Artists {
		base := artist.base()
		if base.Hidden {
			continue
		}
		kind, detail := describeArtist(artist)
		if kind == "" {
			continue
		}
		if label := base.Label; label != "" && !strings.HasPrefix(label, "_") && named < maxNamed {
			named++
			fmt.Fprintf(&b, " %s “%s”%s.", strings.ToUpper(kind[:1])+kind[1:], plain(label), detail)
			continue
		}
		if counts[kind] == 0 {
			order = append(order, kind)
		}
		counts[kind]++
	}
	for _, kind := range order {
		if n := counts[kind]; n > 1 {
			fmt.Fprintf(&b, " %d %ss.", n, kind)
		} else {
			fmt.Fprintf(&b, " One %s.", kind)
		}
	}
	return b.String()
}

func (x *Axis) describe(name string) string {
	if !isBlank(x.Label) {
		name = plain(x.Label.S)
	}
	lo, hi := x.Limits()
	if len(x.Categories) > 0 {
		return fmt.Sprintf("%s with %d categories", name, len(x.Categories))
	}
	s := fmt.Sprintf("%s from %s to %s", name, scene.FormatNumber(lo, 3), scene.FormatNumber(hi, 3))
	if x.Scale == Log {
		s += " (logarithmic)"
	}
	return s
}

func describeArtist(artist Artist) (kind, detail string) {
	switch g := artist.(type) {
	case *Line:
		if g.Stroke.visible() {
			return "line", fmt.Sprintf(" with %d points", len(g.X))
		}
		return "series of points", fmt.Sprintf(", %d of them", len(g.X))
	case *Points:
		return "scatter plot", fmt.Sprintf(" of %d points", len(g.X))
	case *Polygon:
		return "filled shape", ""
	case *Image:
		return "image", fmt.Sprintf(" of %d by %d cells", g.Rows, g.Cols)
	case *Mesh:
		return "colour mesh", fmt.Sprintf(" of %d by %d cells", g.Rows, g.Cols)
	case *Contour:
		return "contour plot", ""
	case *Quiver:
		return "field of arrows", ""
	}
	return "", ""
}

// oneLine replaces line breaks by blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
