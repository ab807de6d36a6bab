//go:build js && wasm

package main

import (
	"slices"
	"strings"
	"testing"

	"fluxion/wasm/bridge"
	"fluxion/wasm/service/servicetest"
)

func startBench(t *testing.T) *servicetest.Mailbox {
	m := servicetest.New(t)
	b := newBench(m.Post)
	m.Connect(b)
	go b.run()
	return m
}

func TestPrepareMeasureResults(t *testing.T) {
	m := startBench(t)
	m.Send(`{type: "bench-prepare", id: 1, case: "matmul_512", single: true, device: "cpu", data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), lengths: [4, 4]}`)
	if got := servicetest.Expect[bridge.BenchPreparedReply](m); got.ID != 1 {
		t.Errorf("prepared: got %+v", got)
	}
	m.Send(`{type: "bench-measure", id: 2, batch: 3, collect: true}`)
	if got := servicetest.Expect[bridge.BenchMeasuredReply](m); got.ID != 2 || !(got.Ms >= 0) {
		t.Errorf("measured: got %+v", got)
	}
	m.Send(`{type: "bench-results", id: 3}`)
	got, want := servicetest.Expect[bridge.BenchResultsReply](m), []float32{19, 22, 43, 50}
	if !slices.Equal(got.Values.Values(), want) || got.Threads != 1 {
		t.Errorf("results: got %v on %d threads, want %v on one", got.Values.Values(), got.Threads, want)
	}
}

// TestTrainingBeginsAnew sees that results are those of the first step, however many were measured.
func TestTrainingBeginsAnew(t *testing.T) {
	m := startBench(t)
	m.Send(`{type: "bench-prepare", id: 1, case: "logreg_step_1e5x32", single: false, device: "cpu", data: Float32Array.of(1, 1, 0, 0), lengths: [1, 1, 1, 1]}`)
	servicetest.Expect[bridge.BenchPreparedReply](m)
	// σ(0) = ½: the residual is −½, and half of it is the step.
	want := []float32{0.6931472, 0.25, 0.25}
	for range 2 {
		m.Send(`{type: "bench-results", id: 2}`)
		if got := servicetest.Expect[bridge.BenchResultsReply](m).Values.Values(); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		m.Send(`{type: "bench-measure", id: 3, batch: 2, collect: false}`)
		servicetest.Expect[bridge.BenchMeasuredReply](m)
	}
}

func TestErrors(t *testing.T) {
	m := startBench(t)
	for _, test := range []struct{ message, want string }{
		{`{type: "bench-measure", id: 1, batch: 1, collect: false}`, "no case is ready"},
		{`{type: "bench-results", id: 1}`, "no case is ready"},
		{`{type: "bench-prepare", id: 1, case: "sum", single: true, device: "cpu", data: new Float32Array(1), lengths: [1]}`, `given "sum"`},
		{`{type: "bench-prepare", id: 1, case: "sum_1e6", single: true, device: "cpu", data: new Float32Array(1), lengths: [2]}`, "given lengths [2] for 1 numbers"},
		{`{type: "plot", id: 1}`, `given type "plot"`},
	} {
		m.Send(test.message)
		if got := servicetest.Expect[bridge.Error](m); got.ID != 1 || !strings.Contains(got.Message, test.want) {
			t.Errorf("%s: got %+v, want %q", test.message, got, test.want)
		}
	}
}
