package engine_test

import (
	"testing"

	"fluxion/engine"
)

// derivatives evaluates a typical typed function and its derivatives up to
// order 6, as the plot does.
func derivatives() func(x engine.Array) []engine.Array {
	series := []engine.Array{engine.Num(1), engine.Num(0), engine.Num(0), engine.Num(0), engine.Num(0), engine.Num(0)}
	return engine.Jit(func(x engine.Array) []engine.Array {
		y, ds := engine.Jet(func(x engine.Array) engine.Array {
			return engine.Tanh(x).Mul(engine.Exp(engine.Neg(engine.Square(x))))
		}, x, series)
		return append([]engine.Array{y}, ds...)
	})
}

// BenchmarkFirstDerivatives is the time from a new function to its value and
// six derivatives at 1,000 points: tracing, simplifying, compiling, running.
func BenchmarkFirstDerivatives(b *testing.B) {
	x := engine.Linspace(-2, 2, 1000, engine.Float64)
	for b.Loop() {
		derivatives()(x)
	}
}

// BenchmarkDerivatives is the same once compiled.
func BenchmarkDerivatives(b *testing.B) {
	x := engine.Linspace(-2, 2, 1000, engine.Float64)
	f := derivatives()
	f(x)
	for b.Loop() {
		f(x)
	}
}
