package engine

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// Full returns an array whose elements are all v, of type d.
func Full(shape []int, v float64, d DType) Array {
	ir.CheckSize("full", shape)
	return Array{prim.Broadcast(core.Scalar(d, v), shape)}
}

// Zeros returns an array of zeros.
func Zeros(shape []int, d DType) Array { return Full(shape, 0, d) }

// Ones returns an array of ones.
func Ones(shape []int, d DType) Array { return Full(shape, 1, d) }

// ZerosLike returns zeros of the type and shape of x.
func ZerosLike(x Array) Array { return Zeros(x.Shape(), x.DType()) }

// OnesLike returns ones of the type and shape of x.
func OnesLike(x Array) Array { return Ones(x.Shape(), x.DType()) }

// Iota returns an array whose elements are their index along an axis.
func Iota(shape []int, axis int, d DType) Array {
	ir.CheckSize("iota", shape)
	if d == Bool {
		ir.Fail("iota", nil, "there is no iota of dtype bool")
	}
	return Array{prim.Iota(d, shape, normalizeAxis("iota", axis, len(shape)))}
}

// Arange returns 0, 1, …, n−1 of type d.
func Arange(n int, d DType) Array { return Iota([]int{max(0, n)}, 0, d) }

// Linspace returns n numbers of type d evenly spaced from start to stop, both
// included.
func Linspace(start, stop float64, n int, d DType) Array {
	switch {
	case n < 0:
		ir.Fail("linspace", nil, "%d points asked for", n)
	case n == 1:
		return Full([]int{1}, start, d)
	}
	// Weighing both ends keeps each exact.
	t := Div(Arange(n, d), Num(float64(max(1, n-1))))
	inner := Add(Mul(Num(start), Sub(Num(1), t)), Mul(Num(stop), t))
	if n == 0 {
		return inner
	}
	return Concatenate([]Array{Slice(inner, 0, 0, n-1), Full([]int{1}, stop, d)}, 0)
}

// Eye returns the n × n identity matrix of type d.
func Eye(n int, d DType) Array {
	shape := []int{n, n}
	return Eq(Iota(shape, 0, Int32), Iota(shape, 1, Int32)).AsType(d)
}
