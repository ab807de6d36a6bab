package transform

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// A jetTracer is a truncated Taylor series along a curve: coefficient k is
// the k-th derivative divided by k!. Coefficients are computed when they are
// first asked for, which lets a rule mention the very series it defines. A
// coefficient that is the same everywhere may be a scalar.
type jetTracer struct {
	trace *jetTrace
	aval  ir.Aval
	coefs []Value // those known so far; nil is zero
	next  func(k int) Value
}

func (t *jetTracer) Aval() ir.Aval     { return t.aval }
func (t *jetTracer) Trace() core.Trace { return t.trace }
func (t *jetTracer) Primal() Value     { return t.Dense(0) }

// At returns coefficient k; nil if it is zero.
func (t *jetTracer) At(k int) Value {
	for n := len(t.coefs); n <= k; n++ {
		// next may ask for lower coefficients of t, never for this one.
		c := t.next(n)
		t.coefs = append(t.coefs, c)
	}
	return t.coefs[k]
}

// Dense returns coefficient k as an array.
func (t *jetTracer) Dense(k int) Value {
	if c := t.At(k); c != nil {
		return c
	}
	return Zeros(t.aval)
}

// full returns coefficient k in the shape of the series; nil if it is zero.
func (t *jetTracer) full(k int) Value {
	if c := t.At(k); c != nil {
		return prim.Broadcast(c, t.aval.Shape)
	}
	return nil
}

// A jetTrace propagates Taylor series up to an order.
type jetTrace struct {
	core.Scope
	order int
	depth int // how many rules are being expanded
}

// series returns v as a series; other values are constant.
func (tr *jetTrace) series(v Value) *jetTracer {
	if t, ok := v.(*jetTracer); ok && t.trace == tr {
		return t
	}
	return &jetTracer{tr, v.Aval(), []Value{v}, func(int) Value { return nil }}
}

func (tr *jetTrace) constant(v Value) bool {
	t, ok := v.(*jetTracer)
	return !ok || t.trace != tr
}

func (tr *jetTrace) Process(p *core.Primitive, params ir.Params, in []Value) []Value {
	// Series pass through the program of a call, but for functions whose rule
	// is all that is known of their derivative.
	if p.Call != nil && (p.JVP == nil || p.Linearize != nil) {
		return p.Call(params, in)
	}
	if p.Taylor != nil {
		return tr.expand(p, params, in)
	}
	u := make([]*jetTracer, len(in))
	primals := make([]Value, len(in))
	for i, v := range in {
		u[i] = tr.series(v)
		primals[i] = u[i].Dense(0)
		if p.Traits&core.Elementwise == 0 {
			primals[i] = prim.Broadcast(primals[i], v.Aval().Shape)
		}
	}
	avals := p.Infer(ir.Avals(in), params)
	y := core.Bind(p, params, primals...)
	out := make([]Value, len(y))
	for i, a := range avals {
		if a.DType.IsInexact() {
			out[i] = &jetTracer{trace: tr, aval: a, coefs: []Value{y[i]}}
		} else {
			out[i] = prim.Broadcast(y[i], a.Shape)
		}
	}
	for i := range out {
		if t, ok := out[i].(*jetTracer); ok {
			t.next = tr.rule(p, params, in, u, out, i)
		}
	}
	if tr.depth == 0 {
		// Outside of rules the series are wanted whole; computing them now
		// keeps the recursion as shallow as a single operation.
		for k := 1; k <= tr.order; k++ {
			for i := range out {
				if t, ok := out[i].(*jetTracer); ok {
					t.At(k)
				}
			}
		}
	}
	return out
}

// expand applies the rule of a primitive that carries programs. Outside of
// rules all coefficients are computed at once. Within a rule, which may define
// the very series it reads, each one is computed when it is asked for, from
// coefficients of at most its order.
func (tr *jetTrace) expand(p *core.Primitive, params ir.Params, in []Value) []Value {
	series := func(order int) (y []Value, v [][]Value) {
		x, u := make([]Value, len(in)), make([][]Value, len(in))
		for i, operand := range in {
			s := tr.series(operand)
			x[i] = s.full(0)
			if !tr.constant(operand) {
				u[i] = make([]Value, order)
				for k := range order {
					u[i][k] = s.full(k + 1)
				}
			}
		}
		return p.Taylor(params, order, x, u)
	}
	known := 0
	if tr.depth == 0 {
		known = tr.order
	}
	y, v := series(known)
	out := make([]Value, len(y))
	for i := range y {
		if out[i] = y[i]; known > 0 && !anyDefined(v[i]) || !y[i].Aval().DType.IsInexact() {
			continue
		}
		out[i] = &jetTracer{tr, y[i].Aval(), append([]Value{y[i]}, v[i]...), func(k int) Value {
			_, v := series(k)
			if v[i] == nil {
				return nil
			}
			return v[i][k-1]
		}}
	}
	return out
}

