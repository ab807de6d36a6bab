// Package wasmjit is the device that compiles a program into one WebAssembly
// module with vector instructions and runs it: in the browser next to the Go
// program, in the same memory, and elsewhere in an interpreter-free runtime.
//
// What a program computes and in which loops is decided in package kernel; this
// package prints it.
package wasmjit

import (
	"runtime"
	"slices"
	"sync"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// A Device compiles programs for one WebAssembly engine.
type Device struct {
	engine *engine
	target kernel.Target
}

// New returns the device, the same one every time, or an error that says what
// the platform lacks.
var New = sync.OnceValues(func() (*Device, error) { return open(true) })

// NewScalar returns a device that does without vector instructions, as the one
// of New does on a machine that has none.
func NewScalar() (*Device, error) { return open(false) }

func open(vectors bool) (*Device, error) {
	e, err := newEngine(vectors)
	if err != nil {
		return nil, err
	}
	return &Device{e, kernel.Processor}, nil
}

// By returns a device on the same engine whose plans are made for another target.
func (d *Device) By(t kernel.Target) *Device { return &Device{d.engine, t} }

// Name returns "wasm".
func (*Device) Name() string { return "wasm" }

// Describe implements [device.Described].
func (d *Device) Describe() (kind string, threads int) {
	if d.engine.vectors {
		return "WebAssembly SIMD", device.Threads()
	}
	return "WebAssembly", device.Threads()
}

// Compile plans a program, prints it and loads the module.
func (d *Device) Compile(j *ir.Jaxpr) device.Executable {
	o := outlineOf(kernel.FuseFor(j, d.target), device.On(d, len(j.Eqns)))
	if x := d.share(o, func() device.Executable { return d.load(o) }); x != nil {
		return x
	}
	return d.load(o)
}

// An outline is what does not depend on where a program is loaded.
type outline struct {
	plan      *kernel.Plan
	segments  []*kernel.Step // the first step of every segment
	first     []int          // by result: the first one that lies in the same buffer
	computed  []int          // the results that have a buffer of their own
	placement device.Placement
}

func outlineOf(plan *kernel.Plan, where device.Placement) *outline {
	x := &outline{plan: plan, placement: where}
	x.placement.Threads = 1
	for i := range plan.Steps {
		if i == 0 || plan.Steps[i].IsHost() || plan.Steps[i-1].IsHost() {
			x.segments = append(x.segments, &plan.Steps[i])
		}
		if e := plan.Steps[i].Eqn; e != nil {
			x.placement.Host = append(x.placement.Host, e.Op.Name())
		}
	}
	for i, o := range plan.Out {
		x.first = append(x.first, slices.IndexFunc(plan.Out, func(p kernel.Source) bool { return p.Literal == nil && p.Buffer == o.Buffer }))
		if o.Literal == nil && o.Buffer >= plan.Inputs && x.first[i] == i {
			x.computed = append(x.computed, i)
		}
	}
	return x
}

// An executable is a program that was loaded into the memory of this one.
type executable struct {
	outline
	code    *code
	results *device.Group
}

func (d *Device) load(o *outline) *executable {
	x := &executable{outline: *o, code: d.engine.load(o.plan)}
	x.placement.Code = x.code.size
	var computed []ir.Aval
	for _, i := range x.computed {
		computed = append(computed, x.plan.Out[i].Aval)
	}
	x.results = device.NewGroup(computed)
	return x
}

// Placement implements [device.Placed].
func (x *executable) Placement() device.Placement { return x.placement }

// An evaluator computes an equation on the host.
type evaluator interface {
	Evaluate(dst, in []*device.Tensor, params ir.Params)
}

// Run runs the segments in order: equations on the host, all else in the module,
// which is left every few milliseconds for a look around. A frame whose run was
// stopped there is in the middle of it and not used again.
func (x *executable) Run(in []*device.Tensor) []*device.Tensor {
	f := x.code.frame()
	for i, t := range in {
		f.give(i, t)
	}
	computed := x.results.New()
	for k, i := range x.computed {
		f.want(x.plan.Out[i].Buffer, computed[k])
	}
	calls := 0
	for _, s := range x.segments {
		if !s.IsHost() {
			for f.call(calls) {
				device.Poll()
			}
			calls++
			continue
		}
		x.evaluate(f, s)
	}
	for k, i := range x.computed {
		f.fetch(x.plan.Out[i].Buffer, computed[k])
	}
	x.code.release(f)
	runtime.KeepAlive(in) // the module had their addresses only
	if len(computed) == len(x.plan.Out) {
		return computed
	}
	return x.complete(computed, in)
}

// complete adds the results that are constants, operands and other results.
func (x *outline) complete(computed, in []*device.Tensor) []*device.Tensor {
	out := make([]*device.Tensor, len(x.plan.Out))
	for i, o := range x.plan.Out {
		switch k := x.first[i]; {
		case o.Literal != nil:
			out[i] = device.Scalar(o.Literal)
		case o.Buffer < x.plan.Inputs:
			out[i] = in[o.Buffer].Reshaped(o.Aval.Shape...)
		case k < i:
			out[i] = out[k].Reshaped(o.Aval.Shape...)
		default:
			out[i], computed = computed[0], computed[1:]
		}
	}
	return out
}

// evaluate computes an equation on the host, on the buffers where they lie.
func (x *executable) evaluate(f *frame, s *kernel.Step) {
	var src, dst []*device.Tensor
	for _, o := range s.In {
		if o.Literal != nil {
			src = append(src, device.Scalar(o.Literal))
			continue
		}
		src = append(src, device.Over(o.Aval, f.bytes(o.Buffer)))
	}
	for i, b := range s.Out {
		t := device.Over(s.Eqn.Out[i].Aval(), f.bytes(b))
		clear(t.Bytes())
		dst = append(dst, t)
	}
	s.Eqn.Op.(evaluator).Evaluate(dst, slices.Clip(src), s.Eqn.Params)
}
