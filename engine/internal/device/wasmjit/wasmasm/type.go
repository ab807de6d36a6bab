package wasmasm

import "slices"

// A ValType is the type of a local, an operand or a result:
// https://webassembly.github.io/spec/core/binary/types.html
type ValType byte

// The value types.
const (
	I32  ValType = 0x7f
	I64  ValType = 0x7e
	F32  ValType = 0x7d
	F64  ValType = 0x7c
	V128 ValType = 0x7b
)

// String returns the type's name in the text format.
func (t ValType) String() string {
	switch t {
	case I32:
		return "i32"
	case I64:
		return "i64"
	case F32:
		return "f32"
	case F64:
		return "f64"
	}
	return "v128"
}

// emptyBlock is the type of a block that leaves nothing on the stack.
const emptyBlock = 0x40

type funcType struct{ params, results []ValType }

// typeIndex returns the index of a function type, adding it if it is new.
func (m *Module) typeIndex(t funcType) int {
	i := slices.IndexFunc(m.types, func(o funcType) bool {
		return slices.Equal(o.params, t.params) && slices.Equal(o.results, t.results)
	})
	if i < 0 {
		i = len(m.types)
		m.types = append(m.types, t)
	}
	return i
}

func (m *Module) appendTypes(out []byte) []byte {
	for _, i := range m.imports {
		if i.function != nil {
			m.typeIndex(i.function.signature)
		}
	}
	for _, f := range m.funcs {
		m.typeIndex(f.signature)
	}
	var entries []byte
	for _, t := range m.types {
		entries = append(entries, 0x60)
		entries = appendTypeList(entries, t.params)
		entries = appendTypeList(entries, t.results)
	}
	return appendSection(out, typeSection, len(m.types), entries)
}

func appendTypeList(out []byte, types []ValType) []byte {
	out = appendUnsigned(out, uint64(len(types)))
	for _, t := range types {
		out = append(out, byte(t))
	}
	return out
}
