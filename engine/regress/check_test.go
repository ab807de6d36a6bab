package regress

import (
	"math"
	"strings"
	"testing"

	"fluxion/engine"
)

// The tutorial's last section, to the digit.
func TestCheckGradientIsTheTutorials(t *testing.T) {
	got, err := CheckGradient(Tutorial(), InitialParams(3))
	if err != nil {
		t.Fatal(err)
	}
	if got.CheckGrads != nil {
		t.Error(got.CheckGrads)
	}
	want := []Comparison{
		{Label: "∂loss/∂b, float32, ε = 0.0001", Autodiff: -0.69001776, Numerical: -0.6890297},
		{Label: "along a random direction of W, float32, ε = 0.0001", Autodiff: 1.3006744, Numerical: 1.3041496},
		// The values in float64 are recomputed in plain Go below.
		{Label: "∂loss/∂b, float64, ε = 1e-05", Autodiff: math.NaN()},
		{Label: "along a random direction of W, float64, ε = 1e-05", Autodiff: math.NaN()},
	}
	if len(got.Lines) != len(want) {
		t.Fatalf("%d lines: %+v", len(got.Lines), got.Lines)
	}
	for i, w := range want {
		g := got.Lines[i]
		if g.Label != w.Label || g.Difference != g.Autodiff-g.Numerical {
			t.Errorf("line %d is %+v, want %+v", i, g, w)
		}
		if !math.IsNaN(w.Autodiff) && (float32(g.Autodiff) != float32(w.Autodiff) || float32(g.Numerical) != float32(w.Numerical)) {
			t.Errorf("line %d is %+v, JAX prints %v and %v", i, g, w.Autodiff, w.Numerical)
		}
	}
	p := InitialParams(3)
	_, grad, _ := newReference(Tutorial()).at(append(p.W.Float64s(), p.B.Item()))
	direction := []float64{-1.2574776, -0.4016044, -1.1213601}
	length, along := 0.0, 0.0
	for k, v := range direction {
		length += v * v
		along += v * grad[k]
	}
	for i, exact := range []float64{grad[3], along / math.Sqrt(length)} {
		line := got.Lines[2+i]
		// The direction is known to eight digits here.
		if !near(line.Autodiff, exact, 1e-7) || !near(line.Numerical, line.Autodiff, 1e-9) {
			t.Errorf("%+v, the closed form gives %v", line, exact)
		}
	}
}

func TestCheckGradientOfAllData(t *testing.T) {
	for _, name := range planarNames {
		d := mustData(t, name, MinPoints, 0.5, 1)
		trainer := mustTrainer(t, Config{d, Adam, 0.3})
		for range 3 {
			got, err := CheckGradient(d, trainer.Params())
			if err != nil {
				t.Fatal(err)
			}
			if got.CheckGrads != nil {
				t.Errorf("%s: %v", name, got.CheckGrads)
			}
			for i, line := range got.Lines {
				if allowed := []float64{5e-3, 5e-3, 1e-9, 1e-9}[i]; !near(line.Numerical, line.Autodiff, allowed) {
					t.Errorf("%s: %+v", name, line)
				}
			}
			for range 50 {
				if err := trainer.Step(); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestCheckGradientOfBadParams(t *testing.T) {
	for _, p := range []Params{InitialParams(2), {W: engine.Num(1), B: engine.Num(1)}, {W: InitialParams(3).W, B: InitialParams(3).W}} {
		if _, err := CheckGradient(Tutorial(), p); err == nil || !strings.Contains(err.Error(), "(3,) and () are expected") {
			t.Errorf("error %v", err)
		}
	}
}
