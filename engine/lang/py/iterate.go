package py

import "slices"

// Iter returns an iterator over o.
func (t *Thread) Iter(o Object) Iterator {
	class := o.Type()
	if class.python {
		if f := class.Lookup("__iter__"); f != nil && f != None {
			return t.asIterator(t.Call(t.bind(f, o, class)))
		}
	}
	switch o := scalar(o).(type) {
	case *List:
		return &listIterator{list: o}
	case *Tuple:
		return &sliceIterator{elems: o.Elems}
	case *Dict:
		return &dictIterator{dict: o, size: o.Len(), part: keysView.part}
	case *Set:
		return &setIterator{set: o, size: o.used}
	case Str:
		return &strIterator{text: string(o)}
	case Iterable:
		return o.Iter(t)
	case Iterator:
		return o
	case *Type:
		if f := o.Type().Lookup("__iter__"); f != nil {
			return t.asIterator(t.Call(t.bind(f, o, o.Type())))
		}
	}
	if _, ok := o.(Indexable); ok || class.python && class.Lookup("__getitem__") != nil {
		return &indexIterator{of: o}
	}
	panic(Errorf(TypeError, "'%s' object is not iterable", typeName(o)))
}

// asIterator wraps what __iter__ returned.
func (t *Thread) asIterator(o Object) Iterator {
	if it, ok := o.(Iterator); ok {
		return it
	}
	next := o.Type().Lookup("__next__")
	if next == nil {
		panic(Errorf(TypeError, "iter() returned non-iterator of type '%s'", typeName(o)))
	}
	return &instanceIterator{of: o, next: t.bind(next, o, o.Type())}
}

// IsIterable reports whether [Thread.Iter] accepts o.
func (t *Thread) IsIterable(o Object) bool {
	switch o := scalar(o).(type) {
	case *List, *Tuple, *Dict, *Set, Str, Iterable, Iterator, Indexable:
		return true
	case *Type:
		return o.Type().Lookup("__iter__") != nil
	}
	c := o.Type()
	if c.Lookup("__iter__") == None {
		return false
	}
	return c.Lookup("__iter__") != nil || c.Lookup("__getitem__") != nil
}

// Elements returns the elements of an iterable. The slice must not be changed.
func (t *Thread) Elements(o Object) []Object {
	switch o := o.(type) {
	case *List:
		if o.class == nil {
			return o.Elems
		}
	case *Tuple:
		if o.class == nil || o.class.Lookup("__iter__") == nil {
			return o.Elems
		}
	case *Dict:
		if o.class == nil {
			return o.Keys()
		}
	case *Set:
		return o.Keys()
	case *Range:
		t.Reserve(float64(o.Count()) * 24)
	}
	var elems []Object
	for it := t.Iter(o); ; {
		v, ok := it.Next(t)
		if !ok {
			return elems
		}
		t.Tick()
		elems = append(elems, v)
	}
}

// Next is next(o) for an iterator; ok is false at its end.
func (t *Thread) Next(o Object) (Object, bool) {
	if it, ok := o.(Iterator); ok {
		return it.Next(t)
	}
	f := t.Special(o, "__next__")
	if f == nil {
		panic(Errorf(TypeError, "'%s' object is not an iterator", typeName(o)))
	}
	return (&instanceIterator{of: o, next: f}).Next(t)
}

// length returns len(o) if it has one.
func (t *Thread) length(o Object) (int, bool) {
	if o.Type().python {
		if f := t.Special(o, "__len__"); f != nil {
			v, ok := t.Index(t.Call(f)).(Int)
			if !ok || v < 0 {
				panic(Errorf(ValueError, "__len__() should return >= 0"))
			}
			return int(v), true
		}
	}
	switch o := scalar(o).(type) {
	case Str:
		return o.length(), true
	case *List:
		return len(o.Elems), true
	case *Tuple:
		return len(o.Elems), true
	case *Dict:
		return o.Len(), true
	case *Set:
		return o.Len(), true
	case *rangeIterator:
		return 0, false
	case Sized:
		return o.Len(t), true
	case *Type:
		if f := o.Type().Lookup("__len__"); f != nil {
			return t.ToInt(t.Call(t.bind(f, o, o.Type()))), true
		}
	}
	return 0, false
}

// Len is len(o).
func (t *Thread) Len(o Object) int {
	n, ok := t.length(o)
	if !ok {
		panic(Errorf(TypeError, "object of type '%s' has no len()", typeName(o)))
	}
	return n
}

// The iterators over builtin values.
type (
	listIterator struct {
		list *List
		next int
	}
	sliceIterator struct {
		elems []Object
		next  int
	}
	setIterator struct {
		set  *Set
		size int
		next int
	}
	strIterator struct{ text string }

	// indexIterator calls x[0], x[1], … until IndexError.
	indexIterator struct {
		of   Object
		next int
	}

	// instanceIterator calls __next__ until StopIteration, whose value is
	// result.
	instanceIterator struct {
		of     Object
		next   Object
		result Object
	}
)

var (
	listIteratorType  = &Type{Name: "list_iterator", Final: true}
	tupleIteratorType = &Type{Name: "tuple_iterator", Final: true}
	setIteratorType   = &Type{Name: "set_iterator", Final: true}
	strIteratorType   = &Type{Name: "str_iterator", Final: true}
	indexIteratorType = &Type{Name: "iterator", Final: true}
)

func (*listIterator) Type() *Type        { return listIteratorType }
func (*sliceIterator) Type() *Type       { return tupleIteratorType }
func (*setIterator) Type() *Type         { return setIteratorType }
func (*strIterator) Type() *Type         { return strIteratorType }
func (*indexIterator) Type() *Type       { return indexIteratorType }
func (it *instanceIterator) Type() *Type { return it.of.Type() }

