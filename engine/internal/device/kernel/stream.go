package kernel

import "slices"

// A reduction along the rows of a wide matrix, such as a vector times a matrix,
// would walk down a few columns at a time, with a page of memory between one
// row and the next. Streams walk along several rows at once instead and add
// what they give to results in memory.

const (
	// streamRows is how many rows are walked along at once.
	streamRows = 8
	// wideRow is from how many elements on a row is wide: more than the lanes of
	// the vectors that a loop over columns holds.
	wideRow = 128
	// mostRows is up to how many rows float sums are added like this: results
	// are sums of a streamRows-th as many terms, one after the other.
	mostRows = 1 << 12
	// streamBody is how many instructions are few enough to be repeated for
	// every row.
	streamBody = 8
)

// streamed returns the nests that do what n does: if it is a reduction along
// wide rows, one for the first few rows and one that adds the others.
func (n *Nest) streamed() []*Nest {
	if !n.streams() {
		return []*Nest{n}
	}
	v, k := n.Vector, len(n.Axes)-1
	size := n.Axes[k].Size
	first := *n
	first.Axes = slices.Clone(n.Axes)
	first.Axes[k].Size = (size-1)%streamRows + 1
	rest := &Nest{Vector: k, Ordered: true}
	rest.Axes = slices.Concat(n.Axes[:v], []Axis{{Size: size / streamRows}, n.Axes[v]})
	if size%streamRows == 0 {
		rest.Axes[v].Size--
	}
	swap := func(a Access, step int) Access {
		a.Stride = slices.Concat(a.Stride[:v], []int{a.Stride[k] * step, a.Stride[v]})
		return a
	}
	rest.Body = Compile(nil, func(b *Builder, _ []Node) []Node {
		input := func(a Access, t Type) Node {
			rest.In = append(rest.In, a)
			b.inputs++
			return b.node(value{leaf: input, typ: t, a: none, b: none, c: none, bits: b.inputs - 1})
		}
		sums := make([]Node, len(n.Out))
		once := make([]Node, len(n.In)) // inputs that are the same for all rows
		for row := range streamRows {
			in := make([]Node, len(n.In))
			for i, a := range n.In {
				if in[i] = once[i]; row > 0 && a.Stride[k] == 0 {
					continue
				}
				a.Offset += (first.Axes[k].Size + row) * a.Stride[k]
				in[i] = input(swap(a, streamRows), n.Body.Regs[n.Body.Inputs[i]])
				once[i] = in[i]
			}
			outputs := b.replay(n.Body, in)
			for i, r := range n.Out {
				term := outputs[r.Output]
				if r.Combine == Fma {
					term = b.Mul(term, outputs[r.Output+1])
				}
				if row > 0 {
					term = b.joined(r, sums[i], term)
				}
				sums[i] = term
			}
		}
		for i, r := range n.Out {
			sums[i] = b.joined(r, input(swap(r.Access, 1), r.Type), sums[i])
			r.Access, r.Combine, r.Output = swap(r.Access, 1), Move, i
			rest.Out = append(rest.Out, r)
		}
		return sums
	})
	return []*Nest{&first, rest}
}

// streams reports whether n is a reduction that is better streamed.
func (n *Nest) streams() bool {
	v, k := n.Vector, len(n.Axes)-1
	if v < 0 || v != k-1 || n.Axes[v].Reduced || !n.Axes[k].Reduced || n.Tiles != nil || n.Ordered || n.Links != nil {
		return false
	}
	if n.Axes[v].Size < wideRow || n.Axes[k].Size <= orderedProducts || len(n.Body.Instrs) > streamBody || len(n.Out) > 2 {
		return false
	}
	if slices.ContainsFunc(n.Body.Instrs, func(i Instr) bool { return i.Op == Skip }) {
		return false
	}
	for _, r := range n.Out {
		if r.Combine == Move || r.InOrder || r.Stride[v] != 1 || r.Terms != nil || r.Type.IsFloat() && n.Axes[k].Size > mostRows {
			return false
		}
	}
	apart := false
	for _, a := range n.In {
		if a.Terms != nil {
			return false
		}
		apart = apart || a.Stride[v] != 0 && (a.Stride[k] >= wideRow || a.Stride[k] <= -wideRow)
	}
	return apart
}

// joined returns x and y combined as a result is.
func (b *Builder) joined(r Result, x, y Node) Node {
	op := r.Combine
	if op == Fma {
		op = Add
	}
	return b.binary(op, isAnything, x, y)
}

// replay computes the outputs of a program without Skips from its inputs.
func (b *Builder) replay(p *Program, in []Node) []Node {
	nodes := make([]Node, len(p.Regs))
	for i, r := range p.Inputs {
		nodes[r] = in[i]
	}
	for _, c := range p.Consts {
		nodes[c.Reg] = b.ConstBits(c.Type, c.Bits)
	}
	operand := func(r Reg) Node {
		if r == None {
			return none
		}
		return nodes[r]
	}
	for _, ins := range p.Instrs {
		if ins.Op == Move {
			nodes[ins.Dst] = nodes[ins.A]
			continue
		}
		b.origin = ins.Origin
		nodes[ins.Dst] = b.node(value{op: ins.Op, typ: ins.Type, a: operand(ins.A), b: operand(ins.B), c: operand(ins.C)})
	}
	out := make([]Node, len(p.Outputs))
	for i, r := range p.Outputs {
		out[i] = nodes[r]
	}
	return out
}
