package kernel

import (
	"runtime"

	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// Translate turns what Go code panics with while a program runs into an
// exception, or returns nil. A defect of ours is a SystemError: it ends the
// program's statement, not the program that runs it.
func Translate(recovered any) *py.Exception {
	if err, isDefect := recovered.(runtime.Error); isDefect {
		return py.Errorf(py.SystemError, "%v", err)
	}
	return jax.Translate(recovered)
}
