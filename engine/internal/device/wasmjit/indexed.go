package wasmjit

import (
	"slices"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// An indexing says how the indices of an access are read: those of one vector
// share an address, which is computed as far out as possible, unless they
// depend on the vector axis; then every lane has its own.
type indexing struct {
	outer, inner []term
	shift        wasmasm.Local // what the outer terms add to the address
}

// A term is one of an access, whose index is read by the given access.
type term struct {
	kernel.Term
	access int
}

// variesAlong reports whether an index of an access depends on an axis.
func (p *printer) variesAlong(a kernel.Access, axis int) bool {
	return slices.ContainsFunc(a.Terms, func(t kernel.Term) bool { return t.VariesAlong(axis) })
}

// findTerms numbers the accesses to indices that depend on an axis.
func (p *printer) findTerms() {
	n := len(p.nest.In) + len(p.nest.Out)
	p.indexing = make([]indexing, n)
	for i := range p.indexing {
		a, _ := p.access(i)
		x := &p.indexing[i]
		for _, t := range a.Terms {
			if t.Index.Stride == nil {
				continue
			}
			numbered := term{t, n + len(p.terms)}
			p.terms = append(p.terms, t.Index)
			if t.VariesAlong(p.nest.Vector) {
				x.inner = append(x.inner, numbered)
			} else {
				x.outer = append(x.outer, numbered)
			}
		}
		if x.outer != nil {
			x.shift = p.f.Local(wasmasm.I32)
		}
	}
}

// startIndexing computes, in front of the loop of axis k, the shifts whose
// indices do not depend on it or any loop inside, but on the loop around it.
func (p *printer) startIndexing(k int) {
	for i, x := range p.indexing {
		last := -1
		for _, t := range x.outer {
			last = max(last, deepest(t.Index))
		}
		if x.outer == nil || last != k-1 {
			continue
		}
		_, size := p.access(i)
		for j, t := range x.outer {
			p.f.Get(p.pointers[t.access])
			p.f.Memory(wasmasm.I32Load, 2, 0)
			p.clamp(t.Term, size)
			if j > 0 {
				p.f.Op(wasmasm.I32Add)
			}
		}
		p.f.Set(x.shift)
	}
}

// clamp turns an index on the stack into what it adds to the address of
// elements of the given size.
func (p *printer) clamp(t kernel.Term, size int) {
	if p.index == 0 {
		p.index = p.f.Local(wasmasm.I32)
	}
	for _, bound := range []struct {
		value int32
		keeps wasmasm.Opcode
	}{{0, wasmasm.I32GtS}, {int32(t.Limit), wasmasm.I32LtS}} {
		p.f.Set(p.index)
		p.f.Get(p.index)
		p.f.I32Const(bound.value)
		p.f.Get(p.index)
		p.f.I32Const(bound.value)
		p.f.Op(bound.keeps, wasmasm.Select)
	}
	p.f.I32Const(int32(t.Step * size))
	p.f.Op(wasmasm.I32Mul)
}

// loadIndexed loads lanes whose places their own indices tell.
func (p *printer) loadIndexed(t kernel.Type, i, c, d int) {
	_, size := p.access(i)
	if p.places == 0 {
		p.places = p.f.Local(p.valType(kernel.I32))
	}
	get := func() { p.f.Get(p.places) }
	for j, term := range p.indexing[i].inner {
		number := func(v int) operand { return func() { p.constant(kernel.I32, uint64(uint32(v))) } }
		least := func() {
			p.arithmetic(kernel.Max, kernel.I32, func() { p.loadElements(kernel.I32, term.access, c) }, number(0))
		}
		clamped := func() { p.arithmetic(kernel.Min, kernel.I32, least, number(term.Limit)) }
		moved := func() { p.arithmetic(kernel.Mul, kernel.I32, clamped, number(term.Step*size)) }
		if j == 0 {
			moved()
		} else {
			p.arithmetic(kernel.Add, kernel.I32, moved, get)
		}
		p.f.Set(p.places)
	}
	if p.scalar() {
		at := p.address(i, c)
		get()
		p.f.Op(wasmasm.I32Add)
		p.loadOne(t, at)
		return
	}
	p.eachPlace(t, func(k int) uint32 {
		at := p.address(i, c) + k*d
		get()
		p.f.Lane(wasmasm.I32x4ExtractLane, k)
		p.f.Op(wasmasm.I32Add)
		return p.immediate(at)
	})
}

// startLinks sets the links to what they are at the first index.
func (p *printer) startLinks() {
	first := p.linked == nil
	for i, c := range p.nest.Links {
		t := p.nest.Body.Regs[p.nest.Body.Outputs[c.Output]]
		if first {
			p.linked = append(p.linked, nil)
		}
		for k := range p.copies {
			if k == len(p.linked[i]) {
				p.linked[i] = append(p.linked[i], p.f.Local(p.valType(t)))
			}
			p.constant(t, c.Start)
			p.f.Set(p.linked[i][k])
		}
	}
}
