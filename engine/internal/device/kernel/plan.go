package kernel

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// A Plan is a compiled program: steps that read and write numbered buffers.
// Its first buffers are those of the inputs.
type Plan struct {
	Buffers []Buffer
	Inputs  int
	Steps   []Step
	Out     []Source
	// Names are those of the operations of the program's equations.
	Names []string
	// Scratch is the number of bytes of memory for the buffers that are
	// neither inputs nor results.
	Scratch int
	// State is a buffer of 32-bit words that outlive a call of the compiled
	// program, all zero at first, if Words is not 0. The first tells how much
	// work is left for this call; the other Words belong to loops.
	State int
	Words int
}

// OnHost reports whether the host evaluates any step.
func (p *Plan) OnHost() bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool { return s.IsHost() })
}

// A Kind says whose memory a buffer is.
type Kind uint8

// The kinds of buffers.
const (
	Temporary Kind = iota // in the scratch memory
	Given                 // an input's
	Returned              // a result's, fresh in every run
	Moving                // at a place that a loop changes
)

// A Buffer is a flat array.
type Buffer struct {
	Kind   Kind
	DType  ir.DType
	Len    int // elements
	Offset int // of a Temporary, in bytes
}

// Bytes returns the size of the buffer.
func (b Buffer) Bytes() int { return b.Len * b.DType.Size() }

// A Step is a nest of loops or several that go row by row, a sort, an equation that
// the host evaluates on whole buffers, or a list of steps that run several times or
// not at all.
type Step struct {
	Nest   *Nest
	Sort   *Sorter
	Eqn    *ir.Eqn
	In     []Operand // of the equation
	Out    []int     // buffers of its results
	Loop   *Loop
	Branch *Branch
	Rows   *Rows
}

// IsHost reports whether the host evaluates the step.
func (s *Step) IsHost() bool { return s.Eqn != nil }

// An Operand of an equation is a buffer or, if that is negative, a literal.
type Operand struct {
	Buffer  int
	Literal *ir.Literal
	Aval    ir.Aval
}

// A Source says where a result of the plan comes from.
type Source = Operand

// visit calls do for every buffer that a step mentions itself or in steps inside,
// and whether it is written there.
func (s *Step) visit(do func(buffer *int, written bool)) {
	s.visitOwn(do)
	for _, list := range s.inner() {
		for i := range list {
			list[i].visit(do)
		}
	}
}

// Buffers calls do for every buffer that a step mentions itself or in steps inside.
func (s *Step) Buffers(do func(buffer int)) { s.visit(func(b *int, _ bool) { do(*b) }) }

// inner returns the lists of steps inside of a step.
func (s *Step) inner() [][]Step {
	switch {
	case s.Loop != nil:
		return [][]Step{s.Loop.Body}
	case s.Branch != nil:
		return s.Branch.Cases
	}
	return nil
}

// visitOwn is visit without the steps inside.
func (s *Step) visitOwn(do func(buffer *int, written bool)) {
	for i := range s.In {
		if s.In[i].Literal == nil {
			do(&s.In[i].Buffer, false)
		}
	}
	for i := range s.Out {
		do(&s.Out[i], true)
	}
	switch {
	case s.Nest != nil:
		s.Nest.visit(do)
	case s.Sort != nil:
		for i := range s.Sort.Arrays {
			do(&s.Sort.Arrays[i].Buffer, true)
			do(&s.Sort.Arrays[i].Spare, true)
		}
	case s.Loop != nil:
		s.Loop.visit(do)
	case s.Branch != nil:
		do(&s.Branch.Selector, false)
	case s.Rows != nil:
		s.Rows.visit(do)
	}
}

func (n *Nest) visit(do func(buffer *int, written bool)) {
	for i := range n.In {
		n.In[i].visit(do, false)
	}
	for i := range n.Out {
		n.Out[i].visit(do, true)
	}
	if n.Tiles != nil {
		do(&n.Tiles.Panel, true)
	}
}

func (a *Access) visit(do func(buffer *int, written bool), written bool) {
	if a.Buffer >= 0 {
		do(&a.Buffer, written)
	}
	for i := range a.Terms {
		do(&a.Terms[i].Index.Buffer, false)
	}
}

func (l *Loop) visit(do func(buffer *int, written bool)) {
	if l.Trips == 0 {
		do(&l.Going, false)
	}
	for i := range l.Carries {
		c := &l.Carries[i]
		do(&c.Init, false)
		do(&c.In, true)
		do(&c.Next, true)
		do(&c.Result, true)
		do(&c.Spare, true)
	}
	for i := range l.Windows {
		do(&l.Windows[i].Buffer, true)
		do(&l.Windows[i].Of, true)
	}
}
