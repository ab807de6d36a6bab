package wgsl

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/device/kernel"
)

// A point is an index of a nest's box.
type point struct {
	// whole is the number of the point among the kept indices, in row-major
	// order.
	whole value
	axes  []value // by axis; along the vector axis it counts fours
}

// place returns where an access has its element of a point, as an index into an
// array of vectors if that is how it is read.
func (p *nestPrinter) place(a kernel.Access, at point) value {
	sum := places{offset: a.Offset}
	step := 0
	if len(a.Stride) > 0 {
		step = p.consecutive(a)
		sum.add(at.whole, step*p.unit(p.kept))
	}
	for k, stride := range a.Stride {
		if step == 0 || slices.Contains(p.over, k) {
			sum.add(at.axes[k], stride*p.unit([]int{k}))
		}
	}
	for _, t := range a.Terms {
		sum.add(p.clamped(t, at), t.Step)
	}
	if p.inFours(a) {
		sum.divide(4)
	}
	return sum.value()
}

// unit returns how many elements an index counts that runs along the given axes.
func (p *nestPrinter) unit(axes []int) int {
	if slices.Contains(axes, p.vector) {
		return p.lanes
	}
	return 1
}

// clamped returns the index of a term.
func (p *nestPrinter) clamped(t kernel.Term, at point) value {
	i := p.element(t.Index.Buffer, p.place(t.Index, at))
	i = call("clamp", kernel.I32, 1, i, p.literal(kernel.I32, 0), p.literal(kernel.I32, uint64(t.Limit)))
	return call("u32", kernel.U32, 1, i)
}

// element returns an element of a buffer.
func (s *shader) element(buffer int, at value) value {
	b := s.bind(buffer, false)
	v := value{text: s.spelled(b, buffer, at), typ: b.typ, lanes: b.lanes, strength: primary}
	if t := s.typeOf(buffer); t != v.typ {
		return s.stored(v, t)
	}
	return v
}

// stored returns the bits of x as another type. A float of 16 bits has a word of
// its own in a buffer of words.
func (s *shader) stored(x value, t kernel.Type) value {
	switch {
	case t == kernel.F16:
		return s.apply("half_of_bits", t, x)
	case x.typ == kernel.F16:
		return s.apply("bits_of_half", t, x)
	}
	return reinterpreted(x, t)
}

// spelled returns the text of an element.
func (s *shader) spelled(b *binding, buffer int, at value) string {
	if b.place == variable {
		return b.name
	}
	return fmt.Sprintf("%s[%s]", b.name, s.moved(buffer, at).text)
}

// load returns the elements that an input of type t has at a point: one, or one
// in each lane.
func (p *nestPrinter) load(a kernel.Access, t kernel.Type, at point) value {
	if a.Buffer == kernel.Linked {
		return p.linked(a.Offset, t)
	}
	x := p.loadStored(a, at)
	if t == kernel.Mask {
		return comparison("!=", x, p.literal(kernel.U32, 0).widened(x.lanes))
	}
	return x
}

func (p *nestPrinter) loadStored(a kernel.Access, at point) value {
	switch {
	case p.inFours(a):
		return p.element(a.Buffer, p.place(a, at))
	case p.lanesOf(a) == 1:
		return p.loadOne(a, at)
	}
	lanes := make([]value, 4)
	for i := range lanes {
		lanes[i] = p.loadOne(p.shifted(a, i), at)
	}
	return call(typeName(lanes[0].typ, 4), lanes[0].typ, 4, lanes...)
}

func (p *nestPrinter) loadOne(a kernel.Access, at point) value {
	place := p.place(a, at)
	if a.Buffer == kernel.Counting {
		return call("i32", kernel.I32, 1, place)
	}
	return p.element(a.Buffer, place)
}

// store writes a value to where a result has its elements of a point.
func (p *nestPrinter) store(r kernel.Result, v value, at point) {
	b := p.bind(r.Buffer, true)
	if v.typ == kernel.Mask {
		v = call(typeName(kernel.U32, v.lanes), kernel.U32, v.lanes, v)
	}
	if v.typ != b.typ {
		v = p.stored(v, b.typ)
	}
	put := func(a kernel.Access, v value) {
		p.line("%s = %s;", p.spelled(b, r.Buffer, p.place(a, at)), v.text)
	}
	switch {
	case p.inFours(r.Access):
		put(r.Access, v.widened(4))
	case p.lanesOf(r.Access) == 1:
		put(r.Access, v)
	default:
		v = p.let(v)
		for i := range 4 {
			put(p.shifted(r.Access, i), lane(v, i))
		}
	}
}

// places is a sum of multiples of indices.
type places struct {
	offset int
	terms  []placeTerm
}

type placeTerm struct {
	index value
	step  int
}

func (p *places) add(index value, step int) {
	if step != 0 && (!index.constant || index.word != 0) {
		p.terms = append(p.terms, placeTerm{index, step})
	}
}

// divide divides the sum by n, which divides every part of it.
func (p *places) divide(n int) {
	p.offset /= n
	for i := range p.terms {
		p.terms[i].step /= n
	}
}

// value spells the sum, what is added first. It is computed modulo 2^32.
func (p *places) value() value {
	var v value
	put := func(op string, x value) {
		switch {
		case v.text != "":
			v = arithmetic(op, v, x)
		case op == "-":
			v = arithmetic("-", indexOf(0), x)
		default:
			v = x
		}
	}
	for _, t := range p.terms {
		if t.step > 0 {
			put("+", times(t.index, t.step))
		}
	}
	if p.offset > 0 || len(p.terms) == 0 {
		put("+", indexOf(p.offset))
	}
	for _, t := range p.terms {
		if t.step < 0 {
			put("-", times(t.index, -t.step))
		}
	}
	if p.offset < 0 {
		put("-", indexOf(-p.offset))
	}
	return v
}

// indexOf returns a number that is not negative as an index.
func indexOf(n int) value {
	return value{text: natural(n), typ: kernel.U32, lanes: 1, strength: primary, constant: true, word: uint32(n)}
}

func times(x value, n int) value {
	if n == 1 {
		return x
	}
	return arithmetic("*", x, indexOf(n))
}
