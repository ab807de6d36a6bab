package wgsl

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
)

// Neighbouring invocations are in one subgroup, which combines what its
// invocations have without memory or barriers. The size of subgroups may differ
// from shader to shader: as many invocations as the smallest ones have, from a
// multiple of that on, are together in all of them.

// near returns how many of width neighbouring invocations, from a multiple of
// width on, are in one subgroup.
func (s *shader) near(width int) int {
	return min(width, powerOfTwo(max(s.adapter.Subgroups[0], 1)))
}

// A share is what each invocation has of a result.
type share struct {
	value          // a variable
	array   string // in the workgroup's memory, with an element for each subgroup
	combine func(x, y value) value
}

// meet combines the shares of width neighbouring invocations, so that all of them
// have the results: first within the subgroups and, where these are smaller,
// whatever all have found, by each subgroup for itself.
func (s *shader) meet(shares []share, width int) {
	near := s.near(width)
	for _, x := range shares {
		s.exchange(x, near)
	}
	if near == width {
		return
	}
	local := name(s.builtin("local_invocation_index"), kernel.U32, 1)
	s.open("if (%s)", comparison("==", arithmetic("%", local, indexOf(near)), indexOf(0)).text)
	for _, x := range shares {
		s.line("%s[%s] = %s;", x.array, arithmetic("/", local, indexOf(near)).text, x.text)
	}
	s.close()
	s.line("workgroupBarrier();")
	found := width / near
	some := min(found, near)
	first := arithmetic("%", local, indexOf(some))
	if width < s.size {
		first = plus(times(arithmetic("/", local, indexOf(width)), found), first)
	}
	first = s.let(first)
	for _, x := range shares {
		s.line("%s = %s[%s];", x.text, x.array, first.text)
		if found > some {
			s.open("for (var j = %s; j < %s; j += %s)", natural(some), natural(found), natural(some))
			other := name(fmt.Sprintf("%s[%s + j]", x.array, first.text), x.typ, x.lanes)
			s.line("%s = %s;", x.text, x.combine(x.value, other).text)
			s.close()
		}
		s.exchange(x, some)
	}
}

// exchange combines the shares of so many neighbouring invocations of a subgroup,
// a power of two.
func (s *shader) exchange(x share, among int) {
	s.subgroups = s.subgroups || among > 1
	for step := among / 2; step > 0; step /= 2 {
		var other value
		if x.typ == kernel.Mask { // of which WGSL exchanges none
			word := call("subgroupShuffleXor", kernel.U32, 1, call("u32", kernel.U32, 1, x.value), indexOf(step))
			other = comparison("!=", word, indexOf(0))
		} else {
			other = call("subgroupShuffleXor", x.typ, x.lanes, x.value, indexOf(step))
		}
		s.line("%s = %s;", x.text, x.combine(x.value, other).text)
	}
}
