package engine_test

import (
	"testing"

	"fluxion/engine"
)

// A cell is a recurrent layer, with its first state.
type cell struct{ W, U, B, H engine.Array }

// recurrent is the sum of the last state of a recurrent layer over a sequence.
func recurrent(xs engine.Array) func(cell) engine.Array {
	return func(c cell) engine.Array {
		last, _ := engine.Scan(func(h, x engine.Array) (engine.Array, struct{}) {
			return engine.Tanh(engine.Dot(c.W, h).Add(engine.Dot(c.U, x)).Add(c.B)), struct{}{}
		}, c.H, xs, -1)
		return engine.Sum(last)
	}
}

// repeated applies a step to a number many times.
func repeated(n int, step func(x engine.Array) engine.Array) func(engine.Array) engine.Array {
	return func(x engine.Array) engine.Array {
		return engine.Fori(engine.Int(0), engine.Int(n), func(_, x engine.Array) engine.Array { return step(x) }, x)
	}
}

func newton(x engine.Array) engine.Array {
	return x.Sub(engine.Square(x).Sub(engine.Num(2)).Div(x.Mul(engine.Num(2))))
}

func logisticMap(x engine.Array) engine.Array {
	return engine.Num(3.7).Mul(x).Mul(engine.Num(1).Sub(x))
}

// counted adds up until a limit, which is known when it runs.
func counted(limit engine.Array) engine.Array {
	type state struct{ I, Sum engine.Array }
	return engine.While(func(s state) engine.Array { return s.I.Lt(limit) }, func(s state) state {
		return state{s.I.Add(engine.Int(1)), s.Sum.Mul(engine.Num(0.999)).Add(s.I.AsType(engine.Float32))}
	}, state{engine.Scalar(0, engine.Int32), engine.Scalar(0, engine.Float32)}).Sum
}

// descent is the tutorial's logistic regression, trained for some steps.
func descent(x, y engine.Array, steps int) func(logistic) logistic {
	gradient := engine.Grad(loss(x, y))
	return func(p logistic) logistic {
		last, _ := engine.Scan(func(p logistic, _ struct{}) (logistic, struct{}) {
			g := gradient(p)
			rate := engine.Num(0.01)
			return logistic{p.W.Sub(rate.Mul(g.W)), p.B.Sub(rate.Mul(g.B))}, struct{}{}
		}, p, struct{}{}, steps)
		return last
	}
}

var loops = []workload{
	{"rnn_1000x32", func() func() {
		f, c := engine.Jit(recurrent(samples(1, 1000, 32))), newCell(32)
		return func() { f(c) }
	}},
	{"grad_rnn_1000x32", func() func() {
		f, c := engine.Jit(engine.Grad(recurrent(samples(1, 1000, 32)))), newCell(32)
		return func() { f(c) }
	}},
	{"newton_1e5", scalarLoop(repeated(100_000, newton), 3)},
	{"grad_newton_1e5", scalarLoop(engine.Grad(repeated(100_000, newton)), 3)},
	{"logistic_map_1e5", scalarLoop(repeated(100_000, logisticMap), 0.3)},
	{"while_1e6", scalarLoop(counted, 1_000_000)},
	{"descent_1000_of_4x3", func() func() {
		x, y := samples(1, 4, 3), samples(1, 4).Gt(engine.Num(0)).AsType(engine.Float32)
		f, p := engine.Jit(descent(x, y, 1000)), logistic{samples(1, 3), engine.Scalar(0.5, engine.Float32)}
		return func() { f(p) }
	}},
}

func newCell(n int) cell {
	return cell{samples(0.2, n, n), samples(0.2, n, n), samples(0.1, n), samples(0.5, n)}
}

func scalarLoop(f func(engine.Array) engine.Array, x float64) func() func() {
	return func() func() {
		f, x := engine.Jit(f), engine.Scalar(x, engine.Float32)
		return func() { f(x) }
	}
}

// BenchmarkLoops measures a steady call of each loop on each device.
func BenchmarkLoops(b *testing.B) { onDevices(b, loops) }
