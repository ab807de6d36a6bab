package devicetest

import (
	"slices"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// withoutForm are the primitives that compilers leave to the host: those of
// complex numbers.
var withoutForm = []string{"complex", "conj", "imag", "real"}

// Every other primitive has a form on real operands, in each of its examples.
func TestForms(t *testing.T) {
	examples := Examples()
	for _, p := range prim.All() {
		for _, e := range examples[p.Op] {
			c := transform.Simplified(transform.Stage("test", e.F, ir.Avals(e.Draw(p.Domain, ir.Float32, 1))))
			for i := range c.Eqns {
				q := &c.Eqns[i]
				op := q.Op.(*core.Primitive)
				if slices.Contains(withoutForm, op.Op) {
					continue
				}
				if slices.ContainsFunc(append(ir.Avals(q.In), ir.Avals(q.Out)...), func(a ir.Aval) bool { return a.DType.IsComplex() }) {
					continue
				}
				if op.FormOf(ir.Avals(q.In), q.Params) == nil {
					t.Errorf("%s %s: %s has no form", p.Op, e.Name, op.Op)
				}
			}
		}
	}
}
