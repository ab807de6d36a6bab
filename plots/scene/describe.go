package scene

import (
	"fmt"
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
	rising, falling := s.monotone(d.Marks)
	sentence(&b, "Rising on", rising)
	sentence(&b, "Falling on", falling)
	for _, k := range [...]struct {
		kind         MarkKind
		one, several string
		both         bool
	}{
		{Root, "Root at x =", "Roots at x =", false},
		{Maximum, "Local maximum at", "Local maxima at", true},
		{Minimum, "Local minimum at", "Local minima at", true},
		{Inflection, "Inflection at", "Inflections at", true},
		{Pole, "Pole at x =", "Poles at x =", false},
		{Jump, "Jump at x =", "Jumps at x =", false},
	} {
		var where []string
		for _, m := range d.Marks {
			switch {
			case m.Kind != k.kind:
			case k.both:
				where = append(where, fmt.Sprintf("(%s, %s)", num(m.X), num(m.Y)))
			default:
				where = append(where, num(m.X))
			}
		}
		if len(where) == 1 {
			sentence(&b, k.one, where)
		} else {
			sentence(&b, k.several, where)
		}
		if n := crowded[k.kind]; n > 0 {
			fmt.Fprintf(&b, " More than %d points of the kind %s.", maxMarks, k.kind)
		}
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

// monotone returns the intervals on which f rises and falls, as text.
func (s *sampling) monotone(marks []Mark) (rising, falling []string) {
	var from, to float64
	direction := 0
	end := func() {
		text := fmt.Sprintf("[%s, %s]", FormatNumber(s.snap(from, marks), 4), FormatNumber(s.snap(to, marks), 4))
		switch direction {
		case 1:
			rising = append(rising, text)
		case -1:
			falling = append(falling, text)
		}
		direction = 0
	}
	for i := range len(s.nodes) - 1 {
		a, b := &s.nodes[i], &s.nodes[i+1]
		if a.x < s.X0 || b.x > s.X1 {
			continue
		}
		sign := 0
		if s.continuous(i) && b.x > a.x {
			switch {
			case b.d[0] > a.d[0]:
				sign = 1
			case b.d[0] < a.d[0]:
				sign = -1
			}
		}
		if sign != direction {
			end()
			from, direction = a.x, sign
		}
		to = b.x
	}
	end()
	return rising, falling
}

// snap returns the mark that ends a stretch of growth next to x, or x.
func (s *sampling) snap(x float64, marks []Mark) float64 {
	best := x
	nearest := 2 * seedSpacing / s.sx
	for _, m := range marks {
		if m.Kind == Root || m.Kind == Inflection {
			continue
		}
		if d := m.X - x; d < nearest && -d < nearest {
			best, nearest = m.X, max(d, -d)
		}
	}
	return best
}
