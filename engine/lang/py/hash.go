package py

import (
	"math"
	"math/big"
	"math/bits"
	"reflect"
)

// hashPrime is the modulus of the hashes of numbers: equal numbers of any type
// have equal hashes, those of CPython.
const hashPrime = 1<<61 - 1

var bigHashPrime = big.NewInt(hashPrime)

// Hash returns hash(o), as unsigned bits.
func (t *Thread) Hash(o Object) uint64 {
	switch o := o.(type) {
	case Str:
		return hashString(string(o))
	case Int:
		return hashInt(int64(o))
	case Bool:
		if o {
			return 1
		}
		return 0
	case Float:
		return hashFloat(float64(o))
	case *BigInt:
		r := new(big.Int).Rem(o.value, bigHashPrime)
		return signedHash(r.Int64())
	case Complex:
		return signedHash(int64(hashFloat(real(complex128(o))) + 1000003*hashFloat(imag(complex128(o)))))
	case *Tuple:
		if o.class == nil || o.class.Lookup("__hash__") == nil {
			return t.hashTuple(o.Elems)
		}
	case *Singleton:
		return hashString(o.name)
	case *Set:
		if o.frozen {
			return t.hashFrozenSet(o)
		}
		panic(unhashable(o))
	case *List, *Dict, *Slice:
		panic(unhashable(o))
	case Hasher:
		return o.Hash(t)
	case *Type, *Function, *Builtin, *Module, *Exception:
		return hashPointer(o)
	case *BoundMethod:
		return hashPointer(o.Func) ^ bits.RotateLeft64(hashPointer(o.Self), 17)
	case *Range:
		return t.hashTuple([]Object{Int(o.Count()), Int(o.Start), Int(o.Step)})
	}
	if _, ok := o.(Operand); ok {
		panic(unhashable(o))
	}
	switch f := o.Type().Lookup("__hash__"); f {
	case nil:
		if i, ok := o.(*Instance); ok && i.Value != nil {
			return t.Hash(i.Value)
		}
		return hashPointer(o)
	case None:
		panic(unhashable(o))
	default:
		v, ok := t.Call(f, o).(Int)
		if !ok {
			panic(Errorf(TypeError, "__hash__ method should return an integer"))
		}
		return signedHash(int64(v))
	}
}

func unhashable(o Object) *Exception {
	return Errorf(TypeError, "unhashable type: '%s'", typeName(o))
}

// signedHash keeps -1 free, as CPython does.
func signedHash(v int64) uint64 {
	if v == -1 {
		v = -2
	}
	return uint64(v)
}

func hashInt(v int64) uint64 {
	if -hashPrime < v && v < hashPrime {
		return signedHash(v)
	}
	return signedHash(v % hashPrime)
}

// hashFloat reduces m·2^e modulo the prime 2^61−1, where a power of two is a
// rotation.
func hashFloat(v float64) uint64 {
	switch {
	case math.IsNaN(v):
		return math.Float64bits(v) >> 12
	case math.IsInf(v, 0):
		return signedHash(int64(math.Copysign(314159, v)))
	}
	m, e := math.Frexp(math.Abs(v))
	var x uint64
	for m != 0 {
		x = (x<<28)&hashPrime | x>>(61-28)
		m *= 1 << 28
		e -= 28
		y := uint64(m)
		m -= float64(y)
		x += y
		if x >= hashPrime {
			x -= hashPrime
		}
	}
	if e >= 0 {
		e %= 61
	} else {
		e = 60 - (-1-e)%61
	}
	x = (x<<e)&hashPrime | x>>(61-e)
	if v < 0 {
		return signedHash(-int64(x))
	}
	return x
}

// hashString is FNV-1a with a final mix. It is the same in every run.
func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h ^ h>>29
}

// hashTuple follows CPython (a variant of xxHash).
func (t *Thread) hashTuple(elems []Object) uint64 {
	const (
		p1 = 11400714785074694791
		p2 = 14029467366897019727
		p5 = 2870177450012600261
	)
	t.nest()
	acc := uint64(p5)
	for _, o := range elems {
		acc += t.Hash(o) * p2
		acc = bits.RotateLeft64(acc, 31) * p1
	}
	t.unnest()
	acc += uint64(len(elems)) ^ (p5 ^ 3527539)
	if acc == math.MaxUint64 {
		return 1546275796
	}
	return acc
}

// hashFrozenSet follows CPython: it does not depend on the order.
func (t *Thread) hashFrozenSet(s *Set) uint64 {
	var h uint64
	for _, e := range s.table {
		if e.key != nil {
			h ^= (e.hash ^ 89869747 ^ e.hash<<16) * 3644798167
		}
	}
	h ^= (uint64(s.used) + 1) * 1927868237
	h ^= h>>11 ^ h>>25
	return signedHash(int64(h*69069 + 907133923))
}

func hashPointer(o Object) uint64 {
	p := address(o)
	return bits.RotateLeft64(p, -4)
}

// address is a number for the identity of o.
func address(o Object) uint64 {
	if v := reflect.ValueOf(o); v.Kind() == reflect.Pointer {
		return uint64(v.Pointer())
	}
	switch o := o.(type) {
	case Int:
		return 0x7f0000000000 + uint64(o)*32
	case Str:
		return 0x7f8000000000 + hashString(string(o))&0x7fffffffff
	case Float:
		return 0x7f9000000000 + math.Float64bits(float64(o))>>20
	case Bool:
		if o {
			return 0x7fa000000020
		}
		return 0x7fa000000000
	}
	return 0
}

// ID returns id(o).
func ID(o Object) Object { return Int(address(o)) }

// Is reports whether a is b. Scalars of one type are identical if equal.
func Is(a, b Object) bool {
	switch a := a.(type) {
	case Int:
		b, ok := b.(Int)
		return ok && a == b
	case Str:
		b, ok := b.(Str)
		return ok && a == b
	case Bool:
		b, ok := b.(Bool)
		return ok && a == b
	case Float:
		b, ok := b.(Float)
		return ok && math.Float64bits(float64(a)) == math.Float64bits(float64(b))
	case Complex:
		b, ok := b.(Complex)
		return ok && a == b
	case *Tuple:
		b, ok := b.(*Tuple)
		return ok && (a == b || len(a.Elems) == 0 && len(b.Elems) == 0 && a.class == nil && b.class == nil)
	}
	return a == b
}
