package engine

import (
	"fmt"
	"math"
	"math/rand"
	"testing"
)

// A randomProgram computes an array from inputs of the shapes (2, 3), (3,) and
// (2, 1): a stack machine whose code is bytes. All its operations are
// continuous, so that rounding cannot take another branch.
type randomProgram []byte

var programInputs = [][]int{{2, 3}, {3}, {2, 1}}

// The operations keep values moderate for moderate operands.
var (
	programUnary = []func(Array) Array{
		Sin, Cos, Tanh, Logistic, Atan, Asinh, Softplus, Erf, Abs, Neg, Relu, Silu, Expm1,
		func(x Array) Array { return Log1p(Square(x)) },
		func(x Array) Array { return Sqrt(Add(Num(1), Square(x))) },
		func(x Array) Array { return Exp(Neg(Abs(x))) },
		func(x Array) Array { return IntPow(Tanh(x), 3) },
		func(x Array) Array { return Reciprocal(Add(Num(1.5), Sin(x))) },
		Jit(func(x Array) Array { return Mul(x, Sin(x)) }),
		customSine,
		StopGradient,
	}
	programBinary = []func(x, y Array) Array{
		Add, Sub, Mul, Maximum, Minimum, LogAddExp, Hypot,
		func(x, y Array) Array { return Div(x, Add(Num(2), Cos(y))) },
		func(x, y Array) Array { return Atan2(x, Add(Num(1.5), Square(y))) },
		func(x, y Array) Array { return Pow(Add(Num(1), Logistic(x)), Tanh(y)) },
	}
	// programShaped need an operand of shape (2, 3) and give one.
	programShaped = []func(x Array) Array{
		func(x Array) Array { return Softmax(x, 1) },
		func(x Array) Array { return LogSoftmax(x, 0) },
		func(x Array) Array { return CumSum(x, 1) },
		func(x Array) Array { return CumProd(Tanh(x), 0) },
		func(x Array) Array { return ExpandDims(Mean(x, 1), 1) },
		func(x Array) Array { return ExpandDims(Prod(Tanh(x), 0), 0) },
		func(x Array) Array { return ExpandDims(LogSumExp(x, 0), 0) },
		func(x Array) Array { return Flip(x, 1) },
		func(x Array) Array { return Reshape(Transpose(x), 2, 3) },
		func(x Array) Array { return Tanh(Dot(Dot(x, Transpose(x)), x)) },
		func(x Array) Array { return Concatenate([]Array{Slice(x, 1, 1, 3), Slice(x, 1, 0, 1)}, 1) },
		func(x Array) Array { return Take(x, FromInt32s([]int32{2, 0, 0}), 1) },
		func(x Array) Array { return Vmap(func(r Array) Array { return Mul(r, Sum(r)) })(Tanh(x)) },
		func(x Array) Array { return Grad(func(y Array) Array { return Sum(Mul(Sin(y), x)) })(x) },
		func(x Array) Array { return Mul(x, Max(x)) },
		func(x Array) Array {
			last, ys := Scan(func(c, r Array) (Array, Array) { return Tanh(Add(c, Mul(r, Sum(r)))), Mul(c, r) }, Mean(x, 0), x, -1)
			return Add(ys, last)
		},
		func(x Array) Array {
			return Fori(Int(0), Int(3), func(i, s Array) Array { return Mul(Sin(Add(s, i)), Cos(x)) }, x)
		},
		func(x Array) Array {
			return Map(func(r Array) Array {
				return Cond(Gt(Sum(StopGradient(x)), Num(0.5)), Sin, func(r Array) Array { return Mul(r, Index(x, 0)) }, r)
			}, Flip(x, 0))
		},
	}
)

// run evaluates the program; size returns the largest magnitude met.
func (p randomProgram) run(in []Array, size func(Array)) Array {
	stack := append([]Array{}, in...)
	push := func(a Array) {
		if size != nil {
			size(a)
		}
		stack = append(stack, a)
	}
	pop := func() Array {
		if len(stack) == 0 {
			return in[0]
		}
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		return top
	}
	for i, b := range p {
		if i >= 24 {
			break
		}
		n := int(b) / 4
		switch b % 4 {
		case 0:
			push(programUnary[n%len(programUnary)](pop()))
		case 1:
			push(programBinary[n%len(programBinary)](pop(), pop()))
		case 2:
			push(programShaped[n%len(programShaped)](BroadcastTo(pop(), 2, 3)))
		case 3:
			if n%4 == 3 { // the predicate compares inputs, whose values are exact
				push(Where(Gt(in[0], in[1]), pop(), pop()))
			} else {
				push(in[n%len(in)])
			}
		}
	}
	sum := in[0]
	for _, a := range stack {
		sum = Add(sum, a)
	}
	return sum
}

