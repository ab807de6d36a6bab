package host

import (
	"fmt"
	"math"
	"slices"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// A ReduceOp combines elements along axes.
type ReduceOp uint8

// The reductions. Max and Min are NaN if any element is; And and Or are
// bitwise on integers. The result for no elements is 0, 1, -∞, +∞ (or the
// least and greatest integer), all ones and all zeros.
const (
	Sum ReduceOp = iota
	Prod
	Max
	Min
	And
	Or
)

// rows returns x as a matrix whose rows run over the given axes, in row-major
// order, copying it unless those axes come last.
func rows(x *device.Tensor, axes []int) (matrix *device.Tensor, length int) {
	axes = slices.Sorted(slices.Values(axes))
	perm := append(others(x.Rank(), axes), axes...)
	length = ir.Size(sizes(x.Shape, axes))
	if slices.IsSorted(perm) {
		return x, length
	}
	matrix = device.New(x.DType, sizes(x.Shape, perm)...)
	Transpose(matrix, x, perm)
	return matrix, length
}

// Reduce writes x combined over the axes. Sums of up to 32 terms are added
// from left to right, as JAX does; longer ones pairwise, so that the error
// grows with the logarithm of their length.
func Reduce(dst, x *device.Tensor, axes []int, op ReduceOp) {
	check("reduce", dst, x.DType, sizes(x.Shape, others(x.Rank(), axes)))
	m, n := rows(x, axes)
	switch x.DType {
	case ir.Bool:
		reduceRows(raw[bool](dst), raw[bool](m), n, reduceBools(op))
	case ir.Int32:
		reduceRows(dst.Int32s(), m.Int32s(), n, reduceInts[int32](op, math.MinInt32, math.MaxInt32))
	case ir.Int64:
		reduceRows(dst.Int64s(), m.Int64s(), n, reduceInts[int64](op, math.MinInt64, math.MaxInt64))
	case ir.Complex64:
		reduceRows(dst.Complex64s(), m.Complex64s(), n, reduceComplex[complex64](op))
	case ir.Complex128:
		reduceRows(dst.Complex128s(), m.Complex128s(), n, reduceComplex[complex128](op))
	case ir.Uint32:
		reduceRows(dst.Uint32s(), m.Uint32s(), n, reduceInts[uint32](op, 0, math.MaxUint32))
	case ir.Float32:
		reduceRows(dst.Float32s(), m.Float32s(), n, reduceFloats[float32](op))
	default:
		reduceRows(dst.Float64s(), m.Float64s(), n, reduceFloats[float64](op))
	}
}

func reduceRows[T any](dst, x []T, n int, row func([]T) T) {
	for i := range dst {
		dst[i] = row(x[i*n : (i+1)*n])
	}
}

func reduceFloats[T float](op ReduceOp) func([]T) T {
	switch op {
	case Sum:
		return sum[T]
	case Prod:
		return prod[T]
	case Max:
		return greatest(T(math.Inf(-1)))
	case Min:
		return least(T(math.Inf(1)))
	}
	panic(fmt.Sprintf("host: reduce: operation %d is not defined for floats", op))
}

// reduceComplex keeps the running sum or product in double precision.
func reduceComplex[T complex64 | complex128](op ReduceOp) func([]T) T {
	start, next := complex128(0), func(v, e complex128) complex128 { return v + e }
	switch op {
	case Sum:
	case Prod:
		start, next = 1, func(v, e complex128) complex128 { return v * e }
	default:
		panic(fmt.Sprintf("host: reduce: operation %d is not defined for complex numbers", op))
	}
	return func(x []T) T {
		v := start
		for _, e := range x {
			v = next(v, complex128(e))
		}
		return T(v)
	}
}

func reduceInts[T int32 | int64 | uint32](op ReduceOp, low, high T) func([]T) T {
	switch op {
	case Sum:
		return sumInts[T]
	case Prod:
		return prod[T]
	case Max:
		return greatest(low)
	case Min:
		return least(high)
	case And:
		return func(x []T) T {
			v := ^T(0)
			for _, e := range x {
				v &= e
			}
			return v
		}
	}
	return func(x []T) T {
		v := T(0)
		for _, e := range x {
			v |= e
		}
		return v
	}
}

func reduceBools(op ReduceOp) func([]bool) bool {
	switch op {
	case And, Min, Prod:
		return func(x []bool) bool { return !slices.Contains(x, false) }
	default:
		return func(x []bool) bool { return slices.Contains(x, true) }
	}
}

// sum adds short rows from left to right and long ones as the sum of two
// halves, down to blocks with eight running sums.
func sum[T float](x []T) T {
	if len(x) <= 32 {
		return sumInts(x)
	}
	return pairwise(x)
}

func pairwise[T float](x []T) T {
	if len(x) > 128 {
		half := len(x) / 2 &^ 7
		return pairwise(x[:half]) + pairwise(x[half:])
	}
	var s [8]T
	for len(x) >= 8 {
		for k := range s {
			s[k] += x[k]
		}
		x = x[8:]
	}
	return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7])) + sumInts(x)
}

// sumInts adds from left to right.
func sumInts[T number](x []T) T {
	v := T(0)
	for _, e := range x {
		v += e
	}
	return v
}

