package lang

import (
	"math"

	"fluxion/engine"
)

// constants is the table of constants.
var constants = []struct {
	names string
	tex   string
	value float64
}{
	{"pi@jnp,math π", `\pi`, math.Pi},
	{"e@jnp,math", `e`, math.E},
	{"tau@math", `\tau`, 2 * math.Pi},
	{"inf@jnp,math", `\infty`, math.Inf(1)},
	{"nan@jnp,math", `\mathrm{nan}`, math.NaN()},
	{"True", `\mathrm{True}`, 1},
	{"False", `\mathrm{False}`, 0},
}

// functions is the table of functions: everything there is to know about one is
// in its row.
var functions = []function{
	// Trigonometric functions
	{"sin@jnp,math,lax", "x", `\sin`, "sine of x in radians", one(engine.Sin)},
	{"cos@jnp,math,lax", "x", `\cos`, "cosine of x in radians", one(engine.Cos)},
	{"tan@jnp,math,lax tg", "x", `\tan`, "tangent of x in radians", one(engine.Tan)},
	{"cot ctg", "x", `\cot`, "cotangent, 1/tan x", one(func(x engine.Array) engine.Array { return engine.Div(engine.Cos(x), engine.Sin(x)) })},
	{"sec", "x", `\sec`, "secant, 1/cos x", one(func(x engine.Array) engine.Array { return engine.Reciprocal(engine.Cos(x)) })},
	{"csc cosec", "x", `\csc`, "cosecant, 1/sin x", one(func(x engine.Array) engine.Array { return engine.Reciprocal(engine.Sin(x)) })},
	{"asin@jnp,math,lax arcsin@jnp", "x", `\arcsin`, "arc sine in radians", one(engine.Asin)},
	{"acos@jnp,math,lax arccos@jnp", "x", `\arccos`, "arc cosine in radians", one(engine.Acos)},
	{"atan@jnp,math,lax arctan@jnp arctg", "x", `\arctan`, "arc tangent in radians", one(engine.Atan)},
	{"atan2@jnp,math,lax arctan2@jnp", "y, x", ``, "angle of the point (x, y) in radians", two(engine.Atan2)},
	{"sinc@jnp", "x", `\operatorname{sinc}`, "sin(πx)/(πx)", one(sinc)},
	{"radians@jnp,math deg2rad@jnp", "x", ``, "degrees to radians", one(func(x engine.Array) engine.Array { return engine.Mul(x, num(math.Pi/180)) })},
	{"degrees@jnp,math rad2deg@jnp", "x", ``, "radians to degrees", one(func(x engine.Array) engine.Array { return engine.Mul(x, num(180/math.Pi)) })},

	// Hyperbolic functions
	{"sinh@jnp,math,lax", "x", `\sinh`, "hyperbolic sine", one(engine.Sinh)},
	{"cosh@jnp,math,lax", "x", `\cosh`, "hyperbolic cosine", one(engine.Cosh)},
	{"tanh@jnp,math,lax", "x", `\tanh`, "hyperbolic tangent", one(engine.Tanh)},
	{"coth", "x", `\coth`, "hyperbolic cotangent, 1/tanh x", one(func(x engine.Array) engine.Array { return engine.Reciprocal(engine.Tanh(x)) })},
	{"sech", "x", `\operatorname{sech}`, "hyperbolic secant, 1/cosh x", one(func(x engine.Array) engine.Array { return engine.Reciprocal(engine.Cosh(x)) })},
	{"csch", "x", `\operatorname{csch}`, "hyperbolic cosecant, 1/sinh x", one(func(x engine.Array) engine.Array { return engine.Reciprocal(engine.Sinh(x)) })},
	{"asinh@jnp,math,lax arcsinh@jnp arsinh", "x", `\operatorname{arsinh}`, "inverse hyperbolic sine", one(engine.Asinh)},
	{"acosh@jnp,math,lax arccosh@jnp arcosh", "x", `\operatorname{arcosh}`, "inverse hyperbolic cosine", one(engine.Acosh)},
	{"atanh@jnp,math,lax arctanh@jnp artanh", "x", `\operatorname{artanh}`, "inverse hyperbolic tangent", one(engine.Atanh)},

	// Exponential functions, logarithms, powers
	{"exp@jnp,math,lax", "x", `e^{#1}`, "e to the power x", one(engine.Exp)},
	{"exp2@jnp,math,lax", "x", `2^{#1}`, "2 to the power x", one(engine.Exp2)},
	{"expm1@jnp,math,lax", "x", ``, "exp(x) - 1, precise near 0", one(engine.Expm1)},
	{"ln", "x", `\ln`, "natural logarithm", one(engine.Log)},
	{"log@jnp,math,lax", "x, base?", `\log`, "natural logarithm, or that to a base", logarithm},
	{"log1p@jnp,math,lax", "x", ``, "log(1 + x), precise near 0", one(engine.Log1p)},
	{"log2@jnp,math log_2", "x", `\log_{2}`, "logarithm to the base 2", one(engine.Log2)},
	{"log10@jnp,math log_10 lg", "x", `\log_{10}`, "logarithm to the base 10", one(engine.Log10)},
	{"logaddexp@jnp", "x1, x2", ``, "log(exp(x1) + exp(x2)) without overflow", two(engine.LogAddExp)},
	{"sqrt@jnp,math,lax", "x", `\sqrt{#1}`, "square root", one(engine.Sqrt)},
	{"rsqrt@lax", "x", `\frac{1}{\sqrt{#1}}`, "1/sqrt(x)", one(engine.Rsqrt)},
	{"cbrt@jnp,math,lax", "x", `\sqrt[3]{#1}`, "real cube root", one(engine.Cbrt)},
	{"square@jnp,lax", "x", `#1^{2}`, "x squared", one(engine.Square)},
	{"reciprocal@jnp,lax", "x", `\frac{1}{#1}`, "1/x", one(engine.Reciprocal)},
	{"power@jnp pow@jnp,math,lax", "x, y", `#1^{#2}`, "x to the power y", two(engine.Pow)},
	{"hypot@jnp,math", "x, y", `\sqrt{#1^{2}+#2^{2}}`, "sqrt(x² + y²) without overflow", two(engine.Hypot)},

	// Steps and pieces
	{"abs@jnp,lax absolute@jnp fabs@jnp,math", "x", `\left|#1\right|`, "absolute value", one(engine.Abs)},
	{"sign@jnp,lax sgn", "x", `\operatorname{sgn}`, "sign: -1, 0 or 1", one(engine.Sign)},
	{"floor@jnp,math,lax", "x", `\left\lfloor#1\right\rfloor`, "largest integer not above x", one(engine.Floor)},
	{"ceil@jnp,math,lax", "x", `\left\lceil#1\right\rceil`, "smallest integer not below x", one(engine.Ceil)},
	{"round@jnp rint@jnp", "x, decimals=0", ``, "nearest integer or decimal, halves to even", two(round)},
	{"trunc@jnp,math", "x", ``, "integer part, towards 0", one(engine.Trunc)},
	{"heaviside@jnp", "x1, x2=0.5", ``, "0 below, 1 above and x2 at 0", two(heaviside)},
	{"mod@jnp remainder@jnp", "x1, x2", ``, "remainder with the sign of x2, as x1 % x2", two(engine.Mod)},
	{"fmod@jnp,math lax.rem", "x1, x2", ``, "remainder with the sign of x1", two(fmod)},
	{"max@jnp,lax maximum@jnp", "*values", `\max`, "largest value", fold(engine.Maximum)},
	{"min@jnp,lax minimum@jnp", "*values", `\min`, "smallest value", fold(engine.Minimum)},
	{"sum@jnp", "*values", ``, "sum of the values", fold(engine.Add)},
	{"prod@jnp,math", "*values", ``, "product of the values", fold(engine.Mul)},
	{"clip@jnp", "x, min?, max?", ``, "x limited to the range from min to max", clip},
	{"clamp@lax", "min, x, max", ``, "x limited to the range from min to max", three(func(lo, x, hi engine.Array) engine.Array { return engine.Clip(x, lo, hi) })},
	{"where@jnp lax.select", "condition, x, y", "cases", "x where the condition holds, else y", three(engine.Where)},
	{"select@jnp", "[condlist], [choicelist], default=0", ``, "choice of the first condition that holds", selectFirst},
	{"polyval@jnp", "[p], x", ``, "polynomial, highest coefficient first", polyval},
	{"logical_and@jnp", "x, y", ``, "whether both are true (not 0)", two(and)},
	{"logical_or@jnp", "x, y", ``, "whether one is true (not 0)", two(or)},
	{"logical_xor@jnp", "x, y", ``, "whether just one is true (not 0)", two(xor)},
	{"logical_not@jnp", "x", ``, "whether x is 0", one(engine.LogicalNot)},

	// Special functions
	{"erf@math,lax,special", "x", `\operatorname{erf}`, "error function", one(engine.Erf)},
	{"erfc@math,lax,special", "x", `\operatorname{erfc}`, "1 - erf(x), precise for large x", one(engine.Erfc)},
	{"erfinv@special lax.erf_inv", "x", ``, "inverse of the error function", one(engine.ErfInv)},
	{"gamma@math,special", "x", `\Gamma\left(#1\right)`, "gamma function", one(gamma)},
	{"lgamma@math,lax gammaln@special", "x", `\ln\left|\Gamma\left(#1\right)\right|`, "log of the absolute value of gamma", one(engine.Lgamma)},
	{"factorial@math", "x", `#1!`, "gamma(x + 1)", one(factorial)},
	{"digamma@lax,special psi", "x", `\psi\left(#1\right)`, "derivative of lgamma", one(engine.Digamma)},
	{"i0@jnp,special", "x", `I_{0}\left(#1\right)`, "modified Bessel function of order 0", one(func(x engine.Array) engine.Array {
		return engine.Mul(engine.I0e(x), engine.Exp(engine.Abs(x)))
	})},
	{"i0e@special lax.bessel_i0e", "x", ``, "exp(-|x|)·i0(x)", one(engine.I0e)},
	{"i1@special", "x", `I_{1}\left(#1\right)`, "modified Bessel function of order 1", one(func(x engine.Array) engine.Array {
		return engine.Mul(engine.I1e(x), engine.Exp(engine.Abs(x)))
	})},
	{"i1e@special lax.bessel_i1e", "x", ``, "exp(-|x|)·i1(x)", one(engine.I1e)},
	{"ndtr@special", "x", ``, "normal distribution function", one(func(x engine.Array) engine.Array {
		return engine.Mul(num(0.5), engine.Erfc(engine.Mul(x, num(-math.Sqrt2/2))))
	})},
	{"xlogy@special", "x, y", ``, "x·log(y), 0 where x is 0", two(xlogy)},

	// Activation functions
	{"sigmoid@nn logistic@lax expit@special", "x", `\sigma\left(#1\right)`, "1/(1 + exp(-x))", one(engine.Logistic)},
	{"logit@special", "x", ``, "inverse of the sigmoid, log(x/(1 - x))", one(engine.Logit)},
	{"log_sigmoid@nn", "x", ``, "log of the sigmoid", one(engine.LogSigmoid)},
	{"relu@nn", "x", ``, "max(x, 0)", one(engine.Relu)},
	{"relu6@nn", "x", ``, "x limited to the range from 0 to 6", one(engine.Relu6)},
	{"leaky_relu@nn", "x, negative_slope=0.01", ``, "x, and negative_slope·x below 0", two(leakyRelu)},
	{"elu@nn", "x, alpha=1", ``, "x, and alpha·(exp(x) - 1) below 0", two(elu)},
	{"selu@nn", "x", ``, "elu, scaled to keep mean and variance", one(engine.Selu)},
	{"softplus@nn", "x", ``, "log(1 + exp(x))", one(engine.Softplus)},
	{"soft_sign@nn", "x", ``, "x/(1 + |x|)", one(engine.SoftSign)},
	{"silu@nn swish@nn", "x", ``, "x·sigmoid(x)", one(engine.Silu)},
	{"gelu@nn", "x, approximate=True", ``, "x·ndtr(x), or its approximation with tanh", two(gelu)},
	{"mish@nn", "x", ``, "x·tanh(softplus(x))", one(engine.Mish)},
	{"hard_tanh@nn", "x", ``, "x limited to the range from -1 to 1", one(engine.HardTanh)},
}
