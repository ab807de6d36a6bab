package py

import "slices"

// A Dict is a hash table that keeps the order of insertion.
type Dict struct {
	extension
	entries []entry // in order; those with a nil key were deleted
	index   []int32 // hash table of positions in entries + 1; nil while small
	used    int
}

type entry struct {
	hash       uint64
	key, value Object
}

// DictType is the type of dicts.
var DictType = &Type{Name: "dict"}

// Type returns the class.
func (d *Dict) Type() *Type { return d.typeOr(DictType) }

// NewDict returns an empty dict.
func NewDict() *Dict { return &Dict{} }

// linear is the number of entries up to which a dict is searched in order.
const linear = 8

// Len returns the number of entries.
func (d *Dict) Len() int { return d.used }

// find returns the position of a key, or -1.
func (d *Dict) find(t *Thread, key Object, hash uint64) int {
	if s, ok := key.(Str); ok {
		return d.findStr(string(s), hash)
	}
	if d.index == nil {
		for i := 0; i < len(d.entries); i++ {
			if e := &d.entries[i]; e.hash == hash && e.key != nil && t.same(e.key, key) {
				return i
			}
		}
		return -1
	}
	mask := uint64(len(d.index) - 1)
	for i := spread(hash) & mask; ; i = (i + 1) & mask {
		p := d.index[i]
		if p == 0 {
			return -1
		}
		if int(p) > len(d.entries) {
			return -1 // the comparison below has changed the dict
		}
		if e := &d.entries[p-1]; e.hash == hash && e.key != nil && t.same(e.key, key) {
			return int(p - 1)
		}
	}
}

func (d *Dict) findStr(key string, hash uint64) int {
	if d.index == nil {
		for i := range d.entries {
			if e := &d.entries[i]; e.hash == hash {
				if isStr(e.key, key) {
					return i
				}
			}
		}
		return -1
	}
	mask := uint64(len(d.index) - 1)
	for i := spread(hash) & mask; ; i = (i + 1) & mask {
		p := d.index[i]
		if p == 0 {
			return -1
		}
		if e := &d.entries[p-1]; e.hash == hash {
			if isStr(e.key, key) {
				return int(p - 1)
			}
		}
	}
}

// isStr reports whether a key, which may have been deleted, is a string.
func isStr(key Object, s string) bool {
	if k, ok := key.(Str); ok {
		return string(k) == s
	}
	if i, ok := key.(*Instance); ok {
		k, ok := i.Value.(Str)
		return ok && string(k) == s
	}
	return false
}

// spread makes all bits of a hash count for the lower ones.
func spread(hash uint64) uint64 { return (hash * 0x9E3779B97F4A7C15) >> 20 }

// same reports whether two keys of equal hash are the same key.
func (t *Thread) same(a, b Object) bool {
	switch a := a.(type) {
	case Str:
		b, ok := b.(Str)
		return ok && a == b
	case Int:
		if b, ok := b.(Int); ok {
			return a == b
		}
	}
	return Is(a, b) || t.Equal(a, b)
}

// Get returns the value of a key, or nil.
func (d *Dict) Get(t *Thread, key Object) Object {
	if i := d.find(t, key, t.Hash(key)); i >= 0 {
		return d.entries[i].value
	}
	return nil
}

// Set assigns the value of a key.
func (d *Dict) Set(t *Thread, key, value Object) { d.set(t, key, t.Hash(key), value) }

func (d *Dict) set(t *Thread, key Object, hash uint64, value Object) {
	if i := d.find(t, key, hash); i >= 0 {
		d.entries[i].value = value
		return
	}
	d.insert(key, hash, value)
}

func (d *Dict) insert(key Object, hash uint64, value Object) {
	if d.entries == nil {
		d.entries = make([]entry, 0, 4)
	}
	d.entries = append(d.entries, entry{hash, key, value})
	d.used++
	switch {
	case d.index == nil:
		if len(d.entries) > linear {
			d.rebuild()
		}
	case len(d.entries)*3 > len(d.index)*2:
		d.rebuild()
	default:
		d.place(hash, len(d.entries))
	}
}

func (d *Dict) place(hash uint64, position int) {
	mask := uint64(len(d.index) - 1)
	i := spread(hash) & mask
	for d.index[i] != 0 {
		i = (i + 1) & mask
	}
	d.index[i] = int32(position)
}

