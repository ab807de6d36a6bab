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
	if aval.Rank() == 0 && aval.DType.IsFloat() {
		return numpy.Scalar(a.Item(), 8*aval.DType.Size())
	}
	return numpy.Array(aval.Shape, a.formatter(), " ", 0, 0)
}

func (a Array) formatter() numpy.Elements {
	switch d := a.DType(); d {
	case ir.Bool:
		return numpy.Bools(a.Bools())
	case ir.Int32, ir.Uint32:
		ints := make([]int64, a.Size())
		for i, x := range a.Float64s() {
			ints[i] = int64(x)
		}
		return numpy.Ints(ints)
	default:
		return numpy.Floats{Values: a.Float64s(), Bits: 8 * d.Size()}
	}
}
