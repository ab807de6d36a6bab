package wgsl

import (
	"slices"
	"strings"

	"fluxion/engine/internal/device/kernel"
)

// A contraction is a nest that adds up products of elements of two buffers: for
// every index of its batch, a matrix of rows times one of columns. Any of these
// axes may be missing or consist of several axes of the nest, which are counted
// through as one.
type contraction struct {
	typ     kernel.Type
	origin  int32
	inOrder bool
	batch   int // how many products
	m, n, k int // rows of a, lines of b, and terms of a sum
	// The lines of a are its rows, those of b its columns; the depth of both is
	// what sums run along. The lines of c are its rows, its depth the columns.
	a, b, c matrix
}

// A matrix says where the elements of one matrix of each product lie.
type matrix struct {
	name                string // in a shader
	buffer              int
	offset              int
	batch, lines, depth []dim
	vector              direction // along which elements are read by four …
	fixed               bool      // … which stays as it is
}

// A dim is an axis by which a buffer is walked: how many places, and how many
// elements from one to the next.
type dim struct{ size, stride int }

// A direction is one of the two axes of a matrix.
type direction uint8

const (
	nowhere direction = iota
	alongLines
	alongDepth
)

// contractionOf returns a nest as a contraction; nil if it is none.
func contractionOf(n *kernel.Nest) *contraction {
	if len(n.Out) != 1 || len(n.In) == 0 || n.Ordered || n.Links != nil {
		return nil
	}
	r := n.Out[0]
	x, y, ok := factors(n)
	if !ok || !holds(r.Type) || r.Type == kernel.Mask || r.Terms != nil {
		return nil
	}
	for _, a := range []kernel.Access{x, y} {
		if a.Buffer < 0 || a.Terms != nil || a.Buffer == r.Buffer {
			return nil
		}
	}
	p := &contraction{typ: r.Type, origin: r.Origin, inOrder: r.InOrder, batch: 1, m: 1, n: 1, k: 1}
	p.a, p.b, p.c = matrix{buffer: x.Buffer, offset: x.Offset}, matrix{buffer: y.Buffer, offset: y.Offset}, matrix{buffer: r.Buffer, offset: r.Offset}
	for k, axis := range n.Axes {
		in := func(a kernel.Access) dim { return dim{axis.Size, a.Stride[k]} }
		switch {
		case axis.Reduced:
			p.k *= axis.Size
			p.a.depth, p.b.depth = append(p.a.depth, in(x)), append(p.b.depth, in(y))
		case x.Stride[k] != 0 && y.Stride[k] == 0:
			p.m *= axis.Size
			p.a.lines, p.c.lines = append(p.a.lines, in(x)), append(p.c.lines, in(r.Access))
		case x.Stride[k] == 0 && y.Stride[k] != 0:
			p.n *= axis.Size
			p.b.lines, p.c.depth = append(p.b.lines, in(y)), append(p.c.depth, in(r.Access))
		default:
			p.batch *= axis.Size
			p.a.batch, p.b.batch, p.c.batch = append(p.a.batch, in(x)), append(p.b.batch, in(y)), append(p.c.batch, in(r.Access))
		}
	}
	for _, x := range []*matrix{&p.a, &p.b, &p.c} {
		x.normalize()
	}
	return p
}

// factors returns the accesses whose elements a nest multiplies and adds up.
func factors(n *kernel.Nest) (x, y kernel.Access, ok bool) {
	r := n.Out[0]
	from := func(reg kernel.Reg) (kernel.Access, bool) { // what a register is a copy of
		if i := slices.Index(n.Body.Inputs, reg); i >= 0 && n.Body.Regs[reg] == r.Type {
			return n.In[i], true
		}
		return kernel.Access{}, false
	}
	var ins []kernel.Instr
	for _, i := range n.Body.Instrs {
		if slices.Contains(n.Body.Outputs, i.Dst) {
			ins = append(ins, i)
		}
	}
	var a, b kernel.Reg
	switch {
	case len(n.Body.Instrs) != len(ins):
		return x, y, false
	case r.Combine == kernel.Fma && len(ins) == 2 && ins[0].Op == kernel.Move && ins[1].Op == kernel.Move:
		a, b = ins[0].A, ins[1].A
	case r.Combine == kernel.Add && len(ins) == 1 && ins[0].Op == kernel.Mul:
		a, b = ins[0].A, ins[0].B
	default:
		return x, y, false
	}
	x, okX := from(a)
	y, okY := from(b)
	return x, y, okX && okY
}

