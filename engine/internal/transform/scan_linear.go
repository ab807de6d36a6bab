package transform

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
)

// A scanSplit is a linearized scan. Residuals that are the same in every
// iteration are not stacked.
type scanSplit struct {
	linearization
	invariant *ir.Jaxpr // constants → what of the body depends on nothing else
	forward   *program  // results of invariant, carry, elements → carry, results, stacked residuals
	backward  derivation
	needed    int    // how many results of invariant forward takes; residuals follow
	hoisted   []bool // the computed residuals that are results of invariant
	whole     []bool // the residuals that are not stacked
}

// linearizeScan runs the loop forwards, stacking what the derivative needs of
// every iteration, and records a linear loop over it.
func linearizeScan(p ir.Params, x, t []Value) (y, dy []Value) {
	s := p.(*scanParams)
	mayForward := slices.Repeat([]bool{true}, len(x)) // a carry is another value in every iteration
	for i := range s.carry {
		mayForward[s.consts+i] = false
	}
	active, nonzero := s.fixpoint(defined(t), func(in, want []bool) []bool { return s.body.linearize(in, want, mayForward).nonzero })
	want := append(slices.Clone(nonzero[:s.carry]), make([]bool, len(nonzero)-s.carry)...)
	l := remember(s.body, fmt.Sprint("scan linearize", s.consts, s.carry, active), func() (*scanSplit, []Value) {
		l := s.body.linearize(active, want, mayForward)
		return s.splitLoop(l, active), slices.Concat(l.forward.consts, l.backward.consts)
	})

	consts, carry, xs := split(s, x)
	known := EvalJaxpr(l.invariant, nil, l.linearization.forward.operands(consts))
	out := bindScan(s.with(l.forward, l.needed, s.carry), known[:l.needed], carry, xs)
	n := len(nonzero)
	if !slices.Contains(nonzero, true) {
		return out[:n], make([]Value, n)
	}
	computed := scatter(known[l.needed:], l.hoisted)
	for i, v := range scatter(out[n:], not(l.hoisted)) {
		if v != nil {
			computed[i] = v
		}
	}
	residuals := l.residuals(x, computed)
	tc, tcarry, txs := split(s, activate(t, x, active))
	operands := [][]Value{l.backward.consts, pick(residuals, l.whole), gather(tc), gather(tcarry), gather(txs), pick(residuals, not(l.whole))}
	linear := s.with(l.backward.program, len(operands[0])+len(operands[1])+len(operands[2]), len(operands[3]))
	for i, part := range operands {
		linear.linear = append(linear.linear, slices.Repeat([]bool{2 <= i && i <= 4}, len(part))...)
	}
	return out[:n], scatter(bindScan(linear, operands...), nonzero)
}

// splitLoop arranges a linearized body as two loops.
func (s *scanParams) splitLoop(l linearization, active []bool) *scanSplit {
	out := &scanSplit{linearization: l}
	n, m := len(l.forward.consts)+s.consts, len(s.body.Out)
	j := l.forward.Jaxpr
	invariant, known := invariantPart(j, n)

	// What the loop still reads of the invariant part comes in its place.
	var rest ir.Jaxpr
	used := map[*ir.Var]bool{}
	mark := func(atoms []ir.Atom) {
		for _, a := range atoms {
			if v, ok := a.(*ir.Var); ok && known[v] && !used[v] {
				used[v] = true
				rest.In = append(rest.In, v)
				invariant.Out = append(invariant.Out, v)
			}
		}
	}
	for _, e := range j.Eqns {
		if len(e.Out) == 0 || !known[e.Out[0]] {
			rest.Eqns = append(rest.Eqns, e)
			mark(e.In)
		}
	}
	rest.Out = slices.Clone(j.Out[:m])
	mark(rest.Out)
	out.needed = len(rest.In)
	rest.In = append(rest.In, j.In[n:]...)
	for _, a := range j.Out[m:] {
		v, ok := a.(*ir.Var)
		out.hoisted = append(out.hoisted, ok && known[v])
		if ok && known[v] {
			invariant.Out = append(invariant.Out, a)
		} else {
			rest.Out = append(rest.Out, a)
		}
	}
	out.invariant, out.forward = invariant, newProgram(&rest)

	computed := 0
	for _, source := range l.sources {
		if source >= 0 {
			out.whole = append(out.whole, source < s.consts)
			continue
		}
		out.whole = append(out.whole, out.hoisted[computed])
		computed++
	}
	// Behind the residuals come the tangents.
	var first, last, order []int
	for i, whole := range out.whole {
		if whole {
			first = append(first, i)
		} else {
			last = append(last, i)
		}
	}
	order = append(order, first...)
	for i := range count(active) {
		order = append(order, len(out.whole)+i)
	}
	results := make([]int, len(l.backward.Out))
	for i := range results {
		results[i] = i
	}
	out.backward = l.backward.arrange(append(order, last...), results)
	return out
}

