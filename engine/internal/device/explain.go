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

// explainers show the code of devices, whether these work here or not.
var explainers = map[string]func(j *ir.Jaxpr) *Code{}

// RegisterExplainer makes known how the code of a device looks, for one that must
// be opened to run, but not to be explained; init functions call it. What it
// returns may have no Program.
func RegisterExplainer(name string, explain func(j *ir.Jaxpr) *Code) { explainers[name] = explain }

// ExplainerOf returns the function that was registered for a device; nil if there
// is none.
func ExplainerOf(name string) func(j *ir.Jaxpr) *Code { return explainers[name] }
