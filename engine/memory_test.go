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

// heap returns the size of what the collector finds in use.
func heap() int {
	var m runtime.MemStats
	for range 3 { // what is cleaned up after one collection is garbage for the next
		runtime.GC()
		runtime.Gosched()
	}
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// A steady call leaves nothing behind.
func TestManyCallsLeaveNoMemory(t *testing.T) {
	on(t, "wasm", func() {
		f, x := engine.Jit(func(x engine.Array) engine.Array { return engine.Sin(x) }), samples(1, 100)
		f(x)
		before := heap()
		for range 100_000 {
			f(x)
		}
		if after := heap(); after > before+1<<20 {
			t.Errorf("the heap grew from %d to %d bytes", before, after)
		}
	})
}

// Programs that nobody holds give their memory back.
func TestDroppedProgramsLeaveNoMemory(t *testing.T) {
	on(t, "wasm", func() {
		x := samples(1, 100)
		drop := func(n int) {
			for i := range n {
				engine.Jit(func(x engine.Array) engine.Array { return engine.Sin(x).Mul(engine.Num(float64(i))) })(x)
			}
		}
		drop(200)
		before := heap()
		drop(1000)
		if after := heap(); after > before+1<<19 {
			t.Errorf("the heap grew from %d to %d bytes", before, after)
		}
	})
}

// A loop that donates its state takes no more memory for it, however long it is.
func TestDonatedMemoryServesAgain(t *testing.T) {
	on(t, "wasm", func() {
		const steps, n = 200, 1 << 18
		step := engine.JitNamed("step", descend, engine.Donate(".Params"))
		p, data := samples(1, n), samples(2, n)
		run := func(steps int) (bytes uint64) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for range steps {
				p = step(training{p, data})
			}
			runtime.ReadMemStats(&after)
			return after.TotalAlloc - before.TotalAlloc
		}
		run(3)
		if bytes := run(steps); bytes > 50*4*n {
			t.Errorf("%d steps took %d bytes of memory, %d for each", steps, bytes, bytes/steps)
		}
	})
}
