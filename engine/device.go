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
// programs in loops of Go; package simd adds faster ones. A device such as a GPU,
// which has to be woken up before anybody knows whether it is there, is among
// them once it was asked for; HasDevice asks.
func Devices() []string { return devices(false) }

// AllDevices is Devices after all were asked whether they are there, which may
// take a moment.
func AllDevices() []string { return devices(true) }

func devices(ask bool) []string {
	var names []string
	for _, d := range openers() {
		if d.Deferred && !ask && !d.Asked() {
			continue
		}
		if _, err := d.Open(); err == nil {
			names = append(names, d.Name)
		}
	}
	return names
}

// HasDevice reports whether a device works here; the answer may take a moment.
func HasDevice(name string) bool {
	_, err := openDevice(name)
	return err == nil
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

// ComputeOn is SetDevice for who wants to know later what was computed there: it
// is the Place of the results, though they are not committed to it.
func ComputeOn(name string) error {
	opened, err := openDevice(name)
	if err == nil {
		transform.SetDeviceAt(opened, &device.Place{Device: opened, Name: name})
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

// openDevice opens a device. "cpu" is what "auto" is without a GPU.
func openDevice(name string) (device.Device, error) {
	if name == "cpu" {
		d, err := openDevice("auto")
		if err != nil {
			return host.Device{}, nil
		}
		if c, ok := d.(interface{ Base() device.Device }); ok {
			return c.Base(), nil
		}
		return d, nil
	}
	for _, o := range openers() {
		if o.Name != name {
			continue
		}
		d, err := o.Open()
		if err != nil {
			return nil, fmt.Errorf("device %q given: %w; there are %s", name, err, strings.Join(Devices(), ", "))
		}
		return d, nil
	}
	return nil, fmt.Errorf("device %q given, one of %s is expected", name, strings.Join(Devices(), ", "))
}

// A Comparison is what the device "auto" has measured on this machine: from how
// much work on a class of programs is quicker on the GPU.
type Comparison = device.Comparison

// A Crossover is what it has measured of one class.
type Crossover = device.Crossover

// Comparisons returns what "auto" has measured or found in the store so far. It
// asks for no GPU: before something large has run, there is nothing to tell.
func Comparisons() Comparison {
	if d, err := openDevice("auto"); err == nil {
		if c, ok := d.(device.Comparing); ok {
			return c.Comparison()
		}
	}
	return Comparison{}
}

// A Store remembers, from one session to the next, what was measured on this
// machine.
type Store = device.Store

// SetStore sets the store of this process. Without one everything is measured
// anew.
func SetStore(s Store) { device.SetStore(s) }
