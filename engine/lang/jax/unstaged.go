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
	s := stateOf(t)
	if len(s.tracing) > 0 {
		return staged()
	}
	if disabled, ok := s.config["jax_disable_jit"]; ok && t.Truth(disabled) {
		return unstaged()
	}
	s.shows = false
	result := staged()
	if !s.shows {
		return result
	}
	s.shows = false
	return s.mute(t, unstaged)
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
	return py.NewTuple(carry, stacked(t, ys, columns))
}

func unstagedMap(t *py.Thread, f py.Object, over *arrays) py.Object {
	var ys *arrays
	var columns [][]engine.Array
	n := 0
	if len(over.data) > 0 {
		n = over.data[0].Shape()[0]
	}
	for i := range n {
		t.Tick()
		ys = takeApart(t, t.Call(f, over.row(t, i)), invalid(t))
		columns = append(columns, ys.data)
	}
	return stacked(t, ys, columns)
}

// stacked returns the results of all rounds as one pytree like that of the last.
func stacked(t *py.Thread, ys *arrays, columns [][]engine.Array) py.Object {
	if ys == nil {
		panic(py.Errorf(py.NotImplementedError, "a loop without elements cannot run without being staged"))
	}
	out := make([]engine.Array, len(ys.data))
	for k := range out {
		column := make([]engine.Array, len(columns))
		for i := range column {
			column[i] = columns[i][k]
		}
		out[k] = engine.Stack(column, 0)
	}
	return ys.rebuild(t, out)
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
