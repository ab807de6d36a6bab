package transform

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// Followed simplifies a program as Simplified does, and says of each equation
// of the result which ones of the program it comes from, in ascending order:
// several where they compute the same, none where it makes an array out of
// numbers alone.
func Followed(c *ir.Closed) (simplified *ir.Closed, from [][]int) {
	numbered := *c.Jaxpr
	numbered.Eqns = slices.Clone(c.Eqns)
	for i := range numbered.Eqns {
		numbered.Eqns[i].Where = sources{i}
	}
	simplified = Simplified(&ir.Closed{Jaxpr: &numbered, Values: c.Values})
	for i := range simplified.Eqns {
		e := &simplified.Eqns[i]
		list, _ := e.Where.(sources)
		from = append(from, list)
		e.Where = nil
		if len(list) > 0 {
			e.Where = c.Eqns[list[0]].Where
		}
	}
	return simplified, from
}

// sources are the equations of a program that one comes from.
type sources []int

// With adds those of another equation.
func (s sources) With(other any) ir.Joined {
	o, _ := other.(sources)
	all := slices.Concat(s, o)
	slices.Sort(all)
	return sources(slices.Compact(all))
}

// Hoisted turns the constants of a closed jaxpr into leading inputs, as devices
// want them.
func Hoisted(c *ir.Closed) (j *ir.Jaxpr, consts []Value) { return hoist(c) }
