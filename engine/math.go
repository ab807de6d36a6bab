package engine

import (
	"math"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/prim"
)

// The elementary functions work elementwise; integers become float32. float32
// and float64 results are within 2 units in the last place.

// Exp returns eˣ.
func Exp(x Array) Array { return unaryFloat(prim.Exp, x) }

// Exp2 returns 2ˣ.
func Exp2(x Array) Array { return unaryFloat(prim.Exp2, x) }

// Expm1 returns eˣ − 1, precise near 0.
func Expm1(x Array) Array { return unaryFloat(prim.Expm1, x) }

// Log returns ln x.
func Log(x Array) Array { return unaryFloat(prim.Log, x) }

// Log1p returns ln(1 + x), precise near 0.
func Log1p(x Array) Array { return unaryFloat(prim.Log1p, x) }

// Log2 returns log₂ x, exact at powers of two.
func Log2(x Array) Array { return unaryFloat(prim.Log2, x) }

// Log10 returns log₁₀ x as ln x / ln 10, as JAX does.
func Log10(x Array) Array { return Div(Log(x), Num(math.Ln10)) }

// Sqrt returns √x.
func Sqrt(x Array) Array { return unaryFloat(prim.Sqrt, x) }

// Rsqrt returns 1/√x.
func Rsqrt(x Array) Array { return unaryFloat(prim.Rsqrt, x) }

// Cbrt returns the real cube root.
func Cbrt(x Array) Array { return unaryFloat(prim.Cbrt, x) }

// Square returns x².
func Square(x Array) Array { return unary(prim.Square, numeric(x)) }

// Reciprocal returns 1/x.
func Reciprocal(x Array) Array { return unaryFloat(prim.Reciprocal, x) }

// IntPow returns xⁿ by repeated multiplication, for x of any sign. Integers
// take exponents n ≥ 0 only.
func IntPow(x Array, n int) Array {
	return unary(func(v core.Value) core.Value { return prim.IntegerPow(v, n) }, numeric(x))
}

// Pow returns xʸ. An exponent that is a bare integer is IntPow, so that
// negative x is fine; otherwise x < 0 gives NaN for fractional y. Integers to
// integer powers are integers and wrap; negative powers of them truncate.
func Pow(x, y Array) Array {
	if l, ok := y.value().(*core.Literal); ok && l.Weak && l.DType.IsInt() {
		return IntPow(x, int(l.Val))
	}
	switch {
	case x.Weak() && x.DType().IsFloat() && y.DType().IsInt():
		// A bare float does not make an integer exponent weak.
		return binaryFloat(prim.Pow, x, y.AsType(Float32))
	case x.DType().IsInexact() || y.DType().IsInexact():
		return binaryFloat(prim.Pow, x, y)
	}
	p := binaryNumeric(integerPower, x, y)
	return p.AsType(p.DType())
}

// integerPower squares and multiplies, once for each bit of y.
func integerPower(x, y core.Value) core.Value {
	one, zero := prim.Lit(x, 1), prim.Lit(x, 0)
	isUnit := prim.Eq(prim.Abs(x), one)
	product, square, rest := where(prim.Eq(x, x), one, one), x, y
	for range 8 * y.Aval().DType.Size() {
		odd := prim.Ne(prim.And(rest, one), zero)
		product = where(odd, prim.Mul(product, square), product)
		square = prim.Mul(square, square)
		rest = prim.ShiftRightLogical(rest, one)
	}
	return where(prim.Or(prim.Ge(y, zero), isUnit), product, zero)
}

// Sin returns the sine of x in radians.
func Sin(x Array) Array { return unaryFloat(prim.Sin, x) }

// Cos returns the cosine of x in radians.
func Cos(x Array) Array { return unaryFloat(prim.Cos, x) }

// Tan returns the tangent of x in radians.
func Tan(x Array) Array { return unaryFloat(prim.Tan, x) }

// Asin returns the arc sine in radians.
func Asin(x Array) Array { return unaryFloat(prim.Asin, x) }

// Acos returns the arc cosine in radians.
func Acos(x Array) Array { return unaryFloat(prim.Acos, x) }

// Atan returns the arc tangent in radians.
func Atan(x Array) Array { return unaryFloat(prim.Atan, x) }

// Atan2 returns the angle of the point (x, y) in radians.
func Atan2(y, x Array) Array { return binaryFloat(prim.Atan2, y, x) }

// Sinh returns the hyperbolic sine.
func Sinh(x Array) Array { return unaryFloat(prim.Sinh, x) }

// Cosh returns the hyperbolic cosine.
func Cosh(x Array) Array { return unaryFloat(prim.Cosh, x) }

// Tanh returns the hyperbolic tangent.
func Tanh(x Array) Array { return unaryFloat(prim.Tanh, x) }

// Asinh returns the inverse hyperbolic sine.
func Asinh(x Array) Array { return unaryFloat(prim.Asinh, x) }

// Acosh returns the inverse hyperbolic cosine.
func Acosh(x Array) Array { return unaryFloat(prim.Acosh, x) }

// Atanh returns the inverse hyperbolic tangent.
func Atanh(x Array) Array { return unaryFloat(prim.Atanh, x) }

// Erf returns the error function.
func Erf(x Array) Array { return unaryFloat(prim.Erf, x) }

// Erfc returns 1 − erf x.
func Erfc(x Array) Array { return unaryFloat(prim.Erfc, x) }

