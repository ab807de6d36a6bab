package py

import "fluxion/engine/lang/ast"

const opLt = ast.Lt

// special are the names of an operator's methods.
type special struct{ forward, reflected, inPlace string }

var specials = [...]special{
	ast.Add:      {"__add__", "__radd__", "__iadd__"},
	ast.Sub:      {"__sub__", "__rsub__", "__isub__"},
	ast.Mul:      {"__mul__", "__rmul__", "__imul__"},
	ast.MatMul:   {"__matmul__", "__rmatmul__", "__imatmul__"},
	ast.Div:      {"__truediv__", "__rtruediv__", "__itruediv__"},
	ast.FloorDiv: {"__floordiv__", "__rfloordiv__", "__ifloordiv__"},
	ast.Mod:      {"__mod__", "__rmod__", "__imod__"},
	ast.Pow:      {"__pow__", "__rpow__", "__ipow__"},
	ast.LShift:   {"__lshift__", "__rlshift__", "__ilshift__"},
	ast.RShift:   {"__rshift__", "__rrshift__", "__irshift__"},
	ast.BitAnd:   {"__and__", "__rand__", "__iand__"},
	ast.BitXor:   {"__xor__", "__rxor__", "__ixor__"},
	ast.BitOr:    {"__or__", "__ror__", "__ior__"},
	ast.Eq:       {"__eq__", "__eq__", ""},
	ast.Ne:       {"__ne__", "__ne__", ""},
	ast.Lt:       {"__lt__", "__gt__", ""},
	ast.Le:       {"__le__", "__ge__", ""},
	ast.Gt:       {"__gt__", "__lt__", ""},
	ast.Ge:       {"__ge__", "__le__", ""},
	ast.Neg:      {forward: "__neg__"},
	ast.Pos:      {forward: "__pos__"},
	ast.Invert:   {forward: "__invert__"},
}

// Binary is a op b for the arithmetic and bitwise operators.
func (t *Thread) Binary(op ast.Operator, a, b Object) Object {
	switch x := a.(type) {
	case Int:
		switch y := b.(type) {
		case Int:
			return t.smallIntOrPow(op, x, y)
		case Float:
			if r := t.floatBinary(op, float64(x), float64(y)); r != NotImplemented {
				return r
			}
		}
	case Float:
		var r Object = NotImplemented
		switch y := b.(type) {
		case Float:
			r = t.floatBinary(op, float64(x), float64(y))
		case Int:
			r = t.floatBinary(op, float64(x), float64(y))
		}
		if r != NotImplemented {
			return r
		}
	}
	if r := t.binary(op, a, b); r != NotImplemented {
		return r
	}
	panic(t.binaryError(op, a, b))
}

func (t *Thread) smallIntOrPow(op ast.Operator, x, y Int) Object {
	if op == ast.MatMul {
		panic(t.binaryError(op, x, y))
	}
	return t.smallInt(op, x, y)
}

// binary tries the methods of both operands; of b first if its class derives
// from that of a.
func (t *Thread) binary(op ast.Operator, a, b Object) Object {
	ta, tb := a.Type(), b.Type()
	if !ta.python && !tb.python {
		return t.nativeBinary(op, a, b)
	}
	names := specials[op]
	reflected := tb.Lookup(names.reflected)
	if ta != tb && tb.python && tb.IsSubclass(ta) && reflected != nil && reflected != ta.Lookup(names.reflected) {
		if r := t.Call(t.bind(reflected, b, tb), a); r != NotImplemented {
			return r
		}
		reflected = nil
	}
	if f := ta.Lookup(names.forward); f != nil && f != None {
		if r := t.Call(t.bind(f, a, ta), b); r != NotImplemented {
			return r
		}
	}
	if r := t.nativeBinary(op, scalar(a), scalar(b)); r != NotImplemented {
		return r
	}
	if ta != tb && reflected != nil && reflected != None {
		return t.Call(t.bind(reflected, b, tb), a)
	}
	return NotImplemented
}

// InPlace is a op= b.
func (t *Thread) InPlace(op ast.Operator, a, b Object) Object {
	class := a.Type()
	if class.python {
		if f := class.Lookup(specials[op].inPlace); f != nil {
			if r := t.Call(t.bind(f, a, class), b); r != NotImplemented {
				return r
			}
		}
	}
	switch x := a.(type) {
	case *List:
		switch op {
		case ast.Add:
			elems := t.Elements(b)
			t.Reserve(float64(len(elems)) * 16)
			x.Elems = append(x.Elems, elems...)
			return x
		case ast.Mul:
			if n, ok := t.index(b).(Int); ok {
				x.Elems = t.repeated(x.Elems, int(n))
				return x
			}
		}
	case *Dict:
		if op == ast.BitOr {
			x.Update(t, b)
			return x
		}
	case *Set:
		if y, ok := b.(*Set); ok && !x.frozen && t.setInPlace(op, x, y) {
			return x
		}
	}
	if r := t.tryBinary(op, a, b); r != NotImplemented {
		return r
	}
	return t.failInPlace(op, a, b)
}

func (t *Thread) tryBinary(op ast.Operator, a, b Object) Object {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok && op != ast.MatMul {
			return t.smallInt(op, x, y)
		}
	}
	return t.binary(op, a, b)
}

