package scene

import (
	"fmt"
	"math"
	"strings"
)

// describe puts the map into words, and marks what is greatest and least.
func (h *heatMap) describe(d *Display, req *HeatRequest, strongest float64) {
	var b strings.Builder
	num := func(v float64) string { return FormatNumber(v, 4) }
	fmt.Fprintf(&b, "Heat map of %s for %s from %s to %s and %s from %s to %s.", req.Name,
		req.Variables[0], num(h.X0), num(h.X1), req.Variables[1], num(h.Y0), num(h.Y1))
	s := &h.scale
	switch {
	case s.empty():
		d.Notice = "The function has no finite value in view."
		if s.undefined == 1 {
			d.Notice = "The function is undefined (NaN) everywhere in view."
		}
		b.WriteString(" " + d.Notice)
	case s.constant:
		fmt.Fprintf(&b, " It is %s everywhere.", num(s.lo/2+s.hi/2))
	default:
		h.mark(d, &b, h.greatest, Maximum, "Greatest value found", "above")
		h.mark(d, &b, h.least, Minimum, "Least value found", "below")
		if s.diverging {
			b.WriteString(" Negative values are blue, positive ones orange, both stronger away from 0.")
		} else if h.theme == Dark {
			b.WriteString(" The lighter, the greater.")
		} else {
			b.WriteString(" The darker, the greater.")
		}
		if s.below || s.above {
			fmt.Fprintf(&b, " The colours stand for values from %s to %s; beyond, they do not change.", num(s.lo), num(s.hi))
		}
	}
	if s.undefined > 0 && s.undefined < 1 {
		fmt.Fprintf(&b, " Undefined, and hatched, in %s %% of the view.", FormatNumber(100*s.undefined, 2))
	}
	if strongest > 0 {
		fmt.Fprintf(&b, " Arrows point along the gradient; the longest stand for slopes of %s and more.", FormatNumber(strongest, 2))
	}
	d.Description = b.String()
}

// mark notes an extreme value.
func (h *heatMap) mark(d *Display, b *strings.Builder, e extreme, kind MarkKind, name, side string) {
	x, y := h.place(e.x, h.sx), h.place(e.y, h.sy)
	at := fmt.Sprintf("(%s, %s)", FormatNumber(x, 4), FormatNumber(y, 4))
	if e.unbounded {
		kind = Pole
		fmt.Fprintf(b, " Unbounded %s near %s.", side, at)
	} else {
		fmt.Fprintf(b, " %s: %s at %s.", name, FormatNumber(h.level(e.value), 4), at)
	}
	d.Marks = append(d.Marks, Mark{kind, x, y})
}

// level returns a value, or 0 for what cannot be told from it.
func (h *heatMap) level(v float64) float64 {
	if math.Abs(v) < 1e-9*(h.scale.hi-h.scale.lo) {
		return 0
	}
	return v
}

// place returns a coordinate without the digits that are finer than what was looked
// for; scale is how many pixels a unit has.
func (h *heatMap) place(v, scale float64) float64 {
	if math.Abs(v)*scale < 0.1 {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(1e-3/scale)))
	if rounded := math.Round(v/unit) * unit; finite(rounded) {
		return rounded
	}
	return v
}
