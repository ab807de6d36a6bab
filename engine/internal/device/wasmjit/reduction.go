package wasmjit

import (
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// blockOf returns how many of n terms are added one after the other in blocked
// summation, before their sum is added to the total: about √n, so that neither
// the sums of blocks nor their total are long.
func blockOf(n int) int32 {
	block := 64
	for block*block < n {
		block *= 2
	}
	return int32(block)
}

// An accumulator holds the partial results of one reduction, one vector for
// each copy of the body. Sums of floats have a total as well, to which sums of
// blocks are added, so that the error grows with the number of blocks and the
// length of one, not with their product.
type accumulator struct {
	result  int
	op      kernel.Op // that combines partial results
	partial []wasmasm.Local
	total   []wasmasm.Local
}

// unrollReduced is unroll for reductions.
func (p *printer) unrollReduced(size int) int {
	copies := 1
	if n := len(p.nest.Body.Instrs); n <= 4 {
		copies = 8
	} else if n <= 32 {
		copies = 4
	}
	for copies > 1 && (size < copies*p.lanes || p.module.few && copies*len(p.nest.Out) > 4) {
		copies /= 2
	}
	return copies
}

// reduction prints the loops of the reduced axes, from axis k on, between the
// start and the end of its results.
func (p *printer) reduction(k int) {
	vector := p.nest.Vector
	lanewise := vector >= k // lanes are partial results of one result
	copies := p.copies
	if lanewise {
		copies = p.unrollReduced(p.nest.Axes[vector].Size)
	}
	p.sums = nil
	for i, r := range p.nest.Out {
		if r.Combine == kernel.Move {
			continue
		}
		a := accumulator{result: i, op: r.Combine}
		if a.op == kernel.Fma {
			a.op = kernel.Add
		}
		for range copies {
			a.partial = append(a.partial, p.f.Local(p.valType(r.Type)))
			if a.op == kernel.Add && r.Type.IsFloat() && !r.InOrder {
				a.total = append(a.total, p.f.Local(p.valType(r.Type)))
			}
		}
		p.clear(a, a.partial)
		p.clear(a, a.total)
		p.sums = append(p.sums, a)
	}
	p.below(k)
	for _, a := range p.sums {
		p.fold(a)
		v := a.partial
		if a.total != nil {
			v = a.total
		}
		if !lanewise {
			for c := range v {
				p.store(a.result, c, func() { p.f.Get(v[c]) })
			}
			continue
		}
		p.gatherCopies(a, v)
		p.gatherLanes(a, v[0])
		width := p.width
		p.width = 1
		p.store(a.result, 0, func() { p.f.Get(v[0]) })
		p.width = width
	}
}

func (p *printer) clear(a accumulator, v []wasmasm.Local) {
	t := p.nest.Out[a.result].Type
	defer p.f.Origin(p.f.Origin(p.nest.Out[a.result].Origin))
	for _, l := range v {
		p.constant(t, kernel.Identity(a.op, t))
		p.f.Set(l)
	}
}

// fold adds the sums of a block to the totals.
func (p *printer) fold(a accumulator) {
	for c, l := range a.total {
		p.combine(a, l, func() { p.f.Get(a.partial[c]) })
	}
	if a.total != nil {
		p.clear(a, a.partial)
	}
}

// combine sets l to op(l, x).
func (p *printer) combine(a accumulator, l wasmasm.Local, x operand) {
	t := p.nest.Out[a.result].Type
	defer p.f.Origin(p.f.Origin(p.nest.Out[a.result].Origin))
	p.arithmetic(a.op, t, func() { p.f.Get(l) }, x)
	p.f.Set(l)
}

// gatherCopies combines the partial results of the copies into the first.
func (p *printer) gatherCopies(a accumulator, v []wasmasm.Local) {
	for n := len(v); n > 1; n /= 2 {
		for c := range n / 2 {
			p.combine(a, v[c], func() { p.f.Get(v[c+n/2]) })
		}
	}
}

var secondLane = [16]byte{4, 5, 6, 7, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3}

// gatherLanes combines the lanes of l into the first.
func (p *printer) gatherLanes(a accumulator, l wasmasm.Local) {
	if p.scalar() {
		return
	}
	turned := p.f.Local(wasmasm.V128)
	turns := [][16]byte{upperHalf, secondLane}
	if p.lanes == 2 {
		turns = turns[:1]
		if t := p.nest.Out[a.result].Type; t.Size() == 4 { // in the lower half
			turns[0] = secondLane
		}
	}
	for _, bytes := range turns {
		p.f.Get(l)
		p.f.Get(l)
		p.f.Shuffle(bytes)
		p.f.Set(turned)
		p.combine(a, l, func() { p.f.Get(turned) })
	}
}

// accumulate adds what copy c of the body gives to the partial results.
func (p *printer) accumulate(a accumulator, c int) {
	r := p.nest.Out[a.result]
	defer p.f.Origin(p.f.Origin(r.Origin))
	l := a.partial[c]
	partly := p.nest.Vector >= p.kept() && p.width < p.lanes
	x := func(k int) operand {
		push := func() { p.value.push(p, c, p.nest.Body.Outputs[r.Output+k]) }
		if partly {
			return func() { p.masked(a, push) }
		}
		return push
	}
	if r.Combine == kernel.Fma && r.Type == kernel.F32 && (p.fused || r.InOrder) {
		p.fma(r.Type, x(0), x(1), func() { p.f.Get(l) })
		p.f.Set(l)
		return
	}
	term := x(0)
	if r.Combine == kernel.Fma {
		term = func() { p.arithmetic(kernel.Mul, r.Type, x(0), x(1)) }
	}
	p.combine(a, l, term)
}

// masked pushes x with the lanes that do not count set to the identity.
func (p *printer) masked(a accumulator, x operand) {
	t := p.nest.Out[a.result].Type
	x()
	p.constant(t, kernel.Identity(a.op, t))
	var mask [2]uint64
	for k := range p.width {
		if p.lanes == 2 && (wide(t) || t == kernel.Mask) {
			mask[k] = ^uint64(0)
		} else {
			mask[k/2] |= 0xffffffff << (32 * (k % 2))
		}
	}
	p.f.V128Const(mask[0], mask[1])
	p.f.Op(wasmasm.V128BitSelect)
}

// blocks prints a loop of n turns of which every block starts new partial
// sums; turns prints a loop whose count it is given.
func (p *printer) blocks(n int, turns func(count func())) {
	summing := false
	for _, a := range p.sums {
		summing = summing || a.total != nil
	}
	fold := func() {
		for _, a := range p.sums {
			p.fold(a)
		}
	}
	block := blockOf(n)
	if n == 0 {
		return
	}
	if !summing || n <= int(block) {
		turns(func() { p.f.I32Const(int32(n)) })
		fold()
		return
	}
	left := p.f.Local(wasmasm.I32)
	p.f.I32Const(int32(n))
	p.f.Set(left)
	p.f.Loop()
	turns(func() { // min(left, block)
		p.f.Get(left)
		p.f.I32Const(block)
		p.f.Get(left)
		p.f.I32Const(block)
		p.f.Op(wasmasm.I32LtS, wasmasm.Select)
	})
	fold()
	p.f.Get(left)
	p.f.I32Const(block)
	p.f.Op(wasmasm.I32Sub)
	p.f.Tee(left)
	p.f.I32Const(0)
	p.f.Op(wasmasm.I32GtS)
	p.f.BrIf(0)
	p.f.End()
}

// reducedVector prints the loop of a reduced vector axis: whole blocks of
// copies, then whole vectors, then a part of one.
func (p *printer) reducedVector(k int) {
	size := p.nest.Axes[k].Size
	copies := p.unrollReduced(size)
	p.forgetSteps()
	p.startSteps(k)
	if full := size / (copies * p.lanes); full > 0 {
		p.copies = copies
		p.describeLoop(full*copies*p.lanes, p.lanes, copies)
		p.blocks(full, func(count func()) {
			p.repeat(count, func(wasmasm.Local) {
				p.below(k + 1)
				p.step(k, copies*p.lanes)
			})
		})
		p.copies = 1
	}
	rest := size % (copies * p.lanes)
	if rest >= p.lanes {
		p.repeatConstant(rest/p.lanes, func(wasmasm.Local) {
			p.below(k + 1)
			p.step(k, p.lanes)
		})
	}
	if p.width = rest % p.lanes; p.width > 0 {
		p.below(k + 1)
	}
	p.width = p.lanes
	for _, a := range p.sums {
		p.fold(a)
	}
	p.forgetSteps()
}
