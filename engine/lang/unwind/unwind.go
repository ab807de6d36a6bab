//go:build !wasm

package unwind

// IfDeep does nothing where calls use the goroutine's own stack.
func IfDeep() {}
