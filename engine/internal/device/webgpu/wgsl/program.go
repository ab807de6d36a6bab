// Package wgsl prints plans of loops as programs of compute shaders for a GPU.
//
// What a program computes and in which loops is decided in package kernel; which
// invocation does what, how memory is shared and how it is all spelled, here.
package wgsl

import (
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// A Program is a plan printed for an adapter.
type Program struct {
	Plan     *kernel.Plan
	Buffers  []Buffer // those of the plan, under their numbers, then what shaders need besides
	Shaders  []*Shader
	Commands []Command // in order; each sees what those before it wrote
	Tiled    bool      // it has a product for which Adapter.Tile counts
}

// A Buffer is an array of elements: booleans are words of 32 bits there.
type Buffer struct {
	DType ir.DType
	Len   int
	// Zero asks for zeros before the first command.
	Zero bool
}

// Bytes returns the size of the buffer: whole words.
func (b Buffer) Bytes() int { return (ElementSize(b.DType)*b.Len + 3) &^ 3 }

// A Shader is a compute shader.
type Shader struct {
	Name    string // for labels and the code view
	Source  string
	Origins []int32 // by line of the source, as in kernel.Instr
	// Writes says, by number of the binding in group 0, whether it is written.
	Writes []bool
	// Uniforms is the number of words of the array<vec4u> that is bound behind
	// the buffers; 0 if there is none.
	Uniforms int
}

// A Command is one of: a launch, a copy, a repetition.
type Command struct {
	Launch *Launch
	Copy   *Copy
	Repeat *Repeat
}

// A Launch runs a shader.
type Launch struct {
	Shader   int
	Bindings []Window // by number of the binding
	Uniforms []uint32
	Groups   [3]int // how many workgroups
}

// A Window is a part of a buffer, in elements; it starts at a multiple of the
// adapter's Alignment, which is in words.
type Window struct{ Buffer, First, Len int }

// A Copy copies Len elements from one buffer to another; whole words.
type Copy struct {
	From, To           int
	FromFirst, ToFirst int
	Len                int
}

// A Repeat runs commands several times: Turns times or, where that is 0, as long
// as the word of Going, a Window of length 1, is not 0 afterwards. That word may
// be read now and then only: once it is 0, further turns change nothing. All
// turns are the same commands; what differs between them is in buffers.
type Repeat struct {
	Turns int
	Going Window
	Body  []Command
}

// An Adapter is what has to be known of a GPU to print for it. The zero value is
// none; Least returns what every one offers.
type Adapter struct {
	Name       string // for people, for example "nvidia ampere"
	Bindings   int    // buffers of a shader
	Binding    int    // bytes of the part of a buffer that is bound
	Buffer     int    // bytes of a buffer
	Groups     int    // workgroups along an axis
	Group      int    // invocations of a workgroup
	Shared     int    // bytes of a workgroup's memory
	Alignment  int    // of windows, in words
	Subgroups  [2]int // the least and greatest size of a subgroup; 0 if there are none
	Half       bool   // there are floats of 16 bits
	Fused      bool   // fma rounds once
	Rounded    bool   // division and sqrt round correctly
	Tile       Tile   // for large products of matrices, if that was measured
	Software   bool   // it is a program for the processor, no GPU
	Flushing   bool   // subnormal numbers count as zero
	Reordering bool   // what is computed has to be kept from algebra that is not IEEE's
	// Work is how many instructions an invocation may compute in a launch that runs
	// loops, before these go on in the next launch; 0 stands for 1 << 18.
	Work int
}

// Least is an adapter with the limits that every one has.
func Least() Adapter {
	return Adapter{Name: "least", Bindings: 8, Binding: 128 << 20, Buffer: 256 << 20, Groups: 65535, Group: 256, Shared: 16 << 10, Alignment: 64}
}

// Typical is an adapter as many have it.
func Typical() Adapter {
	return Adapter{Name: "typical", Bindings: 10, Binding: 2147483644, Buffer: 2147483648, Groups: 65535, Group: 256, Shared: 32 << 10, Alignment: 64, Subgroups: [2]int{32, 32}, Fused: true, Rounded: true}
}
