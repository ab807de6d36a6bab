package webgpu

import "fluxion/engine/internal/device"

// Holds implements [device.Holder].
func (d *Device) Holds(t *device.Tensor) bool {
	b, ok := t.Buffer().(*buffer)
	return ok && b.session.err() == nil
}

// Hold implements [device.Holder]. What finds no room there, or is of a type that
// the GPU does not know, stays where it is.
func (d *Device) Hold(t *device.Tensor) {
	if !Holds(t.DType) || t.Len() == 0 || d.Holds(t) {
		return
	}
	if s, err := d.session(); err == nil {
		s.operand(t)
	}
}
