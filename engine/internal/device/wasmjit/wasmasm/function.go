package wasmasm

// A Func is a function under construction. Its methods append instructions.
type Func struct {
	index     int
	signature funcType
	locals    []ValType
	code      []byte
	rare      []int  // where in code the branches are that hardly run
	notes     *notes // nil unless the text is wanted
}

// A Local is the index of a parameter or a local variable.
type Local uint32

// Func adds a function; its first locals are the parameters.
func (m *Module) Func(params, results []ValType) *Func {
	f := &Func{index: m.importedFuncs + len(m.funcs), signature: funcType{params, results}}
	if m.annotated {
		f.notes = &notes{}
	}
	m.funcs = append(m.funcs, f)
	return f
}

// Local adds a local variable, which starts as zero.
func (f *Func) Local(t ValType) Local {
	f.locals = append(f.locals, t)
	return Local(len(f.signature.params) + len(f.locals) - 1)
}

// Len returns the number of bytes of code so far.
func (f *Func) Len() int { return len(f.code) }

// appendFunctions encodes the function section, which lists types only.
func (m *Module) appendFunctions(out []byte) []byte {
	var entries []byte
	for _, f := range m.funcs {
		entries = appendUnsigned(entries, uint64(m.typeIndex(f.signature)))
	}
	return appendSection(out, functionSection, len(m.funcs), entries)
}

// appendCode encodes the code section: of each function its size, its locals
// as runs of one type, and its instructions.
func (m *Module) appendCode(out []byte) []byte {
	var entries []byte
	for _, f := range m.funcs {
		locals := f.appendLocals(nil)
		entries = appendUnsigned(entries, uint64(len(locals)+len(f.code)+1))
		entries = append(append(entries, locals...), f.code...)
		entries = append(entries, byte(End))
	}
	return appendSection(out, codeSection, len(m.funcs), entries)
}

// appendLocals encodes the declaration of the locals.
func (f *Func) appendLocals(out []byte) []byte {
	var body []byte
	runs, start := 0, 0
	for i := range f.locals {
		if i+1 == len(f.locals) || f.locals[i+1] != f.locals[i] {
			body = appendUnsigned(body, uint64(i+1-start))
			body = append(body, byte(f.locals[i]))
			runs, start = runs+1, i+1
		}
	}
	return append(appendUnsigned(out, uint64(runs)), body...)
}
