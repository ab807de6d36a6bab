package prim

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

type sortParams struct{ Axis, Keys int }

func (p sortParams) Fields() []ir.Field {
	return []ir.Field{{Name: "dimension", Value: p.Axis}, {Name: "is_stable", Value: true}, {Name: "num_keys", Value: p.Keys}}
}

// Sort orders arrays of one shape together along an axis: stably, by the first
// keys of them, NaN last.
func Sort(x []Value, axis, keys int) []Value {
	return core.Bind(Lookup("sort"), sortParams{axis, keys}, x...)
}

func init() {
	Register(&core.Primitive{
		Op: "sort", Arity: -1, Domain: core.Interval{Lo: -3, Hi: 3},
		Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
			c := p.(sortParams)
			if len(in) == 0 || c.Keys < 1 || c.Keys > len(in) {
				ir.Fail("sort", in, "%d keys of %d operands asked for", c.Keys, len(in))
			}
			checkAxes("sort", in, []int{c.Axis}, in[0].Rank())
			requireType("sort", in[:c.Keys], ordered)
			for _, a := range in[1:] {
				if ir.Tuple(a.Shape) != ir.Tuple(in[0].Shape) {
					ir.Fail("sort", in, "operands of one shape are expected")
				}
			}
			return in
		},
		Eval: func(dst, in []*device.Tensor, p ir.Params) {
			c := p.(sortParams)
			host.Sort(dst, in, c.Axis, c.Keys)
		},
		Form: func(_ []ir.Aval, p ir.Params) kernel.Form {
			c := p.(sortParams)
			return kernel.Sort{Axis: c.Axis, Keys: c.Keys}
		},
		// The tangents move with their elements: sort the places too and
		// gather by them.
		JVP: func(p ir.Params, x, t []Value) (y, dy []Value) {
			c, shape := p.(sortParams), x[0].Aval().Shape
			sorted := Sort(append(append([]Value{}, x...), Iota(ir.Int32, shape, c.Axis)), c.Axis, c.Keys)
			y, place := sorted[:len(x)], sorted[len(x)]
			dy = make([]Value, len(x))
			for i := range x {
				if t[i] != nil {
					dy[i] = TakeAlongAxis(t[i], place, c.Axis)
				}
			}
			return y, dy
		},
		Vmap: func(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
			c := p.(sortParams)
			moved := make([]Value, len(in))
			for i, v := range in {
				moved[i] = materializeBatch(v, axes[i], size)
			}
			return Sort(moved, c.Axis+1, c.Keys), make([]int, len(in))
		},
	})
}

// TakeAlongAxis returns the elements of x at the given int32 indices along an
// axis; indices have x's rank and, but for that axis, its shape.
func TakeAlongAxis(x, indices Value, axis int) Value {
	xs, is := MoveAxis(x, axis, x.Aval().Rank()-1), MoveAxis(indices, axis, x.Aval().Rank()-1)
	outer := xs.Aval().Shape[:xs.Aval().Rank()-1]
	rows, n, m := ir.Size(outer), xs.Aval().Shape[len(outer)], is.Aval().Shape[len(outer)]
	flat := takeAlong(Reshape(xs, []int{rows, n}), Reshape(is, []int{rows, m}), 1)
	shape := append(append([]int{}, outer...), m)
	return MoveAxis(Reshape(flat, shape), len(outer), axis)
}
