package jnp

import (
	"math"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// special are the functions of jax.scipy.special.
var special = []py.Func{
	activation("erf", "The error function.", engine.Erf),
	activation("erfc", "1 - erf(x), precise for large x.", engine.Erfc),
	activation("erfinv", "The inverse of the error function.", engine.ErfInv),
	activation("expit", "1 / (1 + exp(-x)).", engine.Logistic),
	activation("logit", "log(x / (1 - x)).", logit),
	activation("gammaln", "log |gamma(x)|.", engine.Lgamma),
	strongActivation("gamma", "The gamma function.", func(x engine.Array) engine.Array {
		return engine.Mul(gammaSign(asFloat(x)), engine.Exp(engine.Lgamma(x)))
	}),
	activation("gammasgn", "The sign of the gamma function.", func(x engine.Array) engine.Array { return gammaSign(asFloat(x)) }),
	activation("digamma", "The derivative of gammaln.", engine.Digamma),
	fn("polygamma(n, x)", "The n-th derivative of digamma.", func(c call) engine.Array {
		n := c.array(0)
		if n.Rank() != 0 || n.IsTraced() {
			panic(py.Errorf(py.NotImplementedError, "polygamma of an order that is an array: an int is expected"))
		}
		return engine.Polygamma(int(n.Item()), c.array(1))
	}),
	fn("factorial(n, exact=False)", "The factorial, as a float.", func(c call) engine.Array {
		n := asFloat(c.array(0))
		return engine.Where(engine.Lt(n, num(0)), num(0), engine.Exp(engine.Lgamma(engine.Add(n, num(1)))))
	}),
	fn("beta(a, b)", "The beta function.", func(c call) engine.Array {
		a, b := asFloat(c.array(0)), asFloat(c.array(1))
		jax.CheckBroadcast(c.name, a, b)
		sign := engine.Mul(engine.Mul(gammaSign(a), gammaSign(b)), gammaSign(engine.Add(a, b)))
		return engine.Mul(sign, engine.Exp(betaLog(a, b)))
	}),
	binary("betaln(a, b)", "The logarithm of the beta function.", func(a, b engine.Array) engine.Array { return betaLog(asFloat(a), asFloat(b)) }),
	binary("xlogy(x, y)", "x * log(y), and 0 where x is 0.", xlogy),
	binary("xlog1py(x, y)", "x * log(1 + y), and 0 where x is 0.", xlog1py),
	activation("entr", "-x * log(x), and 0 at 0.", func(x engine.Array) engine.Array {
		x = asFloat(x)
		safe := engine.Where(engine.Lt(x, num(0)), num(1), x)
		return engine.Where(engine.Lt(x, num(0)), num(math.Inf(-1)), engine.Neg(xlogy(safe, safe)))
	}),
	binary("rel_entr(p, q)", "p * log(p / q), and 0 where p is 0.", relativeEntropy),
	binary("kl_div(p, q)", "p * log(p / q) - p + q.", func(p, q engine.Array) engine.Array {
		return engine.Add(engine.Sub(relativeEntropy(p, q), p), q)
	}),
	object("logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False, where=None)", "The logarithm of the sum of exponentials, without overflow.", logSumExp),
	fn("softmax(x, /, *, axis=None)", "exp(x) divided by its sum over axes.", func(c call) engine.Array { return softmax(c.with(c.a[0], c.a[1], nil)) }),
	fn("log_softmax(x, /, *, axis=None)", "The logarithm of softmax.", func(c call) engine.Array { return logSoftmax(c.with(c.a[0], c.a[1], nil)) }),
	activation("i0", "The modified Bessel function of order 0.", func(x engine.Array) engine.Array {
		return engine.Mul(engine.Exp(engine.Abs(asFloat(x))), engine.I0e(x))
	}),
	activation("i0e", "exp(-|x|) * i0(x).", engine.I0e),
	activation("i1", "The modified Bessel function of order 1.", func(x engine.Array) engine.Array {
		return engine.Mul(engine.Exp(engine.Abs(asFloat(x))), engine.I1e(x))
	}),
	activation("i1e", "exp(-|x|) * i1(x).", engine.I1e),
	strongActivation("ndtr", "The normal distribution function.", func(x engine.Array) engine.Array { return ndtr(asFloat(x)) }),
	strongActivation("ndtri", "The inverse of the normal distribution function.", func(p engine.Array) engine.Array { return ndtri(asFloat(p)) }),
	fn("log_ndtr(x, series_order=3)", "The logarithm of the normal distribution function.", func(c call) engine.Array { return logNdtr(asFloat(c.array(0))) }),
	fn("multigammaln(a, d)", "The logarithm of the multivariate gamma function.", func(c call) engine.Array {
		a, d := asFloat(c.array(0)), c.int(1)
		out := num(float64(d*(d-1)) / 4 * math.Log(math.Pi))
		for i := range d {
			out = engine.Add(out, engine.Lgamma(engine.Sub(a, num(float64(i)/2))))
		}
		return out
	}),
	binary("boxcox(x, lmbda)", "(x**lmbda - 1) / lmbda, and log(x) where lmbda is 0.", func(x, l engine.Array) engine.Array {
		return boxcox(engine.Log(x), asFloat(l))
	}),
	binary("boxcox1p(x, lmbda)", "((1 + x)**lmbda - 1) / lmbda, and log(1 + x) where lmbda is 0.", func(x, l engine.Array) engine.Array {
		return boxcox(engine.Log1p(x), asFloat(l))
	}),
}

// strongActivation is activation with a result of strong type.
func strongActivation(name, doc string, f func(x engine.Array) engine.Array) py.Func {
	return strong(name+"(x)", doc, func(c call) engine.Array { return f(c.array(0)) })
}

func boxcox(log, l engine.Array) engine.Array {
	zero := engine.Eq(l, num(0))
	safe := engine.Where(zero, num(1), l)
	return engine.Where(zero, log, engine.Div(engine.Expm1(engine.Mul(safe, log)), safe))
}

// logit has the derivative 1/(x·(1 − x)).
func logit(x engine.Array) engine.Array {
	return engine.CustomJVP("logit", func(x engine.Array) engine.Array {
		return engine.Log(engine.Div(x, engine.Sub(num(1), x)))
	}, func(x, t engine.Array) (engine.Array, engine.Array) {
		return logit(x), engine.Div(t, engine.Mul(x, engine.Sub(num(1), x)))
	})(asFloat(x))
}

// gammaSign alternates between the negative integers, where it is NaN.
func gammaSign(x engine.Array) engine.Array {
	floor := engine.Floor(x)
	odd := engine.Ne(engine.Mod(floor, num(2)), num(0))
	sign := engine.Where(engine.And(engine.Lt(x, num(0)), odd), num(-1), num(1))
	pole := engine.And(engine.Lt(x, num(0)), engine.Eq(x, floor))
	zero := engine.Where(signbit(x), num(-1), num(1))
	sign = engine.Where(engine.Eq(x, num(0)), zero, sign)
	return engine.Where(engine.Or(pole, engine.Or(engine.IsNaN(x), engine.Eq(x, num(math.Inf(-1))))), num(math.NaN()), sign).AsType(x.DType())
}

func betaLog(a, b engine.Array) engine.Array {
	return engine.Sub(engine.Add(engine.Lgamma(a), engine.Lgamma(b)), engine.Lgamma(engine.Add(a, b)))
}

type arguments struct{ X, Y engine.Array }

// xlogy has the partial derivatives log y and x/y even where x is 0.
func xlogy(x, y engine.Array) engine.Array {
	return xlogyOf(arguments{asFloat(x), asFloat(y)})
}

func xlogyOf(o arguments) engine.Array {
	return engine.CustomJVP("xlogy", func(o arguments) engine.Array {
		zero := engine.Eq(o.X, num(0))
		return engine.Where(zero, num(0), engine.Mul(o.X, engine.Log(engine.Where(zero, num(1), o.Y))))
	}, func(o, t arguments) (engine.Array, engine.Array) {
		return xlogyOf(o), engine.Add(engine.Mul(t.X, engine.Log(o.Y)), engine.Mul(t.Y, engine.Div(o.X, o.Y)))
	})(o)
}

func xlog1py(x, y engine.Array) engine.Array {
	return xlog1pyOf(arguments{asFloat(x), asFloat(y)})
}

func xlog1pyOf(o arguments) engine.Array {
	return engine.CustomJVP("xlog1py", func(o arguments) engine.Array {
		zero := engine.Eq(o.X, num(0))
		return engine.Where(zero, num(0), engine.Mul(o.X, engine.Log1p(engine.Where(zero, num(0), o.Y))))
	}, func(o, t arguments) (engine.Array, engine.Array) {
		return xlog1pyOf(o), engine.Add(engine.Mul(t.X, engine.Log1p(o.Y)), engine.Mul(t.Y, engine.Div(o.X, engine.Add(num(1), o.Y))))
	})(o)
}

func relativeEntropy(p, q engine.Array) engine.Array {
	p, q = asFloat(p), asFloat(q)
	both := engine.And(engine.Gt(p, num(0)), engine.Gt(q, num(0)))
	none := engine.And(engine.Eq(p, num(0)), engine.Ge(q, num(0)))
	safeP, safeQ := engine.Where(both, p, num(1)), engine.Where(both, q, num(1))
	value := engine.Sub(engine.Mul(safeP, engine.Log(safeP)), engine.Mul(safeP, engine.Log(safeQ)))
	return engine.Where(none, num(0), engine.Where(both, value, num(math.Inf(1))))
}

// ndtr uses erf near zero and erfc elsewhere, so that both tails are precise.
func ndtr(x engine.Array) engine.Array {
	h := math.Sqrt(0.5)
	w := engine.Mul(x, num(h))
	z := engine.Abs(w)
	y := engine.Where(engine.Lt(z, num(h)), engine.Add(num(1), engine.Erf(w)),
		engine.Where(engine.Gt(w, num(0)), engine.Sub(num(2), engine.Erfc(z)), engine.Erfc(z)))
	return engine.Mul(num(0.5), y)
}

// ndtri has the derivative √(2π)·e^{y²/2}.
func ndtri(p engine.Array) engine.Array {
	return engine.CustomJVP("ndtri", func(p engine.Array) engine.Array {
		return engine.Mul(num(math.Sqrt2), engine.ErfInv(engine.Sub(engine.Mul(num(2), p), num(1))))
	}, func(p, t engine.Array) (engine.Array, engine.Array) {
		y := ndtri(p)
		return y, engine.Mul(t, engine.Mul(num(math.Sqrt(2*math.Pi)), engine.Exp(engine.Mul(num(0.5), engine.Square(y)))))
	})(p)
}

// logNdtr is log ndtr where that is not small, and the asymptotic series
// −x²/2 − log(−x√(2π)) + log(1 − 1/x² + 3/x⁴ − 15/x⁶) far below.
func logNdtr(x engine.Array) engine.Array {
	return engine.CustomJVP("log_ndtr", func(x engine.Array) engine.Array {
		lower, upper := -10.0, 5.0
		if x.DType() == engine.Float64 {
			lower, upper = -20, 8
		}
		far := engine.Minimum(x, num(lower))
		square := engine.Square(far)
		inverse := engine.Div(num(1), square)
		series := engine.Add(num(1), engine.Mul(inverse, engine.Add(num(-1), engine.Mul(inverse, engine.Add(num(3), engine.Mul(inverse, num(-15)))))))
		tail := engine.Add(engine.Sub(engine.Mul(num(-0.5), square), engine.Add(engine.Log(engine.Neg(far)), num(0.5*math.Log(2*math.Pi)))), engine.Log(series))
		middle := engine.Log(ndtr(engine.Maximum(x, num(lower))))
		high := engine.Neg(ndtr(engine.Neg(x)))
		return engine.Where(engine.Gt(x, num(upper)), high, engine.Where(engine.Gt(x, num(lower)), middle, tail))
	}, func(x, t engine.Array) (engine.Array, engine.Array) {
		y := logNdtr(x)
		density := engine.Sub(engine.Mul(num(-0.5), engine.Square(x)), num(0.5*math.Log(2*math.Pi)))
		return y, engine.Mul(t, engine.Exp(engine.Sub(density, y)))
	})(x)
}

// normal declares a function of jax.scipy.stats.norm, of (x − loc)/scale and
// scale.
func normal(name, argument, doc string, f func(z, scale engine.Array) engine.Array) py.Func {
	return strong(name+"("+argument+", loc=0, scale=1)", doc, func(c call) engine.Array {
		x, loc, scale := asFloat(c.array(0)), asFloat(c.array(1)), asFloat(c.array(2))
		return f(engine.Div(engine.Sub(x, loc), scale), scale)
	})
}

// quantileOf declares the inverse of a distribution function.
func quantileOf(name, doc string, f func(q engine.Array) engine.Array) py.Func {
	return strong(name+"(q, loc=0, scale=1)", doc, func(c call) engine.Array {
		q, loc, scale := asFloat(c.array(0)), asFloat(c.array(1)), asFloat(c.array(2))
		return engine.Add(engine.Mul(f(q), scale), loc)
	})
}

// normalDistribution are the functions of jax.scipy.stats.norm.
var normalDistribution = []py.Func{
	fn("logpdf(x, loc=0, scale=1)", "The logarithm of the density.", normalLog),
	fn("pdf(x, loc=0, scale=1)", "The density.", func(c call) engine.Array { return engine.Exp(normalLog(c)) }),
	normal("cdf", "x", "The distribution function.", func(z, _ engine.Array) engine.Array { return ndtr(z) }),
	normal("logcdf", "x", "The logarithm of the distribution function.", func(z, _ engine.Array) engine.Array { return logNdtr(z) }),
	normal("sf", "x", "1 - cdf(x).", func(z, _ engine.Array) engine.Array { return ndtr(engine.Neg(z)) }),
	normal("logsf", "x", "The logarithm of 1 - cdf(x).", func(z, _ engine.Array) engine.Array { return logNdtr(engine.Neg(z)) }),
	quantileOf("ppf", "The quantile: the inverse of cdf.", ndtri),
	quantileOf("isf", "The inverse of sf.", func(q engine.Array) engine.Array { return ndtri(engine.Sub(num(1), q)) }),
}

func normalLog(c call) engine.Array {
	x, loc, scale := asFloat(c.array(0)), asFloat(c.array(1)), asFloat(c.array(2))
	square := engine.Square(scale)
	log := engine.Log(engine.Mul(num(2*math.Pi), square))
	return engine.Div(engine.Neg(engine.Add(log, engine.Div(engine.Square(engine.Sub(x, loc)), square))), num(2))
}
