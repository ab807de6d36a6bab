//go:build js && wasm

package main

import (
	"context"
	"fmt"
	"time"

	"fluxion/engine"
	"fluxion/engine/lang/kernel"
	"fluxion/engine/lang/py"
	"fluxion/wasm/bridge"
	"fluxion/wasm/formula"
	"fluxion/wasm/service"
)

// sliceTime is how long a cell may keep the event loop from its messages.
const sliceTime = 50 * time.Millisecond

// A worker answers requests one after another, in one goroutine: answerAll.
// Only Add and Cancel are called from elsewhere, by the event loop.
type worker struct {
	*service.Queue
	post      service.Post
	kernel    *kernel.Kernel
	profile   *service.Profile
	running   *cell // nil between cells
	race      *race // the last one; nil before the first
	functions formula.Functions
	yielded   time.Time
	// heapLimit is the size of the heap, in bytes, that cells have.
	heapLimit int64
}

// A cell is one that runs.
type cell struct {
	id        int
	interrupt context.CancelFunc
	outputs   *outputs
}

func newWorker(post service.Post, heapLimit int64) *worker {
	w := &worker{Queue: service.NewQueue(""), post: post, profile: service.NewProfile(), heapLimit: heapLimit}
	w.kernel = kernel.New(kernel.Options{
		Limits: py.Limits{Memory: uint64(heapLimit)},
		Poll:   w.poll,
		Emit:   func(output kernel.Output) { w.running.outputs.add(output) },
	})
	return w
}

// Cancel interrupts the cell that runs. One that waits for its turn ends
// without having run. What else was asked for is given up without an answer.
func (w *worker) Cancel(id int) {
	if w.running != nil && w.running.id == id {
		w.running.interrupt()
	} else if r, waited := w.Pull(func(r service.Request) bool { return r.ID == id }); !waited {
		w.Queue.Cancel(id)
	} else if r.Type == bridge.TypeExecute {
		w.post(bridge.TypeExecuted, bridge.ExecutedReply{ID: id, Profile: []bridge.ProgramRun{}})
	}
}

// poll lets messages in while a cell runs. Questions about the source need not
// wait for its end, but another device does.
func (w *worker) poll() {
	now := time.Now()
	w.running.outputs.flushDue(now)
	if now.Sub(w.yielded) < sliceTime {
		return
	}
	service.Yield()
	for {
		r, waited := w.Pull(func(r service.Request) bool { return r.Type != bridge.TypeExecute && r.Type != bridge.TypeDevice })
		if !waited {
			break
		}
		w.post.Answer(r, w.dispatch)
	}
	w.yielded = time.Now()
}

// answerAll answers requests for ever, and trains while there are none.
func (w *worker) answerAll() {
	for {
		if r, ok := w.Next(); ok {
			w.post.Answer(r, w.dispatch)
		} else if w.race.running() {
			w.race.turn()
		} else {
			<-w.Arrived()
		}
	}
}

func (w *worker) dispatch(r service.Request) (service.Reply, error) {
	switch r.Type {
	case bridge.TypeExecute:
		return service.Handle(r, w.execute)
	case bridge.TypeComplete:
		return service.Handle(r, w.complete)
	case bridge.TypeInspect:
		return service.Handle(r, w.inspect)
	case bridge.TypeHeat:
		return service.Handle(r, w.heat)
	case bridge.TypeExplain:
		return service.Handle(r, w.functions.Explain)
	case bridge.TypeMeasure:
		return service.Handle(r, w.functions.Measure)
	case bridge.TypeRace:
		return service.Handle(r, w.raced)
	case bridge.TypeDevice:
		return service.Handle(r, w.chooseDevice)
	}
	return service.Reply{}, fmt.Errorf("request: given type %q, expected execute, complete, inspect, heat, explain, measure, race, device or cancel", r.Type)
}

func (*worker) chooseDevice(r bridge.DeviceRequest) (service.Reply, error) {
	return service.ChooseDevice(r, engine.Comparisons().Words()...)
}

// execute runs a cell, and posts its outputs.
func (w *worker) execute(r bridge.ExecuteRequest) (service.Reply, error) {
	ctx, interrupt := context.WithCancel(context.Background())
	defer interrupt()
	started := time.Now()
	w.yielded = started
	w.running = &cell{r.ID, interrupt, newOutputs(r.ID, w.post)}
	ok := w.run(ctx, r)
	w.running.outputs.close()
	w.running = nil
	return service.Reply{Kind: bridge.TypeExecuted, Message: bridge.ExecutedReply{
		ID: r.ID, OK: ok, Milliseconds: float64(time.Since(started)) / float64(time.Millisecond), Profile: w.profile.Take(),
	}}, nil
}

// run reports a panic, which is a defect of ours, as CPython reports its own.
func (w *worker) run(ctx context.Context, r bridge.ExecuteRequest) (ok bool) {
	defer bridge.Recover(func(err error) {
		w.running.outputs.add(kernel.Failure{
			Name: "SystemError", Value: err.Error(), Traceback: "SystemError: " + err.Error() + "\n",
		})
	})
	return w.kernel.Execute(ctx, r.Source, r.Name)
}
