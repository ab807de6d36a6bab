package device

import (
	"sync/atomic"
	"time"
)

// A Placement says where a program runs and what was made of it.
type Placement struct {
	Device    string   // the device that runs it, for example "wasm"
	Kind      string   // what that is, for example "WebAssembly SIMD"
	Threads   int      // that it may use
	Equations int      // of the program after simplification
	Host      []string // the operations that run on the host, where Device is another
	Code      int      // bytes of generated code
	Reason    string   // why it runs there, in words, where a device chose
}

// On returns the placement of a program of so many equations on a device.
func On(d Described, equations int) Placement {
	kind, threads := d.Describe()
	return Placement{Device: d.Name(), Kind: kind, Threads: threads, Equations: equations}
}

// A Placed executable knows its placement.
type Placed interface {
	Executable
	Placement() Placement
}

// A Chooser is an executable that has others run the program.
type Chooser interface {
	Executable
	// Choose counts one run, on the given operands, and returns what is to run the
	// program this time, and why, in words; fresh reports that it was compiled for
	// that.
	Choose(in []*Tensor) (x Executable, why string, fresh bool)
}

// Chosen returns what runs a program on the given operands once all who choose
// have chosen.
func Chosen(x Executable, in []*Tensor) (chosen Executable, why string, fresh bool) {
	for {
		c, ok := x.(Chooser)
		if !ok {
			return x, why, fresh
		}
		next, reason, compiled := c.Choose(in)
		if why == "" { // the first to choose had the most to choose from
			why = reason
		}
		x, fresh = next, fresh || compiled
	}
}

// An Event is one run of a program, or of an operation that was evaluated on
// its own.
type Event struct {
	Placement
	Program  string        // the name of the function or operation
	Eager    bool          // an operation on its own
	Elements int           // of the results
	Bytes    int           // of operands and results
	Compiled bool          // the program was compiled for this run
	Compile  time.Duration // what that took: simplifying, printing, loading
	Run      time.Duration // how long it ran
}

var watcher atomic.Pointer[func(Event)]

// SetProfile sets a function that is told of everything that runs. Nil removes
// it; then all that profiling costs is one look at this.
func SetProfile(watch func(Event)) {
	if watch == nil {
		watcher.Store(nil)
		return
	}
	watcher.Store(&watch)
}

// Profile returns the function that was set; nil if there is none.
func Profile() func(Event) {
	if watch := watcher.Load(); watch != nil {
		return *watch
	}
	return nil
}

// Observe runs x and completes the event: where it ran, on how much, for how
// long. The event brings what was compiled before, from a time on.
func (e Event) Observe(x Executable, from time.Time, in []*Tensor) (Event, []*Tensor) {
	x, why, fresh := Chosen(x, in)
	e.Compiled = e.Compiled || fresh
	start := time.Now()
	if e.Compiled {
		e.Compile = start.Sub(from)
	}
	out := x.Run(in)
	e.Run = time.Since(start)
	if p, ok := x.(Placed); ok {
		e.Placement = p.Placement()
	}
	e.Reason = why
	return e.Over(in, out), out
}

// Over returns the event with the sizes of operands and results.
func (e Event) Over(in, out []*Tensor) Event {
	for _, t := range in {
		e.Bytes += t.Size()
	}
	for _, t := range out {
		e.Bytes += t.Size()
		e.Elements += t.Len()
	}
	return e
}
