package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
	"fluxion/engine/internal/tree"
)

// While applies body to a state, starting with init, as long as cond, a bool
// scalar, holds. The state keeps its structure, shapes and types. It can be
// differentiated in forward mode only, since the number of steps is not known
// before: see Scan.
func While[S any](cond func(S) Array, body func(S) S, init S, options ...StageOption) S {
	o := optionsOf(options)
	leaves, structure := tree.Flatten[Array](init)
	var condition, step *ir.Closed
	carry := settle("while_loop body", o, leaves, structure, func(avals []ir.Aval) ([]ir.Aval, *tree.Structure) {
		condition, _ = recordTree(o, "while", cond, structure, avals)
		if p := condition.OutAvals()[0]; p.Rank() != 0 || p.DType != Bool {
			ir.Fail("while", nil, "cond_fun must return a boolean scalar, but got output type(s) [%s].", p.Long())
		}
		var out *tree.Structure
		step, out = recordTree(o, "while", body, structure, avals)
		return step.OutAvals(), out
	})
	return tree.Unflatten(structure, arrays(transform.While(condition, step, carry))).(S)
}

// Scan applies f to a carry and, in turn, the elements of xs along the leading
// axis of each leaf, and returns the last carry and what else f returned,
// stacked along a new leading axis. The carry keeps its structure, shapes and
// types. Length −1 stands for that of xs; it is needed where xs has no leaf.
//
//	last, sums := Scan(func(sum, x Array) (Array, Array) { … }, init, xs, -1)
func Scan[C, X, Y any](f func(C, X) (C, Y), init C, xs X, length int, options ...StageOption) (C, Y) {
	o := optionsOf(options)
	leaves, structure := tree.Flatten[Array](init)
	arraysOver, over := tree.Flatten[Array](xs)
	length = scanLength(arraysOver, length)
	elements := ir.Avals(values(arraysOver))
	for i := range elements {
		elements[i].Shape = elements[i].Shape[1:]
	}
	var body *ir.Closed
	var ys *tree.Structure
	carry := settle("scan body", o, leaves, structure, func(avals []ir.Aval) ([]ir.Aval, *tree.Structure) {
		var out *tree.Structure
		var n int
		body = o.record("scan", func(in []core.Value) []core.Value {
			c := tree.Unflatten(structure, arrays(in[:len(avals)])).(C)
			x, _ := tree.Unflatten(over, arrays(in[len(avals):])).(X)
			next, y := f(c, x)
			var carryLeaves, yLeaves []Array
			carryLeaves, out = tree.Flatten[Array](next)
			yLeaves, ys = tree.Flatten[Array](y)
			n = len(carryLeaves)
			return append(values(carryLeaves), values(yLeaves)...)
		}, append(slices.Clone(avals), elements...))
		return body.OutAvals()[:n], out
	})
	out := transform.Scan(body, carry, concrete(arraysOver), transform.ScanOptions{Length: length, Reverse: o.reverse, Unroll: o.unroll})
	last, _ := tree.Unflatten(structure, arrays(out[:len(carry)])).(C)
	stacked, _ := tree.Unflatten(ys, arrays(out[len(carry):])).(Y)
	return last, stacked
}

func scanLength(xs []Array, length int) int {
	fail := func(format string, args ...any) {
		panic(&Error{Op: "scan", Kind: ValueError, Reason: fmt.Sprintf(format, args...)})
	}
	sizes := make([]string, len(xs))
	for i, x := range xs {
		if x.Rank() == 0 {
			fail("scan got value with no leading axis to scan over: %v.", x)
		}
		sizes[i] = strconv.Itoa(x.Shape()[0])
	}
	for _, x := range xs {
		n := x.Shape()[0]
		switch {
		case length >= 0 && n != length:
			fail("scan got `length` argument of %d which disagrees with leading axis sizes [%s].", length, strings.Join(sizes, ", "))
		case n != xs[0].Shape()[0]:
			fail("scan got values with different leading axis sizes: %s.", strings.Join(sizes, ", "))
		}
	}
	switch {
	case length >= 0:
		return length
	case len(xs) == 0:
		fail("scan got no values to scan over and `length` not provided.")
	}
	return xs[0].Shape()[0]
}

// Map applies f to the elements of xs along the leading axis, one after the
// other, and stacks the results. It computes what Vmap does, in less memory.
func Map[X, Y any](f func(X) Y, xs X, options ...StageOption) Y {
	_, ys := Scan(func(c struct{}, x X) (struct{}, Y) { return c, f(x) }, struct{}{}, xs, -1, options...)
	return ys
}

