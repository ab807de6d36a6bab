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
	exact := t == F32 && (form.Combine == Add || form.Combine == Mul)
	if exact && f.target.Doubles {
		sum.DType, exact = ir.Float64, false
	}
	next := ir.NewVar(sum)
	start := Identity(form.Combine, TypeOf(sum.DType))
	if form.Combine == Add && sum.DType.IsFloat() {
		start = uint64(1) << (8*sum.DType.Size() - 1) // -0 + x is x, for -0 too
	}
	g := &group{shape: x.Shape, along: form.Axis, reverse: form.Reverse, links: []link{{next, start}}}
	out := []*ir.Var{next, e.Out[0]}
	if exact {
		low := ir.NewVar(sum)
		g.links = append(g.links, link{low, 0})
		out = []*ir.Var{next, low, e.Out[0]}
	}
	var args []argument
	for i, l := range g.links {
		access := Access{Buffer: Linked, Offset: i, Stride: make([]int, x.Rank())}
		args = append(args, argument{atom: l.next, settled: true, access: access})
	}
	args = append(args, f.settled(e.In[0], x.Shape))
	g.members = []member{{args: args, out: out, origin: f.origin, expand: func(b *Builder, in []Node) []Node {
		if exact {
			y := b.running(form.Combine, pair{in[0], in[1]}, pair{in[2], b.like(in[2], 0)})
			return []Node{y.hi, y.lo, y.hi}
		}
		y := b.combined(form.Combine, in[0], b.Convert(in[1], b.Type(in[0])))
		return []Node{y, b.Convert(y, t)}
	}}}
	g.join = func(b *Builder, in []Node) []Node {
		if exact {
			y := b.running(form.Combine, pair{in[0], in[1]}, pair{in[2], in[3]})
			return []Node{y.hi, y.lo}
		}
		return []Node{b.combined(form.Combine, in[0], in[1])}
	}
	f.flush(g)
}

// running returns x + y or x·y, of which hi is also the nearest float, and the
// only part where it is exact, or no finite number.
func (b *Builder) running(op Op, x, y pair) pair {
	var s pair
	if op == Add {
		s = b.twoSum(x.hi, y.hi)
		s.lo = b.Add(s.lo, b.Add(x.lo, y.lo))
	} else {
		s = b.twoProd(x.hi, y.hi)
		s.lo = b.Add(s.lo, b.Add(b.Mul(x.hi, y.lo), b.Mul(x.lo, y.hi)))
	}
	zero := b.like(s.hi, 0)
	r := b.fastTwoSum(s.hi, s.lo)
	good := b.And(b.Lt(b.Abs(r.hi), b.like(s.hi, math.Inf(1))), b.Ne(s.lo, zero))
	return b.selectPair(good, r, pair{s.hi, zero})
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
