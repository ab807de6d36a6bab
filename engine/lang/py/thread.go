package py

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/metrics"
	"sync"
	"time"

	"fluxion/engine/lang/unwind"
)

// Limits bound what a program may use. Zero values mean no limit.
type Limits struct {
	// Steps is the number of loop iterations and calls.
	Steps int64
	// Time is the longest time a run may take.
	Time time.Duration
	// Memory is the size of the Go heap, in bytes, above which a program gets a
	// MemoryError.
	Memory uint64
}

// RecursionLimit is how deep calls may be nested, as in CPython.
const RecursionLimit = 1000

// nativeLimit bounds the nesting of Go functions that call each other without
// Python code between them, such as the repr of lists in lists.
const nativeLimit = 2500

// A Thread is a program that runs. It must not be used by two goroutines at a
// time.
type Thread struct {
	Stdout, Stderr io.Writer
	// Import finds a module by its dotted name; it panics with an exception.
	Import func(t *Thread, name string) *Module
	// ModuleNames are the modules that can be imported.
	ModuleNames []string
	// Translate turns what a Go package panics with into an exception, or
	// returns nil if the panic is none of its business.
	Translate func(recovered any) *Exception
	// Poll, if set, is called some hundred times a second while a program runs;
	// a panic from it stops the program.
	Poll func(t *Thread)
	// Display shows a value in rich forms, by MIME type. Nil where only text is
	// shown.
	Display func(data map[string]string)
	// WriteFile writes a file for a program, such as a figure. Nil where there
	// are no files.
	WriteFile func(name string, data []byte) error

	context  context.Context
	limits   Limits
	deadline time.Time
	reserved float64 // bytes, since memory was measured
	live     float64 // bytes in use when they were last sought out
	steps    int64   // until the last check
	ticks    int64   // until the next check
	checked  time.Time
	stopping bool

	stack    []*Frame // stack[1:depth+1] are the active frames
	pool     []*Frame // frames for reuse, by depth
	depth    int
	native   int
	free     []Object // room for the variables of calls
	handling *Exception
	reprs    []Object // containers whose repr is being made

	generators map[*coroutine]bool // those started and not finished
	abandoned  struct {
		sync.Mutex
		list []*coroutine
	}
}

// NewThread returns a thread that prints to stdout, also its errors.
func NewThread(stdout io.Writer) *Thread {
	return &Thread{
		Stdout:     stdout,
		Stderr:     stdout,
		context:    context.Background(),
		stack:      make([]*Frame, RecursionLimit+2),
		pool:       make([]*Frame, RecursionLimit+2),
		generators: map[*coroutine]bool{},
	}
}

// A Stopped panic ends a program that goes on after it was told to stop. Python
// code cannot catch it.
type Stopped struct{ Exception *Exception }

// Run calls f under a context and limits, and returns the exception that ended
// it, if any. Cancelling the context raises KeyboardInterrupt.
func (t *Thread) Run(ctx context.Context, limits Limits, f func()) (e *Exception) {
	t.context, t.limits = ctx, limits
	t.deadline = time.Time{}
	if limits.Time > 0 {
		t.deadline = time.Now().Add(limits.Time)
	}
	t.steps, t.stopping = 0, false
	t.setTicks()
	t.checked = time.Now()
	t.depth, t.native, t.handling = 0, 0, nil
	defer func() {
		if r := recover(); r != nil {
			stopped, ok := r.(*Stopped)
			if !ok {
				panic(r)
			}
			e = stopped.Exception
			t.record(e, 1, t.free)
		}
	}()
	return t.Try(f)
}

// checkTime is how long such operations may keep the next look waiting, see
// Glance.
const checkTime = 10 * time.Millisecond

// checkInterval is how many steps pass between two looks at clock, context and
// memory.
const checkInterval = 1 << 13

func (t *Thread) setTicks() {
	t.ticks = checkInterval
	if left := t.limits.Steps - t.steps; t.limits.Steps > 0 && left < t.ticks {
		t.ticks = max(left, 1)
	}
	t.steps += t.ticks
}

// Tick counts a step. It raises an exception if the program has to stop.
func (t *Thread) Tick() {
	if t.ticks--; t.ticks <= 0 {
		t.check()
	}
}

// Glance is a step that may stand between long ones, such as operations on
// arrays and printing: it looks at once when the last look was some time ago.
func (t *Thread) Glance() {
	t.Tick()
	if time.Since(t.checked) > checkTime {
		t.steps -= t.ticks // they were counted, and are not taken
		t.check()
	}
}

// maxWork is how many steps a single operation may be worth: some seconds.
const maxWork = 1 << 28

// Spend counts many steps at once, before work that grows with its input.
func (t *Thread) Spend(steps int) {
	if steps > maxWork {
		panic(Errorf(MemoryError, "the result of the operation is too large"))
	}
	t.ticks -= int64(max(0, steps))
	if t.ticks <= 0 {
		t.steps -= t.ticks
		t.check()
	}
}

func (t *Thread) check() {
	// Under js there is one thread: timers and other goroutines, such as the
	// one that interrupts, run only where this one gives way.
	runtime.Gosched()
	exhausted := t.limits.Steps > 0 && t.steps >= t.limits.Steps
	t.setTicks()
	runtime.Gosched() // where nothing preempts a goroutine, timers would starve
	t.closeAbandoned()
	if t.Poll != nil {
		t.Poll(t)
	}
	t.checked = time.Now()
	switch {
	case t.context.Err() != nil:
		t.halt(NewException(KeyboardInterrupt))
	case exhausted:
		t.halt(Errorf(TimeoutError, "the program took more than %d steps", t.limits.Steps))
	case !t.deadline.IsZero() && time.Now().After(t.deadline):
		t.halt(Errorf(TimeoutError, "the program ran longer than %v", t.limits.Time))
	}
	if t.limits.Memory > 0 && t.exceeds(0) {
		panic(t.memoryError())
	}
}

