package webgpu

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
		for count := 1; count < 2*a.Size; count *= 2 {
			if c, ok := p.slices(n, k, count, large); ok {
				commands, err := p.inSlices(c, n, k)
				return commands, true, err
			}
		}
	}
	return nil, true, fmt.Errorf("webgpu: no shader reaches so much of an array as this needs")
}

// reach returns the window of a buffer that is bound.
func (p *planPrinter) reach(root int) Window {
	if w, ok := p.scope.windows[root]; ok {
		return w
	}
	return Window{Buffer: root, Len: p.plan.Buffers[root].Len}
}

// A slice is a nest along a part of an axis, with the windows of the large
// buffers, from whose starts its accesses count.
type slice struct {
	nest    *kernel.Nest
	windows map[int]Window
}

// slices divides a nest along an axis; false if it cannot be divided like that,
// or the slices reach too far.
func (p *planPrinter) slices(n *kernel.Nest, axis, count int, large map[int]bool) ([]slice, bool) {
	free := !n.Ordered && !n.Axes[axis].Chained
	if n.Axes[axis].Reduced && slices.ContainsFunc(n.Out, func(r kernel.Result) bool { return r.InOrder }) {
		free = false
	}
	size := (n.Axes[axis].Size + count - 1) / count
	if unit := p.adapter.Alignment; size > unit { // so that slices look alike
		size = (size + unit - 1) / unit * unit
	}
	if count > 1 && !free {
		return nil, false
	}
	var list []slice
	for first := 0; first < n.Axes[axis].Size; first += size {
		s := slice{sliceOf(n, axis, first, min(size, n.Axes[axis].Size-first)), map[int]Window{}}
		if !p.place(&s, large) {
			return nil, false
		}
		list = append(list, s)
	}
	return list, true
}

// place finds the windows of a slice.
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
		first := e.low / p.adapter.Alignment * p.adapter.Alignment
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
