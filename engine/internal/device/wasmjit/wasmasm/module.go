// Package wasmasm encodes WebAssembly modules in the binary format. It knows
// the format and nothing else: what the instructions compute is the business
// of the caller, who must also see to it that they are well typed.
//
// The sections are described in
// https://webassembly.github.io/spec/core/binary/modules.html; each has a file.
package wasmasm

// A Module collects what its sections hold.
type Module struct {
	types         []funcType
	imports       []imported
	importedFuncs int
	memory        *limits
	funcs         []*Func
	exports       []export

	annotated bool // functions keep notes for the text
}

// sectionID numbers the sections in the order that the format prescribes.
type sectionID byte

const (
	customSection   sectionID = 0
	typeSection     sectionID = 1
	importSection   sectionID = 2
	functionSection sectionID = 3
	memorySection   sectionID = 5
	exportSection   sectionID = 7
	codeSection     sectionID = 10
)

// Bytes returns the module in the binary format.
func (m *Module) Bytes() []byte {
	out := []byte{0, 'a', 's', 'm', 1, 0, 0, 0}
	out = m.appendTypes(out)
	out = m.appendImports(out)
	out = m.appendFunctions(out)
	out = m.appendMemory(out)
	out = m.appendExports(out)
	out = m.appendHints(out) // which must stand before the code
	return m.appendCode(out)
}

// appendSection appends a vector of n encoded entries as a section; empty
// sections are left out.
func appendSection(out []byte, id sectionID, n int, entries []byte) []byte {
	if n == 0 {
		return out
	}
	count := appendUnsigned(nil, uint64(n))
	out = append(out, byte(id))
	out = appendUnsigned(out, uint64(len(count)+len(entries)))
	return append(append(out, count...), entries...)
}
