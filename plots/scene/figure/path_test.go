package figure

import (
	"math"
	"testing"
)

// distance returns how far a point lies from a line.
func distance(q point, line []point) float64 {
	best := math.Inf(1)
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		dx, dy := b.x-a.x, b.y-a.y
		t := 0.0
		if d := dx*dx + dy*dy; d > 0 {
			t = min(max(((q.x-a.x)*dx+(q.y-a.y)*dy)/d, 0), 1)
		}
		best = min(best, math.Hypot(q.x-a.x-t*dx, q.y-a.y-t*dy))
	}
	return best
}

func TestSimplify(t *testing.T) {
	curves := map[string]func(i int) point{
		"sine":   func(i int) point { x := float64(i) / 10; return point{x, 100 * math.Sin(x/20)} },
		"noise":  func(i int) point { return point{float64(i) / 50, 100 * math.Sin(float64(i)*12.9898)} },
		"circle": func(i int) point { s, c := math.Sincos(float64(i) / 500); return point{100 * c, 100 * s} },
		"line":   func(i int) point { return point{float64(i), 2 * float64(i)} },
		"still":  func(int) point { return point{1, 2} },
		"back":   func(i int) point { return point{math.Abs(float64(i%200) - 100), 5} },
	}
	for name, f := range curves {
		points := make([]point, 5000)
		for i := range points {
			points[i] = f(i)
		}
		short := simplify(points)
		for i, q := range points {
			if d := distance(q, short); d > 2*tolerance {
				t.Errorf("%s: point %d lies %v px from what is drawn", name, i, d)
				break
			}
		}
		if last := short[len(short)-1]; name != "still" && last != points[len(points)-1] || short[0] != points[0] {
			t.Errorf("%s: from %v to %v", name, short[0], last)
		}
		if limit := map[string]int{"line": 2, "circle": 300, "sine": 300, "still": 3}[name]; limit > 0 && len(short) > limit {
			t.Errorf("%s: %d points are left, expected at most %d", name, len(short), limit)
		}
	}
}

func TestClip(t *testing.T) {
	b := box{0, 0, 10, 10}
	nan := math.NaN()
	for _, c := range []struct {
		name   string
		line   []point
		pieces int
	}{
		{"inside", []point{{1, 1}, {9, 9}}, 1},
		{"outside", []point{{20, 1}, {20, 9}}, 0},
		{"across", []point{{-5, 5}, {15, 5}}, 1},
		{"out and in", []point{{5, 5}, {20, 5}, {20, 8}, {5, 8}}, 2},
		{"gap", []point{{1, 1}, {nan, 2}, {3, 3}, {4, 4}}, 2},
		{"corner", []point{{-5, 4}, {4, -5}}, 0},
		{"empty", nil, 0},
	} {
		pieces := b.clipLine(c.line)
		if len(pieces) != c.pieces {
			t.Errorf("%s: %v, expected %d pieces", c.name, pieces, c.pieces)
		}
		for _, piece := range pieces {
			for _, q := range piece {
				if !b.grown(1e-9).contains(q) {
					t.Errorf("%s: %v lies outside", c.name, q)
				}
			}
		}
	}
	square := b.clipPolygon([]point{{-5, -5}, {15, -5}, {15, 5}, {-5, 5}})
	if a := math.Abs(area(square)); math.Abs(a-50) > 1e-9 {
		t.Errorf("the part of the polygon in the box is %v with an area of %v, expected 50", square, a)
	}
}

func area(ring []point) float64 {
	sum := 0.0
	for i, q := range ring {
		p := ring[(i+len(ring)-1)%len(ring)]
		sum += p.x*q.y - q.x*p.y
	}
	return sum / 2
}

func TestPathNumbers(t *testing.T) {
	var d path
	d.polyline([]point{{0, 0.005}, {-1.5, 0.005}, {-1.5, 10}, {-1.25, 9.999}, {-1.25, 9.999}})
	d.close()
	if got, want := string(d.b), "M0 .01h-1.5v9.99h.25z"; got != want {
		t.Errorf("path %s, expected %s", got, want)
	}
}
