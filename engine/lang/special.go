package lang

import (
	"math"

	"fluxion/engine"
)

// Functions that are expressions of the engine's functions.

func num(v float64) engine.Array { return engine.Num(v) }

// gamma returns Γ(x) = ±exp(ln|Γ(x)|); the sign alternates between the negative
// integers.
func gamma(x engine.Array) engine.Array {
	odd := engine.Mod(engine.Floor(x), num(2))
	sign := engine.Where(engine.Lt(x, num(0)), engine.Sub(num(1), engine.Mul(num(2), odd)), num(1))
	return engine.Mul(sign, engine.Exp(engine.Lgamma(x)))
}

func factorial(x engine.Array) engine.Array { return gamma(engine.Add(x, num(1))) }

// sinc returns sin(πx)/(πx) as NumPy defines it. Near 0, where quotient and
// derivatives cancel, it is the Maclaurin series Σ (−1)ᵏ u²ᵏ/(2k+1)! of u = πx;
// for |u| < 1 the terms left out are below 1e-25.
func sinc(x engine.Array) engine.Array {
	u := engine.Mul(x, num(math.Pi))
	square := engine.Mul(u, u)
	const terms = 12
	series := num(1)
	for k := terms; k > 0; k-- {
		// Horner's scheme: 1 − u²/(2k(2k+1)) · (the rest).
		ratio := engine.Mul(square, num(-1/float64(2*k*(2*k+1))))
		series = engine.Add(engine.Mul(ratio, series), num(1))
	}
	near := engine.Lt(square, num(1))
	divisor := engine.Where(near, num(1), u)
	return engine.Where(near, series, engine.Div(engine.Sin(u), divisor))
}

func heaviside(x, atZero engine.Array) engine.Array {
	return engine.Where(engine.Eq(x, num(0)), atZero, engine.Where(engine.Gt(x, num(0)), num(1), engine.Where(engine.Lt(x, num(0)), num(0), x)))
}

// logarithm returns the natural logarithm, or that to the base given.
func logarithm(a []argument) engine.Array {
	y := engine.Log(a[0][0])
	if len(a[1]) > 0 {
		y = engine.Div(y, engine.Log(a[1][0]))
	}
	return y
}

func round(x, decimals engine.Array) engine.Array {
	scale := engine.Round(engine.Pow(num(10), decimals))
	return engine.Div(engine.Round(engine.Mul(x, scale)), scale)
}

func clip(a []argument) engine.Array {
	x := a[0][0]
	if len(a[1]) > 0 {
		x = engine.Maximum(x, a[1][0])
	}
	if len(a[2]) > 0 {
		x = engine.Minimum(x, a[2][0])
	}
	return x
}

// fmod returns the remainder with the sign of x.
func fmod(x, y engine.Array) engine.Array {
	y = engine.Abs(y)
	return engine.Where(engine.Lt(x, num(0)), engine.Neg(engine.Mod(engine.Neg(x), y)), engine.Mod(x, y))
}

// selectFirst returns the choice of the first condition that holds.
func selectFirst(a []argument) engine.Array {
	result := a[2][0]
	for i := len(a[0]) - 1; i >= 0; i-- {
		result = engine.Where(a[0][i], a[1][i], result)
	}
	return result
}

// polyval evaluates a polynomial, the coefficient of the highest power first.
func polyval(a []argument) engine.Array {
	result := num(0)
	for _, coefficient := range a[0] {
		result = engine.Add(engine.Mul(result, a[1][0]), coefficient)
	}
	return result
}

// xlogy returns x·log(y), which is 0 where x is 0.
func xlogy(x, y engine.Array) engine.Array {
	zero := engine.Eq(x, num(0))
	return engine.Where(zero, num(0), engine.Mul(x, engine.Log(engine.Where(zero, num(1), y))))
}

// positivePart returns x where it is positive and otherwise the value of other,
// which is evaluated at arguments ≤ 0 only.
func positivePart(x engine.Array, other func(x engine.Array) engine.Array) engine.Array {
	positive := engine.Gt(x, num(0))
	return engine.Where(positive, x, other(engine.Where(positive, num(0), x)))
}

func elu(x, alpha engine.Array) engine.Array {
	return positivePart(x, func(x engine.Array) engine.Array { return engine.Mul(alpha, engine.Expm1(x)) })
}

func leakyRelu(x, slope engine.Array) engine.Array {
	return positivePart(x, func(x engine.Array) engine.Array { return engine.Mul(slope, x) })
}

// gelu returns x·ndtr(x), or its usual approximation with tanh.
func gelu(x, approximate engine.Array) engine.Array {
	return engine.Where(approximate, engine.Gelu(x), engine.GeluExact(x))
}

func and(x, y engine.Array) engine.Array { return engine.And(truth(x), truth(y)) }

func or(x, y engine.Array) engine.Array { return engine.Or(truth(x), truth(y)) }

func xor(x, y engine.Array) engine.Array { return engine.Xor(truth(x), truth(y)) }
