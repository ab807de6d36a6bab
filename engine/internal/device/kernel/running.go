package kernel

import (
	"math"

	"fluxion/engine/internal/ir"
)

// running combines elements one after the other along an axis.
func (f *fuser) running(e *ir.Eqn, form Running) {
	x := e.In[0].Aval()
	t := TypeOf(x.DType)
	sum := ir.Aval{DType: x.DType}
	if t == F32 && (form.Combine == Add || form.Combine == Mul) {
		sum.DType = ir.Float64
	}
	next := ir.NewVar(sum)
	start := Identity(form.Combine, TypeOf(sum.DType))
	if form.Combine == Add && sum.DType == ir.Float64 {
		start = math.Float64bits(math.Copysign(0, -1)) // -0 + x is x, for -0 too
	}
	g := &group{shape: x.Shape, along: form.Axis, reverse: form.Reverse, links: []link{{next, start}}}
	linked := argument{atom: next, settled: true, access: Access{Buffer: Linked, Stride: make([]int, x.Rank())}}
	args := append([]argument{linked}, f.settled(e.In[0], x.Shape))
	g.members = []member{{args: args, out: []*ir.Var{next, e.Out[0]}, origin: f.origin, expand: func(b *Builder, in []Node) []Node {
		y := b.combined(form.Combine, in[0], b.Convert(in[1], b.Type(in[0])))
		return []Node{y, b.Convert(y, t)}
	}}}
	f.flush(g)
}

// settled returns an operand as an argument of a group over its shape.
func (f *fuser) settled(a ir.Atom, shape []int) argument {
	arg := argument{atom: a}
	if v, ok := a.(*ir.Var); ok {
		arg.settled, arg.access = true, f.settle(v).stretch(a.Aval().Shape, shape)
	}
	return arg
}

// search finds the extreme value of every line and then, among the places
// where it is, the first.
func (f *fuser) search(e *ir.Eqn, form Search) {
	x := e.In[0].Aval()
	rank, n := x.Rank(), x.Shape[form.Axis]
	number := ir.Aval{DType: x.DType, Shape: x.Shape}
	if x.DType == ir.Bool {
		number.DType = ir.Int32
	}
	t := TypeOf(number.DType)
	line := e.Out[0].Aval().Shape
	elements, extreme := ir.NewVar(number), ir.NewVar(ir.Aval{DType: number.DType, Shape: line})
	args := []argument{f.settled(e.In[0], x.Shape)}
	reduced := []int{form.Axis}
	f.uses[elements], f.uses[extreme] = 1, 1
	f.flush(&group{shape: x.Shape, axes: reduced,
		members: []member{{args: args, out: []*ir.Var{elements}, origin: f.origin, expand: func(b *Builder, in []Node) []Node {
			return []Node{b.Convert(in[0], t)}
		}}},
		reductions: []reduction{{combine: form.Combine, args: []argument{{atom: elements}}, out: extreme, origin: f.origin}},
	})

	best := f.where[extreme].access
	delete(f.where, extreme)
	best.Stride = spreadKept(best.Stride, rank, reduced)
	index := Access{Buffer: Counting, Stride: make([]int, rank)}
	index.Stride[form.Axis] = 1
	places := ir.NewVar(ir.Aval{DType: ir.Int32, Shape: x.Shape})
	f.uses[places] = 1
	args = append(args, argument{atom: extreme, settled: true, access: best}, argument{atom: places, settled: true, access: index})
	f.flush(&group{shape: x.Shape, axes: reduced,
		members: []member{{args: args, out: []*ir.Var{places}, origin: f.origin, expand: func(b *Builder, in []Node) []Node {
			v := b.Convert(in[0], t)
			found := b.Eq(v, in[1])
			if t.IsFloat() {
				found = b.Or(found, b.Ne(v, v)) // where there is a NaN, it is the extreme
			}
			return []Node{b.Select(found, in[2], b.Const(I32, float64(n)))}
		}}},
		reductions: []reduction{{combine: Min, args: []argument{{atom: places}}, out: e.Out[0], origin: f.origin}},
	})
}
