package core

import (
	"sync/atomic"

	"fluxion/engine/internal/device"
)

var interrupt atomic.Pointer[func()]

// SetInterrupt sets a function that every operation and every iteration of a
// loop calls, on the goroutine that evaluates it. It may panic to stop the
// evaluation. Nil removes it.
func SetInterrupt(check func()) {
	if check == nil {
		interrupt.Store(nil)
		return
	}
	interrupt.Store(&check)
}

// Poll calls the function that was set.
func Poll() {
	if check := interrupt.Load(); check != nil {
		(*check)()
	}
}

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
