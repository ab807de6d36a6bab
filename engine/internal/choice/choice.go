// Package choice is the device that chooses between one in this processor and a
// GPU. Programs start on the first; large ones move to the second where it was
// measured that this pays.
//
// What is measured, once on a machine, is how long the classes of work take on
// both devices: short programs, in the background, when a program of the class
// first becomes large enough for a GPU to be worth asking for. A store remembers
// it. A program's cost is then the sum over what its plan consists of, and what
// it takes to copy what does not lie where it is needed.
//
// The devices differ in the last digits of what they round. So a program keeps
// the device that it was given: as long as nothing was decided it runs on the
// first, and when there is evidence for the GPU it moves there, for three runs
// at first, which are measured; if they do not keep what was promised, it comes
// back for good. Within these bounds equal calls give equal results. Programs
// that only move numbers, or compute with integers, run where their operands are.
package choice

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// A Device chooses. Its methods are safe for use by several goroutines.
type Device struct {
	base device.Device
	open func() (device.Device, error)
	now  func() time.Time
	// background has something done while programs go on.
	background func(do func())
	// Large programs hold quiet for reading as long as they run and are not
	// settled yet, the meter for writing.
	quiet sync.RWMutex

	asking sync.Mutex // held by who opens the GPU or measures
	known  atomic.Pointer[knowledge]
}

// knowledge is what is known of the GPU; it does not change.
type knowledge struct {
	gpu      device.Device
	holder   device.Holder // the GPU; nil if it has no memory of its own
	absent   error         // why there is none …
	until    time.Time     // … and is not asked for again before
	kind     string
	tolls    tolls
	measured [classes]bool
	rates    [classes]rate
}

// New returns a device that starts programs on base and opens the GPU when a
// program might be worth it.
func New(base device.Device, open func() (device.Device, error)) *Device {
	return &Device{base: base, open: open, now: time.Now, background: func(do func()) { go do() }}
}

// Name returns "auto".
func (*Device) Name() string { return "auto" }

// Base returns the device that programs start on.
func (d *Device) Base() device.Device { return d.base }

// Describe implements [device.Described], as does the device that programs
// start on.
func (d *Device) Describe() (kind string, threads int) { return describe(d.base) }

func describe(d device.Device) (kind string, threads int) {
	if b, ok := d.(device.Described); ok {
		return b.Describe()
	}
	return d.Name(), 1
}

// Compile prepares a program on the device that it starts on.
func (d *Device) Compile(j *ir.Jaxpr) device.Executable {
	base := d.base.Compile(j)
	k := d.known.Load()
	if !worthwhile(j, k != nil && k.absent == nil) {
		return base
	}
	x := &executable{d: d, j: j, base: base}
	if k != nil && k.absent != nil {
		x.stay(k)
	}
	return x
}

// know returns what is known of the GPU, with at least the given classes
// measured, unless there is none. It takes a while, and asks for a GPU.
func (d *Device) know(needed [classes]float64) *knowledge {
	d.asking.Lock()
	defer d.asking.Unlock()
	k := d.known.Load()
	if k == nil || k.absent != nil && !d.now().Before(k.until) {
		k = d.ask()
		d.known.Store(k)
	}
	if k.absent != nil {
		return k
	}
	m := &meter{Device: k.gpu, first: d.base, holder: k.holder, now: d.now, alone: d.alone}
	for c := range class(classes) {
		if needed[c] == 0 || k.measured[c] {
			continue
		}
		next := *k
		if r, ok := rateOf(d.recall(k.key(d, about[c].name))); ok {
			next.rates[c] = r
		} else if r, err := m.rate(samples[c], c, k.tolls); err != nil {
			panic(err)
		} else {
			next.rates[c] = r
			d.remember(k.key(d, about[c].name), r.text())
		}
		next.measured[c] = true
		k = &next
		d.known.Store(k)
	}
	return k
}

// absence is for how long no GPU is asked for after there was none: a driver that
// failed is back by then.
const absence = 30 * time.Second

// ask opens the GPU.
func (d *Device) ask() *knowledge {
	gpu, err := d.open()
	if err != nil {
		return &knowledge{absent: err, until: d.now().Add(absence)}
	}
	k := &knowledge{gpu: gpu}
	k.kind, _ = describe(gpu)
	k.holder, _ = gpu.(device.Holder)
	t, ok := tollsOf(d.recall(k.key(d, "calls")))
	if !ok {
		m := &meter{Device: gpu, first: d.base, holder: k.holder, now: d.now, alone: d.alone}
		t = m.tolls()
		d.remember(k.key(d, "calls"), t.text())
	}
	k.tolls = t
	return k
}

// key is under which something measured is remembered. What is measured in
// another way than before needs another number.
func (k *knowledge) key(d *Device, what string) string {
	kind, threads := describe(d.base)
	return fmt.Sprintf("crossover 1: %s on %s, %d threads or %s", what, kind, threads, k.kind)
}

// valid is for how many days a measurement counts: the machine may have been
// busy, or the browser may have become better.
const valid = 7

func (d *Device) today() int64 { return d.now().Unix() / (24 * 60 * 60) }

// remember stores a measurement with its date.
func (d *Device) remember(key, text string) {
	device.Remember(key, fmt.Sprintf("%d: %s", d.today(), text))
}

// recall returns a measurement that was stored; "" if there is none that counts.
func (d *Device) recall(key string) string {
	date, text, _ := strings.Cut(device.Recall(key), ": ")
	if day, err := strconv.ParseInt(date, 10, 64); err != nil || day > d.today() || d.today()-day > valid {
		return ""
	}
	return text
}

// forget has a class measured again when it is next needed: what it promised
// was not kept.
func (d *Device) forget(c class) {
	d.asking.Lock()
	defer d.asking.Unlock()
	next := *d.known.Load()
	next.measured[c] = false
	device.Remember(next.key(d, about[c].name), "")
	d.known.Store(&next)
}

// alone calls do at a moment at which no large program runs. It never makes one
// wait for more than do itself: a program that asks whether it may run finds the
// meter at work or not at all.
func (d *Device) alone(do func()) {
	for !d.quiet.TryLock() {
		time.Sleep(time.Millisecond)
	}
	defer d.quiet.Unlock()
	do()
}

// Comparison implements [device.Comparing].
func (d *Device) Comparison() device.Comparison {
	var c device.Comparison
	c.First, _ = describe(d.base)
	k := d.known.Load()
	if k == nil {
		return c
	}
	c.Second, c.Absent = k.kind, k.absent
	c.Call, c.Up, c.Down = k.tolls.call, k.tolls.up, k.tolls.down
	for i, r := range k.rates {
		if k.measured[i] {
			c.Classes = append(c.Classes, device.Crossover{
				Class: about[i].name, Unit: about[i].unit, From: r.crossover(k.tolls), First: r.first, Second: r.second,
			})
		}
	}
	return c
}

// crossover returns from how much work on the second device is quicker.
func (r rate) crossover(t tolls) float64 {
	if r.first <= r.second {
		return math.Inf(1)
	}
	return float64(t.call) / (r.first - r.second)
}
