package jnp

import (
	"math"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// elementwise are the functions of jax.numpy that work element by element, by
// the names of the array API.
var elementwise = []py.Func{
	unary("exp", "The exponential function.", engine.Exp),
	unary("exp2", "2 to the power of each element.", engine.Exp2),
	unary("expm1", "exp(x) - 1, precise near zero.", engine.Expm1),
	unary("log", "The natural logarithm.", engine.Log),
	unary("log1p", "log(1 + x), precise near zero.", engine.Log1p),
	unary("log2", "The logarithm to base 2.", func(x engine.Array) engine.Array { return engine.Div(engine.Log(x), logOf(x, 2)) }),
	unary("log10", "The logarithm to base 10.", func(x engine.Array) engine.Array { return engine.Mul(engine.Log(x), num(1/math.Ln10)) }),
	unary("sqrt", "The square root.", engine.Sqrt),
	unary("cbrt", "The real cube root.", engine.Cbrt),
	unary("square", "The square.", square),
	unary("reciprocal", "One over each element.", func(x engine.Array) engine.Array { return engine.Reciprocal(asFloat(x)) }),
	unary("sin", "The sine of angles in radians.", engine.Sin),
	unary("cos", "The cosine of angles in radians.", engine.Cos),
	unary("tan", "The tangent of angles in radians.", engine.Tan),
	unary("asin", "The arc sine in radians.", engine.Asin),
	unary("acos", "The arc cosine in radians.", engine.Acos),
	unary("atan", "The arc tangent in radians.", engine.Atan),
	unary("sinh", "The hyperbolic sine.", engine.Sinh),
	unary("cosh", "The hyperbolic cosine.", engine.Cosh),
	unary("tanh", "The hyperbolic tangent.", engine.Tanh),
	unary("asinh", "The inverse hyperbolic sine.", engine.Asinh),
	unary("acosh", "The inverse hyperbolic cosine.", engine.Acosh),
	unary("atanh", "The inverse hyperbolic tangent.", engine.Atanh),
	unary("deg2rad", "Degrees as radians.", func(x engine.Array) engine.Array { return engine.Mul(asFloat(x), num(math.Pi/180)) }),
	unary("rad2deg", "Radians as degrees.", func(x engine.Array) engine.Array { return engine.Mul(asFloat(x), num(180/math.Pi)) }),
	unary("sinc", "sin(pi x)/(pi x), and 1 at zero.", sinc),
	unary("abs", "The absolute value.", absolute),
	unary("fabs", "The absolute value, as a float.", func(x engine.Array) engine.Array { return engine.Abs(asFloat(x)) }),
	unary("negative", "The negative of each element.", engine.Neg),
	unary("positive", "Each element as it is.", func(x engine.Array) engine.Array { return x }),
	unary("sign", "-1, 0 or 1 by the sign of each element.", engine.Sign),
	unary("signbit", "Whether the sign bit is set.", signbit),
	unary("floor", "The largest integer that is not greater.", wholeOr("floor", engine.Floor)),
	unary("ceil", "The smallest integer that is not less.", wholeOr("ceil", engine.Ceil)),
	unary("trunc", "The integer part.", wholeOr("trunc", trunc)),
	unary("rint", "The nearest integer, halves to even.", func(x engine.Array) engine.Array { return engine.Round(asFloat(x)) }),
	fn("round(a, decimals=0, out=None)", "Rounds to the given number of decimals, halves to even.", round),
	unary("conjugate", "The complex conjugate.", engine.Conj),
	unary("conj", "The complex conjugate.", engine.Conj),
	unary("real", "The real part.", engine.Real),
	unary("imag", "The imaginary part.", engine.Imag),
	strong("angle(z, deg=False)", "The angle of complex numbers: 0, or pi where negative.", func(c call) engine.Array {
		x := asFloat(c.array(0))
		a := engine.Atan2(engine.Imag(x), engine.Real(x))
		if c.bool(1) {
			a = engine.Mul(a, num(180/math.Pi))
		}
		return a
	}),
	unary("i0", "The modified Bessel function of the first kind and order 0.", func(x engine.Array) engine.Array {
		return engine.Mul(engine.Exp(engine.Abs(asFloat(x))), engine.I0e(x))
	}),

	binary("add(x, y, /)", "The sum of two arrays.", engine.Add),
	binary("subtract(x, y, /)", "The difference of two arrays.", engine.Sub),
	binary("multiply(x, y, /)", "The product of two arrays, element by element.", engine.Mul),
	binary("divide(x1, x2, /)", "The quotient of two arrays, as floats.", engine.Div),
	binary("floor_divide(x1, x2, /)", "The quotient rounded down.", engine.FloorDiv),
	binary("remainder(x1, x2, /)", "The remainder with the sign of the divisor, as Python's %.", engine.Mod),
	binary("fmod(x1, x2, /)", "The remainder with the sign of the dividend, as C's fmod.", engine.Rem),
	list("divmod(x1, x2, /)", "The quotient rounded down, and the remainder.", asTuple, func(c call) []engine.Array {
		x, y := c.array(0), c.array(1)
		jax.CheckBroadcast(c.name, x, y)
		return []engine.Array{engine.FloorDiv(x, y), engine.Mod(x, y)}
	}),
	list("modf(x, /)", "The fractional and the integer part.", asTuple, func(c call) []engine.Array {
		x := asFloat(c.array(0))
		whole := trunc(x)
		return []engine.Array{engine.Sub(x, whole), whole}
	}),
	fn("power(x1, x2, /)", "x1 to the power of x2.", func(c call) engine.Array {
		x, y := c.array(0), c.array(1)
		jax.CheckBroadcast(c.name, x, y)
		return jax.Power(c.t, x, y)
	}),
	binary("float_power(x, y, /)", "x to the power of y, as floats.", func(x, y engine.Array) engine.Array {
		return engine.Pow(asFloat(x), asFloat(y))
	}),
	binary("maximum(x, y, /)", "The larger of two elements; nan if either is.", maximum),
	binary("minimum(x, y, /)", "The smaller of two elements; nan if either is.", minimum),
	binary("fmax(x1, x2)", "The larger of two elements, without regard to nan.", func(x, y engine.Array) engine.Array {
		return engine.Where(engine.Or(engine.Gt(x, y), engine.IsNaN(y)), x, y)
	}),
	binary("fmin(x1, x2)", "The smaller of two elements, without regard to nan.", func(x, y engine.Array) engine.Array {
		return engine.Where(engine.Or(engine.Lt(x, y), engine.IsNaN(y)), x, y)
	}),
	binary("atan2(x1, x2, /)", "The angle of the point (x2, x1) in radians.", engine.Atan2),
	binary("hypot(x1, x2, /)", "The length of the vector (x1, x2), without overflow.", engine.Hypot),
	binary("logaddexp(x1, x2, /)", "log(exp(x1) + exp(x2)), without overflow.", engine.LogAddExp),
	binary("logaddexp2(x1, x2, /)", "log2(2**x1 + 2**x2), without overflow.", func(x, y engine.Array) engine.Array {
		return engine.Div(engine.LogAddExp(engine.Mul(x, num(math.Ln2)), engine.Mul(y, num(math.Ln2))), num(math.Ln2))
	}),
	binary("heaviside(x1, x2, /)", "0 where x1 is negative, x2 where it is zero, and else 1.", func(x, y engine.Array) engine.Array {
		x, y = asFloat(x), asFloat(y)
		step := engine.Where(engine.Lt(x, num(0)), num(0), engine.Where(engine.Gt(x, num(0)), num(1), y))
		return engine.Where(engine.IsNaN(x), x, step)
	}),
	binary("copysign(x1, x2, /)", "x1 with the sign of x2.", func(x, y engine.Array) engine.Array {
		x = engine.Abs(asFloat(x))
		return engine.Where(signbit(y), engine.Neg(x), x)
	}),
	binary("nextafter(x, y, /)", "The float next to x in the direction of y.", engine.NextAfter),
	binary("ldexp(x1, x2, /)", "x1 times 2 to the power of x2.", func(x, n engine.Array) engine.Array {
		// In two steps, so that neither factor overflows before the product.
		half := engine.FloorDiv(n, integer(2))
		return engine.Mul(engine.Mul(asFloat(x), engine.Exp2(half)), engine.Exp2(engine.Sub(n, half)))
	}),
	binary("gcd(x1, x2)", "The greatest common divisor.", gcd),
	binary("lcm(x1, x2)", "The least common multiple.", func(x, y engine.Array) engine.Array {
		x, y = engine.Abs(x), engine.Abs(y)
		d := gcd(x, y)
		return engine.Where(engine.Eq(d, integer(0)), integer(0), engine.Mul(x, engine.FloorDiv(y, engine.Where(engine.Eq(d, integer(0)), integer(1), d))))
	}),
	strong("nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None)", "Replaces nan by zero and infinities by the largest numbers.", func(c call) engine.Array {
		x := c.array(0)
		if !x.DType().IsFloat() {
			return x
		}
		largest := num(largestFloat(x.DType()))
		x = engine.Where(engine.IsNaN(x), c.array(2), x)
		x = engine.Where(engine.Eq(x, num(math.Inf(1))), c.arrayOr(3, largest), x)
		return engine.Where(engine.Eq(x, num(math.Inf(-1))), c.arrayOr(4, engine.Neg(largest)), x)
	}),
	fn("clip(arr=None, /, min=None, max=None, *, a=None, a_min=None, a_max=None)", "Limits the elements to an interval.", func(c call) engine.Array {
		x, lo, hi := c.either(0, 3), c.either(1, 4), c.either(2, 5)
		if x == nil {
			panic(py.Errorf(py.TypeError, "clip requires ndarray or scalar arguments, got <class 'NoneType'> at position 0."))
		}
		out := c.with(x).array(0)
		if lo != nil {
			out = maximum(c.with(lo).array(0), out)
		}
		if hi != nil {
			out = minimum(c.with(hi).array(0), out)
		}
		return out
	}),
}

// maximum and minimum of truth values are their disjunction and conjunction.
func maximum(x, y engine.Array) engine.Array {
	if x.DType() == engine.Bool && y.DType() == engine.Bool {
		return engine.Or(x, y)
	}
	return engine.Maximum(x, y)
}

func minimum(x, y engine.Array) engine.Array {
	if x.DType() == engine.Bool && y.DType() == engine.Bool {
		return engine.And(x, y)
	}
	return engine.Minimum(x, y)
}

// either returns argument i, or j if there is no i, or nil.
func (c call) either(i, j int) py.Object {
	for _, k := range []int{i, j} {
		if c.given(k) {
			return c.a[k]
		}
	}
	return nil
}

// with is the call with other arguments.
func (c call) with(a ...py.Object) call { return call{c.t, c.name, a} }

// asFloat converts integers to floats.
func asFloat(x engine.Array) engine.Array {
	if x.DType().IsInexact() {
		return x
	}
	return x.AsType(engine.Float32).Weaken(x.Weak())
}

// logOf is the logarithm of a number in the type of x, rounded as the
// computation of JAX rounds it.
func logOf(x engine.Array, v float64) engine.Array {
	return engine.Log(engine.Scalar(v, asFloat(x).DType()).Weaken(true))
}

func square(x engine.Array) engine.Array {
	if x.DType() == engine.Bool {
		return x
	}
	return engine.Square(x)
}

func absolute(x engine.Array) engine.Array {
	if x.DType() == engine.Bool || x.DType() == engine.Uint32 {
		return x
	}
	return engine.Abs(x)
}

// sinc has all derivatives at zero: its Taylor series is 1 − (πx)²/6 + ….
func sinc(x engine.Array) engine.Array {
	x = asFloat(x)
	px := engine.Mul(num(math.Pi), x)
	zero := engine.Eq(x, num(0))
	safe := engine.Where(zero, num(1), px)
	sq := engine.Mul(px, px)
	series := engine.Sub(num(1), engine.Mul(engine.Div(sq, num(6)), engine.Sub(num(1), engine.Mul(engine.Div(sq, num(20)), engine.Sub(num(1), engine.Div(sq, num(42)))))))
	return engine.Where(zero, series, engine.Div(engine.Sin(safe), safe))
}

func signbit(x engine.Array) engine.Array {
	if !x.DType().IsFloat() {
		return engine.Lt(x, integer(0))
	}
	// A zero has the sign of its reciprocal.
	return engine.Or(engine.Lt(x, num(0)), engine.And(engine.Eq(x, num(0)), engine.Lt(engine.Div(num(1), x), num(0))))
}

// wholeOr applies f to floats only: integers are whole already.
func wholeOr(name string, f func(x engine.Array) engine.Array) func(x engine.Array) engine.Array {
	return func(x engine.Array) engine.Array {
		switch d := x.DType(); {
		case d.IsComplex():
			panic(py.Errorf(py.TypeError, "%s does not accept dtype %v. Accepted dtypes are subtypes of floating.", name, d))
		case d.IsFloat():
			return f(x)
		}
		return x
	}
}

func trunc(x engine.Array) engine.Array {
	return engine.Where(engine.Lt(x, num(0)), engine.Ceil(x), engine.Floor(x))
}

func round(c call) engine.Array {
	x, decimals := c.array(0), c.int(1)
	if !x.DType().IsFloat() {
		if decimals < 0 {
			panic(py.Errorf(py.NotImplementedError, "integer np.round not implemented for decimals < 0"))
		}
		return x
	}
	if decimals == 0 {
		return engine.Round(x)
	}
	factor, d := num(math.Pow(10, float64(decimals))), x.DType()
	if d == engine.Float16 { // which ends where ten times a number may not
		x = x.AsType(engine.Float32)
	}
	y := engine.Div(engine.Round(engine.Mul(x, factor)), factor)
	return y.AsType(d).Weaken(y.Weak())
}

// gcd is Euclid's algorithm; consecutive Fibonacci numbers below 2³¹ take 45
// steps, and no pair takes more.
func gcd(x, y engine.Array) engine.Array {
	x, y = engine.Abs(x), engine.Abs(y)
	for range 45 {
		done := engine.Eq(y, integer(0))
		r := engine.Rem(x, engine.Where(done, integer(1), y))
		x, y = engine.Where(done, x, y), engine.Where(done, y, r)
	}
	return x
}

// maxHalf is the greatest float16.
const maxHalf = 65504

func largestFloat(d engine.DType) float64 {
	switch d {
	case engine.Float16:
		return maxHalf
	case engine.Float64:
		return math.MaxFloat64
	}
	return math.MaxFloat32
}
