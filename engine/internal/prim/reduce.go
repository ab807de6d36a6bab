package prim

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// axesParams are the axes a reduction removes.
type axesParams struct{ Axes []int }

func (p axesParams) Fields() []ir.Field { return []ir.Field{{Name: "axes", Value: p.Axes}} }

// sumParams are axesParams as JAX prints them for reduce_sum.
type sumParams struct{ Axes []int }

func (p sumParams) Fields() []ir.Field {
	return []ir.Field{{Name: "axes", Value: p.Axes}, {Name: "out_sharding"}}
}

// argParams is the axis that argmax and argmin search.
type argParams struct{ Axis int }

func (p argParams) Fields() []ir.Field {
	return []ir.Field{{Name: "axes", Value: []int{p.Axis}}, {Name: "index_dtype", Value: ir.Int32}}
}

// cumulativeParams is the axis and direction of a running reduction.
type cumulativeParams struct {
	Axis    int
	Reverse bool
}

func (p cumulativeParams) Fields() []ir.Field {
	return []ir.Field{{Name: "axis", Value: p.Axis}, {Name: "reverse", Value: p.Reverse}}
}

// ReduceSum returns the sum over the given axes, which the result lacks.
func ReduceSum(x Value, axes []int) Value { return reduce("reduce_sum", x, axes) }

// ReduceMax returns the maximum over the given axes; −inf of nothing.
func ReduceMax(x Value, axes []int) Value { return reduce("reduce_max", x, axes) }

// ReduceMin returns the minimum over the given axes; +inf of nothing.
func ReduceMin(x Value, axes []int) Value { return reduce("reduce_min", x, axes) }

// ReduceProd returns the product over the given axes.
func ReduceProd(x Value, axes []int) Value { return reduce("reduce_prod", x, axes) }

// ReduceAnd reports whether all elements along the given axes are true.
func ReduceAnd(x Value, axes []int) Value { return reduce("reduce_and", x, axes) }

// ReduceOr reports whether any element along the given axes is true.
func ReduceOr(x Value, axes []int) Value { return reduce("reduce_or", x, axes) }

func reduce(op string, x Value, axes []int) Value {
	if len(axes) == 0 {
		return x
	}
	axes = slices.Sorted(slices.Values(axes))
	if op == "reduce_sum" {
		return apply(op, sumParams{axes}, x)
	}
	return apply(op, axesParams{axes}, x)
}

// ArgMax returns the int32 index of the first maximum along an axis.
func ArgMax(x Value, axis int) Value { return apply("argmax", argParams{axis}, x) }

// ArgMin returns the int32 index of the first minimum along an axis.
func ArgMin(x Value, axis int) Value { return apply("argmin", argParams{axis}, x) }

// CumSum returns the running sum along an axis, from its end if reverse.
func CumSum(x Value, axis int, reverse bool) Value {
	return apply("cumsum", cumulativeParams{axis, reverse}, x)
}

// CumProd returns the running product along an axis, from its end if reverse.
func CumProd(x Value, axis int, reverse bool) Value {
	return apply("cumprod", cumulativeParams{axis, reverse}, x)
}

func reducedAxes(p ir.Params) []int {
	switch p := p.(type) {
	case sumParams:
		return p.Axes
	case axesParams:
		return p.Axes
	default:
		return []int{p.(argParams).Axis}
	}
}

func withAxes(p ir.Params, axes []int) ir.Params {
	switch p.(type) {
	case sumParams:
		return sumParams{axes}
	case axesParams:
		return axesParams{axes}
	default:
		return argParams{axes[0]}
	}
}

func removeAxes(shape, axes []int) []int {
	kept := make([]int, 0, len(shape))
	for i, n := range shape {
		if !slices.Contains(axes, i) {
			kept = append(kept, n)
		}
	}
	return kept
}

func reducedShape(op string, class typeClass, result func(ir.DType) ir.DType) func(in []ir.Aval, p ir.Params) []ir.Aval {
	return func(in []ir.Aval, p ir.Params) []ir.Aval {
		requireType(op, in, class)
		axes := reducedAxes(p)
		for _, a := range axes {
			if a < 0 || a >= in[0].Rank() {
				ir.Fail(op, in, "axis %d is out of range for rank %d", a, in[0].Rank())
			}
		}
		return []ir.Aval{{DType: result(in[0].DType), Shape: removeAxes(in[0].Shape, axes), Weak: in[0].Weak}}
	}
}

func sameDType(d ir.DType) ir.DType { return d }

