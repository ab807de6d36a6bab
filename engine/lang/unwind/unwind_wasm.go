package unwind

import (
	"runtime"
	"unsafe"
)

// limit is how much of a goroutine's stack may be grown in one go. A frame takes
// about as much of WebAssembly's stack, which in a browser's worker is 500 kB.
const limit = 32 << 10

// base is where the goroutine's stack was when WebAssembly's was last known to
// be empty. Other goroutines and stacks that moved leave a wrong value, which
// costs an early unwinding at most: a call from further out corrects it.
var base uintptr

// IfDeep empties WebAssembly's stack if it has grown much since it was empty.
//
//go:noinline
func IfDeep() {
	var here byte
	at := uintptr(unsafe.Pointer(&here))
	switch {
	case at > base:
		base = at
	case base-at > limit:
		runtime.Gosched() // a goroutine that gives way unwinds, and is resumed in its innermost frame
		base = at
	}
}
