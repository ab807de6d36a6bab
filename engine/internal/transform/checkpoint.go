package transform

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// A Checkpoint says what of a function's intermediate results is kept for its
// derivative. All else is computed again, from the arguments and what is kept.
type Checkpoint struct {
	// Saves reports whether results of an operation are kept; nil keeps none.
	Saves func(e *ir.Eqn) bool
	// Policy and PreventCSE are how programs show the choice.
	Policy     string
	PreventCSE bool
}

// checkpointParams are those of the operation that a checkpointed function is.
type checkpointParams struct {
	*Checkpoint
	body           *program
	differentiated bool // the program computes again and is linear
}

func (p *checkpointParams) Fields() []ir.Field {
	return []ir.Field{
		{Name: "differentiated", Value: p.differentiated}, {Name: "jaxpr", Value: p.body.Jaxpr},
		{Name: "policy", Value: p.Policy}, {Name: "prevent_cse", Value: p.PreventCSE},
	}
}

func (p *checkpointParams) isLinear() bool { return p.differentiated }

// String identifies the operation in keys of common subexpressions.
func (p *checkpointParams) String() string { return p.body.String() }

// with returns the same choice for a derived program.
func (p *checkpointParams) with(d *program) *checkpointParams {
	return &checkpointParams{p.Checkpoint, d, p.differentiated}
}

// Apply applies a staged function as one operation.
func (c *Checkpoint) Apply(closed *ir.Closed, in []Value) []Value {
	j, consts := hoist(closed)
	return core.Bind(prim.Lookup("remat2"), &checkpointParams{c, newProgram(j), false}, slices.Concat(consts, in)...)
}

// A rematerialization is the derivative of a checkpointed program.
type rematerialization struct {
	forward  *ir.Jaxpr // constants and operands → results, then what is kept
	backward *program  // what is kept, operands, tangents: those used → tangents
	used     []bool    // the inputs of backward among these
	// What the two programs mention from outside; backward reads its own before
	// all else.
	forwardConsts, backwardConsts []Value
	nonzero                       []bool // the results that have a tangent
}

// rematerialize splits a program like linearize, but so that the linear part
// computes again what the policy does not keep.
func (p *checkpointParams) rematerialize(active []bool) rematerialization {
	return remember(p.body, fmt.Sprintf("remat %v %p", active, p.Checkpoint), func() (rematerialization, []Value) {
		l := p.body.linearize(active, nil, nil)
		f := l.forward.Jaxpr
		results := len(p.body.Out)

		again := &ir.Jaxpr{In: append([]*ir.Var{}, f.In...), Out: f.Out[results:]}
		var saved []*ir.Var
		for i := range f.Eqns {
			e := &f.Eqns[i]
			if p.Saves == nil || !p.Saves(e) {
				again.Eqns = append(again.Eqns, *e)
				continue
			}
			saved = append(saved, e.Out...)
		}
		again.In = append(saved, again.In...)
		again, usedAgain := ir.Prune(again)
		needed := pick(saved, usedAgain[:len(saved)])

		r := rematerialization{forwardConsts: l.forward.consts, nonzero: l.nonzero}
		outputs := append([]ir.Atom{}, f.Out[:results]...)
		for _, v := range needed {
			outputs = append(outputs, v)
		}
		r.forward = ir.EliminateDeadCode(&ir.Jaxpr{In: f.In, Eqns: f.Eqns, Out: outputs})

		n, m := len(needed), len(f.In)
		avals := ir.Avals(append(append([]*ir.Var{}, needed...), f.In...))
		tangents := pick(p.body.InAvals(), active)
		b := Stage("remat", func(in []Value) []Value {
			full := make([]Value, len(usedAgain))
			copy(full, scatter(in[:n], usedAgain[:len(saved)]))
			copy(full[len(saved):], in[n:n+m])
			computed := EvalJaxpr(again, nil, pick(full, usedAgain))
			operands := in[n+len(r.forwardConsts) : n+m]
			return l.backward.eval(l.backward.operands(l.residuals(operands, computed), in[n+m:]))
		}, append(avals, tangents...))
		j, consts := hoist(b)
		pruned, used := ir.Prune(j)
		r.backward, r.used, r.backwardConsts = newProgram(pruned), used, consts
		return r, slices.Concat(r.forwardConsts, consts)
	})
}

func init() {
	params := func(p ir.Params) *checkpointParams { return p.(*checkpointParams) }
	bind := func(p *checkpointParams, operands []Value) []Value {
		return core.Bind(prim.Lookup("remat2"), p, operands...)
	}
	prim.Register(&core.Primitive{
		Op: "remat2", Arity: -1,
		Shape: func(_ []ir.Aval, p ir.Params) []ir.Aval { return params(p).body.OutAvals() },
		Call:  func(p ir.Params, in []Value) []Value { return params(p).body.eval(in) },
		JVP: func(p ir.Params, x, t []Value) (y, dy []Value) {
			c := params(p)
			d := c.body.jvp(defined(t), nil)
			out := bind(c.with(d.program), d.operands(x, gather(t)))
			n := len(d.nonzero)
			return out[:n], scatter(out[n:], d.nonzero)
		},
		Linearize: func(p ir.Params, x, t []Value) (y, dy []Value) {
			c := params(p)
			r := c.rematerialize(defined(t))
			operands := slices.Concat(r.forwardConsts, x)
			out := EvalJaxpr(r.forward, nil, operands)
			n := len(r.nonzero)
			if !slices.Contains(r.nonzero, true) {
				return out[:n], make([]Value, n)
			}
			all := slices.Concat(r.backwardConsts, out[n:], operands, gather(t))
			d := &checkpointParams{c.Checkpoint, r.backward, true}
			return out[:n], scatter(bind(d, pick(all, r.used)), r.nonzero)
		},
		Transpose: func(p ir.Params, ct, in []Value) []Value {
			c := params(p)
			linear, fixed := splitLinear(in)
			d := c.body.transpose(linear, defined(ct), nil)
			return scatter(bind(c.with(d.program), d.operands(fixed, gather(ct))), d.nonzero)
		},
		Vmap: func(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
			c := params(p)
			d := c.body.vmap(size, axes, nil)
			return bind(c.with(d.program), d.operands(in)), append([]int{}, d.axes...)
		},
	})
}
