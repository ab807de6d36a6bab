package engine

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
)

// jax.json is what JAX answers; make_golden.py writes it.
//
//go:embed testdata/jax.json
var jaxJSON []byte

// A goldenNumber is a JSON number, or a string where JSON has none.
type goldenNumber float64

func (n *goldenNumber) UnmarshalJSON(text []byte) error {
	v, err := strconv.ParseFloat(strings.Trim(string(text), `"`), 64)
	*n = goldenNumber(v)
	return err
}

// A goldenArray is an array of JAX.
type goldenArray struct {
	DType  string         `json:"d"`
	Shape  []int          `json:"s"`
	Values []goldenNumber `json:"v"`
}

func (g goldenArray) array(t *testing.T) Array {
	t.Helper()
	d, err := ParseDType(g.DType)
	if err != nil {
		t.Fatal(err)
	}
	elements := make([]float64, len(g.Values))
	for i, v := range g.Values {
		elements[i] = float64(v)
	}
	return Reshape(FromFloat64s(elements), g.Shape...).AsType(d)
}

type goldenCase struct {
	Name       string          `json:"n"`
	Expression json.RawMessage `json:"e"`
	Inputs     []goldenArray   `json:"x"`
	Value      goldenArray     `json:"y"`
	Gradients  []goldenArray   `json:"g"`
	// JAX's float64 answers, where its float32 ones are not within 2 ulp.
	WideValue     *goldenArray  `json:"y64"`
	WideGradients []goldenArray `json:"g64"`
}

type goldenProgram struct {
	Expression json.RawMessage  `json:"e"`
	Inputs     [][]goldenNumber `json:"x"`
	Value      goldenArray      `json:"y"`
	Gradients  [][]goldenNumber `json:"g"`
}

var jaxGolden = func() (g struct {
	Promotion map[string][][]string
	Printing  []struct {
		Array goldenArray `json:"a"`
		Str   string
		Repr  string
	}
	Jaxprs []struct{ Name, Text string }
	Cases  []goldenCase
	// The inputs of programs have the shapes (2, 3), (3,) and (2, 1).
	Programs []goldenProgram
}) {
	if err := json.Unmarshal(jaxJSON, &g); err != nil {
		panic(err)
	}
	return g
}()

var unaryOperations = map[string]func(Array) Array{
	"neg": Neg, "abs": Abs, "sign": Sign, "square": Square, "reciprocal": Reciprocal, "floor": Floor, "ceil": Ceil, "round": Round,
	"trunc": Trunc, "isfinite": IsFinite, "isnan": IsNaN, "stop_gradient": StopGradient, "not": Not,
	"exp": Exp, "exp2": Exp2, "expm1": Expm1, "log": Log, "log1p": Log1p, "log2": Log2, "log10": Log10, "sqrt": Sqrt, "rsqrt": Rsqrt,
	"cbrt": Cbrt, "sin": Sin, "cos": Cos, "tan": Tan, "asin": Asin, "acos": Acos, "atan": Atan, "sinh": Sinh, "cosh": Cosh, "tanh": Tanh,
	"asinh": Asinh, "acosh": Acosh, "atanh": Atanh, "erf": Erf, "erfc": Erfc, "erf_inv": ErfInv, "lgamma": Lgamma, "digamma": Digamma,
	"i0e": I0e, "i1e": I1e, "logit": Logit, "logistic": Logistic, "relu": Relu, "relu6": Relu6, "softplus": Softplus, "silu": Silu,
	"mish": Mish, "selu": Selu, "gelu": Gelu, "gelu_exact": GeluExact, "log_sigmoid": LogSigmoid, "soft_sign": SoftSign,
	"hard_tanh": HardTanh, "squareplus": Squareplus,
	"elu":        func(x Array) Array { return Elu(x, 1) },
	"leaky_relu": func(x Array) Array { return LeakyRelu(x, 0.01) },
}