func (it *listIterator) Next(*Thread) (Object, bool) {
	if it.list == nil || it.next >= len(it.list.Elems) {
		it.list = nil
		return nil, false
	}
	it.next++
	return it.list.Elems[it.next-1], true
}

func (it *sliceIterator) Next(*Thread) (Object, bool) {
	if it.next >= len(it.elems) {
		return nil, false
	}
	it.next++
	return it.elems[it.next-1], true
}

func (it *setIterator) Next(*Thread) (Object, bool) {
	s := it.set
	if s.used != it.size {
		panic(Errorf(RuntimeError, "Set changed size during iteration"))
	}
	for it.next < len(s.table) {
		it.next++
		if key := s.table[it.next-1].key; key != nil {
			return key, true
		}
	}
	return nil, false
}

func (it *strIterator) Next(*Thread) (Object, bool) {
	if it.text == "" {
		return nil, false
	}
	n := runeLen(it.text)
	v := Str(it.text[:n])
	it.text = it.text[n:]
	return v, true
}

func (it *indexIterator) Next(t *Thread) (v Object, ok bool) {
	e := t.Try(func() { v = t.GetItem(it.of, Int(it.next)) })
	if e != nil {
		if e.IsA(IndexError) || e.IsA(StopIteration) {
			return nil, false
		}
		panic(e)
	}
	it.next++
	return v, true
}

func (it *instanceIterator) Next(t *Thread) (v Object, ok bool) {
	e := t.Try(func() { v = t.Call(it.next) })
	if e != nil {
		if e.IsA(StopIteration) {
			it.result = firstOf(e.Args)
			return nil, false
		}
		panic(e)
	}
	return v, true
}

// IteratorObject returns an iterator as a value.
func IteratorObject(it Iterator) Object {
	switch it := it.(type) {
	case *instanceIterator:
		return it.of
	case Object:
		return it
	}
	return &goIterator{it}
}

// NewIterator returns a value that iterates by calling next, under the name of a
// type.
func NewIterator(typ *Type, next func(t *Thread) (Object, bool)) Object {
	return &funcIterator{typ, next}
}

type funcIterator struct {
	typ  *Type
	next func(t *Thread) (Object, bool)
}

func (it *funcIterator) Type() *Type { return it.typ }

func (it *funcIterator) Next(t *Thread) (Object, bool) {
	t.nest() // iterators over iterators may be nested without end
	v, ok := it.next(t)
	t.unnest()
	return v, ok
}

type goIterator struct{ Iterator }

func (*goIterator) Type() *Type { return indexIteratorType }

// Reversed returns an iterator from the end of o.
func (t *Thread) Reversed(o Object) Object {
	if o.Type().python {
		if f := t.Special(o, "__reversed__"); f != nil {
			return t.Call(f)
		}
	}
	switch o := o.(type) {
	case *List:
		elems := slices.Clone(o.Elems)
		slices.Reverse(elems)
		return &sliceIterator{elems: elems}
	case *Tuple:
		elems := slices.Clone(o.Elems)
		slices.Reverse(elems)
		return &sliceIterator{elems: elems}
	case *Range:
		n := o.Count()
		return &rangeIterator{next: o.At(n - 1), step: -o.Step, left: n}
	case *Dict:
		return &dictIterator{dict: o, size: o.Len(), reverse: true, part: keysView.part}
	case *DictView:
		return &dictIterator{dict: o.dict, size: o.dict.Len(), reverse: true, part: o.kind.part}
	}
	n, sized := t.length(o)
	_, indexable := o.(Indexable)
	if _, isStr := o.(Str); !sized || !isStr && !indexable && o.Type().Lookup("__getitem__") == nil {
		panic(Errorf(TypeError, "'%s' object is not reversible", typeName(o)))
	}
	i := n
	return NewIterator(reversedType, func(t *Thread) (Object, bool) {
		if i == 0 {
			return nil, false
		}
		i--
		return t.GetItem(o, Int(i)), true
	})
}

var reversedType = &Type{Name: "reversed", Final: true}

// UnpackInto returns the n values that "a, b, … = o" assigns. If star >= 0, that
// value is the list of those left over.
func (t *Thread) UnpackInto(o Object, n, star int) []Object {
	var elems []Object
	switch o := o.(type) {
	case *Tuple:
		elems = o.Elems
	case *List:
		elems = o.Elems
	default:
		if !t.IsIterable(o) {
			panic(Errorf(TypeError, "cannot unpack non-iterable %s object", typeName(o)))
		}
		elems = t.take(o, n, star)
	}
	if star < 0 {
		if len(elems) > n {
			panic(Errorf(ValueError, "too many values to unpack (expected %d)", n))
		}
		if len(elems) < n {
			panic(Errorf(ValueError, "not enough values to unpack (expected %d, got %d)", n, len(elems)))
		}
		return elems
	}
	if len(elems) < n-1 {
		panic(Errorf(ValueError, "not enough values to unpack (expected at least %d, got %d)", n-1, len(elems)))
	}
	after := n - 1 - star
	rest := slices.Clone(elems[star : len(elems)-after])
	out := slices.Clone(elems[:star])
	out = append(out, NewList(rest...))
	return append(out, elems[len(elems)-after:]...)
}

// take returns the elements of o, but no more than n+1 unless there is a star:
// an endless iterator may be unpacked wrongly.
func (t *Thread) take(o Object, n, star int) []Object {
	if star >= 0 {
		return t.Elements(o)
	}
	var elems []Object
	it := t.Iter(o)
	for len(elems) <= n {
		v, ok := it.Next(t)
		if !ok {
			break
		}
		elems = append(elems, v)
	}
	return elems
}
