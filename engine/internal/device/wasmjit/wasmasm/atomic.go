package wasmasm

// Instructions on memory that threads share:
// https://webassembly.github.io/threads/core/binary/instructions.html#atomic-memory-instructions.
// Addresses must be multiples of the size of what is accessed, and Memory must
// be told so.
const (
	MemoryAtomicNotify  = prefixAtomic + 0x00 // address, count → woken
	MemoryAtomicWait32  = prefixAtomic | 0x01 // address, expected, timeout in ns → 0 woken, 1 not equal, 2 timed out
	I32AtomicLoad       = prefixAtomic | 0x10
	I64AtomicLoad       = prefixAtomic | 0x11
	I32AtomicStore      = prefixAtomic | 0x17
	I64AtomicStore      = prefixAtomic | 0x18
	I32AtomicRMWAdd     = prefixAtomic | 0x1e // address, summand → value before
	I32AtomicRMWSub     = prefixAtomic | 0x25
	I64AtomicRMWCmpxchg = prefixAtomic | 0x49 // address, expected, replacement → value before
)
