// Package wasmjit is the device that compiles a program into one WebAssembly
// module with vector instructions and runs it: in the browser next to the Go
// program, in the same memory, and elsewhere in an interpreter-free runtime.
//
// What a program computes and in which loops is decided in package kernel; this
// package prints it.
package wasmjit

import (
	"slices"
	"sync"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// A Device compiles programs for one WebAssembly engine.
type Device struct{ engine *engine }

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
	return &Device{e}, nil
}

// Name returns "wasm".
func (*Device) Name() string { return "wasm" }

// Compile plans a program, prints it and loads the module.
func (d *Device) Compile(j *ir.Jaxpr) device.Executable {
	return d.compile(j, kernel.Fuse(j))
}

func (d *Device) compile(j *ir.Jaxpr, plan *kernel.Plan) *executable {
	x := &executable{plan: plan, code: d.engine.load(plan)}
	x.placement = device.Placement{Device: d.Name(), Threads: 1, Equations: len(j.Eqns), Code: x.code.size}
	for i := range plan.Steps {
		if i == 0 || plan.Steps[i].Nest == nil || plan.Steps[i-1].Nest == nil {
			x.segments = append(x.segments, &plan.Steps[i])
		}
		if e := plan.Steps[i].Eqn; e != nil {
			x.placement.Host = append(x.placement.Host, e.Op.Name())
		}
	}
	for _, o := range plan.Out {
		x.same = append(x.same, slices.IndexFunc(plan.Out, func(p kernel.Source) bool { return p.Buffer == o.Buffer }))
	}
	return x
}

// An executable is a loaded program.
type executable struct {
	plan      *kernel.Plan
	code      *code
	segments  []*kernel.Step // the first step of every segment
	same      []int          // by result: the first one that lies in the same buffer
	placement device.Placement
}

// Placement implements [device.Placed].
func (x *executable) Placement() device.Placement { return x.placement }

// An evaluator computes an equation on the host.
type evaluator interface {
	Evaluate(dst, in []*device.Tensor, params ir.Params)
}

// Run runs the segments in order: those of nests in the module, the others on
// the host.
func (x *executable) Run(in []*device.Tensor) []*device.Tensor {
	f := x.code.frame()
	defer x.code.release(f)
	for i, t := range in {
		f.give(i, t)
	}
	out := make([]*device.Tensor, len(x.plan.Out))
	for i, o := range x.plan.Out {
		switch k := x.same[i]; {
		case o.Literal != nil:
			out[i] = device.Scalar(o.Literal)
		case o.Buffer < x.plan.Inputs:
			out[i] = in[o.Buffer].Reshaped(o.Aval.Shape...)
		case k < i:
			out[i] = out[k].Reshaped(o.Aval.Shape...)
		default:
			out[i] = device.NewUnset(o.Aval)
			f.want(o.Buffer, out[i])
		}
	}
	calls := 0
	for _, s := range x.segments {
		if s.Nest != nil {
			f.call(calls)
			calls++
			continue
		}
		x.evaluate(f, s)
	}
	for i, o := range x.plan.Out {
		if o.Literal == nil && o.Buffer >= x.plan.Inputs && x.same[i] == i {
			f.fetch(o.Buffer, out[i])
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
