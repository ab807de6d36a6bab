package transform

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// whileParams are those of while, which applies its body to a carry as long as
// a condition holds: operands constants of the condition, constants of the
// body, initial carry. Where the condition is an array, of the shape that all
// carries begin with, the loop runs as long as any element holds and leaves
// the rows for which it does not as they are.
type whileParams struct {
	cond, body             *program
	condConsts, bodyConsts int
	linear                 bool // part of a linear program; then it cannot be transposed
}

func (w *whileParams) Fields() []ir.Field {
	return []ir.Field{{Name: "body_jaxpr", Value: w.body.Jaxpr}, {Name: "body_nconsts", Value: w.bodyConsts},
		{Name: "cond_jaxpr", Value: w.cond.Jaxpr}, {Name: "cond_nconsts", Value: w.condConsts}}
}

// String tells applications apart.
func (w *whileParams) String() string { return fmt.Sprintf("%p", w) }

func (w *whileParams) linearIn(int) bool { return w.linear }

// While applies a staged body while a staged condition holds. Carry that the
// body passes on and the condition does not read becomes a constant.
func While(cond, body *ir.Closed, init []Value) []Value {
	c, condConsts := hoist(cond)
	b, bodyConsts := hoist(body)
	nc, nb := len(condConsts), len(bodyConsts)
	read := readBy(c)
	constant := make([]bool, len(init))
	for i := range init {
		constant[i] = forwards(b, i) == nb+i && !read[c.In[nc+i]]
	}
	rest := not(constant)
	cond2 := &ir.Jaxpr{In: append(slices.Clone(c.In[:nc]), pick(c.In[nc:], rest)...), Eqns: c.Eqns, Out: c.Out}
	body2 := &ir.Jaxpr{In: slices.Concat(pick(b.In[nb:], constant), b.In[:nb], pick(b.In[nb:], rest)), Eqns: b.Eqns, Out: pick(b.Out, rest)}
	p := &whileParams{newProgram(cond2), newProgram(body2), nc, nb + count(constant), false}
	out := bindWhile(p, condConsts, pick(init, constant), bodyConsts, pick(init, rest))
	full := slices.Clone(init)
	for i, v := range scatter(out, rest) {
		if v != nil {
			full[i] = v
		}
	}
	return full
}

func bindWhile(p *whileParams, operands ...[]Value) []Value {
	return core.Bind(prim.Lookup("while"), p, slices.Concat(operands...)...)
}

// splitWhile divides a list of operands.
func splitWhile[T any](w *whileParams, list []T) (cond, body, carry []T) {
	n := w.condConsts + w.bodyConsts
	return list[:w.condConsts:w.condConsts], list[w.condConsts:n:n], list[n:]
}

func whileShape(in []ir.Aval, p ir.Params) []ir.Aval {
	w := p.(*whileParams)
	cond, body, carry := splitWhile(w, in)
	check := func(name string, given []ir.Aval, program *program) {
		if len(given) != len(program.In) {
			ir.Fail("while", in, "%d operands given to the %s, %d are expected", len(given), name, len(program.In))
		}
		for i, a := range program.InAvals() {
			if !a.Equal(given[i]) {
				ir.Fail("while", in, "operand %d of the %s is %s, %s is expected", i, name, given[i].Long(), a.Long())
			}
		}
	}
	check("condition", slices.Concat(cond, carry), w.cond)
	check("body", slices.Concat(body, carry), w.body)
	return w.body.OutAvals()
}

func evalWhile(dst, in []*device.Tensor, p ir.Params) {
	w := p.(*whileParams)
	cond, body, carry := splitWhile(w, in)
	carry = slices.Clone(carry)
	for {
		core.Poll()
		goOn := w.cond.execute(slices.Concat(cond, carry))[0].Bools()
		if !slices.Contains(goOn, true) {
			break
		}
		next := w.body.execute(slices.Concat(body, carry))
		if slices.Contains(goOn, false) {
			for i, t := range next {
				next[i] = selectTensor(goOn, t, carry[i])
			}
		}
		copy(carry, next)
	}
	for i, c := range carry {
		copy(dst[i].Bytes(), c.Bytes())
	}
}

// selectTensor selects rows of tensors whose leading axes have as many rows as
// there are predicates.
func selectTensor(pred []bool, onTrue, onFalse *device.Tensor) *device.Tensor {
	out := device.New(onTrue.DType, onTrue.Shape...)
	size := len(out.Bytes()) / len(pred)
	for i, p := range pred {
		from := onFalse
		if p {
			from = onTrue
		}
		copy(out.Bytes()[i*size:(i+1)*size], from.Bytes()[i*size:])
	}
	return out
}

// fixpoint finds the carries that become active when those of the operands
// are.
func (w *whileParams) fixpoint(consts, carry []bool, step func(in, want []bool) (out []bool)) []bool {
	for {
		union, grew := either(carry, step(slices.Concat(consts, carry), carry))
		if !grew {
			return carry
		}
		carry = union
	}
}

// widened is the condition of a loop that carries further values: after carry
// i come extra[i] of them, and more after all.
func (w *whileParams) widened(extra []int, more []ir.Aval) *program {
	in := slices.Clone(w.cond.In[:w.condConsts])
	for i, v := range w.cond.In[w.condConsts:] {
		in = append(in, v)
		for range extra[i] {
			in = append(in, ir.NewVar(v.Aval()))
		}
	}
	for _, a := range more {
		in = append(in, ir.NewVar(a))
	}
	return newProgram(&ir.Jaxpr{In: in, Eqns: w.cond.Eqns, Out: w.cond.Out})
}

