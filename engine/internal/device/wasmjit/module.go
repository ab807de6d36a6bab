package wasmjit

import (
	"strconv"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// A module is a WebAssembly module under construction.
type module struct {
	wasmasm.Module
	features
	scalars map[scalarKey]*wasmasm.Func
	tiles   map[tile]*wasmasm.Func
	packers map[packed]*wasmasm.Func
	inputs  int      // of the plan
	sharing *sharing // if helpers do chunks
}

// features says what the machine can do.
type features struct {
	vectors bool // it has vector instructions
	fused   bool // relaxed ones too, and fused multiply-adds among them
	few     bool // values at a time only: with more than it has registers, wazero 1.12 mixes some up
}

// A memory says what a module computes on: a memory of its own of that many
// pages, one that threads share and that may grow to that many, or, if there
// are none, whatever is imported.
type memory struct {
	pages  int
	shared bool
}

// The memory that a module computes on is imported or exported by this name.
const (
	memoryModule = "env"
	memoryName   = "memory"
)

// assemble prints a plan as a module. It exports one function for each run of
// steps between those of the host, under the numbers from 0; its parameter is
// the address of a table that holds the address of every buffer. Where there
// are loops it returns whether it has to be called again to go on.
func assemble(plan *kernel.Plan, has features, memory memory) []byte {
	m := newModule(has)
	m.assemble(plan, memory)
	return m.Bytes()
}

func newModule(has features) *module {
	return &module{features: has, scalars: map[scalarKey]*wasmasm.Func{}, tiles: map[tile]*wasmasm.Func{}, packers: map[packed]*wasmasm.Func{}}
}

func (m *module) assemble(plan *kernel.Plan, memory memory) {
	m.inputs = plan.Inputs
	switch {
	case memory.shared:
		m.share()
		m.ImportSharedMemory(memoryModule, memoryName, 1, memory.pages)
	case memory.pages > 0:
		m.Memory(memory.pages)
		m.ExportMemory(memoryName)
	default:
		m.ImportMemory(memoryModule, memoryName, 1)
	}
	segments := 0
	for i := 0; i < len(plan.Steps); {
		if plan.Steps[i].IsHost() {
			i++
			continue
		}
		first := i
		for i < len(plan.Steps) && !plan.Steps[i].IsHost() {
			i++
		}
		f := m.segment(plan, first, plan.Steps[first:i])
		f.Named("run" + strconv.Itoa(segments))
		m.Export(strconv.Itoa(segments), f)
		segments++
	}
}

// step prints a step that is not the host's.
func (m *module) step(s *kernel.Step, number string) *wasmasm.Func {
	if s.Sort != nil {
		f := m.sort(s.Sort)
		f.Named("sort" + number)
		return f
	}
	if s.Rows != nil {
		return m.rows(s.Rows, number)
	}
	f := m.print(s.Nest)
	f.Named("nest" + number)
	return f
}
