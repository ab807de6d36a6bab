package kernel

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// A Split divides a nest into chunks, each a number of indices of one axis that
// is not reduced, which may run in any order or at the same time. The last
// chunk of an axis whose size is no multiple starts earlier, so that it is as
// long as the others, except in products of matrices: there it is shorter.
//
// How a nest is divided does not depend on who runs the chunks, so results
// have the same bits on one thread and on many.
type Split struct {
	Axis  int
	Block int // indices of a chunk
}

// Chunks returns the number of chunks of the nest, 1 if it is not split.
func (n *Nest) Chunks() int {
	if n.Split == nil {
		return 1
	}
	return (n.Axes[n.Split.Axis].Size + n.Split.Block - 1) / n.Split.Block
}

// What was measured in Chromium with four lanes, in ns: for an operation and for
// an access at one index of a nest, and for both in tiles.
const (
	operationTime = 0.03
	accessTime    = 0.05
	tileTime      = 0.04
)

// A nest that takes less than worthSplitting ns is not split, and chunks take
// some chunkTime ns, unless that would make more of them than mostChunks. To
// announce a job takes 2 µs, and to wake a thread ten times that.
const (
	worthSplitting = 50_000
	chunkTime      = 15_000
	mostChunks     = 32
)

// Time estimates how long a nest takes, in ns.
func (n *Nest) Time() float64 {
	points, lanes := 1.0, 1.0
	for _, a := range n.Axes {
		points *= float64(a.Size)
	}
	for _, t := range n.Body.Regs {
		if t.Size() == 8 {
			lanes = 2
		}
	}
	if n.Tiles != nil {
		return points * lanes * tileTime
	}
	return points * lanes * (operationTime*float64(len(n.Body.Instrs)) + accessTime*float64(len(n.In)+len(n.Out)))
}

// split divides the long nests among steps.
func (p *Plan) split(steps []Step) []Step {
	var out []Step
	for _, s := range steps {
		switch {
		case s.Nest != nil:
			for _, n := range p.divide(s.Nest) {
				out = append(out, Step{Nest: n})
			}
			continue
		case s.Loop != nil:
			s.Loop.Body = p.split(s.Loop.Body)
		case s.Branch != nil:
			for i, list := range s.Branch.Cases {
				s.Branch.Cases[i] = p.split(list)
			}
		}
		out = append(out, s)
	}
	return out
}

// divide splits a nest along an axis that is kept or, where none is long
// enough, divides its reductions among several nests.
func (p *Plan) divide(n *Nest) []*Nest {
	time := n.Time()
	if time < worthSplitting || n.Ordered || n.overwrites() {
		return []*Nest{n}
	}
	if n.Tiles != nil {
		n.splitTiles()
		return []*Nest{n}
	}
	chunks := min(int(time/chunkTime), mostChunks)
	if axis, unit := n.splitAxis(chunks); axis >= 0 {
		n.splitAlong(axis, chunks, unit)
		return []*Nest{n}
	}
	return p.divideReduction(n, chunks)
}

// overwrites reports whether a nest writes to what it reads: then no chunk could
// be done twice.
func (n *Nest) overwrites() bool {
	return slices.ContainsFunc(n.Out, func(r Result) bool {
		return slices.ContainsFunc(n.In, func(a Access) bool { return slices.Contains(a.reads(), r.Buffer) })
	})
}

// splitAlong splits along an axis into that many chunks of a multiple of unit
// indices, the last one excepted.
func (n *Nest) splitAlong(axis, chunks, unit int) {
	block := (n.Axes[axis].Size + chunks - 1) / chunks
	if n.Split = (&Split{axis, (block + unit - 1) / unit * unit}); n.Chunks() == 1 {
		n.Split = nil
	}
}

// splitTiles splits a matrix product into few chunks, because each packs one of
// the matrices for itself: along an axis that makes many products, or else
// along the rows or, where those are few, the columns.
func (n *Nest) splitTiles() {
	t := n.Tiles
	for k, a := range n.Axes {
		if k != t.M && k != t.N && k != t.K && a.Size >= fewChunks {
			n.splitAlong(k, min(a.Size, mostChunks), 1)
			return
		}
	}
	axis, unit := t.M, TileRows
	if n.Axes[t.M].Size < 2*leastRows && n.Axes[t.N].Size > n.Axes[t.M].Size {
		axis, unit = t.N, lineOf/2
	}
	if chunks := min(n.Axes[axis].Size/leastRows, fewChunks); chunks >= 2 {
		n.splitAlong(axis, chunks, unit)
	}
}

// fewChunks are enough for as many threads as most machines have, and leastRows
// is from how many rows or columns on the time to pack a matrix does not count.
const (
	fewChunks = 8
	leastRows = 120
)

// Along lanes a chunk is a multiple of lineOf indices, so that it writes whole
// cache lines and loops have no rest.
const lineOf = 64

// splitAxis returns the outermost kept axis that gives enough chunks, or else
// the one that gives the most but at least four, and of how many indices chunks
// must be a multiple; -1 if there is none.
func (n *Nest) splitAxis(chunks int) (axis, unit int) {
	axis, most := -1, 3
	for k, a := range n.Axes {
		if a.Reduced || a.Chained {
			continue
		}
		u := 1
		if k == n.Vector {
			u = lineOf
		}
		count := min(a.Size/u, chunks)
		if count > most {
			axis, unit, most = k, u, count
		}
	}
	return axis, unit
}

