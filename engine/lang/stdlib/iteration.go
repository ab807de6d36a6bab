package stdlib

import (
	"slices"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// The iterators that builtin classes make.
var (
	zipType       = &py.Type{Name: "zip", Final: true}
	mapType       = &py.Type{Name: "map", Final: true}
	filterType    = &py.Type{Name: "filter", Final: true}
	enumerateType = &py.Type{Name: "enumerate", Final: true}
	callIterator  = &py.Type{Name: "callable_iterator", Final: true}
)

var iterationFuncs = []py.Func{
	{Sig: "all(iterable, /)", Doc: "Whether all elements are true.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return py.Bool(!anyIs(t, a[0], false))
	}},
	{Sig: "any(iterable, /)", Doc: "Whether an element is true.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return py.Bool(anyIs(t, a[0], true))
	}},
	{Sig: "iter(obj, sentinel?, /)", Doc: "An iterator over obj, or over its calls until sentinel.", Impl: iter},
	{Sig: "max(*args, **kwargs)", Doc: "The largest element or argument.", Impl: extremum("max", ast.Gt)},
	{Sig: "min(*args, **kwargs)", Doc: "The smallest element or argument.", Impl: extremum("min", ast.Lt)},
	{Sig: "next(iterator, default?, /)", Doc: "The next element, or default at the end.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		if g, ok := a[0].(*py.Generator); ok && a[1] == nil {
			return t.CallMethod(g, "send", py.None)
		}
		v, ok := t.Next(a[0])
		switch {
		case ok:
			return v
		case a[1] != nil:
			return a[1]
		}
		panic(py.NewException(py.StopIteration))
	}},
	{Sig: "reversed(sequence, /)", Doc: "An iterator from the end.", Impl: func(t *py.Thread, a []py.Object) py.Object { return t.Reversed(a[0]) }},
	{Sig: "sorted(iterable, /, *, key=None, reverse=False)", Doc: "A new list of the elements in order.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		elems := slices.Clone(t.Elements(a[0]))
		t.Sort(elems, a[1], t.Truth(a[2]))
		return py.NewList(elems...)
	}},
	{Sig: "sum(iterable, /, start=0)", Doc: "The sum of the elements and start.", Impl: sum},
}

func anyIs(t *py.Thread, o py.Object, truth bool) bool {
	for it := t.Iter(o); ; {
		v, ok := it.Next(t)
		if !ok {
			return false
		}
		t.Tick()
		if t.Truth(v) == truth {
			return true
		}
	}
}

func iter(t *py.Thread, a []py.Object) py.Object {
	f, sentinel := a[0], a[1]
	if sentinel == nil {
		return py.IteratorObject(t.Iter(f))
	}
	if !t.IsCallable(f) {
		panic(py.Errorf(py.TypeError, "iter(v, w): v must be callable"))
	}
	done := false
	return py.NewIterator(callIterator, func(t *py.Thread) (py.Object, bool) {
		if done {
			return nil, false
		}
		v := t.Call(f)
		if done = t.Equal(v, sentinel); done {
			return nil, false
		}
		return v, true
	})
}

func extremum(name string, better ast.Operator) func(t *py.Thread, a []py.Object) py.Object {
	return func(t *py.Thread, a []py.Object) py.Object {
		elems := a[0].(*py.Tuple).Elems
		kwargs := a[1].(*py.Dict)
		var key, fallback py.Object = py.None, nil
		for _, k := range kwargs.Keys() {
			switch v := kwargs.GetString(string(k.(py.Str))); k {
			case py.Str("key"):
				key = v
			case py.Str("default"):
				fallback = v
			default:
				panic(py.Errorf(py.TypeError, "'%s' is an invalid keyword argument for %s()", k, name))
			}
		}
		switch len(elems) {
		case 0:
			panic(py.Errorf(py.TypeError, "%s expected at least 1 argument, got 0", name))
		case 1:
			elems = t.Elements(elems[0])
		default:
			if fallback != nil {
				panic(py.Errorf(py.TypeError, "Cannot specify a default for %s() with multiple positional arguments", name))
			}
		}
		var best, bestKey py.Object
		for _, v := range elems {
			k := v
			if key != py.None {
				k = t.Call(key, v)
			}
			t.Tick()
			if best == nil || t.Truth(t.Compare(better, k, bestKey)) {
				best, bestKey = v, k
			}
		}
		if best != nil {
			return best
		}
		if fallback != nil {
			return fallback
		}
		panic(py.Errorf(py.ValueError, "%s() arg is an empty sequence", name))
	}
}

