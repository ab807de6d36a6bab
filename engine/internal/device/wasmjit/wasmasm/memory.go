package wasmasm

// PageSize is the unit of memory sizes in bytes.
const PageSize = 1 << 16

// limits are the least and, unless negative, the greatest number of pages:
// https://webassembly.github.io/spec/core/binary/types.html#limits
type limits struct {
	least, most int
	shared      bool // by threads
}

func (l limits) append(out []byte) []byte {
	var flags byte
	if l.most >= 0 {
		flags |= 1
	}
	if l.shared {
		flags |= 2
	}
	out = appendUnsigned(append(out, flags), uint64(l.least))
	if l.most >= 0 {
		out = appendUnsigned(out, uint64(l.most))
	}
	return out
}

// ImportMemory makes the module compute on a memory from outside, of at least
// the given number of pages. A module has one memory.
func (m *Module) ImportMemory(module, name string, pages int) {
	m.imports = append(m.imports, imported{module: module, name: name, limits: limits{least: pages, most: -1}})
}

// ImportSharedMemory is ImportMemory for one that threads share, which must
// have been made with a maximum of at most that many pages.
func (m *Module) ImportSharedMemory(module, name string, pages, most int) {
	m.imports = append(m.imports, imported{module: module, name: name, limits: limits{pages, most, true}})
}

// Memory gives the module a memory of its own that cannot grow.
func (m *Module) Memory(pages int) { m.memory = &limits{least: pages, most: pages} }

func (m *Module) appendMemory(out []byte) []byte {
	if m.memory == nil {
		return out
	}
	return appendSection(out, memorySection, 1, m.memory.append(nil))
}
