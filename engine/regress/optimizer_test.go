package regress

import (
	"math"
	"testing"

	"fluxion/engine"
)

// The optimisers against their formulas in plain float64, as published: with
// the powers of Adam's β taken by math.Pow instead of step by step.
func TestOptimizerFormulas(t *testing.T) {
	gradients := [][2]float64{{0.5, -2}, {0.25, 1e-3}, {-3, 0}, {1e-12, 7}, {0.1, 0.1}}
	const rate = 0.3
	for _, o := range []Optimizer{GradientDescent, Momentum, Adam} {
		p := Params{W: engine.FromFloat64s([]float64{1}), B: engine.Scalar(-1, engine.Float64)}
		memory := o.Begin(p)
		want := [2]float64{1, -1}
		var v, m, s [2]float64
		for step, g := range gradients {
			grad := Params{W: engine.FromFloat64s(g[:1]), B: engine.Scalar(g[1], engine.Float64)}
			p, memory = o.Update(p, grad, memory, engine.Scalar(rate, engine.Float64))
			for k := range want {
				n := float64(step + 1)
				v[k] = 0.9*v[k] + g[k]
				m[k] = 0.9*m[k] + 0.1*g[k]
				s[k] = 0.999*s[k] + 0.001*g[k]*g[k]
				switch o {
				case GradientDescent:
					want[k] -= rate * g[k]
				case Momentum:
					want[k] -= rate * v[k]
				case Adam:
					want[k] -= rate * (m[k] / (1 - math.Pow(0.9, n))) / (math.Sqrt(s[k]/(1-math.Pow(0.999, n))) + 1e-8)
				}
			}
			if got := [2]float64{p.W.Item(), p.B.Item()}; !near(got[0], want[0], 1e-13) || !near(got[1], want[1], 1e-13) {
				t.Fatalf("%s: step %d leads to %v, want %v", o, step+1, got, want)
			}
		}
	}
}

// Adam's first step has the length of the learning rate, whatever the gradient.
func TestAdamsFirstStep(t *testing.T) {
	for _, scale := range []float64{1e-4, 1, 1e4} {
		p := Params{W: engine.FromFloat64s([]float64{0, 0}), B: engine.Scalar(0, engine.Float64)}
		g := Params{W: engine.FromFloat64s([]float64{scale, -3 * scale}), B: engine.Scalar(5*scale, engine.Float64)}
		next, _ := Adam.Update(p, g, Adam.Begin(p), engine.Num(0.1))
		if w, b := next.W.Float64s(), next.B.Item(); !near(w[0], -0.1, 1e-4) || !near(w[1], 0.1, 1e-4) || !near(b, -0.1, 1e-4) {
			t.Errorf("gradient scale %g: the first step leads to %v, %v", scale, w, b)
		}
	}
}
