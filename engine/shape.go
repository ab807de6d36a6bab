package engine

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// Reshape returns the elements of x, in row-major order, in another shape, of
// which one dimension may be −1: what is left.
func Reshape(x Array, shape ...int) Array {
	shape = slices.Clone(shape)
	if i := slices.Index(shape, -1); i >= 0 {
		shape[i] = 1
		if n := ir.Size(shape); n > 0 {
			shape[i] = x.Size() / n
		}
	}
	return Array{prim.Reshape(x.value(), shape)}
}

// Ravel returns x as a one-dimensional array.
func Ravel(x Array) Array { return Reshape(x, -1) }

// Transpose permutes the axes of x: axis i of the result is axis perm[i];
// without perm the order is reversed.
func Transpose(x Array, perm ...int) Array {
	if len(perm) == 0 {
		perm = upTo(x.Rank())
		slices.Reverse(perm)
	}
	normal := make([]int, len(perm))
	for i, p := range perm {
		normal[i] = normalizeAxis("transpose", p, x.Rank())
	}
	return Array{prim.Transpose(x.value(), normal)}
}

// MoveAxis returns x with one axis moved to another place.
func MoveAxis(x Array, from, to int) Array {
	rank := x.Rank()
	return Array{prim.MoveAxis(x.value(), normalizeAxis("moveaxis", from, rank), normalizeAxis("moveaxis", to, rank))}
}

// BroadcastTo repeats x to a shape that its own stretches to: NumPy's rule.
func BroadcastTo(x Array, shape ...int) Array {
	from := x.Shape()
	ok := len(from) <= len(shape)
	for i := 0; ok && i < len(from); i++ {
		to := shape[len(shape)-len(from)+i]
		ok = from[i] == to || from[i] == 1
	}
	if !ok {
		ir.Fail("broadcast_to", nil, "shape %s does not stretch to %s", ir.Tuple(from), ir.Tuple(shape))
	}
	return Array{prim.Broadcast(x.value(), shape)}
}

// broadcastShapes returns the common shape of arrays by NumPy's rule.
func broadcastShapes(op string, shapes ...[]int) []int {
	rank := 0
	for _, s := range shapes {
		rank = max(rank, len(s))
	}
	out := slices.Repeat([]int{1}, rank)
	for _, s := range shapes {
		for i, n := range s {
			k := rank - len(s) + i
			if out[k] != n && out[k] != 1 && n != 1 {
				ir.Fail(op, nil, "shapes %s and %s do not align: %d ≠ %d", ir.Tuple(out), ir.Tuple(s), out[k], n)
			}
			if n != 1 {
				out[k] = n
			}
		}
	}
	return out
}

// Concatenate joins arrays along an axis, promoting their types.
func Concatenate(x []Array, axis int) Array {
	if len(x) == 0 {
		ir.Fail("concatenate", nil, "no arrays given, at least one is expected")
	}
	v := values(x)
	d, weak := join(v)
	return Array{prim.Concatenate(convertAll(v, d, weak), normalizeAxis("concatenate", axis, x[0].Rank()))}
}

// Stack joins arrays of one shape along a new axis.
func Stack(x []Array, axis int) Array {
	if len(x) == 0 {
		ir.Fail("stack", nil, "no arrays given, at least one is expected")
	}
	axis = normalizeAxis("stack", axis, x[0].Rank()+1)
	wide := make([]Array, len(x))
	for i, a := range x {
		wide[i] = ExpandDims(a, axis)
	}
	return Concatenate(wide, axis)
}

// ExpandDims inserts an axis of size 1.
func ExpandDims(x Array, axis int) Array {
	return Array{prim.ExpandDims(x.value(), normalizeAxis("expand_dims", axis, x.Rank()+1))}
}

// Squeeze removes axes of size 1, all of them if none is given.
func Squeeze(x Array, axes ...int) Array {
	var normal []int
	for i, n := range x.Shape() {
		if len(axes) == 0 && n == 1 {
			normal = append(normal, i)
		}
	}
	for _, a := range axes {
		normal = append(normal, normalizeAxis("squeeze", a, x.Rank()))
	}
	return Array{prim.Squeeze(x.value(), normal)}
}

