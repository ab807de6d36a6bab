package host

import (
	"slices"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// An operation is what the host needs of a primitive.
type operation interface {
	ir.Op
	// Evaluate computes the results into dst, which has the inferred types.
	Evaluate(dst, in []*device.Tensor, params ir.Params)
	// IsElementwise reports whether Expand applies.
	IsElementwise() bool
	// Expand returns the basic operations of an elementwise primitive.
	Expand(b *kernel.Builder, in []kernel.Node, params ir.Params) []kernel.Node
}

// Device is the reference device. It runs whole chains of elementwise
// equations block by block, and every other equation as a loop of its own.
type Device struct {
	// Unfused rounds every kernel.MulAdd twice, to compare with GPUs that do.
	Unfused bool
}

// Name returns "host".
func (Device) Name() string { return "host" }

// Describe implements [device.Described].
func (Device) Describe() (kind string, threads int) { return "Go", 1 }

// Compile groups the equations into steps.
func (d Device) Compile(j *ir.Jaxpr) device.Executable {
	c := &planner{unfused: d.Unfused, slots: map[*ir.Var]int{}, home: map[*ir.Var]*group{}, uses: map[*ir.Var]int{}}
	for _, v := range j.In {
		c.slot(v)
	}
	for i := range j.Eqns {
		c.countUses(j.Eqns[i].In)
	}
	c.countUses(j.Out)
	for i := range j.Eqns {
		c.add(&j.Eqns[i])
	}
	for len(c.open) > 0 {
		c.flush(c.open[0])
	}
	p := &plan{inputs: len(j.In), equations: len(j.Eqns), steps: c.steps}
	for _, a := range j.Out {
		p.out = append(p.out, c.operand(a))
	}
	p.slots = len(c.slots)
	p.release()
	return p
}

// A plan is a compiled program: steps that read and write numbered slots.
type plan struct {
	inputs    int
	equations int
	slots     int
	steps     []planStep
	out       []operand
}

// Placement implements [device.Placed].
func (p *plan) Placement() device.Placement {
	return device.On(Device{}, p.equations)
}

// A planStep evaluates one equation or one fused chain.
type planStep struct {
	in   []operand
	out  []int
	dst  []ir.Aval
	run  func(dst, in []*device.Tensor)
	dead []int // slots that nothing reads afterwards
}

// An operand is a slot, or a literal where the tensor is set.
type operand struct {
	slot    int
	literal *device.Tensor
}

// Run executes the steps in order.
func (p *plan) Run(in []*device.Tensor) []*device.Tensor {
	slots := make([]*device.Tensor, p.slots)
	copy(slots, in)
	read := func(o operand) *device.Tensor {
		if o.literal != nil {
			return o.literal
		}
		return slots[o.slot]
	}
	var args []*device.Tensor
	for i := range p.steps {
		s := &p.steps[i]
		args = args[:0]
		for _, o := range s.in {
			args = append(args, read(o))
		}
		dst := make([]*device.Tensor, len(s.dst))
		for k, a := range s.dst {
			dst[k] = device.NewLike(a)
			slots[s.out[k]] = dst[k]
		}
		s.run(dst, args)
		for _, d := range s.dead {
			slots[d] = nil
		}
	}
	out := make([]*device.Tensor, len(p.out))
	for i, o := range p.out {
		out[i] = read(o)
	}
	return out
}

// release finds the last reader of every slot, so that memory goes back to the
// collector while the program runs.
func (p *plan) release() {
	seen := map[int]bool{}
	for _, o := range p.out {
		if o.literal == nil {
			seen[o.slot] = true
		}
	}
	for i := len(p.steps) - 1; i >= 0; i-- {
		s := &p.steps[i]
		for _, o := range s.in {
			if o.literal == nil && !seen[o.slot] {
				seen[o.slot] = true
				s.dead = append(s.dead, o.slot)
			}
		}
	}
}

// A group is a chain of elementwise equations of one shape that has not been
// scheduled yet.
type group struct {
	shape []int
	eqns  []*ir.Eqn
}

// A planner schedules equations. Open groups never read each other's results:
// a group is flushed as soon as something else needs one.
type planner struct {
	slots map[*ir.Var]int
	home  map[*ir.Var]*group // the open group that computes a variable
	uses  map[*ir.Var]int    // how often a variable is read in all
	open  []*group
	// unfused is that of the device.
	unfused bool
	steps   []planStep
}

func (c *planner) slot(v *ir.Var) int {
	s, ok := c.slots[v]
	if !ok {
		s = len(c.slots)
		c.slots[v] = s
	}
	return s
}

func (c *planner) operand(a ir.Atom) operand {
	if v, ok := a.(*ir.Var); ok {
		return operand{slot: c.slot(v)}
	}
	return operand{literal: device.Scalar(a.(*ir.Literal))}
}

func (c *planner) countUses(atoms []ir.Atom) {
	for _, a := range atoms {
		if v, ok := a.(*ir.Var); ok {
			c.uses[v]++
		}
	}
}

// add schedules an equation: into the open group of its shape if it fuses.
func (c *planner) add(e *ir.Eqn) {
	var target *group
	if fuses(e) {
		shape := e.Out[0].Aval().Shape
		i := slices.IndexFunc(c.open, func(g *group) bool { return slices.Equal(g.shape, shape) })
		if i < 0 {
			c.open = append(c.open, &group{shape: shape})
			i = len(c.open) - 1
		}
		target = c.open[i]
	}
	for _, a := range e.In {
		if v, ok := a.(*ir.Var); ok {
			if g := c.home[v]; g != nil && g != target {
				c.flush(g)
			}
		}
	}
	if target == nil {
		c.steps = append(c.steps, c.single(e))
		return
	}
	target.eqns = append(target.eqns, e)
	for _, v := range e.Out {
		c.home[v] = target
	}
}

// fuses reports whether an equation computes each element of its results from
// the same element of operands of that shape, or from single elements.
func fuses(e *ir.Eqn) bool {
	if !e.Op.(operation).IsElementwise() || e.Out[0].Aval().DType.IsComplex() {
		return false
	}
	shape := e.Out[0].Aval().Shape
	for _, a := range e.In {
		if v := a.Aval(); v.DType.IsComplex() || v.Size() != 1 && !slices.Equal(v.Shape, shape) {
			return false
		}
	}
	return true
}

func (c *planner) single(e *ir.Eqn) planStep {
	op := e.Op.(operation)
	s := planStep{run: func(dst, in []*device.Tensor) { op.Evaluate(dst, in, e.Params) }}
	for _, a := range e.In {
		s.in = append(s.in, c.operand(a))
	}
	for _, v := range e.Out {
		s.out = append(s.out, c.slot(v))
		s.dst = append(s.dst, v.Aval())
	}
	return s
}

// flush schedules a group as one program of basic operations that reads each
// operand once and writes only what is used outside.
func (c *planner) flush(g *group) {
	c.open = slices.DeleteFunc(c.open, func(o *group) bool { return o == g })
	inside := map[*ir.Var]int{} // reads from within the group
	for _, e := range g.eqns {
		for _, v := range e.Out {
			delete(c.home, v)
		}
		for _, a := range e.In {
			if v, ok := a.(*ir.Var); ok {
				inside[v]++
			}
		}
	}
	var s planStep
	var types []ir.DType
	inputs := map[*ir.Var]int{}
	defined := map[*ir.Var]bool{}
	var outputs []*ir.Var
	for _, e := range g.eqns {
		for _, a := range e.In {
			v, ok := a.(*ir.Var)
			if _, known := inputs[v]; !ok || known || defined[v] {
				continue
			}
			inputs[v] = len(types)
			types = append(types, v.Aval().DType)
			s.in = append(s.in, c.operand(v))
		}
		for _, v := range e.Out {
			defined[v] = true
			if c.uses[v] > inside[v] {
				outputs = append(outputs, v)
				s.out = append(s.out, c.slot(v))
				s.dst = append(s.dst, v.Aval())
			}
		}
	}
	if len(outputs) == 0 {
		return
	}
	program := kernel.Compile(types, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
		b.Unfused = c.unfused
		return expandGroup(b, g.eqns, inputs, in, outputs)
	})
	s.run = func(dst, in []*device.Tensor) { Run(program, dst, in) }
	c.steps = append(c.steps, s)
}

func expandGroup(b *kernel.Builder, eqns []*ir.Eqn, inputs map[*ir.Var]int, in []kernel.Node, outputs []*ir.Var) []kernel.Node {
	nodes := map[*ir.Var]kernel.Node{}
	for v, i := range inputs {
		nodes[v] = in[i]
	}
	for _, e := range eqns {
		args := make([]kernel.Node, len(e.In))
		for i, a := range e.In {
			switch a := a.(type) {
			case *ir.Var:
				args[i] = nodes[a]
			case *ir.Literal:
				args[i] = b.Const(kernel.TypeOf(a.DType), a.Val)
			}
		}
		out := e.Op.(operation).Expand(b, args, e.Params)
		for i, v := range e.Out {
			nodes[v] = out[i]
		}
	}
	out := make([]kernel.Node, len(outputs))
	for i, v := range outputs {
		out[i] = nodes[v]
	}
	return out
}
