package py

import (
	"math"
	"math/big"
	"math/bits"

	"fluxion/engine/lang/ast"
)

// NewInt returns an int of any size.
func NewInt(v *big.Int) Object {
	if v.IsInt64() {
		return Int(v.Int64())
	}
	return &BigInt{v}
}

// Big returns the value.
func (b *BigInt) Big() *big.Int { return new(big.Int).Set(b.value) }

// ToBig returns the value of an Int or BigInt; it must not be changed.
func ToBig(o Object) *big.Int {
	if b, ok := o.(*BigInt); ok {
		return b.value
	}
	return big.NewInt(int64(o.(Int)))
}

func boolInt(b Bool) Int {
	if b {
		return 1
	}
	return 0
}

// add, sub and mul return a result that does not fit as a BigInt.
func (x Int) add(y Int) Object {
	z := x + y
	if (x^z)&(y^z) < 0 {
		return NewInt(new(big.Int).Add(ToBig(x), ToBig(y)))
	}
	return z
}

func (x Int) sub(y Int) Object {
	z := x - y
	if (x^y)&(x^z) < 0 {
		return NewInt(new(big.Int).Sub(ToBig(x), ToBig(y)))
	}
	return z
}

func (x Int) mul(y Int) Object {
	high, low := bits.Mul64(uint64(x), uint64(y))
	// The signed high word, from the unsigned one.
	signed := int64(high)
	if x < 0 {
		signed -= int64(y)
	}
	if y < 0 {
		signed -= int64(x)
	}
	if signed != int64(low)>>63 {
		return NewInt(new(big.Int).Mul(ToBig(x), ToBig(y)))
	}
	return Int(low)
}

// floorDivMod returns the quotient towards negative infinity, and the remainder
// with the sign of y, which is not 0.
func (x Int) floorDivMod(y Int) (q, r Int) {
	q, r = x/y, x%y
	if r != 0 && (r < 0) != (y < 0) {
		q--
		r += y
	}
	return q, r
}

// smallInt is arithmetic on ints of 64 bits.
func (t *Thread) smallInt(op ast.Operator, x, y Int) Object {
	switch op {
	case ast.Add:
		return x.add(y)
	case ast.Sub:
		return x.sub(y)
	case ast.Mul:
		return x.mul(y)
	case ast.BitAnd:
		return x & y
	case ast.BitOr:
		return x | y
	case ast.BitXor:
		return x ^ y
	case ast.RShift:
		if y < 0 {
			panic(Errorf(ValueError, "negative shift count"))
		}
		return x >> min(uint64(y), 63)
	case ast.LShift:
		if y >= 0 && y < 62 && (x<<uint64(y))>>uint64(y) == x {
			return x << uint64(y)
		}
	case ast.FloorDiv:
		if y != 0 && !(x == math.MinInt64 && y == -1) {
			q, _ := x.floorDivMod(y)
			return q
		}
	case ast.Mod:
		if y != 0 && y != -1 {
			_, r := x.floorDivMod(y)
			return r
		}
	case ast.Div:
		const exact = 1 << 53
		if y != 0 && -exact <= x && x <= exact && -exact <= y && y <= exact {
			return Float(float64(x) / float64(y))
		}
	}
	return t.bigInt(op, ToBig(x), ToBig(y))
}

// bigInt is arithmetic on ints of any size.
func (t *Thread) bigInt(op ast.Operator, x, y *big.Int) Object {
	t.Spend((x.BitLen() + y.BitLen()) >> 10)
	z := new(big.Int)
	switch op {
	case ast.Add:
		z.Add(x, y)
	case ast.Sub:
		z.Sub(x, y)
	case ast.Mul:
		t.Reserve(float64(x.BitLen()+y.BitLen()) / 8)
		t.Spend(int(min(float64(x.BitLen())*float64(y.BitLen())/(1<<14), 1<<40)))
		z.Mul(x, y)
	case ast.Div:
		return Float(divideInts(x, y))
	case ast.FloorDiv:
		if y.Sign() == 0 {
			panic(Errorf(ZeroDivisionError, "integer division or modulo by zero"))
		}
		z, _ = floorDivMod(x, y)
	case ast.Mod:
		if y.Sign() == 0 {
			panic(Errorf(ZeroDivisionError, "integer modulo by zero"))
		}
		_, z = floorDivMod(x, y)
	case ast.Pow:
		return t.powInt(x, y)
	case ast.LShift, ast.RShift:
		return t.shift(op, x, y)
	case ast.BitAnd:
		z.And(x, y)
	case ast.BitOr:
		z.Or(x, y)
	case ast.BitXor:
		z.Xor(x, y)
	default:
		return NotImplemented
	}
	return NewInt(z)
}

func floorDivMod(x, y *big.Int) (q, r *big.Int) {
	q, r = new(big.Int).QuoRem(x, y, new(big.Int))
	if r.Sign() != 0 && (r.Sign() < 0) != (y.Sign() < 0) {
		q.Sub(q, big.NewInt(1))
		r.Add(r, y)
	}
	return q, r
}

// divideInts returns x/y, correctly rounded.
func divideInts(x, y *big.Int) float64 {
	if y.Sign() == 0 {
		panic(Errorf(ZeroDivisionError, "division by zero"))
	}
	v, _ := new(big.Rat).SetFrac(x, y).Float64()
	if math.IsInf(v, 0) {
		panic(Errorf(OverflowError, "integer division result too large for a float"))
	}
	return v
}

