package host

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// GatherDims says how Gather reads indices, with the names and meanings of
// XLA's GatherDimensionNumbers; the index vectors lie along the last axis of
// the indices.
type GatherDims struct {
	OffsetDims               []int // axes of the result that run over a slice
	CollapsedSliceDims       []int // operand axes of slice size 1 that the result lacks
	StartIndexMap            []int // operand axis of each component of an index vector
	OperandBatchingDims      []int // operand axes indexed by the batch
	StartIndicesBatchingDims []int // the axes of the indices that pair with those
}

// String prints the dimensions as JAX does.
func (d GatherDims) String() string {
	return fmt.Sprintf("GatherDimensionNumbers(offset_dims=%s, collapsed_slice_dims=%s, start_index_map=%s, operand_batching_dims=%s, start_indices_batching_dims=%s)",
		ir.Tuple(d.OffsetDims), ir.Tuple(d.CollapsedSliceDims), ir.Tuple(d.StartIndexMap), ir.Tuple(d.OperandBatchingDims), ir.Tuple(d.StartIndicesBatchingDims))
}

// ScatterDims says how a scatter reads indices, with the names and meanings of
// XLA's ScatterDimensionNumbers; the index vectors lie along the last axis of
// the indices.
type ScatterDims struct {
	UpdateWindowDims           []int // axes of the updates that run over a window
	InsertedWindowDims         []int // operand axes of window size 1 that the updates lack
	ScatterDimsToOperandDims   []int // operand axis of each component of an index vector
	OperandBatchingDims        []int // operand axes indexed by the batch
	ScatterIndicesBatchingDims []int // the axes of the indices that pair with those
}

// String prints the dimensions as JAX does.
func (d ScatterDims) String() string {
	return fmt.Sprintf("ScatterDimensionNumbers(update_window_dims=%s, inserted_window_dims=%s, scatter_dims_to_operand_dims=%s, operand_batching_dims=%s, scatter_indices_batching_dims=%s)",
		ir.Tuple(d.UpdateWindowDims), ir.Tuple(d.InsertedWindowDims), ir.Tuple(d.ScatterDimsToOperandDims), ir.Tuple(d.OperandBatchingDims), ir.Tuple(d.ScatterIndicesBatchingDims))
}

// A Mode says what becomes of a slice that sticks out of the operand.
type Mode uint8

// The modes, as in JAX.
const (
	Clip            Mode = iota // it is moved inside
	FillOrDrop                  // gathered slices are filled, updates dropped
	PromiseInBounds             // it does not happen; if it does: clipped when gathered, dropped when scattered
)

// String prints the mode as JAX does.
func (m Mode) String() string {
	return "GatherScatterMode." + [...]string{"CLIP", "FILL_OR_DROP", "PROMISE_IN_BOUNDS"}[m]
}

// A window walks over the slices of an operand that index vectors name.
type window struct {
	operand []int // shape
	slice   []int // shape of one slice, with the rank of the operand
	axes    []int // operand axis of each component of an index vector
	batch   []int // operand axes indexed by the batch …
	pairs   []int // … and the axes of the indices that pair with them
	clip    bool
}

// each calls visit for each index vector, in order, with its position among
// the batch axes and the start of its slice; ok is false if the slice sticks
// out and is not to be moved inside.
func (w *window) each(indices *device.Tensor, visit func(position, start []int, ok bool)) {
	rank := indices.Rank() - 1
	batchShape := indices.Shape[:rank]
	width := indices.Shape[rank]
	at := func(i int) int { return int(indices.Int32s()[i]) }
	switch indices.DType {
	case ir.Uint32:
		at = func(i int) int { return int(indices.Uint32s()[i]) }
	case ir.Int64:
		at = func(i int) int { return int(indices.Int64s()[i]) }
	}
	position, start := make([]int, rank), make([]int, len(w.operand))
	for i := range ir.Size(batchShape) {
		unravel(position, i, batchShape)
		clear(start)
		ok := true
		for k, axis := range w.axes {
			s := at(i*width + k)
			limit := w.operand[axis] - w.slice[axis]
			if w.clip {
				s = max(0, min(s, limit))
			}
			ok = ok && 0 <= s && s <= limit
			start[axis] = s
		}
		for k, axis := range w.batch {
			start[axis] = position[w.pairs[k]]
		}
		visit(position, start, ok)
	}
}

// unravel sets index to the index of flat element i.
func unravel(index []int, i int, shape []int) {
	for k := len(shape) - 1; k >= 0; k-- {
		index[k] = i % shape[k]
		i /= shape[k]
	}
}

// A spread says where slices lie inside an array whose axes windowDims run
// over the slice and whose other axes are at a position: only the offset
// differs from slice to slice. Axes of the slice in dropped have size 1 and no
// axis in the array.
type spread struct {
	layout
	position []int // the strides of the other axes
}

