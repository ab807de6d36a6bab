package scene

import (
	"fmt"
	"math"
)

// maxRows is how many parameters a panel lists.
const maxRows = 12

// A parameter is one number that is trained and its gradient.
type parameter struct {
	name            string
	value, gradient float64
}

// parameterPanel draws W, b, ∂loss/∂W and ∂loss/∂b as horizontal bars with
// their numbers: values on the left, gradients on the right.
func parameterPanel(p *panel, v RegressionView) {
	var rows []parameter
	total := min(len(v.W), len(v.GradW))
	for i := range min(total, maxRows-1) {
		rows = append(rows, parameter{"W" + subscript(i), v.W[i], v.GradW[i]})
	}
	rows = append(rows, parameter{"b", v.B, v.GradB})
	if hidden := total - (len(rows) - 1); hidden > 0 {
		p.text(p.outer.X+p.outer.W-panelPad, p.outer.Y+panelPad+titleSize, fontSize-1, fmt.Sprintf("and %d more", hidden), AnchorEnd, TextLabel)
	}
	const nameRoom, header = 28.0, 18.0
	half := (p.frame.W - nameRoom) / 2
	left := Rect{p.frame.X + nameRoom, p.frame.Y + header, half - panelPad, p.frame.H - header}
	right := Rect{left.X + half, left.Y, half - panelPad, left.H}
	p.text(left.X, p.frame.Y+fontSize, fontSize-1, "value", AnchorStart, TextLabel)
	p.text(right.X, p.frame.Y+fontSize, fontSize-1, "∂loss", AnchorStart, TextLabel)
	height := min(left.H/float64(len(rows)), 34)
	for i, row := range rows {
		p.text(p.frame.X, left.Y+height*(float64(i)+0.5)+0.35*fontSize, fontSize, row.name, AnchorStart, TextLabel)
	}
	p.bars(left, height, rows, 0, p.palette.Accent, func(r parameter) float64 { return r.value })
	p.bars(right, height, rows, 1, p.palette.Reference, func(r parameter) float64 { return r.gradient })
}

// bars draws one bar per row to either side of zero, and the number at the
// right border.
func (p *panel) bars(area Rect, height float64, rows []parameter, series int, color Color, value func(parameter) float64) {
	const numberRoom = 66.0
	most := 0.0
	for _, r := range rows {
		if v := math.Abs(value(r)); finite(v) {
			most = max(most, v)
		}
	}
	limit := roundUp(most) // steady while values change a little
	width := max(area.W-numberRoom, 1)
	zero := area.X + width/2
	bars := Item{Kind: Rects, Role: RoleBar, Order: series, Color: color}
	axis := Item{Kind: Line, Role: RoleAxis, Color: p.palette.Axis, Width: 1}
	axis.add(crisp(zero), float32(area.Y), crisp(zero), float32(area.Y+height*float64(len(rows))))
	thick := min(height*0.55, 16)
	for i, r := range rows {
		middle := area.Y + height*(float64(i)+0.5)
		v := value(r)
		p.text(area.X+area.W, middle+0.35*fontSize, fontSize, FormatNumber(v, 4), AnchorEnd, TextValue)
		if !finite(v) || v == 0 {
			continue
		}
		length := v / limit * width / 2
		bars.Points = append(bars.Points, float32(min(zero, zero+length)), float32(middle-thick/2), float32(math.Abs(length)), float32(thick))
	}
	p.Items = append(p.Items, bars, axis)
}

// roundUp returns the least 1, 2 or 5 times a power of ten that is at least v,
// and 1 for what is as good as zero.
func roundUp(v float64) float64 {
	if v < 1e-300 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range [...]float64{1, 2, 5} {
		if m*power >= v {
			return m * power
		}
	}
	return 10 * power
}
