package regress

import (
	"math"
	"strings"
	"testing"

	"fluxion/engine"
)

func TestBoundary(t *testing.T) {
	unit := Rect{-1, 1, -1, 1}
	for _, c := range []struct {
		w    []float64
		b    float64
		p, q [2]float64
		ok   bool
	}{
		{[]float64{1, 0}, 0.5, [2]float64{-0.5, -1}, [2]float64{-0.5, 1}, true},
		{[]float64{0, 2}, -1, [2]float64{1, 0.5}, [2]float64{-1, 0.5}, true},
		{[]float64{1, 1}, 0, [2]float64{1, -1}, [2]float64{-1, 1}, true},
		{[]float64{1, 1}, -1, [2]float64{1, 0}, [2]float64{0, 1}, true},
		{[]float64{1, 1}, -3, [2]float64{}, [2]float64{}, false},
		{[]float64{1, 0}, -3, [2]float64{}, [2]float64{}, false},
		{[]float64{0, 0}, 1, [2]float64{}, [2]float64{}, false},
		{[]float64{math.NaN(), 1}, 1, [2]float64{}, [2]float64{}, false},
		{[]float64{1, 1}, math.Inf(1), [2]float64{}, [2]float64{}, false},
		{[]float64{1, 2, 3}, 1, [2]float64{}, [2]float64{}, false},
	} {
		p, q, ok := Boundary(c.w, c.b, unit)
		same := func(a, b [2]float64) bool { return near(a[0], b[0], 1e-15) && near(a[1], b[1], 1e-15) }
		if ok != c.ok || !(same(p, c.p) && same(q, c.q) || same(p, c.q) && same(q, c.p)) {
			t.Errorf("w = %v, b = %v: %v to %v, %t; want %v to %v, %t", c.w, c.b, p, q, ok, c.p, c.q, c.ok)
		}
	}
}

func TestProbabilityGrid(t *testing.T) {
	p := Params{W: engine.FromFloat32s([]float32{2, -1}), B: engine.Num(0.5)}
	xs, ys := []float64{-1, 0, 3}, []float64{0.5, 2}
	got, err := ProbabilityGrid(p, xs, ys)
	if err != nil || len(got) != 6 {
		t.Fatalf("%v, %v", got, err)
	}
	for i, y := range ys {
		for j, x := range xs {
			if want := 1 / (1 + math.Exp(-(2*x - y + 0.5))); !near(got[i*3+j], want, 1e-15) {
				t.Errorf("at (%v, %v): %v, want %v", x, y, got[i*3+j], want)
			}
		}
	}
	if got, err := ProbabilityGrid(p, nil, ys); err != nil || len(got) != 0 {
		t.Errorf("an empty grid gives %v, %v", got, err)
	}
	if _, err := ProbabilityGrid(InitialParams(3), xs, ys); err == nil || !strings.Contains(err.Error(), "W of shape [3] is given") {
		t.Errorf("error %v", err)
	}
}
