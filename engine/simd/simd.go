// Package simd adds the device "wasm", which compiles programs to WebAssembly
// with vector instructions, and "auto", which moves them there when it pays and
// becomes the default. Import it for this effect:
//
//	import _ "fluxion/engine/simd"
//
// A program that does not need the speed stays smaller without it.
package simd

import (
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/auto"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/wasmjit"
	"fluxion/engine/internal/transform"
)

func open() (device.Device, error) { return wasmjit.New() }

func init() {
	automatic := auto.New(host.Device{}, open)
	device.Register("wasm", open)
	device.Register("auto", func() (device.Device, error) { return automatic, nil })
	transform.SetDevice(automatic)
}