// divideReduction divides the reductions of a nest along its longest reduced
// axis: each chunk has results of its own, which another nest combines. The
// last chunk is a nest by itself where it is shorter.
func (p *Plan) divideReduction(n *Nest, chunks int) []*Nest {
	axis := -1
	for k, a := range n.Axes {
		if a.Reduced && (axis < 0 || a.Size > n.Axes[axis].Size) {
			axis = k
		}
	}
	fixed := slices.ContainsFunc(n.Out, func(r Result) bool { return r.InOrder }) || len(n.Links) > 0
	n.each(func(a *Access) { fixed = fixed || len(a.Terms) > 0 })
	if axis < 0 || fixed || n.Axes[axis].Size < 4*lineOf {
		return []*Nest{n}
	}
	size := n.Axes[axis].Size
	block := evenly(size, chunks)
	whole, rest := size/block, size%block
	partials, last := whole, []*Nest(nil)
	if rest > 0 {
		partials++
	}
	// Partial results are where the results would be, once for each chunk.
	partial := func(r Result) Buffer { return p.Buffers[r.Buffer] }
	var combine []*Nest
	out := make([]Result, len(n.Out))
	for i, r := range n.Out {
		out[i] = r
		if r.Combine == Move {
			continue
		}
		from := partial(r)
		p.Buffers = append(p.Buffers, Buffer{DType: from.DType, Len: from.Len * partials})
		out[i].Buffer = len(p.Buffers) - 1
		combine = append(combine, p.combination(n, r, out[i].Buffer, partials))
	}
	part := func(from, size, first, count int) *Nest {
		m := &Nest{Vector: n.Vector, Body: n.Body, Out: slices.Clone(out), In: slices.Clone(n.In)}
		m.Axes = slices.Clone(n.Axes)
		m.Axes[axis].Size = size
		shift := func(a *Access, stride int) {
			a.Offset += from * a.Stride[axis]
			a.Stride = slices.Clone(a.Stride)
			if count > 1 {
				a.Stride = slices.Insert(a.Stride, 0, stride)
			}
		}
		for i := range m.In {
			shift(&m.In[i], size*m.In[i].Stride[axis])
		}
		for i := range m.Out {
			r := &m.Out[i]
			if r.Combine == Move {
				shift(&r.Access, size*r.Stride[axis])
				continue
			}
			length := partial(n.Out[i]).Len
			r.Offset += first * length
			shift(&r.Access, length)
		}
		if count > 1 {
			m.Axes = slices.Insert(m.Axes, 0, Axis{Size: count})
			if m.Vector >= 0 {
				m.Vector++
			}
			m.Split = &Split{0, 1}
		}
		return m
	}
	if rest > 0 {
		last = append(last, part(whole*block, rest, whole, 1))
	}
	return slices.Concat([]*Nest{part(0, block, 0, whole)}, last, combine)
}

// evenly returns a length of parts of about size/chunks that leaves no rest if
// there is one, and otherwise one that suits lanes.
func evenly(size, chunks int) int {
	chunks = min(chunks, size/lineOf)
	for c := chunks; c > chunks/2; c-- {
		if size%c == 0 {
			return size / c
		}
	}
	return ((size+chunks-1)/chunks + lineOf - 1) / lineOf * lineOf
}

// combination returns the nest that combines partial results of r, which lie
// one after the other in a buffer.
func (p *Plan) combination(n *Nest, r Result, buffer, partials int) *Nest {
	b := p.Buffers[buffer]
	op := r.Combine
	if op == Fma {
		op = Add
	}
	c := &Nest{
		Body: Compile([]ir.DType{b.DType}, func(_ *Builder, in []Node) []Node { return in }),
		In:   []Access{{Buffer: buffer}},
		Out:  []Result{{Access: Access{Buffer: r.Buffer, Offset: r.Offset}, Type: r.Type, Combine: op, InOrder: true}},
	}
	var shape []int
	add := func(size, in, out int) {
		shape = append(shape, size)
		c.In[0].Stride = append(c.In[0].Stride, in)
		c.Out[0].Stride = append(c.Out[0].Stride, out)
	}
	for k, a := range n.Axes {
		if !a.Reduced {
			add(a.Size, r.Stride[k], r.Stride[k])
		}
	}
	c.In[0].Offset = r.Offset
	add(partials, b.Len/partials, 0)
	c.arrange(&group{shape: shape, axes: []int{len(shape) - 1}})
	return c
}

// Chunks returns in how many chunks a step is computed.
func (s *Step) Chunks() int {
	switch {
	case s.Nest != nil:
		return s.Nest.Chunks()
	case s.Rows != nil:
		return s.Rows.Chunks()
	}
	return 1
}

// Shares reports whether several threads are to share a step.
func (s *Step) Shares() bool {
	return s.Nest != nil && s.Nest.Split != nil || s.Rows != nil && s.Rows.Time() >= worthSplitting && s.Rows.Chunks() > 1
}

// EachShared visits the steps that threads share, with how often each runs at least.
func (p *Plan) EachShared(do func(s *Step, runs int)) { eachShared(p.Steps, 1, do) }

func eachShared(steps []Step, runs int, do func(s *Step, runs int)) {
	for i := range steps {
		s := &steps[i]
		if s.Shares() {
			do(s, runs)
		}
		turns := runs
		if s.Loop != nil {
			turns *= max(s.Loop.Trips, 1)
		}
		for _, inner := range s.inner() {
			eachShared(inner, turns, do)
		}
	}
}

// Shareable estimates for how long the steps run, in ns, that threads share.
func (p *Plan) Shareable() float64 {
	time := 0.0
	p.EachShared(func(s *Step, runs int) {
		if s.Rows != nil {
			time += s.Rows.Time() * float64(runs)
		} else {
			time += s.Nest.Time() * float64(runs)
		}
	})
	return time
}
