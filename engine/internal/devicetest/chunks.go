package devicetest

import (
	"fmt"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// chunks are programs so long that a compiler may divide them, with sizes that
// do not come out even. Their results are exact in any order.
func (s suite) chunks(t *testing.T) {
	list := func(v ...core.Value) []core.Value { return v }
	for _, d := range []ir.DType{ir.Float16, ir.Float32, ir.Float64, ir.Int32} {
		for name, c := range map[string]struct {
			f func(x []core.Value) []core.Value
			x []core.Value
		}{
			"pointwise": {func(x []core.Value) []core.Value {
				y := x[0]
				for range 4 {
					y = prim.Sub(prim.Mul(y, x[0]), y)
				}
				return list(y, prim.Gt(y, prim.Lit(y, 5)))
			}, list(whole(d, 300_007))},
			"broadcast": {func(x []core.Value) []core.Value {
				return list(prim.Add(prim.Mul(x[0], prim.BroadcastInDim(x[1], []int{701, 601}, []int{1})), prim.BroadcastInDim(x[2], []int{701, 601}, []int{0})))
			}, list(whole(d, 701, 601), whole(d, 601), whole(d, 701))},
			"index": {func(x []core.Value) []core.Value {
				return list(prim.Add(x[0], prim.Iota(d, []int{701, 601}, 0)), prim.Sub(x[0], prim.Iota(d, []int{701, 601}, 1)))
			}, list(whole(d, 701, 601))},
			"all": {func(x []core.Value) []core.Value {
				y := prim.Mul(x[0], x[0])
				return list(prim.ReduceSum(y, []int{0}), prim.ReduceMax(x[0], []int{0}), y)
			}, list(whole(d, 500_009))},
			"all of two axes": {func(x []core.Value) []core.Value {
				return list(prim.ReduceSum(prim.Add(x[0], prim.Transpose(x[1], []int{1, 0})), []int{0, 1}))
			}, list(whole(d, 701, 601), whole(d, 601, 701))},
			"rows": {func(x []core.Value) []core.Value {
				return list(prim.ReduceSum(x[0], []int{1}), prim.ReduceMin(prim.Mul(x[0], x[0]), []int{1}))
			}, list(whole(d, 1203, 401))},
			"columns": {func(x []core.Value) []core.Value {
				return list(prim.ReduceSum(x[0], []int{0}), prim.ReduceOr(prim.Gt(x[0], prim.Lit(x[0], 2)), []int{0}))
			}, list(whole(d, 1203, 401))},
			"few columns": {func(x []core.Value) []core.Value {
				return list(prim.ReduceSum(prim.Mul(x[0], x[0]), []int{0}), prim.ReduceMax(x[0], []int{0}), prim.Neg(x[0]))
			}, list(whole(d, 100_003, 7))},
			"middle": {func(x []core.Value) []core.Value {
				return list(prim.ReduceSum(x[0], []int{1}), prim.ReduceMax(x[0], []int{1}))
			}, list(whole(d, 3, 50_001, 5))},
			"regression step": {func(x []core.Value) []core.Value {
				z := prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{1}, ContractY: []int{0}})
				r := prim.Sub(prim.Mul(z, z), x[2])
				g := prim.DotGeneral(r, x[0], prim.DotDims{ContractX: []int{0}, ContractY: []int{0}})
				return list(g, prim.ReduceSum(r, []int{0}))
			}, list(whole(d, 20_011, 12), whole(d, 12), whole(d, 20_011))},
		} {
			t.Run(fmt.Sprint(name, " ", d), func(t *testing.T) { s.check(t, c.f, c.x) })
		}
		for _, size := range []struct{ m, n, k int }{{300, 509, 40}, {517, 40, 200}, {200, 128, 300}, {131, 600, 50}} {
			t.Run(fmt.Sprint("product ", size, d), func(t *testing.T) {
				s.check(t, func(x []core.Value) []core.Value {
					return list(prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}))
				}, list(whole(d, size.m, size.k), whole(d, size.k, size.n)))
			})
		}
		t.Run(fmt.Sprint("products ", d), func(t *testing.T) {
			s.check(t, func(x []core.Value) []core.Value {
				return list(prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{2}, ContractY: []int{1}, BatchX: []int{0}, BatchY: []int{0}}))
			}, list(whole(d, 45, 36, 40), whole(d, 45, 40, 34)))
		})
	}
}
