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
	inputs  int // of the plan
}

// features says what the machine can do.
type features struct {
	vectors bool // it has vector instructions
	fused   bool // relaxed ones too, and fused multiply-adds among them
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
func assemble(plan *kernel.Plan, has features, pages int) []byte {
	m := newModule(has)
	m.assemble(plan, pages)
	return m.Bytes()
}

func newModule(has features) *module {
	return &module{features: has, scalars: map[scalarKey]*wasmasm.Func{}, tiles: map[tile]*wasmasm.Func{}, packers: map[packed]*wasmasm.Func{}}
}

func (m *module) assemble(plan *kernel.Plan, pages int) {
	m.inputs = plan.Inputs
	if pages > 0 {
		m.Memory(pages)
		m.ExportMemory(memoryName)
	} else {
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
	f := m.print(s.Nest)
	f.Named("nest" + number)
	return f
}
