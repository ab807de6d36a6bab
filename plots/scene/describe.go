package scene

import (
	"fmt"
	"math"
	"strings"
)

// maxListed is how many points or intervals of a kind a description names.
const maxListed = 6

// describe puts the plot into words, for those who do not see it.
func (s *sampling) describe(d *Display, crowded map[MarkKind]int) string {
	var b strings.Builder
	num := func(v float64) string { return FormatNumber(v, 4) }
	fmt.Fprintf(&b, "Plot of f for x from %s to %s and y from %s to %s.", num(s.X0), num(s.X1), num(s.Y0), num(s.Y1))
	if len(d.Curves) > 0 && (len(d.Curves) > 1 || d.Curves[0].Order != 0) {
		names := make([]string, len(d.Curves))
		for i, c := range d.Curves {
			names[i] = spoken[c.Order]
		}
		fmt.Fprintf(&b, " Curves: %s.", strings.Join(names, ", "))
	}
	if d.Notice != "" {
		b.WriteString(" " + d.Notice)
	}
	if crowded[Maximum]+crowded[Minimum]+crowded[Pole]+crowded[Jump] == 0 {
		rising, falling := s.monotone(d.Marks)
		sentence(&b, "Rising on", rising)
		sentence(&b, "Falling on", falling)
	}
	var many []string
	for _, k := range [...]struct {
		kind         MarkKind
		one, several string
		both         bool
		many         string
	}{
		{Root, "Root at x =", "Roots at x =", false, "roots"},
		{Maximum, "Local maximum at", "Local maxima at", true, "local maxima"},
		{Minimum, "Local minimum at", "Local minima at", true, "local minima"},
		{Inflection, "Inflection at", "Inflections at", true, "inflections"},
		{Pole, "Pole at x =", "Poles at x =", false, "poles"},
		{Jump, "Jump at x =", "Jumps at x =", false, "jumps"},
	} {
		var where []string
		for _, m := range d.Marks {
			switch {
			case m.Kind != k.kind:
			case k.both:
				where = append(where, fmt.Sprintf("(%s, %s)", s.place(m.X), s.level(m.Y)))
			default:
				where = append(where, s.place(m.X))
			}
		}
		if len(where) == 1 {
			sentence(&b, k.one, where)
		} else {
			sentence(&b, k.several, where)
		}
		if crowded[k.kind] > 0 {
			many = append(many, k.many)
		}
	}
	if len(many) > 0 {
		fmt.Fprintf(&b, " More than %d %s.", maxMarks, strings.Join(many, ", "))
	}
	return b.String()
}

var spoken = [MaxOrder + 1]string{"f", "first derivative", "second derivative", "third derivative", "fourth derivative"}

// sentence lists some of the parts after a heading, if there are any.
func sentence(b *strings.Builder, heading string, parts []string) {
	if len(parts) == 0 {
		return
	}
	fmt.Fprintf(b, " %s %s", heading, strings.Join(parts[:min(len(parts), maxListed)], ", "))
	if more := len(parts) - maxListed; more > 0 {
		fmt.Fprintf(b, " and %d more", more)
	}
	b.WriteByte('.')
}

// monotone returns the intervals between extremes and breaks on which f rises
// or falls, as text.
func (s *sampling) monotone(marks []Mark) (rising, falling []string) {
	var in []node // the window's samples
	for _, n := range s.nodes {
		if s.shows(n.x) {
			in = append(in, n)
		}
	}
	var ends []Mark
	for _, m := range marks {
		if m.Kind != Root && m.Kind != Inflection {
			ends = append(ends, m)
		}
	}
	from := math.NaN() // the end of the stretch before, if it goes on there
	for i := 0; i < len(in); {
		if !finite(in[i].d[0]) {
			from = math.NaN()
			i++
			continue
		}
		end := Mark{X: math.Inf(1)}
		if len(ends) > 0 {
			end = ends[0]
		}
		first := i
		for i < len(in) && finite(in[i].d[0]) && in[i].x < end.X {
			i++
		}
		if i > first {
			if math.IsNaN(from) {
				from = in[first].x
			}
			to := in[i-1].x
			if i < len(in) && in[i].x >= end.X {
				to = end.X
			}
			rise := in[i-1].d[0] - in[first].d[0]
			if rise == 0 {
				rise = in[first].d[1]
			}
			text := fmt.Sprintf("[%s, %s]", s.place(from), s.place(to))
			switch {
			case rise > 0:
				rising = append(rising, text)
			case rise < 0:
				falling = append(falling, text)
			}
			from = math.NaN()
		}
		if i < len(in) && in[i].x >= end.X {
			from = end.X
			ends = ends[1:]
			if in[i].x == end.X { // belongs to neither side
				i++
			}
		}
	}
	return rising, falling
}

// place writes an x coordinate; what cannot be told from zero is zero.
func (s *sampling) place(x float64) string {
	if math.Abs(x)*s.sx < 0.1 {
		x = 0
	}
	return FormatNumber(x, 4)
}

// level writes a y coordinate in the same way.
func (s *sampling) level(y float64) string {
	if math.Abs(y)*s.sy < 1e-6 {
		y = 0
	}
	return FormatNumber(y, 4)
}
