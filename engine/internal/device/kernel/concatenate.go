package kernel

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// Some operations put arrays next to each other, or into another one. They
// have no loops of their own: who computes a part writes it where it belongs.

// lookAhead decides where to compute what equations to come only reshape and
// join, as when scalars become a vector.
func (f *fuser) lookAhead(eqns []ir.Eqn) {
	made := map[*ir.Var]*ir.Eqn{}
	for i := range eqns {
		for _, v := range eqns[i].Out {
			made[v] = &eqns[i]
		}
	}
	for i := len(eqns) - 1; i >= 0; i-- {
		e := &eqns[i]
		form, ok := formOf(e).(Concatenation)
		if !ok {
			continue
		}
		all := f.destination(e.Out[0])
		f.into[e.Out[0]] = all
		for k, part := range f.parts(e, form, all) {
			shape := e.In[k].Aval().Shape
			v, ok := e.In[k].(*ir.Var)
			for ok && f.uses[v] == 1 && made[v] != nil && onlyReshapes(made[v]) {
				v, ok = made[v].In[0].(*ir.Var)
			}
			if !ok || f.uses[v] != 1 {
				continue
			}
			if access, ok := part.reshape(shape, v.Aval().Shape); ok {
				f.into[v] = access
			}
		}
	}
}

// onlyReshapes reports whether an equation keeps all elements in their order.
func onlyReshapes(e *ir.Eqn) bool {
	switch form := formOf(e).(type) {
	case Reshape:
		return true
	case View:
		last := -1
		for k, from := range form.From {
			if e.Out[0].Aval().Shape[k] == 1 {
				continue
			}
			if from <= last || form.Step[k] != 1 {
				return false
			}
			last = from
		}
		return e.Out[0].Aval().Size() == e.In[0].Aval().Size()
	}
	return false
}

// parts returns where the operands of a concatenation go.
func (f *fuser) parts(e *ir.Eqn, form Concatenation, all Access) []Access {
	parts := make([]Access, len(e.In))
	for i, a := range e.In {
		parts[i] = all
		all.Offset += all.Stride[form.Axis] * a.Aval().Shape[form.Axis]
	}
	return parts
}

// concatenation writes the operands side by side.
func (f *fuser) concatenation(e *ir.Eqn, form Concatenation) {
	all := f.destination(e.Out[0])
	f.write(e.In, f.parts(e, form, all))
	f.where[e.Out[0]] = &place{access: all}
}

// write puts each of some operands to its target: right when it is computed, if
// nothing else needs it, and else by copying it.
func (f *fuser) write(atoms []ir.Atom, target []Access) {
	for i, a := range atoms {
		if v, ok := a.(*ir.Var); ok && f.where[v].group != nil && f.left(v) == 1 {
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
		if !source.same(target[i], v.Aval().Shape) {
			f.copyTo(target[i], v, source, v.Aval().Shape)
		}
	}
}

// same reports whether two accesses that are moved as a whole, if at all, are to
// the same places of a box.
func (a Access) same(b Access, shape []int) bool {
	for k, n := range shape {
		if n > 1 && a.Stride[k] != b.Stride[k] {
			return false
		}
	}
	return a.Buffer == b.Buffer && a.Offset == b.Offset && slices.EqualFunc(a.Terms, b.Terms, func(x, y Term) bool {
		return x.Index.Buffer == y.Index.Buffer && x.Index.Offset == y.Index.Offset && x.Limit == y.Limit && x.Step == y.Step
	})
}
