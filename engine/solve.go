package engine

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// Linear algebra on the last two axes; the axes before are batches. The sizes
// are known when a function is traced, so the loops below are unrolled.

// squareMatrix checks the operand of a factorisation and returns its size.
func squareMatrix(op string, a Array) int {
	shape := a.Shape()
	if len(shape) < 2 || shape[len(shape)-1] != shape[len(shape)-2] {
		ir.Fail(op, nil, "shape %s given, [..., n, n] is expected", ir.Tuple(shape))
	}
	return shape[len(shape)-1]
}

func asFloat(x Array) Array { return Array{promoteFloat(x)[0]} }

// asFactor is asFloat for matrices that will be factored, for which float16 is
// not precise enough, in JAX either.
func asFactor(op string, a Array) Array {
	a = asFloat(a)
	if d := a.DType(); d == Float16 {
		panic(&ir.Error{Op: op, Kind: ir.NotImplementedError, Reason: "matrices of " + d.String() + " are not supported, convert them to float32"})
	}
	return a
}

// column returns x[..., j:j+1], row x[..., i:i+1, :].
func column(x Array, j int) Array { return Slice(x, -1, j, j+1) }
func row(x Array, i int) Array    { return Slice(x, -2, i, i+1) }

// mT swaps the last two axes; mH conjugates as well.
func mT(x Array) Array { return MoveAxis(x, -1, -2) }
func mH(x Array) Array {
	if x.DType().IsComplex() {
		x = Conj(x)
	}
	return mT(x)
}

// Cholesky returns the lower triangular L with L·Lᴴ = a, for Hermitian positive
// definite a, of which it uses (a + aᴴ)/2. Elsewhere it returns NaN.
func Cholesky(a Array) Array {
	squareMatrix("cholesky", a)
	a = asFactor("cholesky", a)
	return choleskyOf(Mul(Num(0.5), Add(a, mH(a))))
}

// choleskyOf has the derivative L·Φ(L⁻¹·ȧ·L⁻ᴴ), where Φ takes the lower
// triangle and half of the diagonal.
func choleskyOf(a Array) Array {
	return CustomJVP("cholesky", func(a Array) Array {
		n := squareMatrix("cholesky", a)
		columns := make([]Array, n)
		below := Iota([]int{n, 1}, 0, Int32)
		for j := range n {
			c := Where(Lt(below, Int(j)), ZerosLike(column(a, j)), Div(column(a, j), Sqrt(realPart(row(column(a, j), j)))))
			columns[j] = c
			a = Sub(a, Mul(c, mH(c)))
		}
		if n == 0 {
			return a
		}
		l := Concatenate(columns, -1)
		failed := Any(IsNaN(l), -1, -2)
		lower := Tril(OnesLike(l), 0)
		return Where(And(KeepDims(failed, l, []int{l.Rank() - 2, l.Rank() - 1}), lower.AsType(Bool)), Mul(lower, Sqrt(Num(-1))), l)
	}, func(a, t Array) (Array, Array) {
		l := choleskyOf(a)
		right := mT(SolveTriangular(l, t, true, false))
		if l.DType().IsComplex() { // t·L⁻ᴴ, which must not conjugate t: it is linear in t
			right = mT(SolveTriangular(Conj(l), mT(t), true, false))
		}
		inner := SolveTriangular(l, right, true, false)
		half := Sub(Tril(OnesLike(inner), 0), Mul(Num(0.5), Eye(squareMatrix("cholesky", a), a.DType())))
		return l, MatMul(l, Mul(inner, half))
	})(a)
}

// realPart returns the real part of numbers of any type.
func realPart(x Array) Array {
	if !x.DType().IsComplex() {
		return x
	}
	return Real(x)
}

type system struct {
	A, B        Array
	Lower, Unit bool
}

// SolveTriangular returns x with a·x = b for triangular a of shape [..., n, n]
// and b of shape [..., n, m]. Only the named triangle of a is read, and ones
// instead of its diagonal if unit.
func SolveTriangular(a, b Array, lower, unit bool) Array {
	n := squareMatrix("solve_triangular", a)
	if b.Rank() < 2 || b.Shape()[b.Rank()-2] != n {
		ir.Fail("solve_triangular", nil, "shapes %s and %s do not align", ir.Tuple(a.Shape()), ir.Tuple(b.Shape()))
	}
	v := promoteFloat(a, b)
	return solveTriangular(system{Array{v[0]}, Array{v[1]}, lower, unit})
}

func solveTriangular(s system) Array {
	return CustomJVP("triangular_solve", func(s system) Array {
		n := squareMatrix("triangular_solve", s.A)
		rows := make([]Array, n)
		b := s.B
		for k := range n {
			i := k
			if !s.Lower {
				i = n - 1 - k
			}
			rows[i] = row(b, i)
			if !s.Unit {
				rows[i] = Div(rows[i], column(row(s.A, i), i))
			}
			b = Sub(b, Mul(column(s.A, i), rows[i]))
		}
		if n == 0 {
			return b
		}
		return Concatenate(rows, -2)
	}, func(s, t system) (Array, Array) {
		x := solveTriangular(s)
		da := t.A
		if s.Unit {
			da = Mul(da, Sub(Num(1), Eye(squareMatrix("triangular_solve", da), da.DType())))
		}
		if s.Lower {
			da = Tril(da, 0)
		} else {
			da = Triu(da, 0)
		}
		return x, solveTriangular(system{s.A, Sub(t.B, MatMul(da, x)), s.Lower, s.Unit})
	})(s)
}

