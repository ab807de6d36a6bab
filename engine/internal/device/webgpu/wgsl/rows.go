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
	per   int            // rows of a workgroup at a time
	turns int            // how many times as many it has
	lane  value          // the number of the invocation among those
	slot  value          // the row's place
	// exists tells whether there is such a row; without text there always is.
	exists value
	outer  []value // the indices of the row
	arrays []*rowArray
	sums   []*rowSums // by nest; nil where it combines nothing over the rows
	launch [3]int
	// What was read and written since the last barrier.
	read, written []*binding
}

// rows prints rows, one nest after the other where that is better.
func (p *planPrinter) rows(r *kernel.Rows) ([]Command, error) {
	buffers := len(p.plan.Buffers)
	s := p.rowShader(r)
	var commands []Command
	nests := r.Nests
	if s != nil {
		commands, nests = []Command{s.print(p)}, s.combinations()
	} else { // without those for partial results
		p.plan.Buffers, p.program.Buffers = p.plan.Buffers[:buffers], p.program.Buffers[:buffers]
	}
	for _, n := range nests {
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
	s := &rowShader{shader: p.newShader(), rows: r, count: ir.Size(r.Outer), width: 1, turns: 1}
	points := 1
	for _, n := range r.Nests {
		if supported(n) != nil || len(n.Links) > 0 {
			return nil
		}
		inner := 1
		for _, a := range s.rowsFirst(n).Axes[len(r.Outer):] {
			inner *= a.Size
		}
		points = max(points, inner)
	}
	switch {
	case points > shortRow:
		for s.width = 1 << (bits.Len(uint(points/pointsEach)) - 1); s.width*s.count < enough && s.width < points/4; {
			s.width *= 2
		}
		s.width = min(s.width, s.size)
	case s.combines() && !s.adapter.Software && !slices.ContainsFunc(r.Nests, isOrdered):
		s.width = s.near(powerOfTwo(max(points/pointsNear, 1)))
	}
	if points*s.count > largeRows && s.width*s.count < enough/8 {
		return nil
	}
	s.per = max(1, leastGroup/s.width)
	if s.combines() {
		s.share()
	}
	s.size = s.width * s.per
	groups := parts(s.count, s.per*s.turns)
	deep := parts(groups, s.adapter.Groups)
	s.launch = [3]int{parts(groups, deep), deep, 1}
	s.allot()
	for _, n := range r.Nests {
		var sums *rowSums
		if s.rows.Across(n) {
			n, sums = s.inParts(p, n)
		} else {
			n = s.placed(n)
		}
		nest := s.printerOf(n)
		if nest.isEmpty() { // what it starts with is stored nest by nest
			return nil
		}
		if isOrdered(n) && s.width > 1 && len(s.inner(nest)) == 0 && !s.isSingle(nest) {
			return nil
		}
		nest.setVector(s.vectorOf(nest))
		nest.bindAll()
		s.nests, s.sums = append(s.nests, nest), append(s.sums, sums)
	}
	if len(s.bindings) > s.adapter.Bindings || slices.ContainsFunc(s.bindings, func(b *binding) bool {
		return 4*p.plan.Buffers[b.buffer].Len > s.adapter.Binding
	}) {
		return nil
	}
	return s
}

func isOrdered(n *kernel.Nest) bool {
	return slices.ContainsFunc(n.Out, func(r kernel.Result) bool { return r.InOrder })
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
	if axis := p.vectorAxis(last(s.inner(p))); axis >= 0 || isOrdered(p.nest) {
		return axis
	}
	return p.vectorAxis(last(p.over))
}

// print prints the shader and returns its launch.
func (s *rowShader) print(p *planPrinter) Command {
	s.nameBindings()
	s.declare()
	s.declareRowSums()
	s.locateInGroup()
	if s.turns > 1 {
		s.open("for (var turn = 0u; turn < %s; turn++)", natural(s.turns))
	}
	s.locate()
	for i, n := range s.nests {
		s.phase(n, s.sums[i])
	}
	if s.turns > 1 {
		if len(s.shader.sums) > 0 || s.width > 1 && slices.ContainsFunc(s.arrays, func(a *rowArray) bool { return a.place == array }) {
			s.line("workgroupBarrier();")
		}
		s.close()
	}
	s.storeRowSums()
	comment := fmt.Sprintf("%d rows, in %d steps, %d invocations for each", s.count, len(s.nests), s.width)
	if s.width == 1 {
		comment = fmt.Sprintf("%d rows, in %d steps", s.count, len(s.nests))
	}
	if s.combines() {
		comment += fmt.Sprintf(", with sums over them in %d parts", s.parts())
	}
	shader, windows := s.finish("rows", comment)
	return p.launch(shader, windows, s.launch)
}

// locateInGroup declares the number of the invocation in a row, and the row's place.
func (s *rowShader) locateInGroup() {
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
}

// locate declares the number of the row.
func (s *rowShader) locate() {
	row := s.nests[0].groupNumber(s.launch)
	if s.turns > 1 {
		row = arithmetic("+", times(row, s.turns), name("turn", kernel.U32, 1))
	}
	if s.per > 1 {
		row = arithmetic("+", times(row, s.per), s.slot)
	}
	row = s.letNamed("row", row)
	if s.launch[0]*s.launch[1]*s.turns*s.per > s.count {
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
func (s *rowShader) phase(p *nestPrinter, sums *rowSums) {
	s.synchronize(p)
	s.line("{ // %s", p.operations())
	s.indent++
	at := point{axes: make([]value, len(p.nest.Axes))}
	at.axes[0] = s.slot
	copy(at.axes[1:], s.outer)
	switch inner := s.inner(p); {
	case s.isSingle(p):
		s.single(p, at, sums)
	case sums != nil:
		s.addRow(p, at, sums)
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
func (s *rowShader) single(p *nestPrinter, at point, over *rowSums) {
	for _, k := range p.over {
		at.axes[k] = indexOf(0)
	}
	nest := *p.nest
	var sums []value
	if over == nil {
		sums = p.declareSums()
	}
	results := make([]value, len(nest.Out))
	p.nest.Out = nil
	p.run(at, func(outputs []value) {
		p.nest.Out = nest.Out
		if over != nil {
			s.only(s.exists, func() { p.accumulate(over.of[0], outputs) })
		} else {
			p.accumulate(sums, outputs)
		}
		for i, r := range nest.Out {
			if r.Combine == kernel.Move {
				results[i] = outputs[r.Output]
			} else if over == nil {
				results[i] = sums[i]
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
	s.only(condition, func() {
		for _, i := range others {
			put(i)
		}
	})
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
