package devicetest

import (
	"fmt"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// along repeats what a reduction of the last axis left along that axis.
func along(v core.Value, shape []int) core.Value {
	dims := make([]int, len(shape)-1)
	for i := range dims {
		dims[i] = i
	}
	return prim.BroadcastInDim(v, shape, dims)
}

// softmax divides exp(x) by its sum along the last axis.
func softmax(x core.Value) core.Value {
	shape := x.Aval().Shape
	last := []int{len(shape) - 1}
	e := prim.Exp(prim.Sub(x, along(prim.ReduceMax(x, last), shape)))
	return prim.Div(e, along(prim.ReduceSum(e, last), shape))
}

// rows are programs that hand on values within the rows of an array. Results are
// exact, or their sums are short enough to be added in order.
func (s suite) rows(t *testing.T) {
	list := func(v ...core.Value) []core.Value { return v }
	centred := func(x core.Value) core.Value {
		shape := x.Aval().Shape
		return prim.Sub(x, along(prim.ReduceMax(x, []int{len(shape) - 1}), shape))
	}
	for name, c := range map[string]struct {
		shape []int
		f     func(x, y core.Value) []core.Value
	}{
		"long": {[]int{101, 1203}, func(x, _ core.Value) []core.Value {
			d := centred(x)
			sum := prim.ReduceSum(prim.Mul(d, x), []int{1})
			return list(prim.Add(d, along(sum, x.Aval().Shape)), sum)
		}},
		"short": {[]int{1203, 5}, func(x, _ core.Value) []core.Value {
			d := centred(x)
			return list(prim.Mul(d, along(prim.ReduceSum(d, []int{1}), x.Aval().Shape)))
		}},
		"of one": {[]int{99, 1}, func(x, _ core.Value) []core.Value { return list(centred(prim.Mul(x, x))) }},
		"of axes": {[]int{5, 7, 11, 13}, func(x, _ core.Value) []core.Value {
			d := centred(x)
			sum := prim.ReduceSum(d, []int{2, 3})
			return list(prim.Sub(d, prim.BroadcastInDim(sum, x.Aval().Shape, []int{0, 1})))
		}},
		"with a mask": {[]int{6, 41, 37}, func(x, y core.Value) []core.Value {
			d := centred(prim.Add(x, prim.BroadcastInDim(y, x.Aval().Shape, []int{1, 2})))
			return list(d, centred(prim.Mul(d, d)))
		}},
		"of truths": {[]int{67, 90}, func(x, _ core.Value) []core.Value {
			high := prim.Gt(x, prim.Lit(x, 2))
			some := along(prim.ReduceOr(high, []int{1}), x.Aval().Shape)
			d := centred(x)
			return list(prim.Select(prim.And(some, prim.Gt(d, prim.Lit(x, -3))), d, x), some)
		}},
		"in the middle": {[]int{9, 31, 17}, func(x, _ core.Value) []core.Value {
			top := prim.BroadcastInDim(prim.ReduceMax(x, []int{1}), x.Aval().Shape, []int{0, 2})
			d := prim.Sub(x, top)
			return list(prim.Mul(d, prim.BroadcastInDim(prim.ReduceSum(d, []int{1}), x.Aval().Shape, []int{0, 2})))
		}},
		"of columns": {[]int{45, 64}, func(x, _ core.Value) []core.Value {
			return list(centred(prim.Transpose(x, []int{1, 0})), prim.Transpose(centred(prim.Transpose(x, []int{1, 0})), []int{1, 0}))
		}},
		"with running sums": {[]int{70, 123}, func(x, _ core.Value) []core.Value {
			d := prim.CumSum(centred(x), 1, false)
			return list(prim.Sub(d, along(prim.ReduceMin(d, []int{1}), x.Aval().Shape)))
		}},
		"turned, and in two runs": {[]int{70, 123}, func(x, _ core.Value) []core.Value {
			d := centred(prim.Rev(x, []int{0, 1}))
			all := prim.ReduceMin(d, []int{0, 1})
			return list(centred(prim.Sub(d, prim.BroadcastInDim(all, x.Aval().Shape, nil))))
		}},
		"in a loop": {[]int{40, 130}, func(x, _ core.Value) []core.Value {
			init := list(core.Scalar(ir.Int32, 0), x)
			cond := transform.Stage("cond", func(c []core.Value) []core.Value {
				return list(prim.Lt(c[0], core.Scalar(ir.Int32, 3)))
			}, ir.Avals(init))
			body := transform.Stage("body", func(c []core.Value) []core.Value {
				d := centred(prim.Neg(c[1]))
				return list(prim.Add(c[0], core.Scalar(ir.Int32, 1)), prim.Add(d, along(prim.ReduceMin(d, []int{1}), x.Aval().Shape)))
			}, ir.Avals(init))
			return transform.While(cond, body, init)
		}},
		"joined": {[]int{50, 33}, func(x, _ core.Value) []core.Value {
			d := centred(x)
			both := prim.Concatenate(list(d, prim.Mul(d, d), x), 1)
			return list(centred(both), both)
		}},
	} {
		for _, d := range []ir.DType{ir.Float16, ir.Float32, ir.Float64, ir.Int32} {
			t.Run(fmt.Sprint(name, " ", d), func(t *testing.T) {
				in := list(whole(d, c.shape...), whole(d, c.shape[1:]...))
				s.check(t, func(x []core.Value) []core.Value { return c.f(x[0], x[1]) }, in)
			})
		}
	}
	for _, d := range []ir.DType{ir.Float16, ir.Float32, ir.Float64} {
		t.Run(fmt.Sprint("softmax ", d), func(t *testing.T) {
			s.check(t, func(x []core.Value) []core.Value {
				y, pullback := transform.VJP("test", func(x []core.Value) []core.Value { return list(softmax(x[0])) }, x)
				return append(y, pullback(y)...)
			}, list(whole(d, 211, 27)))
		})
	}
}
