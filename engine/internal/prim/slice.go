package prim

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

type concatenateParams struct{ Axis int }

func (p concatenateParams) Fields() []ir.Field { return []ir.Field{{Name: "dimension", Value: p.Axis}} }

// padParams are the elements added before, after and between those of every
// axis; negative lo and hi remove elements.
type padParams struct{ Lo, Hi, Interior []int }

func (p padParams) Fields() []ir.Field {
	var config [][]int
	for i := range p.Lo {
		config = append(config, []int{p.Lo[i], p.Hi[i], p.Interior[i]})
	}
	return []ir.Field{{Name: "padding_config", Value: nestedTuple(config)}}
}

type sliceParams struct{ Start, Limit, Stride []int }

func (p sliceParams) Fields() []ir.Field {
	fields := []ir.Field{{Name: "limit_indices", Value: p.Limit}, {Name: "start_indices", Value: p.Start}, {Name: "strides"}}
	if !slices.ContainsFunc(p.Stride, func(s int) bool { return s != 1 }) {
		return fields
	}
	fields[2].Value = p.Stride
	return fields
}

func nestedTuple(tuples [][]int) string {
	text := "("
	for i, t := range tuples {
		if i > 0 {
			text += ", "
		}
		text += ir.Tuple(t)
	}
	if len(tuples) == 1 {
		text += ","
	}
	return text + ")"
}

// Concatenate joins arrays along an axis.
func Concatenate(x []Value, axis int) Value {
	if len(x) == 1 {
		return x[0]
	}
	return apply("concatenate", concatenateParams{axis}, x...)
}

// Pad surrounds and interleaves x with a scalar value.
func Pad(x, value Value, lo, hi, interior []int) Value {
	return apply("pad", padParams{lo, hi, interior}, x, value)
}

// Slice returns x[start:limit:stride] on every axis.
func Slice(x Value, start, limit, stride []int) Value {
	if stride == nil {
		stride = repeat(1, len(start))
	}
	return apply("slice", sliceParams{start, limit, stride}, x)
}

// sliceAxis returns x[start:limit] on one axis.
func sliceAxis(x Value, axis, start, limit int) Value {
	starts, limits := make([]int, x.Aval().Rank()), slices.Clone(x.Aval().Shape)
	starts[axis], limits[axis] = start, limit
	return Slice(x, starts, limits, nil)
}

func repeat(v, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = v
	}
	return out
}

