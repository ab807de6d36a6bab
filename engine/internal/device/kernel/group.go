package kernel

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/ir"
)

// A group is what will become one nest: pointwise equations over a box and
// reductions of what they compute.
type group struct {
	shape      []int
	members    []member
	axes       []int // that the reductions combine over
	reductions []reduction
	ordered    bool                               // the places of results may coincide
	combine    Op                                 // if ordered, as in Nest
	put        func(b *Builder, in []Node) []Node // from the arguments of the only member, as in Nest
	links      []link
	join       func(b *Builder, in []Node) []Node // as in Nest
	along      int                                // the axis that links pass along …
	reverse    bool                               // … from its end
}

// A link passes the variable next on to the following index, where it is the
// element of an access to Linked.
type link struct {
	next  *ir.Var
	start uint64 // bits of what the first index gets
}

// A member is a pointwise equation, or without one what expand says, a copy of
// its argument or the product of its two.
type member struct {
	eqn     *ir.Eqn
	expand  func(b *Builder, in []Node) []Node // instead of an equation
	product bool
	args    []argument
	out     []*ir.Var
	origin  int32 // the number of its equation, as in Instr
}

type reduction struct {
	combine Op
	product bool // of the two arguments
	inOrder bool
	args    []argument
	out     *ir.Var
	origin  int32
}

// An argument is a literal, a variable of the group, or elements of a buffer.
type argument struct {
	atom    ir.Atom
	settled bool
	access  Access // by the axes of the group, if settled
}

// reduces reports whether a reduction over the given axes may join.
func (g *group) reduces(axes []int) bool {
	return len(g.reductions) == 0 || slices.Equal(g.axes, axes)
}

// inside counts how often each variable is read within the group.
func (g *group) inside() map[*ir.Var]int {
	reads := map[*ir.Var]int{}
	count := func(args []argument) {
		for _, a := range args {
			if v, ok := a.atom.(*ir.Var); ok {
				reads[v]++
			}
		}
	}
	for _, m := range g.members {
		count(m.args)
	}
	for _, r := range g.reductions {
		count(r.args)
	}
	return reads
}

// flush schedules a group as one nest that writes only what is used outside.
func (f *fuser) flush(g *group) {
	f.open = slices.DeleteFunc(f.open, func(o *group) bool { return o == g })
	b := newBody(g)
	b.spells = f.target.Spells
	reads := g.inside()
	n := &Nest{}
	n.Body = b.compile(func(nodes map[*ir.Var]Node) (outputs []Node) {
		for _, m := range g.members {
			for _, v := range m.out {
				if f.uses[v]-f.repeated[v] > reads[v] {
					f.where[v] = &place{access: f.destination(v)}
					n.Out = append(n.Out, Result{Access: f.where[v].access, Type: TypeOf(v.Aval().DType), Output: len(outputs), Origin: m.origin})
					outputs = append(outputs, nodes[v])
				}
			}
		}
		for _, r := range g.reductions {
			f.where[r.out] = &place{access: f.destination(r.out)}
			kept := f.where[r.out].access
			kept.Stride = spreadKept(kept.Stride, len(g.shape), g.axes)
			n.Out = append(n.Out, Result{Access: kept, Type: TypeOf(r.out.Aval().DType), Combine: r.combine, InOrder: r.inOrder, Output: len(outputs), Origin: r.origin})
			b.builder.origin = r.origin
			args := b.nodes(r.args)
			if r.product {
				args = []Node{b.builder.Mul(args[0], args[1])}
			}
			outputs = append(outputs, args...)
		}
		for _, c := range g.links {
			n.Links = append(n.Links, Link{Start: c.start, Output: len(outputs)})
			outputs = append(outputs, nodes[c.next])
		}
		return outputs
	})
	if len(n.Out) == 0 {
		return
	}
	n.In = b.accesses
	n.Ordered, n.Combine = g.ordered, g.combine
	n.arrange(g)
	if !f.target.Threads {
		n.Join, n.Put = g.joined(), g.putting()
		f.plan.Steps = append(f.plan.Steps, Step{Nest: n})
		return
	}
	if n.Tiles = n.tiled(); n.Tiles != nil {
		first, second := n.panel()
		n.Tiles.First, n.Tiles.Bytes = second, first+second
		n.Tiles.Panel = f.newBuffer(ir.Aval{DType: ir.Uint32, Shape: []int{(first + second) / 4}}, Temporary)
	}
	for _, part := range n.streamed() {
		f.plan.Steps = append(f.plan.Steps, Step{Nest: part})
	}
}

