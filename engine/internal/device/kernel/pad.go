package kernel

import (
	"slices"

	"fluxion/engine/internal/ir"
)

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
	f.flush(&group{shape: shape, members: []member{{args: []argument{{atom: a, settled: isVar, access: source}}, out: []*ir.Var{v}, origin: f.origin}}})
	delete(f.where, v)
}
