package wgsl

import (
	"slices"

	"fluxion/engine/internal/device/kernel"
)

// mostVector is up to how many instructions a body is computed in four lanes:
// beyond, an invocation would need more registers than memory accesses it saves.
const mostVector = 256

// fmaSize is how many instructions fma_f32 of the library is, about.
const fmaSize = 64

// sizeOf returns how many instructions a body becomes.
func (s *shader) sizeOf(body *kernel.Program) int {
	n := len(body.Instrs)
	for _, ins := range body.Instrs {
		if ins.Op == kernel.Fma && ins.From == kernel.F32 && !s.adapter.Fused {
			n += fmaSize - 1
		}
	}
	return n
}

// A nest may be computed in four lanes: at indices that follow each other along
// one axis, the vector axis, whose elements are then read and written by fours.
// Indices along that axis count such fours.

// vectorAxis returns the axis if it is of use as the vector axis, -1 otherwise.
func (p *nestPrinter) vectorAxis(axis int) int {
	if axis < 0 || p.nest.Axes[axis].Size%4 != 0 || p.sizeOf(p.nest.Body) > mostVector {
		return -1
	}
	saved := 0
	count := func(a kernel.Access) {
		switch {
		case p.aligned(a, axis):
			saved++
		case varies(a, axis):
			saved--
		}
	}
	for _, a := range p.nest.In {
		if a.Buffer >= 0 {
			count(a)
		}
	}
	for _, r := range p.nest.Out {
		if r.Combine == kernel.Move {
			count(r.Access)
		}
	}
	if saved <= 0 {
		return -1
	}
	return axis
}

func (p *nestPrinter) setVector(axis int) {
	p.vector, p.lanes = axis, 1
	if axis >= 0 {
		p.lanes = 4
	}
}

// aligned reports whether an access finds the elements of four indices along an
// axis in one element of an array of vectors.
func (p *nestPrinter) aligned(a kernel.Access, axis int) bool {
	if a.Buffer < 0 || axis >= len(a.Stride) || a.Stride[axis] != 1 || a.Offset%4 != 0 || p.root(a.Buffer) != a.Buffer {
		return false
	}
	for k, s := range a.Stride {
		if k != axis && s%4 != 0 {
			return false
		}
	}
	return !slices.ContainsFunc(a.Terms, func(t kernel.Term) bool { return t.VariesAlong(axis) || t.Step%4 != 0 })
}

// varies reports whether an access finds different elements along an axis.
func varies(a kernel.Access, axis int) bool {
	return a.Stride[axis] != 0 || slices.ContainsFunc(a.Terms, func(t kernel.Term) bool { return t.VariesAlong(axis) })
}

// inFours reports whether an access reads or writes four elements at once.
func (p *nestPrinter) inFours(a kernel.Access) bool {
	return p.lanes == 4 && p.aligned(a, p.vector) && p.bind(a.Buffer, false).lanes == 4
}

// lanesOf returns how many lanes an input has: one if all share it.
func (p *nestPrinter) lanesOf(a kernel.Access) int {
	if p.lanes == 4 && varies(a, p.vector) {
		return 4
	}
	return 1
}

// shifted returns the access one lane further, or several.
func (p *nestPrinter) shifted(a kernel.Access, lane int) kernel.Access {
	if lane == 0 {
		return a
	}
	a.Offset += lane * a.Stride[p.vector]
	a.Terms = slices.Clone(a.Terms)
	for i, t := range a.Terms {
		if t.VariesAlong(p.vector) {
			a.Terms[i].Index = p.shifted(t.Index, lane)
		}
	}
	return a
}

// size returns the number of indices along an axis, in fours along the vector
// axis.
func (p *nestPrinter) size(k int) int {
	if k == p.vector {
		return p.nest.Axes[k].Size / p.lanes
	}
	return p.nest.Axes[k].Size
}

// count returns the number of indices along several axes.
func (p *nestPrinter) count(axes []int) int {
	n := 1
	for _, k := range axes {
		n *= p.size(k)
	}
	return n
}

// lane returns one lane of a value.
func lane(v value, i int) value {
	if v.lanes == 1 {
		return v
	}
	return value{text: v.at(primary) + "." + "xyzw"[i:i+1], typ: v.typ, lanes: 1, strength: primary}
}
