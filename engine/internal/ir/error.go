package ir

import (
	"fmt"
	"strings"
)

// An Error reports misuse of an operation: shapes or types that do not fit, a
// traced value where a concrete one is needed, a missing rule. Operations panic
// with it, since inside a traced function there is nobody to return it to; the
// public API turns it into an ordinary error.
type Error struct {
	Op     string // the operation that was asked for
	Avals  []Aval // its operands, where they matter
	Reason string // what was given and what was expected
	Kind   Kind   // what sort of misuse it is
	Value  Value  // the value that is at fault, where that is known
}

// A Kind classifies errors as Python's exception types do.
type Kind uint8

// The kinds of errors.
const (
	TypeError Kind = iota
	ValueError
	ConcretizationError
	LeakedTracerError
	NotImplementedError
	DeletedError
)

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	b.WriteString(": ")
	b.WriteString(e.Reason)
	for i, a := range e.Avals {
		if i == 0 {
			b.WriteString(" (operands ")
		} else {
			b.WriteString(", ")
		}
		b.WriteString(a.Long())
	}
	if len(e.Avals) > 0 {
		b.WriteByte(')')
	}
	return b.String()
}

// Fail panics with an Error of kind TypeError about the given operands.
func Fail(op string, avals []Aval, format string, args ...any) {
	panic(&Error{Op: op, Avals: avals, Reason: fmt.Sprintf(format, args...)})
}