// batchReduction moves every axis past the batch axis up by one.
func batchReduction(op string) func(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	return func(p ir.Params, _ int, in []Value, axes []int) ([]Value, []int) {
		x := MoveAxis(in[0], axes[0], 0)
		shifted := shift(reducedAxes(p), 1)
		return core.Bind(Lookup(op), withAxes(p, shifted), x), []int{0}
	}
}

func shift(axes []int, by int) []int {
	out := make([]int, len(axes))
	for i, a := range axes {
		out[i] = a + by
	}
	return out
}

// stretch broadcasts a reduction's result back over the reduced axes.
func stretch(y Value, shape, axes []int) Value {
	var kept []int
	for i := range shape {
		if !slices.Contains(axes, i) {
			kept = append(kept, i)
		}
	}
	return BroadcastInDim(y, shape, kept)
}

// keepAxes returns a reduction's result with the reduced axes of size 1.
func keepAxes(y Value, shape, axes []int) Value {
	kept := slices.Clone(shape)
	for _, a := range axes {
		kept[a] = 1
	}
	return Reshape(y, kept)
}

// extremeTangent averages the tangents of all elements that attain the
// extreme value.
func extremeTangent(p ir.Params, t Value, x []Value, y Value) Value {
	axes, shape := reducedAxes(p), x[0].Aval().Shape
	where := Convert(Eq(x[0], keepAxes(y, shape, axes)), t.Aval().DType, false)
	return Div(ReduceSum(Mul(t, where), axes), ReduceSum(where, axes))
}

// productTangent is the product rule without division, exact at zeros: a
// balanced tree of pairs (product, tangent).
func productTangent(p ir.Params, t Value, x []Value, _ Value) Value {
	axes, shape := reducedAxes(p), x[0].Aval().Shape
	rest := removeAxes(shape, axes)
	flatten := func(v Value) Value {
		perm := slices.Clone(axes)
		for i := range shape {
			if !slices.Contains(axes, i) {
				perm = append(perm, i)
			}
		}
		n := ir.Size(shape) / max(1, ir.Size(rest))
		if ir.Size(rest) == 0 {
			n = 0
		}
		return Reshape(Transpose(v, perm), append([]int{n}, rest...))
	}
	product, tangent := flatten(x[0]), flatten(t)
	for {
		n := product.Aval().Shape[0]
		if n == 0 {
			return Broadcast(lit(t, 0), rest)
		}
		if n == 1 {
			return Squeeze(tangent, []int{0})
		}
		half := n / 2
		p0, p1 := sliceAxis(product, 0, 0, half), sliceAxis(product, 0, half, 2*half)
		t0, t1 := sliceAxis(tangent, 0, 0, half), sliceAxis(tangent, 0, half, 2*half)
		joined, joinedTangent := Mul(p0, p1), Add(Mul(t0, p1), Mul(p0, t1))
		if n%2 == 1 {
			joined = Concatenate([]Value{joined, sliceAxis(product, 0, n-1, n)}, 0)
			joinedTangent = Concatenate([]Value{joinedTangent, sliceAxis(tangent, 0, n-1, n)}, 0)
		}
		product, tangent = joined, joinedTangent
	}
}

// runningProductTangent combines pairs (product, tangent) by doubling: after
// step s, element i covers the s elements that end at i.
func runningProductTangent(p ir.Params, t Value, x []Value, _ Value) Value {
	c := p.(cumulativeParams)
	product, tangent := x[0], t
	if c.Reverse {
		product, tangent = Rev(product, []int{c.Axis}), Rev(tangent, []int{c.Axis})
	}
	n := product.Aval().Shape[c.Axis]
	for step := 1; step < n; step *= 2 {
		p0, p1 := sliceAxis(product, c.Axis, 0, n-step), sliceAxis(product, c.Axis, step, n)
		t0, t1 := sliceAxis(tangent, c.Axis, 0, n-step), sliceAxis(tangent, c.Axis, step, n)
		tangent = Concatenate([]Value{sliceAxis(tangent, c.Axis, 0, step), Add(Mul(t0, p1), Mul(p0, t1))}, c.Axis)
		product = Concatenate([]Value{sliceAxis(product, c.Axis, 0, step), Mul(p0, p1)}, c.Axis)
	}
	if c.Reverse {
		tangent = Rev(tangent, []int{c.Axis})
	}
	return tangent
}

// basicOps are the reductions as basic operations.
var basicOps = map[host.ReduceOp]kernel.Op{host.Sum: kernel.Add, host.Prod: kernel.Mul,
	host.Max: kernel.Max, host.Min: kernel.Min, host.And: kernel.And, host.Or: kernel.Or}

