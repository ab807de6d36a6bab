package engine

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// The functions of this file treat the last two axes as those of a matrix and
// the others as batches.

// Tri returns the n × m matrix of type d with ones where column ≤ row + k.
func Tri(n, m, k int, d DType) Array { return triangle([]int{n, m}, k).AsType(d) }

func triangle(shape []int, k int) Array {
	return Ge(Add(Iota(shape, 0, Int32), Int(k)), Iota(shape, 1, Int32))
}

// Tril returns x with zeros above the k-th diagonal.
func Tril(x Array, k int) Array {
	return Where(triangle(matrixShape("tril", x), k), x, weakZeros(x))
}

// Triu returns x with zeros below the k-th diagonal.
func Triu(x Array, k int) Array {
	return Where(triangle(matrixShape("triu", x), k-1), weakZeros(x), x)
}

// weakZeros are zeros of the type of x, weak if it is.
func weakZeros(x Array) Array { return ZerosLike(x).Weaken(x.Weak()) }

func matrixShape(op string, x Array) []int {
	if x.Rank() < 2 {
		ir.Fail(op, []ir.Aval{x.value().Aval()}, "an array of rank at least 2 is expected")
	}
	return x.Shape()[x.Rank()-2:]
}

// Diagonal returns the elements of the k-th diagonal over two axes, as the last
// axis of the result.
func Diagonal(x Array, k, axis1, axis2 int) Array {
	axis1, axis2 = normalizeAxis("diagonal", axis1, x.Rank()), normalizeAxis("diagonal", axis2, x.Rank())
	if axis1 == axis2 {
		ir.Fail("diagonal", nil, "axes %d and %d are the same", axis1, axis2)
	}
	var perm []int
	for i := range x.Rank() {
		if i != axis1 && i != axis2 {
			perm = append(perm, i)
		}
	}
	x = Transpose(x, append(perm, axis1, axis2)...)
	r := x.Rank()
	rows, cols := x.Shape()[r-2], x.Shape()[r-1]
	top, left := max(0, -k), max(0, k)
	n := max(0, min(rows-top, cols-left))
	x = Slice(Slice(x, r-2, min(top, rows), min(top+n, rows)), r-1, min(left, cols), min(left+n, cols))
	places := BroadcastTo(ExpandDims(Arange(n, Int32), 1), append(slices.Clone(x.Shape()[:r-1]), 1)...)
	return Squeeze(TakeAlongAxis(x, places, r-1), r-1)
}

// DiagonalMatrix returns the square matrix with the vector x on its k-th
// diagonal and zeros elsewhere.
func DiagonalMatrix(x Array, k int) Array {
	n := x.Size() + max(k, -k)
	row := Pad(x, Zeros(nil, x.DType()).Weaken(x.Weak()), []int{max(0, k)}, []int{max(0, -k)})
	shape := []int{n, n}
	on := Eq(Add(Iota(shape, 0, Int32), Int(k)), Iota(shape, 1, Int32))
	return Where(on, row, weakZeros(row))
}

// Trace returns the sum of the k-th diagonal over two axes.
func Trace(x Array, k, axis1, axis2 int) Array { return Sum(Diagonal(x, k, axis1, axis2), -1) }

// Kron returns the Kronecker product.
func Kron(x, y Array) Array {
	rank := max(x.Rank(), y.Rank())
	x, y = leadingOnes(x, rank), leadingOnes(y, rank)
	var wideX, wideY, shape []int
	for i := range rank {
		n, m := x.Shape()[i], y.Shape()[i]
		wideX, wideY, shape = append(wideX, n, 1), append(wideY, 1, m), append(shape, n*m)
	}
	return Reshape(Mul(Reshape(x, wideX...), Reshape(y, wideY...)), shape...)
}

// leadingOnes gives x the rank by new axes of size 1 in front.
func leadingOnes(x Array, rank int) Array {
	return Reshape(x, slices.Concat(slices.Repeat([]int{1}, rank-x.Rank()), x.Shape())...)
}

// TensorDotAxes contracts the given axes of x with those of y, in pairs.
func TensorDotAxes(x, y Array, axesX, axesY []int) Array {
	if len(axesX) != len(axesY) {
		ir.Fail("tensordot", nil, "%d axes of x are paired with %d of y", len(axesX), len(axesY))
	}
	return DotGeneral(x, y, Contraction{ContractX: axesX, ContractY: axesY})
}

// PadInterior is Pad with interior[i] more elements between neighbours on axis
// i; negative lo and hi cut.
func PadInterior(x, value Array, lo, hi, interior []int) Array {
	v := convertAll([]core.Value{value.value()}, x.DType(), x.Weak())
	return Array{prim.Pad(x.value(), v[0], lo, hi, interior)}
}

// StridedSlice returns x[start:limit:stride] with one bound of each kind an
// axis, 0 ≤ start ≤ limit ≤ size and stride ≥ 1.
func StridedSlice(x Array, start, limit, stride []int) Array {
	return Array{prim.Slice(x.value(), start, limit, stride)}
}

// ShiftRightArithmetic shifts copies of the sign bit in from the left.
func ShiftRightArithmetic(x, y Array) Array { return binary(prim.ShiftRightArithmetic, x, y) }

// RoundAway rounds to the nearest integer, halves away from zero.
func RoundAway(x Array) Array { return unaryFloat(prim.RoundAway, x) }

// Rem returns the remainder of x/y with the sign of x, as C's %.
func Rem(x, y Array) Array { return binary(prim.Rem, numeric(x), y) }
