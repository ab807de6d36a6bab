//go:build !js

package webgpu

import (
	"errors"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// A machine is what programs are printed for: here there is none to run them.
type machine struct {
	options options
	adapter wgsl.Adapter
}

func machineOf(a wgsl.Adapter) machine { return machine{adapter: a} }

// Ask returns an error: there is no WebGPU here.
func (machine) Ask() error {
	return errors.New("webgpu: this program runs outside of a browser, where it has no WebGPU")
}

// Adapter returns the one that programs are printed for, to be looked at.
func (m machine) Adapter() wgsl.Adapter { return m.adapter }

func (d *Device) load(j *ir.Jaxpr, _ *wgsl.Program) device.Executable { return d.rest().Compile(j) }
