package kernel_test

import (
	"fmt"
	"slices"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/prim"
)

// centred subtracts the maximum along the last axis.
func centred(x core.Value) core.Value { return prim.Sub(x, spread(prim.ReduceMax, x)) }

// spread repeats a reduction of the last axis along it.
func spread(reduce func(x core.Value, axes []int) core.Value, x core.Value) core.Value {
	shape := x.Aval().Shape
	dims := make([]int, len(shape)-1)
	for i := range dims {
		dims[i] = i
	}
	return prim.BroadcastInDim(reduce(x, []int{len(dims)}), shape, dims)
}

// What goes row by row, on a machine that gains by it whatever the size.
func TestRows(t *testing.T) {
	for _, c := range []struct {
		name   string
		f      func(x []core.Value) []core.Value
		shapes [][]int
		want   string // of each step: its nests or, of rows, the shared axes, the nests and the local buffers
	}{
		{"softmax", func(x []core.Value) []core.Value {
			e := prim.Exp(centred(x[0]))
			return list(prim.Div(e, spread(prim.ReduceSum, e)))
		}, [][]int{{4, 6}}, "[4]:3:3"},
		{"results of rows", func(x []core.Value) []core.Value {
			d := centred(x[0])
			return list(d, prim.ReduceSum(d, []int{1}))
		}, [][]int{{4, 6}}, "[4]:2:1"},
		{"pointwise", func(x []core.Value) []core.Value {
			return list(prim.Sin(x[0]), prim.Cos(prim.Transpose(prim.Tan(x[0]), []int{1, 0})))
		},
			[][]int{{4, 6}}, "1 1"},
		{"a row", func(x []core.Value) []core.Value { return list(centred(x[0])) }, [][]int{{1, 6}}, "1 1"},
		{"a sum of all in between", func(x []core.Value) []core.Value {
			d := centred(x[0])
			return list(centred(prim.Mul(d, prim.BroadcastInDim(prim.ReduceSum(d, []int{0, 1}), []int{4, 6}, nil))))
		}, [][]int{{4, 6}}, "1 1 [4]:2:2"},
		{"other rows in between", func(x []core.Value) []core.Value {
			d := prim.Transpose(centred(x[0]), []int{1, 0})
			return list(centred(prim.Exp(d)))
		}, [][]int{{40, 60}}, "[40]:2:1 1 1"},
		{"with a mask", func(x []core.Value) []core.Value {
			return list(centred(prim.Add(x[0], prim.BroadcastInDim(x[1], []int{2, 3, 5}, []int{1, 2}))))
		}, [][]int{{2, 3, 5}, {3, 5}}, "[2 3]:2:2"},
		{"of which others keep apart", func(x []core.Value) []core.Value {
			d := centred(x[0])
			whole := prim.ReduceSum(x[1], []int{0})
			e := prim.Mul(d, spread(prim.ReduceSum, d))
			return list(prim.Add(whole, whole), centred(e))
		}, [][]int{{4, 6}, {9}}, "[4]:4:5 1 1"},
		{"of which others do not", func(x []core.Value) []core.Value {
			d := centred(x[0])
			columns := prim.ReduceSum(d, []int{0})
			return list(centred(prim.Mul(d, prim.BroadcastInDim(columns, []int{40, 60}, []int{1}))))
		}, [][]int{{40, 60}}, "1 1 [40]:2:2"},
		{"columns", func(x []core.Value) []core.Value {
			return list(prim.Sub(x[0], prim.BroadcastInDim(prim.ReduceMax(x[0], []int{0}), []int{40, 60}, []int{1})))
		}, [][]int{{40, 60}}, "1 1"},
		{"in the middle", func(x []core.Value) []core.Value {
			return list(prim.Sub(x[0], prim.BroadcastInDim(prim.ReduceMax(x[0], []int{1}), []int{4, 5, 6}, []int{0, 2})))
		}, [][]int{{4, 5, 6}}, "[4]:2:1"},
		{"matrix products", func(x []core.Value) []core.Value {
			y := prim.DotGeneral(x[0], x[0], prim.DotDims{ContractX: []int{1}, ContractY: []int{0}})
			return list(centred(y))
		}, [][]int{{100, 100}}, "1 [100]:2:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			target := kernel.Target{Rows: kernel.RowTarget{Least: 2, Most: 1 << 20, Block: 1}}
			got := ""
			for _, s := range planFor(target, c.f, c.shapes...).Steps {
				switch {
				case s.Rows != nil:
					got += fmt.Sprintf(" %v:%d:%d", s.Rows.Outer, len(s.Rows.Nests), len(s.Rows.Local))
				default:
					got += " 1"
				}
			}
			if got != " "+c.want {
				t.Errorf("steps%s, want %s", got, c.want)
			}
		})
	}
}

