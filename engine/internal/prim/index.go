package prim

import (
	"math"
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/ir"
)

// dynamicSliceParams is the size of the window; its start is operands.
type dynamicSliceParams struct{ Sizes []int }

func (p dynamicSliceParams) Fields() []ir.Field {
	return []ir.Field{{Name: "slice_sizes", Value: p.Sizes}}
}

// GatherDims says how a gather reads its operand, GatherMode what it does with
// indices that lie outside; both are XLA's.
type (
	GatherDims  = host.GatherDims
	ScatterDims = host.ScatterDims
	Mode        = host.Mode
)

// The modes of Gather and ScatterAdd for windows that stick out.
const (
	Clip       = host.Clip       // move them inside
	FillOrDrop = host.FillOrDrop // gather the fill value, drop updates
)

// fillValue is what JAX's gather reads outside the operand: NaN, the least
// int, the greatest uint, true.
func fillValue(d ir.DType) *device.Tensor {
	v := math.NaN()
	switch d {
	case ir.Int32:
		v = math.MinInt32
	case ir.Uint32:
		v = math.MaxUint32
	case ir.Bool:
		v = 1
	}
	return core.Tensor(core.Scalar(d, v))
}

// gatherParams say what a gather reads. Tangents are filled with zeros where
// values are filled with NaN, since the fill does not depend on the operand.
type gatherParams struct {
	Dims     GatherDims
	Sizes    []int
	Mode     Mode
	ZeroFill bool
}

func (p gatherParams) Fields() []ir.Field {
	return []ir.Field{{Name: "dimension_numbers", Value: p.Dims}, {Name: "mode", Value: p.Mode}, {Name: "slice_sizes", Value: p.Sizes}}
}

type scatterParams struct {
	Dims ScatterDims
	Mode Mode
}

func (p scatterParams) Fields() []ir.Field {
	return []ir.Field{{Name: "dimension_numbers", Value: p.Dims}, {Name: "mode", Value: p.Mode}}
}

// DynamicSlice returns the window of the given sizes that starts at the given
// int32 scalars, one an axis, moved inside x where it would stick out.
func DynamicSlice(x Value, start []Value, sizes []int) Value {
	return apply("dynamic_slice", dynamicSliceParams{sizes}, append([]Value{x}, start...)...)
}

// DynamicUpdateSlice returns x with the window that starts at start replaced.
func DynamicUpdateSlice(x, update Value, start []Value) Value {
	return apply("dynamic_update_slice", nil, append([]Value{x, update}, start...)...)
}

// Gather reads windows of the given sizes at the int32 index vectors that lie
// on the last axis of indices.
func Gather(x, indices Value, dims GatherDims, sizes []int, mode Mode) Value {
	return gather(x, indices, gatherParams{Dims: dims, Sizes: sizes, Mode: mode})
}

func gather(x, indices Value, p gatherParams) Value { return apply("gather", p, x, indices) }

// ScatterAdd adds windows of updates to x at index vectors.
func ScatterAdd(x, indices, updates Value, dims ScatterDims, mode Mode) Value {
	return apply("scatter_add", scatterParams{dims, mode}, x, indices, updates)
}

func scalarInts(in []*device.Tensor) []int {
	out := make([]int, len(in))
	for i, t := range in {
		switch t.DType {
		case ir.Int32:
			out[i] = int(t.Int32s()[0])
		default:
			out[i] = int(t.Uint32s()[0])
		}
	}
	return out
}

