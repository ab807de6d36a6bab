package stdlib

import (
	"slices"

	"fluxion/engine/lang/py"
)

func itertoolsType(name string) *py.Type {
	return &py.Type{Name: name, Module: "itertools", Final: true}
}

var chainType = itertoolsType("chain")

// iteratorFunc declares a function that returns an iterator.
func iteratorFunc(sig, doc string, make func(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool)) py.Func {
	name := sig[:slices.Index([]byte(sig), '(')]
	typ := itertoolsType(name)
	return py.Func{Sig: sig, Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
		return py.NewIterator(typ, make(t, a))
	}}
}

type nextFunc = func(t *py.Thread) (py.Object, bool)

func end(*py.Thread) (py.Object, bool) { return nil, false }

func chain(t *py.Thread, sources nextFunc) py.Object {
	var current py.Iterator
	return py.NewIterator(chainType, func(t *py.Thread) (py.Object, bool) {
		for {
			if current == nil {
				o, ok := sources(t)
				if !ok {
					return nil, false
				}
				current = t.Iter(o)
			}
			if v, ok := current.Next(t); ok {
				return v, true
			}
			t.Tick()
			current = nil
		}
	})
}

func init() {
	chainType.New = func(t *py.Thread, _ *py.Type, args []py.Object, _ []py.Keyword) py.Object {
		return chain(t, t.Iter(py.NewTuple(slices.Clone(args)...)).Next)
	}
	chainType.Define(py.ClassFunc{Sig: "from_iterable(cls, iterable, /)", Doc: "The elements of the elements of iterable.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return chain(t, t.Iter(a[1]).Next)
	}})
}