// joined returns the program that joins links, nil if there are none.
func (g *group) joined() *Program {
	if g.links == nil {
		return nil
	}
	var types []ir.DType
	for _, l := range g.links {
		types = append(types, l.next.Aval().DType)
	}
	return Compile(append(types, types...), g.join)
}

// putting returns the program of what an ordered group puts to its places.
func (g *group) putting() *Program {
	if !g.ordered {
		return nil
	}
	return Compile(nil, func(builder *Builder, _ []Node) []Node {
		b := newBody(g)
		b.builder = builder
		builder.origin = g.members[0].origin
		return g.put(builder, b.nodes(g.members[0].args))
	})
}

// destination returns where to compute v: in a buffer of its own, unless
// something else has been decided.
func (f *fuser) destination(v *ir.Var) Access {
	if a, ok := f.into[v]; ok {
		return a
	}
	return whole(f.newBuffer(v.Aval(), Temporary), v.Aval().Shape)
}

// spreadKept inserts stride 0 for the reduced axes.
func spreadKept(stride []int, rank int, reduced []int) []int {
	out := make([]int, rank)
	i := 0
	for k := range rank {
		if !slices.Contains(reduced, k) {
			out[k] = stride[i]
			i++
		}
	}
	return out
}

// A body builds the program of a group.
type body struct {
	group    *group
	builder  *Builder
	spells   bool // as in Builder
	known    map[*ir.Var]Node
	inputs   map[string]Node
	accesses []Access
}

func newBody(g *group) *body {
	return &body{group: g, known: map[*ir.Var]Node{}, inputs: map[string]Node{}}
}

func (b *body) compile(outputs func(nodes map[*ir.Var]Node) []Node) *Program {
	return Compile(nil, func(builder *Builder, _ []Node) []Node {
		b.builder, builder.spells = builder, b.spells
		for _, m := range b.group.members {
			builder.origin = m.origin
			args := b.nodes(m.args)
			switch {
			case m.product:
				args = []Node{builder.Mul(args[0], args[1])}
			case m.expand != nil:
				args = m.expand(builder, args)
			case m.eqn != nil:
				args = m.eqn.Op.(Operation).Expand(builder, args, m.eqn.Params)
			}
			for i, v := range m.out {
				b.known[v] = args[i]
			}
		}
		return outputs(b.known)
	})
}

// nodes returns the values of arguments, reading each place once.
func (b *body) nodes(args []argument) []Node {
	out := make([]Node, len(args))
	for i, a := range args {
		d := a.atom.Aval().DType
		switch {
		case a.settled:
			out[i] = b.input(a.access, d)
		default:
			if l, ok := a.atom.(*ir.Literal); ok {
				out[i] = b.builder.literal(l)
			} else {
				out[i] = b.known[a.atom.(*ir.Var)]
			}
		}
	}
	return out
}

// literal returns a literal's value, also an integer that Const takes for a
// slip.
func (b *Builder) literal(l *ir.Literal) Node {
	if t := TypeOf(l.DType); t.IsInt() {
		return b.ConstBits(t, uint64(int64(l.Val)))
	}
	return b.Const(TypeOf(l.DType), l.Val)
}

func (b *body) input(a Access, d ir.DType) Node {
	key := fmt.Sprint(d, a)
	if n, ok := b.inputs[key]; ok {
		return n
	}
	b.accesses = append(b.accesses, a)
	var n Node
	if a.Buffer == Counting {
		n = b.builder.Convert(b.builder.Input(ir.Int32), TypeOf(d))
	} else {
		n = b.builder.Input(d)
	}
	b.inputs[key] = n
	return n
}
