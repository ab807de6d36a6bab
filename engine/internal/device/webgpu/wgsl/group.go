package wgsl

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/device/kernel"
)

// alone prints a reduction by one invocation for each point.
func (p *nestPrinter) alone(s strategy, i value) {
	at := p.at(i)
	sums := p.declareSums()
	axes := slices.Clone(p.over)
	if s.parts > 1 { // the axis that parts share is outermost
		axes = slices.DeleteFunc(axes, func(k int) bool { return k == s.shared })
		axes = slices.Insert(axes, 0, s.shared)
	}
	if !p.isEmpty() {
		p.reduce(at, sums, axes, p.part(s, at), s.parts)
	}
	p.storeSums(p.joinLanes(sums), at)
}

// part returns the number of a point's part.
func (p *nestPrinter) part(s strategy, at point) value {
	if s.parts == 1 {
		return indexOf(0)
	}
	return at.axes[0]
}

// together prints a reduction by several invocations for each point: each takes
// every so many terms, and then they combine their sums.
func (p *nestPrinter) together(s strategy, groups [3]int) {
	per := p.shader.size / s.width // points of a workgroup
	i, lane := p.groupNumber(groups), name(p.builtin("local_invocation_index"), kernel.U32, 1)
	if per > 1 {
		i = arithmetic("+", times(i, per), arithmetic("/", lane, indexOf(s.width)))
		lane = p.letNamed("lane", arithmetic("%", lane, indexOf(s.width)))
	}
	i = p.letNamed("i", i)
	end, mayStore := indexOf(p.count(p.over)), comparison("==", lane, indexOf(0))
	if groups[0]*groups[1]*per > p.points() {
		exists := comparison("<", i, indexOf(p.points()))
		end = p.letNamed("end", call("select", kernel.U32, 1, indexOf(0), end, exists))
		mayStore = infix("&&", loose, kernel.Mask, mayStore, exists, loose, loose)
	}
	at := p.at(i)
	first := lane
	if s.parts > 1 {
		first = arithmetic("+", times(p.part(s, at), s.width), lane)
	}
	sums := p.declareSums()
	p.open("for (var k = %s; k < %s; k += %s)", first.text, end.text, natural(s.width*s.parts))
	p.unravel(name("k", kernel.U32, 1), p.over, "k", at)
	p.run(at, func(outputs []value) { p.accumulate(sums, outputs) })
	p.close()
	sums, _ = p.unite(p.joinLanes(sums), lane, s.width, name(p.builtin("local_invocation_index"), kernel.U32, 1))
	p.open("if (%s)", mayStore.text)
	p.storeSums(sums, at)
	p.close()
}

// unite combines the sums of width neighbouring invocations. It returns where the
// results are, given the number of the first of these, and whether there was a
// barrier.
func (p *nestPrinter) unite(sums []value, lane value, width int, first value) (results []value, waited bool) {
	near := p.near(width)
	if near == 1 {
		return p.halve(sums, lane, width, first), true
	}
	var arrays []int
	if near < width {
		arrays = p.sumArrays(p.shader.size / near)
	}
	var shares []share
	results = make([]value, len(sums))
	p.eachSum(func(i int, r kernel.Result) {
		p.values++
		results[i] = name(fmt.Sprintf("met%d", p.values), r.Type, 1)
		p.line("var %s = %s;", results[i].text, sums[i].text)
		x := share{value: results[i], combine: func(x, y value) value { return p.combined(joining(r), r.Type, x, y) }}
		if near < width {
			x.array = fmt.Sprintf("shared%d", arrays[i])
		}
		shares = append(shares, x)
	})
	p.meet(shares, width)
	return results, near < width
}

// halvedAtOnce is how many sums one invocation combines between barriers.
const halvedAtOnce = 8

// halve combines the sums of width neighbouring invocations, of which fewer and
// fewer take part.
func (p *nestPrinter) halve(sums []value, lane value, width int, first value) []value {
	local := p.builtin("local_invocation_index")
	arrays := p.sumArrays(p.shader.size)
	shared := func(i int, index string) value {
		return name(fmt.Sprintf("shared%d[%s]", arrays[i], index), p.nest.Out[i].Type, 1)
	}
	p.eachSum(func(i int, r kernel.Result) { p.line("%s = %s;", shared(i, local).text, sums[i].text) })
	p.line("workgroupBarrier();")
	for left := width; left > 1; {
		some := left / min(left, halvedAtOnce)
		p.open("if (%s < %s)", lane.text, natural(some))
		p.open("for (var j = %s; j < %s; j += %s)", natural(some), natural(left), natural(some))
		p.eachSum(func(i int, r kernel.Result) {
			here := shared(i, local)
			p.line("%s = %s;", here.text, p.combined(joining(r), r.Type, here, shared(i, local+" + j")).text)
		})
		p.close()
		p.close()
		p.line("workgroupBarrier();")
		left = some
	}
	results := make([]value, len(sums))
	p.eachSum(func(i int, _ kernel.Result) { results[i] = shared(i, first.text) })
	return results
}

// eachSum visits the results that are combined.
func (p *nestPrinter) eachSum(do func(i int, r kernel.Result)) {
	for i, r := range p.nest.Out {
		if r.Combine != kernel.Move {
			p.origin = r.Origin
			do(i, r)
		}
	}
	p.origin = 0
}

// sumArrays returns the numbers of arrays in the workgroup's memory for the sums of
// the nest. All in a shader are as long. Where others have used one of them, there
// is a barrier, until all have read what is there.
func (p *nestPrinter) sumArrays(length int) (numbers []int) {
	numbers = make([]int, len(p.nest.Out))
	used, again := map[int]bool{}, false
	known := len(p.sums)
	for i, r := range p.nest.Out {
		if r.Combine == kernel.Move {
			continue
		}
		k := 0
		for k < len(p.sums) && (used[k] || p.sums[k] != r.Type) {
			k++
		}
		if k == len(p.sums) {
			p.sums = append(p.sums, r.Type)
			p.shared.line("var<workgroup> shared%d: array<%s, %d>;", k, scalars[r.Type], length)
		}
		numbers[i], used[k] = k, true
		again = again || k < known
	}
	if again {
		p.line("workgroupBarrier();")
	}
	return numbers
}

// groupNumber returns the number of the workgroup.
func (p *nestPrinter) groupNumber(groups [3]int) value {
	group := p.builtin("workgroup_id")
	x := name(group+".x", kernel.U32, 1)
	if groups[1] == 1 {
		return x
	}
	return arithmetic("+", times(name(group+".y", kernel.U32, 1), groups[0]), x)
}
