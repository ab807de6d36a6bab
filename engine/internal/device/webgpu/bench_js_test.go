package webgpu

import (
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
	"fluxion/engine/internal/prim"
)

// How long a run takes, of one launch and of ten, with results that are not read.
func BenchmarkGPURun(b *testing.B) {
	d, err := Open(func() device.Device { return host.Device{} })
	if err != nil {
		b.Fatal(err)
	}
	one := func(x []core.Value) []core.Value { return []core.Value{prim.Add(x[0], prim.Lit(x[0], 1))} }
	ten := func(x []core.Value) []core.Value {
		y := x[0]
		for range 10 {
			y = prim.Sub(y, prim.Broadcast(prim.ReduceMax(y, []int{0}), []int{64}))
		}
		return []core.Value{y}
	}
	for _, c := range []struct {
		name string
		f    func(x []core.Value) []core.Value
	}{{"one", one}, {"ten", ten}} {
		b.Run(c.name, func(b *testing.B) {
			x := d.Compile(wgsltest.Jaxpr(c.f, wgsltest.Floats(64)))
			in := []*device.Tensor{vector(64, func(i int) float64 { return float64(i) })}
			in = x.Run(in)
			in[0].Bytes()
			launches := len(x.(*executable).program.Commands)
			b.ResetTimer()
			for range b.N {
				in = x.Run(in)
			}
			in[0].Bytes()
			b.ReportMetric(float64(launches), "launches")
		})
	}
}
