package figure

import (
	_ "embed"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
)

// axesData are the limits, ticks and labels of matplotlib 3.11.2 for a line
// from (low, low) to (high, high) in a figure of the default size.
//
//go:embed testdata/axes.json
var axesData []byte

// near reports whether two numbers differ by less than rounding explains.
func near(a, b, scale float64) bool { return math.Abs(a-b) <= 1e-9*scale || a == b }

func TestAxesAreThoseOfMatplotlib(t *testing.T) {
	var cases []struct {
		Scale, Axis string
		Low, High   float64
		Limits      [2]float64
		Ticks       []float64
		Labels      []string
		Minor       []string
		Common      string
	}
	if err := json.Unmarshal(axesData, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		a := New(DefaultStyle()).AddAxes(Slot{Grid: NewGrid(1, 1)}, nil, nil)
		ends := []float64{c.Low, c.High}
		a.Add(&Line{Base: NewBase(2), X: ends, Y: ends})
		x := &a.X
		if c.Axis == "y" {
			x = &a.Y
		}
		if c.Scale == "log" {
			x.Scale = Log
		}
		lo, hi := x.Limits()
		low, high := math.Abs(lo), math.Abs(hi)
		if c.Scale == "linear" {
			low, high = max(low, high), max(low, high)
		}
		if !near(lo, c.Limits[0], low) || !near(hi, c.Limits[1], high) {
			t.Errorf("%s %v … %v, %s: limits %v … %v, expected %v", c.Scale, c.Low, c.High, c.Axis, lo, hi, c.Limits)
		}
		major, minor, common := x.locate(a.lengthOf(x))
		var ticks []float64
		var labels, small []string
		for _, tick := range x.visible(major) {
			ticks, labels = append(ticks, tick.at), append(labels, plain(tick.label))
		}
		for _, tick := range x.visible(minor) {
			small = append(small, plain(tick.label))
		}
		same := slices.EqualFunc(ticks, c.Ticks, func(a, b float64) bool { return near(a, b, max(math.Abs(a), math.Abs(b), hi-lo)) })
		for i := range c.Labels {
			c.Labels[i] = plain("$\\mathdefault{" + c.Labels[i] + "}$")
		}
		for i := range c.Minor {
			c.Minor[i] = plain("$\\mathdefault{" + c.Minor[i] + "}$")
		}
		if !same || !slices.Equal(labels, c.Labels) {
			t.Errorf("%s %v … %v, %s: ticks %v %q, expected %v %q", c.Scale, c.Low, c.High, c.Axis, ticks, labels, c.Ticks, c.Labels)
		}
		if c.Scale == "log" && strings.Join(small, "|") != strings.Join(c.Minor, "|") {
			t.Errorf("%s %v … %v, %s: minor ticks %q, expected %q", c.Scale, c.Low, c.High, c.Axis, small, c.Minor)
		}
		if common != c.Common {
			t.Errorf("%s %v … %v, %s: common part %q, expected %q", c.Scale, c.Low, c.High, c.Axis, common, c.Common)
		}
	}
}
