package wgsl

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/device/kernel"
)

// underWay is how many terms of a long sum an invocation asks for before it waits for
// the first: memory answers late, and each turn of a loop has its price.
const underWay = 4

// reduce prints the results at a point: loops over the reduced axes around the
// body, whose outputs are combined on the way. The outermost loop starts at an
// index, if it has a text, and takes as many indices at a time.
func (p *nestPrinter) reduce(at point, sums []value, axes []int, first value, by int) {
	if len(axes) == 0 {
		p.run(at, func(outputs []value) { p.accumulate(sums, outputs) })
		return
	}
	k := axes[0]
	i := fmt.Sprintf("k%d", k)
	index, size := name(i, kernel.U32, 1), p.size(k)
	if step := underWay * by; len(axes) == 1 && size >= underWay*step && p.isPlainSum() {
		// All invocations take as many turns, so that it is known where the rest begins.
		p.loop(i, first, size-size%step, step)
		for p.copy = range underWay {
			at.axes[k] = index
			if p.copy > 0 {
				at.axes[k] = arithmetic("+", index, indexOf(p.copy*by))
			}
			p.reduce(at, sums, nil, first, by)
		}
		p.copy = 0
		p.close()
		if size%step == 0 {
			return
		}
		first = plus(indexOf(size-size%step), first)
	}
	at.axes[k] = index
	p.loop(i, first, size, by)
	p.reduce(at, sums, axes[1:], indexOf(0), 1)
	p.close()
}

// isPlainSum reports whether a nest does so little for each term that it may stand
// there several times.
func (p *nestPrinter) isPlainSum() bool {
	return len(p.nest.Body.Instrs) <= 4 &&
		!slices.ContainsFunc(p.nest.Out, func(r kernel.Result) bool { return r.Combine == kernel.Move || r.InOrder })
}

// loop opens a loop over the indices below end.
func (p *nestPrinter) loop(i string, first value, end, by int) {
	step := i + "++"
	if by > 1 {
		step = i + " += " + natural(by)
	}
	p.open("for (var %s = %s; %s < %s; %s)", i, first.text, i, natural(end), step)
}

// declareSums declares variables for the results that are combined; the others
// have none.
func (p *nestPrinter) declareSums() []value { return p.declareNamed("sum") }

// declareNamed is declareSums for variables whose names begin otherwise.
func (p *nestPrinter) declareNamed(called string) []value {
	sums := make([]value, len(p.nest.Out))
	for i, r := range p.nest.Out {
		if r.Combine == kernel.Move {
			continue
		}
		sums[i] = name(fmt.Sprintf("%s%d", called, i), r.Type, p.lanes)
		p.origin = r.Origin
		identity := []value{p.literal(r.Type, kernel.Identity(r.Combine, r.Type))}
		if r.Type == kernel.F32 && p.adapter.Reordering {
			p.hide(r.Combine, identity)
		}
		p.line("var %s = %s;", sums[i].text, identity[0].widened(p.lanes).text)
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
		args, op := []value{sums[i], outputs[r.Output]}, r.Combine
		if op == kernel.Fma {
			x, y := outputs[r.Output], outputs[r.Output+1]
			if r.InOrder || p.adapter.Fused {
				args = []value{x, y, sums[i]}
			} else {
				args, op = []value{sums[i], arithmetic("*", x, y)}, kernel.Add
			}
		}
		p.line("%s = %s;", sums[i].text, p.combined(op, r.Type, args...).text)
	}
	p.origin = 0
}

// combined returns the values combined by an operation.
func (p *nestPrinter) combined(op kernel.Op, t kernel.Type, args ...value) value {
	return p.operation(kernel.Instr{Op: op, Type: t, From: t}, args...)
}

// joining returns the operation that combines parts of a result.
func joining(r kernel.Result) kernel.Op {
	if r.Combine == kernel.Fma {
		return kernel.Add
	}
	return r.Combine
}

// joinLanes combines the lanes of sums, where these are along a reduced axis.
func (p *nestPrinter) joinLanes(sums []value) []value {
	if p.vector < 0 || !p.nest.Axes[p.vector].Reduced {
		return sums
	}
	joined := make([]value, len(sums))
	for i, r := range p.nest.Out {
		if r.Combine == kernel.Move {
			continue
		}
		p.origin = r.Origin
		join := func(x, y value) value { return p.combined(joining(r), r.Type, x, y) }
		s := sums[i]
		joined[i] = p.letNamed(fmt.Sprintf("all%d", i), join(join(lane(s, 0), lane(s, 1)), join(lane(s, 2), lane(s, 3))))
	}
	p.origin = 0
	return joined
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
