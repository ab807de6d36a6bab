package kernel

import (
	"maps"
	"slices"

	"fluxion/engine/internal/ir"
)

// repetition schedules a loop. Its constants, and carry that the body passes on,
// are read where they lie.
func (f *fuser) repetition(e *ir.Eqn, form *Repetition) {
	if !lowerable(form) {
		f.host(e)
		return
	}
	l := looper{fuser: f, form: form, operands: e.In, results: e.Out, none: form.Before == nil && form.Trips == 0}
	if form.Before != nil {
		hidden := f.inline(form.Before, e.In)
		l.operands = slices.Insert(slices.Clone(e.In), form.Consts, hidden...)
		l.results = nil
		for _, a := range hidden {
			l.results = append(l.results, ir.NewVar(a.Aval()))
		}
		l.results = append(l.results, e.Out...)
	}
	in := l.open()
	if l.none {
		return
	}
	eqns, all := instance(form.Body, in)
	eqns, known := l.hoist(eqns, all)
	scope := f.scope(append(known, l.operands...), l.own)
	var out []ir.Atom
	for k, a := range all {
		if k < form.Carry && !l.passed(k) || k >= form.Carry && f.uses[l.results[k]] > 0 {
			out = append(out, a)
		}
	}
	var buffers []int
	l.loop.Body, buffers = scope.body(eqns, out, l.inPlace)
	l.close(buffers)
	f.plan.Words++
	l.loop.Word = f.plan.Words
	f.plan.Steps = append(f.plan.Steps, Step{Loop: &l.loop})
}

// A looper builds a loop: what it reads and writes, around a body.
type looper struct {
	*fuser
	form     *Repetition
	operands []ir.Atom
	results  []*ir.Var
	none     bool // there are no turns
	loop     Loop
	own      map[*ir.Var]*place // of the variables that change from turn to turn
	inPlace  []int              // by carry of the loop: the buffer where it may be changed, -1 if there is none
}

// passed reports whether carry k stays as it is.
func (l *looper) passed(k int) bool {
	return l.none || l.form.Body.Out[k] == ir.Atom(l.form.Body.In[l.form.Consts+k])
}

// open returns the operands of the body.
func (l *looper) open() []ir.Atom {
	l.own = map[*ir.Var]*place{}
	in := slices.Clone(l.operands)
	variable := func(i, buffer int) {
		v := ir.NewVar(l.form.Body.In[i].Aval())
		in[i] = v
		l.own[v] = l.at(buffer, v)
	}
	for k := range l.form.Carry {
		i := l.form.Consts + k
		if l.passed(k) {
			l.where[l.results[k]] = &place{access: l.settle(l.variable(in[i]))}
			continue
		}
		a := in[i].Aval()
		c := LoopCarry{Init: l.buffered(in[i])}
		home := -1
		if updated := l.updates(k); updated || a.Size()*a.DType.Size() <= CopiedBytes {
			c.Spare = l.newBuffer(a, Temporary)
			c.In = c.Spare
			if updated {
				home = c.In
			}
		} else {
			c.In = l.newBuffer(a, Moving)
		}
		l.inPlace = append(l.inPlace, home)
		variable(i, c.In)
		l.loop.Carries = append(l.loop.Carries, c)
	}
	for i := l.form.Consts + l.form.Carry; i < len(in) && !l.none; i++ {
		w := l.window(l.newBuffer(l.form.Body.In[i].Aval(), Moving), l.buffered(in[i]))
		variable(i, w.Buffer)
	}
	for _, v := range l.results[l.form.Carry:] {
		l.where[v] = l.at(l.newBuffer(v.Aval(), Temporary), v)
	}
	return in
}

