package kernel

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// Fuse plans a program without calls and constants: pointwise equations of
// one shape, and the reductions of what they compute, share a nest; views and
// indices are only other ways to walk over a buffer. What has no form is left
// to the host.
func Fuse(j *ir.Jaxpr) *Plan { return FuseFor(j, Processor) }

// Processor is the target of Fuse.
var Processor = Target{Doubles: true, Threads: true, Spells: true, Rows: cachedRows}

// GPU is the target for devices of many small processors.
var GPU = Target{Rows: groupRows}

// A Target is what a plan is made for.
type Target struct {
	Doubles bool // there are lanes of 64 bits: running sums of float32 are float64
	Threads bool // few threads with caches share nests, which the plan divides
	Spells  bool // conversions of F16 are spelled with operations on its bits
	Rows    RowTarget
}

// FuseFor is Fuse for the given target.
func FuseFor(j *ir.Jaxpr, t Target) *Plan {
	f := newFuser(&Plan{Inputs: len(j.In)}, t)
	for _, v := range j.In {
		b := f.newBuffer(v.Aval(), Given)
		f.where[v] = &place{access: whole(b, v.Aval().Shape)}
	}
	for i := range j.Eqns {
		f.countUses(j.Eqns[i].In)
	}
	f.countUses(j.Out)
	f.lookAhead(j.Eqns)
	for i := range j.Eqns {
		f.origin = int32(i + 1)
		f.plan.Names = append(f.plan.Names, j.Eqns[i].Op.Name())
		f.add(&j.Eqns[i])
	}
	f.origin = 0
	for _, a := range j.Out {
		f.plan.Out = append(f.plan.Out, f.result(a))
	}
	for len(f.open) > 0 {
		f.flush(f.open[0])
	}
	if f.plan.Words > 0 {
		f.plan.State = f.newBuffer(ir.Aval{DType: ir.Uint32, Shape: []int{1 + f.plan.Words}}, Temporary)
	}
	f.plan.joinRows(t.Rows)
	if t.Threads {
		f.plan.Steps = f.plan.split(f.plan.Steps)
	}
	f.plan.assignMemory()
	return f.plan
}

// A fuser schedules equations. Open groups never read each other's results: a
// group is flushed as soon as something else needs one.
type fuser struct {
	plan   *Plan
	target Target
	where  map[*ir.Var]*place
	uses   map[*ir.Var]int    // how often a variable is read in all
	read   map[*ir.Var]int    // how often by equations so far
	into   map[*ir.Var]Access // where a variable is to be computed, if that has been decided
	// constants are the numbers of literals alone, repeated how often each is computed
	// again.
	constants map[*ir.Var]fixedNumber
	repeated  map[*ir.Var]int
	open      []*group
	// What may be overwritten: the buffers that are made in this scope, which have
	// numbers from first on, and those of some carries.
	first   int
	inPlace []int
	// origin is the number of the equation being added, from 1.
	origin int32
}

func newFuser(plan *Plan, t Target) *fuser {
	return &fuser{plan: plan, target: t, where: map[*ir.Var]*place{}, uses: map[*ir.Var]int{}, read: map[*ir.Var]int{}, into: map[*ir.Var]Access{}, constants: map[*ir.Var]fixedNumber{}, repeated: map[*ir.Var]int{}}
}

// A place says where the elements of a variable are: in a buffer or, as long
// as its group is open, nowhere yet.
type place struct {
	access Access // by the axes of the variable
	group  *group
}

// whole returns the access of a whole array in a buffer of its own.
func whole(buffer int, shape []int) Access { return Access{Buffer: buffer, Stride: rowMajor(shape)} }

func (f *fuser) newBuffer(a ir.Aval, kind Kind) int {
	f.plan.Buffers = append(f.plan.Buffers, Buffer{Kind: kind, DType: a.DType, Len: a.Size()})
	return len(f.plan.Buffers) - 1
}

func (f *fuser) countUses(atoms []ir.Atom) {
	for _, a := range atoms {
		if v, ok := a.(*ir.Var); ok {
			f.uses[v]++
		}
	}
}

// left returns how often v is read by the equation at hand and those to come.
func (f *fuser) left(v *ir.Var) int { return f.uses[v] - f.read[v] }

