package syntax

import (
	"errors"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// words is a small vocabulary with every kind of word.
var words = Vocabulary{
	"e": {Constant, "e"}, "pi": {Constant, `\pi`}, "π": {Constant, `\pi`}, "inf": {Constant, `\infty`},
	"sin": {Function, `\sin`}, "cos": {Function, `\cos`}, "tan": {Function, `\tan`}, "tanh": {Function, `\tanh`},
	"asin": {Function, `\arcsin`}, "atan": {Function, `\arctan`}, "ln": {Function, `\ln`}, "log": {Function, `\ln`},
	"log2": {Function, `\log_{2}`}, "exp": {Function, `e^{#1}`}, "abs": {Function, `\left|#1\right|`},
	"sqrt": {Function, `\sqrt{#1}`}, "cbrt": {Function, `\sqrt[3]{#1}`}, "factorial": {Function, `#1!`},
	"where": {Function, CasesForm}, "max": {Function, `\max`}, "relu": {Function, ""}, "floor": {Function, `\left\lfloor#1\right\rfloor`}, "atan2": {Function, ""},
	"hypot": {Function, `\sqrt{#1^{2}+#2^{2}}`}, "log_2": {Function, `\log_{2}`},
	"jnp": {Kind: Module}, "jnp.sin": {Function, `\sin`}, "jnp.asin": {Function, `\arcsin`}, "jnp.pi": {Constant, `\pi`},
	"jax": {Kind: Module}, "jax.nn": {Kind: Module}, "jax.nn.relu": {Function, ""},
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		// Python
		{"1 + 2*x - x/3", "1 + 2*x - x/3"},
		{"x - (1 - x) - 2", "x - (1 - x) - 2"},
		{"x // 2 % 3", "x//2%3"},
		{"x**3", "x**3"},
		{"-x**2", "-x**2"},
		{"(-x)**2", "(-x)**2"},
		{"2**-x", "2**-x"},
		{"x**2**3", "x**2**3"},
		{"(x**2)**3", "(x**2)**3"},
		{"--x", "--x"},
		{"+x", "+x"},
		{"0 < x <= 1 != 2", "0 < x <= 1 != 2"},
		{"(x < 1) < 2", "(x < 1) < 2"},
		{"not x < 1 and x > 0 or x == 3", "not x < 1 and x > 0 or x == 3"},
		{"not (x and 1)", "not (x and 1)"},
		{"x if x > 0 else -x if x else 1", "x if x > 0 else -x if x else 1"},
		{"(x if x else 1) if (1 if x else 2) else 3", "(x if x else 1) if (1 if x else 2) else 3"},
		{"jnp.sin(x)", "jnp.sin(x)"},
		{"jax.nn.relu(x)", "jax.nn.relu(x)"},
		{"2*jnp.pi*x", "2*jnp.pi*x"},
		{"where(x<0, -x, x)", "where(x < 0, -x, x)"},
		{"relu(x, slope=0.1, k=x+1,)", "relu(x, slope=0.1, k=x + 1)"},
		{"max([x, 1], (2, x), (x,))", "max([x, 1], (2, x), (x,))"},
		{"(lambda u, v: u*v)(x, 2)", "(lambda u, v: u*v)(x, 2)"},
		{"max(lambda: 3, lambda u: 2u)", "max(lambda: 3, lambda u: 2*u)"},
		{"1e-3 + .5 + 1_000 + 2. + 1E5", "1e-3 + .5 + 1_000 + 2. + 1E5"},
		{"(x  # the variable\n + 1)", "x + 1"},
		// Handwriting
		{"2x", "2*x"},
		{"2(x+1)", "2*(x + 1)"},
		{"(x+1)(x-1)", "(x + 1)*(x - 1)"},
		{"x(x+1)", "x*(x + 1)"},
		{"-2x^2", "-2*x**2"},
		{"1/2x", "1/(2*x)"},
		{"1/2*x", "1/2*x"},
		{"x/2 sin x", "x/(2*sin(x))"},
		{"e^2x", "e**2*x"},
		{"e^-x^2", "e**-x**2"},
		{"2e", "2*e"},
		{"2e3x", "2e3*x"},
		{"2ex", "2*e*x"},
		{"x sin x", "x*sin(x)"},
		{"sin x cos x", "sin(x)*cos(x)"},
		{"sin 2x cos 3x", "sin(2*x)*cos(3*x)"},
		{"sin 2x/3", "sin(2*x)/3"},
		{"sin x^2", "sin(x**2)"},
		{"sin(x)^2", "sin(x)**2"},
		{"sin (x+1) x", "sin(x + 1)*x"},
		{"sin -x", "sin(-x)"},
		{"sin cos x", "sin(cos(x))"},
		{"sin 2(x+1)", "sin(2*(x + 1))"},
		{"sin x + 1", "sin(x) + 1"},
		{"sin^2 x", "sin(x)**2"},
		{"sin^2(x+1)", "sin(x + 1)**2"},
		{"sin²x", "sin(x)**2"},
		{"sin^2 x + cos^2 x", "sin(x)**2 + cos(x)**2"},
		{"sin^x x", "sin(x)**x"},
		{"sin^(1/2)(x)", "sin(x)**(1/2)"},
		{"sin^-1 x", "asin(x)"},
		{"sin⁻¹(x)", "asin(x)"},
		{"jnp.sin^-1 x", "jnp.asin(x)"},
		{"sin^-2 x", "sin(x)**-2"},
		{"e^sin x", "e**sin(x)"},
		{"ln x", "ln(x)"},
		{"log_2 x", "log_2(x)"},
		{"|x|", "abs(x)"},
		{"||x|-1|", "abs(abs(x) - 1)"},
		{"2|x|", "2*abs(x)"},
		{"|x||x-1|", "abs(x)*abs(x - 1)"},
		{"|x|^2", "abs(x)**2"},
		{"|sin x|", "abs(sin(x))"},
		{"ln|x|", "ln(abs(x))"},
		{"|sin |x||", "abs(sin(abs(x)))"},
		{"|(x|x|)|", "abs(x*abs(x))"},
		{"√x", "sqrt(x)"},
		{"√2x", "sqrt(2)*x"},
		{"√x²", "sqrt(x**2)"},
		{"√(x+1)²", "sqrt(x + 1)**2"},
		{"∛x", "cbrt(x)"},
		{"x!", "factorial(x)"},
		{"2x!^2", "2*factorial(x)**2"},
		{"x!=3", "x != 3"},
		{"x²", "x**2"},
		{"x²³", "x**23"},
		{"x⁻²", "x**-2"},
		{"2π", "2*π"},
		{"3×x·2÷x−1", "3*x*2/x - 1"},
		{"x≤1", "x <= 1"},
		{"x≥1", "x >= 1"},
		{"x≠1", "x != 1"},
		{"∞", "inf"},
		// Names run together
		{"xsin(x)", "x*sin(x)"},
		{"xe^x", "x*e**x"},
		{"sinxcosx", "sin(x)*cos(x)"},
		{"sin x^2cosx", "sin(x**2)*cos(x)"},
		{"sin2x", "sin(2*x)"},
		{"log2x", "log2(x)"},
		{"2πx", "2*π*x"},
		{"pix", "pi*x"},
		{"tanhx", "tanh(x)"},
		{"expx", "exp(x)"},
		{"xx", "x*x"},
	} {
		f, err := ParseFormula(c.src, words)
		if err != nil {
			t.Errorf("%q: %v", c.src, err)
			continue
		}
		if got := Source(f.Body); got != c.want {
			t.Errorf("%q: got %s, want %s", c.src, got, c.want)
		}
		again, err := ParseFormula(f.String(), words)
		if err != nil {
			t.Errorf("%q: printed as %q: %v", c.src, f.String(), err)
		} else if !equalFormula(f, again) {
			t.Errorf("%q: printed as %q, which reads as %q", c.src, f, again)
		}
	}
}

