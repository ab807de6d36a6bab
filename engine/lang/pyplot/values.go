package pyplot

import (
	"math"
	"slices"
	"strings"

	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// none reports whether an argument was left out or is None.
func none(o py.Object) bool { return o == nil || o == py.None }

// names returns the strings of a string or a list of strings; ok is false for
// anything else.
func names(t *py.Thread, o py.Object) (list []string, ok bool) {
	if s, isText := o.(py.Str); isText {
		return []string{string(s)}, true
	}
	var elems []py.Object
	switch v := o.(type) {
	case *py.List:
		elems = v.Elems
	case *py.Tuple:
		elems = v.Elems
	default:
		if o.Type().Name != "dict_keys" && o.Type().Name != "dict_values" {
			return nil, false
		}
		elems = t.Elements(o)
	}
	for _, e := range elems {
		s, isText := e.(py.Str)
		if !isText {
			return nil, false
		}
		list = append(list, string(s))
	}
	return list, len(list) > 0
}

// values returns the numbers of an argument and its shape.
func values(t *py.Thread, o py.Object) ([]float64, []int) {
	switch o.Type().Name {
	case "dict_keys", "dict_values", "map", "generator", "zip", "set":
		o = py.NewList(t.Elements(o)...)
	}
	if l, ok := o.(*py.List); ok {
		o = withoutNone(l)
	}
	return numpy.Values(t, o)
}

// withoutNone replaces None, a missing number, by NaN.
func withoutNone(l *py.List) *py.List {
	if !slices.Contains(l.Elems, py.Object(py.None)) {
		return l
	}
	elems := slices.Clone(l.Elems)
	for i, e := range elems {
		if e == py.None {
			elems[i] = py.Float(math.NaN())
		}
	}
	return py.NewList(elems...)
}

// flat returns the numbers of an argument as a list.
func flat(t *py.Thread, o py.Object) []float64 {
	v, _ := values(t, o)
	return v
}

// onAxis returns the numbers of an argument for an axis; strings are its
// categories.
func onAxis(t *py.Thread, o py.Object, r *figure.Range) ([]float64, []int) {
	if list, ok := names(t, o); ok {
		v := make([]float64, len(list))
		for i, s := range list {
			v[i] = r.Category(s)
		}
		if _, single := o.(py.Str); single {
			return v, nil
		}
		return v, []int{len(v)}
	}
	return values(t, o)
}

// integers reports whether an argument holds ints.
func integers(t *py.Thread, o py.Object) bool {
	switch v := o.(type) {
	case py.Int, *py.Range:
		return true
	case *py.List:
		return !slices.ContainsFunc(v.Elems, func(e py.Object) bool { _, ok := e.(py.Int); return !ok })
	case *py.Tuple:
		return !slices.ContainsFunc(v.Elems, func(e py.Object) bool { _, ok := e.(py.Int); return !ok })
	}
	d, ok := t.LookupAttr(o, "dtype")
	if !ok {
		return false
	}
	name := t.Str(d)
	return strings.HasPrefix(name, "int") || strings.HasPrefix(name, "uint")
}

// repeated returns the numbers of an argument repeated in turn up to n.
func repeated(v []float64, n int) []float64 {
	if len(v) == n || len(v) == 0 {
		return v
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = v[i%len(v)]
	}
	return out
}

func shapeText(shape []int) string { return jax.Tuple(shape) }

func number(t *py.Thread, o py.Object) float64 { return t.ToFloat(o) }

// text returns what matplotlib writes for an argument: a string, or str() of
// anything else.
func text(t *py.Thread, o py.Object) string {
	if none(o) {
		return ""
	}
	return t.Str(o)
}

func pair(a, b float64) *py.Tuple { return py.NewTuple(numpy.Scalar(a), numpy.Scalar(b)) }

// numbers returns the numbers of a sequence of a known length.
func numbers(t *py.Thread, o py.Object, n int, what string) []float64 {
	v, _ := values(t, o)
	if len(v) != n {
		panic(py.Errorf(py.ValueError, "%s takes %d numbers, got %d", what, n, len(v)))
	}
	return v
}

// A keywords collects the arguments of a call that were passed by name.
type keywords struct {
	t *py.Thread
	d *py.Dict
}

// take removes an argument and returns it, nil if it was not passed or is None.
// It may have several names; to pass two of them is an error.
func (k keywords) take(names ...string) py.Object {
	var found py.Object
	first := ""
	for _, n := range names {
		v := k.d.GetString(n)
		if v == nil {
			continue
		}
		k.d.DeleteString(n)
		if v == py.None {
			continue
		}
		if found != nil {
			panic(py.Errorf(py.TypeError, "Got both '%s' and '%s', which are aliases of one another", first, n))
		}
		found, first = v, n
	}
	return found
}

func (k keywords) float(otherwise float64, names ...string) float64 {
	if v := k.take(names...); v != nil {
		return number(k.t, v)
	}
	return otherwise
}

func (k keywords) bool(otherwise bool, names ...string) bool {
	if v := k.take(names...); v != nil {
		return k.t.Truth(v)
	}
	return otherwise
}

func (k keywords) text(otherwise string, names ...string) string {
	if v := k.take(names...); v != nil {
		return text(k.t, v)
	}
	return otherwise
}

// ignore drops arguments that change nothing here.
func (k keywords) ignore(names ...string) {
	for _, n := range names {
		k.d.DeleteString(n)
	}
}

// rest raises an error if an argument is left.
func (k keywords) rest(function string) {
	if keys := k.d.Keys(); len(keys) > 0 {
		panic(py.Errorf(py.TypeError, "%s() got an unexpected keyword argument '%s'", function, k.t.Str(keys[0])))
	}
}

// copied returns keywords of which some can be taken without changing d.
func copied(t *py.Thread, d *py.Dict) keywords { return keywords{t, d.Copy()} }
