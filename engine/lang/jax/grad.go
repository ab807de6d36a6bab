package jax

import (
	"fmt"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

const gradParameters = "(fun, argnums=0, has_aux=False, holomorphic=False, allow_int=False, reduce_axes=())"

var gradFuncs = []py.Func{
	{Sig: "grad" + gradParameters, Doc: "A function that evaluates the gradient of fun, by reverse mode.", Impl: grad},
	{Sig: "value_and_grad" + gradParameters, Doc: "A function that evaluates both fun and its gradient.", Impl: valueAndGrad},
}

// gradOptions are the arguments of grad besides the function.
type gradOptions struct {
	fun      py.Object
	argnums  py.Object
	hasAux   bool
	holo     bool
	allowInt bool
	reduce   bool
}

func newGradOptions(t *py.Thread, a []py.Object) gradOptions {
	requireCallable(t, a[0])
	num := a[1]
	if _, isInt := num.(py.Int); !isInt {
		num = py.NewTuple(t.Elements(num)...)
	}
	return gradOptions{a[0], num, t.Truth(a[2]), t.Truth(a[3]), t.Truth(a[4]), t.Truth(a[5])}
}

func grad(t *py.Thread, a []py.Object) py.Object {
	o := newGradOptions(t, a)
	doc := fmt.Sprintf("Gradient of %s with respect to positional argument(s) %s. Takes the same arguments as %[1]s but returns the gradient.", funcName(t, o.fun), t.Repr(o.argnums))
	return newTransformed(t, o.fun, doc, func(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
		_, aux, gradient := o.evaluate(t, args, keywords)
		if o.hasAux {
			return py.NewTuple(gradient, aux)
		}
		return gradient
	})
}

func valueAndGrad(t *py.Thread, a []py.Object) py.Object {
	o := newGradOptions(t, a)
	doc := fmt.Sprintf("Value and gradient of %s with respect to positional argument(s) %s. Takes the same arguments as %[1]s but returns a two-element tuple.", funcName(t, o.fun), t.Repr(o.argnums))
	return newTransformed(t, o.fun, doc, func(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
		value, aux, gradient := o.evaluate(t, args, keywords)
		if o.hasAux {
			return py.NewTuple(py.NewTuple(value, aux), gradient)
		}
		return py.NewTuple(value, gradient)
	})
}

// dynamic takes the arguments at some positions as a pytree: of a single one, or
// of the tuple of several.
func dynamic(args []py.Object, positions []int, single bool) py.Object {
	if single {
		return args[positions[0]]
	}
	chosen := make([]py.Object, len(positions))
	for k, i := range positions {
		chosen[k] = args[i]
	}
	return py.NewTuple(chosen...)
}

// withDynamic is the inverse: the arguments with others at the positions.
func withDynamic(args []py.Object, positions []int, single bool, tree py.Object) []py.Object {
	out := append([]py.Object{}, args...)
	if single {
		out[positions[0]] = tree
		return out
	}
	for k, i := range positions {
		out[i] = tree.(*py.Tuple).Elems[k]
	}
	return out
}

// evaluate returns value, auxiliary result and gradient.
func (o gradOptions) evaluate(t *py.Thread, args []py.Object, keywords []py.Keyword) (value, aux, gradient py.Object) {
	if o.reduce {
		panic(py.Errorf(py.NotImplementedError, "reduce_axes argument to grad is deprecated"))
	}
	checkArgnums(t, o.argnums, len(args))
	positions, single := argnums(t, o.argnums, len(args))
	in := takeApart(t, dynamic(args, positions, single), func(l py.Object) *py.Exception {
		return py.Errorf(py.TypeError, "Argument '%s' of type %s is not a valid JAX type.", t.Str(l), t.Repr(l.Type()))
	})
	if !o.allowInt {
		requireInexact(in, "grad")
	}
	if o.holo {
		requireComplex(in.data, "grad", "inputs")
	}
	var auxResult *auxiliary
	f := engine.Func(func(x []engine.Array) []engine.Array {
		out := t.CallObject(o.fun, withDynamic(args, positions, single, in.rebuild(t, x)), keywords)
		var data []engine.Array
		if o.hasAux {
			out, aux = auxPair(t, out)
			auxResult, data = splitAux(t, aux)
		}
		return append([]engine.Array{scalarOutput(t, out)}, data...)
	})
	y, _, pull := f.Linearize("grad", in.data)
	requireOutput(y[0], "grad", o.holo)
	cts := make([]engine.Array, len(y))
	cts[0] = engine.LiftTo(y[0], engine.Ones(nil, y[0].DType()).Weaken(y[0].Weak()))
	gradient = in.rebuild(t, pull(cts))
	if auxResult != nil {
		aux = auxResult.join(t, y[1:])
	}
	return FromArray(y[0]), aux, gradient
}

// checkArgnums panics with JAX's error if an argument to differentiate is
// missing.
func checkArgnums(t *py.Thread, o py.Object, n int) {
	highest := 0
	if _, single := o.(py.Int); single {
		highest = t.ToInt(o)
	} else {
		elems := t.Elements(o)
		if len(elems) == 0 {
			panic(py.Errorf(py.ValueError, "max() arg is an empty sequence"))
		}
		for _, e := range elems {
			highest = max(highest, t.ToInt(e))
		}
	}
	if highest >= n {
		panic(py.Errorf(py.TypeError, "differentiating with respect to argnums=%s requires at least %d positional arguments to be passed by the caller, but got only %d positional arguments.",
			t.Repr(o), highest+1, n))
	}
}

// requireInexact panics with JAX's error unless all leaves carry derivatives.
func requireInexact(in *arrays, name string) {
	for i, x := range in.data {
		if in.keys[i] {
			panic(py.Errorf(py.TypeError, "%s requires real- or complex-valued inputs (input dtype that is a sub-dtype of np.inexact), but got key<fry>. "+
				"If you want to use Boolean- or integer-valued inputs, use vjp or set allow_int to True.", name))
		}
		if !x.DType().IsInexact() {
			panic(py.Errorf(py.TypeError, "%s requires real- or complex-valued inputs (input dtype that is a sub-dtype of np.inexact), but got %v. "+
				"If you want to use Boolean- or integer-valued inputs, use vjp or set allow_int to True.", name, x.DType()))
		}
	}
}

// scalarOutput returns the result of a function to differentiate.
func scalarOutput(t *py.Thread, out py.Object) engine.Array {
	const only = "Gradient only defined for scalar-output functions. Output %s."
	if _, def := Flatten(t, out, nil); def.kind != leafNode {
		panic(py.Errorf(py.TypeError, only, "was "+t.Str(out)))
	}
	y, key, ok := leafArray(t, out)
	if !ok {
		panic(invalid(t)(out))
	}
	if shape := y.Shape(); len(shape) > 0 {
		if key {
			shape = shape[:len(shape)-1]
		}
		panic(py.Errorf(py.TypeError, only, "had shape: "+Tuple(shape)))
	}
	return y
}

// requireComplex panics with JAX's error unless all leaves are complex, as
// holomorphic differentiation asks for.
func requireComplex(data []engine.Array, name, what string) {
	for _, x := range data {
		if !x.DType().IsComplex() {
			panic(py.Errorf(py.TypeError, "%s with holomorphic=True requires %s with complex dtype, but got %v.", name, what, x.DType()))
		}
	}
}

// requireOutput panics with JAX's error unless a result can be differentiated.
func requireOutput(y engine.Array, name string, holomorphic bool) {
	switch d := y.DType(); {
	case holomorphic:
		requireComplex([]engine.Array{y}, name, "outputs")
	case d.IsComplex():
		panic(py.Errorf(py.TypeError, "%s requires real-valued outputs (output dtype that is a sub-dtype of np.floating), but got %v. For holomorphic differentiation, pass holomorphic=True. "+
			"For differentiation of non-holomorphic functions involving complex outputs, use jax.vjp directly.", name, d))
	case !d.IsFloat():
		panic(py.Errorf(py.TypeError, "%s requires real-valued outputs (output dtype that is a sub-dtype of np.floating), but got %v. "+
			"For differentiation of functions with integer outputs, use jax.vjp directly.", name, y.DType()))
	}
}
