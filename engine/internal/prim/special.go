package prim

import (
	"math"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// Erf returns the error function.
func Erf(x Value) Value { return apply("erf", nil, x) }

// Erfc returns 1 − erf x.
func Erfc(x Value) Value { return apply("erfc", nil, x) }

// ErfInv returns the inverse of the error function.
func ErfInv(x Value) Value { return apply("erf_inv", nil, x) }

// Lgamma returns ln |Γ(x)|.
func Lgamma(x Value) Value { return apply("lgamma", nil, x) }

// Digamma returns ψ(x), the derivative of ln Γ.
func Digamma(x Value) Value { return apply("digamma", nil, x) }

// Polygamma returns the n-th derivative of ψ, n ≥ 1.
func Polygamma(n int, x Value) Value { return apply("polygamma", polygammaParams{n}, x) }

// BesselI0e returns e^−|x|·I₀(x).
func BesselI0e(x Value) Value { return apply("bessel_i0e", nil, x) }

// BesselI1e returns e^−|x|·I₁(x).
func BesselI1e(x Value) Value { return apply("bessel_i1e", nil, x) }

// besselI1eDeriv is I₀e(x) − y·(sign x + 1/x), whose limit at 0 is ½. The
// select keeps the quotient away from 0 so that higher derivatives are finite.
func besselI1eDeriv(x, y Value) Value {
	ones := Broadcast(lit(x, 1), x.Aval().Shape)
	small := Le(Abs(x), lit(x, epsilon(x.Aval().DType)))
	safe := Select(small, ones, x)
	d := Sub(BesselI0e(safe), Mul(y, Add(Sign(safe), Reciprocal(safe))))
	return Select(small, Mul(ones, lit(x, 0.5)), d)
}

func epsilon(d ir.DType) float64 {
	switch d {
	case ir.Float16:
		return 0x1p-10
	case ir.Float32:
		return 0x1p-23
	}
	return 0x1p-52
}

func init() {
	twoOverSqrtPi := 2 / math.Sqrt(math.Pi)
	Register(
		function("erf", core.Interval{Lo: -2, Hi: 2}, kernel.Erf, core.Primitive{
			Tangent: tangent(func(t, x, _ Value) Value {
				return Mul(lit(x, twoOverSqrtPi), Mul(t, Exp(Neg(Square(x)))))
			}),
		}),
		function("erfc", core.Interval{Lo: -2, Hi: 2}, kernel.Erfc, core.Primitive{
			Tangent: tangent(func(t, x, _ Value) Value {
				return Mul(lit(x, -twoOverSqrtPi), Mul(t, Exp(Neg(Square(x)))))
			}),
		}),
		function("erf_inv", core.Interval{Lo: -0.8, Hi: 0.8}, kernel.ErfInv, core.Primitive{
			Tangent: tangent(func(t, _, y Value) Value {
				return Mul(lit(y, math.Sqrt(math.Pi)/2), Mul(t, Exp(Square(y))))
			}),
		}),
		function("lgamma", core.Interval{Lo: 0.4, Hi: 6}, kernel.Lgamma, core.Primitive{
			Deriv: deriv(func(x, _ Value) Value { return Digamma(x) }),
		}),
		function("digamma", core.Interval{Lo: 0.4, Hi: 6}, kernel.Digamma, core.Primitive{
			Deriv: deriv(func(x, _ Value) Value { return Polygamma(1, x) }),
		}),
		&core.Primitive{
			Op: "polygamma", Arity: 1, Traits: core.Elementwise, Domain: core.Interval{Lo: 0.6, Hi: 6},
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				if n := p.(polygammaParams).N; n < 1 {
					ir.Fail("polygamma", in, "order %d given, at least 1 is expected", n)
				}
				return sameType("polygamma", floats)(in, p)
			},
			Lower: func(b *kernel.Builder, in []kernel.Node, p ir.Params) []kernel.Node {
				return []kernel.Node{kernel.Polygamma(b, p.(polygammaParams).N, in[0])}
			},
			Deriv: []core.Partial{func(p ir.Params, x []Value, _ Value) Value {
				return Polygamma(p.(polygammaParams).N+1, x[0])
			}},
		},
		function("bessel_i0e", core.Interval{Lo: -3, Hi: 3}, kernel.BesselI0e, core.Primitive{
			Deriv: deriv(func(x, y Value) Value { return Sub(BesselI1e(x), Mul(Sign(x), y)) }),
		}),
		function("bessel_i1e", core.Interval{Lo: -3, Hi: 3}, kernel.BesselI1e, core.Primitive{
			Deriv: deriv(besselI1eDeriv),
		}),
	)
}
