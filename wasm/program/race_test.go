//go:build js && wasm

package main

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"fluxion/engine"
	"fluxion/wasm/bridge"
	"fluxion/wasm/service/servicetest"
)

const raceView = `view: {width: 800, height: 500, dark: true, logLoss: true, svg: true}`

func beginRace(m *servicetest.Mailbox, id int, places string, seconds float64) {
	m.Send(fmt.Sprintf(`{type: "race", id: %d, action: "begin", %s, config: {rows: 2000, columns: 4, seed: 1,
		optimizer: "gradient-descent", learningRate: 1, places: [%s], seconds: %g}}`, id, raceView, places, seconds))
}

// until collects updates until one is as wanted.
func until(m *servicetest.Mailbox, wanted func(bridge.RaceReply) bool) bridge.RaceReply {
	for {
		if r := servicetest.Expect[bridge.RaceReply](m); wanted(r) {
			return r
		}
	}
}

func TestRace(t *testing.T) {
	m := startWorker(t)
	device, threads := engine.Device(), engine.MostThreads()
	beginRace(m, 1, `"host", "wasm", "threads", "auto"`, 0.05)
	first := servicetest.Expect[bridge.RaceReply](m)
	if !first.Running || first.ID != 1 || first.Bytes != 2000*17 || len(first.Lanes) != 4 || first.Lanes[3].State != bridge.LaneWaiting {
		t.Errorf("at first: %+v", first)
	}
	if first.SVG == nil || !strings.Contains(*first.SVG, "Steps per second") {
		t.Errorf("the first picture: %v", first.SVG)
	}
	last := until(m, func(r bridge.RaceReply) bool { return !r.Running })
	for i, l := range last.Lanes {
		if l.State != bridge.LaneDone || l.Made != 1 || l.Steps == 0 || l.Seconds < 0.05 || l.Message != "" {
			t.Errorf("%+v", l)
		}
		if rate := float64(l.Steps) / l.Seconds; math.Abs(rate-l.StepsPerSecond) > 1e-9*rate {
			t.Errorf("%s: %v steps per second, expected %v", l.Place, l.StepsPerSecond, rate)
		}
		if !(l.Loss < math.Ln2) || !(l.Accuracy > 0.6 && l.Accuracy < 1) {
			t.Errorf("%s: loss %v, accuracy %v", l.Place, l.Loss, l.Accuracy)
		}
		if want := []string{"Go, no generated code", "WebAssembly SIMD, 1 thread"}; i < 2 && l.Kind != want[i] {
			t.Errorf("lane %d is called %q, expected %q", i, l.Kind, want[i])
		}
	}
	if name := last.Lanes[3].Kind; name != "Auto" {
		t.Errorf("the place that chooses is called %q", name)
	}
	if !(last.HiddenLoss > 0 && last.HiddenLoss < math.Ln2) {
		t.Errorf("the hidden loss is %v", last.HiddenLoss)
	}
	if !strings.Contains(last.Description, "steps per second") {
		t.Errorf("in words: %s", last.Description)
	}
	if engine.Device() != device || engine.MostThreads() != threads {
		t.Errorf("programs now run on %s with %d threads", engine.Device(), engine.MostThreads())
	}
	// Cells still run.
	execute(m, 2, "print(6 * 7)")
	if r := finish(t, m); r.stdout != "42\n" {
		t.Errorf("a cell after the race printed %q", r.stdout)
	}
}

func TestRaceIsPausedAndStopped(t *testing.T) {
	m := startWorker(t)
	beginRace(m, 1, `"wasm"`, 0)
	until(m, func(r bridge.RaceReply) bool { return r.Lanes[0].Steps > 0 })
	m.Send(`{type: "race", id: 2, action: "pause"}`)
	paused := until(m, func(r bridge.RaceReply) bool { return r.ID == 2 })
	if !paused.Paused || !paused.Running {
		t.Errorf("paused: %+v", paused)
	}
	m.Send(`{type: "race", id: 3, action: "view", ` + raceView + `}`)
	if r := servicetest.Expect[bridge.RaceReply](m); r.ID != 3 || r.Lanes[0].Steps < paused.Lanes[0].Steps {
		t.Errorf("while paused: %+v", r)
	}
	m.Send(`{type: "race", id: 4, action: "play"}`)
	until(m, func(r bridge.RaceReply) bool { return !r.Paused && r.Lanes[0].Steps > paused.Lanes[0].Steps })
	m.Send(`{type: "race", id: 5, action: "stop"}`)
	stopped := until(m, func(r bridge.RaceReply) bool { return r.ID == 5 })
	if stopped.Running || stopped.Lanes[0].State != bridge.LaneDone {
		t.Errorf("stopped: %+v", stopped)
	}
	// Nothing comes after that, but what is asked for.
	execute(m, 6, "1")
	if r := finish(t, m); !r.reply.OK {
		t.Errorf("%+v", r)
	}
}

