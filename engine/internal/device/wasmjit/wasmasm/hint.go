package wasmasm

// IfRare begins a block as If does that will hardly ever run. Engines keep its
// registers out of the way of what is around it.
//
//go:noinline
func (f *Func) IfRare() {
	f.rare = append(f.rare, len(f.code))
	f.If()
}

// appendHints encodes the custom section of branch hints, which lists for each
// function the places of the branches that are likely taken or not, counted
// from where the locals are declared:
// https://github.com/WebAssembly/branch-hinting
func (m *Module) appendHints(out []byte) []byte {
	const name = "metadata.code.branch_hint"
	const size, unlikely = 1, 0
	functions := 0
	var entries []byte
	for _, f := range m.funcs {
		if len(f.rare) == 0 {
			continue
		}
		functions++
		entries = appendUnsigned(entries, uint64(f.index))
		entries = appendUnsigned(entries, uint64(len(f.rare)))
		head := len(f.appendLocals(nil))
		for _, at := range f.rare {
			entries = append(appendUnsigned(entries, uint64(head+at)), size, unlikely)
		}
	}
	if functions == 0 {
		return out
	}
	section := append([]byte{byte(len(name))}, name...)
	section = append(appendUnsigned(section, uint64(functions)), entries...)
	out = appendUnsigned(append(out, byte(customSection)), uint64(len(section)))
	return append(out, section...)
}
