package py

import (
	"cmp"
	"math"
	"math/big"
	"strings"

	"fluxion/engine/lang/ast"
)

// Equal is a == b as a truth value.
func (t *Thread) Equal(a, b Object) bool {
	switch x := a.(type) {
	case Int:
		if y, ok := b.(Int); ok {
			return x == y
		}
	case Str:
		if y, ok := b.(Str); ok {
			return x == y
		}
	case Float:
		if y, ok := b.(Float); ok {
			return x == y
		}
	}
	return t.Truth(t.Compare(ast.Eq, a, b))
}

// Compare is a op b for ==, !=, <, <=, > and >=. The result may be any value.
func (t *Thread) Compare(op ast.Operator, a, b Object) Object {
	switch x := a.(type) {
	case Int:
		if y, ok := b.(Int); ok {
			return Bool(ordered(op, cmp.Compare(x, y)))
		}
	case Float:
		if y, ok := b.(Float); ok {
			return Bool(compareFloats(op, float64(x), float64(y)))
		}
	case Str:
		if y, ok := b.(Str); ok {
			return Bool(ordered(op, strings.Compare(string(x), string(y))))
		}
	}
	t.nest()
	r := t.compare(op, a, b)
	t.unnest()
	if r != NotImplemented {
		return r
	}
	switch op {
	case ast.Eq:
		return Bool(Is(a, b))
	case ast.Ne:
		return Bool(!Is(a, b))
	}
	panic(Errorf(TypeError, "'%s' not supported between instances of '%s' and '%s'", op, typeName(a), typeName(b)))
}

func (t *Thread) compare(op ast.Operator, a, b Object) Object {
	ta, tb := a.Type(), b.Type()
	if !ta.python && !tb.python {
		return t.nativeCompare(op, a, b)
	}
	first := func() Object { return t.compareMethod(op, specials[op].forward, a, b) }
	second := func() Object { return t.compareMethod(op.Swapped(), specials[op].reflected, b, a) }
	if ta != tb && tb.IsSubclass(ta) {
		first, second = second, first
	}
	if r := first(); r != NotImplemented {
		return r
	}
	if r := second(); r != NotImplemented {
		return r
	}
	return t.nativeCompare(op, scalar(a), scalar(b))
}

// compareMethod calls a's method for an operator, if its class has one.
func (t *Thread) compareMethod(op ast.Operator, name string, a, b Object) Object {
	class := a.Type()
	if !class.python {
		return NotImplemented
	}
	f := class.Lookup(name)
	if f == nil && op == ast.Ne {
		if f = class.Lookup("__eq__"); f == nil {
			return NotImplemented
		}
		r := t.Call(t.bind(f, a, class), b)
		if r == NotImplemented {
			return r
		}
		return Bool(!t.Truth(r))
	}
	if f == nil || f == None {
		return NotImplemented
	}
	return t.Call(t.bind(f, a, class), b)
}

// ordered says what a three-way comparison means for an operator.
func ordered(op ast.Operator, c int) bool {
	switch op {
	case ast.Eq:
		return c == 0
	case ast.Ne:
		return c != 0
	case ast.Lt:
		return c < 0
	case ast.Le:
		return c <= 0
	case ast.Gt:
		return c > 0
	}
	return c >= 0
}

func compareFloats(op ast.Operator, x, y float64) bool {
	switch op {
	case ast.Eq:
		return x == y
	case ast.Ne:
		return x != y
	case ast.Lt:
		return x < y
	case ast.Le:
		return x <= y
	case ast.Gt:
		return x > y
	}
	return x >= y
}

// nativeCompare compares values of Go types.
func (t *Thread) nativeCompare(op ast.Operator, a, b Object) Object {
	if ra, rb := numberRank(a), numberRank(b); ra > 0 && rb > 0 {
		return t.compareNumbers(op, a, b, max(ra, rb))
	}
	if x, ok := a.(Operand); ok {
		if r := x.Binary(t, op, b, false); r != NotImplemented {
			return r
		}
	}
	if y, ok := b.(Operand); ok {
		if r := y.Binary(t, op, a, true); r != NotImplemented {
			return r
		}
	}
	switch x := a.(type) {
	case Str:
		if y, ok := b.(Str); ok {
			return Bool(ordered(op, strings.Compare(string(x), string(y))))
		}
	case *List:
		if y, ok := b.(*List); ok {
			return t.compareSequences(op, x.Elems, y.Elems)
		}
	case *Tuple:
		if y, ok := b.(*Tuple); ok {
			return t.compareSequences(op, x.Elems, y.Elems)
		}
	case *Dict:
		if y, ok := b.(*Dict); ok {
			return equality(op, func() bool { return t.equalDicts(x, y) })
		}
	case *Range:
		if y, ok := b.(*Range); ok {
			n := x.Count()
			return equality(op, func() bool {
				return n == y.Count() && (n == 0 || x.Start == y.Start && (n == 1 || x.Step == y.Step))
			})
		}
	case *Slice:
		if y, ok := b.(*Slice); ok {
			return t.compareSequences(op, []Object{x.Start, x.Stop, x.Step}, []Object{y.Start, y.Stop, y.Step})
		}
	case *BoundMethod:
		if y, ok := b.(*BoundMethod); ok {
			return equality(op, func() bool { return Is(x.Self, y.Self) && Is(x.Func, y.Func) })
		}
	case *Union:
		if y, ok := b.(*Union); ok {
			return equality(op, func() bool { return t.Equal(NewTuple(x.args...), NewTuple(y.args...)) })
		}
	}
	if x, ok := setOperand(t, a); ok {
		if y, ok := setOperand(t, b); ok {
			return Bool(t.compareSets(op, x, y))
		}
	}
	return NotImplemented
}