// halt raises an exception that the program may catch once, to clean up.
func (t *Thread) halt(e *Exception) {
	if t.stopping {
		panic(&Stopped{e})
	}
	t.stopping = true
	panic(e)
}

func (t *Thread) memoryError() *Exception {
	return Errorf(MemoryError, "the program uses more than %d MB", t.limits.Memory>>20)
}

// maxObject is the size of the largest single value where no limit of memory is
// set.
const maxObject = 1 << 32

// Reserve raises MemoryError if there is no room for a value of so many bytes.
// Call it before making values whose size the program chooses.
func (t *Thread) Reserve(bytes float64) {
	if !(bytes > 0) {
		return // a size that the caller finds to be invalid
	}
	t.reserved += bytes
	if t.reserved < 1<<20 {
		return
	}
	t.reserved = 0
	if t.limits.Memory > 0 {
		if t.exceeds(bytes) {
			panic(t.memoryError())
		}
	} else if bytes > maxObject {
		panic(NewException(MemoryError))
	}
	t.Spend(int(bytes / 64))
}

// exceeds reports whether the heap would pass the limit with so many bytes more.
func (t *Thread) exceeds(bytes float64) bool {
	limit := float64(t.limits.Memory)
	if bytes > limit {
		return true
	}
	// The heap includes what nobody refers to any more. Looking for that takes
	// long, so some more of it must have gathered since the last time.
	if heapSize()+bytes <= max(limit, t.live+limit/4) {
		return false
	}
	runtime.GC()
	t.live = heapSize()
	return t.live+bytes > limit
}

func heapSize() float64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return float64(sample[0].Value.Uint64())
}

// nest counts a step and a level of recursion in Go code; unnest follows, unless
// the code panics.
func (t *Thread) nest() {
	t.Tick()
	unwind.IfDeep()
	if t.native++; t.native > nativeLimit {
		t.native = 0
		defer func() { t.native = nativeLimit }()
		panic(Errorf(RecursionError, "maximum recursion depth exceeded"))
	}
}

func (t *Thread) unnest() { t.native-- }

// Try calls f and returns the exception it raised, or nil. Other panics pass.
func (t *Thread) Try(f func()) (e *Exception) {
	depth, free, native, handling := t.depth, t.free, t.native, t.handling
	defer func() {
		if r := recover(); r != nil {
			if e = t.exception(r); e == nil {
				panic(r)
			}
			t.record(e, depth+1, free)
			t.depth, t.native, t.handling = depth, native, handling
		}
	}()
	f()
	return nil
}

// exception returns the Python exception that a recovered value is, or nil.
func (t *Thread) exception(r any) *Exception {
	switch r := r.(type) {
	case *Exception:
		return r
	case *Stopped:
		return nil
	}
	if t.Translate == nil {
		return nil
	}
	return t.Translate(r)
}

// record adds the frames from a depth on to the traceback of e, unless they are
// there, and gives their room back.
func (t *Thread) record(e *Exception, depth int, free []Object) {
	if e.Context == nil && t.handling != nil && t.handling != e {
		e.setContext(t.handling)
	}
	last := t.depth
	if e.traced > 0 && e.traced <= last {
		last = e.traced - 1
	}
	var trace []TraceEntry
	for _, f := range t.stack[depth:max(last+1, depth)] {
		trace = append(trace, TraceEntry{f.Code, f.At})
	}
	e.trace = append(trace, e.trace...)
	e.traced = depth
	clear(free)
	t.free = free
}

// Caught is what a try statement does with a recovered panic in the frame f: it
// returns the exception, or nil if the panic is not Python's. handling is the
// exception that was being handled before the statement.
func (t *Thread) Caught(r any, f *Frame, handling *Exception) *Exception {
	e := t.exception(r)
	if e == nil {
		return nil
	}
	t.record(e, f.depth, f.free)
	t.depth, t.native, t.handling = f.depth, f.native, handling
	return e
}

// Handling returns the exception that is being handled, or nil.
func (t *Thread) Handling() *Exception { return t.handling }

// SetHandling says which exception is being handled, and returns the one before.
func (t *Thread) SetHandling(e *Exception) (before *Exception) {
	before, t.handling = t.handling, e
	return before
}

// Print writes to the program's output.
func (t *Thread) Print(s string) {
	t.Glance()
	if _, err := io.WriteString(t.Stdout, s); err != nil {
		panic(Errorf(OSError, "%v", err))
	}
}

// Position describes where the program is, for messages of the host: "line 3 of
// x.py", or "".
func (t *Thread) Position() string {
	for d := t.depth; d > 0; d-- {
		f := t.stack[d]
		if !f.Code.Source.Internal {
			line, _ := f.Code.Source.Position(f.At.From)
			return fmt.Sprintf("line %d of %s", line, f.Code.Source.Name)
		}
	}
	return ""
}

// Here returns the place of the program's own code that runs; ok is false if
// none does.
func (t *Thread) Here() (entry TraceEntry, ok bool) {
	for d := t.depth; d > 0; d-- {
		if f := t.stack[d]; !f.Code.Source.Internal {
			return TraceEntry{f.Code, f.At}, true
		}
	}
	return TraceEntry{}, false
}

// Sleep waits, unless the program has to stop.
func (t *Thread) Sleep(d time.Duration) {
	const look = 20 * time.Millisecond
	for end := time.Now().Add(d); ; {
		left := time.Until(end)
		if left <= 0 {
			return
		}
		t.check()
		time.Sleep(min(left, look))
	}
}
