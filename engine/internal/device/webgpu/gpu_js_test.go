package webgpu

import (
	"testing"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
)

func openGPU(t *testing.T, options ...Option) *Device {
	d, err := Open(func() device.Device { return host.Device{} }, options...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestGPUProbe(t *testing.T) {
	d := openGPU(t)
	t.Logf("%+v", d.Adapter())
}
