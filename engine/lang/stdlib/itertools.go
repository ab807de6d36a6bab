package stdlib

import (
	"slices"

	"fluxion/engine/lang/ast"
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

// emit yields prepared tuples, which step computes: false at the end.
func emit(first bool, current func() py.Object, step func() bool) nextFunc {
	started, alive := false, first
	return func(t *py.Thread) (py.Object, bool) {
		if started && alive {
			alive = step()
		}
		started = true
		if !alive {
			return nil, false
		}
		t.Tick()
		return current(), true
	}
}

// pick returns the elements at some positions as a tuple.
func pick(pool []py.Object, indices []int) py.Object {
	elems := make([]py.Object, len(indices))
	for i, j := range indices {
		elems[i] = pool[j]
	}
	return py.NewTuple(elems...)
}

func poolOf(t *py.Thread, o py.Object) []py.Object { return slices.Clone(t.Elements(o)) }

func counting(n int) []int {
	indices := make([]int, n)
	for i := range indices {
		indices[i] = i
	}
	return indices
}

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

// A counter is itertools.count.
type counter struct{ next, step py.Object }

var countType = itertoolsType("count")

func (*counter) Type() *py.Type { return countType }

func (c *counter) Next(t *py.Thread) (py.Object, bool) {
	t.Tick()
	v := c.next
	c.next = t.Binary(ast.Add, v, c.step)
	return v, true
}

func (c *counter) Repr(t *py.Thread) string {
	if c.step == py.Int(1) {
		return "count(" + t.Repr(c.next) + ")"
	}
	return "count(" + t.Repr(c.next) + ", " + t.Repr(c.step) + ")"
}

func accumulate(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
	it, f, total := t.Iter(a[0]), a[1], a[2]
	started := false
	return func(t *py.Thread) (py.Object, bool) {
		if !started {
			started = true
			if total != py.None {
				return total, true
			}
			v, ok := it.Next(t)
			total = v
			return v, ok
		}
		v, ok := it.Next(t)
		if !ok {
			return nil, false
		}
		if f == py.None {
			total = t.Binary(ast.Add, total, v)
		} else {
			total = t.Call(f, total, v)
		}
		return total, true
	}
}

func groupBy(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
	it, key := t.Iter(a[0]), a[1]
	var value, valueKey py.Object
	advance := func(t *py.Thread) bool {
		v, ok := it.Next(t)
		if !ok {
			value, valueKey = nil, nil
			return false
		}
		t.Tick()
		value, valueKey = v, v
		if key != py.None {
			valueKey = t.Call(key, v)
		}
		return true
	}
	var current py.Object // the key of the group being read
	started := false
	return func(t *py.Thread) (py.Object, bool) {
		if !started {
			started = true
			advance(t)
		} else {
			for value != nil && current != nil && t.Equal(valueKey, current) {
				advance(t)
			}
		}
		if value == nil {
			return nil, false
		}
		current = valueKey
		own := current
		group := py.NewIterator(itertoolsType("_grouper"), func(t *py.Thread) (py.Object, bool) {
			if value == nil || current != own || !t.Equal(valueKey, own) {
				return nil, false
			}
			v := value
			advance(t)
			return v, true
		})
		return py.NewTuple(current, group), true
	}
}

func islice(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
	it, args := t.Iter(a[0]), a[1].(*py.Tuple).Elems
	part := func(i, missing int) int {
		if i >= len(args) || args[i] == py.None {
			return missing
		}
		n, ok := py.AsInt(args[i])
		if v, small := n.(py.Int); ok && small && v >= 0 {
			return int(v)
		}
		panic(py.Errorf(py.ValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."))
	}
	const far = 1 << 62
	start, stop, step := 0, far, 1
	switch len(args) {
	case 1:
		stop = part(0, far)
	case 2, 3:
		start, stop, step = part(0, 0), part(1, far), part(2, 1)
	default:
		panic(py.Errorf(py.TypeError, "islice expected at least 2 arguments, got %d", len(args)+1))
	}
	if step == 0 {
		panic(py.Errorf(py.ValueError, "Step for islice() must be a positive integer or None."))
	}
	at, next := 0, start
	return func(t *py.Thread) (py.Object, bool) {
		if next >= stop {
			for ; at < stop && stop < far; at++ {
				if _, ok := it.Next(t); !ok {
					break
				}
			}
			return nil, false
		}
		for {
			t.Tick()
			v, ok := it.Next(t)
			if !ok {
				stop = 0
				return nil, false
			}
			if at++; at > next {
				next += step
				return v, true
			}
		}
	}
}

func permutations(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
	pool := poolOf(t, a[0])
	n := len(pool)
	r := n
	if a[1] != py.None {
		r = natural(t, a[1], "r")
	}
	if r > n {
		return end
	}
	indices := counting(n)
	cycles := make([]int, r)
	for i := range cycles {
		cycles[i] = n - i
	}
	return emit(true, func() py.Object { return pick(pool, indices[:r]) }, func() bool {
		for i := r - 1; i >= 0; i-- {
			if cycles[i]--; cycles[i] > 0 {
				j := n - cycles[i]
				indices[i], indices[j] = indices[j], indices[i]
				return true
			}
			first := indices[i]
			copy(indices[i:], indices[i+1:])
			indices[n-1] = first
			cycles[i] = n - i
		}
		return false
	})
}

func productOf(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
	var pools [][]py.Object
	repeat := natural(t, a[1], "repeat")
	t.Reserve(float64(repeat) * 64)
	for range repeat {
		for _, o := range a[0].(*py.Tuple).Elems {
			pools = append(pools, poolOf(t, o))
		}
	}
	indices := make([]int, len(pools))
	nonempty := !slices.ContainsFunc(pools, func(p []py.Object) bool { return len(p) == 0 })
	return emit(nonempty, func() py.Object {
		elems := make([]py.Object, len(pools))
		for i, j := range indices {
			elems[i] = pools[i][j]
		}
		return py.NewTuple(elems...)
	}, func() bool {
		for i := len(indices) - 1; i >= 0; i-- {
			if indices[i]++; indices[i] < len(pools[i]) {
				return true
			}
			indices[i] = 0
		}
		return false
	})
}

func tee(t *py.Thread, a []py.Object) py.Object {
	it := t.Iter(a[0])
	n := natural(t, a[1], "n")
	t.Reserve(float64(n) * 64)
	queues := make([][]py.Object, n)
	out := make([]py.Object, n)
	typ := itertoolsType("_tee")
	for i := range out {
		out[i] = py.NewIterator(typ, func(t *py.Thread) (py.Object, bool) {
			if len(queues[i]) == 0 {
				v, ok := it.Next(t)
				if !ok {
					return nil, false
				}
				for j := range queues {
					queues[j] = append(queues[j], v)
				}
			}
			v := queues[i][0]
			queues[i] = queues[i][1:]
			return v, true
		})
	}
	return py.NewTuple(out...)
}

func zipLongest(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
	its, fill := iterators(t, a[0].(*py.Tuple).Elems), a[1]
	alive := len(its)
	return func(t *py.Thread) (py.Object, bool) {
		values := make([]py.Object, len(its))
		for i, it := range its {
			values[i] = fill
			if it == nil {
				continue
			}
			if v, ok := it.Next(t); ok {
				values[i] = v
			} else {
				its[i] = nil
				alive--
			}
		}
		if alive <= 0 {
			return nil, false
		}
		return py.NewTuple(values...), true
	}
}