func (t *Thread) failInPlace(op ast.Operator, a, b Object) Object {
	e := t.binaryError(op, a, b)
	if s := string(e.Args.Elems[0].(Str)); len(s) > 11 && s[:11] == "unsupported" {
		e = Errorf(TypeError, "unsupported operand type(s) for %s=: '%s' and '%s'", op, typeName(a), typeName(b))
	}
	panic(e)
}

// nativeBinary is the operator for values of Go types.
func (t *Thread) nativeBinary(op ast.Operator, a, b Object) Object {
	if ra, rb := numberRank(a), numberRank(b); ra > 0 && rb > 0 {
		return t.numberBinary(op, a, b, max(ra, rb))
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
	return t.containerBinary(op, a, b)
}

// The ranks of numbers: the operand of lower rank is converted.
const (
	rankInt = iota + 1
	rankFloat
	rankComplex
)

func numberRank(o Object) int {
	switch o.(type) {
	case Int, *BigInt, Bool:
		return rankInt
	case Float:
		return rankFloat
	case Complex:
		return rankComplex
	}
	return 0
}

func (t *Thread) numberBinary(op ast.Operator, a, b Object, rank int) Object {
	switch rank {
	case rankFloat:
		return t.floatBinary(op, t.ToFloat(a), t.ToFloat(b))
	case rankComplex:
		return complexBinary(op, t.ToComplex(a), t.ToComplex(b))
	}
	x, isBoolA := a.(Bool)
	y, isBoolB := b.(Bool)
	if isBoolA && isBoolB {
		switch op {
		case ast.BitAnd:
			return x && y
		case ast.BitOr:
			return x || y
		case ast.BitXor:
			return Bool(x != y)
		}
	}
	i, _ := AsInt(a)
	j, _ := AsInt(b)
	if i, ok := i.(Int); ok {
		if j, ok := j.(Int); ok && op != ast.MatMul {
			return t.smallInt(op, i, j)
		}
	}
	return t.bigInt(op, ToBig(i), ToBig(j))
}

func (t *Thread) binaryError(op ast.Operator, a, b Object) *Exception {
	sequence := func(o Object) bool {
		switch o.(type) {
		case Str, *List, *Tuple:
			return true
		}
		return false
	}
	switch {
	case op == ast.Add && sequence(a):
		name := a.Type().builtin().Name
		return Errorf(TypeError, "can only concatenate %s (not \"%s\") to %s", name, typeName(b), name)
	case op == ast.Mul && sequence(a):
		return Errorf(TypeError, "can't multiply sequence by non-int of type '%s'", typeName(b))
	case op == ast.Mul && sequence(b):
		return Errorf(TypeError, "can't multiply sequence by non-int of type '%s'", typeName(a))
	case op == ast.Pow:
		return Errorf(TypeError, "unsupported operand type(s) for ** or pow(): '%s' and '%s'", typeName(a), typeName(b))
	}
	return Errorf(TypeError, "unsupported operand type(s) for %s: '%s' and '%s'", op, typeName(a), typeName(b))
}

// Unary is op a for -, + and ~.
func (t *Thread) Unary(op ast.Operator, a Object) Object {
	if a.Type().python {
		if f := t.Special(a, specials[op].forward); f != nil {
			return t.Call(f)
		}
	}
	if r := t.nativeUnary(op, scalar(a)); r != NotImplemented {
		return r
	}
	panic(Errorf(TypeError, "bad operand type for unary %s: '%s'", op, typeName(a)))
}

func (t *Thread) nativeUnary(op ast.Operator, a Object) Object {
	if v, ok := AsInt(a); ok {
		switch op {
		case ast.Neg:
			return t.numberBinary(ast.Sub, Int(0), v, rankInt)
		case ast.Invert:
			return t.numberBinary(ast.Sub, Int(-1), v, rankInt)
		}
		return v
	}
	switch v := a.(type) {
	case Float:
		switch op {
		case ast.Neg:
			return -v
		case ast.Pos:
			return v
		}
	case Complex:
		switch op {
		case ast.Neg:
			return -v
		case ast.Pos:
			return v
		}
	case UnaryOperand:
		return v.Unary(t, op)
	}
	return NotImplemented
}

// Truth is bool(o).
func (t *Thread) Truth(o Object) bool {
	switch o := o.(type) {
	case Bool:
		return bool(o)
	case *Singleton:
		return o != None
	case Int:
		return o != 0
	case Float:
		return o != 0
	case Str:
		return o != ""
	case Complex:
		return o != 0
	case *BigInt, *Function, *Builtin, *Type:
		return true
	case Truther:
		return o.Truth(t)
	}
	if o.Type().python {
		if f := t.Special(o, "__bool__"); f != nil {
			v, ok := t.Call(f).(Bool)
			if !ok {
				panic(Errorf(TypeError, "__bool__ should return bool, returned %s", typeName(t.Call(f))))
			}
			return bool(v)
		}
	}
	if n, ok := t.length(o); ok {
		return n > 0
	}
	if i, ok := o.(*Instance); ok && i.Value != nil {
		return t.Truth(i.Value)
	}
	return true
}
