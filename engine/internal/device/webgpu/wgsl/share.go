package wgsl

import "fmt"

// share prints the sums of products of what the workgroup brings into its
// memory, part by part along the depth.
func (m *matmul) share() {
	var all []carrier
	for _, s := range m.sides {
		first := m.carrier(s, 0)
		all = append(all, first)
		for i := 1; i < parts(s.parts(), m.invocations()); i++ {
			if next, ok := m.behind(first, i); ok {
				all = append(all, next)
			} else {
				all = append(all, m.carrier(s, i))
			}
		}
	}
	depth := natural(m.Depth)
	if !m.Ahead {
		m.open("for (var k = %s; k < %s; k += %s)", m.first.text, m.end.text, depth)
		for _, c := range all {
			m.fetch(c, index("k"))
		}
		m.line("workgroupBarrier();")
		for _, c := range all {
			m.keep(c, indexOf(0))
		}
		m.line("workgroupBarrier();")
		m.compute(indexOf(0))
		m.close()
		return
	}
	for _, c := range all {
		m.fetch(c, m.first)
	}
	for _, c := range all {
		m.keep(c, indexOf(0))
	}
	m.line("workgroupBarrier();")
	m.line("var stage = 0u;")
	m.open("for (var k = %s; k < %s; k += %s)", m.first.text, m.end.text, depth)
	m.line("let next = k + %s;", depth)
	m.open("if (next < %s)", m.end.text)
	for _, c := range all {
		m.fetch(c, index("next"))
	}
	m.close()
	m.compute(index("stage"))
	m.line("stage = 1u - stage;")
	m.open("if (next < %s)", m.end.text)
	for _, c := range all {
		m.keep(c, index("stage"))
	}
	m.close()
	m.line("workgroupBarrier();")
	m.close()
}

// A carrier is a four of elements that an invocation brings into the
// workgroup's memory with every part.
type carrier struct {
	*side
	called string
	needed string  // a condition; "" if every invocation brings one
	along  value   // where it is along the depth, or which four of that
	from   []value // where it, or each element, begins in the buffer
	kept   value   // where it belongs in the workgroup's memory
}

// carrier prints which four an invocation brings, the i-th of its own.
func (m *matmul) carrier(s *side, i int) carrier {
	called := fmt.Sprintf("%s%d", s.letter, i)
	number := m.letIndex(called+"_number", added(index(m.builtin("local_invocation_index")), indexOf(i*m.invocations())))
	count := s.neighbours()
	inner := m.letIndex(called+"_inner", modulo(number, count))
	outer := m.letIndex(called+"_outer", over(number, count))
	c := carrier{side: s, called: called + "_next", along: inner}
	c.kept = m.letIndex(called+"_kept", added(multiple(outer, s.pitch()), inner))
	if (i+1)*m.invocations() > s.parts() {
		c.needed = fmt.Sprintf("if (%s < %s)", number.text, natural(s.parts()))
	}
	from := func(name string, line value) {
		c.from = append(c.from, m.letIndex(name, added(s.start, place(s.axes(alongLines), line))))
	}
	if !s.inLines() {
		from(called+"_from", added(s.first, outer))
	} else {
		c.along = outer
		if s.vector == alongLines {
			from(called+"_from", added(over(s.first, 4), inner))
		} else {
			for r := range 4 {
				from(fmt.Sprintf("%s_from%d", called, r), added(s.first, multiple(inner, 4), indexOf(r)))
			}
		}
	}
	m.line("var %s: %s;", c.called, typeName(m.typ, 4))
	return c
}

// neighbours returns how many fours lie side by side in the workgroup's memory.
func (s *side) neighbours() int {
	if s.inLines() {
		return s.block() / 4
	}
	return s.depth / 4
}

