package stdlib

import (
	"slices"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// A deque is collections.deque.
type deque struct {
	elems  []py.Object
	maxlen int // -1 if there is none
}

var dequeType = &py.Type{Name: "deque", Module: "collections", Final: true}

func (*deque) Type() *py.Type { return dequeType }

func (d *deque) Len(*py.Thread) int { return len(d.elems) }

func (d *deque) Truth(*py.Thread) bool { return len(d.elems) > 0 }

func (d *deque) Iter(t *py.Thread) py.Iterator { return t.Iter(py.NewList(slices.Clone(d.elems)...)) }

func (d *deque) Contains(t *py.Thread, x py.Object) bool {
	return t.Contains(py.NewList(d.elems...), x)
}

func (d *deque) Repr(t *py.Thread) string {
	s := "deque(" + t.Repr(py.NewList(d.elems...))
	if d.maxlen >= 0 {
		s += ", maxlen=" + t.Repr(py.Int(d.maxlen))
	}
	return s + ")"
}

func (d *deque) copy() *deque { return &deque{slices.Clone(d.elems), d.maxlen} }

func (d *deque) index(t *py.Thread, key py.Object) int {
	i := t.ToInt(key)
	if i < 0 {
		i += len(d.elems)
	}
	if i < 0 || i >= len(d.elems) {
		panic(py.Errorf(py.IndexError, "deque index out of range"))
	}
	return i
}

func (d *deque) Item(t *py.Thread, key py.Object) py.Object { return d.elems[d.index(t, key)] }

func (d *deque) SetItem(t *py.Thread, key, value py.Object) {
	i := d.index(t, key)
	if value == nil {
		d.elems = slices.Delete(d.elems, i, i+1)
	} else {
		d.elems[i] = value
	}
}

func (d *deque) Hash(*py.Thread) uint64 {
	panic(py.Errorf(py.TypeError, "unhashable type: 'collections.deque'"))
}

// Binary compares deques like lists, and joins and repeats them.
func (d *deque) Binary(t *py.Thread, op ast.Operator, other py.Object, reflected bool) py.Object {
	o, ok := other.(*deque)
	switch {
	case op == ast.Mul && !ok:
		if n, isInt := other.(py.Int); isInt {
			r := &deque{maxlen: d.maxlen}
			r.extend(t.Elements(t.Binary(op, py.NewList(d.elems...), n)))
			return r
		}
	case !ok || reflected:
	case op == ast.Add:
		r := d.copy()
		r.extend(o.elems)
		return r
	case op >= ast.Eq && op <= ast.Ge:
		return t.Compare(op, py.NewList(d.elems...), py.NewList(o.elems...))
	}
	return py.NotImplemented
}

func (d *deque) extend(elems []py.Object) {
	d.elems = append(d.elems, elems...)
	if extra := len(d.elems) - d.maxlen; d.maxlen >= 0 && extra > 0 {
		d.elems = d.elems[extra:]
	}
}

func (d *deque) extendLeft(elems []py.Object) {
	reversed := slices.Clone(elems)
	slices.Reverse(reversed)
	d.elems = append(reversed, d.elems...)
	if d.maxlen >= 0 && len(d.elems) > d.maxlen {
		d.elems = d.elems[:d.maxlen]
	}
}

func init() {
	self := func(a []py.Object) *deque { return a[0].(*deque) }
	maker := py.NewBuiltin(py.Func{Sig: "deque(iterable=(), maxlen=None)", Impl: func(t *py.Thread, a []py.Object) py.Object {
		d := &deque{maxlen: -1}
		if a[1] != py.None {
			if d.maxlen = t.ToInt(a[1]); d.maxlen < 0 {
				panic(py.Errorf(py.ValueError, "maxlen must be non-negative"))
			}
		}
		d.extend(t.Elements(a[0]))
		return d
	}})
	dequeType.New = func(t *py.Thread, _ *py.Type, args []py.Object, keywords []py.Keyword) py.Object {
		return maker.Call(t, args, keywords)
	}
	empty := func(d *deque) {
		if len(d.elems) == 0 {
			panic(py.Errorf(py.IndexError, "pop from an empty deque"))
		}
	}
	// viaList does something to the elements as a list does it.
	viaList := func(sig, doc, method string) py.Func {
		return py.Func{Sig: sig, Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
			l := py.NewList(self(a).elems...)
			v := t.CallMethod(l, method, a[1:]...)
			self(a).elems = l.Elems
			return v
		}}
	}
	dequeType.Define(
		py.Func{Sig: "append(self, x, /)", Doc: "Adds an element at the right.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			self(a).extend(a[1:2])
			return py.None
		}},
		py.Func{Sig: "appendleft(self, x, /)", Doc: "Adds an element at the left.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			self(a).extendLeft(a[1:2])
			return py.None
		}},
		py.Func{Sig: "extend(self, iterable, /)", Doc: "Adds elements at the right.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			self(a).extend(t.Elements(a[1]))
			return py.None
		}},
		py.Func{Sig: "extendleft(self, iterable, /)", Doc: "Adds elements at the left, one by one.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			self(a).extendLeft(t.Elements(a[1]))
			return py.None
		}},
		py.Func{Sig: "pop(self, /)", Doc: "Removes the rightmost element and returns it.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			d := self(a)
			empty(d)
			v := d.elems[len(d.elems)-1]
			d.elems = d.elems[:len(d.elems)-1]
			return v
		}},
		py.Func{Sig: "popleft(self, /)", Doc: "Removes the leftmost element and returns it.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			d := self(a)
			empty(d)
			v := d.elems[0]
			d.elems = d.elems[1:]
			return v
		}},
		py.Func{Sig: "clear(self, /)", Doc: "Removes all elements.", Impl: func(_ *py.Thread, a []py.Object) py.Object { self(a).elems = nil; return py.None }},
		py.Func{Sig: "copy(self, /)", Doc: "A copy.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return self(a).copy() }},
		py.Func{Sig: "rotate(self, n=1, /)", Doc: "Moves n elements from the right to the left.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			d := self(a)
			if n := len(d.elems); n > 0 {
				k := ((t.ToInt(a[1]) % n) + n) % n
				d.elems = slices.Concat(d.elems[n-k:], d.elems[:n-k])
			}
			return py.None
		}},
		viaList("count(self, x, /)", "How many elements equal x.", "count"),
		viaList("index(self, x, /)", "The position of x.", "index"),
		viaList("insert(self, i, x, /)", "Inserts an element.", "insert"),
		viaList("remove(self, value, /)", "Removes the first element equal to value.", "remove"),
		viaList("reverse(self, /)", "Reverses the order.", "reverse"),
		py.Property{Name: "maxlen", Get: func(_ *py.Thread, o py.Object) py.Object {
			if n := o.(*deque).maxlen; n >= 0 {
				return py.Int(n)
			}
			return py.None
		}},
	)
}
