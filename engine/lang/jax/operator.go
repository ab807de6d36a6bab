package jax

import (
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// Binary implements [py.Operand].
func (a *Array) Binary(t *py.Thread, op ast.Operator, other py.Object, reflected bool) py.Object {
	t.Glance()
	if a.key {
		return a.keyBinary(op, other)
	}
	y, ok := numeric(t, other)
	if !ok {
		switch other.(type) {
		case *py.List, *py.Tuple, *py.Dict, *py.Set:
			panic(rejected(op, a, other, reflected))
		}
		if b, isArray := other.(*Array); isArray && b.key {
			return b.keyBinary(op, a)
		}
		return py.NotImplemented
	}
	x := a.data
	if reflected {
		if op >= ast.Eq {
			op = op.Swapped()
		} else {
			x, y = y, x
		}
	}
	return FromArray(Apply(t, op, x, y))
}

// rejected is the error for operands that NumPy would convert to arrays.
func rejected(op ast.Operator, a *Array, other py.Object, reflected bool) *py.Exception {
	name := func(o py.Object) string { n := o.Type().Name; return n[strings.LastIndexByte(n, '.')+1:] }
	x, y := name(a), name(other)
	if reflected {
		x, y = y, x
	}
	return py.Errorf(py.TypeError, "unsupported operand type(s) for %s: '%s' and '%s'", op, x, y)
}

// keyBinary compares keys; nothing else is possible with them.
func (a *Array) keyBinary(op ast.Operator, other py.Object) py.Object {
	b, ok := other.(*Array)
	switch {
	case op != ast.Eq && op != ast.Ne:
		if ok {
			panic(py.Errorf(py.TypeError, "%s does not accept dtypes %s, %s.", primitive(op), a.DType().Name, b.DType().Name))
		}
		if _, isInt := other.(py.Int); isInt {
			panic(py.Errorf(py.TypeError, "%s does not accept dtypes %s, int32.", primitive(op), a.DType().Name))
		}
		return py.NotImplemented
	case !ok || !b.key:
		return py.NotImplemented
	}
	equal := engine.All(engine.Eq(a.data, b.data), -1)
	if op == ast.Ne {
		equal = engine.Not(equal)
	}
	return FromArray(equal)
}

var primitives = map[ast.Operator]string{
	ast.Add: "add", ast.Sub: "sub", ast.Mul: "mul", ast.Div: "div", ast.FloorDiv: "div", ast.Mod: "rem", ast.Pow: "pow",
	ast.LShift: "shift_left", ast.RShift: "shift_right_arithmetic", ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor",
	ast.Eq: "eq", ast.Ne: "ne", ast.Lt: "lt", ast.Le: "le", ast.Gt: "gt", ast.Ge: "ge",
}

func primitive(op ast.Operator) string { return primitives[op] }

// Apply is x op y for a Python operator, with JAX's errors.
func Apply(t *py.Thread, op ast.Operator, x, y engine.Array) engine.Array {
	checkOperands(op, x, y)
	if op == ast.MatMul {
		return MatMul(x, y)
	}
	CheckBroadcast(primitive(op), x, y)
	if op == ast.Pow {
		return Power(t, x, y)
	}
	x, y = RecordedPair(t, x, y)
	switch op {
	case ast.Add:
		return engine.Add(x, y)
	case ast.Sub:
		if x.DType() == engine.Bool && y.DType() == engine.Bool {
			panic(py.Errorf(py.TypeError, "sub does not accept dtype bool at position 0. Accepted dtypes at position 0 are subtypes of integer, floating, complexfloating."))
		}
		return engine.Sub(x, y)
	case ast.Mul:
		return engine.Mul(x, y)
	case ast.Div:
		return Divide(t, x, y)
	case ast.FloorDiv:
		return engine.FloorDiv(x, y)
	case ast.Mod:
		return engine.Mod(x, y)
	case ast.Eq:
		return engine.Eq(x, y)
	case ast.Ne:
		return engine.Ne(x, y)
	case ast.Lt:
		return engine.Lt(x, y)
	case ast.Le:
		return engine.Le(x, y)
	case ast.Gt:
		return engine.Gt(x, y)
	case ast.Ge:
		return engine.Ge(x, y)
	}
	for i, z := range []engine.Array{x, y} {
		if z.DType().IsInexact() {
			panic(py.Errorf(py.TypeError, "%s does not accept dtype %v at position %d. Accepted dtypes at position %d are subtypes of integer%s.",
				primitive(op), z.DType(), i, i, orBool(op)))
		}
	}
	switch op {
	case ast.BitAnd:
		return engine.And(x, y)
	case ast.BitOr:
		return engine.Or(x, y)
	case ast.BitXor:
		return engine.Xor(x, y)
	case ast.LShift:
		return engine.ShiftLeft(x, y)
	}
	if x.DType() == engine.Uint32 {
		return engine.ShiftRight(x, y)
	}
	return engine.ShiftRightArithmetic(x, y)
}

func orBool(op ast.Operator) string {
	switch op {
	case ast.BitAnd, ast.BitOr, ast.BitXor:
		return ", bool"
	}
	return ""
}

// CheckBroadcast panics with JAX's error unless two shapes fit together.
func CheckBroadcast(op string, x, y engine.Array) {
	a, b := x.Shape(), y.Shape()
	for i := 1; i <= min(len(a), len(b)); i++ {
		if n, m := a[len(a)-i], b[len(b)-i]; n != m && n != 1 && m != 1 {
			panic(broadcastError(op, a, b))
		}
	}
}

// Divide is x / y: integers become floats of the default type.
func Divide(t *py.Thread, x, y engine.Array) engine.Array {
	if X64(t) && !x.DType().IsInexact() && !y.DType().IsInexact() {
		x, y = x.AsType(engine.Float64), y.AsType(engine.Float64)
	}
	return engine.Div(x, y)
}

// Power is x ** y. A concrete integer exponent multiplies, so that any base will
// do; integers to the power of integers are integers.
func Power(t *py.Thread, x, y engine.Array) engine.Array {
	if !y.DType().IsInexact() && y.DType() != engine.Bool && y.Rank() == 0 && !y.IsTraced() {
		n := int(y.Float64s()[0])
		if !x.DType().IsInexact() && n < 0 {
			panic(py.Errorf(py.TypeError, "Integers cannot be raised to negative powers, got integer_pow(%v[%s], %d)", x.DType(), dims(x.Shape()), n))
		}
		if y.Weak() || engine.PromoteTypes(x, y) == x.DType() {
			return engine.IntPow(Recorded(t, x), n)
		}
	}
	x, y = RecordedPair(t, x, y)
	if !x.DType().IsInexact() && !y.DType().IsInexact() {
		return integerPower(x, y)
	}
	return engine.Pow(x, y)
}

// integerPower raises integers to integers by squaring, bit by bit of the
// exponent.
func integerPower(x, y engine.Array) engine.Array {
	weak := x.Weak() && y.Weak()
	d := engine.PromoteTypes(x, y)
	if d == engine.Bool {
		d = engine.Int32
	}
	base, exponent := x.AsType(d), y.AsType(d)
	result := engine.Where(engine.Lt(exponent, engine.Int(0)), engine.Int(0), engine.OnesLike(engine.Add(base, exponent)))
	for bit := range 8*d.Size() - 1 {
		set := engine.Ne(engine.And(engine.ShiftRight(exponent, engine.Scalar(float64(bit), d)), engine.Scalar(1, d)), engine.Int(0))
		result = engine.Where(set, engine.Mul(result, base), result)
		base = engine.Mul(base, base)
	}
	return result.Weaken(weak)
}

// MatMul is x @ y with JAX's errors.
func MatMul(x, y engine.Array) engine.Array {
	for i, z := range []engine.Array{x, y} {
		if z.Rank() == 0 {
			panic(py.Errorf(py.ValueError, "matmul input operand %d must have ndim at least 1, but it has ndim 0", i))
		}
	}
	checkContraction(x, y)
	return engine.MatMul(x, y)
}

// checkContraction panics unless the last axis of x fits the second to last, or
// only, axis of y.
func checkContraction(x, y engine.Array) {
	n := x.Shape()[x.Rank()-1]
	m := y.Shape()[max(0, y.Rank()-2)]
	if n != m {
		panic(py.Errorf(py.TypeError, "dot_general requires contracting dimensions to have the same shape, got (%d,) and (%d,).", n, m))
	}
}

// Dot is numpy.dot with JAX's errors.
func Dot(x, y engine.Array) engine.Array {
	if x.Rank() > 0 && y.Rank() > 0 {
		checkContraction(x, y)
	}
	return engine.Dot(x, y)
}

// Unary implements [py.UnaryOperand].
func (a *Array) Unary(_ *py.Thread, op ast.Operator) py.Object {
	x := a.data
	const arithmetic = "%s does not accept dtype %s. Accepted dtypes are subtypes of integer, floating, complexfloating."
	switch op {
	case ast.Neg:
		if a.key || x.DType() == engine.Bool {
			panic(py.Errorf(py.TypeError, arithmetic, "neg", a.DType().Name))
		}
		return FromArray(engine.Neg(x))
	case ast.Pos:
		return a
	}
	if a.key || x.DType().IsInexact() {
		panic(py.Errorf(py.TypeError, "not does not accept dtype %s. Accepted dtypes are subtypes of integer, bool.", a.DType().Name))
	}
	return FromArray(engine.Not(x))
}
