package transform

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// What compilers are told of loops and branches: their programs without calls,
// and with their constants as operands.

// An openable are parameters that carry programs; open returns them with calls
// in these opened and their constants among the operands.
type openable interface {
	ir.Params
	open(in []Value) (ir.Params, []Value)
}

// opened returns the program simplified.
func (p *program) opened() derivation {
	return remember(p, "opened", func() (derivation, []Value) {
		j, consts := hoist(Simplified(&ir.Closed{Jaxpr: p.Jaxpr}))
		q := newProgram(j)
		q.compiled.simple.Store(newSimplified(&ir.Closed{Jaxpr: j}))
		q.derived.Store("opened", derivation{program: q})
		return derivation{q, consts}, consts
	})
}

// An opening is the result of opening parameters.
type opening[P openable] struct {
	of, params P
	consts     [2][]Value
}

// openOnce opens parameters only once, so that equal applications stay so.
func openOnce[P openable](p *program, of P, open func() opening[P]) opening[P] {
	return remember(p, fmt.Sprintf("opened %p", openable(of)), func() (opening[P], []Value) {
		o := open()
		o.of = of
		return o, nil
	})
}

func (s *scanParams) open(in []Value) (ir.Params, []Value) {
	o := openOnce(s.body, s, func() opening[*scanParams] {
		d := s.body.opened()
		next := s.with(d.program, len(d.consts)+s.consts, s.carry)
		if s.linear != nil {
			next.linear = append(make([]bool, len(d.consts)), s.linear...)
		}
		return opening[*scanParams]{params: next, consts: [2][]Value{d.consts}}
	})
	return o.params, slices.Concat(o.consts[0], in)
}

func (w *whileParams) open(in []Value) (ir.Params, []Value) {
	o := openOnce(w.body, w, func() opening[*whileParams] {
		c, b := w.cond.opened(), w.body.opened()
		next := &whileParams{c.program, b.program, len(c.consts) + w.condConsts, len(b.consts) + w.bodyConsts, w.linear}
		return opening[*whileParams]{params: next, consts: [2][]Value{c.consts, b.consts}}
	})
	c, b, carry := splitWhile(w, in)
	return o.params, slices.Concat(o.consts[0], c, o.consts[1], b, carry)
}

func (c *condParams) open(in []Value) (ir.Params, []Value) {
	o := openOnce(c.branches[0], c, func() opening[*condParams] {
		d := make([]derivation, len(c.branches))
		for i, b := range c.branches {
			d[i] = b.opened()
		}
		programs, consts := mergeConsts(d)
		next := &condParams{branches: programs}
		if c.linear != nil {
			next.linear = append(make([]bool, len(consts)), c.linear...)
		}
		return opening[*condParams]{params: next, consts: [2][]Value{consts}}
	})
	return o.params, slices.Concat(in[:1], o.consts[0], in[1:])
}

func scanForm(_ []ir.Aval, p ir.Params) kernel.Form {
	s := p.(*scanParams)
	return &kernel.Repetition{Body: s.body.Jaxpr, Consts: s.consts, Carry: s.carry, Trips: s.length, Reverse: s.reverse}
}

func condForm(_ []ir.Aval, p ir.Params) kernel.Form {
	form := &kernel.Choice{}
	for _, b := range p.(*condParams).branches {
		form.Cases = append(form.Cases, b.Jaxpr)
	}
	return form
}

// A whileLoop is what compilers are told of a while.
type whileLoop struct {
	of   *whileParams
	form kernel.Form
}

func whileForm(_ []ir.Aval, p ir.Params) kernel.Form {
	w := p.(*whileParams)
	return remember(w.body, fmt.Sprintf("loop %p", w), func() (whileLoop, []Value) { return whileLoop{w, w.form()}, nil }).form
}

// form makes the condition part of the body: a turn ends with finding out
// whether there is another one. Where the condition is an array, it is carried
// as well, and rows for which it does not hold stay as they are.
func (w *whileParams) form() kernel.Form {
	rank := w.cond.Out[0].Aval().Rank()
	goesOn := func(cond, carry []Value) []Value {
		pred := w.cond.eval(slices.Concat(cond, carry))[0]
		if rank == 0 {
			return []Value{pred}
		}
		axes := make([]int, rank)
		for i := range axes {
			axes[i] = i
		}
		return []Value{prim.ReduceOr(pred, axes), pred}
	}
	c := w.cond.InAvals()[:w.condConsts]
	b, carry := w.body.InAvals()[:w.bodyConsts], w.body.InAvals()[w.bodyConsts:]
	before := Stage("while", func(in []Value) []Value {
		c, _, carry := splitWhile(w, in)
		return goesOn(c, carry)
	}, slices.Concat(c, b, carry))
	hidden := before.OutAvals()
	body := Stage("while", func(in []Value) []Value {
		c, b, in := splitWhile(w, in)
		carry := in[len(hidden):]
		next := w.body.eval(slices.Concat(b, carry))
		if rank > 0 {
			for i := range next {
				next[i] = selectRows(in[1], next[i], carry[i])
			}
		}
		return append(goesOn(c, next), next...)
	}, slices.Concat(c, b, hidden, carry))
	if len(before.Values)+len(body.Values) > 0 {
		return nil
	}
	return &kernel.Repetition{
		Before: ir.Simplify(before.Jaxpr), Body: ir.Simplify(body.Jaxpr),
		Consts: len(c) + len(b), Carry: len(hidden) + len(carry),
	}
}

// alone runs a loop that is applied outside of any program as one of its own.
func alone(op string, body func(ir.Params) *program) func(in []*device.Tensor, p ir.Params) []*device.Tensor {
	type single struct {
		of      ir.Params
		program *program
	}
	return func(in []*device.Tensor, p ir.Params) []*device.Tensor {
		s := remember(body(p), fmt.Sprintf("alone %p", p), func() (single, []Value) {
			avals := make([]ir.Aval, len(in))
			for i, t := range in {
				avals[i] = t.Aval()
			}
			loop := prim.Lookup(op)
			return single{p, newProgram(equation(loop, p, avals, loop.Infer(avals, p)))}, nil
		})
		if watch := device.Profile(); watch != nil {
			return s.program.observe(op, watch, append(s.program.operands(), in...)).tensors
		}
		return s.program.execute(in)
	}
}
