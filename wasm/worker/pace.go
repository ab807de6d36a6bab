//go:build js && wasm

package main

import (
	"errors"
	"time"

	"fluxion/wasm/bridge"
	"fluxion/wasm/service"
)

// How long a computation may hold the event loop, and how often it tells how
// far it is.
const (
	sliceTime    = 25 * time.Millisecond
	progressTime = 100 * time.Millisecond
)

// errAbandoned ends a computation that nobody waits for any more.
var errAbandoned = errors.New("the request was cancelled")

// A pace keeps a long computation polite: it lets messages in, tells of its
// progress, and ends it when its request was given up.
type pace struct {
	worker        *worker
	id            int
	what          string
	yielded, told time.Time
}

func (w *worker) newPace(id int, what string) *pace {
	now := time.Now()
	return &pace{worker: w, id: id, what: what, yielded: now, told: now}
}

// pause is called often, with the share of the work that is done.
func (p *pace) pause(fraction float64) error {
	now := time.Now()
	if now.Sub(p.told) >= progressTime {
		p.told = now
		p.worker.post(bridge.TypeProgress, bridge.Progress{ID: p.id, Fraction: fraction, What: p.what})
	}
	if now.Sub(p.yielded) >= sliceTime {
		service.Yield()
		p.yielded = time.Now()
	}
	if p.worker.Abandoned() {
		return errAbandoned
	}
	return nil
}
