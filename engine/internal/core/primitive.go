package core

import (
	"slices"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// Traits say how passes may treat a primitive.
type Traits uint8

const (
	// Elementwise primitives compute each element of the result from the
	// elements at the same place; operands of rank 0 meet every element.
	Elementwise Traits = 1 << iota
	// Linear primitives are linear in all operands together, so tangents and
	// Taylor coefficients pass through them unchanged.
	Linear
	// Bilinear primitives are linear in each of their two operands: the
	// derivative is the product rule, the Taylor rule the Cauchy product.
	Bilinear
	// Moving primitives are elementwise and compute nothing, so that float16
	// needs not be anything else in between.
	Moving
)

// An Interval is where a primitive is differentiable, for the generated tests.
type Interval struct{ Lo, Hi float64 }

// A Primitive is an operation with all its rules. Every primitive is one
// literal in package prim.
type Primitive struct {
	Op     string // the name that jaxprs print
	Arity  int    // number of operands; -1 where it varies
	Traits Traits
	Domain Interval // where to draw operands in tests

	// Shape infers the types of the results, or panics with *ir.Error.
	Shape func(in []ir.Aval, params ir.Params) []ir.Aval
	// Eval computes the results on the host into dst, which has the inferred
	// types. Elementwise primitives get it from Lower.
	Eval func(dst, in []*device.Tensor, params ir.Params)
	// Lower expands an elementwise primitive into basic operations, for the
	// host and for every code generator.
	Lower func(b *kernel.Builder, in []kernel.Node, params ir.Params) []kernel.Node
	// Complex computes one element of an elementwise primitive that accepts
	// complex operands; that of a real result is the real part. No code
	// generator knows complex numbers: they stay on the host.
	Complex func(params ir.Params, x []complex128) complex128
	// Form, where set, tells compilers what an equation computes in terms of
	// loops; elementwise primitives need none. Without one, the host evaluates
	// the equation.
	Form func(in []ir.Aval, params ir.Params) kernel.Form
	// Alone, where set, computes what Eval does when the primitive is applied
	// outside of any program, to at least one operand: as a program of its own,
	// which a device may run as a whole.
	Alone func(in []*device.Tensor, params ir.Params) []*device.Tensor
	// Identity, where set, reports that operand i being the scalar c makes the
	// result equal to the other operand bit for bit.
	Identity func(i int, c float64) bool

	// At most one of the next four describes the derivative; none means that
	// it is zero. The traits Linear and Bilinear need none of them.

	// Deriv gives, for each operand, the partial derivative as an expression
	// of the operands x and the result y; a nil entry is zero.
	Deriv []Partial
	// Tangent gives, for each operand, what its tangent t adds to the result's
	// tangent: for rules whose order of rounding is not t·derivative.
	Tangent []TangentRule
	// JVP computes results and tangents together. A nil tangent is zero.
	JVP func(params ir.Params, x, t []Value) (y, dy []Value)
	// LinearIn reports the operands that the primitive is jointly linear in,
	// the others (indices, predicates) being held fixed.
	LinearIn func(i int) bool

	// Transpose maps the cotangents of the results to those of the operands.
	// in[i] is Undefined where the operand is linear, otherwise its value.
	Transpose func(params ir.Params, ct, in []Value) []Value
	// Vmap applies the primitive to operands of which operand i carries the
	// batch on axis axes[i] (-1 if it carries none).
	Vmap func(params ir.Params, size int, in []Value, axes []int) (out []Value, outAxes []int)
	// Jet computes Taylor coefficient k ≥ 1 of the result v from those of the
	// operands u and the lower ones of v, where that is better than the rule
	// that follows from the derivative. A nil coefficient is zero.
	Jet func(params ir.Params, k int, u []Series, v Series) Value

	// Taylor computes all Taylor coefficients of the results, from that of
	// order 0 to the given one, from those of the operands: for primitives
	// that carry programs. A nil series is constant, a nil coefficient zero.
	Taylor func(params ir.Params, order int, x []Value, u [][]Value) (y []Value, v [][]Value)

	// Call primitives carry a program of their own (jit, custom rules). Call
	// runs it; Linearize computes results and tangents where the tangents are
	// those of a linear program.
	Call      func(params ir.Params, in []Value) []Value
	Linearize func(params ir.Params, x, t []Value) (y, dy []Value)
}

// A Partial is a partial derivative as an expression of operands and result.
type Partial func(params ir.Params, x []Value, y Value) Value

// A TangentRule maps an operand's tangent t to its share of the result's.
type TangentRule func(params ir.Params, t Value, x []Value, y Value) Value

// Name returns the name that jaxprs print.
func (p *Primitive) Name() string { return p.Op }

// Infer returns the types of the results.
func (p *Primitive) Infer(in []ir.Aval, params ir.Params) []ir.Aval {
	if p.Arity >= 0 && len(in) != p.Arity {
		ir.Fail(p.Op, in, "%d operands given, %d expected", len(in), p.Arity)
	}
	out := p.Shape(in, params)
	for _, a := range out {
		ir.CheckSize(p.Op, a.Shape)
	}
	return out
}

// Evaluate computes the results on the host into dst.
func (p *Primitive) Evaluate(dst, in []*device.Tensor, params ir.Params) {
	if p.inSingle(dst, in, params) {
		host.InSingle(dst, in, func(dst, in []*device.Tensor) { p.Eval(dst, in, params) })
		return
	}
	p.Eval(dst, in, params)
}

func (p *Primitive) inSingle(dst, in []*device.Tensor, params ir.Params) bool {
	isHalf := func(t *device.Tensor) bool { return t.DType == ir.Float16 }
	if p.IsElementwise() || !slices.ContainsFunc(dst, isHalf) && !slices.ContainsFunc(in, isHalf) {
		return false
	}
	avals := make([]ir.Aval, len(in))
	for i, t := range in {
		avals[i] = t.Aval()
	}
	return kernel.Accumulates(p.FormOf(avals, params))
}

// IsElementwise reports whether Expand applies.
func (p *Primitive) IsElementwise() bool { return p.Traits&Elementwise != 0 && p.Lower != nil }

// Expand returns the basic operations of an elementwise primitive. What is
// float16 is computed as float32 and rounded.
func (p *Primitive) Expand(b *kernel.Builder, in []kernel.Node, params ir.Params) []kernel.Node {
	if p.Traits&Moving != 0 {
		return p.Lower(b, in, params)
	}
	return b.Expanded(in, func(in []kernel.Node) []kernel.Node { return p.Lower(b, in, params) })
}

// FormOf returns how compilers see an equation; nil if they leave it to the
// host, as they do with complex numbers.
func (p *Primitive) FormOf(in []ir.Aval, params ir.Params) kernel.Form {
	isComplex := func(a ir.Aval) bool { return a.DType.IsComplex() }
	switch {
	case slices.ContainsFunc(in, isComplex) || p.Complex != nil && slices.ContainsFunc(p.Shape(in, params), isComplex):
		return nil
	case p.IsElementwise():
		return kernel.Pointwise{}
	case p.Form != nil:
		return p.Form(in, params)
	}
	return nil
}

// Fold returns the operand that the equation always equals: x·1 is x.
func (p *Primitive) Fold(e *ir.Eqn) ir.Atom {
	if p.Identity == nil || len(e.In) != 2 {
		return nil
	}
	for i, a := range e.In {
		other := e.In[1-i]
		if l, ok := a.(*ir.Literal); ok && l.Imag == 0 && p.Identity(i, l.Val) && other.Aval().Equal(e.Out[0].Aval()) &&
			other.Aval().Weak == e.Out[0].Aval().Weak {
			return other
		}
	}
	return nil
}

// Undefined stands for a linear operand in a Transpose rule: only its type is
// known.
type Undefined struct{ Type ir.Aval }

// Aval returns the operand's type.
func (u Undefined) Aval() ir.Aval { return u.Type }

// IsUndefined reports whether v is a linear operand in a Transpose rule.
func IsUndefined(v Value) bool {
	_, ok := v.(Undefined)
	return ok
}

// NotLinear panics: a custom rule applied op to its tangent in a way that is
// not linear.
func NotLinear(op string) {
	panic(&ir.Error{Op: op, Reason: "this operation is not linear in its tangent operand, so it cannot be transposed"})
}

// A Series is a sequence of Taylor coefficients, computed when asked for.
type Series interface {
	// At returns coefficient k; nil if it is zero.
	At(k int) Value
	// Dense returns coefficient k, as an array of zeros if it is zero.
	Dense(k int) Value
}
