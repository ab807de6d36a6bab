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
	if imag(v) == 0 {
		return Array{&core.Literal{DType: Complex64, Weak: true, Val: real(v)}}
	}
	z := FromComplex64s([]complex64{complex64(v)}).value().(*core.Const)
	return Array{&core.Const{Tensor: z.Tensor.Reshaped(), Weak: true}}
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