// updates reports whether the body makes of carry k the next one by putting
// elements into it.
func (l *looper) updates(k int) bool {
	a := l.form.Body.Out[k]
	for i := len(l.form.Body.Eqns) - 1; i >= 0; i-- {
		e := &l.form.Body.Eqns[i]
		if e.Out[0] != a {
			continue
		}
		if _, ok := formOf(e).(Update); !ok {
			return false
		}
		if a = e.In[0]; a == ir.Atom(l.form.Body.In[l.form.Consts+k]) {
			return true
		}
	}
	return false
}

// hoist schedules in front of the loop what is the same in every turn, and returns
// the other equations and what they read of it. What depends on no array stays:
// it costs less to make than to load.
func (l *looper) hoist(eqns []ir.Eqn, out []ir.Atom) (rest []ir.Eqn, known []ir.Atom) {
	var same []ir.Eqn
	inside, hoisted := map[ir.Atom]bool{}, map[ir.Atom]bool{}
	for i := range eqns {
		e := &eqns[i]
		varies, reads := false, false
		for _, a := range e.In {
			if v, ok := a.(*ir.Var); ok {
				reads = true
				varies = varies || inside[v] || l.own[v] != nil
			}
		}
		place := hoisted
		if varies || !reads {
			rest, place = append(rest, *e), inside
		} else {
			same = append(same, *e)
		}
		for _, v := range e.Out {
			place[v] = true
		}
	}
	need := func(atoms []ir.Atom) {
		for _, a := range atoms {
			if hoisted[a] && !slices.Contains(known, a) {
				known = append(known, a)
			}
		}
	}
	for i := range rest {
		need(rest[i].In)
	}
	need(out)
	l.addAll(same, known)
	return rest, known
}

// at places a variable in a buffer of its own.
func (*fuser) at(buffer int, v *ir.Var) *place {
	return &place{access: whole(buffer, v.Aval().Shape)}
}

// window makes a buffer the element of another one that a turn reads or writes.
func (l *looper) window(element, of int) Window {
	w := Window{Buffer: element, Of: of, Step: l.plan.Buffers[element].Bytes()}
	if l.form.Reverse {
		w.First, w.Step = w.Step*(l.form.Trips-1), -w.Step
	}
	l.plan.Buffers[element].Kind = Moving
	l.loop.Windows = append(l.loop.Windows, w)
	return w
}

// close completes the loop by where its body leaves the carry and the elements
// of those results that are read.
func (l *looper) close(buffers []int) {
	next := 0
	for k := range l.form.Carry {
		if l.passed(k) {
			continue
		}
		c, v := &l.loop.Carries[next], l.results[k]
		c.Next, c.Result = buffers[next], buffers[next]
		if !c.IsCopied() {
			l.plan.Buffers[c.Next].Kind = Moving
			c.Result, c.Spare = l.newBuffer(v.Aval(), Temporary), l.newBuffer(v.Aval(), Temporary)
		}
		l.where[v] = l.at(c.Result, v)
		next++
	}
	for _, v := range l.results[l.form.Carry:] {
		if l.uses[v] > 0 {
			l.window(buffers[next], l.where[v].access.Buffer)
			next++
		}
	}
	if l.form.Before == nil {
		l.loop.Trips = l.form.Trips
	} else {
		l.loop.Going = l.loop.Carries[0].In
	}
}

// choice schedules a branch. The cases leave their results in the same buffers.
func (f *fuser) choice(e *ir.Eqn, form *Choice) {
	if !lowerable(form) {
		f.host(e)
		return
	}
	b := Branch{Selector: f.buffered(e.In[0])}
	results := make([]int, len(e.Out))
	for k, v := range e.Out {
		results[k] = f.newBuffer(v.Aval(), Temporary)
	}
	for _, c := range form.Cases {
		scope := f.scope(e.In[1:], nil)
		eqns, out := instance(c, e.In[1:])
		steps, buffers := scope.body(eqns, out, nil)
		to := map[int]int{}
		for k, buffer := range buffers {
			to[buffer] = results[k]
		}
		for i := range steps {
			steps[i].visit(func(b *int, _ bool) {
				if r, ok := to[*b]; ok {
					*b = r
				}
			})
		}
		b.Cases = append(b.Cases, steps)
	}
	for k, v := range e.Out {
		f.where[v] = f.at(results[k], v)
	}
	f.plan.Steps = append(f.plan.Steps, Step{Branch: &b})
}

