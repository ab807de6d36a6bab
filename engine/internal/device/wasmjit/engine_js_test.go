package wasmjit

import (
	"syscall/js"
	"testing"
)

// A browser that does not know vector instructions refuses modules that have
// some; the device does without them then.
func TestBrowserWithoutVectors(t *testing.T) {
	w := js.Global().Get("WebAssembly")
	validate := w.Get("validate")
	refused := 0
	refuse := js.FuncOf(func(js.Value, []js.Value) any { refused++; return false })
	defer refuse.Release()
	defer w.Set("validate", validate)
	w.Set("validate", refuse)
	d, err := open(true)
	if err != nil {
		t.Fatal(err)
	}
	if d.engine.vectors || d.engine.fused || refused != 1 {
		t.Errorf("vectors: %v, fused: %v after %d questions", d.engine.vectors, d.engine.fused, refused)
	}
}
