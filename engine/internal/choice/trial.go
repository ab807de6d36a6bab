package choice

import (
	"fmt"
	"slices"
	"time"

	"fluxion/engine/internal/device"
)

// A watched program runs on the base and is timed.
type watched struct {
	x    *executable
	base device.Executable
}

// Run runs the program.
func (w *watched) Run(in []*device.Tensor) []*device.Tensor {
	x := w.x
	out, took := x.d.timed(w.base, in)
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.took == 0 || took < x.took {
		x.took = took
	}
	x.results = remembered(out)
	return out
}

// timed runs a program of the base while nothing is measured.
func (d *Device) timed(x device.Executable, in []*device.Tensor) (out []*device.Tensor, took time.Duration) {
	d.quiet.RLock()
	defer d.quiet.RUnlock()
	start := d.now()
	out = x.Run(in)
	return out, d.now().Sub(start)
}

// Placement implements [device.Placed].
func (w *watched) Placement() device.Placement { return placement(w.base) }

func placement(x device.Executable) device.Placement {
	if p, ok := x.(device.Placed); ok {
		return p.Placement()
	}
	return device.Placement{}
}

// A tried program runs on the GPU and is timed.
type tried struct {
	x   *executable
	gpu device.Executable
}

// trials is how many runs on the GPU are timed before the program stays there.
// The first contains whatever happens only once.
const trials = 3

// Run runs the program, and waits for the results.
func (t *tried) Run(in []*device.Tensor) []*device.Tensor {
	x := t.x
	start := x.d.now()
	out := t.gpu.Run(in)
	drain(out)
	took := x.d.now().Sub(start)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.results = remembered(out)
	x.trial = append(x.trial, max(took-x.studied.tolls.wait, 0))
	if len(x.trial) == trials {
		x.judge(slices.Min(x.trial[1:]))
	}
	return out
}

// judge settles a program that was tried.
func (x *executable) judge(there time.Duration) {
	here := x.took
	if here == 0 {
		here = x.studied.base
	}
	if there > here+here/4 {
		x.settle(x.base, fmt.Sprintf("it was tried on the GPU: %s", compare(there, here)))
		x.inBackground(func() { x.d.forget(x.studied.main) }) // others may be measuring
		return
	}
	x.settle(x.gpu, "it was tried there: "+compare(there, here))
}

// Placement implements [device.Placed].
func (t *tried) Placement() device.Placement { return placement(t.gpu) }
