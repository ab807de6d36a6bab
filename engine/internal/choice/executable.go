package choice

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
	"weak"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
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

// A settlement is final.
type settlement struct {
	run device.Executable
	why string
}

// A study is what was found out about a program in the background.
type study struct {
	*knowledge
	load *load
	base time.Duration // on the base, by what was measured of the classes
	work time.Duration // on the GPU, with the operands there
	main class
}

// Run runs the program.
func (x *executable) Run(in []*device.Tensor) []*device.Tensor {
	chosen, _, _ := device.Chosen(x, in)
	return chosen.Run(in)
}

// Choose implements [device.Chooser].
func (x *executable) Choose(in []*device.Tensor) (chosen device.Executable, why string, fresh bool) {
	if s := x.settled.Load(); s != nil {
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

// A bill is what a run costs: on the base; on the GPU every time; and once, when
// it moves there.
type bill struct{ base, steady, once time.Duration }

// large is from how many bytes on it counts where a tensor lies.
const large = 1 << 16

// bill looks where the operands lie, and remembers them.
func (x *executable) bill(in []*device.Tensor) bill {
	s := x.studied
	var away, fresh, stay, carried int
	for _, t := range in {
		n := t.Size()
		if n < large {
			continue
		}
		held := s.holder != nil && s.holder.Holds(t)
		w := weak.Make(t)
		result := slices.Contains(x.results, w)
		switch {
		case held, result:
		case slices.Contains(x.operands, w):
			stay += n
		default:
			fresh += n
		}
		if result {
			carried += n
		}
		if t.IsAway() {
			away += n
		}
	}
	back := -carried
	for _, v := range x.j.Out {
		a := v.Aval()
		back += a.Size() * a.DType.Size()
	}
	b := bill{base: s.base, steady: s.work, once: copying(stay, s.tolls.up, 0)}
	if x.took > 0 {
		b.base = x.took
	}
	b.base += copying(away, s.tolls.down, s.tolls.wait)
	b.steady += copying(fresh, s.tolls.up, 0)
	// What is computed is read in the end; the small part of what goes from run to
	// run, such as a loss, only now and then.
	if carried == 0 || back >= large {
		b.steady += copying(back, s.tolls.down, s.tolls.wait)
	}
	x.operands = remembered(in)
	return b
}

func copying(bytes int, rate float64, wait time.Duration) time.Duration {
	if bytes <= 0 {
		return 0
	}
	return wait + time.Duration(float64(bytes)*rate)
}

// remembered lists the large tensors, without keeping them.
func remembered(list []*device.Tensor) []weak.Pointer[device.Tensor] {
	var out []weak.Pointer[device.Tensor]
	for _, t := range list {
		if t.Size() >= large {
			out = append(out, weak.Make(t))
		}
	}
	return out
}

// settle ends the choosing.
func (x *executable) settle(run device.Executable, why string) {
	x.settled.Store(&settlement{run, why})
}

// study finds out what the program consists of, and has measured what is not
// known of that.
func (x *executable) study() {
	l := survey(kernel.Fuse(x.j))
	if l.alien != nil {
		x.settle(x.base, l.alien.Error())
		return
	}
	k := x.d.know(l.work)
	if k.absent != nil {
		x.settle(x.base, "there is no GPU: "+k.absent.Error())
		return
	}
	s := &study{knowledge: k, load: l, main: l.mainly(&k.rates)}
	first, second := 0.0, float64(k.tolls.call)
	for c, w := range l.work {
		first += w * k.rates[c].first
		second += w * k.rates[c].second
	}
	s.base, s.work = nanoseconds(first), nanoseconds(second)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.studied = s
}

// refusal says why a program stays which the GPU would take longer for.
func (s *study) refusal() string {
	r, what := s.rates[s.main], about[s.main]
	from := r.crossover(s.tolls)
	if math.IsInf(from, 1) {
		return fmt.Sprintf("%s are never quicker on this GPU: %s against %s, as measured", what.name, brief(s.work), brief(s.base))
	}
	return fmt.Sprintf("%s pay on this GPU from %s %s on, as measured; this has %s", what.name, amount(from), what.unit, amount(s.load.work[s.main]))
}

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

// compare writes two times.
func compare(gpu, here time.Duration) string {
	return fmt.Sprintf("%s on the GPU, %s without", brief(gpu), brief(here))
}

// brief writes a time with two digits.
func brief(d time.Duration) string {
	ns := float64(d)
	switch {
	case d < time.Millisecond:
		return amount(ns/1e3) + " µs"
	case d < time.Second:
		return amount(ns/1e6) + " ms"
	}
	return amount(ns/1e9) + " s"
}

// amount writes a number with two digits.
func amount(v float64) string {
	switch {
	case v >= 1e4:
		return strconv.FormatFloat(v, 'e', 1, 64)
	case v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 2, 64)
}

// nanoseconds is a duration that is at most an hour.
func nanoseconds(v float64) time.Duration { return time.Duration(min(v, float64(time.Hour))) }
