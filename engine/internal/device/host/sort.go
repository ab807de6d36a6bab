package host

import (
	"slices"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// Sort writes the operands in reordered along axis so that the first numKeys
// of them ascend lexicographically. It is stable. -0 equals 0 and NaN, all
// alike, comes last. The operands have one shape.
func Sort(dst, in []*device.Tensor, axis, numKeys int) {
	shape := in[0].Shape
	for i := range in {
		check("sort", dst[i], in[i].DType, shape)
	}
	keys := make([]func(i, j int) int, numKeys)
	for k := range keys {
		keys[k] = comparer(in[k])
	}
	n, inner := shape[axis], ir.Size(shape[axis+1:])
	order := make([]int, n)
	for line := range ir.Size(shape) / max(n, 1) {
		first := line/inner*inner*n + line%inner
		for i := range order {
			order[i] = first + i*inner
		}
		slices.SortStableFunc(order, func(i, j int) int {
			for _, key := range keys {
				if c := key(i, j); c != 0 {
					return c
				}
			}
			return 0
		})
		for k := range in {
			reorder(dst[k], in[k], order, first, inner)
		}
	}
}

// reorder writes the elements order of x to first, first+step, …
func reorder(dst, x *device.Tensor, order []int, first, step int) {
	size := x.DType.Size()
	to, from := dst.Bytes(), x.Bytes()
	for i, o := range order {
		at := (first + i*step) * size
		copy(to[at:at+size], from[o*size:])
	}
}

// comparer returns a function that compares two elements of x.
func comparer(x *device.Tensor) func(i, j int) int {
	switch x.DType {
	case ir.Bool:
		return compareIn(raw[uint8](x))
	case ir.Int32:
		return compareIn(x.Int32s())
	case ir.Int64:
		return compareIn(x.Int64s())
	case ir.Uint32:
		return compareIn(x.Uint32s())
	case ir.Float32:
		return compareIn(x.Float32s())
	default:
		return compareIn(x.Float64s())
	}
}

func compareIn[T number | uint8](x []T) func(i, j int) int {
	return func(i, j int) int {
		a, b := x[i], x[j]
		switch {
		case a < b || a == a && b != b:
			return -1
		case a > b || a != a && b == b:
			return 1
		default:
			return 0
		}
	}
}