// What is combined over many rows goes along with them, where it is little.
func TestRowSums(t *testing.T) {
	target := kernel.Target{Rows: kernel.RowTarget{Least: 2, Most: 1 << 20, Sums: 32, Many: 50}}
	fit := func(x []core.Value) []core.Value {
		z := prim.Exp(prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}))
		mean := prim.Div(z, prim.BroadcastInDim(prim.Neg(prim.Lit(prim.ReduceMax(z, []int{0}), 3)), z.Aval().Shape, nil))
		return list(prim.ReduceSum(z, []int{0}), prim.DotGeneral(mean, x[0], prim.DotDims{ContractX: []int{0}, ContractY: []int{0}}))
	}
	centredByColumns := func(x []core.Value) []core.Value {
		d := centred(x[0])
		columns := prim.ReduceSum(d, []int{0})
		return list(prim.Mul(d, prim.BroadcastInDim(columns, d.Aval().Shape, []int{1})))
	}
	for _, c := range []struct {
		name   string
		f      func(x []core.Value) []core.Value
		shapes [][]int
		nests  []int // of the rows of each step, 1 if it is none
		across int   // of these, how many combine over the rows
	}{
		{"a fit", fit, [][]int{{5000, 20}, {20}}, []int{3}, 2},
		{"of few rows", fit, [][]int{{40, 20}, {20}}, []int{1, 1, 1}, 0},
		{"of many columns", fit, [][]int{{5000, 70}, {70}}, []int{2, 1}, 1},
		{"read by rows", centredByColumns, [][]int{{5000, 20}}, []int{2, 1}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var nests []int
			across := 0
			for _, s := range planFor(target, c.f, c.shapes...).Steps {
				if s.Rows == nil {
					nests = append(nests, 1)
					continue
				}
				nests = append(nests, len(s.Rows.Nests))
				for _, n := range s.Rows.Nests {
					if s.Rows.Across(n) {
						across++
					}
				}
			}
			if !slices.Equal(nests, c.nests) || across != c.across {
				t.Errorf("nests %v, of which %d combine over rows, want %v and %d", nests, across, c.nests, c.across)
			}
		})
	}
}

// What is local needs memory for the rows at hand only, but only where it pays.
func TestPackedRows(t *testing.T) {
	softmax := func(x []core.Value) []core.Value {
		e := prim.Exp(centred(x[0]))
		return list(prim.Div(e, spread(prim.ReduceSum, e)))
	}
	large := planOf(softmax, []int{2000, 1000})
	r := large.Steps[0].Rows
	if r == nil || len(large.Steps) != 1 {
		t.Fatalf("%d steps, expected rows", len(large.Steps))
	}
	row := (1000 + 2) * 4
	if r.Block < 8 || r.Block > 64 || r.Bytes < r.Block*row || large.Scratch > 2*r.Block*row {
		t.Errorf("%d rows of %d at hand in %d bytes, of %d bytes of scratch memory", r.Block, row, r.Bytes, large.Scratch)
	}
	if n := r.Chunks(); n != (2000+r.Block-1)/r.Block {
		t.Errorf("%d blocks of %d rows", n, r.Block)
	}
	if steps := planOf(softmax, []int{200, 1000}).Steps; len(steps) != 3 {
		t.Errorf("%d steps for what fits into the cache", len(steps))
	}
}
