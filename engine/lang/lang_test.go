package lang

import (
	"bufio"
	"errors"
	"math"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"fluxion/engine"
	"fluxion/engine/lang/syntax"
)

func parse(t testing.TB, src string) *Function {
	t.Helper()
	f, err := ParseFunction(src)
	if err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	return f
}

func derivatives(t testing.TB, src string, order int, xs ...float64) [][]float64 {
	t.Helper()
	result, err := parse(t, src).Derivatives(xs, order)
	if err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	return result
}

// near compares with a relative tolerance; NaN equals NaN only.
func near(got, want, tolerance float64) bool {
	if got == want || math.IsNaN(got) && math.IsNaN(want) {
		return true
	}
	return math.Abs(got-want) <= tolerance*max(1, math.Abs(want))
}

func TestValues(t *testing.T) {
	for _, c := range []struct {
		src  string
		want func(x float64) float64
	}{
		{"3", func(x float64) float64 { return 3 }},
		{"2x", func(x float64) float64 { return 2 * x }},
		{"1/2x", func(x float64) float64 { return 1 / (2 * x) }},
		{"x^3 + 2x^2 - 3x + 1", func(x float64) float64 { return x*x*x + 2*x*x - 3*x + 1 }},
		{"x^-2", func(x float64) float64 { return 1 / (x * x) }},
		{"x^(6/2)", func(x float64) float64 { return x * x * x }},
		{"x^2.0", func(x float64) float64 { return x * x }},
		{"x^(1/3)", func(x float64) float64 { return math.Pow(x, 1.0/3) }},
		{"∛x", math.Cbrt},
		{"x^x", func(x float64) float64 { return math.Pow(x, x) }},
		{"2^x", math.Exp2},
		{"(-2)^3x", func(x float64) float64 { return -8 * x }},
		{"e^x", math.Exp},
		{"jnp.e**x", math.Exp},
		{"e^-x^2", func(x float64) float64 { return math.Exp(-x * x) }},
		{"f(e) = e^2", func(x float64) float64 { return x * x }},
		{"sin x cos x", func(x float64) float64 { return math.Sin(x) * math.Cos(x) }},
		{"sin^2 x + cos^2 x", func(x float64) float64 { return 1 }},
		{"tan^-1 x", math.Atan},
		{"x sin(pi/7)", func(x float64) float64 { return x * math.Sin(math.Pi/7) }},
		{"x/3*(1/3)", func(x float64) float64 { return x / 9 }},
		{"||x|-1|", func(x float64) float64 { return math.Abs(math.Abs(x) - 1) }},
		{"ln x", math.Log},
		{"log(x, 3)", func(x float64) float64 { return math.Log(x) / math.Log(3) }},
		{"log_2 x", math.Log2},
		{"x % 2", func(x float64) float64 { return x - 2*math.Floor(x/2) }},
		{"x // 0.5", func(x float64) float64 { return math.Floor(x / 0.5) }},
		{"where(x<0, -x, x)", math.Abs},
		{"-x if x < 0 else x", math.Abs},
		{"1 if x < -1 else 2 if x < 1 else 3", func(x float64) float64 {
			switch {
			case x < -1:
				return 1
			case x < 1:
				return 2
			}
			return 3
		}},
		{"-1 < x <= 1", func(x float64) float64 { return truthOf(-1 < x && x <= 1) }},
		{"(x > 0) + (x > 1) + True", func(x float64) float64 { return truthOf(x > 0) + truthOf(x > 1) + 1 }},
		{"x > 0 and not x > 1 or x == -2", func(x float64) float64 { return truthOf(x > 0 && x <= 1 || x == -2) }},
		{"-(x > 0)", func(x float64) float64 { return -truthOf(x > 0) }},
		{"sin(x > 0)", func(x float64) float64 { return math.Sin(truthOf(x > 0)) }},
		{"max(x, 1, -x)", func(x float64) float64 { return max(x, 1, -x) }},
		{"min([x, 1])", func(x float64) float64 { return min(x, 1) }},
		{"clip(x, max=1)", func(x float64) float64 { return min(x, 1) }},
		{"round(x, decimals=1)", func(x float64) float64 { return math.RoundToEven(10*x) / 10 }},
		{"x!", func(x float64) float64 { return math.Gamma(x + 1) }},
		{"gamma(x)", math.Gamma},
		{"heaviside(x)", func(x float64) float64 { return 0.5 + 0.5*sign(x) }},
		{"sec x", func(x float64) float64 { return 1 / math.Cos(x) }},
		{"csc x", func(x float64) float64 { return 1 / math.Sin(x) }},
		{"cot x", func(x float64) float64 { return 1 / math.Tan(x) }},
		{"sech x", func(x float64) float64 { return 1 / math.Cosh(x) }},
		{"csch x", func(x float64) float64 { return 1 / math.Sinh(x) }},
		{"coth x", func(x float64) float64 { return 1 / math.Tanh(x) }},
		{"degrees(x) + tau", func(x float64) float64 { return x*180/math.Pi + 2*math.Pi }},
		{"lambda t: t**2", func(x float64) float64 { return x * x }},
		{"(lambda u, v: u - (lambda u: 2u)(v))(x, 3x)", func(x float64) float64 { return -5 * x }},
		{"select([x < 0, x < 1], [1, 2])", func(x float64) float64 {
			switch {
			case x < 0:
				return 1
			case x < 1:
				return 2
			}
			return 0
		}},
		{"polyval([1, 0, -1], x)", func(x float64) float64 { return x*x - 1 }},
		{"sum([1, x, x^2]) + prod(x, 2)", func(x float64) float64 { return 1 + x + x*x + 2*x }},
		{"logical_xor(x > 0, x < 1)", func(x float64) float64 { return truthOf((x > 0) != (x < 1)) }},
		{"logical_or(x > 1, logical_and(x, logical_not(x > 0)))", func(x float64) float64 { return truthOf(x > 1 || x != 0 && x <= 0) }},
		{"nan x", func(x float64) float64 { return math.NaN() }},
	} {
		xs := []float64{-2.3, -2, -1.5, -0.4, 0, 0.25, 1, 1.75, 2.5, 11}
		got := derivatives(t, c.src, 0, xs...)[0]
		for i, x := range xs {
			if want := c.want(x); !near(got[i], want, 1e-13) && !math.IsInf(got[i], 0) {
				t.Errorf("%q at %v: got %v, want %v", c.src, x, got[i], want)
			}
		}
	}
}