// behind returns the i-th carrier of an invocation as one that is a constant
// distance behind its first one; false if it is not.
func (m *matmul) behind(c carrier, i int) (carrier, bool) {
	count, axes := c.neighbours(), c.axes(alongLines)
	if m.invocations()%count != 0 || len(axes) > 1 {
		return c, false
	}
	step := i * m.invocations() / count
	c.called = fmt.Sprintf("%s%d_next", c.letter, i)
	c.kept = added(c.kept, indexOf(step*c.pitch()))
	if (i+1)*m.invocations() > c.parts() {
		c.needed = fmt.Sprintf("if (%s < %s)", index(m.builtin("local_invocation_index")).text, natural(c.parts()-i*m.invocations()))
	}
	if c.inLines() {
		c.along = added(c.along, indexOf(step))
	} else if len(axes) == 1 {
		c.from = []value{added(c.from[0], indexOf(step*axes[0].stride))}
	}
	m.line("var %s: %s;", c.called, typeName(m.typ, 4))
	return c, true
}

// fetch prints how an invocation reads one of its fours, of the part from index
// k on along the depth. Beyond the end are zeros.
func (m *matmul) fetch(c carrier, k value) {
	depth := c.axes(alongDepth)
	read := func(from, at value, limit, lanes int) string {
		value := fmt.Sprintf("%s[%s]", c.name, added(from, place(depth, at)).text)
		if m.k%m.Depth != 0 {
			value = fmt.Sprintf("select(%s(), %s, %s < %s)", typeName(m.typ, lanes), value, at.text, natural(limit))
		}
		return value
	}
	var four string
	switch {
	case c.vector == alongLines:
		four = read(c.from[0], added(k, c.along), m.k, 4)
	case c.vector == alongDepth:
		four = read(c.from[0], added(over(k, 4), c.along), m.k/4, 4)
	default:
		var x [4]string
		for r := range x {
			if c.inLines() {
				x[r] = read(c.from[r], added(k, c.along), m.k, 1)
			} else {
				x[r] = read(c.from[0], added(k, multiple(c.along, 4), indexOf(r)), m.k, 1)
			}
		}
		four = vectorOf(m.typ, x)
	}
	if c.needed != "" {
		m.open("%s", c.needed)
		defer m.close()
	}
	m.line("%s = %s;", c.called, four)
}

// keep prints how an invocation puts what it has read into the workgroup's
// memory, where there are several stages into one of them.
func (m *matmul) keep(c carrier, stage value) {
	if c.needed != "" {
		m.open("%s", c.needed)
		defer m.close()
	}
	m.line("part_%s[%s] = %s;", c.letter, added(multiple(stage, c.shared()), c.kept).text, c.called)
}

// compute prints the sums of products over the part in the workgroup's memory.
func (m *matmul) compute(stage value) {
	m.open("for (var q = 0u; q < %s; q++)", natural(m.Depth/4))
	var v [2]operands
	for n, s := range m.sides {
		start := multiple(stage, s.shared())
		if s.inLines() {
			for j := range 4 {
				var names []string
				for f := range s.fours() {
					called := fmt.Sprintf("%s%d_%d", s.letter, f, j)
					at := added(start, multiple(index("q"), 4*s.pitch()), s.at, indexOf(j*s.pitch()+f*s.across))
					m.line("let %s = part_%s[%s];", called, s.letter, at.text)
					names = append(names, called)
				}
				v[n].vectors(names)
			}
			continue
		}
		lines := make([][]string, 4)
		for i := range s.per {
			called := fmt.Sprintf("%s_line%d", s.letter, i)
			m.line("let %s = part_%s[%s];", called, s.letter, added(start, multiple(s.at, 4*s.pitch()), index("q"), indexOf((i/4*s.across*4+i%4)*s.pitch())).text)
			for j := range lines {
				lines[j] = append(lines[j], member(called, j))
			}
		}
		for j := range lines {
			m.scalars(&v[n], s, lines[j])
		}
	}
	m.multiply(v[0], v[1])
	m.close()
}
