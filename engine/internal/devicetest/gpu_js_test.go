package devicetest

import (
	"sync"
	"testing"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/webgpu"
)

var openGPU = sync.OnceValues(func() (*webgpu.Device, error) {
	return webgpu.Open(func() device.Device { return host.Device{} })
})

// gpuDevice returns the GPU. A test fails if something runs elsewhere because it
// went wrong there.
func gpuDevice(t testing.TB) *webgpu.Device {
	d, err := openGPU()
	if err != nil {
		t.Fatal(err)
	}
	device.SetNotice(func(text string) { t.Error(text) })
	t.Cleanup(func() { device.SetNotice(nil) })
	return d
}

// Programs on the GPU give what the host gives to 4 units in the last place.
func TestGPU(t *testing.T) { Run(t, gpuDevice(t), 4) }

func TestRandomProgramsOnGPU(t *testing.T) { RandomPrograms(t, gpuDevice(t), *seeds) }

func TestRandomProductsOnGPU(t *testing.T) { RandomProducts(t, gpuDevice(t), 100) }

func TestRandomControlOnGPU(t *testing.T) { RandomControls(t, gpuDevice(t), *seeds) }
