package webgpu

import (
	"encoding/binary"
	"fmt"
	"strings"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// neighbours returns the program that finds out whether neighbouring invocations
// are in one subgroup, as everybody does it and WGSL does not promise. Each
// exchanges its number with those that it would combine sums with.
func neighbours(a wgsl.Adapter) *wgsl.Program {
	n := min(256, a.Group)
	var found []string
	for step := 1; 2*step <= a.Subgroups[0]; step *= 2 {
		found = append(found, fmt.Sprintf("(local ^ subgroupShuffleXor(local, %du))", step))
	}
	source := fmt.Sprintf(`enable subgroups;
@group(0) @binding(0) var<storage, read_write> distances: array<u32>;

@compute @workgroup_size(%d)
fn main(@builtin(local_invocation_index) local: u32) {
  distances[local] = %s;
}
`, n, strings.Join(found, " | "))
	returned := kernel.Buffer{Kind: kernel.Returned, DType: ir.Uint32, Len: n}
	return &wgsl.Program{
		Plan:     &kernel.Plan{Buffers: []kernel.Buffer{returned}},
		Buffers:  []wgsl.Buffer{{DType: returned.DType, Len: n}},
		Shaders:  []*wgsl.Shader{{Name: "neighbours", Source: source, Writes: []bool{true}}},
		Commands: []wgsl.Command{{Launch: &wgsl.Launch{Bindings: []wgsl.Window{{Buffer: 0, Len: n}}, Groups: [3]int{1, 1, 1}}}},
	}
}

// areNeighbours reports whether all invocations met those that they should have.
func areNeighbours(a wgsl.Adapter, distances []byte) bool {
	all := uint32(0)
	for step := 1; 2*step <= a.Subgroups[0]; step *= 2 {
		all |= uint32(step)
	}
	for ; len(distances) > 0; distances = distances[4:] {
		if binary.LittleEndian.Uint32(distances) != all {
			return false
		}
	}
	return true
}
