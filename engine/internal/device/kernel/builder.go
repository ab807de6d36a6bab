package kernel

import (
	"fmt"
	"math"

	"fluxion/engine/internal/ir"
)

// A Node names a value of the program that a Builder is building.
type Node int32

const none Node = -1

// A value is a node's definition. Values with equal definitions in scope are
// the same node, so a common subexpression is computed once.
type value struct {
	op      Op
	leaf    leafKind
	typ     Type
	a, b, c Node
	bits    uint64 // of a constant; the index of an input; the length of a skip
}

type leafKind uint8

const (
	inner leafKind = iota
	input
	constant
)

// A Builder builds a program as a list of values in static single assignment
// form. Operands of one operation have one type; a mismatch panics, for it is
// a mistake of the caller and not of any input.
type Builder struct {
	values []value
	known  map[value]Node
	scopes [][]value // definitions to forget when a When region ends
	inputs uint64
	spells bool // conversions of F16, with operations on its bits

	// Unfused makes MulAdd a product and a sum: what GPUs compute that have no Fma.
	Unfused bool

	origin  int32   // of the values that are being made, as in Instr
	origins []int32 // by value
}

func newBuilder() *Builder { return &Builder{known: make(map[value]Node, 128)} }

// Type returns the type of x.
func (b *Builder) Type(x Node) Type { return b.values[x].typ }

func (b *Builder) node(v value) Node {
	if n, ok := b.known[v]; ok {
		return n
	}
	n := Node(len(b.values))
	b.append(v)
	b.known[v] = n
	if depth := len(b.scopes); depth > 0 && v.leaf == inner {
		b.scopes[depth-1] = append(b.scopes[depth-1], v)
	}
	return n
}

func (b *Builder) append(v value) {
	b.values = append(b.values, v)
	b.origins = append(b.origins, b.origin)
}

// Input returns the next input of the program, of element type d.
func (b *Builder) Input(d ir.DType) Node {
	b.inputs++
	return b.node(value{leaf: input, typ: TypeOf(d), a: none, b: none, c: none, bits: b.inputs - 1})
}

// Const returns the constant v rounded to type t; an integer constant must be
// a whole number in range, and for a mask nonzero means true.
func (b *Builder) Const(t Type, v float64) Node {
	switch t {
	case F16:
		return b.ConstBits(t, uint64(ir.HalfOf(v)))
	case F32:
		return b.ConstBits(t, uint64(math.Float32bits(float32(v))))
	case F64:
		return b.ConstBits(t, math.Float64bits(v))
	case Mask:
		if v != 0 {
			return b.ConstBits(t, 1)
		}
		return b.ConstBits(t, 0)
	}
	if v != math.Trunc(v) || math.Abs(v) >= 1<<53 {
		panic(fmt.Sprintf("kernel: constant %v of type %v is not a whole number below 2^53", v, t))
	}
	return b.ConstBits(t, uint64(int64(v)))
}

// ConstBits returns the constant of type t with the given bit pattern.
func (b *Builder) ConstBits(t Type, bits uint64) Node {
	if t.Size() < 8 {
		bits &= 1<<(8*t.Size()) - 1
	}
	return b.node(value{leaf: constant, typ: t, a: none, b: none, c: none, bits: bits})
}

// class says which types an operation accepts.
type class func(Type) bool

func isFloat(t Type) bool    { return t.IsFloat() }
func isNumber(t Type) bool   { return t != Mask && t != F16 }
func isInt(t Type) bool      { return t.IsInt() }
func isBits(t Type) bool     { return t == Mask || t.IsInt() }
func isComputed(t Type) bool { return t != F16 }
func isAnything(Type) bool   { return true }
func isMaskType(t Type) bool { return t == Mask }

func (b *Builder) check(op Op, ok class, x Node, others ...Node) Type {
	t := b.Type(x)
	if !ok(t) {
		panic(fmt.Sprintf("kernel: %v of %v is not defined", op, t))
	}
	for _, y := range others {
		if b.Type(y) != t {
			panic(fmt.Sprintf("kernel: %v of %v and %v: the types differ", op, t, b.Type(y)))
		}
	}
	return t
}

func (b *Builder) unary(op Op, ok class, x Node) Node {
	return b.node(value{op: op, typ: b.check(op, ok, x), a: x, b: none, c: none})
}

func (b *Builder) binary(op Op, ok class, x, y Node) Node {
	return b.node(value{op: op, typ: b.check(op, ok, x, y), a: x, b: y, c: none})
}

func (b *Builder) compare(op Op, ok class, x, y Node) Node {
	b.check(op, ok, x, y)
	return b.node(value{op: op, typ: Mask, a: x, b: y, c: none})
}

