package jax

import (
	"runtime"
	"sync"
	"weak"

	"fluxion/engine/lang/py"
)

// A state is what belongs to one program: its configuration and the types it
// has registered as containers.
type state struct {
	x64     bool
	config  map[string]py.Object
	nodes   map[*py.Type]*nodeType
	tracing []*tracing // functions being traced by jit, innermost last
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