func truthOf(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func sign(x float64) float64 { return truthOf(x > 0) - truthOf(x < 0) }

// TestClosedForms compares derivatives of orders 0 to 6 with formulas.
func TestClosedForms(t *testing.T) {
	falling := func(a float64, k int) float64 { // a(a−1)…(a−k+1)
		p := 1.0
		for i := range k {
			p *= a - float64(i)
		}
		return p
	}
	for _, c := range []struct {
		src string
		d   func(x float64, k int) float64
	}{
		{"3", func(x float64, k int) float64 { return map[int]float64{0: 3}[k] }},
		{"x", func(x float64, k int) float64 { return []float64{x, 1, 0, 0, 0, 0, 0}[k] }},
		{"x^3 + 2x^2 - 3x + 1", func(x float64, k int) float64 {
			return []float64{x*x*x + 2*x*x - 3*x + 1, 3*x*x + 4*x - 3, 6*x + 4, 6, 0, 0, 0}[k]
		}},
		{"sin 2x", func(x float64, k int) float64 {
			return math.Pow(2, float64(k)) * math.Sin(2*x+float64(k)*math.Pi/2)
		}},
		{"cos x", func(x float64, k int) float64 { return math.Cos(x + float64(k)*math.Pi/2) }},
		{"e^3x", func(x float64, k int) float64 {
			return math.Pow(math.E, 3) * falling(1, k) * map[int]float64{0: x, 1: 1}[k]
		}},
		{"e^(3x)", func(x float64, k int) float64 { return math.Pow(3, float64(k)) * math.Exp(3*x) }},
		{"2^x", func(x float64, k int) float64 { return math.Pow(math.Ln2, float64(k)) * math.Exp2(x) }},
		{"x e^x", func(x float64, k int) float64 { return (x + float64(k)) * math.Exp(x) }},
		{"1/x", func(x float64, k int) float64 { return falling(-1, k) * math.Pow(x, float64(-1-k)) }},
		{"x^-2", func(x float64, k int) float64 { return falling(-2, k) * math.Pow(x, float64(-2-k)) }},
		{"√(x+3)", func(x float64, k int) float64 { return falling(0.5, k) * math.Pow(x+3, 0.5-float64(k)) }},
		{"(x+3)^2.5", func(x float64, k int) float64 { return falling(2.5, k) * math.Pow(x+3, 2.5-float64(k)) }},
		{"ln(x+3)", func(x float64, k int) float64 {
			if k == 0 {
				return math.Log(x + 3)
			}
			return falling(-1, k-1) * math.Pow(x+3, float64(-k))
		}},
		{"cosh x - sinh x", func(x float64, k int) float64 { return []float64{1, -1}[k%2] * math.Exp(-x) }},
		{"|x|", func(x float64, k int) float64 { return []float64{math.Abs(x), sign(x), 0, 0, 0, 0, 0}[k] }},
		{"x % 2", func(x float64, k int) float64 { return []float64{x - 2*math.Floor(x/2), 1, 0, 0, 0, 0, 0}[k] }},
		{"x // 1", func(x float64, k int) float64 { return []float64{math.Floor(x), 0, 0, 0, 0, 0, 0}[k] }},
		{"x if x > 0 else x^2", func(x float64, k int) float64 {
			if x > 0 {
				return []float64{x, 1, 0, 0, 0, 0, 0}[k]
			}
			return []float64{x * x, 2 * x, 2, 0, 0, 0, 0}[k]
		}},
		{"x > 0", func(x float64, k int) float64 { return map[int]float64{0: truthOf(x > 0)}[k] }},
	} {
		xs := []float64{-1.75, -0.5, 0.3, 1.5, 2.25}
		got := derivatives(t, c.src, 6, xs...)
		for i, x := range xs {
			for k := range got {
				if want := c.d(x, k); !near(got[k][i], want, 1e-12) {
					t.Errorf("%q at %v, order %d: got %v, want %v", c.src, x, k, got[k][i], want)
				}
			}
		}
	}
}

// TestJAX compares with what JAX computes from the same expressions by nested
// reverse mode (testdata/derivatives.py). Where JAX says NaN, as at the ends of
// a domain, anything that is not a finite number will do.
func TestJAX(t *testing.T) {
	file, err := os.Open("testdata/derivatives.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Split(lines.Text(), "\t")
		if strings.HasPrefix(fields[0], "#") {
			continue
		}
		rows++
		x, _ := strconv.ParseFloat(fields[1], 64)
		got := derivatives(t, fields[0], 3, x)
		for k, text := range fields[2:] {
			if text == "-" {
				continue
			}
			want, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatal(err)
			}
			if math.IsNaN(want) && !(math.Abs(got[k][0]) < math.Inf(1)) {
				continue
			}
			if !near(got[k][0], want, 1e-10) {
				t.Errorf("%q at %v, order %d: got %v, want %v", fields[0], x, k, got[k][0], want)
			}
		}
	}
	if rows < 400 {
		t.Errorf("only %d rows", rows)
	}
}