// rebuild drops deleted entries and makes a table for at least twice the rest.
func (d *Dict) rebuild() {
	if d.used < len(d.entries) {
		d.entries = slices.DeleteFunc(d.entries, func(e entry) bool { return e.key == nil })
	}
	size := 32
	for size < 3*len(d.entries) {
		size *= 2
	}
	d.index = make([]int32, size)
	for i, e := range d.entries {
		d.place(e.hash, i+1)
	}
}

// Delete removes a key and returns its value, or nil if it is absent.
func (d *Dict) Delete(t *Thread, key Object) Object {
	return d.remove(d.find(t, key, t.Hash(key)))
}

func (d *Dict) remove(i int) Object {
	if i < 0 {
		return nil
	}
	value := d.entries[i].value
	d.entries[i].key, d.entries[i].value = nil, nil
	d.used--
	switch {
	case d.used == 0:
		d.Clear()
	case i == len(d.entries)-1 && d.index == nil:
		d.entries = d.entries[:i]
	case d.index == nil:
		d.entries = slices.Delete(d.entries, i, i+1)
	case len(d.entries) > 32 && d.used < len(d.entries)/4:
		d.rebuild()
	}
	return value
}

// Clear removes all entries.
func (d *Dict) Clear() { d.entries, d.index, d.used = nil, nil, 0 }

func (d *Dict) getStr(key string) Object {
	if i := d.findStr(key, hashString(key)); i >= 0 {
		return d.entries[i].value
	}
	return nil
}

func (d *Dict) setStr(key string, value Object) {
	hash := hashString(key)
	if i := d.findStr(key, hash); i >= 0 {
		d.entries[i].value = value
		return
	}
	d.insert(Str(key), hash, value)
}

func (d *Dict) deleteStr(key string) bool {
	return d.remove(d.findStr(key, hashString(key))) != nil
}

// GetString returns the value of a string key, or nil.
func (d *Dict) GetString(key string) Object { return d.getStr(key) }

// SetString assigns the value of a string key.
func (d *Dict) SetString(key string, value Object) { d.setStr(key, value) }

// DeleteString removes a string key and reports whether it was there.
func (d *Dict) DeleteString(key string) bool { return d.deleteStr(key) }

// items returns the entries in order.
func (d *Dict) items() []entry {
	if d.used == len(d.entries) {
		return d.entries
	}
	list := make([]entry, 0, d.used)
	for _, e := range d.entries {
		if e.key != nil {
			list = append(list, e)
		}
	}
	return list
}

// Keys returns the keys in order.
func (d *Dict) Keys() []Object {
	keys := make([]Object, 0, d.used)
	for _, e := range d.entries {
		if e.key != nil {
			keys = append(keys, e.key)
		}
	}
	return keys
}

// Values returns the values in order.
func (d *Dict) Values() []Object {
	values := make([]Object, 0, d.used)
	for _, e := range d.entries {
		if e.key != nil {
			values = append(values, e.value)
		}
	}
	return values
}

func (d *Dict) copy() *Dict {
	c := &Dict{used: d.used}
	c.entries = slices.Clone(d.items())
	if len(c.entries) > linear {
		c.rebuild()
	}
	return c
}

// Copy returns a dict with the same entries and the same class.
func (d *Dict) Copy() *Dict {
	c := d.copy()
	c.class = d.class
	if d.attrs != nil {
		c.attrs = d.attrs.copy()
	}
	return c
}

// Update copies the entries of a mapping, or the pairs of an iterable.
func (d *Dict) Update(t *Thread, o Object) {
	if t.IsMapping(o) {
		if other, ok := o.(*Dict); ok {
			t.Reserve(float64(other.Len()) * 48)
		}
		for _, e := range slices.Clone(t.mappingItems(o)) {
			d.set(t, e.key, e.hash, e.value)
		}
		return
	}
	for i, pair := range t.Elements(o) {
		if !t.IsIterable(pair) {
			panic(Errorf(TypeError, "cannot convert dictionary update sequence element #%d to a sequence", i))
		}
		kv := t.Elements(pair)
		if len(kv) != 2 {
			panic(Errorf(ValueError, "dictionary update sequence element #%d has length %d; 2 is required", i, len(kv)))
		}
		d.Set(t, kv[0], kv[1])
	}
}

// IsMapping reports whether o has keys and items.
func (t *Thread) IsMapping(o Object) bool {
	if _, ok := o.(*Dict); ok {
		return true
	}
	_, ok := t.LookupAttr(o, "keys")
	return ok
}

