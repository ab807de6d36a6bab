package prim

import (
	"math"
	"math/cmplx"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// The elementary functions. Arguments and results are floating point; the
// accuracy is that of their expansions in package kernel.

// Exp returns eˣ.
func Exp(x Value) Value { return apply("exp", nil, x) }

// Exp2 returns 2ˣ.
func Exp2(x Value) Value { return apply("exp2", nil, x) }

// Expm1 returns eˣ − 1.
func Expm1(x Value) Value { return apply("expm1", nil, x) }

// Log returns ln x.
func Log(x Value) Value { return apply("log", nil, x) }

// Log2 returns log₂ x.
func Log2(x Value) Value { return apply("log2", nil, x) }

// Log1p returns ln(1 + x).
func Log1p(x Value) Value { return apply("log1p", nil, x) }

// Sqrt returns √x.
func Sqrt(x Value) Value { return apply("sqrt", nil, x) }

// Rsqrt returns 1/√x.
func Rsqrt(x Value) Value { return apply("rsqrt", nil, x) }

// Cbrt returns the real cube root of x.
func Cbrt(x Value) Value { return apply("cbrt", nil, x) }

// Square returns x².
func Square(x Value) Value { return apply("square", nil, x) }

// IntegerPow returns xⁿ by repeated multiplication.
func IntegerPow(x Value, n int) Value { return apply("integer_pow", integerPowParams{n}, x) }

// Pow returns xʸ.
func Pow(x, y Value) Value { return apply("pow", nil, x, y) }

// Sin returns the sine of x in radians.
func Sin(x Value) Value { return apply("sin", nil, x) }

// Cos returns the cosine of x in radians.
func Cos(x Value) Value { return apply("cos", nil, x) }

// Tan returns the tangent of x in radians.
func Tan(x Value) Value { return apply("tan", nil, x) }

// Asin returns the arc sine in radians.
func Asin(x Value) Value { return apply("asin", nil, x) }

// Acos returns the arc cosine in radians.
func Acos(x Value) Value { return apply("acos", nil, x) }

// Atan returns the arc tangent in radians.
func Atan(x Value) Value { return apply("atan", nil, x) }

// Atan2 returns the angle of the point (x, y) in radians.
func Atan2(y, x Value) Value { return apply("atan2", nil, y, x) }

// Sinh returns the hyperbolic sine.
func Sinh(x Value) Value { return apply("sinh", nil, x) }

// Cosh returns the hyperbolic cosine.
func Cosh(x Value) Value { return apply("cosh", nil, x) }

// Tanh returns the hyperbolic tangent.
func Tanh(x Value) Value { return apply("tanh", nil, x) }

// Asinh returns the inverse hyperbolic sine.
func Asinh(x Value) Value { return apply("asinh", nil, x) }

// Acosh returns the inverse hyperbolic cosine.
func Acosh(x Value) Value { return apply("acosh", nil, x) }

// Atanh returns the inverse hyperbolic tangent.
func Atanh(x Value) Value { return apply("atanh", nil, x) }

// Logistic returns 1/(1 + e⁻ˣ).
func Logistic(x Value) Value { return apply("logistic", nil, x) }

// tangent is the rule of a function of one operand.
func tangent(rule func(t, x, y Value) Value) []core.TangentRule {
	return []core.TangentRule{func(_ ir.Params, t Value, x []Value, y Value) Value { return rule(t, x[0], y) }}
}

// deriv is the rule t·d(x, y) of a function of one operand.
func deriv(d func(x, y Value) Value) []core.Partial {
	return []core.Partial{func(_ ir.Params, x []Value, y Value) Value { return d(x[0], y) }}
}

// function is an elementwise function of one operand: a float, unless p has a
// shape rule of its own.
func function(op string, domain core.Interval, lower func(*kernel.Builder, kernel.Node) kernel.Node, p core.Primitive) *core.Primitive {
	if p.Shape == nil {
		p.Shape = sameType(op, accepting(&p, floats))
	}
	p.Op, p.Arity, p.Traits, p.Domain, p.Lower = op, 1, core.Elementwise, domain, unary(lower)
	return &p
}

func square(b *kernel.Builder, x kernel.Node) kernel.Node { return b.Mul(x, x) }

// The rules are JAX's (lax.py), with its order of operations, because that
// decides the last digit of every printed gradient.
func init() {
	between := func(lo, hi float64) core.Interval { return core.Interval{Lo: lo, Hi: hi} }
	Register(
		function("exp", between(-3, 3), kernel.Exp, core.Primitive{
			Complex: complex1(cmplx.Exp),
			Deriv:   deriv(func(_, y Value) Value { return y }),
		}),
		function("exp2", between(-3, 3), kernel.Exp2, core.Primitive{
			Complex: complex1(func(x complex128) complex128 { return cmplx.Exp(x * math.Ln2) }),
			Tangent: tangent(func(t, _, y Value) Value { return Mul(lit(y, math.Ln2), Mul(t, y)) }),
		}),
		function("expm1", between(-3, 3), kernel.Expm1, core.Primitive{
			Complex: complex1(complexExpm1),
			Deriv:   deriv(func(_, y Value) Value { return Add(y, lit(y, 1)) }),
		}),
		function("log", between(0.2, 4), kernel.Log, core.Primitive{
			Complex: complex1(cmplx.Log),
			Tangent: tangent(func(t, x, _ Value) Value { return Div(t, x) }),
		}),
		function("log2", between(0.2, 4), kernel.Log2, core.Primitive{
			Complex: complex1(func(x complex128) complex128 { return cmplx.Log(x) * math.Log2E }),
			Tangent: tangent(func(t, x, _ Value) Value { return Div(Mul(t, lit(x, math.Log2E)), x) }),
		}),
		function("log1p", between(-0.8, 4), kernel.Log1p, core.Primitive{
			Complex: complex1(complexLog1p),
			Tangent: tangent(func(t, x, _ Value) Value { return Div(t, Add(x, lit(x, 1))) }),
		}),
		function("sqrt", between(0.2, 4), (*kernel.Builder).Sqrt, core.Primitive{
			Complex: complex1(cmplx.Sqrt),
			Deriv:   deriv(func(_, y Value) Value { return Div(lit(y, 0.5), y) }),
		}),
		function("rsqrt", between(0.2, 4), kernel.Rsqrt, core.Primitive{
			Complex: complex1(func(x complex128) complex128 { return 1 / cmplx.Sqrt(x) }),
			Deriv:   deriv(func(x, y Value) Value { return Mul(lit(x, -0.5), Div(y, x)) }),
		}),
		function("cbrt", between(0.2, 4), kernel.Cbrt, core.Primitive{
			Deriv: deriv(func(_, y Value) Value { return Mul(lit(y, 1.0/3), IntegerPow(y, -2)) }),
		}),
		function("square", between(-3, 3), square, core.Primitive{
			Complex: complex1(func(x complex128) complex128 { return x * x }),
			Shape:   sameType("square", anyNumbers),
			Deriv:   deriv(func(x, _ Value) Value { return Mul(lit(x, 2), x) }),
		}),
		function("sin", between(-4, 4), kernel.Sin, core.Primitive{
			Complex: complex1(cmplx.Sin),
			Deriv:   deriv(func(x, _ Value) Value { return Cos(x) }),
		}),
		function("cos", between(-4, 4), kernel.Cos, core.Primitive{
			Complex: complex1(cmplx.Cos),
			Tangent: tangent(func(t, x, _ Value) Value { return Neg(Mul(t, Sin(x))) }),
		}),
		function("tan", between(-1.4, 1.4), kernel.Tan, core.Primitive{
			Complex: complex1(cmplx.Tan),
			Deriv:   deriv(func(_, y Value) Value { return Add(lit(y, 1), Square(y)) }),
		}),
		function("asin", between(-0.9, 0.9), kernel.Asin, core.Primitive{
			Complex: complex1(cmplx.Asin),
			// (1−x)(1+x) where JAX has 1−x², which cancels near ±1.
			Deriv: deriv(func(x, _ Value) Value { return Rsqrt(Mul(Sub(lit(x, 1), x), Add(lit(x, 1), x))) }),
		}),
		function("acos", between(-0.9, 0.9), kernel.Acos, core.Primitive{
			Complex: complex1(cmplx.Acos),
			Deriv:   deriv(func(x, _ Value) Value { return Neg(Rsqrt(Mul(Sub(lit(x, 1), x), Add(lit(x, 1), x)))) }),
		}),
		function("atan", between(-4, 4), kernel.Atan, core.Primitive{
			Complex: complex1(cmplx.Atan),
			Tangent: tangent(func(t, x, _ Value) Value { return Div(t, Add(lit(x, 1), Square(x))) }),
		}),
		function("sinh", between(-3, 3), kernel.Sinh, core.Primitive{
			Complex: complex1(cmplx.Sinh),
			Deriv:   deriv(func(x, _ Value) Value { return Cosh(x) }),
		}),
		function("cosh", between(-3, 3), kernel.Cosh, core.Primitive{
			Complex: complex1(cmplx.Cosh),
			Deriv:   deriv(func(x, _ Value) Value { return Sinh(x) }),
		}),
		function("tanh", between(-3, 3), kernel.Tanh, core.Primitive{
			Complex: complex1(cmplx.Tanh),
			Tangent: tangent(func(t, _, y Value) Value { return Mul(Add(t, Mul(t, y)), Sub(lit(y, 1), y)) }),
		}),
		function("asinh", between(-4, 4), kernel.Asinh, core.Primitive{
			Complex: complex1(cmplx.Asinh),
			Deriv:   deriv(func(x, _ Value) Value { return Rsqrt(Add(Square(x), lit(x, 1))) }),
		}),
		function("acosh", between(1.2, 4), kernel.Acosh, core.Primitive{
			Complex: complex1(cmplx.Acosh),
			// (x−1)(x+1) where JAX has x²−1, which cancels near 1.
			Deriv: deriv(func(x, _ Value) Value {
				if x.Aval().DType.IsComplex() { // one root would be on the wrong branch for Re x < 0
					return Mul(Rsqrt(Sub(x, lit(x, 1))), Rsqrt(Add(x, lit(x, 1))))
				}
				return Rsqrt(Mul(Sub(x, lit(x, 1)), Add(x, lit(x, 1))))
			}),
		}),
		function("atanh", between(-0.9, 0.9), kernel.Atanh, core.Primitive{
			Complex: complex1(cmplx.Atanh),
			Tangent: tangent(func(t, x, _ Value) Value {
				return Mul(Reciprocal(Add(lit(x, 1), x)), Div(t, Sub(lit(x, 1), x)))
			}),
		}),
		function("logistic", between(-4, 4), kernel.Logistic, core.Primitive{
			Complex: complex1(func(x complex128) complex128 { return 1 / (1 + cmplx.Exp(-x)) }),
			Deriv:   deriv(func(_, y Value) Value { return Mul(y, Sub(lit(y, 1), y)) }),
		}),
		&core.Primitive{
			Op: "integer_pow", Arity: 1, Traits: core.Elementwise, Domain: between(0.3, 2),
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				if n := p.(integerPowParams).Y; n < 0 && !in[0].DType.IsInexact() {
					ir.Fail("integer_pow", in, "exponent %d given, integers take exponents ≥ 0 only", n)
				}
				return sameType("integer_pow", anyNumbers)(in, p)
			},
			Complex: func(p ir.Params, x []complex128) complex128 {
				return complexPower(x[0], p.(integerPowParams).Y)
			},
			Lower: func(b *kernel.Builder, in []kernel.Node, p ir.Params) []kernel.Node {
				return []kernel.Node{kernel.IntegerPow(b, in[0], p.(integerPowParams).Y)}
			},
			Deriv: []core.Partial{func(p ir.Params, x []Value, _ Value) Value {
				n := p.(integerPowParams).Y
				switch n {
				case 0:
					return lit(x[0], 0)
				case 1:
					return lit(x[0], 1)
				case 2:
					return Mul(lit(x[0], 2), x[0])
				}
				return Mul(lit(x[0], float64(n)), IntegerPow(x[0], n-1))
			}},
		},
		&core.Primitive{
			Op: "pow", Arity: 2, Traits: core.Elementwise, Domain: between(0.3, 2),
			Shape:   sameType("pow", inexact),
			Lower:   binary(kernel.Pow),
			Complex: complex2(cmplx.Pow),
			Deriv: []core.Partial{
				func(_ ir.Params, x []Value, _ Value) Value {
					return Mul(x[1], Pow(x[0], Sub(x[1], lit(x[1], 1))))
				},
				// ln x·xʸ, whose limit at x = 0 is 0.
				func(_ ir.Params, x []Value, z Value) Value {
					base := Select(Eq(x[0], lit(x[0], 0)), Broadcast(lit(x[0], 1), x[0].Aval().Shape), x[0])
					return Mul(Log(base), z)
				},
			},
		},
		&core.Primitive{
			Op: "atan2", Arity: 2, Traits: core.Elementwise, Domain: between(0.3, 2),
			Shape: sameType("atan2", floats),
			Lower: binary(kernel.Atan2),
			Deriv: []core.Partial{
				func(_ ir.Params, x []Value, _ Value) Value {
					return Div(x[1], Add(Square(x[0]), Square(x[1])))
				},
				func(_ ir.Params, x []Value, _ Value) Value {
					return Div(Neg(x[0]), Add(Square(x[0]), Square(x[1])))
				},
			},
		},
	)
}

// Reciprocal returns 1/x.
func Reciprocal(x Value) Value { return IntegerPow(x, -1) }
