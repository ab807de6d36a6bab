package transform

import (
	"time"

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
	return s.results(p.compiled.on(Device(), s).Run(in))
}

// observe is run for who watches: it tells that a program of a name ran.
func (p *program) observe(name string, watch func(device.Event), in []*device.Tensor) Results {
	from := time.Now()
	s := p.compiled.simplify(p.Jaxpr)
	before := p.compiled.latest.Load()
	x := p.compiled.on(Device(), s)
	e := device.Event{Program: name, Compiled: p.compiled.latest.Load() != before}
	e, out := e.Observe(x, from, in)
	watch(e)
	return s.results(out)
}

// execute runs the program on concrete operands.
func (p *program) execute(in []*device.Tensor) []*device.Tensor {
	return p.run(append(p.operands(), in...)).tensors
}

func (s *simplified) results(tensors []*device.Tensor) Results {
	r := Results{tensors: tensors, types: s.out}
	if s.small {
		r.block = make([]core.Const, len(s.out))
	}
	for i, fresh := range s.fresh {
		if !fresh {
			tensors[i].Share()
		}
	}
	return r
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
