// Package core holds what every part of the engine passes around: values,
// tracers, traces and primitives, and Bind, which applies a primitive.
package core

import (
	"fmt"
	"math"
	"math/cmplx"
	"slices"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// A Value is what a program computes with: a *Literal, a *Const or a Tracer.
type Value = ir.Value

// A Literal is a scalar constant.
type Literal = ir.Literal

// A Const is a concrete array.
type Const struct {
	Tensor *device.Tensor
	Weak   bool
	Origin *Origin // nil but for arrays that scalar constants alone made
}

// An Origin is the application that made an array out of scalar constants or
// nothing: zeros, an index grid. A program during whose recording that happened
// makes the array anew instead of carrying its elements along.
type Origin struct {
	Primitive *Primitive
	Params    ir.Params
	In        []*Literal
	youngest  uint64 // of the traces that had started
}

// Within reports whether the array was made after tr had started.
func (o *Origin) Within(tr Trace) bool { return o != nil && o.youngest >= tr.ID() }

// Aval returns the array's type.
func (c *Const) Aval() ir.Aval {
	a := c.Tensor.Aval()
	a.Weak = c.Weak
	return a
}

// A Tracer stands for a value inside a transformation in flight.
type Tracer interface {
	Value
	Trace() Trace
}

// A Dual is a tracer whose value is known besides what is traced: under
// differentiation, programs may branch on values.
type Dual interface {
	Tracer
	Primal() Value
}

// primal returns the value of v, which differentiation may have wrapped.
func primal(v Value) Value {
	for {
		d, ok := v.(Dual)
		if !ok {
			return v
		}
		d.Trace().Live(d)
		v = d.Primal()
	}
}

// IsTraced reports whether v belongs to a transformation in flight.
func IsTraced(v Value) bool {
	_, ok := v.(Tracer)
	return ok
}

// Scalar returns the literal of type d with value v, rounded to d.
func Scalar(d ir.DType, v float64) *Literal {
	return &Literal{DType: d, Val: round(d, v)}
}

// Tensor returns the concrete array behind v, whose elements must be known.
func Tensor(v Value) *device.Tensor {
	if c, ok := v.(*Const); ok {
		return c.elements()
	}
	switch v := primal(v).(type) {
	case *Const:
		return v.elements()
	case *Literal:
		return device.Scalar(v)
	}
	panic(concretization(v))
}

// elements returns the tensor of an array that was not deleted.
func (c *Const) elements() *device.Tensor {
	if c.Tensor.IsDeleted() {
		panic(&ir.Error{Op: "array", Kind: ir.DeletedError, Reason: "Array has been deleted with shape=" + c.Aval().Long() + "."})
	}
	return c.Tensor
}

// Delete gives up the elements of c, so that their memory serves for others.
func (c *Const) Delete() {
	t := c.Tensor
	c.Tensor = device.Deleted(t.Aval())
	t.Recycle()
}

// Is reports whether v is concrete and of type a, weakness included.
func Is(v Value, a ir.Aval) bool {
	switch v := v.(type) {
	case *Const:
		return v.Weak == a.Weak && v.Tensor.DType == a.DType && slices.Equal(v.Tensor.Shape, a.Shape)
	case *Literal:
		return v.Weak == a.Weak && v.DType == a.DType && len(a.Shape) == 0
	}
	return false
}

// Operand returns v, which must be concrete, as the argument of a program: a
// literal is rounded to its type.
func Operand(v Value) *device.Tensor {
	if l, ok := v.(*Literal); ok {
		rounded := Round(l)
		return device.Scalar(&rounded)
	}
	return Tensor(v)
}

// ScalarValue returns the only element of a concrete scalar.
func ScalarValue(v Value) float64 {
	switch v := primal(v).(type) {
	case *Literal:
		return round(v.DType, v.Val)
	case *Const:
		t := v.elements()
		if t.Len() != 1 {
			ir.Fail("item", []ir.Aval{v.Aval()}, "only arrays of one element can be converted to a number, this one has %d", t.Len())
		}
		return first(t)
	}
	panic(concretization(v))
}

func concretization(v Value) *ir.Error {
	v = primal(v)
	reason := fmt.Sprintf("a concrete value was needed, but the operand %s is traced by %s", v.Aval().Long(), v.(Tracer).Trace())
	return &ir.Error{Op: "value", Reason: reason, Kind: ir.ConcretizationError}
}

func first(t *device.Tensor) float64 {
	switch t.DType {
	case ir.Bool:
		if t.Bools()[0] {
			return 1
		}
		return 0
	case ir.Int32:
		return float64(t.Int32s()[0])
	case ir.Uint32:
		return float64(t.Uint32s()[0])
	case ir.Int64:
		return float64(t.Int64s()[0])
	case ir.Float16:
		return float64(t.Halves()[0].Float32())
	case ir.Float32:
		return float64(t.Float32s()[0])
	case ir.Float64:
		return t.Float64s()[0]
	}
	panic("BUG: the only element of a " + t.DType.String() + " array read as a float")
}

func complexOf(t *device.Tensor) complex128 {
	if t.DType == ir.Complex64 {
		return complex128(t.Complex64s()[0])
	}
	return t.Complex128s()[0]
}

// round returns v as the nearest value of type d; integers wrap.
func round(d ir.DType, v float64) float64 {
	switch d {
	case ir.Bool:
		if v != 0 {
			return 1
		}
		return 0
	case ir.Int32:
		return float64(int32(int64(v)))
	case ir.Uint32:
		return float64(uint32(int64(v)))
	case ir.Int64:
		return float64(int64(v))
	case ir.Float16:
		return float64(ir.HalfOf(v).Float32())
	case ir.Float32, ir.Complex64:
		return float64(float32(v))
	}
	return v
}

// Round returns l with its value rounded to its type.
func Round(l *Literal) Literal {
	return Literal{DType: l.DType, Weak: l.Weak, Val: round(l.DType, l.Val), Imag: round(l.DType, l.Imag)}
}

// AsLiteral returns v as a literal if it is a concrete scalar.
func AsLiteral(v Value) (*Literal, bool) {
	switch v := v.(type) {
	case *Literal:
		return v, true
	case *Const:
		switch {
		case len(v.Tensor.Shape) > 0:
		case v.Tensor.DType.IsComplex():
			if z := complexOf(v.elements()); !cmplx.IsNaN(z) {
				return &Literal{DType: v.Tensor.DType, Weak: v.Weak, Val: real(z), Imag: imag(z)}, true
			}
		default:
			// Neither a NaN's payload nor a large int64 would survive the way
			// through float64.
			if x := first(v.elements()); !math.IsNaN(x) && (v.Tensor.DType != ir.Int64 || math.Abs(x) < 1<<53) {
				return &Literal{DType: v.Tensor.DType, Weak: v.Weak, Val: x}, true
			}
		}
	}
	return nil, false
}
