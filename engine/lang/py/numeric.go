package py

import (
	"math"
	"math/big"
	"math/cmplx"
	"strconv"

	"fluxion/engine/lang/ast"
)

// Abs is abs(o).
func (t *Thread) Abs(o Object) Object {
	if o.Type().python {
		if f := t.Special(o, "__abs__"); f != nil {
			return t.Call(f)
		}
	}
	switch v := scalar(o).(type) {
	case Float:
		return Float(math.Abs(float64(v)))
	case Complex:
		return Float(cmplx.Abs(complex128(v)))
	case Int, *BigInt, Bool:
		n, _ := AsInt(v)
		if ToBig(n).Sign() < 0 {
			return t.Unary(ast.Neg, n)
		}
		return n
	}
	if f := t.Special(o, "__abs__"); f != nil {
		return t.Call(f)
	}
	panic(Errorf(TypeError, "bad operand type for abs(): '%s'", typeName(o)))
}

// Round is round(o, digits); digits may be None.
func (t *Thread) Round(o, digits Object) Object {
	if f := t.Special(o, "__round__"); f != nil {
		if digits == None {
			return t.Call(f)
		}
		return t.Call(f, digits)
	}
	switch v := scalar(o).(type) {
	case Float:
		if digits == None {
			return truncate(math.RoundToEven(float64(v)))
		}
		return Float(roundDecimal(float64(v), t.ToInt(digits)))
	case Int, *BigInt, Bool:
		n, _ := AsInt(v)
		if digits == None {
			return n
		}
		return roundInt(n, t.ToInt(digits))
	}
	panic(Errorf(TypeError, "type %s doesn't define __round__ method", typeName(o)))
}

// roundDecimal rounds the exact value of v, half to even, to decimal places.
func roundDecimal(v float64, digits int) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) || digits > 323 {
		return v
	}
	if digits < -308 {
		return math.Copysign(0, v)
	}
	if digits >= 0 {
		r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', digits, 64), 64)
		if err != nil {
			panic(Errorf(OverflowError, "rounded value too large to represent"))
		}
		return r
	}
	exact, _ := new(big.Float).SetFloat64(v).Rat(nil)
	unit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-digits)), nil))
	q := new(big.Rat).Quo(exact, unit)
	n := roundRat(q)
	r, _ := new(big.Rat).Mul(new(big.Rat).SetInt(n), unit).Float64()
	if math.IsInf(r, 0) {
		panic(Errorf(OverflowError, "rounded value too large to represent"))
	}
	if r == 0 {
		return math.Copysign(0, v)
	}
	return r
}

// roundRat rounds to the nearest integer, half to even.
func roundRat(q *big.Rat) *big.Int {
	two := big.NewInt(2)
	n, r := floorDivMod(q.Num(), q.Denom())
	switch twice := new(big.Int).Mul(r, two); twice.Cmp(q.Denom()) {
	case 1:
		n.Add(n, big.NewInt(1))
	case 0:
		if n.Bit(0) == 1 {
			n.Add(n, big.NewInt(1))
		}
	}
	return n
}

func roundInt(v Object, digits int) Object {
	if digits >= 0 {
		return v
	}
	x := ToBig(v)
	if -digits > x.BitLen() { // 10^k > 2^k
		return Int(0)
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-digits)), nil)
	n := roundRat(new(big.Rat).SetFrac(x, unit))
	return NewInt(n.Mul(n, unit))
}

// DivMod is divmod(a, b).
func (t *Thread) DivMod(a, b Object) Object {
	if f := t.Special(a, "__divmod__"); f != nil {
		if r := t.Call(f, b); r != NotImplemented {
			return r
		}
	}
	if f := t.Special(b, "__rdivmod__"); f != nil {
		if r := t.Call(f, a); r != NotImplemented {
			return r
		}
	}
	x, y := scalar(a), scalar(b)
	switch rank := max(numberRank(x), numberRank(y)); {
	case numberRank(x) == 0 || numberRank(y) == 0 || rank == rankComplex:
		if _, ok := x.(Operand); !ok {
			if _, ok := y.(Operand); !ok {
				panic(Errorf(TypeError, "unsupported operand type(s) for divmod(): '%s' and '%s'", typeName(a), typeName(b)))
			}
		}
	case rank == rankFloat:
		u, v := t.ToFloat(x), t.ToFloat(y)
		if v == 0 {
			panic(Errorf(ZeroDivisionError, "float divmod()"))
		}
		q, r := floatDivMod(u, v)
		return NewTuple(Float(q), Float(r))
	}
	return NewTuple(t.Binary(ast.FloorDiv, x, y), t.Binary(ast.Mod, x, y))
}

// Pow is pow(x, y, m); m may be None.
func (t *Thread) Pow(x, y, m Object) Object {
	if m == None {
		return t.Binary(ast.Pow, x, y)
	}
	i, ok1 := AsInt(x)
	j, ok2 := AsInt(y)
	k, ok3 := AsInt(m)
	if !ok1 || !ok2 || !ok3 {
		panic(Errorf(TypeError, "pow() 3rd argument not allowed unless all arguments are integers"))
	}
	return powMod(ToBig(i), ToBig(j), ToBig(k))
}
