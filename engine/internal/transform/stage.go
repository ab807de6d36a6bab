package transform

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
)

// A stageTracer stands for a variable of the jaxpr being recorded, or for a
// constant that takes part in it as if it were one.
type stageTracer struct {
	trace *stageTrace
	atom  ir.Atom
}

func (t *stageTracer) Aval() ir.Aval     { return t.atom.Aval() }
func (t *stageTracer) Trace() core.Trace { return t.trace }

// A stageTrace records every operation on its tracers as an equation.
type stageTrace struct {
	core.Scope
	jaxpr  *ir.Jaxpr
	consts map[Value]*ir.Var
	values []Value // of the jaxpr's Consts
	inline bool    // record what calls do instead of the calls
	where  func() any
}

func (tr *stageTrace) Process(p *core.Primitive, params ir.Params, in []Value) []Value {
	if tr.inline && p.Call != nil {
		return p.Call(params, in)
	}
	if r, ok := params.(recordable); ok {
		params, in = r.record(in)
	}
	if o, ok := params.(openable); ok && tr.inline {
		params, in = o.open(in)
	}
	vars := tr.record(p, params, in)
	out := make([]Value, len(vars))
	for i, v := range vars {
		out[i] = &stageTracer{tr, v}
	}
	return out
}

func (tr *stageTrace) record(p *core.Primitive, params ir.Params, in []Value) []*ir.Var {
	eqn := ir.Eqn{Op: p, Params: params, In: make([]ir.Atom, len(in))}
	if tr.where != nil {
		eqn.Where = tr.where()
	}
	for i, v := range in {
		eqn.In[i] = tr.atom(v)
	}
	for _, a := range p.Infer(ir.Avals(in), params) {
		eqn.Out = append(eqn.Out, ir.NewVar(a))
	}
	tr.jaxpr.Eqns = append(tr.jaxpr.Eqns, eqn)
	return eqn.Out
}

// atom returns v as an operand: scalars become literals, arrays and values of
// older traces become constants of the jaxpr.
func (tr *stageTrace) atom(v Value) ir.Atom {
	if t, ok := v.(*stageTracer); ok && t.trace == tr {
		return t.atom
	}
	if l, ok := core.AsLiteral(v); ok {
		return l
	}
	if known, ok := tr.consts[v]; ok {
		return known
	}
	if c, ok := v.(*core.Const); ok && c.Origin.Within(tr) {
		in := make([]Value, len(c.Origin.In))
		for i, l := range c.Origin.In {
			in[i] = l
		}
		tr.consts[v] = tr.record(c.Origin.Primitive, c.Origin.Params, in)[0]
		return tr.consts[v]
	}
	c := ir.NewVar(v.Aval())
	tr.consts[v] = c
	tr.jaxpr.Consts = append(tr.jaxpr.Consts, c)
	tr.values = append(tr.values, v)
	return c
}

// Lift returns v as a value of the program being recorded, so that operations
// on it are recorded as well; values of younger transformations stay as they
// are.
func (tr *stageTrace) Lift(v Value) Value {
	tr.Live(nil)
	if t, ok := v.(core.Tracer); ok && t.Trace().ID() >= tr.ID() {
		return v
	}
	return &stageTracer{tr, tr.atom(v)}
}

// A Staging is the recording of a program in progress.
type Staging interface {
	// Lift makes operations on v part of the program, even where v is a
	// constant or comes from outside.
	Lift(v Value) Value
}

// StagingOf returns the recording that v takes part in, however deep inside
// other transformations; nil if there is none.
func StagingOf(v Value) Staging {
	for {
		switch t := v.(type) {
		case *stageTracer:
			return t.trace
		case *jvpTracer:
			v = t.primal
		case *batchTracer:
			v = t.val
		case *jetTracer:
			v = t.Dense(0)
		default:
			return nil
		}
	}
}

// Stage runs f on tracers of the given types and returns the jaxpr of what it
// did.
func Stage(name string, f Func, avals []ir.Aval) *ir.Closed { return stage(name, f, avals, false) }

// StageWith is Stage for a function that wants to know the recording; where,
// which may be nil, says for each equation which place in the source it is from.
func StageWith(name string, f func(s Staging, in []Value) []Value, avals []ir.Aval, where func() any) *ir.Closed {
	tr := newStage(name)
	tr.where = where
	return tr.run(func(in []Value) []Value { return f(tr, in) }, avals)
}

func stage(name string, f Func, avals []ir.Aval, inline bool) *ir.Closed {
	tr := newStage(name)
	tr.inline = inline
	return tr.run(f, avals)
}

func newStage(name string) *stageTrace {
	return &stageTrace{Scope: core.NewScope(name), jaxpr: &ir.Jaxpr{}, consts: map[Value]*ir.Var{}}
}

func (tr *stageTrace) run(f Func, avals []ir.Aval) *ir.Closed {
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
		for k, v := range bindAt(e.Where, e.Op.(*core.Primitive), e.Params, read(e.In)) {
			env[e.Out[k]] = v
		}
	}
	return read(j.Out)
}

// bindAt applies a primitive; the equations that are recorded meanwhile come
// from the given place in the source.
func bindAt(where any, p *core.Primitive, params ir.Params, in []Value) []Value {
	defer from(where, in)()
	return core.Bind(p, params, in...)
}

// from has the equations that are recorded until the returned function is
// called come from a place in the source, nil if that is not known. The values
// show which program is being recorded.
func from(where any, values []Value) (leave func()) {
	if where != nil {
		for _, v := range values {
			if tr, ok := StagingOf(v).(*stageTrace); ok {
				outer := tr.where
				if tr.inline && outer != nil {
					if _, followed := outer().(sources); followed {
						return func() {} // what a call is opened to is from the call
					}
				}
				tr.where = func() any { return where }
				return func() { tr.where = outer }
			}
		}
	}
	return func() {}
}

// placeIn returns the place in the source that the program being recorded has
// come to, if any of the values takes part in one.
func placeIn(values []Value) any {
	for _, v := range values {
		if tr, ok := StagingOf(v).(*stageTrace); ok && tr.where != nil {
			return tr.where()
		}
	}
	return nil
}

// Simplified opens every call of a program, and of those that its loops and
// branches carry, and simplifies the results.
func Simplified(c *ir.Closed) *ir.Closed {
	flat := inlined(c)
	return &ir.Closed{Jaxpr: ir.Simplify(flat.Jaxpr), Values: flat.Values}
}

// inlined replays a program with its calls opened; its constants become
// constants of the result. A program that carries no others is what it is.
func inlined(c *ir.Closed) *ir.Closed {
	if !slices.ContainsFunc(c.Eqns, func(e ir.Eqn) bool {
		_, opens := e.Params.(openable)
		return opens || e.Op.(*core.Primitive).Call != nil
	}) {
		return c
	}
	return stage("inline", func(in []Value) []Value { return EvalJaxpr(c.Jaxpr, c.Values, in) }, c.InAvals(), true)
}
