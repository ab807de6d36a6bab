package prim

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

type transposeParams struct{ Perm []int }

func (p transposeParams) Fields() []ir.Field { return []ir.Field{{Name: "permutation", Value: p.Perm}} }

type reshapeParams struct{ Shape []int }

func (p reshapeParams) Fields() []ir.Field {
	return []ir.Field{{Name: "dimensions"}, {Name: "new_sizes", Value: p.Shape}, {Name: "sharding"}}
}

// broadcastParams: axis i of the operand becomes axis Dims[i] of the result.
type broadcastParams struct{ Shape, Dims []int }

func (p broadcastParams) Fields() []ir.Field {
	if len(p.Dims) == 0 {
		return nil
	}
	return []ir.Field{{Name: "broadcast_dimensions", Value: p.Dims}}
}

type squeezeParams struct{ Axes []int }

func (p squeezeParams) Fields() []ir.Field { return []ir.Field{{Name: "dimensions", Value: p.Axes}} }

type revParams struct{ Axes []int }

func (p revParams) Fields() []ir.Field { return []ir.Field{{Name: "dimensions", Value: p.Axes}} }

type iotaParams struct {
	DType ir.DType
	Shape []int
	Axis  int
}

func (p iotaParams) Fields() []ir.Field {
	return []ir.Field{{Name: "dimension", Value: p.Axis}, {Name: "dtype", Value: p.DType},
		{Name: "shape", Value: p.Shape}, {Name: "sharding"}}
}

// Transpose permutes axes: axis i of the result is axis perm[i] of x.
func Transpose(x Value, perm []int) Value {
	if len(perm) == x.Aval().Rank() && isIdentity(perm) {
		return x
	}
	return apply("transpose", transposeParams{perm}, x)
}

func isIdentity(perm []int) bool {
	for i, p := range perm {
		if i != p {
			return false
		}
	}
	return true
}

// MoveAxis returns x with axis from moved to place to.
func MoveAxis(x Value, from, to int) Value {
	if from == to {
		return x
	}
	perm := make([]int, 0, x.Aval().Rank())
	for i := range x.Aval().Rank() {
		if i != from {
			perm = append(perm, i)
		}
	}
	return Transpose(x, slices.Insert(perm, to, from))
}

// Reshape returns the elements of x, in row-major order, in another shape.
func Reshape(x Value, shape []int) Value {
	if slices.Equal(x.Aval().Shape, shape) {
		return x
	}
	return apply("reshape", reshapeParams{shape}, x)
}

// BroadcastInDim places axis i of x on axis dims[i] of the result and repeats
// x along the others and along axes of size 1.
func BroadcastInDim(x Value, shape, dims []int) Value {
	if slices.Equal(x.Aval().Shape, shape) && isIdentity(dims) {
		return x
	}
	return apply("broadcast_in_dim", broadcastParams{shape, dims}, x)
}

// ExpandDims inserts an axis of size 1.
func ExpandDims(x Value, axis int) Value {
	shape := slices.Insert(slices.Clone(x.Aval().Shape), axis, 1)
	dims := make([]int, 0, len(shape))
	for i := range shape {
		if i != axis {
			dims = append(dims, i)
		}
	}
	return BroadcastInDim(x, shape, dims)
}

// Squeeze removes axes of size 1.
func Squeeze(x Value, axes []int) Value {
	if len(axes) == 0 {
		return x
	}
	return apply("squeeze", squeezeParams{axes}, x)
}

// Rev reverses the order of the elements along the given axes.
func Rev(x Value, axes []int) Value { return apply("rev", revParams{axes}, x) }

// Iota returns an array whose elements are their index along an axis.
func Iota(d ir.DType, shape []int, axis int) Value {
	return apply("iota", iotaParams{d, shape, axis})
}

func checkAxes(op string, in []ir.Aval, axes []int, rank int) {
	seen := map[int]bool{}
	for _, a := range axes {
		if a < 0 || a >= rank || seen[a] {
			ir.Fail(op, in, "axes %s are not distinct axes of an array of rank %d", ir.Tuple(axes), rank)
		}
		seen[a] = true
	}
}

