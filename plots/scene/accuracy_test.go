package scene

import (
	"math"
	"testing"
)

// allowed is the greatest distance in pixels between curve and drawing.
const allowed = 0.25

// windows in which the functions are tested, if not -5 … 5.
var windows = map[string]Window{
	"cubic":     {X0: -4, X1: 3},
	"tanh bump": {X0: -3, X1: 3},
	"tan":       {X0: -7, X1: 7},
	"floor":     {X0: -5.5, X1: 5.5},
	"sin 1/x":   {X0: -0.5, X1: 0.5},
}

// build plots one of the functions, fitted, 900 × 600.
func build(t *testing.T, name string, order int) (*Display, *counter) {
	t.Helper()
	w, ok := windows[name]
	if !ok {
		w = Window{X0: -5, X1: 5}
	}
	c := new(counter)
	d, err := Build(Request{Window: w, FitY: true, Width: 900, Height: 600, Order: order}, c.sampler(functions[name]))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return d, c
}

// curveOf returns the drawn curve of the k-th derivative.
func curveOf(t *testing.T, d *Display, k int) *Item {
	t.Helper()
	for i := range d.Items {
		if it := &d.Items[i]; it.Role == RoleCurve && it.Order == k {
			return it
		}
	}
	t.Fatalf("no curve of order %d", k)
	return nil
}

// truth gives the exact pixel row of a derivative at a pixel column.
type truth struct {
	d *Display
	f func(taylor) taylor
	k int
}

func (tr truth) at(px float64) float64 {
	x := tr.d.Window.X0 + px/tr.d.Width*(tr.d.Window.X1-tr.d.Window.X0)
	_, py := tr.d.ToPixel(x, tr.f(variable(x))[tr.k]*factorial[tr.k])
	return py
}

// distance from p to the segment from a to b.
func distance(p, a, b [2]float64) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	t := 0.0
	if square := dx*dx + dy*dy; square > 0 {
		t = min(max(((p[0]-a[0])*dx+(p[1]-a[1])*dy)/square, 0), 1)
	}
	return math.Hypot(p[0]-a[0]-t*dx, p[1]-a[1]-t*dy)
}

// offCurve returns how far a drawn point is from the true curve.
func (tr truth) offCurve(px, py float64) float64 {
	best := math.Abs(tr.at(px) - py)
	if best <= allowed {
		return best
	}
	const reach, parts = 1.0, 200
	best = math.Inf(1)
	var last [2]float64
	for i := range parts + 1 {
		u := 2*float64(i)/parts - 1
		x := px + reach*u*u*u // most closely around px
		next := [2]float64{x, tr.at(x)}
		if i > 0 && !math.IsNaN(next[1]) && !math.IsNaN(last[1]) {
			best = min(best, distance([2]float64{px, py}, last, next))
		}
		last = next
	}
	return best
}

func TestDrawnCurveIsTheTrueCurve(t *testing.T) {
	for _, name := range []string{
		"cubic", "line", "constant", "parabola", "quintic", "sin", "sin 20x", "exp", "bump", "spike",
		"tanh bump", "steep", "log", "sqrt", "cbrt", "tan", "1/x", "1/x²", "abs", "abs sin", "floor", "sign", "step",
	} {
		d, _ := build(t, name, MaxOrder)
		for k := range MaxOrder + 1 {
			tr := truth{d, functions[name], k}
			it := curveOf(t, d, k)
			columns := map[int][][2][2]float64{}
			it.Subpaths(func(p []float32) {
				for i := 2; i < len(p); i += 2 {
					a := [2]float64{float64(p[i-2]), float64(p[i-1])}
					b := [2]float64{float64(p[i]), float64(p[i+1])}
					for c := int(math.Floor(min(a[0], b[0]))) - 1; c <= int(math.Floor(max(a[0], b[0])))+1; c++ {
						columns[c] = append(columns[c], [2][2]float64{a, b})
					}
					if max(a[1], b[1]) < 0 || min(a[1], b[1]) > d.Height {
						continue
					}
					for _, u := range []float64{0, 0.5} {
						x, y := a[0]+u*(b[0]-a[0]), a[1]+u*(b[1]-a[1])
						if off := tr.offCurve(x, y); off > allowed {
							t.Errorf("%s, order %d: the point %.3f, %.3f is drawn %.3f pixels off the curve", name, k, x, y, off)
							return
						}
					}
				}
			})
			for i := range 2 * 900 {
				x := float64(i)/2 + 0.123
				y := tr.at(x)
				if !(y >= 0 && y <= d.Height) {
					continue
				}
				best := math.Inf(1)
				for _, s := range columns[int(math.Floor(x))] {
					best = min(best, distance([2]float64{x, y}, s[0], s[1]))
				}
				if best > allowed {
					t.Errorf("%s, order %d: the curve at pixel %.3f, %.3f is %.3f pixels from its drawing", name, k, x, y, best)
					break
				}
			}
		}
	}
}

func TestSamplesAreFew(t *testing.T) {
	for name, limit := range map[string]counter{
		"cubic":     {5, 400},
		"line":      {5, 400},
		"sin":       {5, 400},
		"exp":       {5, 400},
		"bump":      {6, 500},
		"tanh bump": {6, 500},
		"tan":       {12, 1000},
		"1/x":       {8, 500},
		"floor":     {16, 1500},
		"sin 1/x":   {maxRounds + polishRounds + 2, maxNodes + 1000},
	} {
		_, c := build(t, name, MaxOrder)
		if c.calls > limit.calls || c.points > limit.points {
			t.Errorf("%s took %d calls and %d points, expected at most %d and %d", name, c.calls, c.points, limit.calls, limit.points)
		}
	}
}

// The deeper one zooms in, the more a kink, a pole and rounding errors matter.
func TestZoom(t *testing.T) {
	for _, name := range []string{"cubic", "sin", "abs", "tanh bump"} {
		for width := 10.0; width > 1e-9; width /= 10 {
			w := Window{X0: 0.7 - width/3, X1: 0.7 + width*2/3}
			d, err := Build(Request{Window: w, FitY: true, Width: 900, Height: 600}, new(counter).sampler(functions[name]))
			if err != nil {
				t.Fatal(err)
			}
			tr := truth{d, functions[name], 0}
			it := curveOf(t, d, 0)
			if len(it.Starts) != 1 {
				t.Errorf("%s at width %g: %d subpaths, expected 1", name, width, len(it.Starts))
			}
			for i := 0; i < len(it.Points); i += 2 {
				if off := tr.offCurve(float64(it.Points[i]), float64(it.Points[i+1])); off > allowed && it.Points[i+1] > 0 && it.Points[i+1] < 600 {
					t.Errorf("%s at width %g: %.3f pixels off", name, width, off)
					break
				}
			}
		}
	}
}
