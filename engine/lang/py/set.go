package py

// A Set is a set or frozenset. Its table grows and is searched as CPython's is,
// because programs print sets in the order of the table.
type Set struct {
	extension
	frozen bool
	table  []setEntry // the length is a power of two
	fill   int        // entries in use or deleted
	used   int
}

type setEntry struct {
	hash    uint64
	key     Object
	deleted bool
}

// The types of sets.
var (
	SetType       = &Type{Name: "set"}
	FrozenSetType = &Type{Name: "frozenset"}
)

// Type returns the class.
func (s *Set) Type() *Type {
	if s.frozen {
		return s.typeOr(FrozenSetType)
	}
	return s.typeOr(SetType)
}

const (
	setMinimum   = 8
	setProbes    = 9 // neighbours that are searched before jumping
	perturbShift = 5
)

// NewSet returns an empty set.
func NewSet() *Set { return &Set{table: make([]setEntry, setMinimum)} }

// NewFrozenSet returns an empty frozenset.
func NewFrozenSet() *Set { return &Set{frozen: true, table: make([]setEntry, setMinimum)} }

// Len returns the number of elements.
func (s *Set) Len() int { return s.used }

// find returns the entry of a key, or the unused one where it belongs.
func (s *Set) find(t *Thread, key Object, hash uint64) *setEntry {
	mask := uint64(len(s.table) - 1)
	perturb := hash
	for i := hash & mask; ; {
		probes := uint64(0)
		if i+setProbes <= mask {
			probes = setProbes
		}
		for j := i; j <= i+probes; j++ {
			e := &s.table[j]
			if e.key == nil && !e.deleted {
				return e
			}
			if e.hash == hash && e.key != nil && t.same(e.key, key) {
				return e
			}
		}
		perturb >>= perturbShift
		i = (i*5 + 1 + perturb) & mask
	}
}

// Has reports whether key is an element.
func (s *Set) Has(t *Thread, key Object) bool { return s.find(t, key, t.Hash(key)).key != nil }

// Add adds an element.
func (s *Set) Add(t *Thread, key Object) { s.add(t, key, t.Hash(key)) }

func (s *Set) add(t *Thread, key Object, hash uint64) {
	e := s.find(t, key, hash)
	if e.key != nil {
		return
	}
	*e = setEntry{hash: hash, key: key}
	s.fill++
	s.used++
	if s.fill*5 >= (len(s.table)-1)*3 {
		if s.used > 50000 {
			s.resize(s.used * 2)
		} else {
			s.resize(s.used * 4)
		}
	}
}

// resize makes the table larger than a size.
func (s *Set) resize(size int) {
	n := setMinimum
	for n <= size {
		n *= 2
	}
	old := s.table
	s.table = make([]setEntry, n)
	s.fill = s.used
	for _, e := range old {
		if e.key != nil {
			s.insertNew(e)
		}
	}
}

// insertNew adds an entry that is not in the table.
func (s *Set) insertNew(e setEntry) {
	mask := uint64(len(s.table) - 1)
	perturb := e.hash
	for i := e.hash & mask; ; {
		probes := uint64(0)
		if i+setProbes <= mask {
			probes = setProbes
		}
		for j := i; j <= i+probes; j++ {
			if s.table[j].key == nil {
				s.table[j] = e
				return
			}
		}
		perturb >>= perturbShift
		i = (i*5 + 1 + perturb) & mask
	}
}

// Remove removes an element and reports whether it was there.
func (s *Set) Remove(t *Thread, key Object) bool {
	e := s.find(t, key, t.Hash(key))
	if e.key == nil {
		return false
	}
	*e = setEntry{deleted: true}
	s.used--
	return true
}

// Keys returns the elements in the order of the table.
func (s *Set) Keys() []Object {
	keys := make([]Object, 0, s.used)
	for _, e := range s.table {
		if e.key != nil {
			keys = append(keys, e.key)
		}
	}
	return keys
}

func (s *Set) clear() { s.table, s.fill, s.used = make([]setEntry, setMinimum), 0, 0 }

// merge adds the elements of another set.
func (s *Set) merge(t *Thread, other *Set) {
	t.Reserve(float64(other.used) * 64)
	if (s.fill+other.used)*5 >= (len(s.table)-1)*3 {
		s.resize((s.used + other.used) * 2)
	}
	if s.fill == 0 && len(s.table) == len(other.table) && other.fill == other.used {
		copy(s.table, other.table)
		s.fill, s.used = other.fill, other.used
		return
	}
	for _, e := range other.table {
		if e.key != nil {
			s.add(t, e.key, e.hash)
		}
	}
}

