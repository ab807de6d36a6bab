package transform

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// condParams are those of cond, which applies one of several programs, chosen
// by its first operand, to the others. All have the same types.
type condParams struct {
	branches []*program
	linear   []bool // per operand of the branches; nil if they are not linear
}

func (c *condParams) Fields() []ir.Field {
	jaxprs := make([]*ir.Jaxpr, len(c.branches))
	for i, b := range c.branches {
		jaxprs[i] = b.Jaxpr
	}
	return []ir.Field{{Name: "branches", Value: jaxprs}}
}

// String tells applications apart.
func (c *condParams) String() string { return fmt.Sprintf("%p", c) }

func (c *condParams) linearIn(i int) bool { return i > 0 && c.linear != nil && c.linear[i-1] }

// Cond applies branch number index, an int32 scalar within their range, to
// operands. The branches are staged on types like the operands' and give
// results of equal types.
func Cond(index Value, branches []*ir.Closed, operands []Value) []Value {
	d := make([]derivation, len(branches))
	for i, b := range branches {
		j, consts := hoist(b)
		d[i] = derivation{newProgram(j), consts}
	}
	programs, consts := mergeConsts(d)
	in := append(consts, operands...)
	programs, forwarded := pruneForwarded(programs)
	out := bindCond(index, programs, nil, in)
	full := make([]Value, len(forwarded))
	for i, source := range forwarded {
		if source >= 0 {
			full[i] = in[source]
		} else {
			full[i], out = out[0], out[1:]
		}
	}
	return full
}

func bindCond(index Value, branches []*program, linear []bool, operands []Value) []Value {
	return core.Bind(prim.Lookup("cond"), &condParams{branches, linear}, append([]Value{index}, operands...)...)
}

// A branchSet holds derivations of all branches that take the same operands.
type branchSet struct {
	of       []*program // the branches they were derived from
	programs []*program
	consts   []Value
	nonzero  []bool // of the results: those that have a tangent, cotangent or series
	axes     []int  // of the results, where they are batched
}

// remember is remember for what is derived from all branches together.
func (c *condParams) remember(key string, make func() branchSet) branchSet {
	key = "cond " + key
	for _, b := range c.branches {
		key += fmt.Sprintf(" %p", b)
	}
	return remember(c.branches[0], key, func() (branchSet, []Value) {
		set := make()
		set.of = c.branches
		return set, set.consts
	})
}

// each derives one set from all branches.
func (c *condParams) each(derive func(b *program) derivation) branchSet {
	d := make([]derivation, len(c.branches))
	for i, b := range c.branches {
		d[i] = derive(b)
	}
	var set branchSet
	set.programs, set.consts = mergeConsts(d)
	return set
}

// any returns the union of what holds of the results in each branch.
func (c *condParams) any(mask func(b *program) []bool) []bool {
	union := mask(c.branches[0])
	for _, b := range c.branches[1:] {
		union, _ = either(union, mask(b))
	}
	return union
}

// bind applies the set; linear masks the operands but for the constants.
func (s branchSet) bind(index Value, linear []bool, operands ...[]Value) []Value {
	if linear != nil {
		linear = append(make([]bool, len(s.consts)), linear...)
	}
	return bindCond(index, s.programs, linear, append(slices.Clone(s.consts), slices.Concat(operands...)...))
}

func condShape(in []ir.Aval, p ir.Params) []ir.Aval {
	first := p.(*condParams).branches[0]
	if len(in) != 1+len(first.In) || in[0].Rank() != 0 || in[0].DType != ir.Int32 {
		ir.Fail("cond", in, "an int32 scalar and %d operands are expected", len(first.In))
	}
	return first.OutAvals()
}

func evalCond(dst, in []*device.Tensor, p ir.Params) {
	branches := p.(*condParams).branches
	i := int(in[0].Int32s()[0])
	for k, t := range branches[max(0, min(i, len(branches)-1))].execute(in[1:]) {
		copy(dst[k].Bytes(), t.Bytes())
	}
}

func jvpCond(p ir.Params, x, t []Value) (y, dy []Value) {
	c := p.(*condParams)
	active := defined(t[1:])
	set := c.remember(fmt.Sprint("jvp", active), func() branchSet {
		nonzero := c.any(func(b *program) []bool { return b.jvp(active, nil).nonzero })
		set := c.each(func(b *program) derivation { return b.jvp(active, nonzero).derivation })
		set.nonzero = nonzero
		return set
	})
	out := set.bind(x[0], nil, x[1:], gather(t))
	n := len(set.nonzero)
	return out[:n], scatter(out[n:], set.nonzero)
}

// linearizeCond computes in each branch what its own derivative needs; places
// that another branch needs are filled with zeros.
func linearizeCond(p ir.Params, x, t []Value) (y, dy []Value) {
	c := p.(*condParams)
	active := defined(t[1:])
	none := make([]bool, len(active)) // operands to forward
	n := len(c.branches[0].Out)
	forward := c.remember(fmt.Sprint("forward", active), func() branchSet {
		nonzero := c.any(func(b *program) []bool { return b.linearize(active, nil, none).nonzero })
		kinds := c.residuals(active, nonzero)
		branch := -1
		set := c.each(func(b *program) derivation {
			branch++
			d := b.linearize(active, nonzero, none).forward
			return derivation{kinds.padResults(d.Jaxpr, n, branch), d.consts}
		})
		set.nonzero = nonzero
		return set
	})
	out := forward.bind(x[0], nil, x[1:])
	if !slices.Contains(forward.nonzero, true) {
		return out[:n], make([]Value, n)
	}
	backward := c.remember(fmt.Sprint("backward", active), func() branchSet {
		kinds := c.residuals(active, forward.nonzero)
		branch := -1
		return c.each(func(b *program) derivation {
			branch++
			d := b.linearize(active, forward.nonzero, none).backward
			return derivation{kinds.padOperands(d, branch), d.consts}
		})
	})
	residuals, tangents := out[n:], gather(t)
	linear := append(make([]bool, len(residuals)), slices.Repeat([]bool{true}, len(tangents))...)
	return out[:n], scatter(backward.bind(x[0], linear, residuals, tangents), forward.nonzero)
}

