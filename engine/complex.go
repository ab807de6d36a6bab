package engine

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// Complex numbers derive as in JAX: a function of complex arguments has the
// Jacobian of a function of their parts. Grad wants real results; of a
// holomorphic function, VJP with cotangent 1 gives the complex derivative.

// Complex returns a complex scalar of weak type, like 2+3j written in Python.
func Complex(v complex128) Array {
	return WeakComplex(v, Complex64)
}

// WeakComplex returns a complex scalar of weak type d.
func WeakComplex(v complex128, d DType) Array {
	return Array{&core.Literal{DType: d, Weak: true, Val: real(v), Imag: imag(v)}}
}

// Cartesian returns the complex numbers with the given parts.
func Cartesian(re, im Array) Array {
	v := promoteFloat(re, im)
	if v[0].Aval().DType.IsComplex() {
		ir.Fail("complex", []ir.Aval{v[0].Aval(), v[1].Aval()}, "the parts are real numbers")
	}
	return Array{prim.Complex(v[0], v[1])}
}

// Real returns the real part; real numbers are what they are.
func Real(x Array) Array {
	if !x.DType().IsComplex() {
		return x
	}
	return unary(prim.RealPart, x)
}

// Imag returns the imaginary part, zero of real numbers.
func Imag(x Array) Array {
	if !x.DType().IsComplex() {
		return ZerosLike(x)
	}
	return unary(prim.ImagPart, x)
}

// Conj returns the complex conjugate.
func Conj(x Array) Array {
	if !x.DType().IsComplex() {
		return x
	}
	return unary(prim.Conj, x)
}

// ordering extends a comparison to complex numbers as NumPy does: by real parts,
// and by imaginary parts where those are equal.
func ordering(compare func(x, y core.Value) core.Value) func(x, y core.Value) core.Value {
	return func(x, y core.Value) core.Value {
		if !x.Aval().DType.IsComplex() {
			return compare(x, y)
		}
		a, b := prim.RealPart(x), prim.RealPart(y)
		return where(prim.Eq(a, b), compare(prim.ImagPart(x), prim.ImagPart(y)), compare(a, b))
	}
}

// orLexicographic extends max or min to complex numbers: x wins where it
// compares so with y.
func orLexicographic(extreme, wins func(x, y core.Value) core.Value) func(x, y core.Value) core.Value {
	return func(x, y core.Value) core.Value {
		if !x.Aval().DType.IsComplex() {
			return extreme(x, y)
		}
		return where(ordering(wins)(x, y), x, y)
	}
}
