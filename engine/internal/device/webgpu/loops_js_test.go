package webgpu

import (
	"slices"
	"syscall/js"
	"testing"
	"time"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
	"fluxion/engine/internal/prim"
)

// countBatches returns the number of batches that a session finishes from now on.
func countBatches(t *testing.T, s *session) *int {
	batches := new(int)
	real := s.queue.Get("onSubmittedWorkDone")
	count := js.FuncOf(func(js.Value, []js.Value) any {
		*batches++
		return real.Call("call", s.queue)
	})
	s.queue.Set("onSubmittedWorkDone", count)
	t.Cleanup(func() {
		s.queue.Set("onSubmittedWorkDone", real)
		count.Release()
	})
	return batches
}

// All results of a run are waited for together, and none of them is read.
func TestGPUAwaitsOnce(t *testing.T) {
	d := openGPU(t)
	x := d.Compile(wgsltest.Jaxpr(func(x []core.Value) []core.Value {
		return wgsltest.List(prim.Sin(x[0]), prim.Cos(x[0]), prim.Exp(x[0]))
	}, wgsltest.Floats(1000)))
	out := x.Run([]*device.Tensor{vector(1000, func(i int) float64 { return float64(i) / 100 })})
	batches := countBatches(t, d.current)
	for _, o := range out {
		o.Await()
		if *batches != 1 {
			t.Errorf("%d batches are waited for", *batches)
		}
		if !o.IsAway() {
			t.Error("a result was read")
		}
	}
}

// Turns of a loop that are expected to take long are handed over in several
// batches, which are waited for, and all others at once.
func TestGPULongLoopIsDivided(t *testing.T) {
	d := openGPU(t)
	s := d.current
	batches := countBatches(t, s)
	example := wgsltest.Orders[slices.IndexFunc(wgsltest.Orders, func(e wgsltest.Example) bool { return e.Name == "large_scan" })]
	j := wgsltest.Jaxpr(example.F, example.In...)
	in := []*device.Tensor{vector(1<<14, func(i int) float64 { return float64(i) / (1 << 15) })}
	in = append(in, vector(5<<14, func(i int) float64 { return float64(i%7) / 4 }).Reshaped(5, 1<<14))
	want := host.Device{}.Compile(j).Run(in)
	x := d.Compile(j).(*executable)
	for launch, least := range map[time.Duration]int{leastLaunch: 0, 2 * batchTime: 2} {
		if err := s.flush(); err != nil {
			t.Fatal(err)
		}
		*batches, x.loaded.meter = 0, meter{launch}
		out := x.Run(in)
		if *batches < least || least == 0 && *batches > 0 {
			t.Errorf("launches of %v each are handed over in %d batches", launch, *batches)
		}
		for i := range want {
			near(t, out[i], want[i])
		}
	}
}
