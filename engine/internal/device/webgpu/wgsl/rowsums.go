package wgsl

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
)

// Some nests of rows combine over them. For these each workgroup goes through a
// number of rows in turn, whose contributions its invocations add to variables of
// their own. What they have then is united in the workgroup's memory and stored as
// the result of a part of the rows; nests of their own combine the parts. Programs
// for processors meet barriers unwillingly: there each place of a workgroup is a
// part.

const (
	// pointsNear is how many points of a short row an invocation computes where
	// several share it, so that neighbours read what lies side by side.
	pointsNear = 8
	// forSums is which part of a workgroup's memory may be used to unite sums: one
	// over it.
	forSums = 2
)

// rowSums is what a nest combines over the rows.
type rowSums struct {
	of      [][]value    // by unit that the invocation computes of each row, and result
	combine *kernel.Nest // of the parts
}

// combines reports whether a nest combines over the rows.
func (s *rowShader) combines() bool {
	for _, n := range s.rows.Nests {
		if s.rows.Across(n) {
			return true
		}
	}
	return false
}

// rowsFirst returns a nest with the axes of the rows in front.
func (s *rowShader) rowsFirst(n *kernel.Nest) *kernel.Nest {
	if s.rows.Across(n) {
		return n.ReducedFirst()
	}
	return n
}

// share decides how many rows workgroups have: enough of these for all parts of the
// adapter, but no more terms of a sum than keep its digits.
func (s *rowShader) share() {
	if !s.adapter.Software {
		for s.per = max(1, s.size/s.width); s.per > 1 && 4*s.unitedWords() > s.adapter.Shared/forSums; {
			s.per /= 2
		}
	}
	full := s.per
	for s.takeTurns(); s.adapter.Software && s.count%(s.per*s.turns) > 0; s.takeTurns() {
		if s.per <= full/4 { // there is none
			s.per = full
			s.takeTurns()
			return
		}
		s.per /= 2
	}
}

// takeTurns decides how often workgroups go on to the next rows, if possible so that
// all of these are there: to look whether they are takes processors as long as the
// rest.
func (s *rowShader) takeTurns() {
	groups := min(parts(s.count, s.per), s.adapter.manyGroups())
	s.turns = min(parts(s.count, groups*s.per), manyTerms)
	for turns := s.turns; turns > s.turns/2; turns-- {
		if s.count%(turns*s.per) == 0 {
			s.turns = turns
			return
		}
	}
}

// unites reports whether the places of a workgroup unite what they have.
func (s *rowShader) unites() bool { return !s.adapter.Software && s.per > 1 }

// parts returns of how many parts of the rows there are results.
func (s *rowShader) parts() int {
	groups := s.launch[0] * s.launch[1]
	if s.unites() {
		return groups
	}
	return groups * s.per
}

// rowSumWords returns how much of the workgroup's memory is needed to unite.
func (s *rowShader) rowSumWords() int {
	if !s.combines() || !s.unites() {
		return 0
	}
	return s.unitedWords()
}

func (s *rowShader) unitedWords() int {
	words := 0
	for _, n := range s.rows.Nests {
		if !s.rows.Across(n) {
			continue
		}
		points := 1
		for _, a := range keptOf(n, n.Axes) {
			points *= a.Size
		}
		for _, r := range n.Out {
			if r.Combine != kernel.Move {
				words += (parts(points, s.width) + 3) / 4 * 4 * s.width * s.per
			}
		}
	}
	return words
}

// inParts returns a nest that combines over rows with the place of the row in front,
// whose results are partial ones by the number of the part.
func (s *rowShader) inParts(p *planPrinter, n *kernel.Nest) (*kernel.Nest, *rowSums) {
	out, points, combine := p.partials(n, s.parts())
	part := *n
	part.Out = out
	placed := s.placed(part.ReducedFirst())
	for k := range s.rows.Outer {
		placed.Axes[1+k].Reduced = false
	}
	for i, r := range placed.Out {
		if r.Combine != kernel.Move {
			placed.Out[i].Stride[0] = points
		}
	}
	return placed, &rowSums{combine: combine}
}

// combinations returns the nests that combine the parts.
func (s *rowShader) combinations() []*kernel.Nest {
	var nests []*kernel.Nest
	for _, sums := range s.sums {
		if sums != nil {
			nests = append(nests, sums.combine)
		}
	}
	return nests
}

// units returns how many points of each row a nest has, or fours.
func (s *rowShader) units(p *nestPrinter) int { return p.count(s.inner(p)) }