// LU factors a of shape [..., n, n] with partial pivoting: the unit lower
// triangle and the upper triangle of lu multiply to the rows of a in the order
// perm, int32 of shape [..., n]; sign is that of the permutation.
func LU(a Array) (lu, perm, sign Array) {
	n := squareMatrix("lu", a)
	lu = asFactor("lu", a)
	batch := lu.Shape()[:lu.Rank()-2]
	perm = BroadcastTo(Arange(n, Int32), append(slices.Clone(batch), n)...)
	sign = Ones(batch, lu.DType())
	places := Iota([]int{n, 1}, 0, Int32)
	for k := range n {
		size := Where(Ge(places, Int(k)), Abs(StopGradient(column(lu, k))), Num(-1))
		pivot := ExpandDims(ArgMax(Squeeze(size, -1), -1), lu.Rank()-2)
		order := Where(Eq(Arange(n, Int32), Int(k)), pivot, Where(Eq(Arange(n, Int32), pivot), Int(k), Arange(n, Int32)))
		sign = Where(Eq(Squeeze(pivot, -1), Int(k)), sign, Neg(sign))
		perm = TakeAlongAxis(perm, order, -1)
		lu = takeRows(lu, order)
		diagonal := row(column(lu, k), k)
		below := Gt(places, Int(k))
		// A zero pivot leaves nothing to eliminate.
		safe := Where(Eq(diagonal, Num(0)), OnesLike(diagonal), diagonal)
		factor := Where(below, Div(column(lu, k), safe), ZerosLike(column(lu, k)))
		right := Gt(Arange(n, Int32), Int(k))
		lu = Sub(lu, Mul(factor, Where(right, row(lu, k), ZerosLike(row(lu, k)))))
		at := And(below, Eq(Arange(n, Int32), Int(k)))
		lu = Where(at, factor, lu)
	}
	return lu, perm, sign
}

// takeRows returns x[..., order, :].
func takeRows(x, order Array) Array {
	shape := append(slices.Clone(order.Shape()), x.Shape()[x.Rank()-1])
	return TakeAlongAxis(x, BroadcastTo(ExpandDims(order, order.Rank()), shape...), -2)
}

// Solve returns x with a·x = b for a of shape [..., n, n] and b of shape
// [..., n, m], or [n], by elimination with partial pivoting.
func Solve(a, b Array) Array {
	n := squareMatrix("solve", a)
	if b.Rank() == 1 {
		return Squeeze(Solve(a, ExpandDims(b, 1)), -1)
	}
	if b.Rank() == 0 || b.Shape()[b.Rank()-2] != n {
		ir.Fail("solve", nil, "shapes %s and %s do not align", ir.Tuple(a.Shape()), ir.Tuple(b.Shape()))
	}
	batch := broadcastShapes("solve", a.Shape()[:a.Rank()-2], b.Shape()[:b.Rank()-2])
	v := promoteFloat(a, b)
	a = BroadcastTo(Array{v[0]}, append(slices.Clone(batch), n, n)...)
	b = BroadcastTo(Array{v[1]}, append(slices.Clone(batch), n, b.Shape()[b.Rank()-1])...)
	return solve(system{A: a, B: b})
}

// solve has the derivative a⁻¹(ḃ − ȧ·x).
func solve(s system) Array {
	return CustomJVP("solve", func(s system) Array {
		lu, perm, _ := LU(s.A)
		y := SolveTriangular(lu, takeRows(s.B, perm), true, true)
		return SolveTriangular(lu, y, false, false)
	}, func(s, t system) (Array, Array) {
		x := solve(s)
		return x, solve(system{A: s.A, B: Sub(t.B, MatMul(t.A, x))})
	})(s)
}

// Inv returns the inverse of a, of shape [..., n, n].
func Inv(a Array) Array {
	n := squareMatrix("inv", a)
	a = asFloat(a)
	return Solve(a, Eye(n, a.DType()))
}

// Det returns the determinant of a, of shape [..., n, n].
func Det(a Array) Array {
	n := squareMatrix("det", a)
	a = asFloat(a)
	at := func(i, j int) Array { return Squeeze(row(column(a, j), i), -1, -2) }
	switch n {
	case 2:
		return Sub(Mul(at(0, 0), at(1, 1)), Mul(at(0, 1), at(1, 0)))
	case 3:
		sum := func(p, q int) Array {
			x := Mul(Mul(at(0, 0), at(1, p)), at(2, q))
			x = Add(x, Mul(Mul(at(0, p), at(1, q)), at(2, 0)))
			return Add(x, Mul(Mul(at(0, q), at(1, 0)), at(2, p)))
		}
		return Sub(sum(1, 2), sum(2, 1))
	}
	lu, _, sign := LU(a)
	return Mul(Prod(Diagonal(lu, 0, -2, -1), -1), sign)
}

// SlogDet returns the sign of the determinant of a and the logarithm of its
// absolute value.
func SlogDet(a Array) (sign, logAbs Array) {
	squareMatrix("slogdet", a)
	lu, _, s := LU(a)
	d := Diagonal(lu, 0, -2, -1)
	return Mul(s, Prod(Sign(d), -1)), Sum(Log(Abs(d)), -1)
}