func (t *Thread) mappingItems(o Object) []entry {
	if d, ok := o.(*Dict); ok && (d.class == nil || !d.class.python || d.class.Lookup("keys") == DictType.Lookup("keys")) {
		return d.items()
	}
	var list []entry
	for _, k := range t.Elements(t.CallMethod(o, "keys")) {
		list = append(list, entry{t.Hash(k), k, t.GetItem(o, k)})
	}
	return list
}

// item is d[key].
func (d *Dict) item(t *Thread, key Object) Object {
	if v := d.Get(t, key); v != nil {
		return v
	}
	if d.class != nil && d.class.python {
		if f := d.class.Lookup("__missing__"); f != nil {
			return t.Call(f, d, key)
		}
	}
	panic(NewException(KeyError, key))
}

func init() {
	DictType.New = func(_ *Thread, class *Type, _ []Object, _ []Keyword) Object {
		d := NewDict()
		if class != DictType {
			d.class = class
		}
		return d
	}
	DictType.Init = func(t *Thread, self Object, args []Object, keywords []Keyword) {
		d := self.(*Dict)
		if len(args) > 1 {
			panic(Errorf(TypeError, "dict expected at most 1 argument, got %d", len(args)))
		}
		if len(args) == 1 {
			d.Update(t, args[0])
		}
		for _, k := range keywords {
			d.setStr(k.Name, k.Value)
		}
	}
	self := func(a []Object) *Dict { return a[0].(*Dict) }
	DictType.Define(
		Func{Sig: "clear(self, /)", Doc: "Removes all entries.", Impl: func(_ *Thread, a []Object) Object { self(a).Clear(); return None }},
		Func{Sig: "copy(self, /)", Doc: "A shallow copy.", Impl: func(t *Thread, a []Object) Object {
			t.Reserve(float64(self(a).Len()) * 48)
			return self(a).copy()
		}},
		Func{Sig: "get(self, key, default=None, /)", Doc: "The value of key, or default.", Impl: func(t *Thread, a []Object) Object {
			if v := self(a).Get(t, a[1]); v != nil {
				return v
			}
			return a[2]
		}},
		Func{Sig: "items(self, /)", Doc: "The pairs of keys and values.", Impl: func(_ *Thread, a []Object) Object { return &DictView{self(a), itemsView} }},
		Func{Sig: "keys(self, /)", Doc: "The keys.", Impl: func(_ *Thread, a []Object) Object { return &DictView{self(a), keysView} }},
		Func{Sig: "values(self, /)", Doc: "The values.", Impl: func(_ *Thread, a []Object) Object { return &DictView{self(a), valuesView} }},
		Func{Sig: "pop(self, key, default?, /)", Doc: "Removes key and returns its value.", Impl: func(t *Thread, a []Object) Object {
			if v := self(a).Delete(t, a[1]); v != nil {
				return v
			}
			if a[2] == nil {
				panic(NewException(KeyError, a[1]))
			}
			return a[2]
		}},
		Func{Sig: "popitem(self, /)", Doc: "Removes the last entry and returns it.", Impl: func(_ *Thread, a []Object) Object {
			d := self(a)
			items := d.items()
			if len(items) == 0 {
				panic(NewException(KeyError, Str("popitem(): dictionary is empty")))
			}
			last := items[len(items)-1]
			d.remove(slices.IndexFunc(d.entries, func(e entry) bool { return e.key != nil && Is(e.key, last.key) }))
			return NewTuple(last.key, last.value)
		}},
		Func{Sig: "setdefault(self, key, default=None, /)", Doc: "The value of key, which is set to default if absent.", Impl: func(t *Thread, a []Object) Object {
			hash := t.Hash(a[1])
			if i := self(a).find(t, a[1], hash); i >= 0 {
				return self(a).entries[i].value
			}
			self(a).set(t, a[1], hash, a[2])
			return a[2]
		}},
		Func{Sig: "update(self, *args, **kwargs)", Doc: "Adds the entries of a mapping.", Impl: func(t *Thread, a []Object) Object {
			DictType.Init(t, a[0], a[1].(*Tuple).Elems, a[2].(*Dict).keywords())
			return None
		}},
		ClassFunc{Sig: "fromkeys(cls, iterable, value=None, /)", Doc: "A dict with the keys of iterable.", Impl: func(t *Thread, a []Object) Object {
			o := t.Call(a[0])
			for _, k := range t.Elements(a[1]) {
				t.SetItem(o, k, a[2])
			}
			return o
		}},
	)
}
