package wgsl

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fluxion/engine/internal/device/kernel"
)

// A nestPrinter prints what a nest does, as a part of a shader.
type nestPrinter struct {
	*shader
	nest   *kernel.Nest
	kept   []int // axes
	over   []int // the other ones: reduced, or walked in order
	vector int   // the axis along which the lanes are, -1 if there is one
	lanes  int
	parts  int // if the first axis is that of parts, their number
	copy   int // how many times the body stands above in the same block
}

func (s *shader) printerOf(n *kernel.Nest) *nestPrinter {
	p := &nestPrinter{shader: s, nest: n, vector: -1, lanes: 1}
	for k, free := range independent(n) {
		if free {
			p.kept = append(p.kept, k)
		} else {
			p.over = append(p.over, k)
		}
	}
	return p
}

// last returns the innermost of some axes, -1 if there are none.
func last(axes []int) int {
	if len(axes) == 0 {
		return -1
	}
	return axes[len(axes)-1]
}

// bindAll makes the buffers of a nest known, those that it reads first.
func (p *nestPrinter) bindAll() {
	for _, a := range p.nest.In {
		if !p.isEmpty() {
			p.bindAccess(a, false)
		}
	}
	for _, r := range p.nest.Out {
		if !p.isEmpty() || r.Combine != kernel.Move {
			p.bindAccess(r.Access, true)
		}
	}
}

// isEmpty reports whether there is nothing to combine: then nothing is read, and
// results are what their operation starts with.
func (p *nestPrinter) isEmpty() bool { return p.count(p.over) == 0 }

func (p *nestPrinter) bindAccess(a kernel.Access, write bool) {
	for _, t := range a.Terms {
		p.bind(t.Index.Buffer, false).lanes = 1
	}
	if a.Buffer < 0 {
		return
	}
	known := len(p.bindings)
	b := p.bind(a.Buffer, write)
	switch {
	case p.lanes == 1 || !p.aligned(a, p.vector):
		b.lanes = 1
	case len(p.bindings) > known:
		b.lanes = 4
	}
}

// points returns the number of indices that are kept, in fours if the vector axis
// is.
func (p *nestPrinter) points() int { return p.count(p.kept) }

func (p *nestPrinter) isReduction() bool {
	return slices.ContainsFunc(p.nest.Out, func(r kernel.Result) bool { return r.Combine != kernel.Move })
}

// at declares the indices of the point of a given number among the kept ones.
func (p *nestPrinter) at(whole value) point {
	at := point{whole: whole, axes: make([]value, len(p.nest.Axes))}
	p.unravel(whole, p.kept, "i", at)
	return at
}

// unravel declares the indices along some axes of what has a number among them.
func (p *nestPrinter) unravel(number value, axes []int, prefix string, at point) {
	inner := 1 // indices for each of the axis
	for i := len(axes) - 1; i >= 0; i-- {
		k := axes[i]
		v := number
		if inner > 1 {
			v = arithmetic("/", v, indexOf(inner))
		}
		if i > 0 {
			v = arithmetic("%", v, indexOf(p.size(k)))
		}
		if p.size(k) == 1 {
			v = indexOf(0)
		} else if v.text != number.text && p.needsAxis(k) && len(axes) > 1 {
			v = p.letNamed(fmt.Sprintf("%s%d", prefix, k), v)
		}
		at.axes[k] = v
		inner *= p.size(k)
	}
}

// needsAxis reports whether an access needs the index along a kept axis.
func (p *nestPrinter) needsAxis(k int) bool {
	needs := false
	p.each(func(a kernel.Access) {
		needs = needs || a.Stride[k] != 0 && (p.nest.Axes[k].Reduced || p.consecutive(a) == 0)
	})
	return needs
}

// each visits the accesses, those to indices too.
func (p *nestPrinter) each(do func(a kernel.Access)) {
	visit := func(a kernel.Access) {
		do(a)
		for _, t := range a.Terms {
			if t.Index.Stride != nil {
				do(t.Index)
			}
		}
	}
	for _, a := range p.nest.In {
		visit(a)
	}
	for _, r := range p.nest.Out {
		visit(r.Access)
	}
}