// declareRowSums declares the variables of sums, and the memory to unite them.
func (s *rowShader) declareRowSums() {
	for i, sums := range s.sums {
		if sums == nil {
			continue
		}
		p := s.nests[i]
		for j := range parts(s.units(p), s.width) {
			called := fmt.Sprintf("total%d_%d_", i, j)
			sums.of = append(sums.of, p.declareNamed(called))
			if s.unites() {
				s.eachRowSum(i, j, func(_ kernel.Result, x value) {
					s.shared.line("var<workgroup> shared_%s: array<%s, %d>;", x.text, typeName(x.typ, x.lanes), s.size)
				})
			}
		}
	}
}

// eachRowSum visits the sums of a unit of a nest.
func (s *rowShader) eachRowSum(i, j int, do func(r kernel.Result, x value)) {
	for k, r := range s.nests[i].nest.Out {
		if r.Combine != kernel.Move {
			s.origin = r.Origin
			do(r, s.sums[i].of[j][k])
		}
	}
	s.origin = 0
}

// unit sets the indices of the j-th unit of an invocation, and returns the condition
// that there is one.
func (s *rowShader) unit(p *nestPrinter, j int, at point) (there value) {
	number := plus(s.lane, indexOf(j*s.width))
	if j == 0 {
		number = s.lane
	}
	if (j+1)*s.width > s.units(p) {
		there = comparison("<", number, indexOf(s.units(p)))
	}
	p.unravel(number, s.inner(p), "i", at)
	return there
}

// addRow prints how a row is added to sums.
func (s *rowShader) addRow(p *nestPrinter, at point, sums *rowSums) {
	s.only(s.exists, func() {
		for j := range sums.of {
			s.line("{")
			s.indent++
			s.only(s.unit(p, j, at), func() {
				p.run(at, func(outputs []value) { p.accumulate(sums.of[j], outputs) })
			})
			s.close()
		}
	})
}

// only prints statements under a condition; without text that is always met.
func (s *rowShader) only(condition value, do func()) {
	if condition.text == "" {
		do()
		return
	}
	s.open("if (%s)", condition.text)
	do()
	s.close()
}

// storeRowSums prints how the places of a workgroup unite their sums, and store
// them.
func (s *rowShader) storeRowSums() {
	if !s.combines() {
		return
	}
	each := func(do func(p *nestPrinter, r kernel.Result, x value)) {
		for i, sums := range s.sums {
			if sums == nil {
				continue
			}
			for j := range sums.of {
				s.eachRowSum(i, j, func(r kernel.Result, x value) { do(s.nests[i], r, x) })
			}
		}
	}
	part := s.nests[0].groupNumber(s.launch)
	var first value
	if s.unites() {
		local := s.builtin("local_invocation_index")
		each(func(_ *nestPrinter, _ kernel.Result, x value) { s.line("shared_%s[%s] = %s;", x.text, local, x.text) })
		s.open("for (var step = %s; step > 0u; step /= 2u)", natural(s.per/2))
		s.line("workgroupBarrier();")
		s.open("if (%s < step)", s.slot.text)
		other := plus(name(local, kernel.U32, 1), times(name("step", kernel.U32, 1), s.width))
		each(func(p *nestPrinter, r kernel.Result, x value) {
			y := name(fmt.Sprintf("shared_%s[%s]", x.text, other.text), x.typ, x.lanes)
			s.line("%s = %s;", x.text, p.combined(joining(r), r.Type, x, y).text)
			s.line("shared_%s[%s] = %s;", x.text, local, x.text)
		})
		s.close()
		s.close()
		first = comparison("==", s.slot, indexOf(0))
	} else if s.per > 1 {
		part = arithmetic("+", times(part, s.per), s.slot)
	}
	part = s.letNamed("part", part)
	s.only(first, func() {
		for i, sums := range s.sums {
			if sums != nil {
				s.storeOf(i, part)
			}
		}
	})
}

// storeOf prints how the sums of a nest are stored as those of a part.
func (s *rowShader) storeOf(i int, part value) {
	p := s.nests[i]
	at := point{axes: make([]value, len(p.nest.Axes))}
	for k := range at.axes {
		at.axes[k] = indexOf(0)
	}
	at.axes[0] = part
	for j := range s.sums[i].of {
		s.line("{")
		s.indent++
		s.only(s.unit(p, j, at), func() {
			s.eachRowSum(i, j, func(r kernel.Result, x value) { p.store(r, x, at) })
		})
		s.close()
	}
}