func (t *Thread) shift(op ast.Operator, x, y *big.Int) Object {
	if y.Sign() < 0 {
		panic(Errorf(ValueError, "negative shift count"))
	}
	if op == ast.RShift {
		if !y.IsInt64() || y.Int64() > int64(x.BitLen()) {
			return Int(min(x.Sign(), 0))
		}
		return NewInt(new(big.Int).Rsh(x, uint(y.Int64())))
	}
	if x.Sign() == 0 {
		return Int(0)
	}
	if y.BitLen() > 40 {
		panic(Errorf(OverflowError, "too many digits in integer"))
	}
	t.Reserve(float64(y.Int64()) / 8)
	return NewInt(new(big.Int).Lsh(x, uint(y.Int64())))
}

func (t *Thread) powInt(x, y *big.Int) Object {
	if y.Sign() < 0 {
		return t.floatBinary(ast.Pow, bigToFloat(x), bigToFloat(y))
	}
	if x.BitLen() > 1 {
		size := float64(x.BitLen()) * bigToFloat(y) / 8
		t.Reserve(size)
		t.Spend(int(min(size*size/(1<<12), 1<<40)))
	}
	if !y.IsInt64() { // the base is -1, 0 or 1
		y = new(big.Int).SetUint64(2 + uint64(y.Bit(0)))
	}
	return NewInt(new(big.Int).Exp(x, y, nil))
}

// powMod is pow(x, y, m).
func powMod(x, y, m *big.Int) Object {
	if m.Sign() == 0 {
		panic(Errorf(ValueError, "pow() 3rd argument cannot be 0"))
	}
	abs := new(big.Int).Abs(m)
	if y.Sign() < 0 {
		if x = new(big.Int).ModInverse(x, abs); x == nil {
			panic(Errorf(ValueError, "base is not invertible for the given modulus"))
		}
		y = new(big.Int).Neg(y)
	}
	z := new(big.Int).Exp(x, y, abs)
	_, r := floorDivMod(z, m)
	return NewInt(r)
}

func bigToFloat(x *big.Int) float64 {
	v, _ := new(big.Float).SetInt(x).Float64()
	if math.IsInf(v, 0) {
		panic(Errorf(OverflowError, "int too large to convert to float"))
	}
	return v
}

func init() {
	IntType.New = func(t *Thread, class *Type, args []Object, keywords []Keyword) Object {
		return wrapScalar(class, IntType, t.toIntCall(args, keywords))
	}
	BoolType.Base = IntType
	BoolType.New = func(t *Thread, _ *Type, args []Object, keywords []Keyword) Object {
		noKeywords("bool", keywords)
		if len(args) > 1 {
			panic(Errorf(TypeError, "bool expected at most 1 argument, got %d", len(args)))
		}
		return Bool(len(args) == 1 && t.Truth(args[0]))
	}
	value := func(o Object) Object {
		v, _ := AsInt(o)
		return v
	}
	IntType.Define(
		Func{Sig: "bit_length(self, /)", Doc: "The number of bits of the absolute value.", Impl: func(_ *Thread, a []Object) Object { return Int(ToBig(value(a[0])).BitLen()) }},
		Func{Sig: "bit_count(self, /)", Doc: "The number of ones of the absolute value in binary.", Impl: func(_ *Thread, a []Object) Object {
			n := 0
			for _, w := range ToBig(value(a[0])).Bits() {
				n += bits.OnesCount(uint(w))
			}
			return Int(n)
		}},
		Func{Sig: "conjugate(self, /)", Doc: "The number itself.", Impl: func(_ *Thread, a []Object) Object { return value(a[0]) }},
		Func{Sig: "as_integer_ratio(self, /)", Doc: "The number and 1.", Impl: func(_ *Thread, a []Object) Object { return NewTuple(value(a[0]), Int(1)) }},
		Property{Name: "real", Get: func(_ *Thread, o Object) Object { return value(o) }},
		Property{Name: "imag", Get: func(*Thread, Object) Object { return Int(0) }},
		Property{Name: "numerator", Get: func(_ *Thread, o Object) Object { return value(o) }},
		Property{Name: "denominator", Get: func(*Thread, Object) Object { return Int(1) }},
	)
}

// wrapScalar returns the value of a class that may derive from a builtin one.
func wrapScalar(class, builtin *Type, value Object) Object {
	if class == builtin {
		return value
	}
	return &Instance{class: class, Value: value}
}

// AsInt returns the int that o is: an int, a bool, or of a class derived from
// int.
func AsInt(o Object) (v Object, ok bool) {
	switch o := scalar(o).(type) {
	case Int, *BigInt:
		return o, true
	case Bool:
		return boolInt(o), true
	}
	return nil, false
}

// index returns the int that o stands for exactly (operator.index), or nil.
func (t *Thread) index(o Object) Object {
	if v, ok := AsInt(o); ok {
		return v
	}
	if n, ok := o.(Number); ok {
		return n.AsIndex(t)
	}
	if f := t.Special(o, "__index__"); f != nil {
		v, ok := AsInt(t.Call(f))
		if !ok {
			panic(Errorf(TypeError, "__index__ returned non-int"))
		}
		return v
	}
	return nil
}

// Index returns the int that o stands for exactly, as operator.index.
func (t *Thread) Index(o Object) Object {
	if v := t.index(o); v != nil {
		return v
	}
	panic(Errorf(TypeError, "'%s' object cannot be interpreted as an integer", typeName(o)))
}

// ToInt returns the Go int that o stands for, as for an argument of a builtin
// function.
func (t *Thread) ToInt(o Object) int {
	if i, ok := o.(Int); ok {
		return int(i)
	}
	i, ok := t.Index(o).(Int)
	if !ok {
		panic(Errorf(OverflowError, "Python int too large to convert to C ssize_t"))
	}
	return int(i)
}
