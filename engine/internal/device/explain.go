package device

import (
	"time"

	"fluxion/engine/internal/ir"
)

// An Explainer is a device that shows the code it makes.
type Explainer interface {
	Device
	// Explain compiles a program as Compile does and tells what it made.
	Explain(j *ir.Jaxpr) *Code
}

// Code is a program in the language of a device.
type Code struct {
	Lines             []CodeLine
	Bytes             int // of the binary form
	Nests, HostSteps  int
	Plan, Print, Load time.Duration
	Program           Executable
}

// A CodeLine is a line of it. Its origin is the number of an equation of the
// program, from 1, the negative of that of an input, or 0 for neither.
type CodeLine struct {
	Text   string
	Origin int32
}
