package gpu

import (
	"slices"

	"fluxion/engine/internal/choice"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/transform"
	_ "fluxion/engine/simd" // whose device "auto" programs start on
)

// automatic puts a device that chooses between that of package simd and the GPU
// in the place of the former.
func automatic() {
	base, err := opener("auto").Open()
	if err != nil {
		panic(err) // BUG: package simd always has one
	}
	d := choice.New(base, opener("gpu").Open)
	device.Register("auto", func() (device.Device, error) { return d, nil })
	transform.SetDevice(d)
}

func opener(name string) device.Opener {
	all := device.Registered()
	return all[slices.IndexFunc(all, func(o device.Opener) bool { return o.Name == name })]
}
