package numpy

import (
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// operand returns the other operand of an operator; ok is false if it is no
// number or array. weak tells that its type yields.
func operand(t *py.Thread, o py.Object) (a *Array, weak, ok bool) {
	switch v := o.(type) {
	case *Array:
		return v, false, true
	case py.Int, py.Float, py.Bool:
		return fromObject(t, v), true, true
	case *py.List, *py.Tuple:
		return fromObject(t, v), false, true
	}
	return nil, false, false
}

// weakly is the type that an array of type d and a plain number meet in.
func weakly(d, plain *jax.DType) *jax.DType {
	switch {
	case plain.Kind == 'b', plain.Kind == d.Kind, d.Kind == 'f', d.Kind == 'u' && plain.Kind == 'i':
		return d
	case plain.Kind == 'f':
		return dtype("float64")
	case d.Kind == 'b':
		return plain
	}
	return d
}

// Binary implements [py.Operand].
func (a *Array) Binary(t *py.Thread, op ast.Operator, other py.Object, reflected bool) py.Object {
	t.Glance()
	b, weak, ok := operand(t, other)
	if !ok {
		return py.NotImplemented
	}
	common := promote(a.dtype, b.dtype)
	if weak {
		common = weakly(a.dtype, b.dtype)
	}
	x, y := a, b
	if reflected {
		if op >= ast.Eq && op <= ast.Ge {
			op = mirrored[op]
		} else {
			x, y = b, a
		}
	}
	if op != ast.MatMul && !broadcasts(x.shape(), y.shape()) {
		panic(py.Errorf(py.ValueError, "operands could not be broadcast together with shapes %s %s ", shapeText(x.shape()), shapeText(y.shape())))
	}
	switch op {
	case ast.MatMul:
		checkMatMul(x.shape(), y.shape())
	case ast.Div:
		if common.Kind != 'f' {
			common = dtype("float64")
		}
	case ast.Pow:
		checkPower(t, x, y)
		fallthrough
	case ast.FloorDiv, ast.Mod:
		if common.Kind == 'b' {
			common = dtype("int8")
		}
	case ast.Sub:
		if common.Kind == 'b' {
			panic(py.Errorf(py.TypeError, "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead."))
		}
	case ast.BitAnd, ast.BitOr, ast.BitXor, ast.LShift, ast.RShift:
		return bitwise(t, op, x, y, common)
	}
	out := jax.Aside(t, func() engine.Array { return jax.Apply(t, op, x.as(t, common).value, y.as(t, common).value) })
	return result(carried(out, common))
}

var mirrored = map[ast.Operator]ast.Operator{
	ast.Eq: ast.Eq, ast.Ne: ast.Ne, ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.Le: ast.Ge, ast.Ge: ast.Le,
}

// carried is a result that the engine computed for operands of a type.
func carried(v engine.Array, common *jax.DType) *Array {
	if v.DType() == engine.Bool {
		return &Array{value: v, dtype: dtype("bool")}
	}
	if v.DType() == carrier(common) && (!isInteger(common) || !v.DType().IsFloat()) {
		return &Array{value: v.Weaken(false), dtype: common}
	}
	values := v.Float64s()
	if isInteger(common) {
		clean(values)
	}
	fit(values, common)
	return newArray(values, v.Shape(), common)
}

// bitwise computes on the integers themselves.
func bitwise(t *py.Thread, op ast.Operator, x, y *Array, common *jax.DType) py.Object {
	if common.Kind == 'f' {
		panic(py.Errorf(py.TypeError, "ufunc '%s' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''", bitNames[op]))
	}
	v, w := x.data(t), y.data(t)
	shape := broadcastShape(v.Shape(), w.Shape())
	a, b := engine.BroadcastTo(v, shape...).Float64s(), engine.BroadcastTo(w, shape...).Float64s()
	for i := range a {
		p, q := int64(a[i]), int64(b[i])
		switch op {
		case ast.BitAnd:
			p &= q
		case ast.BitOr:
			p |= q
		case ast.BitXor:
			p ^= q
		case ast.LShift:
			p = shift(p, q, common)
		case ast.RShift:
			p = shift(p, -q, common)
		}
		a[i] = float64(p)
	}
	fit(a, common)
	return result(newArray(a, shape, common))
}

var bitNames = map[ast.Operator]string{
	ast.BitAnd: "bitwise_and", ast.BitOr: "bitwise_or", ast.BitXor: "bitwise_xor", ast.LShift: "left_shift", ast.RShift: "right_shift", ast.Invert: "invert",
}

// shift moves bits to the left, or to the right if by is negative.
func shift(p, by int64, d *jax.DType) int64 {
	bits := int64(8 * d.Size)
	switch {
	case by >= bits:
		return 0
	case by >= 0:
		return p << by
	case by <= -bits:
		by = -63
	}
	return p >> -by
}

func broadcasts(x, y []int) bool {
	for i := 1; i <= min(len(x), len(y)); i++ {
		if n, m := x[len(x)-i], y[len(y)-i]; n != m && n != 1 && m != 1 {
			return false
		}
	}
	return true
}

func broadcastShape(x, y []int) []int {
	if len(x) < len(y) {
		x, y = y, x
	}
	out := slices.Clone(x)
	for i := 1; i <= len(y); i++ {
		if out[len(out)-i] == 1 {
			out[len(out)-i] = y[len(y)-i]
		}
	}
	return out
}

func checkMatMul(x, y []int) {
	if len(x) == 0 || len(y) == 0 {
		panic(py.Errorf(py.ValueError, "matmul: Input operand 0 does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)"))
	}
	if n, m := x[len(x)-1], y[max(0, len(y)-2)]; n != m {
		panic(py.Errorf(py.ValueError, "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size %d is different from %d)", m, n))
	}
}

// Unary implements [py.UnaryOperand].
func (a *Array) Unary(t *py.Thread, op ast.Operator) py.Object {
	v := a.data(t)
	switch {
	case op == ast.Pos:
		return result(&Array{value: v, dtype: a.dtype})
	case op == ast.Neg && a.dtype.Kind == 'b':
		panic(py.Errorf(py.TypeError, "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead."))
	case op == ast.Neg:
		return result(carried(engine.Neg(v), a.dtype))
	case a.dtype.Kind == 'b':
		return result(carried(engine.Not(v), a.dtype))
	case a.dtype.Kind == 'f':
		panic(py.Errorf(py.TypeError, "ufunc 'invert' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''"))
	}
	return result(carried(engine.Sub(engine.Neg(v), engine.Scalar(1, v.DType())), a.dtype))
}
