package kernel

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// ordered is the number of terms up to which float sums are added from left to
// right, as JAX does; longer ones are added in blocks.
const ordered = 32

// orderedProducts is the same for dot products, whose terms are fused
// multiply-adds.
const orderedProducts = 64

// small is the number of products up to which their order is kept.
const small = 1 << 16

// Reorders reports whether the program adds floats in an order that differs
// from the host's: sums too long to be added from left to right.
func Reorders(j *ir.Jaxpr) bool {
	for i := range j.Eqns {
		e := &j.Eqns[i]
		if Lowerable(e) && slices.ContainsFunc(InsideOf(e), func(p Inside) bool { return Reorders(p.Program) }) {
			return true
		}
		if !e.Out[0].Aval().DType.IsFloat() {
			continue
		}
		switch form := formOf(e).(type) {
		case Reduction:
			if (form.Combine == Add || form.Combine == Mul) && size(e.In[0].Aval(), form.Axes) > ordered {
				return true
			}
		case Contraction:
			x := e.In[0].Aval()
			if n := size(x, form.ContractX); !inOrder(n, n*e.Out[0].Aval().Size()) {
				return true
			}
		}
	}
	return false
}

// inOrder reports whether sums of length products, total in all, are added
// from left to right.
func inOrder(length, total int) bool { return length <= orderedProducts && total <= small }
