// Package bridge holds the messages between the page, the engine's Web Worker
// and the canvas frame as typed Go structs, and converts them to and from
// JavaScript. web/src/protocol is the description of record; the structs
// here mirror it field by field.
//
// A field's js tag is the property's name. A pointer field is an optional
// property: nil stands for an absent one. A Typed field is a typed array,
// copied as one block and transferred rather than cloned; everything else goes
// through vert.
package bridge

// Visible has one flag for each of f, f′, f″, f‴, f⁗.
const Visible = 5

// An Element is the element type of a typed array.
type Element interface {
	int32 | float32 | float64
}

// Typed is the content of a typed array: Float32Array, Float64Array or
// Int32Array, after T.
type Typed[T Element] struct {
	values []T // unexported, so that vert does not convert it element by element
}

// TypedOf wraps values, which must not change afterwards.
func TypedOf[T Element](values []T) Typed[T] { return Typed[T]{values} }

// Values returns the elements.
func (t Typed[T]) Values() []T { return t.values }