// add schedules an equation.
func (f *fuser) add(e *ir.Eqn) {
	form := formOf(e)
	if Accumulates(form) && (hasHalf(ir.Avals(e.In)) || hasHalf(ir.Avals(e.Out))) {
		f.inSingle(e)
		return
	}
	switch form := form.(type) {
	case Pointwise:
		f.pointwise(e)
	case View:
		f.view(e, form)
	case Reshape:
		f.reshape(e)
	case Index:
		stride := make([]int, e.Out[0].Aval().Rank())
		stride[form.Axis] = 1
		f.where[e.Out[0]] = &place{access: Access{Buffer: Counting, Stride: stride}}
	case Reduction:
		f.reduction(e, form)
	case Contraction:
		f.contraction(e, form)
	case *Repetition:
		f.repetition(e, form)
	case *Choice:
		f.choice(e, form)
	case Concatenation:
		f.concatenation(e, form)
	case Padding:
		f.padding(e, form)
	case Indexed:
		f.indexed(e, form)
	case Update:
		f.update(e, form)
	case Search:
		f.search(e, form)
	case Running:
		f.running(e, form)
	case Sort:
		f.sort(e, form)
	default:
		f.host(e)
	}
	for _, a := range e.In {
		if v, ok := a.(*ir.Var); ok {
			f.read[v]++
		}
	}
}

// formOf returns the form of an equation; nil for complex numbers, which no
// lane holds.
func formOf(e *ir.Eqn) Form {
	in := ir.Avals(e.In)
	for _, a := range append(ir.Avals(e.Out), in...) {
		if a.DType.IsComplex() {
			return nil
		}
	}
	return e.Op.(Operation).FormOf(in, e.Params)
}

// settle returns where the elements of v lie, flushing the group that computes
// them.
func (f *fuser) settle(v *ir.Var) Access {
	if p := f.where[v]; p.group != nil {
		f.flush(p.group)
	}
	return f.where[v].access
}

// join returns the open group for an equation over a box of the given shape,
// a new one if there is none, and flushes what the equation reads elsewhere.
func (f *fuser) join(shape []int, atoms []ir.Atom, fits func(*group) bool) *group {
	i := slices.IndexFunc(f.open, func(g *group) bool {
		return slices.Equal(g.shape, shape) && fits(g)
	})
	var target *group
	if i >= 0 {
		target = f.open[i]
	}
	for _, a := range atoms {
		if v, ok := a.(*ir.Var); ok {
			if g := f.where[v].group; g != nil && (g != target || !slices.Equal(v.Aval().Shape, shape)) {
				f.flush(g)
				if g == target {
					target = nil
				}
			}
		}
	}
	if target == nil {
		target = &group{shape: shape}
		f.open = append(f.open, target)
	}
	return target
}

func (f *fuser) pointwise(e *ir.Eqn) {
	g := f.join(e.Out[0].Aval().Shape, e.In, func(*group) bool { return true })
	g.members = append(g.members, member{eqn: e, args: f.arguments(g, e.In), out: e.Out, origin: f.origin})
	for _, v := range e.Out {
		f.where[v] = &place{group: g}
	}
	f.noteConstant(e)
}

// arguments resolves operands for a group.
func (f *fuser) arguments(g *group, atoms []ir.Atom) []argument {
	args := make([]argument, len(atoms))
	for i, a := range atoms {
		args[i].atom = a
		if v, ok := a.(*ir.Var); ok && f.where[v].group == nil {
			args[i].access = f.where[v].access.stretch(v.Aval().Shape, g.shape)
			args[i].settled = true
		}
	}
	return args
}

func (f *fuser) view(e *ir.Eqn, form View) {
	out := e.Out[0]
	v, ok := e.In[0].(*ir.Var)
	if !ok { // a literal, repeated
		g := f.join(out.Aval().Shape, nil, func(*group) bool { return true })
		g.members = append(g.members, member{args: f.arguments(g, e.In), out: e.Out, origin: f.origin})
		f.where[out] = &place{group: g}
		return
	}
	if f.constants[v].eqn != nil {
		f.repeatConstant(v, out)
		return
	}
	f.where[out] = &place{access: f.settle(v).view(form)}
}

// reshape passes a value on within its group if the box is walked in the same
// order, and otherwise finds strides for it or copies it.
func (f *fuser) reshape(e *ir.Eqn) {
	out := e.Out[0]
	v, ok := e.In[0].(*ir.Var)
	if !ok {
		f.view(e, View{From: slices.Repeat([]int{-1}, out.Aval().Rank()), Step: make([]int, out.Aval().Rank())})
		return
	}
	from, to := v.Aval().Shape, out.Aval().Shape
	access, ok := f.settle(v).reshape(from, to)
	if !ok {
		access = whole(f.copied(v), to)
	}
	f.where[out] = &place{access: access}
}

// copied returns a buffer that holds exactly the elements of v in row-major
// order.
func (f *fuser) copied(v *ir.Var) int {
	access := f.settle(v)
	shape := v.Aval().Shape
	if access.Buffer != Counting && access.Offset == 0 && access.Terms == nil && access.isRowMajor(shape) &&
		f.plan.Buffers[access.Buffer].Len == v.Aval().Size() {
		return access.Buffer
	}
	g := &group{shape: shape}
	return f.compute(g, f.arguments(g, []ir.Atom{v}), v.Aval(), nil).Buffer
}

