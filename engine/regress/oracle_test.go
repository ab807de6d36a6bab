package regress

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/num/hyperdual"

	"fluxion/engine"
)

// lossAt is the loss as a function of θ = (W…, b), for gonum and for engine.
func lossAt(d Dataset) func(engine.Array) engine.Array {
	d = d.asType(engine.Float64)
	n := d.Features()
	return func(theta engine.Array) engine.Array {
		return Loss(d, Params{W: engine.Slice(theta, 0, 0, n), B: engine.Index(theta, n)})
	}
}

// Gradient and Hessian of the loss against gonum's finite differences.
func TestDerivativesAgainstFiniteDifferences(t *testing.T) {
	for _, d := range []Dataset{Tutorial(), mustData(t, "moons", MinPoints, 0.5, 1)} {
		loss := lossAt(d)
		value := func(theta []float64) float64 { return loss(engine.FromFloat64s(theta)).Item() }
		at := []float64{0.3, -0.8, 0.5, 0.2}[:d.Features()+1]
		x := engine.FromFloat64s(at)

		gradient := engine.Grad(loss)(x).Float64s()
		want := fd.Gradient(nil, value, at, &fd.Settings{Formula: fd.Central})
		for k, g := range gradient {
			if !near(g, want[k], 1e-8) {
				t.Errorf("%s: component %d of the gradient is %v, finite differences give %v", d.Name, k, g, want[k])
			}
		}
		hessian := engine.Hessian(loss)(x).Float64s()
		var differences mat.SymDense
		fd.Hessian(&differences, value, at, nil)
		for i := range at {
			for k := range at {
				if h, want := hessian[i*len(at)+k], differences.At(i, k); !near(h, want, 1e-4) {
					t.Errorf("%s: entry (%d, %d) of the Hessian is %v, finite differences give %v", d.Name, i, k, h, want)
				}
			}
		}
	}
}

// A dual is a function of one variable on gonum's hyperdual numbers.
type dual = func(hyperdual.Number) hyperdual.Number

func constant(v float64) hyperdual.Number { return hyperdual.Number{Real: v} }

// First and second derivatives against hyperdual numbers, which are exact but
// for rounding and share no code with the engine.
func TestDerivativesAgainstHyperdualNumbers(t *testing.T) {
	add, sub, mul := hyperdual.Add, hyperdual.Sub, hyperdual.Mul
	for _, c := range []struct {
		name string
		f    func(engine.Array) engine.Array
		dual dual
		at   []float64
	}{
		{"x³ + 2x² − 3x + 1", func(x engine.Array) engine.Array {
			return x.Pow(engine.Int(3)).Add(engine.Int(2).Mul(engine.Square(x))).Sub(engine.Int(3).Mul(x)).Add(engine.Int(1))
		}, func(x hyperdual.Number) hyperdual.Number {
			square := mul(x, x)
			return add(sub(add(mul(square, x), hyperdual.Scale(2, square)), hyperdual.Scale(3, x)), constant(1))
		}, []float64{-2, 0, 1, 30}},
		{"tanh(x)·exp(−x²)", func(x engine.Array) engine.Array {
			return engine.Tanh(x).Mul(engine.Exp(engine.Neg(engine.Square(x))))
		}, func(x hyperdual.Number) hyperdual.Number {
			return mul(hyperdual.Tanh(x), hyperdual.Exp(hyperdual.Scale(-1, mul(x, x))))
		}, []float64{-1.5, 0, 0.3, 2}},
		{"sin(x)/x", func(x engine.Array) engine.Array {
			return engine.Sin(x).Div(x)
		}, func(x hyperdual.Number) hyperdual.Number {
			return mul(hyperdual.Sin(x), hyperdual.Inv(x))
		}, []float64{-7, 0.5, 3, 40}},
		{"log(1 + √x)", func(x engine.Array) engine.Array {
			return engine.Log(engine.Num(1).Add(engine.Sqrt(x)))
		}, func(x hyperdual.Number) hyperdual.Number {
			return hyperdual.Log(add(constant(1), hyperdual.Sqrt(x)))
		}, []float64{0.01, 1, 50}},
		{"atan(x)·cosh(x)", func(x engine.Array) engine.Array {
			return engine.Atan(x).Mul(engine.Cosh(x))
		}, func(x hyperdual.Number) hyperdual.Number {
			return mul(hyperdual.Atan(x), hyperdual.Cosh(x))
		}, []float64{-2, 0, 1, 5}},
		{"asinh(tan x)", func(x engine.Array) engine.Array {
			return engine.Asinh(engine.Tan(x))
		}, func(x hyperdual.Number) hyperdual.Number {
			return hyperdual.Asinh(hyperdual.Tan(x))
		}, []float64{-1, 0.2, 1.3}},
		{"xˣ", func(x engine.Array) engine.Array {
			return x.Pow(x)
		}, func(x hyperdual.Number) hyperdual.Number {
			return hyperdual.Pow(x, x)
		}, []float64{0.3, 1, 2.5}},
		{"acos(x)", engine.Acos, hyperdual.Acos, []float64{-0.9, 0.1, 0.7}},
	} {
		first := engine.Grad(c.f)
		second := engine.Grad(first)
		for _, at := range c.at {
			x := engine.Scalar(at, engine.Float64)
			want := c.dual(hyperdual.Number{Real: at, E1mag: 1, E2mag: 1})
			_, jet := engine.Jet(c.f, x, []engine.Array{engine.Num(1), engine.Num(0)})
			for _, g := range []struct {
				what      string
				got, want float64
			}{
				{"value", c.f(x).Item(), want.Real},
				{"first derivative", first(x).Item(), want.E1mag},
				{"second derivative", second(x).Item(), want.E1E2mag},
				{"first derivative by jet", jet[0].Item(), want.E1mag},
				{"second derivative by jet", jet[1].Item(), want.E1E2mag},
			} {
				if !near(g.got, g.want, 1e-12) {
					t.Errorf("%s at %v: the %s is %v, hyperdual numbers give %v", c.name, at, g.what, g.got, g.want)
				}
			}
		}
	}
}

// The Hessian of the tutorial's loss, entry by entry: E1 moves one parameter
// and E2 the other.
func TestHessianAgainstHyperdualNumbers(t *testing.T) {
	d := Tutorial()
	r := newReference(d)
	p := InitialParams(3)
	theta := append(p.W.Float64s(), p.B.Item())
	hessian := engine.Hessian(lossAt(d))(engine.FromFloat64s(theta)).Float64s()
	for i := range theta {
		for k := range theta {
			sum := constant(0)
			for s, x := range r.x {
				z := constant(0)
				for j, v := range append(x[:3:3], 1) {
					parameter := constant(theta[j])
					if j == i {
						parameter.E1mag = 1
					}
					if j == k {
						parameter.E2mag = 1
					}
					z = hyperdual.Add(z, hyperdual.Scale(v, parameter))
				}
				sign := 1 - 2*r.y[s]
				sum = hyperdual.Add(sum, hyperdual.Log(hyperdual.Add(constant(1), hyperdual.Exp(hyperdual.Scale(sign, z)))))
			}
			if h := hessian[i*len(theta)+k]; !near(h, sum.E1E2mag, 1e-13) || math.IsNaN(h) {
				t.Errorf("entry (%d, %d) is %v, hyperdual numbers give %v", i, k, h, sum.E1E2mag)
			}
		}
	}
}
