package wasmasm

// PageSize is the unit of memory sizes in bytes.
const PageSize = 1 << 16

// limits are the least and, unless negative, the greatest number of pages:
// https://webassembly.github.io/spec/core/binary/types.html#limits
type limits struct{ least, most int }

func (l limits) append(out []byte) []byte {
	if l.most < 0 {
		return appendUnsigned(append(out, 0), uint64(l.least))
	}
	return appendUnsigned(appendUnsigned(append(out, 1), uint64(l.least)), uint64(l.most))
}

type memoryImport struct {
	module, name string
	limits       limits
}

// ImportMemory makes the module compute on a memory from outside, of at least
// the given number of pages. A module has one memory.
func (m *Module) ImportMemory(module, name string, pages int) {
	m.imports = append(m.imports, memoryImport{module, name, limits{pages, -1}})
}

// Memory gives the module a memory of its own that cannot grow.
func (m *Module) Memory(pages int) { m.memory = &limits{pages, pages} }

func (m *Module) appendImports(out []byte) []byte {
	var entries []byte
	for _, i := range m.imports {
		entries = appendName(entries, i.module)
		entries = appendName(entries, i.name)
		entries = i.limits.append(append(entries, memoryKind))
	}
	return appendSection(out, importSection, len(m.imports), entries)
}

func (m *Module) appendMemory(out []byte) []byte {
	if m.memory == nil {
		return out
	}
	return appendSection(out, memorySection, 1, m.memory.append(nil))
}
