package wgsl

import (
	"fmt"
)

// A matmul prints the shader of a matrix product for a tile. It reads beyond
// the edges of matrices, which WebGPU allows and answers with some element of
// the buffer, and does not store what it gets from there; only along the depth,
// where everything is added up, zeros are put in their place.
type matmul struct {
	*shader
	*contraction
	Tile
	sides      [2]*side
	split      split
	first, end value // of the terms that the workgroup adds up
	start      value // of the workgroup's product in c
}

// A split divides sums of k terms into parts of a length each, which is
// a multiple of what the shaders read at a time.
type split struct {
	parts, length int
	total         int // of sums in each part
}

// print prints the products. Split sums are stored in c one part after the other.
func (m *matmul) print() {
	m.shader.origin = m.contraction.origin
	m.size = m.invocations()
	m.bindMatrices(&m.a, &m.b, &m.c)
	m.sides = [2]*side{
		{matrix: &m.a, letter: "a", size: m.m, per: m.Rows, across: m.High, at: index("y"), depth: m.Depth},
		{matrix: &m.b, letter: "b", size: m.n, per: m.Columns, across: m.Wide, at: index("x"), depth: m.Depth},
	}
	for _, s := range m.sides {
		if m.Depth > 0 {
			m.shared.line("var<workgroup> part_%s: array<%s, %d>;", s.letter, typeName(m.typ, 4), s.shared()*m.stages())
		}
	}
	m.locate()
	for i := range m.Rows {
		for q := range m.Columns / 4 {
			m.line("var c%d_%d = %s();", i, q, typeName(m.typ, 4))
		}
	}
	if m.Depth > 0 {
		m.share()
	} else {
		m.direct()
	}
	m.store()
}

// describe says what the shader computes.
func (m *matmul) describe() string {
	return fmt.Sprintf("%d × (%d × %d times %d × %d), by tiles of %v", m.batch, m.m, m.k, m.k, m.n, m.Tile)
}

// blocks returns how many blocks of rows and columns there are.
func (m *matmul) blocks() (rows, columns int) {
	high, wide := m.block()
	return parts(m.m, high), parts(m.n, wide)
}

// parts returns how many parts of a length it takes.
func parts(n, length int) int { return (n + length - 1) / length }

// stages returns how many parts of a matrix the workgroup's memory holds.
func (m *matmul) stages() int {
	if m.Ahead {
		return 2
	}
	return 1
}

// locate prints which part of the results an invocation computes: blocks that
// read the same rows follow each other.
func (m *matmul) locate() {
	invocation := index(m.builtin("local_invocation_index"))
	m.line("let x = %s;", modulo(invocation, m.Wide).text)
	m.line("let y = %s;", over(invocation, m.Wide).text)
	rows, columns := m.blocks()
	block := m.letIndex("block", m.numberOfGroup(m.batch*rows*columns*m.split.parts))
	inner := 1
	take := func(called string, count int) value {
		v := m.letIndex(called, modulo(over(block, inner), count))
		inner *= count
		return v
	}
	column := take("column", columns)
	row := take("row", rows)
	part := take("part", m.split.parts)
	if groups := m.batch * inner; groups > m.groupsAlong(groups) {
		m.line("if (%s >= %s) { return; }", block.text, natural(groups))
	}
	product := take("product", m.batch)
	high, wide := m.block()
	m.sides[0].first = m.letIndex("first_a", multiple(row, high))
	m.sides[1].first = m.letIndex("first_b", multiple(column, wide))
	for _, s := range m.sides {
		s.start = m.letIndex("start_"+s.letter, m.startOf(s.matrix, product))
	}
	m.first, m.end = indexOf(0), indexOf(m.k)
	if m.split.parts > 1 {
		m.first = m.letIndex("first", multiple(part, m.split.length))
		m.end = m.letIndex("end", call("min", m.first.typ, 1, added(m.first, indexOf(m.split.length)), m.end))
	}
	m.start = m.letIndex("start_c", added(m.startOf(&m.c, product), multiple(part, m.split.total/m.c.unit())))
}

// startOf returns where a matrix of a product begins, in places of the array.
func (s *shader) startOf(x *matrix, product value) value {
	at := added(place(x.batches(), product), indexOf(x.offset/x.unit()))
	for b := x.buffer; b != s.root(b); b = s.spots[b].buffer {
		if base := s.spots[b].base; base.text != "" {
			at = added(over(base, x.unit()), at)
		}
	}
	return at
}

// groupsAlong returns how many of that many workgroups lie side by side.
func (s *shader) groupsAlong(groups int) int { return min(groups, s.adapter.Groups) }

// numberOfGroup returns the number of the workgroup, of that many.
func (s *shader) numberOfGroup(groups int) value {
	group, along := s.builtin("workgroup_id"), s.groupsAlong(groups)
	if groups == along {
		return index(group + ".x")
	}
	return added(index(group+".x"), multiple(index(group+".y"), along))
}

// operands are what an invocation has read of one side, by index along the depth:
// its lines in vectors of four, and one by one.
type operands struct{ fours, lines [][]string }

// vectors adds what was read in fours of lines.
func (v *operands) vectors(names []string) {
	var lines []string
	for _, n := range names {
		for i := range 4 {
			lines = append(lines, member(n, i))
		}
	}
	v.fours, v.lines = append(v.fours, names), append(v.lines, lines)
}

