// Package jnp declares the modules of functions on arrays: jax.numpy,
// jax.numpy.linalg, jax.lax, jax.nn, jax.scipy.special, jax.scipy.stats.norm
// and numpy. Every function is one literal of a table: its signature as JAX
// documents it, one line of documentation, and its implementation by package
// engine.
package jnp

import (
	"fmt"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// A call is one evaluation of a function: the arguments in the order of the
// parameters, nil or None where there is none.
type call struct {
	t    *py.Thread
	name string
	a    []py.Object
}

// fn declares a function whose result is an array.
func fn(sig, doc string, impl func(c call) engine.Array) py.Func {
	return object(sig, doc, func(c call) py.Object { return wrap(impl(c)) })
}

// strong declares a function whose result is an array of strong type, even of
// plain numbers.
func strong(sig, doc string, impl func(c call) engine.Array) py.Func {
	return fn(sig, doc, func(c call) engine.Array { return impl(c).Weaken(false) })
}

// list declares a function whose result is several arrays, as a tuple or list.
func list(sig, doc string, make func(...py.Object) py.Object, impl func(c call) []engine.Array) py.Func {
	return object(sig, doc, func(c call) py.Object {
		var elems []py.Object
		for _, x := range impl(c) {
			elems = append(elems, wrap(x))
		}
		return make(elems...)
	})
}

func asTuple(elems ...py.Object) py.Object { return py.NewTuple(elems...) }
func asList(elems ...py.Object) py.Object  { return py.NewList(elems...) }

// object declares a function with any result.
func object(sig, doc string, impl func(c call) py.Object) py.Func {
	name, _, _ := strings.Cut(sig, "(")
	// Where an argument is called device, it is the last one.
	placed := strings.HasSuffix(sig, "device=None)")
	return py.Func{Sig: sig, Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
		t.Glance()
		jax.CheckPlaces(sig, a)
		result := impl(call{t, name, a})
		switch last := len(a) - 1; {
		case !placed || last < 0:
		case a[last] != nil && a[last] != py.None:
			return jax.PutResult(t, result, a[last])
		case strings.HasSuffix(name, "_like"):
			return jax.PutBeside(t, result, a[0])
		}
		return result
	}}
}

// unary declares an elementwise function of one array.
func unary(name, doc string, f func(x engine.Array) engine.Array) py.Func {
	return fn(name+"(x, /)", doc, func(c call) engine.Array { return f(jax.Recorded(c.t, c.array(0))) })
}

// binary declares an elementwise function of two arrays that broadcast.
func binary(sig, doc string, f func(x, y engine.Array) engine.Array) py.Func {
	return fn(sig, doc, func(c call) engine.Array {
		x, y := jax.RecordedPair(c.t, c.array(0), c.array(1))
		jax.CheckBroadcast(c.name, x, y)
		return f(x, y)
	})
}

// given reports whether argument i was passed and is not None.
func (c call) given(i int) bool { return i < len(c.a) && c.a[i] != nil && c.a[i] != py.None }

// array returns argument i, which must be an array or a number.
func (c call) array(i int) engine.Array { return jax.Argument(c.t, c.a[i], c.name, i) }

// arrayOr returns argument i, or another array if there is none.
func (c call) arrayOr(i int, x engine.Array) engine.Array {
	if !c.given(i) {
		return x
	}
	return c.array(i)
}

// nested returns argument i as an array, made from nested lists if need be.
func (c call) nested(i int) engine.Array { return jax.AsArray(c.t, c.a[i], nil) }

// someArrays is arrays, of which there must be at least one.
func (c call) someArrays(i int) []engine.Array {
	out := c.arrays(i)
	if len(out) == 0 {
		panic(py.Errorf(py.TypeError, "%s: need at least one array", c.name))
	}
	return out
}