// compute schedules a group of one member, of a new variable of type a, and
// returns where its elements lie.
func (f *fuser) compute(g *group, args []argument, a ir.Aval, expand func(b *Builder, in []Node) []Node) Access {
	v := ir.NewVar(a)
	g.members = []member{{args: args, out: []*ir.Var{v}, expand: expand, origin: f.origin}}
	f.uses[v] = 1
	f.flush(g)
	access := f.where[v].access
	delete(f.where, v)
	return access
}

func (f *fuser) reduction(e *ir.Eqn, form Reduction) {
	shape := e.In[0].Aval().Shape
	g := f.join(shape, e.In, func(g *group) bool { return g.reduces(form.Axes) })
	g.axes = form.Axes
	g.reductions = append(g.reductions, reduction{
		combine: form.Combine, args: f.arguments(g, e.In), out: e.Out[0], origin: f.origin,
		inOrder: e.Out[0].Aval().DType.IsFloat() && size(e.In[0].Aval(), form.Axes) <= ordered,
	})
	f.where[e.Out[0]] = &place{group: g}
}

// contraction sums products in a nest over the axes of the result and those
// that are contracted.
func (f *fuser) contraction(e *ir.Eqn, form Contraction) {
	x, y := e.In[0].Aval(), e.In[1].Aval()
	var shape, axes []int
	fromX, fromY := make([]int, x.Rank()), make([]int, y.Rank()) // the axis of the box of each axis
	add := func(size int) int { shape = append(shape, size); return len(shape) - 1 }
	for i, a := range form.BatchX {
		k := add(x.Shape[a])
		fromX[a], fromY[form.BatchY[i]] = k, k
	}
	for a, size := range x.Shape {
		if !slices.Contains(form.BatchX, a) && !slices.Contains(form.ContractX, a) {
			fromX[a] = add(size)
		}
	}
	for a, size := range y.Shape {
		if !slices.Contains(form.BatchY, a) && !slices.Contains(form.ContractY, a) {
			fromY[a] = add(size)
		}
	}
	for i, a := range form.ContractX {
		k := add(x.Shape[a])
		fromX[a], fromY[form.ContractY[i]] = k, k
		axes = append(axes, k)
	}
	g := &group{shape: shape}
	args := make([]argument, 2)
	for i, from := range [][]int{fromX, fromY} {
		args[i].atom = e.In[i]
		if v, ok := e.In[i].(*ir.Var); ok {
			access := f.settle(v)
			spread := Access{Buffer: access.Buffer, Offset: access.Offset, Stride: make([]int, len(shape)), Terms: access.Terms}
			for a, k := range from {
				spread.Stride[k] = access.Stride[a]
			}
			args[i].access, args[i].settled = spread, true
		}
	}
	f.open = append(f.open, g)
	f.where[e.Out[0]] = &place{group: g}
	if size(x, form.ContractX) == 1 { // nothing to add: -0 stays -0
		g.members = []member{{args: args, product: true, out: e.Out, origin: f.origin}}
		f.flush(g)
		return
	}
	r := reduction{combine: Add, product: true, args: args, out: e.Out[0], origin: f.origin}
	if x.DType.IsFloat() {
		r.combine, r.product = Fma, false
	}
	r.inOrder = inOrder(size(x, form.ContractX), ir.Size(shape))
	g.axes, g.reductions = axes, []reduction{r}
	f.flush(g)
}

// host leaves an equation to the host.
func (f *fuser) host(e *ir.Eqn) {
	s := Step{Eqn: e}
	for _, a := range e.In {
		o := Operand{Aval: a.Aval(), Buffer: -1}
		if v, ok := a.(*ir.Var); ok {
			o.Buffer = f.copied(v)
		} else {
			o.Literal = a.(*ir.Literal)
		}
		s.In = append(s.In, o)
	}
	for _, v := range e.Out {
		b := f.newBuffer(v.Aval(), Temporary)
		f.where[v] = &place{access: whole(b, v.Aval().Shape)}
		s.Out = append(s.Out, b)
	}
	f.plan.Steps = append(f.plan.Steps, s)
}

// result makes sure that a result of the program has a buffer of its own, or
// shares that of an input or another result.
func (f *fuser) result(a ir.Atom) Source {
	v, ok := a.(*ir.Var)
	if !ok {
		return Source{Buffer: -1, Literal: a.(*ir.Literal), Aval: a.Aval()}
	}
	b := f.copied(v)
	if f.plan.Buffers[b].Kind == Temporary {
		f.plan.Buffers[b].Kind = Returned
	}
	return Source{Buffer: b, Aval: v.Aval()}
}

// size returns the number of elements along the given axes.
func size(a ir.Aval, axes []int) int {
	n := 1
	for _, k := range axes {
		n *= a.Shape[k]
	}
	return n
}