// update adds the elements of an iterable.
func (s *Set) update(t *Thread, o Object) {
	if other, ok := o.(*Set); ok {
		s.merge(t, other)
		return
	}
	if d, ok := o.(*Dict); ok {
		for _, e := range d.items() {
			s.add(t, e.key, e.hash)
		}
		return
	}
	for it := t.Iter(o); ; {
		key, ok := it.Next(t)
		if !ok {
			return
		}
		t.Tick()
		s.Add(t, key)
	}
}

// Refill returns a set with the same elements, inserted in the order of the
// table: what CPython's compiler makes of a display of constants.
func (s *Set) Refill(t *Thread) *Set {
	again := NewSet()
	for _, e := range s.table {
		if e.key != nil {
			again.add(t, e.key, e.hash)
		}
	}
	return again.copy(t)
}

// like returns an empty set of the same kind.
func (s *Set) like() *Set { return &Set{frozen: s.frozen, table: make([]setEntry, setMinimum)} }

func (s *Set) copy(t *Thread) *Set {
	c := s.like()
	c.merge(t, s)
	return c
}

func (t *Thread) toSet(o Object) *Set {
	if s, ok := o.(*Set); ok {
		return s
	}
	s := NewSet()
	s.update(t, o)
	return s
}

func (s *Set) intersection(t *Thread, o Object) *Set {
	result := s.like()
	if other, ok := o.(*Set); ok {
		small, large := other, s
		if other.used > s.used {
			small, large = s, other
		}
		for _, e := range small.table {
			if e.key != nil && large.find(t, e.key, e.hash).key != nil {
				result.add(t, e.key, e.hash)
			}
		}
		return result
	}
	for _, key := range t.Elements(o) {
		if hash := t.Hash(key); s.find(t, key, hash).key != nil {
			result.add(t, key, hash)
		}
	}
	return result
}

func (s *Set) difference(t *Thread, other *Set) *Set {
	result := s.like()
	for _, e := range s.table {
		if e.key != nil && other.find(t, e.key, e.hash).key == nil {
			result.add(t, e.key, e.hash)
		}
	}
	return result
}

func (s *Set) symmetricDifference(t *Thread, other *Set) *Set {
	result := other.copy(t)
	result.frozen = s.frozen
	result.toggle(t, s)
	return result
}

// toggle removes the elements of another set that are in s, and adds those that
// are not.
func (s *Set) toggle(t *Thread, other *Set) {
	for _, e := range other.table {
		if e.key == nil {
			continue
		}
		if found := s.find(t, e.key, e.hash); found.key != nil {
			*found = setEntry{deleted: true}
			s.used--
		} else {
			s.add(t, e.key, e.hash)
		}
	}
}

// subtract removes the elements of another set.
func (s *Set) subtract(t *Thread, other *Set) {
	if s == other {
		s.clear()
		return
	}
	for _, e := range other.table {
		if e.key != nil {
			if found := s.find(t, e.key, e.hash); found.key != nil {
				*found = setEntry{deleted: true}
				s.used--
			}
		}
	}
}

func (s *Set) isSubset(t *Thread, other *Set) bool {
	if s.used > other.used {
		return false
	}
	for _, e := range s.table {
		if e.key != nil && other.find(t, e.key, e.hash).key == nil {
			return false
		}
	}
	return true
}

// replace gives s the elements of another set.
func (s *Set) replace(other *Set) { s.table, s.fill, s.used = other.table, other.fill, other.used }

