// Package prim is the table of primitives: every operation the engine can
// trace is one literal, in its family's file, with all its rules. The exported
// functions apply primitives to values whose types already agree; promotion
// and broadcasting belong to the public functions above.
package prim

import (
	"slices"
	"sort"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// Short names for the vocabulary of the table.
type (
	// Value is a literal, a concrete array or a tracer.
	Value = core.Value
	// Params are the static parameters of an application.
	Params = ir.Params
)

// table is filled by the init functions of the families. Looking primitives up
// by name, rather than holding them in package variables, lets the rules of
// one literal mention any other: sin's derivative is cos and the reverse.
var table = map[string]*core.Primitive{}

// Register adds primitives to the table; a name used twice is a bug.
func Register(primitives ...*core.Primitive) {
	for _, p := range primitives {
		if table[p.Op] != nil {
			panic("BUG: primitive " + p.Op + " registered twice")
		}
		if p.Eval == nil && p.Lower != nil {
			p.Eval = lowered(p)
		}
		if p.Complex != nil {
			p.Eval = orComplex(p)
		}
		if p.Traits&core.Elementwise != 0 {
			if p.Shape == nil {
				p.Shape = sameType(p.Op, accepting(p, numbers))
			}
			if p.Vmap == nil {
				p.Vmap = pointwise(p)
			}
		}
		table[p.Op] = p
	}
}

// Lookup returns the primitive of the given name.
func Lookup(op string) *core.Primitive {
	p := table[op]
	if p == nil {
		panic("BUG: primitive " + op + " not registered")
	}
	return p
}

// Has reports whether there is a primitive of a name.
func Has(op string) bool { return table[op] != nil }

// All returns every primitive, sorted by name.
func All() []*core.Primitive {
	all := make([]*core.Primitive, 0, len(table))
	for _, p := range table {
		all = append(all, p)
	}
	sort.Slice(all, func(i, k int) bool { return all[i].Op < all[k].Op })
	return all
}

// apply binds a primitive that has one result.
func apply(op string, params Params, in ...Value) Value {
	return core.Bind1(Lookup(op), params, in...)
}

// lit returns the scalar constant v of x's element type. It is weak, so that
// the result of combining it with x is weak exactly when x is.
func lit(x Value, v float64) Value {
	l := core.Scalar(x.Aval().DType, v)
	l.Weak = true
	return l
}

// Lit returns the scalar constant v of x's element type; combined with x it
// leaves x's weakness as it is.
func Lit(x Value, v float64) Value { return lit(x, v) }

// lowered evaluates an elementwise primitive by running its expansion into
// basic operations, compiled once per combination of types and parameters.
func lowered(p *core.Primitive) func(dst, in []*device.Tensor, params ir.Params) {
	programs := newProgramCache(p)
	return func(dst, in []*device.Tensor, params ir.Params) {
		program := programs.get(in, params)
		full := make([]*device.Tensor, len(in))
		for i, t := range in {
			full[i] = fitOperand(t, dst[0].Shape)
		}
		host.Run(program, dst, full)
	}
}

// orComplex evaluates an elementwise primitive on complex numbers element by
// element, and on all others as before.
func orComplex(p *core.Primitive) func(dst, in []*device.Tensor, params ir.Params) {
	isComplex := func(t *device.Tensor) bool { return t.DType.IsComplex() }
	realEval := p.Eval
	return func(dst, in []*device.Tensor, params ir.Params) {
		if !slices.ContainsFunc(in, isComplex) && !slices.ContainsFunc(dst, isComplex) {
			realEval(dst, in, params)
			return
		}
		full := make([]*device.Tensor, len(in))
		for i, t := range in {
			full[i] = fitOperand(t, dst[0].Shape)
		}
		host.MapComplex(dst[0], full, func(x []complex128) complex128 { return p.Complex(params, x) })
	}
}

// fitOperand returns t with its axes of size 1 repeated to the result's shape;
// operands of one element stay as they are.
func fitOperand(t *device.Tensor, shape []int) *device.Tensor {
	if t.Len() == 1 || t.Len() == ir.Size(shape) {
		return t
	}
	dims := make([]int, len(shape))
	for i := range dims {
		dims[i] = i
	}
	full := device.New(t.DType, shape...)
	host.BroadcastInDim(full, t, dims)
	return full
}

// unary adapts an expansion of one operand.
func unary(f func(b *kernel.Builder, x kernel.Node) kernel.Node) func(*kernel.Builder, []kernel.Node, ir.Params) []kernel.Node {
	return func(b *kernel.Builder, in []kernel.Node, _ ir.Params) []kernel.Node {
		return []kernel.Node{f(b, in[0])}
	}
}

// binary adapts an expansion of two operands.
func binary(f func(b *kernel.Builder, x, y kernel.Node) kernel.Node) func(*kernel.Builder, []kernel.Node, ir.Params) []kernel.Node {
	return func(b *kernel.Builder, in []kernel.Node, _ ir.Params) []kernel.Node {
		return []kernel.Node{f(b, in[0], in[1])}
	}
}
