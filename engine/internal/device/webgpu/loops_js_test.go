package webgpu

import (
	"slices"
	"syscall/js"
	"testing"
	"time"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
)

// Turns of a loop that are expected to take long are handed over in several
// batches, which are waited for, and all others at once.
func TestGPULongLoopIsDivided(t *testing.T) {
	d := openGPU(t)
	s := d.current
	batches := 0
	real := s.queue.Get("onSubmittedWorkDone")
	count := js.FuncOf(func(js.Value, []js.Value) any {
		batches++
		return real.Call("call", s.queue)
	})
	defer count.Release()
	s.queue.Set("onSubmittedWorkDone", count)
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
		batches, x.loaded.meter = 0, meter{launch}
		out := x.Run(in)
		if batches < least || least == 0 && batches > 0 {
			t.Errorf("launches of %v each are handed over in %d batches", launch, batches)
		}
		for i := range want {
			near(t, out[i], want[i])
		}
	}
}
