package engine

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// level orders types by JAX's promotion lattice, in which the join of two types
// is the higher one. (The two exceptions are in join.)
func level(a ir.Aval) int {
	switch {
	case a.DType == Bool:
		return 0
	case a.Weak && a.DType.IsInt():
		return 1
	case a.DType == Uint32:
		return 2
	case a.DType == Int32:
		return 3
	case a.DType == Int64:
		return 4
	case a.Weak && a.DType.IsFloat():
		return 5
	case a.DType == Float16:
		return 6
	case a.DType == Float32:
		return 7
	case a.DType == Float64:
		return 8
	case a.Weak:
		return 9
	case a.DType == Complex64:
		return 10
	default:
		return 11
	}
}

// join returns the common element type of operands and whether it is weak.
func join(in []core.Value) (d DType, weak bool) {
	top, widest := in[0].Aval(), Bool
	for _, v := range in {
		a := v.Aval()
		if l, t := level(a), level(top); l > t || l == t && a.DType > top.DType {
			top = a
		}
		if !a.Weak && a.DType.IsFloat() {
			widest = max(widest, a.DType)
		}
	}
	// A complex number is at least as precise as the floats it meets, and strong
	// where one of them is.
	if top.DType.IsComplex() && widest != Bool {
		return max(top.DType, widest.Complex()), false
	}
	return top.DType, top.Weak
}

// promote converts operands to their common type and gives those of rank ≥ 1
// equal ranks by adding leading axes of size 1.
func promote(in ...Array) []core.Value {
	v := values(in)
	d, weak := join(v)
	return equalRanks(convertAll(v, d, weak))
}

// promoteFloat is promote, with integers becoming floats: of 64 bits if they
// have so many themselves.
func promoteFloat(in ...Array) []core.Value {
	v := values(in)
	d, weak := join(v)
	switch {
	case d == Int64:
		d = Float64
	case !d.IsInexact():
		d = Float32
	}
	return equalRanks(convertAll(v, d, weak))
}

func convertAll(in []core.Value, d DType, weak bool) []core.Value {
	out := make([]core.Value, len(in))
	for i, v := range in {
		out[i] = prim.Convert(v, d, weak)
	}
	return out
}

func equalRanks(in []core.Value) []core.Value {
	rank := 0
	for _, v := range in {
		rank = max(rank, v.Aval().Rank())
	}
	for i, v := range in {
		a := v.Aval()
		if a.Rank() == 0 || a.Rank() == rank {
			continue
		}
		shape, dims := make([]int, rank), make([]int, a.Rank())
		for k := range shape {
			shape[k] = 1
		}
		for k, n := range a.Shape {
			dims[k] = rank - a.Rank() + k
			shape[dims[k]] = n
		}
		in[i] = prim.BroadcastInDim(v, shape, dims)
	}
	return in
}

// PromoteTypes returns the type that operands of the given arrays' types meet
// in.
func PromoteTypes(in ...Array) DType {
	d, _ := join(values(in))
	return d
}

// AsType returns a converted to type d. Floats become integers by truncation,
// saturating at the ends of the range; NaN becomes 0.
func (a Array) AsType(d DType) Array { return Array{prim.Convert(a.value(), d, false)} }