// scalars adds what was read of single lines.
func (m *matmul) scalars(v *operands, s *side, lines []string) {
	var fours []string
	for q := 0; q < len(lines) && s == m.sides[1]; q += 4 {
		four := fmt.Sprintf("%s%d_%d", s.letter, q/4, len(v.lines))
		m.line("let %s = %s;", four, vectorOf(m.typ, [4]string(lines[q:q+4])))
		fours = append(fours, four)
	}
	v.fours, v.lines = append(v.fours, fours), append(v.lines, lines)
}

// multiply prints how the products of what was read are added to the sums.
func (m *matmul) multiply(a, b operands) {
	for k := range a.lines {
		for q := range m.Columns / 4 {
			for i := range m.Rows {
				c := fmt.Sprintf("c%d_%d", i, q)
				if m.typ.IsFloat() {
					m.line("%s = fma(%s(%s), %s, %s);", c, typeName(m.typ, 4), a.lines[k][i], b.fours[k][q], c)
				} else {
					m.line("%s += %s * %s;", c, a.lines[k][i], b.fours[k][q])
				}
			}
		}
	}
}

// direct prints the sums of products of what is read where it lies.
func (m *matmul) direct() {
	var at [2][]value
	for n, s := range m.sides {
		at[n] = m.linesAt(s)
	}
	read := func(count int) {
		var v [2]operands
		for n, s := range m.sides {
			v[n] = m.read(s, at[n], count)
		}
		m.multiply(v[0], v[1])
	}
	m.line("var k = %s;", m.first.text)
	m.open("for (; k + 3u < %s; k += 4u)", m.end.text)
	read(4)
	m.close()
	if m.k%4 != 0 {
		m.open("for (; k < %s; k++)", m.end.text)
		read(1)
		m.close()
	}
}

// linesAt returns where the lines of an invocation begin, or its fours of lines.
func (m *matmul) linesAt(s *side) (at []value) {
	axes := s.axes(alongLines)
	line, step := added(s.first, multiple(s.at, 4)), 1
	if s.vector == alongLines {
		line, step = added(over(s.first, 4), s.four(0)), 4
	}
	if len(axes) == 1 {
		start := m.letIndex(s.letter+"_at", added(s.start, place(axes, line)))
		for i := 0; i < s.per; i += step {
			at = append(at, added(start, indexOf((i/4*s.across*4+i%4)/step*axes[0].stride)))
		}
		return at
	}
	for i := 0; i < s.per; i += step {
		behind := (i/4*s.across*4 + i%4) / step
		at = append(at, m.letIndex(fmt.Sprintf("%s%d_at", s.letter, i), added(s.start, placeBehind(axes, line, behind))))
	}
	return at
}

// read prints how an invocation reads what belongs to count indices along the
// depth, from k on.
func (m *matmul) read(s *side, at []value, count int) (v operands) {
	depth := s.axes(alongDepth)
	k := index("k")
	lines := make([][]string, count)
	for i := range at {
		if s.vector != alongDepth {
			break
		}
		called := fmt.Sprintf("%s_line%d", s.letter, i)
		m.line("let %s = %s[%s];", called, s.name, added(at[i], place(depth, over(k, 4))).text)
		for j := range count {
			lines[j] = append(lines[j], member(called, j))
		}
	}
	for j := range count {
		if s.vector == alongDepth {
			m.scalars(&v, s, lines[j])
			continue
		}
		var names []string
		for i := range at {
			called := fmt.Sprintf("%s%d_%d", s.letter, i, j)
			if s.vector == nowhere {
				called = fmt.Sprintf("%s_line%d_%d", s.letter, i, j)
			}
			m.line("let %s = %s[%s];", called, s.name, added(at[i], placeBehind(depth, k, j)).text)
			names = append(names, called)
		}
		if s.vector == alongLines {
			v.vectors(names)
		} else {
			m.scalars(&v, s, names)
		}
	}
	return v
}

// store prints how the sums are written.
func (m *matmul) store() {
	a, b := m.sides[0], m.sides[1]
	rows, columns := m.block()
	put := func(at, column value, limit int, what string) {
		store := fmt.Sprintf("%s[%s] = %s;", m.c.name, added(at, place(m.c.axes(alongDepth), column)).text, what)
		if m.n%columns != 0 {
			store = fmt.Sprintf("if (%s < %s) { %s }", column.text, natural(limit), store)
		}
		m.line("%s", store)
	}
	for q := range m.Columns / 4 {
		m.letIndex(fmt.Sprintf("column%d", q), added(over(b.first, 4), b.four(q)))
	}
	for i := range m.Rows {
		row := m.letIndex(fmt.Sprintf("row%d", i), added(a.first, multiple(a.four(i/4), 4), indexOf(i%4)))
		if m.m%rows != 0 {
			m.open("if (%s < %s)", row.text, natural(m.m))
		}
		at := m.letIndex(fmt.Sprintf("row%d_at", i), added(m.start, place(m.c.axes(alongLines), row)))
		for q := range m.Columns / 4 {
			c := fmt.Sprintf("c%d_%d", i, q)
			column := added(over(b.first, 4), b.four(q))
			if column.strength != primary {
				column = index(fmt.Sprintf("column%d", q))
			}
			if m.c.vector == alongDepth {
				put(at, column, m.n/4, c)
				continue
			}
			for r := range 4 {
				put(at, added(multiple(column, 4), indexOf(r)), m.n, member(c, r))
			}
		}
		if m.m%rows != 0 {
			m.close()
		}
	}
}
