//go:build js && wasm

package main

import (
	"errors"
	"time"

	"fluxion/wasm/bridge"
	"fluxion/wasm/service"
)

// heatTile is the side of the squares in which a heat map is computed: as much as
// most pictures have, since a GPU is asked for few large things.
const heatTile = 1024

// heat draws a function of two variables, on whatever device was chosen.
func (w *worker) heat(r bridge.HeatRequest) (service.Reply, error) {
	w.profile.Take() // what ran before was for something else
	message, err := w.functions.Heat(r, heatTile, w.pause)
	if err != nil {
		return service.Reply{}, err
	}
	message.Profile = w.profile.Take()
	return service.Reply{Kind: bridge.TypePlot, Message: *message}, nil
}

// errAbandoned ends a computation that nobody waits for any more.
var errAbandoned = errors.New("the request was cancelled")

// pause lets messages in while a picture is computed, and ends it when its request
// was given up.
func (w *worker) pause(float64) error {
	if time.Since(w.yielded) >= sliceTime {
		service.Yield()
		w.yielded = time.Now()
	}
	if w.Abandoned() {
		return errAbandoned
	}
	return nil
}
