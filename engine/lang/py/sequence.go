package py

import (
	"slices"
)

// A List is a list.
type List struct {
	extension
	Elems []Object
}

// A Tuple is a tuple. Elems must not be changed.
type Tuple struct {
	extension
	Elems []Object
}

// The types of sequences.
var (
	ListType  = &Type{Name: "list"}
	TupleType = &Type{Name: "tuple"}
)

// Type returns the class.
func (l *List) Type() *Type { return l.typeOr(ListType) }

// Type returns the class.
func (u *Tuple) Type() *Type { return u.typeOr(TupleType) }

// cloned returns a copy of elems.
func (t *Thread) cloned(elems []Object) []Object {
	t.Reserve(float64(len(elems)) * 16)
	return slices.Clone(elems)
}

// Copy returns a list with the same elements and the same class.
func (l *List) Copy() *List {
	c := &List{Elems: slices.Clone(l.Elems)}
	c.class = l.class
	if l.attrs != nil {
		c.attrs = l.attrs.copy()
	}
	return c
}

// Exact reports whether the list is of no derived class.
func (l *List) Exact() bool { return l.class == nil }

// NewList returns a list that owns elems.
func NewList(elems ...Object) *List { return &List{Elems: elems} }

var emptyTuple = &Tuple{}

// NewTuple returns a tuple that owns elems.
func NewTuple(elems ...Object) *Tuple {
	if len(elems) == 0 {
		return emptyTuple
	}
	return &Tuple{Elems: elems}
}

// NewTupleOf returns a tuple of a class derived from tuple.
func NewTupleOf(class *Type, elems []Object) *Tuple {
	return &Tuple{extension{class: class}, elems}
}

// index returns the position of an element, counted from the end if negative;
// what is "list index out of range" and the like.
func (t *Thread) position(key Object, n int, what string) int {
	i, ok := key.(Int)
	if !ok {
		switch v := t.index(key).(type) {
		case Int:
			i = v
		case nil:
			panic(Errorf(TypeError, "%s indices must be integers or slices, not %s", what, typeName(key)))
		default:
			panic(Errorf(IndexError, "cannot fit 'int' into an index-sized integer"))
		}
	}
	if i < 0 {
		i += Int(n)
	}
	if i < 0 || i >= Int(n) {
		panic(Errorf(IndexError, "%s index out of range", what))
	}
	return int(i)
}

// repeated returns n copies of elems.
func (t *Thread) repeated(elems []Object, n int) []Object {
	if n <= 0 || len(elems) == 0 {
		return nil
	}
	t.Reserve(float64(n) * float64(len(elems)) * 16)
	return slices.Repeat(elems, n)
}

// picked returns the elements of a slice.
func (t *Thread) picked(elems []Object, start, step, n int) []Object {
	t.Reserve(float64(n) * 16)
	if step == 1 {
		return slices.Clone(elems[start : start+n])
	}
	out := make([]Object, n)
	for i := range out {
		out[i] = elems[start+i*step]
	}
	return out
}

func (l *List) setItem(t *Thread, key, value Object) {
	s, ok := key.(*Slice)
	if !ok {
		i := t.assignPosition(key, len(l.Elems))
		if value == nil {
			l.Elems = slices.Delete(l.Elems, i, i+1)
		} else {
			l.Elems[i] = value
		}
		return
	}
	if value == nil {
		start, step, n := s.Indices(t, len(l.Elems))
		l.deleteSlice(start, step, n)
		return
	}
	if !t.IsIterable(value) {
		panic(Errorf(TypeError, "can only assign an iterable"))
	}
	elems := t.cloned(t.Elements(value))
	start, step, n := s.Indices(t, len(l.Elems))
	if step == 1 {
		l.Elems = slices.Replace(l.Elems, start, start+n, elems...)
		return
	}
	if len(elems) != n {
		panic(Errorf(ValueError, "attempt to assign sequence of size %d to extended slice of size %d", len(elems), n))
	}
	for i, v := range elems {
		l.Elems[start+i*step] = v
	}
}

