// Package gpu adds the device "gpu", which compiles programs to compute shaders
// and runs them on a GPU, in browsers that have WebGPU. What the GPU cannot do,
// the device "wasm" does. The device "auto" of package simd, which comes along,
// then moves large programs there where it has measured that this pays. Import
// it for this effect:
//
//	import _ "fluxion/engine/gpu"
//
// A program that does not need the speed stays smaller without it.
package gpu

import (
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/wasmjit"
	"fluxion/engine/internal/device/webgpu"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// rest returns the device for what a GPU cannot do.
func rest() device.Device {
	if d, err := wasmjit.New(); err == nil {
		return d
	}
	return host.Device{}
}

func init() {
	d := webgpu.New(rest, webgpu.Tuned())
	device.RegisterDeferred("gpu", func() (device.Device, error) {
		if err := d.Ask(); err != nil {
			return nil, err
		}
		return d, nil
	})
	device.RegisterExplainer("gpu", func(j *ir.Jaxpr) *device.Code {
		adapter := wgsl.Typical()
		if err := d.Ask(); err == nil {
			adapter = d.Adapter()
		}
		return webgpu.Explain(j, adapter)
	})
	automatic()
}
