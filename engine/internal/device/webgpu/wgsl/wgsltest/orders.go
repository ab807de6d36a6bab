package wgsltest

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// Orders are programs in which some things come after others.
var Orders = []Example{
	{"scan", []ir.Aval{Floats(6), Floats(5, 6)}, scanned(5, recurrence)},
	{"long_scan", []ir.Aval{Floats(6), Floats(50_000, 6)}, scanned(50_000, recurrence)},
	{"large_scan", []ir.Aval{Floats(1 << 14), Floats(5, 1<<14)}, scanned(5, recurrence)},
	{"while", []ir.Aval{Floats(6)}, repeated(7, func(i core.Value, x []core.Value) []core.Value {
		return repeated(3, func(_ core.Value, x []core.Value) []core.Value { return List(prim.Mul(x[0], x[0])) })(x)
	})},
	{"large_while", []ir.Aval{Floats(1 << 14), Floats(1 << 14)}, repeated(7, func(i core.Value, x []core.Value) []core.Value {
		big := prim.Convert(prim.Lt(i, core.Scalar(ir.Int32, 3)), ir.Int32, false)
		return append(transform.Cond(big, []*ir.Closed{
			stage(func(x []core.Value) []core.Value { return List(prim.Mul(x[0], x[1])) }, x),
			stage(func(x []core.Value) []core.Value { return List(prim.Sub(x[0], x[1])) }, x),
		}, x), x[0])
	})},
	{"sums_in_a_loop", []ir.Aval{Floats(300)}, repeated(7, func(_ core.Value, x []core.Value) []core.Value {
		mean := prim.Mul(prim.ReduceSum(x[0], []int{0}), core.Scalar(ir.Float32, 0.5))
		return List(prim.Sub(x[0], prim.BroadcastInDim(mean, []int{300}, nil)))
	})},
	{"scatter_few", []ir.Aval{Floats(9), Ints(5, 1), Floats(5)}, scattered(prim.ScatterSum, prim.Clip)},
	{"scatter_add", []ir.Aval{Floats(999), Ints(5000, 1), Floats(5000)}, scattered(prim.ScatterSum, prim.FillOrDrop)},
	{"scatter_max", []ir.Aval{Ints(999), Ints(5000, 1), Ints(5000)}, scattered(prim.ScatterMax, prim.Clip)},
	{"scatter", []ir.Aval{Floats(999), Ints(5000, 1), Floats(5000)}, scattered(prim.ScatterSet, prim.FillOrDrop)},
	{"sort", []ir.Aval{Floats(3, 1000), Ints(3, 1000)}, func(x []core.Value) []core.Value { return prim.Sort(x, 1, 2) }},
	{"cumsum", []ir.Aval{Floats(70_000)}, func(x []core.Value) []core.Value { return List(prim.CumSum(x[0], 0, false)) }},
	{"cumprod", []ir.Aval{Ints(3, 50)}, func(x []core.Value) []core.Value { return List(prim.CumProd(x[0], 1, true)) }},
}

// stage returns a body for control flow.
func stage(f transform.Func, in []core.Value) *ir.Closed {
	return transform.Stage("body", f, ir.Avals(in))
}

// repeated applies f as often as a counter is below n, with the counter.
func repeated(n int, f func(i core.Value, x []core.Value) []core.Value) transform.Func {
	return func(x []core.Value) []core.Value {
		init := append(List(core.Scalar(ir.Int32, 0)), x...)
		cond := stage(func(c []core.Value) []core.Value { return List(prim.Lt(c[0], core.Scalar(ir.Int32, float64(n)))) }, init)
		body := stage(func(c []core.Value) []core.Value {
			return append(List(prim.Add(c[0], core.Scalar(ir.Int32, 1))), f(c[0], c[1:])...)
		}, init)
		return transform.While(cond, body, init)[1:]
	}
}

// scanned carries the first value through the elements of the second one.
func scanned(length int, f transform.Func) transform.Func {
	return func(x []core.Value) []core.Value {
		avals := ir.Avals(x)
		avals[1].Shape = avals[1].Shape[1:]
		return transform.Scan(transform.Stage("body", f, avals), x[:1], x[1:], transform.ScanOptions{Length: length, Unroll: 1})
	}
}

func recurrence(v []core.Value) []core.Value {
	c := prim.Add(prim.Mul(v[0], v[1]), prim.Neg(v[0]))
	return List(c, prim.Mul(c, v[1]))
}

// scattered puts or adds elements to places.
func scattered(how prim.ScatterOp, mode prim.Mode) transform.Func {
	return func(x []core.Value) []core.Value {
		dims := prim.ScatterDims{InsertedWindowDims: []int{0}, ScatterDimsToOperandDims: []int{0}}
		return List(prim.Scatter(how, x[0], x[1], x[2], dims, mode, prim.Hints{}))
	}
}
