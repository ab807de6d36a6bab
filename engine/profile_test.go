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

var kinds = map[string]string{"host": "Go", "wasm": "WebAssembly SIMD", "auto": "WebAssembly SIMD"}

func TestDescribeDevice(t *testing.T) {
	for _, name := range engine.Devices() {
		if kind, threads, err := engine.DescribeDevice(name); kind != kinds[name] || threads < 1 || err != nil {
			t.Errorf("%s is %q with %d threads, %v", name, kind, threads, err)
		}
	}
	if _, _, err := engine.DescribeDevice("abacus"); err == nil {
		t.Error("an abacus is described")
	}
}

// The program is large enough to be seen by the clocks of browsers, which may
// advance in steps of 0.1 ms.
func TestProfileOfJit(t *testing.T) {
	const n = 500_000
	for _, device := range []string{"host", "wasm"} {
		on(t, device, func() {
			f, x := engine.JitNamed("twice", func(x engine.Array) engine.Array { return engine.Sin(x).Add(x) }), samples(1, n)
			events := profiled(t, func() { f(x); f(x) })
			if len(events) != 2 {
				t.Fatalf("%s: %d events, expected 2", device, len(events))
			}
			for i, e := range events {
				if e.Program != "twice" || e.Device != device || e.Kind != kinds[device] || e.Eager || e.Equations != 2 || e.Threads < 1 ||
					e.Elements != n || e.Bytes != 8*n || len(e.Host) > 0 || e.Compiled != (i == 0) ||
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

// An operation on its own is compiled where its arrays are large.
func TestProfileOfOperations(t *testing.T) {
	small, large := samples(1, 10), samples(1, 1000, 1000)
	for _, c := range []struct {
		name, device, expected string
		run                    func()
	}{
		{"sin", "auto", "host", func() { engine.Sin(small) }},
		{"sin", "auto", "wasm", func() { engine.Sin(large) }},
		{"sin", "host", "host", func() { engine.Sin(large) }},
		{"dot_general", "auto", "wasm", func() { engine.MatMul(large, large) }},
		{"add", "auto", "wasm", func() { large.Add(engine.Num(1)) }},
		{"sin", "auto", "host", func() { engine.Sin(engine.Cartesian(large, large)) }},
	} {
		on(t, c.device, func() {
			events := profiled(t, c.run)
			if len(events) == 0 {
				t.Fatalf("%s on %s: no events", c.name, c.device)
			}
			if e := events[len(events)-1]; e.Program != c.name || !e.Eager || e.Device != c.expected || e.Run <= 0 || len(e.Host) > 0 {
				t.Errorf("%s on %s: %+v, expected to run on %s", c.name, c.device, e, c.expected)
			}
		})
	}
}

// Equal operations share one program; others do not.
func TestOperationsAreCompiledOnce(t *testing.T) {
	x := samples(1, 300, 400)
	compiled := func(f func() engine.Array) bool {
		events := profiled(t, func() { f() })
		return events[len(events)-1].Compiled
	}
	on(t, "wasm", func() {
		for _, c := range []struct {
			run   func() engine.Array
			fresh bool
		}{
			{func() engine.Array { return engine.Sum(x, 0) }, true},
			{func() engine.Array { return engine.Sum(x, 0) }, false},
			{func() engine.Array { return engine.Sum(x, 1) }, true},
			{func() engine.Array { return engine.Sum(x.Reshape(400, 300), 1) }, true},
			{func() engine.Array { return x.Mul(engine.Num(2)) }, true},
			{func() engine.Array { return x.Mul(engine.Num(3)) }, false},
		} {
			if got := compiled(c.run); got != c.fresh {
				t.Errorf("compiled: %t, expected %t", got, c.fresh)
			}
		}
		if got := engine.Sum(x.Mul(engine.Num(3)), 0).Sub(engine.Sum(x, 0).Mul(engine.Num(3))); engine.Max(engine.Abs(got)).Item() > 1e-3 {
			t.Errorf("3·sum and sum of 3· differ by %v", got)
		}
	})
}

func TestProfileEnds(t *testing.T) {
	events := profiled(t, func() { engine.Sin(samples(1, 10)) })
	if engine.Sin(samples(1, 10)); len(events) != 1 {
		t.Errorf("%d events, expected 1", len(events))
	}
}
