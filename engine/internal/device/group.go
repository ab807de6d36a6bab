package device

import "fluxion/engine/internal/ir"

// small is up to how many bytes the results of a program share an allocation:
// one that outlives the others keeps little alive.
const small = 1024

// Small reports whether tensors of the given types may share an allocation.
func Small(avals []ir.Aval) bool {
	_, total := offsets(avals)
	return total <= small
}

// offsets places tensors one behind the other.
func offsets(avals []ir.Aval) (at []int, total int) {
	for _, a := range avals {
		at = append(at, total)
		total += (a.Size()*a.DType.Size() + alignment - 1) &^ (alignment - 1)
	}
	return at, total
}

// A Group makes the tensors that a program returns, again and again.
type Group struct {
	avals []ir.Aval
	spans [][2]int // where each lies in memory that all share; nil if none is shared
	total int
}

// NewGroup returns a maker of tensors of the given types.
func NewGroup(avals []ir.Aval) *Group {
	g := &Group{avals: avals}
	if at, total := offsets(avals); total <= small {
		g.total = total
		for i, a := range avals {
			g.spans = append(g.spans, [2]int{at[i], at[i] + a.Size()*a.DType.Size()})
		}
	}
	return g
}

// New returns tensors whose elements are arbitrary.
func (g *Group) New() []*Tensor {
	out := make([]*Tensor, len(g.avals))
	if g.spans == nil {
		for i, a := range g.avals {
			out[i] = NewUnset(a)
		}
		return out
	}
	block, memory := make([]Tensor, len(g.avals)), NewBytes(g.total)
	for i, s := range g.spans {
		t := &block[i]
		t.DType, t.Shape, t.mem = g.avals[i].DType, g.avals[i].Shape, memory[s[0]:s[1]:s[1]]
		out[i] = t
	}
	return out
}
