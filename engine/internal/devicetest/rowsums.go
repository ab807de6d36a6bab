package devicetest

import (
	"fmt"
	"math"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// fitted returns X·w, and the sum of a row's multiples by it: what a step of a
// regression needs of many rows.
func fitted(x, w core.Value, f func(z core.Value) core.Value) (z, sum core.Value) {
	z = f(prim.DotGeneral(x, w, prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}))
	return z, prim.DotGeneral(z, x, prim.DotDims{ContractX: []int{0}, ContractY: []int{0}})
}

// rowSums are programs that hand on values within rows, and combine them over all
// rows too. Results are exact.
func (s suite) rowSums(t *testing.T) {
	list := func(v ...core.Value) []core.Value { return v }
	regression := func(x, w core.Value) []core.Value {
		z, sum := fitted(x, w, func(z core.Value) core.Value { return z })
		high := prim.Gt(z, prim.Lit(z, 60))
		return list(sum, prim.ReduceSum(z, []int{0}), prim.ReduceMax(prim.Neg(z), []int{0}), prim.ReduceOr(high, []int{0}), high)
	}
	masked := func(x, y core.Value) []core.Value {
		d := prim.Add(x, prim.BroadcastInDim(y, x.Aval().Shape, []int{1, 2}))
		least := prim.ReduceMin(d, []int{2})
		return list(prim.ReduceSum(prim.Sub(d, along(least, x.Aval().Shape)), []int{0, 1}), prim.ReduceSum(least, []int{0, 1}))
	}
	for name, c := range map[string]struct {
		x, y []int
		f    func(x, y core.Value) []core.Value
	}{
		"regression":       {[]int{9001, 32}, []int{32}, regression},
		"whole groups":     {[]int{16384, 32}, []int{32}, regression},
		"few columns":      {[]int{20003, 5}, []int{5}, regression},
		"uneven columns":   {[]int{9001, 30}, []int{30}, regression},
		"a column":         {[]int{9001, 1}, []int{1}, regression},
		"too many columns": {[]int{8300, 100}, []int{100}, regression},
		"with a mask":      {[]int{9, 1013, 8}, []int{1013, 8}, masked},
	} {
		for _, d := range []ir.DType{ir.Float32, ir.Int32} {
			t.Run(fmt.Sprint(name, " ", d), func(t *testing.T) {
				s.check(t, func(x []core.Value) []core.Value { return c.f(x[0], x[1]) }, list(whole(d, c.x...), whole(d, c.y...)))
			})
		}
	}
	for name, special := range map[string]float64{"nan": math.NaN(), "infinity": math.Inf(1)} {
		t.Run(name, func(t *testing.T) {
			x := elements(core.Tensor(whole(ir.Float64, 9001, 8)))
			x[8*8999+3] = special
			s.check(t, func(x []core.Value) []core.Value { return regression(x[0], x[1]) },
				list(constant(ir.Float32, []int{9001, 8}, x...), constant(ir.Float32, []int{8}, 1, 2, 3, 4, 5, 6, 7, 8)))
		})
	}
}

// longRowSums adds many floats of one sign over rows, which keep their digits.
func (s suite) longRowSums(t *testing.T) {
	const rows, columns, most = 100_003, 32, 1e-6
	x, w := make([]float64, rows*columns), make([]float64, columns)
	for i := range x {
		x[i] = float64(float32(1 + math.Sin(float64(i)*12.9898)))
	}
	for i := range w {
		w[i] = float64(i-16) / 64
	}
	f := func(x []core.Value) []core.Value {
		p, sum := fitted(x[0], x[1], prim.Logistic)
		return []core.Value{sum, prim.ReduceSum(p, []int{0})}
	}
	in := func(d ir.DType) []core.Value {
		return []core.Value{constant(d, []int{rows, columns}, x...), constant(d, []int{columns}, w...)}
	}
	exact := f(in(ir.Float64))
	e, _ := s.compile(f, in(ir.Float32))
	for i, result := range e.Run(tensors(in(ir.Float32))) {
		want := elements(core.Tensor(exact[i]))
		for k, got := range elements(result) {
			if !(math.Abs(got-want[k]) <= most*want[k]) {
				t.Errorf("sum %d of result %d is %v, want %v", k, i, got, want[k])
			}
		}
	}
}
