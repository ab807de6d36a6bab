package jnp

import (
	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// laxUnary declares a primitive of one array of floats.
func laxUnary(name, doc string, f func(x engine.Array) engine.Array) py.Func {
	return fn(name+"(x, *, accuracy=None)", doc, func(c call) engine.Array { return f(c.laxFloat(0)) })
}

// laxFloat returns argument i, which must be of a float type.
func (c call) laxFloat(i int) engine.Array {
	x := c.array(i)
	if !x.DType().IsInexact() {
		panic(py.Errorf(py.TypeError, "%s does not accept dtype %s. Accepted dtypes are subtypes of floating, complexfloating.", c.name, x.DType()))
	}
	return x
}

// laxBinary declares a primitive of two arrays of one type and shape; scalars
// fit any shape.
func laxBinary(sig, doc string, f func(x, y engine.Array) engine.Array) py.Func {
	return fn(sig, doc, func(c call) engine.Array {
		x, y := c.pair(0, 1)
		return f(x, y)
	})
}

// pair returns two arguments of a lax function, which promotes Python numbers
// only to the type of the other.
func (c call) pair(i, j int) (x, y engine.Array) {
	x, y = c.array(i), c.array(j)
	// A Python number takes the other's type where it has the same kind.
	if x.DType().IsInexact() == y.DType().IsInexact() {
		switch {
		case y.Weak() && !x.Weak():
			y = y.AsType(x.DType())
		case x.Weak() && !y.Weak():
			x = x.AsType(y.DType())
		}
	}
	if x.DType() != y.DType() {
		panic(py.Errorf(py.TypeError, "lax.%s requires arguments to have the same dtypes, got %s, %s. (Tip: jnp.%s is a similar function that does automatic type promotion on inputs).", c.name, x.DType(), y.DType(), c.name))
	}
	if x.Rank() != y.Rank() && x.Rank() > 0 && y.Rank() > 0 {
		panic(py.Errorf(py.TypeError, "%s: arrays must have the same number of dimensions, got {%d, %d}", c.name, min(x.Rank(), y.Rank()), max(x.Rank(), y.Rank())))
	}
	jax.CheckBroadcast(c.name, x, y)
	return x, y
}

// integralOnly rejects floats.
func integralOnly(f func(x, y engine.Array) engine.Array) func(x, y engine.Array) engine.Array {
	return func(x, y engine.Array) engine.Array {
		if x.DType().IsInexact() {
			panic(py.Errorf(py.TypeError, "bitwise operations do not accept dtype %s. Accepted dtypes are subtypes of integer, bool.", x.DType()))
		}
		return f(x, y)
	}
}

// laxArithmetic are the elementwise primitives of jax.lax.
var laxArithmetic = []py.Func{
	laxBinary("add(x, y)", "x + y.", engine.Add),
	laxBinary("sub(x, y)", "x - y.", engine.Sub),
	laxBinary("mul(x, y)", "x * y.", engine.Mul),
	laxBinary("div(x, y)", "x / y; of integers rounded toward zero.", func(x, y engine.Array) engine.Array {
		if x.DType().IsInexact() {
			return engine.Div(x, y)
		}
		return engine.FloorDiv(engine.Sub(x, engine.Rem(x, y)), y)
	}),
	laxBinary("rem(x, y)", "The remainder with the sign of x.", engine.Rem),
	laxBinary("max(x, y)", "The larger element; nan if either is.", maximum),
	laxBinary("min(x, y)", "The smaller element; nan if either is.", minimum),
	fn("pow(x, y)", "x to the power of y.", func(c call) engine.Array {
		x, y := c.laxFloat(0), c.array(1)
		if !y.DType().IsInexact() && y.Weak() && !y.IsTraced() && y.Rank() == 0 {
			return engine.IntPow(x, int(y.Item()))
		}
		return engine.Pow(x, y.AsType(x.DType()))
	}),
	fn("integer_pow(x, y)", "x to the power of a Python int.", func(c call) engine.Array { return jax.Power(c.t, c.array(0), engine.Int(c.int(1))) }),
	laxBinary("atan2(x, y)", "The angle of the point (y, x).", engine.Atan2),
	laxBinary("nextafter(x1, x2)", "The float next to x1 in the direction of x2.", engine.NextAfter),
	laxBinary("eq(x, y)", "x == y.", engine.Eq),
	laxBinary("ne(x, y)", "x != y.", engine.Ne),
	laxBinary("lt(x, y)", "x < y.", engine.Lt),
	laxBinary("le(x, y)", "x <= y.", engine.Le),
	laxBinary("gt(x, y)", "x > y.", engine.Gt),
	laxBinary("ge(x, y)", "x >= y.", engine.Ge),
	laxBinary("bitwise_and(x, y)", "The bits that both have.", integralOnly(engine.And)),
	laxBinary("bitwise_or(x, y)", "The bits that some has.", integralOnly(engine.Or)),
	laxBinary("bitwise_xor(x, y)", "The bits that exactly one has.", integralOnly(engine.Xor)),
	fn("bitwise_not(x)", "All bits inverted.", func(c call) engine.Array { return engine.Not(c.bits(0, "not")) }),
	laxBinary("shift_left(x, y)", "x shifted left by y bits.", integralOnly(engine.ShiftLeft)),
	laxBinary("shift_right_logical(x, y)", "x shifted right by y bits, zeros coming in.", integralOnly(engine.ShiftRight)),
	laxBinary("shift_right_arithmetic(x, y)", "x shifted right by y bits, the sign coming in.", integralOnly(engine.ShiftRightArithmetic)),
	fn("neg(x)", "-x.", func(c call) engine.Array { return engine.Neg(c.array(0)) }),
	fn("abs(x)", "The absolute value.", func(c call) engine.Array { return absolute(c.array(0)) }),
	fn("sign(x)", "-1, 0 or 1 by the sign.", func(c call) engine.Array { return engine.Sign(c.array(0)) }),
	fn("square(x)", "The square.", func(c call) engine.Array { return square(c.array(0)) }),
	laxUnary("reciprocal", "1 / x.", engine.Reciprocal),
	laxUnary("exp", "The exponential function.", engine.Exp),
	laxUnary("exp2", "2 to the power of x.", engine.Exp2),
	laxUnary("expm1", "exp(x) - 1, precise near zero.", engine.Expm1),
	laxUnary("log", "The natural logarithm.", engine.Log),
	laxUnary("log1p", "log(1 + x), precise near zero.", engine.Log1p),
	laxUnary("sqrt", "The square root.", engine.Sqrt),
	laxUnary("rsqrt", "1 / sqrt(x).", engine.Rsqrt),
	laxUnary("cbrt", "The real cube root.", engine.Cbrt),
	laxUnary("sin", "The sine.", engine.Sin),
	laxUnary("cos", "The cosine.", engine.Cos),
	laxUnary("tan", "The tangent.", engine.Tan),
	laxUnary("asin", "The arc sine.", engine.Asin),
	laxUnary("acos", "The arc cosine.", engine.Acos),
	laxUnary("atan", "The arc tangent.", engine.Atan),
	laxUnary("sinh", "The hyperbolic sine.", engine.Sinh),
	laxUnary("cosh", "The hyperbolic cosine.", engine.Cosh),
	laxUnary("tanh", "The hyperbolic tangent.", engine.Tanh),
	laxUnary("asinh", "The inverse hyperbolic sine.", engine.Asinh),
	laxUnary("acosh", "The inverse hyperbolic cosine.", engine.Acosh),
	laxUnary("atanh", "The inverse hyperbolic tangent.", engine.Atanh),
	laxUnary("logistic", "1 / (1 + exp(-x)).", engine.Logistic),
	laxUnary("erf", "The error function.", engine.Erf),
	laxUnary("erfc", "The complementary error function.", engine.Erfc),
	laxUnary("erf_inv", "The inverse of the error function.", engine.ErfInv),
	laxUnary("lgamma", "log |gamma(x)|.", engine.Lgamma),
	laxUnary("digamma", "The derivative of lgamma.", engine.Digamma),
	laxUnary("bessel_i0e", "exp(-|x|) times the modified Bessel function of order 0.", engine.I0e),
	laxUnary("bessel_i1e", "exp(-|x|) times the modified Bessel function of order 1.", engine.I1e),
	laxUnary("floor", "The largest integer that is not greater.", engine.Floor),
	laxUnary("ceil", "The smallest integer that is not less.", engine.Ceil),
	laxUnary("is_finite", "Whether elements are neither infinite nor nan.", engine.IsFinite),
	fn("round(x, rounding_method=0)", "The nearest integer, halves away from zero or (1) to even.", func(c call) engine.Array {
		if c.int(1) == 1 {
			return engine.Round(c.laxFloat(0))
		}
		return engine.RoundAway(c.laxFloat(0))
	}),
	fn("clamp(min, x, max)", "x limited to an interval.", func(c call) engine.Array {
		lo, x, hi := c.array(0), c.array(1), c.array(2)
		return engine.Minimum(engine.Maximum(x, lo.AsType(x.DType()).Weaken(lo.Weak())), hi.AsType(x.DType()).Weaken(hi.Weak()))
	}),
	fn("select(pred, on_true, on_false)", "on_true where pred holds, on_false elsewhere.", func(c call) engine.Array {
		x, y := c.pair(1, 2)
		return engine.Where(c.array(0), x, y)
	}),
	fn("select_n(which, *cases)", "The element of the case that which names.", func(c call) engine.Array {
		which, cases := c.array(0), c.rest(1)
		if len(cases) == 0 {
			panic(py.Errorf(py.ValueError, "select_n() must have at least one case"))
		}
		out := cases[len(cases)-1]
		for i := len(cases) - 2; i >= 0; i-- {
			out = engine.Where(engine.Eq(which.AsType(engine.Int32), integer(i)), cases[i], out)
		}
		return out
	}),
	fn("convert_element_type(operand, new_dtype)", "The elements in another type.", func(c call) engine.Array { return c.array(0).AsType(c.dtype(1)) }),
	fn("bitcast_convert_type(operand, new_dtype)", "The bits of the elements read as another type.", func(c call) engine.Array {
		x := c.array(0)
		switch d := c.dtype(1); {
		case d == x.DType():
			return x
		case d == engine.Float32 && x.DType().Size() == 4:
			return engine.BitcastFloat32(x)
		case d == engine.Uint32 && x.DType().Size() == 4:
			return engine.BitcastUint32(x)
		case d == engine.Int32 && x.DType().Size() == 4:
			// Conversion of uint32 to int32 keeps the bits.
			return engine.BitcastUint32(x).AsType(engine.Int32)
		}
		panic(py.Errorf(py.NotImplementedError, "bitcast_convert_type from %s to %s", x.DType(), c.dtype(1)))
	}),
}

// enumeration declares a class of named ints.
func enumeration(name string, members ...string) *py.Type {
	c := &py.Type{Name: name, Module: "jax.lax", Final: true}
	for i, m := range members {
		c.Define(py.Named{Name: m, Value: py.Int(i)})
	}
	return c
}

var laxValues = map[string]py.Object{
	"RoundingMethod": enumeration("RoundingMethod", "AWAY_FROM_ZERO", "TO_NEAREST_EVEN"),
	"Precision":      enumeration("Precision", "DEFAULT", "HIGH", "HIGHEST"),
}
