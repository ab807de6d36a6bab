package engine

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/prim"
)

// Arithmetic broadcasts as in NumPy and promotes types as in JAX: bool, int,
// uint32, int32, float, float32, float64, the plain ones being weak.

func binary(f func(x, y core.Value) core.Value, x, y Array) Array {
	v := promote(x, y)
	return Array{f(v[0], v[1])}
}

// binaryNumeric is binary with bool operands, if both are, as int32.
func binaryNumeric(f func(x, y core.Value) core.Value, x, y Array) Array {
	if x.DType() == Bool && y.DType() == Bool {
		x, y = numeric(x), numeric(y)
	}
	return binary(f, x, y)
}

func binaryFloat(f func(x, y core.Value) core.Value, x, y Array) Array {
	v := promoteFloat(x, y)
	return Array{f(v[0], v[1])}
}

func unary(f func(x core.Value) core.Value, x Array) Array { return Array{f(x.value())} }

func unaryFloat(f func(x core.Value) core.Value, x Array) Array {
	return Array{f(promoteFloat(x)[0])}
}

// numeric converts bool to int32, for operations that have no meaning on bool.
func numeric(x Array) Array {
	if x.DType() == Bool {
		return Array{prim.Convert(x.value(), Int32, x.Weak())}
	}
	return x
}

// Add returns x + y; on bool it is Or.
func Add(x, y Array) Array {
	if x.DType() == Bool && y.DType() == Bool {
		return Or(x, y)
	}
	return binary(prim.Add, x, y)
}

// Sub returns x − y.
func Sub(x, y Array) Array { return binaryNumeric(prim.Sub, x, y) }

// Mul returns x·y; on bool it is And.
func Mul(x, y Array) Array {
	if x.DType() == Bool && y.DType() == Bool {
		return And(x, y)
	}
	return binary(prim.Mul, x, y)
}

// Div returns x/y as floats.
func Div(x, y Array) Array { return binaryFloat(prim.Div, x, y) }

// Mod returns the remainder of x/y with the sign of y, as Python's %.
func Mod(x, y Array) Array {
	return binaryNumeric(func(x, y core.Value) core.Value {
		zero := prim.Lit(x, 0)
		r := prim.Rem(x, y)
		differ := prim.Ne(prim.Lt(r, zero), prim.Lt(y, zero))
		return where(prim.And(differ, prim.Ne(r, zero)), prim.Add(r, y), r)
	}, x, y)
}

// FloorDiv returns ⌊x/y⌋, as Python's //.
func FloorDiv(x, y Array) Array {
	return binaryNumeric(func(x, y core.Value) core.Value {
		r := prim.Rem(x, y)
		differ := prim.And(prim.Ne(r, prim.Lit(r, 0)), prim.Ne(prim.Sign(r), prim.Sign(y)))
		if x.Aval().DType.IsInt() {
			q := prim.Div(x, y)
			return where(differ, prim.Sub(q, prim.Lit(q, 1)), q)
		}
		// x − r is a multiple of y up to rounding, so the quotient is a whole
		// number up to rounding.
		infinite := prim.Eq(y, prim.Lit(y, 0))
		q := prim.Div(where(infinite, x, prim.Sub(x, r)), y)
		return prim.RoundAway(where(differ, prim.Sub(q, prim.Lit(q, 1)), q))
	}, x, y)
}

// where selects between values that need not have one shape.
func where(pred, onTrue, onFalse core.Value) core.Value {
	shape := broadcastShapes("where", pred.Aval().Shape, onTrue.Aval().Shape, onFalse.Aval().Shape)
	if pred.Aval().Rank() > 0 {
		pred = prim.Broadcast(pred, shape)
	}
	return prim.Select(pred, prim.Broadcast(onTrue, shape), prim.Broadcast(onFalse, shape))
}

// Neg returns −x.
func Neg(x Array) Array { return unary(prim.Neg, numeric(x)) }

// Maximum returns the larger operand; NaN if either is. Its derivative on a
// tie is ½ for each. On bool it is Or.
func Maximum(x, y Array) Array {
	if x.DType() == Bool && y.DType() == Bool {
		return Or(x, y)
	}
	return binary(orLexicographic(prim.Max, prim.Ge), x, y)
}

// Minimum returns the smaller operand; NaN if either is. On bool it is And.
func Minimum(x, y Array) Array {
	if x.DType() == Bool && y.DType() == Bool {
		return And(x, y)
	}
	return binary(orLexicographic(prim.Min, prim.Le), x, y)
}

