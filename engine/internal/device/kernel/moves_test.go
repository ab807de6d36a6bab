package kernel_test

import (
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// Who computes a part of an array writes it where it belongs, and what one
// index moves is only read from another place.
func TestMoves(t *testing.T) {
	scalar := func(x core.Value, i float64) core.Value {
		at := prim.DynamicSlice(x, list(core.Scalar(ir.Int32, i), core.Scalar(ir.Int32, 0)), []int{1, 1})
		return prim.Reshape(at, nil)
	}
	stack := func(v ...core.Value) core.Value {
		for i := range v {
			v[i] = prim.BroadcastInDim(v[i], []int{1}, nil)
		}
		return prim.Concatenate(v, 0)
	}
	place := func(x core.Value) core.Value { return prim.Convert(scalar(x, 0), ir.Int32, false) }
	for _, c := range []struct {
		name  string
		f     func(x []core.Value) []core.Value
		steps int
	}{
		{"joined where computed", func(x []core.Value) []core.Value {
			return list(prim.Concatenate(list(prim.Sin(x[0]), prim.Cos(x[0])), 0))
		}, 1},
		{"operands copied", func(x []core.Value) []core.Value { return list(prim.Concatenate(list(x[0], x[0]), 0)) }, 2},
		{"vector of scalars", func(x []core.Value) []core.Value {
			a, b := scalar(x[0], 0), scalar(x[0], 1)
			return list(stack(prim.Mul(a, b), prim.Sin(a), prim.Sub(a, b)))
		}, 1},
		{"joined twice", func(x []core.Value) []core.Value {
			y := prim.Concatenate(list(prim.Sin(x[0]), prim.Cos(x[0])), 0)
			return list(prim.Concatenate(list(y, prim.Exp(x[0])), 0))
		}, 2},
		{"padded around", func(x []core.Value) []core.Value {
			return list(prim.Pad(prim.Sin(x[0]), core.Scalar(ir.Float32, 0), []int{1, 0}, []int{1, 0}, []int{0, 0}))
		}, 3},
		{"window read", func(x []core.Value) []core.Value { // one step computes the index
			return list(prim.Sin(prim.DynamicSlice(x[0], list(place(x[1]), place(x[1])), []int{2, 3})))
		}, 2},
		{"gathered into a chain", func(x []core.Value) []core.Value {
			i := prim.Convert(prim.Slice(x[1], []int{0, 0}, []int{5, 1}, nil), ir.Int32, false)
			dims := prim.GatherDims{OffsetDims: []int{1}, CollapsedSliceDims: []int{0}, StartIndexMap: []int{0}}
			return list(prim.Exp(prim.Gather(x[0], prim.Mul(i, i), dims, []int{1, 6}, prim.FillOrDrop)))
		}, 2},
		// The window and what it is replaced by are computed once.
		{"updated in place", func(x []core.Value) []core.Value {
			y, zero := prim.Sin(x[0]), core.Scalar(ir.Int32, 0)
			for range 5 {
				y = prim.DynamicUpdateSlice(y, prim.Exp(prim.DynamicSlice(x[0], list(zero, zero), []int{1, 1})), list(place(x[1]), zero))
			}
			return list(y)
		}, 1 + 2 + 5},
		{"not where it is read later", func(x []core.Value) []core.Value {
			y, zero := prim.Sin(x[0]), core.Scalar(ir.Int32, 0)
			z := prim.DynamicUpdateSlice(y, prim.DynamicSlice(x[0], list(zero, zero), []int{1, 1}), list(zero, zero))
			return list(prim.Add(y, z))
		}, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := planOf(c.f, []int{4, 6}, []int{6, 4})
			for _, s := range plan.Steps {
				if s.IsHost() {
					t.Fatalf("%s is left to the host", s.Eqn.Op.Name())
				}
			}
			if len(plan.Steps) != c.steps {
				t.Errorf("%d steps, want %d", len(plan.Steps), c.steps)
			}
		})
	}
}

// A running sum passes a value along its axis, which no vector goes along.
func TestRunning(t *testing.T) {
	nest := planOf(func(x []core.Value) []core.Value { return list(prim.CumSum(x[0], 0, true)) }, []int{30, 40}).Steps[0].Nest
	if last := nest.Axes[len(nest.Axes)-1]; !last.Chained || last.Size != 30 || nest.Vector != 0 || nest.Axes[0].Size != 40 {
		t.Errorf("axes %v, vector %d", nest.Axes, nest.Vector)
	}
	if out := nest.Out[0].Access; out.Stride[1] != -40 || out.Offset != 29*40 {
		t.Errorf("backwards, the result is walked as %v", out)
	}
}

// Updates that may meet are applied one by one; rows of them are vectors.
func TestOrdered(t *testing.T) {
	scatter := func(window ...int) *kernel.Nest {
		dims := prim.ScatterDims{InsertedWindowDims: []int{0}, ScatterDimsToOperandDims: []int{0}}
		if len(window) > 0 {
			dims.UpdateWindowDims = []int{1}
		}
		plan := planOf(func(x []core.Value) []core.Value {
			return list(prim.ScatterAdd(x[0], prim.Convert(x[1], ir.Int32, false), x[2], dims, prim.FillOrDrop))
		}, append([]int{50}, window...), []int{20, 1}, append([]int{20}, window...))
		return plan.Steps[len(plan.Steps)-1].Nest
	}
	if n := scatter(); !n.Ordered || n.Vector != -1 {
		t.Errorf("single elements: ordered is %t, vector %d", n.Ordered, n.Vector)
	}
	if n := scatter(8); !n.Ordered || n.Vector != 1 {
		t.Errorf("rows: ordered is %t, vector %d", n.Ordered, n.Vector)
	}
}

// A loop that only puts elements into a carry overwrites it.
func TestLoopUpdatesInPlace(t *testing.T) {
	carries := func(keep bool) []kernel.LoopCarry {
		plan := planOf(func(x []core.Value) []core.Value {
			init := list(core.Scalar(ir.Int32, 0), x[0], x[0])
			avals := ir.Avals(init)
			zero := core.Scalar(ir.Int32, 0)
			body := transform.Stage("body", func(c []core.Value) []core.Value {
				at := list(c[0], zero)
				next := prim.DynamicUpdateSlice(c[1], prim.Sin(prim.DynamicSlice(c[1], at, []int{1, 6})), at)
				other := prim.Exp(c[2])
				if keep {
					other = prim.Add(other, c[1])
				}
				return list(prim.Add(c[0], core.Scalar(ir.Int32, 1)), next, prim.Mul(other, next))
			}, avals)
			return transform.Scan(body, init, nil, transform.ScanOptions{Length: 4, Unroll: 1})
		}, []int{4, 6})
		return plan.Steps[len(plan.Steps)-1].Loop.Carries
	}
	if c := carries(false); !c[1].IsInPlace() || c[2].IsInPlace() {
		t.Errorf("in place are %t and %t, want the first only", c[1].IsInPlace(), c[2].IsInPlace())
	}
	if c := carries(true); c[1].IsInPlace() {
		t.Error("a carry is overwritten that is read afterwards")
	}
}
