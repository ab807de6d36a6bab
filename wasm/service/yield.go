//go:build js && wasm

package service

import "syscall/js"

// turn brings the event loop round: a message that it sends to itself comes
// after those that wait already. A timer would do too, but browsers let timers
// that set each other wait for four milliseconds.
var turn = func() func() {
	came := make(chan struct{}, 1)
	channel := js.Global().Get("MessageChannel").New()
	channel.Get("port1").Set("onmessage", js.FuncOf(func(js.Value, []js.Value) any {
		came <- struct{}{}
		return nil
	}))
	port := channel.Get("port2")
	return func() {
		port.Call("postMessage", 0)
		<-came
	}
}()

// Yield returns to the event loop until it had time for the messages that
// wait. Go goes back to it only when all goroutines sleep.
func Yield() { turn() }
