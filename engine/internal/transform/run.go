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

// run runs the program of a name on a complete list of operands.
func (p *program) run(name string, in []*device.Tensor) Results {
	s := p.compiled.simplify(p.Jaxpr)
	d, place := deviceFor(name, in)
	return s.results(p.compiled.on(d, s).Run(in), place)
}

// deviceFor returns the device that runs a program on the given operands: the one
// that some of them were put on, or that which was set.
func deviceFor(name string, in []*device.Tensor) (device.Device, *device.Place) {
	if place := device.CommonPlace(name, in, nil); place != nil {
		return place.Device, place
	}
	return Device(), MadeAt()
}

// observe is run for who watches: it tells that a program of a name ran.
func (p *program) observe(name string, watch func(device.Event), in []*device.Tensor) Results {
	from := time.Now()
	s := p.compiled.simplify(p.Jaxpr)
	before := p.compiled.latest.Load()
	d, place := deviceFor(name, in)
	x := p.compiled.on(d, s)
	e := device.Event{Program: name, Compiled: p.compiled.latest.Load() != before}
	e, out := e.Observe(x, from, in)
	watch(e)
	return s.results(out, place)
}

// execute runs the program on concrete operands.
func (p *program) execute(in []*device.Tensor) []*device.Tensor {
	return p.run("the program", append(p.operands(), in...)).tensors
}

func (s *simplified) results(tensors []*device.Tensor, place *device.Place) Results {
	r := Results{tensors: tensors, types: s.out}
	if s.small {
		r.block = make([]core.Const, len(s.out))
	}
	for i, fresh := range s.fresh {
		switch {
		case !fresh && place != tensors[i].Place():
			tensors[i] = tensors[i].At(place)
		case !fresh:
			tensors[i].Share()
		case place != nil:
			tensors[i].SetPlace(place)
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
