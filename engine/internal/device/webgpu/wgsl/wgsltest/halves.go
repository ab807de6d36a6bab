package wgsltest

import (
	"math"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// OfHalves are programs of float16, for adapters that have it: by fours and one by
// one, sums, what is moved only, and a loop with a memory of words.
var OfHalves = []Example{
	{"halves", []ir.Aval{Halves(100, 8), Halves(8), Bools(100, 8)}, func(x []core.Value) []core.Value {
		y := prim.Mul(x[0], prim.Add(prim.Broadcast(prim.Reshape(x[1], []int{1, 8}), []int{100, 8}), core.Scalar(ir.Float16, 0.1)))
		infinity := prim.Broadcast(core.Scalar(ir.Float16, math.Inf(-1)), []int{100, 8})
		return List(prim.Select(x[2], y, infinity), prim.ReduceSum(y, []int{1}), prim.Rev(x[1], []int{0}))
	}},
	{"halves_in_a_loop", []ir.Aval{Halves(7)}, func(x []core.Value) []core.Value {
		body := transform.Stage("body", func(c []core.Value) []core.Value {
			return List(prim.Mul(c[0], core.Scalar(ir.Float16, 1.5)), prim.Add(c[1], prim.ReduceMax(c[0], []int{0})))
		}, []ir.Aval{Halves(7), Halves()})
		return transform.Scan(body, List(x[0], core.Scalar(ir.Float16, 0)), nil, transform.ScanOptions{Length: 50, Unroll: 1})
	}},
}
