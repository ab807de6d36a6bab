package engine

import (
	"math"
	"math/bits"

	"fluxion/engine/internal/ir"
)

// SearchSorted returns where to insert the elements of v into the ascending
// vector a: before equal elements, or after them if right. NaN sorts last.
func SearchSorted(a, v Array, right bool) Array {
	if a.Rank() != 1 {
		ir.Fail("searchsorted", []ir.Aval{a.value().Aval()}, "a vector is expected")
	}
	x := arrays(promote(a, v))
	a, v = Ravel(x[0]), Reshape(x[1], v.Shape()...)
	n := a.Size()
	lo, hi := Zeros(v.Shape(), Int32), Full(v.Shape(), float64(n), Int32)
	if n == 0 {
		return lo
	}
	for range bits.Len(uint(n)) {
		mid := ShiftRight(Add(lo, hi), Int(1))
		at := Take(a, Minimum(mid, Int(n-1)), 0)
		var before Array // whether the place is behind mid
		if right {
			before = Or(Le(at, v), IsNaN(v))
		} else {
			before = Or(Lt(at, v), And(IsNaN(v), Not(IsNaN(at))))
		}
		before = And(before, Lt(lo, hi))
		lo, hi = Where(before, Add(mid, Int(1)), lo), Where(before, hi, mid)
	}
	return lo
}

// Quantile returns the q-quantile of x along an axis, 0 ≤ q ≤ 1, which has the
// axes of q in front of those left of x; NaN if the slice has a NaN. Method is
// NumPy's: linear, lower, higher, midpoint or nearest.
func Quantile(x, q Array, axis int, method string) Array {
	x, q = asFloat(x), asFloat(q)
	axis = normalizeAxis("quantile", axis, x.Rank())
	x = MoveAxis(x, axis, 0)
	n := x.Shape()[0]
	x = Where(Any(IsNaN(x), 0), Num(math.NaN()), Sort(x, 0))
	at := Mul(q, Num(float64(n-1)))
	low, high := Floor(at), Ceil(at)
	weight := Sub(at, low)
	pick := func(i Array) Array { return Take(x, Clip(i, Num(0), Num(float64(n-1))).AsType(Int32), 0) }
	for range x.Rank() - 1 {
		weight = ExpandDims(weight, weight.Rank())
	}
	switch method {
	case "linear":
		return Add(Mul(pick(low), Sub(Num(1), weight)), Mul(pick(high), weight))
	case "lower":
		return pick(low)
	case "higher":
		return pick(high)
	case "midpoint":
		return Mul(Add(pick(low), pick(high)), Num(0.5))
	case "nearest":
		return Where(Le(weight, Num(0.5)), pick(low), pick(high))
	}
	panic(&Error{Op: "quantile", Kind: ValueError, Reason: "method can only be 'linear', 'lower', 'higher', 'midpoint', or 'nearest'"})
}

// TopK returns the k largest elements along the last axis, in descending
// order, and their int32 places; of equal ones the first come first.
func TopK(x Array, k int) (values, places Array) {
	n := 0
	if x.Rank() > 0 {
		n = x.Shape()[x.Rank()-1]
	}
	if x.Rank() == 0 || k < 0 || k > n {
		ir.Fail("top_k", []ir.Aval{x.value().Aval()}, "k must be in [0, %d], got %d", n, k)
	}
	// Sorting the reversed array ascending and stably, then reversing, keeps
	// the order of equal elements.
	order := Flip(ArgSort(Flip(x, -1), -1), -1)
	places = Slice(Sub(Int(n-1), order), -1, 0, k)
	return TakeAlongAxis(x, places, -1), places
}

// A scan of a running extreme doubles the window in every step.
func cumulate(x Array, axis int, op string, combine func(x, y Array) Array) Array {
	axis = normalizeAxis(op, axis, x.Rank())
	n := x.Shape()[axis]
	for step := 1; step < n; step *= 2 {
		head := Slice(x, axis, 0, step)
		tail := combine(Slice(x, axis, step, n), Slice(x, axis, 0, n-step))
		x = Concatenate([]Array{head, tail}, axis)
	}
	return x
}

// CumMax returns the running maximum along an axis.
func CumMax(x Array, axis int) Array { return cumulate(x, axis, "cummax", Maximum) }

// CumMin returns the running minimum along an axis.
func CumMin(x Array, axis int) Array { return cumulate(x, axis, "cummin", Minimum) }

// CumLogSumExp returns the running ln Σ eˣ along an axis.
func CumLogSumExp(x Array, axis int) Array { return cumulate(x, axis, "cumlogsumexp", LogAddExp) }

// Convolve returns the discrete convolution of two vectors; mode is NumPy's:
// full, same or valid.
func Convolve(a, v Array, mode string) Array {
	if a.Rank() != 1 || v.Rank() != 1 || a.Size() == 0 || v.Size() == 0 {
		ir.Fail("convolve", nil, "vectors that are not empty are expected, got shapes %s and %s", ir.Tuple(a.Shape()), ir.Tuple(v.Shape()))
	}
	if a.Size() < v.Size() {
		a, v = v, a
	}
	n, k := a.Size(), v.Size()
	lo, hi := 0, 0
	switch mode {
	case "full":
		lo, hi = k-1, k-1
	case "same":
		lo, hi = k/2, k-1-k/2
	case "valid":
	default:
		panic(&Error{Op: "convolve", Kind: ValueError, Reason: "mode must be one of ['full', 'same', 'valid']"})
	}
	padded := Pad(a, Int(0).AsType(a.DType()), []int{lo}, []int{hi})
	size := n + lo + hi - k + 1
	windows := Take(padded, Add(Iota([]int{size, k}, 0, Int32), Iota([]int{size, k}, 1, Int32)), 0)
	return Dot(windows, Flip(v))
}

// Interp returns the value at x of the piecewise linear function through the
// points (xp, fp), with xp ascending; left and right of them it is the nearest
// fp.
func Interp(x, xp, fp Array) Array {
	if xp.Rank() != 1 || fp.Rank() != 1 || xp.Size() != fp.Size() || xp.Size() == 0 {
		ir.Fail("interp", nil, "xp and fp must be one-dimensional arrays of equal size, got shapes %s and %s", ir.Tuple(xp.Shape()), ir.Tuple(fp.Shape()))
	}
	v := promoteFloat(x, xp, fp)
	x, xp, fp = Reshape(Array{v[0]}, x.Shape()...), Ravel(Array{v[1]}), Ravel(Array{v[2]})
	n := xp.Size()
	i := Clip(SearchSorted(xp, x, true), Int(1), Int(max(1, n-1)))
	j := Sub(i, Int(1))
	i = Minimum(i, Int(n-1))
	x0, f0 := Take(xp, j, 0), Take(fp, j, 0)
	dx, df := Sub(Take(xp, i, 0), x0), Sub(Take(fp, i, 0), f0)
	flat := Eq(dx, Num(0))
	f := Where(flat, f0, Add(f0, Mul(Div(Sub(x, x0), Where(flat, Num(1), dx)), df)))
	f = Where(Lt(x, Index(xp, 0)), Index(fp, 0), f)
	return Where(Gt(x, Index(xp, n-1)), Index(fp, n-1), f)
}
