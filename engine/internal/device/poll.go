package device

import "sync/atomic"

var interrupt atomic.Pointer[func()]

// SetInterrupt sets a function that Poll calls. It may panic to stop the
// evaluation. Nil removes it.
func SetInterrupt(check func()) {
	if check == nil {
		interrupt.Store(nil)
		return
	}
	interrupt.Store(&check)
}

// Poll calls the function that was set. Whoever computes for long calls it
// every few milliseconds, on the goroutine that asked for the results.
func Poll() {
	if check := interrupt.Load(); check != nil {
		(*check)()
	}
}