func init() {
	makeSet := func(frozen bool) func(*Thread, *Type, []Object, []Keyword) Object {
		return func(t *Thread, class *Type, args []Object, keywords []Keyword) Object {
			s := &Set{frozen: frozen, table: make([]setEntry, setMinimum)}
			if class != SetType && class != FrozenSetType {
				s.class = class
			}
			if frozen && len(args) == 1 {
				s.update(t, args[0])
			}
			return s
		}
	}
	SetType.New, FrozenSetType.New = makeSet(false), makeSet(true)
	SetType.Init = func(t *Thread, self Object, args []Object, keywords []Keyword) {
		if len(args) > 1 {
			panic(Errorf(TypeError, "set expected at most 1 argument, got %d", len(args)))
		}
		if len(args) == 1 {
			self.(*Set).clear()
			self.(*Set).update(t, args[0])
		}
	}
	self := func(a []Object) *Set { return a[0].(*Set) }
	others := func(a []Object) []Object { return a[1].(*Tuple).Elems }
	common := []Member{
		Func{Sig: "copy(self, /)", Doc: "A copy.", Impl: func(t *Thread, a []Object) Object { return self(a).copy(t) }},
		Func{Sig: "union(self, *others)", Doc: "The elements of all sets.", Impl: func(t *Thread, a []Object) Object {
			s := self(a).copy(t)
			for _, o := range others(a) {
				s.update(t, o)
			}
			return s
		}},
		Func{Sig: "intersection(self, *others)", Doc: "The elements common to all sets.", Impl: func(t *Thread, a []Object) Object {
			s := self(a).copy(t)
			for _, o := range others(a) {
				s = s.intersection(t, o)
			}
			return s
		}},
		Func{Sig: "difference(self, *others)", Doc: "The elements that are in no other set.", Impl: func(t *Thread, a []Object) Object {
			s := self(a).copy(t)
			for _, o := range others(a) {
				s = s.difference(t, t.toSet(o))
			}
			return s
		}},
		Func{Sig: "symmetric_difference(self, other, /)", Doc: "The elements that are in one set only.", Impl: func(t *Thread, a []Object) Object {
			return self(a).symmetricDifference(t, t.toSet(a[1]))
		}},
		Func{Sig: "isdisjoint(self, other, /)", Doc: "Whether no element is common.", Impl: func(t *Thread, a []Object) Object {
			return Bool(self(a).intersection(t, a[1]).used == 0)
		}},
		Func{Sig: "issubset(self, other, /)", Doc: "Whether the other set has all elements.", Impl: func(t *Thread, a []Object) Object {
			return Bool(self(a).isSubset(t, t.toSet(a[1])))
		}},
		Func{Sig: "issuperset(self, other, /)", Doc: "Whether this set has all elements of the other.", Impl: func(t *Thread, a []Object) Object {
			return Bool(t.toSet(a[1]).isSubset(t, self(a)))
		}},
	}
	SetType.Define(common...)
	FrozenSetType.Define(common...)
	SetType.Define(
		Func{Sig: "add(self, element, /)", Doc: "Adds an element.", Impl: func(t *Thread, a []Object) Object { self(a).Add(t, a[1]); return None }},
		Func{Sig: "clear(self, /)", Doc: "Removes all elements.", Impl: func(_ *Thread, a []Object) Object { self(a).clear(); return None }},
		Func{Sig: "discard(self, element, /)", Doc: "Removes an element if it is there.", Impl: func(t *Thread, a []Object) Object { self(a).Remove(t, a[1]); return None }},
		Func{Sig: "remove(self, element, /)", Doc: "Removes an element.", Impl: func(t *Thread, a []Object) Object {
			if !self(a).Remove(t, a[1]) {
				panic(NewException(KeyError, a[1]))
			}
			return None
		}},
		Func{Sig: "pop(self, /)", Doc: "Removes some element and returns it.", Impl: func(t *Thread, a []Object) Object {
			s := self(a)
			for i := range s.table {
				if key := s.table[i].key; key != nil {
					s.table[i] = setEntry{deleted: true}
					s.used--
					return key
				}
			}
			panic(NewException(KeyError, Str("pop from an empty set")))
		}},
		Func{Sig: "update(self, *others)", Doc: "Adds the elements of all others.", Impl: func(t *Thread, a []Object) Object {
			for _, o := range others(a) {
				self(a).update(t, o)
			}
			return None
		}},
		Func{Sig: "intersection_update(self, *others)", Doc: "Keeps the elements that all have.", Impl: func(t *Thread, a []Object) Object {
			for _, o := range others(a) {
				self(a).replace(self(a).intersection(t, o))
			}
			return None
		}},
		Func{Sig: "difference_update(self, *others)", Doc: "Removes the elements of the others.", Impl: func(t *Thread, a []Object) Object {
			for _, o := range others(a) {
				self(a).subtract(t, t.toSet(o))
			}
			return None
		}},
		Func{Sig: "symmetric_difference_update(self, other, /)", Doc: "Keeps the elements that are in one set only.", Impl: func(t *Thread, a []Object) Object {
			other := t.toSet(a[1])
			if other == self(a) {
				other = other.copy(t)
			}
			self(a).toggle(t, other)
			return None
		}},
	)
}
