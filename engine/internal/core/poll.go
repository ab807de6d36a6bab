package core

import (
	"sync/atomic"

	"fluxion/engine/internal/device"
)

// SetInterrupt sets a function that every operation and every iteration of a
// loop calls, on the goroutine that evaluates it; a loop that is compiled as a
// whole calls it every few milliseconds. It may panic to stop the evaluation.
// Nil removes it.
func SetInterrupt(check func()) { device.SetInterrupt(check) }

// Poll calls the function that was set.
func Poll() { device.Poll() }

var inspection atomic.Pointer[func(op string, out []*device.Tensor)]

// SetInspection sets a function that sees the results of each operation that is
// evaluated on its own, with the name of its primitive. It may panic. Nil
// removes it.
func SetInspection(inspect func(op string, out []*device.Tensor)) {
	if inspect == nil {
		inspection.Store(nil)
		return
	}
	inspection.Store(&inspect)
}
