package transform

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/ir"
)

// A program is a jaxpr without constants that a call, a branch or a loop
// carries. It keeps what was derived from it, so that the derivative of a
// function that is called a thousand times is found and compiled once.
type program struct {
	*ir.Jaxpr
	derived  sync.Map // derivation → a program and what belongs to it
	compiled executable
}

func newProgram(j *ir.Jaxpr) *program { return &program{Jaxpr: j} }

// An executable is a program that is simplified on its first run, and compiled
// on its first run on a device.
//
// Making either may be interrupted by a panic, after which it is tried again: a
// sync.Once would take it for done.
type executable struct {
	making sync.Mutex
	simple atomic.Pointer[simplified]
	latest atomic.Pointer[compiled]
}

// simplified is a program without calls, whose leading inputs are constants.
type simplified struct {
	jaxpr  *ir.Jaxpr
	consts []*device.Tensor
	out    []ir.Aval
	fresh  []bool // the results that are neither inputs nor constants nor one another
	small  bool   // the results are
}

// compiled is a program on one device.
type compiled struct {
	device device.Device
	run    device.Executable
}

// A setting is the device that runs programs, and the place that their results
// are said to lie at.
type setting struct {
	device device.Device
	place  *device.Place
}

var current atomic.Pointer[setting]

// SetDevice sets the device that runs programs; those that were compiled for
// another one are compiled anew when they run next.
func SetDevice(d device.Device) { SetDeviceAt(d, nil) }

// SetDeviceAt is SetDevice for who wants to know later that results were computed
// there: they lie at a place, which is not committed.
func SetDeviceAt(d device.Device, place *device.Place) { current.Store(&setting{d, place}) }

// Device returns the device that runs programs: the host unless another one
// was set.
func Device() device.Device {
	if s := current.Load(); s != nil {
		return s.device
	}
	return host.Device{}
}

// MadeAt returns the place that results lie at where no operand was put anywhere.
func MadeAt() *device.Place {
	if s := current.Load(); s != nil {
		return s.place
	}
	return nil
}

func newSimplified(flat *ir.Closed) *simplified {
	j, consts := hoist(flat)
	s := &simplified{jaxpr: j, out: flat.OutAvals()}
	s.small = device.Small(s.out)
	for i, a := range j.Out {
		v, ok := a.(*ir.Var)
		same := func(b ir.Atom) bool { return b == a }
		s.fresh = append(s.fresh, ok && !slices.Contains(j.In, v) && !slices.ContainsFunc(j.Out[:i], same) && !slices.ContainsFunc(j.Out[i+1:], same))
	}
	for _, v := range consts {
		t := core.Tensor(v)
		t.Share()
		s.consts = append(s.consts, t)
	}
	return s
}

// simplify returns the program simplified.
func (x *executable) simplify(j *ir.Jaxpr) *simplified {
	if s := x.simple.Load(); s != nil {
		return s
	}
	x.making.Lock()
	defer x.making.Unlock()
	if s := x.simple.Load(); s != nil {
		return s
	}
	s := newSimplified(Simplified(&ir.Closed{Jaxpr: j}))
	x.simple.Store(s)
	return s
}

// on returns a simplified program compiled for a device.
func (x *executable) on(d device.Device, s *simplified) device.Executable {
	if c := x.latest.Load(); c != nil && c.device == d {
		return c.run
	}
	x.making.Lock()
	defer x.making.Unlock()
	if c := x.latest.Load(); c != nil && c.device == d {
		return c.run
	}
	c := &compiled{d, compile(d, s.jaxpr)}
	x.latest.Store(c)
	return c.run
}

// eval applies the equations one by one.
func (p *program) eval(in []Value) []Value { return EvalJaxpr(p.Jaxpr, nil, in) }

// A derivation is a program made from another one. Its leading inputs stand
// for consts: what the derivation mentions from outside.
type derivation struct {
	*program
	consts []Value
}

// derive stages f, which applies p in some way.
func derive(name string, f Func, avals []ir.Aval) derivation {
	j, consts := hoist(Stage(name, f, avals))
	return derivation{newProgram(j), consts}
}

// operands puts the derivation's constants before its other operands.
func (d derivation) operands(in ...[]Value) []Value {
	return append(slices.Clone(d.consts), slices.Concat(in...)...)
}

