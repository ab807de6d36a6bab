package gpu_test

import (
	"math"
	"testing"

	"fluxion/engine"
	"fluxion/engine/random"
)

type line struct{ Slope, Intercept engine.Array }

// train fits a line to rows that are made where the engine computes, and returns
// the parameters and the losses on the way.
func train(steps int) (p line, losses []float64) {
	key := random.NewKey(1)
	x := engine.Jit(func(k engine.Array) engine.Array {
		return random.Uniform(key, []int{5000}, engine.Num(-1), engine.Num(1), engine.Float32).Add(k)
	})(engine.Num(0))
	loss := func(p line) engine.Array {
		residual := x.Mul(p.Slope).Add(p.Intercept).Sub(x.Mul(engine.Num(3)).Sub(engine.Num(2)))
		return engine.Mean(engine.Square(residual))
	}
	type result struct {
		Loss engine.Array
		P    line
	}
	step := engine.Jit(func(p line) result {
		y, g := engine.ValueAndGrad(loss)(p)
		rate := engine.Num(0.4)
		return result{y, line{p.Slope.Sub(g.Slope.Mul(rate)), p.Intercept.Sub(g.Intercept.Mul(rate))}}
	})
	p = line{engine.Zeros(nil, engine.Float32), engine.Zeros(nil, engine.Float32)}
	for i := range steps {
		r := step(p)
		p = r.P
		if i%10 == 0 {
			losses = append(losses, r.Loss.Item())
		}
	}
	return p, losses
}

// Training on the GPU goes as it does on the host.
func TestGPUTrains(t *testing.T) {
	before := engine.Device()
	defer func() {
		if err := engine.SetDevice(before); err != nil {
			t.Error(err)
		}
	}()
	var slopes [2]float64
	var losses [2][]float64
	for i, device := range []string{"host", "gpu"} {
		if err := engine.SetDevice(device); err != nil {
			t.Fatal(err)
		}
		var p line
		p, losses[i] = train(100)
		slopes[i] = p.Slope.Item()
	}
	if math.Abs(slopes[0]-3) > 1e-3 || math.Abs(slopes[1]-slopes[0]) > 1e-5 {
		t.Errorf("the slopes are %v", slopes)
	}
	for i, want := range losses[0] {
		if got := losses[1][i]; math.Abs(got-want) > 1e-4*want+1e-6 {
			t.Errorf("the loss after %d steps is %v, on the host %v", 10*i, got, want)
		}
	}
}
