package wasmjit

import (
	"slices"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// A printer prints one nest as a function of the address of a table that
// holds the address of every buffer.
type printer struct {
	module *module
	f      *wasmasm.Func
	nest   *kernel.Nest
	chunk  *chunk // if the nest is one
	fused  bool   // the machine has relaxed vector instructions, and fused multiply-adds among them
	lanes  int    // in a vector: 4, or 2 where a lane has 64 bits; 1 where there are no vectors

	value     *ssa
	constants []wasmasm.Local   // by constant of the body
	pointers  []wasmasm.Local   // by access: the address of its current element
	terms     []kernel.Access   // the accesses to indices, numbered after those of inputs and results
	indexing  []indexing        // by input or result
	linked    [][]wasmasm.Local // by link and copy of the body
	steps     map[int]wasmasm.Local
	hoisted   map[hoistKey]wasmasm.Local
	registers map[int]wasmasm.Local // by input that needs no loading
	copies    int                   // of the body side by side, each a vector further
	width     int                   // how many lanes count
	scratches []wasmasm.Local
	sums      []accumulator
	index     wasmasm.Local // for clamping one
	places    wasmasm.Local // of lanes
	loops     int           // printed so far
}

type hoistKey struct{ input, copy int }

// table is the parameter of every function.
const table wasmasm.Local = 0

// print prints a nest as a function, or as one that computes a chunk of it.
func (m *module) print(n *kernel.Nest) *wasmasm.Func {
	if m.divides(n) {
		return m.printChunk(n)
	}
	f := m.Func([]wasmasm.ValType{wasmasm.I32}, nil)
	m.printTo(f, n, nil)
	return f
}

// printTo appends a nest to a function. A nest that is a chunk of another has a
// local with the first index of the axis that is split.
func (m *module) printTo(f *wasmasm.Func, n *kernel.Nest, chunk *chunk) {
	p := m.printerOf(n, f)
	p.chunk = chunk
	if slices.ContainsFunc(n.Axes, func(a kernel.Axis) bool { return a.Size == 0 && !a.Reduced }) {
		return
	}
	p.describe()
	p.prepare()
	p.nameLocals()
	if n.Tiles != nil {
		p.f.Origin(n.Out[0].Origin)
		p.tiles()
		return
	}
	p.level(0)
}

// printerOf returns a printer of a nest as a part of a function.
func (m *module) printerOf(n *kernel.Nest, f *wasmasm.Func) *printer {
	p := &printer{module: m, f: f, nest: n, fused: m.fused, lanes: 4, copies: 1, steps: map[int]wasmasm.Local{}, hoisted: map[hoistKey]wasmasm.Local{}}
	switch {
	case !m.vectors || n.Vector < 0: // one number at a time
		p.lanes = 1
	case slices.ContainsFunc(n.Body.Regs, wide):
		p.lanes = 2
	}
	p.width = p.lanes
	if n.Vector < 0 {
		p.width = 1
	}
	p.value = newSSA(n.Body)
	return p
}

// prepare sets the locals for constants and for where the buffers lie.
func (p *printer) prepare() {
	if len(p.nest.Body.Consts) > 0 {
		p.f.Comment("constants, the same in every lane")
	}
	for _, c := range p.nest.Body.Consts {
		l := p.f.Local(p.valType(c.Type))
		p.f.Origin(c.Origin)
		p.constant(c.Type, c.Bits)
		p.f.Set(l)
		p.constants = append(p.constants, l)
	}
	p.f.Origin(0)
	p.findTerms()
	p.f.Comment("where the buffers lie")
	for i := range p.accesses() {
		p.pointers = append(p.pointers, p.point(i))
	}
}

// accesses returns the number of accesses: inputs, then results, then indices.
func (p *printer) accesses() int { return len(p.nest.In) + len(p.nest.Out) + len(p.terms) }

// access returns an access and the bytes between neighbouring elements.
func (p *printer) access(i int) (a kernel.Access, size int) {
	n := len(p.nest.In)
	if k := i - n - len(p.nest.Out); k >= 0 {
		return p.terms[k], kernel.I32.Size()
	}
	if i >= n {
		r := p.nest.Out[i-n]
		return r.Access, r.Type.Size()
	}
	a = p.nest.In[i]
	if a.Buffer < 0 {
		return a, 1
	}
	return a, p.inputType(i).Size()
}

func (p *printer) inputType(i int) kernel.Type { return p.nest.Body.Regs[p.nest.Body.Inputs[i]] }

// point sets a local to the address of an access's first element.
func (p *printer) point(i int) wasmasm.Local {
	a, size := p.access(i)
	l := p.f.Local(wasmasm.I32)
	if a.Buffer < 0 {
		p.f.I32Const(int32(a.Offset))
	} else {
		p.f.Get(table)
		p.f.Memory(wasmasm.I32Load, 2, uint32(4*a.Buffer))
		if a.Offset != 0 {
			p.f.I32Const(int32(a.Offset * size))
			p.f.Op(wasmasm.I32Add)
		}
		for _, t := range a.Terms {
			if t.Index.Stride == nil {
				p.f.Get(table)
				p.f.Memory(wasmasm.I32Load, 2, uint32(4*t.Index.Buffer))
				p.f.Memory(wasmasm.I32Load, 2, uint32(4*t.Index.Offset))
				p.clamp(t, size)
				p.f.Op(wasmasm.I32Add)
			}
		}
	}
	if p.chunk != nil {
		p.chunk.shift(p.f, a, size)
	}
	p.f.Set(l)
	return l
}

// scratch returns a local for the innermost needs of an operation. Computing
// an operand may change it, so operands are pushed before it is set.
func (p *printer) scratch(i int) wasmasm.Local {
	for len(p.scratches) <= i {
		p.scratches = append(p.scratches, p.named(p.f.Local(wasmasm.V128), "scratch", len(p.scratches)))
	}
	return p.scratches[i]
}

// kept returns the number of axes that are not reduced.
func (p *printer) kept() int {
	return len(p.nest.Axes) - p.reducedAxes()
}

func (p *printer) reducedAxes() int {
	n := 0
	for _, a := range p.nest.Axes {
		if a.Reduced {
			n++
		}
	}
	return n
}

func (p *printer) isReduction() bool {
	return slices.ContainsFunc(p.nest.Out, func(r kernel.Result) bool { return r.Combine != kernel.Move })
}

// level prints the loops from axis k inwards.
func (p *printer) level(k int) {
	if k == p.kept() && p.isReduction() {
		p.reduction(k)
		return
	}
	p.below(k)
}

// below prints the loop of axis k, or the body where there is none.
func (p *printer) below(k int) {
	switch {
	case k == len(p.nest.Axes):
		p.startIndexing(k)
		p.body()
	case k == p.nest.Vector && p.nest.Axes[k].Reduced:
		p.hoist(k)
		p.reducedVector(k)
	case k == p.nest.Vector:
		p.hoist(k)
		p.keptVector(k)
	case k == len(p.nest.Axes)-1 && p.nest.Axes[k].Reduced:
		p.hoist(k)
		p.blocks(p.nest.Axes[k].Size, func(count func()) { p.turns(k, count) })
		p.rewind(k, p.nest.Axes[k].Size)
	default:
		p.hoist(k)
		if p.nest.Axes[k].Chained {
			p.startLinks()
		}
		size := p.nest.Axes[k].Size
		p.describeLoop(size, 1, 1)
		p.turns(k, func() { p.f.I32Const(int32(size)) })
		if k > 0 {
			p.rewind(k, size)
		}
	}
}

// turns prints a loop over an axis one index at a time; count pushes the number
// of turns, which is not 0 unless it is a constant.
func (p *printer) turns(k int, count func()) {
	if p.nest.Axes[k].Size == 0 {
		return
	}
	p.repeat(count, func(wasmasm.Local) {
		if p.nest.Axes[k].Reduced || k >= p.kept() {
			p.below(k + 1)
		} else {
			p.level(k + 1)
		}
		p.advance(k, 1)
	})
}

// repeat prints a loop with a counter that falls from count to 1.
func (p *printer) repeat(count func(), turn func(left wasmasm.Local)) {
	left := p.named(p.f.Local(wasmasm.I32), "turns", p.loops)
	p.loops++
	count()
	p.f.Set(left)
	p.f.Loop()
	turn(left)
	p.f.Get(left)
	p.f.I32Const(1)
	p.f.Op(wasmasm.I32Sub)
	p.f.Tee(left)
	p.f.BrIf(0)
	p.f.End()
}

// advance moves all pointers by n indices of axis k.
func (p *printer) advance(k, n int) {
	for i, l := range p.pointers {
		if a, size := p.access(i); a.Stride[k] != 0 {
			p.move(l, n*a.Stride[k]*size)
		}
	}
}

func (p *printer) rewind(k, n int) { p.advance(k, -n) }

// hoist loads, in front of the loop of axis k, the inputs that do not depend
// on it or any loop inside, but on the loop around it.
func (p *printer) hoist(k int) {
	p.startIndexing(k)
	for i, a := range p.nest.In {
		if deepest(a) == k-1 && a.Buffer >= 0 && !p.changes(i) {
			for c := range p.copies {
				if c > 0 && !p.differs(i) {
					break
				}
				l := p.hoistLocal(i, c)
				p.load(i, c)
				p.f.Set(l)
			}
		}
	}
}

func (p *printer) hoistLocal(input, copy int) wasmasm.Local {
	key := hoistKey{input, copy}
	l, ok := p.hoisted[key]
	if !ok {
		l = p.named(p.f.Local(p.valType(p.inputType(input))), "kept", len(p.hoisted))
		p.hoisted[key] = l
	}
	return l
}

// differs reports whether copies of the body read different elements of an
// input.
func (p *printer) differs(input int) bool {
	a, v := p.nest.In[input], p.nest.Vector
	return v >= 0 && (a.Stride[v] != 0 || p.variesAlong(a, v))
}

// changes reports whether an input may be another one at every index of the
// innermost axis: because it depends on it, or because the nest writes it.
func (p *printer) changes(input int) bool {
	a := p.nest.In[input]
	return deepest(a) == len(p.nest.Axes)-1 ||
		p.nest.Ordered && slices.ContainsFunc(p.nest.Out, func(r kernel.Result) bool { return r.Buffer == a.Buffer })
}

// deepest returns the innermost axis that an access depends on; -1 if none.
func deepest(a kernel.Access) int {
	last := -1
	for k, s := range a.Stride {
		if s != 0 {
			last = k
		}
	}
	for _, t := range a.Terms {
		last = max(last, deepest(t.Index))
	}
	return last
}