// remember returns what make returned for the same program and key before, or
// calls it. A derivation that mentions values of a transformation around it
// serves only once.
func remember[T any](p *program, key string, make func() (made T, consts []Value)) T {
	if known, ok := p.derived.Load(key); ok {
		return known.(T)
	}
	made, consts := make()
	if !slices.ContainsFunc(consts, core.IsTraced) {
		p.derived.Store(key, made)
	}
	return made
}

// A tangentProgram computes results and tangents together.
type tangentProgram struct {
	derivation
	nonzero []bool // the results that have a tangent
}

// jvp differentiates p: operands, then tangents of the active ones, become
// results, then their tangents. Those of the results in want are made even
// where they are zero.
func (p *program) jvp(active, want []bool) tangentProgram {
	return remember(p, fmt.Sprint("jvp", active, want), func() (tangentProgram, []Value) {
		var d tangentProgram
		n := len(p.In)
		d.derivation = derive("jvp", func(in []Value) []Value {
			y, dy := JVP("jvp", p.eval, in[:n], scatter(in[n:], active))
			d.nonzero = fill(dy, y, want)
			return append(y, gather(dy)...)
		}, append(p.InAvals(), pick(p.InAvals(), active)...))
		return d, d.consts
	})
}

// fill replaces zero tangents by arrays of zeros where they are wanted, and
// reports which are there.
func fill(t, like []Value, want []bool) []bool {
	for i := range t {
		if t[i] == nil && want != nil && want[i] {
			t[i] = Zeros(like[i].Aval())
		}
	}
	return defined(t)
}

// A linearization computes the results of a program and what its derivative
// needs of them (forward), and the derivative itself as a linear program.
type linearization struct {
	forward  derivation // operands → results, then computed residuals
	backward derivation // residuals, tangents → tangents of results
	nonzero  []bool     // the results that have a tangent
	sources  []int      // which operand a residual is; −1 where forward computes it
}

// linearize splits p into a forward and a linear program. Residuals that are
// operands in mayForward are not computed again. Tangents of the results in
// want are made even where they are zero.
func (p *program) linearize(active, want, mayForward []bool) linearization {
	return remember(p, fmt.Sprint("linearize", active, want, mayForward), func() (linearization, []Value) {
		var l linearization
		var linear *Linear
		replace := map[Value]Value{}
		var residuals, results []Value
		tr := newStage("linearize")
		forward := tr.run(func(in []Value) []Value {
			results, linear = linearize("linearize", p.eval, in, active)
			out := slices.Clone(results)
			for _, r := range linear.residuals() {
				t, ok := r.(*stageTracer)
				if !ok || t.trace != tr {
					continue // a constant or a value from outside
				}
				if literal, ok := t.atom.(*ir.Literal); ok {
					replace[r] = literal
					continue
				}
				residuals = append(residuals, r)
				source := slices.Index(in, r)
				if source >= 0 && (mayForward == nil || mayForward[source]) {
					l.sources = append(l.sources, source)
				} else {
					l.sources = append(l.sources, -1)
					out = append(out, r)
				}
			}
			return out
		}, p.InAvals())
		j, consts := hoist(forward)
		l.forward = derivation{newProgram(j), consts}
		l.backward = derive("linear", func(in []Value) []Value {
			for i, r := range residuals {
				replace[r] = in[i]
			}
			dy := linear.withResiduals(replace).Apply(scatter(in[len(residuals):], active))
			l.nonzero = fill(dy, results, want)
			return gather(dy)
		}, append(ir.Avals(residuals), pick(p.InAvals(), active)...))
		return l, slices.Concat(consts, l.backward.consts)
	})
}

// residuals returns the values of the residuals, given the operands and what
// forward computed of them.
func (l linearization) residuals(in, computed []Value) []Value {
	out := make([]Value, len(l.sources))
	for i, source := range l.sources {
		if source >= 0 {
			out[i] = in[source]
		} else {
			out[i], computed = computed[0], computed[1:]
		}
	}
	return out
}

// A cotangentProgram pulls cotangents back.
type cotangentProgram struct {
	derivation
	nonzero []bool // the linear operands that have a cotangent
}

