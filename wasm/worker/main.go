//go:build js && wasm

// Command worker is the engine in a Web Worker. It answers the requests of
// package bridge: a newer plot supersedes an older one, a request can be
// cancelled, and the regression trains in slices between requests.
package main

import (
	"fmt"
	"runtime/debug"
	"syscall/js"

	"fluxion/wasm/bridge"
)

// version is told to the page with the ready message.
const version = "0.1.0"

func main() {
	// A browser's Go collects garbage on the only thread there is. Collecting
	// a quarter as often made pictures 1.2 to 2 times as fast, for 20 MB.
	debug.SetGCPercent(400)
	w := newWorker(postToPage)
	js.Global().Call("addEventListener", "message", bridge.Callback(
		func(event js.Value) { w.receive(event.Get("data")) },
		func(err error) { w.postError(0, err) },
	))
	w.post(bridge.TypeReady, bridge.Ready{Version: version, Devices: []string{"host"}})
	w.run()
}

// postToPage sends a message to the page that owns this worker.
func postToPage(kind string, message any) {
	object, transfer := bridge.Encode(kind, message)
	js.Global().Call("postMessage", object, transfer)
}

// A worker answers requests one after another, in one goroutine: run. Only
// receive is called from elsewhere, by the event loop.
type worker struct {
	post      func(kind string, message any)
	queue     queue
	functions functions
	training  training
}

func newWorker(post func(kind string, message any)) *worker {
	return &worker{post: post, queue: newQueue()}
}

// receive takes a message in. What is no request at all, such as the one that
// started the program, is not answered.
func (w *worker) receive(message js.Value) {
	header, err := bridge.Decode[bridge.Header](message)
	if err != nil {
		if message.Type() == js.TypeObject && message.Get("id").Type() == js.TypeNumber {
			w.postError(message.Get("id").Int(), err)
		}
		return
	}
	if header.Type == bridge.TypeCancel {
		if cancel, err := bridge.Decode[bridge.CancelRequest](message); err != nil {
			w.postError(header.ID, err)
		} else {
			w.queue.cancel(cancel.Target)
		}
		return
	}
	w.queue.add(request{Header: header, message: message})
}

// run answers requests for ever, and trains while there are none.
func (w *worker) run() {
	for {
		if r, ok := w.queue.next(); ok {
			w.answer(r)
		} else if w.training.playing {
			w.train()
		} else {
			<-w.queue.arrived
		}
	}
}

// answer carries out one request. A panic is a defect of ours: it is reported
// as an error, and the worker lives on.
func (w *worker) answer(r request) {
	defer bridge.Recover(func(err error) { w.postError(r.ID, err) })
	reply, err := w.dispatch(r)
	switch {
	case w.queue.abandoned():
	case err != nil:
		w.postError(r.ID, err)
	default:
		w.post(reply.kind, reply.message)
	}
}

// A reply is a message with its type.
type reply struct {
	kind    string
	message any
}

func (w *worker) dispatch(r request) (reply, error) {
	switch r.Type {
	case bridge.TypePlot:
		return handle(w, r, w.plot)
	case bridge.TypeParse:
		return handle(w, r, w.parse)
	case bridge.TypeTrace:
		return handle(w, r, w.trace)
	case bridge.TypeDerivatives:
		return handle(w, r, w.derivatives)
	case bridge.TypeRegress:
		return handle(w, r, w.regress)
	}
	return reply{}, fmt.Errorf("request: given type %q, expected plot, parse, trace, derivatives, regress or cancel", r.Type)
}

// handle decodes a request for the function that carries it out.
func handle[T any](w *worker, r request, carryOut func(T) (reply, error)) (reply, error) {
	decoded, err := bridge.Decode[T](r.message)
	if err != nil {
		return reply{}, fmt.Errorf("%s request: %w", r.Type, err)
	}
	return carryOut(decoded)
}