var binaryOperations = map[string]func(x, y Array) Array{
	"add": Add, "sub": Sub, "mul": Mul, "div": Div, "pow": Pow, "atan2": Atan2, "maximum": Maximum, "minimum": Minimum, "hypot": Hypot,
	"logaddexp": LogAddExp, "mod": Mod, "floor_divide": FloorDiv, "lt": Lt, "le": Le, "gt": Gt, "ge": Ge, "eq": Eq, "ne": Ne,
	"and": And, "or": Or, "xor": Xor, "shift_left": ShiftLeft, "shift_right": ShiftRight,
	"dot": Dot, "matmul": MatMul, "outer": Outer, "vdot": VDot,
}

var reductionOperations = map[string]func(x Array, axes ...int) Array{
	"sum": Sum, "prod": Prod, "max": Max, "min": Min, "mean": Mean, "var": Var, "std": Std, "all": All, "any": Any, "logsumexp": LogSumExp,
	"transpose": Transpose, "reshape": Reshape, "flip": Flip,
}

var axisOperations = map[string]func(x Array, axis int) Array{
	"softmax": Softmax, "log_softmax": LogSoftmax, "argmax": ArgMax, "argmin": ArgMin, "cumsum": CumSum, "cumprod": CumProd,
	"sort": Sort, "argsort": ArgSort, "expand_dims": ExpandDims,
}

// evaluateGolden evaluates an expression of jax.json; a number with a point is
// a Python float, one without an int.
func evaluateGolden(e any, inputs []Array) Array {
	switch e := e.(type) {
	case string:
		n, err := strconv.Atoi(strings.TrimPrefix(e, "x"))
		if err != nil {
			panic(fmt.Sprintf("unknown operand %q", e))
		}
		return inputs[n]
	case json.Number:
		v, err := e.Float64()
		if err != nil {
			panic(err)
		}
		if strings.ContainsAny(e.String(), ".e") {
			return Num(v)
		}
		return Int(int(v))
	}
	list := e.([]any)
	op := list[0].(string)
	operand := func(i int) Array { return evaluateGolden(list[i], inputs) }
	parameter := func(i int) int {
		n, err := list[i].(json.Number).Int64()
		if err != nil {
			panic(err)
		}
		return int(n)
	}
	parameters := func(from int) (out []int) {
		for i := from; i < len(list); i++ {
			out = append(out, parameter(i))
		}
		return out
	}
	operandsFrom := func(from int) (out []Array) {
		for i := from; i < len(list); i++ {
			out = append(out, operand(i))
		}
		return out
	}
	if f := unaryOperations[op]; f != nil {
		return f(operand(1))
	}
	if f := binaryOperations[op]; f != nil {
		return f(operand(1), operand(2))
	}
	if f := reductionOperations[op]; f != nil {
		return f(operand(1), parameters(2)...)
	}
	if f := axisOperations[op]; f != nil {
		return f(operand(1), parameter(2))
	}
	switch op {
	case "where":
		return Where(operand(1), operand(2), operand(3))
	case "clip":
		return Clip(operand(1), operand(2), operand(3))
	case "take":
		return Take(operand(1), operand(2), parameter(3))
	case "slice":
		return Slice(operand(1), parameter(2), parameter(3), parameter(4))
	case "stack":
		return Stack(operandsFrom(2), parameter(1))
	case "concatenate":
		return Concatenate(operandsFrom(2), parameter(1))
	case "one_hot":
		return OneHot(operand(1), parameter(2), Float32)
	case "astype":
		d, err := ParseDType(list[2].(string))
		if err != nil {
			panic(err)
		}
		return operand(1).AsType(d)
	}
	panic("unknown operation " + op)
}

// decode reads an expression, keeping numbers as they are written.
func decode(t *testing.T, text json.RawMessage) (expression any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&expression); err != nil {
		t.Fatal(err)
	}
	return expression
}

