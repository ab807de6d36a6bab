package scene

import (
	"fmt"
	"math"
	"strings"
)

// A RegressionView is the state of a training run of a logistic regression,
// p = 1/(1+exp(-(W·x+b))).
type RegressionView struct {
	Losses  []float64 // one per recorded step
	Steps   []int     // the number of each recorded step; nil is 0, 1, 2, …
	Optimum float64   // least possible loss; NaN if it is not known
	LogLoss bool      // logarithmic loss axis

	W, GradW []float64 // parameters and ∂loss/∂W, of the same length
	B, GradB float64   // bias and ∂loss/∂b

	Probabilities []float64 // predicted, one per sample
	Labels        []float64 // 0 or 1, one per sample
	Inputs        []float64 // n × 2, row-major, for data in the plane; else nil
}

// planar reports whether the samples can be drawn in the plane.
func (v *RegressionView) planar() bool {
	return len(v.W) == 2 && len(v.Inputs) >= 2 && len(v.Inputs)/2 == len(v.Labels)
}

// step returns the number of the i-th recorded step.
func (v *RegressionView) step(i int) float64 {
	if i < len(v.Steps) {
		return float64(v.Steps[i])
	}
	return float64(i)
}

// Regression draws a training run: the loss against the step, data and
// decision boundary where the data has two features, the probability of every
// sample against its label, and the parameters with their gradients.
func Regression(v RegressionView, width, height float64, theme Theme) *Display {
	palette := theme.Palette()
	width, height = size(width), size(height)
	d := &Display{Width: width, Height: height, Background: palette.Background, Description: v.describe()}
	draw := []func(*panel, RegressionView){lossPanel, probabilityPanel, parameterPanel}
	titles := []string{"Loss", "Probability against label", "Parameters and gradients"}
	if v.planar() {
		draw = []func(*panel, RegressionView){lossPanel, dataPanel, probabilityPanel, parameterPanel}
		titles = []string{"Loss", "Samples and decision boundary", "Probability against label", "Parameters and gradients"}
	}
	for i, cell := range columns(width, height, len(draw)) {
		p := newPanel(d, palette, cell, titles[i])
		draw[i](p, v)
		if i == 0 {
			d.Frame = p.frame
			d.Window = Window{p.x.lo, p.x.hi, p.y.lo, p.y.hi}
		}
	}
	return d
}

// size returns the nearest size of a picture that can be drawn.
func size(v float64) float64 {
	if !(v >= 1) {
		return 1
	}
	return min(v, maxSize)
}

// describe puts the state into words.
func (v *RegressionView) describe() string {
	var b strings.Builder
	b.WriteString("Training of a logistic regression.")
	if n := len(v.Losses); n > 0 {
		fmt.Fprintf(&b, " Step %s: loss %s", FormatNumber(v.step(n-1), 9), FormatNumber(v.Losses[n-1], 4))
		if !math.IsNaN(v.Optimum) {
			fmt.Fprintf(&b, ", least possible %s", FormatNumber(v.Optimum, 4))
		}
		b.WriteByte('.')
	}
	right := 0
	for i := range min(len(v.Labels), len(v.Probabilities)) {
		if (v.Probabilities[i] >= 0.5) == (v.Labels[i] >= 0.5) {
			right++
		}
	}
	if len(v.Labels) > 0 {
		fmt.Fprintf(&b, " %d of %d samples are classified correctly.", right, len(v.Labels))
	}
	for i := range min(len(v.W), len(v.GradW), maxListed) {
		fmt.Fprintf(&b, " W%s = %s, gradient %s.", subscript(i), FormatNumber(v.W[i], 4), FormatNumber(v.GradW[i], 4))
	}
	fmt.Fprintf(&b, " b = %s, gradient %s.", FormatNumber(v.B, 4), FormatNumber(v.GradB, 4))
	return b.String()
}

var subscripts = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8", "₈", "9", "₉")

func subscript(i int) string { return subscripts.Replace(fmt.Sprint(i)) }

// lossPanel draws the loss curve and the optimum that it approaches.
func lossPanel(p *panel, v RegressionView) {
	p.reserve(leftRoom, bottomRoom)
	value := func(loss float64) float64 { return loss }
	if v.LogLoss {
		value = math.Log10
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	include := func(y float64) {
		if math.Abs(y) <= maxCoord {
			lo, hi = min(lo, y), max(hi, y)
		}
	}
	for _, loss := range v.Losses {
		include(value(loss))
	}
	include(value(v.Optimum))
	if !v.LogLoss {
		include(0)
	}
	switch {
	case lo > hi:
		lo, hi = 0, 1
	case hi-lo < 1e-9*max(math.Abs(lo), math.Abs(hi), 1e-9):
		hi = lo + max(math.Abs(lo), 1)*0.1
	}
	pad := 0.06 * (hi - lo)
	if v.LogLoss {
		lo -= pad
		p.y = logarithmic(lo, hi+pad, p.frame.H)
	} else {
		p.y = linear(lo, hi+pad, p.frame.H, tickGapY)
	}
	last := 1.0
	if n := len(v.Losses); n > 1 {
		last = max(v.step(n-1), 1)
	}
	p.x = linear(0, last, p.frame.W, tickGapX)
	yName := "loss"
	if v.LogLoss {
		yName = "loss (log scale)"
	}
	p.drawAxes("step", yName)

	if y := value(v.Optimum); finite(y) {
		line := Item{Kind: Line, Role: RoleReference, Color: p.palette.Reference, Width: 1.5, Dash: []float32{6, 4}}
		at := p.py(y)
		line.add(p.px(0), at, p.px(last), at)
		p.Items = append(p.Items, line)
		p.text(p.frame.X, p.frame.Y+p.frame.H+2*fontSize+5, fontSize-1, "- - optimum "+FormatNumber(v.Optimum, 4), AnchorStart, TextValue)
	}
	line := Item{Kind: Line, Role: RoleSeries, Color: p.palette.Classes[0], Width: 2}
	dot := Item{Kind: Markers, Role: RoleSeries, Color: p.palette.Classes[0], Width: 7}
	pen := pen{item: &line, top: p.frame.Y, base: p.frame.Y + p.frame.H, column: 1}
	for i, loss := range v.Losses {
		x, y := p.px(v.step(i)), p.py(value(loss))
		if !p.inside(x, y) { // NaN or infinite
			pen.lift()
			dot.Points = nil
			continue
		}
		pen.to(float64(x), float64(y))
		dot.Points = []float32{x, y}
	}
	pen.lift()
	p.Items = append(p.Items, line, dot)
}
