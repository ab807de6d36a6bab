package wasmjit

import (
	"strconv"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// A module is a WebAssembly module under construction.
type module struct {
	wasmasm.Module
	fused   bool // the machine has relaxed vector instructions, and fused multiply-adds among them
	scalars map[scalarKey]*wasmasm.Func
}

// The memory that a module computes on is imported or exported by this name.
const (
	memoryModule = "env"
	memoryName   = "memory"
)

// assemble prints a plan as a module. It exports one function for each run of
// steps between those of the host, under the numbers from 0; its parameter is
// the address of a table that holds the address of every buffer. Where there
// are loops it returns whether it has to be called again to go on. The module
// has a memory of that many pages or, if there are none, imports it.
func assemble(plan *kernel.Plan, fused bool, pages int) []byte {
	m := &module{fused: fused, scalars: map[scalarKey]*wasmasm.Func{}}
	if pages > 0 {
		m.Memory(pages)
		m.ExportMemory(memoryName)
	} else {
		m.ImportMemory(memoryModule, memoryName, 1)
	}
	segments := 0
	for i := 0; i < len(plan.Steps); {
		if plan.Steps[i].Eqn != nil {
			i++
			continue
		}
		first := i
		for i < len(plan.Steps) && plan.Steps[i].Eqn == nil {
			i++
		}
		m.Export(strconv.Itoa(segments), m.segment(plan, plan.Steps[first:i]))
		segments++
	}
	return m.Bytes()
}
