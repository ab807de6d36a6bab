package gpu_test

import (
	"math"
	"testing"
	"time"

	"fluxion/engine"
	_ "fluxion/engine/gpu"
)

// Large programs have the GPU measured, in the background, and give the same
// results wherever they run.
func TestGPUIsMeasured(t *testing.T) {
	if engine.Comparisons().Second != "" {
		t.Fatal("the GPU was asked for before anything large ran")
	}
	f := engine.Jit(func(x engine.Array) engine.Array { return engine.Sum(engine.Sin(x).Mul(x)) })
	x := engine.Linspace(0, 1, 1<<20, engine.Float32)
	want := math.Sin(1) - math.Cos(1)
	var last engine.ProfileEvent
	engine.SetProfile(func(e engine.ProfileEvent) { last = e })
	defer engine.SetProfile(nil)
	for range 200 {
		if got := f(x).Item() / (1 << 20); math.Abs(got-want) > 1e-5 {
			t.Fatalf("the mean on %s is %v, expected %v", last.Device, got, want)
		}
		if last.Reason == "" {
			t.Fatal("no reason why it ran there")
		}
		if len(engine.Comparisons().Classes) >= 2 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	c := engine.Comparisons()
	t.Logf("%s; %+v", last.Reason, c)
	if c.Absent != nil || c.Call <= 0 || len(c.Classes) < 2 {
		t.Errorf("measured %+v", c)
	}
}