// equality is the result of == or !=, and NotImplemented of other operators.
func equality(op ast.Operator, equal func() bool) Object {
	switch op {
	case ast.Eq:
		return Bool(equal())
	case ast.Ne:
		return Bool(!equal())
	}
	return NotImplemented
}

func (t *Thread) compareNumbers(op ast.Operator, a, b Object, rank int) Object {
	switch rank {
	case rankInt:
		i, _ := AsInt(a)
		j, _ := AsInt(b)
		return Bool(ordered(op, ToBig(i).Cmp(ToBig(j))))
	case rankComplex:
		return equality(op, func() bool { return t.ToComplex(a) == t.ToComplex(b) })
	}
	x, xIsFloat := a.(Float)
	y, yIsFloat := b.(Float)
	switch {
	case xIsFloat && yIsFloat:
		return Bool(compareFloats(op, float64(x), float64(y)))
	case xIsFloat:
		j, _ := AsInt(b)
		return Bool(compareFloatInt(op, float64(x), j))
	}
	i, _ := AsInt(a)
	return Bool(compareFloatInt(op.Swapped(), float64(y), i))
}

// compareFloatInt compares exactly, without rounding the int.
func compareFloatInt(op ast.Operator, x float64, i Object) bool {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return compareFloats(op, x, 0)
	}
	return ordered(op, big.NewFloat(x).Cmp(new(big.Float).SetInt(ToBig(i))))
}

func (t *Thread) compareSequences(op ast.Operator, x, y []Object) Object {
	if len(x) != len(y) && (op == ast.Eq || op == ast.Ne) {
		return Bool(op == ast.Ne)
	}
	for i := range min(len(x), len(y)) {
		if i >= len(x) || i >= len(y) {
			break // a comparison has changed a list
		}
		if Is(x[i], y[i]) || t.Equal(x[i], y[i]) {
			continue
		}
		if op == ast.Eq || op == ast.Ne {
			return Bool(op == ast.Ne)
		}
		return t.Compare(op, x[i], y[i])
	}
	return Bool(ordered(op, cmp.Compare(len(x), len(y))))
}

func (t *Thread) equalDicts(x, y *Dict) bool {
	if x.Len() != y.Len() {
		return false
	}
	for _, e := range x.items() {
		i := y.find(t, e.key, e.hash)
		if i < 0 {
			return false
		}
		if v := y.entries[i].value; !Is(v, e.value) && !t.Equal(v, e.value) {
			return false
		}
	}
	return true
}

func (t *Thread) compareSets(op ast.Operator, x, y *Set) bool {
	switch op {
	case ast.Eq:
		return x.used == y.used && x.isSubset(t, y)
	case ast.Ne:
		return x.used != y.used || !x.isSubset(t, y)
	case ast.Lt:
		return x.used < y.used && x.isSubset(t, y)
	case ast.Le:
		return x.isSubset(t, y)
	case ast.Gt:
		return y.used < x.used && y.isSubset(t, x)
	}
	return y.isSubset(t, x)
}

// Contains is "x in c".
func (t *Thread) Contains(c, x Object) bool {
	if c.Type().python {
		if f := t.Special(c, "__contains__"); f != nil {
			return t.Truth(t.Call(f, x))
		}
	}
	switch c := scalar(c).(type) {
	case Str:
		s, ok := scalar(x).(Str)
		if !ok {
			panic(Errorf(TypeError, "'in <string>' requires string as left operand, not %s", typeName(x)))
		}
		return strings.Contains(string(c), string(s))
	case *List:
		return t.find(c.Elems, x, 0, len(c.Elems)) >= 0
	case *Tuple:
		return t.find(c.Elems, x, 0, len(c.Elems)) >= 0
	case *Dict:
		return c.find(t, x, t.Hash(x)) >= 0
	case *Set:
		return c.Has(t, x)
	case Container:
		return c.Contains(t, x)
	}
	if !t.IsIterable(c) {
		panic(Errorf(TypeError, "argument of type '%s' is not iterable", typeName(c)))
	}
	for it := t.Iter(c); ; {
		v, ok := it.Next(t)
		if !ok {
			return false
		}
		t.Tick()
		if Is(v, x) || t.Equal(v, x) {
			return true
		}
	}
}
