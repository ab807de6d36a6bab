package engine

import (
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

func dotGeneral(x, y Array, dims prim.DotDims) Array {
	v := values([]Array{numeric(x), numeric(y)})
	d, weak := join(v)
	for i, x := range v {
		if x.Aval().DType != d { // a weak type may stay as it is
			v[i] = prim.Convert(x, d, weak)
		}
	}
	return Array{prim.DotGeneral(v[0], v[1], dims)}
}

// Dot is NumPy's: the inner product of vectors, otherwise the sum over the
// last axis of x and the second to last of y. Scalars multiply.
func Dot(x, y Array) Array {
	switch {
	case x.Rank() == 0 || y.Rank() == 0:
		return Mul(x, y)
	case y.Rank() == 1:
		return contract("dot", x, y, x.Rank()-1, 0)
	default:
		return contract("dot", x, y, x.Rank()-1, y.Rank()-2)
	}
}

func contract(op string, x, y Array, axisX, axisY int) Array {
	if n, m := x.Shape()[axisX], y.Shape()[axisY]; n != m {
		ir.Fail(op, nil, "shapes %s and %s do not align: %d ≠ %d", ir.Tuple(x.Shape()), ir.Tuple(y.Shape()), n, m)
	}
	return dotGeneral(x, y, prim.DotDims{ContractX: []int{axisX}, ContractY: []int{axisY}})
}

// MatMul is NumPy's @: matrices multiply, leading axes are batches and
// broadcast, vectors act as a row on the left and a column on the right.
func MatMul(x, y Array) Array {
	if x.Rank() == 0 || y.Rank() == 0 {
		ir.Fail("matmul", nil, "shapes %s and %s given, arrays of rank at least 1 are expected", ir.Tuple(x.Shape()), ir.Tuple(y.Shape()))
	}
	if x.Rank() <= 2 && y.Rank() <= 2 {
		return contract("matmul", x, y, x.Rank()-1, max(0, y.Rank()-2))
	}
	row, column := x.Rank() == 1, y.Rank() == 1
	if row {
		x = ExpandDims(x, 0)
	}
	if column {
		y = ExpandDims(y, 1)
	}
	xs, ys := x.Shape(), y.Shape()
	batch := broadcastShapes("matmul", xs[:len(xs)-2], ys[:len(ys)-2])
	n := len(batch)
	x = BroadcastTo(x, append(append([]int{}, batch...), xs[len(xs)-2:]...)...)
	y = BroadcastTo(y, append(append([]int{}, batch...), ys[len(ys)-2:]...)...)
	if a, b := xs[len(xs)-1], ys[len(ys)-2]; a != b {
		ir.Fail("matmul", nil, "shapes %s and %s do not align: %d ≠ %d", ir.Tuple(xs), ir.Tuple(ys), a, b)
	}
	out := dotGeneral(x, y, prim.DotDims{ContractX: []int{n + 1}, ContractY: []int{n}, BatchX: upTo(n), BatchY: upTo(n)})
	if column {
		out = Squeeze(out, -1)
	}
	if row {
		out = Squeeze(out, n)
	}
	return out
}

// TensorDot contracts the last n axes of x with the first n of y.
func TensorDot(x, y Array, n int) Array {
	if n < 0 || n > x.Rank() || n > y.Rank() {
		ir.Fail("tensordot", nil, "%d axes of shapes %s and %s asked for", n, ir.Tuple(x.Shape()), ir.Tuple(y.Shape()))
	}
	last := upTo(n)
	for i := range last {
		last[i] += x.Rank() - n
	}
	return dotGeneral(x, y, prim.DotDims{ContractX: last, ContractY: upTo(n)})
}

// Outer returns the matrix of products of the elements of x and y.
func Outer(x, y Array) Array {
	return Mul(ExpandDims(Ravel(x), 1), ExpandDims(Ravel(y), 0))
}

// VDot returns the sum of products of the elements of x, conjugated, and y, as
// vectors.
func VDot(x, y Array) Array { return Dot(Conj(Ravel(x)), Ravel(y)) }

// Norm returns the Euclidean norm of all elements.
func Norm(x Array) Array {
	x = Array{promoteFloat(x)[0]}
	return Sqrt(Sum(Mul(x, x)))
}

// Dot is NumPy's dot product.
func (a Array) Dot(b Array) Array { return Dot(a, b) }

// MatMul is NumPy's matrix product.
func (a Array) MatMul(b Array) Array { return MatMul(a, b) }
