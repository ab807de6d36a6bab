package webgpu

import (
	"encoding/binary"
	"testing"

	"fluxion/engine/internal/device/webgpu/wgsl"
)

// distances returns what the program gives where an invocation has a place: those
// whose places differ in one bit exchange their numbers.
func distances(a wgsl.Adapter, place func(local int) int) []byte {
	n := min(256, a.Group)
	at := make([]int, n)
	for i := range n {
		at[place(i)] = i
	}
	var words []byte
	for i := range n {
		found := 0
		for step := 1; 2*step <= a.Subgroups[0]; step *= 2 {
			found |= i ^ at[place(i)^step]
		}
		words = binary.LittleEndian.AppendUint32(words, uint32(found))
	}
	return words
}

func TestNeighbours(t *testing.T) {
	for _, size := range []int{1, 4, 8, 32, 128} {
		a := wgsl.Typical()
		a.Subgroups = [2]int{size, 128}
		if err := neighbours(a).Check(a); err != nil {
			t.Error(err)
		}
		if !areNeighbours(a, distances(a, func(i int) int { return i })) {
			t.Errorf("neighbours are not found in subgroups of %d", size)
		}
		tiled := func(i int) int { return i&^15 | i&3<<2 | i>>2&3 } // four by four
		if size > 1 && areNeighbours(a, distances(a, tiled)) {
			t.Errorf("other invocations are taken for neighbours in subgroups of %d", size)
		}
	}
}
