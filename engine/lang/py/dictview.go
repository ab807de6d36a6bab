package py

// A DictView is dict.keys(), dict.values() or dict.items().
type DictView struct {
	dict *Dict
	kind *viewKind
}

// A viewKind says what of an entry a view shows.
type viewKind struct {
	typ  *Type
	part func(e *entry) Object
}

var (
	keysView   = &viewKind{&Type{Name: "dict_keys", Final: true}, func(e *entry) Object { return e.key }}
	valuesView = &viewKind{&Type{Name: "dict_values", Final: true}, func(e *entry) Object { return e.value }}
	itemsView  = &viewKind{&Type{Name: "dict_items", Final: true}, func(e *entry) Object { return NewTuple(e.key, e.value) }}
)

// Type returns the type of the kind of view.
func (v *DictView) Type() *Type { return v.kind.typ }

// Len implements [Sized].
func (v *DictView) Len(*Thread) int { return v.dict.Len() }

// Iter implements [Iterable].
func (v *DictView) Iter(*Thread) Iterator {
	return &dictIterator{dict: v.dict, size: v.dict.Len(), part: v.kind.part}
}

// Contains implements [Container].
func (v *DictView) Contains(t *Thread, x Object) bool {
	switch v.kind {
	case keysView:
		return v.dict.Get(t, x) != nil
	case itemsView:
		pair, ok := x.(*Tuple)
		if !ok || len(pair.Elems) != 2 {
			return false
		}
		value := v.dict.Get(t, pair.Elems[0])
		return value != nil && t.Equal(value, pair.Elems[1])
	}
	for _, value := range v.dict.Values() {
		if Is(value, x) || t.Equal(value, x) {
			return true
		}
	}
	return false
}

// Repr implements [Representer].
func (v *DictView) Repr(t *Thread) string {
	return v.kind.typ.Name + "(" + t.Repr(NewList(t.Elements(v)...)) + ")"
}

func init() {
	for _, k := range []*viewKind{keysView, valuesView, itemsView} {
		k.typ.Define(Property{Name: "mapping", Get: func(_ *Thread, o Object) Object { return o.(*DictView).dict }})
	}
}

// A dictIterator iterates over a dict.
type dictIterator struct {
	dict    *Dict
	size    int
	next    int
	reverse bool
	part    func(e *entry) Object
}

var dictIteratorType = &Type{Name: "dict_keyiterator", Final: true}

func (*dictIterator) Type() *Type { return dictIteratorType }

func (it *dictIterator) Next(*Thread) (Object, bool) {
	d := it.dict
	if d == nil {
		return nil, false
	}
	if d.used != it.size {
		it.dict = nil
		panic(Errorf(RuntimeError, "dictionary changed size during iteration"))
	}
	for it.next < len(d.entries) {
		i := it.next
		if it.reverse {
			i = len(d.entries) - 1 - i
		}
		e := &d.entries[i]
		it.next++
		if e.key != nil {
			return it.part(e), true
		}
	}
	it.dict = nil
	return nil, false
}
