package prim

import (
	"math"

	"fluxion/engine/internal/ir"
)

// integerPowParams is the exponent of integer_pow.
type integerPowParams struct{ Y int }

func (p integerPowParams) Fields() []ir.Field { return []ir.Field{{Name: "y", Value: p.Y}} }

// roundParams selects how halves round: 0 away from zero, 1 to even.
type roundParams struct{ Method int }

func (p roundParams) Fields() []ir.Field {
	return []ir.Field{{Name: "rounding_method", Value: p.Method}}
}

// polygammaParams is the order of the polygamma function.
type polygammaParams struct{ N int }

func (p polygammaParams) Fields() []ir.Field { return []ir.Field{{Name: "n", Value: p.N}} }

// convertParams is the target of convert_element_type.
type convertParams struct {
	DType ir.DType
	Weak  bool
}

func (p convertParams) Fields() []ir.Field {
	return []ir.Field{{Name: "new_dtype", Value: p.DType}, {Name: "weak_type", Value: p.Weak}}
}

// nameParams is what a value is called.
type nameParams struct{ Name string }

func (p nameParams) Fields() []ir.Field { return []ir.Field{{Name: "name", Value: p.Name}} }

// bitcastParams is the target of bitcast_convert_type.
type bitcastParams struct{ DType ir.DType }

func (p bitcastParams) Fields() []ir.Field { return []ir.Field{{Name: "new_dtype", Value: p.DType}} }

func signbit(x float64) bool { return math.Signbit(x) }
