package transform

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// The branches of a cond take the same operands and give the same results,
// whatever each of them needs and computes.

// mergeConsts gives all branches the constants of all, each value once.
func mergeConsts(branches []derivation) (programs []*program, consts []Value) {
	place := map[Value]int{}
	for _, b := range branches {
		for _, v := range b.consts {
			if _, ok := place[v]; !ok {
				place[v] = len(consts)
				consts = append(consts, v)
			}
		}
	}
	for _, b := range branches {
		if slices.Equal(b.consts, consts) {
			programs = append(programs, b.program)
			continue
		}
		in := make([]*ir.Var, len(consts))
		for i, v := range consts {
			in[i] = ir.NewVar(v.Aval())
		}
		for i, v := range b.consts {
			in[place[v]] = b.In[i]
		}
		in = append(in, b.In[len(b.consts):]...)
		programs = append(programs, newProgram(&ir.Jaxpr{In: in, Eqns: b.Eqns, Out: b.Out}))
	}
	return programs, consts
}

// pruneForwarded removes results that are the same operand in every branch;
// sources tells which, or −1 for what remains a result.
func pruneForwarded(branches []*program) (pruned []*program, sources []int) {
	first := branches[0]
	sources = make([]int, len(first.Out))
	keep := make([]bool, len(first.Out))
	for i := range sources {
		sources[i] = forwards(first.Jaxpr, i)
		for _, b := range branches[1:] {
			if forwards(b.Jaxpr, i) != sources[i] {
				sources[i] = -1
			}
		}
		keep[i] = sources[i] < 0
	}
	if !slices.Contains(keep, false) {
		return branches, sources
	}
	for _, b := range branches {
		pruned = append(pruned, newProgram(&ir.Jaxpr{In: b.In, Eqns: b.Eqns, Out: pick(b.Out, keep)}))
	}
	return pruned, sources
}

// forwards returns which input result i of a jaxpr is; −1 if none.
func forwards(j *ir.Jaxpr, i int) int {
	v, ok := j.Out[i].(*ir.Var)
	if !ok {
		return -1
	}
	return slices.Index(j.In, v)
}

// residualKinds lists the types of the residuals of all branches, each type as
// often as one branch needs it.
type residualKinds struct {
	avals  []ir.Aval
	places [][]int // per branch, where its residuals stand
}

func (k *residualKinds) add(avals []ir.Aval) {
	var places []int
	for _, a := range avals {
		at := slices.IndexFunc(k.avals, func(b ir.Aval) bool { return a.Equal(b) })
		for at >= 0 && slices.Contains(places, at) {
			next := slices.IndexFunc(k.avals[at+1:], func(b ir.Aval) bool { return a.Equal(b) })
			if at += 1 + next; next < 0 {
				at = -1
			}
		}
		if at < 0 {
			at = len(k.avals)
			k.avals = append(k.avals, a)
		}
		places = append(places, at)
	}
	k.places = append(k.places, places)
}

// padResults makes a branch return n results and residuals of every kind.
func (k *residualKinds) padResults(j *ir.Jaxpr, n, branch int) *program {
	padded := Stage("cond", func(in []Value) []Value {
		out := EvalJaxpr(j, nil, in)
		full := make([]Value, len(k.avals))
		for i, a := range k.avals {
			full[i] = Zeros(a)
		}
		for i, at := range k.places[branch] {
			full[at] = out[n+i]
		}
		return append(out[:n:n], full...)
	}, j.InAvals())
	return newProgram(padded.Jaxpr)
}

// padOperands makes a linear branch take residuals of every kind.
func (k *residualKinds) padOperands(d derivation, branch int) *program {
	own := d.In[len(d.consts):]
	residuals := make([]*ir.Var, len(k.avals))
	for i, a := range k.avals {
		residuals[i] = ir.NewVar(a)
	}
	for i, at := range k.places[branch] {
		residuals[at] = own[i]
	}
	in := slices.Concat(d.In[:len(d.consts)], residuals, own[len(k.places[branch]):])
	return newProgram(&ir.Jaxpr{In: in, Eqns: d.Eqns, Out: d.Out})
}
