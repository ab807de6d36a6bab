package kernel_test

import (
	"slices"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// The sizes of the axes along which nests are divided; 0 stands for a nest that
// is not, 1 for one whose every chunk has partial results.
func TestSplit(t *testing.T) {
	sum := func(axes ...int) func(x []core.Value) []core.Value {
		return func(x []core.Value) []core.Value { return list(prim.ReduceSum(x[0], axes)) }
	}
	product := func(x []core.Value) []core.Value {
		return list(prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}))
	}
	for _, c := range []struct {
		name   string
		f      func(x []core.Value) []core.Value
		shapes [][]int
		split  []int
	}{
		{"short", func(x []core.Value) []core.Value { return list(prim.Sin(x[0])) }, [][]int{{1000}}, []int{0}},
		{"long", func(x []core.Value) []core.Value { return list(prim.Sin(x[0])) }, [][]int{{1 << 20}}, []int{1 << 20}},
		{"rows", sum(1), [][]int{{2000, 500}}, []int{2000}},
		{"columns", sum(0), [][]int{{20_000, 300}}, []int{300}},
		{"columns, added in place", sum(0), [][]int{{500, 2000}}, []int{0, 0}},
		{"of few lines", sum(1), [][]int{{2, 1 << 20}}, []int{1, 0}},
		{"all, evenly", sum(0), [][]int{{1_000_000}}, []int{1, 0}},
		{"all, with a rest", sum(0), [][]int{{1_000_003}}, []int{1, 0, 0}},
		{"product", product, [][]int{{300, 300}, {300, 320}}, []int{300}},
		{"wide product", product, [][]int{{100, 300}, {300, 1000}}, []int{1000}},
		{"narrow product", product, [][]int{{1000, 300}, {300, 8}}, []int{1000}},
		{"running sum", func(x []core.Value) []core.Value { return list(prim.CumSum(x[0], 0, false)) }, [][]int{{1 << 20}}, []int{0}},
		{"running sums", func(x []core.Value) []core.Value { return list(prim.CumSum(x[0], 1, false)) }, [][]int{{1000, 500}}, []int{1000}},
		{"updates that may coincide", func(x []core.Value) []core.Value {
			i := prim.Convert(prim.Rem(prim.Iota(ir.Float32, []int{1 << 20, 1}, 0), prim.Lit(x[0], 7)), ir.Int32, false)
			return list(prim.ScatterAdd(x[0], i, x[1], prim.ScatterDims{InsertedWindowDims: []int{0}, ScatterDimsToOperandDims: []int{0}}, prim.Clip))
		}, [][]int{{10}, {1 << 20}}, []int{0, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := planOf(c.f, c.shapes...)
			var got []int
			for _, s := range plan.Steps {
				switch n := s.Nest; {
				case n == nil || n.Split == nil:
					got = append(got, 0)
				case n.Split.Block == 1:
					got = append(got, 1)
				default:
					got = append(got, n.Axes[n.Split.Axis].Size)
				}
			}
			if !slices.Equal(got, c.split) {
				t.Errorf("divided along %v, want %v", got, c.split)
			}
			if (plan.Shareable() > 0) != (c.split[0] > 0) {
				t.Errorf("%g ns can be shared", plan.Shareable())
			}
		})
	}
}
