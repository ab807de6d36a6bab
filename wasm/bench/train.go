//go:build js && wasm

package main

import "fluxion/engine"

// A plane is the parameters of a logistic regression.
type plane struct{ W, B engine.Array }

// A logisticArgument is a logistic regression: rows, labels, parameters.
type logisticArgument struct {
	X, Y engine.Array
	P    plane
}

func logisticProblem(in [][]float32) logisticArgument {
	rows, features := len(in[1]), len(in[2])
	return logisticArgument{
		engine.FromFloat32s(in[0], rows, features), engine.FromFloat32s(in[1]),
		plane{engine.FromFloat32s(in[2]), engine.Reshape(engine.FromFloat32s(in[3]))},
	}
}

// logLoss returns the negative log likelihood of each row, as JAX's tutorial
// writes it.
func logLoss(x, y engine.Array, p plane) engine.Array {
	one := engine.Num(1)
	q := engine.Logistic(engine.Dot(x, p.W).Add(p.B))
	return engine.Neg(engine.Log(q.Mul(y).Add(one.Sub(q).Mul(one.Sub(y)))))
}

func tiny(in logisticArgument) []engine.Array {
	loss, d := engine.ValueAndGrad(func(p plane) engine.Array { return engine.Sum(logLoss(in.X, in.Y, p)) })(in.P)
	return []engine.Array{loss, d.W, d.B}
}

// A training is a case whose every run goes on from where the last one ended.
type training[A, P any] struct {
	step       func(A) stepped[P]
	start, now A
	resume     func(A, P) A
	leaves     func(P) []engine.Array
	last       P
}

// stepped is what a step returns.
type stepped[P any] struct {
	Loss       engine.Array
	Parameters P
}

func (t *training[A, P]) run() {
	t.last = t.step(t.now).Parameters
	t.now = t.resume(t.now, t.last)
}

func (t *training[A, P]) wait() {
	for _, a := range t.leaves(t.last) {
		a.BlockUntilReady()
	}
}

func (t *training[A, P]) results() []float32 {
	out := t.step(t.start)
	return joined(append([]engine.Array{out.Loss}, t.leaves(out.Parameters)...))
}

const logisticRate = 0.5

func newLogisticStep(in [][]float32) call {
	start := logisticProblem(in)
	return &training[logisticArgument, plane]{
		step: engine.Jit(func(in logisticArgument) stepped[plane] {
			loss, d := engine.ValueAndGrad(func(p plane) engine.Array { return engine.Mean(logLoss(in.X, in.Y, p)) })(in.P)
			return stepped[plane]{loss, plane{descend(in.P.W, d.W, logisticRate), descend(in.P.B, d.B, logisticRate)}}
		}),
		start: start, now: start,
		resume: func(in logisticArgument, p plane) logisticArgument { in.P = p; return in },
		leaves: func(p plane) []engine.Array { return []engine.Array{p.W, p.B} },
	}
}

func descend(p, gradient engine.Array, rate float64) engine.Array {
	return p.Sub(engine.Num(rate).Mul(gradient))
}

// A network is the parameters of one with a hidden layer.
type network struct{ W1, B1, W2, B2 engine.Array }

type networkArgument struct {
	X, Y engine.Array
	P    network
}

const networkRate = 0.1

func newNetworkStep(in [][]float32) call {
	hidden, classes := len(in[3]), len(in[5])
	inputs, rows := len(in[2])/hidden, len(in[1])/classes
	start := networkArgument{
		engine.FromFloat32s(in[0], rows, inputs), engine.FromFloat32s(in[1], rows, classes),
		network{
			engine.FromFloat32s(in[2], inputs, hidden), engine.FromFloat32s(in[3]),
			engine.FromFloat32s(in[4], hidden, classes), engine.FromFloat32s(in[5]),
		},
	}
	return &training[networkArgument, network]{
		step: engine.Jit(func(in networkArgument) stepped[network] {
			loss, d := engine.ValueAndGrad(func(p network) engine.Array { return crossEntropy(in.X, in.Y, p) })(in.P)
			return stepped[network]{loss, network{
				descend(in.P.W1, d.W1, networkRate), descend(in.P.B1, d.B1, networkRate),
				descend(in.P.W2, d.W2, networkRate), descend(in.P.B2, d.B2, networkRate),
			}}
		}),
		start: start, now: start,
		resume: func(in networkArgument, p network) networkArgument { in.P = p; return in },
		leaves: func(p network) []engine.Array { return []engine.Array{p.W1, p.B1, p.W2, p.B2} },
	}
}

func crossEntropy(x, y engine.Array, p network) engine.Array {
	logits := engine.MatMul(engine.Tanh(engine.MatMul(x, p.W1).Add(p.B1)), p.W2).Add(p.B2)
	return engine.Mean(engine.LogSumExp(logits, 1).Sub(engine.Sum(y.Mul(logits), 1)))
}
