package wgsl

import (
	"fmt"
	"math/bits"
	"slices"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// Rows are computed in one shader. Neighbouring invocations of a workgroup share a
// row: they run the nests as phases, with barriers where one reads what others
// have written. What is local to a row is in variables if it is one element, and
// else in the workgroup's memory as far as there is room.

const (
	// shortRow is up to how many points a row has that one invocation computes,
	// with arrays of its own for what is local.
	shortRow = 32
	// pointsEach is about how many points of a longer row an invocation computes.
	pointsEach = 16
	// leastGroup is how many invocations a workgroup has at least, for several
	// rows if need be.
	leastGroup = 64
	// largeRows are as many points as are better computed nest by nest if there
	// are too few rows for all of a GPU.
	largeRows = 1 << 17
)

// A rowShader prints rows.
type rowShader struct {
	*shader
	rows  *kernel.Rows
	nests []*nestPrinter // the first axis of each is the row's place in the workgroup
	count int            // rows
	width int            // invocations that share one
	per   int            // rows of a workgroup
	lane  value          // the number of the invocation among those
	slot  value          // the row's place
	// exists tells whether there is such a row; without text there always is.
	exists value
	outer  []value // the indices of the row
	arrays []*rowArray
	// What was read and written since the last barrier.
	read, written []*binding
}

// rows prints rows, one nest after the other where that is better.
func (p *planPrinter) rows(r *kernel.Rows) ([]Command, error) {
	s := p.rowShader(r)
	if s != nil {
		return []Command{s.print(p)}, nil
	}
	var commands []Command
	for _, n := range r.Nests {
		c, err := p.nest(n)
		if err != nil {
			return nil, err
		}
		commands = append(commands, c...)
	}
	return commands, nil
}

// rowShader returns the printer of rows; nil if they are better printed nest by
// nest.
func (p *planPrinter) rowShader(r *kernel.Rows) *rowShader {
	points := 1
	for _, n := range r.Nests {
		if supported(n) != nil || len(n.Links) > 0 {
			return nil
		}
		inner := 1
		for _, a := range n.Axes[len(r.Outer):] {
			inner *= a.Size
		}
		points = max(points, inner)
	}
	s := &rowShader{shader: p.newShader(), rows: r, count: ir.Size(r.Outer), width: 1}
	if points > shortRow {
		for s.width = 1 << (bits.Len(uint(points/pointsEach)) - 1); s.width*s.count < enough && s.width < points/4; {
			s.width *= 2
		}
		s.width = min(s.width, s.size)
	}
	if points*s.count > largeRows && s.width*s.count < enough/8 {
		return nil
	}
	s.per = max(1, leastGroup/s.width)
	s.size = s.width * s.per
	s.allot()
	for _, n := range r.Nests {
		nest := s.printerOf(s.placed(n))
		if nest.isEmpty() { // what it starts with is stored nest by nest
			return nil
		}
		if nest.isOrdered() && s.width > 1 && len(s.inner(nest)) == 0 && !s.isSingle(nest) {
			return nil
		}
		nest.setVector(s.vectorOf(nest))
		nest.bindAll()
		s.nests = append(s.nests, nest)
	}
	if len(s.bindings) > s.adapter.Bindings || slices.ContainsFunc(s.bindings, func(b *binding) bool {
		return 4*p.plan.Buffers[b.buffer].Len > s.adapter.Binding
	}) {
		return nil
	}
	return s
}

func (p *nestPrinter) isOrdered() bool {
	return slices.ContainsFunc(p.nest.Out, func(r kernel.Result) bool { return r.InOrder })
}

// inner returns the kept axes of a nest within the row.
func (s *rowShader) inner(p *nestPrinter) []int { return p.kept[1+len(s.rows.Outer):] }

// isSingle reports whether a nest has one point for each row, so that all
// invocations may compute it for themselves.
func (s *rowShader) isSingle(p *nestPrinter) bool {
	return p.lanes != 4 && len(s.inner(p)) == 0 && p.count(p.over) == 1
}

// vectorOf returns the vector axis of a nest, -1 if there is none.
func (s *rowShader) vectorOf(p *nestPrinter) int {
	if axis := p.vectorAxis(last(s.inner(p))); axis >= 0 || p.isOrdered() {
		return axis
	}
	return p.vectorAxis(last(p.over))
}

// print prints the shader and returns its launch.
func (s *rowShader) print(p *planPrinter) Command {
	s.nameBindings()
	s.declare()
	groups := (s.count + s.per - 1) / s.per
	deep := (groups + s.adapter.Groups - 1) / s.adapter.Groups
	launch := [3]int{(groups + deep - 1) / deep, deep, 1}
	s.locate(launch)
	for _, n := range s.nests {
		s.phase(n)
	}
	comment := fmt.Sprintf("%d rows, in %d steps, %d invocations for each", s.count, len(s.nests), s.width)
	if s.width == 1 {
		comment = fmt.Sprintf("%d rows, in %d steps", s.count, len(s.nests))
	}
	shader, windows := s.finish("rows", comment)
	return p.launch(shader, windows, launch)
}

// locate declares the numbers of the row and of the invocation in it.
func (s *rowShader) locate(groups [3]int) {
	local := name(s.builtin("local_invocation_index"), kernel.U32, 1)
	s.lane, s.slot = indexOf(0), indexOf(0)
	switch {
	case s.width == 1:
		s.slot = local
	case s.per == 1:
		s.lane = local
	default:
		s.lane = s.letNamed("lane", arithmetic("%", local, indexOf(s.width)))
		s.slot = s.letNamed("slot", arithmetic("/", local, indexOf(s.width)))
	}
	row := s.nests[0].groupNumber(groups)
	if s.per > 1 {
		row = arithmetic("+", times(row, s.per), s.slot)
	}
	row = s.letNamed("row", row)
	if groups[0]*groups[1]*s.per > s.count {
		s.exists = s.letNamed("exists", comparison("<", row, indexOf(s.count)))
	}
	inner := 1
	s.outer = make([]value, len(s.rows.Outer))
	for k := len(s.outer) - 1; k >= 0; k-- {
		v, size := row, s.rows.Outer[k]
		if inner > 1 {
			v = arithmetic("/", v, indexOf(inner))
		}
		if k > 0 {
			v = arithmetic("%", v, indexOf(size))
		}
		if len(s.outer) > 1 {
			v = s.letNamed(fmt.Sprintf("outer%d", k), v)
		}
		s.outer[k] = v
		inner *= size
	}
}

// phase prints a nest.
func (s *rowShader) phase(p *nestPrinter) {
	s.synchronize(p)
	s.line("{ // %s", p.operations())
	s.indent++
	at := point{axes: make([]value, len(p.nest.Axes))}
	at.axes[0] = s.slot
	copy(at.axes[1:], s.outer)
	switch inner := s.inner(p); {
	case s.isSingle(p):
		s.single(p, at)
	case len(inner) == 0:
		s.reduction(p, at)
	default:
		s.loop(p, inner, "i", at, func() {
			if !p.isReduction() {
				p.run(at, func([]value) {})
				return
			}
			sums := p.declareSums()
			p.reduce(at, sums, p.over, indexOf(0), 1)
			p.storeSums(p.joinLanes(sums), at)
		})
	}
	s.close()
}

// loop prints the loop of an invocation over its part of some axes.
func (s *rowShader) loop(p *nestPrinter, axes []int, prefix string, at point, body func()) {
	end := indexOf(p.count(axes))
	if s.exists.text != "" {
		end = s.letNamed("end", call("select", kernel.U32, 1, indexOf(0), end, s.exists))
	}
	s.open("for (var k = %s; k < %s; k += %s)", s.lane.text, end.text, natural(s.width))
	p.unravel(name("k", kernel.U32, 1), axes, prefix, at)
	body()
	s.close()
}

// single prints a nest that has one point for each row.
func (s *rowShader) single(p *nestPrinter, at point) {
	for _, k := range p.over {
		at.axes[k] = indexOf(0)
	}
	nest := *p.nest
	sums := p.declareSums()
	results := make([]value, len(nest.Out))
	p.nest.Out = nil
	p.run(at, func(outputs []value) {
		p.nest.Out = nest.Out
		p.accumulate(sums, outputs)
		for i, r := range nest.Out {
			if results[i] = sums[i]; r.Combine == kernel.Move {
				results[i] = outputs[r.Output]
			}
		}
	})
	s.store(p, results, at)
}

// reduction prints a nest whose results are those of the whole row.
func (s *rowShader) reduction(p *nestPrinter, at point) {
	sums := p.declareSums()
	s.loop(p, p.over, "k", at, func() {
		p.run(at, func(outputs []value) { p.accumulate(sums, outputs) })
	})
	sums = p.joinLanes(sums)
	if s.width > 1 {
		first := indexOf(0)
		if s.per > 1 {
			first = times(s.slot, s.width)
		}
		var waited bool
		if sums, waited = p.unite(sums, s.lane, s.width, first); waited {
			s.read, s.written = nil, slices.DeleteFunc(s.written, func(b *binding) bool { return b.place == array })
		}
	}
	s.store(p, sums, at)
}

// store stores results of a row: what is not in variables by one invocation.
func (s *rowShader) store(p *nestPrinter, results []value, at point) {
	var others []int
	put := func(i int) {
		s.origin = p.nest.Out[i].Origin
		p.store(p.nest.Out[i], results[i], at)
		s.origin = 0
	}
	for i, r := range p.nest.Out {
		switch {
		case results[i].text == "":
		case s.bind(r.Buffer, true).place == variable:
			put(i)
		default:
			others = append(others, i)
		}
	}
	if len(others) == 0 {
		return
	}
	condition := s.exists
	if s.width > 1 {
		condition = comparison("==", s.lane, indexOf(0))
		if s.exists.text != "" {
			condition = infix("&&", loose, kernel.Mask, condition, s.exists, sum, sum)
		}
	}
	if condition.text != "" {
		s.open("if (%s)", condition.text)
	}
	for _, i := range others {
		put(i)
	}
	if condition.text != "" {
		s.close()
	}
}

// synchronize prints the barriers that a nest needs: where it reads what other
// invocations may have written, or writes where they may be reading.
func (s *rowShader) synchronize(p *nestPrinter) {
	if s.width == 1 {
		return
	}
	var read, written []*binding
	p.each(func(a kernel.Access) {
		if a.Buffer >= 0 {
			read = append(read, s.bind(a.Buffer, false))
		}
	})
	for _, r := range p.nest.Out {
		written = append(written, s.bind(r.Buffer, true))
	}
	local, global := false, false
	meet := func(now, before []*binding) {
		for _, b := range now {
			if slices.Contains(before, b) {
				local, global = local || b.place == array, global || b.place == bound
			}
		}
	}
	meet(read, s.written)
	meet(written, s.read)
	if local {
		s.line("workgroupBarrier();")
	}
	if global {
		s.line("storageBarrier();")
	}
	if local || global {
		s.read, s.written = nil, nil
	}
	s.read, s.written = append(s.read, read...), append(s.written, written...)
}