// invariantPart returns the equations that depend on the first n inputs alone,
// as a jaxpr without results, and the variables known by them.
func invariantPart(j *ir.Jaxpr, n int) (part *ir.Jaxpr, known map[*ir.Var]bool) {
	part, known = &ir.Jaxpr{In: j.In[:n]}, map[*ir.Var]bool{}
	for _, v := range part.In {
		known[v] = true
	}
	for _, e := range j.Eqns {
		fixed := len(e.Out) > 0
		for _, a := range e.In {
			v, ok := a.(*ir.Var)
			fixed = fixed && (!ok || known[v])
		}
		if fixed {
			part.Eqns = append(part.Eqns, e)
			for _, v := range e.Out {
				known[v] = true
			}
		}
	}
	return part, known
}

// A scanTranspose is the body of a transposed scan.
type scanTranspose struct {
	derivation
	consts, xs []bool // the operands that are not linear and that it reads
}

// transposeScan runs the linear loop the other way: it carries the cotangents
// of the carry and sums those of the constants.
func transposeScan(p ir.Params, ct, in []Value) []Value {
	s := p.(*scanParams)
	linear, _, _ := split(s, s.linear)
	consts, _, xs := split(s, in)
	present := defined(ct[s.carry:])
	d := remember(s.body, fmt.Sprint("scan transpose", s.consts, s.carry, s.linear, present), func() (scanTranspose, []Value) {
		d := s.transposedBody(present)
		return d, d.derivation.consts
	})
	sums, carry := make([]Value, count(linear)), slices.Clone(ct[:s.carry])
	for i, a := range pick(s.body.InAvals()[:s.consts], linear) {
		sums[i] = Zeros(a)
	}
	for i, a := range s.body.OutAvals()[:s.carry] {
		if carry[i] == nil {
			carry[i] = Zeros(a)
		}
	}
	operands := [][]Value{d.derivation.consts, pick(consts, d.consts), sums, carry, gather(ct[s.carry:]), pick(xs, d.xs)}
	back := s.with(d.program, len(operands[0])+len(operands[1]), len(sums)+s.carry)
	back.reverse = !s.reverse
	for i, part := range operands {
		back.linear = append(back.linear, slices.Repeat([]bool{2 <= i && i <= 4}, len(part))...)
	}
	cts := scatter(bindScan(back, operands...), s.linear)
	for i, v := range in {
		if !core.IsUndefined(v) {
			cts[i] = nil
		}
	}
	return cts
}

// transposedBody maps constants, the sums so far and the cotangents of the
// carry, the cotangents of the results present and elements to new sums and
// cotangents of the carry, and cotangents of the linear elements.
func (s *scanParams) transposedBody(present []bool) scanTranspose {
	avals := s.body.InAvals()
	lc, _, lx := split(s, s.linear)
	ac, acarry, ax := split(s, avals)
	ay := s.body.OutAvals()[s.carry:]
	groups := [][]ir.Aval{pick(ac, not(lc)), pick(ac, lc), acarry, pick(ay, present), pick(ax, not(lx))}
	d := derive("transpose", func(args []Value) []Value {
		var parts [5][]Value
		for i, g := range groups {
			parts[i], args = args[:len(g)], args[len(g):]
		}
		fixed := slices.Concat(scatter(parts[0], not(lc)), make([]Value, s.carry), scatter(parts[4], not(lx)))
		start := slices.Concat(scatter(parts[1], lc), make([]Value, s.carry+len(ax)))
		cts := s.body.pullBack(fixed, slices.Concat(parts[2], scatter(parts[3], present)), start)
		for i := range cts {
			if s.linear[i] && cts[i] == nil {
				cts[i] = Zeros(avals[i])
			}
		}
		return pick(cts, s.linear)
	}, slices.Concat(groups...))

	// What only the results without cotangent need is not read.
	t := scanTranspose{derivation: d, consts: not(lc), xs: not(lx)}
	read := readBy(d.Jaxpr)
	n := len(d.consts)
	j := &ir.Jaxpr{In: slices.Clone(d.In[:n]), Eqns: d.Eqns, Out: d.Out}
	keep := func(mask []bool) {
		for i, m := range mask {
			if m {
				if mask[i] = read[d.In[n]]; mask[i] {
					j.In = append(j.In, d.In[n])
				}
				n++
			}
		}
	}
	keep(t.consts)
	linear := len(groups[1]) + len(groups[2]) + len(groups[3])
	j.In = append(j.In, d.In[n:n+linear]...)
	n += linear
	keep(t.xs)
	t.program = newProgram(j)
	return t
}

// readBy returns what the equations and results of a jaxpr read.
func readBy(j *ir.Jaxpr) map[ir.Atom]bool {
	read := map[ir.Atom]bool{}
	for i := range j.Eqns {
		for _, a := range j.Eqns[i].In {
			read[a] = true
		}
	}
	for _, a := range j.Out {
		read[a] = true
	}
	return read
}