func TestHeader(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"x^2", "f(x) = x**2"},
		{"f(x) = x^2", "f(x) = x**2"},
		{"g (t) = t^2", "g(t) = t**2"},
		{"y = x^2", "y(x) = x**2"},
		{"y = 3", "y(x) = 3"},
		{"lambda x: x**2", "f(x) = x**2"},
		{"h = lambda t: t sin(t)", "h(t) = t*sin(t)"},
		{"t^2", "f(t) = t**2"},
		{"2t + tsin(t)", "f(t) = 2*t + t*sin(t)"},
		{"y = θ^2", "y(θ) = θ**2"},
		{"x^2 - y^2", "f(x, y) = x**2 - y**2"},
		{"sin x cos y", "f(x, y) = sin(x)*cos(y)"},
		{"sin(xy)", "f(x, y) = sin(x*y)"},
		{"2xy", "f(x, y) = 2*x*y"},
		{"e^(-xsin(y))", "f(x, y) = e**(-x*sin(y))"},
		{"z = x^2 + y^2", "z(x, y) = x**2 + y**2"},
		{"f(x, y) = sin(x) cos(y)", "f(x, y) = sin(x)*cos(y)"},
		{"f(x,y)=3", "f(x, y) = 3"},
		{"g(r, θ) = r cos θ", "g(r, θ) = r*cos(θ)"},
		{"f(y, x) = x - 2y", "f(y, x) = x - 2*y"},
		{"lambda u, v: uv", "f(u, v) = u*v"},
		{"y^2", "f(y) = y**2"},
		{"(lambda y: y^2)(x)", "f(x) = (lambda y: y**2)(x)"},
		{"relu(x, y=0.1)", "f(x) = relu(x, y=0.1)"},
		{"f(time) = 2time", "f(time) = 2*time"},
		{"f(e) = e^2", "f(e) = e**2"},
		{"3", "f(x) = 3"},
	} {
		f, err := ParseFormula(c.src, words)
		if err != nil {
			t.Errorf("%q: %v", c.src, err)
		} else if f.String() != c.want {
			t.Errorf("%q: got %s, want %s", c.src, f, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ src, place, want string }{
		{"", "", "the line is empty: type a function, such as x^2 or sin(x)"},
		{" \t ", "", "the line is empty: type a function, such as x^2 or sin(x)"},
		{"(x+1", "(", `"(" is never closed`},
		{"2*(x+(1-x)", "(", `"(" is never closed`},
		{"sin(x", "(", `"(" is never closed`},
		{"max([x, 1", "[", `"[" is never closed`},
		{"|x+1", "|", `"|" is never closed`},
		{"(|x)", "|", `"|" is never closed`},
		{"x|", "|", `"|" is never closed`},
		{"x)", ")", `")" closes nothing`},
		{"(x]", "]", `found "]" where ")" was expected`},
		{"x $ 2", "$", `unknown character '$'`},
		{"x^{2}", "{", `unknown character '{': use parentheses`},
		{"x + \xff", "\xff", `the text is not valid UTF-8 here`},
		{"x +", "", `the line ends where a value was expected after "+"`},
		{"x + * 2", "*", `found "*" where a value was expected after "+"`},
		{"* 2", "*", `found "*" where a value was expected`},
		{"f(x) =", "", `the line ends where a value was expected after "="`},
		{"()", ")", `found ")" where a value was expected after "("`},
		{"x 2", "2", `an operator is missing before "2"`},
		{"1.2.3", ".3", `an operator is missing before ".3"`},
		{"x = 2", "x", `"x" is the variable: name the function otherwise, as in y = x^2`},
		{"x^2 = 2", "=", `unexpected "=": write == to compare, or begin the line with y = or f(x) =`},
		{"x if x > 0", "", `a value for the other case was expected, as in: x if x > 0 else -x`},
		{"f(x, y, z) = x", "(x, y, z)", "one variable or two were expected, as in f(x) = x^2 or f(x, y) = x^2 - y^2"},
		{"f() = 3", "()", "one variable or two were expected, as in f(x) = x^2 or f(x, y) = x^2 - y^2"},
		{"f(x,) = x", "(x,)", "one variable or two were expected, as in f(x) = x^2 or f(x, y) = x^2 - y^2"},
		{"f(x y) = x", "(x y)", "one variable or two were expected, as in f(x) = x^2 or f(x, y) = x^2 - y^2"},
		{"f(x, x) = x", "x", `"x" is the name of both variables`},
		{"f(x, sin) = x", "sin", `"sin" is a known function: choose another name`},
		{"lambda: 3", "lambda:", "one variable or two were expected, as in f(x) = x^2 or f(x, y) = x^2 - y^2"},
		{"lambda x, y, z: 3", "lambda x, y, z:", "one variable or two were expected, as in f(x) = x^2 or f(x, y) = x^2 - y^2"},
		{"y = x y", "y", `unknown name "y": the variable is x`},
		{"f(x) = x y", "y", `unknown name "y": the variable is x`},
		{"x y z", "z", `unknown name "z": the variables are x and y`},
		{"lambda x 3", "3", `":" was expected after the parameters, as in lambda x: x**2`},
		{"sin(x) = x", "sin", `"sin" is a known function: choose another name`},
		{"f(sin) = 3", "sin", `"sin" is a known function: choose another name`},
		{"jnp(x) = 3", "jnp", `"jnp" is a module: choose another name`},
		{"sin", "sin", `"sin" is a function: give it an argument, as in sin(x)`},
		{"x sin + ", "", `the line ends where a value was expected after "+"`},
		{"sin * x", "sin", `"sin" is a function: give it an argument, as in sin(x)`},
		{"log^-1 x", "-1", `the inverse of "log" has no name here: for the reciprocal write 1/log(x)`},
		{"sin^cos x", "cos", "the power of a function must be a number, a variable or in parentheses, as in sin^2 x"},
		{"sinn(x)", "sinn", `unknown name "sinn": did you mean "sin"?`},
		{"sine(x)", "sine", `unknown name "sine": did you mean "sin"?`},
		{"jnp.sni(x)", "sni", `unknown name "jnp.sni": did you mean "jnp.sin"?`},
		{"jnp.relu(x)", "relu", `unknown name "jnp.relu": did you mean "jax.nn.relu"?`},
		{"jnp(x)", "jnp", `"jnp" is a module: name what you want of it, as in jnp.asin`},
		{"x.real", ".", `unexpected "."`},
		{"a x", "a", `unknown name "a": the variable is x`},
		{"x2", "x2", `unknown name "x2": write x*2 or x^2`},
		{"spam(x)", "spam", `unknown name "spam"`},
		{"max(k=1, x)", "x", "an argument without a name follows one with a name"},
		{"x⁻", "⁻", "a superscript minus needs a digit after it, as in x⁻¹"},
		{strings.Repeat("(", 300) + "x" + strings.Repeat(")", 300), "(", "the expression is nested more than 200 levels deep"},
		{strings.Repeat("-", 300) + "x", "-", "the expression is nested more than 200 levels deep"},
		{strings.Repeat("not ", 300) + "x", "not", "the expression is nested more than 200 levels deep"},
		{strings.Repeat("2^", 300) + "x", "^", "the expression is nested more than 200 levels deep"},
		{strings.Repeat("sin ", 300) + "x", "sin", "the expression is nested more than 200 levels deep"},
		{strings.Repeat("√", 300) + "x", "√", "the expression is nested more than 200 levels deep"},
		{"x" + strings.Repeat("!", 300), "!", "the expression is nested more than 200 levels deep"},
	} {
		_, err := ParseFormula(c.src, words)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: got %v, want an *Error", c.src, err)
			continue
		}
		if e.Msg != c.want {
			t.Errorf("%q: got %q, want %q", c.src, e.Msg, c.want)
		}
		if place := c.src[e.Pos:e.End]; place != c.place {
			t.Errorf("%q: the error points at %q, want %q", c.src, place, c.place)
		}
	}
}

