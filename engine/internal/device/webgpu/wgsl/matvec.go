package wgsl

import (
	"fmt"
	"strings"
)

// A matvec prints the shader of sums of products of the rows of a and the vector
// b, or of the elements of a alone. The invocations of a workgroup are a number
// side by side, each at another line of a or, where they are read so, at another
// four of lines, and for each of these so many lanes that share the sums.
type matvec struct {
	*shader
	*contraction
	Team
	split split
	alone bool // there is no b
	apart int  // how many subgroups the lanes of a sum are in, if these exchange; else their number
	unit  value
	lane  value
	row   value // or four of rows, in a product
	of    value // the product's number
	part  value
	first value // of the terms that the workgroup adds up
	end   value
}

// A Team is how the invocations of a workgroup share sums.
type Team struct{ Along, Lanes int }

// print prints the sums. Split sums are stored in c one part after the other.
func (m *matvec) print() {
	m.shader.origin = m.contraction.origin
	m.size = m.Along * m.Lanes
	if m.alone {
		m.bindMatrices(&m.a, &m.c)
	} else {
		m.bindMatrices(&m.a, &m.b, &m.c)
	}
	if m.apart > 1 {
		m.shared.line("var<workgroup> sums: array<%s, %d>;", typeName(m.typ, m.width()), m.Along*m.apart)
	}
	m.locate()
	m.sum()
	m.combine()
	m.store()
}

// describe says what the shader computes.
func (m *matvec) describe() string {
	what := "products of vectors"
	if m.alone {
		what = "sums"
	}
	return fmt.Sprintf("%d × %d %s of length %d, %d invocations each", m.batch, m.m, what, m.k, m.Lanes)
}

// forVectors prepares for being printed by a matvec: fours of a meet fours of b
// along the depth only, and fours of c along lines only.
func (p *contraction) forVectors() {
	if p.a.vector != alongDepth {
		p.b.vector = nowhere
	}
	if p.a.vector != alongLines {
		p.c.vector = nowhere
	}
}

// sideways reports whether neighbours in memory belong to different lines.
func (x *matrix) sideways() bool {
	return x.vector == alongLines || len(x.depth) == 0 || x.depth[len(x.depth)-1].stride != 1
}

// units returns how many lines or fours of lines a product has.
func (p *contraction) units() int {
	if p.a.vector == alongLines {
		return p.m / 4
	}
	return p.m
}

// terms returns how many terms of a sum are read at a time.
func (p *contraction) terms() int {
	if p.a.vector == alongDepth {
		return 4
	}
	return 1
}

// width returns how many sums an invocation has in the end.
func (p *contraction) width() int { return p.a.unit() / p.terms() }

// locate prints which sums an invocation works for.
func (m *matvec) locate() {
	invocation := index(m.builtin("local_invocation_index"))
	var along value
	if m.a.sideways() {
		along, m.lane = modulo(invocation, m.Along), over(invocation, m.Along)
	} else {
		along, m.lane = over(invocation, m.Lanes), modulo(invocation, m.Lanes)
	}
	if m.Lanes == 1 {
		along, m.lane = invocation, indexOf(0)
	}
	m.lane = m.letIndex("lane", m.lane)
	block := m.letIndex("block", m.numberOfGroup(m.groups()))
	m.part, m.first, m.end = indexOf(0), indexOf(0), indexOf(m.k)
	if m.split.parts > 1 {
		m.part = m.letIndex("part", modulo(block, m.split.parts))
		block = over(block, m.split.parts)
		m.first = m.letIndex("first", multiple(m.part, m.split.length))
		m.end = m.letIndex("end", call("min", m.first.typ, 1, added(m.first, indexOf(m.split.length)), m.end))
	}
	m.unit = m.letIndex("unit", added(multiple(block, m.Along), along))
	m.row, m.of = m.unit, indexOf(0)
	if m.batch > 1 {
		m.row = m.letIndex("line", modulo(m.unit, m.units()))
		m.of = m.letIndex("of", over(m.unit, m.units()))
	}
}

// ahead is how many terms an invocation reads before it adds them up, because
// memory answers late.
const ahead = 4

