package prim

import (
	"slices"
	"sync"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// scatterParams say where a scatter writes its updates.
type scatterParams struct {
	Dims  ScatterDims
	Mode  Mode
	Hints Hints
	Op    string   // that combines an element with an update; none replaces it
	DType ir.DType // of the operand
}

func (p scatterParams) Fields() []ir.Field {
	fields := []ir.Field{{Name: "dimension_numbers", Value: p.Dims}, {Name: "indices_are_sorted", Value: p.Hints.Sorted}, {Name: "mode", Value: p.Mode},
		{Name: "unique_indices", Value: p.Hints.Unique}, {Name: "update_consts", Value: []int{}}, {Name: "update_jaxpr"}}
	if p.Op != "" {
		fields[5].Value = combination(p.Op, p.DType)
	}
	return fields
}

type combinationKey struct {
	op string
	d  ir.DType
}

var combinations sync.Map // combinationKey → *ir.Jaxpr

// combination is the program that combines two scalars, the same one each time.
func combination(op string, d ir.DType) *ir.Jaxpr {
	a := ir.Aval{DType: d}
	x, y, z := ir.NewVar(a), ir.NewVar(a), ir.NewVar(a)
	j := &ir.Jaxpr{In: []*ir.Var{x, y}, Eqns: []ir.Eqn{{Op: Lookup(op), In: []ir.Atom{x, y}, Out: []*ir.Var{z}}}, Out: []ir.Atom{z}}
	kept, _ := combinations.LoadOrStore(combinationKey{op, d}, j)
	return kept.(*ir.Jaxpr)
}

// A ScatterOp says what becomes of an element and an update.
type ScatterOp struct{ name, combine string }

// The ways to scatter. Where windows overlap, updates are applied in order.
var (
	ScatterSet     = ScatterOp{"scatter", ""}
	ScatterSum     = ScatterOp{"scatter-add", "add"}
	ScatterProduct = ScatterOp{"scatter-mul", "mul"}
	ScatterMin     = ScatterOp{"scatter-min", "min"}
	ScatterMax     = ScatterOp{"scatter-max", "max"}
)

// Scatter combines windows of updates with those of x at index vectors.
func Scatter(op ScatterOp, x, indices, updates Value, dims ScatterDims, mode Mode, hints Hints) Value {
	return scatter(op, x, indices, updates, scatterParams{Dims: dims, Mode: mode, Hints: hints})
}

// ScatterAdd adds windows of updates to x at index vectors.
func ScatterAdd(x, indices, updates Value, dims ScatterDims, mode Mode) Value {
	return Scatter(ScatterSum, x, indices, updates, dims, mode, Hints{})
}

func scatter(op ScatterOp, x, indices, updates Value, p scatterParams) Value {
	p.Op, p.DType = op.combine, x.Aval().DType
	return apply(op.name, p, x, indices, updates)
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

// inverse returns the gather that reads, of an array like x, what a scatter
// with updates of that shape writes; zeros outside.
func (p scatterParams) inverse(x Value, updates []int) gatherParams {
	return gatherParams{
		Dims: GatherDims{
			OffsetDims:               p.Dims.UpdateWindowDims,
			CollapsedSliceDims:       p.Dims.InsertedWindowDims,
			StartIndexMap:            p.Dims.ScatterDimsToOperandDims,
			OperandBatchingDims:      p.Dims.OperandBatchingDims,
			StartIndicesBatchingDims: p.Dims.ScatterIndicesBatchingDims,
		},
		Sizes: windowSizes(x.Aval().Shape, updates, p.Dims), Mode: p.Mode, ZeroFill: p.Mode == FillOrDrop, Hints: p.Hints,
	}
}

// scatterForm: index vector by index vector, and for each of them along the
// window, an element of the updates meets one of the operand.
func scatterForm(op ScatterOp, in []ir.Aval, p scatterParams) kernel.Form {
	x, indices, updates := in[0], in[1], in[2]
	sizes := windowSizes(x.Shape, updates.Shape, p.Dims)
	vectors, rank := indices.Rank()-1, updates.Rank()
	form := kernel.Update{
		Box:     slices.Clone(indices.Shape[:vectors]),
		Operand: 2,
		Source:  kernel.View{Start: make([]int, rank), Step: repeat(1, rank)},
		Combine: scatterCombinations[op.combine],
		Drop:    p.Mode != Clip,
	}
	for k := range rank {
		if !slices.Contains(p.Dims.UpdateWindowDims, k) {
			form.Source.From = append(form.Source.From, k)
		}
	}
	for _, k := range p.Dims.UpdateWindowDims {
		form.Source.From = append(form.Source.From, k)
		form.Box = append(form.Box, updates.Shape[k])
	}
	windowDims := shift(upTo(rank-vectors), vectors)
	target, index := windowViews(x, indices, rank, windowDims, slices.Concat(p.Dims.InsertedWindowDims, p.Dims.OperandBatchingDims),
		p.Dims.OperandBatchingDims, p.Dims.ScatterIndicesBatchingDims)
	form.Target, form.Shifts = target, vectorShifts(x.Shape, sizes, p.Dims.ScatterDimsToOperandDims, index)
	return form
}

// scatterCombinations are the basic operations that combine an element with an
// update.
var scatterCombinations = map[string]kernel.Op{"": kernel.Move, "add": kernel.Add, "mul": kernel.Mul, "min": kernel.Min, "max": kernel.Max}

func scatterShape(op string, class typeClass) func(in []ir.Aval, p ir.Params) []ir.Aval {
	return func(in []ir.Aval, p ir.Params) []ir.Aval {
		c := p.(scatterParams)
		requireSameDType(op, []ir.Aval{in[0], in[2]})
		requireType(op, in[:1], class)
		want := gatherShape(in[:2], c.inverse(ir.NewVar(in[0]), in[2].Shape))[0]
		if !slices.Equal(want.Shape, in[2].Shape) {
			ir.Fail(op, in, "updates of shape %s given, %s is expected", ir.Tuple(in[2].Shape), ir.Tuple(want.Shape))
		}
		return in[:1]
	}
}

// scatterPrimitive completes p. Operands x, indices, updates.
func scatterPrimitive(op ScatterOp, class typeClass, eval func(dst, x, indices, updates *device.Tensor, d ScatterDims, m Mode), p core.Primitive) *core.Primitive {
	p.Op, p.Arity, p.Domain = op.name, 3, core.Interval{Lo: -3, Hi: 3}
	p.Shape = scatterShape(op.name, class)
	p.Eval = func(dst, in []*device.Tensor, params ir.Params) {
		c := params.(scatterParams)
		eval(dst[0], in[0], in[1], in[2], c.Dims, c.Mode)
	}
	p.Form = func(in []ir.Aval, params ir.Params) kernel.Form { return scatterForm(op, in, params.(scatterParams)) }
	p.Vmap = func(params ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
		return batchScatter(op, params.(scatterParams), size, in, axes)
	}
	return &p
}

// transposeScatterSet: a replaced element has no derivative, and an update has
// one where it is the last to be written.
func transposeScatterSet(p ir.Params, ct, in []Value) []Value {
	c, out := p.(scatterParams), make([]Value, 3)
	updates := in[2].Aval()
	if core.IsUndefined(in[0]) {
		out[0] = scatter(ScatterSet, ct[0], in[1], zerosLike(in[2]), c)
	}
	if core.IsUndefined(in[2]) {
		read := c.inverse(ct[0], updates.Shape)
		out[2] = gather(ct[0], in[1], read)
		if !c.Hints.Unique {
			// Every window gets a number, and reads who wrote what it covers.
			shape := slices.Clone(updates.Shape)
			for _, axis := range c.Dims.UpdateWindowDims {
				shape[axis] = 1
			}
			numbers := Broadcast(Reshape(Iota(ir.Int32, []int{ir.Size(shape)}, 0), shape), updates.Shape)
			unwritten := Broadcast(core.Scalar(ir.Int32, -1), ct[0].Aval().Shape)
			written := scatter(ScatterSet, unwritten, in[1], numbers, c)
			out[2] = Select(Eq(gather(written, in[1], read), numbers), out[2], zerosLike(out[2]))
		}
	}
	return out
}

func transposeScatterAdd(p ir.Params, ct, in []Value) []Value {
	c, out := p.(scatterParams), make([]Value, 3)
	if core.IsUndefined(in[0]) {
		out[0] = ct[0]
	}
	if core.IsUndefined(in[2]) {
		out[2] = gather(ct[0], in[1], c.inverse(ct[0], in[2].Aval().Shape))
	}
	return out
}

// extremeShares returns what scatter-min and scatter-max leave of the tangents
// of the elements that updates meet, less what they had, and of those of the
// updates. All that attain the extreme value share equally, as in JAX.
func extremeShares(c scatterParams, x []Value, y Value) (element, update Value) {
	read := c.inverse(x[0], x[2].Aval().Shape)
	of := func(v Value) Value { return gather(v, x[1], read) }
	number := func(v Value) Value { return of(scatter(ScatterSum, zerosLike(x[0]), x[1], v, c)) }
	one, zero := lit(x[2], 1), zerosLike(x[2])
	kept, chosen := Eq(of(x[0]), of(y)), Eq(x[2], of(y))
	n := number(Convert(chosen, x[2].Aval().DType, false))
	all := number(Broadcast(core.Scalar(x[2].Aval().DType, 1), x[2].Aval().Shape))
	withElement := Div(one, Add(n, one))
	element = Div(Sub(Select(kept, withElement, zero), one), all)
	update = Select(chosen, Select(kept, withElement, Div(one, n)), zero)
	return element, update
}

func extremeScatter(op ScatterOp, reduce host.ReduceOp) *core.Primitive {
	return scatterPrimitive(op, numbers, scatterBy(reduce), core.Primitive{Tangent: []core.TangentRule{
		func(p ir.Params, t Value, x []Value, y Value) Value {
			c := p.(scatterParams)
			element, _ := extremeShares(c, x, y)
			read := gather(t, x[1], c.inverse(t, x[2].Aval().Shape))
			return scatter(ScatterSum, t, x[1], Mul(read, element), c)
		}, nil,
		func(p ir.Params, t Value, x []Value, y Value) Value {
			c := p.(scatterParams)
			_, update := extremeShares(c, x, y)
			return scatter(ScatterSum, zerosLike(x[0]), x[1], Mul(t, update), c)
		},
	}})
}

func scatterBy(op host.ReduceOp) func(dst, x, indices, updates *device.Tensor, d ScatterDims, m Mode) {
	return func(dst, x, indices, updates *device.Tensor, d ScatterDims, m Mode) {
		host.ScatterReduce(dst, x, indices, updates, d, m, op)
	}
}

func init() {
	operands := func(i int) bool { return i != 1 }
	Register(
		scatterPrimitive(ScatterSet, anyType, host.Scatter, core.Primitive{LinearIn: operands, Transpose: transposeScatterSet}),
		scatterPrimitive(ScatterSum, anyNumbers, scatterBy(host.Sum), core.Primitive{LinearIn: operands, Transpose: transposeScatterAdd}),
		scatterPrimitive(ScatterProduct, anyNumbers, scatterBy(host.Prod), core.Primitive{
			Tangent: []core.TangentRule{
				func(p ir.Params, t Value, x []Value, _ Value) Value {
					return scatter(ScatterProduct, t, x[1], x[2], p.(scatterParams))
				}, nil,
				func(p ir.Params, t Value, x []Value, _ Value) Value {
					c := p.(scatterParams)
					if !c.Hints.Unique {
						panic(&ir.Error{Op: "scatter-mul", Kind: ir.NotImplementedError, Reason: "scatter_mul gradients are only implemented if `unique_indices=True`"})
					}
					return Mul(x[0], scatter(ScatterSum, zerosLike(x[0]), x[1], t, c))
				},
			},
			Transpose: func(p ir.Params, ct, in []Value) []Value {
				return []Value{scatter(ScatterProduct, ct[0], in[1], in[2], p.(scatterParams)), nil, nil}
			},
		}),
		extremeScatter(ScatterMin, host.Min),
		extremeScatter(ScatterMax, host.Max),
	)
}
