package engine

import (
	"fmt"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/transform"
	"fluxion/engine/internal/tree"
)

// Grad returns the gradient of a scalar-valued function: a function of the
// same argument whose result has the argument's structure, shapes and types.
// P is Array or any nesting of structs, maps, slices and arrays of Array;
// fields of other types are passed through. Misuse panics with *Error.
func Grad[P any](f func(P) Array) func(P) P {
	return func(at P) P {
		_, gradient := ValueAndGrad(f)(at)
		return gradient
	}
}

// ValueAndGrad returns value and gradient of a scalar-valued function in one
// pass.
func ValueAndGrad[P any](f func(P) Array) func(P) (Array, P) {
	withAux := ValueAndGradAux(func(p P) (Array, struct{}) { return f(p), struct{}{} })
	return func(at P) (Array, P) {
		y, _, gradient := withAux(at)
		return y, gradient
	}
}

// GradAux is Grad for a function that returns something else besides the
// value, which is passed on and not differentiated.
func GradAux[P, A any](f func(P) (Array, A)) func(P) (P, A) {
	withAux := ValueAndGradAux(f)
	return func(at P) (P, A) {
		_, aux, gradient := withAux(at)
		return gradient, aux
	}
}

// ValueAndGradAux is ValueAndGrad for a function that returns something else
// besides the value.
func ValueAndGradAux[P, A any](f func(P) (Array, A)) func(P) (Array, A, P) {
	return func(at P) (Array, A, P) {
		leaves, structure := tree.Flatten[Array](at)
		requireFloat("grad", leaves)
		var auxStructure *tree.Structure
		run := func(in []core.Value) []core.Value {
			y, aux := f(tree.Unflatten(structure, arrays(in)).(P))
			var auxLeaves []Array
			auxLeaves, auxStructure = tree.Flatten[Array](aux)
			return append([]core.Value{y.value()}, values(auxLeaves)...)
		}
		y, pullback := transform.VJP("grad", run, concrete(leaves))
		requireScalar("Gradient", y[0].Aval())
		cts := make([]core.Value, len(y))
		cts[0] = transform.Ones(y[0].Aval())
		gradient := gradients(pullback(cts), leaves)
		var aux A
		if a, ok := tree.Unflatten(auxStructure, arrays(y[1:])).(A); ok {
			aux = a
		}
		return Array{y[0]}, aux, tree.Unflatten(structure, gradient).(P)
	}
}

// concrete returns the arrays' values, with bare numbers rounded to their
// type: an argument is what it prints as.
func concrete(leaves []Array) []core.Value {
	out := values(leaves)
	for i, v := range out {
		if l, ok := v.(*core.Literal); ok {
			rounded := core.Round(l)
			out[i] = &rounded
		}
	}
	return out
}

// gradients fills in zeros for leaves that the result does not depend on.
func gradients(cts []core.Value, leaves []Array) []Array {
	out := make([]Array, len(leaves))
	for i, ct := range cts {
		if ct == nil {
			ct = transform.Zeros(leaves[i].value().Aval())
		}
		out[i] = Array{ct}
	}
	return out
}

func requireFloat(name string, leaves []Array) {
	for _, l := range leaves {
		if d := l.DType(); !d.IsInexact() {
			panic(&Error{Op: name, Reason: fmt.Sprintf("%s requires real- or complex-valued inputs (input dtype that is a sub-dtype of np.inexact), but got %v. "+
				"If you want to use Boolean- or integer-valued inputs, use vjp or set allow_int to True.", name, d)})
		}
	}
}

func requireScalar(what string, a ir.Aval) {
	if a.Rank() != 0 {
		panic(&Error{Op: "grad", Reason: fmt.Sprintf("%s only defined for scalar-output functions. Output had shape: %s.", what, ir.Tuple(a.Shape))})
	}
	if !a.DType.IsFloat() {
		panic(&Error{Op: "grad", Reason: fmt.Sprintf("grad requires real-valued outputs (output dtype that is a sub-dtype of np.floating), but got %v. "+
			"For differentiation of functions with integer outputs, use jax.vjp directly.", a.DType)})
	}
}

// flat turns a function of nested values into one of flat lists; structure
// returns the structure of the last result.
func flat[P, R any](f func(P) R, in *tree.Structure) (run transform.Func, structure func() *tree.Structure) {
	var out *tree.Structure
	run = func(x []core.Value) []core.Value {
		var leaves []Array
		leaves, out = tree.Flatten[Array](f(tree.Unflatten(in, arrays(x)).(P)))
		return values(leaves)
	}
	return run, func() *tree.Structure { return out }
}

// sameStructure checks that a tangent or cotangent fits its primal.
func sameStructure(op, what string, primal, other any) (x, t []Array, s *tree.Structure) {
	x, s = tree.Flatten[Array](primal)
	t, ts := tree.Flatten[Array](other)
	if len(x) != len(t) || !s.Equal(ts) {
		panic(&Error{Op: op, Reason: fmt.Sprintf("%s has structure %v, %v is expected", what, ts, s)})
	}
	for i := range x {
		a, b := x[i].value().Aval(), t[i].value().Aval()
		if b.Weak && b.DType != a.DType {
			t[i] = t[i].AsType(a.DType)
			b = t[i].value().Aval()
		}
		if !a.Equal(b) {
			panic(&Error{Op: op, Reason: fmt.Sprintf("%s leaf %d is %s, %s is expected", what, i, b.Long(), a.Long())})
		}
	}
	return x, t, s
}

// JVP returns f(at) and the derivative of f at that point along tangent, which
// has the structure, shapes and types of at. Leaves of integer type take
// tangents too, but these are ignored.
func JVP[P, R any](f func(P) R, at, tangent P) (y, dy R) {
	x, t, structure := sameStructure("jvp", "the tangent", at, tangent)
	run, outStructure := flat[P, R](f, structure)
	tangents := values(t)
	for i, a := range x {
		if !a.DType().IsInexact() {
			tangents[i] = nil
		}
	}
	out, dout := transform.JVP("jvp", run, concrete(x), tangents)
	return tree.Unflatten(outStructure(), arrays(out)).(R), tree.Unflatten(outStructure(), gradients(dout, arrays(out))).(R)
}

// VJP returns f(at) and the pullback of its derivative, which maps a cotangent
// of the result's structure to one of the argument's. It may be called any
// number of times.
func VJP[P, R any](f func(P) R, at P) (y R, pullback func(R) P) {
	x, structure := tree.Flatten[Array](at)
	run, outStructure := flat[P, R](f, structure)
	out, back := transform.VJP("vjp", run, concrete(x))
	y = tree.Unflatten(outStructure(), arrays(out)).(R)
	return y, func(ct R) P {
		_, cts, _ := sameStructure("vjp", "the cotangent", y, ct)
		return tree.Unflatten(structure, gradients(back(values(cts)), x)).(P)
	}
}

// Linearize returns f(at) and the derivative at that point as a function of
// the tangent, which may be called many times without evaluating f again.
func Linearize[P, R any](f func(P) R, at P) (y R, derivative func(P) R) {
	x, structure := tree.Flatten[Array](at)
	run, outStructure := flat[P, R](f, structure)
	out, linear := transform.Linearize("linearize", run, concrete(x))
	s := outStructure()
	return tree.Unflatten(s, arrays(out)).(R), func(tangent P) R {
		_, t, _ := sameStructure("linearize", "the tangent", at, tangent)
		return tree.Unflatten(s, gradients(linear.Apply(values(t)), arrays(out))).(R)
	}
}