// transpose reverses p, which is linear in the given operands: the other
// operands, then cotangents of the results present, become cotangents of the
// linear operands. Those in want are made even where they are zero.
func (p *program) transpose(linear, present, want []bool) cotangentProgram {
	return remember(p, fmt.Sprint("transpose", linear, present, want), func() (cotangentProgram, []Value) {
		var d cotangentProgram
		fixed := not(linear)
		d.derivation = derive("transpose", func(args []Value) []Value {
			n := count(fixed)
			cts := p.pullBack(scatter(args[:n], fixed), scatter(args[n:], present), nil)
			like := make([]Value, len(p.In))
			for i, v := range p.In {
				like[i] = v
			}
			d.nonzero = fill(cts, like, want)
			return gather(cts)
		}, append(pick(p.InAvals(), fixed), pick(p.OutAvals(), present)...))
		return d, d.consts
	})
}

// pullBack returns the cotangents of the operands that are nil in fixed, from
// those of the results. What start holds for an operand counts towards its
// cotangent.
func (p *program) pullBack(fixed, ct, start []Value) []Value {
	tr := &linearTrace{Scope: core.NewScope("transpose")}
	l := &Linear{trace: tr, in: make([]*linearVar, len(fixed)), avals: p.OutAvals()}
	operands := slices.Clone(fixed)
	for i, v := range p.In {
		if fixed[i] == nil {
			l.in[i] = tr.newVar(v.Aval())
			operands[i] = l.in[i]
		}
	}
	l.out = p.eval(operands)
	return l.transpose(ct, start)
}

// A batchProgram works on whole batches.
type batchProgram struct {
	derivation
	axes []int // of the results; −1 where they do not depend on the example
}

// vmap batches p: operand i has its examples along axes[i], or none. The
// results in want have their examples along axis want[i], if that is not
// negative, whether they depend on the example or not.
func (p *program) vmap(size int, axes, want []int) batchProgram {
	return remember(p, fmt.Sprint("vmap", size, axes, want), func() (batchProgram, []Value) {
		var d batchProgram
		in := p.InAvals()
		for i, axis := range axes {
			if axis >= 0 {
				in[i].Shape = slices.Insert(slices.Clone(in[i].Shape), axis, size)
			}
		}
		d.derivation = derive("vmap", func(args []Value) []Value {
			var y []Value
			y, d.axes = Vmap("vmap", p.eval, args, axes, size)
			for i := range y {
				if want != nil && want[i] >= 0 {
					y[i], d.axes[i] = AtAxis(y[i], d.axes[i], want[i], size), want[i]
				}
			}
			return y
		}, in)
		return d, d.consts
	})
}

// A taylorProgram works on Taylor series.
type taylorProgram struct {
	derivation
	active []bool // the results that are series
}

// taylor expands p: each operand comes with its coefficients 1 to order if it
// is active, and so do the results. Those in want are series even where they
// are constant.
func (p *program) taylor(order int, active, want []bool) taylorProgram {
	return remember(p, fmt.Sprint("taylor", order, active, want), func() (taylorProgram, []Value) {
		var d taylorProgram
		d.derivation = derive("jet", func(in []Value) []Value {
			x, u := unpack(in, active, order)
			y, v := Jet("jet", p.eval, x, u, order)
			d.active = make([]bool, len(y))
			for i := range y {
				d.active[i] = anyDefined(v[i]) || want != nil && want[i]
			}
			return packSeries(y, v, d.active)
		}, seriesAvals(p.InAvals(), active, order))
		return d, d.consts
	})
}

// packSeries lists each value, followed by its coefficients where it is
// active; unpack is the reverse.
func packSeries(x []Value, u [][]Value, active []bool) []Value {
	var out []Value
	for i, v := range x {
		out = append(out, v)
		if active[i] {
			for _, c := range u[i] {
				out = append(out, instantiateOne(c, v))
			}
		}
	}
	return out
}

func unpack(in []Value, active []bool, order int) (x []Value, u [][]Value) {
	x, u = make([]Value, len(active)), make([][]Value, len(active))
	for i, a := range active {
		x[i], u[i], in = in[0], make([]Value, order), in[1:]
		if a {
			copy(u[i], in)
			in = in[order:]
		}
	}
	return x, u
}

func seriesAvals(avals []ir.Aval, active []bool, order int) []ir.Aval {
	var out []ir.Aval
	for i, a := range avals {
		n := 1
		if active[i] {
			n += order
		}
		out = append(out, slices.Repeat([]ir.Aval{a}, n)...)
	}
	return out
}
