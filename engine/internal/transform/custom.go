package transform

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// A CustomJVP is a function with a derivative rule of its own.
type CustomJVP struct {
	Name string
	F    Func
	// Rule maps operands and tangents, all defined, to results and tangents.
	Rule func(x, t []Value) (y, dy []Value)
}

// A CustomVJP is a function with a pullback of its own.
type CustomVJP struct {
	Name string
	F    Func
	// Forward returns the results and what the pullback needs.
	Forward func(x []Value) (y, residuals []Value)
	// Backward maps residuals and the cotangents of the results to those of
	// the operands; a nil cotangent is zero.
	Backward func(residuals, ct []Value) []Value
}

// Fields name the function; its body shows when the call is printed.
func (c *CustomJVP) Fields() []ir.Field { return []ir.Field{{Name: "name", Value: c.Name}} }

// Fields name the function.
func (c *CustomVJP) Fields() []ir.Field { return []ir.Field{{Name: "name", Value: c.Name}} }

// Apply evaluates the function; its rule is used when it is differentiated.
func (c *CustomJVP) Apply(in []Value) []Value {
	return core.Bind(prim.Lookup("custom_jvp_call"), c, in...)
}

// Apply evaluates the function; its rule is used when it is differentiated.
func (c *CustomVJP) Apply(in []Value) []Value {
	return core.Bind(prim.Lookup("custom_vjp_call"), c, in...)
}

// customShape infers result types by staging the function.
func customShape(in []ir.Aval, p ir.Params) []ir.Aval {
	return Stage("custom", customBody(p), in).OutAvals()
}

func customBody(p ir.Params) Func {
	switch c := p.(type) {
	case *CustomJVP:
		return c.F
	default:
		return p.(*CustomVJP).F
	}
}

func callCustom(p ir.Params, in []Value) []Value { return customBody(p)(in) }

// batchCustomJVP batches function and rule alike.
func batchCustomJVP(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	c := p.(*CustomJVP)
	var outAxes []int
	batched := &CustomJVP{Name: c.Name}
	batched.F = func(x []Value) []Value {
		var y []Value
		y, outAxes = Vmap("vmap", c.F, x, axes, size)
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
		out, at := Vmap("vmap", both, append(append([]Value{}, x...), t...), append(append([]int{}, axes...), axes...), size)
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
	batched := &CustomVJP{Name: c.Name}
	batched.F = func(x []Value) []Value { return batch(c.F, x, axes) }
	batched.Forward = func(x []Value) (y, residuals []Value) {
		var results int
		out := batch(func(x []Value) []Value {
			y, r := c.Forward(x)
			results = len(y)
			return append(append([]Value{}, y...), r...)
		}, x, axes)
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
			if ct != nil && axes[i] < 0 {
				out[i] = prim.ReduceSum(ct, []int{0})
			} else if ct != nil {
				out[i] = prim.MoveAxis(ct, 0, axes[i])
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
				return p.(*CustomJVP).Rule(x, instantiate(t, x))
			},
		},
		&core.Primitive{
			Op: "custom_vjp_call", Arity: -1, Shape: customShape, Call: callCustom, Vmap: batchCustomVJP,
			JVP: func(p ir.Params, _, _ []Value) (y, dy []Value) { panic(forwardModeError(p.(*CustomVJP))) },
			Linearize: func(p ir.Params, x, t []Value) (y, dy []Value) {
				c := p.(*CustomVJP)
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