// TestRaceGivesMemoryBack runs three races of 65 MB in a row.
func TestRaceGivesMemoryBack(t *testing.T) {
	m := startWorker(t)
	heap := func() uint64 {
		var s runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	before := heap()
	for id := range 3 {
		m.Send(fmt.Sprintf(`{type: "race", id: %d, action: "begin", %s, config: {rows: 500000, columns: 32, seed: 1,
			optimizer: "adam", learningRate: 0.1, places: ["wasm"], seconds: 0.01}}`, id+1, raceView))
		until(m, func(r bridge.RaceReply) bool { return r.ID == id+1 && !r.Running })
	}
	if after := heap(); after > before+32<<20 {
		t.Errorf("the heap had %d MB and has %d MB", before>>20, after>>20)
	}
}

func TestRaceDiverges(t *testing.T) {
	m := startWorker(t)
	m.Send(`{type: "race", id: 1, action: "begin", ` + raceView + `, config: {rows: 2000, columns: 4, seed: 1,
		optimizer: "gradient-descent", learningRate: 1e38, places: ["wasm", "host"], seconds: 0.01}}`)
	last := until(m, func(r bridge.RaceReply) bool { return !r.Running })
	for _, l := range last.Lanes {
		if l.State != bridge.LaneFailed || !strings.Contains(l.Message, "Lower the learning rate, which is 1e+38") {
			t.Errorf("%+v", l)
		}
	}
}

func TestRaceErrors(t *testing.T) {
	m := startWorker(t)
	config := func(change string) string {
		return `{type: "race", id: 3, action: "begin", ` + raceView + `, config: {...{rows: 2000, columns: 4, seed: 1,
			optimizer: "adam", learningRate: 1, places: ["wasm"], seconds: 1}, ` + change + `}}`
	}
	for _, test := range []struct{ request, want string }{
		{`{type: "race", id: 3, action: "play"}`, "given play before the first begin"},
		{`{type: "race", id: 3, action: "begin"}`, "begin needs a config and a view"},
		{config(`rows: 1`), "1 rows were asked for"},
		{config(`rows: 1e7, columns: 100`), "take 4.0 GB, at most 2.1 GB are possible"},
		{config(`optimizer: "newton"`), `no optimizer "newton"`},
		{config(`places: []`), "given no places"},
		{config(`places: ["abacus"]`), `device "abacus" given`},
		{config(`seconds: -1`), "given -1 seconds"},
		{config(`seconds: NaN`), "given NaN seconds"},
	} {
		m.Send(test.request)
		if got := servicetest.Expect[bridge.Error](m); got.ID != 3 || !strings.Contains(got.Message, test.want) {
			t.Errorf("%s: got %q, want %q", test.request, got.Message, test.want)
		}
	}
}

func TestChooseDevice(t *testing.T) {
	m := startWorker(t)
	defer func(name string) { _ = engine.SetDevice(name) }(engine.Device())
	m.Send(`{type: "device", id: 1, device: "host"}`)
	if got := servicetest.Expect[bridge.DeviceReply](m); got.Device != "host" || engine.Device() != "host" {
		t.Errorf("got %+v, programs run on %s", got, engine.Device())
	}
	m.Send(`{type: "device", id: 4, device: "auto"}`)
	if got := servicetest.Expect[bridge.DeviceReply](m); len(got.Measured) == 0 {
		t.Errorf("nothing is said of the GPU: %+v", got)
	}
	m.Send(`{type: "device", id: 5, device: "host"}`)
	servicetest.Expect[bridge.DeviceReply](m)
	m.Send(`{type: "device", id: 2, device: "abacus"}`)
	if got := servicetest.Expect[bridge.Error](m); !strings.Contains(got.Message, "abacus") || engine.Device() != "host" {
		t.Errorf("got %+v, programs run on %s", got, engine.Device())
	}
}
