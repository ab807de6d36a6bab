package transform

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// callParams are those of the jit primitive: a program and the name of the
// function it was traced from.
type callParams struct {
	Name   string
	body   *program
	linear bool // linear in the operands that a linear program passes to it
}

func (p *callParams) Fields() []ir.Field {
	return []ir.Field{{Name: "name", Value: p.Name}, {Name: "jaxpr", Value: p.body.Jaxpr}}
}

func (p *callParams) isLinear() bool { return p.linear }

// String identifies the call in keys of common subexpressions: calls of the
// same trace are the same computation.
func (p *callParams) String() string { return p.body.String() }

// call applies a derived program as one operation.
func call(name string, d derivation, linear bool, in ...[]Value) []Value {
	return core.Bind(prim.Lookup("jit"), &callParams{name, d.program, linear}, d.operands(in...)...)
}

// A Compiled is a staged program that is ready to be called many times.
type Compiled struct {
	params *callParams
	consts []Value
}

// Compile prepares a staged program for repeated calls.
func Compile(name string, c *ir.Closed) *Compiled {
	j, consts := hoist(c)
	return &Compiled{&callParams{name, newProgram(j), false}, consts}
}

// Call applies the program as one operation.
func (c *Compiled) Call(in []Value) []Value {
	return core.Bind(prim.Lookup("jit"), c.params, append(slices.Clone(c.consts), in...)...)
}

// Traced reports whether the operands that every call has are traced.
func (c *Compiled) Traced() bool { return slices.ContainsFunc(c.consts, core.IsTraced) }

// Operands returns the beginning of a list of operands for Run: what every call
// has, which must not be traced.
func (c *Compiled) Operands() []*device.Tensor {
	in := c.params.body.operands()
	for _, v := range c.consts {
		in = append(in, core.Tensor(v))
	}
	return in
}

// Run runs the program on the operands that Operands began and the caller
// completed.
func (c *Compiled) Run(in []*device.Tensor) Results {
	core.Poll()
	return c.params.run(in)
}

// Consts returns the operands that every call has.
func (c *Compiled) Consts() []Value { return c.consts }

// WithConsts returns the program with other such operands.
func (c *Compiled) WithConsts(consts []Value) *Compiled { return &Compiled{c.params, consts} }

// run evaluates a call whose operands are concrete; otherwise it applies the
// equations one by one.
func run(params ir.Params, in []Value) []Value {
	c := params.(*callParams)
	if slices.ContainsFunc(in, core.IsTraced) {
		return c.body.eval(in)
	}
	operands := c.body.operands()
	for _, v := range in {
		operands = append(operands, core.Tensor(v))
	}
	return c.run(operands).values()
}

// run runs the program on a complete list of operands, and tells who watches.
func (p *callParams) run(in []*device.Tensor) Results {
	if watch := device.Profile(); watch != nil {
		return p.body.observe(p.Name, watch, in)
	}
	return p.body.run(p.Name, in)
}

// jvpCall differentiates the program into one that also maps tangents.
func jvpCall(params ir.Params, x, t []Value) (y, dy []Value) {
	c := params.(*callParams)
	d := c.body.jvp(defined(t), nil)
	out := call(c.Name, d.derivation, false, x, gather(t))
	n := len(d.nonzero)
	return out[:n], scatter(out[n:], d.nonzero)
}

// linearizeCall splits the program into one that computes the results and what
// the derivative needs, and a linear one that maps tangents.
func linearizeCall(params ir.Params, x, t []Value) (y, dy []Value) {
	c := params.(*callParams)
	l := c.body.linearize(defined(t), nil, nil)
	out := call(c.Name, l.forward, false, x)
	n := len(l.nonzero)
	if !slices.Contains(l.nonzero, true) {
		return out[:n], make([]Value, n)
	}
	tangents := call(c.Name, l.backward, true, l.residuals(x, out[n:]), gather(t))
	return out[:n], scatter(tangents, l.nonzero)
}

// transposeCall transposes a program that is linear in its undefined operands.
func transposeCall(params ir.Params, ct, in []Value) []Value {
	c := params.(*callParams)
	linear, fixed := splitLinear(in)
	d := c.body.transpose(linear, defined(ct), nil)
	cts := call(c.Name, d.derivation, true, fixed, gather(ct))
	return scatter(cts, d.nonzero)
}

// splitLinear reports which operands of a transposition are linear and returns
// the others.
func splitLinear(in []Value) (linear []bool, fixed []Value) {
	linear = make([]bool, len(in))
	for i, v := range in {
		linear[i] = core.IsUndefined(v)
	}
	return linear, pick(in, not(linear))
}

// batchCall batches the program.
func batchCall(params ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	c := params.(*callParams)
	d := c.body.vmap(size, axes, nil)
	return call(c.Name, d.derivation, c.linear, in), slices.Clone(d.axes)
}

func init() {
	prim.Register(&core.Primitive{
		Op: "jit", Arity: -1,
		Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
			c := p.(*callParams).body
			if len(in) != len(c.In) {
				ir.Fail("jit", in, "%d operands given, %d are expected", len(in), len(c.In))
			}
			return c.OutAvals()
		},
		Call:      run,
		JVP:       jvpCall,
		Linearize: linearizeCall,
		Transpose: transposeCall,
		Vmap:      batchCall,
	})
}