// ulps32 is the distance of a and b in units of the last place of a float32 of
// b's size; 0 for equal values and for NaN twice.
func ulps32(a, b float64) float64 {
	if a == b || math.IsNaN(a) && math.IsNaN(b) {
		return 0
	}
	if math.IsNaN(a) || math.IsNaN(b) || math.IsInf(a, 0) || math.IsInf(b, 0) {
		return math.Inf(1)
	}
	if math.Abs(a) < 0x1p-126 && math.Abs(b) < 0x1p-126 {
		return 0 // XLA flushes subnormals
	}
	size := float32(max(math.Abs(b), 0x1p-126))
	return math.Abs(a-b) / float64(math.Nextafter32(size, float32(math.Inf(1)))-size)
}

// pullbackOfOnes evaluates f and returns the cotangents of its float inputs
// for a cotangent of ones.
func pullbackOfOnes(f func([]Array) Array, x []Array) (y Array, cts []Array) {
	var floats []Array
	for _, a := range x {
		if a.DType().IsFloat() {
			floats = append(floats, a)
		}
	}
	y, pullback := VJP(func(in []Array) Array {
		full := append([]Array{}, x...)
		for i := range full {
			if full[i].DType().IsFloat() {
				full[i], in = in[0], in[1:]
			}
		}
		return f(full)
	}, floats)
	if !y.DType().IsFloat() || len(floats) == 0 {
		return y, nil
	}
	return y, pullback(OnesLike(y))
}

// compareGolden compares elements to 4 ulp, or, where elements are sums of the
// same terms, to one ulp of the largest. Where JAX's float32 answer is wrong
// itself, its float64 answer counts, or being no more than
// twice as far from it as JAX.
func compareGolden(got Array, want goldenArray, wide *goldenArray, coupled bool) error {
	if got.DType().String() != want.DType || fmt.Sprint(got.Shape()) != fmt.Sprint(want.Shape) {
		return fmt.Errorf("%v%v, JAX has %s%v", got.DType(), got.Shape(), want.DType, want.Shape)
	}
	largest := 0.0
	for _, w := range want.Values {
		if w := math.Abs(float64(w)); coupled && w <= math.MaxFloat32 {
			largest = max(largest, w)
		}
	}
	for i, g := range got.Float64s() {
		w := float64(want.Values[i])
		if ulps32(g, w) <= 4 || math.Abs(g-w) <= largest*0x1p-23 {
			continue
		}
		note := ""
		if wide != nil {
			truth := float64(wide.Values[i])
			if ulps32(g, truth) <= 4 || math.Abs(g-truth) <= 2*math.Abs(w-truth) {
				continue
			}
			note = fmt.Sprintf(" (%.9g in float64)", truth)
		}
		return fmt.Errorf("element %d is %.9g, JAX has %.9g%s", i, g, w, note)
	}
	return nil
}

// isCoupled reports whether an expression's outermost operation mixes elements.
func isCoupled(expression any) bool {
	op := expression.([]any)[0].(string)
	return unaryOperations[op] == nil && (binaryOperations[op] == nil || op == "dot" || op == "matmul" || op == "vdot")
}

// Values and gradients at ties, edges and special values are JAX's.
func TestJAXCases(t *testing.T) {
	for i, c := range jaxGolden.Cases {
		expression := decode(t, c.Expression)
		name := c.Name
		if name == "" {
			name = string(c.Expression)
		}
		t.Run(fmt.Sprintf("%d %s", i, name), func(t *testing.T) {
			var x []Array
			for _, in := range c.Inputs {
				x = append(x, in.array(t))
			}
			f := func(in []Array) Array { return evaluateGolden(expression, in) }
			y, gradients := pullbackOfOnes(f, x)
			if err := compareGolden(y, c.Value, c.WideValue, isCoupled(expression)); err != nil {
				t.Errorf("value at %v: %v", x, err)
			}
			if len(gradients) != len(c.Gradients) {
				t.Fatalf("%d gradients, JAX has %d", len(gradients), len(c.Gradients))
			}
			for k, g := range gradients {
				var wide *goldenArray
				if c.WideGradients != nil {
					wide = &c.WideGradients[k]
				}
				if err := compareGolden(g, c.Gradients[k], wide, isCoupled(expression)); err != nil {
					t.Errorf("gradient %d at %v: %v", k, x, err)
				}
			}
		})
	}
}