func init() {
	reals := core.Interval{Lo: -3, Hi: 3}
	Register(
		&core.Primitive{
			Op: "concatenate", Arity: -1, Traits: core.Linear, Domain: reals,
			Shape: concatenateShape,
			Eval: func(dst, in []*device.Tensor, p ir.Params) {
				host.Concatenate(dst[0], in, p.(concatenateParams).Axis)
			},
			Form: func(_ []ir.Aval, p ir.Params) kernel.Form {
				return kernel.Concatenation{Axis: p.(concatenateParams).Axis}
			},
			Transpose: func(p ir.Params, ct, in []Value) []Value {
				axis, at := p.(concatenateParams).Axis, 0
				out := make([]Value, len(in))
				for i, v := range in {
					n := v.Aval().Shape[axis]
					if core.IsUndefined(v) {
						out[i] = sliceAxis(ct[0], axis, at, at+n)
					}
					at += n
				}
				return out
			},
			Vmap: func(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
				moved := make([]Value, len(in))
				for i, v := range in {
					moved[i] = materializeBatch(v, axes[i], size)
				}
				return []Value{Concatenate(moved, p.(concatenateParams).Axis+1)}, []int{0}
			},
		},
		&core.Primitive{
			// Operands x, padding value.
			Op: "pad", Arity: 2, Traits: core.Linear, Domain: reals,
			Shape: padShape,
			Eval: func(dst, in []*device.Tensor, p ir.Params) {
				c := p.(padParams)
				host.Pad(dst[0], in[0], in[1], c.Lo, c.Hi, c.Interior)
			},
			Form: func(_ []ir.Aval, p ir.Params) kernel.Form {
				c := p.(padParams)
				return kernel.Padding{Lo: c.Lo, Interior: c.Interior}
			},
			Transpose: padTranspose,
			Vmap: func(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
				c := p.(padParams)
				wide := padParams{slices.Insert(slices.Clone(c.Lo), 0, 0), slices.Insert(slices.Clone(c.Hi), 0, 0), slices.Insert(slices.Clone(c.Interior), 0, 0)}
				x := materializeBatch(in[0], axes[0], size)
				if axes[1] < 0 {
					return []Value{Pad(x, in[1], wide.Lo, wide.Hi, wide.Interior)}, []int{0}
				}
				// Every batch has a padding value of its own: pad with zeros
				// and fill the places that a padded mask shows.
				mask := Pad(Broadcast(core.Scalar(ir.Bool, 1), x.Aval().Shape), core.Scalar(ir.Bool, 0), wide.Lo, wide.Hi, wide.Interior)
				padded := Pad(x, core.Scalar(x.Aval().DType, 0), wide.Lo, wide.Hi, wide.Interior)
				fill := BroadcastInDim(in[1], padded.Aval().Shape, []int{0})
				return []Value{Select(mask, padded, fill)}, []int{0}
			},
		},
		&core.Primitive{
			Op: "slice", Arity: 1, Traits: core.Linear, Domain: reals,
			Shape: sliceShape,
			Eval: func(dst, in []*device.Tensor, p ir.Params) {
				c := p.(sliceParams)
				host.Slice(dst[0], in[0], c.Start, c.Stride)
			},
			Form: func(_ []ir.Aval, p ir.Params) kernel.Form {
				c := p.(sliceParams)
				v := kernel.View{Start: c.Start, Step: c.Stride}
				for i := range c.Start {
					v.From = append(v.From, i)
				}
				return v
			},
			Transpose: func(p ir.Params, ct, in []Value) []Value {
				c, shape, got := p.(sliceParams), in[0].Aval().Shape, ct[0].Aval().Shape
				hi, interior := make([]int, len(shape)), make([]int, len(shape))
				for i := range shape {
					interior[i] = c.Stride[i] - 1
					covered := 0
					if got[i] > 0 {
						covered = (got[i]-1)*c.Stride[i] + 1
					}
					hi[i] = shape[i] - c.Start[i] - covered
				}
				return []Value{Pad(ct[0], lit(ct[0], 0), c.Start, hi, interior)}
			},
			Vmap: func(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
				c := p.(sliceParams)
				return []Value{Slice(MoveAxis(in[0], axes[0], 0), slices.Insert(slices.Clone(c.Start), 0, 0),
					slices.Insert(slices.Clone(c.Limit), 0, size), slices.Insert(slices.Clone(c.Stride), 0, 1))}, []int{0}
			},
		},
	)
}

// materializeBatch returns v with its batch on axis 0, repeating v if it has
// none.
func materializeBatch(v Value, axis, size int) Value {
	if axis >= 0 {
		return MoveAxis(v, axis, 0)
	}
	shape := slices.Insert(slices.Clone(v.Aval().Shape), 0, size)
	dims := make([]int, v.Aval().Rank())
	for i := range dims {
		dims[i] = i + 1
	}
	return BroadcastInDim(v, shape, dims)
}

