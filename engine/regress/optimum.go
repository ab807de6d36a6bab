package regress

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"

	"fluxion/engine"
)

// A Minimum is the greatest lower bound of the loss over all parameters.
type Minimum struct {
	Loss float64
	W    []float64
	B    float64
	// Finite says that W and B reach the bound. Otherwise they tell all labels
	// apart, and the loss falls to its bound, 0, as they grow along their
	// direction without end.
	Finite bool
}

const (
	optimumIterations = 500
	optimumGradient   = 1e-9 // of the mean loss, by the largest component
)

// Optimum returns the least possible loss. It minimises in float64 by L-BFGS,
// with the engine's gradient, from zero; the loss is convex, so what it finds is
// the minimum everywhere. The error says if it does not converge.
func Optimum(d Dataset) (Minimum, error) {
	if err := d.check(); err != nil {
		return Minimum{}, err
	}
	o := newObjective(d)
	start := make([]float64, d.Features()+1)
	settings := &optimize.Settings{GradientThreshold: optimumGradient, MajorIterations: optimumIterations}
	problem := optimize.Problem{
		Func: func(x []float64) float64 { loss, _ := o.at(x); return loss },
		Grad: func(dst, x []float64) { _, g := o.at(x); copy(dst, g) },
		Status: func() (optimize.Status, error) {
			if o.separating != nil {
				return optimize.Success, nil
			}
			return optimize.NotTerminated, nil
		},
	}
	result, err := optimize.Minimize(problem, start, settings, &optimize.LBFGS{})
	if x := o.separating; x != nil {
		return Minimum{Loss: 0, W: x[:d.Features()], B: x[d.Features()], Finite: false}, nil
	}
	if result == nil {
		return Minimum{}, fmt.Errorf("regress: optimum of data set %q: %w", d.Name, err)
	}
	loss, gradient := o.at(result.X)
	if worst := floats.Norm(gradient, math.Inf(1)); !(worst <= 1000*optimumGradient) {
		return Minimum{}, fmt.Errorf("regress: optimum of data set %q: no convergence: the gradient is still %.2g after %d iterations (%v)", d.Name, worst, result.MajorIterations, result.Status)
	}
	if !d.Mean {
		loss *= float64(d.Samples())
	}
	return Minimum{Loss: loss, W: result.X[:d.Features()], B: result.X[d.Features()], Finite: true}, nil
}

// An objective is the mean loss as a function of W and b in one vector.
type objective struct {
	evaluate   func(Params) objectiveValue
	last       []float64 // where value and gradient were computed
	loss       float64
	gradient   []float64
	separating []float64 // parameters that tell all labels apart, once seen
}

type objectiveValue struct {
	Loss      engine.Array
	Grad      Params
	Separates engine.Array // bool
}

func newObjective(d Dataset) *objective {
	d = d.asType(engine.Float64)
	// −log σ(margin) is softplus(−margin), which stays finite where the
	// tutorial's formula takes the logarithm of 0.
	sign := engine.Where(d.Targets, engine.Num(1), engine.Num(-1))
	differentiated := engine.ValueAndGradAux(func(p Params) (loss, separates engine.Array) {
		margin := sign.Mul(engine.Dot(d.Inputs, p.W).Add(p.B))
		return engine.Mean(engine.Softplus(engine.Neg(margin))), engine.All(engine.Gt(margin, engine.Num(0)))
	})
	return &objective{evaluate: engine.Jit(func(p Params) objectiveValue {
		loss, separates, grad := differentiated(p)
		return objectiveValue{loss, grad, separates}
	})}
}

// at returns value and gradient, which gonum asks for one after the other.
func (o *objective) at(x []float64) (float64, []float64) {
	if o.last != nil && slices.Equal(o.last, x) {
		return o.loss, o.gradient
	}
	n := len(x) - 1
	v := o.evaluate(Params{W: engine.FromFloat64s(x[:n]), B: engine.Scalar(x[n], engine.Float64)})
	o.last = slices.Clone(x)
	o.loss = v.Loss.Item()
	o.gradient = append(v.Grad.W.Float64s(), v.Grad.B.Item())
	if v.Separates.Bools()[0] {
		o.separating = o.last
	}
	return o.loss, o.gradient
}
