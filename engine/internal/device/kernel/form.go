package kernel

import "fluxion/engine/internal/ir"

// A Form tells a compiler what an equation computes in terms it understands
// without knowing the primitive. A primitive without a form is evaluated by
// the host.
type Form interface{ isForm() }

// Pointwise: each element of the results depends on the elements at the same
// place; Operation.Expand says how. Axes of size 1 and scalars stretch.
type Pointwise struct{}

// View: the result's element i is the operand's element at index
// Start[From[k]] + Step[k]·i[k] on axis From[k], and at Start on the axes that
// From does not mention; From[k] = -1 repeats along axis k.
type View struct {
	Start      []int // by axis of the operand
	From, Step []int // by axis of the result
}

// Reshape: the result has the operand's elements in the same row-major order.
type Reshape struct{}

// Index: each element is its index along the axis.
type Index struct{ Axis int }

// Reduction: the operand combined over the axes by Add, Mul, Min, Max, And or
// Or, starting from the operation's identity.
type Reduction struct {
	Combine Op
	Axes    []int
}

// Contraction: sums of products over pairs of axes, as host.DotGeneral.
type Contraction struct{ ContractX, ContractY, BatchX, BatchY []int }

func (Pointwise) isForm()   {}
func (View) isForm()        {}
func (Reshape) isForm()     {}
func (Index) isForm()       {}
func (Reduction) isForm()   {}
func (Contraction) isForm() {}

// An Operation is what a compiler needs of a primitive.
type Operation interface {
	ir.Op
	// FormOf returns the form of an equation with operands of the given types,
	// nil if there is none.
	FormOf(in []ir.Aval, params ir.Params) Form
	// Expand returns the basic operations of a pointwise equation.
	Expand(b *Builder, in []Node, params ir.Params) []Node
}
