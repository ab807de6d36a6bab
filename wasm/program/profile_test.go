//go:build js && wasm

package main

import (
	"slices"
	"testing"

	"fluxion/wasm/bridge"
)

// A cell comes with what ran, and what a compiled program left to the host.
func TestProfileOfCell(t *testing.T) {
	m := startWorker(t)
	got := run(t, m, `import jax, jax.numpy as jnp
x = jnp.linspace(0, 1, 1000000)
@jax.jit
def f(x): return jnp.abs(jnp.sin(x * (1 + 2j)))
for _ in range(3): f(x)
jnp.tanh(x)
None`)
	find := func(program string) bridge.ProgramRun {
		i := slices.IndexFunc(got.reply.Profile, func(r bridge.ProgramRun) bool { return r.Program == program })
		if i < 0 {
			t.Fatalf("%s did not run: %+v", program, got.reply.Profile)
		}
		return got.reply.Profile[i]
	}
	if f := find("f"); f.Eager || f.Device != "wasm" || f.Runs != 3 || f.Compilations != 1 || f.Elements != 3e6 || !slices.Contains(f.Host, "sin") {
		t.Errorf("f: %+v", f)
	}
	if tanh := find("tanh"); !tanh.Eager || tanh.Device != "wasm" || tanh.Runs != 1 {
		t.Errorf("tanh: %+v", tanh)
	}
	if got = run(t, m, "1 + 1"); len(got.reply.Profile) > 0 {
		t.Errorf("a sum of Python ran %+v", got.reply.Profile)
	}
}

// Many programs are told in few words, whose sums are right.
func TestProfileOfManyPrograms(t *testing.T) {
	m := startWorker(t)
	got := run(t, m, `import jax
for i in range(300):
    def f(x): return x + i
    f.__name__ = f"f{i}"
    jax.jit(f)(1.0)`)
	runs := 0
	for _, r := range got.reply.Profile {
		if !r.Eager {
			runs += r.Runs
		}
	}
	if rest := got.reply.Profile[len(got.reply.Profile)-1]; len(got.reply.Profile) != 12 || rest.Program != "" || runs != 300 {
		t.Errorf("%d programs with %d runs, at last %+v", len(got.reply.Profile), runs, rest)
	}
}
