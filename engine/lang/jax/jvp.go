package jax

import (
	"fmt"
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

var jvpFuncs = []py.Func{
	{Sig: "jvp(fun, primals, tangents, has_aux=False)", Doc: "The value of fun and its derivative along tangents.", Impl: jvp},
	{Sig: "vjp(fun, *primals, has_aux=False, reduce_axes=())", Doc: "The value of fun and a function that pulls cotangents back.", Impl: vjp},
	{Sig: "linearize(fun, *primals, has_aux=False)", Doc: "The value of fun and its derivative as a linear function.", Impl: linearize},
}

// traced runs fun on arrays and remembers the structure of its result.
type traced struct {
	t        *py.Thread
	fun      py.Object
	args     *arrays // of the tuple of arguments
	keywords []py.Keyword
	hasAux   bool

	out *arrays
	aux *auxiliary
}

func (f *traced) run(x []engine.Array) []engine.Array {
	args := f.args.rebuild(f.t, x).(*py.Tuple)
	result := f.t.CallObject(f.fun, slices.Clone(args.Elems), f.keywords)
	var data []engine.Array
	if f.hasAux {
		var aux py.Object
		result, aux = auxPair(f.t, result)
		f.aux, data = splitAux(f.t, aux)
	}
	f.out = takeApart(f.t, result, invalid(f.t))
	return slices.Concat(f.out.data, data)
}

// results returns the result of fun, and the auxiliary one or nil.
func (f *traced) results(y []engine.Array) (value, aux py.Object) {
	n := len(f.out.data)
	f.out.data = y[:n]
	value = f.out.rebuild(f.t, y[:n])
	if f.hasAux {
		aux = f.aux.join(f.t, y[n:])
	}
	return value, aux
}

func jvp(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[0])
	isSequence := func(o py.Object) bool { return o.Type() == py.TupleType || o.Type() == py.ListType }
	if !isSequence(a[1]) || !isSequence(a[2]) {
		panic(py.Errorf(py.TypeError, "primal and tangent arguments to jax.jvp must be tuples or lists; found %s and %s.", a[1].Type().Name, a[2].Type().Name))
	}
	primals, tangents := takeApart(t, a[1], invalid(t)), takeApart(t, a[2], invalid(t))
	if !primals.def.Equal(t, tangents.def) {
		panic(py.Errorf(py.TypeError, "primal and tangent arguments to jax.jvp must have the same tree structure; primals have tree structure %s whereas tangents have tree structure %s.",
			t.Repr(primals.def), t.Repr(tangents.def)))
	}
	dx := make([]engine.Array, len(tangents.data))
	for i, x := range primals.data {
		dx[i] = checkTangent(x, tangents.data[i])
	}
	primals.def = primals.def.asTuple()
	f := &traced{t: t, fun: a[0], args: primals, hasAux: t.Truth(a[3])}
	y, dy := engine.Func(f.run).JVP("jvp", primals.data, dx)
	value, aux := f.results(y)
	derivative := f.out.rebuild(t, dy[:len(f.out.data)])
	if f.hasAux {
		return py.NewTuple(value, derivative, aux)
	}
	return py.NewTuple(value, derivative)
}

// asTuple is the structure with a list at the top replaced by a tuple.
func (d *TreeDef) asTuple() *TreeDef {
	if d.kind != listNode {
		return d
	}
	c := *d
	c.kind = tupleNode
	return &c
}

// checkTangent returns a tangent in the type of its primal value.
func checkTangent(x, dx engine.Array) engine.Array {
	if !sameShape(x.Shape(), dx.Shape()) {
		panic(py.Errorf(py.ValueError, "jvp called with different primal and tangent shapes;Got primal shape %s and tangent shape as %s", Tuple(x.Shape()), Tuple(dx.Shape())))
	}
	expected := x.DType().String()
	if !x.DType().IsInexact() {
		expected = "[('float0', 'V')]"
	}
	if dx.Weak() && dx.DType().IsInexact() && x.DType().IsInexact() {
		return conform(dx, x)
	}
	if x.DType() != dx.DType() || !x.DType().IsInexact() {
		panic(py.Errorf(py.TypeError, "primal and tangent arguments to jax.jvp do not match; dtypes must be equal, or in case of int/bool primal dtype the tangent dtype must be float0."+
			"Got primal dtype %v and so expected tangent dtype %s, but got tangent dtype %v instead.", x.DType(), expected, dx.DType()))
	}
	return conform(dx, x)
}

