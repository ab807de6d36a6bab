package transform

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// Inspect says what a tracer stands for: the kind of transformation, the primal
// value and tangent of a derivative, the batch and its axis of an example.
func Inspect(v Value) (kind string, primal, tangent Value, axis int) {
	switch t := v.(type) {
	case *jvpTracer:
		kind = "jvp"
		if t.trace.linearizing {
			kind = "grad"
		}
		return kind, t.primal, t.tangent, 0
	case *batchTracer:
		return "vmap", t.val, nil, t.axis
	case *jetTracer:
		return "jet", t.coefs[0], nil, 0
	case *linearVar:
		return "linear", nil, nil, 0
	}
	return "jit", nil, nil, 0
}

// Inputs returns the places of the arguments of a function being staged that v,
// a value in it, depends on.
func Inputs(v Value) []int {
	t, ok := v.(*stageTracer)
	if !ok {
		return nil
	}
	j := t.trace.jaxpr
	needed := map[*ir.Var]bool{}
	if u, ok := t.atom.(*ir.Var); ok {
		needed[u] = true
	}
	for i := len(j.Eqns) - 1; i >= 0; i-- {
		e := &j.Eqns[i]
		if !slices.ContainsFunc(e.Out, func(o *ir.Var) bool { return needed[o] }) {
			continue
		}
		for _, a := range e.In {
			if u, ok := a.(*ir.Var); ok {
				needed[u] = true
			}
		}
	}
	var places []int
	for i, u := range j.In {
		if needed[u] {
			places = append(places, i)
		}
	}
	return places
}

// Where returns the place in the source that a tracer is from, in the terms of
// who recorded it; nil if that is not known.
func Where(v Value) any {
	switch t := v.(type) {
	case *batchTracer:
		return t.where
	case *stageTracer:
		eqns := t.trace.jaxpr.Eqns
		for i := range eqns {
			if slices.ContainsFunc(eqns[i].Out, func(o *ir.Var) bool { return ir.Atom(o) == t.atom }) {
				return eqns[i].Where
			}
		}
	}
	return nil
}