// rule returns the function that computes coefficient k ≥ 1 of result i.
func (tr *jetTrace) rule(p *core.Primitive, params ir.Params, in []Value, u []*jetTracer, out []Value, i int) func(k int) Value {
	switch {
	case p.Jet != nil:
		series := make([]core.Series, len(u))
		for n := range u {
			series[n] = u[n]
		}
		return func(k int) Value { return p.Jet(params, k, series, out[i].(*jetTracer)) }
	case p.Traits&core.Bilinear != 0:
		coefficient := (*jetTracer).At
		if p.Traits&core.Elementwise == 0 {
			coefficient = (*jetTracer).full
		}
		return func(k int) Value {
			return cauchy(p, params, func(j int) Value { return coefficient(u[0], j) }, func(j int) Value { return coefficient(u[1], j) }, k)
		}
	case p.Traits&core.Linear != 0 || p.LinearIn != nil:
		return func(k int) Value {
			t, x := make([]Value, len(u)), make([]Value, len(u))
			for n := range u {
				x[n] = prim.Broadcast(u[n].Dense(0), u[n].aval.Shape)
				if p.LinearIn == nil || p.LinearIn(n) {
					t[n] = u[n].full(k)
				}
			}
			return pushTangents(p, params, x, t, out)[i]
		}
	}
	// With x(s) a curve and y(s) = f(x(s)), y′ is the tangent that the rule
	// maps x′ to, as a series: y_k = (y′)_{k−1} / k.
	var derivative *jetTracer
	known := false
	return func(k int) Value {
		if !known {
			known = true
			if dy := tr.differentiate(p, params, in, u, out)[i]; dy != nil {
				derivative = tr.series(dy)
			}
		}
		if derivative == nil {
			return nil
		}
		tr.depth++
		defer func() { tr.depth-- }()
		c := derivative.At(k - 1)
		if c == nil || k == 1 {
			return c
		}
		return prim.Div(c, prim.Lit(c, float64(k)))
	}
}

// differentiate applies the tangent rule of p to the derivatives of the
// operand curves.
func (tr *jetTrace) differentiate(p *core.Primitive, params ir.Params, in []Value, u []*jetTracer, out []Value) []Value {
	tr.depth++
	defer func() { tr.depth-- }()
	t := make([]Value, len(in))
	for n := range in {
		if !tr.constant(in[n]) && in[n].Aval().DType.IsInexact() {
			t[n] = u[n].derivative()
		}
	}
	if p.JVP != nil {
		_, dy := p.JVP(params, in, t)
		return dy
	}
	return pushTangents(p, params, in, t, out)
}

// derivative returns the series of x′: (k+1)·x_{k+1}.
func (t *jetTracer) derivative() *jetTracer {
	return &jetTracer{trace: t.trace, aval: t.aval, next: func(k int) Value {
		c := t.At(k + 1)
		if c == nil || k == 0 {
			return c
		}
		return prim.Mul(prim.Lit(c, float64(k+1)), c)
	}}
}

// cauchy returns Σ_j u_j · w_{k−j}.
func cauchy(p *core.Primitive, params ir.Params, u, w func(j int) Value, k int) Value {
	var sum Value
	for j := 0; j <= k; j++ {
		a := u(j)
		if a == nil {
			continue
		}
		b := w(k - j)
		if b == nil {
			continue
		}
		term := core.Bind1(p, params, a, b)
		if sum == nil {
			sum = term
		} else {
			sum = prim.Add(sum, term)
		}
	}
	return sum
}

// Jet evaluates f along curves given by their Taylor coefficients 1 to order,
// series[i][k−1] for coefficient k of operand i, and returns the results'
// values and coefficients. Nil is zero, in and out.
func Jet(name string, f Func, x []Value, series [][]Value, order int) (y []Value, out [][]Value) {
	tr := &jetTrace{Scope: core.NewScope(name), order: order}
	defer tr.Close()
	in := make([]Value, len(x))
	for i := range x {
		in[i] = x[i]
		if anyDefined(series[i]) {
			coefs := append([]Value{x[i]}, series[i]...)
			in[i] = &jetTracer{tr, x[i].Aval(), coefs, func(int) Value { return nil }}
		}
	}
	y = f(in)
	out = make([][]Value, len(y))
	for i, v := range y {
		s := tr.series(v)
		out[i] = make([]Value, order)
		for k := 1; k <= order; k++ {
			out[i][k-1] = s.full(k)
		}
		y[i] = s.full(0)
	}
	return y, out
}
