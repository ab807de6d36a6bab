package prim

import (
	"math"
	"math/cmplx"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
)

// Complex numbers. Derivatives follow JAX: a function of complex numbers has
// the Jacobian of a function of their parts, tangents are pushed through it,
// and cotangents are pulled back by transposition without conjugation.

// Complex returns the complex numbers with the given parts, of one float type.
func Complex(re, im Value) Value { return apply("complex", nil, re, im) }

// RealPart returns the real part of complex x.
func RealPart(x Value) Value { return apply("real", nil, x) }

// ImagPart returns the imaginary part of complex x.
func ImagPart(x Value) Value { return apply("imag", nil, x) }

// Conj returns the complex conjugate of complex x.
func Conj(x Value) Value { return apply("conj", conjParams{x.Aval().DType}, x) }

// conjParams is the element type of the operand, as JAX prints it.
type conjParams struct{ DType ir.DType }

func (p conjParams) Fields() []ir.Field { return []ir.Field{{Name: "input_dtype", Value: p.DType}} }

func complex1(f func(x complex128) complex128) func(ir.Params, []complex128) complex128 {
	return func(_ ir.Params, x []complex128) complex128 { return f(x[0]) }
}

func complex2(f func(x, y complex128) complex128) func(ir.Params, []complex128) complex128 {
	return func(_ ir.Params, x []complex128) complex128 { return f(x[0], x[1]) }
}

// complexExpm1 computes eˣ − 1 without the cancellation near 0: with x = a + ib,
// (eᵃ − 1)·cos b − 2·sin²(b/2) + i·eᵃ·sin b.
func complexExpm1(x complex128) complex128 {
	a, b := real(x), imag(x)
	half := math.Sin(b / 2)
	return complex(math.Expm1(a)*math.Cos(b)-2*half*half, math.Exp(a)*math.Sin(b))
}

// complexLog1p computes ln(1 + x) without the cancellation near 0: the real part
// is ½·log1p(a² + 2a + b²).
func complexLog1p(x complex128) complex128 {
	a, b := real(x), imag(x)
	return complex(0.5*math.Log1p(a*(a+2)+b*b), math.Atan2(b, 1+a))
}

// complexPower multiplies by squaring.
func complexPower(x complex128, n int) complex128 {
	if n < 0 {
		return 1 / complexPower(x, -n)
	}
	y := complex128(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			y *= x
		}
		x *= x
	}
	return y
}

// absType is the shape rule of abs, whose results are real.
func absType(in []ir.Aval, _ ir.Params) []ir.Aval {
	requireType("abs", in, anyNumbers)
	return []ir.Aval{{DType: in[0].DType.Real(), Shape: in[0].Shape, Weak: in[0].Weak}}
}

// partType is the shape rule of real and imag.
func partType(op string) func(in []ir.Aval, _ ir.Params) []ir.Aval {
	return func(in []ir.Aval, _ ir.Params) []ir.Aval {
		requireType(op, in, complexOnly)
		return []ir.Aval{{DType: in[0].DType.Real(), Shape: in[0].Shape, Weak: in[0].Weak}}
	}
}

// signJVP: for complex x, d(x/|x|) = (dx·|x| − x·d|x|)/|x|²; on the real line the
// derivative is zero.
func signJVP(_ ir.Params, x, t []Value) (y, dy []Value) {
	s := Sign(x[0])
	if !x[0].Aval().DType.IsComplex() || t[0] == nil {
		return []Value{s}, []Value{nil}
	}
	d := x[0].Aval().DType
	size := Abs(x[0])
	size = Convert(Select(Eq(size, lit(size, 0)), Broadcast(lit(size, 1), size.Aval().Shape), size), d, false)
	along := Convert(RealPart(Mul(t[0], Conj(s))), d, false)
	return []Value{s}, []Value{Div(Sub(t[0], Mul(s, along)), size)}
}

func init() {
	zero := func(x Value) Value { return Broadcast(core.Scalar(x.Aval().DType, 0), x.Aval().Shape) }
	part := func(op string, f func(x complex128) float64, back func(ct Value) Value) *core.Primitive {
		return &core.Primitive{
			Op: op, Arity: 1, Traits: core.Elementwise | core.Linear, Domain: core.Interval{Lo: -3, Hi: 3},
			Shape:     partType(op),
			Complex:   complex1(func(x complex128) complex128 { return complex(f(x), 0) }),
			Transpose: func(_ ir.Params, ct, _ []Value) []Value { return []Value{back(ct[0])} },
		}
	}
	Register(
		&core.Primitive{
			Op: "complex", Arity: 2, Traits: core.Elementwise | core.Linear, Domain: core.Interval{Lo: -3, Hi: 3},
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				out := sameType("complex", parts)(in, p)
				out[0].DType = out[0].DType.Complex()
				return out
			},
			Complex: complex2(func(x, y complex128) complex128 { return complex(real(x), real(y)) }),
			Transpose: func(_ ir.Params, ct, in []Value) []Value {
				out := make([]Value, 2)
				if core.IsUndefined(in[0]) {
					out[0] = unbroadcast(in[0].Aval(), RealPart(ct[0]))
				}
				if core.IsUndefined(in[1]) {
					out[1] = unbroadcast(in[1].Aval(), ImagPart(Neg(ct[0])))
				}
				return out
			},
		},
		part("real", func(x complex128) float64 { return real(x) }, func(ct Value) Value { return Complex(ct, zero(ct)) }),
		part("imag", func(x complex128) float64 { return imag(x) }, func(ct Value) Value { return Complex(zero(ct), Neg(ct)) }),
		&core.Primitive{
			Op: "conj", Arity: 1, Traits: core.Elementwise | core.Linear, Domain: core.Interval{Lo: -3, Hi: 3},
			Shape:     sameType("conj", complexOnly),
			Complex:   complex1(cmplx.Conj),
			Transpose: func(_ ir.Params, ct, _ []Value) []Value { return []Value{Conj(ct[0])} },
		},
	)
}
