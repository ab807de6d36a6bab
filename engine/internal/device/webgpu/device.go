// Package webgpu is the device that runs programs as compute shaders on a GPU, in
// browsers and wherever else there is the interface WebGPU.
//
// Package wgsl prints them, everywhere; this package runs them, under js.
package webgpu

import (
	"sync"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// A Device compiles programs for a GPU, and what a GPU cannot do for another
// device.
type Device struct {
	machine // the GPU
	rest    func() device.Device
}

// New returns the device of a GPU that is asked for when it is needed. What that
// cannot do, the device rest does.
func New(rest func() device.Device, list ...Option) *Device {
	d := &Device{rest: sync.OnceValue(rest)}
	for _, o := range list {
		o(&d.options)
	}
	return d
}

// Open returns the device of a GPU, or an error where there is none.
func Open(rest func() device.Device, list ...Option) (*Device, error) {
	d := New(rest, list...)
	if err := d.Ask(); err != nil {
		return nil, err
	}
	return d, nil
}

// Name returns "gpu".
func (*Device) Name() string { return "gpu" }

// Describe implements [device.Described].
func (d *Device) Describe() (kind string, threads int) {
	return "WebGPU on " + d.Adapter().Name, 1
}

// Flushes reports whether subnormal numbers count as zero.
func (d *Device) Flushes() bool { return d.Adapter().Flushing }

// Computes implements [device.Typed].
func (d *Device) Computes(t ir.DType) bool { return d.Adapter().Holds(t) }

// Unfuses reports whether x·y + z is rounded twice in elementary functions.
func (d *Device) Unfuses() bool { return !d.Adapter().Fused }

// Compile divides a program, prints what is for the GPU and has the rest compiled
// by another device.
func (d *Device) Compile(j *ir.Jaxpr) device.Executable {
	parts := d.divide(j)
	switch {
	case len(parts) == 0 || parts[0].jaxpr == j && !parts[0].onGPU:
		return d.rest().Compile(j)
	case parts[0].jaxpr == j:
		return d.load(j, parts[0].program)
	}
	return newMixed(j, parts, device.On(d, len(j.Eqns)), func(p part) device.Executable {
		if p.onGPU {
			return d.load(p.jaxpr, p.program)
		}
		return d.rest().Compile(p.jaxpr)
	})
}

// divide divides a program into parts, of which those for the GPU are printed.
func (d *Device) divide(j *ir.Jaxpr) []part {
	refused := map[*ir.Eqn]bool{}
	for {
		parts := divide(j, func(e *ir.Eqn) bool { return holdsAll(d.Adapter(), e) && !refused[e] }, d.Adapter().Holds)
		before := len(refused)
		for i := range parts {
			p := &parts[i]
			if !p.onGPU {
				continue
			}
			var err error
			if p.program, err = d.print(p.jaxpr); err != nil {
				d.blame(j, *p, refused)
			}
		}
		if len(refused) == before {
			return parts
		}
	}
}

// blame notes the equations of a part that cannot be printed: each one that
// cannot even alone, and all of them if there is none.
func (d *Device) blame(j *ir.Jaxpr, p part, refused map[*ir.Eqn]bool) {
	found := false
	for k, number := range p.origins {
		single := link(p.jaxpr, []part{partOf(p.jaxpr, []int{k}, true)})[0].jaxpr
		for _, v := range p.jaxpr.Eqns[k].Out {
			if len(single.Out) == 0 {
				single.Out = append(single.Out, v)
			}
		}
		if _, err := d.print(single); err != nil {
			refused[&j.Eqns[number-1]], found = true, true
		}
	}
	if !found {
		for _, number := range p.origins {
			refused[&j.Eqns[number-1]] = true
		}
	}
}

// print plans a program and prints it.
func (d *Device) print(j *ir.Jaxpr) (*wgsl.Program, error) {
	p, err := wgsl.Print(kernel.FuseFor(j, kernel.GPU), d.Adapter())
	if err != nil {
		return nil, err
	}
	if err := p.Check(d.Adapter()); err != nil {
		return nil, err
	}
	return p, nil
}
