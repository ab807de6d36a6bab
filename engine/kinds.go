package engine

import "fluxion/engine/internal/ir"

// An ErrorKind classifies errors as Python's exception types do.
type ErrorKind = ir.Kind

// The kinds of errors.
const (
	TypeError           = ir.TypeError
	ValueError          = ir.ValueError
	ConcretizationError = ir.ConcretizationError
	LeakedTracerError   = ir.LeakedTracerError
	NotImplementedError = ir.NotImplementedError
	DeletedError        = ir.DeletedError
)
