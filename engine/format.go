package engine

import (
	"fmt"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/numpy"
)

// String prints the array as JAX's repr does, for example
// Array([1., 2.], dtype=float32); traced arrays print as their type.
func (a Array) String() string {
	v := a.value()
	aval := v.Aval()
	if t, ok := v.(core.Tracer); ok {
		weak := ""
		if aval.Weak {
			weak = "~"
		}
		return fmt.Sprintf("Traced<%s%s>with<%s>", weak, aval.Long(), t.Trace())
	}
	return numpy.Repr(aval.Shape, a.formatter(), aval.DType.String(), aval.Weak)
}

// Text prints the elements alone, as JAX's str does: scalars with the shortest
// digits that read back as the same value, arrays in brackets.
func (a Array) Text() string {
	aval := a.value().Aval()
	switch {
	case aval.Rank() > 0:
	case aval.DType.IsFloat():
		return numpy.Scalar(a.Item(), 8*aval.DType.Size())
	case aval.DType.IsComplex():
		return numpy.ComplexScalar(a.Complex128s()[0], 8*aval.DType.Real().Size())
	}
	return numpy.Array(aval.Shape, a.formatter(), " ", 0, 0)
}

func (a Array) formatter() numpy.Elements {
	switch d := a.DType(); d {
	case ir.Bool:
		return numpy.Bools(a.Bools())
	case ir.Int32, ir.Int64, ir.Uint32:
		return numpy.Ints(a.Int64s())
	case ir.Complex64, ir.Complex128:
		return numpy.Complexes{Values: a.Complex128s(), Bits: 8 * d.Real().Size()}
	default:
		return numpy.Floats{Values: a.Float64s(), Bits: 8 * d.Size()}
	}
}
