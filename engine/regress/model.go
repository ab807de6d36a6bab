// Package regress is the linear logistic regression of JAX's tutorial on
// automatic differentiation, trained step by step: data sets, model, loss,
// optimisers, a trainer, the least possible loss, and the check of the gradient
// against finite differences. It knows nothing of any user interface.
package regress

import (
	"fluxion/engine"
	"fluxion/engine/random"
)

// Params are the parameters of the model, one weight for each feature and a
// bias, or anything of that structure: a gradient, a velocity.
type Params struct {
	W engine.Array // shape (features,)
	B engine.Array // scalar
}

// Sigmoid returns 1/(1 + e⁻ˣ) as the tutorial writes it, ½(tanh(x/2) + 1). In
// float32 it is exactly 0 below about −17 and exactly 1 above about 17.
func Sigmoid(x engine.Array) engine.Array {
	return engine.Num(0.5).Mul(engine.Tanh(x.Div(engine.Int(2))).Add(engine.Int(1)))
}

// Predict returns the probability that each row of inputs is true.
func Predict(p Params, inputs engine.Array) engine.Array {
	return Sigmoid(engine.Dot(inputs, p.W).Add(p.B))
}

// Loss returns the negative log-likelihood of the data: the sum over the
// samples of −log of the probability given to the true label, or the mean where
// d.Mean is set. It is +Inf where Sigmoid rounds that probability to 0.
func Loss(d Dataset, p Params) engine.Array {
	return d.lossOf(Predict(p, d.Inputs))
}

func (d Dataset) lossOf(preds engine.Array) engine.Array {
	labelProbs := preds.Mul(d.Targets).Add(engine.Int(1).Sub(preds).Mul(engine.Int(1).Sub(d.Targets)))
	logs := engine.Log(labelProbs)
	if d.Mean {
		return engine.Neg(engine.Mean(logs))
	}
	return engine.Neg(engine.Sum(logs))
}

// InitialParams returns the tutorial's random start for the given number of
// features: standard normal float32 from key 0.
func InitialParams(features int) Params {
	keys := tutorialKeys()
	return Params{
		W: random.Normal(keys.At(1), []int{features}, engine.Float32),
		B: random.Normal(keys.At(2), nil, engine.Float32),
	}
}

// tutorialKeys returns the three keys that the tutorial splits key 0 into: one
// to go on with, one for W and one for b.
func tutorialKeys() random.Key { return random.Split(random.NewKey(0), 3) }

// AsType returns the parameters converted to a float type.
func (p Params) AsType(t engine.DType) Params {
	return p.each(func(x engine.Array) engine.Array { return x.AsType(t) })
}

// each applies f to both parts.
func (p Params) each(f func(engine.Array) engine.Array) Params {
	return Params{W: f(p.W), B: f(p.B)}
}

// with combines the parts of p and q by f.
func (p Params) with(q Params, f func(x, y engine.Array) engine.Array) Params {
	return Params{W: f(p.W, q.W), B: f(p.B, q.B)}
}
