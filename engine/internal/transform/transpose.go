package transform

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// Transpose pulls cotangents of the outputs back to the inputs: the linear
// equations are walked in reverse, each spreading its results' cotangents to
// its linear operands. Nil is zero, in and out.
func (l *Linear) Transpose(ct []Value) []Value { return l.transpose(ct, nil) }

// transpose adds what it finds to what start holds for an input.
func (l *Linear) transpose(ct, start []Value) []Value {
	acc := map[*linearVar]Value{}
	for i, v := range start {
		if v != nil {
			acc[l.in[i]] = v
		}
	}
	give := func(v Value, ct Value) {
		lv, ok := v.(*linearVar)
		if !ok || lv.trace != l.trace || ct == nil {
			return
		}
		if old := acc[lv]; old != nil {
			acc[lv] = prim.AddAny(old, ct)
		} else {
			acc[lv] = ct
		}
	}
	for i, v := range l.out {
		if v != nil {
			give(v, ct[i])
		}
	}
	for i := len(l.trace.eqns) - 1; i >= 0; i-- {
		e := &l.trace.eqns[i]
		cts := make([]Value, len(e.out))
		for k, v := range e.out {
			cts[k] = acc[v]
			delete(acc, v)
		}
		if anyDefined(cts) {
			for k, c := range transposeEqn(e, l.trace, cts) {
				give(e.in[k], c)
			}
		}
	}
	out := make([]Value, len(l.in))
	for i, v := range l.in {
		if v != nil {
			out[i] = acc[v]
		}
	}
	return out
}

func transposeEqn(e *linearEqn, trace *linearTrace, cts []Value) []Value {
	defer from(e.where, slices.Concat(cts, e.in))()
	in := make([]Value, len(e.in))
	undefined := 0
	for i, v := range e.in {
		in[i] = v
		if lv, ok := v.(*linearVar); ok && lv.trace == trace {
			in[i] = core.Undefined{Type: lv.aval}
			undefined++
		}
	}
	if e.primitive.Transpose == nil || e.primitive.Traits&core.Bilinear != 0 && undefined > 1 {
		core.NotLinear(e.primitive.Op)
	}
	if len(cts) == 1 || e.primitive.Linearize != nil { // programs do without zeros
		return e.primitive.Transpose(e.params, cts, in)
	}
	full := make([]Value, len(cts))
	for i, c := range cts {
		full[i] = instantiateOne(c, e.out[i])
	}
	return e.primitive.Transpose(e.params, full, in)
}

// VJP evaluates f and returns the pullback of its derivative, which may be
// called more than once. Nil cotangents are zero, in and out.
func VJP(name string, f Func, x []Value) (y []Value, pullback func(ct []Value) []Value) {
	y, l := Linearize(name, f, x)
	return y, l.Transpose
}

// LinearTranspose traces f, which must be linear, on operands of the given types
// and returns its results, good for their types only, and its transpose. Nil
// cotangents are zero, in and out.
func LinearTranspose(name string, f Func, avals []ir.Aval) (y []Value, pull func(ct []Value) []Value) {
	closed := Stage(name, func(in []Value) []Value {
		y = f(in)
		return y
	}, avals)
	j, consts := hoist(closed)
	p := newProgram(j)
	return y, func(ct []Value) []Value {
		fixed := append(slices.Clone(consts), make([]Value, len(avals))...)
		return p.pullBack(fixed, ct, nil)[len(consts):]
	}
}
