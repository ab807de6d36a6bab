//go:build js && wasm

package main

import (
	_ "embed"
	"strings"
	"syscall/js"
	"testing"

	"fluxion/wasm/bridge"
	"fluxion/wasm/service/servicetest"
)

// testHeap is small, so that it is soon full.
const testHeap = 128 << 20

func TestMain(m *testing.M) {
	tuneCollector(testHeap)
	m.Run()
}

func startWorker(t *testing.T) *servicetest.Mailbox {
	m := servicetest.New(t)
	w := newWorker(m.Post, testHeap)
	m.Connect(w)
	go w.answerAll()
	return m
}

// execute sends a cell.
func execute(m *servicetest.Mailbox, id int, source string) {
	message := js.Global().Get("Object").New()
	for name, value := range map[string]any{"type": "execute", "id": id, "source": source, "name": "cell"} {
		message.Set(name, value)
	}
	m.Deliver(message)
}

// A record is what a cell showed.
type record struct {
	stdout, stderr string
	messages       int // with text
	figures        []map[string]string
	result         map[string]string
	failure        *bridge.FailureOutput
	reply          bridge.ExecutedReply
}

// finish collects the outputs of the cell that runs until it ends.
func finish(t *testing.T, m *servicetest.Mailbox) (r record) {
	t.Helper()
	for {
		switch message := m.Next().Message.(type) {
		case bridge.OutputMessage:
			switch output := message.Output.(type) {
			case bridge.StreamOutput:
				r.messages++
				if output.Name == "stdout" {
					r.stdout += output.Text
				} else {
					r.stderr += output.Text
				}
			case bridge.DataOutput:
				if output.Kind == bridge.KindResult {
					r.result = output.Data
				} else {
					r.figures = append(r.figures, output.Data)
				}
			case bridge.FailureOutput:
				r.failure = &output
			}
		case bridge.ExecutedReply:
			r.reply = message
			return r
		default:
			t.Fatalf("got %T %+v", message, message)
		}
	}
}

func run(t *testing.T, m *servicetest.Mailbox, source string) record {
	t.Helper()
	execute(m, 1, source)
	return finish(t, m)
}

func TestExecute(t *testing.T) {
	m := startWorker(t)
	got := run(t, m, "import sys\nx = 6\nprint('a'); print('b', file=sys.stderr)\nx * 7")
	if got.stdout != "a\n" || got.stderr != "b\n" || got.result["text/plain"] != "42" || !got.reply.OK || got.reply.ID != 1 {
		t.Errorf("got %+v", got)
	}
	if got = run(t, m, "x"); got.result["text/plain"] != "6" {
		t.Errorf("the next cell does not know x: %+v", got)
	}
	if got = run(t, m, "def f(): return 1/0\nf()"); got.reply.OK || got.failure == nil || got.failure.Name != "ZeroDivisionError" ||
		!strings.Contains(got.failure.Traceback, `File "cell", line 2, in <module>`) {
		t.Errorf("got %+v, %+v", got, got.failure)
	}
	if got = run(t, m, "x +"); got.reply.OK || got.failure == nil || got.failure.Name != "SyntaxError" {
		t.Errorf("got %+v", got)
	}
}

// TestPanic sees that a defect of ours fails a cell, not the worker.
func TestPanic(t *testing.T) {
	m := servicetest.New(t)
	w := newWorker(m.Post, testHeap)
	m.Connect(w)
	go w.answerAll()
	whole := w.kernel
	w.kernel = nil
	if got := run(t, m, "1"); got.reply.OK || got.failure == nil || got.failure.Name != "SystemError" ||
		!strings.Contains(got.failure.Traceback, "SystemError: internal error: ") {
		t.Errorf("got %+v", got)
	}
	w.kernel = whole
	if got := run(t, m, "1"); !got.reply.OK {
		t.Errorf("after it: %+v", got)
	}
}

//go:embed testdata/tutorial.py
var tutorial string

//go:embed testdata/tutorial.expected
var tutorialPrints string

func TestTutorial(t *testing.T) {
	m := startWorker(t)
	if got := run(t, m, tutorial); got.stdout != tutorialPrints || got.failure != nil {
		t.Errorf("failure %+v, got\n%s\nwant\n%s", got.failure, got.stdout, tutorialPrints)
	}
}

func TestRequestErrors(t *testing.T) {
	m := startWorker(t)
	for source, want := range map[string]string{
		`{type: "execute", id: 9, source: "1"}`:             "execute request: property name: given undefined, expected string",
		`{type: "complete", id: 9, source: 1, cursor: 0}`:   "complete request: property source: given number 1, expected string",
		`{type: "inspect", id: 9, source: "", cursor: 0.5}`: "inspect request: property cursor: given number 0.5, expected an integer",
		`{type: "plot", id: 9}`:                             `given type "plot", expected execute, complete, inspect, heat, explain, measure, race, device or cancel`,
		`{type: "cancel", id: 9}`:                           "property target: given undefined, expected an integer",
	} {
		m.Send(source)
		if got := servicetest.Expect[bridge.Error](m); got.ID != 9 || !strings.Contains(got.Message, want) {
			t.Errorf("got %+v, want %s", got, want)
		}
	}
}

func TestConsult(t *testing.T) {
	m := startWorker(t)
	run(t, m, "import math")
	m.Send(`{type: "complete", id: 2, source: "'𝑥'; math.sq", cursor: 13}`)
	if got := servicetest.Expect[bridge.CompletedReply](m); got.ID != 2 || got.From != 11 || got.To != 13 || len(got.Items) != 1 ||
		got.Items[0].Label != "sqrt" || got.Items[0].Kind != "function" || got.Items[0].Doc == "" {
		t.Errorf("got %+v", got)
	}
	m.Send(`{type: "inspect", id: 3, source: "math.sqrt(2)", cursor: 7}`)
	if got := servicetest.Expect[bridge.InspectedReply](m); got.ID != 3 || !got.Found || got.From != 5 || got.To != 9 || !strings.HasPrefix(got.Signature, "math.sqrt(") {
		t.Errorf("got %+v", got)
	}
	m.Send(`{type: "inspect", id: 4, source: "nothing", cursor: -100}`)
	if got := servicetest.Expect[bridge.InspectedReply](m); got.ID != 4 || got.Found {
		t.Errorf("got %+v", got)
	}
}