// Add returns x + y. Integers wrap.
func (b *Builder) Add(x, y Node) Node {
	if t := b.check(Add, isNumber, x, y); t.IsInt() && b.isConstant(y) {
		if v := b.values[x]; v.leaf == inner && v.op == Sub && b.isConstant(v.b) { // x - c + d = x - (c - d)
			return b.Sub(v.a, b.ConstBits(t, b.values[v.b].bits-b.values[y].bits))
		}
	}
	if z, ok := b.negated(y); ok {
		return b.Sub(x, z)
	}
	if z, ok := b.negated(x); ok {
		return b.Sub(y, z)
	}
	return b.binary(Add, isNumber, x, y)
}

// Sub returns x - y. Integers wrap.
func (b *Builder) Sub(x, y Node) Node { return b.binary(Sub, isNumber, x, y) }

// Mul returns x · y. Integers wrap.
func (b *Builder) Mul(x, y Node) Node {
	b.check(Mul, isNumber, x, y)
	for _, o := range [][2]Node{{x, y}, {y, x}} {
		if b.isConst(o[0], 1) {
			return o[1]
		}
		if z, ok := b.negated(o[0]); ok {
			return b.Neg(b.Mul(z, o[1]))
		}
	}
	return b.binary(Mul, isNumber, x, y)
}

// Div returns x / y. Integers truncate towards zero; x/0 has all bits set
// (-1 when signed) and MinInt/-1 = MinInt.
func (b *Builder) Div(x, y Node) Node {
	b.check(Div, isNumber, x, y)
	if c, ok := b.powerOfTwo(y); ok {
		return b.Mul(x, b.like(x, 1/c))
	}
	return b.binary(Div, isNumber, x, y)
}

// Rem returns the remainder of truncating division, with the sign of x. It is
// exact for floats (C's fmod); for integers x rem 0 = x and MinInt rem -1 = 0.
func (b *Builder) Rem(x, y Node) Node { return b.binary(Rem, isNumber, x, y) }

// Neg returns -x; -MinInt = MinInt.
func (b *Builder) Neg(x Node) Node { return b.unary(Neg, isNumber, x) }

// Abs returns |x|; |MinInt| = MinInt. Unsigned integers stay as they are.
func (b *Builder) Abs(x Node) Node {
	if t := b.Type(x); t == U32 || t == U64 {
		return x
	}
	return b.unary(Abs, isNumber, x)
}

// Fma returns x·y + z of floats rounded once. Devices without the instruction
// may round an F32 result by way of F64, which differs in about one of 2^29
// cases; for F64 it is slow where hardware lacks it, and no expansion uses it.
func (b *Builder) Fma(x, y, z Node) Node {
	return b.node(value{op: Fma, typ: b.check(Fma, isFloat, x, y, z), a: x, b: y, c: z})
}

// MulAdd returns x·y + z of floats, as Fma where devices have that and otherwise
// rounded twice: for what is precise enough either way.
func (b *Builder) MulAdd(x, y, z Node) Node {
	if b.Unfused {
		return b.Add(b.Mul(x, y), z)
	}
	return b.node(value{op: MulAdd, typ: b.check(MulAdd, isFloat, x, y, z), a: x, b: y, c: z})
}

// Min returns the lesser of x and y, NaN if either is NaN.
func (b *Builder) Min(x, y Node) Node { return b.binary(Min, isNumber, x, y) }

// Max returns the greater of x and y, NaN if either is NaN.
func (b *Builder) Max(x, y Node) Node { return b.binary(Max, isNumber, x, y) }

// Sqrt returns the correctly rounded square root of a float.
func (b *Builder) Sqrt(x Node) Node { return b.unary(Sqrt, isFloat, x) }

// Floor returns the greatest whole number <= x.
func (b *Builder) Floor(x Node) Node { return b.unary(Floor, isFloat, x) }

// Ceil returns the least whole number >= x.
func (b *Builder) Ceil(x Node) Node { return b.unary(Ceil, isFloat, x) }

// Trunc returns x without its fraction.
func (b *Builder) Trunc(x Node) Node { return b.unary(Trunc, isFloat, x) }

// RoundEven returns the whole number nearest to x, ties to even.
func (b *Builder) RoundEven(x Node) Node { return b.unary(RoundEven, isFloat, x) }

// And returns x & y of integers or masks.
func (b *Builder) And(x, y Node) Node { return b.binary(And, isBits, x, y) }

// Or returns x | y of integers or masks.
func (b *Builder) Or(x, y Node) Node { return b.binary(Or, isBits, x, y) }

