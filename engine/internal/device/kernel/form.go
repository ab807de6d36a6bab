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

// Concatenation: the operands one after the other along the axis.
type Concatenation struct{ Axis int }

// Padding: element i of the first operand lies at Lo + i·(Interior + 1), as far
// as the result reaches; everywhere else the second operand, a scalar, is.
type Padding struct{ Lo, Interior []int }

// Indexed: a view of the first operand whose start is moved by elements of
// other operands. With Fill, the result is that where one of these lies
// outside of its limits; without, the nearest place counts.
type Indexed struct {
	View
	Shifts []Shift
	Fill   *ir.Literal
}

// A Shift moves a view along an axis of the first operand by an element of
// another one, within 0 … Limit.
type Shift struct {
	Axis, Limit int
	Operand     int
	Index       View // which element, by axis of the box
}

// Update: the first operand after the elements of another have been put to
// places of it, in the row-major order of a box: those of a view that is moved
// as in Indexed. An element that is there is replaced, if Combine is Move, or
// combined by Add, Mul, Min or Max. With Drop, nothing happens where an index
// lies outside of its limits.
type Update struct {
	Box     []int
	Operand int  // the other
	Source  View // of it
	Target  View // of the first
	Shifts  []Shift
	Combine Op
	Drop    bool
}

// Search: the index along the axis, as int32, of the first element that is the
// greatest by Max or the least by Min; NaN beats every number.
type Search struct {
	Combine Op
	Axis    int
}

// Running: the elements up to each one along the axis combined by Add, Mul,
// Min or Max, from the end if Reverse; float32 is added up as float64.
type Running struct {
	Combine Op
	Axis    int
	Reverse bool
}

// Sort: the operands reordered together along the axis, so that the first Keys
// of them ascend lexicographically, stably; -0 equals 0, and NaN is last.
type Sort struct{ Axis, Keys int }

func (Pointwise) isForm()     {}
func (View) isForm()          {}
func (Reshape) isForm()       {}
func (Index) isForm()         {}
func (Reduction) isForm()     {}
func (Contraction) isForm()   {}
func (Concatenation) isForm() {}
func (Padding) isForm()       {}
func (Indexed) isForm()       {}
func (Update) isForm()        {}
func (Search) isForm()        {}
func (Running) isForm()       {}
func (Sort) isForm()          {}

// An Operation is what a compiler needs of a primitive.
type Operation interface {
	ir.Op
	// FormOf returns the form of an equation with operands of the given types,
	// nil if there is none.
	FormOf(in []ir.Aval, params ir.Params) Form
	// Expand returns the basic operations of a pointwise equation.
	Expand(b *Builder, in []Node, params ir.Params) []Node
}