func TestLongLine(t *testing.T) {
	_, err := ParseFormula(strings.Repeat("x+", 50_000)+"x", words)
	if want := "the line is 100001 bytes long: the limit is 10000"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := ParseFormula(strings.Repeat("x+", 4_900)+"x", words); err != nil {
		t.Errorf("a long sum below the limit: %v", err)
	}
}

func TestPositions(t *testing.T) {
	src := "y = 2(x+1) + sin x"
	f, err := ParseFormula(src, words)
	if err != nil {
		t.Fatal(err)
	}
	sum := f.Body.(*Binary)
	product := sum.X.(*Binary)
	for _, c := range []struct {
		e    Expr
		want string
	}{
		{sum, "2(x+1) + sin x"}, {product, "2(x+1)"}, {product.Y, "x+1"}, {sum.Y, "sin x"}, {sum.Y.(*Call).Func, "sin"},
	} {
		if got := src[c.e.Pos():c.e.End()]; got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		src   string
		value float64
		isInt bool
	}{
		{"1_000", 1000, true}, {".5", .5, false}, {"1e-3", 1e-3, false}, {"2.", 2, false},
		{"007", 7, true}, {"1e999", math.Inf(1), false}, {"123456789012345678901234567890", 123456789012345678901234567890, true},
	} {
		f, err := ParseFormula(c.src, words)
		if err != nil {
			t.Errorf("%q: %v", c.src, err)
			continue
		}
		if n := f.Body.(*Number); n.Value != c.value || n.Int != c.isInt {
			t.Errorf("%q: got %v (int: %v), want %v (int: %v)", c.src, n.Value, n.Int, c.value, c.isInt)
		}
	}
}

