package jnp

import (
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// products are the functions that multiply and sum.
var products = []py.Func{
	fn("dot(a, b, *, precision=None, preferred_element_type=None, out_sharding=None)", "The product of matrices and vectors, summed over the last axis of a and the second to last of b.", func(c call) engine.Array {
		return jax.Dot(c.array(0), c.array(1))
	}),
	fn("vdot(a, b, *, precision=None, preferred_element_type=None)", "The sum of the products of all elements.", func(c call) engine.Array {
		return jax.Dot(engine.Conj(engine.Ravel(c.array(0))), engine.Ravel(c.array(1)))
	}),
	matmul,
	inner("inner(a, b, *, precision=None, preferred_element_type=None)"),
	fn("vecdot(x1, x2, /, *, axis=-1, precision=None, preferred_element_type=None)", "The sum of products along an axis.", vecdot),
	fn("matvec(x1, x2, /)", "The product of matrices and vectors.", func(c call) engine.Array {
		return engine.Squeeze(jax.MatMul(c.array(0), engine.ExpandDims(c.array(1), -1)), -1)
	}),
	fn("vecmat(x1, x2, /)", "The product of vectors and matrices.", func(c call) engine.Array {
		return engine.Squeeze(jax.MatMul(engine.ExpandDims(c.array(0), -2), c.array(1)), -2)
	}),
	outer("outer(a, b, out=None)"),
	fn("tensordot(a, b, axes=2, *, precision=None, preferred_element_type=None, out_sharding=None)", "The sum of products over the last axes of a and the first of b, or over pairs of axes.", tensordot),
	fn("einsum(subscripts, /, *operands, out=None, optimize='auto', precision=None, preferred_element_type=None, out_sharding=None)", "A sum of products in Einstein's notation.", func(c call) engine.Array {
		return engine.Einsum(c.text(0), c.rest(1)...)
	}),
	fn("kron(a, b)", "The Kronecker product.", func(c call) engine.Array { return engine.Kron(c.array(0), c.array(1)) }),
	strong("cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None)", "The cross product of vectors of two or three components.", func(c call) engine.Array {
		for i := 2; i < 5; i++ {
			if c.given(5) {
				c.a[i] = c.a[5]
			}
		}
		x, y := c.array(0), c.array(1)
		return cross(engine.MoveAxis(x, c.axis(2, x.Rank()), -1), engine.MoveAxis(y, c.axis(3, y.Rank()), -1), c.int(4))
	}),
}

var matmul = fn("matmul(a, b, *, precision=None, preferred_element_type=None, out_sharding=None)", "The product of matrices; leading axes are batches.", func(c call) engine.Array {
	return jax.MatMul(c.array(0), c.array(1))
})

func inner(sig string) py.Func {
	return fn(sig, "The sum of products over the last axes.", func(c call) engine.Array {
		x, y := c.array(0), c.array(1)
		if x.Rank() == 0 || y.Rank() == 0 {
			return engine.Mul(x, y)
		}
		return contract(x, y, []int{x.Rank() - 1}, []int{y.Rank() - 1})
	})
}

func outer(sig string) py.Func {
	return fn(sig, "The products of all pairs of elements.", func(c call) engine.Array { return engine.Outer(c.array(0), c.array(1)) })
}

func vecdot(c call) engine.Array {
	x, y := c.array(0), c.array(1)
	x, y = engine.MoveAxis(x, c.axis(2, x.Rank()), -1), engine.MoveAxis(y, c.axis(2, y.Rank()), -1)
	jax.CheckBroadcast(c.name, x, y)
	return engine.Sum(engine.Mul(x, y), -1)
}

// contract is the dot product over pairs of axes.
func contract(x, y engine.Array, axesX, axesY []int) engine.Array {
	var sizesX, sizesY []int
	for i := range axesX {
		sizesX, sizesY = append(sizesX, x.Shape()[axesX[i]]), append(sizesY, y.Shape()[axesY[i]])
	}
	if tuple(sizesX) != tuple(sizesY) {
		panic(py.Errorf(py.TypeError, "dot_general requires contracting dimensions to have the same shape, got %s and %s.", tuple(sizesX), tuple(sizesY)))
	}
	return engine.TensorDotAxes(x, y, axesX, axesY)
}

func tensordot(c call) engine.Array {
	x, y := c.array(0), c.array(1)
	var axesX, axesY []int
	switch v := c.a[2].(type) {
	case *py.Tuple, *py.List:
		pair := c.t.Elements(v)
		if len(pair) != 2 {
			panic(py.Errorf(py.ValueError, "tensordot axes sequence must have length 2, got axes=%s", c.t.Repr(v)))
		}
		for i, list := range pair {
			for _, a := range intsOf(c.t, list) {
				if i == 0 {
					axesX = append(axesX, axisOf(a, x.Rank()))
				} else {
					axesY = append(axesY, axisOf(a, y.Rank()))
				}
			}
		}
		if len(axesX) != len(axesY) {
			panic(py.Errorf(py.ValueError, "tensordot requires axes lists to have equal length, got %s and %s.", c.t.Repr(pair[0]), c.t.Repr(pair[1])))
		}
	default:
		n := c.int(2)
		if n < 0 || n > min(x.Rank(), y.Rank()) {
			panic(py.Errorf(py.TypeError, "Number of tensordot axes (axes %d) exceeds input ranks (%s[%s] and %s[%s])", n, x.DType(), dims(x.Shape()), y.DType(), dims(y.Shape())))
		}
		for i := range n {
			axesX, axesY = append(axesX, x.Rank()-n+i), append(axesY, i)
		}
	}
	return contract(x, y, axesX, axesY)
}

func cross(x, y engine.Array, axis int) engine.Array {
	last := func(x engine.Array) int {
		if x.Rank() == 0 {
			return 0
		}
		return x.Shape()[x.Rank()-1]
	}
	n, m := last(x), last(y)
	if n != 2 && n != 3 || m != 2 && m != 3 {
		panic(py.Errorf(py.ValueError, "Dimension must be either 2 or 3 for cross product"))
	}
	part := func(v engine.Array, i int) engine.Array {
		if i >= last(v) {
			return engine.ZerosLike(engine.Squeeze(engine.Slice(v, -1, 0, 1), -1))
		}
		return engine.Squeeze(engine.Slice(v, -1, i, i+1), -1)
	}
	component := func(i, j int) engine.Array {
		return engine.Sub(engine.Mul(part(x, i), part(y, j)), engine.Mul(part(x, j), part(y, i)))
	}
	if n == 2 && m == 2 {
		return component(0, 1)
	}
	parts := []engine.Array{component(1, 2), component(2, 0), component(0, 1)}
	return engine.MoveAxis(engine.Stack(parts, -1), -1, axis)
}

// linalg are the functions of jax.numpy.linalg.
var linalg = []py.Func{
	strong("norm(x, ord=None, axis=None, keepdims=False)", "The norm of vectors or matrices.", norm),
	fn("vector_norm(x, /, *, axis=None, keepdims=False, ord=2)", "The norm of vectors.", func(c call) engine.Array {
		x := asFloat(c.array(0))
		axes := c.axes(1, x.Rank())
		flat := x
		if len(axes) > 1 {
			flat = engine.Transpose(x, append(otherAxes(x.Rank(), axes), axes...)...)
			flat = engine.Reshape(flat, append(append([]int{}, flat.Shape()[:x.Rank()-len(axes)]...), -1)...)
		}
		at := flat.Rank() - 1
		if len(axes) == 1 {
			at = axes[0]
		}
		return keep(c.vectorNorm(flat, c.a[3], at), x, axes, c.bool(2))
	}),
	fn("matrix_norm(x, /, *, keepdims=False, ord='fro')", "The norm of matrices.", func(c call) engine.Array {
		x := asFloat(c.array(0))
		axes := []int{axisOf(-2, x.Rank()), axisOf(-1, x.Rank())}
		return keep(c.matrixNorm(x, c.a[2], axes), x, axes, c.bool(1))
	}),
	strong("inv(a)", "The inverse of matrices.", func(c call) engine.Array { return engine.Inv(c.square()) }),
	fn("solve(a, b)", "The solution x of a @ x = b.", solve),
	fn("det(a)", "The determinant of matrices.", func(c call) engine.Array { return engine.Det(c.square()) }),
	object("slogdet(a, *, method=None)", "The sign of the determinant and the logarithm of its absolute value.", func(c call) py.Object {
		sign, log := engine.SlogDet(c.square())
		return slogdetResult(c.t, wrap(sign), wrap(log))
	}),
	fn("cholesky(a, *, upper=False, symmetrize_input=True)", "The lower triangular L with L @ L.T = a.", func(c call) engine.Array {
		l := engine.Cholesky(c.square())
		if c.bool(1) {
			return engine.MoveAxis(l, -1, -2)
		}
		return l
	}),
	fn("matrix_power(a, n)", "The product of n equal matrices.", func(c call) engine.Array {
		a, n := c.square(), c.int(1)
		if n < 0 {
			a, n = engine.Inv(a), -n
		}
		var out *engine.Array
		for ; n > 0; n /= 2 {
			if n%2 == 1 {
				p := a
				if out != nil {
					p = engine.MatMul(*out, a)
				}
				out = &p
			}
			if n > 1 {
				a = engine.MatMul(a, a)
			}
		}
		if out == nil {
			return engine.BroadcastTo(diagonalOnes(a.Shape()[a.Rank()-1], a.Shape()[a.Rank()-1], 0, a.DType()), a.Shape()...)
		}
		return *out
	}),
	fn("multi_dot(arrays, *, precision=None)", "The product of several matrices.", func(c call) engine.Array {
		arrays := c.arrays(0)
		if len(arrays) < 2 {
			panic(py.Errorf(py.ValueError, "multi_dot requires at least two arrays; got len(arrays)=%d", len(arrays)))
		}
		out := arrays[0]
		for _, a := range arrays[1:] {
			out = jax.Dot(out, a)
		}
		return out
	}),
	matmul,
	outer("outer(x1, x2, /)"),
	fn("tensordot(x1, x2, /, *, axes=2, precision=None, preferred_element_type=None)", "The sum of products over pairs of axes.", tensordot),
	fn("vecdot(x1, x2, /, *, axis=-1, precision=None, preferred_element_type=None)", "The sum of products along an axis.", vecdot),
	fn("matrix_transpose(x, /)", "The array with its last two axes swapped.", func(c call) engine.Array { return engine.MoveAxis(c.matrix(0), -1, -2) }),
	fn("diagonal(x, /, *, offset=0)", "The diagonal of matrices.", func(c call) engine.Array { return engine.Diagonal(c.matrix(0), c.int(1), -2, -1) }),
	fn("trace(x, /, *, offset=0, dtype=None)", "The sum of the diagonal of matrices.", func(c call) engine.Array {
		return c.cast(engine.Trace(c.matrix(0), c.int(1), -2, -1), 2)
	}),
	fn("cross(x1, x2, /, *, axis=-1)", "The cross product of vectors of three components.", func(c call) engine.Array {
		x, y := c.array(0), c.array(1)
		return cross(engine.MoveAxis(x, c.axis(2, x.Rank()), -1), engine.MoveAxis(y, c.axis(2, y.Rank()), -1), c.int(2))
	}),
}

// square returns argument 0, matrices with as many rows as columns.
func (c call) square() engine.Array {
	x := c.array(0)
	s := x.Shape()
	if len(s) < 2 || s[len(s)-1] != s[len(s)-2] {
		panic(py.Errorf(py.ValueError, "Argument to %s must have shape [..., n, n], got %s.", c.name, tuple(s)))
	}
	return asFloat(x)
}

func solve(c call) engine.Array {
	a, b := c.array(0), c.array(1)
	s := a.Shape()
	if len(s) < 2 || s[len(s)-1] != s[len(s)-2] {
		panic(py.Errorf(py.ValueError, "Argument to solve must have shape [..., n, n], got %s.", tuple(s)))
	}
	rows := 0
	if b.Rank() > 0 {
		rows = b.Shape()[max(0, b.Rank()-2)]
	}
	if rows != s[len(s)-1] {
		panic(py.Errorf(py.ValueError, "inconsistent size for core dimension 'm': %d vs %d on arguments of solve of shapes %s and %s", s[len(s)-1], rows, tuple(s), tuple(b.Shape())))
	}
	return engine.Solve(a, b).Weaken(a.Weak() && b.Weak())
}

// otherAxes are the axes that are not among the given ones.
func otherAxes(rank int, axes []int) []int {
	var out []int
	for i := range rank {
		found := false
		for _, a := range axes {
			found = found || a == i
		}
		if !found {
			out = append(out, i)
		}
	}
	return out
}

func norm(c call) engine.Array {
	x := asFloat(c.array(0))
	axes := c.axes(2, x.Rank())
	var y engine.Array
	switch {
	case !c.given(1) && (!c.given(2) || len(axes) == 1 || len(axes) == 2):
		y = engine.Sqrt(sumOver(engine.Mul(x, x), axes))
	case len(axes) == 1:
		y = c.vectorNorm(x, c.a[1], axes[0])
	case len(axes) == 2:
		y = c.matrixNorm(x, c.a[1], axes)
	default:
		panic(py.Errorf(py.ValueError, "Improper number of axes for norm: axis=%s. Pass one axis to compute a vector-norm, or two axes to compute a matrix-norm.", tuple(axes)))
	}
	return keep(y, x, axes, c.bool(3))
}

func (c call) vectorNorm(x engine.Array, ord py.Object, axis int) engine.Array {
	if ord == py.None {
		ord = py.Int(2)
	}
	if s, ok := ord.(py.Str); ok {
		panic(py.Errorf(py.ValueError, "Invalid order '%s' for vector norm.", string(s)))
	}
	switch p := c.t.ToFloat(ord); {
	case p > largestFloat(engine.Float64):
		return engine.Max(engine.Abs(x), axis)
	case p < -largestFloat(engine.Float64):
		return engine.Min(engine.Abs(x), axis)
	case p == 0:
		return engine.Sum(engine.Ne(x, num(0)).AsType(x.DType()), axis)
	case p == 1:
		return engine.Sum(engine.Abs(x), axis)
	case p == 2:
		return engine.Sqrt(engine.Sum(engine.Mul(x, x), axis))
	default:
		return engine.Pow(engine.Sum(engine.Pow(engine.Abs(x), num(p)), axis), num(1/p))
	}
}

func (c call) matrixNorm(x engine.Array, ord py.Object, axes []int) engine.Array {
	rows, columns := axes[0], axes[1]
	// The first sum removes an axis before the second.
	after := func(axis, removed int) int {
		if axis > removed {
			return axis - 1
		}
		return axis
	}
	switch s, ok := ord.(py.Str); {
	case ok && s == "fro" || ord == py.None:
		return engine.Sqrt(engine.Sum(engine.Mul(x, x), axes...))
	case ok:
		panic(py.Errorf(py.ValueError, "Invalid order '%s' for matrix norm.", string(s)))
	}
	extreme := engine.Max
	p := c.t.ToFloat(ord)
	if p < 0 {
		extreme, p = engine.Min, -p
	}
	switch {
	case p == 1:
		return extreme(engine.Sum(engine.Abs(x), rows), after(columns, rows))
	case p > largestFloat(engine.Float64):
		return extreme(engine.Sum(engine.Abs(x), columns), after(rows, columns))
	}
	panic(py.Errorf(py.ValueError, "Invalid order '%s' for matrix norm.", c.t.Repr(ord)))
}

// slogdetResult makes the named tuple that slogdet returns, whose class the
// module keeps.
func slogdetResult(t *py.Thread, sign, log py.Object) py.Object {
	const name = "SlogdetResult"
	m := t.Import(t, "jax.numpy.linalg")
	if m.Get(name) == nil {
		class := t.Call(t.GetAttr(t.Import(t, "collections"), "namedtuple"), py.Str(name), py.Str("sign logabsdet"))
		m.Set(name, class)
	}
	return t.Call(m.Get(name), sign, log)
}

// scipyLinalg are the functions of jax.scipy.linalg.
var scipyLinalg = []py.Func{
	fn("solve(a, b, lower=False)", "The solution x of a @ x = b.", solve),
	fn("inv(a)", "The inverse of matrices.", func(c call) engine.Array { return engine.Inv(c.square()) }),
	fn("det(a)", "The determinant of matrices.", func(c call) engine.Array { return engine.Det(c.square()) }),
	fn("cholesky(a, lower=False)", "The upper, or lower, triangular factor of a matrix.", func(c call) engine.Array {
		l := engine.Cholesky(c.square())
		if c.bool(1) {
			return l
		}
		return engine.MoveAxis(l, -1, -2)
	}),
	fn("solve_triangular(a, b, trans=0, lower=False, unit_diagonal=False)", "The solution x of a @ x = b for triangular a.", func(c call) engine.Array {
		a, b, lower := c.square(), c.array(1), c.bool(3)
		if trans := c.t.Str(c.a[2]); strings.Contains("1TC2", trans) {
			a, lower = engine.MoveAxis(a, -1, -2), !lower
		}
		if b.Rank() == 1 {
			return engine.Squeeze(engine.SolveTriangular(a, engine.ExpandDims(b, 1), lower, c.bool(4)), -1)
		}
		return engine.SolveTriangular(a, b, lower, c.bool(4))
	}),
}
