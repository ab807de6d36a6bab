package kernel

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// Numbers that are computed of literals alone, such as the 1/n of a mean's gradient,
// are computed again where they are repeated: to wait until they are in memory would
// keep apart what can go row by row. Processors, on which an index costs more than
// waiting, read them.

// noteConstant remembers an equation if it computes such a number.
func (f *fuser) noteConstant(e *ir.Eqn) {
	if f.target.Threads || len(e.Out) != 1 || e.Out[0].Aval().Rank() > 0 {
		return
	}
	if !slices.ContainsFunc(e.In, func(a ir.Atom) bool { v, ok := a.(*ir.Var); return ok && f.constants[v].eqn == nil }) {
		f.constants[e.Out[0]] = fixedNumber{e, f.origin}
	}
}

// A fixedNumber is one of literals alone.
type fixedNumber struct {
	eqn    *ir.Eqn
	origin int32 // the number of its equation, as in Instr
}

// repeatConstant makes out repeat a number of literals alone.
func (f *fuser) repeatConstant(v, out *ir.Var) {
	g := f.join(out.Aval().Shape, nil, func(*group) bool { return true })
	f.repeated[v]++
	g.members = append(g.members, member{args: []argument{{atom: f.again(g, v)}}, out: []*ir.Var{out}, origin: f.origin})
	f.where[out] = &place{group: g}
}

// again computes a number of literals alone in a group, and returns what it is there.
func (f *fuser) again(g *group, a ir.Atom) ir.Atom {
	v, ok := a.(*ir.Var)
	if !ok {
		return a
	}
	c := f.constants[v]
	args := make([]argument, len(c.eqn.In))
	for i, a := range c.eqn.In {
		args[i].atom = f.again(g, a)
	}
	out := ir.NewVar(v.Aval())
	g.members = append(g.members, member{eqn: c.eqn, args: args, out: []*ir.Var{out}, origin: c.origin})
	return out
}
