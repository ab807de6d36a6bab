package engine

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// A Func is a function of flat lists of arrays: the core under the functions of
// nested values, for interpreters that have containers of their own. name says
// which transformation runs, for error messages. The zero Array stands for a
// tangent or cotangent that is zero, in arguments and in results.
type Func func(x []Array) []Array

func (f Func) inner() transform.Func {
	return func(in []core.Value) []core.Value { return values(f(arrays(in))) }
}

// sparse converts a list in which the zero Array means zero.
func sparse(in []Array) []core.Value {
	out := make([]core.Value, len(in))
	for i, a := range in {
		out[i] = a.v
	}
	return out
}

// IsZero reports whether a is the zero Array, which stands for a tangent or
// cotangent that is zero.
func (a Array) IsZero() bool { return a.v == nil }

// JVP evaluates f and its derivative along the tangents t.
func (f Func) JVP(name string, x, t []Array) (y, dy []Array) {
	out, tangents := transform.JVP(name, f.inner(), concrete(x), sparse(t))
	return arrays(out), arrays(tangents)
}

// Linearize evaluates f and returns its derivative as a function of tangents,
// and the transpose of that, the pullback, as a function of cotangents. Both
// may be called any number of times. Only arguments of floating type have
// tangents.
func (f Func) Linearize(name string, x []Array) (y []Array, push, pull Func) {
	out, linear := transform.Linearize(name, f.inner(), concrete(x))
	push = func(t []Array) []Array { return arrays(linear.Apply(sparse(t))) }
	pull = func(ct []Array) []Array { return arrays(linear.Transpose(sparse(ct))) }
	return arrays(out), push, pull
}

// Vmap applies f to every example of a batch of the given size: argument i has
// its examples along axes[i], or is shared by all where that is negative. Each
// result comes with the axis that its examples lie along; −1 if it is the same
// for all of them. Of the options, Located applies.
func (f Func) Vmap(name string, x []Array, axes []int, size int, options ...StageOption) (y []Array, outAxes []int) {
	out, outAxes := transform.VmapLocated(name, f.inner(), concrete(x), axes, size, optionsOf(options).where)
	return arrays(out), outAxes
}

// MoveBatch moves the examples of a result of [Func.Vmap] to another axis, and
// repeats a result that is the same for all of them (from = −1).
func MoveBatch(x Array, from, to, size int) Array {
	return Array{transform.AtAxis(x.value(), from, to, size)}
}

// Jet propagates Taylor coefficients of order 1, 2, … through f, series[i] for
// argument i, all of the same length.
func (f Func) Jet(name string, x []Array, series [][]Array) (y []Array, out [][]Array) {
	order := 0
	coefficients := make([][]core.Value, len(series))
	for i, s := range series {
		coefficients[i] = sparse(s)
		order = len(s)
	}
	results, outSeries := transform.Jet(name, f.inner(), concrete(x), coefficients, order)
	out = make([][]Array, len(outSeries))
	for i, s := range outSeries {
		out[i] = arrays(s)
	}
	return arrays(results), out
}

// A Program is a traced Func.
type Program struct {
	// Out are the results as they were traced: good for their types only.
	Out    []Array
	closed *ir.Closed
	call   *transform.Compiled
}

// Trace records what f does with arguments of the types of x.
func (f Func) Trace(name string, x []Array, options ...StageOption) *Program {
	p := &Program{}
	run := func(in []core.Value) []core.Value {
		p.Out = f(arrays(in))
		return values(p.Out)
	}
	p.closed = optionsOf(options).record(name, run, ir.Avals(values(x)))
	p.call = transform.Compile(name, p.closed)
	return p
}

// Call runs the program on arguments of the types it was traced with.
func (p *Program) Call(x []Array) []Array { return callProgram(p.call, x) }

// Jaxpr returns the program for printing.
func (p *Program) Jaxpr() Jaxpr { return Jaxpr{p.closed} }

// ClosesOverTracers reports whether the program mentions values of a
// transformation around it: then it is good for this one call only.
func (p *Program) ClosesOverTracers() bool { return closesOverTracers(p.closed) }

// Consts returns the arrays that the program mentions besides its arguments:
// with WithConsts, it can leave the function that it was traced in.
func (p *Program) Consts() []Array { return arrays(p.call.Consts()) }

// WithConsts returns the program with other arrays of the same types in place
// of those.
func (p *Program) WithConsts(consts []Array) *Program {
	q := *p
	q.call = p.call.WithConsts(concrete(consts))
	return &q
}

