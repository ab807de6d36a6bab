package kernel

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// Some operations put arrays next to each other, or into another one. They
// have no loops of their own: who computes a part writes it where it belongs.

// concatenation writes the operands side by side.
func (f *fuser) concatenation(e *ir.Eqn, form Concatenation) {
	out := e.Out[0]
	all := f.destination(out)
	parts := make([]Access, len(e.In))
	part := all
	for i, a := range e.In {
		parts[i] = part
		part.Offset += part.Stride[form.Axis] * a.Aval().Shape[form.Axis]
	}
	f.write(e.In, parts)
	f.where[out] = &place{access: all}
}

// padding writes the first operand and, around it, the second.
func (f *fuser) padding(e *ir.Eqn, form Padding) {
	out, x := e.Out[0], e.In[0].Aval()
	all := f.destination(out)
	rank := x.Rank()
	// Element i of x goes to index lo + i·step, where there is one.
	source := View{Start: make([]int, rank), From: make([]int, rank), Step: make([]int, rank)}
	inner, box := all, slices.Clone(x.Shape)
	inner.Stride = slices.Clone(all.Stride)
	rest, frame := slices.Clone(out.Aval().Shape), all // what is not filled yet
	for k := range rank {
		lo, step, size := form.Lo[k], form.Interior[k]+1, rest[k]
		first := max(0, ceilDiv(-lo, step))
		end := min(x.Shape[k], ceilDiv(size-lo, step))
		box[k] = max(0, end-first)
		source.Start[k], source.From[k], source.Step[k] = first, k, 1
		at := lo + first*step
		inner.Offset += at * all.Stride[k]
		inner.Stride[k] *= step
		if box[k] == 0 { // nothing of x is left
			f.fill(e.In[1], frame, rest)
			f.where[out] = &place{access: all}
			return
		}
		// Below and above x along this axis, then on with what is between.
		length := (box[k]-1)*step + 1
		for _, part := range [][2]int{{0, at}, {at + length, size}} {
			slab, shape := frame, slices.Clone(rest)
			slab.Offset += part[0] * all.Stride[k]
			shape[k] = part[1] - part[0]
			f.fill(e.In[1], slab, shape)
		}
		frame.Offset += at * all.Stride[k]
		rest[k] = length
	}
	if !slices.Equal(rest, box) {
		f.fill(e.In[1], frame, rest)
	}
	if v, ok := e.In[0].(*ir.Var); ok && !slices.Equal(box, x.Shape) {
		f.copyTo(inner, v, f.settle(v).view(source), box)
	} else {
		f.write(e.In[:1], []Access{inner})
	}
	f.where[out] = &place{access: all}
}

// ceilDiv returns ⌈a/b⌉ for b > 0.
func ceilDiv(a, b int) int {
	if a <= 0 {
		return -(-a / b)
	}
	return (a + b - 1) / b
}

// fill writes a scalar to every element of a box.
func (f *fuser) fill(a ir.Atom, target Access, shape []int) {
	if ir.Size(shape) == 0 {
		return
	}
	if v, ok := a.(*ir.Var); ok {
		f.copyTo(target, v, f.settle(v).stretch(nil, shape), shape)
		return
	}
	f.copyTo(target, a, Access{}, shape)
}

// copyTo copies a box of the elements of a to the target.
func (f *fuser) copyTo(target Access, a ir.Atom, source Access, shape []int) {
	_, isVar := a.(*ir.Var)
	v := ir.NewVar(ir.Aval{DType: a.Aval().DType, Shape: shape})
	f.into[v], f.uses[v] = target, 1
	f.flush(&group{shape: shape, members: []member{{args: []argument{{atom: a, settled: isVar, access: source}}, out: []*ir.Var{v}}}})
}

// write puts each of some operands to its target: right when it is computed, if
// nothing else needs it, and else by copying it.
func (f *fuser) write(atoms []ir.Atom, target []Access) {
	for i, a := range atoms {
		if v, ok := a.(*ir.Var); ok && f.where[v].group != nil && f.left[v] == 1 {
			f.into[v] = target[i]
		}
	}
	for i, a := range atoms {
		v, ok := a.(*ir.Var)
		if !ok {
			f.copyTo(target[i], a, Access{}, a.Aval().Shape)
			continue
		}
		source := f.settle(v)
		if _, done := f.into[v]; !done || f.left[v] != 1 {
			f.copyTo(target[i], v, source, v.Aval().Shape)
		}
	}
}

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
	f.flush(&group{shape: form.Box, ordered: true, members: []member{{args: args, out: []*ir.Var{put}, expand: func(b *Builder, in []Node) []Node {
		y := b.combined(form.Combine, in[1], in[0])
		if form.Drop {
			y = b.Select(b.inside(in[2:], checks), y, in[1])
		}
		return []Node{y}
	}}}})
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
	if access.Buffer >= 0 && f.plan.Buffers[access.Buffer].Kind == Temporary && f.copied(v) == access.Buffer && f.lastReader(v, access.Buffer) {
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
	if f.left[v] != 1 {
		return false
	}
	for w, p := range f.where {
		if w != v && f.left[w] > 0 && p.group == nil && slices.Contains(p.access.reads(), buffer) {
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
