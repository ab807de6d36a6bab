package wgsl

import (
	"slices"

	"fluxion/engine/internal/device/kernel"
)

// eachAccess visits the accesses of a nest, those to indices too.
func eachAccess(n *kernel.Nest, do func(a *kernel.Access, write bool)) {
	visit := func(a *kernel.Access, write bool) {
		do(a, write)
		for i := range a.Terms {
			do(&a.Terms[i].Index, false)
		}
	}
	for i := range n.In {
		visit(&n.In[i], false)
	}
	for i := range n.Out {
		visit(&n.Out[i].Access, true)
	}
}

// sliceOf returns a nest for some of the indices along an axis.
func sliceOf(n *kernel.Nest, axis, first, size int) *kernel.Nest {
	m := *n
	m.Axes, m.In, m.Out = slices.Clone(n.Axes), slices.Clone(n.In), slices.Clone(n.Out)
	m.Axes[axis].Size = size
	for i := range m.In {
		m.In[i].Terms = slices.Clone(m.In[i].Terms)
	}
	for i := range m.Out {
		m.Out[i].Terms = slices.Clone(m.Out[i].Terms)
	}
	eachAccess(&m, func(a *kernel.Access, _ bool) {
		if a.Stride != nil {
			a.Offset += first * a.Stride[axis]
		}
	})
	return &m
}

// extentOf returns the first and the last element that an access may reach.
func extentOf(n *kernel.Nest, a kernel.Access) (low, high int) {
	low, high = a.Offset, a.Offset
	reach := func(by int) {
		low, high = low+min(by, 0), high+max(by, 0)
	}
	for k, stride := range a.Stride {
		reach(stride * (n.Axes[k].Size - 1))
	}
	for _, t := range a.Terms {
		reach(t.Step * t.Limit)
	}
	return low, high
}