func (t *Thread) assignPosition(key Object, n int) int {
	if i, ok := t.index(key).(Int); ok && (i >= Int(n) || i < -Int(n)) {
		panic(Errorf(IndexError, "list assignment index out of range"))
	}
	return t.position(key, n, "list")
}

func (l *List) deleteSlice(start, step, n int) {
	if n == 0 {
		return
	}
	drop := make(map[int]bool, n)
	for i := range n {
		drop[start+i*step] = true
	}
	kept := l.Elems[:0:0]
	for i, v := range l.Elems {
		if !drop[i] {
			kept = append(kept, v)
		}
	}
	l.Elems = kept
}

// find returns the position of an element equal to x, or -1.
func (t *Thread) find(elems []Object, x Object, from, to int) int {
	for i := from; i < to && i < len(elems); i++ {
		if Is(elems[i], x) || t.Equal(elems[i], x) {
			return i
		}
	}
	return -1
}

// bounds returns the positions that optional start and stop arguments mean.
func (t *Thread) bounds(start, stop Object, n int) (from, to int) {
	clamp := func(o Object, missing int) int {
		if o == nil || o == None {
			return missing
		}
		i := t.ToInt(o)
		if i < 0 {
			i += n
		}
		return min(max(i, 0), n)
	}
	return clamp(start, 0), clamp(stop, n)
}

func init() {
	ListType.New = func(_ *Thread, class *Type, _ []Object, _ []Keyword) Object {
		l := &List{}
		if class != ListType {
			l.class = class
		}
		return l
	}
	ListType.Init = func(t *Thread, self Object, args []Object, keywords []Keyword) {
		noKeywords("list", keywords)
		if len(args) > 1 {
			panic(Errorf(TypeError, "list expected at most 1 argument, got %d", len(args)))
		}
		l := self.(*List)
		l.Elems = nil
		if len(args) == 1 {
			l.Elems = t.cloned(t.Elements(args[0]))
		}
	}
	TupleType.New = func(t *Thread, class *Type, args []Object, keywords []Keyword) Object {
		if class == TupleType {
			noKeywords("tuple", keywords)
		}
		var elems []Object
		switch len(args) {
		case 0:
		case 1:
			if u, ok := args[0].(*Tuple); ok && u.class == nil && class == TupleType {
				return u
			}
			elems = t.cloned(t.Elements(args[0]))
		default:
			panic(Errorf(TypeError, "tuple expected at most 1 argument, got %d", len(args)))
		}
		if class == TupleType {
			return NewTuple(elems...)
		}
		return NewTupleOf(class, elems)
	}
	self := func(a []Object) *List { return a[0].(*List) }
	ListType.Define(
		Func{Sig: "append(self, object, /)", Doc: "Adds an element at the end.", Impl: func(_ *Thread, a []Object) Object {
			l := self(a)
			l.Elems = append(l.Elems, a[1])
			return None
		}},
		Func{Sig: "clear(self, /)", Doc: "Removes all elements.", Impl: func(_ *Thread, a []Object) Object { self(a).Elems = nil; return None }},
		Func{Sig: "copy(self, /)", Doc: "A shallow copy.", Impl: func(t *Thread, a []Object) Object { return NewList(t.cloned(self(a).Elems)...) }},
		Func{Sig: "extend(self, iterable, /)", Doc: "Adds the elements of iterable at the end.", Impl: func(t *Thread, a []Object) Object {
			elems := t.Elements(a[1])
			t.Reserve(float64(len(elems)) * 16)
			self(a).Elems = append(self(a).Elems, elems...)
			return None
		}},
		Func{Sig: "insert(self, index, object, /)", Doc: "Inserts an element before index.", Impl: func(t *Thread, a []Object) Object {
			i, _ := t.bounds(a[1], nil, len(self(a).Elems))
			self(a).Elems = slices.Insert(self(a).Elems, i, a[2])
			return None
		}},
		Func{Sig: "pop(self, index=-1, /)", Doc: "Removes an element and returns it.", Impl: func(t *Thread, a []Object) Object {
			l := self(a)
			n := len(l.Elems)
			if n == 0 {
				panic(Errorf(IndexError, "pop from empty list"))
			}
			i := t.ToInt(a[1])
			if i < 0 {
				i += n
			}
			if i < 0 || i >= n {
				panic(Errorf(IndexError, "pop index out of range"))
			}
			v := l.Elems[i]
			l.Elems = slices.Delete(l.Elems, i, i+1)
			return v
		}},
		Func{Sig: "remove(self, value, /)", Doc: "Removes the first element equal to value.", Impl: func(t *Thread, a []Object) Object {
			i := t.find(self(a).Elems, a[1], 0, len(self(a).Elems))
			if i < 0 {
				panic(Errorf(ValueError, "list.remove(x): x not in list"))
			}
			self(a).Elems = slices.Delete(self(a).Elems, i, i+1)
			return None
		}},
		Func{Sig: "reverse(self, /)", Doc: "Reverses the list in place.", Impl: func(_ *Thread, a []Object) Object { slices.Reverse(self(a).Elems); return None }},
		Func{Sig: "sort(self, *, key=None, reverse=False)", Doc: "Sorts the list in place; equal elements keep their order.", Impl: func(t *Thread, a []Object) Object {
			l := self(a)
			elems := l.Elems
			l.Elems = nil
			defer func() { l.Elems = elems }()
			t.Sort(elems, a[1], t.Truth(a[2]))
			return None
		}},
		Func{Sig: "count(self, value, /)", Doc: "How many elements equal value.", Impl: func(t *Thread, a []Object) Object { return t.count(self(a).Elems, a[1]) }},
		Func{Sig: "index(self, value, start=0, stop=None, /)", Doc: "The position of the first element equal to value.", Impl: func(t *Thread, a []Object) Object {
			from, to := t.bounds(a[2], a[3], len(self(a).Elems))
			if i := t.find(self(a).Elems, a[1], from, to); i >= 0 {
				return Int(i)
			}
			panic(Errorf(ValueError, "%s is not in list", t.Repr(a[1])))
		}},
	)
	TupleType.Define(
		Func{Sig: "count(self, value, /)", Doc: "How many elements equal value.", Impl: func(t *Thread, a []Object) Object { return t.count(a[0].(*Tuple).Elems, a[1]) }},
		Func{Sig: "index(self, value, start=0, stop=None, /)", Doc: "The position of the first element equal to value.", Impl: func(t *Thread, a []Object) Object {
			elems := a[0].(*Tuple).Elems
			from, to := t.bounds(a[2], a[3], len(elems))
			if i := t.find(elems, a[1], from, to); i >= 0 {
				return Int(i)
			}
			panic(Errorf(ValueError, "tuple.index(x): x not in tuple"))
		}},
	)
}

