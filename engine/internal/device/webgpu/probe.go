package webgpu

import (
	"encoding/binary"
	"math"
	"math/rand"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// probeSource computes, of pairs of numbers, what GPUs and their compilers do in
// different ways. What looks superfluous must not be left out.
const probeSource = `@group(0) @binding(0) var<storage, read> pairs: array<vec2f>;
@group(0) @binding(1) var<storage, read_write> results: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&pairs)) { return; }
  let a = pairs[i].x;
  let b = pairs[i].y;
  let product = a * b;
  results[9u * i] = bitcast<u32>(fma(a, b, -product));
  results[9u * i + 1u] = bitcast<u32>(a / b);
  results[9u * i + 2u] = bitcast<u32>(sqrt(abs(a)));
  results[9u * i + 3u] = bitcast<u32>((a + b) - a);
  results[9u * i + 4u] = bitcast<u32>((a + 12582912.0) - 12582912.0);
  results[9u * i + 5u] = bitcast<u32>(b - (a - (a - b)));
  results[9u * i + 6u] = select(0u, 1u, a == a) + select(0u, 2u, (a - a) == 0.0);
  results[9u * i + 7u] = bitcast<u32>(a / 3.0);
  results[9u * i + 8u] = bitcast<u32>(a * 0.5);
}
`

// probeResults is the number of words that the probe gives for each pair.
const probeResults = 9

// probePairs returns the numbers to probe with: first ordinary ones.
func probePairs() (pairs [][2]float32, ordinary int) {
	source := rand.New(rand.NewSource(1))
	number := func() float32 {
		x := float32(math.Ldexp(1+source.Float64(), source.Intn(20)-10))
		if source.Intn(2) == 0 {
			return -x
		}
		return x
	}
	for range 1000 {
		pairs = append(pairs, [2]float32{number(), number()})
	}
	ordinary = len(pairs)
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		pairs = append(pairs, [2]float32{float32(x), 1}, [2]float32{1, float32(x)})
	}
	return append(pairs, [2]float32{0x1p-126, 1}), ordinary
}

// probe returns the program that probes an adapter, and its operand.
func probe() (*wgsl.Program, []byte) {
	pairs, _ := probePairs()
	var operand []byte
	for _, p := range pairs {
		operand = binary.LittleEndian.AppendUint32(operand, math.Float32bits(p[0]))
		operand = binary.LittleEndian.AppendUint32(operand, math.Float32bits(p[1]))
	}
	n := len(pairs)
	given := kernel.Buffer{Kind: kernel.Given, DType: ir.Float32, Len: 2 * n}
	returned := kernel.Buffer{Kind: kernel.Returned, DType: ir.Uint32, Len: probeResults * n}
	return &wgsl.Program{
		Plan:    &kernel.Plan{Inputs: 1, Buffers: []kernel.Buffer{given, returned}},
		Buffers: []wgsl.Buffer{{DType: given.DType, Len: given.Len}, {DType: returned.DType, Len: returned.Len}},
		Shaders: []*wgsl.Shader{{Name: "probe", Source: probeSource, Writes: []bool{false, true}}},
		Commands: []wgsl.Command{{Launch: &wgsl.Launch{
			Bindings: []wgsl.Window{{Buffer: 0, Len: given.Len}, {Buffer: 1, Len: returned.Len}}, Groups: [3]int{(n + 63) / 64, 1, 1},
		}}},
	}, operand
}

// conclude sets in an adapter what the results of the probe tell.
func conclude(a *wgsl.Adapter, results []byte) {
	pairs, ordinary := probePairs()
	a.Fused, a.Rounded, a.Reordering = true, true, false
	thirds := true
	for i, p := range pairs {
		word := func(k int) uint32 { return binary.LittleEndian.Uint32(results[4*(probeResults*i+k):]) }
		is := func(k int, want float32) bool {
			return word(k) == math.Float32bits(want) || want != want && math.Float32frombits(word(k)) != math.Float32frombits(word(k))
		}
		x, y := p[0], p[1]
		product := float32(x * y)
		if i < ordinary {
			a.Fused = a.Fused && is(0, float32(float64(x)*float64(y)-float64(product)))
			a.Rounded = a.Rounded && is(1, float32(x/y)) && is(2, float32(math.Sqrt(math.Abs(float64(x)))))
			thirds = thirds && is(7, float32(x/3))
		}
		number := uint32(0)
		if x == x {
			number = 1
		}
		if float32(x-x) == 0 {
			number += 2
		}
		sum, difference := float32(x+y), float32(x-y)
		whole := float32(float32(x+12582912) - 12582912)
		if !is(3, float32(sum-x)) || !is(4, whole) || !is(5, float32(y-float32(x-difference))) || word(6) != number {
			a.Reordering = true
		}
	}
	if a.Rounded && !thirds { // the compiler multiplies by a third
		a.Reordering = true
	}
	a.Flushing = math.Float32frombits(binary.LittleEndian.Uint32(results[len(results)-4:])) == 0
}
