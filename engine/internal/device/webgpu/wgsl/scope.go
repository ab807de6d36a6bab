package wgsl

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// A scope is what launches inside of loops and branches have to heed.
type scope struct {
	// guard is the place of a word of the state that is 0 where they are to do
	// nothing; 0, which no word has, where they always run.
	guard int
	// spots says where buffers lie that have no memory of their own.
	spots map[int]spot
	// inner says that there is a loop or branch around at all.
	inner bool
	// windows says of which buffers only a part is bound.
	windows map[int]Window
}

// A spot is a place in another buffer: from the element of number base on, which
// is an expression; without text it is 0.
type spot struct {
	buffer int
	base   value
	turns  bool // the base depends on words of the state
	fours  bool // the base is a multiple of four
}

// state is what launches know the buffer of words as that loops and branches
// keep: which of them run, and how many turns they took.
const state = "state"

// newShader returns a shader for where the printer is.
func (p *planPrinter) newShader() *shader {
	s := newShader(p.plan, p.adapter)
	s.state, s.spots, s.windows = p.state, p.scope.spots, p.scope.windows
	s.called = map[int]string{p.state: state}
	if p.scope.guard > 0 {
		s.bind(p.state, false)
		s.line("if (%s[%d] == 0u) { return; }", state, p.scope.guard)
	}
	return s
}

// newBuffer returns a buffer that shaders need besides those of the plan.
func (p *planPrinter) newBuffer(d ir.DType, length int, zero bool) int {
	p.plan.Buffers = append(p.plan.Buffers, kernel.Buffer{Kind: kernel.Temporary, DType: d, Len: length})
	p.program.Buffers = append(p.program.Buffers, Buffer{DType: d, Len: length, Zero: zero})
	return len(p.plan.Buffers) - 1
}

// root returns the buffer with memory in which a buffer lies.
func (s *shader) root(buffer int) int {
	for {
		at, ok := s.spots[buffer]
		if !ok {
			return buffer
		}
		buffer = at.buffer
	}
}

// moved returns where an element of a buffer is in its root.
func (s *shader) moved(buffer int, at value) value {
	for {
		spot, ok := s.spots[buffer]
		if !ok {
			return at
		}
		if spot.base.text != "" {
			at = plus(spot.base, at)
		}
		buffer = spot.buffer
	}
}

// plus returns the sum of two indices.
func plus(x, y value) value {
	switch {
	case x.constant && y.constant:
		return indexOf(int(x.word + y.word))
	case x.constant && x.word == 0:
		return y
	}
	return infix("+", sum, x.typ, x, y, sum, sum)
}

// typeOf returns what type the elements of a buffer have in memory.
func (s *shader) typeOf(buffer int) kernel.Type {
	return stored(kernel.TypeOf(s.plan.Buffers[buffer].DType))
}

// turn returns a multiple of a word of the state, plus a constant.
func turn(word, step, first int) value {
	v := name(fmt.Sprintf("%s[%d]", state, word), kernel.U32, 1)
	sum := places{offset: first}
	sum.add(v, step)
	return sum.value()
}
