package prim

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// dynamicSliceParams is the size of the window; its start is operands.
type dynamicSliceParams struct{ Sizes []int }

func (p dynamicSliceParams) Fields() []ir.Field {
	return []ir.Field{{Name: "slice_sizes", Value: p.Sizes}}
}

// DynamicSlice returns the window of the given sizes that starts at the given
// int32 scalars, one an axis, moved inside x where it would stick out.
func DynamicSlice(x Value, start []Value, sizes []int) Value {
	return apply("dynamic_slice", dynamicSliceParams{sizes}, append([]Value{x}, start...)...)
}

// DynamicUpdateSlice returns x with the window that starts at start replaced.
func DynamicUpdateSlice(x, update Value, start []Value) Value {
	return apply("dynamic_update_slice", nil, append([]Value{x, update}, start...)...)
}

func scalarInts(in []*device.Tensor) []int {
	out := make([]int, len(in))
	for i, t := range in {
		switch t.DType {
		case ir.Int32:
			out[i] = int(t.Int32s()[0])
		case ir.Int64:
			out[i] = int(t.Int64s()[0])
		default:
			out[i] = int(t.Uint32s()[0])
		}
	}
	return out
}

func checkStarts(op string, in []ir.Aval, first, rank int) {
	if len(in)-first != rank {
		ir.Fail(op, in, "%d start indices given, %d are expected", len(in)-first, rank)
	}
	for _, a := range in[first:] {
		if a.Rank() != 0 || !a.DType.IsInt() {
			ir.Fail(op, in, "start index of type %s given, an integer scalar is expected", a.Long())
		}
	}
}

// identityView is the view of all elements.
func identityView(rank int) kernel.View {
	return kernel.View{Start: make([]int, rank), From: upTo(rank), Step: repeat(1, rank)}
}

// startShifts are the shifts of a window by scalar operands, one an axis from
// operand first on.
func startShifts(shape, window []int, first int) []kernel.Shift {
	shifts := make([]kernel.Shift, len(shape))
	for i := range shape {
		shifts[i] = kernel.Shift{Axis: i, Limit: shape[i] - window[i], Operand: first + i,
			Index: kernel.View{From: repeat(-1, len(shape)), Step: make([]int, len(shape))}}
	}
	return shifts
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func zerosLike(v Value) Value {
	a := v.Aval()
	return Broadcast(&core.Literal{DType: a.DType, Weak: a.Weak}, a.Shape)
}

func init() {
	reals := core.Interval{Lo: -3, Hi: 3}
	Register(
		&core.Primitive{
			// Operands x, one start an axis.
			Op: "dynamic_slice", Arity: -1, Domain: reals,
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				sizes := p.(dynamicSliceParams).Sizes
				checkStarts("dynamic_slice", in, 1, in[0].Rank())
				if len(sizes) != in[0].Rank() {
					ir.Fail("dynamic_slice", in, "%d window sizes given, %d are expected", len(sizes), in[0].Rank())
				}
				for i, n := range sizes {
					if n < 0 || n > in[0].Shape[i] {
						ir.Fail("dynamic_slice", in, "window of size %d does not fit axis %d of size %d", n, i, in[0].Shape[i])
					}
				}
				return []ir.Aval{{DType: in[0].DType, Shape: sizes, Weak: in[0].Weak}}
			},
			Eval: func(dst, in []*device.Tensor, _ ir.Params) {
				host.DynamicSlice(dst[0], in[0], scalarInts(in[1:]))
			},
			Form: func(in []ir.Aval, p ir.Params) kernel.Form {
				sizes := p.(dynamicSliceParams).Sizes
				return kernel.Indexed{View: identityView(len(sizes)), Shifts: startShifts(in[0].Shape, sizes, 1)}
			},
			LinearIn: func(i int) bool { return i == 0 },
			Transpose: func(_ ir.Params, ct, in []Value) []Value {
				out := make([]Value, len(in))
				out[0] = DynamicUpdateSlice(zerosLike(in[0]), ct[0], in[1:])
				return out
			},
			Vmap: batchDynamicSlice,
		},
		&core.Primitive{
			// Operands x, update, one start an axis.
			Op: "dynamic_update_slice", Arity: -1, Domain: reals,
			Shape: func(in []ir.Aval, _ ir.Params) []ir.Aval {
				requireSameDType("dynamic_update_slice", in[:2])
				checkStarts("dynamic_update_slice", in, 2, in[0].Rank())
				fits := in[1].Rank() == in[0].Rank()
				for i := 0; fits && i < in[0].Rank(); i++ {
					fits = in[1].Shape[i] <= in[0].Shape[i]
				}
				if !fits {
					ir.Fail("dynamic_update_slice", in, "the update does not fit the operand")
				}
				return in[:1]
			},
			Eval: func(dst, in []*device.Tensor, _ ir.Params) {
				host.DynamicUpdateSlice(dst[0], in[0], in[1], scalarInts(in[2:]))
			},
			Form: func(in []ir.Aval, _ ir.Params) kernel.Form {
				window := in[1].Shape
				view := identityView(len(window))
				return kernel.Update{Box: window, Operand: 1, Source: view, Target: view, Shifts: startShifts(in[0].Shape, window, 2)}
			},
			LinearIn: func(i int) bool { return i < 2 },
			Transpose: func(_ ir.Params, ct, in []Value) []Value {
				out := make([]Value, len(in))
				if core.IsUndefined(in[0]) {
					out[0] = DynamicUpdateSlice(ct[0], zerosLike(in[1]), in[2:])
				}
				if core.IsUndefined(in[1]) {
					out[1] = DynamicSlice(ct[0], in[2:], in[1].Aval().Shape)
				}
				return out
			},
			Vmap: batchDynamicUpdateSlice,
		},
	)
}
