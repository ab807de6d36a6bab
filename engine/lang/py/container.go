package py

import (
	"slices"

	"fluxion/engine/lang/ast"
)

func (t *Thread) containerBinary(op ast.Operator, a, b Object) Object {
	switch op {
	case ast.Add:
		return t.concatenate(a, b)
	case ast.Mul:
		if r := t.repeat(a, b); r != NotImplemented {
			return r
		}
		return t.repeat(b, a)
	case ast.Mod:
		if s, ok := a.(Str); ok {
			return Str(t.formatPercent(string(s), b))
		}
	case ast.BitOr:
		if x, ok := a.(*Dict); ok {
			if y, ok := b.(*Dict); ok {
				c := x.Copy()
				c.Update(t, y)
				return c
			}
		}
		if r := newUnion(a, b); r != nil {
			return r
		}
	}
	if x, ok := setOperand(t, a); ok {
		if y, ok := setOperand(t, b); ok {
			return t.setBinary(op, x, y)
		}
	}
	return NotImplemented
}

// setOperand returns a set, or the keys of a dict as a set.
func setOperand(t *Thread, o Object) (*Set, bool) {
	switch o := o.(type) {
	case *Set:
		return o, true
	case *DictView:
		if o.kind != valuesView {
			return t.toSet(o), true
		}
	}
	return nil, false
}

func (t *Thread) setBinary(op ast.Operator, x, y *Set) Object {
	switch op {
	case ast.BitOr:
		s := x.copy(t)
		s.merge(t, y)
		return s
	case ast.BitAnd:
		return x.intersection(t, y)
	case ast.Sub:
		return x.difference(t, y)
	case ast.BitXor:
		return x.symmetricDifference(t, y)
	}
	return NotImplemented
}

// setInPlace is op= on sets; it reports whether there is such an operator.
func (t *Thread) setInPlace(op ast.Operator, x, y *Set) bool {
	switch op {
	case ast.BitOr:
		x.merge(t, y)
	case ast.BitAnd:
		x.replace(x.intersection(t, y))
	case ast.Sub:
		x.subtract(t, y)
	case ast.BitXor:
		if x == y {
			y = y.copy(t)
		}
		x.toggle(t, y)
	default:
		return false
	}
	return true
}

func (t *Thread) concatenate(a, b Object) Object {
	switch x := a.(type) {
	case Str:
		if y, ok := b.(Str); ok {
			t.Reserve(float64(len(x) + len(y)))
			return x + y
		}
	case *List:
		if y, ok := b.(*List); ok {
			return NewList(t.joined(x.Elems, y.Elems)...)
		}
	case *Tuple:
		if y, ok := b.(*Tuple); ok {
			return NewTuple(t.joined(x.Elems, y.Elems)...)
		}
	}
	return NotImplemented
}

func (t *Thread) joined(x, y []Object) []Object {
	t.Reserve(float64(len(x)+len(y)) * 16)
	return slices.Concat(x, y)
}

func (t *Thread) repeat(a, b Object) Object {
	count := func() (int, bool) {
		switch n := t.index(b).(type) {
		case Int:
			return int(n), true
		case *BigInt:
			panic(Errorf(OverflowError, "cannot fit 'int' into an index-sized integer"))
		}
		return 0, false
	}
	switch x := a.(type) {
	case Str:
		if n, ok := count(); ok {
			if n <= 0 || x == "" {
				return Str("")
			}
			t.Reserve(float64(len(x)) * float64(n))
			return x.repeat(n)
		}
	case *List:
		if n, ok := count(); ok {
			return NewList(t.repeated(x.Elems, n)...)
		}
	case *Tuple:
		if n, ok := count(); ok {
			return NewTuple(t.repeated(x.Elems, n)...)
		}
	}
	return NotImplemented
}