func (p randomProgram) check() error {
	source := rand.New(rand.NewSource(int64(len(p))))
	draw := func(lead ...int) []Array {
		out := make([]Array, len(programInputs))
		for i, s := range programInputs {
			shape := append(append([]int{}, lead...), s...)
			elements := make([]float64, Zeros(shape, Bool).Size())
			for k := range elements {
				elements[k] = 0.2 + source.Float64()
			}
			out[i] = FromFloat64s(elements, shape...)
		}
		return out
	}
	x := draw()
	f := func(in []Array) Array { return p.run(in, nil) }
	largest := 0.0
	y := p.run(x, func(a Array) {
		for _, v := range a.Float64s() {
			if !(math.Abs(v) <= largest) {
				largest = math.Abs(v)
			}
		}
	})
	compare := func(what string, got, want Array, tolerance float64) error {
		return match(what, values([]Array{got}), values([]Array{want}), tolerance)
	}
	if err := compare("jit", Jit(f)(x), y, 0); err != nil {
		return err
	}
	if !(largest < 50) { // rounding errors grow with what cancels
		return nil
	}

	// Batching: the inputs of three examples, and one of them shared.
	batch := draw(3)
	mapped, shared := Vmap(f)(batch), Vmap(f, 0, Shared, 0)([]Array{batch[0], x[1], batch[2]})
	for b := range 3 {
		example := []Array{Index(batch[0], b), Index(batch[1], b), Index(batch[2], b)}
		if err := compare("vmap", Index(mapped, b), f(example), 1e-9); err != nil {
			return err
		}
		example[1] = x[1]
		if err := compare("vmap with a shared input", Index(shared, b), f(example), 1e-9); err != nil {
			return err
		}
	}

	// Derivatives along a line: forward, reverse and Taylor mode.
	t := draw()
	_, dy := JVP(f, x, t)
	_, pull := VJP(f, x)
	cts := pull(OnesLike(y))
	left, right := Sum(dy), Num(0)
	for i := range t {
		right = Add(right, VDot(t[i], cts[i]))
	}
	scale := Add(Sum(Abs(dy)), Num(1))
	if err := compare("⟨ct, Jt⟩", Div(left, scale), Div(right, scale), 1e-8); err != nil && math.Abs(left.Item()-right.Item()) > 1e-8*scale.Item() {
		return err
	}
	line := func(s Array) Array {
		at := make([]Array, len(x))
		for i := range x {
			at[i] = Add(x[i], Mul(s, t[i]))
		}
		return f(at)
	}
	derivative := func(g func(Array) Array) func(Array) Array {
		return func(s Array) Array { _, d := JVP(g, s, OnesLike(s)); return d }
	}
	_, series := Jet(line, Scalar(0, Float64), []Array{Num(1), Num(0)})
	zero := Scalar(0, Float64)
	second := derivative(derivative(line))(zero)
	for k, want := range []Array{dy, second} {
		if biggest := Max(Abs(want)).Item(); !(biggest < 1e4) {
			return nil
		}
		if err := compare(fmt.Sprintf("Taylor mode, order %d", k+1), Add(series[k], Num(1)), Add(want, Num(1)), 1e-7); err != nil {
			return err
		}
	}
	reverse := Jit(func(s Array) Array { return Grad(Grad(func(s Array) Array { return Sum(line(s)) }))(s) })(zero)
	if w := Sum(second).Item(); math.Abs(reverse.Item()-w) > 1e-7*(1+Sum(Abs(second)).Item()) {
		return fmt.Errorf("grad of grad gives %.15g, forward mode twice %.15g", reverse.Item(), w)
	}
	return nil
}

// FuzzRandomProgram holds evaluation, jit, vmap and every derivative against
// each other.
func FuzzRandomProgram(f *testing.F) {
	source := rand.New(rand.NewSource(7))
	for range 60 {
		code := make([]byte, 1+source.Intn(16))
		source.Read(code)
		f.Add(code)
	}
	f.Fuzz(func(t *testing.T, code []byte) {
		if err := randomProgram(code).check(); err != nil {
			t.Errorf("program %v: %v", code, err)
		}
	})
}