// inline schedules a program here and returns its results.
func (f *fuser) inline(j *ir.Jaxpr, in []ir.Atom) []ir.Atom {
	eqns, out := instance(j, in)
	f.addAll(eqns, out)
	return out
}

// addAll schedules the equations of a program that is part of another one, with
// the given results.
func (f *fuser) addAll(eqns []ir.Eqn, out []ir.Atom) {
	for i := range eqns {
		f.countUses(eqns[i].In)
	}
	f.countUses(out)
	f.lookAhead(eqns)
	for i := range eqns {
		f.add(&eqns[i])
	}
}

// scope returns a fuser for a program that a step carries: it reads the operands
// where they lie, and variables of its own.
func (f *fuser) scope(operands []ir.Atom, own map[*ir.Var]*place) *fuser {
	s := newFuser(f.plan, f.target)
	s.origin = f.origin
	maps.Copy(s.where, own)
	for _, a := range operands {
		if v, ok := a.(*ir.Var); ok {
			s.where[v] = &place{access: f.settle(v)}
		}
	}
	s.first = len(f.plan.Buffers)
	return s
}

// body schedules a program as a list of steps of its own and returns where these
// leave the results: each in a buffer that is made there for nothing else or, the
// first ones, in those of inPlace, which the steps may overwrite.
func (f *fuser) body(eqns []ir.Eqn, out []ir.Atom, inPlace []int) (steps []Step, buffers []int) {
	outside := f.plan.Steps
	f.plan.Steps, f.inPlace = nil, inPlace
	f.addAll(eqns, out)
	there := func(i, buffer int) bool { return f.made(buffer) || i < len(inPlace) && buffer == inPlace[i] }
	own := make([]*ir.Var, len(out))
	for i, a := range out {
		v, ok := a.(*ir.Var)
		if !ok || slices.Contains(own, v) || f.where[v].group == nil && !there(i, f.where[v].access.Buffer) {
			v = f.copy(a)
		}
		own[i] = v
	}
	for len(f.open) > 0 {
		f.flush(f.open[0])
	}
	for i, v := range own {
		b := f.copied(v)
		if !there(i, b) || slices.Contains(buffers, b) { // a view of another result
			b = f.copied(f.copy(v))
		}
		buffers = append(buffers, b)
	}
	steps, f.plan.Steps = f.plan.Steps, outside
	return steps, buffers
}

// made reports whether a buffer is one that the steps of this scope fill.
func (f *fuser) made(buffer int) bool {
	return buffer >= f.first && f.plan.Buffers[buffer].Kind == Temporary
}

// mayOverwrite reports whether a buffer belongs to this scope.
func (f *fuser) mayOverwrite(buffer int) bool {
	return f.made(buffer) || buffer >= 0 && slices.Contains(f.inPlace, buffer)
}

// copy schedules a copy.
func (f *fuser) copy(a ir.Atom) *ir.Var {
	v := ir.NewVar(a.Aval())
	g := f.join(v.Aval().Shape, []ir.Atom{a}, func(*group) bool { return true })
	g.members = append(g.members, member{args: f.arguments(g, []ir.Atom{a}), out: []*ir.Var{v}})
	f.where[v] = &place{group: g}
	f.uses[v] = 1
	return v
}

// variable returns a variable that has the value of an atom.
func (f *fuser) variable(a ir.Atom) *ir.Var {
	if v, ok := a.(*ir.Var); ok {
		return v
	}
	return f.copy(a)
}

// buffered returns a buffer that holds the elements of an atom.
func (f *fuser) buffered(a ir.Atom) int { return f.copied(f.variable(a)) }