// Transpose returns the transpose of f, a linear function of arguments of the
// types of x: it maps cotangents of the results to those of the arguments.
func (f Func) Transpose(name string, x []Array) (y []Array, pull Func) {
	out, transposed := transform.LinearTranspose(name, f.inner(), ir.Avals(values(x)))
	return arrays(out), func(ct []Array) []Array { return arrays(transposed(sparse(ct))) }
}

// A Custom says how programs show a function with rules of its own.
type Custom struct {
	Name string
	// Rules are the names of the rules.
	Rules []Parameter
	// Trace records the function for the types of its arguments, when the call
	// becomes part of a program.
	Trace func() *Program
}

func (f Func) custom(c Custom) transform.Custom {
	out := transform.Custom{Name: c.Name, F: f.inner(), Stage: func([]ir.Aval) *ir.Closed { return c.Trace().closed }}
	for _, r := range c.Rules {
		out.Rules = append(out.Rules, ir.Field{Name: r.Name, Value: r.Value})
	}
	return out
}

// CustomJVP evaluates f on x. Where that is differentiated, rule maps arguments
// and tangents, all of them given, to results and tangents.
func (f Func) CustomJVP(custom Custom, x []Array, rule func(x, t []Array) (y, dy []Array)) []Array {
	c := &transform.CustomJVP{Custom: f.custom(custom), Rule: func(x, t []core.Value) (y, dy []core.Value) {
		out, tangents := rule(arrays(x), arrays(t))
		return values(out), sparse(tangents)
	}}
	return arrays(c.Apply(values(x)))
}

// CustomVJP evaluates f on x. Where that is differentiated, forward returns the
// results and residuals, and backward maps the residuals and the cotangents of
// the results to those of the arguments. Forward mode is an error.
func (f Func) CustomVJP(custom Custom, x []Array, forward func(x []Array) (y, residuals []Array), backward func(residuals, ct []Array) []Array) []Array {
	c := &transform.CustomVJP{
		Custom: f.custom(custom),
		Forward: func(x []core.Value) (y, residuals []core.Value) {
			out, r := forward(arrays(x))
			return values(out), values(r)
		},
		Backward: func(residuals, ct []core.Value) []core.Value {
			return sparse(backward(arrays(residuals), arrays(ct)))
		},
	}
	return arrays(c.Apply(values(x)))
}

// Weaken returns a with a weak or a strong type; the element type stays.
func (a Array) Weaken(weak bool) Array {
	return Array{prim.Convert(a.value(), a.DType(), weak)}
}

// WeakNum returns a float scalar of weak type d, Float32 or Float64: what a bare
// number is by itself where 64-bit types are the default.
func WeakNum(v float64, d DType) Array {
	return Array{&core.Literal{DType: d, Weak: true, Val: v}}
}

// A TracedBy tells what a traced array stands for.
type TracedBy struct {
	// Kind is the transformation: "jit", "vmap", "jvp", "grad" or "jet".
	Kind string
	// Primal and Tangent are the parts under jvp and grad; Primal is the batch
	// under vmap. Under grad the tangent has a type only.
	Primal, Tangent Array
	// Axis is where the examples of the batch lie.
	Axis int
}

// Tracer says what a traced array stands for; ok is false if it is not traced.
func (a Array) Tracer() (t TracedBy, ok bool) {
	if !a.IsTraced() {
		return t, false
	}
	kind, primal, tangent, axis := transform.Inspect(a.value())
	return TracedBy{kind, Array{primal}, Array{tangent}, axis}, true
}

// Concrete returns the elements of a as a plain array, where they are known: of
// an array that is not traced, and of one that only derivatives are traced of.
func (a Array) Concrete() (Array, bool) {
	for {
		t, traced := a.Tracer()
		switch {
		case !traced:
			return a, true
		case t.Kind != "grad" && t.Kind != "jvp":
			return Array{}, false
		}
		a = t.Primal
	}
}

// TracedFrom returns the places of the arguments of the function being traced
// that a depends on; none if a is not traced by jit.
func (a Array) TracedFrom() []int { return transform.Inputs(a.value()) }

// Where returns what the option [Located] said of a traced array; nil if it said
// nothing.
func (a Array) Where() any { return transform.Where(a.value()) }

// FaultyValue returns the array that an error is about; ok is false if it is not
// about a certain one.
func FaultyValue(e *Error) (a Array, ok bool) { return Array{e.Value}, e.Value != nil }
