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
	var met []string
	for step := 1; 2*step <= a.Subgroups[0]; step *= 2 {
		met = append(met, fmt.Sprintf("(subgroupShuffleXor(local, %du) == (local ^ %du))", step, step))
	}
	source := fmt.Sprintf(`enable subgroups;
@group(0) @binding(0) var<storage, read_write> results: array<u32>;

@compute @workgroup_size(%d)
fn main(@builtin(local_invocation_index) local: u32) {
  results[local] = select(0u, 1u, %s);
}
`, n, strings.Join(met, " & "))
	returned := kernel.Buffer{Kind: kernel.Returned, DType: ir.Uint32, Len: n}
	return &wgsl.Program{
		Plan:     &kernel.Plan{Buffers: []kernel.Buffer{returned}},
		Buffers:  []wgsl.Buffer{{DType: returned.DType, Len: n}},
		Shaders:  []*wgsl.Shader{{Name: "neighbours", Source: source, Writes: []bool{true}}},
		Commands: []wgsl.Command{{Launch: &wgsl.Launch{Bindings: []wgsl.Window{{Buffer: 0, Len: n}}, Groups: [3]int{1, 1, 1}}}},
	}
}

// areNeighbours reports whether all invocations met those that they should have.
func areNeighbours(results []byte) bool {
	for ; len(results) > 0; results = results[4:] {
		if binary.LittleEndian.Uint32(results) != 1 {
			return false
		}
	}
	return true
}