var itertoolsModule = &py.ModuleSpec{
	Name:   "itertools",
	Doc:    "Iterators made from iterators.",
	Values: map[string]py.Object{"chain": chainType},
	Funcs: []py.Func{
		iteratorFunc("accumulate(iterable, func=None, *, initial=None)", "Running sums, or results of func.", accumulate),
		iteratorFunc("batched(iterable, n)", "Tuples of n elements.", func(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
			it, n := t.Iter(a[0]), t.ToInt(a[1])
			if n < 1 {
				panic(py.Errorf(py.ValueError, "n must be at least one"))
			}
			return func(t *py.Thread) (py.Object, bool) {
				var elems []py.Object
				for len(elems) < n {
					v, ok := it.Next(t)
					if !ok {
						break
					}
					elems = append(elems, v)
				}
				return py.NewTuple(elems...), len(elems) > 0
			}
		}),
		iteratorFunc("combinations(iterable, r)", "The subsequences of length r.", func(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
			pool, r := poolOf(t, a[0]), natural(t, a[1], "r")
			n := len(pool)
			if r > n {
				return end
			}
			indices := counting(r)
			return emit(true, func() py.Object { return pick(pool, indices) }, func() bool {
				i := r - 1
				for i >= 0 && indices[i] == i+n-r {
					i--
				}
				if i < 0 {
					return false
				}
				indices[i]++
				for j := i + 1; j < r; j++ {
					indices[j] = indices[j-1] + 1
				}
				return true
			})
		}),
		iteratorFunc("combinations_with_replacement(iterable, r)", "The subsequences of length r, with repetitions.", func(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
			pool, r := poolOf(t, a[0]), natural(t, a[1], "r")
			n := len(pool)
			if n == 0 && r > 0 {
				return end
			}
			t.Reserve(float64(r) * 8)
			indices := make([]int, r)
			return emit(true, func() py.Object { return pick(pool, indices) }, func() bool {
				i := r - 1
				for i >= 0 && indices[i] == n-1 {
					i--
				}
				if i < 0 {
					return false
				}
				v := indices[i] + 1
				for j := i; j < r; j++ {
					indices[j] = v
				}
				return true
			})
		}),
		iteratorFunc("compress(data, selectors)", "The elements whose selectors are true.", func(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
			data, selectors := t.Iter(a[0]), t.Iter(a[1])
			return func(t *py.Thread) (py.Object, bool) {
				for {
					v, ok := data.Next(t)
					if !ok {
						return nil, false
					}
					s, ok := selectors.Next(t)
					if !ok {
						return nil, false
					}
					t.Tick()
					if t.Truth(s) {
						return v, true
					}
				}
			}
		}),
		{Sig: "count(start=0, step=1)", Doc: "start, start + step, …", Impl: func(t *py.Thread, a []py.Object) py.Object { return &counter{a[0], a[1]} }},
		iteratorFunc("cycle(iterable, /)", "The elements again and again.", func(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
			it := t.Iter(a[0])
			var saved []py.Object
			i := -1
			return func(t *py.Thread) (py.Object, bool) {
				t.Tick()
				if i < 0 {
					if v, ok := it.Next(t); ok {
						saved = append(saved, v)
						return v, true
					}
				}
				if len(saved) == 0 {
					return nil, false
				}
				i = (i + 1) % len(saved)
				return saved[i], true
			}
		}),
		iteratorFunc("dropwhile(predicate, iterable, /)", "The elements from the first that fails the predicate.", func(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
			f, it := a[0], t.Iter(a[1])
			dropping := true
			return func(t *py.Thread) (py.Object, bool) {
				for {
					v, ok := it.Next(t)
					if !ok {
						return nil, false
					}
					t.Tick()
					if !dropping || !t.Truth(t.Call(f, v)) {
						dropping = false
						return v, true
					}
				}
			}
		}),
		iteratorFunc("filterfalse(function, iterable, /)", "The elements that fail a test.", func(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
			f, it := a[0], t.Iter(a[1])
			return func(t *py.Thread) (py.Object, bool) {
				for {
					v, ok := it.Next(t)
					if !ok {
						return nil, false
					}
					t.Tick()
					test := v
					if f != py.None {
						test = t.Call(f, v)
					}
					if !t.Truth(test) {
						return v, true
					}
				}
			}
		}),
		iteratorFunc("groupby(iterable, key=None)", "Runs of elements with equal keys.", groupBy),
		iteratorFunc("islice(iterable, *args)", "A slice of the elements.", islice),
		iteratorFunc("pairwise(iterable, /)", "Neighbouring elements.", func(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
			it := t.Iter(a[0])
			var last py.Object
			return func(t *py.Thread) (py.Object, bool) {
				if last == nil {
					v, ok := it.Next(t)
					if !ok {
						return nil, false
					}
					last = v
				}
				v, ok := it.Next(t)
				if !ok {
					return nil, false
				}
				pair := py.NewTuple(last, v)
				last = v
				return pair, true
			}
		}),
		iteratorFunc("permutations(iterable, r=None)", "The arrangements of length r.", permutations),
		iteratorFunc("product(*iterables, repeat=1)", "The Cartesian product.", productOf),
		iteratorFunc("repeat(object, times=None)", "The object again and again.", func(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
			v, endless := a[0], a[1] == py.None
			n := 0
			if !endless {
				n = t.ToInt(a[1])
			}
			return func(t *py.Thread) (py.Object, bool) {
				t.Tick()
				if !endless && n <= 0 {
					return nil, false
				}
				n--
				return v, true
			}
		}),
		iteratorFunc("starmap(function, iterable, /)", "The results of function for tuples of arguments.", func(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
			f, it := a[0], t.Iter(a[1])
			return func(t *py.Thread) (py.Object, bool) {
				v, ok := it.Next(t)
				if !ok {
					return nil, false
				}
				return t.CallObject(f, slices.Clone(t.Elements(v)), nil), true
			}
		}),
		iteratorFunc("takewhile(predicate, iterable, /)", "The elements up to the first that fails the predicate.", func(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
			f, it := a[0], t.Iter(a[1])
			done := false
			return func(t *py.Thread) (py.Object, bool) {
				if done {
					return nil, false
				}
				v, ok := it.Next(t)
				if !ok || !t.Truth(t.Call(f, v)) {
					done = true
					return nil, false
				}
				return v, true
			}
		}),
		{Sig: "tee(iterable, n=2, /)", Doc: "Independent iterators over the same elements.", Impl: tee},
		iteratorFunc("zip_longest(*iterables, fillvalue=None)", "Tuples of elements, filled up at the end of the shorter.", zipLongest),
	},
}
