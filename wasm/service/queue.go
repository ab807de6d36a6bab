//go:build js && wasm

package service

import (
	"slices"
	"sync"
)

// A Queue holds the requests that wait and knows the one being answered. The
// event loop adds requests, another goroutine answers them.
type Queue struct {
	newestOnly string        // the type of requests of which a newer one supersedes the older ones
	arrived    chan struct{} // holds a value when a request came since the last look

	mu      sync.Mutex
	waiting []Request
	current Request
	gaveUp  bool // on current
}

// NewQueue returns an empty queue in which a request of the given type takes
// the place of every older one.
func NewQueue(newestOnly string) *Queue {
	return &Queue{newestOnly: newestOnly, arrived: make(chan struct{}, 1)}
}

// Add appends a request.
func (q *Queue) Add(r Request) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if r.Type == q.newestOnly {
		q.giveUp(func(older Request) bool { return older.Type == r.Type })
	}
	q.waiting = append(q.waiting, r)
	select {
	case q.arrived <- struct{}{}:
	default:
	}
}

// Cancel gives up the request with the given id.
func (q *Queue) Cancel(id int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.giveUp(func(r Request) bool { return r.ID == id })
}

func (q *Queue) giveUp(which func(Request) bool) {
	q.waiting = slices.DeleteFunc(q.waiting, which)
	if which(q.current) {
		q.gaveUp = true
	}
}

// Pull takes the oldest of some waiting requests out of its turn: the current
// one stays that.
func (q *Queue) Pull(which func(Request) bool) (Request, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	i := slices.IndexFunc(q.waiting, which)
	if i < 0 {
		return Request{}, false
	}
	r := q.waiting[i]
	q.waiting = slices.Delete(q.waiting, i, i+1)
	return r, true
}

// Next makes the oldest waiting request the current one.
func (q *Queue) Next() (Request, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.current, q.gaveUp = Request{}, false
	if len(q.waiting) == 0 {
		return Request{}, false
	}
	q.current, q.waiting = q.waiting[0], q.waiting[1:]
	return q.current, true
}

// Arrived is sent on when a request has come since the last look.
func (q *Queue) Arrived() <-chan struct{} { return q.arrived }

// Abandoned reports whether nobody waits for the current request any more.
func (q *Queue) Abandoned() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.gaveUp
}
