package engine

import (
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// A Checkpoint says which intermediate results of a function are kept for its
// derivative; all else is computed again.
type Checkpoint struct {
	// Saves reports whether the results of an operation are kept; nil keeps
	// none of them.
	Saves func(e Equation) bool
	// Policy and PreventCSE are how programs show the choice.
	Policy     string
	PreventCSE bool
}

// Apply applies a traced program as one operation, of whose results only those
// are kept that c says.
func (c Checkpoint) Apply(p *Program, x []Array) []Array {
	inner := &transform.Checkpoint{Policy: c.Policy, PreventCSE: c.PreventCSE}
	if c.Saves != nil {
		inner.Saves = func(e *ir.Eqn) bool { return c.Saves(Equation{e}) }
	}
	return arrays(inner.Apply(p.closed, concrete(x)))
}

// Named returns x under a name that a checkpoint's policy may refer to.
func Named(x Array, name string) Array { return Array{prim.Name(x.value(), name)} }
