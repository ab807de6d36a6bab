package engine_test

import (
	"slices"
	"testing"

	"fluxion/engine"
)

// profiled returns what ran while f did.
func profiled(t *testing.T, f func()) (events []engine.ProfileEvent) {
	t.Helper()
	engine.SetProfile(func(e engine.ProfileEvent) { events = append(events, e) })
	defer engine.SetProfile(nil)
	f()
	return events
}

func TestProfileOfJit(t *testing.T) {
	for _, device := range []string{"host", "wasm"} {
		on(t, device, func() {
			f, x := engine.JitNamed("twice", func(x engine.Array) engine.Array { return engine.Sin(x).Add(x) }), samples(1, 100)
			events := profiled(t, func() { f(x); f(x) })
			if len(events) != 2 {
				t.Fatalf("%s: %d events, expected 2", device, len(events))
			}
			for i, e := range events {
				if e.Program != "twice" || e.Device != device || e.Eager || e.Equations != 2 || e.Threads < 1 ||
					e.Elements != 100 || e.Bytes != 800 || len(e.Host) > 0 || e.Compiled != (i == 0) ||
					(e.Compile > 0) != e.Compiled || e.Run <= 0 || (e.Code > 0) != (device == "wasm") {
					t.Errorf("%s: event %d: %+v", device, i, e)
				}
			}
		})
	}
}

// What a compiled program leaves to the host shows; complex numbers stay there.
func TestProfileOfHostSteps(t *testing.T) {
	on(t, "wasm", func() {
		f, x := engine.Jit(func(x engine.Array) engine.Array { return engine.Abs(engine.Sin(x)).Add(engine.Num(1)) }), samples(1, 8)
		z := engine.Cartesian(x, x)
		events := profiled(t, func() { f(z) })
		if len(events) != 1 || events[0].Device != "wasm" || !slices.Equal(events[0].Host, []string{"sin", "abs"}) {
			t.Errorf("events %+v", events)
		}
	})
}

// A program that moves says where each of its runs was.
func TestProfileOfMove(t *testing.T) {
	on(t, "auto", func() {
		f, x := engine.Jit(engine.Sin), samples(1, 10)
		events := profiled(t, func() {
			for range 1000 {
				f(x)
			}
		})
		first, last, compiled := events[0], events[len(events)-1], 0
		for _, e := range events {
			if e.Compiled {
				compiled++
			}
		}
		if len(events) != 1000 || first.Device != "host" || last.Device != "wasm" || compiled != 2 {
			t.Errorf("%d events from %s to %s, compiled %d times", len(events), first.Device, last.Device, compiled)
		}
	})
}

func TestProfileOfOperations(t *testing.T) {
	x := samples(1, 10)
	events := profiled(t, func() { engine.Sin(x) })
	if len(events) != 1 || events[0].Program != "sin" || !events[0].Eager || events[0].Device != "host" || events[0].Elements != 10 || events[0].Bytes != 80 {
		t.Errorf("events %+v", events)
	}
	if engine.Sin(x); len(events) != 1 {
		t.Error("an event after the profile had ended")
	}
}
