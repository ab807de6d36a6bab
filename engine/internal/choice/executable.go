package choice

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"weak"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// An executable is a large program, on its way to one of the devices.
type executable struct {
	d    *Device
	j    *ir.Jaxpr
	base device.Executable

	settled atomic.Pointer[settlement]
	busy    atomic.Bool // something about it is going on in the background

	mu       sync.Mutex
	begun    bool // the study has
	studied  *study
	asked    bool              // that it be compiled for the GPU
	gpu      device.Executable // nil until it is
	shown    bool              // that it was
	took     time.Duration     // the least that a run on the base took; 0 if there was none
	saved    time.Duration     // what runs on the GPU would have saved
	hopeless int               // runs in a row of which the GPU would have been slower at any rate
	operands []weak.Pointer[device.Tensor]
	results  []weak.Pointer[device.Tensor]
	trial    []time.Duration // what runs on the GPU took
}

// A settlement is final, unless it is for the time being.
type settlement struct {
	run   device.Executable
	why   string
	until time.Time // zero if it is final
}

// Run runs the program.
func (x *executable) Run(in []*device.Tensor) []*device.Tensor {
	chosen, _, _ := device.Chosen(x, in)
	return chosen.Run(in)
}

// Choose implements [device.Chooser].
func (x *executable) Choose(in []*device.Tensor) (chosen device.Executable, why string, fresh bool) {
	if s := x.settlement(); s != nil {
		return s.run, s.why, false
	}
	if x.busy.Load() {
		runtime.Gosched() // has it go on where there is one thread
	}
	if x.begin() {
		x.inBackground(x.study)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if s := x.settled.Load(); s != nil {
		return s.run, s.why, false
	}
	if x.studied == nil {
		return x.here(in, "what the GPU would take is being found out")
	}
	return x.weigh(in)
}

// begin reports whether nobody has begun to study the program.
func (x *executable) begin() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	begun := x.begun
	x.begun = true
	return !begun
}

// inBackground has do done. A program of which anything fails there stays.
func (x *executable) inBackground(do func()) {
	x.busy.Store(true)
	x.d.background(func() {
		defer x.busy.Store(false)
		defer func() {
			if r := recover(); r != nil {
				x.settle(x.base, fmt.Sprintf("preparing it for the GPU failed: %v", r))
			}
		}()
		do()
	})
}

// patience is in how many runs without hope a program is settled on the base.
const patience = 8

// weigh compares what the run would cost on both devices.
func (x *executable) weigh(in []*device.Tensor) (device.Executable, string, bool) {
	if len(x.trial) > 0 {
		return &tried{x, x.gpu}, "it runs there on trial", false
	}
	s, b := x.studied, x.bill(in)
	gain := b.base - b.steady - b.once
	if s.load.exact {
		switch {
		case gain <= 0:
			return x.here(in, "as its operands lie, it is quicker: "+compare(b.steady+b.once, b.base))
		case !x.ready(gain):
			return x.here(in, "it is being compiled for the GPU")
		}
		return x.gpu, "as its operands lie, it is quicker: " + compare(b.steady+b.once, b.base), x.first()
	}
	if b.steady < b.base || s.work < s.base {
		x.hopeless = 0
	} else if x.hopeless++; x.hopeless == patience {
		x.settle(x.base, s.refusal())
	}
	x.saved = max(x.saved+b.base-b.steady, 0)
	switch {
	case s.work >= b.base:
		return x.here(in, s.refusal())
	case x.saved == 0:
		return x.here(in, "with what has to be copied, it is quicker: "+compare(b.steady, b.base))
	case x.saved < b.once:
		return x.here(in, fmt.Sprintf("to copy its operands to the GPU takes %s, which it has not run for yet", brief(b.once)))
	case !x.ready(gain):
		return x.here(in, "it is being compiled for the GPU")
	}
	return &tried{x, x.gpu}, "it is expected to be quicker: " + compare(b.steady, b.base), x.first()
}

// here has the program run on the base, where it is timed.
func (x *executable) here(in []*device.Tensor, why string) (device.Executable, string, bool) {
	base, _, fresh := device.Chosen(x.base, in)
	return &watched{x, base}, why, fresh
}

// first reports whether the program runs on the GPU for the first time.
func (x *executable) first() bool {
	shown := x.shown
	x.shown = true
	return !shown
}

// ready reports whether the program can run on the GPU, or is worth waiting for,
// as that would save so much. If nobody has, it has it compiled.
func (x *executable) ready(saving time.Duration) bool {
	worth := saving > x.studied.tolls.prepare
	if !x.asked {
		x.asked = true
		if worth {
			x.gpu = x.studied.gpu.Compile(x.j)
		} else {
			x.inBackground(func() {
				gpu := x.studied.gpu.Compile(x.j)
				x.mu.Lock()
				defer x.mu.Unlock()
				x.gpu = gpu
			})
		}
	}
	if x.gpu == nil {
		return false
	}
	p, ok := x.gpu.(device.Preparing)
	return !ok || worth || p.Ready()
}

// settle ends the choosing.
func (x *executable) settle(run device.Executable, why string) {
	x.settled.Store(&settlement{run: run, why: why})
}

// stay keeps the program on the base as long as no GPU is asked for.
func (x *executable) stay(k *knowledge) {
	x.settled.Store(&settlement{run: x.base, why: "there is no GPU: " + k.absent.Error(), until: k.until})
}

// settlement returns the one that holds, if there is any. Where one is over, the
// choosing begins anew.
func (x *executable) settlement() *settlement {
	s := x.settled.Load()
	if s == nil || s.until.IsZero() || x.d.now().Before(s.until) {
		return s
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.settled.CompareAndSwap(s, nil) {
		x.begun = false
	}
	return x.settled.Load()
}
