package wasmasm

// An imported is a memory or, if function is set, a function:
// https://webassembly.github.io/spec/core/binary/modules.html#import-section
type imported struct {
	module, name string
	limits       limits
	function     *Func
}

// ImportFunc makes a function of another module callable. Imported functions
// come before all others.
func (m *Module) ImportFunc(module, name string, params, results []ValType) *Func {
	if len(m.funcs) > 0 {
		panic("wasmasm: a function is imported after others were added")
	}
	f := &Func{index: m.importedFuncs, signature: funcType{params, results}}
	m.importedFuncs++
	m.imports = append(m.imports, imported{module: module, name: name, function: f})
	return f
}

func (m *Module) appendImports(out []byte) []byte {
	var entries []byte
	for _, i := range m.imports {
		entries = appendName(appendName(entries, i.module), i.name)
		if i.function != nil {
			entries = append(entries, functionKind)
			entries = appendUnsigned(entries, uint64(m.typeIndex(i.function.signature)))
		} else {
			entries = i.limits.append(append(entries, memoryKind))
		}
	}
	return appendSection(out, importSection, len(m.imports), entries)
}
