package jax

import (
	"io"
	"runtime"
	"sync"
	"weak"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// A state is what belongs to one program: its configuration and the types it
// has registered as containers.
type state struct {
	x64     bool
	looking bool // at results for nan and inf
	config  map[string]py.Object
	nodes   map[*py.Type]*nodeType
	tracing []*tracing                                 // functions being traced by jit, innermost last
	stages  []engine.Stage                             // programs being recorded, innermost last
	shows   bool                                       // a function traced since this was reset shows values
	stdout  io.Writer                                  // where the program prints, while it is mute
	devices deviceChoice                               // what programs run on
	jits    []*jitted                                  // those made last: jit of a function it knows finds the traces
	watch   func(name string, program *engine.Program) // told of the calls of jitted functions
}

// states maps weak pointers to threads to their states, so that a state goes
// when its thread does.
var states sync.Map

func stateOf(t *py.Thread) *state {
	key := weak.Make(t)
	if s, ok := states.Load(key); ok {
		return s.(*state)
	}
	s, loaded := states.LoadOrStore(key, &state{config: map[string]py.Object{}, nodes: map[*py.Type]*nodeType{}})
	if !loaded {
		runtime.AddCleanup(t, func(key weak.Pointer[py.Thread]) { states.Delete(key) }, key)
	}
	return s.(*state)
}

// X64 reports whether the program has enabled 64-bit types.
func X64(t *py.Thread) bool { return stateOf(t).x64 }

// SetX64 enables or disables 64-bit types, as jax.config.update does.
func SetX64(t *py.Thread, on bool) { stateOf(t).x64 = on }

// SetWatch sets a function that is told of every call of a jitted function, by
// name and with the program that it was traced to, before that runs; but not of
// those that become part of another program, or mention values of a transformation
// around. Nil removes it.
func SetWatch(t *py.Thread, watch func(name string, program *engine.Program)) {
	stateOf(t).watch = watch
}

// OnStage has operations on constants recorded too, as JAX does, while a
// function is traced; see [Recorded].
func OnStage(t *py.Thread) engine.StageOption {
	s := stateOf(t)
	return engine.OnStage(func(stage engine.Stage) (leave func()) {
		n := len(s.stages)
		s.stages = append(s.stages, stage)
		return func() { s.stages = s.stages[:n] }
	})
}

// Aside calls f, which computes with constants that are not to be recorded: NumPy
// does.
func Aside[R any](t *py.Thread, f func() R) R {
	s := stateOf(t)
	stages := s.stages
	s.stages = nil
	defer func() { s.stages = stages }()
	return f()
}

// Recorded returns x, if it is a constant or from outside and a program is being
// recorded, as a value of that program: operations on it become equations, as in
// JAX. What must know a constant's elements looks at them before.
func Recorded(t *py.Thread, x engine.Array) engine.Array {
	s := stateOf(t)
	if len(s.stages) == 0 {
		return x
	}
	return s.stages[len(s.stages)-1].Lift(x)
}

// RecordedPair is Recorded for two operands. A number beside a traced operand
// stays as it is: it is a literal of the equation.
func RecordedPair(t *py.Thread, x, y engine.Array) (engine.Array, engine.Array) {
	if x.Rank() > 0 || x.IsTraced() {
		x = Recorded(t, x)
	}
	if y.Rank() > 0 || y.IsTraced() {
		y = Recorded(t, y)
	}
	if !x.IsTraced() && !y.IsTraced() {
		x = Recorded(t, x)
	}
	return x, y
}
