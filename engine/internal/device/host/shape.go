package host

import (
	"slices"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// Transpose writes x with its axes permuted: axis k of dst is axis perm[k] of x.
func Transpose(dst, x *device.Tensor, perm []int) {
	check("transpose", dst, x.DType, sizes(x.Shape, perm))
	move(dst, x, dst.Shape, rowMajor(dst.Shape), rowMajor(x.Shape).permuted(perm))
}

// BroadcastInDim writes x repeated to the shape of dst: axis k of x is axis
// dims[k] of dst and has its size or size 1.
func BroadcastInDim(dst, x *device.Tensor, dims []int) {
	check("broadcast_in_dim", dst, x.DType, dst.Shape)
	source := rowMajor(x.Shape)
	stride := make([]int, len(dst.Shape))
	for k, a := range dims {
		if x.Shape[k] != 1 {
			stride[a] = source.stride[k]
		}
	}
	move(dst, x, dst.Shape, rowMajor(dst.Shape), layout{0, stride})
}

// Concatenate writes the xs one after the other along axis.
func Concatenate(dst *device.Tensor, xs []*device.Tensor, axis int) {
	shape := slices.Clone(dst.Shape)
	shape[axis] = 0
	for _, x := range xs {
		shape[axis] += x.Shape[axis]
	}
	check("concatenate", dst, xs[0].DType, shape)
	to := rowMajor(dst.Shape)
	for _, x := range xs {
		move(dst, x, x.Shape, to, rowMajor(x.Shape))
		to.offset += x.Shape[axis] * to.stride[axis]
	}
}

// Pad writes x with lo elements of value before it, hi after it and interior
// between its elements, along each axis. Negative lo and hi crop.
func Pad(dst, x, value *device.Tensor, lo, hi, interior []int) {
	shape := make([]int, x.Rank())
	box, first, step := make([]int, x.Rank()), make([]int, x.Rank()), make([]int, x.Rank())
	at := make([]int, x.Rank())
	for k, n := range x.Shape {
		step[k] = interior[k] + 1
		shape[k] = lo[k] + hi[k] + max(0, (n-1)*step[k]+1)
		// Element i of x goes to lo + i·step, where that is in [0, shape).
		first[k] = max(0, ceilDiv(-lo[k], step[k]))
		end := min(n, ceilDiv(shape[k]-lo[k], step[k]))
		box[k] = max(0, end-first[k])
		at[k] = lo[k] + first[k]*step[k]
	}
	check("pad", dst, x.DType, shape)
	fillAll(dst, value)
	move(dst, x, box, rowMajor(shape).at(at).stepped(step), rowMajor(x.Shape).at(first))
}

// ceilDiv returns ⌈a/b⌉ for b > 0.
func ceilDiv(a, b int) int {
	if a <= 0 {
		return -(-a / b)
	}
	return (a + b - 1) / b
}

// Slice writes the elements start + i·stride of x, for the indices i of dst;
// stride nil means 1.
func Slice(dst, x *device.Tensor, start, stride []int) {
	check("slice", dst, x.DType, dst.Shape)
	move(dst, x, dst.Shape, rowMajor(dst.Shape), rowMajor(x.Shape).at(start).stepped(stride))
}

// clampStart moves start so that a box fits into an array.
func clampStart(start, shape, box []int) []int {
	out := make([]int, len(start))
	for k := range start {
		out[k] = max(0, min(start[k], shape[k]-box[k]))
	}
	return out
}

// DynamicSlice writes the box of x of the shape of dst that begins at start,
// moved into x if it sticks out.
func DynamicSlice(dst, x *device.Tensor, start []int) {
	Slice(dst, x, clampStart(start, x.Shape, dst.Shape), nil)
}

// DynamicUpdateSlice writes x with the box that begins at start, moved into x
// if it sticks out, replaced by update.
func DynamicUpdateSlice(dst, x, update *device.Tensor, start []int) {
	check("dynamic_update_slice", dst, x.DType, x.Shape)
	copy(dst.Bytes(), x.Bytes())
	to := rowMajor(dst.Shape).at(clampStart(start, x.Shape, update.Shape))
	move(dst, update, update.Shape, to, rowMajor(update.Shape))
}

// Rev writes x with its elements in reverse order along the axes.
func Rev(dst, x *device.Tensor, axes []int) {
	check("rev", dst, x.DType, x.Shape)
	from := rowMajor(x.Shape)
	for _, a := range axes {
		from.offset += (x.Shape[a] - 1) * from.stride[a]
		from.stride[a] = -from.stride[a]
	}
	move(dst, x, x.Shape, rowMajor(dst.Shape), from)
}

// Iota writes to each element its index along axis dim.
func Iota(dst *device.Tensor, dim int) {
	switch dst.DType {
	case ir.Int32:
		countAlong(dst.Int32s(), dst.Shape, dim)
	case ir.Int64:
		countAlong(dst.Int64s(), dst.Shape, dim)
	case ir.Uint32:
		countAlong(dst.Uint32s(), dst.Shape, dim)
	case ir.Float16:
		InSingle([]*device.Tensor{dst}, nil, func(dst, _ []*device.Tensor) { Iota(dst[0], dim) })
	case ir.Float32:
		countAlong(dst.Float32s(), dst.Shape, dim)
	default:
		countAlong(dst.Float64s(), dst.Shape, dim)
	}
}

func countAlong[T number](dst []T, shape []int, dim int) {
	inner := ir.Size(shape[dim+1:])
	for i := range dst {
		dst[i] = T(i / inner % shape[dim])
	}
}
