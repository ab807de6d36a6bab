// Package threads lets the device "wasm" run large programs on several threads,
// in pages that are cross-origin isolated. Import it for this effect, next to
// package simd:
//
//	import _ "fluxion/engine/threads"
//
// A program without large arrays stays smaller without it.
package threads

import "fluxion/engine/internal/device/wasmjit"

func init() { wasmjit.UseThreads() }
