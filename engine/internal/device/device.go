package device

import "fluxion/engine/internal/ir"

// A Device compiles programs and runs them.
type Device interface {
	// Name is what users call the device, for example "host".
	Name() string
	// Compile prepares a program without calls and constants for running.
	Compile(j *ir.Jaxpr) Executable
}

// An Executable is a compiled program.
type Executable interface {
	// Run applies the program to tensors of the types of its inputs. It is safe
	// to call from several goroutines, and does not keep the list. Results are
	// new tensors, but for operands that the program returns and for views made
	// by Reshaped.
	Run(in []*Tensor) []*Tensor
}

// A Described device tells what it computes with.
type Described interface {
	Device
	// Describe returns what the device is, for example "WebAssembly SIMD", and
	// how many threads it may use.
	Describe() (kind string, threads int)
}
