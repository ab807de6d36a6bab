package prim

import (
	"math"
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// GatherDims says how a gather reads its operand, ScatterDims how a scatter
// writes it, Mode what they do with indices that lie outside; all are XLA's.
type (
	GatherDims  = host.GatherDims
	ScatterDims = host.ScatterDims
	Mode        = host.Mode
)

// The modes of gathers and scatters for windows that stick out.
const (
	Clip            = host.Clip            // move them inside
	FillOrDrop      = host.FillOrDrop      // gather the fill value, drop updates
	PromiseInBounds = host.PromiseInBounds // clipped when gathered, dropped when scattered
)

// Hints are promises about indices.
type Hints struct {
	Sorted bool // they increase
	Unique bool // no two windows overlap
}

// fillValue is what JAX's gather reads outside the operand: NaN, the least
// int, the greatest uint, true.
func fillValue(d ir.DType) *core.Literal {
	v := math.NaN()
	switch d {
	case ir.Int32:
		v = math.MinInt32
	case ir.Int64:
		v = math.MinInt64
	case ir.Uint32:
		v = math.MaxUint32
	case ir.Bool:
		v = 1
	}
	return core.Scalar(d, v)
}

// gatherParams say what a gather reads. Tangents are filled with zeros where
// values are filled with NaN, since the fill does not depend on the operand.
type gatherParams struct {
	Dims     GatherDims
	Sizes    []int
	Mode     Mode
	ZeroFill bool
	Hints    Hints
	DType    ir.DType // of the operand
}

func (p gatherParams) Fields() []ir.Field {
	fill := ir.Field{Name: "fill_value"}
	switch {
	case p.Mode == FillOrDrop && p.ZeroFill:
		fill.Value = 0
	case p.Mode == FillOrDrop && p.DType.IsInexact():
		fill.Value = math.NaN()
	case p.Mode == FillOrDrop && p.DType == ir.Bool:
		fill.Value = true
	case p.Mode == FillOrDrop:
		fill.Value = int(fillValue(p.DType).Val)
	}
	return []ir.Field{{Name: "dimension_numbers", Value: p.Dims}, fill, {Name: "indices_are_sorted", Value: p.Hints.Sorted},
		{Name: "mode", Value: p.Mode}, {Name: "slice_sizes", Value: p.Sizes}, {Name: "unique_indices", Value: p.Hints.Unique}}
}

// with returns the same parameters with other dimensions and window sizes.
func (p gatherParams) with(d GatherDims, sizes []int) gatherParams {
	p.Dims, p.Sizes = d, sizes
	return p
}

// Gather reads windows of the given sizes at the int32 index vectors that lie
// on the last axis of indices.
func Gather(x, indices Value, dims GatherDims, sizes []int, mode Mode) Value {
	return GatherHinted(x, indices, dims, sizes, mode, Hints{})
}

// GatherHinted is Gather with promises about the indices.
func GatherHinted(x, indices Value, dims GatherDims, sizes []int, mode Mode, hints Hints) Value {
	return gather(x, indices, gatherParams{Dims: dims, Sizes: sizes, Mode: mode, Hints: hints})
}

func gather(x, indices Value, p gatherParams) Value {
	p.DType = x.Aval().DType
	return apply("gather", p, x, indices)
}

// scatterOf returns the scatter that transposes a gather.
func scatterOf(d GatherDims) ScatterDims {
	return ScatterDims{
		UpdateWindowDims:           d.OffsetDims,
		InsertedWindowDims:         d.CollapsedSliceDims,
		ScatterDimsToOperandDims:   d.StartIndexMap,
		OperandBatchingDims:        d.OperandBatchingDims,
		ScatterIndicesBatchingDims: d.StartIndicesBatchingDims,
	}
}

func init() {
	Register(&core.Primitive{
		// Operands x, indices.
		Op: "gather", Arity: 2, Domain: core.Interval{Lo: -3, Hi: 3},
		Shape: gatherShape,
		Eval: func(dst, in []*device.Tensor, p ir.Params) {
			c := p.(gatherParams)
			fill := device.New(dst[0].DType)
			if !c.ZeroFill {
				fill = core.Tensor(fillValue(dst[0].DType))
			}
			host.Gather(dst[0], in[0], in[1], c.Dims, c.Sizes, c.Mode, fill)
		},
		Form: gatherForm,
		Tangent: []core.TangentRule{func(p ir.Params, t Value, x []Value, _ Value) Value {
			c := p.(gatherParams)
			c.ZeroFill = c.Mode == FillOrDrop
			return gather(t, x[1], c)
		}, nil},
		Transpose: func(p ir.Params, ct, in []Value) []Value {
			c := p.(gatherParams)
			return []Value{scatter(ScatterSum, zerosLike(in[0]), in[1], ct[0], scatterParams{Dims: scatterOf(c.Dims), Mode: c.Mode, Hints: c.Hints}), nil}
		},
		Vmap: batchGather,
	})
}

// gatherForm: the axes of the result run over the index vectors and, at
// OffsetDims, over the window that each of them moves.
func gatherForm(in []ir.Aval, p ir.Params) kernel.Form {
	c := p.(gatherParams)
	rank := in[1].Rank() - 1 + len(c.Dims.OffsetDims)
	operand, index := windowViews(in[0], in[1], rank, c.Dims.OffsetDims, slices.Concat(c.Dims.CollapsedSliceDims, c.Dims.OperandBatchingDims),
		c.Dims.OperandBatchingDims, c.Dims.StartIndicesBatchingDims)
	form := kernel.Indexed{View: operand, Shifts: vectorShifts(in[0].Shape, c.Sizes, c.Dims.StartIndexMap, index)}
	if c.Mode == FillOrDrop {
		form.Fill = fillValue(in[0].DType)
		if c.ZeroFill {
			form.Fill = core.Scalar(in[0].DType, 0)
		}
	}
	return form
}

// windowViews returns, for a box of which the axes windowDims run over a window
// of x and the others over the index vectors, what its elements are in x before
// the indices move them, and which index vectors they belong to.
func windowViews(x, indices ir.Aval, rank int, windowDims, dropped, batch, pairs []int) (operand, index kernel.View) {
	view := func(of int) kernel.View {
		return kernel.View{Start: make([]int, of), From: repeat(-1, rank), Step: repeat(1, rank)}
	}
	operand, index = view(x.Rank()), view(indices.Rank())
	window, vector := 0, 0
	for k := range rank {
		if slices.Contains(windowDims, k) {
			for slices.Contains(dropped, window) {
				window++
			}
			operand.From[k] = window
			window++
			continue
		}
		index.From[k] = vector
		if i := slices.Index(pairs, vector); i >= 0 {
			operand.From[k] = batch[i]
		}
		vector++
	}
	return operand, index
}

// vectorShifts are the shifts of windows by index vectors, operand 1, whose
// components move the given axes.
func vectorShifts(shape, window, axes []int, index kernel.View) []kernel.Shift {
	shifts := make([]kernel.Shift, len(axes))
	for i, axis := range axes {
		component := index
		component.Start = slices.Clone(index.Start)
		component.Start[len(index.Start)-1] = i
		shifts[i] = kernel.Shift{Axis: axis, Limit: shape[axis] - window[axis], Operand: 1, Index: component}
	}
	return shifts
}

func gatherShape(in []ir.Aval, p ir.Params) []ir.Aval {
	const op = "gather"
	c, x, indices := p.(gatherParams), in[0], in[1]
	if indices.Rank() == 0 || !indices.DType.IsInt() {
		ir.Fail(op, in, "integer indices of rank at least 1 are expected")
	}
	if len(c.Sizes) != x.Rank() || indices.Shape[indices.Rank()-1] != len(c.Dims.StartIndexMap) {
		ir.Fail(op, in, "window %s and index vectors of length %d do not fit the operand", ir.Tuple(c.Sizes), indices.Shape[indices.Rank()-1])
	}
	var window []int
	for i, n := range c.Sizes {
		if n < 0 || n > x.Shape[i] {
			ir.Fail(op, in, "window of size %d does not fit axis %d of size %d", n, i, x.Shape[i])
		}
		if !slices.Contains(c.Dims.CollapsedSliceDims, i) && !slices.Contains(c.Dims.OperandBatchingDims, i) {
			window = append(window, n)
		}
	}
	batch := indices.Shape[:indices.Rank()-1]
	shape := make([]int, len(window)+len(batch))
	for i := range shape {
		if k := slices.Index(c.Dims.OffsetDims, i); k >= 0 {
			shape[i] = window[k]
			continue
		}
		shape[i], batch = batch[0], batch[1:]
	}
	return []ir.Aval{{DType: x.DType, Shape: shape, Weak: x.Weak}}
}
