package scene

import (
	"math"
	"testing"
)

func TestSubpaths(t *testing.T) {
	// The overscan counts: an eighth of the width on either side.
	for name, want := range map[string]int{
		"cubic": 1, "sin": 1, "sin 20x": 1, "exp": 1, "steep": 1, "abs": 1, "abs sin": 1, "cbrt": 1, "sinc": 1, "log": 1, "sqrt": 1,
		"tan": 7, "1/x": 2, "1/x²": 2, "floor": 14, "sign": 2, "step": 2, "nowhere": 0, "inf": 0,
	} {
		d, _ := build(t, name, 0)
		it := curveOf(t, d, 0)
		if got := len(it.Starts); got != want {
			t.Errorf("%s: %d subpaths, expected %d", name, got, want)
		}
	}
}

func TestDerivativesBreakWhereTheyJump(t *testing.T) {
	d, _ := build(t, "abs", 1)
	if it := curveOf(t, d, 1); len(it.Starts) != 2 {
		t.Errorf("the derivative of |x| has %d subpaths, expected 2", len(it.Starts))
	}
}

func TestJumpsAreNotJoined(t *testing.T) {
	for _, name := range []string{"floor", "sign", "step"} {
		d, _ := build(t, name, 0)
		curveOf(t, d, 0).Subpaths(func(p []float32) {
			for i := 2; i < len(p); i += 2 {
				if dx, dy := p[i]-p[i-2], p[i+1]-p[i-1]; dx < 0.1 && (dy > 5 || dy < -5) {
					t.Errorf("%s: a line joins %v, %v and %v, %v", name, p[i-2], p[i-1], p[i], p[i+1])
				}
			}
		})
	}
}

func TestDomainEdges(t *testing.T) {
	d, _ := build(t, "sqrt", 0)
	it := curveOf(t, d, 0)
	if x, y := d.ToPixel(0, 0); math.Abs(float64(it.Points[0])-x) > 0.01 || math.Abs(float64(it.Points[1])-y) > 0.01 {
		t.Errorf("√x begins at %v, %v, expected %v, %v", it.Points[0], it.Points[1], x, y)
	}
	for _, shift := range []float64{0, math.Pi} { // a round and another end
		f := func(x taylor) taylor { return log(x.plus(constant(-shift))) }
		d, err := Build(Request{Window: Window{-5, 5, -40, 10}, Width: 900, Height: 600}, new(counter).sampler(f))
		if err != nil {
			t.Fatal(err)
		}
		it := curveOf(t, d, 0)
		if x, _ := d.ToPixel(shift, 0); math.Abs(float64(it.Points[0])-x) > 0.01 {
			t.Errorf("log(x-%v) begins at column %v, expected %v", shift, it.Points[0], x)
		}
		if it.Points[1] < 600 {
			t.Errorf("log(x-%v) begins at row %v, expected it to reach the lower border", shift, it.Points[1])
		}
	}
}

// A vertical tangent at the end of a domain is no asymptote.
func TestVerticalTangentsEnd(t *testing.T) {
	for name, f := range map[string]func(taylor) taylor{
		"√x":        functions["sqrt"],
		"x^⅓":       func(x taylor) taylor { return power(x, 1./3) },
		"(1+x)^0.2": func(x taylor) taylor { return power(x.plus(constant(1)), 0.2) },
		"√(π-x)":    func(x taylor) taylor { return power(constant(math.Pi).plus(x.scaled(-1)), 0.5) },
	} {
		d, err := Build(Request{Window: Window{-5, 5, -2, 2}, Width: 900, Height: 600}, new(counter).sampler(f))
		if err != nil {
			t.Fatal(err)
		}
		it := curveOf(t, d, 0)
		for i := 1; i < len(it.Points); i += 2 {
			if it.Points[i] > 301 {
				t.Errorf("%s goes down to row %v, expected none below zero, row 300", name, it.Points[i])
				break
			}
		}
	}
}

func TestPolesReachTheBorder(t *testing.T) {
	for _, name := range []string{"tan", "1/x", "1/x²"} {
		d, _ := build(t, name, 0)
		inner := 0
		curveOf(t, d, 0).Subpaths(func(p []float32) {
			for _, end := range [][]float32{p[:2], p[len(p)-2:]} {
				if end[0] > 0 && end[0] < 900 {
					inner++
					if end[1] > 0 && end[1] < 600 {
						t.Errorf("%s: a branch ends at %v, %v inside the picture", name, end[0], end[1])
					}
				}
			}
		})
		if inner == 0 {
			t.Errorf("%s: no branch ends at a pole", name)
		}
	}
}

func TestFit(t *testing.T) {
	for name, want := range map[string]struct{ lo, hi, most float64 }{
		// What must be seen, and the greatest height that still shows f.
		"sin":    {-1, 1, 8},
		"cubic":  {-19, 37, 250},
		"tan":    {-3, 3, 60},
		"1/x":    {-1, 1, 30},
		"1/x²":   {0.04, 2, 60},
		"bump":   {0, 1, 4},
		"zero":   {0, 0, 4},
		"exp":    {0, 148, 600},
		"spike":  {0, 1, 4},
		"tan 8x": {-3, 3, 60},
	} {
		d, _ := build(t, name, MaxOrder)
		if w := d.Window; w.Y0 > want.lo || w.Y1 < want.hi || w.Y1-w.Y0 > want.most {
			t.Errorf("%s: rows %v … %v, expected to see %v … %v in at most %v", name, w.Y0, w.Y1, want.lo, want.hi, want.most)
		}
	}
}