func TestSincNearZero(t *testing.T) {
	// The Maclaurin series of sin(πx)/(πx): its derivatives at 0 are
	// 0 for odd orders and (−1)ⁿπ²ⁿ/(2n+1) for order 2n.
	got := derivatives(t, "sinc x", 6, 0)
	for k := range got {
		want := 0.0
		if n := k / 2; k%2 == 0 {
			want = math.Pow(-1, float64(n)) * math.Pow(math.Pi, float64(k)) / float64(k+1)
		}
		if !near(got[k][0], want, 1e-13) {
			t.Errorf("order %d: got %v, want %v", k, got[k][0], want)
		}
	}
	// On both sides of where the series ends; the values are mpmath's at 1/π.
	for _, x := range []float64{1 / math.Pi * (1 - 1e-15), 1 / math.Pi * (1 + 1e-15)} {
		got := derivatives(t, "sinc x", 6, x)
		for k, want := range []float64{0.841470984807897, -0.946149309248483, -2.36015429678083,
			5.49116741356359, 12.9628789372919, -38.2772848633221, -87.4712899456228} {
			if !near(got[k][0], want, 1e-12) {
				t.Errorf("x = %v, order %d: got %v, want %v", x, k, got[k][0], want)
			}
		}
	}
}

func TestShapes(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 65, 256, 257, 1025, 4096, 5000} {
		xs := make([]float64, n)
		for i := range xs {
			xs[i] = float64(i)
		}
		got := derivatives(t, "x^2 + 1", 2, xs...)
		if len(got) != 3 {
			t.Fatalf("%d points: %d orders, want 3", n, len(got))
		}
		for k := range got {
			if len(got[k]) != n {
				t.Fatalf("%d points: %d values of order %d", n, len(got[k]), k)
			}
		}
		for i, x := range xs {
			if got[0][i] != x*x+1 || got[1][i] != 2*x || got[2][i] != 2 {
				t.Fatalf("%d points: at %v got %v, %v, %v", n, x, got[0][i], got[1][i], got[2][i])
			}
		}
	}
}

