//go:build js && wasm

package main

import (
	"slices"
	"sync"
	"syscall/js"

	"fluxion/wasm/bridge"
)

// A request is a message that waits for its answer.
type request struct {
	bridge.Header
	message js.Value
}

// A queue holds the requests that wait and knows the one being answered.
type queue struct {
	arrived chan struct{} // holds a value when a request came since the last look

	mu      sync.Mutex
	waiting []request
	current request
	gaveUp  bool // on current
}

func newQueue() queue { return queue{arrived: make(chan struct{}, 1)} }

// add appends a request. A plot takes the place of every older one.
func (q *queue) add(r request) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if r.Type == bridge.TypePlot {
		q.giveUp(func(older request) bool { return older.Type == bridge.TypePlot })
	}
	q.waiting = append(q.waiting, r)
	select {
	case q.arrived <- struct{}{}:
	default:
	}
}

// cancel gives up the request with the given id.
func (q *queue) cancel(id int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.giveUp(func(r request) bool { return r.ID == id })
}

func (q *queue) giveUp(which func(request) bool) {
	q.waiting = slices.DeleteFunc(q.waiting, which)
	if which(q.current) {
		q.gaveUp = true
	}
}

// next makes the oldest waiting request the current one.
func (q *queue) next() (request, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.current, q.gaveUp = request{}, false
	if len(q.waiting) == 0 {
		return request{}, false
	}
	q.current, q.waiting = q.waiting[0], q.waiting[1:]
	return q.current, true
}

// abandoned reports whether nobody waits for the current request any more.
func (q *queue) abandoned() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.gaveUp
}
