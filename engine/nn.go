package engine

import (
	"math"

	"fluxion/engine/internal/prim"
)

// The activation functions of jax.nn.

// Logistic returns 1/(1 + e⁻ˣ).
func Logistic(x Array) Array { return unaryFloat(prim.Logistic, x) }

// Sigmoid is another name of Logistic.
func Sigmoid(x Array) Array { return Logistic(x) }

// Relu returns max(x, 0), with derivative 0 at 0.
func Relu(x Array) Array {
	return CustomJVP("relu", func(x Array) Array {
		return Maximum(x, Int(0))
	}, func(x, t Array) (Array, Array) {
		return Relu(x), Where(Gt(x, Int(0)), t, ZerosLike(t))
	})(x)
}

// Relu6 returns max(x, 0) limited to 6, with derivative 0 at 0 and 6.
func Relu6(x Array) Array {
	return CustomJVP("relu6", func(x Array) Array {
		return Minimum(Maximum(x, Int(0)), Num(6))
	}, func(x, t Array) (Array, Array) {
		return Relu6(x), Where(And(Gt(x, Int(0)), Lt(x, Int(6))), t, ZerosLike(t))
	})(x)
}

// LeakyRelu returns x for x ≥ 0 and slope·x below.
func LeakyRelu(x Array, slope float64) Array {
	return Where(Ge(x, Int(0)), x, Mul(Num(slope), x))
}

// Elu returns x for x > 0 and α(eˣ − 1) below.
func Elu(x Array, alpha float64) Array {
	positive := Gt(x, Int(0))
	// Where x is positive, expm1 must not overflow: its derivative is masked,
	// not removed.
	return Where(positive, x, Mul(Num(alpha), Expm1(Where(positive, Num(0), x))))
}

// Selu is the self-normalising Elu.
func Selu(x Array) Array {
	return Mul(Num(1.0507009873554804934193349852946), Elu(x, 1.6732632423543772848170429916717))
}

// Softplus returns ln(1 + eˣ) without overflow.
func Softplus(x Array) Array { return LogAddExp(x, Num(0)) }

// LogSigmoid returns ln(1/(1 + e⁻ˣ)) without overflow.
func LogSigmoid(x Array) Array { return Neg(Softplus(Neg(x))) }

// Silu returns x·σ(x), also known as swish.
func Silu(x Array) Array { return Mul(x, Logistic(x)) }

// Mish returns x·tanh(softplus x).
func Mish(x Array) Array { return Mul(x, Tanh(Softplus(x))) }

// Gelu returns x·Φ(x) with Φ the normal distribution function, in the tanh
// approximation that is jax.nn's default.
func Gelu(x Array) Array {
	cubic := Add(x, Mul(Num(0.044715), IntPow(x, 3)))
	cdf := Mul(Num(0.5), Add(Num(1), Tanh(Mul(Num(math.Sqrt(2/math.Pi)), cubic))))
	return Mul(x, cdf)
}

// GeluExact returns x·Φ(x) by the complementary error function.
func GeluExact(x Array) Array {
	return Mul(Mul(Num(0.5), x), Erfc(Mul(Neg(x), Num(math.Sqrt(0.5)))))
}

// SoftSign returns x/(1 + |x|).
func SoftSign(x Array) Array { return Div(x, Add(Abs(x), Num(1))) }

// HardTanh returns x limited to [−1, 1], with derivative 1 at the ends.
func HardTanh(x Array) Array {
	return Where(Gt(x, Num(1)), Num(1), Where(Lt(x, Num(-1)), Num(-1), x))
}

// Squareplus returns (x + √(x² + 4))/2.
func Squareplus(x Array) Array {
	return Div(Add(x, Sqrt(Add(Square(x), Num(4)))), Num(2))
}

// Logit returns ln(x/(1 − x)), the inverse of Logistic.
func Logit(x Array) Array {
	return CustomJVP("logit", func(x Array) Array {
		return Log(Div(x, Sub(Num(1), x)))
	}, func(x, t Array) (Array, Array) {
		// In one quotient, which is infinite at 0 and 1, not NaN.
		return Logit(x), Div(t, Mul(x, Sub(Num(1), x)))
	})(Array{promoteFloat(x)[0]})
}

// LogSumExp returns ln Σ eˣ over axes without overflow.
func LogSumExp(x Array, axes ...int) Array {
	x = Array{promoteFloat(x)[0]}
	normal := reductionAxes("logsumexp", x, axes)
	top := StopGradient(Max(x, normal...))
	top = Where(IsFinite(top), top, Num(0))
	return Add(Log(Sum(Exp(Sub(x, KeepDims(top, x, normal))), normal...)), top)
}

// Softmax returns eˣ/Σ eˣ along an axis.
func Softmax(x Array, axis int) Array {
	x = Array{promoteFloat(x)[0]}
	axes := []int{normalizeAxis("softmax", axis, x.Rank())}
	e := Exp(Sub(x, StopGradient(KeepDims(Max(x, axes...), x, axes))))
	return Div(e, KeepDims(Sum(e, axes...), x, axes))
}

// LogSoftmax returns the logarithm of Softmax without overflow.
func LogSoftmax(x Array, axis int) Array {
	x = Array{promoteFloat(x)[0]}
	axes := []int{normalizeAxis("log_softmax", axis, x.Rank())}
	shifted := Sub(x, StopGradient(KeepDims(Max(x, axes...), x, axes)))
	return Sub(shifted, KeepDims(Log(Sum(Exp(shifted), axes...)), x, axes))
}

// OneHot returns rows with a one at the given int indices and zeros elsewhere.
func OneHot(indices Array, classes int, d DType) Array {
	grid := append(append([]int{}, indices.Shape()...), classes)
	return Eq(ExpandDims(indices, indices.Rank()), Iota(grid, len(grid)-1, Int32)).AsType(d)
}
