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

// SetDevice chooses the device that runs jitted programs, and operations on large
// arrays, from now on, for the whole process.
func SetDevice(name string) error {
	opened, err := openDevice(name)
	if err == nil {
		transform.SetDevice(opened)
	}
	return err
}

// Device returns the name of that device.
func Device() string { return transform.Device().Name() }

// DescribeDevice returns what a device computes with, for example "WebAssembly
// SIMD", and how many threads it may use.
func DescribeDevice(name string) (kind string, threads int, err error) {
	opened, err := openDevice(name)
	if err != nil {
		return "", 0, err
	}
	if d, ok := opened.(device.Described); ok {
		kind, threads = d.Describe()
		return kind, threads, nil
	}
	return name, 1, nil
}

func openDevice(name string) (device.Device, error) {
	for _, d := range openers() {
		if d.Name == name {
			return d.Open()
		}
	}
	return nil, fmt.Errorf("device %q given, one of %s is expected", name, strings.Join(Devices(), ", "))
}
