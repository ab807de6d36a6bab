package transform

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
)

// A stageTracer stands for a variable of the jaxpr being recorded.
type stageTracer struct {
	trace *stageTrace
	v     *ir.Var
}

func (t *stageTracer) Aval() ir.Aval     { return t.v.Aval() }
func (t *stageTracer) Trace() core.Trace { return t.trace }

// A stageTrace records every operation on its tracers as an equation.
type stageTrace struct {
	core.Scope
	jaxpr  *ir.Jaxpr
	consts map[Value]*ir.Var
	values []Value // of the jaxpr's Consts
	inline bool    // record what calls do instead of the calls
}

func (tr *stageTrace) Process(p *core.Primitive, params ir.Params, in []Value) []Value {
	if tr.inline && p.Call != nil {
		return p.Call(params, in)
	}
	eqn := ir.Eqn{Op: p, Params: params, In: make([]ir.Atom, len(in))}
	for i, v := range in {
		eqn.In[i] = tr.atom(v)
	}
	avals := p.Infer(ir.Avals(in), params)
	out := make([]Value, len(avals))
	for i, a := range avals {
		v := ir.NewVar(a)
		eqn.Out = append(eqn.Out, v)
		out[i] = &stageTracer{tr, v}
	}
	tr.jaxpr.Eqns = append(tr.jaxpr.Eqns, eqn)
	return out
}

// atom returns v as an operand: scalars become literals, arrays and values of
// older traces become constants of the jaxpr.
func (tr *stageTrace) atom(v Value) ir.Atom {
	if t, ok := v.(*stageTracer); ok && t.trace == tr {
		return t.v
	}
	if l, ok := core.AsLiteral(v); ok {
		return l
	}
	c, ok := tr.consts[v]
	if !ok {
		c = ir.NewVar(v.Aval())
		tr.consts[v] = c
		tr.jaxpr.Consts = append(tr.jaxpr.Consts, c)
		tr.values = append(tr.values, v)
	}
	return c
}

// Stage runs f on tracers of the given types and returns the jaxpr of what it
// did.
func Stage(name string, f Func, avals []ir.Aval) *ir.Closed { return stage(name, f, avals, false) }

func stage(name string, f Func, avals []ir.Aval, inline bool) *ir.Closed {
	tr := &stageTrace{Scope: core.NewScope(name), jaxpr: &ir.Jaxpr{}, consts: map[Value]*ir.Var{}, inline: inline}
	defer tr.Close()
	in := make([]Value, len(avals))
	for i, a := range avals {
		v := ir.NewVar(a)
		tr.jaxpr.In = append(tr.jaxpr.In, v)
		in[i] = &stageTracer{tr, v}
	}
	for _, v := range f(in) {
		tr.jaxpr.Out = append(tr.jaxpr.Out, tr.atom(v))
	}
	return &ir.Closed{Jaxpr: tr.jaxpr, Values: tr.values}
}

// hoist turns the constants of a closed jaxpr into leading inputs, so that
// traced constants take part in transformations of the call.
func hoist(c *ir.Closed) (j *ir.Jaxpr, consts []Value) {
	in := append(append([]*ir.Var{}, c.Consts...), c.In...)
	return &ir.Jaxpr{In: in, Eqns: c.Eqns, Out: c.Out}, c.Values
}

// EvalJaxpr applies the equations of a jaxpr to values, traced or not.
func EvalJaxpr(j *ir.Jaxpr, consts, in []Value) []Value {
	env := make(map[*ir.Var]Value, len(j.In)+len(j.Eqns))
	for i, v := range j.Consts {
		env[v] = consts[i]
	}
	for i, v := range j.In {
		env[v] = in[i]
	}
	read := func(atoms []ir.Atom) []Value {
		out := make([]Value, len(atoms))
		for i, a := range atoms {
			if v, ok := a.(*ir.Var); ok {
				out[i] = env[v]
			} else {
				out[i] = a
			}
		}
		return out
	}
	for i := range j.Eqns {
		e := &j.Eqns[i]
		for k, v := range core.Bind(e.Op.(*core.Primitive), e.Params, read(e.In)...) {
			env[e.Out[k]] = v
		}
	}
	return read(j.Out)
}

// Simplified opens every call of a program and simplifies the result.
func Simplified(c *ir.Closed) *ir.Closed {
	flat := inlined(c)
	return &ir.Closed{Jaxpr: ir.Simplify(flat.Jaxpr), Values: flat.Values}
}

// inlined replays a program with its calls opened; its constants become
// constants of the result.
func inlined(c *ir.Closed) *ir.Closed {
	return stage("inline", func(in []Value) []Value { return EvalJaxpr(c.Jaxpr, c.Values, in) }, c.InAvals(), true)
}