// Flip reverses the elements along the given axes, all of them if none is
// given.
func Flip(x Array, axes ...int) Array {
	return Array{prim.Rev(x.value(), reductionAxes("flip", x, axes))}
}

// Slice returns x[start:limit] along an axis; negative bounds count from the
// end and bounds outside are moved inside, as in Python.
func Slice(x Array, axis, start, limit int) Array {
	axis = normalizeAxis("slice", axis, x.Rank())
	n := x.Shape()[axis]
	bound := func(i int) int {
		if i < 0 {
			i += n
		}
		return max(0, min(n, i))
	}
	start, limit = bound(start), bound(limit)
	starts, limits := make([]int, x.Rank()), slices.Clone(x.Shape())
	starts[axis], limits[axis] = start, max(start, limit)
	return Array{prim.Slice(x.value(), starts, limits, nil)}
}

// Index returns the elements at place i of the first axis; negative i counts
// from the end.
func Index(x Array, i int) Array {
	if x.Rank() == 0 || i < -x.Shape()[0] || i >= x.Shape()[0] {
		ir.Fail("index", []ir.Aval{x.value().Aval()}, "index %d is out of range", i)
	}
	if i < 0 {
		i += x.Shape()[0]
	}
	return Squeeze(Slice(x, 0, i, i+1), 0)
}

// Take returns the elements of x at int indices along an axis; negative
// indices count from the end. Indices outside give NaN, the least int32, the
// greatest uint32 or true.
func Take(x, indices Array, axis int) Array {
	axis = normalizeAxis("take", axis, x.Rank())
	n := Int(x.Shape()[axis])
	wrapped := Where(Lt(indices, Int(0)), Add(indices, n), indices)
	dims := prim.GatherDims{StartIndexMap: []int{axis}, CollapsedSliceDims: []int{axis}}
	sizes := slices.Clone(x.Shape())
	sizes[axis] = 1
	for i := range x.Rank() - 1 {
		if i < axis {
			dims.OffsetDims = append(dims.OffsetDims, i)
		} else {
			dims.OffsetDims = append(dims.OffsetDims, i+indices.Rank())
		}
	}
	grid := ExpandDims(wrapped, wrapped.Rank())
	return Array{prim.Gather(x.value(), grid.value(), dims, sizes, prim.FillOrDrop)}
}

// TakeAlongAxis returns the elements of x at int32 indices of x's rank along
// an axis.
func TakeAlongAxis(x, indices Array, axis int) Array {
	axis = normalizeAxis("take_along_axis", axis, x.Rank())
	fits := indices.Rank() == x.Rank() && !indices.DType().IsInexact() && indices.DType() != Bool
	for i := 0; fits && i < x.Rank(); i++ {
		fits = i == axis || indices.Shape()[i] == x.Shape()[i]
	}
	if !fits {
		ir.Fail("take_along_axis", []ir.Aval{x.value().Aval(), indices.value().Aval()}, "integer indices of the array's shape are expected, but for axis %d", axis)
	}
	return Array{prim.TakeAlongAxis(x.value(), indices.value(), axis)}
}

// DynamicSlice returns the window of the given sizes at integer starts, one an
// axis, which may be traced; it is moved inside x where it would stick out.
func DynamicSlice(x Array, start []Array, sizes []int) Array {
	return Array{prim.DynamicSlice(x.value(), values(start), sizes)}
}

// DynamicUpdateSlice returns x with the window at start replaced by update.
func DynamicUpdateSlice(x, update Array, start []Array) Array {
	return Array{prim.DynamicUpdateSlice(x.value(), update.value(), values(start))}
}

// Pad surrounds x with lo[i] and hi[i] elements of the given value on axis i.
func Pad(x, value Array, lo, hi []int) Array {
	v := convertAll([]core.Value{value.value()}, x.DType(), x.Weak())
	return Array{prim.Pad(x.value(), v[0], lo, hi, make([]int, len(lo)))}
}

// Reshape returns the same elements in another shape.
func (a Array) Reshape(shape ...int) Array { return Reshape(a, shape...) }

// T returns a with its axes reversed.
func (a Array) T() Array { return Transpose(a) }
