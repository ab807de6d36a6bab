package transform

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
)

// A linearVar is a variable of a linear program: an input tangent or the
// result of an equation.
type linearVar struct {
	trace *linearTrace
	aval  ir.Aval
}

func (v *linearVar) Aval() ir.Aval     { return v.aval }
func (v *linearVar) Trace() core.Trace { return v.trace }

// A linearEqn applies a primitive to linear variables and to residuals, which
// are values of the program that was linearized.
type linearEqn struct {
	primitive *core.Primitive
	params    ir.Params
	in        []Value
	out       []*linearVar
	where     any // as that of an ir.Eqn
}

// A linearTrace records what happens to tangents. The primal computation runs
// in the world outside; only operations on tangents land here.
type linearTrace struct {
	core.Scope
	eqns []linearEqn
	of   []Value // the operands of the function that was linearized
}

func (tr *linearTrace) newVar(a ir.Aval) *linearVar { return &linearVar{tr, a} }

func (tr *linearTrace) Process(p *core.Primitive, params ir.Params, in []Value) []Value {
	if c, ok := params.(callable); p.Call != nil && (p.Transpose == nil || ok && !c.isLinear()) {
		// A call inside a custom rule may mix primal values and tangents: look
		// inside, so that only what depends on a tangent is recorded.
		return p.Call(params, in)
	}
	if p.Linearize != nil && p.Call == nil && !tr.fits(params.(linearProgram), in) {
		return tr.derivative(p, params, in)
	}
	avals := p.Infer(ir.Avals(in), params)
	eqn := linearEqn{p, params, in, make([]*linearVar, len(avals)), placeIn(tr.of)}
	out := make([]Value, len(avals))
	for i, a := range avals {
		eqn.out[i] = tr.newVar(a)
		out[i] = eqn.out[i]
	}
	tr.eqns = append(tr.eqns, eqn)
	return out
}

// A callable are parameters with a program that may be linear in the operands
// that a linear program passes to it.
type callable interface{ isLinear() bool }

// A linearProgram are parameters that know the operands in which their program
// is linear.
type linearProgram interface{ linearIn(i int) bool }

// fits reports whether tangents stand only where the program is linear.
func (tr *linearTrace) fits(params linearProgram, in []Value) bool {
	for i, v := range in {
		if tr.owns(v) && !params.linearIn(i) {
			return false
		}
	}
	return true
}

func (tr *linearTrace) owns(v Value) bool {
	lv, ok := v.(*linearVar)
	return ok && lv.trace == tr
}

// derivative separates what a branch or loop inside a custom rule computes of
// primal values from what it does to tangents. It is linear in the tangents,
// so it is its own derivative in their direction, at zero as anywhere.
func (tr *linearTrace) derivative(p *core.Primitive, params ir.Params, in []Value) []Value {
	x, t := slices.Clone(in), make([]Value, len(in))
	for i, v := range in {
		if tr.owns(v) {
			x[i], t[i] = Zeros(v.Aval()), v
		}
	}
	y, dy := p.Linearize(params, x, t)
	for i := range y {
		if dy[i] != nil {
			y[i] = dy[i]
		}
	}
	return y
}

// A Linear is the derivative of a function at a point, as a program.
type Linear struct {
	trace *linearTrace
	in    []*linearVar // nil where the input is not differentiable
	out   []Value      // a *linearVar, or nil for zero
	avals []ir.Aval    // types of the outputs
}

// Linearize evaluates f and records its derivative. Only inputs of floating
// type have tangents.
func Linearize(name string, f Func, x []Value) (y []Value, l *Linear) {
	return linearize(name, f, x, floating(x))
}

func floating(x []Value) []bool {
	out := make([]bool, len(x))
	for i, v := range x {
		out[i] = v.Aval().DType.IsInexact()
	}
	return out
}

