package stdlib

import (
	"math"
	"math/big"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// unary wraps a function of one float. A result that is no number for an
// argument that is one, or infinite for a finite one, is an error as in C.
func unary(name, doc string, f func(x float64) float64) py.Func {
	return py.Func{Sig: name + "(x, /)", Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := t.ToFloat(a[0])
		y := f(x)
		if math.IsNaN(y) && !math.IsNaN(x) {
			panic(py.Errorf(py.ValueError, "math domain error"))
		}
		if math.IsInf(y, 0) && !math.IsInf(x, 0) {
			switch name {
			case "log1p", "atanh", "gamma", "lgamma":
				panic(py.Errorf(py.ValueError, "math domain error"))
			}
			panic(py.Errorf(py.OverflowError, "math range error"))
		}
		return py.Float(y)
	}}
}

// integral wraps a function whose result is an int, which classes may define by
// a method.
func integral(name, method, doc string, f func(x float64) float64) py.Func {
	return py.Func{Sig: name + "(x, /)", Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
		if m := t.Special(a[0], method); m != nil {
			return t.Call(m)
		}
		if i, ok := py.AsInt(a[0]); ok {
			return i
		}
		return t.Call(py.IntType, py.Float(f(t.ToFloat(a[0]))))
	}}
}

func predicate(name, doc string, f func(x float64) bool) py.Func {
	return py.Func{Sig: name + "(x, /)", Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
		return py.Bool(f(t.ToFloat(a[0])))
	}}
}

func binary(name, doc string, f func(x, y float64) float64) py.Func {
	return py.Func{Sig: name + "(x, y, /)", Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
		x, y := t.ToFloat(a[0]), t.ToFloat(a[1])
		z := f(x, y)
		if math.IsNaN(z) && !math.IsNaN(x) && !math.IsNaN(y) {
			panic(py.Errorf(py.ValueError, "math domain error"))
		}
		if math.IsInf(z, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
			if name == "pow" && x == 0 {
				panic(py.Errorf(py.ValueError, "math domain error"))
			}
			panic(py.Errorf(py.OverflowError, "math range error"))
		}
		return py.Float(z)
	}}
}

