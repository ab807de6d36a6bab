package webgpu

import (
	"strings"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// lines returns those that contain a text.
func linesWith(c *device.Code, part string) (found []device.CodeLine) {
	for _, l := range c.Lines {
		if strings.Contains(l.Text, part) {
			found = append(found, l)
		}
	}
	return found
}

func TestExplain(t *testing.T) {
	j := wgsltest.Jaxpr(func(x []core.Value) []core.Value { // which reads its argument twice, so on a line of its own
		return wgsltest.List(prim.Sqrt(prim.Mul(x[0], x[0])))
	}, wgsltest.Floats(1000))
	c := Explain(j, wgsl.Typical())
	for _, test := range []struct {
		part   string
		origin int32
	}{{"in0[i]", -1}, {"sqrt(", 2}, {"@compute", 0}, {"// shader", 0}} {
		if found := linesWith(c, test.part); len(found) != 1 || found[0].Origin != test.origin {
			t.Errorf("%q: got %+v, expected one line from %d", test.part, found, test.origin)
		}
	}
	if c.Nests != 1 || c.HostSteps != 0 || c.Bytes == 0 || c.Program != nil {
		t.Errorf("%d nests, %d steps elsewhere, %d bytes, program %v", c.Nests, c.HostSteps, c.Bytes, c.Program)
	}
}

// TestExplainMixed: what is left to another device stands between the shaders,
// and shaders that take its results say which equation those are from.
func TestExplainMixed(t *testing.T) {
	j := wgsltest.Jaxpr(func(x []core.Value) []core.Value {
		wide := prim.Exp(prim.Convert(prim.Neg(x[0]), ir.Float64, false))
		return wgsltest.List(prim.Sqrt(prim.Convert(wide, ir.Float32, false)))
	}, wgsltest.Floats(64))
	c := Explain(j, wgsl.Typical())
	if c.HostSteps != 3 || c.Nests != 2 {
		t.Errorf("%d steps elsewhere, %d nests", c.HostSteps, c.Nests)
	}
	for _, l := range c.Lines {
		if int(l.Origin) > len(j.Eqns) || int(-l.Origin) > len(j.In) {
			t.Errorf("%q is from %d", l.Text, l.Origin)
		}
	}
	if found := linesWith(c, "sqrt"); len(found) == 0 || found[len(found)-1].Origin != int32(len(j.Eqns)) {
		t.Errorf("the last operation: %+v", found)
	}
	if found := linesWith(c, "// No GPU"); len(found) != 1 {
		t.Errorf("%d notes on what runs elsewhere", len(found))
	}
}
