package webgpu

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
)

// reduce prints the results at a point: loops over the reduced axes around the
// body, whose outputs are combined on the way.
func (p *nestPrinter) reduce(at point) {
	sums := p.declareSums()
	p.loops(0, at, func() {
		p.run(at, func(outputs []value) { p.accumulate(sums, outputs) })
	})
	p.storeSums(sums, at)
}

// loops prints the loops over the reduced axes from the given one inwards.
func (p *nestPrinter) loops(from int, at point, body func()) {
	if from == len(p.over) {
		body()
		return
	}
	k := p.over[from]
	i := fmt.Sprintf("k%d", k)
	at.axes[k] = name(i, kernel.U32, 1)
	p.open("for (var %s = 0u; %s < %s; %s++)", i, i, natural(p.nest.Axes[k].Size), i)
	p.loops(from+1, at, body)
	p.close()
}

// declareSums declares variables for the results that are combined; the others
// have none.
func (p *nestPrinter) declareSums() []value {
	sums := make([]value, len(p.nest.Out))
	for i, r := range p.nest.Out {
		if r.Combine == kernel.Move {
			continue
		}
		sums[i] = name(fmt.Sprintf("sum%d", i), r.Type, 1)
		p.origin = r.Origin
		p.line("var %s = %s;", sums[i].text, p.literal(r.Type, kernel.Identity(r.Combine, r.Type)).text)
	}
	p.origin = 0
	return sums
}

// accumulate combines the outputs of the body with what there is already.
func (p *nestPrinter) accumulate(sums, outputs []value) {
	for i, r := range p.nest.Out {
		if r.Combine == kernel.Move {
			continue
		}
		p.origin = r.Origin
		args := []value{sums[i], outputs[r.Output]}
		op := r.Combine
		if op == kernel.Fma {
			args = []value{outputs[r.Output], outputs[r.Output+1], sums[i]}
		}
		if op == kernel.Fma && !p.adapter.Fused && !r.InOrder {
			args = []value{sums[i], arithmetic("*", args[0], args[1])}
			op = kernel.Add
		}
		p.line("%s = %s;", sums[i].text, p.combine(op, r.Type, args...).text)
	}
	p.origin = 0
}

// combine returns the values combined by an operation.
func (p *nestPrinter) combine(op kernel.Op, t kernel.Type, args ...value) value {
	return p.operation(kernel.Instr{Op: op, Type: t, From: t}, args...)
}

// storeSums stores the results that are combined.
func (p *nestPrinter) storeSums(sums []value, at point) {
	for i, r := range p.nest.Out {
		if r.Combine != kernel.Move {
			p.origin = r.Origin
			p.store(r, sums[i], at)
		}
	}
	p.origin = 0
}
