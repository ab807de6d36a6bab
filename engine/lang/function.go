// Package lang gives the expression language its meaning: it turns a line such
// as "2x sin x" or "jnp.tanh(x) * jnp.exp(-x**2)" into a function on arrays.
//
// What a line may contain is described in package syntax; the names it may use
// are listed by [Words]. All numbers of an expression are floating-point numbers
// of the element type of the variable. Comparisons and conditions apply to each
// element, so that "x if x > 0 else 0" means where(x > 0, x, 0). A power with a
// constant integer exponent is a product, defined for negative bases too; any
// other power of a negative base is NaN: write cbrt(x) for the real cube root.
package lang

import (
	"fmt"
	"strings"
	"sync"

	"fluxion/engine"
	"fluxion/engine/lang/syntax"
)

// A definition is a line as it was read.
type definition struct {
	line    string
	formula *syntax.Formula
	body    code
	slots   int
}

// parseLine reads a line that defines a function of one or two variables.
func parseLine(src string) (definition, error) {
	formula, err := syntax.ParseFormula(src, vocabulary())
	if err != nil {
		return definition{}, err
	}
	body, slots, err := compile(formula)
	return definition{src, formula, body, slots}, err
}

// Name returns the name that the line gives the function, "f" if it gives none.
func (d *definition) Name() string { return d.formula.Name }

// Variables returns the names of the variables.
func (d *definition) Variables() []string { return d.formula.Variables }

// Expr returns the syntax tree of the function's body.
func (d *definition) Expr() syntax.Expr { return d.formula.Body }

// Source returns the function's body in plain Python: "2*x" for "2x".
func (d *definition) Source() string { return syntax.Source(d.formula.Body) }

// TeX returns the function's body typeset for KaTeX or TeX.
func (d *definition) TeX() string { return syntax.TeX(d.formula.Body, vocabulary()) }

// Definition returns the function typeset with its name and its variables:
// "f(x) = 2x".
func (d *definition) Definition() string {
	variables := make([]string, len(d.Variables()))
	for i, name := range d.Variables() {
		variables[i] = typesetName(name)
	}
	return typesetName(d.Name()) + "(" + strings.Join(variables, ", ") + ") = " + d.TeX()
}

func typesetName(name string) string { return syntax.TeX(&syntax.Name{Ident: name}, nil) }

// run evaluates the body on a machine, whose place can be watched meanwhile, with
// the variables' values, whose shapes are broadcast against each other.
func (d *definition) run(m *machine, variables ...engine.Array) engine.Array {
	m.dtype, m.values = variables[0].DType(), make([]engine.Array, d.slots)
	copy(m.values, variables)
	return m.number(d.body(m))
}

// A Function is a real function of one variable. It may be used from several
// goroutines.
type Function struct {
	definition

	mutex sync.Mutex
	jets  map[int]func(engine.Array) []engine.Array // by order
}

// ParseFunction reads a line of the expression language that defines a function
// of one variable. The error, if any, is a [*syntax.Error].
func ParseFunction(src string) (*Function, error) {
	function, field, err := Parse(src)
	if err == nil && field != nil {
		err = field.misplaced()
	}
	return function, err
}

// Parse reads a line of the expression language, which defines either a function
// of one variable or one of two. The error, if any, is a [*syntax.Error].
func Parse(src string) (*Function, *Field, error) {
	d, err := parseLine(src)
	switch {
	case err != nil:
		return nil, nil, err
	case len(d.Variables()) == 2:
		return nil, &Field{definition: d}, nil
	}
	return &Function{definition: d, jets: map[int]func(engine.Array) []engine.Array{}}, nil, nil
}

// Variable returns the name of the variable.
func (f *Function) Variable() string { return f.Variables()[0] }

// Call applies the function to each element of x. The result has the shape of
// x, and its element type if that is a floating-point type, else float32. It
// can be called with traced arrays, that is, under Grad, Jit, Vmap and so on.
func (f *Function) Call(x engine.Array) engine.Array {
	if !x.DType().IsFloat() {
		x = x.AsType(engine.Float32)
	}
	return f.runAt(&machine{}, x)
}

// runAt evaluates the body at every element of x.
func (f *Function) runAt(m *machine, x engine.Array) engine.Array {
	return engine.BroadcastTo(f.run(m, x), x.Shape()...)
}

// maxOrder is the highest order of derivatives: the cost of a Taylor series
// grows with the square of its order.
const maxOrder = 32

// Derivatives returns the derivatives of orders 0 to order at the points xs, in
// float64: result[k][i] is the k-th derivative at xs[i]. They come from a single
// pass of Taylor-mode differentiation over all points.
func (f *Function) Derivatives(xs []float64, order int) ([][]float64, error) {
	return f.DerivativesIn(engine.Float64, xs, order)
}

// A program is staged for a number of points: for one of these, to which the last
// points of a list are padded. To make a program takes longer than to compute
// some points too many, so a picture, which asks for ever other numbers of points,
// up to about a thousand at a time, makes do with the small one.
const smallBatch, largeBatch = 256, 4096

// batchFor returns how many of n points are computed at a time.
func batchFor(n int) int {
	if n <= 4*smallBatch {
		return smallBatch
	}
	return largeBatch
}

// DerivativesIn is [Function.Derivatives] in the given floating-point type.
func (f *Function) DerivativesIn(dtype engine.DType, xs []float64, order int) ([][]float64, error) {
	if order < 0 || order > maxOrder {
		return nil, fmt.Errorf("order %d: expected 0 to %d", order, maxOrder)
	}
	if !dtype.IsFloat() {
		return nil, fmt.Errorf("dtype %v: expected a floating-point type", dtype)
	}
	jet := f.jet(order)
	result := make([][]float64, order+1)
	for k := range result {
		result[k] = make([]float64, 0, len(xs))
	}
	for len(xs) > 0 {
		size := batchFor(len(xs))
		n := min(len(xs), size)
		points := engine.FromFloat64s(padded(xs[:n], size)).AsType(dtype)
		err := engine.Try(func() {
			for k, values := range jet(points) {
				result[k] = append(result[k], values.Float64s()[:n]...)
			}
		})
		if err != nil {
			return nil, err
		}
		xs = xs[n:]
	}
	return result, nil
}

// padded returns a copy of xs with its last element repeated up to a size.
func padded(xs []float64, size int) []float64 {
	points := make([]float64, size)
	for i := copy(points, xs); i < size; i++ {
		points[i] = xs[len(xs)-1]
	}
	return points
}

// jet returns the staged function from points to derivatives 0 to order.
func (f *Function) jet(order int) func(engine.Array) []engine.Array {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.jets[order] == nil {
		f.jets[order] = engine.JitNamed(f.Name(), func(x engine.Array) []engine.Array { return series(f.Call, x, order) })
	}
	return f.jets[order]
}

// series returns the derivatives of f at x, of orders 0 to order.
func series(f func(engine.Array) engine.Array, x engine.Array, order int) []engine.Array {
	if order == 0 {
		return []engine.Array{f(x)}
	}
	// Along the curve x(s) = x + s, derivatives in s are those in x.
	curve := make([]engine.Array, order)
	curve[0] = engine.Num(1)
	for k := 1; k < order; k++ {
		curve[k] = engine.Num(0)
	}
	y, derivatives := engine.Jet(f, x, curve)
	return append([]engine.Array{y}, derivatives...)
}
