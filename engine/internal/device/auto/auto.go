// Package auto is the device that chooses among others: a program starts on the
// one that is quick to compile and moves to the one that is quick to run when
// it has run for long enough to pay for that.
package auto

import (
	"sync"
	"sync/atomic"
	"time"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// A Device starts programs on one device and moves them to another. Both must
// compute the same bits but for sums that the second adds in another order;
// programs with such sums run on it from the start, so that equal calls give
// equal results.
type Device struct {
	first device.Device
	then  func() device.Device
}

// New returns a device that opens the second one when a program needs it, and
// does without it where that fails.
func New(first device.Device, open func() (device.Device, error)) *Device {
	return &Device{first, sync.OnceValue(func() device.Device {
		if then, err := open(); err == nil {
			return then
		}
		return first
	})}
}

// Name returns "auto".
func (*Device) Name() string { return "auto" }

// Describe implements [device.Described]: the device is as good as the one that
// programs move to.
func (d *Device) Describe() (kind string, threads int) {
	if then, ok := d.then().(device.Described); ok {
		return then.Describe()
	}
	return d.Name(), 1
}

// What was measured for the host and the wasm device in Chromium: to compile a
// module costs so much, and that much for each equation; to run a program on
// the host costs so much for each call, each equation and each element of a
// result. To run a module, once it is there, was never slower.
const (
	moduleTime   = 200 * time.Microsecond
	equationTime = 7 * time.Microsecond
	callTime     = 2 * time.Microsecond
	stepTime     = 500 * time.Nanosecond
	elementTime  = 3 * time.Nanosecond
)

// Compile prepares a program on the device that it starts on.
func (d *Device) Compile(j *ir.Jaxpr) device.Executable {
	equations, run := estimate(j)
	price := moduleTime + time.Duration(equations)*equationTime
	if run >= price || kernel.Reorders(j) {
		return d.then().Compile(j)
	}
	return &executable{
		first: d.first.Compile(j), run: run, price: price,
		then: sync.OnceValue(func() device.Executable { return d.then().Compile(j) }),
	}
}

// estimate counts the equations to compile, and how long a run on the host takes.
// Only loops that move as a whole count as often as they turn: others run their
// bodies from the host anyway.
func estimate(j *ir.Jaxpr) (equations int, run time.Duration) {
	nanoseconds := float64(callTime)
	for i := range j.Eqns {
		e := &j.Eqns[i]
		equations++
		nanoseconds += float64(stepTime)
		for _, v := range e.Out {
			nanoseconds += float64(v.Aval().Size()) * float64(elementTime)
		}
		if !kernel.Lowerable(e) {
			continue
		}
		for _, p := range kernel.InsideOf(e) {
			n, once := estimate(p.Program)
			equations += n
			nanoseconds += p.Times * float64(once)
		}
	}
	return equations, time.Duration(min(nanoseconds, float64(time.Hour)))
}

// An executable compares what it has spent, by estimate, with the price of
// moving: whatever comes, it spends at most twice the least possible.
type executable struct {
	first      device.Executable
	then       func() device.Executable
	run, price time.Duration
	spent      atomic.Int64
	moved      atomic.Bool
}

// Run runs the program.
func (x *executable) Run(in []*device.Tensor) []*device.Tensor {
	chosen, _, _ := x.Choose(in)
	return chosen.Run(in)
}

// Choose implements [device.Chooser].
func (x *executable) Choose([]*device.Tensor) (chosen device.Executable, why string, fresh bool) {
	if time.Duration(x.spent.Load()) < x.price {
		x.spent.Add(int64(x.run))
		return x.first, "its runs have not cost as much as compiling it would", false
	}
	return x.then(), "its runs had cost as much as compiling it", x.moved.CompareAndSwap(false, true)
}
