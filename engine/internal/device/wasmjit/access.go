package wasmjit

import (
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// address pushes the address of the first lane of an access, for copy c of
// the body, and returns what is to be added to it as an immediate.
func (p *printer) address(i, c int) (offset int) {
	p.f.Get(p.pointers[i])
	a, size := p.access(i)
	if i < len(p.indexing) && p.indexing[i].outer != nil {
		p.f.Get(p.indexing[i].shift)
		p.f.Op(wasmasm.I32Add)
	}
	if p.nest.Vector < 0 {
		return 0
	}
	d := a.Stride[p.nest.Vector] * size
	if l, ok := p.steps[d]; ok && d != 0 {
		p.f.Get(l)
		p.f.Op(wasmasm.I32Add)
	}
	offset = c * p.lanes * d
	if offset < 0 || a.Buffer == kernel.Counting {
		p.f.I32Const(int32(offset))
		p.f.Op(wasmasm.I32Add)
		return 0
	}
	return offset
}

// distance returns the bytes between neighbouring lanes of an access.
func (p *printer) distance(i int) int {
	a, size := p.access(i)
	if p.nest.Vector < 0 {
		return size
	}
	return a.Stride[p.nest.Vector] * size
}

// load pushes the elements of an input. Where they lie side by side, what lies
// behind the last one may be read too: memory goes on for a vector's length.
func (p *printer) load(i, c int) {
	t, d := p.inputType(i), p.distance(i)
	defer p.f.Origin(p.f.Origin(p.originOfInput(i)))
	if p.nest.In[i].Buffer == kernel.Counting {
		p.address(i, c)
		if p.scalar() {
			return
		}
		p.f.Op(wasmasm.I32x4Splat)
		lane := uint64(uint32(d))
		p.f.V128Const(lane<<32, uint64(uint32(2*d))|uint64(uint32(3*d))<<32)
		p.f.Op(wasmasm.I32x4Add)
		return
	}
	if p.indexing[i].inner != nil {
		p.loadIndexed(t, i, c, d)
	} else {
		p.loadElements(t, i, c)
	}
	if t == kernel.Mask && !p.scalar() {
		p.toMask()
	}
}

// loadElements pushes elements of any access that each have the same distance
// from the one before.
func (p *printer) loadElements(t kernel.Type, i, c int) {
	switch d := p.distance(i); {
	case p.scalar() || d == 0 || p.width == 1:
		p.loadOne(t, p.address(i, c))
	case d == t.Size():
		p.loadVector(t, p.address(i, c))
	default:
		p.eachPlace(t, func(k int) uint32 { return p.immediate(p.address(i, c) + k*d) })
	}
}

// immediate returns what may be an immediate of an instruction, for an address
// on the stack and what is to be added to it.
func (p *printer) immediate(offset int) uint32 {
	if offset >= 0 {
		return uint32(offset)
	}
	p.f.I32Const(int32(offset))
	p.f.Op(wasmasm.I32Add)
	return 0
}

// loadOne loads one element into all lanes.
func (p *printer) loadOne(t kernel.Type, offset int) {
	if p.scalar() {
		p.f.Memory(scalarLoads[t], 0, uint32(offset))
		return
	}
	switch t.Size() {
	case 1, 2:
		p.f.Memory(scalarLoads[t], 0, uint32(offset))
		p.f.Op(wasmasm.I32x4Splat)
	case 4:
		p.f.Memory(wasmasm.V128Load32Splat, 2, uint32(offset))
	default:
		p.f.Memory(wasmasm.V128Load64Splat, 3, uint32(offset))
	}
}

func (p *printer) loadVector(t kernel.Type, offset int) {
	switch {
	case t.Size() == 1: // as many bytes as lanes, extended to 32 bits
		if p.lanes == 4 {
			p.f.Memory(wasmasm.V128Load32Zero, 0, uint32(offset))
		} else {
			p.f.Memory(wasmasm.I32Load16U, 0, uint32(offset))
			p.f.Op(wasmasm.I32x4Splat)
		}
		p.f.Op(wasmasm.I16x8ExtendLowI8x16U, wasmasm.I32x4ExtendLowI16x8U)
	case t.Size() == 2 && p.lanes == 4:
		p.f.Memory(wasmasm.V128Load16x4U, 0, uint32(offset))
	case t.Size() == 2:
		p.f.Memory(wasmasm.V128Load32Zero, 0, uint32(offset))
		p.f.Op(wasmasm.I32x4ExtendLowI16x8U)
	case t.Size() == 4 && p.lanes == 2:
		p.f.Memory(wasmasm.V128Load64Zero, 2, uint32(offset))
	default:
		p.f.Memory(wasmasm.V128Load, 2, uint32(offset))
	}
}

// eachPlace pushes elements that lie apart: push pushes the address of lane k
// and returns what is to be added to it.
func (p *printer) eachPlace(t kernel.Type, push func(k int) uint32) {
	switch t.Size() {
	case 1, 2:
		for k := range p.width {
			p.f.Memory(scalarLoads[t], 0, push(k))
			if k == 0 {
				p.f.Op(wasmasm.I32x4Splat)
			} else {
				p.f.Lane(wasmasm.I32x4ReplaceLane, k)
			}
		}
	default:
		first, next, align := wasmasm.V128Load32Zero, wasmasm.V128Load32Lane, 2
		if t.Size() == 8 {
			first, next, align = wasmasm.V128Load64Zero, wasmasm.V128Load64Lane, 3
		}
		v := p.scratch(0)
		for k := range p.width {
			at := push(k)
			if k == 0 {
				p.f.Memory(first, align, at)
			} else {
				p.f.Get(v)
				p.f.MemoryLane(next, align, at, k)
			}
			p.f.Set(v)
		}
		p.f.Get(v)
	}
}

// toMask turns 32-bit lanes that are zero or not into a mask.
func (p *printer) toMask() {
	p.f.V128Const(0, 0)
	p.f.Op(wasmasm.I32x4Ne)
	p.widenMask()
}

// store writes the lanes of value that count to a result.
func (p *printer) store(result, c int, value operand) {
	i := len(p.nest.In) + result
	defer p.f.Origin(p.f.Origin(p.nest.Out[result].Origin))
	t, d := p.nest.Out[result].Type, p.distance(i)
	if p.scalar() {
		at := p.address(i, c)
		value()
		p.f.Memory(scalarStores[t], 0, uint32(at))
		return
	}
	side := d == t.Size() && p.width == p.lanes
	inner := value
	switch t {
	case kernel.Mask:
		value = func() { inner(); p.packMask() }
	case kernel.F16:
		value = func() { inner(); p.packHalves() }
	}
	if side && (t.Size() == 8 || t.Size() == 4 && p.lanes == 4) {
		at := p.address(i, c)
		value()
		p.f.Memory(wasmasm.V128Store, 2, uint32(at))
		return
	}
	if side { // the lowest bytes
		op := storeLane[t.Size()*p.lanes]
		at := p.address(i, c)
		value()
		p.f.MemoryLane(op, 0, uint32(at), 0)
		return
	}
	op := storeLane[t.Size()]
	v := p.scratch(0)
	value()
	p.f.Set(v)
	for k := range p.width {
		at := p.immediate(p.address(i, c) + k*d)
		p.f.Get(v)
		p.f.MemoryLane(op, 0, at, k)
	}
}

// storeLane is the instruction that stores a lane of so many bytes.
var storeLane = map[int]wasmasm.Opcode{1: wasmasm.V128Store8Lane, 2: wasmasm.V128Store16Lane, 4: wasmasm.V128Store32Lane, 8: wasmasm.V128Store64Lane}

// packHalves moves the lower halves of 32-bit lanes on the stack side by side.
func (p *printer) packHalves() {
	v := p.scratch(0)
	p.f.Tee(v)
	p.f.Get(v)
	p.f.Shuffle([16]byte{0, 1, 4, 5, 8, 9, 12, 13})
}

// packMask turns a mask on the stack into bytes 0 and 1, side by side.
func (p *printer) packMask() {
	p.f.V128Const(0x0101010101010101, 0x0101010101010101)
	p.f.Op(wasmasm.V128And)
	v := p.scratch(0)
	p.f.Tee(v)
	p.f.Get(v)
	if p.lanes == 4 {
		p.f.Shuffle([16]byte{0, 4, 8, 12})
	} else {
		p.f.Shuffle([16]byte{0, 8})
	}
}
