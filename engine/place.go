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
	t := core.Operand(a.value()).At(&device.Place{Device: d, Name: name, Committed: true})
	return Array{&core.Const{Tensor: t, Weak: a.Weak()}}, nil
}

// Place returns the device that a was put on, or computed on as ComputeOn asked;
// "" where there is none. Committed reports whether it was put there.
func (a Array) Place() (name string, committed bool) {
	if c, ok := a.value().(*core.Const); ok {
		if p := c.Tensor.Place(); p != nil {
			return p.Name, p.Committed
		}
	}
	return "", false
}

// BlockUntilReady waits until the elements of a are computed: a device may hand
// out results before. Reading them does that too.
func (a Array) BlockUntilReady() {
	if c, ok := a.value().(*core.Const); ok {
		c.Tensor.Await()
	}
}

// AnyPut reports whether any array was ever put on a device.
func AnyPut() bool { return device.AnyCommitted() }

// CheckPlaces panics with *Error of kind ValueError where arrays, which op is to
// be applied to and calls by the given names, were put on different devices.
func CheckPlaces(op string, names []string, arrays ...Array) {
	var in []*device.Tensor
	var called []string
	for i, a := range arrays {
		if c, ok := a.v.(*core.Const); ok && i < len(names) {
			in, called = append(in, c.Tensor), append(called, names[i])
		}
	}
	device.CommonPlace(op, in, called)
}
