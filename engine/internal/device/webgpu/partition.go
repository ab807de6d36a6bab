package webgpu

import (
	"slices"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// A part is some equations of a program, as a program of its own, for the GPU or
// for the device that does the rest.
type part struct {
	jaxpr   *ir.Jaxpr
	onGPU   bool
	origins []int32 // the numbers of its equations in the whole program, from 1
	program *wgsl.Program
}

// holdsAll reports whether the GPU computes with all types that an equation, or a
// program that it carries, deals with, and compilers know what it does.
func holdsAll(adapter wgsl.Adapter, e *ir.Eqn) bool {
	for _, list := range [][]ir.Aval{ir.Avals(e.In), ir.Avals(e.Out)} {
		if slices.ContainsFunc(list, func(a ir.Aval) bool { return !adapter.Holds(a.DType) }) {
			return false
		}
	}
	if !kernel.Lowerable(e) {
		return false
	}
	for _, p := range kernel.InsideOf(e) {
		for i := range p.Program.Eqns {
			if !holdsAll(adapter, &p.Program.Eqns[i]) {
				return false
			}
		}
	}
	return true
}

// divide divides a program into as few parts as taking turns allows: as long as
// there are equations for the one side whose operands are known, they go there.
// A program that is one part is that part, but where the GPU does not hold an
// operand that no equation reads, or that is a result at once.
func divide(j *ir.Jaxpr, fits func(e *ir.Eqn) bool, holds func(d ir.DType) bool) []part {
	n := len(j.Eqns)
	side := make([]bool, n)
	for i := range j.Eqns {
		side[i] = fits(&j.Eqns[i])
	}
	known := map[*ir.Var]bool{}
	for _, v := range j.In {
		known[v] = true
	}
	done := make([]bool, n)
	take := func(onGPU bool) (taken []int) {
		for i := range j.Eqns {
			if done[i] || side[i] != onGPU || slices.ContainsFunc(j.Eqns[i].In, func(a ir.Atom) bool {
				v, ok := a.(*ir.Var)
				return ok && !known[v]
			}) {
				continue
			}
			done[i], taken = true, append(taken, i)
			for _, v := range j.Eqns[i].Out {
				known[v] = true
			}
		}
		return taken
	}
	// Whether it is better to begin with the one side or the other shows when
	// the first of them has nothing to do.
	var parts []part
	onGPU := true
	for left := n; left > 0; onGPU = !onGPU {
		if taken := take(onGPU); len(taken) > 0 {
			left -= len(taken)
			parts = append(parts, partOf(j, taken, onGPU))
		}
	}
	strange := func(v *ir.Var) bool { return !holds(v.Aval().DType) }
	if len(parts) == 1 && !(parts[0].onGPU && slices.ContainsFunc(j.In, strange)) {
		parts[0].jaxpr = j // with all operands and results
		return parts
	}
	return link(j, parts)
}

// partOf returns some equations of a program; what it takes and gives is found
// out by link.
func partOf(j *ir.Jaxpr, equations []int, onGPU bool) part {
	p := part{jaxpr: &ir.Jaxpr{}, onGPU: onGPU}
	for _, i := range equations {
		p.jaxpr.Eqns = append(p.jaxpr.Eqns, j.Eqns[i])
		p.origins = append(p.origins, int32(i+1))
	}
	return p
}

// link finds out what parts take from others or from outside, and what they give.
func link(j *ir.Jaxpr, parts []part) []part {
	needed := map[*ir.Var]bool{} // by later parts or as a result
	for _, a := range j.Out {
		if v, ok := a.(*ir.Var); ok {
			needed[v] = true
		}
	}
	for i := len(parts) - 1; i >= 0; i-- {
		p := parts[i].jaxpr
		own := map[*ir.Var]bool{}
		for k := range p.Eqns {
			for _, a := range p.Eqns[k].In {
				if v, ok := a.(*ir.Var); ok && !own[v] && !slices.Contains(p.In, v) {
					p.In = append(p.In, v)
				}
			}
			for _, v := range p.Eqns[k].Out {
				own[v] = true
				if needed[v] {
					p.Out = append(p.Out, v)
				}
			}
		}
		for _, v := range p.In {
			needed[v] = true
		}
	}
	return parts
}

// A mixed executable runs the parts of a program in order.
type mixed struct {
	whole     *ir.Jaxpr
	parts     []part
	run       []device.Executable // by part
	last      []map[*ir.Var]bool  // by part: what nobody needs afterwards
	placement device.Placement
}

func newMixed(j *ir.Jaxpr, parts []part, where device.Placement, compile func(p part) device.Executable) *mixed {
	x := &mixed{whole: j, parts: parts, placement: where, last: make([]map[*ir.Var]bool, len(parts))}
	needed := map[*ir.Var]bool{}
	for _, a := range j.Out {
		if v, ok := a.(*ir.Var); ok {
			needed[v] = true
		}
	}
	for i := len(parts) - 1; i >= 0; i-- {
		x.last[i] = map[*ir.Var]bool{}
		for _, v := range parts[i].jaxpr.In {
			if !needed[v] {
				needed[v], x.last[i][v] = true, true
			}
		}
	}
	for _, p := range parts {
		run := compile(p)
		x.run = append(x.run, run)
		if placed, ok := run.(device.Placed); ok {
			x.placement.Code += placed.Placement().Code
		}
		for i := range p.jaxpr.Eqns {
			if !p.onGPU {
				x.placement.Host = append(x.placement.Host, p.jaxpr.Eqns[i].Op.Name())
			}
		}
	}
	return x
}

// Placement implements [device.Placed].
func (x *mixed) Placement() device.Placement { return x.placement }

// Ready implements [device.Preparing].
func (x *mixed) Ready() bool {
	ready := true
	for _, run := range x.run {
		if p, ok := run.(device.Preparing); ok && !p.Ready() {
			ready = false
		}
	}
	return ready
}

// Run implements [device.Executable].
func (x *mixed) Run(in []*device.Tensor) []*device.Tensor {
	values := map[*ir.Var]*device.Tensor{}
	for i, v := range x.whole.In {
		values[v] = in[i]
	}
	for i, p := range x.parts {
		args := make([]*device.Tensor, len(p.jaxpr.In))
		for k, v := range p.jaxpr.In {
			args[k] = values[v]
		}
		for k, t := range x.run[i].Run(args) {
			values[p.jaxpr.Out[k].(*ir.Var)] = t
		}
		for v := range x.last[i] {
			delete(values, v)
		}
	}
	out := make([]*device.Tensor, len(x.whole.Out))
	for i, a := range x.whole.Out {
		if v, ok := a.(*ir.Var); ok {
			out[i] = values[v]
		} else {
			out[i] = device.Scalar(a.(*ir.Literal))
		}
	}
	return out
}
