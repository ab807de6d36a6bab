package kernel

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// A Term moves an access by Step elements for each unit of an index, which is
// an element of another buffer, of type I32. Before, the index is moved into
// 0 … Limit, so that no index leads out of a buffer.
type Term struct {
	Index Access // with strides by axis; nil if all indices of the box share one
	Limit int
	Step  int
}

// VariesAlong reports whether the index depends on an axis of the box.
func (t Term) VariesAlong(axis int) bool {
	return axis >= 0 && axis < len(t.Index.Stride) && t.Index.Stride[axis] != 0
}

// shared reports whether an access is moved as a whole, if at all.
func (a Access) shared() bool {
	return !slices.ContainsFunc(a.Terms, func(t Term) bool { return t.Index.Stride != nil })
}

// reads lists the buffers that an access reads, as an input.
func (a Access) reads() []int {
	var read []int
	if a.Buffer >= 0 {
		read = append(read, a.Buffer)
	}
	return append(read, a.indices()...)
}

// indices lists the buffers of the indices.
func (a Access) indices() []int {
	var read []int
	for _, t := range a.Terms {
		read = append(read, t.Index.Buffer)
	}
	return read
}

// moved returns an access to an operand's elements as a view moved by the
// values of other operands. Literal indices only change the offset.
func (f *fuser) moved(e *ir.Eqn, x Access, v View, shifts []Shift) Access {
	out := x.view(v)
	for _, s := range shifts {
		step := x.Stride[s.Axis]
		if l, ok := e.In[s.Operand].(*ir.Literal); ok {
			out.Offset += step * int(max(0, min(l.Val, float64(s.Limit))))
			continue
		}
		if s.Limit == 0 || step == 0 {
			continue
		}
		index := f.indices(e.In[s.Operand].(*ir.Var), s.Limit).view(s.Index)
		if !slices.ContainsFunc(index.Stride, func(s int) bool { return s != 0 }) {
			index.Stride = nil
		}
		out.Terms = append(slices.Clip(out.Terms), Term{Index: index, Limit: s.Limit, Step: step})
	}
	return out
}

// indices returns where the elements of v lie as I32. Those of other types are
// moved into 0 … limit first, where they have an equal of that type.
func (f *fuser) indices(v *ir.Var, limit int) Access {
	a := v.Aval()
	if a.DType == ir.Int32 {
		if access := f.settle(v); access.Buffer != Counting && access.Terms == nil {
			return access
		}
		return whole(f.copied(v), a.Shape)
	}
	access := f.settle(v)
	args := []argument{{atom: v, settled: true, access: access}}
	return f.compute(&group{shape: a.Shape}, args, ir.Aval{DType: ir.Int32, Shape: a.Shape}, func(b *Builder, in []Node) []Node {
		x := b.Max(in[0], b.like(in[0], 0))
		return []Node{b.Convert(b.Min(x, b.like(x, float64(limit))), I32)}
	})
}

// indexed reads elements through indices. Where one index moves the whole
// box, that is only another way to walk over the operand's buffer.
func (f *fuser) indexed(e *ir.Eqn, form Indexed) {
	out := e.Out[0]
	x, ok := e.In[0].(*ir.Var)
	if !ok { // a scalar, whose only element every index means
		f.view(e, form.View)
		return
	}
	access := f.settle(x)
	if access.Buffer == Counting {
		access = whole(f.copied(x), x.Aval().Shape)
	}
	access = f.moved(e, access, form.View, form.Shifts)
	if access.shared() && form.Fill == nil {
		f.where[out] = &place{access: access}
		return
	}
	args := []argument{{atom: x, settled: true, access: access}}
	checks := form.Shifts
	if form.Fill == nil {
		checks = nil
	}
	args = append(args, f.positions(e, checks)...)
	g := f.join(out.Aval().Shape, nil, func(*group) bool { return true })
	g.members = append(g.members, member{args: args, out: e.Out, origin: f.origin, expand: func(b *Builder, in []Node) []Node {
		if form.Fill == nil {
			return in
		}
		return []Node{b.Select(b.inside(in[1:], checks), in[0], b.literal(form.Fill))}
	}})
	f.where[out] = &place{group: g}
}

// positions returns the indices of moves as arguments of a group.
func (f *fuser) positions(e *ir.Eqn, shifts []Shift) []argument {
	args := make([]argument, len(shifts))
	for i, s := range shifts {
		args[i].atom = e.In[s.Operand]
		if v, ok := e.In[s.Operand].(*ir.Var); ok {
			args[i].settled, args[i].access = true, f.settle(v).view(s.Index)
		}
	}
	return args
}

// inside returns whether all indices are within the limits of their moves.
func (b *Builder) inside(index []Node, shifts []Shift) Node {
	ok := b.Const(Mask, 1)
	for i, x := range index {
		limit := b.Le(x, b.like(x, float64(shifts[i].Limit)))
		if b.Type(x).IsSigned() {
			limit = b.And(limit, b.Le(b.like(x, 0), x))
		}
		if i == 0 {
			ok = limit
		} else {
			ok = b.And(ok, limit)
		}
	}
	return ok
}