// Fori applies body to lo, lo+1, …, hi−1 and a state, starting with init. Where
// the bounds are known when it is recorded, it can be differentiated in
// reverse mode: it is a Scan then, and otherwise a While.
func Fori[S any](lo, hi Array, body func(i Array, s S) S, init S, options ...StageOption) S {
	d := loopType(lo, hi)
	if !lo.IsTraced() && !hi.IsTraced() {
		type counted struct {
			I Array
			S S
		}
		start, n := lo.Item(), max(0, int(hi.Item()-lo.Item()))
		last, _ := Scan(func(c counted, _ struct{}) (counted, struct{}) {
			return counted{Add(c.I, Int(1)), body(c.I, c.S)}, struct{}{}
		}, counted{Int(int(start)), init}, struct{}{}, n, options...)
		return last.S
	}
	type bounded struct {
		I, Hi Array
		S     S
	}
	if lo.DType() != d || hi.DType() != d {
		lo, hi = lo.AsType(d), hi.AsType(d)
	}
	return While(func(s bounded) Array { return Lt(s.I, s.Hi) }, func(s bounded) bounded {
		return bounded{Add(s.I, Int(1)), s.Hi, body(s.I, s.S)}
	}, bounded{lo, hi, init}, options...).S
}

// loopType returns the common type of the bounds of a loop.
func loopType(lo, hi Array) DType {
	for _, a := range []Array{lo, hi} {
		if d := a.DType(); a.Rank() != 0 || !d.IsInt() {
			ir.Fail("fori_loop", nil, "lower and upper arguments to fori_loop must be integer scalars, got %s", a.value().Aval().Long())
		}
	}
	if lo.DType() != hi.DType() {
		ir.Fail("fori_loop", nil, "lower and upper arguments to fori_loop must have equal types, got %v and %v", lo.DType(), hi.DType())
	}
	return lo.DType()
}

// settle records a loop on the types of its initial carry, once more where
// bare numbers among them must take on the type of what replaces them, and
// returns the carry to begin with.
func settle(name string, o *stageOptions, leaves []Array, in *tree.Structure,
	record func(avals []ir.Aval) (carry []ir.Aval, out *tree.Structure)) []core.Value {
	carry := concrete(leaves)
	avals := ir.Avals(carry)
	next, out := record(avals)
	promoted := false
	for i := range min(len(carry), len(next)) {
		if avals[i].Weak && !avals[i].Equal(next[i]) {
			d, _ := join([]core.Value{carry[i], typed(next[i])})
			carry[i] = prim.Convert(carry[i], d, false)
			promoted = true
		}
	}
	if promoted {
		avals = ir.Avals(carry)
		next, out = record(avals)
	}
	o.checkCarry(name, in, out, avals, next)
	return carry
}

// typed stands for a value of which only the type matters.
type typed ir.Aval

func (t typed) Aval() ir.Aval { return ir.Aval(t) }

// checkCarry compares the carry that a body takes with the one it returns.
func (o *stageOptions) checkCarry(name string, in, out *tree.Structure, avals, next []ir.Aval) {
	op, _, _ := strings.Cut(name, " ")
	if len(avals) != len(next) || !in.Equal(out) {
		ir.Fail(op, nil, "%s function carry input and carry output must have the same pytree structure, but they differ:\n\n"+
			"the input tree structure is:\n%v\nthe output tree structure is:\n%v\n\n"+
			"Revise the function so that the carry output has the same pytree structure as the carry input.", name, in, out)
	}
	var diffs []string
	for i, a := range avals {
		if b := next[i]; !a.Equal(b) {
			diffs = append(diffs, fmt.Sprintf("%s has type %s but the corresponding output carry component has type %s%s",
				o.component(i, len(avals)), a.Long(), b.Long(), mismatch(a, b)))
		}
	}
	if len(diffs) > 0 {
		ir.Fail(op, nil, "%s function carry input and carry output must have equal types, but they differ:\n\n%s\n"+
			"Revise the function so that all output types match the corresponding input types.", name, differences(diffs))
	}
}

// component is what an error calls leaf i of a carry.
func (o *stageOptions) component(i, leaves int) string {
	path := ""
	switch {
	case i < len(o.paths):
		path = o.paths[i]
	case leaves > 1:
		path = fmt.Sprintf("[%d]", i)
	}
	switch {
	case path != "" && o.carry != "":
		return "the input carry component " + o.carry + path
	case path != "":
		return "the input carry at path " + path
	case o.carry != "":
		return "the input carry " + o.carry
	}
	return "the input carry"
}
