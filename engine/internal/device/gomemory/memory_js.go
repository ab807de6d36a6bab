// Package gomemory shares the memory of the Go program with JavaScript: Go's
// collector does not move what it allocated, so that others may read and write
// tensors where they lie.
package gomemory

import (
	"syscall/js"
	"unsafe"
)

// Memory returns the WebAssembly.Memory of this program. The object that started
// the program, an instance of the class Go, has the fixed number 6 among the
// values that JavaScript and Go share; package syscall/js uses it without
// exporting it.
func Memory() js.Value {
	const object, id = 1, 6
	v := js.Undefined()
	*(*uint64)(unsafe.Pointer(&v)) = (0x7ff80000|object)<<32 | id
	return v.Get("_inst").Get("exports").Get("mem")
}

// Address returns where in the memory p points to.
func Address(p unsafe.Pointer) int { return int(uint32(uintptr(p))) }
