package webgpu

import (
	"slices"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// divided returns two nests for a reduction in parts. The first one has the part
// as another axis in front: each part takes every so many of the reduced indices
// and has results of its own, one part behind the other. The second one combines
// them.
func (p *planPrinter) divided(n *kernel.Nest, parts int) (first, second *kernel.Nest) {
	strides, points := make([]int, len(n.Axes)), 1
	for k := len(n.Axes) - 1; k >= 0; k-- {
		if !n.Axes[k].Reduced {
			strides[k] = points
			points *= n.Axes[k].Size
		}
	}
	first = &kernel.Nest{Axes: slices.Insert(slices.Clone(n.Axes), 0, kernel.Axis{Size: parts}), Body: n.Body}
	for _, a := range n.In {
		first.In = append(first.In, fronted(a, 0))
	}
	second = &kernel.Nest{Axes: append(keptOf(n, n.Axes), kernel.Axis{Size: parts, Reduced: true})}
	var types []ir.DType
	for _, r := range n.Out {
		part := r
		part.Access = fronted(r.Access, 0)
		if r.Combine != kernel.Move {
			d := p.plan.Buffers[r.Buffer].DType
			part.Access = fronted(kernel.Access{Buffer: p.newBuffer(d, points*parts, false), Stride: strides}, points)
			second.In = append(second.In, kernel.Access{Buffer: part.Buffer, Stride: append(keptOf(n, strides), points)})
			r.Access.Stride = append(keptOf(n, r.Stride), 0)
			r.Combine, r.Output = joining(r), len(types)
			second.Out = append(second.Out, r)
			types = append(types, d)
		}
		first.Out = append(first.Out, part)
	}
	second.Body = kernel.Compile(types, func(_ *kernel.Builder, in []kernel.Node) []kernel.Node { return in })
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
