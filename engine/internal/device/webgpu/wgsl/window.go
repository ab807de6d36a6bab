package wgsl

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/device/kernel"
)

// Shaders see only so much of a buffer at a time. A nest that walks over more is
// divided along an axis into slices that keep to a window of each buffer.

// windowed prints a nest that does not reach all it needs at once; false if it
// does.
func (p *planPrinter) windowed(n *kernel.Nest) ([]Command, bool, error) {
	most := p.adapter.Binding / 4
	large := map[int]bool{}
	eachAccess(n, func(a *kernel.Access, _ bool) {
		if a.Buffer < 0 {
			return
		}
		if root := p.root(a.Buffer); p.reach(root).Len > most {
			large[root] = true
		}
	})
	if len(large) == 0 {
		return nil, false, nil
	}
	for k, a := range n.Axes {
		for count := 1; count < 2*a.Size && (count == 1 || divisible(n, k)); count *= 2 {
			if list := p.slices(n, k, count); p.placeAll(list, large) {
				commands, err := p.inSlices(list, n, k)
				return commands, true, err
			}
		}
	}
	k := longestReach(n, large)
	if k < 0 {
		return nil, true, fmt.Errorf("webgpu: no shader reaches so much of an array as this needs")
	}
	commands, err := p.inSlices(p.slices(n, k, 2), n, k)
	return commands, true, err
}

// divisible reports whether a nest may be divided along an axis.
func divisible(n *kernel.Nest, axis int) bool {
	if n.Axes[axis].Reduced && slices.ContainsFunc(n.Out, func(r kernel.Result) bool { return r.InOrder }) {
		return false
	}
	return n.Axes[axis].Size > 1 && !n.Axes[axis].Chained && !n.Ordered
}

// longestReach returns the axis along which a nest reaches furthest in a large
// buffer, -1 if it cannot be divided along such a one.
func longestReach(n *kernel.Nest, large map[int]bool) int {
	axis, most := -1, 0
	eachAccess(n, func(a *kernel.Access, _ bool) {
		if a.Buffer < 0 || !large[a.Buffer] {
			return
		}
		for k, s := range a.Stride {
			if reach := max(s, -s) * (n.Axes[k].Size - 1); reach > most && divisible(n, k) {
				axis, most = k, reach
			}
		}
	})
	return axis
}

// reach returns the window of a buffer that is bound.
func (p *planPrinter) reach(root int) Window {
	if w, ok := p.scope.windows[root]; ok {
		return w
	}
	return Window{Buffer: root, Len: p.plan.Buffers[root].Len}
}

// A slice is a nest along a part of an axis, with the windows of the large
// buffers, if they are known, from whose starts its accesses count.
type slice struct {
	nest    *kernel.Nest
	windows map[int]Window
}

// slices divides a nest along an axis into about so many.
func (p *planPrinter) slices(n *kernel.Nest, axis, count int) []slice {
	size := (n.Axes[axis].Size + count - 1) / count
	if unit := p.adapter.Alignment; size > unit { // so that slices look alike
		size = (size + unit - 1) / unit * unit
	}
	var list []slice
	for first := 0; first < n.Axes[axis].Size; first += size {
		list = append(list, slice{sliceOf(n, axis, first, min(size, n.Axes[axis].Size-first)), map[int]Window{}})
	}
	return list
}

// placeAll finds the windows of slices; false if some reach too far.
func (p *planPrinter) placeAll(list []slice, large map[int]bool) bool {
	for i := range list {
		if !p.place(&list[i], large) {
			return false
		}
	}
	return true
}

// place finds the windows of a slice; false if it reaches too far.
func (p *planPrinter) place(s *slice, large map[int]bool) bool {
	type extent struct{ low, high int }
	extents := map[int]extent{}
	able := true
	eachAccess(s.nest, func(a *kernel.Access, _ bool) {
		if a.Buffer < 0 || !large[p.root(a.Buffer)] {
			return
		}
		if p.root(a.Buffer) != a.Buffer {
			able = false // it moves
			return
		}
		low, high := extentOf(s.nest, *a)
		if e, ok := extents[a.Buffer]; ok {
			low, high = min(low, e.low), max(high, e.high)
		}
		extents[a.Buffer] = extent{low, high}
	})
	for b, e := range extents {
		w := p.reach(b)
		unit := p.adapter.Alignment * 4 / ElementSize(p.plan.Buffers[b].DType)
		first := e.low / unit * unit
		s.windows[b] = Window{Buffer: b, First: w.First + first, Len: e.high + 1 - first}
		able = able && 4*s.windows[b].Len <= p.adapter.Binding
	}
	if able {
		eachAccess(s.nest, func(a *kernel.Access, _ bool) {
			if w, ok := s.windows[a.Buffer]; ok {
				a.Offset -= w.First - p.reach(a.Buffer).First
			}
		})
	}
	return able
}

// inSlices prints the slices of a nest. If results are combined along the axis,
// each slice has partial ones.
func (p *planPrinter) inSlices(list []slice, n *kernel.Nest, axis int) ([]Command, error) {
	var commands []Command
	var combine *kernel.Nest
	if len(list) > 1 && n.Axes[axis].Reduced {
		var out []kernel.Result
		var points int
		out, points, combine = p.partials(n, len(list))
		for i := range list {
			for k, r := range out {
				if r.Combine != kernel.Move {
					r.Offset += i * points
					list[i].nest.Out[k] = r
				}
			}
		}
	}
	for _, s := range list {
		c, err := p.within(nil, s.windows, func() ([]Command, error) { return p.nest(s.nest) })
		if err != nil {
			return nil, err
		}
		commands = append(commands, c...)
	}
	if combine == nil {
		return commands, nil
	}
	c, err := p.nest(combine)
	return append(commands, c...), err
}
