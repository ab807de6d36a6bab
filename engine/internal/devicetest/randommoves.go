package devicetest

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// indices returns a value as integers of which about half are places along an
// axis of n elements.
func (p *randomProgram) indices(v core.Value, n int) core.Value {
	types := []ir.DType{ir.Int32, ir.Int32, ir.Int32, ir.Int64, ir.Uint32}
	if v.Aval().DType.IsComplex() {
		v = prim.RealPart(v)
	}
	v = prim.Convert(v, types[p.source.Intn(len(types))], false)
	if p.source.Intn(4) > 0 && n > 0 {
		v = prim.Rem(v, prim.Lit(v, float64(n)))
	}
	return v
}

// scalarIndex returns an index along an axis of n elements, from an element of
// some value or as a literal.
func (p *randomProgram) scalarIndex(n int) core.Value {
	if p.source.Intn(3) == 0 {
		return core.Scalar(ir.Int32, float64(p.source.Intn(2*n+3)-n-1))
	}
	v := p.pick()
	if v.Aval().Size() == 0 {
		return core.Scalar(ir.Int32, 0)
	}
	shape := v.Aval().Shape
	start, limit := make([]int, len(shape)), make([]int, len(shape))
	for k, n := range shape {
		start[k] = p.source.Intn(n)
		limit[k] = start[k] + 1
	}
	return p.indices(prim.Reshape(prim.Slice(v, start, limit, nil), nil), n)
}

// indexed reads or writes elements where indices say.
func (p *randomProgram) indexed(x core.Value) core.Value {
	shape := x.Aval().Shape
	rank := len(shape)
	mode := []prim.Mode{prim.Clip, prim.FillOrDrop, prim.PromiseInBounds}[p.source.Intn(3)]
	if p.source.Intn(2) == 0 { // a window
		starts, sizes := make([]core.Value, rank), make([]int, rank)
		for k, n := range shape {
			starts[k], sizes[k] = p.scalarIndex(n), p.source.Intn(n+1)
		}
		if p.source.Intn(2) == 0 {
			return prim.DynamicSlice(x, starts, sizes)
		}
		var update core.Value
		for _, v := range p.values {
			if a := v.Aval(); a.DType == x.Aval().DType && a.Rank() == rank && !slices.ContainsFunc(upTo(rank), func(k int) bool { return a.Shape[k] > shape[k] }) {
				if update == nil || p.source.Intn(2) == 0 {
					update = v
				}
			}
		}
		return prim.DynamicUpdateSlice(x, update, starts)
	}
	if rank == 0 || slices.Contains(shape, 0) {
		return nil
	}
	// Along some axes the index vectors say where, along the others windows
	// reach as far as they may.
	var axes, windowDims, dropped []int
	window := slices.Clone(shape)
	for k := range shape {
		if p.source.Intn(rank+1) > 0 {
			axes = append(axes, k)
			window[k] = 1 + p.source.Intn(shape[k])/3
			if p.source.Intn(2) == 0 {
				window[k] = 1
				dropped = append(dropped, k)
			}
		}
	}
	var components []core.Value
	i := p.pick()
	if i.Aval().Size() > 60 || i.Aval().Rank() > 2 {
		i = prim.Iota(ir.Int32, []int{5}, 0)
	}
	batch := i.Aval().Shape
	for _, k := range axes {
		j := prim.Convert(p.indices(i, shape[k]), ir.Int32, false)
		components = append(components, prim.Reshape(prim.Add(j, prim.Lit(j, float64(k))), append(slices.Clone(batch), 1)))
	}
	if len(components) == 0 {
		return nil
	}
	indices := p.indices(prim.Concatenate(components, len(batch)), 0)
	outRank := len(batch) + rank - len(dropped)
	for k := range rank - len(dropped) {
		windowDims = append(windowDims, k)
	}
	if p.source.Intn(2) == 0 {
		for k := range windowDims {
			windowDims[k] += len(batch)
		}
	}
	if outRank > 4 {
		return nil
	}
	read := prim.Gather(x, indices, prim.GatherDims{OffsetDims: windowDims, CollapsedSliceDims: dropped, StartIndexMap: axes}, window, mode)
	if read.Aval().Size() > 3000 || p.source.Intn(2) == 0 {
		return read
	}
	ways := []prim.ScatterOp{prim.ScatterSet, prim.ScatterSum, prim.ScatterProduct, prim.ScatterMin, prim.ScatterMax}
	switch d := x.Aval().DType; {
	case d == ir.Bool:
		ways = ways[:1]
	case d.IsComplex():
		ways = ways[:3]
	}
	return prim.Scatter(ways[p.source.Intn(len(ways))], x, indices, read,
		prim.ScatterDims{UpdateWindowDims: windowDims, InsertedWindowDims: dropped, ScatterDimsToOperandDims: axes}, mode, prim.Hints{})
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// joined pads x or puts it next to others.
func (p *randomProgram) joined(x core.Value) core.Value {
	shape := x.Aval().Shape
	rank := len(shape)
	if p.source.Intn(2) == 0 {
		lo, hi, interior := make([]int, rank), make([]int, rank), make([]int, rank)
		for k, n := range shape {
			interior[k] = p.source.Intn(3) * p.source.Intn(2)
			lo[k], hi[k] = p.source.Intn(5)-2, p.source.Intn(5)-2
			if lo[k]+hi[k]+n+max(0, n-1)*interior[k] < 0 {
				lo[k], hi[k] = 0, 1
			}
		}
		return prim.Pad(x, prim.Lit(x, float64(p.source.Intn(3))), lo, hi, interior)
	}
	if rank == 0 {
		return nil
	}
	axis := p.source.Intn(rank)
	parts := []core.Value{x}
	for _, v := range p.values {
		a := v.Aval()
		if a.DType != x.Aval().DType || a.Rank() != rank || p.source.Intn(2) == 0 {
			continue
		}
		if !slices.ContainsFunc(upTo(rank), func(k int) bool { return k != axis && a.Shape[k] != shape[k] }) {
			parts = append(parts, v)
		}
	}
	return prim.Concatenate(parts, axis)
}

// along walks along an axis of x.
func (p *randomProgram) along(x core.Value) core.Value {
	a := x.Aval()
	if a.Rank() == 0 {
		return nil
	}
	axis, backwards := p.source.Intn(a.Rank()), p.source.Intn(2) == 0
	switch k := p.source.Intn(5); {
	case k == 0 && a.Shape[axis] > 0 && !a.DType.IsComplex():
		if backwards {
			return prim.ArgMin(x, axis)
		}
		return prim.ArgMax(x, axis)
	case k <= 2 && a.DType != ir.Bool:
		return prim.CumSum(x, axis, backwards)
	case k == 3 && a.DType != ir.Bool:
		return prim.CumProd(x, axis, backwards)
	case !a.DType.IsComplex():
		operands := []core.Value{x}
		for _, v := range p.values {
			if slices.Equal(v.Aval().Shape, a.Shape) && !v.Aval().DType.IsComplex() && len(operands) < 3 {
				operands = append(operands, v)
			}
		}
		sorted := prim.Sort(operands, axis, 1+p.source.Intn(len(operands)))
		p.values = append(p.values, sorted[1:]...)
		return sorted[0]
	}
	return nil
}