func prod[T number](x []T) T {
	v := T(1)
	for _, e := range x {
		v *= e
	}
	return v
}

func greatest[T number](start T) func([]T) T {
	return func(x []T) T {
		v := start
		for _, e := range x {
			v = max(v, e)
		}
		return v
	}
}

func least[T number](start T) func([]T) T {
	return func(x []T) T {
		v := start
		for _, e := range x {
			v = min(v, e)
		}
		return v
	}
}

// ArgReduce writes the int32 index along axis of the greatest element, or of
// the least if max is false; of the first one if there are several. NaN beats
// every number. The axis is not empty.
func ArgReduce(dst, x *device.Tensor, axis int, max bool) {
	check("argreduce", dst, ir.Int32, sizes(x.Shape, others(x.Rank(), []int{axis})))
	m, n := rows(x, []int{axis})
	switch x.DType {
	case ir.Bool:
		argRows(dst.Int32s(), raw[uint8](m), n, max)
	case ir.Int32:
		argRows(dst.Int32s(), m.Int32s(), n, max)
	case ir.Int64:
		argRows(dst.Int32s(), m.Int64s(), n, max)
	case ir.Uint32:
		argRows(dst.Int32s(), m.Uint32s(), n, max)
	case ir.Float32:
		argRows(dst.Int32s(), m.Float32s(), n, max)
	default:
		argRows(dst.Int32s(), m.Float64s(), n, max)
	}
}

func argRows[T number | uint8](dst []int32, x []T, n int, max bool) {
	for i := range dst {
		row := x[i*n : (i+1)*n]
		best := 0
		for k, v := range row {
			b := row[best]
			if max && v > b || !max && v < b || v != v && b == b {
				best = k
			}
		}
		dst[i] = int32(best)
	}
}

// Cumulative writes the running combination of the elements along axis, from
// the end if reverse. op is Sum, Prod, Max or Min. Running sums and products
// of float32 are kept in float64.
func Cumulative(dst, x *device.Tensor, axis int, reverse bool, op ReduceOp) {
	check("cumulative", dst, x.DType, x.Shape)
	switch x.DType {
	case ir.Int32:
		cumulate(dst.Int32s(), x.Int32s(), x.Shape, axis, reverse, running[int32](op))
	case ir.Int64:
		cumulate(dst.Int64s(), x.Int64s(), x.Shape, axis, reverse, running[int64](op))
	case ir.Complex64:
		cumulateComplex(dst.Complex64s(), x.Complex64s(), x.Shape, axis, reverse, runningComplex[complex64](op))
	case ir.Complex128:
		cumulateComplex(dst.Complex128s(), x.Complex128s(), x.Shape, axis, reverse, runningComplex[complex128](op))
	case ir.Uint32:
		cumulate(dst.Uint32s(), x.Uint32s(), x.Shape, axis, reverse, running[uint32](op))
	case ir.Float32:
		cumulate(dst.Float32s(), x.Float32s(), x.Shape, axis, reverse, running[float64](op))
	default:
		cumulate(dst.Float64s(), x.Float64s(), x.Shape, axis, reverse, running[float64](op))
	}
}

func running[T number](op ReduceOp) func(v, e T) T {
	switch op {
	case Sum:
		return func(v, e T) T { return v + e }
	case Prod:
		return func(v, e T) T { return v * e }
	case Max:
		return func(v, e T) T { return max(v, e) }
	case Min:
		return func(v, e T) T { return min(v, e) }
	}
	panic(fmt.Sprintf("host: cumulative: operation %d has no running form", op))
}

func runningComplex[T complex64 | complex128](op ReduceOp) func(v, e T) T {
	switch op {
	case Sum:
		return func(v, e T) T { return v + e }
	case Prod:
		return func(v, e T) T { return v * e }
	}
	panic(fmt.Sprintf("host: cumulative: operation %d is not defined for complex numbers", op))
}

func cumulate[T, Acc number](dst, x []T, shape []int, axis int, reverse bool, next func(v, e Acc) Acc) {
	eachLine(shape, axis, reverse, len(x), func(at, step, n int) {
		v := Acc(x[at])
		dst[at] = x[at]
		for range n - 1 {
			at += step
			v = next(v, Acc(x[at]))
			dst[at] = T(v)
		}
	})
}

func cumulateComplex[T complex64 | complex128](dst, x []T, shape []int, axis int, reverse bool, next func(v, e T) T) {
	eachLine(shape, axis, reverse, len(x), func(at, step, n int) {
		v := x[at]
		dst[at] = v
		for range n - 1 {
			at += step
			v = next(v, x[at])
			dst[at] = v
		}
	})
}

// eachLine calls visit with the first element, the step and the length of each
// line along axis of an array with size elements.
func eachLine(shape []int, axis int, reverse bool, size int, visit func(at, step, n int)) {
	n, inner := shape[axis], ir.Size(shape[axis+1:])
	for first := range size / max(n, 1) {
		at, step := first/inner*inner*n+first%inner, inner
		if reverse {
			at, step = at+(n-1)*inner, -inner
		}
		visit(at, step, n)
	}
}
