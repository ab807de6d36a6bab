package prim

import (
	"math/cmplx"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// Abs returns |x|.
func Abs(x Value) Value { return apply("abs", nil, x) }

// Sign returns −1, 0 or 1; ±0 and NaN stay what they are.
func Sign(x Value) Value { return apply("sign", nil, x) }

// Floor returns the largest integer ≤ x.
func Floor(x Value) Value { return apply("floor", nil, x) }

// Ceil returns the smallest integer ≥ x.
func Ceil(x Value) Value { return apply("ceil", nil, x) }

// Round rounds to the nearest integer, halves to even.
func Round(x Value) Value { return apply("round", roundParams{1}, x) }

// RoundAway rounds to the nearest integer, halves away from zero.
func RoundAway(x Value) Value { return apply("round", roundParams{0}, x) }

// IsFinite reports which elements are neither infinite nor NaN.
func IsFinite(x Value) Value { return apply("is_finite", nil, x) }

// NextAfter returns the float next to x towards y.
func NextAfter(x, y Value) Value { return apply("nextafter", nil, x, y) }

// The functions here are piecewise constant, but for abs: their derivative is
// zero wherever it exists.
func init() {
	reals := core.Interval{Lo: -3, Hi: 3}
	Register(
		function("abs", reals, (*kernel.Builder).Abs, core.Primitive{
			Shape:   absType,
			Complex: complex1(func(x complex128) complex128 { return complex(cmplx.Abs(x), 0) }),
			Tangent: tangent(func(t, x, y Value) Value {
				if x.Aval().DType.IsComplex() {
					nonzero := Select(Eq(y, lit(y, 0)), Broadcast(lit(y, 1), y.Aval().Shape), y)
					return RealPart(Mul(t, Div(Conj(x), Convert(nonzero, x.Aval().DType, false))))
				}
				return Select(Ge(x, lit(x, 0)), t, Neg(t))
			}),
		}),
		function("sign", reals, kernel.Sign, core.Primitive{
			Shape: sameType("sign", anyNumbers),
			Complex: complex1(func(x complex128) complex128 {
				if x == 0 {
					return 0
				}
				return x / complex(cmplx.Abs(x), 0)
			}),
			// Zero on the real line; elsewhere the direction turns.
			JVP: signJVP,
		}),
		function("floor", reals, (*kernel.Builder).Floor, core.Primitive{}),
		function("ceil", reals, (*kernel.Builder).Ceil, core.Primitive{}),
		function("is_finite", reals, kernel.IsFinite, core.Primitive{
			Shape: predicate("is_finite", inexact),
			Complex: complex1(func(x complex128) complex128 {
				if cmplx.IsInf(x) || cmplx.IsNaN(x) {
					return 0
				}
				return 1
			}),
		}),
		&core.Primitive{
			Op: "round", Arity: 1, Traits: core.Elementwise, Domain: reals,
			Shape: sameType("round", floats),
			Lower: func(b *kernel.Builder, in []kernel.Node, p ir.Params) []kernel.Node {
				if p.(roundParams).Method == 0 {
					return []kernel.Node{kernel.RoundAway(b, in[0])}
				}
				return []kernel.Node{kernel.RoundHalfEven(b, in[0])}
			},
		},
		&core.Primitive{
			Op: "nextafter", Arity: 2, Traits: core.Elementwise | core.Moving, Domain: reals,
			Shape: sameType("nextafter", floats),
			Lower: binary(kernel.NextAfter),
		},
	)
}
