package kernel

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// update puts elements into an array.
func (f *fuser) update(e *ir.Eqn, form Update) {
	out := e.Out[0]
	all := whole(f.owned(e.In[0]), out.Aval().Shape)
	target := f.moved(e, all, form.Target, form.Shifts)
	f.where[out] = &place{access: all}
	if form.Combine == Move && !form.Drop && target.shared() && form.window() {
		f.write(e.In[form.Operand:][:1], []Access{target})
		return
	}
	args := []argument{{atom: e.In[form.Operand]}}
	if v, ok := e.In[form.Operand].(*ir.Var); ok {
		args[0].settled, args[0].access = true, f.settle(v).view(form.Source)
	}
	checks := form.Shifts
	if !form.Drop {
		checks = nil
	}
	args = append(args, argument{atom: out, settled: true, access: target})
	args = append(args, f.positions(e, checks)...)
	put := ir.NewVar(ir.Aval{DType: out.Aval().DType, Shape: form.Box})
	f.into[put], f.uses[put] = target, 1
	g := &group{shape: form.Box, ordered: true, combine: form.Combine}
	g.members = []member{{args: args, out: []*ir.Var{put}, origin: f.origin, expand: func(b *Builder, in []Node) []Node {
		y := b.combined(form.Combine, in[1], in[0])
		if form.Drop {
			y = b.Select(b.inside(in[2:], checks), y, in[1])
		}
		return []Node{y}
	}}}
	g.put = func(b *Builder, in []Node) []Node {
		if form.Drop {
			return []Node{in[0], b.inside(in[2:], checks)}
		}
		return in[:1]
	}
	f.flush(g)
	delete(f.where, put)
}

// window reports whether the box is the other operand as it is, and all of it
// goes to different places.
func (u Update) window() bool {
	for k, from := range u.Target.From {
		if from < 0 || u.Source.From[k] != k || u.Source.Step[k] != 1 || u.Source.Start[k] != 0 {
			return false
		}
	}
	return true
}

// combined returns op(x, y), y if op is Move.
func (b *Builder) combined(op Op, x, y Node) Node {
	switch op {
	case Move:
		return y
	case Add:
		return b.Add(x, y)
	case Mul:
		return b.Mul(x, y)
	}
	return b.binary(op, isNumber, x, y)
}

// owned returns a buffer with the elements of a that may be overwritten: their
// own, if nothing else will read it.
func (f *fuser) owned(a ir.Atom) int {
	v, ok := a.(*ir.Var)
	if !ok {
		return f.compute(&group{shape: a.Aval().Shape}, []argument{{atom: a}}, a.Aval(), nil).Buffer
	}
	access := f.settle(v)
	if f.mayOverwrite(access.Buffer) && f.copied(v) == access.Buffer && f.lastReader(v, access.Buffer) {
		for _, g := range slices.Clone(f.open) {
			if g.reads(access.Buffer) {
				f.flush(g)
			}
		}
		return access.Buffer
	}
	g := &group{shape: v.Aval().Shape}
	return f.compute(g, f.arguments(g, []ir.Atom{v}), v.Aval(), nil).Buffer
}

// lastReader reports whether only the equation at hand still needs a buffer,
// once, as the elements of v.
func (f *fuser) lastReader(v *ir.Var, buffer int) bool {
	if f.left(v) != 1 {
		return false
	}
	for w, p := range f.where {
		if w != v && f.left(w) > 0 && p.group == nil && slices.Contains(p.access.reads(), buffer) {
			return false
		}
	}
	return true
}

// reads reports whether a group reads a buffer.
func (g *group) reads(buffer int) bool {
	needs := func(args []argument) bool {
		return slices.ContainsFunc(args, func(a argument) bool { return a.settled && slices.Contains(a.access.reads(), buffer) })
	}
	return slices.ContainsFunc(g.members, func(m member) bool { return needs(m.args) }) ||
		slices.ContainsFunc(g.reductions, func(r reduction) bool { return needs(r.args) })
}
