package wgsl

import (
	"slices"

	"fluxion/engine/internal/device/kernel"
)

// contraction prints a nest that adds up products of elements of two buffers;
// false if that is done as well like any other reduction.
func (p *planPrinter) contraction(n *kernel.Nest) ([]Command, bool) {
	c := contractionOf(n)
	if c == nil || !p.reachable(c) || c.inOrder || c.results() == 0 || c.k == 0 || c.k <= shortSums && c.results()*c.k <= fewProducts {
		return nil, false
	}
	if c.m == 1 || c.n == 1 {
		c.turn()
		return p.matvec(c, false), true
	}
	p.program.Tiled = p.program.Tiled || c.isLarge()
	return p.matmul(c, p.adapter.tile(c)), true
}

// reachable reports whether the matrices can be bound as they are needed. Where
// a matrix lies in another buffer, and begins there at any place, its elements are
// read one by one.
func (p *planPrinter) reachable(c *contraction) bool {
	s := p.newShader()
	for _, x := range []*matrix{&c.a, &c.b, &c.c} {
		for b := x.buffer; b != s.root(b); b = s.spots[b].buffer {
			if at := s.spots[b]; at.base.text != "" && !at.fours {
				x.vector, x.fixed = nowhere, true
			}
		}
	}
	return s.root(c.c.buffer) != s.root(c.a.buffer) && s.root(c.c.buffer) != s.root(c.b.buffer)
}

// Up to so many products of sums of so many terms are nothing to share.
const (
	fewProducts = 1 << 14
	shortSums   = 256
)

// results returns how many sums there are.
func (c *contraction) results() int { return c.batch * c.m * c.n }

// turn sees to it that it is b that has one line.
func (c *contraction) turn() {
	if c.n > 1 {
		c.m, c.n, c.a, c.b = c.n, c.m, c.b, c.a
		c.c.lines, c.c.depth = c.c.depth, nil
		c.c.normalize()
	}
	c.forVectors()
}

// into divides the sums into parts and returns the nest that adds up these.
func (p *planPrinter) into(c *contraction, s *split) (combination *contraction) {
	s.total = c.results()
	partial := p.newBuffer(p.plan.Buffers[c.c.buffer].DType, s.parts*s.total, false)
	combination = &contraction{typ: c.typ, origin: c.origin, batch: 1, m: s.total, n: 1, k: s.parts}
	combination.a = matrix{buffer: partial, lines: []dim{{s.total, 1}}, depth: []dim{{s.parts, s.total}}}
	combination.c = matrix{buffer: c.c.buffer, offset: c.c.offset, fixed: c.c.fixed}
	for _, axes := range [][]dim{c.c.batch, c.c.lines, c.c.depth} {
		combination.c.lines = append(combination.c.lines, axes...)
	}
	c.c = matrix{buffer: partial, batch: []dim{{c.batch, c.m * c.n}}, lines: []dim{{c.m, c.n}}, depth: []dim{{c.n, 1}}}
	for _, x := range []*matrix{&combination.a, &combination.c, &c.c} {
		x.normalize()
	}
	return combination
}

// matmul prints products of matrices by a tile.
func (p *planPrinter) matmul(c *contraction, t Tile) []Command {
	m := &matmul{contraction: c, Tile: t, split: split{parts: 1, length: c.k}}
	rows, columns := m.blocks()
	m.split.divide(c.k, p.adapter.manyGroups()/(rows*columns*c.batch), 256, max(t.Depth, 4))
	var combination *contraction
	if m.split.parts > 1 {
		combination = p.into(c, &m.split)
	}
	m.shader = p.newShader()
	m.print()
	commands := []Command{p.contracted(m.shader, "matmul", m.describe(), rows*columns*c.batch*m.split.parts)}
	if combination != nil {
		commands = append(commands, p.matvec(combination, true)...)
	}
	return commands
}

// divide divides sums of k terms into that many parts at most, unless these
// have less terms than the least number, which are each a multiple of unit.
func (s *split) divide(k, most, least, unit int) {
	if n := min(most, k/least); n > 1 {
		s.length = parts(parts(k, n), unit) * unit
		s.parts = parts(k, s.length)
	}
}

