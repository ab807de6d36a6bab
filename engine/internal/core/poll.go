package core

import "sync/atomic"

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
