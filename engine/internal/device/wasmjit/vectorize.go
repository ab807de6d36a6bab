package wasmjit

import (
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// unroll returns how many copies of the body a loop holds: enough to hide the
// latency of a short one.
func (p *printer) unroll(size int) int {
	n := len(p.nest.Body.Instrs)
	copies := 1
	switch {
	case n <= 4:
		copies = 4
	case n <= 256:
		copies = 2
	}
	for copies > 1 && size < copies*p.lanes {
		copies /= 2
	}
	return copies
}

// keptVector prints the loop of the vector axis where every index has results
// of its own. The last vector of a length that is no multiple overlaps the one
// before, which computes some results twice but needs no other code.
func (p *printer) keptVector(k int) {
	size := p.nest.Axes[k].Size
	p.forgetSteps()
	if size < p.lanes {
		p.width = size
		p.inner(k)
		p.width = p.lanes
		return
	}
	copies := p.unroll(size)
	if p.isReduction() {
		copies = p.unrollReduced(size)
	}
	p.startSteps(k)
	block := copies * p.lanes
	if full := size / block; copies > 1 && full > 0 {
		p.copies = copies
		p.describeLoop(full*block, p.lanes, copies)
		p.repeatConstant(full, func(wasmasm.Local) {
			p.inner(k)
			p.step(k, block)
		})
		p.copies = 1
	}
	rest := size
	if copies > 1 {
		rest = size % block
	}
	if rest == 0 {
		p.forgetSteps()
		return
	}
	if p.nest.Ordered {
		p.parts(k, rest)
		return
	}
	turns := (rest + p.lanes - 1) / p.lanes
	if turns == 1 {
		p.f.Comment("the last vector")
		p.stepTo(k, size-p.lanes)
		p.inner(k)
		p.forgetSteps()
		return
	}
	p.describeLoop(rest, p.lanes, 1)
	p.repeatConstant(turns, func(left wasmasm.Local) {
		p.inner(k)
		if rest%p.lanes == 0 {
			p.step(k, p.lanes)
		} else {
			p.stepOrTo(k, left, size-p.lanes)
		}
	})
	p.forgetSteps()
}

// parts prints whole vectors and then a part of one, so that no index counts
// twice.
func (p *printer) parts(k, rest int) {
	if whole := rest / p.lanes; whole > 0 {
		p.repeatConstant(whole, func(wasmasm.Local) {
			p.inner(k)
			p.step(k, p.lanes)
		})
	}
	if p.width = rest % p.lanes; p.width > 0 {
		p.inner(k)
	}
	p.width = p.lanes
	p.forgetSteps()
}

// inner prints what is inside the loop of the vector axis.
func (p *printer) inner(k int) {
	if p.nest.Axes[k].Reduced {
		p.below(k + 1)
	} else {
		p.level(k + 1)
	}
}

func (p *printer) repeatConstant(n int, turn func(left wasmasm.Local)) {
	p.repeat(func() { p.f.I32Const(int32(n)) }, turn)
}

// Along the vector axis all accesses with the same distance between elements
// share one local, which is how far they are from where they started.

func (p *printer) forgetSteps() { clear(p.steps) }

func (p *printer) startSteps(k int) {
	for i := range p.accesses() {
		a, size := p.access(i)
		d := a.Stride[k] * size
		if _, ok := p.steps[d]; d != 0 && !ok {
			l := p.named(p.f.Local(wasmasm.I32), "step", d)
			p.f.I32Const(0)
			p.f.Set(l)
			p.steps[d] = l
		}
	}
}

func (p *printer) eachStep(k int, do func(distance int, l wasmasm.Local)) {
	done := map[int]bool{}
	for i := range p.accesses() {
		a, size := p.access(i)
		if d := a.Stride[k] * size; d != 0 && !done[d] {
			done[d] = true
			do(d, p.steps[d])
		}
	}
}

func (p *printer) step(k, n int) {
	p.eachStep(k, func(d int, l wasmasm.Local) {
		p.move(l, n*d)
	})
}

func (p *printer) stepTo(k, index int) {
	p.eachStep(k, func(d int, l wasmasm.Local) {
		p.f.I32Const(int32(index * d))
		p.f.Set(l)
	})
}

// stepOrTo steps by one vector, or to an index if one more turn is left.
func (p *printer) stepOrTo(k int, left wasmasm.Local, index int) {
	p.eachStep(k, func(d int, l wasmasm.Local) {
		p.f.I32Const(int32(index * d))
		p.f.Get(l)
		p.f.I32Const(int32(p.lanes * d))
		p.f.Op(wasmasm.I32Add)
		p.f.Get(left)
		p.f.I32Const(2)
		p.f.Op(wasmasm.I32Eq, wasmasm.Select)
		p.f.Set(l)
	})
}