// Xor returns x ^ y of integers or masks.
func (b *Builder) Xor(x, y Node) Node { return b.binary(Xor, isBits, x, y) }

// Not returns the complement of an integer or mask.
func (b *Builder) Not(x Node) Node { return b.unary(Not, isBits, x) }

// Shl returns x·2^y; y is read as unsigned, and y >= the width gives 0.
func (b *Builder) Shl(x, y Node) Node { return b.binary(Shl, isInt, x, y) }

// Shr returns the logical shift of x right by y; y >= the width gives 0.
func (b *Builder) Shr(x, y Node) Node { return b.binary(Shr, isInt, x, y) }

// Sar returns the arithmetic shift of x right by y, which copies the highest
// bit also when the type is unsigned; y >= the width leaves that bit only.
func (b *Builder) Sar(x, y Node) Node { return b.binary(Sar, isInt, x, y) }

// Eq returns the mask x == y, false where either is NaN.
func (b *Builder) Eq(x, y Node) Node { return b.compare(Eq, isComputed, x, y) }

// Ne returns the mask x != y, true where either is NaN.
func (b *Builder) Ne(x, y Node) Node { return b.compare(Ne, isComputed, x, y) }

// Lt returns the mask x < y, false where either is NaN.
func (b *Builder) Lt(x, y Node) Node { return b.compare(Lt, isNumber, x, y) }

// Le returns the mask x <= y, false where either is NaN.
func (b *Builder) Le(x, y Node) Node { return b.compare(Le, isNumber, x, y) }

// Gt returns the mask x > y, false where either is NaN.
func (b *Builder) Gt(x, y Node) Node { return b.Lt(y, x) }

// Ge returns the mask x >= y, false where either is NaN.
func (b *Builder) Ge(x, y Node) Node { return b.Le(y, x) }

// Select returns ifTrue where the mask cond is set, ifFalse elsewhere.
func (b *Builder) Select(cond, ifTrue, ifFalse Node) Node {
	b.check(Select, isMaskType, cond)
	t := b.check(Select, isAnything, ifTrue, ifFalse)
	if ifTrue == ifFalse {
		return ifTrue
	}
	return b.node(value{op: Select, typ: t, a: cond, b: ifTrue, c: ifFalse})
}

// Convert returns x as type t. Integers to integers wrap, integers to floats
// round to nearest even, floats to integers truncate and saturate with NaN
// giving 0, numbers to masks compare with 0, masks to numbers give 0 or 1. An
// instruction that reads or gives F16 has F32 on the other side.
func (b *Builder) Convert(x Node, t Type) Node {
	from := b.Type(x)
	switch {
	case from == t:
		return x
	case from == F16:
		return b.Convert(b.widened(x), t)
	case t == F16:
		return b.narrowed(x)
	}
	return b.node(value{op: Convert, typ: t, a: x, b: none, c: none})
}

// Bitcast returns the bits of x as type t of the same size. F16 has U32 on the
// other side, whose upper bits are zero.
func (b *Builder) Bitcast(x Node, t Type) Node {
	from := b.Type(x)
	if from == t {
		return x
	}
	if b.isConstant(x) {
		return b.ConstBits(t, b.values[x].bits)
	}
	if from.Size() != t.Size() && !(from == F16 && t == U32) && !(from == U32 && t == F16) {
		panic(fmt.Sprintf("kernel: bitcast of %v to %v: the sizes differ", from, t))
	}
	return b.node(value{op: Bitcast, typ: t, a: x, b: none, c: none})
}

// When returns, lane by lane, the values of then where the mask cond is set
// and otherwise elsewhere: a Select whose first choice is rare, so that a
// device may skip the work of then when no lane of a block needs it. Values
// made inside then cannot be used outside except through the results.
func (b *Builder) When(cond Node, then func() []Node, otherwise ...Node) []Node {
	b.check(Skip, isMaskType, cond)
	skip := Node(len(b.values))
	b.append(value{op: Skip, typ: Mask, a: cond, b: none, c: none})
	b.scopes = append(b.scopes, nil)
	results := then()
	last := len(b.scopes) - 1
	for _, v := range b.scopes[last] {
		delete(b.known, v)
	}
	b.scopes = b.scopes[:last]
	b.values[skip].bits = uint64(len(b.values)) - uint64(skip) - 1
	out := make([]Node, len(otherwise))
	for i, r := range results {
		out[i] = b.Select(cond, r, otherwise[i])
	}
	return out
}

// when is When for one value.
func (b *Builder) when(cond Node, then func() Node, otherwise Node) Node {
	return b.When(cond, func() []Node { return []Node{then()} }, otherwise)[0]
}
