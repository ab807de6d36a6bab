package scene

import (
	"fmt"
	"math"
	"strings"
)

// describe puts the map into words.
func (h *heatMap) describe(d *Display, req *HeatRequest, c *cells, longest float64) {
	var b strings.Builder
	num := func(v float64) string { return FormatNumber(v, 4) }
	x, y := req.Variables[0], req.Variables[1]
	fmt.Fprintf(&b, "Heat map of %s for %s from %s to %s and %s from %s to %s.", req.Name, x, num(h.X0), num(h.X1), y, num(h.Y0), num(h.Y1))
	d.Heat.Coarse = req.Coarse
	s := &h.scale
	if s.empty() {
		d.Notice = "The function has no finite value in view."
		if s.undefined == 1 {
			d.Notice = "The function is undefined (NaN) everywhere in view."
		}
		d.Description = b.String() + " " + d.Notice
		return
	}
	least, greatest := h.extremes(c)
	if s.constant {
		fmt.Fprintf(&b, " It is %s everywhere.", num(least.Value))
	} else {
		d.Marks = []Mark{{Maximum, greatest.X, greatest.Y}, {Minimum, least.X, least.Y}}
		fmt.Fprintf(&b, " Least value in view: %s at (%s, %s). Greatest: %s at (%s, %s).", num(least.Value), num(least.X), num(least.Y), num(greatest.Value), num(greatest.X), num(greatest.Y))
	}
	if s.undefined > 0 {
		fmt.Fprintf(&b, " Undefined in %s %% of the picture.", FormatNumber(math.Ceil(100*s.undefined), 3))
	}
	d.Description = b.String()
}

// An Extreme is a value with its place.
type Extreme struct{ X, Y, Value float64 }

// extremes returns the least and the greatest value in view.
func (h *heatMap) extremes(c *cells) (least, greatest Extreme) {
	least.Value, greatest.Value = math.Inf(1), math.Inf(-1)
	for i, y := range c.ys {
		for j, x := range c.xs {
			if x < h.X0 || x > h.X1 || y < h.Y0 || y > h.Y1 {
				continue
			}
			v := c.values[i*c.columns+j]
			if v < least.Value {
				least = Extreme{x, y, v}
			}
			if v > greatest.Value {
				greatest = Extreme{x, y, v}
			}
		}
	}
	return least, greatest
}
