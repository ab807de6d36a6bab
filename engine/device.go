package engine

import (
	"fmt"
	"strings"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/transform"
)

// openers returns all devices that may work here.
func openers() []device.Opener {
	open := func() (device.Device, error) { return host.Device{}, nil }
	return append([]device.Opener{{Name: "host", Open: open}}, device.Registered()...)
}

// Devices returns the names of the devices that work here: "host" evaluates
// programs in loops of Go; package simd adds faster ones.
func Devices() []string {
	var names []string
	for _, d := range openers() {
		if _, err := d.Open(); err == nil {
			names = append(names, d.Name)
		}
	}
	return names
}

// SetDevice chooses the device that runs jitted programs from now on, for the
// whole process.
func SetDevice(name string) error {
	for _, d := range openers() {
		if d.Name == name {
			opened, err := d.Open()
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
