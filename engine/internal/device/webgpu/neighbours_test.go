package webgpu

import (
	"testing"

	"fluxion/engine/internal/device/webgpu/wgsl"
)

// The program that looks for neighbours is one that adapters run, and each
// invocation has to find its own.
func TestNeighbours(t *testing.T) {
	for _, size := range []int{2, 4, 32, 128} {
		a := wgsl.Typical()
		a.Subgroups = [2]int{size, 128}
		p := neighbours(a)
		if err := p.Check(a); err != nil {
			t.Error(err)
		}
		results := make([]byte, 4*p.Buffers[0].Len)
		for i := 0; i < len(results); i += 4 {
			if areNeighbours(results) {
				t.Fatalf("in subgroups of %d, invocation %d need not find its neighbours", size, i/4)
			}
			results[i] = 1
		}
		if !areNeighbours(results) {
			t.Errorf("all neighbours are found in subgroups of %d, and not believed", size)
		}
	}
}
