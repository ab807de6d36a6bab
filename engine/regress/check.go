package regress

import (
	"fmt"

	"fluxion/engine"
	"fluxion/engine/random"
)

// A Comparison is one directional derivative of the loss, computed in two ways.
type Comparison struct {
	Label      string
	Autodiff   float64
	Numerical  float64 // the central difference
	Difference float64 // Autodiff − Numerical
}

// A GradientCheck is the last section of the tutorial at some parameters.
type GradientCheck struct {
	// Lines compare the derivative by b and along a random direction of W: as
	// the tutorial does, in the data's own type, where rounding of the loss
	// leaves a few digits to the differences; and in float64.
	Lines []Comparison
	// CheckGrads is the verdict of engine.CheckGrads on the loss in float64, to
	// second order in both modes; nil if all derivatives agree.
	CheckGrads error
}

// The steps of the central differences: the tutorial's, and one that balances
// the error of the formula, ε²/24·f‴, with that of rounding in float64.
const (
	tutorialStep = 1e-4
	float64Step  = 1e-5
)

// CheckGradient compares the gradient of the loss at p with finite differences.
// The error says if p does not fit the data.
func CheckGradient(d Dataset, p Params) (GradientCheck, error) {
	if err := d.check(); err != nil {
		return GradientCheck{}, err
	}
	if p.W.Rank() != 1 || p.W.Size() != d.Features() || p.B.Rank() != 0 {
		return GradientCheck{}, fmt.Errorf("regress: check the gradient: W of shape %v and b of shape %v are given, (%d,) and () are expected", p.W.Shape(), p.B.Shape(), d.Features())
	}
	// The tutorial goes on with the first of its keys, and draws from a child.
	subkey := random.Split(tutorialKeys().At(0)).At(1)
	direction := random.Normal(subkey, p.W.Shape(), engine.Float32)
	var c GradientCheck
	c.Lines = compare(d, p, direction, tutorialStep)
	d, p = d.asType(engine.Float64), p.AsType(engine.Float64)
	c.Lines = append(c.Lines, compare(d, p, direction, float64Step)...)
	c.CheckGrads = engine.CheckGrads(engine.Jit(func(p Params) engine.Array { return Loss(d, p) }), p, 2)
	return c, nil
}

// compare follows the tutorial operation by operation, because the digits of a
// difference depend on every rounding.
func compare(d Dataset, p Params, direction engine.Array, step float64) []Comparison {
	loss := func(w, b engine.Array) engine.Array { return Loss(d, Params{w, b}) }
	grad := engine.Grad(func(p Params) engine.Array { return Loss(d, p) })(p)
	eps, half := engine.Num(step), engine.Num(step/2)

	alongB := loss(p.W, p.B.Add(half)).Sub(loss(p.W, p.B.Sub(half))).Div(eps)

	direction = direction.AsType(d.Inputs.DType())
	unit := direction.Div(engine.Sqrt(engine.VDot(direction, direction)))
	alongW := loss(p.W.Add(half.Mul(unit)), p.B).Sub(loss(p.W.Sub(half.Mul(unit)), p.B)).Div(eps)

	line := func(label string, autodiff, numerical engine.Array) Comparison {
		a, n := autodiff.Item(), numerical.Item()
		return Comparison{fmt.Sprintf("%s, %v, ε = %g", label, d.Inputs.DType(), step), a, n, a - n}
	}
	return []Comparison{
		line("∂loss/∂b", grad.B, alongB),
		line("along a random direction of W", engine.VDot(grad.W, unit), alongW),
	}
}
