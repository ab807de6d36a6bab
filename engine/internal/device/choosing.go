package device

import "fluxion/engine/internal/ir"

// What a device tells one that chooses among several.

// A Preparing executable gets ready in the background, for example while its
// shaders are compiled. To run it before that is correct, but waits.
type Preparing interface {
	Executable
	// Ready reports whether a run need not wait.
	Ready() bool
}

// A Typed device leaves programs with some element types to another one.
type Typed interface {
	Device
	// Computes reports whether it computes with elements of a type itself.
	Computes(d ir.DType) bool
}

// A Holder is a device that keeps tensors in a memory of its own, to which it
// takes long to copy them.
type Holder interface {
	Device
	// Holds reports whether the elements of t lie there.
	Holds(t *Tensor) bool
	// Hold copies them there, if they do not. The copy may still be on its way
	// when Hold returns.
	Hold(t *Tensor)
}
