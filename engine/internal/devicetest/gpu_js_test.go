package devicetest

import (
	"flag"
	"sync"
	"testing"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/webgpu"
	"fluxion/engine/internal/device/webgpu/wgsl"
)

var gpuSeeds = flag.Int64("gpu-seeds", 200, "number of random programs that the GPU runs")

// What the GPU cannot do rounds as often as that does, to compare to the bit.
var openGPU = sync.OnceValues(func() (d *webgpu.Device, err error) {
	d, err = webgpu.Open(func() device.Device { return host.Device{Unfused: d.Unfuses()} })
	return d, err
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

// The same goes for a GPU that offers no more than each has to.
func TestLeastGPU(t *testing.T) {
	gpuDevice(t) // for the notices
	d, err := webgpu.Open(func() device.Device { return host.Device{} }, webgpu.Pretend(func(a *wgsl.Adapter) { *a = wgsl.Least() }))
	if err != nil {
		t.Fatal(err)
	}
	s := suite{d, 4}
	t.Run("primitives", s.primitives)
	t.Run("many elements", s.manyElements)
	t.Run("columns", s.columns)
	t.Run("row sums", s.rowSums)
}

// Sums are shared as on hardware, by subgroups of which only half the size can be
// relied on.
func TestSubgroupsOnGPU(t *testing.T) {
	gpuDevice(t) // for the notices
	d, err := webgpu.Open(func() device.Device { return host.Device{} }, webgpu.Pretend(func(a *wgsl.Adapter) {
		a.Software, a.Subgroups[0] = false, a.Subgroups[0]/2
	}))
	if err != nil {
		t.Fatal(err)
	}
	s := suite{d, 4}
	t.Run("many terms", s.manyTerms)
	t.Run("rows", s.rows)
	t.Run("row sums", s.rowSums)
	t.Run("long row sums", s.longRowSums)
	t.Run("special values", s.specialValues)
	t.Run("random products", func(t *testing.T) { RandomProducts(t, d, 5) })
	t.Run("random programs", func(t *testing.T) { RandomPrograms(t, d, 20) })
}

// Loops are left and entered again in every few turns.
func TestShortLaunchesOnGPU(t *testing.T) {
	gpuDevice(t) // for the notices
	d, err := webgpu.Open(func() device.Device { return host.Device{} }, webgpu.Pretend(func(a *wgsl.Adapter) { a.Work = 200 }))
	if err != nil {
		t.Fatal(err)
	}
	RandomControls(t, d, 20)
	t.Run("updating", suite{d, 4}.updating)
}

// Random programs give the same bits as on the host.
func TestRandomProgramsOnGPU(t *testing.T) { RandomPrograms(t, gpuDevice(t), *gpuSeeds) }

func TestRandomProductsOnGPU(t *testing.T) { RandomProducts(t, gpuDevice(t), 50) }

func TestRandomControlOnGPU(t *testing.T) { RandomControls(t, gpuDevice(t), *gpuSeeds) }
