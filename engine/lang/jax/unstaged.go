package jax

import (
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// shown runs a branch or loop by recording it. If one of its functions shows
// values, as debug.print does, and nothing around it is being recorded, it runs
// unstaged instead, so that the values are there.
func shown(t *py.Thread, staged, unstaged func() py.Object) py.Object {
	var result py.Object
	e := t.Try(func() { result = staged() })
	switch {
	case e == nil:
		return result
	case e.Type() == printError && len(stateOf(t).stages) == 0:
		return unstaged()
	}
	panic(e)
}

func unstagedCond(t *py.Thread, a []py.Object) py.Object {
	fun := a[2]
	if t.Truth(a[0]) {
		fun = a[1]
	}
	return asArrays(t, t.Call(fun, asArrays(t, py.NewTuple(operandsOf(a[3], a[4])...)).(*py.Tuple).Elems...))
}

func unstagedBranch(t *py.Thread, a []py.Object) py.Object {
	funs := t.Elements(a[1])
	i := max(0, min(t.ToInt(a[0]), len(funs)-1))
	return asArrays(t, t.Call(funs[i], asArrays(t, py.NewTuple(operandsOf(a[2], a[3])...)).(*py.Tuple).Elems...))
}

func unstagedWhile(t *py.Thread, a []py.Object) py.Object {
	state := asArrays(t, a[2])
	for t.Truth(t.Call(a[0], state)) {
		t.Tick()
		state = asArrays(t, t.Call(a[1], state))
	}
	return state
}

func unstagedFori(t *py.Thread, a []py.Object) py.Object {
	state := asArrays(t, a[3])
	for i := t.ToInt(a[0]); i < t.ToInt(a[1]); i++ {
		t.Tick()
		state = asArrays(t, t.Call(a[2], FromArray(engine.Int(i)), state))
	}
	return state
}

func unstagedScan(t *py.Thread, a []py.Object) py.Object {
	carry, over := asArrays(t, a[1]), takeApart(t, a[2], invalid(t))
	n := 0
	if len(over.data) > 0 {
		n = over.data[0].Shape()[0]
	} else {
		n = t.ToInt(a[3])
	}
	var ys *arrays
	var columns [][]engine.Array
	for i := range n {
		t.Tick()
		if t.Truth(a[4]) {
			i = n - 1 - i
		}
		var y py.Object
		var ok bool
		if carry, y, ok = pair(t.Call(a[0], carry, over.row(t, i))); !ok {
			panic(py.Errorf(py.TypeError, "scan body output must be a pair"))
		}
		carry = asArrays(t, carry)
		ys = takeApart(t, y, invalid(t))
		columns = append(columns, ys.data)
	}
	if t.Truth(a[4]) {
		slices.Reverse(columns)
	}
	if n == 0 {
		panic(py.Errorf(py.NotImplementedError, "a scan without elements cannot show values"))
	}
	stacked := make([]engine.Array, len(ys.data))
	for k := range stacked {
		column := make([]engine.Array, n)
		for i := range column {
			column[i] = columns[i][k]
		}
		stacked[k] = engine.Stack(column, 0)
	}
	return py.NewTuple(carry, ys.rebuild(t, stacked))
}

// row returns the pytree of the elements at a place of the first axis.
func (a *arrays) row(t *py.Thread, i int) py.Object {
	data := make([]engine.Array, len(a.data))
	for k, x := range a.data {
		data[k] = engine.Index(x, i)
	}
	return a.rebuild(t, data)
}

// asArrays returns a pytree with its numbers as arrays.
func asArrays(t *py.Thread, tree py.Object) py.Object {
	in := takeApart(t, tree, invalid(t))
	return in.rebuild(t, in.data)
}