func (t *Thread) count(elems []Object, x Object) Object {
	n := 0
	for _, v := range elems {
		if Is(v, x) || t.Equal(v, x) {
			n++
		}
	}
	return Int(n)
}

func noKeywords(name string, keywords []Keyword) {
	if len(keywords) > 0 {
		panic(Errorf(TypeError, "%s() takes no keyword arguments", name))
	}
}

// Sort sorts elems in place, stably, by key (None: by themselves).
func (t *Thread) Sort(elems []Object, key Object, reverse bool) {
	type pair struct{ key, value Object }
	pairs := make([]pair, len(elems))
	for i, v := range elems {
		k := v
		if key != None {
			k = t.Call(key, v)
		}
		pairs[i] = pair{k, v}
	}
	compare := func(a, b pair) int {
		t.Tick()
		if t.less(a.key, b.key) {
			return -1
		}
		if t.less(b.key, a.key) {
			return 1
		}
		return 0
	}
	if reverse {
		slices.Reverse(pairs)
	}
	slices.SortStableFunc(pairs, compare)
	if reverse {
		slices.Reverse(pairs)
	}
	for i, p := range pairs {
		elems[i] = p.value
	}
}

func (t *Thread) less(a, b Object) bool {
	switch a := a.(type) {
	case Int:
		if b, ok := b.(Int); ok {
			return a < b
		}
	case Float:
		if b, ok := b.(Float); ok {
			return a < b
		}
	case Str:
		if b, ok := b.(Str); ok {
			return a < b
		}
	}
	return t.Truth(t.Compare(opLt, a, b))
}
