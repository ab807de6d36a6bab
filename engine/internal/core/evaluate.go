package core

import (
	"slices"
	"time"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// large is from how many elements on, of operands and results together, an
// operation on its own may be worth a compiled program: below, to look for one
// takes as long as to compute.
const large = 4096

// Compiler, where set, returns a program that does what one operation does, or
// nil where the host's own evaluation is best; fresh reports that it had to be
// compiled. It is for a device, the present one if that is nil. Package transform
// sets it.
var Compiler func(p *Primitive, params ir.Params, in, out []ir.Aval, d device.Device) (x device.Executable, fresh bool)

// MadeAt returns the place that results lie at where no operand was put anywhere.
// Package transform sets it.
var MadeAt = func() *device.Place { return nil }

// evaluate applies a primitive to concrete operands.
func evaluate(p *Primitive, params ir.Params, in []Value) []Value {
	if p.Call != nil {
		return p.Call(params, in)
	}
	avals := ir.Avals(in)
	results := p.Infer(avals, params)
	src := make([]*device.Tensor, len(in))
	for i, v := range in {
		src[i] = Tensor(v)
	}
	if p.Alone != nil && len(in) > 0 {
		return concrete(p, params, in, results, p.Alone(src, params))
	}
	var x device.Executable
	var fresh bool
	from, watch := time.Time{}, device.Profile()
	if watch != nil {
		from = time.Now()
	}
	place := device.CommonPlace(p.Op, src, nil)
	switch {
	case Compiler == nil:
	case place != nil: // what was put there is computed with there, however small
		x, fresh = Compiler(p, params, avals, results, place.Device)
	case elements(avals)+elements(results) >= large:
		x, fresh = Compiler(p, params, avals, results, nil)
	}
	if place == nil {
		place = MadeAt()
	}
	alone := single{p, params, results}
	var dst []*device.Tensor
	switch {
	case watch == nil && x == nil:
		dst = alone.Run(src)
	case watch == nil:
		dst = x.Run(src)
	default:
		if x == nil {
			x = alone
		}
		var e device.Event
		e, dst = device.Event{Program: p.Op, Eager: true, Compiled: fresh}.Observe(x, from, src)
		watch(e)
	}
	for i, t := range dst {
		switch {
		case t.Place() == place:
		case slices.Contains(src, t):
			dst[i] = t.At(place)
		default:
			t.SetPlace(place)
		}
	}
	return concrete(p, params, in, results, dst)
}

// concrete returns the results of an operation as values.
func concrete(p *Primitive, params ir.Params, in []Value, results []ir.Aval, dst []*device.Tensor) []Value {
	if inspect := inspection.Load(); inspect != nil {
		(*inspect)(p.Op, dst)
	}
	out := make([]Value, len(dst))
	for i, a := range results {
		out[i] = &Const{Tensor: dst[i], Weak: a.Weak}
	}
	if len(out) == 1 && len(dst[0].Shape) > 0 {
		out[0].(*Const).Origin = origin(p, params, in)
	}
	return out
}

func elements(avals []ir.Aval) (n int) {
	for _, a := range avals {
		n += a.Size()
	}
	return n
}

// single is an operation as the host evaluates it.
type single struct {
	primitive *Primitive
	params    ir.Params
	out       []ir.Aval
}

// Run evaluates the operation.
func (s single) Run(in []*device.Tensor) []*device.Tensor {
	dst := make([]*device.Tensor, len(s.out))
	for i, a := range s.out {
		dst[i] = device.NewLike(a)
	}
	s.primitive.Evaluate(dst, in, s.params)
	return dst
}

// Placement implements [device.Placed].
func (single) Placement() device.Placement {
	return device.Placement{Device: "host", Kind: "Go", Threads: 1, Equations: 1}
}

func origin(p *Primitive, params ir.Params, in []Value) *Origin {
	o := &Origin{p, params, make([]*Literal, len(in)), traceIDs.Load()}
	for i, v := range in {
		l, ok := AsLiteral(v)
		if !ok {
			return nil
		}
		o.In[i] = l
	}
	return o
}
