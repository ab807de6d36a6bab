package engine

import (
	"sync/atomic"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/transform"
	"fluxion/engine/internal/tree"
)

// CustomJVP returns f with a derivative of its own: rule maps a point and a
// tangent to the value and its tangent, which must be linear in the tangent.
// Reverse mode follows from it.
func CustomJVP[P any](name string, f func(P) Array, rule func(at, tangent P) (y, dy Array)) func(P) Array {
	return func(at P) Array {
		x, structure := tree.Flatten[Array](at)
		c := &transform.CustomJVP{Custom: transform.Custom{Name: name, F: onLeaves(f, structure)}, Rule: func(x, t []core.Value) (y, dy []core.Value) {
			value, tangent := rule(tree.Unflatten(structure, arrays(x)).(P), tree.Unflatten(structure, arrays(t)).(P))
			checkRule(name, "custom JVP rule", value, tangent)
			return []core.Value{value.value()}, []core.Value{tangent.value()}
		}}
		return Array{c.Apply(values(x))[0]}
	}
}

// CustomVJP returns f with a pullback of its own: forward returns the value
// and residuals, and backward maps the residuals and a cotangent of the value
// to a cotangent of the argument. Forward mode is an error.
func CustomVJP[P, R any](name string, f func(P) Array, forward func(P) (Array, R), backward func(residuals R, ct Array) P) func(P) Array {
	return func(at P) Array {
		x, structure := tree.Flatten[Array](at)
		// A jitted program runs forward and backward on many goroutines; the
		// residuals have the same structure each time.
		var residualStructure atomic.Pointer[tree.Structure]
		c := &transform.CustomVJP{Custom: transform.Custom{Name: name, F: onLeaves(f, structure)}}
		c.Forward = func(x []core.Value) (y, residuals []core.Value) {
			value, r := forward(tree.Unflatten(structure, arrays(x)).(P))
			leaves, s := tree.Flatten[Array](r)
			residualStructure.Store(s)
			return []core.Value{value.value()}, values(leaves)
		}
		c.Backward = func(residuals, ct []core.Value) []core.Value {
			r := tree.Unflatten(residualStructure.Load(), arrays(residuals)).(R)
			_, cts, _ := sameStructure(name, "the result of the custom VJP rule", at, backward(r, Array{ct[0]}))
			return values(cts)
		}
		return Array{c.Apply(values(x))[0]}
	}
}

// onLeaves turns a function of nested values into one of flat lists.
func onLeaves[P any](f func(P) Array, in *tree.Structure) transform.Func {
	return func(x []core.Value) []core.Value {
		return []core.Value{f(tree.Unflatten(in, arrays(x)).(P)).value()}
	}
}

func checkRule(name, what string, value, tangent Array) {
	a, b := value.value().Aval(), tangent.value().Aval()
	if !a.Equal(b) {
		panic(&Error{Op: name, Reason: what + " must produce primal and tangent outputs of equal shapes and dtypes, but got " + a.Long() + " and " + b.Long()})
	}
}
