package core

import (
	"math"
	"sync/atomic"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// A Watch is told of results with NaN or infinite elements: of the operation
// that computed them, or of a compiled program (an empty name), whose operations
// are then computed one by one. It may panic to end the computation.
type Watch func(op string, nan, inf bool)

var watch atomic.Pointer[Watch]

// SetWatch sets the watch of all computations of the process; nil removes it.
func SetWatch(w Watch) {
	if w == nil {
		watch.Store(nil)
		return
	}
	watch.Store(&w)
}

// Watched reports to the watch, if there is one, what is wrong with results;
// suspect reports whether there was anything.
func Watched(op string, results []*device.Tensor) (suspect bool) {
	w := watch.Load()
	if w == nil {
		return false
	}
	nan, inf := false, false
	see := func(x float64) {
		nan = nan || math.IsNaN(x)
		inf = inf || math.IsInf(x, 0)
	}
	for _, t := range results {
		switch t.DType {
		case ir.Float32:
			for _, x := range t.Float32s() {
				see(float64(x))
			}
		case ir.Float64:
			for _, x := range t.Float64s() {
				see(x)
			}
		case ir.Complex64:
			for _, x := range t.Complex64s() {
				see(float64(real(x)))
				see(float64(imag(x)))
			}
		case ir.Complex128:
			for _, x := range t.Complex128s() {
				see(real(x))
				see(imag(x))
			}
		}
	}
	if nan || inf {
		(*w)(op, nan, inf)
	}
	return nan || inf
}