func TestCaret(t *testing.T) {
	long := strings.Repeat("x+", 100) + "a" + strings.Repeat("+x", 100)
	for _, c := range []struct {
		src  string
		e    Error
		want string
	}{
		{"2*sinn(x)", Error{Pos: 2, End: 6}, "2*sinn(x)\n  ^^^^"},
		{"π+", Error{Pos: 3, End: 3}, "π+\n  ^"},
		{"π+$", Error{Pos: 3, End: 4}, "π+$\n  ^"},
		{"\tx+$", Error{Pos: 3, End: 4}, "\tx+$\n\t  ^"},
		{"(x+1)\n+ ab\n+ 2", Error{Pos: 8, End: 10}, "+ ab\n  ^^"},
		{"", Error{}, "\n^"},
		{long, Error{Pos: 200, End: 201}, "…" + long[164:236] + "…\n" + strings.Repeat(" ", 37) + "^"},
	} {
		if got := c.e.Caret(c.src); got != c.want {
			t.Errorf("%q:\ngot\n%s\nwant\n%s", c.src, got, c.want)
		}
	}
}

func TestUTF16(t *testing.T) {
	src := "π+𝜋+$"
	pos := strings.Index(src, "$")
	e := Error{Pos: pos, End: pos + 1}
	if from, to := e.UTF16(src); from != 5 || to != 6 {
		t.Errorf("got %d to %d, want 5 to 6", from, to)
	}
}

