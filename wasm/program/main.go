//go:build js && wasm

// Command program runs Python cells in a Web Worker: package kernel behind the
// messages of package bridge. Outputs are sent while a cell runs, and cancelling
// it interrupts it as Ctrl-C does.
package main

import (
	"runtime/debug"

	"fluxion/wasm/bridge"
	"fluxion/wasm/service"
)

// version is told to the page with the ready message.
const version = "0.1.0"

// heapLimit is the size of the heap, in bytes, from which on a cell gets a
// MemoryError. WebAssembly ends at 4 GB, and garbage comes on top.
const heapLimit = 1 << 30

func main() {
	// A browser's Go collects garbage on the only thread there is: seldom, while
	// there is room.
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(heapLimit + heapLimit/2)
	w := newWorker(service.ToPage)
	w.post.Listen(w)
	w.post(bridge.TypeReady, bridge.Ready{Version: version, Devices: []string{"host"}})
	for {
		<-w.Arrived()
		w.answerAll()
	}
}
