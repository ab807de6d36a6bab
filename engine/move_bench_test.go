package engine_test

import (
	"testing"

	"fluxion/engine"
)

// moves are the cases of BenchmarkMoves: operations that put elements where
// they belong.
var moves = []struct {
	name string
	call func() func()
}{
	{"gather_rows_1e5x16", func() func() {
		x, i := samples(1, 20_000, 16), someIndices(100_000, 20_000)
		f := engine.Jit(func(in [2]engine.Array) engine.Array { return engine.Take(in[0], in[1], 0) })
		return func() { f([2]engine.Array{x, i}) }
	}},
	{"gather_1e6", func() func() {
		x, i := samples(1, 1_000_000), someIndices(1_000_000, 1_000_000)
		f := engine.Jit(func(in [2]engine.Array) engine.Array { return engine.Take(in[0], in[1], 0) })
		return func() { f([2]engine.Array{x, i}) }
	}},
	{"sort_1e6", func() func() {
		f, x := engine.Jit(func(x engine.Array) engine.Array { return engine.Sort(x, -1) }), samples(1, 1_000_000)
		return func() { f(x) }
	}},
	{"argsort_1e6", func() func() {
		f, x := engine.Jit(func(x engine.Array) engine.Array { return engine.ArgSort(x, -1) }), samples(1, 1_000_000)
		return func() { f(x) }
	}},
	{"cumsum_1e6", func() func() {
		f, x := engine.Jit(func(x engine.Array) engine.Array { return engine.CumSum(x, 0) }), samples(1, 1_000_000)
		return func() { f(x) }
	}},
	{"cumsum_columns_1000x1000", func() func() {
		f, x := engine.Jit(func(x engine.Array) engine.Array { return engine.CumSum(x, 0) }), samples(1, 1000, 1000)
		return func() { f(x) }
	}},
	{"concatenate_1e6", func() func() {
		x, y := samples(1, 500_000), samples(2, 500_000)
		f := engine.Jit(func(in [2]engine.Array) engine.Array {
			return engine.Concatenate([]engine.Array{in[0].Add(engine.Num(1)), in[1]}, 0)
		})
		return func() { f([2]engine.Array{x, y}) }
	}},
	{"pad_1000x1000", func() func() {
		f, x := engine.Jit(func(x engine.Array) engine.Array {
			return engine.Pad(x, engine.Num(0), []int{2, 2}, []int{2, 2})
		}), samples(1, 1000, 1000)
		return func() { f(x) }
	}},
	{"argmax_1e6", func() func() {
		f, x := engine.Jit(func(x engine.Array) engine.Array { return engine.ArgMax(x, 0) }), samples(1, 1_000_000)
		return func() { f(x) }
	}},
	{"scatter_add_1e5", func() func() {
		x, i := samples(1, 100_000), someIndices(100_000, 1000)
		f := engine.Jit(engine.Grad(func(x engine.Array) engine.Array {
			return engine.Sum(engine.Square(engine.Take(x, i, 0)))
		}))
		return func() { f(x) }
	}},
}

// someIndices returns n indices below limit that look random.
func someIndices(n, limit int) engine.Array {
	v := make([]int32, n)
	at := uint32(1)
	for i := range v {
		at = at*1664525 + 1013904223
		v[i] = int32(at>>8) % int32(limit)
	}
	return engine.FromInt32s(v)
}

// BenchmarkMoves measures a steady call of each of the moves on each device.
func BenchmarkMoves(b *testing.B) {
	defer func(name string) {
		if err := engine.SetDevice(name); err != nil {
			b.Fatal(err)
		}
	}(engine.Device())
	for _, m := range moves {
		for _, device := range []string{"host", "wasm"} {
			b.Run(m.name+"/"+device, func(b *testing.B) {
				if err := engine.SetDevice(device); err != nil {
					b.Fatal(err)
				}
				call := m.call()
				call()
				for b.Loop() {
					call()
				}
			})
		}
	}
}