func TestTeX(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"2x", `2x`},
		{"x^3 + 2x^2 - 3x + 1", `x^{3}+2x^{2}-3x+1`},
		{"2*3", `2\cdot3`},
		{"x*x", `x\cdot x`},
		{"x*2", `x\cdot2`},
		{"2πx", `2\pi x`},
		{"x*π", `x\pi`},
		{"1/2x", `\frac{1}{2x}`},
		{"1/2*x", `\frac{1}{2}x`},
		{"2*(1/x)", `2\cdot\frac{1}{x}`},
		{"(x+1)(x-1)", `\left(x+1\right)\left(x-1\right)`},
		{"2(x+1)", `2\left(x+1\right)`},
		{"x-(1-x)", `x-\left(1-x\right)`},
		{"-x^2", `-x^{2}`},
		{"(-x)^2", `\left(-x\right)^{2}`},
		{"-2x", `-2x`},
		{"1+-2x", `1+\left(-2x\right)`},
		{"x*-2", `x\left(-2\right)`},
		{"--x", `-\left(-x\right)`},
		{"-(x+1)", `-\left(x+1\right)`},
		{"2^-x", `2^{-x}`},
		{"x^x^x", `x^{x^{x}}`},
		{"(x^2)^3", `\left(x^{2}\right)^{3}`},
		{"sin x", `\sin x`},
		{"sin 2x", `\sin2x`},
		{"sin(x+1)", `\sin\left(x+1\right)`},
		{"sin(x)*x", `\sin x\cdot x`},
		{"sin x cos x", `\sin x\cos x`},
		{"sin^2 x", `\sin^{2}x`},
		{"sin^2(x)x", `\sin^{2}x\cdot x`},
		{"sin(x+1)^2", `\sin^{2}\left(x+1\right)`},
		{"sin(x)^-1", `\left(\sin x\right)^{-1}`},
		{"sin(x)^x", `\left(\sin x\right)^{x}`},
		{"sin x^2", `\sin x^{2}`},
		{"sin(x/2)", `\sin\frac{x}{2}`},
		{"sin(cos x)", `\sin\left(\cos x\right)`},
		{"ln|x|", `\ln\left|x\right|`},
		{"jnp.sin(x)", `\sin x`},
		{"tanh(x)*exp(-x^2)", `\tanh x\cdot e^{-x^{2}}`},
		{"exp(x)^2", `\left(e^{x}\right)^{2}`},
		{"e^x", `e^{x}`},
		{"√(x+1)", `\sqrt{x+1}`},
		{"∛x", `\sqrt[3]{x}`},
		{"x!", `x!`},
		{"(x+1)!", `\left(x+1\right)!`},
		{"x!^2", `\left(x!\right)^{2}`},
		{"hypot(x, x+1)", `\sqrt{x^{2}+\left(x+1\right)^{2}}`},
		{"max(x, 1)", `\max\left(x,1\right)`},
		{"relu(x)", `\operatorname{relu}\left(x\right)`},
		{"relu(x, k_1=2)", `\operatorname{relu}\left(x,k_{1}=2\right)`},
		{"x // 2", `\left\lfloor\frac{x}{2}\right\rfloor`},
		{"x % 2 + 1", `\left(x\bmod2\right)+1`},
		{"x % 2 * x", `\left(x\bmod2\right)x`},
		{"0 < x <= 1", `0<x\le1`},
		{"x >= 1 and not x == 2 or x != 3", `x\ge1\land\lnot\left(x=2\right)\lor x\ne3`},
		{"where(x<0, -x, x)", `\begin{cases}-x&\text{if }x<0\\x&\text{otherwise}\end{cases}`},
		{"1 if x<0 else 2 if x<1 else 3", `\begin{cases}1&\text{if }x<0\\2&\text{if }x<1\\3&\text{otherwise}\end{cases}`},
		{"1 + (1 if x<0 else 2)", `1+\left(\begin{cases}1&\text{if }x<0\\2&\text{otherwise}\end{cases}\right)`},
		{"(lambda u: 2u)(x)", `\left(u\mapsto2u\right)\left(x\right)`},
		{"max([x, 1])", `\max\left(\left[x,1\right]\right)`},
		{"max((x, 1))", `\max\left(\left(x,1\right)\right)`},
		{"1e-3x", `10^{-3}x`},
		{"1.50e+07", `1.50\cdot 10^{7}`},
		{"1e5^2", `\left(10^{5}\right)^{2}`},
		{"1_000 + .5 + 2.", `1000+0.5+2`},
		{"floor(x)", `\left\lfloor x\right\rfloor`},
		{"f(ñ) = ñ", `\text{ñ}`},
		{"f(θ) = θ", `θ`},
		{"f(theta) = theta^2", `\theta^{2}`},
		{"f(x_1) = x_1^2", `x_{1}^{2}`},
		{"f(my_time) = 2my_time", `2\mathrm{my\_time}`},
		{"f(__5) = __5", `\__{5}`},
	} {
		f, err := ParseFormula(c.src, words)
		if err != nil {
			t.Errorf("%q: %v", c.src, err)
		} else if got := TeX(f.Body, words); got != c.want {
			t.Errorf("%q: got %s, want %s", c.src, got, c.want)
		}
	}
}

