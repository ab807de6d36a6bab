//go:build js && wasm

// Command bench is the engine as one of those that the benchmark compares: it
// makes the cases of web/bench/cases.ts ready, runs them, and tells how long
// that took.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"fluxion/engine"
	_ "fluxion/engine/gpu"
	_ "fluxion/engine/simd"
	_ "fluxion/engine/threads"
	"fluxion/wasm/bridge"
	"fluxion/wasm/service"
)

func main() {
	debug.SetGCPercent(400) // as in the programs that the page runs
	b := newBench(service.ToPage)
	b.post.Listen(b)
	b.post(bridge.TypeReady, bridge.Ready{Version: bridge.Version, Devices: engine.Devices()})
	b.run()
}

// A bench holds the case that is ready.
type bench struct {
	*service.Queue
	post service.Post
	call call
	// device is what the case is to run on.
	device string
}

func newBench(post service.Post) *bench {
	return &bench{post: post, Queue: service.NewQueue("")}
}

// run answers requests for ever.
func (b *bench) run() {
	for {
		if r, ok := b.Next(); ok {
			b.post.Answer(r, b.dispatch)
		} else {
			<-b.Arrived()
		}
	}
}

func (b *bench) dispatch(r service.Request) (service.Reply, error) {
	switch r.Type {
	case bridge.TypeBenchPrepare:
		return service.Handle(r, b.prepare)
	case bridge.TypeBenchMeasure:
		return service.Handle(r, b.measure)
	case bridge.TypeBenchResults:
		return service.Handle(r, b.results)
	}
	return service.Reply{}, fmt.Errorf("request: given type %q, expected bench-prepare, bench-measure or bench-results", r.Type)
}

func (b *bench) prepare(r bridge.BenchPrepareRequest) (service.Reply, error) {
	b.call = nil
	makeCall, ok := cases[r.Case]
	if !ok {
		return service.Reply{}, fmt.Errorf("case: given %q, expected a case of the benchmark", r.Case)
	}
	data := r.Data.Values()
	var inputs [][]float32
	for _, n := range r.Lengths {
		if n < 0 || n > len(data) {
			return service.Reply{}, fmt.Errorf("case %s: given lengths %v for %d numbers", r.Case, r.Lengths, len(r.Data.Values()))
		}
		inputs = append(inputs, data[:n:n])
		data = data[n:]
	}
	limit := 0 // as many as the machine has
	if r.Single {
		limit = 1
	}
	if err := engine.SetThreads(limit); err != nil {
		return service.Reply{}, err
	}
	if err := engine.SetDevice(r.Device); err != nil {
		return service.Reply{}, err
	}
	b.device = r.Device
	b.call = makeCall(inputs)
	return service.Reply{Kind: bridge.TypeBenchPrepared, Message: bridge.BenchPreparedReply{ID: r.ID}}, nil
}

var errNoCase = errors.New("no case is ready")

func (b *bench) measure(r bridge.BenchMeasureRequest) (service.Reply, error) {
	if b.call == nil {
		return service.Reply{}, errNoCase
	}
	if r.Collect {
		runtime.GC()
	}
	started := time.Now()
	for range r.Batch {
		b.call.run()
	}
	b.call.wait()
	took := time.Since(started)
	return service.Reply{Kind: bridge.TypeBenchMeasured, Message: bridge.BenchMeasuredReply{ID: r.ID, Ms: took.Seconds() * 1000}}, nil
}

func (b *bench) results(r bridge.BenchResultsRequest) (service.Reply, error) {
	if b.call == nil {
		return service.Reply{}, errNoCase
	}
	reply := bridge.BenchResultsReply{ID: r.ID, Threads: 1}
	var elsewhere []string
	engine.SetProfile(func(e engine.ProfileEvent) {
		reply.Threads = max(reply.Threads, e.Threads)
		switch {
		case !e.Eager && e.Device == "host":
			elsewhere = append(elsewhere, "in loops of Go: the program")
		case !e.Eager && b.device == "gpu" && e.Device != "gpu":
			elsewhere = append(elsewhere, "not on the GPU: the program")
		}
		for _, op := range e.Host {
			elsewhere = append(elsewhere, "in loops of Go: "+op)
		}
	})
	reply.Values = bridge.TypedOf(b.call.results())
	engine.SetProfile(nil)
	slices.Sort(elsewhere)
	reply.Remark = strings.Join(slices.Compact(elsewhere), ", ")
	return service.Reply{Kind: bridge.TypeBenchResults, Message: reply}, nil
}
