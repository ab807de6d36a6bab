//go:build js && wasm

package main

import "fluxion/engine/regress"

// maxHistory is how many losses are remembered at most: more than a picture
// has columns of pixels.
const maxHistory = 2048

// A history is the curve of the loss. When it grows too long, every other
// point is dropped, and from then on only every second one recorded, so that
// the points stay evenly spaced.
type history struct {
	steps  []int
	losses []float64
	every  int // steps from point to point
}

// newHistory begins a curve.
func newHistory(start regress.State) history {
	return history{steps: []int{start.Step}, losses: []float64{start.Loss}, every: 1}
}

// add records a state.
func (h *history) add(s regress.State) {
	if s.Step%h.every != 0 {
		return
	}
	h.steps, h.losses = append(h.steps, s.Step), append(h.losses, s.Loss)
	if len(h.steps) > maxHistory {
		h.thin()
	}
}

// thin drops every other point.
func (h *history) thin() {
	h.every *= 2
	kept := 0
	for i, step := range h.steps {
		if step%h.every == 0 {
			h.steps[kept], h.losses[kept] = step, h.losses[i]
			kept++
		}
	}
	h.steps, h.losses = h.steps[:kept], h.losses[:kept]
}

// until returns the curve up to the present state, which is its last point
// whether recorded or not.
func (h *history) until(now regress.State) (steps []int, losses []float64) {
	steps, losses = h.steps, h.losses
	if steps[len(steps)-1] != now.Step {
		steps = append(steps[:len(steps):len(steps)], now.Step)
		losses = append(losses[:len(losses):len(losses)], now.Loss)
	}
	return steps, losses
}
