package webgpu

import (
	"encoding/binary"
	"math"
	"testing"

	"fluxion/engine/internal/device/webgpu/wgsl"
)

// ideal returns what the probe gives where floats are those of IEEE 754, but for
// the word k of pairs, which is what instead returns.
func ideal(k int, instead func(x, y float32) float32) []byte {
	pairs, _ := probePairs()
	var results []byte
	for _, p := range pairs {
		x, y := p[0], p[1]
		product, sum, difference := float32(x*y), float32(x+y), float32(x-y)
		number := uint32(0)
		if x == x {
			number = 1
		}
		if float32(x-x) == 0 {
			number += 2
		}
		for i, v := range []float32{
			float32(float64(x)*float64(y) - float64(product)), float32(x / y), float32(math.Sqrt(math.Abs(float64(x)))),
			float32(sum - x), float32(float32(x+12582912) - 12582912), float32(y - float32(x-difference)),
			math.Float32frombits(number), float32(x / 3), float32(x * 0.5),
		} {
			if i == k {
				v = instead(x, y)
			}
			results = binary.LittleEndian.AppendUint32(results, math.Float32bits(v))
		}
	}
	return results
}

func TestProbe(t *testing.T) {
	zero := func(x, y float32) float32 { return 0 }
	for name, c := range map[string]struct {
		k       int
		instead func(x, y float32) float32
		want    wgsl.Adapter
	}{
		"ideal":        {-1, nil, wgsl.Adapter{Fused: true, Rounded: true}},
		"two steps":    {0, zero, wgsl.Adapter{Rounded: true}},
		"division":     {1, func(x, y float32) float32 { return float32(x * float32(1/y)) }, wgsl.Adapter{Fused: true}},
		"by three":     {7, func(x, y float32) float32 { return float32(x * float32(1.0/3)) }, wgsl.Adapter{Fused: true, Rounded: true, Reordering: true}},
		"root":         {2, zero, wgsl.Adapter{Fused: true}},
		"sum":          {3, func(x, y float32) float32 { return y }, wgsl.Adapter{Fused: true, Rounded: true, Reordering: true}},
		"whole number": {4, func(x, y float32) float32 { return x }, wgsl.Adapter{Fused: true, Rounded: true, Reordering: true}},
		"difference":   {5, zero, wgsl.Adapter{Fused: true, Rounded: true, Reordering: true}},
		"no NaN":       {6, func(x, y float32) float32 { return math.Float32frombits(3) }, wgsl.Adapter{Fused: true, Rounded: true, Reordering: true}},
		"subnormal":    {8, zero, wgsl.Adapter{Fused: true, Rounded: true, Flushing: true}},
	} {
		t.Run(name, func(t *testing.T) {
			var a wgsl.Adapter
			conclude(&a, ideal(c.k, c.instead))
			if a != c.want {
				t.Errorf("%+v, want %+v", a, c.want)
			}
		})
	}
}

// The program that probes is one that every adapter runs.
func TestProbeProgram(t *testing.T) {
	p, operand := probe()
	if err := p.Check(wgsl.Least()); err != nil || len(operand) != 4*p.Buffers[0].Len {
		t.Errorf("the probe has an operand of %d bytes, and the error %v", len(operand), err)
	}
}