// Random programs, on which JAX's own float32 answer is within 2 ulp of its
// float64 one, agree with JAX.
func TestJAXPrograms(t *testing.T) {
	shapes := [][]int{{2, 3}, {3}, {2, 1}}
	for i, p := range jaxGolden.Programs {
		expression := decode(t, p.Expression)
		var x []Array
		for k, in := range p.Inputs {
			x = append(x, goldenArray{"float32", shapes[k], in}.array(t))
		}
		f := func(in []Array) Array { return evaluateGolden(expression, in) }
		for _, way := range []struct {
			name string
			f    func([]Array) Array
		}{{"eager", f}, {"jit", Jit(f)}} {
			y, gradients := pullbackOfOnes(way.f, x)
			if err := compareGolden(y, p.Value, nil, true); err != nil {
				t.Errorf("program %d, %s: %s: value: %v", i, way.name, p.Expression, err)
			}
			for k, g := range gradients {
				if err := compareGolden(g, goldenArray{"float32", shapes[k], p.Gradients[k]}, nil, true); err != nil {
					t.Errorf("program %d, %s: %s: gradient %d: %v", i, way.name, p.Expression, k, err)
				}
			}
		}
	}
}

// sampleOf returns an operand of a kind of jax.json.
func sampleOf(t *testing.T, kind string) Array {
	t.Helper()
	switch kind {
	case "int":
		return Int(2)
	case "float":
		return Num(2)
	}
	d, err := ParseDType(kind)
	if err != nil {
		t.Fatal(err)
	}
	return Ones([]int{2}, d)
}

// Types of results, with a star where they are weak.
func TestJAXPromotion(t *testing.T) {
	for op, rows := range jaxGolden.Promotion {
		for _, row := range rows {
			kinds, want := row[:len(row)-1], row[len(row)-1]
			expression := []any{op}
			var x []Array
			for i, kind := range kinds {
				expression = append(expression, fmt.Sprintf("x%d", i))
				x = append(x, sampleOf(t, kind))
			}
			if axisOperations[op] != nil {
				expression = append(expression, json.Number("0"))
			}
			got := "error"
			_ = Try(func() {
				y := evaluateGolden(expression, x)
				if got = y.DType().String(); y.Weak() {
					got += "*"
				}
			})
			// What JAX refuses, bool logarithms say, may have a meaning here.
			if got != want && want != "error" {
				t.Errorf("%s of %v gives %s, in JAX %s", op, kinds, got, want)
			}
		}
	}
}

func TestJAXPrinting(t *testing.T) {
	for _, p := range jaxGolden.Printing {
		if len(p.Array.Values) == 0 { // a range that is too long for the file
			for i := range Zeros(p.Array.Shape, Bool).Size() {
				p.Array.Values = append(p.Array.Values, goldenNumber(i))
			}
		}
		a := p.Array.array(t)
		if got := a.String(); got != p.Repr {
			t.Errorf("repr of %v%v is\n%s\nin JAX\n%s", p.Array.DType, p.Array.Shape, got, p.Repr)
		}
		if got := a.Text(); got != p.Str {
			t.Errorf("str of %v%v is\n%s\nin JAX\n%s", p.Array.DType, p.Array.Shape, got, p.Str)
		}
	}
}