// ErfInv returns the inverse of the error function.
func ErfInv(x Array) Array { return unaryFloat(prim.ErfInv, x) }

// Lgamma returns ln |Γ(x)|.
func Lgamma(x Array) Array { return unaryFloat(prim.Lgamma, x) }

// Digamma returns ψ(x), the derivative of ln Γ.
func Digamma(x Array) Array { return unaryFloat(prim.Digamma, x) }

// Polygamma returns the n-th derivative of ψ; n = 0 is ψ itself.
func Polygamma(n int, x Array) Array {
	if n == 0 {
		return Digamma(x)
	}
	return unaryFloat(func(v core.Value) core.Value { return prim.Polygamma(n, v) }, x)
}

// I0e returns e^−|x|·I₀(x), with I₀ the modified Bessel function.
func I0e(x Array) Array { return unaryFloat(prim.BesselI0e, x) }

// I1e returns e^−|x|·I₁(x).
func I1e(x Array) Array { return unaryFloat(prim.BesselI1e, x) }

// Abs returns |x|; its derivative at 0 is 1, as in JAX.
func Abs(x Array) Array {
	if x.DType() == Bool {
		return x
	}
	return unary(prim.Abs, x)
}

// Sign returns −1, 0 or 1.
func Sign(x Array) Array { return unary(prim.Sign, numeric(x)) }

// Floor returns the largest integer ≤ x; integers stay as they are.
func Floor(x Array) Array { return rounding(prim.Floor, x) }

// Ceil returns the smallest integer ≥ x; integers stay as they are.
func Ceil(x Array) Array { return rounding(prim.Ceil, x) }

// Round rounds to the nearest integer, halves to even; integers stay as they
// are.
func Round(x Array) Array { return rounding(prim.Round, x) }

// Trunc rounds toward zero; integers stay as they are.
func Trunc(x Array) Array {
	if !x.DType().IsFloat() {
		return x
	}
	return Where(Lt(x, Num(0)), Ceil(x), Floor(x))
}

func rounding(f func(core.Value) core.Value, x Array) Array {
	if !x.DType().IsFloat() {
		return x
	}
	return unary(f, x)
}

// IsFinite reports which elements are neither infinite nor NaN.
func IsFinite(x Array) Array { return unaryFloat(prim.IsFinite, x) }

// IsNaN reports which elements are NaN.
func IsNaN(x Array) Array { return Ne(x, x) }

// NextAfter returns the float next to x towards y.
func NextAfter(x, y Array) Array { return binaryFloat(prim.NextAfter, x, y) }

// Hypot returns √(x² + y²) without overflow.
func Hypot(x, y Array) Array {
	if v := arrays(promoteFloat(x, y)); x.Weak() && y.Weak() {
		x, y = v[0], v[1]
	} else { // strong, as in JAX, also where an int meets a bare float
		x, y = v[0].AsType(v[0].DType()), v[1].AsType(v[1].DType())
	}
	a, b := Abs(x), Abs(y)
	big, small := Maximum(a, b), Minimum(a, b)
	zero := Eq(big, Num(0))
	ratio := Div(small, Where(zero, Num(1), big))
	h := Where(zero, big, Mul(big, Sqrt(Add(Num(1), Square(ratio)))))
	return Where(Eq(big, Num(math.Inf(1))), Num(math.Inf(1)), h)
}

// LogAddExp returns ln(eˣ + eʸ) without overflow.
func LogAddExp(x, y Array) Array {
	v := arrays(promoteFloat(x, y))
	return logAddExp(pair{v[0], v[1]})
}

type pair struct{ X, Y Array }

// logAddExp has a derivative written by hand, as in JAX, because that of the
// formula is NaN where the operands are infinite.
func logAddExp(p pair) Array {
	return CustomJVP("logaddexp", func(p pair) Array {
		delta := Sub(p.X, p.Y)
		sum := Add(Maximum(p.X, p.Y), Log1p(Exp(Neg(Abs(delta)))))
		return Where(IsNaN(delta), Add(p.X, p.Y), sum)
	}, func(p, t pair) (Array, Array) {
		y := logAddExp(p)
		return y, Add(Mul(t.X, share(p)), Mul(t.Y, share(pair{p.Y, p.X})))
	})(p)
}

// share returns eˣ/(eˣ + eʸ) = σ(x − y). Its derivatives have rules of their
// own, since those of the formula cancel where x is close to y:
// σ′(d) = σ(d)·σ(−d), and (σ′)′(d) = −tanh(d/2)·σ′(d).
func share(p pair) Array {
	return CustomJVP("share", func(p pair) Array {
		return Exp(Sub(zeroIfInfinite(p.X), zeroIfInfinite(logAddExp(p))))
	}, func(p, t pair) (Array, Array) {
		return share(p), Mul(Sub(t.X, t.Y), logisticSlope(Sub(p.X, p.Y)))
	})(p)
}

func logisticSlope(d Array) Array {
	return CustomJVP("logistic_slope", func(d Array) Array {
		return Mul(Logistic(d), Logistic(Neg(d)))
	}, func(d, t Array) (Array, Array) {
		y := logisticSlope(d)
		return y, Neg(Mul(Mul(t, Tanh(Mul(Num(0.5), d))), y))
	})(d)
}

func zeroIfInfinite(x Array) Array { return Where(Eq(x, Num(math.Inf(1))), Num(0), x) }
