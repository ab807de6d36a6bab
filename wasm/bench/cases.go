//go:build js && wasm

package main

import (
	"fmt"

	"fluxion/engine"
	"fluxion/engine/lang"
)

// A call is a case with its data.
type call interface {
	run()
	// wait waits until the last run is done.
	wait()
	// results returns what a run from the beginning computes, all in one.
	results() []float32
}

// cases makes the cases of web/bench/cases.ts, which defines them, from their
// inputs.
var cases = map[string]func(in [][]float32) call{
	"chain_1e6":      pure(chain, vector),
	"grad_chain_1e6": pure(engine.Grad(func(x engine.Array) engine.Array { return engine.Sum(chain(x)) }), vector),
	"jet4_tanh_1e5":  pure(tanhDerivatives, vector),
	"plot_first_result": func(in [][]float32) call {
		return &plot{xs: float64s(in[0])}
	},
	"matmul_512":          pure(multiply, matrices),
	"matmul_1024":         pure(multiply, matrices),
	"matmul_2048":         pure(multiply, matrices),
	"chain_1e7":           pure(chain, vector),
	"logreg_step_1e5x32":  newLogisticStep,
	"logreg_step_1e6x32":  newLogisticStep,
	"tiny_value_and_grad": pure(tiny, logisticProblem),
	"sum_1e6":             pure(func(x engine.Array) engine.Array { return engine.Sum(x) }, vector),
	"hessian_64":          pure(hessian, hessianProblem),
	"mlp_step_256":        newNetworkStep,
}

// A function is a jitted function with its argument.
type function[A, R any] struct {
	f    func(A) R
	arg  A
	last R
}

// pure makes cases whose every run is the same call of a jitted function.
func pure[A, R any](f func(A) R, argument func(in [][]float32) A) func(in [][]float32) call {
	return func(in [][]float32) call {
		return &function[A, R]{f: engine.Jit(f), arg: argument(in)}
	}
}

func (c *function[A, R]) run() { c.last = c.f(c.arg) }

func (c *function[A, R]) wait() {
	for _, a := range arrays(c.last) {
		a.BlockUntilReady()
	}
}

func (c *function[A, R]) results() []float32 { return joined(c.f(c.arg)) }

// arrays returns the arrays of a result.
func arrays(result any) []engine.Array {
	switch r := result.(type) {
	case engine.Array:
		return []engine.Array{r}
	case []engine.Array:
		return r
	}
	panic(fmt.Sprintf("BUG: a result of type %T", result))
}

// joined returns the elements of all arrays of a result.
func joined(result any) []float32 {
	var all []float32
	for _, a := range arrays(result) {
		all = append(all, a.Float32s()...)
	}
	return all
}

func vector(in [][]float32) engine.Array { return engine.FromFloat32s(in[0]) }

func matrices(in [][]float32) [2]engine.Array {
	n := 1
	for n*n < len(in[0]) {
		n++
	}
	return [2]engine.Array{engine.FromFloat32s(in[0], n, n), engine.FromFloat32s(in[1], n, n)}
}

func multiply(in [2]engine.Array) engine.Array { return engine.MatMul(in[0], in[1]) }

func chain(x engine.Array) engine.Array {
	return engine.Tanh(x).Mul(engine.Exp(engine.Neg(engine.Square(x)))).Add(engine.Sin(x.Mul(engine.Num(3))))
}

func tanhDerivatives(x engine.Array) []engine.Array {
	y, d := engine.Jet(engine.Tanh, x, []engine.Array{engine.Num(1), engine.Num(0), engine.Num(0), engine.Num(0)})
	return append([]engine.Array{y}, d...)
}

// A hessianArgument is a matrix and a point.
type hessianArgument struct{ A, X engine.Array }

func hessianProblem(in [][]float32) hessianArgument {
	n := len(in[1])
	return hessianArgument{engine.FromFloat32s(in[0], n, n), engine.FromFloat32s(in[1])}
}

func hessian(at hessianArgument) engine.Array {
	return engine.Hessian(func(x engine.Array) engine.Array {
		return engine.Sum(engine.Square(engine.Tanh(engine.Dot(at.A, x))))
	})(at.X)
}

// A plot is a case whose every run is of a new function, so that no cache knows it.
type plot struct {
	xs []float64
	k  int
}

func (p *plot) run() {
	p.k++
	p.derivatives(p.k)
}

func (*plot) wait() {} // who draws has read the numbers

func (p *plot) results() []float32 {
	var all []float32
	for _, row := range p.derivatives(0) {
		for _, v := range row {
			all = append(all, float32(v))
		}
	}
	return all
}

// derivatives reads the k-th function and computes it with its first four
// derivatives. The factors are those of plotFactors in web/bench/cases.ts.
func (p *plot) derivatives(k int) [][]float64 {
	a, b := 1+float64(k+1)/8192, 3+float64(k+1)/8192
	f, err := lang.ParseFunction(fmt.Sprintf("tanh(%vx)*exp(-%vx^2)+sin(%vx)", a, a, b))
	if err != nil {
		panic(err)
	}
	rows, err := f.DerivativesIn(engine.Float32, p.xs, 4)
	if err != nil {
		panic(err)
	}
	return rows
}

func float64s(values []float32) []float64 {
	wide := make([]float64, len(values))
	for i, v := range values {
		wide[i] = float64(v)
	}
	return wide
}
