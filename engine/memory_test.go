//go:build !race

// The race detector makes pools forget, so that calls allocate more.

package engine_test

import (
	"runtime"
	"testing"

	"fluxion/engine"
)

// outputs is how many objects a steady call may allocate: the list of operands,
// that of the results, their headers, their values and their memory.
const outputs = 5

// A steady call allocates nothing but its results.
func TestSteadyCallAllocatesItsResults(t *testing.T) {
	x, y := samples(1, 4, 3), samples(1, 4).Gt(engine.Num(0)).AsType(engine.Float32)
	type out struct {
		Value engine.Array
		Grad  logistic
	}
	f := engine.Jit(func(p logistic) out {
		v, g := engine.ValueAndGrad(loss(x, y))(p)
		return out{v, g}
	})
	on(t, "wasm", func() {
		p := f(logistic{samples(1, 3), engine.Scalar(0.5, engine.Float32)}).Grad
		f(p)
		if n := testing.AllocsPerRun(1000, func() { f(p) }); n > outputs {
			t.Errorf("%v allocations a call, at most %d are expected", n, outputs)
		}
	})
}

func heap() int {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
