package auto_test

import (
	"errors"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/auto"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// A counter counts what is compiled for it and run on it.
type counter struct{ compiled, run int }

func (c *counter) Name() string                          { return "counter" }
func (c *counter) Compile(*ir.Jaxpr) device.Executable   { c.compiled++; return c }
func (c *counter) Run([]*device.Tensor) []*device.Tensor { c.run++; return nil }

func jaxprOf(f func(x core.Value) core.Value, n int) *ir.Jaxpr {
	return transform.Stage("test", func(x []core.Value) []core.Value { return []core.Value{f(x[0])} },
		[]ir.Aval{{DType: ir.Float32, Shape: []int{n}}}).Jaxpr
}

func TestSmallProgramsMoveWhenItPays(t *testing.T) {
	var first, then counter
	d := auto.New(&first, func() (device.Device, error) { return &then, nil })
	x := d.Compile(jaxprOf(prim.Sin, 10))
	for range 1000 {
		x.Run(nil)
	}
	if then.compiled != 1 || first.run < 10 || first.run > 200 || first.run+then.run != 1000 {
		t.Errorf("first %+v, then %+v", first, then)
	}
}

// scanOf applies a function many times.
func scanOf(turns int, f func(x core.Value) core.Value) *ir.Jaxpr {
	return jaxprOf(func(x core.Value) core.Value {
		body := transform.Stage("body", func(c []core.Value) []core.Value { return []core.Value{f(c[0])} }, []ir.Aval{x.Aval()})
		return transform.Scan(body, []core.Value{x}, nil, transform.ScanOptions{Length: turns})[0]
	}, 10)
}

// What a loop computes counts as often as it turns, but only where the second
// device runs the loop as a whole.
func TestLoopsCount(t *testing.T) {
	onHost := func(x core.Value) core.Value {
		z := prim.Complex(x, x)
		return prim.Abs(prim.Mul(z, z))
	}
	for _, c := range []struct {
		name  string
		j     *ir.Jaxpr
		there bool
	}{
		{"few turns", scanOf(5, prim.Sin), false},
		{"many turns", scanOf(1000, prim.Sin), true},
		{"many turns on the host", scanOf(1000, onHost), false},
	} {
		var first, then counter
		auto.New(&first, func() (device.Device, error) { return &then, nil }).Compile(c.j).Run(nil)
		if (then.run == 1) != c.there {
			t.Errorf("%s: first %+v, then %+v", c.name, first, then)
		}
	}
}

func TestLargeProgramsStartThere(t *testing.T) {
	for name, j := range map[string]*ir.Jaxpr{
		"many elements":   jaxprOf(prim.Sin, 1_000_000),
		"reordered terms": jaxprOf(func(x core.Value) core.Value { return prim.ReduceSum(x, []int{0}) }, 100),
	} {
		var first, then counter
		d := auto.New(&first, func() (device.Device, error) { return &then, nil })
		d.Compile(j).Run(nil)
		if first.compiled != 0 || then.run != 1 {
			t.Errorf("%s: first %+v, then %+v", name, first, then)
		}
	}
}

func TestWithoutSecondDevice(t *testing.T) {
	var first counter
	d := auto.New(&first, func() (device.Device, error) { return nil, errors.New("not here") })
	x := d.Compile(jaxprOf(prim.Sin, 1_000_000))
	x.Run(nil)
	if first.run != 1 {
		t.Errorf("%d runs on the first device, expected 1", first.run)
	}
}
