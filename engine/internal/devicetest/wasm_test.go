package devicetest

import (
	"flag"
	"testing"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/wasmjit"
)

var seeds = flag.Int64("seeds", 400, "number of random programs that each device runs")

func wasmDevice(t testing.TB) *wasmjit.Device {
	d, err := wasmjit.New()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func scalarDevice(t testing.TB) *wasmjit.Device {
	d, err := wasmjit.NewScalar()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Compiled programs give what the host gives to 2 units in the last place.
func TestWasm(t *testing.T) { Run(t, wasmDevice(t), 2) }

// A machine without vector instructions computes the same.
func TestScalarWasm(t *testing.T) { Run(t, scalarDevice(t), 2) }

func TestRandomProgramsOnScalarWasm(t *testing.T) { RandomPrograms(t, scalarDevice(t), *seeds) }

func TestRandomProgramsOnWasm(t *testing.T) { RandomPrograms(t, wasmDevice(t), *seeds) }

func TestRandomProductsOnWasm(t *testing.T) { RandomProducts(t, wasmDevice(t), 150) }

func TestRandomProductsOnScalarWasm(t *testing.T) { RandomProducts(t, scalarDevice(t), 50) }

func TestRandomProgramsOnHost(t *testing.T) { RandomPrograms(t, host.Device{}, *seeds) }

// Every module validates and computes what the host does, in both spellings.
func FuzzWasm(f *testing.F) {
	d, scalar := wasmDevice(f), scalarDevice(f)
	f.Add(int64(0))
	f.Fuzz(func(t *testing.T, seed int64) {
		for _, d := range []device.Device{d, scalar} {
			RandomProgram(t, d, seed)
			RandomControl(t, d, seed)
			RandomProduct(t, d, seed)
		}
	})
}

func TestRandomControlOnWasm(t *testing.T) { RandomControls(t, wasmDevice(t), *seeds) }

func TestRandomControlOnScalarWasm(t *testing.T) { RandomControls(t, scalarDevice(t), *seeds) }
