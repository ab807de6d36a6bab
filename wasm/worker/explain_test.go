//go:build js && wasm

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fluxion/wasm/bridge"
	"fluxion/wasm/service/servicetest"
)

func TestExplain(t *testing.T) {
	m := startWorker(t)
	m.Send(`{type: "explain", id: 1, expr: "sqrt(x)/x", order: 1, points: 1024, dtype: "float32"}`)
	got := servicetest.Expect[bridge.ExplainReply](m)
	if want := []int32{0, 5, 6, 0, 8, 9, 1, 0, 7, 2, 0, 9}; got.ID != 1 || !slices.Equal(got.Spans.Values(), want) {
		t.Errorf("got id %d and spans %v, want %v", got.ID, got.Spans.Values(), want)
	}
	for name, program := range map[string]struct {
		text  string
		lines []int32
	}{
		"before": {got.Before, got.BeforeLines.Values()},
		"after":  {got.After, got.AfterLines.Values()},
		"module": {got.Module, got.ModuleLines.Values()},
	} {
		lines := strings.Split(program.text, "\n")
		if len(lines) != len(program.lines) || !slices.Contains(program.lines, bridge.Inputs) {
			t.Fatalf("%s has %d lines, and %d are told what they are: %v (%s)", name, len(lines), len(program.lines), program.lines, got.NoModule)
		}
	}
	// From the square root's instruction back to its term.
	module := strings.Split(got.Module, "\n")
	i := slices.IndexFunc(module, func(l string) bool { return strings.Contains(l, "f32x4.sqrt") })
	if i < 0 {
		t.Fatalf("there is no square root in\n%s", got.Module)
	}
	after := got.ModuleLines.Values()[i]
	before := got.From.Values()[got.Starts.Values()[after]:got.Starts.Values()[after+1]]
	if len(before) != 1 || got.TermOf.Values()[before[0]] != 1 {
		t.Errorf("the square root is from equation %d, which is from %v of the terms %v", after, before, got.TermOf.Values())
	}
	if got.Bytes == 0 || got.Nests != 1 || len(got.Phases) != 5 || got.NoModule != "" {
		t.Errorf("got %d bytes, %d nests, phases %v, reason %q", got.Bytes, got.Nests, got.Phases, got.NoModule)
	}

	m.Send(`{type: "measure", id: 2, expr: "sqrt(x)/x", order: 1, points: 1024, dtype: "float32"}`)
	if got := servicetest.Expect[bridge.MeasureReply](m); got.ID != 2 || got.Runs < 3 || got.Ms <= 0 {
		t.Errorf("got id %d, %v ms in %d runs", got.ID, got.Ms, got.Runs)
	}
}

// TestExplainField asks for the code of a gradient; a higher order is the same.
func TestExplainField(t *testing.T) {
	m := startWorker(t)
	var modules []string
	for id, order := range []int{0, 1, 4} {
		m.Send(fmt.Sprintf(`{type: "explain", id: %d, expr: "g(u, v) = u sin v", order: %d, points: 64, dtype: "float32"}`, id, order))
		got := servicetest.Expect[bridge.ExplainReply](m)
		if got.ID != id || got.Name != "g" || !slices.Equal(got.Variables, []string{"u", "v"}) || got.NoModule != "" {
			t.Errorf("got %+v", got)
		}
		if want := []int32{0, 10, 11, 0, 16, 17}; !slices.Equal(got.Spans.Values()[:6], want) {
			t.Errorf("the variables stand at %v, want %v", got.Spans.Values(), want)
		}
		modules = append(modules, got.Module)
	}
	if modules[0] == modules[1] || modules[1] != modules[2] {
		t.Errorf("the modules have %d, %d and %d bytes of text", len(modules[0]), len(modules[1]), len(modules[2]))
	}
	m.Send(`{type: "measure", id: 9, expr: "g(u, v) = u sin v", order: 1, points: 64, dtype: "float32"}`)
	if got := servicetest.Expect[bridge.MeasureReply](m); got.ID != 9 || got.Runs < 3 {
		t.Errorf("got id %d, %d runs", got.ID, got.Runs)
	}
}

func TestExplainErrors(t *testing.T) {
	m := startWorker(t)
	for _, test := range []struct{ request, want string }{
		{`expr: "tahn(x)", order: 1, points: 64, dtype: "float32"`, "unknown name"},
		{`expr: "x", order: 11, points: 64, dtype: "float32"`, "order: given 11, expected 0 to 10"},
		{`expr: "x", order: 1, points: 0, dtype: "float32"`, "points: given 0, expected 1 to 1000000"},
		{`expr: "x", order: 1, points: 64, dtype: "int8"`, `dtype: given "int8", expected float32 or float64`},
	} {
		m.Send(`{type: "explain", id: 3, ` + test.request + `}`)
		if got := servicetest.Expect[bridge.Error](m); !strings.Contains(got.Message, test.want) {
			t.Errorf("%s: got %q, want %q", test.request, got.Message, test.want)
		}
	}
}
