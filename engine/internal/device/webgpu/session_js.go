package webgpu

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"syscall/js"
	"time"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/webgpu/wgsl"
)

// A session is the time from getting a GPU to losing it. Whatever goes wrong on
// the GPU, but for a lack of memory that shows early, ends it: what was computed
// may be wrong then, and is computed again from its history.
type session struct {
	machine    *machine
	gpu, queue js.Value
	adapter    wgsl.Adapter
	gone       chan struct{} // closed when the session ends

	encoding  sync.Mutex // held while commands are recorded and handed over
	batch     *batch     // what is handed over since errors were last looked for
	before    *batch     // the one in front of that
	pipelines map[string]*pipeline
	layouts   map[string]js.Value
	methods   methods

	state   sync.Mutex // guards what follows
	failure error
	blocks  pool[*block]
	staging pool[js.Value]
	number  int // of the last block

	ended time.Time // when the last batch was done; only promises ask
}

// newSession begins a session on a GPU.
func newSession(m *machine, gpu js.Value, a wgsl.Adapter) *session {
	s := &session{machine: m, gpu: gpu, queue: gpu.Get("queue"), adapter: a, gone: make(chan struct{}), pipelines: map[string]*pipeline{}, layouts: map[string]js.Value{}}
	s.methods = methodsOf(s.gpu, s.queue)
	settle(gpu.Get("lost"), func(info js.Value, err error) {
		reason := "no reason was given"
		if err == nil && info.Get("message").String() != "" {
			reason = strings.TrimSuffix(info.Get("message").String(), ".") // within a sentence of ours
		}
		s.fail(fmt.Errorf("the GPU was lost: %s", reason))
	})
	return s
}

// fail ends the session for a reason.
func (s *session) fail(reason error) {
	s.state.Lock()
	if s.failure != nil {
		s.state.Unlock()
		return
	}
	s.failure = reason
	s.blocks.drain()
	s.staging.drain()
	s.state.Unlock()
	close(s.gone)
	took := map[*executable]bool{}
	for _, b := range []*batch{s.batch, s.before} {
		if b != nil {
			for _, x := range b.programs {
				took[x] = true
			}
		}
	}
	for x := range took {
		x.ended(true)
	}
	s.gpu.Call("destroy")
	device.Notify(reason.Error() + "; what is still needed of it is computed again")
}

// err returns why the session ended; nil if it goes on.
func (s *session) err() error {
	s.state.Lock()
	defer s.state.Unlock()
	return s.failure
}

// batchRuns is how many runs are handed over at most before errors are looked for.
// There are two batches on the way at most: one computes while the other is
// recorded.
const batchRuns = 16

// A batch is a number of runs, or parts of them, that succeed or fail together.
type batch struct {
	load
	runs     int
	programs []*executable
	promises []any // of the read-backs in it
	then     []func()
	done     chan struct{}
}

// isFull reports whether nothing is to be added.
func (b *batch) isFull() bool { return b.runs >= batchRuns || b.expected >= batchTime }

// filters are the kinds of errors that are looked for.
var filters = []string{"validation", "internal", "out-of-memory"}

// join returns the batch for what is to be handed over next. s.encoding is held.
func (s *session) join() *batch {
	if s.batch == nil {
		s.batch = &batch{load: load{start: time.Now()}, done: make(chan struct{})}
		for _, f := range filters {
			s.gpu.Call("pushErrorScope", f)
		}
	}
	return s.batch
}

// finish looks for errors in the batch and returns it; then is called where there
// are none, which it must not wait for. s.encoding is held.
func (s *session) finish() *batch {
	b := s.batch
	if b == nil {
		return nil
	}
	s.batch, s.before = nil, b
	for range filters {
		b.promises = append(b.promises, s.gpu.Call("popErrorScope"))
	}
	b.promises = append(b.promises, s.queue.Call("onSubmittedWorkDone"))
	settle(js.Global().Get("Promise").Call("all", b.promises), func(results js.Value, err error) {
		defer close(b.done)
		now := time.Now()
		b.measured(s.ended, now)
		s.ended = now
		reads := len(b.promises) - len(filters) - 1
		for i := range filters {
			if e := results; err == nil && !e.Index(reads+i).IsNull() {
				err = errors.New(messageOf(e.Index(reads + i)))
			}
		}
		if err != nil {
			s.fail(fmt.Errorf("a program failed on the GPU: %w", err))
			return
		}
		if s.err() == nil {
			for _, x := range b.programs {
				x.ended(false)
			}
			b.programs = nil
			for _, f := range b.then {
				f()
			}
		}
	})
	return b
}

// pace finishes the batch when it is full, and waits for the one in front of it.
// s.encoding is held, but while it waits.
func (s *session) pace() error {
	if s.batch == nil || !s.batch.isFull() {
		return s.err()
	}
	before := s.before
	s.finish()
	if before == nil {
		return s.err()
	}
	s.encoding.Unlock()
	defer s.encoding.Lock()
	return s.await(before)
}

// await waits for the end of a batch and returns why the session ended, if it did.
func (s *session) await(b *batch) error {
	wait(b.done, s.gone)
	return s.err()
}

// settled waits for a promise, or the end of the session.
func (s *session) settled(promise js.Value) (js.Value, error) {
	var result js.Value
	var failure error
	done := make(chan struct{})
	settle(promise, func(v js.Value, err error) {
		result, failure = v, err
		close(done)
	})
	wait(done, s.gone)
	if err := s.err(); err != nil {
		return js.Undefined(), err
	}
	return result, failure
}

// flush waits for all that was handed over.
func (s *session) flush() error {
	s.encoding.Lock()
	b := s.finish()
	if b == nil {
		b = s.before
	}
	s.encoding.Unlock()
	if b == nil {
		return s.err()
	}
	return s.await(b)
}
