package kernel

import "fluxion/engine/internal/ir"

// A Plan is a compiled program: steps that read and write numbered buffers.
// Its first buffers are those of the inputs.
type Plan struct {
	Buffers []Buffer
	Inputs  int
	Steps   []Step
	Out     []Source
	// Scratch is the number of bytes of memory for the buffers that are
	// neither inputs nor results.
	Scratch int
}

// A Kind says whose memory a buffer is.
type Kind uint8

// The kinds of buffers.
const (
	Temporary Kind = iota // in the scratch memory
	Given                 // an input's
	Returned              // a result's, fresh in every run
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

// A Step is a nest of loops, or an equation that the host evaluates on whole
// buffers.
type Step struct {
	Nest *Nest
	Eqn  *ir.Eqn
	In   []Operand // of the equation
	Out  []int     // buffers of its results
}

// An Operand of an equation is a buffer or, if that is negative, a literal.
type Operand struct {
	Buffer  int
	Literal *ir.Literal
	Aval    ir.Aval
}

// A Source says where a result of the plan comes from.
type Source = Operand

// buffers returns the buffers that a step reads and writes.
func (s *Step) buffers() (read, written []int) {
	if s.Nest == nil {
		for _, o := range s.In {
			if o.Literal == nil {
				read = append(read, o.Buffer)
			}
		}
		return read, s.Out
	}
	for _, a := range s.Nest.In {
		read = append(read, a.reads()...)
	}
	for _, r := range s.Nest.Out {
		read = append(read, r.indices()...)
		written = append(written, r.Buffer)
	}
	if s.Nest.Tiles != nil {
		written = append(written, s.Nest.Tiles.Panel)
	}
	return read, written
}