func sum(t *py.Thread, a []py.Object) py.Object {
	total := a[1]
	if _, ok := total.(py.Str); ok {
		panic(py.Errorf(py.TypeError, "sum() can't sum strings [use ''.join(seq) instead]"))
	}
	for it := t.Iter(a[0]); ; {
		v, ok := it.Next(t)
		if !ok {
			return total
		}
		t.Tick()
		total = t.Binary(ast.Add, total, v)
	}
}

func init() {
	zipType.New = func(t *py.Thread, _ *py.Type, args []py.Object, keywords []py.Keyword) py.Object {
		strict := false
		for _, k := range keywords {
			if k.Name != "strict" {
				panic(py.Errorf(py.TypeError, "'%s' is an invalid keyword argument for zip()", k.Name))
			}
			strict = t.Truth(k.Value)
		}
		return zip(t, args, strict)
	}
	mapType.New = func(t *py.Thread, _ *py.Type, args []py.Object, keywords []py.Keyword) py.Object {
		if len(args) < 2 || len(keywords) > 0 {
			panic(py.Errorf(py.TypeError, "map() must have at least two arguments."))
		}
		f, iterators := args[0], iterators(t, args[1:])
		return py.NewIterator(mapType, func(t *py.Thread) (py.Object, bool) {
			values := make([]py.Object, len(iterators))
			for i, it := range iterators {
				v, ok := it.Next(t)
				if !ok {
					return nil, false
				}
				values[i] = v
			}
			return t.CallObject(f, values, nil), true
		})
	}
	filterType.New = func(t *py.Thread, _ *py.Type, args []py.Object, keywords []py.Keyword) py.Object {
		if len(args) != 2 || len(keywords) > 0 {
			panic(py.Errorf(py.TypeError, "filter expected 2 arguments, got %d", len(args)))
		}
		f, it := args[0], t.Iter(args[1])
		return py.NewIterator(filterType, func(t *py.Thread) (py.Object, bool) {
			for {
				v, ok := it.Next(t)
				if !ok {
					return nil, false
				}
				t.Tick()
				if f == py.None && t.Truth(v) || f != py.None && t.Truth(t.Call(f, v)) {
					return v, true
				}
			}
		})
	}
	enumerator := py.NewBuiltin(py.Func{Sig: "enumerate(iterable, start=0)", Impl: func(t *py.Thread, a []py.Object) py.Object {
		it, n := t.Iter(a[0]), t.Index(a[1])
		return py.NewIterator(enumerateType, func(t *py.Thread) (py.Object, bool) {
			v, ok := it.Next(t)
			if !ok {
				return nil, false
			}
			i := n
			n = t.Binary(ast.Add, n, py.Int(1))
			return py.NewTuple(i, v), true
		})
	}})
	enumerateType.New = func(t *py.Thread, _ *py.Type, args []py.Object, keywords []py.Keyword) py.Object {
		return enumerator.Call(t, args, keywords)
	}
}

func iterators(t *py.Thread, args []py.Object) []py.Iterator {
	list := make([]py.Iterator, len(args))
	for i, a := range args {
		list[i] = t.Iter(a)
	}
	return list
}

func zip(t *py.Thread, args []py.Object, strict bool) py.Object {
	its := iterators(t, args)
	return py.NewIterator(zipType, func(t *py.Thread) (py.Object, bool) {
		if len(its) == 0 {
			return nil, false
		}
		values := make([]py.Object, len(its))
		for i, it := range its {
			v, ok := it.Next(t)
			if ok {
				values[i] = v
				continue
			}
			if strict {
				checkStrict(t, its, i)
			}
			return nil, false
		}
		return py.NewTuple(values...), true
	})
}

// checkStrict fails unless all iterators end together; i ended first.
func checkStrict(t *py.Thread, its []py.Iterator, i int) {
	others := func(n int) string {
		if n == 1 {
			return " 1"
		}
		return "s 1-" + t.Repr(py.Int(n))
	}
	if i > 0 {
		panic(py.Errorf(py.ValueError, "zip() argument %d is shorter than argument%s", i+1, others(i)))
	}
	for j, it := range its[1:] {
		if _, ok := it.Next(t); ok {
			panic(py.Errorf(py.ValueError, "zip() argument %d is longer than argument%s", j+2, others(j+1)))
		}
	}
}
