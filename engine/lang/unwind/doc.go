// Package unwind lets recursion go deeper than WebAssembly's stack.
//
// In WebAssembly, each Go call is also a call on the host's stack, which cannot
// be seen, is small, and whose overflow ends the program. When a goroutine gives
// way, though, Go returns from all of these calls and later goes on in the
// innermost one, with an almost empty stack. Whatever recurs as deep as its
// input says therefore calls IfDeep on its way down.
package unwind
