package webgpu

import (
	"encoding/binary"
	"math"
	"testing"
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
		want    Adapter
	}{
		"ideal":        {-1, nil, Adapter{Fused: true, Rounded: true}},
		"two steps":    {0, zero, Adapter{Rounded: true}},
		"division":     {1, func(x, y float32) float32 { return float32(x * float32(1/y)) }, Adapter{Fused: true}},
		"by three":     {7, func(x, y float32) float32 { return float32(x * float32(1.0/3)) }, Adapter{Fused: true}},
		"root":         {2, zero, Adapter{Fused: true}},
		"sum":          {3, func(x, y float32) float32 { return y }, Adapter{Fused: true, Rounded: true, Reordering: true}},
		"whole number": {4, func(x, y float32) float32 { return x }, Adapter{Fused: true, Rounded: true, Reordering: true}},
		"difference":   {5, zero, Adapter{Fused: true, Rounded: true, Reordering: true}},
		"no NaN":       {6, func(x, y float32) float32 { return math.Float32frombits(3) }, Adapter{Fused: true, Rounded: true, Reordering: true}},
		"subnormal":    {8, zero, Adapter{Fused: true, Rounded: true, Flushing: true}},
	} {
		t.Run(name, func(t *testing.T) {
			var a Adapter
			a.conclude(ideal(c.k, c.instead))
			if a != c.want {
				t.Errorf("%+v, want %+v", a, c.want)
			}
		})
	}
}

// The program that probes is one that every adapter runs.
func TestProbeProgram(t *testing.T) {
	p, operand := probe()
	if err := p.check(Least()); err != nil || len(operand) != 4*p.Buffers[0].Len {
		t.Errorf("the probe has an operand of %d bytes, and the error %v", len(operand), err)
	}
}
