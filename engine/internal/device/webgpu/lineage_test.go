package webgpu

import (
	"testing"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
	"fluxion/engine/internal/ir"
)

// An adder adds its operands, and counts how often.
type adder struct{ runs int }

func (a *adder) Run(in []*device.Tensor) []*device.Tensor {
	a.runs++
	out := device.New(ir.Float32)
	for _, t := range in {
		out.Float32s()[0] += t.Float32s()[0]
	}
	return []*device.Tensor{out, out}
}

var scalar = []ir.Aval{wgsltest.Floats(), wgsltest.Floats()}

func one() *node {
	t := device.New(ir.Float32)
	t.Float32s()[0] = 1
	return outside(t)
}

// What is needed is computed again, each evaluation once, however often it is used.
func TestRevive(t *testing.T) {
	a := &adder{}
	n := one()
	for range 20 { // each one twice the one before
		_, out := newEvaluation(a, []*node{n, n}, scalar)
		n = out[0]
	}
	_, unused := newEvaluation(a, []*node{n}, scalar)
	if got := n.revive().Float32s()[0]; got != 1<<20 || a.runs != 20 {
		t.Errorf("got %v after %d runs", got, a.runs)
	}
	if n.history() != nil || unused[0].history() == nil {
		t.Error("what is known has a history, or what is not has none")
	}
	n.revive()
	if a.runs != 20 {
		t.Error("what was known was computed again")
	}
	// The results of an evaluation come together.
	if got := unused[1].revive().Float32s()[0]; got != 1<<20 || unused[0].history() != nil || a.runs != 21 {
		t.Errorf("got %v after %d runs", got, a.runs)
	}
}

// A node is read back after many evaluations, later if it is large, and counts as
// known from then on.
func TestHistoryIsCut(t *testing.T) {
	for _, c := range []struct {
		elements, least, most int
	}{{1, 32, 128}, {1 << 20, 100, 1000}} {
		n := outside(device.New(ir.Float32, c.elements))
		steps := 0
		for ; !n.isDeep() && steps < 2000; steps++ {
			_, out := newEvaluation(&adder{}, []*node{n}, []ir.Aval{wgsltest.Floats(c.elements)})
			n = out[0]
		}
		if steps < c.least || steps > c.most {
			t.Errorf("%d elements are read back after %d steps", c.elements, steps)
		}
		n.saved()
		e, _ := newEvaluation(&adder{}, []*node{n}, scalar)
		if n.isDeep() || e.depth != 1 {
			t.Errorf("after a read-back the depth is %d", e.depth)
		}
	}
}
