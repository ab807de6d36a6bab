package webgpu

import (
	"errors"
	"syscall/js"
	"time"

	"fluxion/engine/internal/device"
)

// lookAround is how often a goroutine that waits for the GPU looks whether it
// should stop.
const lookAround = 20 * time.Millisecond

// await waits for a promise. It must not be called by what JavaScript calls: the
// event loop has to turn.
func await(promise js.Value) (js.Value, error) {
	var result js.Value
	var failure error
	done := make(chan struct{})
	settle(promise, func(v js.Value, err error) {
		result, failure = v, err
		close(done)
	})
	wait(done, nil)
	return result, failure
}

// settle calls then when a promise is settled. It must not wait.
func settle(promise js.Value, then func(js.Value, error)) {
	var kept, broken js.Func
	release := func() { kept.Release(); broken.Release() }
	kept = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		then(args[0], nil)
		return nil
	})
	broken = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		then(js.Undefined(), errors.New(messageOf(args[0])))
		return nil
	})
	promise.Call("then", kept, broken)
}

// wait waits until done or gone is closed.
func wait(done, gone <-chan struct{}) {
	select {
	case <-done:
		return
	case <-gone:
		return
	default:
	}
	tick := time.NewTicker(lookAround)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-gone:
			return
		case <-tick.C:
			device.Poll()
		}
	}
}

// messageOf returns what an error of JavaScript says.
func messageOf(v js.Value) string {
	if v.Type() == js.TypeObject {
		if m := v.Get("message"); m.Type() == js.TypeString {
			return m.String()
		}
	}
	return js.Global().Get("String").Invoke(v).String()
}

// attempt calls f and returns as an error what JavaScript throws.
func attempt(f func() js.Value) (v js.Value, err error) {
	defer func() {
		if r := recover(); r != nil {
			thrown, ok := r.(js.Error)
			if !ok {
				panic(r)
			}
			err = errors.New(messageOf(thrown.Value))
		}
	}()
	return f(), nil
}
