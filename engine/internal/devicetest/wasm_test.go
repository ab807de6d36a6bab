package devicetest

import (
	"bytes"
	"flag"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
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

// rowwiseDevice returns a device that goes row by row, a few at a time, wherever
// it can.
func rowwiseDevice(t testing.TB) *wasmjit.Device {
	target := kernel.Processor
	target.Rows = kernel.RowTarget{Least: 2, Most: 1 << 20, Block: 96, Pack: true}
	return wasmDevice(t).By(target)
}

// Compiled programs give what the host gives to 2 units in the last place.
func TestWasm(t *testing.T) { Run(t, wasmDevice(t), 2) }

// A machine without vector instructions computes the same.
func TestScalarWasm(t *testing.T) { Run(t, scalarDevice(t), 2) }

// Rows are computed as they would be all at once.
func TestRowwiseWasm(t *testing.T) { Run(t, rowwiseDevice(t), 2) }

func TestRandomProgramsOnRowwiseWasm(t *testing.T) { RandomPrograms(t, rowwiseDevice(t), *seeds) }

func TestRandomControlOnRowwiseWasm(t *testing.T) { RandomControls(t, rowwiseDevice(t), *seeds) }

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

// To go row by row does not change a bit, not even of long sums.
func TestRowwiseSums(t *testing.T) {
	x := []core.Value{prim.Sin(whole(ir.Float32, 60, 1500))}
	f := func(x []core.Value) []core.Value {
		y, pullback := transform.VJP("test", func(x []core.Value) []core.Value { return []core.Value{softmax(x[0])} }, x)
		return append(y, pullback(y)...)
	}
	var results [2][]*device.Tensor
	for i, d := range []device.Device{wasmDevice(t), rowwiseDevice(t)} {
		e, consts := suite{device: d}.compile(f, x)
		results[i] = e.Run(append(consts, tensors(x)...))
	}
	for i, want := range results[0] {
		if !bytes.Equal(results[1][i].Bytes(), want.Bytes()) {
			t.Errorf("result %d is another one", i)
		}
	}
}
