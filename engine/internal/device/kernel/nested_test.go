package kernel_test

import (
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// loopOf plans a scan of 10 turns with the given body, which takes a counter,
// a carry of four by six and an element of the same shape.
func loopOf(t *testing.T, body transform.Func) (*kernel.Plan, *kernel.Loop) {
	t.Helper()
	plan := planOf(func(x []core.Value) []core.Value {
		init := []core.Value{core.Scalar(ir.Int32, 0), prim.Sin(x[0])}
		avals := append(ir.Avals(init), ir.Aval{DType: ir.Float32, Shape: []int{4, 6}})
		return transform.Scan(transform.Stage("body", body, avals), init, []core.Value{x[1]}, transform.ScanOptions{Length: 10})
	}, []int{4, 6}, []int{10, 4, 6})
	for i := range plan.Steps {
		if plan.Steps[i].IsHost() {
			t.Fatalf("%s is left to the host", plan.Steps[i].Eqn.Op.Name())
		}
		if l := plan.Steps[i].Loop; l != nil {
			return plan, l
		}
	}
	t.Fatal("there is no loop")
	return nil, nil
}

func next(i core.Value) core.Value { return prim.Add(i, core.Scalar(ir.Int32, 1)) }

// Small carries are copied, large ones change places, and elements are read and
// written where they lie.
func TestLoop(t *testing.T) {
	plan, l := loopOf(t, func(v []core.Value) []core.Value {
		y := prim.Mul(v[1], v[2])
		return list(next(v[0]), y, prim.Exp(y))
	})
	if len(l.Carries) != 2 || !l.Carries[0].IsCopied() || l.Carries[1].IsCopied() {
		t.Errorf("carries %+v", l.Carries)
	}
	if nests, _ := kernel.Count(l.Body); nests != 2 {
		t.Errorf("%d nests in the body, want one for the counter and one for the rest", nests)
	}
	if len(l.Windows) != 2 {
		t.Errorf("%d windows, want that of the operand and that of the result", len(l.Windows))
	}
	for _, w := range l.Windows {
		if plan.Buffers[w.Buffer].Kind != kernel.Moving || w.Step != 4*4*6 || w.First != 0 {
			t.Errorf("window %+v", w)
		}
	}
}

// What a body passes on or only puts elements into is not copied.
func TestCarriesThatStay(t *testing.T) {
	_, l := loopOf(t, func(v []core.Value) []core.Value { return list(next(v[0]), v[1], prim.Mul(v[1], v[2])) })
	if len(l.Carries) != 1 {
		t.Errorf("%d carries, want the counter only", len(l.Carries))
	}
	_, l = loopOf(t, func(v []core.Value) []core.Value {
		row := prim.Slice(v[2], []int{0, 0}, []int{1, 6}, nil)
		return list(next(v[0]), prim.DynamicUpdateSlice(v[1], row, []core.Value{v[0], core.Scalar(ir.Int32, 0)}))
	})
	if len(l.Carries) != 2 || !l.Carries[1].IsInPlace() {
		t.Errorf("carries %+v, want the last one in place", l.Carries)
	}
}

// What is the same in every turn is computed once, in front of the loop.
func TestInvariants(t *testing.T) {
	plan := planOf(func(x []core.Value) []core.Value {
		known := prim.Cos(x[0])
		body := transform.Stage("body", func(v []core.Value) []core.Value {
			zeros := prim.Broadcast(core.Scalar(ir.Float32, 0), []int{4, 6})
			sums := prim.ReduceSum(prim.Exp(v[1]), []int{1})
			return list(prim.Add(prim.Mul(v[0], prim.BroadcastInDim(sums, []int{4, 6}, []int{0})), zeros), v[1])
		}, ir.Avals(list(x[0], known)))
		return transform.Scan(body, list(x[0], known), nil, transform.ScanOptions{Length: 10})
	}, []int{4, 6})
	last := plan.Steps[len(plan.Steps)-1].Loop
	if before, _ := kernel.Count(plan.Steps[:len(plan.Steps)-1]); before != 1 || last == nil || len(last.Body) != 1 {
		t.Fatalf("%d nests before the loop, want one, and one inside", before)
	}
	if n := len(last.Body[0].Nest.Body.Instrs); n != 2 {
		t.Errorf("%d instructions inside, want a product and a sum", n)
	}
}

// Temporary memory of a body is shared with nothing that another turn reads.
func TestMemoryOfLoops(t *testing.T) {
	plan := planOf(func(x []core.Value) []core.Value {
		known := prim.Exp(x[0]) // read in every turn
		avals := []ir.Aval{{DType: ir.Float32, Shape: []int{4, 6}}}
		body := transform.Stage("body", func(v []core.Value) []core.Value {
			sums := prim.ReduceSum(prim.Mul(v[0], known), []int{1})
			return list(prim.Sub(prim.Sin(v[0]), prim.BroadcastInDim(sums, []int{4, 6}, []int{0})))
		}, avals)
		return transform.Scan(body, []core.Value{prim.Cos(x[0])}, nil, transform.ScanOptions{Length: 10})
	}, []int{4, 6})
	type span struct{ from, to int }
	var spans []span
	for _, b := range plan.Buffers {
		if b.Kind == kernel.Temporary && b.Len > 0 {
			spans = append(spans, span{b.Offset, b.Offset + b.Bytes()})
		}
	}
	for i, a := range spans {
		for _, b := range spans[:i] {
			if a.from < b.to && b.from < a.to {
				t.Errorf("%v and %v overlap", a, b)
			}
		}
	}
	if len(spans) < 4 { // what is known, the first carry, the spare one, the sums
		t.Errorf("%d temporary buffers", len(spans))
	}
}
