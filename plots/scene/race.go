package scene

import (
	"fmt"
	"math"
	"strings"
)

// A RaceView is how the same training went in several places.
type RaceView struct {
	Lanes   []RaceLane
	Hidden  float64 // the loss of the model that drew the data; NaN if it is not known
	LogLoss bool    // logarithmic loss axis
}

// A RaceLane is one place.
type RaceLane struct {
	Name           string
	Seconds        []float64 // since the first step, ascending
	Losses         []float64 // at these times
	StepsPerSecond float64   // 0 as long as it is not known
}

// Race draws how the loss falls with time in every place, and how many steps a
// second each of them takes. Places are told apart by colour and dashes.
func Race(v RaceView, width, height float64, theme Theme) *Display {
	palette := theme.Palette()
	width, height = size(width), size(height)
	d := &Display{Width: width, Height: height, Background: palette.Background, Description: v.describe()}
	cells := columns(width, height, 2)
	curves := newPanel(d, palette, cells[0], "Loss against time")
	curves.losses(v, theme)
	d.Frame = curves.frame
	d.Window = Window{curves.x.lo, curves.x.hi, curves.y.lo, curves.y.hi}
	newPanel(d, palette, cells[1], "Steps per second").rates(v, theme)
	return d
}

// describe puts the race into words.
func (v *RaceView) describe() string {
	var b strings.Builder
	b.WriteString("The same training in several places.")
	for _, l := range v.Lanes {
		if n := len(l.Losses); n > 0 {
			fmt.Fprintf(&b, " %s: %s steps per second, loss %s after %s seconds.",
				l.Name, FormatNumber(l.StepsPerSecond, 3), FormatNumber(l.Losses[n-1], 4), FormatNumber(l.Seconds[n-1], 3))
		}
	}
	if !math.IsNaN(v.Hidden) {
		fmt.Fprintf(&b, " The model that drew the data has loss %s.", FormatNumber(v.Hidden, 4))
	}
	return b.String()
}

// style returns how lane i is drawn.
func (v *RaceView) style(i int, theme Theme) CurveStyle {
	return CurveStyles(theme)[i%(MaxOrder+1)]
}

// losses draws a curve for each lane.
func (p *panel) losses(v RaceView, theme Theme) {
	p.reserve(leftRoom, bottomRoom)
	value := func(loss float64) float64 { return loss }
	name := "loss"
	if v.LogLoss {
		value, name = math.Log10, "loss (log scale)"
	}
	lo, hi, last := math.Inf(1), math.Inf(-1), 0.0
	include := func(y float64) {
		if math.Abs(y) <= maxCoord {
			lo, hi = min(lo, y), max(hi, y)
		}
	}
	for _, l := range v.Lanes {
		for i, loss := range l.Losses {
			include(value(loss))
			last = max(last, l.Seconds[i])
		}
	}
	include(value(v.Hidden))
	switch {
	case lo > hi:
		lo, hi = 0, 1
	case hi-lo < 1e-9:
		lo, hi = lo-0.05, hi+0.05
	}
	pad := 0.06 * (hi - lo)
	p.y = linear(lo-pad, hi+pad, p.frame.H, tickGapY)
	if v.LogLoss {
		p.y = logarithmic(lo-pad, hi+pad, p.frame.H)
	}
	if last == 0 {
		last = 1
	}
	p.x = linear(0, last, p.frame.W, tickGapX)
	p.drawAxes("seconds", name)
	if y := value(v.Hidden); finite(y) {
		line := Item{Kind: Line, Role: RoleReference, Color: p.palette.Axis, Width: 1.5, Dash: []float32{6, 4}}
		line.add(p.px(0), p.py(y), p.px(last), p.py(y))
		p.Items = append(p.Items, line)
		p.text(p.frame.X, p.frame.Y+p.frame.H+2*fontSize+5, fontSize-1, "- - of the hidden model "+FormatNumber(v.Hidden, 4), AnchorStart, TextValue)
	}
	for i, l := range v.Lanes {
		style := v.style(i, theme)
		line := Item{Kind: Line, Role: RoleSeries, Order: i, Color: style.Color, Width: 2, Dash: style.Dash}
		dot := Item{Kind: Markers, Role: RoleSeries, Order: i, Color: style.Color, Width: 7}
		pen := pen{item: &line, top: p.frame.Y, base: p.frame.Y + p.frame.H, column: 1}
		for k, loss := range l.Losses {
			x, y := p.px(l.Seconds[k]), p.py(value(loss))
			if !p.inside(x, y) { // NaN or infinite
				pen.lift()
				continue
			}
			pen.to(float64(x), float64(y))
			dot.Points = []float32{x, y}
		}
		pen.lift()
		p.Items = append(p.Items, line, dot)
	}
}

// rates draws a bar for each lane, below its name and beside its number.
func (p *panel) rates(v RaceView, theme Theme) {
	const most = 58.0
	height := min(p.frame.H/float64(max(len(v.Lanes), 1)), most)
	fastest := 0.0
	for _, l := range v.Lanes {
		if finite(l.StepsPerSecond) {
			fastest = max(fastest, l.StepsPerSecond)
		}
	}
	const numberRoom, sampleRoom = 64.0, 34.0
	room := max(p.frame.W-numberRoom, 1)
	for i, l := range v.Lanes {
		style := v.style(i, theme)
		top := p.frame.Y + height*float64(i)
		name := Item{Kind: Line, Role: RoleSeries, Order: i, Color: style.Color, Width: 2, Dash: style.Dash}
		name.add(float32(p.frame.X), float32(top+fontSize*0.65), float32(p.frame.X+sampleRoom-8), float32(top+fontSize*0.65))
		p.text(p.frame.X+sampleRoom, top+fontSize, fontSize, l.Name, AnchorStart, TextLabel)
		thick := min(height-fontSize-14, 22)
		middle := top + fontSize + 6 + thick/2
		bar := Item{Kind: Rects, Role: RoleBar, Order: i, Color: style.Color}
		number := "–"
		if l.StepsPerSecond > 0 && finite(l.StepsPerSecond) {
			number = FormatNumber(l.StepsPerSecond, 3)
			bar.Points = []float32{float32(p.frame.X), float32(middle - thick/2), float32(max(room*l.StepsPerSecond/fastest, 1)), float32(max(thick, 1))}
		}
		p.text(p.frame.X+p.frame.W, middle+0.35*fontSize, fontSize, number, AnchorEnd, TextValue)
		p.Items = append(p.Items, name, bar)
	}
}
