package transform

import (
	"slices"
	"strings"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// A Custom is what functions with rules of their own have in common.
type Custom struct {
	Name string
	F    Func
	// Stage records F for the types of the operands, where the call becomes part
	// of a program.
	Stage func(avals []ir.Aval) *ir.Closed
	// Rules are the names of the rules, as programs show them.
	Rules []ir.Field

	// In a program: F recorded, whose leading operands are consts of them.
	body   *program
	consts int
}

// A CustomJVP is a function with a derivative rule of its own.
type CustomJVP struct {
	Custom
	// Rule maps operands and tangents, all defined, to results and tangents.
	Rule func(x, t []Value) (y, dy []Value)
}

// A CustomVJP is a function with a pullback of its own.
type CustomVJP struct {
	Custom
	// Forward returns the results and what the pullback needs.
	Forward func(x []Value) (y, residuals []Value)
	// Backward maps residuals and the cotangents of the results to those of
	// the operands; a nil cotangent is zero.
	Backward func(residuals, ct []Value) []Value
}

// Fields name the function and its rules, and show its body.
func (c *Custom) Fields() []ir.Field {
	fields := []ir.Field{{Name: "name", Value: c.Name}}
	if c.body != nil {
		fields = append(append(fields, c.Rules...), ir.Field{Name: "call_jaxpr", Value: c.body.Jaxpr}, ir.Field{Name: "symbolic_zeros", Value: false})
	}
	slices.SortStableFunc(fields[1:], func(a, b ir.Field) int { return strings.Compare(a.Name, b.Name) })
	return fields
}

// call evaluates the function.
func (c *Custom) call(in []Value) []Value {
	if c.body != nil {
		return c.body.eval(in)
	}
	return c.F(in)
}

func (c *Custom) outAvals(in []ir.Aval) []ir.Aval {
	if c.body != nil {
		return c.body.OutAvals()
	}
	return Stage("custom", c.F, in).OutAvals()
}

// staged returns the function recorded, and operands to put before the others.
func (c *Custom) staged(in []Value) (Custom, []Value) {
	s := *c
	record := c.Stage
	if record == nil {
		record = func(avals []ir.Aval) *ir.Closed { return Stage("custom", c.F, avals) }
	}
	j, consts := hoist(record(ir.Avals(in)))
	s.body, s.consts = newProgram(j), len(consts)
	return s, consts
}

// own returns the operands that the rules know. What the function closed over
// must not have a tangent: no rule says what becomes of it.
func (c *Custom) own(x, t []Value) (_, _ []Value) {
	if anyDefined(t[:c.consts]) {
		panic(closesOver(c.Name))
	}
	return x[c.consts:], t[c.consts:]
}

func closesOver(op string) *ir.Error {
	return &ir.Error{Op: op, Kind: ir.LeakedTracerError, Reason: "a function with a derivative rule of its own was differentiated with respect to a value it closes over: pass the value as an argument"}
}

// Apply evaluates the function; its rule is used when it is differentiated.
func (c *CustomJVP) Apply(in []Value) []Value {
	return core.Bind(prim.Lookup("custom_jvp_call"), c, in...)
}

// Apply evaluates the function; its rule is used when it is differentiated.
func (c *CustomVJP) Apply(in []Value) []Value {
	return core.Bind(prim.Lookup("custom_vjp_call"), c, in...)
}

// A recordable are parameters that change where they become part of a program:
// what they carry is recorded as well.
type recordable interface {
	record(in []Value) (ir.Params, []Value)
}

func (c *CustomJVP) record(in []Value) (ir.Params, []Value) {
	if c.body != nil {
		return c, in
	}
	s, consts := c.staged(in)
	return &CustomJVP{s, c.Rule}, slices.Concat(consts, in)
}

func (c *CustomVJP) record(in []Value) (ir.Params, []Value) {
	if c.body != nil {
		return c, in
	}
	s, consts := c.staged(in)
	return &CustomVJP{s, c.Forward, c.Backward}, slices.Concat(consts, in)
}

func customOf(p ir.Params) *Custom {
	switch c := p.(type) {
	case *CustomJVP:
		return &c.Custom
	default:
		return &p.(*CustomVJP).Custom
	}
}

// customShape infers result types by staging the function.
func customShape(in []ir.Aval, p ir.Params) []ir.Aval { return customOf(p).outAvals(in) }

func callCustom(p ir.Params, in []Value) []Value { return customOf(p).call(in) }

// batchCustomJVP batches function and rule alike.
func batchCustomJVP(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	c := p.(*CustomJVP)
	var outAxes []int
	batched := &CustomJVP{Custom: Custom{Name: c.Name, Rules: c.Rules, consts: c.consts}}
	batched.F = func(x []Value) []Value {
		var y []Value
		y, outAxes = Vmap("vmap", c.call, x, axes, size)
		for i := range y {
			y[i] = AtAxis(y[i], outAxes[i], 0, size)
		}
		return y
	}
	batched.Rule = func(x, t []Value) (y, dy []Value) {
		n := len(x)
		both := func(in []Value) []Value {
			y, dy := c.Rule(in[:n], in[n:])
			return append(append([]Value{}, y...), instantiate(dy, y)...)
		}
		own := axes[c.consts:]
		out, at := Vmap("vmap", both, slices.Concat(x, t), slices.Concat(own, own), size)
		for i := range out {
			out[i] = AtAxis(out[i], at[i], 0, size)
		}
		return out[:len(out)/2], out[len(out)/2:]
	}
	y := batched.Apply(in)
	return y, make([]int, len(y))
}

func batchCustomVJP(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	c := p.(*CustomVJP)
	batch := func(f Func, x []Value, axes []int) []Value {
		y, at := Vmap("vmap", f, x, axes, size)
		for i := range y {
			y[i] = AtAxis(y[i], at[i], 0, size)
		}
		return y
	}
	batched := &CustomVJP{Custom: Custom{Name: c.Name, Rules: c.Rules, consts: c.consts}}
	own := axes[c.consts:]
	batched.F = func(x []Value) []Value { return batch(c.call, x, axes) }
	batched.Forward = func(x []Value) (y, residuals []Value) {
		var results int
		out := batch(func(x []Value) []Value {
			y, r := c.Forward(x)
			results = len(y)
			return append(append([]Value{}, y...), r...)
		}, x, own)
		return out[:results], out[results:]
	}
	batched.Backward = func(residuals, ct []Value) []Value {
		args := append(append([]Value{}, residuals...), gather(ct)...)
		present := defined(ct)
		zero := make([]int, len(args))
		var given []bool
		cts := batch(func(args []Value) []Value {
			out := c.Backward(args[:len(residuals)], scatter(args[len(residuals):], present))
			given = defined(out)
			return gather(out)
		}, args, zero)
		out := scatter(cts, given)
		for i, ct := range out {
			// An operand that all examples share collects all their shares.
			if ct != nil && own[i] < 0 {
				out[i] = prim.ReduceSum(ct, []int{0})
			} else if ct != nil {
				out[i] = prim.MoveAxis(ct, 0, own[i])
			}
		}
		return out
	}
	y := batched.Apply(in)
	return y, make([]int, len(y))
}

// backwardParams are those of the linear operation that a custom pullback
// stands for. Its operands are the residuals, then the tangents.
type backwardParams struct {
	rule      *CustomVJP
	residuals int
	out       []ir.Aval
}

func (p *backwardParams) Fields() []ir.Field {
	return []ir.Field{{Name: "name", Value: p.rule.Name}}
}

// forwardModeError is what JAX says.
func forwardModeError(c *CustomVJP) *ir.Error {
	return &ir.Error{Op: c.Name, Reason: "can't apply forward-mode autodiff (jvp) to a custom_vjp function."}
}

func init() {
	prim.Register(
		&core.Primitive{
			Op: "custom_jvp_call", Arity: -1, Shape: customShape, Call: callCustom, Vmap: batchCustomJVP,
			JVP: func(p ir.Params, x, t []Value) (y, dy []Value) {
				c := p.(*CustomJVP)
				x, t = c.own(x, t)
				return c.Rule(x, instantiate(t, x))
			},
		},
		&core.Primitive{
			Op: "custom_vjp_call", Arity: -1, Shape: customShape, Call: callCustom, Vmap: batchCustomVJP,
			JVP: func(p ir.Params, x, t []Value) (y, dy []Value) {
				c := p.(*CustomVJP)
				x, _ = c.own(x, t)
				c.Forward(x) // has its effects, as in JAX
				panic(forwardModeError(c))
			},
			Linearize: func(p ir.Params, x, t []Value) (y, dy []Value) {
				c := p.(*CustomVJP)
				x, t = c.own(x, t)
				y, residuals := c.Forward(x)
				b := &backwardParams{c, len(residuals), ir.Avals(y)}
				operands := append(append([]Value{}, residuals...), instantiate(t, x)...)
				return y, core.Bind(prim.Lookup("custom_lin"), b, operands...)
			},
		},
		&core.Primitive{
			// The derivative of a custom_vjp function, known only transposed.
			Op: "custom_lin", Arity: -1,
			Shape: func(_ []ir.Aval, p ir.Params) []ir.Aval { return p.(*backwardParams).out },
			Call:  func(p ir.Params, _ []Value) []Value { panic(forwardModeError(p.(*backwardParams).rule)) },
			Vmap: func(p ir.Params, _ int, _ []Value, _ []int) ([]Value, []int) {
				panic(forwardModeError(p.(*backwardParams).rule))
			},
			Transpose: func(p ir.Params, ct, in []Value) []Value {
				b := p.(*backwardParams)
				cts := b.rule.Backward(in[:b.residuals], ct)
				return append(make([]Value, b.residuals), cts...)
			},
		},
	)
}
