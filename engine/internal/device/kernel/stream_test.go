package kernel_test

import (
	"slices"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/prim"
)

// Sums down the columns of a wide matrix walk along several rows at once; those
// of a narrow one, whose columns fit into one loop, and long ones, which would
// lose accuracy, do not.
func TestStreams(t *testing.T) {
	times := func(x []core.Value) []core.Value {
		return list(prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{0}, ContractY: []int{0}}))
	}
	columns := func(x []core.Value) []core.Value { return list(prim.ReduceSum(prim.Square(x[0]), []int{0})) }
	for _, c := range []struct {
		name   string
		f      func(x []core.Value) []core.Value
		shapes [][]int
		rows   []int // that each nest takes at once or, the first, in all
	}{
		{"vector times matrix", times, [][]int{{1003}, {1003, 500}}, []int{3, 125}},
		{"whole steps", times, [][]int{{1000}, {1000, 500}}, []int{8, 124}},
		{"sum of columns", columns, [][]int{{1001, 200}}, []int{1, 125}},
		{"narrow", times, [][]int{{1000}, {1000, 32}}, []int{1000}},
		{"long", columns, [][]int{{20000, 200}}, []int{32, 32}}, // chunks, and their partial sums
	} {
		t.Run(c.name, func(t *testing.T) {
			var rows []int
			for _, s := range planOf(c.f, c.shapes...).Steps {
				k := slices.IndexFunc(s.Nest.Axes, func(a kernel.Axis) bool { return a.Size != c.shapes[len(c.shapes)-1][1] })
				rows = append(rows, s.Nest.Axes[k].Size)
				if got := s.Nest.Ordered; got != (len(rows) > 1 && c.name != "long") {
					t.Errorf("nest %d is ordered: %v", len(rows)-1, got)
				}
			}
			if !slices.Equal(rows, c.rows) {
				t.Errorf("the nests take %v rows, want %v", rows, c.rows)
			}
		})
	}
}
