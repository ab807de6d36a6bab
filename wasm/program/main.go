//go:build js && wasm

// Command program runs Python cells in a Web Worker: package kernel behind the
// messages of package bridge. Outputs are sent while a cell runs, and cancelling
// it interrupts it as Ctrl-C does.
package main

import (
	"runtime/debug"
	"syscall/js"

	"fluxion/engine"
	_ "fluxion/engine/gpu"
	_ "fluxion/engine/simd"
	_ "fluxion/engine/threads"
	"fluxion/wasm/bridge"
	"fluxion/wasm/service"
)

// heapLimit is the size of the heap, in bytes, from which on a cell gets a
// MemoryError. WebAssembly ends at 4 GB, and garbage comes on top.
const heapLimit = 1 << 30

func main() {
	tuneCollector(heapLimit)
	w := newWorker(service.ToPage, heapLimit)
	w.post.Listen(w)
	remember()
	engine.SetNotice(func(text string) { w.post(bridge.TypeNotice, bridge.Notice{Message: text}) })
	w.post(bridge.TypeReady, bridge.Ready{Version: bridge.Version, Devices: engine.Devices()})
	w.answerAll()
}

// remember keeps what is measured of a GPU for the next session, where there may be
// one.
func remember() {
	if !js.Global().Get("navigator").Get("gpu").Truthy() {
		return
	}
	if store, err := service.OpenStore(); err == nil {
		engine.SetStore(store)
	}
}

// tuneCollector lets garbage be collected seldom, as the browser's Go does so on
// the only thread there is, but before it fills WebAssembly's memory.
func tuneCollector(heapLimit int64) {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(memoryLimit(heapLimit))
}

// memoryLimit is from which size of the heap on garbage is collected more often.
func memoryLimit(heapLimit int64) int64 { return heapLimit + heapLimit/2 }
