package transform_test

import (
	"fmt"
	"math"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// A counter is the host, which counts what is compiled for it.
type counter struct {
	host.Device
	compiled int
}

func (c *counter) Compile(j *ir.Jaxpr) device.Executable {
	c.compiled++
	return c.Device.Compile(j)
}

var vector = ir.Aval{DType: ir.Float32, Shape: []int{3}}

type value = core.Value

func stage(f func(x value) value, a ir.Aval) *ir.Closed {
	return transform.Stage("f", func(in []value) []value { return []value{f(in[0])} }, []ir.Aval{a})
}

// Programs that compute the same are compiled once, up to a number of others
// between them.
func TestEqualProgramsAreCompiledOnce(t *testing.T) {
	d := &counter{}
	defer transform.SetDevice(transform.Device())
	transform.SetDevice(d)
	x := device.New(ir.Float32, 3)
	run := func(factor float64) {
		f := transform.Compile("f", stage(func(x value) value { return prim.Mul(prim.Sin(x), core.Scalar(ir.Float32, factor)) }, vector))
		f.Call([]value{&core.Const{Tensor: x}})
	}
	for range 10 {
		run(2)
	}
	if d.compiled != 1 {
		t.Errorf("the same program was compiled %d times", d.compiled)
	}
	for i := range 40 {
		run(float64(i + 3))
	}
	if run(2); d.compiled != 41 {
		t.Errorf("40 more programs made %d compilations", d.compiled-1)
	}
	for i := range 100 {
		run(float64(i + 100))
	}
	if run(2); d.compiled != 142 {
		t.Errorf("%d compilations, 142 are expected where a program was forgotten", d.compiled)
	}
}

func scan(length int, factor float64) func(x value) value {
	return func(x value) value {
		body := stage(func(c value) value { return prim.Mul(c, core.Scalar(ir.Float32, factor)) }, vector)
		return transform.Scan(body, []value{x}, nil, transform.ScanOptions{Length: length, Unroll: 1})[0]
	}
}

// Programs have the same fingerprint if and only if they compute the same in the
// same way.
func TestFingerprint(t *testing.T) {
	two := core.Scalar(ir.Float32, 2)
	programs := map[string]func() *ir.Jaxpr{}
	add := func(name string, a ir.Aval, f func(x value) value) {
		programs[name] = func() *ir.Jaxpr { return stage(f, a).Jaxpr }
	}
	add("sin", vector, prim.Sin)
	add("cos", vector, prim.Cos)
	add("nothing", vector, func(x value) value { return x })
	add("other shape", ir.Aval{DType: ir.Float32, Shape: []int{4}}, prim.Sin)
	add("other rank", ir.Aval{DType: ir.Float32, Shape: []int{3, 1}}, prim.Sin)
	add("other type", ir.Aval{DType: ir.Float64, Shape: []int{3}}, prim.Sin)
	add("weak type", ir.Aval{DType: ir.Float32, Shape: []int{3}, Weak: true}, prim.Sin)
	add("literal", vector, func(x value) value { return prim.Sub(x, two) })
	add("operands exchanged", vector, func(x value) value { return prim.Sub(two, x) })
	add("other literal", vector, func(x value) value { return prim.Sub(x, core.Scalar(ir.Float32, 0)) })
	add("negative zero", vector, func(x value) value { return prim.Sub(x, &core.Literal{DType: ir.Float32, Val: math.Copysign(0, -1)}) })
	add("result of another", vector, func(x value) value { prim.Cos(x); return prim.Sin(x) })
	add("other order", vector, func(x value) value { y := prim.Sin(x); prim.Cos(x); return y })
	for _, axis := range []int{0, 1} {
		add(fmt.Sprint("sum over ", axis), ir.Aval{DType: ir.Float32, Shape: []int{3, 3}}, func(x value) value { return prim.ReduceSum(x, []int{axis}) })
		add(fmt.Sprint("maximum over ", axis), ir.Aval{DType: ir.Float32, Shape: []int{3, 3}}, func(x value) value { return prim.ReduceMax(x, []int{axis}) })
	}
	add("scan", vector, scan(5, 2))
	add("longer scan", vector, scan(6, 2))
	add("scan of another body", vector, scan(5, 3))
	seen := map[ir.Fingerprint]string{}
	for name, program := range programs {
		sum := program().Fingerprint()
		if other, ok := seen[sum]; ok {
			t.Errorf("%s and %s have the same fingerprint", name, other)
		}
		if program().Fingerprint() != sum {
			t.Errorf("%s has two fingerprints", name)
		}
		seen[sum] = name
	}
}

// The fingerprints of programs with functions that no text describes are those
// of the very function.
func TestFingerprintOfRules(t *testing.T) {
	custom := func(f func(x value) value) *ir.Jaxpr {
		c := &transform.CustomJVP{Custom: transform.Custom{Name: "f", F: func(in []value) []value { return []value{f(in[0])} }}}
		return stage(func(x value) value { return c.Apply([]value{x})[0] }, vector).Jaxpr
	}
	if custom(prim.Sin).Fingerprint() == custom(prim.Cos).Fingerprint() {
		t.Error("custom functions of the same name have the same fingerprint")
	}
}
