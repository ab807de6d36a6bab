package wgsl

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/device/kernel"
)

// independent reports by axis whether the indices of a nest that differ along it
// may be computed in any order. That is so unless values pass along the axis or,
// where the places of results may coincide, the place does not tell the index.
func independent(n *kernel.Nest) []bool {
	free := make([]bool, len(n.Axes))
	if n.Ordered {
		for _, k := range digits(n, n.Out[0].Access) {
			free[k] = true
		}
		return free
	}
	for k, a := range n.Axes {
		free[k] = !a.Chained && !a.Reduced
	}
	return free
}

// A digit is a part of a place: a multiple of unit that is at most most. If it is
// the index along one axis, that is the axis, and otherwise that is -1.
type digit struct{ unit, most, axis int }

// digits returns the axes whose indices a place tells, because what varies with
// them is to all else what a digit is to the others of a number.
func digits(n *kernel.Nest, a kernel.Access) []int {
	var parts []digit
	for k, stride := range a.Stride {
		if stride != 0 {
			parts = append(parts, digit{max(stride, -stride), max(stride, -stride) * (n.Axes[k].Size - 1), k})
		}
	}
	for _, t := range a.Terms {
		if t.Index.Stride != nil && t.Step != 0 {
			parts = append(parts, digit{t.Step, t.Step * t.Limit, -1})
		}
	}
	slices.SortStableFunc(parts, func(x, y digit) int { return x.unit - y.unit })
	var number []digit // from the last digit on
	below := func() (most int) {
		for _, d := range number {
			most += d.most
		}
		return most
	}
	for _, d := range parts {
		for len(number) > 0 && d.unit <= below() { // they carry over
			last := number[len(number)-1]
			number = number[:len(number)-1]
			d = digit{divisor(d.unit, last.unit), d.most + last.most, -1}
		}
		number = append(number, d)
	}
	var axes []int
	for _, d := range number {
		if d.axis >= 0 {
			axes = append(axes, d.axis)
		}
	}
	return axes
}

// divisor returns the greatest common divisor.
func divisor(x, y int) int {
	for y != 0 {
		x, y = y, x%y
	}
	return x
}

// inOrder prints a nest with an invocation for each point of its independent axes.
func (p *planPrinter) inOrder(n *kernel.Nest) []Command {
	s := p.newShader().printerOf(n)
	return p.shared(n, strategy{vector: s.vectorAxis(last(s.kept)), width: 1, parts: 1})
}

// walk prints what a nest does at a point of its independent axes: loops over the
// others around the body, with what passes from one index to the next.
func (p *nestPrinter) walk(at point) {
	links := p.declareLinks(nil)
	for _, k := range p.over {
		i := fmt.Sprintf("k%d", k)
		at.axes[k] = name(i, kernel.U32, 1)
		p.loop(i, indexOf(0), p.size(k), 1)
	}
	p.run(at, func(outputs []value) { p.pass(links, outputs) })
	for range p.over {
		p.close()
	}
}

// declareLinks declares variables for what passes along the last axis. Without
// values to begin with they begin anew.
func (p *nestPrinter) declareLinks(from []value) []value {
	links := make([]value, len(p.nest.Links))
	for i, l := range p.nest.Links {
		t := p.nest.Body.Regs[p.nest.Body.Outputs[l.Output]]
		links[i] = p.linked(i, t)
		start := p.literal(t, l.Start)
		if from != nil {
			start = from[i]
		}
		p.line("var %s = %s;", links[i].text, start.widened(p.lanes).text)
	}
	return links
}

// linked returns the variable of a link.
func (p *nestPrinter) linked(i int, t kernel.Type) value {
	return name(fmt.Sprintf("link%d", i), t, p.lanes)
}

// pass hands outputs of the body to the next index.
func (p *nestPrinter) pass(links, outputs []value) {
	next := make([]value, len(links))
	for i, l := range p.nest.Links {
		next[i] = p.let(outputs[l.Output].widened(p.lanes))
	}
	for i, l := range links {
		p.line("%s = %s;", l.text, next[i].text)
	}
}
