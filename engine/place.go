package engine

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
)

// Put returns an array with the elements of a that lies on a device: it is copied
// there, and programs that take it run there, on that device and no other. The
// name is one of those of Devices, or "cpu", which is "auto" without a GPU. A
// traced array is returned as it is: where its program runs is decided when that
// runs.
func (a Array) Put(name string) (Array, error) {
	d, err := openDevice(name)
	if err != nil {
		return Array{}, err
	}
	if a.IsTraced() {
		return a, nil
	}
	t := core.Operand(a.value()).At(placeOf(name, d, true))
	return Array{&core.Const{Tensor: t, Weak: a.Weak()}}, nil
}

// Place returns the device that a was computed on or put on; "" where the device
// was not chosen by anybody. Committed reports whether it was put there.
func (a Array) Place() (name string, committed bool) {
	if c, ok := a.value().(*core.Const); ok {
		if p := c.Tensor.Place(); p != nil {
			return p.Name, p.Committed
		}
	}
	return "", false
}

// CheckPlaces panics with *Error of kind ValueError where arrays, which op is to
// be applied to and calls by the given names, were put on different devices.
func CheckPlaces(op string, names []string, arrays ...Array) {
	if !device.AnyCommitted() {
		return
	}
	var in []*device.Tensor
	var called []string
	for i, a := range arrays {
		if c, ok := a.v.(*core.Const); ok {
			in, called = append(in, c.Tensor), append(called, names[i])
		}
	}
	device.CommonPlace(op, in, called)
}

// placeOf returns where arrays lie on a device. What "auto" decides is not known
// as anybody's choice.
func placeOf(name string, d device.Device, committed bool) *device.Place {
	if name == "auto" && !committed {
		return nil
	}
	return &device.Place{Device: d, Name: name, Committed: committed}
}
