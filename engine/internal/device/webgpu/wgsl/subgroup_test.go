package wgsl

import (
	"slices"
	"strings"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// all asks of each row whether all its elements are positive: of booleans, which
// subgroups do not exchange.
var all = wgsltest.Example{Name: "all", In: []ir.Aval{wgsltest.Floats(300, 1000)}, F: func(x []core.Value) []core.Value {
	return wgsltest.List(prim.ReduceAnd(prim.Lt(prim.Lit(x[0], 0), x[0]), []int{1}), prim.ReduceMax(x[0], []int{1}))
}}

// subgrouped are examples in which sums are shared.
var subgrouped = append(slices.DeleteFunc(slices.Concat(wgsltest.Nests, wgsltest.Orders, wgsltest.Rows), func(e wgsltest.Example) bool {
	return !slices.Contains([]string{"total", "long_rows", "masked_rows", "summed_rows", "sums_in_a_loop"}, e.Name)
}), all)

// uneven is an adapter whose subgroups have 8, 16 or 32 invocations.
func uneven() Adapter {
	a := Typical()
	a.Subgroups = [2]int{8, 32}
	return a
}

func TestGoldenSubgroups(t *testing.T) {
	for _, e := range subgrouped {
		t.Run(e.Name, func(t *testing.T) {
			p, err := Print(e.Plan(), uneven())
			if err != nil {
				t.Fatal(err)
			}
			checkGolden(t, e.Name+"_in_subgroups", p)
		})
	}
}

// Subgroups of every size are made use of, within the limits of the adapter, and
// are not asked for where there are none.
func TestSubgroupSizes(t *testing.T) {
	for _, e := range subgrouped {
		for _, size := range []int{0, 1, 4, 16, 64, 128} {
			for name, tighten := range tight {
				a := Least()
				a.Subgroups = [2]int{size, 128}
				tighten(&a)
				checkLimits(t, e.Plan(), a)
				p, err := Print(e.Plan(), a)
				if err != nil {
					t.Fatal(err)
				}
				uses := false
				for _, s := range p.Shaders {
					uses = uses || strings.Contains(s.Source, "subgroupShuffleXor(")
					if asks := strings.Contains(s.Source, "enable subgroups;"); asks != strings.Contains(s.Source, "subgroupShuffleXor(") {
						t.Errorf("%s, %s, subgroups of %d: subgroups are enabled: %v", e.Name, name, size, asks)
					}
				}
				if name == "least" && uses != (size > 1) {
					t.Errorf("%s: subgroups of %d are made use of: %v", e.Name, size, uses)
				}
			}
		}
	}
}
