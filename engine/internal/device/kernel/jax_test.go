package kernel_test

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"testing"

	"fluxion/engine/internal/ir"
)

//go:embed testdata/jax.txt
var jaxResults string

func TestFloat32MatchesJAX(t *testing.T) {
	for _, line := range strings.Split(strings.TrimSpace(jaxResults), "\n") {
		words := strings.Fields(line)
		name := words[0]
		var x, want []float64
		for k, w := range words[1:] {
			bits, err := strconv.ParseUint(w, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			v := float64(math.Float32frombits(uint32(bits)))
			if k%2 == 0 {
				x = append(x, v)
			} else {
				want = append(want, v)
			}
		}
		got := evaluate(compile(name, ir.Float32), ir.Float32, x)
		for i := range got {
			if math.Float64bits(got[i]) != math.Float64bits(want[i]) {
				t.Errorf("%s(%v) = %v, JAX has %v", name, float32(x[i]), float32(got[i]), float32(want[i]))
			}
		}
	}
}

// The tutorial's first number depends on this one.
func TestTanhOfTwo(t *testing.T) {
	got := evaluate(compile("tanh", ir.Float32), ir.Float32, []float64{2})[0]
	if bits := math.Float32bits(float32(got)); bits != 0x3f76ca83 {
		t.Errorf("tanh(2) = %#x, expected 0x3f76ca83", bits)
	}
}
