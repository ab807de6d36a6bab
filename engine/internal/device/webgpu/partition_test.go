package webgpu

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

func doubles(shape ...int) ir.Aval { return ir.Aval{DType: ir.Float64, Shape: shape} }

// mixture computes in float32 and float64 by turns.
func mixture(x []core.Value) []core.Value {
	a := prim.Sin(x[0])                                         // on the GPU
	b := prim.Exp(prim.Convert(a, ir.Float64, false))           // elsewhere
	c := prim.Mul(prim.Cos(x[0]), a)                            // on the GPU, at once
	d := prim.Add(prim.Convert(b, ir.Float32, false), c)        // on the GPU
	e := prim.Add(b, x[1])                                      // elsewhere
	return []core.Value{d, e, x[0], core.Scalar(ir.Float32, 7)} // an operand, a literal
}

func fits(e *ir.Eqn) bool { return holdsAll(wgsl.Least(), e) }

// A program is divided into few parts, whose types the GPU has, and the parts
// together compute what the program does.
func TestDivide(t *testing.T) {
	j := wgsltest.Jaxpr(mixture, wgsltest.Floats(6), doubles(6))
	parts := divide(j, fits, wgsl.Least().Holds)
	var sides []string
	count := 0
	for _, p := range parts {
		sides = append(sides, fmt.Sprint(p.onGPU))
		count += len(p.jaxpr.Eqns)
		for k, e := range p.jaxpr.Eqns {
			if fits(&e) != p.onGPU {
				t.Errorf("%v is on the wrong side", e.Op.Name())
			}
			if j.Eqns[p.origins[k]-1].Out[0] != e.Out[0] {
				t.Errorf("%v has the wrong origin", e.Op.Name())
			}
		}
	}
	if got := strings.Join(sides, " "); got != "true false true" || count != len(j.Eqns) {
		t.Errorf("parts on the GPU: %s, with %d of %d equations", got, count, len(j.Eqns))
	}
	in := []*device.Tensor{device.New(ir.Float32, 6), device.New(ir.Float64, 6)}
	for i := range 6 {
		in[0].Float32s()[i], in[1].Float64s()[i] = float32(i), float64(-i)
	}
	want := host.Device{}.Compile(j).Run(in)
	x := newMixed(j, parts, device.Placement{Device: "gpu"}, func(p part) device.Executable { return host.Device{}.Compile(p.jaxpr) })
	for range 2 {
		for i, got := range x.Run(in) {
			if !got.Aval().Equal(want[i].Aval()) || !slices.Equal(got.Bytes(), want[i].Bytes()) {
				t.Errorf("result %d is %v, want %v", i, got.Bytes(), want[i].Bytes())
			}
		}
	}
}

// A mixed program is ready when all its parts are, and tells what is left to the
// other device.
func TestMixed(t *testing.T) {
	j := wgsltest.Jaxpr(mixture, wgsltest.Floats(6), doubles(6))
	var made []*slow
	x := newMixed(j, divide(j, fits, wgsl.Least().Holds), device.Placement{Device: "gpu"}, func(p part) device.Executable {
		made = append(made, &slow{})
		return made[len(made)-1]
	})
	for _, s := range made {
		if x.Ready() {
			t.Error("ready before all parts are")
		}
		s.ready = true
	}
	if p := x.Placement(); !x.Ready() || p.Code != 300 || strings.Join(p.Host, " ") != "convert_element_type exp convert_element_type add" {
		t.Errorf("ready: %v, placement: %+v", x.Ready(), p)
	}
}

// An operand that no equation reads, of a type that the GPU has not, keeps nothing
// from it.
func TestDivideBystander(t *testing.T) {
	j := wgsltest.Jaxpr(func(x []core.Value) []core.Value { return []core.Value{prim.Sin(x[0]), x[1]} }, wgsltest.Floats(6), doubles(2))
	parts := divide(j, fits, wgsl.Least().Holds)
	if len(parts) != 1 || !parts[0].onGPU || len(parts[0].jaxpr.In) != 1 || len(parts[0].jaxpr.Out) != 1 {
		t.Errorf("parts: %v, want one on the GPU, of what it reads and computes", parts)
	}
}

type slow struct{ ready bool }

func (s *slow) Ready() bool                               { return s.ready }
func (s *slow) Placement() device.Placement               { return device.Placement{Code: 100} }
func (*slow) Run([]*device.Tensor) (out []*device.Tensor) { return nil }

// What carries a program with float64 inside is not for the GPU.
func TestHoldsAll(t *testing.T) {
	double := func(x []core.Value) []core.Value {
		return []core.Value{prim.Convert(prim.Sin(prim.Convert(x[0], ir.Float64, false)), ir.Float32, false)}
	}
	for _, c := range []struct {
		body  transform.Func
		holds bool
	}{{double, false}, {func(x []core.Value) []core.Value { return []core.Value{prim.Sin(x[0])} }, true}} {
		j := wgsltest.Jaxpr(func(x []core.Value) []core.Value {
			return transform.Scan(transform.Stage("body", c.body, ir.Avals(x)), x, nil, transform.ScanOptions{Length: 3, Unroll: 1})
		}, wgsltest.Floats(4))
		if got := fits(&j.Eqns[0]); got != c.holds {
			t.Errorf("%v: %v, want %v", j, got, c.holds)
		}
	}
}
