package engine

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/prim"
)

// Gather and Scatter are XLA's general indexing, which NumPy's indexing comes
// down to.
type (
	// GatherDims says how Gather reads its operand.
	GatherDims = prim.GatherDims
	// ScatterDims says how Scatter writes its operand.
	ScatterDims = prim.ScatterDims
	// An IndexMode says what happens to windows that stick out of the operand.
	IndexMode = prim.Mode
	// IndexHints are promises about indices; they show in jaxprs, and the
	// derivative of a scatter with distinct indices is simpler.
	IndexHints = prim.Hints
	// A ScatterOp says what becomes of an element and an update.
	ScatterOp = prim.ScatterOp
)

// The modes for windows that stick out.
const (
	IndexClip    = prim.Clip            // they are moved inside
	IndexFill    = prim.FillOrDrop      // NaN is read, or the like, and updates are dropped
	IndexPromise = prim.PromiseInBounds // they do not occur
)

// The ways to scatter. Where windows overlap, updates are applied in order.
var (
	ScatterSet     = prim.ScatterSet     // replaces elements
	ScatterSum     = prim.ScatterSum     // adds updates to them
	ScatterProduct = prim.ScatterProduct // multiplies them; differentiable in the updates where indices are promised to be unique
	ScatterMin     = prim.ScatterMin     // takes the lesser one; ties share the derivative
	ScatterMax     = prim.ScatterMax     // takes the greater one; ties share the derivative
)

// Gather returns windows of x, of the given sizes, at the integer index
// vectors that lie along the last axis of indices.
func Gather(x, indices Array, dims GatherDims, sizes []int, mode IndexMode, hints IndexHints) Array {
	return Array{prim.GatherHinted(x.value(), indices.value(), dims, sizes, mode, hints)}
}

// Scatter returns x with updates applied to the windows at the integer index
// vectors that lie along the last axis of indices. Updates take on x's type.
func Scatter(op ScatterOp, x, indices, updates Array, dims ScatterDims, mode IndexMode, hints IndexHints) Array {
	u := convertAll([]core.Value{updates.value()}, x.DType(), x.Weak())
	return Array{prim.Scatter(op, x.value(), indices.value(), u[0], dims, mode, hints)}
}
