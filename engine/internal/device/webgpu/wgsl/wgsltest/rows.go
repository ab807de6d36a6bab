package wgsltest

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// softmax divides exp(x) by its sum along the last axis.
func softmax(x core.Value) core.Value {
	shape := x.Aval().Shape
	var dims []int
	for i := range shape[1:] {
		dims = append(dims, i)
	}
	along := func(v core.Value) core.Value { return prim.BroadcastInDim(v, shape, dims) }
	e := prim.Exp(prim.Sub(x, along(prim.ReduceMax(x, []int{len(dims)}))))
	return prim.Div(e, along(prim.ReduceSum(e, []int{len(dims)})))
}

// Rows are programs that are one shader each, which goes through rows; where these
// are summed, others add up what its parts have found.
var Rows = []Example{
	{"long_rows", []ir.Aval{Floats(1000, 1000)}, func(x []core.Value) []core.Value { return List(softmax(x[0])) }},
	{"short_rows", []ir.Aval{Floats(1000, 9)}, func(x []core.Value) []core.Value { return List(softmax(x[0])) }},
	{"masked_rows", []ir.Aval{Floats(50, 12, 90), Floats(12, 90)}, func(x []core.Value) []core.Value {
		mask := prim.BroadcastInDim(x[1], []int{50, 12, 90}, []int{1, 2})
		return List(softmax(prim.Add(x[0], mask)))
	}},
	{"summed_rows", []ir.Aval{Floats(100_000, 32), Floats(32)}, func(x []core.Value) []core.Value {
		z := prim.Logistic(prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}))
		return List(prim.DotGeneral(z, x[0], prim.DotDims{ContractX: []int{0}, ContractY: []int{0}}), prim.ReduceSum(z, []int{0}))
	}},
}
