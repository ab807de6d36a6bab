//go:build js && wasm

// Command worker is the engine in a Web Worker. It answers the requests of
// package bridge: a newer plot supersedes an older one, a request can be
// cancelled, and the regression trains in slices between requests.
package main

import (
	"fmt"
	"runtime/debug"

	"fluxion/engine"
	_ "fluxion/engine/simd"
	"fluxion/wasm/bridge"
	"fluxion/wasm/formula"
	"fluxion/wasm/service"
)

func main() {
	// A browser's Go collects garbage on the only thread there is. Collecting
	// a quarter as often made pictures 1.2 to 2 times as fast, for 20 MB.
	debug.SetGCPercent(400)
	w := newWorker(service.ToPage)
	w.post.Listen(w)
	w.post(bridge.TypeReady, bridge.Ready{Version: bridge.Version, Devices: engine.Devices()})
	w.run()
}

// A worker answers requests one after another, in one goroutine: run. Only
// Add and Cancel, the queue's, are called from elsewhere, by the event loop.
type worker struct {
	*service.Queue
	post      service.Post
	profile   *service.Profile
	functions formula.Functions
	training  training
}

func newWorker(post service.Post) *worker {
	return &worker{post: post, profile: service.NewProfile(), Queue: service.NewQueue(bridge.TypePlot)}
}

// run answers requests for ever, and trains while there are none.
func (w *worker) run() {
	for {
		if r, ok := w.Next(); ok {
			w.answer(r)
		} else if w.training.playing {
			w.train()
		} else {
			<-w.Arrived()
		}
	}
}

// answer carries out a request, and posts nothing if it was given up meanwhile.
func (w *worker) answer(r service.Request) {
	service.Post(func(kind string, message any) {
		if !w.Abandoned() {
			w.post(kind, message)
		}
	}).Answer(r, w.dispatch)
}

func (w *worker) dispatch(r service.Request) (service.Reply, error) {
	switch r.Type {
	case bridge.TypePlot:
		return service.Handle(r, w.plot)
	case bridge.TypeParse:
		return service.Handle(r, w.parse)
	case bridge.TypeTrace:
		return service.Handle(r, w.trace)
	case bridge.TypeDerivatives:
		return service.Handle(r, w.derivatives)
	case bridge.TypeHeat:
		return service.Handle(r, w.heat)
	case bridge.TypeGradient:
		return service.Handle(r, w.functions.Gradient)
	case bridge.TypeExplain:
		return service.Handle(r, w.functions.Explain)
	case bridge.TypeMeasure:
		return service.Handle(r, w.functions.Measure)
	case bridge.TypeRegress:
		return service.Handle(r, w.regress)
	case bridge.TypeDevice:
		return service.Handle(r, func(r bridge.DeviceRequest) (service.Reply, error) { return service.ChooseDevice(r) })
	}
	return service.Reply{}, fmt.Errorf("request: given type %q, expected plot, parse, trace, derivatives, heat, gradient, explain, measure, regress, device or cancel", r.Type)
}