// jaxprPrograms are the functions whose jaxprs jax.json has, at the same
// arguments.
func jaxprPrograms() map[string]func() Jaxpr {
	s, v, m := Scalar(3, Float32), Ones([]int{3}, Float32), Ones([]int{2, 3}, Float32)
	i3 := Arange(3, Int32)
	at := func(f func(Array) Array, x Array) func() Jaxpr { return func() Jaxpr { return MakeJaxpr(f, x) } }
	inner := JitNamed("inner", func(x Array) Array { return Mul(Sin(x), Num(2)) })
	// JAX's where is a program of its own.
	where := JitNamed("_where", func(x []Array) Array { return Where(x[0], x[1], x[2]) })
	cube := func(x Array) Array { return IntPow(x, 3) }
	return map[string]func() Jaxpr{
		"sin of cos":         at(func(x Array) Array { return Sin(Cos(x)) }, s),
		"grad of sin of cos": at(Grad(func(x Array) Array { return Sin(Cos(x)) }), s),
		"log1pexp":           at(Grad(func(x Array) Array { return Log(Add(Num(1), Exp(x))) }), s),
		"sum":                at(func(x Array) Array { return Sum(Add(x, Mul(Sin(x), Num(3)))) }, v),
		"selu": at(func(x Array) Array {
			positive := Gt(x, Int(0))
			return Mul(Num(1.05), where([]Array{positive, x, Sub(Mul(Num(1.67), Exp(x)), Num(1.67))}))
		}, v),
		"identity":                  at(func(x Array) Array { return x }, v),
		"tanh":                      at(Tanh, s),
		"grad of tanh":              at(Grad(Tanh), s),
		"cube":                      at(cube, s),
		"grad of cube":              at(Grad(cube), s),
		"second derivative of cube": at(func(x Array) Array { _, d := JVP(Grad(cube), x, x); return d }, s),
		"power":                     at(func(x Array) Array { return Pow(x, Num(2.5)) }, s),
		"constant":                  at(func(x Array) Array { return Add(x, FromFloat32s([]float32{1, 2, 3})) }, v),
		"dot":                       at(func(x Array) Array { return Dot(x, x) }, v),
		"matrix vector":             at(func(x Array) Array { return Dot(x, v) }, m),
		"jit":                       at(func(x Array) Array { return Add(inner(x), Num(1)) }, s),
		"grad of jit":               at(Grad(inner), s),
		"vmap":                      at(Vmap(func(x Array) Array { return Mul(Sin(x), x) }), v),
		"mean":                      at(func(x Array) Array { return Mean(x) }, v),
		"max":                       at(func(x Array) Array { return Max(x) }, v),
		"broadcast":                 at(func(x Array) Array { return Add(x, m) }, v),
		"reshape and transpose":     at(func(x Array) Array { return Transpose(Reshape(x, 3, 2)) }, m),
		"integers":                  at(func(x Array) Array { return Add(Mul(x, Int(2)), Int(1)) }, i3),
		"comparison":                at(func(x Array) Array { return Gt(x, Num(1)) }, v),
		"convert":                   at(func(x Array) Array { return x.AsType(Float32) }, i3),
		"argmax":                    at(func(x Array) Array { return ArgMax(x, 0) }, v),
		"cumsum":                    at(func(x Array) Array { return CumSum(x, 0) }, v),
		"concatenate":               at(func(x Array) Array { return Concatenate([]Array{x, Mul(x, Num(2))}, 0) }, v),
		"unused":                    at(func(x Array) Array { y := Sin(x); Cos(x); return y }, s),
		"two results": func() Jaxpr {
			return MakeJaxpr(func(x Array) []Array { return []Array{Sin(x), Cos(x)} }, s)
		},
		"jvp": func() Jaxpr {
			return MakeJaxpr(func(x Array) []Array { y, dy := JVP(Sin, x, x); return []Array{y, dy} }, s)
		},
	}
}

func TestJAXJaxprs(t *testing.T) {
	programs := jaxprPrograms()
	for _, g := range jaxGolden.Jaxprs {
		make := programs[g.Name]
		if make == nil {
			t.Errorf("no program of the name %q", g.Name)
			continue
		}
		if got := make().String(); got != g.Text {
			t.Errorf("%s prints\n%s\nin JAX\n%s", g.Name, got, g.Text)
		}
	}
}
