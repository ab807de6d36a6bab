package transform

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// operands begins a list of operands for run with the program's constants and
// leaves room for the others.
func (p *program) operands() []*device.Tensor {
	s := p.compiled.simplify(p.Jaxpr)
	return append(make([]*device.Tensor, 0, len(s.jaxpr.In)), s.consts...)
}

// run runs the program on a complete list of operands.
func (p *program) run(in []*device.Tensor) Results {
	s := p.compiled.simplify(p.Jaxpr)
	r := Results{tensors: p.compiled.on(Device(), s).Run(in), types: s.out}
	if s.small {
		r.block = make([]core.Const, len(s.out))
	}
	return r
}

// execute runs the program on concrete operands.
func (p *program) execute(in []*device.Tensor) []*device.Tensor {
	return p.run(append(p.operands(), in...)).tensors
}

// Results are those of one run.
type Results struct {
	tensors []*device.Tensor
	types   []ir.Aval
	block   []core.Const // the values of small results
}

// Len returns the number of results.
func (r Results) Len() int { return len(r.tensors) }

// At returns result i as a value.
func (r Results) At(i int) *core.Const {
	var c *core.Const
	if r.block != nil {
		c = &r.block[i]
	} else {
		c = new(core.Const)
	}
	c.Tensor, c.Weak = r.tensors[i], r.types[i].Weak
	return c
}

// values lists the results.
func (r Results) values() []Value {
	out := make([]Value, r.Len())
	for i := range out {
		out[i] = r.At(i)
	}
	return out
}