func (c *condParams) residuals(active, nonzero []bool) *residualKinds {
	kinds := &residualKinds{}
	for _, b := range c.branches {
		forward := b.linearize(active, nonzero, make([]bool, len(active))).forward
		kinds.add(forward.OutAvals()[len(nonzero):])
	}
	return kinds
}

func transposeCond(p ir.Params, ct, in []Value) []Value {
	c := p.(*condParams)
	linear, fixed := splitLinear(in[1:])
	present := defined(ct)
	set := c.remember(fmt.Sprint("transpose", linear, present), func() branchSet {
		nonzero := c.any(func(b *program) []bool { return b.transpose(linear, present, nil).nonzero })
		set := c.each(func(b *program) derivation { return b.transpose(linear, present, nonzero).derivation })
		set.nonzero = nonzero
		return set
	})
	cts := gather(ct)
	mask := append(make([]bool, len(fixed)), slices.Repeat([]bool{true}, len(cts))...)
	return append([]Value{nil}, scatter(set.bind(in[0], mask, fixed, cts), set.nonzero)...)
}

// batchCond keeps the choice where all examples share it. Where each has its
// own, all branches are applied to all, and what was chosen is selected. What
// a branch was not chosen for does not reach it through derivatives: they
// might be infinite there.
func batchCond(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	c := p.(*condParams)
	if axes[0] >= 0 {
		return selectBranch(c, size, in, axes)
	}
	operands, at := slices.Clone(in[1:]), make([]int, len(in)-1)
	for i, axis := range axes[1:] {
		if at[i] = -1; axis >= 0 {
			operands[i], at[i] = prim.MoveAxis(operands[i], axis, 0), 0
		}
	}
	set := c.remember(fmt.Sprint("vmap", size, at), func() branchSet {
		batched := c.any(func(b *program) []bool { return carriesBatch(b.vmap(size, at, nil).axes) })
		want := frontAxes(batched)
		set := c.each(func(b *program) derivation { return b.vmap(size, at, want).derivation })
		set.axes = want
		return set
	})
	return set.bind(in[0], c.linear, operands), slices.Clone(set.axes)
}

// carriesBatch reports which axes stand for a batch.
func carriesBatch(axes []int) []bool {
	out := make([]bool, len(axes))
	for i, axis := range axes {
		out[i] = axis >= 0
	}
	return out
}

// frontAxes puts the batches of the marked values on axis 0.
func frontAxes(batched []bool) []int {
	out := make([]int, len(batched))
	for i, b := range batched {
		if !b {
			out[i] = -1
		}
	}
	return out
}

func selectBranch(c *condParams, size int, in []Value, axes []int) ([]Value, []int) {
	all := make([]Value, len(in))
	for i, v := range in {
		all[i] = AtAxis(v, axes[i], 0, size)
	}
	index, operands := all[0], all[1:]
	front := make([]int, len(operands)) // all 0
	outAxes := make([]int, len(c.branches[0].Out))
	var chosen []Value
	for i, b := range c.branches {
		here := prim.Eq(index, core.Scalar(ir.Int32, float64(i)))
		guarded := make([]Value, len(operands))
		for k, v := range operands {
			guarded[k] = selectRows(here, v, prim.StopGradient(v))
		}
		d := b.vmap(size, front, outAxes)
		out := EvalJaxpr(d.Jaxpr, nil, d.operands(guarded))
		if chosen == nil {
			chosen = out
			continue
		}
		for k := range out {
			chosen[k] = selectRows(here, out[k], chosen[k])
		}
	}
	return chosen, outAxes
}

// selectRows selects between values along the leading axes, which the
// predicate has.
func selectRows(pred, onTrue, onFalse Value) Value {
	a, shape := pred.Aval(), onTrue.Aval().Shape
	dims := make([]int, a.Rank())
	for i := range dims {
		dims[i] = i
	}
	return prim.Select(prim.BroadcastInDim(pred, shape, dims), onTrue, onFalse)
}

func taylorCond(p ir.Params, order int, x []Value, u [][]Value) (y []Value, v [][]Value) {
	c := p.(*condParams)
	active := make([]bool, len(u)-1)
	for i := range active {
		active[i] = u[i+1] != nil
	}
	set := c.remember(fmt.Sprint("taylor", order, active), func() branchSet {
		nonzero := c.any(func(b *program) []bool { return b.taylor(order, active, nil).active })
		set := c.each(func(b *program) derivation { return b.taylor(order, active, nonzero).derivation })
		set.nonzero = nonzero
		return set
	})
	return unpack(set.bind(x[0], nil, packSeries(x[1:], u[1:], active)), set.nonzero, order)
}

func init() {
	prim.Register(&core.Primitive{
		// Operands index, then those of the branches.
		Op: "cond", Arity: -1, Domain: core.Interval{Lo: -2, Hi: 2},
		Shape: condShape, Eval: evalCond, Form: condForm,
		JVP: jvpCond, Linearize: linearizeCond, Transpose: transposeCond, Vmap: batchCond, Taylor: taylorCond,
	})
}
