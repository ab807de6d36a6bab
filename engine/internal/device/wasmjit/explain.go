package wasmjit

import (
	"time"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
	"fluxion/engine/internal/ir"
)

// Explain compiles a program and shows its module as a browser gets it: it
// computes in a memory from outside and, shown elsewhere, uses the relaxed
// vector instructions that are common there.
func (d *Device) Explain(j *ir.Jaxpr) *device.Code {
	start := time.Now()
	plan := kernel.FuseFor(j, d.target)
	planned := time.Now()
	x := d.load(outlineOf(plan, device.On(d, len(j.Eqns))))
	c := &device.Code{Plan: planned.Sub(start), Print: x.code.printed, Program: x}
	c.Load = time.Since(planned) - c.Print
	c.Bytes = len(assemble(plan, d.engine.shown(), memory{}))
	c.Nests, c.HostSteps = kernel.Count(plan.Steps)
	for _, l := range text(plan, d.engine.shown()) {
		c.Lines = append(c.Lines, device.CodeLine(l))
	}
	return c
}

// text prints a plan as the text of its module.
func text(plan *kernel.Plan, has features) []wasmasm.Line {
	m := newModule(has)
	m.Annotate()
	m.assemble(plan, memory{})
	return m.Text()
}