// consecutive returns how far apart an access has the elements of neighbouring
// points, if that is the same for all of them, along whatever axis; 0 if it is
// not.
func (p *nestPrinter) consecutive(a kernel.Access) int {
	step, inner := 0, 1
	for i := len(p.kept) - 1; i >= 0; i-- {
		k := p.kept[i]
		if i == len(p.kept)-1 {
			step = a.Stride[k]
		} else if a.Stride[k] != step*inner {
			return 0
		}
		inner *= p.nest.Axes[k].Size
	}
	return step
}

// run prints the body at a point and stores what is stored at every point; do
// gets the outputs.
func (p *nestPrinter) run(at point, do func(outputs []value)) {
	inputs := make([]value, len(p.nest.In))
	for i, times := range inputReads(p.nest.Body) {
		if times == 0 {
			continue
		}
		a := p.nest.In[i]
		p.origin = p.originOf(a)
		inputs[i] = p.load(a, p.nest.Body.Regs[p.nest.Body.Inputs[i]], at)
		// What comes from outside has a line of its own that tells so.
		if times > 1 || len(inputs[i].text) > inlined || p.origin != 0 || p.changes(a) {
			inputs[i] = p.letNamed(fmt.Sprintf("x%d", p.copy*len(inputs)+i), inputs[i])
		}
	}
	outputs := p.body(p.nest.Body, inputs)
	for _, r := range p.nest.Out {
		if r.Combine == kernel.Move {
			p.origin = r.Origin
			p.store(r, outputs[r.Output], at)
		}
	}
	do(outputs)
	p.origin = 0
}

// changes reports whether what an input reads may be another value before the
// outputs are stored.
func (p *nestPrinter) changes(a kernel.Access) bool {
	return a.Buffer == kernel.Linked || a.Buffer >= 0 && p.bind(a.Buffer, false).write
}

// originOf returns the origin of what is loaded: the number of the program's
// input, from -1 downwards.
func (p *nestPrinter) originOf(a kernel.Access) int32 {
	if a.Buffer >= 0 && a.Buffer < p.plan.Inputs {
		return int32(-1 - a.Buffer)
	}
	return 0
}

// operations names what the nest computes.
func (p *nestPrinter) operations() string {
	var names []string
	note := func(origin int32) {
		if origin <= 0 || int(origin) > len(p.plan.Names) {
			return
		}
		if name := p.plan.Names[origin-1]; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, ins := range p.nest.Body.Instrs {
		note(ins.Origin)
	}
	for _, r := range p.nest.Out {
		note(r.Origin)
	}
	if len(names) == 0 {
		names = []string{"copy"}
	}
	return strings.Join(names, ", ")
}

// describe says what the nest computes: operations by name, and how often; and in
// how many parts, if the first axis is theirs.
func (p *nestPrinter) describe() string {
	kept := keptOf(p.nest, p.nest.Axes)
	if p.parts > 1 {
		kept = kept[1:]
	}
	text := p.operations() + ": " + spelled(kept, "result")
	if len(p.over) > 0 {
		var over []kernel.Axis
		for _, k := range p.over {
			over = append(over, p.nest.Axes[k])
		}
		text += ", each of " + spelled(over, "element")
	}
	if p.parts > 1 {
		text += fmt.Sprintf(" in %d parts", p.parts)
	}
	return text
}

// spelled spells how many elements a box has.
func spelled(axes []kernel.Axis, noun string) string {
	sizes, n := []string{}, 1
	for _, a := range axes {
		sizes, n = append(sizes, strconv.Itoa(a.Size)), n*a.Size
	}
	if n != 1 {
		noun += "s"
	}
	if len(sizes) == 0 {
		sizes = []string{"1"}
	}
	return strings.Join(sizes, " × ") + " " + noun
}
