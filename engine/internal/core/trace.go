package core

import (
	"sync/atomic"

	"fluxion/engine/internal/ir"
)

// A Trace is one transformation in flight.
type Trace interface {
	// ID grows with every trace that starts: the youngest trace among the
	// operands of an operation handles it.
	ID() uint64
	// Live panics if the transformation, which v belongs to, has returned.
	Live(v Value)
	// String names the transformation, for error messages.
	String() string
	// Process applies p to operands, of which at least one is a tracer of
	// this trace and none belongs to a younger one.
	Process(p *Primitive, params ir.Params, in []Value) []Value
}

var traceIDs atomic.Uint64

// A Scope is the identity and lifetime of a trace, to be embedded in it.
type Scope struct {
	id     uint64
	name   string
	closed atomic.Bool
}

// NewScope opens a scope; name says what the transformation is, for example
// "grad".
func NewScope(name string) Scope {
	return Scope{id: traceIDs.Add(1), name: name}
}

// ID returns the age of the trace.
func (s *Scope) ID() uint64 { return s.id }

func (s *Scope) String() string { return s.name }

// Close ends the trace; using one of its tracers afterwards is an error.
func (s *Scope) Close() { s.closed.Store(true) }

// Live panics if the scope, which v belongs to, was closed.
func (s *Scope) Live(v Value) {
	if s.closed.Load() {
		panic(&ir.Error{
			Op:     s.name,
			Value:  v,
			Reason: "a traced value was used after its transformation had returned: return it as a result instead of storing it on the side",
			Kind:   ir.LeakedTracerError,
		})
	}
}

// Bind applies a primitive. The youngest trace among the operands handles it;
// with no tracer among them, it is evaluated at once.
func Bind(p *Primitive, params ir.Params, in ...Value) []Value {
	Poll()
	var youngest Trace
	var owned Value
	for _, v := range in {
		if t, ok := v.(Tracer); ok {
			if tr := t.Trace(); youngest == nil || tr.ID() > youngest.ID() {
				youngest, owned = tr, v
			}
		}
	}
	if youngest == nil {
		return evaluate(p, params, in)
	}
	youngest.Live(owned)
	return youngest.Process(p, params, in)
}

// Bind1 applies a primitive that has one result.
func Bind1(p *Primitive, params ir.Params, in ...Value) Value {
	return Bind(p, params, in...)[0]
}
