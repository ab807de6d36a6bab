package devicetest

import (
	"testing"

	"fluxion/engine/internal/device/wasmjit"
)

// Compiled programs give what the host gives to 2 units in the last place.
func TestWasm(t *testing.T) {
	d, err := wasmjit.New()
	if err != nil {
		t.Fatal(err)
	}
	Run(t, d, 2)
}
