package jax

import (
	"fmt"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// A tracing is a function that jit traces: for the messages of errors that ask
// for values that are not known.
type tracing struct {
	source string   // "f at prog.py:3"
	args   []string // names of the flat arguments
	by     string   // "jit"
	showed bool     // debug.print has something to show
}

// origin says where a traced value comes from, on a line of its own, or "".
func origin(t *py.Thread, a engine.Array) string {
	s := stateOf(t)
	tr, ok := a.Tracer()
	if p, known := a.Where().(place); known && ok && tr.Kind == "vmap" {
		return fmt.Sprintf("\nThis BatchTracer with object id %d was created on line:\n  %s", int64(py.ID(FromArray(a)).(py.Int)), p)
	}
	if !ok || tr.Kind != "jit" || len(s.tracing) == 0 {
		return ""
	}
	innermost := s.tracing[len(s.tracing)-1]
	text := fmt.Sprintf("\nThe error occurred while tracing the function %s for %s.", innermost.source, innermost.by)
	var names []string
	for _, i := range a.TracedFrom() {
		if i < len(innermost.args) {
			names = append(names, innermost.args[i])
		}
	}
	what := ""
	switch n := len(names); n {
	case 0:
		return text
	case 1:
		what = "value of the argument " + names[0]
	case 2:
		what = "values of the arguments " + names[0] + " and " + names[1]
	default:
		what = "values of the arguments " + strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
	return text + " This concrete value was not available in Python because it depends on the " + what + "."
}
