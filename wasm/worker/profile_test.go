//go:build js && wasm

package main

import (
	"slices"
	"testing"

	"fluxion/wasm/bridge"
	"fluxion/wasm/service/servicetest"
)

// find returns what is said of a program; nil if nothing.
func find(profile []bridge.ProgramRun, program, device string) *bridge.ProgramRun {
	i := slices.IndexFunc(profile, func(r bridge.ProgramRun) bool { return r.Program == program && r.Device == device })
	if i < 0 {
		return nil
	}
	return &profile[i]
}

// The programs of a picture are told with it, and move to generated code when
// it is drawn often.
func TestProfileOfPlot(t *testing.T) {
	m := startWorker(t)
	var last *bridge.ProgramRun
	for range 30 {
		m.Send(plotOf + `"g(x) = tanh(x) exp(-x^2)"}`)
		got := servicetest.Expect[bridge.PlotReply](m)
		runs := 0
		for _, r := range got.Profile {
			if r.Program == "g" {
				runs += r.Runs
			}
		}
		if got.Points < 64 || runs == 0 {
			t.Fatalf("%d points, profile %+v", got.Points, got.Profile)
		}
		last = find(got.Profile, "g", "wasm")
	}
	if last == nil || last.Kind != "WebAssembly SIMD" || last.Threads < 1 || last.Equations == 0 || last.Code == 0 || len(last.Host) > 0 || last.Eager {
		t.Errorf("at last %+v", last)
	}
}

func TestProfileOfTraining(t *testing.T) {
	m := startWorker(t)
	m.Send(configureWith(tutorial))
	servicetest.Expect[bridge.RegressReply](m)
	m.Send(`{type: "regress", id: 2, action: "step"}`)
	got := servicetest.Expect[bridge.RegressReply](m)
	if step := find(got.Profile, "step", "host"); step == nil || step.Runs != 1 || step.Compilations != 1 || step.Eager {
		t.Errorf("profile %+v", got.Profile)
	}
}
