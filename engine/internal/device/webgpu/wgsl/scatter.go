package wgsl

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
)

// Elements that are put to places which indices tell may meet there. They are put
// one after the other along the axes where they can, and at the same time along
// the others; the results are always the same then. Where that would take too
// long, each is put by an invocation of its own: elements are combined atomically,
// which gives sums of floats in any order, or else the last one that is put to a
// place is found first.

// A scatter one after the other takes at most so many steps, or so many if that
// is done by many invocations.
const (
	fewSteps  = 64
	moreSteps = 1024
)

// ordered prints an ordered nest.
func (p *planPrinter) ordered(n *kernel.Nest) ([]Command, error) {
	steps, width := 1, 1
	for k, free := range independent(n) {
		if free {
			width *= n.Axes[k].Size
		} else {
			steps *= n.Axes[k].Size
		}
	}
	switch {
	case steps == 0 || width == 0:
		return nil, nil
	case n.Put == nil || steps <= fewSteps || steps <= moreSteps && width >= moreSteps:
		return p.inOrder(n), nil
	case n.Combine == kernel.Move:
		return p.lastOnes(n), nil
	}
	return []Command{p.scatter(n, "combine", true, -1, func(s *scatter) { s.combine() })}, nil
}

// A scatter prints a shader with an invocation for every element.
type scatter struct {
	*nestPrinter
	at      point
	inputs  []value // of the body; what is found at the place is called old
	place   value
	pointer string // to what is changed atomically there
}

// scatter prints a shader that does something at every index. It changes the
// result, or words of their own for its places, if it is given a buffer of such;
// both where it writes the result too.
func (p *planPrinter) scatter(n *kernel.Nest, label string, write bool, words int, do func(s *scatter)) Command {
	free := *n
	free.Ordered = false
	r := n.Out[0]
	c := &scatter{nestPrinter: p.newShader().printerOf(&free)}
	for _, a := range n.In {
		if a.Buffer != r.Buffer {
			c.bindAccess(a, false)
		}
	}
	for _, t := range r.Terms {
		c.bind(t.Index.Buffer, false)
	}
	var target *binding
	if write {
		target = c.bind(r.Buffer, true)
	}
	if words >= 0 {
		target = c.bind(words, true)
	}
	target.atomic = true
	if target.typ == kernel.F32 {
		target.typ = kernel.U32
	}
	c.nameBindings()
	points := c.points()
	groups := c.spread(points)
	c.at = c.nestPrinter.at(c.invocation(points, groups))
	for i, a := range n.In {
		t := n.Body.Regs[n.Body.Inputs[i]]
		v := name("old", t, 1)
		if a.Buffer != r.Buffer {
			v = c.letNamed(fmt.Sprintf("x%d", i), c.load(a, t, c.at))
		}
		c.inputs = append(c.inputs, v)
	}
	c.place = c.letNamed("place", c.nestPrinter.place(r.Access, c.at))
	place := c.place
	if words < 0 {
		place = c.moved(r.Buffer, place)
	}
	c.pointer = fmt.Sprintf("&%s[%s]", target.name, place.text)
	do(c)
	shader, windows := c.finish(label, c.describe())
	return p.launch(shader, windows, groups)
}

// combine combines an element with what is at its place, again if something else
// was put there meanwhile.
func (s *scatter) combine() {
	r := s.nest.Out[0]
	word := stored(r.Type)
	if word == kernel.F32 {
		word = kernel.U32
	}
	if f, ok := atomics[s.nest.Combine]; ok && word == r.Type {
		s.whole(func(put value) { s.line("%s(%s, %s);", f, s.pointer, put.text) })
		return
	}
	s.line("var found = atomicLoad(%s);", s.pointer)
	s.open("loop")
	s.line("let old = %s;", reinterpretedAs(name("found", word, 1), r.Type).text)
	put := s.letNamed("put", reinterpretedAs(s.body(s.nest.Body, s.inputs)[r.Output], word))
	s.line("if (%s == found) { break; }", put.text)
	s.line("let change = atomicCompareExchangeWeak(%s, found, %s);", s.pointer, put.text)
	s.line("if (change.exchanged) { break; }")
	s.line("found = change.old_value;")
	s.close()
}

// atomics are the combinations that integers have by themselves.
var atomics = map[kernel.Op]string{kernel.Add: "atomicAdd", kernel.Min: "atomicMin", kernel.Max: "atomicMax"}

func reinterpretedAs(v value, t kernel.Type) value {
	if v.typ == t {
		return v
	}
	return reinterpreted(v, t)
}

// whole prints what is to be done with an element, if it is to be put at all.
func (s *scatter) whole(do func(put value)) {
	outputs := s.body(s.nest.Put, s.inputs)
	if len(outputs) == 1 {
		do(outputs[0])
		return
	}
	s.open("if (%s)", outputs[1].text)
	do(outputs[0])
	s.close()
}

// lastOnes prints two launches: one finds the number of the last element that is
// put to a place, from 1, and the other puts that, and leaves zeros behind.
func (p *planPrinter) lastOnes(n *kernel.Nest) []Command {
	r := n.Out[0]
	winners := p.newBuffer(dtypes[kernel.U32], p.plan.Buffers[r.Buffer].Len, true)
	number := func(s *scatter) value { return arithmetic("+", s.at.whole, indexOf(1)) }
	find := p.scatter(n, "find", false, winners, func(s *scatter) {
		s.whole(func(value) { s.line("atomicMax(%s, %s);", s.pointer, number(s).text) })
	})
	put := p.scatter(n, "put", true, winners, func(s *scatter) {
		s.whole(func(put value) {
			s.open("if (atomicLoad(%s) == %s)", s.pointer, number(s).text)
			s.store(r, put, s.at)
			s.line("atomicStore(%s, 0u);", s.pointer)
			s.close()
		})
	})
	return []Command{find, put}
}
