package engine_test

import (
	"slices"
	"strings"
	"testing"

	"fluxion/engine"
)

// generator is a random number generator: steps of it are exact, and none can
// be left out.
func generator(x engine.Array) engine.Array {
	return x.Mul(engine.Scalar(1664525, engine.Uint32)).Add(engine.Scalar(1013904223, engine.Uint32))
}

func generated(x uint32, n int) uint32 {
	for range n {
		x = x*1664525 + 1013904223
	}
	return x
}

// A compiled loop is left again and again, to look after other things, and goes
// on where it was: inside other loops and branches, with small carries and
// large ones, with elements and stacked results.
func TestLongLoops(t *testing.T) {
	const turns, inner, wide = 12, 100_000, 8
	times := func(n int) func(engine.Array) engine.Array { return repeated(n, generator) }
	type state struct{ I, X, V engine.Array }
	program := engine.Jit(func(x engine.Array) (out [3]engine.Array) {
		v := engine.Iota([]int{wide}, 0, engine.Uint32)
		last, ys := engine.Scan(func(s state, k engine.Array) (state, engine.Array) {
			even := engine.Mod(s.I, engine.Int(2)).Eq(engine.Int(0))
			y := engine.Cond(even, func(x engine.Array) engine.Array { return times(inner)(x) },
				func(x engine.Array) engine.Array { return generator(times(inner)(generator(x))) }, s.X)
			return state{s.I.Add(engine.Int(1)), times(inner)(y.Add(k)), times(inner)(s.V)}, y
		}, state{engine.Scalar(0, engine.Int32), x, v}, engine.Iota([]int{turns}, 0, engine.Uint32), -1)
		return [3]engine.Array{last.X, last.V, ys}
	})
	x, v := uint32(7), make([]uint32, wide)
	var ys []uint32
	for k := range v {
		v[k] = uint32(k)
	}
	for i := range turns {
		y := generated(x, inner+i%2*2)
		ys = append(ys, y)
		x = generated(y+uint32(i), inner)
		for k := range v {
			v[k] = generated(v[k], inner)
		}
	}
	on(t, "wasm", func() {
		defer engine.SetInterrupt(nil)
		looks := 0
		engine.SetInterrupt(func() { looks++ })
		for range 2 {
			out := program(engine.Scalar(7, engine.Uint32))
			if got := out[0].Uint32s()[0]; got != x {
				t.Errorf("small carry %d, want %d", got, x)
			}
			if got := out[1].Uint32s(); !slices.Equal(got, v) {
				t.Errorf("large carry %d, want %d", got, v)
			}
			if got := out[2].Uint32s(); !slices.Equal(got, ys) {
				t.Errorf("stacked results %d, want %d", got, ys)
			}
		}
		if looks < 10 {
			t.Errorf("%d looks around", looks)
		}
		// Stopped in the middle, and then run again.
		looks = 0
		engine.SetInterrupt(func() {
			if looks++; looks == 9 {
				panic(&engine.Error{Op: "test", Reason: "stopped"})
			}
		})
		if err := engine.Try(func() { program(engine.Scalar(7, engine.Uint32)) }); err == nil || !strings.Contains(err.Error(), "stopped") {
			t.Errorf("stopped: %v", err)
		}
		engine.SetInterrupt(nil)
		if got := program(engine.Scalar(7, engine.Uint32))[0].Uint32s()[0]; got != x {
			t.Errorf("after it was stopped: %d, want %d", got, x)
		}
	})
}

// Loops outside of any program run as programs of their own.
func TestLoopsAlone(t *testing.T) {
	for _, device := range engine.Devices() {
		on(t, device, func() {
			limit := engine.Scalar(3000, engine.Uint32)
			got := engine.While(func(s [2]engine.Array) engine.Array { return s[0].Lt(limit) }, func(s [2]engine.Array) [2]engine.Array {
				return [2]engine.Array{s[0].Add(engine.Scalar(1, engine.Uint32)), generator(s[1])}
			}, [2]engine.Array{engine.Scalar(0, engine.Uint32), engine.Scalar(7, engine.Uint32)})[1]
			if want := generated(7, 3000); got.Uint32s()[0] != want {
				t.Errorf("%s: %d, want %d", device, got.Uint32s()[0], want)
			}
		})
	}
}