func linearize(name string, f Func, x []Value, active []bool) (y []Value, l *Linear) {
	jvp := &jvpTrace{Scope: core.NewScope(name), linearizing: true}
	linear := &linearTrace{Scope: core.NewScope(name), of: x}
	defer jvp.Close()
	l = &Linear{trace: linear, in: make([]*linearVar, len(x))}
	t := make([]Value, len(x))
	for i := range x {
		if active[i] {
			l.in[i] = linear.newVar(x[i].Aval())
			t[i] = l.in[i]
		}
	}
	y, l.out = jvp.run(f, x, t)
	l.avals, linear.of = ir.Avals(y), nil
	return y, l
}

// Apply evaluates the derivative along the tangents t; nil is zero.
func (l *Linear) Apply(t []Value) []Value {
	env := make(map[*linearVar]Value, len(l.trace.eqns)+len(t))
	for i, v := range l.in {
		if v != nil {
			env[v] = instantiateOne(t[i], v)
		}
	}
	read := func(v Value) Value {
		if lv, ok := v.(*linearVar); ok && lv.trace == l.trace {
			return env[lv]
		}
		return v
	}
	for _, e := range l.trace.eqns {
		in := make([]Value, len(e.in))
		for i, v := range e.in {
			in[i] = read(v)
		}
		for i, v := range bindAt(e.where, e.primitive, e.params, in) {
			env[e.out[i]] = v
		}
	}
	out := make([]Value, len(l.out))
	for i, v := range l.out {
		if v != nil {
			out[i] = read(v)
		}
	}
	return out
}

// residuals returns the values that the program reads besides its inputs, each
// once and in order of use; only traced values and arrays count, since scalar
// constants are part of the program.
func (l *Linear) residuals() []Value {
	return l.reads(func(v Value) bool {
		_, literal := core.AsLiteral(v)
		return !literal
	})
}

// Residuals returns the values that the derivative needs of the evaluation, each
// once and in order of use. Numbers that the program mentions are part of the
// derivative.
func (l *Linear) Residuals() []Value {
	return l.reads(func(v Value) bool {
		_, literal := v.(*core.Literal)
		return !literal
	})
}

// reads returns the values of a kind that the program reads besides its inputs.
func (l *Linear) reads(counts func(v Value) bool) []Value {
	var out []Value
	seen := map[Value]bool{}
	visit := func(v Value) {
		if v != nil && !l.trace.owns(v) && !seen[v] && counts(v) {
			seen[v] = true
			out = append(out, v)
		}
	}
	for _, e := range l.trace.eqns {
		for _, v := range e.in {
			visit(v)
		}
	}
	for _, v := range l.out {
		visit(v)
	}
	return out
}

// WithResiduals returns the derivative with other values in place of its
// residuals, as [Linear.Residuals] lists them.
func (l *Linear) WithResiduals(old, new []Value) *Linear {
	replace := make(map[Value]Value, len(old))
	for i, v := range old {
		replace[v] = new[i]
	}
	return l.withResiduals(replace)
}

// withResiduals returns the same program reading other values in place of its
// residuals.
func (l *Linear) withResiduals(replace map[Value]Value) *Linear {
	trace := &linearTrace{Scope: core.NewScope(l.trace.String())}
	vars := map[*linearVar]*linearVar{}
	rename := func(v *linearVar) *linearVar {
		if v == nil {
			return nil
		}
		if vars[v] == nil {
			vars[v] = trace.newVar(v.aval)
		}
		return vars[v]
	}
	read := func(v Value) Value {
		if lv, ok := v.(*linearVar); ok && lv.trace == l.trace {
			return rename(lv)
		}
		if r, ok := replace[v]; ok {
			return r
		}
		return v
	}
	out := &Linear{trace: trace, avals: l.avals}
	for _, v := range l.in {
		out.in = append(out.in, rename(v))
	}
	for _, e := range l.trace.eqns {
		c := linearEqn{primitive: e.primitive, params: e.params, where: e.where}
		for _, v := range e.in {
			c.in = append(c.in, read(v))
		}
		for _, v := range e.out {
			c.out = append(c.out, rename(v))
		}
		trace.eqns = append(trace.eqns, c)
	}
	for _, v := range l.out {
		if v != nil {
			v = read(v)
		}
		out.out = append(out.out, v)
	}
	return out
}
