package webgpu

import "fluxion/engine/internal/device/webgpu/wgsl"

// An Option of Open.
type Option func(*options)

type options struct {
	restrict func(*wgsl.Adapter)
	tuned    bool
}

// Pretend restricts what is asked of the GPU, as if it offered no more.
func Pretend(restrict func(*wgsl.Adapter)) Option {
	return func(o *options) { o.restrict = restrict }
}

// Tuned lets the fastest tile for large products of matrices be found by
// measuring when the first of them is compiled. Until then they have another one.
func Tuned() Option {
	return func(o *options) { o.tuned = true }
}
