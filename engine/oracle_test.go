package engine

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/num/dual"
	"gonum.org/v1/gonum/num/hyperdual"
)

// oracles pair functions with gonum's dual and hyperdual numbers, which know
// nothing of this engine.
var oracles = []struct {
	name  string
	f     func(Array) Array
	dual  func(dual.Number) dual.Number
	hyper func(hyperdual.Number) hyperdual.Number
}{
	{"exp", Exp, dual.Exp, hyperdual.Exp}, {"log", Log, dual.Log, hyperdual.Log},
	{"sqrt", Sqrt, dual.Sqrt, hyperdual.Sqrt}, {"sin", Sin, dual.Sin, hyperdual.Sin}, {"cos", Cos, dual.Cos, hyperdual.Cos},
	{"tan", Tan, dual.Tan, hyperdual.Tan}, {"asin", Asin, dual.Asin, hyperdual.Asin}, {"acos", Acos, dual.Acos, hyperdual.Acos},
	{"atan", Atan, dual.Atan, hyperdual.Atan}, {"sinh", Sinh, dual.Sinh, hyperdual.Sinh}, {"cosh", Cosh, dual.Cosh, hyperdual.Cosh},
	{"tanh", Tanh, dual.Tanh, hyperdual.Tanh}, {"asinh", Asinh, dual.Asinh, hyperdual.Asinh}, {"atanh", Atanh, dual.Atanh, hyperdual.Atanh},
	{"reciprocal", Reciprocal, dual.Inv, hyperdual.Inv},
	{"power", func(x Array) Array { return Pow(x, Num(2.5)) },
		func(x dual.Number) dual.Number { return dual.PowReal(x, 2.5) },
		func(x hyperdual.Number) hyperdual.Number { return hyperdual.PowReal(x, 2.5) }},
	{"power of itself", func(x Array) Array { return Pow(x, x) },
		func(x dual.Number) dual.Number { return dual.Pow(x, x) },
		func(x hyperdual.Number) hyperdual.Number { return hyperdual.Pow(x, x) }},
	{"composition", func(x Array) Array { return Mul(Exp(Neg(Square(x))), Sin(Mul(Num(3), x))) },
		func(x dual.Number) dual.Number {
			return dual.Mul(dual.Exp(dual.Scale(-1, dual.Mul(x, x))), dual.Sin(dual.Scale(3, x)))
		},
		func(x hyperdual.Number) hyperdual.Number {
			return hyperdual.Mul(hyperdual.Exp(hyperdual.Scale(-1, hyperdual.Mul(x, x))), hyperdual.Sin(hyperdual.Scale(3, x)))
		}},
	{"quotient", func(x Array) Array { return Div(Log(x), Add(Num(1), Tanh(x))) },
		func(x dual.Number) dual.Number {
			return dual.Mul(dual.Log(x), dual.Inv(dual.Add(dual.Number{Real: 1}, dual.Tanh(x))))
		},
		func(x hyperdual.Number) hyperdual.Number {
			return hyperdual.Mul(hyperdual.Log(x), hyperdual.Inv(hyperdual.Add(hyperdual.Number{Real: 1}, hyperdual.Tanh(x))))
		}},
}

func within(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance*(1+math.Abs(want))
}

func TestAgainstDualNumbers(t *testing.T) {
	for _, o := range oracles {
		for _, x := range []float64{0.05, 0.3, 0.55, 0.8, 0.95} {
			at := Scalar(x, Float64)
			first := o.dual(dual.Number{Real: x, Emag: 1})
			second := o.hyper(hyperdual.Number{Real: x, E1mag: 1, E2mag: 1})
			y, g := ValueAndGrad(o.f)(at)
			if !within(y.Item(), first.Real, 1e-14) || !within(g.Item(), first.Emag, 1e-13) {
				t.Errorf("%s at %g: %.17g, %.17g, by dual numbers %.17g, %.17g", o.name, x, y.Item(), g.Item(), first.Real, first.Emag)
			}
			_, d := Jet(o.f, at, []Array{Num(1), Num(0)})
			for name, h := range map[string]float64{"grad of grad": Grad(Grad(o.f))(at).Item(), "hessian": Hessian(o.f)(at).Item(), "jet": d[1].Item()} {
				if !within(h, second.E1E2mag, 1e-12) {
					t.Errorf("%s at %g: %s gives %.17g, hyperdual numbers %.17g", o.name, x, name, h, second.E1E2mag)
				}
			}
		}
	}
}

// A loss of twelve parameters against gonum's finite differences.
func TestAgainstFiniteDifferences(t *testing.T) {
	loss := func(w Array) Array {
		m := Reshape(w, 4, 3)
		hidden := Softplus(Dot(m, FromFloat64s([]float64{0.3, -1, 0.7})))
		return Sub(LogSumExp(hidden), Mean(Mul(hidden, FromFloat64s([]float64{1, 0, 2, 1}))))
	}
	x := []float64{0.1, -0.4, 0.8, 1.2, -0.3, 0.25, -0.9, 0.6, 0.05, 0.7, -1.1, 0.35}
	eval := func(x []float64) float64 { return loss(FromFloat64s(x)).Item() }
	gradient := Grad(loss)(FromFloat64s(x)).Float64s()
	for i, want := range fd.Gradient(nil, eval, x, &fd.Settings{Formula: fd.Central}) {
		if !within(gradient[i], want, 1e-8) {
			t.Errorf("∂/∂w[%d] is %.12g, by differences %.12g", i, gradient[i], want)
		}
	}
	hessian := Hessian(loss)(FromFloat64s(x)).Float64s()
	for i := range x {
		row := fd.Gradient(nil, func(x []float64) float64 { return Grad(loss)(FromFloat64s(x)).Float64s()[i] }, x, &fd.Settings{Formula: fd.Central})
		for k, want := range row {
			if !within(hessian[i*len(x)+k], want, 1e-8) {
				t.Errorf("∂²/∂w[%d]∂w[%d] is %.12g, by differences %.12g", i, k, hessian[i*len(x)+k], want)
			}
		}
	}
}