var mathModule = &py.ModuleSpec{
	Name: "math",
	Doc:  "Functions of floats.",
	Values: map[string]py.Object{
		"pi": py.Float(math.Pi), "e": py.Float(math.E), "tau": py.Float(2 * math.Pi),
		"inf": py.Float(math.Inf(1)), "nan": py.Float(math.NaN()),
	},
	Funcs: []py.Func{
		unary("acos", "The arc cosine.", math.Acos), unary("acosh", "The inverse hyperbolic cosine.", math.Acosh),
		unary("asin", "The arc sine.", math.Asin), unary("asinh", "The inverse hyperbolic sine.", math.Asinh),
		unary("atan", "The arc tangent.", math.Atan), unary("atanh", "The inverse hyperbolic tangent.", math.Atanh),
		unary("cbrt", "The cube root.", math.Cbrt), unary("cos", "The cosine.", math.Cos), unary("cosh", "The hyperbolic cosine.", math.Cosh),
		unary("degrees", "Radians in degrees.", func(x float64) float64 { return x * (180 / math.Pi) }),
		unary("erf", "The error function.", math.Erf), unary("erfc", "1 - erf(x).", math.Erfc),
		unary("exp", "e**x.", math.Exp), unary("exp2", "2**x.", math.Exp2), unary("expm1", "exp(x) - 1.", math.Expm1),
		unary("fabs", "The absolute value.", math.Abs), unary("gamma", "The gamma function.", math.Gamma),
		unary("lgamma", "The logarithm of the absolute value of gamma.", func(x float64) float64 {
			y, _ := math.Lgamma(x)
			return y
		}),
		unary("log1p", "log(1 + x).", math.Log1p),
		unary("radians", "Degrees in radians.", func(x float64) float64 { return x * (math.Pi / 180) }),
		unary("sin", "The sine.", math.Sin), unary("sinh", "The hyperbolic sine.", math.Sinh), unary("sqrt", "The square root.", math.Sqrt),
		unary("tan", "The tangent.", math.Tan), unary("tanh", "The hyperbolic tangent.", math.Tanh),
		unary("ulp", "The distance to the next float.", func(x float64) float64 {
			x = math.Abs(x)
			if math.IsInf(x, 0) || x == math.MaxFloat64 {
				return x - math.Nextafter(x, 0)
			}
			return math.Nextafter(x, math.Inf(1)) - x
		}),
		integral("ceil", "__ceil__", "The least integer not below x.", math.Ceil),
		integral("floor", "__floor__", "The greatest integer not above x.", math.Floor),
		integral("trunc", "__trunc__", "The integer towards 0.", math.Trunc),
		predicate("isfinite", "Whether x is neither infinite nor a NaN.", func(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }),
		predicate("isinf", "Whether x is infinite.", func(x float64) bool { return math.IsInf(x, 0) }),
		predicate("isnan", "Whether x is a NaN.", math.IsNaN),
		binary("atan2", "The angle of the point (y, x).", math.Atan2), binary("copysign", "x with the sign of y.", math.Copysign),
		binary("fmod", "The remainder with the sign of x.", math.Mod), binary("pow", "x**y.", math.Pow),
		binary("remainder", "The remainder nearest to 0.", math.Remainder), binary("nextafter", "The next float towards y.", math.Nextafter),
		{Sig: "log(x, base?, /)", Doc: "The logarithm, natural or to a base.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			x := logarithm(t, a[0], math.Log)
			if a[1] == nil {
				return py.Float(x)
			}
			base := logarithm(t, a[1], math.Log)
			return t.Binary(ast.Div, py.Float(x), py.Float(base))
		}},
		{Sig: "log2(x, /)", Doc: "The logarithm to base 2.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Float(logarithm(t, a[0], math.Log2)) }},
		{Sig: "log10(x, /)", Doc: "The logarithm to base 10.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Float(logarithm(t, a[0], math.Log10)) }},
		{Sig: "ldexp(x, i, /)", Doc: "x * 2**i.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return py.Float(math.Ldexp(t.ToFloat(a[0]), t.ToInt(a[1])))
		}},
		{Sig: "frexp(x, /)", Doc: "Mantissa and exponent.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			m, e := math.Frexp(t.ToFloat(a[0]))
			return py.NewTuple(py.Float(m), py.Int(e))
		}},
		{Sig: "modf(x, /)", Doc: "Fractional and integral part.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			x := t.ToFloat(a[0])
			if math.IsInf(x, 0) {
				return py.NewTuple(py.Float(math.Copysign(0, x)), py.Float(x))
			}
			i, f := math.Modf(x)
			return py.NewTuple(py.Float(math.Copysign(f, x)), py.Float(i))
		}},
		{Sig: "hypot(*coordinates)", Doc: "The distance from the origin.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			h := 0.0
			for _, c := range a[0].(*py.Tuple).Elems {
				h = math.Hypot(h, t.ToFloat(c))
			}
			return py.Float(h)
		}},
		{Sig: "dist(p, q, /)", Doc: "The distance between two points.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			p, q := t.Elements(a[0]), t.Elements(a[1])
			if len(p) != len(q) {
				panic(py.Errorf(py.ValueError, "both points must have the same number of dimensions"))
			}
			h := 0.0
			for i := range p {
				h = math.Hypot(h, t.ToFloat(p[i])-t.ToFloat(q[i]))
			}
			return py.Float(h)
		}},
		{Sig: "fsum(seq, /)", Doc: "The sum, correctly rounded.", Impl: fsum},
		{Sig: "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", Doc: "Whether two numbers are about equal.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			x, y, rel, abs := t.ToFloat(a[0]), t.ToFloat(a[1]), t.ToFloat(a[2]), t.ToFloat(a[3])
			if rel < 0 || abs < 0 {
				panic(py.Errorf(py.ValueError, "tolerances must be non-negative"))
			}
			if x == y {
				return py.Bool(true)
			}
			if math.IsInf(x, 0) || math.IsInf(y, 0) {
				return py.Bool(false)
			}
			d := math.Abs(x - y)
			return py.Bool(d <= math.Abs(rel*x) || d <= math.Abs(rel*y) || d <= abs)
		}},
		{Sig: "prod(iterable, /, *, start=1)", Doc: "The product of the elements.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			p := a[1]
			for _, v := range t.Elements(a[0]) {
				t.Tick()
				p = t.Binary(ast.Mul, p, v)
			}
			return p
		}},
		{Sig: "comb(n, k, /)", Doc: "The number of ways to choose k of n.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			n, k := natural(t, a[0], "n"), natural(t, a[1], "k")
			if k > n {
				return py.Int(0)
			}
			t.Reserve(float64(min(k, n-k)) * 8)
			return py.NewInt(new(big.Int).Binomial(int64(n), int64(k)))
		}},
		{Sig: "perm(n, k=None, /)", Doc: "The number of ways to choose k of n in order.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			n := natural(t, a[0], "n")
			k := n
			if a[1] != py.None {
				k = natural(t, a[1], "k")
			}
			if k > n {
				return py.Int(0)
			}
			return product(t, int64(n-k)+1, int64(n))
		}},
		{Sig: "factorial(n, /)", Doc: "n!", Impl: func(t *py.Thread, a []py.Object) py.Object {
			if _, ok := a[0].(py.Float); ok {
				panic(py.Errorf(py.TypeError, "'float' object cannot be interpreted as an integer"))
			}
			n, ok := t.Index(a[0]).(py.Int)
			if !ok || n > 1<<31 {
				panic(py.Errorf(py.OverflowError, "factorial() argument should not exceed 9223372036854775807"))
			}
			if n < 0 {
				panic(py.Errorf(py.ValueError, "factorial() not defined for negative values"))
			}
			return product(t, 1, int64(n))
		}},
		{Sig: "gcd(*integers)", Doc: "The greatest common divisor.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			g := new(big.Int)
			for _, v := range a[0].(*py.Tuple).Elems {
				g.GCD(nil, nil, g, new(big.Int).Abs(py.ToBig(t.Index(v))))
			}
			return py.NewInt(g)
		}},
		{Sig: "lcm(*integers)", Doc: "The least common multiple.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			l := big.NewInt(1)
			for _, v := range a[0].(*py.Tuple).Elems {
				x := new(big.Int).Abs(py.ToBig(t.Index(v)))
				if x.Sign() == 0 {
					return py.Int(0)
				}
				g := new(big.Int).GCD(nil, nil, l, x)
				l = new(big.Int).Mul(l, x.Div(x, g))
				t.Reserve(float64(l.BitLen() / 8))
			}
			return py.NewInt(l)
		}},
		{Sig: "isqrt(n, /)", Doc: "The integer part of the square root.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			n := py.ToBig(t.Index(a[0]))
			if n.Sign() < 0 {
				panic(py.Errorf(py.ValueError, "isqrt() argument must be nonnegative"))
			}
			return py.NewInt(new(big.Int).Sqrt(n))
		}},
	},
}