// sum prints what an invocation adds up.
func (m *matvec) sum() {
	a := m.letIndex("a_at", added(m.startOf(&m.a, m.of), place(m.a.axes(alongLines), m.row)))
	b := a
	if !m.alone {
		b = m.letIndex("b_at", m.startOf(&m.b, m.of))
	}
	end := m.letIndex("last", over(m.end, m.terms()))
	m.line("var sum = %s();", typeName(m.typ, m.a.unit()))
	m.line("var k = %s;", added(over(m.first, m.terms()), m.lane).text)
	k := index("k")
	if m.split.length/m.terms() >= 2*ahead*m.Lanes {
		m.open("for (; k + %s < %s; k += %s)", natural((ahead-1)*m.Lanes), end.text, natural(ahead*m.Lanes))
		for i := range ahead {
			m.read(i, a, b, added(k, indexOf(i*m.Lanes)))
		}
		for i := range ahead {
			m.add(i)
		}
		m.close()
	}
	m.open("for (; k < %s; k += %s)", end.text, natural(m.Lanes))
	m.read(0, a, b, k)
	m.add(0)
	m.close()
}

// read prints how the terms of an index along the depth are read.
func (m *matvec) read(i int, a, b, k value) {
	m.line("let a%d = %s[%s];", i, m.a.name, added(a, place(m.a.axes(alongDepth), k)).text)
	if m.alone {
		return
	}
	depth := m.b.axes(alongDepth)
	if m.a.vector != alongDepth || m.b.vector == alongDepth {
		m.line("let b%d = %s[%s];", i, m.b.name, added(b, place(depth, k)).text)
		return
	}
	var x [4]string
	for r := range x {
		x[r] = fmt.Sprintf("%s[%s]", m.b.name, added(b, place(depth, added(multiple(k, 4), indexOf(r)))).text)
	}
	m.line("let b%d = %s;", i, vectorOf(m.typ, x))
}

// add prints how terms are added to the sum.
func (m *matvec) add(i int) {
	a, b := fmt.Sprintf("a%d", i), fmt.Sprintf("b%d", i)
	if m.width() == 4 {
		b = fmt.Sprintf("%s(%s)", typeName(m.typ, 4), b)
	}
	switch {
	case m.alone:
		m.line("sum += %s;", a)
	case m.typ.IsFloat():
		m.line("sum = fma(%s, %s, sum);", a, b)
	default:
		m.line("sum += %s * %s;", a, b)
	}
}

// combine prints how the lanes add up their sums.
func (m *matvec) combine() {
	total := "sum"
	if m.terms() == 4 {
		total = "(sum.x + sum.y) + (sum.z + sum.w)"
	}
	m.line("var total = %s;", total)
	if m.Lanes == 1 {
		return
	}
	if m.apart < m.Lanes {
		add := func(x, y value) value { return arithmetic("+", x, y) }
		m.meet([]share{{value: name("total", m.typ, m.width()), array: "sums", combine: add}}, m.Lanes)
		return
	}
	near := 1 // between lanes
	if m.a.sideways() {
		near = m.Along
	}
	here := m.builtin("local_invocation_index")
	m.line("sums[%s] = total;", here)
	m.open("for (var step = %s; step > 0u; step /= 2u)", natural(m.Lanes/2))
	m.line("workgroupBarrier();")
	m.open("if (lane < step)")
	m.line("total += sums[%s];", added(index(here), multiple(index("step"), near)).text)
	m.line("sums[%s] = total;", here)
	m.close()
	m.close()
}

// store prints how the first lane writes the sums.
func (m *matvec) store() {
	var conditions []string
	if m.Lanes > 1 {
		conditions = append(conditions, m.lane.text+" == 0u")
	}
	if limit := m.batch * m.units(); limit%m.Along != 0 || m.groups() > m.groupsAlong(m.groups()) {
		conditions = append(conditions, fmt.Sprintf("%s < %s", m.unit.text, natural(limit)))
	}
	if len(conditions) > 0 {
		m.open("if (%s)", strings.Join(conditions, " && "))
		defer m.close()
	}
	start := added(m.startOf(&m.c, m.of), multiple(m.part, m.split.total/m.c.unit()))
	lines := m.c.axes(alongLines)
	if m.width() == m.c.unit() {
		m.line("%s[%s] = total;", m.c.name, added(start, place(lines, m.row)).text)
		return
	}
	for r := range 4 {
		m.line("%s[%s] = %s;", m.c.name, added(start, place(lines, added(multiple(m.row, 4), indexOf(r)))).text, member("total", r))
	}
}

// groups returns how many workgroups there are.
func (m *matvec) groups() int { return parts(m.batch*m.units(), m.Along) * m.split.parts }
