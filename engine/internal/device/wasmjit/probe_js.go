package wasmjit

import "fluxion/engine/internal/device/wasmjit/wasmasm"

// probe returns a module with one function, which replaces the vector of two
// floats x, z at the given address by x·x + z.
func probe(relaxed bool) []byte {
	m := &wasmasm.Module{}
	m.ImportMemory(memoryModule, memoryName, 1)
	f := m.Func([]wasmasm.ValType{wasmasm.I32}, nil)
	f.Get(0)
	x := func(offset uint32) {
		f.Get(0)
		f.Memory(wasmasm.V128Load32Splat, 2, offset)
	}
	x(0)
	x(0)
	if relaxed {
		x(4)
		f.Op(wasmasm.F32x4RelaxedMadd)
	} else {
		f.Op(wasmasm.F32x4Mul)
		x(4)
		f.Op(wasmasm.F32x4Add)
	}
	f.Memory(wasmasm.V128Store, 2, 0)
	m.Export("0", f)
	return m.Bytes()
}
