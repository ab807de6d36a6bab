package host

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

func int32s(shape []int, v ...int32) *device.Tensor {
	t := device.New(ir.Int32, shape...)
	copy(t.Int32s(), v)
	return t
}

func wantInts(t *testing.T, what string, got *device.Tensor, want ...int32) {
	t.Helper()
	if !slices.Equal(got.Int32s(), want) {
		t.Errorf("%s: got %v, expected %v", what, got.Int32s(), want)
	}
}

// x[i, :] for rows i, the last two out of range.
func TestGatherRows(t *testing.T) {
	x := numbered(3, 2)
	indices := int32s([]int{4, 1}, 2, 0, 3, -1)
	dims := GatherDims{OffsetDims: []int{1}, CollapsedSliceDims: []int{0}, StartIndexMap: []int{0}}
	dst := device.New(ir.Int32, 4, 2)
	Gather(dst, x, indices, dims, []int{1, 2}, Clip, nil)
	wantInts(t, "clip", dst, 5, 6, 1, 2, 5, 6, 1, 2)
	Gather(dst, x, indices, dims, []int{1, 2}, FillOrDrop, int32s(nil, math.MinInt32))
	wantInts(t, "fill", dst, 5, 6, 1, 2, math.MinInt32, math.MinInt32, math.MinInt32, math.MinInt32)
}

// take_along_axis: a batched gather, dst[b, j] = x[b, indices[b, j]].
func TestGatherBatched(t *testing.T) {
	x := numbered(2, 4)
	indices := int32s([]int{2, 3, 1}, 3, 0, 1, 2, 2, 0)
	dims := GatherDims{CollapsedSliceDims: []int{1}, StartIndexMap: []int{1},
		OperandBatchingDims: []int{0}, StartIndicesBatchingDims: []int{0}}
	dst := device.New(ir.Int32, 2, 3)
	Gather(dst, x, indices, dims, []int{1, 1}, PromiseInBounds, nil)
	wantInts(t, "batched gather", dst, 4, 1, 2, 7, 7, 5)
}

// Windows of both axes, with the index vector's components swapped.
func TestGatherWindows(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	x := numbered(4, 5)
	indices := device.New(ir.Int32, 3, 2)
	for i := range indices.Int32s() {
		indices.Int32s()[i] = int32(r.IntN(9) - 2)
	}
	dims := GatherDims{OffsetDims: []int{0, 2}, StartIndexMap: []int{1, 0}}
	dst := device.New(ir.Int32, 2, 3, 3)
	Gather(dst, x, indices, dims, []int{2, 3}, Clip, nil)
	expect(t, "windows", dst, func(index []int) int32 {
		i, n, j := index[0], index[1], index[2]
		row := max(0, min(int(at(indices, []int{n, 1})), 2))
		column := max(0, min(int(at(indices, []int{n, 0})), 2))
		return at(x, []int{row + i, column + j})
	})
}

// x.at[i].add(u) with a repeated index and one out of range.
func TestScatterAddRows(t *testing.T) {
	x := numbered(3, 2)
	indices := int32s([]int{4, 1}, 1, 1, 5, -1)
	updates := int32s([]int{4, 2}, 10, 20, 100, 200, 1000, 2000, 10000, 20000)
	dims := ScatterDims{UpdateWindowDims: []int{1}, InsertedWindowDims: []int{0}, ScatterDimsToOperandDims: []int{0}}
	dst := device.New(ir.Int32, 3, 2)
	ScatterReduce(dst, x, indices, updates, dims, FillOrDrop, Sum)
	wantInts(t, "drop", dst, 1, 2, 113, 224, 5, 6)
	ScatterReduce(dst, x, indices, updates, dims, Clip, Sum)
	wantInts(t, "clip", dst, 10001, 20002, 113, 224, 1005, 2006)
	Scatter(dst, x, indices, updates, dims, FillOrDrop)
	wantInts(t, "set", dst, 1, 2, 100, 200, 5, 6)
}

// Scattering ones where a gather reads is the transpose of that gather.
func TestScatterAddIsTheTransposeOfGather(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	x := device.New(ir.Float64, 2, 4, 5)
	for i := range x.Float64s() {
		x.Float64s()[i] = r.NormFloat64()
	}
	indices := device.New(ir.Int32, 3, 2, 1)
	for i := range indices.Int32s() {
		indices.Int32s()[i] = int32(r.IntN(8) - 2)
	}
	gather := GatherDims{OffsetDims: []int{2}, CollapsedSliceDims: []int{2}, StartIndexMap: []int{2},
		OperandBatchingDims: []int{0}, StartIndicesBatchingDims: []int{1}}
	scatter := ScatterDims{UpdateWindowDims: []int{2}, InsertedWindowDims: []int{2}, ScatterDimsToOperandDims: []int{2},
		OperandBatchingDims: []int{0}, ScatterIndicesBatchingDims: []int{1}}
	for _, mode := range []Mode{Clip, FillOrDrop} {
		y := device.New(ir.Float64, 3, 2, 4)
		Gather(y, x, indices, gather, []int{1, 4, 1}, mode, device.New(ir.Float64))
		u := device.New(ir.Float64, 3, 2, 4)
		left := 0.0
		for i := range u.Float64s() {
			u.Float64s()[i] = r.NormFloat64()
			left += u.Float64s()[i] * y.Float64s()[i]
		}
		back := device.New(ir.Float64, 2, 4, 5)
		ScatterReduce(back, device.New(ir.Float64, 2, 4, 5), indices, u, scatter, mode, Sum)
		right := 0.0
		for i, v := range back.Float64s() {
			right += v * x.Float64s()[i]
		}
		if math.Abs(left-right) > 1e-12 {
			t.Errorf("mode %d: ⟨u, gather x⟩ = %v, ⟨scatter u, x⟩ = %v", mode, left, right)
		}
	}
}