// reduction is a primitive that reduces over axes on the host by op.
func reduction(name string, op host.ReduceOp, class typeClass, p core.Primitive) *core.Primitive {
	p.Op, p.Arity = name, 1
	p.Domain = core.Interval{Lo: -3, Hi: 3}
	p.Shape = reducedShape(name, class, sameDType)
	p.Eval = func(dst, in []*device.Tensor, params ir.Params) {
		host.Reduce(dst[0], in[0], reducedAxes(params), op)
	}
	p.Form = func(_ []ir.Aval, params ir.Params) kernel.Form {
		return kernel.Reduction{Combine: basicOps[op], Axes: reducedAxes(params)}
	}
	p.Vmap = batchReduction(name)
	return &p
}

// search is argmax or argmin.
func search(name string, largest bool) *core.Primitive {
	return &core.Primitive{
		Op: name, Arity: 1, Domain: core.Interval{Lo: -3, Hi: 3},
		Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
			out := reducedShape(name, ordered, func(ir.DType) ir.DType { return ir.Int32 })(in, p)
			if in[0].Shape[p.(argParams).Axis] == 0 {
				ir.Fail(name, in, "the axis has no elements, at least one is expected")
			}
			out[0].Weak = false
			return out
		},
		Eval: func(dst, in []*device.Tensor, p ir.Params) {
			host.ArgReduce(dst[0], in[0], p.(argParams).Axis, largest)
		},
		Form: func(_ []ir.Aval, p ir.Params) kernel.Form {
			form := kernel.Search{Combine: kernel.Min, Axis: p.(argParams).Axis}
			if largest {
				form.Combine = kernel.Max
			}
			return form
		},
		Vmap: batchReduction(name),
	}
}

// cumulative is a running reduction.
func cumulative(name string, op host.ReduceOp, p core.Primitive) *core.Primitive {
	p.Op, p.Arity = name, 1
	p.Domain = core.Interval{Lo: -3, Hi: 3}
	p.Shape = func(in []ir.Aval, params ir.Params) []ir.Aval {
		class := anyNumbers
		if op == host.Max || op == host.Min {
			class = numbers
		}
		requireType(name, in, class)
		if a := params.(cumulativeParams).Axis; a < 0 || a >= in[0].Rank() {
			ir.Fail(name, in, "axis %d is out of range for rank %d", a, in[0].Rank())
		}
		return in
	}
	p.Eval = func(dst, in []*device.Tensor, params ir.Params) {
		c := params.(cumulativeParams)
		host.Cumulative(dst[0], in[0], c.Axis, c.Reverse, op)
	}
	p.Form = func(_ []ir.Aval, params ir.Params) kernel.Form {
		c := params.(cumulativeParams)
		return kernel.Running{Combine: basicOps[op], Axis: c.Axis, Reverse: c.Reverse}
	}
	p.Vmap = func(params ir.Params, _ int, in []Value, axes []int) ([]Value, []int) {
		c := params.(cumulativeParams)
		c.Axis++
		return core.Bind(Lookup(name), c, MoveAxis(in[0], axes[0], 0)), []int{0}
	}
	return &p
}

func init() {
	Register(
		reduction("reduce_sum", host.Sum, anyNumbers, core.Primitive{
			Traits: core.Linear,
			Transpose: func(p ir.Params, ct, in []Value) []Value {
				return []Value{stretch(ct[0], in[0].Aval().Shape, reducedAxes(p))}
			},
		}),
		reduction("reduce_max", host.Max, numbers, core.Primitive{Tangent: []core.TangentRule{extremeTangent}}),
		reduction("reduce_min", host.Min, numbers, core.Primitive{Tangent: []core.TangentRule{extremeTangent}}),
		reduction("reduce_prod", host.Prod, anyNumbers, core.Primitive{Tangent: []core.TangentRule{productTangent}}),
		reduction("reduce_and", host.And, bits, core.Primitive{}),
		reduction("reduce_or", host.Or, bits, core.Primitive{}),
		search("argmax", true),
		search("argmin", false),
		cumulative("cumsum", host.Sum, core.Primitive{
			Traits: core.Linear,
			Transpose: func(p ir.Params, ct, in []Value) []Value {
				c := p.(cumulativeParams)
				return []Value{CumSum(ct[0], c.Axis, !c.Reverse)}
			},
		}),
		cumulative("cumprod", host.Prod, core.Primitive{Tangent: []core.TangentRule{runningProductTangent}}),
	)
}
