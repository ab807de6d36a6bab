package engine

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// Jet propagates a Taylor series through f: series[k−1] is the k-th derivative
// of a curve through x, and the results are f(x) and the derivatives of f
// along the curve, of the same orders. With series 1, 0, 0, … they are f and
// its derivatives. Numbers in series broadcast to the shape of x.
//
// One pass costs what evaluating f costs times the square of the order, while
// nesting Grad doubles the program every time. Rules: Griewank and Walther,
// Evaluating Derivatives, chapter 13.
func Jet(f func(Array) Array, x Array, series []Array) (y Array, derivatives []Array) {
	if !x.DType().IsFloat() {
		ir.Fail("jet", nil, "a float operand is expected, got %v", x.DType())
	}
	at := concrete([]Array{x})
	coefs := make([]core.Value, len(series))
	factorial := 1.0
	for k, s := range series {
		factorial *= float64(k + 1)
		if l, ok := core.AsLiteral(s.value()); ok && l.Val == 0 && l.Imag == 0 {
			continue // zero is not propagated
		}
		c := prim.Convert(s.value(), x.DType(), x.Weak())
		if factorial > 1 {
			c = prim.Div(c, prim.Lit(c, factorial))
		}
		if c.Aval().Rank() > 0 {
			c = BroadcastTo(Array{c}, x.Shape()...).v
		}
		coefs[k] = c
	}
	run := func(in []core.Value) []core.Value { return []core.Value{f(Array{in[0]}).value()} }
	out, outSeries := transform.Jet("jet", run, at, [][]core.Value{coefs}, len(series))
	y = Array{out[0]}
	derivatives = make([]Array, len(series))
	factorial = 1
	for k, c := range outSeries[0] {
		factorial *= float64(k + 1)
		switch {
		case c == nil:
			c = transform.Zeros(out[0].Aval())
		case factorial > 1:
			c = prim.Mul(c, prim.Lit(c, factorial))
		}
		derivatives[k] = Array{c}
	}
	return y, derivatives
}
