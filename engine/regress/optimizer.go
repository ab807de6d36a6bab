package regress

import (
	"fmt"

	"fluxion/engine"
)

// An Optimizer names a rule that turns gradients into steps.
type Optimizer string

// The optimisers, with g the gradient, η the learning rate and p the
// parameters.
const (
	// GradientDescent is p ← p − η·g.
	GradientDescent Optimizer = "gradient-descent"
	// Momentum is Polyak's heavy ball (1964), as Sutskever et al. write it (2013)
	// but for η: v ← μ·v + g, p ← p − η·v, with μ = 0.9.
	Momentum Optimizer = "momentum"
	// Adam is Kingma and Ba's algorithm 1 (2015), with their β₁ = 0.9,
	// β₂ = 0.999 and ε = 10⁻⁸.
	Adam Optimizer = "adam"
)

const (
	momentum    = 0.9
	adamBeta1   = 0.9
	adamBeta2   = 0.999
	adamEpsilon = 1e-8
)

func (o Optimizer) check() error {
	if _, ok := rules[o]; !ok {
		return fmt.Errorf("regress: there is no optimizer %q (known: %s, %s, %s)", string(o), GradientDescent, Momentum, Adam)
	}
	return nil
}

// A Memory is what an optimiser keeps from step to step.
type Memory struct {
	First  Params // the velocity, or Adam's mean of gradients
	Second Params // Adam's mean of squared gradients
	// Decay1 and Decay2 are β₁ᵗ and β₂ᵗ after t steps of Adam.
	Decay1, Decay2 engine.Array
}

// Begin returns the memory before the first step.
func (o Optimizer) Begin(p Params) Memory {
	zeros := p.each(engine.ZerosLike)
	one := engine.Scalar(1, p.B.DType())
	return Memory{First: zeros, Second: zeros, Decay1: one, Decay2: one}
}

// Update returns the parameters and the memory after one step with learning
// rate η from p, where the gradient is g. It is a pure function, which may be
// traced.
func (o Optimizer) Update(p, g Params, m Memory, rate engine.Array) (Params, Memory) {
	return rules[o](p, g, m, rate)
}

var rules = map[Optimizer]func(p, g Params, m Memory, rate engine.Array) (Params, Memory){
	GradientDescent: func(p, g Params, m Memory, rate engine.Array) (Params, Memory) {
		return descend(p, g, rate), m
	},
	Momentum: func(p, g Params, m Memory, rate engine.Array) (Params, Memory) {
		m.First = m.First.with(g, func(v, g engine.Array) engine.Array {
			return engine.Num(momentum).Mul(v).Add(g)
		})
		return descend(p, m.First, rate), m
	},
	Adam: func(p, g Params, m Memory, rate engine.Array) (Params, Memory) {
		m.First = m.First.with(g, func(mean, g engine.Array) engine.Array {
			return average(adamBeta1, mean, g)
		})
		m.Second = m.Second.with(g, func(mean, g engine.Array) engine.Array {
			return average(adamBeta2, mean, g.Mul(g))
		})
		m.Decay1 = m.Decay1.Mul(engine.Num(adamBeta1))
		m.Decay2 = m.Decay2.Mul(engine.Num(adamBeta2))
		// Both means start at zero, which the divisions make up for.
		correct1, correct2 := engine.Num(1).Sub(m.Decay1), engine.Num(1).Sub(m.Decay2)
		direction := m.First.with(m.Second, func(first, second engine.Array) engine.Array {
			return first.Div(correct1).Div(engine.Sqrt(second.Div(correct2)).Add(engine.Num(adamEpsilon)))
		})
		return descend(p, direction, rate), m
	},
}

func descend(p, direction Params, rate engine.Array) Params {
	return p.with(direction, func(p, d engine.Array) engine.Array { return p.Sub(rate.Mul(d)) })
}

// average returns β·mean + (1 − β)·x.
func average(beta float64, mean, x engine.Array) engine.Array {
	return engine.Num(beta).Mul(mean).Add(engine.Num(1 - beta).Mul(x))
}