// Clip returns x limited to [lo, hi].
func Clip(x, lo, hi Array) Array { return Minimum(hi, Maximum(lo, x)) }

// Lt returns x < y.
func Lt(x, y Array) Array { return binaryNumeric(ordering(prim.Lt), x, y) }

// Le returns x ≤ y.
func Le(x, y Array) Array { return binaryNumeric(ordering(prim.Le), x, y) }

// Gt returns x > y.
func Gt(x, y Array) Array { return binaryNumeric(ordering(prim.Gt), x, y) }

// Ge returns x ≥ y.
func Ge(x, y Array) Array { return binaryNumeric(ordering(prim.Ge), x, y) }

// Eq returns x = y.
func Eq(x, y Array) Array { return binary(prim.Eq, x, y) }

// Ne returns x ≠ y.
func Ne(x, y Array) Array { return binary(prim.Ne, x, y) }

// Where returns x where cond holds (is not zero) and y elsewhere.
func Where(cond, x, y Array) Array {
	v := promote(x, y)
	pred := cond.value()
	if cond.DType() != Bool {
		pred = cond.AsType(Bool).value()
	}
	all := equalRanks([]core.Value{pred, v[0], v[1]})
	return Array{where(all[0], all[1], all[2])}
}

// And returns the bitwise conjunction of ints or bools.
func And(x, y Array) Array { return binary(prim.And, x, y) }

// Or returns the bitwise disjunction of ints or bools.
func Or(x, y Array) Array { return binary(prim.Or, x, y) }

// Xor returns the bitwise exclusive disjunction of ints or bools.
func Xor(x, y Array) Array { return binary(prim.Xor, x, y) }

// Not returns the bitwise complement of ints or bools.
func Not(x Array) Array { return unary(prim.Not, x) }

// LogicalNot returns whether x is zero.
func LogicalNot(x Array) Array { return Not(x.AsType(Bool)) }

// ShiftLeft returns x·2ʸ of integers.
func ShiftLeft(x, y Array) Array { return binary(prim.ShiftLeft, x, y) }

// ShiftRight shifts zeros in from the left.
func ShiftRight(x, y Array) Array { return binary(prim.ShiftRightLogical, x, y) }

// BitcastFloat32 reads the bits of a uint32 or int32 array as float32.
func BitcastFloat32(x Array) Array { return Array{prim.Bitcast(x.value(), Float32)} }

// BitcastUint32 reads the bits of a 32-bit array as uint32.
func BitcastUint32(x Array) Array { return Array{prim.Bitcast(x.value(), Uint32)} }

// Threefry2x32 applies the block function of JAX's random number generator
// elementwise: 20 rounds of Threefry-2x32 with key (k0, k1) on counter
// (x0, x1). All are uint32 and broadcast.
func Threefry2x32(k0, k1, x0, x1 Array) (y0, y1 Array) {
	v := promote(k0, k1, x0, x1)
	a, b := prim.Threefry2x32(v[0], v[1], v[2], v[3])
	return Array{a}, Array{b}
}

// StopGradient returns x as a constant: its derivative is zero.
func StopGradient(x Array) Array { return unary(prim.StopGradient, x) }

// The same operations as methods.

// Add returns a + b.
func (a Array) Add(b Array) Array { return Add(a, b) }

// Sub returns a − b.
func (a Array) Sub(b Array) Array { return Sub(a, b) }

// Mul returns a·b.
func (a Array) Mul(b Array) Array { return Mul(a, b) }

// Div returns a/b.
func (a Array) Div(b Array) Array { return Div(a, b) }

// Neg returns −a.
func (a Array) Neg() Array { return Neg(a) }

// Pow returns aᵇ.
func (a Array) Pow(b Array) Array { return Pow(a, b) }

// Mod returns the remainder of a/b with the sign of b.
func (a Array) Mod(b Array) Array { return Mod(a, b) }

// FloorDiv returns ⌊a/b⌋.
func (a Array) FloorDiv(b Array) Array { return FloorDiv(a, b) }

// Lt returns a < b.
func (a Array) Lt(b Array) Array { return Lt(a, b) }

// Le returns a ≤ b.
func (a Array) Le(b Array) Array { return Le(a, b) }

// Gt returns a > b.
func (a Array) Gt(b Array) Array { return Gt(a, b) }

// Ge returns a ≥ b.
func (a Array) Ge(b Array) Array { return Ge(a, b) }

// Eq returns a = b.
func (a Array) Eq(b Array) Array { return Eq(a, b) }

// Ne returns a ≠ b.
func (a Array) Ne(b Array) Array { return Ne(a, b) }