func jvpWhile(p ir.Params, x, t []Value) (y, dy []Value) { return p.(*whileParams).jvp(x, t, false) }

func (w *whileParams) jvp(x, t []Value, linear bool) (y, dy []Value) {
	_, tb, tcarry := splitWhile(w, t)
	ab := defined(tb)
	active := w.fixpoint(ab, defined(tcarry), func(in, want []bool) []bool { return w.body.jvp(in, want).nonzero })
	type loop struct {
		body derivation
		cond *program
		of   *program // the condition it was made from
	}
	l := remember(w.body, fmt.Sprintf("while jvp %d %d %v %v %p", w.condConsts, w.bodyConsts, ab, active, w.cond), func() (loop, []Value) {
		all := slices.Concat(ab, active)
		body := w.body.jvp(all, active).arrange(interleave(all, len(ab), len(active)), interleave(active, len(active)))
		cond := w.widened(make([]int, len(active)), pick(w.cond.InAvals()[w.condConsts:], active))
		return loop{body, cond, w.cond}, body.consts
	})
	c, b, carry := splitWhile(w, x)
	tcarry = activate(tcarry, carry, active)
	next := &whileParams{l.cond, l.body.program, len(c), len(l.body.consts) + len(b) + count(ab), linear}
	out := bindWhile(next, c, l.body.consts, b, gather(tb), carry, gather(tcarry))
	n := len(carry)
	return out[:n], scatter(out[n:], active)
}

// linearizeWhile runs the loop, and records it with its tangents, to be run
// again once these are known: what the derivative needs of every iteration
// could not be stored in an array of known length.
func linearizeWhile(p ir.Params, x, t []Value) (y, dy []Value) {
	_, dy = p.(*whileParams).jvp(x, t, true)
	return core.Bind(prim.Lookup("while"), p, x...), dy
}

// errReverse is what JAX says.
var errReverse = &ir.Error{Op: "while", Kind: ir.ValueError, Reason: "Reverse-mode differentiation does not work for " +
	"lax.while_loop or lax.fori_loop with dynamic start/stop values. " +
	"Try using lax.scan, or using fori_loop with static start/stop."}

// batchWhile carries batches of what depends on the example, and of everything
// where the condition does.
func batchWhile(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	w := p.(*whileParams)
	ca, ba, carryAxes := splitWhile(w, axes)
	// The axes that the condition has stay in front, unless it gets another.
	axis := w.cond.Out[0].Aval().Rank()
	at := func(mask []bool) []int {
		out := frontAxes(mask)
		for i := range out {
			if mask[i] {
				out[i] = axis
			}
		}
		return out
	}
	batched := w.fixpoint(carriesBatch(ba), carriesBatch(carryAxes), func(in, want []bool) []bool {
		return carriesBatch(w.body.vmap(size, slices.Concat(ba, at(in[len(ba):])), at(want)).axes)
	})
	wantCond := w.cond.vmap(size, slices.Concat(ca, at(batched)), nil).axes
	if wantCond[0] >= 0 {
		axis, batched, wantCond = 0, slices.Repeat([]bool{true}, len(batched)), []int{0}
	}
	outAxes := at(batched)
	cond := w.cond.vmap(size, slices.Concat(ca, outAxes), wantCond)
	body := w.body.vmap(size, slices.Concat(ba, outAxes), outAxes)
	c, b, carry := splitWhile(w, in)
	carry = slices.Clone(carry)
	for i, a := range outAxes {
		if a >= 0 {
			carry[i] = AtAxis(carry[i], carryAxes[i], a, size)
		}
	}
	next := &whileParams{cond.program, body.program, len(cond.consts) + len(c), len(body.consts) + len(b), w.linear}
	return bindWhile(next, cond.consts, c, body.consts, b, carry), outAxes
}

// taylorWhile carries the coefficients of the carry.
func taylorWhile(p ir.Params, order int, x []Value, u [][]Value) (y []Value, v [][]Value) {
	w := p.(*whileParams)
	given := make([]bool, len(u))
	for i := range u {
		given[i] = u[i] != nil
	}
	_, ab, acarry := splitWhile(w, given)
	active := w.fixpoint(ab, acarry, func(in, want []bool) []bool { return w.body.taylor(order, in, want).active })
	body := w.body.taylor(order, slices.Concat(ab, active), active)
	extra := make([]int, len(active))
	for i, a := range active {
		if a {
			extra[i] = order
		}
	}
	c, b, carry := splitWhile(w, x)
	_, ub, ucarry := splitWhile(w, u)
	ucarry = slices.Clone(ucarry)
	for i := range ucarry {
		if ucarry[i] == nil {
			ucarry[i] = make([]Value, order)
		}
	}
	next := &whileParams{w.widened(extra, nil), body.program, len(c), len(body.consts) + len(b) + order*count(ab), w.linear}
	return unpack(bindWhile(next, c, body.consts, packSeries(b, ub, ab), packSeries(carry, ucarry, active)), active, order)
}

func init() {
	prim.Register(&core.Primitive{
		// Operands constants of the condition, constants of the body, carry.
		Op: "while", Arity: -1, Domain: core.Interval{Lo: -1, Hi: 1},
		Shape: whileShape, Eval: evalWhile, Alone: alone("while", func(p ir.Params) *program { return p.(*whileParams).body }), Form: whileForm,
		JVP: jvpWhile, Linearize: linearizeWhile, Vmap: batchWhile, Taylor: taylorWhile,
		Transpose: func(ir.Params, []Value, []Value) []Value { panic(errReverse) },
	})
}