func newSpread(shape []int, rank int, windowDims, dropped []int) *spread {
	all := rowMajor(shape)
	s := &spread{layout{0, make([]int, rank)}, sizes(all.stride, others(len(shape), windowDims))}
	for k, a := range others(rank, dropped) {
		s.stride[a] = all.stride[windowDims[k]]
	}
	return s
}

// at returns the layout of the slice at a position, until the next call.
func (s *spread) at(position []int) layout {
	s.offset = dot(s.position, position)
	return s.layout
}

func dot(stride, index []int) int {
	offset := 0
	for k, i := range index {
		offset += i * stride[k]
	}
	return offset
}

// Gather writes the slices of operand, of the given sizes, that the index
// vectors name. fill is the one-element value of slices that stick out in
// mode FillOrDrop; other modes do not read it.
func Gather(dst, operand, indices *device.Tensor, dims GatherDims, sliceSizes []int, mode Mode, fill *device.Tensor) {
	check("gather", dst, operand.DType, dst.Shape)
	if mode == FillOrDrop {
		fillAll(dst, fill)
	}
	w := window{operand.Shape, sliceSizes, dims.StartIndexMap,
		dims.OperandBatchingDims, dims.StartIndicesBatchingDims, mode != FillOrDrop}
	dropped := slices.Concat(dims.CollapsedSliceDims, dims.OperandBatchingDims)
	to, from := newSpread(dst.Shape, operand.Rank(), dims.OffsetDims, dropped), rowMajor(operand.Shape)
	size := dst.DType.Size()
	single := ir.Size(sliceSizes) == 1
	w.each(indices, func(position, start []int, ok bool) {
		if !ok {
			return
		}
		d, s := to.at(position), layout{dot(from.stride, start), from.stride}
		if single {
			copy(dst.Bytes()[d.offset*size:][:size], operand.Bytes()[s.offset*size:])
			return
		}
		move(dst, operand, sliceSizes, d, s)
	})
}

// scatter copies operand to dst and calls visit with the layouts of each
// window in dst and in the updates, in order.
func scatter(op string, dst, operand, indices, updates *device.Tensor, dims ScatterDims, mode Mode,
	visit func(box []int, to, from layout)) {
	check(op, dst, operand.DType, operand.Shape)
	copy(dst.Bytes(), operand.Bytes())
	dropped := slices.Concat(dims.InsertedWindowDims, dims.OperandBatchingDims)
	box := make([]int, operand.Rank())
	for _, a := range dropped {
		box[a] = 1
	}
	for k, a := range others(operand.Rank(), dropped) {
		box[a] = updates.Shape[dims.UpdateWindowDims[k]]
	}
	w := window{operand.Shape, box, dims.ScatterDimsToOperandDims,
		dims.OperandBatchingDims, dims.ScatterIndicesBatchingDims, mode == Clip}
	to, from := rowMajor(dst.Shape), newSpread(updates.Shape, operand.Rank(), dims.UpdateWindowDims, dropped)
	w.each(indices, func(position, start []int, ok bool) {
		if ok {
			visit(box, layout{dot(to.stride, start), to.stride}, from.at(position))
		}
	})
}

// Scatter writes operand with the windows that the index vectors name
// replaced by updates, in order: where windows overlap the last one stays.
func Scatter(dst, operand, indices, updates *device.Tensor, dims ScatterDims, mode Mode) {
	scatter("scatter", dst, operand, indices, updates, dims, mode, func(box []int, to, from layout) {
		move(dst, updates, box, to, from)
	})
}

// ScatterReduce writes operand with the elements that the index vectors name
// combined with updates, in order: added to them, multiplied by them, or the
// lesser or greater of both. The element type is a number.
func ScatterReduce(dst, operand, indices, updates *device.Tensor, dims ScatterDims, mode Mode, op ReduceOp) {
	scatter("scatter", dst, operand, indices, updates, dims, mode, func(box []int, to, from layout) {
		switch dst.DType {
		case ir.Int32:
			combineBox(dst.Int32s(), updates.Int32s(), box, to, from, running[int32](op))
		case ir.Int64:
			combineBox(dst.Int64s(), updates.Int64s(), box, to, from, running[int64](op))
		case ir.Complex64:
			combineBox(dst.Complex64s(), updates.Complex64s(), box, to, from, runningComplex[complex64](op))
		case ir.Complex128:
			combineBox(dst.Complex128s(), updates.Complex128s(), box, to, from, runningComplex[complex128](op))
		case ir.Uint32:
			combineBox(dst.Uint32s(), updates.Uint32s(), box, to, from, running[uint32](op))
		case ir.Float32:
			combineBox(dst.Float32s(), updates.Float32s(), box, to, from, running[float32](op))
		default:
			combineBox(dst.Float64s(), updates.Float64s(), box, to, from, running[float64](op))
		}
	})
}

func combineBox[T any](dst, src []T, shape []int, d, s layout, combine func(v, e T) T) {
	n, dstep, sstep := last(shape, d, s)
	walk(shape, d, s, func(i, j int) {
		for range n {
			dst[i] = combine(dst[i], src[j])
			i += dstep
			j += sstep
		}
	})
}
