//go:build js && wasm

package service

import (
	"slices"
	"testing"

	"fluxion/wasm/bridge"
)

func waiting(q *Queue) (ids []int) {
	for _, r := range q.waiting {
		ids = append(ids, r.ID)
	}
	return ids
}

func requestOf(kind string, id int) Request {
	return Request{Header: bridge.Header{Type: kind, ID: id}}
}

func TestNewestPlotSupersedes(t *testing.T) {
	q := NewQueue(bridge.TypePlot)
	q.Add(requestOf(bridge.TypePlot, 1))
	q.Add(requestOf(bridge.TypeTrace, 2))
	if r, ok := q.Next(); !ok || r.ID != 1 {
		t.Fatalf("got request %d, %v", r.ID, ok)
	}
	q.Add(requestOf(bridge.TypeParse, 3))
	if q.Abandoned() {
		t.Errorf("a parse request superseded a plot")
	}
	q.Add(requestOf(bridge.TypePlot, 4))
	if !q.Abandoned() {
		t.Errorf("a newer plot did not supersede the current one")
	}
	q.Add(requestOf(bridge.TypePlot, 5))
	if got, want := waiting(q), []int{2, 3, 5}; !slices.Equal(got, want) {
		t.Errorf("waiting: %v, want %v", got, want)
	}
	if _, _ = q.Next(); q.Abandoned() {
		t.Errorf("the next request was given up with the last")
	}
}

func TestCancel(t *testing.T) {
	q := NewQueue(bridge.TypePlot)
	for id := 1; id <= 3; id++ {
		q.Add(requestOf(bridge.TypeDerivatives, id))
	}
	q.Cancel(2)
	q.Cancel(99)
	if got, want := waiting(q), []int{1, 3}; !slices.Equal(got, want) {
		t.Errorf("waiting: %v, want %v", got, want)
	}
	q.Next()
	if q.Cancel(3); q.Abandoned() {
		t.Errorf("cancelling a waiting request gave the current one up")
	}
	if q.Cancel(1); !q.Abandoned() {
		t.Errorf("the current request was not given up")
	}
	if r, ok := q.Next(); ok {
		t.Errorf("got request %d from an empty queue", r.ID)
	}
}
