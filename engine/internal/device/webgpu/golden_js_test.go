package webgpu

import (
	"slices"
	"testing"

	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
)

// The shaders of all examples are valid, for adapters of every kind.
func TestWGSLIsValid(t *testing.T) {
	d := openGPU(t)
	s, err := d.session()
	if err != nil {
		t.Fatal(err)
	}
	reordering := wgsl.Least()
	reordering.Reordering = true
	uneven := wgsl.Typical()
	uneven.Subgroups = [2]int{8, 32}
	examples := slices.Concat(wgsltest.Nests, wgsltest.Orders, wgsltest.Rows)
	if d.Adapter().Half {
		examples = append(examples, wgsltest.OfHalves...)
	}
	for name, a := range map[string]wgsl.Adapter{"least": wgsl.Least(), "reordering": reordering, "typical": wgsl.Typical(), "uneven": uneven} {
		a.Half, a.Bindings = d.Adapter().Half, min(a.Bindings, d.Adapter().Bindings)
		if s.adapter.Subgroups[1] == 0 { // their operations are not known here
			a.Subgroups = [2]int{}
		}
		for _, e := range examples {
			t.Run(e.Name+" "+name, func(t *testing.T) {
				p, err := wgsl.Print(e.Plan(), a)
				if err != nil {
					t.Fatal(err)
				}
				l, err := s.load(p)
				if err == nil {
					err = l.wait()
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
	}
}
