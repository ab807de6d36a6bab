package wasmasm

// What imports and exports refer to:
// https://webassembly.github.io/spec/core/binary/modules.html#export-section
const (
	functionKind = 0
	memoryKind   = 2
)

type export struct {
	name  string
	kind  byte
	index int
}

// Export makes a function callable from outside.
func (m *Module) Export(name string, f *Func) {
	m.exports = append(m.exports, export{name, functionKind, f.index})
}

// ExportMemory makes the memory accessible from outside.
func (m *Module) ExportMemory(name string) {
	m.exports = append(m.exports, export{name, memoryKind, 0})
}

func (m *Module) appendExports(out []byte) []byte {
	var entries []byte
	for _, e := range m.exports {
		entries = append(appendName(entries, e.name), e.kind)
		entries = appendUnsigned(entries, uint64(e.index))
	}
	return appendSection(out, exportSection, len(m.exports), entries)
}
