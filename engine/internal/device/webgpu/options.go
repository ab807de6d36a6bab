package webgpu

// An Option of Open.
type Option func(*options)

type options struct {
	restrict func(*Adapter)
	tuned    bool
}

// Pretend restricts what is asked of the GPU, as if it offered no more.
func Pretend(restrict func(*Adapter)) Option {
	return func(o *options) { o.restrict = restrict }
}

// Tuned lets the fastest tile for large products of matrices be found by
// measuring when the first of them is compiled. Until then they have another one.
func Tuned() Option {
	return func(o *options) { o.tuned = true }
}

// Typical is an adapter as many have it.
func Typical() Adapter {
	return Adapter{Name: "typical", Bindings: 10, Binding: 2147483644, Buffer: 2147483648, Groups: 65535, Group: 256, Shared: 32 << 10, Alignment: 64, Subgroups: [2]int{32, 32}, Fused: true, Rounded: true}
}
