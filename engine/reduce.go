package engine

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// Reductions remove the given axes, all of them if none is given; negative
// axes count from the end.

func reduce(f func(x core.Value, axes []int) core.Value, op string, x Array, axes []int) Array {
	return Array{f(x.value(), reductionAxes(op, x, axes))}
}

func reductionAxes(op string, x Array, axes []int) []int {
	if len(axes) == 0 {
		return upTo(x.Rank())
	}
	out := make([]int, len(axes))
	for i, a := range axes {
		out[i] = normalizeAxis(op, a, x.Rank())
	}
	slices.Sort(out)
	if len(slices.Compact(slices.Clone(out))) != len(out) {
		ir.Fail(op, nil, "axes %s name one axis twice", ir.Tuple(axes))
	}
	return out
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// Sum returns the sum over axes; bool counts as int32.
func Sum(x Array, axes ...int) Array {
	return inSingle(numeric(x), func(x Array) Array { return reduce(prim.ReduceSum, "sum", x, axes) })
}

// Prod returns the product over axes.
func Prod(x Array, axes ...int) Array {
	return inSingle(numeric(x), func(x Array) Array { return reduce(prim.ReduceProd, "prod", x, axes) })
}

// inSingle computes f of float16 in float32, and rounds the result.
func inSingle(x Array, f func(x Array) Array) Array {
	if x.DType() != Float16 {
		return f(x)
	}
	return f(x.AsType(Float32)).AsType(Float16)
}

// Max returns the maximum over axes; NaN if any element is. Ties share the
// derivative.
func Max(x Array, axes ...int) Array {
	if x.DType() == Bool {
		return Any(x, axes...)
	}
	return reduce(prim.ReduceMax, "max", x, axes)
}

// Min returns the minimum over axes; NaN if any element is.
func Min(x Array, axes ...int) Array {
	if x.DType() == Bool {
		return All(x, axes...)
	}
	return reduce(prim.ReduceMin, "min", x, axes)
}

// All reports whether every element along axes is true.
func All(x Array, axes ...int) Array { return reduce(prim.ReduceAnd, "all", x.AsType(Bool), axes) }

// Any reports whether some element along axes is true.
func Any(x Array, axes ...int) Array { return reduce(prim.ReduceOr, "any", x.AsType(Bool), axes) }

// Mean returns the mean over axes.
func Mean(x Array, axes ...int) Array {
	return inSingle(Array{promoteFloat(x)[0]}, func(x Array) Array {
		total := reduce(prim.ReduceSum, "mean", x, axes)
		n := float64(x.Size()) / float64(max(1, total.Size()))
		return Div(total, Num(n))
	})
}

// Var returns the mean squared deviation from the mean over axes.
func Var(x Array, axes ...int) Array {
	return inSingle(Array{promoteFloat(x)[0]}, func(x Array) Array {
		center := KeepDims(Mean(x, axes...), x, reductionAxes("var", x, axes))
		return Mean(Square(Sub(x, center)), axes...)
	})
}

// Std returns the standard deviation over axes.
func Std(x Array, axes ...int) Array { return Sqrt(Var(x, axes...)) }

// KeepDims puts axes of size 1 back where a reduction of x removed them.
func KeepDims(y, x Array, axes []int) Array {
	shape := slices.Clone(x.Shape())
	var dims []int
	for i := range shape {
		if slices.Contains(axes, i) {
			shape[i] = 1
		} else {
			dims = append(dims, i)
		}
	}
	return Array{prim.BroadcastInDim(y.value(), shape, dims)}
}

// ArgMax returns the int32 index of the first maximum along an axis.
func ArgMax(x Array, axis int) Array {
	return Array{prim.ArgMax(x.value(), normalizeAxis("argmax", axis, x.Rank()))}
}

// ArgMin returns the int32 index of the first minimum along an axis.
func ArgMin(x Array, axis int) Array {
	return Array{prim.ArgMin(x.value(), normalizeAxis("argmin", axis, x.Rank()))}
}

// CumSum returns the running sum along an axis.
func CumSum(x Array, axis int) Array {
	return Array{prim.CumSum(numeric(x).value(), normalizeAxis("cumsum", axis, x.Rank()), false)}
}

// CumProd returns the running product along an axis.
func CumProd(x Array, axis int) Array {
	return Array{prim.CumProd(numeric(x).value(), normalizeAxis("cumprod", axis, x.Rank()), false)}
}

// Sort returns x in ascending order along an axis, NaN last.
func Sort(x Array, axis int) Array {
	axis = normalizeAxis("sort", axis, x.Rank())
	return Array{prim.Sort([]core.Value{x.value()}, axis, 1)[0]}
}

// ArgSort returns the int32 indices that sort x along an axis; the order of
// equal elements is kept.
func ArgSort(x Array, axis int) Array {
	axis = normalizeAxis("argsort", axis, x.Rank())
	places := prim.Iota(Int32, x.Shape(), axis)
	return Array{prim.Sort([]core.Value{x.value(), places}, axis, 1)[1]}
}

// SortBy orders the values by their keys, one-dimensional arrays of equal
// length: stably, in ascending order.
func SortBy(keys, values Array) Array {
	return Array{prim.Sort([]core.Value{keys.value(), values.value()}, 0, 1)[1]}
}

// Sum returns the sum over axes, all if none is given.
func (a Array) Sum(axes ...int) Array { return Sum(a, axes...) }

// Mean returns the mean over axes, all if none is given.
func (a Array) Mean(axes ...int) Array { return Mean(a, axes...) }