// arrays returns the elements of argument i, a sequence of arrays.
func (c call) arrays(i int) []engine.Array {
	if x, ok := toArray(c.t, c.a[i]); ok {
		if x.Rank() == 0 {
			panic(py.Errorf(py.TypeError, "%s requires a sequence of arrays, got an array of rank 0", c.name))
		}
		out := make([]engine.Array, x.Shape()[0])
		for k := range out {
			out[k] = engine.Index(x, k)
		}
		return out
	}
	return c.elements(c.t.Elements(c.a[i]))
}

func (c call) elements(objects []py.Object) []engine.Array {
	out := make([]engine.Array, len(objects))
	for k, o := range objects {
		out[k] = jax.Argument(c.t, o, c.name, k)
	}
	return out
}

// rest returns the arrays of *args.
func (c call) rest(i int) []engine.Array { return c.elements(c.a[i].(*py.Tuple).Elems) }

func (c call) int(i int) int   { return c.t.ToInt(c.a[i]) }
func (c call) bool(i int) bool { return c.a[i] != nil && c.t.Truth(c.a[i]) }

func (c call) intOr(i, otherwise int) int {
	if !c.given(i) {
		return otherwise
	}
	return c.int(i)
}

func (c call) text(i int) string {
	s, ok := c.a[i].(py.Str)
	if !ok {
		panic(py.Errorf(py.TypeError, "%s: argument %d must be str, not %s", c.name, i, c.a[i].Type().Name))
	}
	return string(s)
}

// ints returns argument i, an int or a sequence of ints.
func (c call) ints(i int) []int { return intsOf(c.t, c.a[i]) }

func intsOf(t *py.Thread, o py.Object) []int {
	if _, ok := o.(py.Int); ok {
		return []int{t.ToInt(o)}
	}
	if x, ok := toArray(t, o); ok && x.Rank() == 0 {
		return []int{t.ToInt(o)}
	}
	elems := t.Elements(o)
	out := make([]int, len(elems))
	for k, e := range elems {
		out[k] = t.ToInt(e)
	}
	return out
}

// axis returns argument i, one axis of an array of the given rank.
func (c call) axis(i, rank int) int { return jax.Axis(c.t, c.a[i], rank) }

// axes returns argument i: None for all axes, an int or a tuple of ints.
func (c call) axes(i, rank int) []int { return jax.Axes(c.t, c.a[i], rank) }

// shape returns argument i, an int or a sequence of ints.
func (c call) shape(i int) []int { return jax.Shape(c.t, c.a[i]) }

// concrete returns x with its elements known, or raises.
func (c call) concrete(x engine.Array, context string) engine.Array {
	v, ok := x.Concrete()
	if !ok {
		panic(jax.ConcretizationError(c.t, x, context))
	}
	return v
}

func broadcastShape(arrays []engine.Array) ([]int, bool) {
	var out []int
	for _, x := range arrays {
		s := x.Shape()
		for len(out) < len(s) {
			out = append([]int{1}, out...)
		}
		for i, n := range s {
			switch k := len(out) - len(s) + i; {
			case out[k] == 1:
				out[k] = n
			case n != 1 && n != out[k]:
				return nil, false
			}
		}
	}
	return out, true
}

// span is 0, 1, …, n−1.
func span(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func tuple(v []int) string { return jax.Tuple(v) }

// dims formats a shape as in float32[2,3].
func dims(shape []int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(shape), "[]"), " ", ",")
}

// toArray returns an array or a number as an engine array, if o is one.
func toArray(t *py.Thread, o py.Object) (engine.Array, bool) {
	if !jax.IsNumeric(t, o) {
		return engine.Array{}, false
	}
	return jax.ToArray(t, o), true
}

func wrap(x engine.Array) py.Object { return jax.FromArray(x) }

func product(v []int) int {
	n := 1
	for _, x := range v {
		n *= x
	}
	return n
}

func num(v float64) engine.Array { return engine.Num(v) }
func integer(v int) engine.Array { return engine.Int(v) }

// axisOf returns an axis counted from 0.
func axisOf(axis, rank int) int { return jax.Axis(nil, py.Int(axis), rank) }