// Typesetting visits each node a fixed number of times: with one visit more for
// each level around it, these lines would take for ever.
func TestTeXOfDeepNesting(t *testing.T) {
	for _, outer := range [][2]string{
		{"where(", ",1,x)"}, {"where(x,", ",1)"}, {"(1 if x else ", ")"}, {"(", " if x else 1)"}, {"sin(", ")"},
		{"-(", ")"}, {"(2*", ")"}, {"(", "*2)"}, {"(1+", ")"}, {"2^(", ")"}, {"(", ")^2"}, {"1/(", ")"}, {"|", "|"}, {"(", ")!"},
	} {
		src := strings.Repeat(outer[0], 95) + "x" + strings.Repeat(outer[1], 95)
		f, err := ParseFormula(src, words)
		if err != nil {
			t.Errorf("%q: %v", outer, err)
		} else if s := TeX(f.Body, words); len(s) < 90 {
			t.Errorf("%q: typeset as %s", outer, s)
		}
	}
}

// texCommands are the commands that may occur in typeset expressions.
var texCommands = strings.Fields(`\sin \cos \tan \tanh \arcsin \arctan \ln \log \max \pi \infty \left \right \lfloor \rfloor
	\frac \sqrt \cdot \bmod \le \ge \ne \land \lor \lnot \mapsto \begin \end \text \mathrm \operatorname \_ \\ ` +
	`\` + strings.Join(greek, ` \`))

var texCommand = regexp.MustCompile(`\\([A-Za-z]+|.)`)

func FuzzParse(f *testing.F) {
	f.Fuzz(func(t *testing.T, src string) {
		formula, err := ParseFormula(src, words)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("%q: %v is not an *Error", src, err)
			}
			if e.Pos < 0 || e.Pos > e.End || e.End > len(src) || e.Msg == "" {
				t.Fatalf("%q: error %+v", src, e)
			}
			e.Caret(src)
			return
		}
		tex := TeX(formula.Body, words)
		for _, command := range texCommand.FindAllString(tex, -1) {
			if !slices.Contains(texCommands, command) {
				t.Fatalf("%q: typeset as %s with the unknown command %s", src, tex, command)
			}
		}
		// The printed form is longer and has more parentheses: lift the limits.
		printed := formula.String()
		again, err := parseFormula(printed, words, math.MaxInt, 10*maxDepth)
		if err != nil {
			t.Fatalf("%q: printed as %q: %v", src, printed, err)
		}
		if !equalFormula(formula, again) {
			t.Fatalf("%q: printed as %q, which reads as %q", src, printed, again)
		}
	})
}

// equalFormula reports whether two formulas are equal up to positions.
func equalFormula(a, b *Formula) bool {
	return a.Name == b.Name && slices.Equal(a.Variables, b.Variables) && equal(reflect.ValueOf(a.Body), reflect.ValueOf(b.Body))
}

func equal(a, b reflect.Value) bool {
	if a.Kind() != b.Kind() || a.Type() != b.Type() {
		return false
	}
	switch a.Kind() {
	case reflect.Interface, reflect.Pointer:
		return equal(a.Elem(), b.Elem())
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !equal(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Struct:
		for i := range a.NumField() {
			if a.Type().Field(i).Name != "Span" && !equal(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	default:
		return a.Equal(b)
	}
}