func checkStarts(op string, in []ir.Aval, first, rank int) {
	if len(in)-first != rank {
		ir.Fail(op, in, "%d start indices given, %d are expected", len(in)-first, rank)
	}
	for _, a := range in[first:] {
		if a.Rank() != 0 || a.DType != ir.Int32 && a.DType != ir.Uint32 {
			ir.Fail(op, in, "start index of type %s given, an integer scalar is expected", a.Long())
		}
	}
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

// windowSizes returns the sizes of the windows that a scatter's updates hold.
func windowSizes(operand, updates []int, d ScatterDims) []int {
	sizes, next := make([]int, len(operand)), 0
	for i := range operand {
		if slices.Contains(d.InsertedWindowDims, i) || slices.Contains(d.OperandBatchingDims, i) {
			sizes[i] = 1
			continue
		}
		sizes[i] = updates[d.UpdateWindowDims[next]]
		next++
	}
	return sizes
}

// gatherOf returns the gather that transposes a scatter.
func gatherOf(d ScatterDims) GatherDims {
	return GatherDims{
		OffsetDims:               d.UpdateWindowDims,
		CollapsedSliceDims:       d.InsertedWindowDims,
		StartIndexMap:            d.ScatterDimsToOperandDims,
		OperandBatchingDims:      d.OperandBatchingDims,
		StartIndicesBatchingDims: d.ScatterIndicesBatchingDims,
	}
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func zerosLike(v Value) Value {
	a := v.Aval()
	return Broadcast(&core.Literal{DType: a.DType, Weak: a.Weak}, a.Shape)
}

func init() {
	reals := core.Interval{Lo: -3, Hi: 3}
	Register(
		&core.Primitive{
			// Operands x, one start an axis.
			Op: "dynamic_slice", Arity: -1, Domain: reals,
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				sizes := p.(dynamicSliceParams).Sizes
				checkStarts("dynamic_slice", in, 1, in[0].Rank())
				if len(sizes) != in[0].Rank() {
					ir.Fail("dynamic_slice", in, "%d window sizes given, %d are expected", len(sizes), in[0].Rank())
				}
				for i, n := range sizes {
					if n < 0 || n > in[0].Shape[i] {
						ir.Fail("dynamic_slice", in, "window of size %d does not fit axis %d of size %d", n, i, in[0].Shape[i])
					}
				}
				return []ir.Aval{{DType: in[0].DType, Shape: sizes, Weak: in[0].Weak}}
			},
			Eval: func(dst, in []*device.Tensor, _ ir.Params) {
				host.DynamicSlice(dst[0], in[0], scalarInts(in[1:]))
			},
			LinearIn: func(i int) bool { return i == 0 },
			Transpose: func(_ ir.Params, ct, in []Value) []Value {
				out := make([]Value, len(in))
				out[0] = DynamicUpdateSlice(zerosLike(in[0]), ct[0], in[1:])
				return out
			},
			Vmap: batchDynamicSlice,
		},
		&core.Primitive{
			// Operands x, update, one start an axis.
			Op: "dynamic_update_slice", Arity: -1, Domain: reals,
			Shape: func(in []ir.Aval, _ ir.Params) []ir.Aval {
				requireSameDType("dynamic_update_slice", in[:2])
				checkStarts("dynamic_update_slice", in, 2, in[0].Rank())
				fits := in[1].Rank() == in[0].Rank()
				for i := 0; fits && i < in[0].Rank(); i++ {
					fits = in[1].Shape[i] <= in[0].Shape[i]
				}
				if !fits {
					ir.Fail("dynamic_update_slice", in, "the update does not fit the operand")
				}
				return in[:1]
			},
			Eval: func(dst, in []*device.Tensor, _ ir.Params) {
				host.DynamicUpdateSlice(dst[0], in[0], in[1], scalarInts(in[2:]))
			},
			LinearIn: func(i int) bool { return i < 2 },
			Transpose: func(_ ir.Params, ct, in []Value) []Value {
				out := make([]Value, len(in))
				if core.IsUndefined(in[0]) {
					out[0] = DynamicUpdateSlice(ct[0], zerosLike(in[1]), in[2:])
				}
				if core.IsUndefined(in[1]) {
					out[1] = DynamicSlice(ct[0], in[2:], in[1].Aval().Shape)
				}
				return out
			},
			Vmap: batchDynamicUpdateSlice,
		},
		&core.Primitive{
			// Operands x, indices.
			Op: "gather", Arity: 2, Domain: reals,
			Shape: gatherShape,
			Eval: func(dst, in []*device.Tensor, p ir.Params) {
				c := p.(gatherParams)
				fill := fillValue(dst[0].DType)
				if c.ZeroFill {
					fill = device.New(dst[0].DType)
				}
				host.Gather(dst[0], in[0], in[1], c.Dims, c.Sizes, c.Mode, fill)
			},
			Tangent: []core.TangentRule{func(p ir.Params, t Value, x []Value, _ Value) Value {
				c := p.(gatherParams)
				c.ZeroFill = c.Mode == FillOrDrop
				return gather(t, x[1], c)
			}, nil},
			Transpose: func(p ir.Params, ct, in []Value) []Value {
				c := p.(gatherParams)
				return []Value{ScatterAdd(zerosLike(in[0]), in[1], ct[0], scatterOf(c.Dims), c.Mode), nil}
			},
			Vmap: batchGather,
		},
		&core.Primitive{
			// Operands x, indices, updates.
			Op: "scatter_add", Arity: 3, Domain: reals,
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				c := p.(scatterParams)
				requireSameDType("scatter_add", []ir.Aval{in[0], in[2]})
				sizes := windowSizes(in[0].Shape, in[2].Shape, c.Dims)
				want := gatherShape([]ir.Aval{in[0], in[1]}, gatherParams{Dims: gatherOf(c.Dims), Sizes: sizes, Mode: c.Mode})[0]
				if !slices.Equal(want.Shape, in[2].Shape) {
					ir.Fail("scatter_add", in, "updates of shape %s given, %s is expected", ir.Tuple(in[2].Shape), ir.Tuple(want.Shape))
				}
				return in[:1]
			},
			Eval: func(dst, in []*device.Tensor, p ir.Params) {
				c := p.(scatterParams)
				host.ScatterAdd(dst[0], in[0], in[1], in[2], c.Dims, c.Mode)
			},
			LinearIn: func(i int) bool { return i != 1 },
			Transpose: func(p ir.Params, ct, in []Value) []Value {
				c, out := p.(scatterParams), make([]Value, 3)
				if core.IsUndefined(in[0]) {
					out[0] = ct[0]
				}
				if core.IsUndefined(in[2]) {
					sizes := windowSizes(in[0].Aval().Shape, in[2].Aval().Shape, c.Dims)
					out[2] = gather(ct[0], in[1], gatherParams{gatherOf(c.Dims), sizes, c.Mode, c.Mode == FillOrDrop})
				}
				return out
			},
			Vmap: batchScatterAdd,
		},
	)
}

func gatherShape(in []ir.Aval, p ir.Params) []ir.Aval {
	const op = "gather"
	c, x, indices := p.(gatherParams), in[0], in[1]
	if indices.Rank() == 0 || indices.DType != ir.Int32 && indices.DType != ir.Uint32 {
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