func TestCall(t *testing.T) {
	f := parse(t, "3")
	y := f.Call(engine.FromFloat64s([]float64{1, 2, 3, 4}, 2, 2))
	if y.DType() != engine.Float64 || len(y.Shape()) != 2 || y.Float64s()[3] != 3 {
		t.Errorf("a constant: got %v", y)
	}
	if y := parse(t, "x/2").Call(engine.Int(3)); y.DType() != engine.Float32 || y.Item() != 1.5 {
		t.Errorf("an int: got %v", y)
	}
	// Numbers meet in the precision of the variable.
	if got, want := parse(t, "x + 1/3").Call(engine.Scalar(0, engine.Float64)).Item(), 1.0/3; got != want {
		t.Errorf("1/3: got %v, want %v", got, want)
	}
	if got := engine.Grad(parse(t, "x^3").Call)(engine.Scalar(2, engine.Float64)).Item(); got != 12 {
		t.Errorf("grad x^3: got %v, want 12", got)
	}
}

func TestFloat32(t *testing.T) {
	f := parse(t, "tanh(x)")
	got, err := f.DerivativesIn(engine.Float32, []float64{2}, 3)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []float64{0.9640276, 0.070650816, -0.13621868, 0.25265405} {
		if !near(got[k][0], want, 1e-6) || float64(float32(got[k][0])) != got[k][0] {
			t.Errorf("order %d: got %v, want the float32 %v", k, got[k][0], want)
		}
	}
	if _, err := f.DerivativesIn(engine.Int32, []float64{2}, 3); err == nil || err.Error() != "dtype int32: expected a floating-point type" {
		t.Errorf("int32: got error %v", err)
	}
	for _, order := range []int{-1, 33} {
		if _, err := f.Derivatives([]float64{2}, order); err == nil || !strings.HasSuffix(err.Error(), ": expected 0 to 32") {
			t.Errorf("order %d: got error %v", order, err)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	f := parse(t, "sin x")
	var group sync.WaitGroup
	for order := range 4 {
		for range 4 {
			group.Go(func() {
				got, err := f.Derivatives([]float64{1}, order)
				if err != nil || !near(got[0][0], math.Sin(1), 1e-15) {
					t.Errorf("order %d: got %v, %v", order, got, err)
				}
			})
		}
	}
	group.Wait()
}

func TestNames(t *testing.T) {
	f := parse(t, "g(t) = 2t sin t")
	if f.Name() != "g" || f.Variable() != "t" || f.Source() != "2*t*sin(t)" || f.TeX() != `2t\sin t` {
		t.Errorf("got %s, %s, %s, %s", f.Name(), f.Variable(), f.Source(), f.TeX())
	}
	if f := parse(t, "3"); f.Name() != "f" || f.Variable() != "x" {
		t.Errorf("got %s, %s", f.Name(), f.Variable())
	}
	for _, src := range []string{
		"jnp.sin(x)", "np.sin(x)", "numpy.sin(x)", "jax.numpy.sin(x)", "math.sin(x)", "lax.sin(x)", "jax.lax.sin(x)",
		"jax.nn.relu(x)", "nn.relu(x)", "jax.scipy.special.expit(x)", "jsp.special.erf(x)", "x*math.pi", "jnp.where(x, 1, 2)",
		"lax.select(x > 0, x, -x)", "math.lgamma(x)", "jnp.arctan2(x, 1)", "lax.rem(x, 2)",
	} {
		parse(t, src)
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ src, place, want string }{
		{"2 sinn(x)", "sinn", `unknown name "sinn": did you mean "sin"?`},
		{"jnp.relu(x)", "relu", `unknown name "jnp.relu": did you mean "jax.nn.relu"?`},
		{"jax.nn.rellu(x)", "rellu", `unknown name "jax.nn.rellu": did you mean "jax.nn.relu"?`},
		{"tahn(x)", "tahn", `unknown name "tahn": did you mean "tanh"?`},
		{"lo(x)", "lo", `unknown name "lo": did you mean "log"?`},
		{"2 + sin(x, 1)", "sin(x, 1)", "sin(x) takes 1 argument: 2 given"},
		{"atan2(x)", "atan2(x)", "atan2(y, x): the argument x is missing"},
		{"max()", "max()", "max(*values): give it one value at least"},
		{"max([])", "max([])", "max(*values): give it one value at least"},
		{"max(x, axis=0)", "axis=0", `max(*values) has no argument "axis"`},
		{"round(x, digits=1)", "digits=1", `round(x, decimals=0) has no argument "digits"`},
		{"round(x, x=1)", "x=1", `the argument "x" is given twice`},
		{"clip(x, 0, 1, 2)", "clip(x, 0, 1, 2)", "clip(x, min=None, max=None) takes 3 arguments: 4 given"},
		{"polyval(x, x)", "x", "polyval(p, x): p must be a list, as in [1, x]"},
		{"select([x, x], [1])", "[1]", "select(condlist, choicelist, default=0): condlist has 2 elements, but choicelist has 1"},
		{"sin([x])", "[x]", "a list stands where a number was expected"},
		{"(x, 1)", "(x, 1)", "a list stands where a number was expected"},
		{"sin(lambda t: t)", "lambda t: t", "a lambda stands where a number was expected: call it, as in (lambda t: t**2)(x)"},
		{"(lambda t: t)(x, 1)", "(lambda t: t)(x, 1)", "the lambda takes 1 argument: 2 given"},
		{"(lambda t: t)(t=x)", "t=x", "pass the arguments of a lambda without names"},
		{"(x+1", "(", `"(" is never closed`},
	} {
		_, err := ParseFunction(c.src)
		var e *syntax.Error
		if !errors.As(err, &e) {
			t.Errorf("%q: got %v, want a *syntax.Error", c.src, err)
			continue
		}
		if e.Msg != c.want || c.src[e.Pos:e.End] != c.place {
			t.Errorf("%q: got %q at %q, want %q at %q", c.src, e.Msg, c.src[e.Pos:e.End], c.want, c.place)
		}
	}
}

// TestTable checks that every row is complete and works: its signature parses,
// it typesets, and its derivative agrees with central differences.
func TestTable(t *testing.T) {
	exact := map[string]bool{}
	for _, name := range strings.Fields("sign floor ceil round trunc heaviside logical_and logical_or logical_xor logical_not") {
		exact[name] = true // piecewise constant
	}
	for i := range functions {
		f := &functions[i]
		if f.doc == "" || strings.Contains(f.doc, "\n") {
			t.Errorf("%s: doc %q", f.name(), f.doc)
		}
		var args []string
		for k, p := range f.parameters() {
			arg := []string{"x", "(1.5+x)", "2.5"}[k]
			if p.list {
				arg = "[" + arg + ", 1]"
			}
			args = append(args, arg)
		}
		src := f.name() + "(" + strings.Join(args, ", ") + ")"
		function := parse(t, src)
		if tex := function.TeX(); strings.ContainsAny(tex, "#") || strings.Count(tex, "{") != strings.Count(tex, "}") {
			t.Errorf("%s is typeset as %s", src, tex)
		}
		const h = 1e-5
		for _, x := range []float64{-2.4, -0.37, 0.41, 2.15} {
			d, err := function.Derivatives([]float64{x, x - h, x + h}, 6)
			if err != nil {
				t.Fatalf("%s: %v", src, err)
			}
			difference := (d[0][2] - d[0][1]) / (2 * h)
			if math.IsNaN(difference) || math.IsInf(difference, 0) {
				continue
			}
			if !near(d[1][0], difference, 1e-7) || exact[f.name()] && d[1][0] != 0 {
				t.Errorf("%s at %v: derivative %v, difference quotient %v", src, x, d[1][0], difference)
			}
		}
	}
	words := Words()
	if len(words) != len(functions) || words[0].Name != "abs" || words[0].Signature != "abs(x)" || words[0].Doc != "absolute value" {
		t.Errorf("Words: %d words, the first %+v", len(words), words[0])
	}
}

// FuzzFunction evaluates whatever parses: no line may panic.
func FuzzFunction(f *testing.F) {
	for i := range functions {
		f.Add(functions[i].name() + "(x, 2)")
	}
	for _, seed := range []string{
		"x^3 + 2x^2 - 3x + 1", "sin^2 x + |x|!", "x if x > 0 else not x", "x % 2 // x", "(lambda u: 2u^-3)(x)",
		"max([x, 1])", "clip(x, max=1)", "0 < x <= 1 != 2", "x^x^-x", "polyval([], x)", "select([], [x])", "nan", "-inf^0",
		"x^y", "f(u, v) = max(u, |v|) if u else v!", "x // y % 2", "f(x, y) = 3",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 200 {
			return
		}
		function, field, err := Parse(src)
		if err != nil {
			return
		}
		if field != nil {
			if result, err := field.Gradient(engine.Float64, []float64{-1.5, 0}, []float64{0, 2}); err != nil || len(result[2]) != 2 {
				t.Fatalf("%q: %v, %v", src, result, err)
			}
			return
		}
		result, err := function.Derivatives([]float64{-1.5, 0, 2}, 3)
		if err != nil {
			t.Fatalf("%q: %v", src, err)
		}
		for k := range result {
			if len(result[k]) != 3 {
				t.Fatalf("%q: %d values of order %d", src, len(result[k]), k)
			}
		}
	})
}

func BenchmarkNewFunction(b *testing.B) {
	xs := make([]float64, 1000)
	for i := range xs {
		xs[i] = float64(i)/250 - 2
	}
	for b.Loop() {
		f := parse(b, "tanh(x)*exp(-x^2) + sin 3x")
		if _, err := f.Derivatives(xs, 6); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkKnownFunction(b *testing.B) {
	xs := make([]float64, 1000)
	for i := range xs {
		xs[i] = float64(i)/250 - 2
	}
	f := parse(b, "tanh(x)*exp(-x^2) + sin 3x")
	for b.Loop() {
		if _, err := f.Derivatives(xs, 6); err != nil {
			b.Fatal(err)
		}
	}
}
