//go:build js && wasm

package main

import (
	"slices"
	"testing"

	"fluxion/wasm/bridge"
)

func waiting(q *queue) (ids []int) {
	for _, r := range q.waiting {
		ids = append(ids, r.ID)
	}
	return ids
}

func requestOf(kind string, id int) request {
	return request{Header: bridge.Header{Type: kind, ID: id}}
}

func TestNewestPlotSupersedes(t *testing.T) {
	q := newQueue()
	q.add(requestOf(bridge.TypePlot, 1))
	q.add(requestOf(bridge.TypeTrace, 2))
	if r, ok := q.next(); !ok || r.ID != 1 {
		t.Fatalf("got request %d, %v", r.ID, ok)
	}
	q.add(requestOf(bridge.TypeParse, 3))
	if q.abandoned() {
		t.Errorf("a parse request superseded a plot")
	}
	q.add(requestOf(bridge.TypePlot, 4))
	if !q.abandoned() {
		t.Errorf("a newer plot did not supersede the current one")
	}
	q.add(requestOf(bridge.TypePlot, 5))
	if got, want := waiting(&q), []int{2, 3, 5}; !slices.Equal(got, want) {
		t.Errorf("waiting: %v, want %v", got, want)
	}
	if _, _ = q.next(); q.abandoned() {
		t.Errorf("the next request was given up with the last")
	}
}

func TestCancel(t *testing.T) {
	q := newQueue()
	for id := 1; id <= 3; id++ {
		q.add(requestOf(bridge.TypeDerivatives, id))
	}
	q.cancel(2)
	q.cancel(99)
	if got, want := waiting(&q), []int{1, 3}; !slices.Equal(got, want) {
		t.Errorf("waiting: %v, want %v", got, want)
	}
	q.next()
	if q.cancel(3); q.abandoned() {
		t.Errorf("cancelling a waiting request gave the current one up")
	}
	if q.cancel(1); !q.abandoned() {
		t.Errorf("the current request was not given up")
	}
	if r, ok := q.next(); ok {
		t.Errorf("got request %d from an empty queue", r.ID)
	}
}
