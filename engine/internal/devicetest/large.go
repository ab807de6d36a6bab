package devicetest

import (
	"fmt"
	"math"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// whole returns an array of small whole numbers, whose sums and products are
// exact in any order.
func whole(d ir.DType, shape ...int) core.Value {
	elements := make([]float64, ir.Size(shape))
	for i := range elements {
		elements[i] = float64(i*i%7) - 3
	}
	return constant(d, shape, elements...)
}

// manyTerms reduces over more elements than a block or a vector has, along
// each axis and all.
func (s suite) manyTerms(t *testing.T) {
	for _, shape := range [][]int{{3000}, {10007}, {5, 801}, {801, 5}, {40, 37, 11}, {2, 3, 5000}, {300, 300}} {
		for _, d := range []ir.DType{ir.Float16, ir.Float32, ir.Float64, ir.Int32} {
			for mask := 1; mask < 1<<len(shape); mask++ {
				var axes []int
				for k := range shape {
					if mask>>k&1 == 1 {
						axes = append(axes, k)
					}
				}
				t.Run(fmt.Sprint(shape, d, axes), func(t *testing.T) {
					s.check(t, func(x []core.Value) []core.Value {
						y := prim.Mul(x[0], prim.Add(x[0], prim.Lit(x[0], 1)))
						return []core.Value{prim.ReduceSum(y, axes), prim.ReduceMax(x[0], axes), prim.ReduceSum(x[0], axes), y,
							prim.ReduceOr(prim.Gt(x[0], prim.Lit(x[0], 2)), axes)}
					}, []core.Value{whole(d, shape...)})
				})
			}
		}
	}
}

// products multiplies matrices large enough for tiles, in all layouts.
func (s suite) products(t *testing.T) {
	for _, size := range []struct{ m, n, k int }{{64, 64, 64}, {65, 67, 301}, {4, 9, 2000}, {130, 4, 257}, {33, 70, 512}, {67, 1037, 19}, {1, 500, 300}, {500, 1, 300}, {500, 1, 303}, {1, 500, 303}, {300, 2, 300}} {
		for _, d := range []ir.DType{ir.Float16, ir.Float32, ir.Float64, ir.Int32} {
			for layout := range 4 {
				x, y, dims := whole(d, size.m, size.k), whole(d, size.k, size.n), prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}
				if layout&1 == 1 {
					x, dims.ContractX = whole(d, size.k, size.m), []int{0}
				}
				if layout&2 == 2 {
					y, dims.ContractY = whole(d, size.n, size.k), []int{1}
				}
				t.Run(fmt.Sprint(size, d, layout), func(t *testing.T) {
					s.check(t, func(x []core.Value) []core.Value { return []core.Value{prim.DotGeneral(x[0], x[1], dims)} }, []core.Value{x, y})
				})
			}
		}
	}
	t.Run("batches", func(t *testing.T) {
		dims := prim.DotDims{ContractX: []int{1}, ContractY: []int{2}, BatchX: []int{2}, BatchY: []int{0}}
		s.check(t, func(x []core.Value) []core.Value { return []core.Value{prim.DotGeneral(x[0], x[1], dims)} },
			[]core.Value{whole(ir.Float32, 50, 40, 3), whole(ir.Float32, 3, 60, 40)})
	})
}

// columns reduces wide matrices and batches of them down their columns.
func (s suite) columns(t *testing.T) {
	for _, shape := range [][]int{{203, 301}, {2, 200, 130}, {65, 128}} {
		axes := []int{len(shape) - 2}
		for _, d := range []ir.DType{ir.Float16, ir.Float32, ir.Float64, ir.Int32} {
			for name, f := range map[string]func(x core.Value) core.Value{
				"sum":  func(x core.Value) core.Value { return prim.ReduceSum(prim.Add(x, prim.Lit(x, 1)), axes) },
				"max":  func(x core.Value) core.Value { return prim.ReduceMax(x, axes) },
				"or":   func(x core.Value) core.Value { return prim.ReduceOr(prim.Gt(x, prim.Lit(x, 2)), axes) },
				"and":  func(x core.Value) core.Value { return prim.ReduceAnd(prim.Gt(x, prim.Lit(x, -4)), axes) },
				"turn": func(x core.Value) core.Value { return prim.ReduceSum(prim.Rev(x, axes), axes) },
			} {
				t.Run(fmt.Sprint(name, shape, d), func(t *testing.T) {
					s.check(t, func(x []core.Value) []core.Value { return []core.Value{f(x[0])} }, []core.Value{whole(d, shape...)})
				})
			}
		}
	}
}

// longSums adds many floats of one sign, where a running sum would lose digits:
// all of them, rows, and columns of a wide and of a narrow matrix.
func (s suite) longSums(t *testing.T) {
	const most = 1e-6
	for _, shape := range [][]int{{100000, 1}, {16000, 8}, {4095, 130}, {5000, 130}} {
		x := make([]float64, ir.Size(shape))
		for i := range x {
			x[i] = float64(float32(1 + math.Sin(float64(i)*12.9898)))
		}
		for name, axes := range map[string][]int{"all": {0, 1}, "rows": {1}, "columns": {0}} {
			t.Run(fmt.Sprint(name, shape), func(t *testing.T) {
				f := func(x []core.Value) []core.Value { return []core.Value{prim.ReduceSum(x[0], axes)} }
				exact := elements(core.Tensor(f([]core.Value{constant(ir.Float64, shape, x...)})[0]))
				in := []core.Value{constant(ir.Float32, shape, x...)}
				e, _ := s.compile(f, in)
				for i, got := range elements(e.Run(tensors(in))[0]) {
					if math.Abs(got-exact[i]) > most*exact[i] {
						t.Errorf("sum %d is %v, want %v", i, got, exact[i])
						return
					}
				}
			})
		}
	}
}
