package engine

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/transform"
)

// A Derivative is the derivative of a [Func] at a point: a linear map, applied
// forwards by Push and backwards by Pull. It may be used any number of times.
type Derivative struct {
	linear    *transform.Linear
	residuals []core.Value
	made      *transform.Linear // the one that was evaluated, with
	computed  []core.Value      // its residuals
}

// Derivative evaluates f at x and returns its derivative there. Only arguments
// of floating type have tangents.
func (f Func) Derivative(name string, x []Array) (y []Array, d Derivative) {
	out, linear := transform.Linearize(name, f.inner(), concrete(x))
	residuals := linear.Residuals()
	return arrays(out), Derivative{linear, residuals, linear, residuals}
}

// Push maps tangents of the arguments to those of the results.
func (d Derivative) Push(t []Array) []Array { return arrays(d.linear.Apply(sparse(t))) }

// Pull maps cotangents of the results to those of the arguments.
func (d Derivative) Pull(ct []Array) []Array { return arrays(d.linear.Transpose(sparse(ct))) }

// Residuals returns what the derivative has kept of the evaluation, arrays among
// the arguments included: with WithResiduals, a derivative can leave the program
// that made it as data.
func (d Derivative) Residuals() []Array { return arrays(d.residuals) }

// WithResiduals returns the same map with other residuals, of the same types.
func (d Derivative) WithResiduals(residuals []Array) Derivative {
	given := concrete(residuals)
	return Derivative{d.made.WithResiduals(d.computed, given), given, d.made, d.computed}
}

// Same reports whether two arrays are one value, not just equal ones.
func Same(a, b Array) bool { return a.v == b.v }
