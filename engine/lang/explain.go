package lang

import (
	"fmt"
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/syntax"
)

// An Explanation shows what becomes of a line: which term of it which
// equations come from, and those which instructions.
type Explanation struct {
	*engine.Explanation
	// Line is the line as it was given, and Variable the name of its variable, or of
	// both, as in "x, y": the first of the terms. It is empty where the variables
	// have no term.
	Line, Variable string
	// Terms are the parts of the line that compute something, in the order in
	// which they are evaluated. A term may contain others.
	Terms []Term
	// TermOf is, for each equation of Traced, the term that it comes from; -1 for
	// what all derivatives have, such as the factor k!.
	TermOf []int
}

// A Term is a part of a line.
type Term struct {
	// Spans are the places where it stands, in no order: one, or many for the
	// variables.
	Spans []syntax.Span
	// Variable is set for the variables, which are read and not computed.
	Variable bool
}

// Explain follows the function with its derivatives up to an order, in the
// given floating-point type, to the code that computes them at so many points, on
// the device "wasm" unless [engine.ExplainedOn] names another.
func (f *Function) Explain(dtype engine.DType, order, points int, options ...engine.StageOption) (*Explanation, error) {
	if order < 0 || order > maxOrder {
		return nil, fmt.Errorf("order %d: expected 0 to %d", order, maxOrder)
	}
	m := &machine{}
	return f.explain(m, dtype, points, options, func(at []engine.Array) []engine.Array {
		return series(func(x engine.Array) engine.Array { return f.runAt(m, x) }, at[0], order)
	})
}

// Explain follows the function, and its partial derivatives if the gradient is
// asked for, to the code that computes them at so many points, as
// [Function.Explain] does.
func (f *Field) Explain(dtype engine.DType, gradient bool, points int, options ...engine.StageOption) (*Explanation, error) {
	m := &machine{}
	return f.explain(m, dtype, points, options, func(at []engine.Array) []engine.Array {
		if gradient {
			return f.gradientOn(m, at[0], at[1])
		}
		return []engine.Array{f.callOn(m, at[0], at[1])}
	})
}

// explain follows a program, which evaluates the body on a machine, to its code.
func (d *definition) explain(m *machine, dtype engine.DType, points int, options []engine.StageOption, program func(at []engine.Array) []engine.Array) (*Explanation, error) {
	switch {
	case !dtype.IsFloat():
		return nil, fmt.Errorf("dtype %v: expected a floating-point type", dtype)
	case points < 1 || points > maxPoints:
		return nil, fmt.Errorf("%d points: expected 1 to %d", points, maxPoints)
	}
	at := make([]engine.Array, len(d.Variables()))
	for i := range at {
		at[i] = engine.Linspace(-1, 1, points, dtype)
	}
	where := func() any {
		if m.place == nil {
			return nil
		}
		return m.place
	}
	e, err := engine.Explain(program, at, append(options, engine.Located(where))...)
	if err != nil {
		return nil, err
	}
	x := &Explanation{Explanation: e, Line: d.line, Variable: strings.Join(d.Variables(), ", ")}
	x.findTerms(d)
	return x, nil
}

// maxPoints bounds how many points can be asked for: what is computed of them
// has to fit into memory.
const maxPoints = 10_000_000

// findTerms makes a term of each node of the syntax tree that some equation is
// from, and one of the variables.
func (x *Explanation) findTerms(d *definition) {
	number := map[syntax.Expr]int{}
	variables := Term{Variable: true}
	for _, name := range d.Variables() {
		variables.Spans = append(variables.Spans, occurrences(d.formula, name)...)
	}
	x.Terms = []Term{variables}
	for _, e := range x.Traced.Equations() {
		node, ok := e.Where().(syntax.Expr)
		if !ok {
			x.TermOf = append(x.TermOf, -1)
			continue
		}
		i, known := number[node]
		if !known {
			i = len(x.Terms)
			number[node] = i
			x.Terms = append(x.Terms, Term{Spans: []syntax.Span{{From: node.Pos(), To: node.End()}}})
		}
		x.TermOf = append(x.TermOf, i)
	}
}

// occurrences returns where a variable stands.
func occurrences(f *syntax.Formula, variable string) []syntax.Span {
	var spans []syntax.Span
	syntax.Walk(f.Body, func(e syntax.Expr) {
		if name, ok := e.(*syntax.Name); ok && name.Ident == variable {
			spans = append(spans, name.Span)
		}
	})
	return spans
}

// TermsBefore returns the terms that a line of Before comes from.
func (x *Explanation) TermsBefore(l engine.CodeLine) []int {
	switch {
	case l.Input:
		return x.variable()
	case l.Equation < 0:
		return nil
	}
	return x.terms([]int{l.Equation})
}

// TermsAfter returns the terms that a line of After or Module comes from.
func (x *Explanation) TermsAfter(l engine.CodeLine) []int {
	switch {
	case l.Input:
		return x.variable()
	case l.Equation < 0:
		return nil
	}
	return x.terms(x.From[l.Equation])
}

// variable returns the term of the variable, if there is one.
func (x *Explanation) variable() []int {
	if x.Variable == "" {
		return nil
	}
	return []int{0}
}

// terms returns those of equations of Traced, in ascending order.
func (x *Explanation) terms(equations []int) []int {
	var list []int
	for _, e := range equations {
		if x.TermOf[e] >= 0 {
			list = append(list, x.TermOf[e])
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
