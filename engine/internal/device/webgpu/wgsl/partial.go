package wgsl

import (
	"slices"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// partials returns the results of a nest, where those that are combined are so
// many partial ones, in buffers of their own in which the points of a part lie
// behind those of another, and a nest that combines them.
func (p *planPrinter) partials(n *kernel.Nest, parts int) (out []kernel.Result, points int, combine *kernel.Nest) {
	strides, points := make([]int, len(n.Axes)), 1
	for k := len(n.Axes) - 1; k >= 0; k-- {
		if !n.Axes[k].Reduced {
			strides[k] = points
			points *= n.Axes[k].Size
		}
	}
	combine = &kernel.Nest{Axes: append(keptOf(n, n.Axes), kernel.Axis{Size: parts, Reduced: true})}
	var types []ir.DType
	for _, r := range n.Out {
		part := r
		if r.Combine != kernel.Move {
			d := p.plan.Buffers[r.Buffer].DType
			part.Access = kernel.Access{Buffer: p.newBuffer(d, points*parts, false), Stride: strides}
			combine.In = append(combine.In, kernel.Access{Buffer: part.Buffer, Stride: append(keptOf(n, strides), points)})
			r.Stride = append(keptOf(n, r.Stride), 0)
			r.Combine, r.Output = joining(r), len(types)
			combine.Out = append(combine.Out, r)
			types = append(types, d)
		}
		out = append(out, part)
	}
	combine.Body = kernel.Compile(types, func(_ *kernel.Builder, in []kernel.Node) []kernel.Node { return in })
	return out, points, combine
}

// divided returns two nests for a reduction in parts. The first one has the part
// as another axis in front: each part takes every so many of the reduced indices.
// The second one combines their results.
func (p *planPrinter) divided(n *kernel.Nest, parts int) (first, second *kernel.Nest) {
	out, points, second := p.partials(n, parts)
	first = &kernel.Nest{Axes: slices.Insert(slices.Clone(n.Axes), 0, kernel.Axis{Size: parts}), Body: n.Body}
	for _, a := range n.In {
		first.In = append(first.In, fronted(a, 0))
	}
	for _, r := range out {
		stride := 0
		if r.Combine != kernel.Move {
			stride = points
		}
		r.Access = fronted(r.Access, stride)
		first.Out = append(first.Out, r)
	}
	return first, second
}

// fronted returns an access with another axis in front.
func fronted(a kernel.Access, stride int) kernel.Access {
	a.Stride = slices.Insert(slices.Clone(a.Stride), 0, stride)
	a.Terms = slices.Clone(a.Terms)
	for i, t := range a.Terms {
		if t.Index.Stride != nil {
			a.Terms[i].Index = fronted(t.Index, 0)
		}
	}
	return a
}

// keptOf returns what belongs to the axes that are kept.
func keptOf[T any](n *kernel.Nest, byAxis []T) []T {
	var kept []T
	for k, a := range n.Axes {
		if !a.Reduced {
			kept = append(kept, byAxis[k])
		}
	}
	return kept
}
