package webgpu

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
	axes  []value // by axis
}

// place returns where an access has its element of a point, as an index.
func (p *nestPrinter) place(a kernel.Access, at point) value {
	sum := places{offset: a.Offset}
	step := 0
	if len(a.Stride) > 0 {
		step = p.consecutive(a)
		sum.add(at.whole, step)
	}
	for k, stride := range a.Stride {
		if step == 0 || slices.Contains(p.over, k) {
			sum.add(at.axes[k], stride)
		}
	}
	for _, t := range a.Terms {
		sum.add(p.clamped(t, at), t.Step)
	}
	return sum.value()
}

// clamped returns the index of a term.
func (p *nestPrinter) clamped(t kernel.Term, at point) value {
	i := p.element(t.Index.Buffer, p.place(t.Index, at))
	i = call("clamp", kernel.I32, 1, i, p.literal(kernel.I32, 0), p.literal(kernel.I32, uint64(t.Limit)))
	return call("u32", kernel.U32, 1, i)
}

// element returns an element of a buffer as it is stored.
func (s *shader) element(buffer int, at value) value {
	b := s.bind(buffer, false)
	v := value{text: fmt.Sprintf("%s[%s]", b.name, s.moved(buffer, at).text), typ: b.typ, lanes: 1, strength: primary}
	if t := s.typeOf(buffer); t != v.typ {
		return reinterpreted(v, t)
	}
	return v
}

// load returns the element that an input of type t has at a point.
func (p *nestPrinter) load(a kernel.Access, t kernel.Type, at point) value {
	if a.Buffer == kernel.Linked {
		return linked(a.Offset, t)
	}
	place := p.place(a, at)
	if a.Buffer == kernel.Counting {
		return call("i32", kernel.I32, 1, place)
	}
	x := p.element(a.Buffer, place)
	if t == kernel.Mask {
		return comparison("!=", x, p.literal(kernel.U32, 0))
	}
	return x
}

// store writes a value to where a result has its element of a point.
func (p *nestPrinter) store(r kernel.Result, v value, at point) {
	place := p.place(r.Access, at)
	if v.typ == kernel.Mask {
		v = call("u32", kernel.U32, 1, v)
	}
	b := p.bind(r.Buffer, true)
	if v.typ != b.typ {
		v = reinterpreted(v, b.typ)
	}
	p.line("%s[%s] = %s;", b.name, p.moved(r.Buffer, place).text, v.text)
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
	if step != 0 {
		p.terms = append(p.terms, placeTerm{index, step})
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
