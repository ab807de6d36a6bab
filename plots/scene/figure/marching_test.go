package figure

import (
	"math"
	"testing"
)

// sampled returns a function on an n by n grid over -2 … 2.
func sampled(n int, f func(x, y float64) float64) *Field {
	g := &Field{Rows: n, Cols: n}
	for i := range n * n {
		x, y := -2+4*float64(i%n)/float64(n-1), -2+4*float64(i/n)/float64(n-1)
		g.X, g.Y, g.Z = append(g.X, x), append(g.Y, y), append(g.Z, f(x, y))
	}
	return g
}

func ringArea(rings [][][2]float64) float64 {
	total := 0.0
	for _, ring := range rings {
		for i, q := range ring {
			p := ring[(i+len(ring)-1)%len(ring)]
			total += (p[0]*q[1] - q[0]*p[1]) / 2
		}
	}
	return total
}

func TestContours(t *testing.T) {
	circle := sampled(101, func(x, y float64) float64 { return -x*x - y*y })
	lines := circle.Contours(-1)
	if len(lines) != 1 || lines[0][0] != lines[0][len(lines[0])-1] {
		t.Fatalf("the circle has %d lines, expected a closed one", len(lines))
	}
	for _, q := range lines[0] {
		if r := math.Hypot(q[0], q[1]); math.Abs(r-1) > 1e-3 {
			t.Errorf("a point of the unit circle at radius %v", r)
		}
	}
	// The high side lies on the left, so the area of a hill is positive and the
	// holes count negative.
	if a := ringArea(circle.Above(-1)); math.Abs(a-math.Pi) > 3e-3 {
		t.Errorf("the unit disc has an area of %v", a)
	}
	bowl := sampled(101, func(x, y float64) float64 { return x*x + y*y })
	if a := ringArea(bowl.Above(1)); math.Abs(a-(16-math.Pi)) > 3e-3 {
		t.Errorf("the square without the disc has an area of %v, expected %v", a, 16-math.Pi)
	}
	plane := sampled(11, func(x, _ float64) float64 { return x })
	if lines := plane.Contours(0.5); len(lines) != 1 || len(lines[0]) != 11 || lines[0][0][0] != 0.5 {
		t.Errorf("the line x = 0.5 is %v", lines)
	}
	if a := ringArea(plane.Above(-5)); math.Abs(a-16) > 1e-12 {
		t.Errorf("everything has an area of %v, expected 16", a)
	}
	if a := ringArea(plane.Above(math.Inf(-1))); math.Abs(a-16) > 1e-12 {
		t.Errorf("everything has an area of %v, expected 16", a)
	}
	flat := sampled(5, func(x, y float64) float64 { return 1 })
	if rings := flat.Above(1); rings != nil {
		t.Errorf("nothing is above 1 in a constant of 1, but %v", rings)
	}
	if rings := plane.Above(5); rings != nil {
		t.Errorf("nothing is %v", rings)
	}
	hole := sampled(5, func(x, y float64) float64 {
		if x == 0 && y == 0 {
			return math.NaN()
		}
		return 1
	})
	if a := ringArea(hole.Above(0)); a >= 16 || a < 12 {
		t.Errorf("the square with a missing value has an area of %v, expected some less than 16", a)
	}
	if lines := hole.Contours(0.5); lines != nil {
		t.Errorf("a constant has the contour %v", lines)
	}
	// The middle of a saddle decides whether its high corners are joined.
	saddle := &Field{Rows: 2, Cols: 2, X: []float64{0, 1, 0, 1}, Y: []float64{0, 0, 1, 1}, Z: []float64{1, 0, 0, 1}}
	for level, want := range map[float64]float64{0.4: 1 - 0.4*0.4, 0.6: 0.4 * 0.4} {
		if a := ringArea(saddle.Above(level)); math.Abs(a-want) > 1e-12 {
			t.Errorf("the saddle above %v has an area of %v, expected %v", level, a, want)
		}
	}
	single := &Field{Rows: 1, Cols: 1, X: []float64{0}, Y: []float64{0}, Z: []float64{1}}
	if single.Contours(0) != nil || ringArea(single.Above(0)) != 0 {
		t.Error("a single value has contours")
	}
}

func TestAutoLevels(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		n      int
		want   []float64
	}{
		{0, 11, 7, []float64{0, 1.5, 3, 4.5, 6, 7.5, 9, 10.5, 12}}, // as matplotlib
		{-1, 1, 7, []float64{-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1}},
		{-0.5, 0.9, 12, []float64{-0.6, -0.45, -0.3, -0.15, 0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.05}},
	} {
		got := AutoLevels(c.lo, c.hi, c.n, false)
		if len(got) < len(c.want)-1 || math.Abs(got[0]-c.want[0]) > 1e-12 || math.Abs(got[1]-c.want[1]) > 1e-12 {
			t.Errorf("levels from %v to %v are %v, expected %v", c.lo, c.hi, got, c.want)
		}
	}
}
