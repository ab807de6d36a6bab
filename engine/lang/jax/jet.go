package jax

import (
	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// ExperimentalModule is jax.experimental.
var ExperimentalModule = &py.ModuleSpec{Name: "jax.experimental", Doc: "What may change."}

// JetModule is jax.experimental.jet.
var JetModule = &py.ModuleSpec{Name: "jax.experimental.jet", Doc: "Taylor mode: derivatives of any order in one pass.", Funcs: []py.Func{
	{Sig: "jet(fun, primals, series, factorial_scaled=True, **_)", Doc: "The value of fun and the derivatives along a curve of which the derivatives are given.", Impl: jet},
}}

func jet(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[0])
	primals, terms := t.Elements(a[1]), t.Elements(a[2])
	if len(primals) != len(terms) {
		panic(py.Errorf(py.ValueError, "jet terms have inconsistent lengths for different arguments"))
	}
	f := &traced{t: t, fun: a[0], args: takeApart(t, py.NewTuple(primals...), invalid(t))}
	scaled := t.Truth(a[3])
	order := -1
	series := make([][]engine.Array, len(terms))
	for i, s := range terms {
		if _, def := Flatten(t, primals[i], nil); def.kind != leafNode {
			panic(py.Errorf(py.ValueError, "primal value at position %d is not an array", i))
		}
		elems := t.Elements(s)
		if order >= 0 && len(elems) != order {
			panic(py.Errorf(py.ValueError, "jet terms have inconsistent lengths for different arguments"))
		}
		order = len(elems)
		factorial := 1.0
		for k, e := range elems {
			factorial *= float64(k + 1)
			series[i] = append(series[i], coefficient(ToArray(t, e), f.args.data[i], factorial, scaled))
		}
	}
	y, out := engine.Func(f.run).Jet("jet", f.args.data, series)
	value, _ := f.results(y)
	results := make([][]engine.Array, max(order, 0)) // by order
	factorial := 1.0
	for k := range results {
		factorial *= float64(k + 1)
		for i := range y {
			c := out[i][k]
			if !c.IsZero() && scaled && factorial > 1 {
				c = engine.Mul(c, engine.Num(factorial))
			}
			results[k] = append(results[k], c)
		}
	}
	return py.NewTuple(value, seriesTree(t, f.out, results))
}

// coefficient returns term k of a series as a Taylor coefficient.
func coefficient(term, x engine.Array, factorial float64, scaled bool) engine.Array {
	term = engine.BroadcastTo(term.AsType(x.DType()).Weaken(x.Weak()), x.Shape()...)
	if scaled && factorial > 1 {
		return engine.Div(term, engine.Num(factorial))
	}
	return term
}

// seriesTree puts the list of terms at each leaf of the result.
func seriesTree(t *py.Thread, out *arrays, byOrder [][]engine.Array) py.Object {
	leaves := make([]py.Object, len(out.data))
	for i, y := range out.data {
		terms := make([]py.Object, len(byOrder))
		for k, row := range byOrder {
			x := row[i]
			if x.IsZero() {
				x = engine.ZerosLike(y).Weaken(y.Weak())
			}
			terms[k] = FromArray(x)
		}
		leaves[i] = py.NewList(terms...)
	}
	return out.def.Unflatten(t, leaves)
}
