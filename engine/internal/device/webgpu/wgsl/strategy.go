package wgsl

import (
	"math"
	"slices"

	"fluxion/engine/internal/device/kernel"
)

// A strategy says how the invocations share a nest.
type strategy struct {
	vector int // the vector axis, -1 if there is none
	// width is how many neighbouring invocations of a workgroup share a point and
	// combine what they have in the workgroup's memory.
	width int
	// parts is how many parts there are that have their own results.
	parts int
	// shared is the reduced axis that parts share, if width is 1.
	shared int
}

const (
	// fewTerms are so few that they are added up one after the other.
	fewTerms = 16
	// manyTerms is up to how many terms an invocation adds up, so that sums of
	// floats keep their digits.
	manyTerms = 256
	// enough invocations keep a GPU busy.
	enough = 1 << 15
	// fewEnough terms are not worth another launch.
	fewEnough = 128
	// worthAPart is how many terms an invocation has at least to be given for
	// another part.
	worthAPart = 8
)

// choose decides how to share a nest.
func (p *nestPrinter) choose() strategy {
	s := strategy{vector: p.vectorAxis(last(p.kept)), width: 1, parts: 1}
	if len(p.over) == 0 || p.isEmpty() {
		return s
	}
	s.shared = p.longest()
	if slices.ContainsFunc(p.nest.Out, func(r kernel.Result) bool { return r.InOrder }) {
		return s
	}
	along := p.scattered(last(p.over)) < p.scattered(last(p.kept)) // the terms of a point are neighbours
	if along {
		s.vector = p.vectorAxis(last(p.over))
	}
	p.setVector(s.vector)
	terms := p.count(p.over)
	together := along && !p.adapter.Software && p.mayShare() && (terms > manyTerms || terms > fewTerms && p.points() < enough)
	if together {
		for s.width = powerOfTwo(max(terms/worthAPart, 1)); s.width < terms/2 && s.width*p.points() < enough; {
			s.width *= 2
		}
		s.width = min(s.width, p.shader.size)
		terms = (terms + s.width - 1) / s.width
	}
	least := (terms + manyTerms - 1) / manyTerms
	if terms > fewEnough {
		s.parts = min(enough/(max(p.points(), 1)*s.width), terms/worthAPart)
	}
	if !together { // the parts of a point are combined one after the other
		s.parts = min(s.parts, int(math.Sqrt(float64(terms))))
		least = min(least, p.size(s.shared))
	}
	s.parts = max(s.parts, least, 1)
	return s
}

// mayShare reports whether invocations may share points: the memory of a workgroup
// holds their sums, and a number counts their terms.
func (p *nestPrinter) mayShare() bool {
	return 4*len(p.nest.Out)*p.shader.size/p.near(p.shader.size) <= p.adapter.Shared && p.count(p.over) < 1<<31
}

// fronted returns the strategy for a nest with another axis in front.
func (s strategy) fronted() strategy {
	s.shared++
	if s.vector >= 0 {
		s.vector++
	}
	return s
}

// longest returns the reduced axis with most indices.
func (p *nestPrinter) longest() int {
	axis := p.over[0]
	for _, k := range p.over {
		if p.nest.Axes[k].Size > p.nest.Axes[axis].Size {
			axis = k
		}
	}
	return axis
}

// scattered counts the accesses that are far apart for neighbouring indices along
// an axis; without an axis there is nothing but.
func (p *nestPrinter) scattered(axis int) int {
	if axis < 0 {
		return len(p.nest.In) + 1
	}
	n := 0
	p.each(func(a kernel.Access) {
		if s := a.Stride[axis]; s != 0 && s != 1 {
			n++
		}
	})
	return n
}