func vjp(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[0])
	f := &traced{t: t, fun: a[0], args: takeApart(t, a[1], invalid(t)), hasAux: t.Truth(a[2])}
	y, derivative := engine.Func(f.run).Derivative("vjp", f.args.data)
	value, aux := f.results(y)
	p := newPullback(t, f, derivative, len(y))
	if f.hasAux {
		return py.NewTuple(value, p, aux)
	}
	return py.NewTuple(value, p)
}

// cotangents checks the argument of a pullback. Results that are no floats have
// no cotangents.
func (f *traced) cotangents(o py.Object) []engine.Array {
	given := takeApart(f.t, o, invalid(f.t))
	if !f.out.def.Equal(f.t, given.def) {
		path, was, is, why := difference(f.t, f.out.def, given.def)
		panic(py.Errorf(py.ValueError, "unexpected tree structure.\n\nThe argument to a VJP function returned by `jax.vjp` must match the pytree\n"+
			"structure of the differentiated function %s.\n\nBut the tree structures differ:\n  * out%s was a %s in the original output, but a %s here, so %s.",
			sourceOf(f.t, f.fun), path, was, is, why))
	}
	ct := make([]engine.Array, len(given.data))
	for i, c := range given.data {
		y := f.out.data[i]
		if !y.DType().IsInexact() {
			continue
		}
		if !sameShape(c.Shape(), y.Shape()) || c.DType() != y.DType() && !(c.Weak() && c.DType().IsInexact()) {
			panic(py.Errorf(py.ValueError, "unexpected JAX type (e.g. shape/dtype) for argument to VJP function: got %s, but expected %s because the corresponding output of the differentiated function had JAX type %s",
				long(c), long(y), long(y)))
		}
		ct[i] = conform(c, y)
	}
	return ct
}

func (f *traced) cotangentCount(n int) *py.Exception {
	if n == 0 {
		return py.Errorf(py.TypeError, "VJP.__call__() missing 1 required positional argument: 'out_ct'")
	}
	return py.Errorf(py.TypeError, "%s", fmt.Sprintf(strings.TrimPrefix(`
The function returned by `+"`jax.vjp`"+` applied to %s was called with %d arguments,
but functions returned by `+"`jax.vjp`"+` must be called with a single argument
corresponding to the single value returned by the function being differentiated
(even if that returned value is a tuple or other container).

For example, if we have:

  def f(x):
    return (x, x)
  _, f_vjp = jax.vjp(f, 1.0)

the function `+"`f`"+` returns a single tuple as output, and so we call `+"`f_vjp`"+` with a
single tuple as its argument:

  x_bar, = f_vjp((2.0, 2.0))

If we instead call `+"`f_vjp(2.0, 2.0)`"+`, with the values 'splatted out' as
arguments rather than in a tuple, this error can arise.
`, ""), funcName(f.t, f.fun), n))
}

func linearize(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[0])
	f := &traced{t: t, fun: a[0], args: takeApart(t, a[1], invalid(t)), hasAux: t.Truth(a[2])}
	y, derivative := engine.Func(f.run).Derivative("linearize", f.args.data)
	value, aux := f.results(y)
	linear := &partial{fun: &pushforward{f, derivative}, args: []py.Object{arrayList(derivative.Residuals())}}
	if f.hasAux {
		return py.NewTuple(value, linear, aux)
	}
	return py.NewTuple(value, linear)
}

// tangents checks the arguments of a linearized function.
func (f *traced) tangents(args []py.Object) []engine.Array {
	t := f.t
	given := takeApart(t, py.NewTuple(args...), invalid(t))
	if !f.args.def.Equal(t, given.def) {
		panic(py.Errorf(py.TypeError, "expected %s, got %s", t.Repr(f.args.def), t.Repr(given.def)))
	}
	dx := make([]engine.Array, len(given.data))
	for i, c := range given.data {
		x := f.args.data[i]
		if !sameShape(c.Shape(), x.Shape()) || c.DType() != x.DType() && !(c.Weak() && c.DType().IsInexact()) {
			expected := FromArray(x).weakLong()
			panic(py.Errorf(py.ValueError, "linearized function called on tangent values inconsistent with the original primal values:\nGot tangent aval %s for primal aval %s but expected %s.",
				FromArray(c).weakLong(), expected, expected))
		}
		dx[i] = conform(c, x)
	}
	return dx
}

// conform returns a tangent or cotangent c in the type of its value. Where it is
// traced, a weak type may differ: that is no operation for JAX.
func conform(c, x engine.Array) engine.Array {
	if c.DType() != x.DType() {
		c = c.AsType(x.DType())
	}
	if c.Weak() != x.Weak() && !c.IsTraced() {
		c = c.Weaken(x.Weak())
	}
	return c
}
