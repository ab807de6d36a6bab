// Package transform holds the transformations: forward and reverse mode,
// batching, Taylor mode and staging. Each produces ordinary operations on the
// values it was given, so that transformations nest in any order.
package transform

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// A Value is a literal, a concrete array or a tracer.
type Value = core.Value

// A Func is a function of flat lists of values.
type Func func(in []Value) []Value

// A jvpTracer carries a value and its tangent; a nil tangent is zero.
type jvpTracer struct {
	trace           *jvpTrace
	primal, tangent Value
}

func (t *jvpTracer) Aval() ir.Aval     { return t.primal.Aval() }
func (t *jvpTracer) Trace() core.Trace { return t.trace }
func (t *jvpTracer) Primal() Value     { return t.primal }

// A jvpTrace pushes tangents forward.
type jvpTrace struct {
	core.Scope
	linearizing bool // the tangents belong to a linear program
}

// split returns the primal and tangent parts of operands.
func (tr *jvpTrace) split(in []Value) (x, t []Value) {
	x, t = make([]Value, len(in)), make([]Value, len(in))
	for i, v := range in {
		if j, ok := v.(*jvpTracer); ok && j.trace == tr {
			x[i], t[i] = j.primal, j.tangent
		} else {
			x[i] = v
		}
	}
	return x, t
}

// join wraps results whose tangent is not zero.
func (tr *jvpTrace) join(y, dy []Value) []Value {
	out := make([]Value, len(y))
	for i := range y {
		out[i] = y[i]
		if dy[i] != nil {
			out[i] = &jvpTracer{tr, y[i], dy[i]}
		}
	}
	return out
}

func (tr *jvpTrace) Process(p *core.Primitive, params ir.Params, in []Value) []Value {
	x, t := tr.split(in)
	var y, dy []Value
	switch {
	case !anyDefined(t):
		return core.Bind(p, params, x...)
	case tr.linearizing && p.Linearize != nil:
		y, dy = p.Linearize(params, x, t)
	case p.JVP != nil:
		y, dy = p.JVP(params, x, t)
		tr.refuseOwn(p, y)
	default:
		y = core.Bind(p, params, x...)
		dy = pushTangents(p, params, x, t, y)
	}
	return tr.join(y, dy)
}

// refuseOwn panics if a rule returned a value that the transformation it belongs
// to traces: it closes over one.
func (tr *jvpTrace) refuseOwn(p *core.Primitive, y []Value) {
	for _, v := range y {
		if j, ok := v.(*jvpTracer); ok && j.trace == tr {
			panic(closesOver(p.Op))
		}
	}
}

func anyDefined(values []Value) bool {
	return slices.ContainsFunc(values, func(v Value) bool { return v != nil })
}

func allDefined(values []Value) bool { return !slices.Contains(values, nil) }

// pushTangents applies the rule of a primitive with one result.
func pushTangents(p *core.Primitive, params ir.Params, x, t, y []Value) []Value {
	out := y[0].Aval()
	if !out.DType.IsInexact() || !anyDefined(t) {
		return make([]Value, len(y))
	}
	var sum Value
	add := func(dy Value) {
		dy = prim.Broadcast(dy, out.Shape)
		if sum == nil {
			sum = dy
		} else {
			sum = prim.AddAny(sum, dy)
		}
	}
	switch {
	case p.Traits&core.Linear != 0 && (allDefined(t) || p.Tangent == nil):
		return core.Bind(p, params, instantiate(t, x)...)
	case p.Traits&core.Bilinear != 0:
		if t[0] != nil {
			add(core.Bind1(p, params, t[0], x[1]))
		}
		if t[1] != nil {
			add(core.Bind1(p, params, x[0], t[1]))
		}
	case p.LinearIn != nil:
		operands := make([]Value, len(x))
		for i := range x {
			operands[i] = x[i]
			if p.LinearIn(i) {
				operands[i] = instantiateOne(t[i], x[i])
			}
		}
		return core.Bind(p, params, operands...)
	case p.Tangent != nil:
		for i, rule := range p.Tangent {
			if t[i] != nil && rule != nil {
				add(rule(params, t[i], x, y[0]))
			}
		}
	default:
		for i, d := range p.Deriv {
			if t[i] != nil && d != nil {
				add(prim.Mul(t[i], d(params, x, y[0])))
			}
		}
	}
	return []Value{sum}
}

// instantiate replaces zero tangents by arrays of zeros.
func instantiate(t, x []Value) []Value {
	out := make([]Value, len(t))
	for i := range t {
		out[i] = instantiateOne(t[i], x[i])
	}
	return out
}

func instantiateOne(t, x Value) Value {
	if t != nil {
		return t
	}
	return Zeros(x.Aval())
}

// Zeros returns zeros of the given type.
func Zeros(a ir.Aval) Value {
	return prim.Broadcast(&core.Literal{DType: a.DType, Weak: a.Weak}, a.Shape)
}

// Ones returns ones of the given type.
func Ones(a ir.Aval) Value {
	return prim.Broadcast(&core.Literal{DType: a.DType, Weak: a.Weak, Val: 1}, a.Shape)
}

// JVP evaluates f and its derivative along the tangents t. A nil tangent, in
// and out, is zero.
func JVP(name string, f Func, x, t []Value) (y, dy []Value) {
	tr := &jvpTrace{Scope: core.NewScope(name)}
	defer tr.Close()
	return tr.run(f, x, t)
}

func (tr *jvpTrace) run(f Func, x, t []Value) (y, dy []Value) {
	in := make([]Value, len(x))
	for i := range x {
		in[i] = x[i]
		if t[i] != nil {
			in[i] = &jvpTracer{tr, x[i], t[i]}
		}
	}
	return tr.split(f(in))
}
