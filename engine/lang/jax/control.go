package jax

import (
	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// LaxControl are the functions of jax.lax that branch and loop on traced values.
var LaxControl = []py.Func{
	{Sig: "cond(pred, true_fun, false_fun, *operands, operand?, linear=None)", Doc: "true_fun(*operands) if pred holds, else false_fun(*operands).", Impl: cond},
	{Sig: "switch(index, branches, *operands, operand?)", Doc: "branches[index](*operands), with index moved inside the list.", Impl: switchCase},
	{Sig: "while_loop(cond_fun, body_fun, init_val)", Doc: "Applies body_fun as long as cond_fun holds.", Impl: whileLoop},
	{Sig: "fori_loop(lower, upper, body_fun, init_val, *, unroll=None)", Doc: "Applies body_fun(i, val) for i from lower to upper − 1.", Impl: foriLoop},
	{Sig: "scan(f, init, xs=None, length=None, reverse=False, unroll=1)", Doc: "Carries a value along the leading axis of xs, and stacks what f returns besides.", Impl: scan},
	{Sig: "map(f, xs, *, batch_size=None)", Doc: "f of each element along the leading axis of xs, stacked.", Impl: mapOver},
}

// A body is a Python function as the engine calls it: it takes the leaves of a
// pytree apart and puts them together again. out is what it returned last.
type body struct{ out *arrays }

// call applies f to arguments that carry traced leaves.
func (b *body) call(t *py.Thread, f py.Object, args ...py.Object) []engine.Array {
	b.out = takeApart(t, t.Call(f, args...), invalid(t))
	return b.out.data
}

// operandsOf returns the operands, given one by one or as operand=….
func operandsOf(a []py.Object, operands, operand int) []py.Object {
	if a[operand] != nil {
		return []py.Object{a[operand]}
	}
	return a[operands].(*py.Tuple).Elems
}

func cond(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[1])
	requireCallable(t, a[2])
	in := takeApart(t, py.NewTuple(operandsOf(a, 3, 4)...), invalid(t))
	var last body
	branch := func(f py.Object) func(x []engine.Array) []engine.Array {
		return func(x []engine.Array) []engine.Array {
			return last.call(t, f, in.rebuild(t, x).(*py.Tuple).Elems...)
		}
	}
	pred := Argument(t, a[0], "cond", 0)
	if pred.DType() != engine.Bool {
		pred = engine.Ne(pred, engine.Int(0))
	}
	y := engine.Cond(pred, branch(a[1]), branch(a[2]), in.data)
	return last.out.rebuild(t, y)
}

func switchCase(t *py.Thread, a []py.Object) py.Object {
	functions := t.Elements(a[1])
	if len(functions) == 0 {
		panic(py.Errorf(py.ValueError, "Empty branch sequence"))
	}
	in := takeApart(t, py.NewTuple(operandsOf(a, 2, 3)...), invalid(t))
	var last body
	branches := make([]func([]engine.Array) []engine.Array, len(functions))
	for i, f := range functions {
		requireCallable(t, f)
		branches[i] = func(x []engine.Array) []engine.Array {
			return last.call(t, f, in.rebuild(t, x).(*py.Tuple).Elems...)
		}
	}
	y := engine.Switch(Argument(t, a[0], "switch", 0), branches, in.data)
	return last.out.rebuild(t, y)
}

func whileLoop(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[0])
	requireCallable(t, a[1])
	in := takeApart(t, a[2], invalid(t))
	var test, step body
	y := engine.While(func(s []engine.Array) engine.Array {
		p := test.call(t, a[0], in.rebuild(t, s))
		if len(p) != 1 {
			panic(py.Errorf(py.TypeError, "cond_fun must return a boolean scalar, but got pytree %s.", t.Repr(test.out.def)))
		}
		return p[0]
	}, func(s []engine.Array) []engine.Array {
		next := step.call(t, a[1], in.rebuild(t, s))
		requireCarry(t, "while_loop body function", in, step.out)
		return next
	}, in.data)
	return step.out.rebuild(t, y)
}

func foriLoop(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[2])
	in := takeApart(t, a[3], invalid(t))
	var step body
	y := engine.Fori(Argument(t, a[0], "fori_loop", 0), Argument(t, a[1], "fori_loop", 1), func(i engine.Array, s []engine.Array) []engine.Array {
		next := step.call(t, a[2], &Array{data: i}, in.rebuild(t, s))
		requireCarry(t, "fori_loop body function", in, step.out)
		return next
	}, in.data)
	return in.rebuild(t, y)
}

func scan(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[0])
	in, xs := takeApart(t, a[1], invalid(t)), takeApart(t, a[2], invalid(t))
	length := -1
	if a[3] != py.None {
		length = t.ToInt(a[3])
	}
	var options []engine.StageOption
	if Bool(t, a[4]) {
		options = append(options, engine.Reverse)
	}
	if n, ok := a[5].(py.Int); ok && n > 1 {
		options = append(options, engine.Unroll(int(n)))
	}
	var next, ys *arrays
	carry, stacked := engine.Scan(func(c, x []engine.Array) (carry, y []engine.Array) {
		result := t.Call(a[0], in.rebuild(t, c), xs.rebuild(t, x))
		pair, ok := result.(*py.Tuple)
		if !ok || len(pair.Elems) != 2 {
			panic(py.Errorf(py.TypeError, "scan body output must be a pair, got %s.", t.Repr(result)))
		}
		next, ys = takeApart(t, pair.Elems[0], invalid(t)), takeApart(t, pair.Elems[1], invalid(t))
		requireCarry(t, "scan body function", in, next)
		return next.data, ys.data
	}, in.data, xs.data, length, options...)
	return py.NewTuple(next.rebuild(t, carry), ys.rebuild(t, stacked))
}

func mapOver(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[0])
	xs := takeApart(t, a[1], invalid(t))
	var f body
	y := engine.Map(func(x []engine.Array) []engine.Array { return f.call(t, a[0], xs.rebuild(t, x)) }, xs.data)
	return f.out.rebuild(t, y)
}

// requireCarry checks that a loop's state keeps its structure.
func requireCarry(t *py.Thread, what string, in, out *arrays) {
	if !in.def.Equal(t, out.def) {
		panic(py.Errorf(py.TypeError, "%s carry input and carry output must have the same pytree structure, but they differ:\n\nThe input carry is a %s but the output is a %s.",
			what, t.Repr(in.def), t.Repr(out.def)))
	}
}
