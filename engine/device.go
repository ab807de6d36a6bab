package engine

import (
	"fmt"
	"strings"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/auto"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/wasmjit"
	"fluxion/engine/internal/transform"
)

// The devices by name. Opening one may fail where the platform lacks what it
// needs.
var devices = []struct {
	name string
	open func() (device.Device, error)
}{
	{"host", func() (device.Device, error) { return host.Device{}, nil }},
	{"wasm", func() (device.Device, error) { return wasmjit.New() }},
	{"auto", func() (device.Device, error) { return automatic, nil }},
}

var automatic = auto.New(host.Device{}, func() (device.Device, error) { return wasmjit.New() })

func init() { transform.SetDevice(automatic) }

// Devices returns the names of the devices that work here: "host" evaluates
// programs in loops of Go, "wasm" compiles them to WebAssembly with vector
// instructions, "auto" moves them from one to the other when it pays.
func Devices() []string {
	var names []string
	for _, d := range devices {
		if _, err := d.open(); err == nil {
			names = append(names, d.name)
		}
	}
	return names
}

// SetDevice chooses the device that runs jitted programs from now on, for the
// whole process; that is "auto" before.
func SetDevice(name string) error {
	for _, d := range devices {
		if d.name == name {
			opened, err := d.open()
			if err == nil {
				transform.SetDevice(opened)
			}
			return err
		}
	}
	return fmt.Errorf("device %q given, one of %s is expected", name, strings.Join(Devices(), ", "))
}

// Device returns the name of the device that runs jitted programs.
func Device() string { return transform.Device().Name() }