// matvec prints products with a vector, or sums of the elements of a alone.
func (p *planPrinter) matvec(c *contraction, alone bool) []Command {
	m := matvec{contraction: c, alone: alone, split: split{parts: 1, length: c.k}}
	c.forVectors()
	m.Team = p.adapter.team(c)
	most := min(p.adapter.manyGroups()/m.groups(), c.k*c.results()/worthLaunching)
	m.split.divide(c.k, most, m.Lanes*c.terms()*2*ahead, 4)
	var combination *contraction
	if m.split.parts > 1 {
		combination = p.into(c, &m.split)
		c.forVectors()
	}
	m.shader = p.newShader()
	if m.apart = m.Lanes; !c.a.sideways() {
		m.apart /= m.near(m.Lanes)
	}
	m.print()
	commands := []Command{p.contracted(m.shader, "matvec", m.describe(), m.groups())}
	if combination != nil {
		commands = append(commands, p.matvec(combination, true)...)
	}
	return commands
}

// bindMatrices binds the matrices of a contraction, the last of which is
// written. A buffer that is read in two ways is bound twice.
func (s *shader) bindMatrices(list ...*matrix) {
	of := make([]*binding, len(list))
	for i, x := range list {
		b := s.bind(x.buffer, i == len(list)-1)
		if slices.Contains(of[:i], b) && b.lanes != x.unit() {
			again := *b
			b = &again
			s.bindings = append(s.bindings, b)
		}
		b.lanes, of[i] = x.unit(), b
	}
	s.nameBindings()
	for i, x := range list {
		x.name = of[i].name
	}
}

// contracted returns the launch of a contraction's shader.
func (p *planPrinter) contracted(s *shader, label, comment string, groups int) Command {
	shader, windows := s.finish(label, comment)
	along := s.groupsAlong(groups)
	return p.launch(shader, windows, [3]int{along, parts(groups, along), 1})
}

// tile returns the tile for a product.
func (a Adapter) tile(c *contraction) Tile {
	switch {
	case c.isLarge() && a.Tile != Tile{}:
		return a.Tile
	case a.Software && min(c.m, c.n) >= 64:
		return Tile{Rows: 8, Columns: 8, High: 4, Wide: 4}.within(a)
	case c.isLarge():
		return Tile{Rows: 8, Columns: 4, High: 8, Wide: 16, Depth: 16}.within(a)
	case a.Software:
		return Tile{Rows: 4, Columns: 4, High: 4, Wide: 4}.shaped(c, a)
	}
	return Tile{Rows: 4, Columns: 4, High: 8, Wide: 8, Depth: 16}.shaped(c, a)
}

// isLarge reports whether the adapter's tile is used for a product: there are
// enough blocks for all parts of a GPU.
func (c *contraction) isLarge() bool {
	return min(c.m, c.n) >= 128 && c.k >= 64 && c.results() >= LargeSide*LargeSide
}

// LargeSide is the number of rows and columns that makes products large.
const LargeSide = 512

// shaped returns the tile for a product with few rows or columns: it has fewer
// invocations in their direction and more in the other one.
func (t Tile) shaped(c *contraction, a Adapter) Tile {
	for t.Wide > 1 && t.Columns*t.Wide/2 >= c.n {
		t.Wide, t.High = t.Wide/2, t.High*2
	}
	for t.High > 1 && t.Rows*t.High/2 >= c.m {
		t.Wide, t.High = t.Wide*2, t.High/2
	}
	return t.within(a)
}

// worthLaunching is from how many products on a part of sums is worth what it
// takes to add it to the others.
const worthLaunching = 1 << 15

// team returns the team for sums of products with a vector. On a GPU, lanes
// that read what lies side by side share a row; what is no GPU has few of them
// and meets barriers unwillingly.
func (a Adapter) team(c *contraction) Team {
	terms, lines := max(c.k/c.terms(), 1), c.batch*c.units()
	most := min(256, a.Group, a.Shared/(4*c.width()))
	switch {
	case a.Software && (c.a.sideways() || lines < 16):
		most = min(most, 8)
	case a.Software:
		most = min(most, 64)
	}
	size := powerOfTwo(max(most, 1))
	several := powerOfTwo(max(terms/ahead, 1))
	if c.a.sideways() {
		along := min(powerOfTwo(lines), size, 32)
		return Team{along, min(size/along, several)}
	}
	lanes := max(min(powerOfTwo(terms), 8), min(several, 64))
	switch {
	case lines <= 4:
		lanes = max(lanes, several)
	case a.Software && lines >= 16:
		lanes = 1
	}
	lanes = min(lanes, size)
	return Team{size / lanes, lanes}
}

// manyGroups is how many workgroups keep an adapter busy.
func (a Adapter) manyGroups() int {
	if a.Software {
		return 64
	}
	return 512
}
