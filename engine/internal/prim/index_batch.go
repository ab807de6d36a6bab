package prim

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/ir"
)

// The batching rules of indexing. A batch of both operand and indices becomes
// a batching dimension of the gather; a batch of one alone becomes part of its
// window or of its index grid.

func batchGather(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	c := p.(gatherParams)
	d := GatherDims{
		OffsetDims:               shift(c.Dims.OffsetDims, 1),
		CollapsedSliceDims:       c.Dims.CollapsedSliceDims,
		StartIndexMap:            c.Dims.StartIndexMap,
		OperandBatchingDims:      c.Dims.OperandBatchingDims,
		StartIndicesBatchingDims: c.Dims.StartIndicesBatchingDims,
	}
	if axes[0] < 0 { // indices only
		d.StartIndicesBatchingDims = shift(d.StartIndicesBatchingDims, 1)
		return []Value{gather(in[0], MoveAxis(in[1], axes[1], 0), c.with(d, c.Sizes))}, []int{0}
	}
	d.CollapsedSliceDims = shift(d.CollapsedSliceDims, 1)
	d.StartIndexMap = shift(d.StartIndexMap, 1)
	d.OperandBatchingDims = shift(d.OperandBatchingDims, 1)
	x := MoveAxis(in[0], axes[0], 0)
	if axes[1] < 0 { // operand only: the window spans the batch
		d.OffsetDims = slices.Insert(d.OffsetDims, 0, 0)
		sizes := slices.Insert(slices.Clone(c.Sizes), 0, size)
		return []Value{gather(x, in[1], c.with(d, sizes))}, []int{0}
	}
	d.OperandBatchingDims = slices.Insert(d.OperandBatchingDims, 0, 0)
	d.StartIndicesBatchingDims = slices.Insert(shift(d.StartIndicesBatchingDims, 1), 0, 0)
	sizes := slices.Insert(slices.Clone(c.Sizes), 0, 1)
	return []Value{gather(x, MoveAxis(in[1], axes[1], 0), c.with(d, sizes))}, []int{0}
}

func batchScatter(op ScatterOp, c scatterParams, size int, in []Value, axes []int) ([]Value, []int) {
	d := ScatterDims{
		UpdateWindowDims:           shift(c.Dims.UpdateWindowDims, 1),
		InsertedWindowDims:         shift(c.Dims.InsertedWindowDims, 1),
		ScatterDimsToOperandDims:   shift(c.Dims.ScatterDimsToOperandDims, 1),
		OperandBatchingDims:        shift(c.Dims.OperandBatchingDims, 1),
		ScatterIndicesBatchingDims: c.Dims.ScatterIndicesBatchingDims,
	}
	x := materializeBatch(in[0], axes[0], size)
	updates := materializeBatch(in[2], axes[2], size)
	if axes[1] < 0 { // the window spans the batch
		d.UpdateWindowDims = slices.Insert(d.UpdateWindowDims, 0, 0)
		c.Dims = d
		return []Value{scatter(op, x, in[1], updates, c)}, []int{0}
	}
	d.OperandBatchingDims = slices.Insert(d.OperandBatchingDims, 0, 0)
	d.ScatterIndicesBatchingDims = slices.Insert(shift(d.ScatterIndicesBatchingDims, 1), 0, 0)
	c.Dims = d
	return []Value{scatter(op, x, MoveAxis(in[1], axes[1], 0), updates, c)}, []int{0}
}

// batchDynamicSlice keeps a dynamic slice where only the operand is batched,
// and becomes a gather where the starts are.
func batchDynamicSlice(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	sizes := p.(dynamicSliceParams).Sizes
	if !slices.ContainsFunc(axes[1:], func(a int) bool { return a >= 0 }) {
		start := slices.Insert(slices.Clone(in[1:]), 0, Value(core.Scalar(ir.Int32, 0)))
		return []Value{DynamicSlice(MoveAxis(in[0], axes[0], 0), start, slices.Insert(slices.Clone(sizes), 0, size))}, []int{0}
	}
	rank := len(sizes)
	dims := GatherDims{OffsetDims: upTo(rank), StartIndexMap: upTo(rank)}
	indices, indexAxis := batchedIndexVector(size, in[1:], axes[1:])
	return batchGather(gatherParams{Dims: dims, Sizes: sizes, Mode: host.Clip}, size, []Value{in[0], indices}, []int{axes[0], indexAxis})
}

// batchedIndexVector stacks batches of scalar starts into a batch (axis 0) of
// index vectors.
func batchedIndexVector(size int, start []Value, axes []int) (Value, int) {
	columns := make([]Value, len(start))
	for i, s := range start {
		s = Convert(materializeBatch(s, axes[i], size), ir.Int32, false)
		columns[i] = Reshape(s, []int{size, 1})
	}
	return Concatenate(columns, 1), 0
}

// batchDynamicUpdateSlice computes, for every place of the result, where it
// lies relative to the window, and reads the update or the operand there.
func batchDynamicUpdateSlice(_ ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	x, update := materializeBatch(in[0], axes[0], size), materializeBatch(in[1], axes[1], size)
	if !slices.ContainsFunc(axes[2:], func(a int) bool { return a >= 0 }) {
		start := slices.Insert(slices.Clone(in[2:]), 0, Value(core.Scalar(ir.Int32, 0)))
		return []Value{DynamicUpdateSlice(x, update, start)}, []int{0}
	}
	shape, window := x.Aval().Shape, update.Aval().Shape
	inside := Value(core.Scalar(ir.Bool, 1))
	moved := update
	for axis := 1; axis < len(shape); axis++ {
		// Place j of the result reads place j − start of the update.
		start := Convert(materializeBatch(in[axis+1], axes[axis+1], size), ir.Int32, false)
		start = Clamp(core.Scalar(ir.Int32, 0), start, core.Scalar(ir.Int32, float64(shape[axis]-window[axis])))
		grid := []int{size, shape[axis]}
		offset := Sub(Iota(ir.Int32, grid, 1), BroadcastInDim(start, grid, []int{0}))
		fits := And(Ge(offset, core.Scalar(ir.Int32, 0)), Lt(offset, core.Scalar(ir.Int32, float64(window[axis]))))
		inside = And(inside, BroadcastInDim(fits, shape, []int{0, axis}))
		moved = takeAlong(moved, offset, axis)
	}
	return []Value{Select(inside, moved, x)}, []int{0}
}

// takeAlong reads, for every batch on axis 0, the elements of x at the given
// (batch, n) indices along an axis, clipped to it.
func takeAlong(x, indices Value, axis int) Value {
	shape := x.Aval().Shape
	dims := GatherDims{StartIndexMap: []int{axis}, CollapsedSliceDims: []int{axis}, OperandBatchingDims: []int{0}, StartIndicesBatchingDims: []int{0}}
	sizes := slices.Clone(shape)
	sizes[0], sizes[axis] = 1, 1
	// The index grid (batch, n) occupies axes 0 and axis of the result.
	for i := 1; i < len(shape); i++ {
		if i != axis {
			dims.OffsetDims = append(dims.OffsetDims, i)
		}
	}
	grid := append(slices.Clone(indices.Aval().Shape), 1)
	return Gather(x, Reshape(indices, grid), dims, sizes, host.Clip)
}