func init() {
	reals := core.Interval{Lo: -3, Hi: 3}
	Register(
		&core.Primitive{
			Op: "transpose", Arity: 1, Traits: core.Linear, Domain: reals,
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				perm, a := p.(transposeParams).Perm, in[0]
				checkAxes("transpose", in, perm, a.Rank())
				if len(perm) != a.Rank() {
					ir.Fail("transpose", in, "permutation %s does not have the rank of the operand", ir.Tuple(perm))
				}
				shape := make([]int, len(perm))
				for i, k := range perm {
					shape[i] = a.Shape[k]
				}
				return []ir.Aval{{DType: a.DType, Shape: shape, Weak: a.Weak}}
			},
			Eval: func(dst, in []*device.Tensor, p ir.Params) {
				host.Transpose(dst[0], in[0], p.(transposeParams).Perm)
			},
			Form: func(in []ir.Aval, p ir.Params) kernel.Form {
				perm := p.(transposeParams).Perm
				return kernel.View{Start: make([]int, len(perm)), From: perm, Step: repeat(1, len(perm))}
			},
			Transpose: func(p ir.Params, ct, _ []Value) []Value {
				perm := p.(transposeParams).Perm
				inverse := make([]int, len(perm))
				for i, k := range perm {
					inverse[k] = i
				}
				return []Value{Transpose(ct[0], inverse)}
			},
			Vmap: func(p ir.Params, _ int, in []Value, axes []int) ([]Value, []int) {
				perm := slices.Insert(shift(p.(transposeParams).Perm, 1), 0, 0)
				return []Value{Transpose(MoveAxis(in[0], axes[0], 0), perm)}, []int{0}
			},
		},
		&core.Primitive{
			Op: "reshape", Arity: 1, Traits: core.Linear, Domain: reals,
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				shape := p.(reshapeParams).Shape
				if slices.ContainsFunc(shape, func(n int) bool { return n < 0 }) || ir.Size(shape) != in[0].Size() {
					ir.Fail("reshape", in, "%d elements do not fit shape %s", in[0].Size(), ir.Tuple(shape))
				}
				return []ir.Aval{{DType: in[0].DType, Shape: shape, Weak: in[0].Weak}}
			},
			Eval: func(dst, in []*device.Tensor, _ ir.Params) { copy(dst[0].Bytes(), in[0].Bytes()) },
			Form: sameOrder,
			Transpose: func(_ ir.Params, ct, in []Value) []Value {
				return []Value{Reshape(ct[0], in[0].Aval().Shape)}
			},
			Vmap: func(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
				shape := slices.Insert(slices.Clone(p.(reshapeParams).Shape), 0, size)
				return []Value{Reshape(MoveAxis(in[0], axes[0], 0), shape)}, []int{0}
			},
		},
		&core.Primitive{
			Op: "broadcast_in_dim", Arity: 1, Traits: core.Linear, Domain: reals,
			Shape: broadcastInDimShape,
			Eval: func(dst, in []*device.Tensor, p ir.Params) {
				host.BroadcastInDim(dst[0], in[0], p.(broadcastParams).Dims)
			},
			Form: func(in []ir.Aval, p ir.Params) kernel.Form {
				b := p.(broadcastParams)
				v := kernel.View{Start: make([]int, in[0].Rank()), From: repeat(-1, len(b.Shape)), Step: repeat(1, len(b.Shape))}
				for i, k := range b.Dims {
					if in[0].Shape[i] == b.Shape[k] {
						v.From[k] = i
					}
				}
				return v
			},
			Transpose: func(p ir.Params, ct, in []Value) []Value {
				dims, shape := p.(broadcastParams).Dims, in[0].Aval().Shape
				var axes []int
				for i := range ct[0].Aval().Shape {
					k := slices.Index(dims, i)
					if k < 0 || shape[k] == 1 && ct[0].Aval().Shape[i] != 1 {
						axes = append(axes, i)
					}
				}
				return []Value{Reshape(ReduceSum(ct[0], axes), shape)}
			},
			Vmap: func(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
				b := p.(broadcastParams)
				shape := slices.Insert(slices.Clone(b.Shape), 0, size)
				dims := slices.Insert(shift(b.Dims, 1), 0, 0)
				return []Value{BroadcastInDim(MoveAxis(in[0], axes[0], 0), shape, dims)}, []int{0}
			},
		},
		&core.Primitive{
			Op: "squeeze", Arity: 1, Traits: core.Linear, Domain: reals,
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				axes := p.(squeezeParams).Axes
				checkAxes("squeeze", in, axes, in[0].Rank())
				for _, a := range axes {
					if in[0].Shape[a] != 1 {
						ir.Fail("squeeze", in, "axis %d has size %d, size 1 is expected", a, in[0].Shape[a])
					}
				}
				return []ir.Aval{{DType: in[0].DType, Shape: removeAxes(in[0].Shape, axes), Weak: in[0].Weak}}
			},
			Eval: func(dst, in []*device.Tensor, _ ir.Params) { copy(dst[0].Bytes(), in[0].Bytes()) },
			Form: sameOrder,
			Transpose: func(_ ir.Params, ct, in []Value) []Value {
				return []Value{Reshape(ct[0], in[0].Aval().Shape)}
			},
			Vmap: func(p ir.Params, _ int, in []Value, axes []int) ([]Value, []int) {
				return []Value{Squeeze(MoveAxis(in[0], axes[0], 0), shift(p.(squeezeParams).Axes, 1))}, []int{0}
			},
		},
		&core.Primitive{
			Op: "rev", Arity: 1, Traits: core.Linear, Domain: reals,
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				checkAxes("rev", in, p.(revParams).Axes, in[0].Rank())
				return in
			},
			Eval: func(dst, in []*device.Tensor, p ir.Params) { host.Rev(dst[0], in[0], p.(revParams).Axes) },
			Form: func(in []ir.Aval, p ir.Params) kernel.Form {
				rank := in[0].Rank()
				v := kernel.View{Start: make([]int, rank), From: make([]int, rank), Step: repeat(1, rank)}
				for i, n := range in[0].Shape {
					v.From[i] = i
					if slices.Contains(p.(revParams).Axes, i) {
						v.Start[i], v.Step[i] = max(n-1, 0), -1
					}
				}
				return v
			},
			Transpose: func(p ir.Params, ct, _ []Value) []Value {
				return []Value{Rev(ct[0], p.(revParams).Axes)}
			},
			Vmap: func(p ir.Params, _ int, in []Value, axes []int) ([]Value, []int) {
				return []Value{Rev(MoveAxis(in[0], axes[0], 0), shift(p.(revParams).Axes, 1))}, []int{0}
			},
		},
		&core.Primitive{
			Op: "iota", Arity: 0,
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				i := p.(iotaParams)
				checkAxes("iota", in, []int{i.Axis}, len(i.Shape))
				if !numbers.has(i.DType) {
					ir.Fail("iota", in, "element type %v given, %s are expected", i.DType, numbers.name)
				}
				return []ir.Aval{{DType: i.DType, Shape: i.Shape}}
			},
			Eval: func(dst, _ []*device.Tensor, p ir.Params) { host.Iota(dst[0], p.(iotaParams).Axis) },
			Form: func(_ []ir.Aval, p ir.Params) kernel.Form { return kernel.Index{Axis: p.(iotaParams).Axis} },
		},
	)
}

// sameOrder is the form of a primitive that only changes the shape.
func sameOrder([]ir.Aval, ir.Params) kernel.Form { return kernel.Reshape{} }

func broadcastInDimShape(in []ir.Aval, p ir.Params) []ir.Aval {
	b, a := p.(broadcastParams), in[0]
	checkAxes("broadcast_in_dim", in, b.Dims, len(b.Shape))
	if len(b.Dims) != a.Rank() {
		ir.Fail("broadcast_in_dim", in, "dimensions %s do not have the rank of the operand", ir.Tuple(b.Dims))
	}
	for i, k := range b.Dims {
		if i > 0 && k < b.Dims[i-1] {
			ir.Fail("broadcast_in_dim", in, "dimensions %s are given, an increasing order is expected", ir.Tuple(b.Dims))
		}
		if a.Shape[i] != 1 && a.Shape[i] != b.Shape[k] {
			ir.Fail("broadcast_in_dim", in, "axis %d of size %d does not stretch to size %d of shape %s", i, a.Shape[i], b.Shape[k], ir.Tuple(b.Shape))
		}
	}
	return []ir.Aval{{DType: a.DType, Shape: b.Shape, Weak: a.Weak}}
}