// normalize joins the axes that are walked as one, and finds the direction in
// which four elements at a time can be read: they are neighbours, and the first
// of them lies at a multiple of four.
func (x *matrix) normalize() {
	x.batch, x.lines, x.depth = joined(x.batch), joined(x.lines), joined(x.depth)
	if x.fixed {
		return
	}
	x.vector = nowhere
	for d, axes := range map[direction][]dim{alongLines: x.lines, alongDepth: x.depth} {
		if k := len(axes) - 1; k >= 0 && axes[k].stride == 1 && axes[k].size%4 == 0 && x.aligned() {
			x.vector = d
		}
	}
}

// aligned reports whether all steps but those between neighbours are multiples
// of four.
func (x *matrix) aligned() bool {
	unit := 0
	for _, axes := range [][]dim{x.batch, x.lines, x.depth} {
		for _, d := range axes {
			if d.stride == 1 {
				unit++
			} else if d.stride%4 != 0 {
				return false
			}
		}
	}
	return unit == 1 && x.offset%4 == 0
}

// joined drops axes of one index and joins those that are walked as one.
func joined(axes []dim) []dim {
	var out []dim
	for _, d := range axes {
		if k := len(out) - 1; d.size == 1 {
			continue
		} else if k >= 0 && out[k].stride == d.size*d.stride {
			out[k] = dim{out[k].size * d.size, d.stride}
		} else {
			out = append(out, d)
		}
	}
	return out
}

// unit returns how many elements a place of the bound array has.
func (x *matrix) unit() int {
	if x.vector != nowhere {
		return 4
	}
	return 1
}

// axes returns the axes in a direction, in places of the bound array.
func (x *matrix) axes(d direction) []dim {
	axes := x.lines
	if d == alongDepth {
		axes = x.depth
	}
	return x.inUnits(axes, d == x.vector)
}

// batches returns the axes of the batch, in places of the bound array.
func (x *matrix) batches() []dim { return x.inUnits(x.batch, false) }

func (x *matrix) inUnits(axes []dim, contiguous bool) []dim {
	out := slices.Clone(axes)
	unit := x.unit()
	for i := range out {
		if contiguous && i == len(out)-1 {
			out[i].size /= unit
		} else {
			out[i].stride /= unit
		}
	}
	return out
}

// place returns where an index leads along axes, which it counts through.
func place(axes []dim, index value) value {
	at := indexOf(0)
	inner := 1
	for i := len(axes) - 1; i >= 0; i-- {
		part := over(index, inner)
		if i > 0 {
			part = modulo(part, axes[i].size)
		}
		inner *= axes[i].size
		at = added(multiple(part, axes[i].stride), at)
	}
	return at
}

// placeBehind returns where the index so far behind another one leads.
func placeBehind(axes []dim, index value, behind int) value {
	if len(axes) == 1 && !index.constant {
		return added(place(axes, index), indexOf(int(uint32(behind*axes[0].stride))))
	}
	return place(axes, added(index, indexOf(behind)))
}

// added returns a sum of indices.
func added(x value, more ...value) value {
	for _, y := range more {
		switch {
		case x.constant && x.word == 0:
			x = y
		case !y.constant || y.word != 0:
			x = plus(x, y)
		}
	}
	return x
}

// multiple returns n times an index, modulo 2^32.
func multiple(x value, n int) value {
	switch {
	case x.constant:
		return indexOf(int(x.word * uint32(n)))
	case n == 0:
		return indexOf(0)
	}
	return times(x, int(uint32(n)))
}

// over returns the quotient of an index and n.
func over(x value, n int) value {
	switch {
	case x.constant:
		return indexOf(int(x.word) / n)
	case n == 1:
		return x
	}
	return arithmetic("/", x, indexOf(n))
}

// modulo returns the remainder of an index and n.
func modulo(x value, n int) value {
	switch {
	case x.constant:
		return indexOf(int(x.word) % n)
	case n == 1:
		return indexOf(0)
	}
	return arithmetic("%", x, indexOf(n))
}

// index returns the index of that name.
func index(text string) value { return name(text, kernel.U32, 1) }

// letIndex declares an index under a name, unless it is a constant or has one.
func (t *text) letIndex(called string, v value) value {
	if v.constant || !strings.ContainsAny(v.text, " ([") {
		return v
	}
	t.line("let %s = %s;", called, v.text)
	return index(called)
}