// logarithm takes the logarithm of a number, also of an int too large for a
// float.
func logarithm(t *py.Thread, o py.Object, log func(float64) float64) float64 {
	if b, ok := o.(*py.BigInt); ok && b.Big().Sign() > 0 {
		mantissa := new(big.Float)
		e := new(big.Float).SetInt(b.Big()).MantExp(mantissa)
		m, _ := mantissa.Float64()
		return log(m) + float64(e)*log(2)
	}
	x := t.ToFloat(o)
	if x <= 0 {
		panic(py.Errorf(py.ValueError, "math domain error"))
	}
	return log(x)
}

func natural(t *py.Thread, o py.Object, name string) int {
	n := t.ToInt(o)
	if n < 0 {
		panic(py.Errorf(py.ValueError, "%s must be a non-negative integer", name))
	}
	return n
}

// product returns low·…·high, whose size is checked first.
func product(t *py.Thread, low, high int64) py.Object {
	if high < low {
		return py.Int(1)
	}
	size := float64(high-low+1) * math.Log2(float64(high)+1) / 8
	t.Reserve(size)
	t.Spend(int(min(size*size/(1<<12), 1<<40)))
	return py.NewInt(new(big.Int).MulRange(low, high))
}

// fsum adds exactly and rounds once.
func fsum(t *py.Thread, a []py.Object) py.Object {
	exact := new(big.Float).SetPrec(2200) // the whole range of float64
	special := 0.0
	for _, v := range t.Elements(a[0]) {
		x := t.ToFloat(v)
		if math.IsInf(x, 0) || math.IsNaN(x) {
			special += x
			continue
		}
		exact.Add(exact, big.NewFloat(x))
	}
	if special != 0 {
		return py.Float(special)
	}
	sum, _ := exact.Float64()
	return py.Float(sum)
}