func concatenateShape(in []ir.Aval, p ir.Params) []ir.Aval {
	const op = "concatenate"
	axis := p.(concatenateParams).Axis
	if len(in) == 0 {
		ir.Fail(op, in, "no operands given, at least one is expected")
	}
	out := ir.Aval{DType: requireSameDType(op, in), Shape: slices.Clone(in[0].Shape), Weak: allWeak(in)}
	checkAxes(op, in, []int{axis}, in[0].Rank())
	for _, a := range in[1:] {
		if a.Rank() != in[0].Rank() {
			ir.Fail(op, in, "operands have ranks %d and %d, equal ranks are expected", in[0].Rank(), a.Rank())
		}
		for i, n := range a.Shape {
			if i == axis {
				out.Shape[i] += n
			} else if n != out.Shape[i] {
				ir.Fail(op, in, "shapes %s and %s differ on axis %d, only axis %d may differ", ir.Tuple(in[0].Shape), ir.Tuple(a.Shape), i, axis)
			}
		}
	}
	return []ir.Aval{out}
}

func padShape(in []ir.Aval, p ir.Params) []ir.Aval {
	c, a := p.(padParams), in[0]
	requireSameDType("pad", in)
	if len(c.Lo) != a.Rank() || len(c.Hi) != a.Rank() || len(c.Interior) != a.Rank() || in[1].Rank() != 0 {
		ir.Fail("pad", in, "%d low, %d high and %d interior entries and a padding value of rank %d given, %d of each and rank 0 are expected",
			len(c.Lo), len(c.Hi), len(c.Interior), in[1].Rank(), a.Rank())
	}
	shape := make([]int, a.Rank())
	for i, n := range a.Shape {
		if c.Interior[i] < 0 {
			ir.Fail("pad", in, "interior padding %d is negative", c.Interior[i])
		}
		shape[i] = c.Lo[i] + n + max(0, n-1)*c.Interior[i] + c.Hi[i]
		if shape[i] < 0 {
			ir.Fail("pad", in, "padding (%d, %d) leaves size %d on axis %d", c.Lo[i], c.Hi[i], shape[i], i)
		}
	}
	return []ir.Aval{{DType: a.DType, Shape: shape, Weak: allWeak(in)}}
}

func padTranspose(p ir.Params, ct, in []Value) []Value {
	c := p.(padParams)
	out := make([]Value, 2)
	rank := len(c.Lo)
	var inner Value
	if core.IsUndefined(in[0]) || core.IsUndefined(in[1]) {
		lo, hi := make([]int, rank), make([]int, rank)
		for i := range rank {
			lo[i], hi[i] = -c.Lo[i], -c.Hi[i]
		}
		cropped := Pad(ct[0], lit(ct[0], 0), lo, hi, make([]int, rank))
		stride := make([]int, rank)
		for i := range rank {
			stride[i] = c.Interior[i] + 1
		}
		inner = Slice(cropped, make([]int, rank), cropped.Aval().Shape, stride)
	}
	if core.IsUndefined(in[0]) {
		out[0] = inner
	}
	if core.IsUndefined(in[1]) {
		all := make([]int, rank)
		for i := range all {
			all[i] = i
		}
		out[1] = Sub(ReduceSum(ct[0], all), ReduceSum(inner, all))
	}
	return out
}

func sliceShape(in []ir.Aval, p ir.Params) []ir.Aval {
	c, a := p.(sliceParams), in[0]
	if len(c.Start) != a.Rank() || len(c.Limit) != a.Rank() || len(c.Stride) != a.Rank() {
		ir.Fail("slice", in, "%d start, %d limit and %d stride entries given, %d of each are expected", len(c.Start), len(c.Limit), len(c.Stride), a.Rank())
	}
	shape := make([]int, a.Rank())
	for i, n := range a.Shape {
		if c.Start[i] < 0 || c.Limit[i] > n || c.Start[i] > c.Limit[i] || c.Stride[i] < 1 {
			ir.Fail("slice", in, "%d:%d:%d is no range within axis %d of size %d", c.Start[i], c.Limit[i], c.Stride[i], i, n)
		}
		shape[i] = (c.Limit[i] - c.Start[i] + c.Stride[i] - 1) / c.Stride[i]
	}
	return []ir.Aval{{DType: a.DType, Shape: shape, Weak: a.Weak}}
}
