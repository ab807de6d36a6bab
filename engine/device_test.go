package engine_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"fluxion/engine"
	_ "fluxion/engine/simd"
)

// on runs a test on a device.
func on(t *testing.T, device string, f func()) {
	t.Helper()
	before := engine.Device()
	defer func() {
		if err := engine.SetDevice(before); err != nil {
			t.Fatal(err)
		}
	}()
	if err := engine.SetDevice(device); err != nil {
		t.Fatal(err)
	}
	f()
}

func TestDevices(t *testing.T) {
	if got := engine.Devices(); !slices.Equal(got, []string{"host", "wasm", "auto"}) {
		t.Errorf("devices %v", got)
	}
	if engine.Device() != "auto" {
		t.Errorf("device %q at first", engine.Device())
	}
	if err := engine.SetDevice("abacus"); err == nil || !strings.Contains(err.Error(), `"abacus" given, one of host, wasm, auto is expected`) {
		t.Errorf("unknown device: %v", err)
	}
}

// The sum of many float32 keeps its digits, along rows and along columns.
func TestLongSum(t *testing.T) {
	const n, columns = 1_000_000, 3
	x := make([]float32, n*columns)
	var exact [columns]float64
	for i := range x {
		x[i] = float32(math.Abs(math.Sin(float64(i))) + 0.1)
		exact[i%columns] += float64(x[i])
	}
	matrix := engine.FromFloat32s(x, n, columns)
	sums := func(x engine.Array) engine.Array { return engine.Sum(x, 0) }
	total := func(x engine.Array) engine.Array { return engine.Sum(x) }
	for _, device := range engine.Devices() {
		on(t, device, func() {
			got := append(engine.Jit(sums)(matrix).Float64s(), engine.Jit(total)(matrix).Item())
			for i, want := range []float64{exact[0], exact[1], exact[2], exact[0] + exact[1] + exact[2]} {
				if e := math.Abs(got[i]-want) / want; e > 1e-6 {
					t.Errorf("%s: relative error %.2g, at most 1e-6 is expected", device, e)
				}
			}
		})
	}
}

// A step of logistic regression, large enough for every special path, gives on
// all devices what the formula gives in float64.
func TestLogisticRegressionStep(t *testing.T) {
	const rows, columns = 3001, 33
	x, y, w := samples(1, rows, columns), samples(1, rows).Gt(engine.Num(0)).AsType(engine.Float32), samples(0.1, columns)
	xs, ys, ws := x.Float64s(), y.Float64s(), w.Float64s()
	want := make([]float64, columns)
	for i := range rows {
		z := 0.25
		for k, v := range ws {
			z += xs[i*columns+k] * v
		}
		for k := range want {
			want[k] += (1/(1+math.Exp(-z)) - ys[i]) * xs[i*columns+k]
		}
	}
	for _, device := range engine.Devices() {
		on(t, device, func() {
			g := engine.Jit(engine.Grad(loss(x, y)))(logistic{w, engine.Scalar(0.25, engine.Float32)})
			for k, got := range g.W.Float64s() {
				if math.Abs(got-want[k]) > 1e-3 {
					t.Errorf("%s: component %d of the gradient is %v, expected %v", device, k, got, want[k])
				}
			}
		})
	}
}
