package prim

import (
	"fmt"
	"slices"
	"strings"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// DotDims pairs the axes that a dot product contracts and those that it keeps
// as batches. The result has the batch axes, then the free axes of x, then
// those of y.
type DotDims struct {
	ContractX, ContractY []int
	BatchX, BatchY       []int
}

type dotParams struct {
	Dims  DotDims
	DType ir.DType
}

// String prints the axes as JAX does.
func (d DotDims) String() string {
	return fmt.Sprintf("((%s, %s), (%s, %s))", list(d.ContractX), list(d.ContractY), list(d.BatchX), list(d.BatchY))
}

func (p dotParams) Fields() []ir.Field {
	return []ir.Field{
		{Name: "dimension_numbers", Value: p.Dims},
		{Name: "preferred_element_type", Value: p.DType},
	}
}

// list formats ints as a Python list.
func list(ints []int) string {
	return strings.NewReplacer("(", "[", ",)", "]", ")", "]").Replace(ir.Tuple(ints))
}

// DotGeneral contracts and batches axes of x with axes of y.
func DotGeneral(x, y Value, dims DotDims) Value {
	return apply("dot_general", dotParams{dims, x.Aval().DType}, x, y)
}

// free returns the axes that are neither contracted nor batched.
func free(rank int, contract, batch []int) []int {
	var out []int
	for i := range rank {
		if !slices.Contains(contract, i) && !slices.Contains(batch, i) {
			out = append(out, i)
		}
	}
	return out
}

func dotShape(in []ir.Aval, p ir.Params) []ir.Aval {
	const op = "dot_general"
	d, x, y := p.(dotParams).Dims, in[0], in[1]
	requireType(op, in, anyNumbers)
	requireSameDType(op, in)
	checkAxes(op, in, slices.Concat(d.ContractX, d.BatchX), x.Rank())
	checkAxes(op, in, slices.Concat(d.ContractY, d.BatchY), y.Rank())
	for i, a := range slices.Concat(d.ContractX, d.BatchX) {
		b := slices.Concat(d.ContractY, d.BatchY)[i]
		if x.Shape[a] != y.Shape[b] {
			ir.Fail(op, in, "shapes %s and %s do not align: %d ≠ %d", ir.Tuple(x.Shape), ir.Tuple(y.Shape), x.Shape[a], y.Shape[b])
		}
	}
	var shape []int
	for _, a := range d.BatchX {
		shape = append(shape, x.Shape[a])
	}
	for _, a := range free(x.Rank(), d.ContractX, d.BatchX) {
		shape = append(shape, x.Shape[a])
	}
	for _, a := range free(y.Rank(), d.ContractY, d.BatchY) {
		shape = append(shape, y.Shape[a])
	}
	return []ir.Aval{{DType: x.DType, Shape: shape, Weak: allWeak(in)}}
}

// dotTransposeX returns the cotangent of x: ct contracted with y over y's free
// axes, its axes brought into x's order.
func dotTransposeX(ct, y Value, xRank int, d DotDims, swapped bool) Value {
	xFree := free(xRank, d.ContractX, d.BatchX)
	yFree := free(y.Aval().Rank(), d.ContractY, d.BatchY)
	nBatch := len(d.BatchX)
	// Where ct keeps y's free axes: after x's, or before them if the operands
	// were given in the other order.
	first := nBatch + len(xFree)
	if swapped {
		first = nBatch
	}
	dims := DotDims{ContractX: shift(upTo(len(yFree)), first), ContractY: yFree, BatchX: upTo(nBatch), BatchY: d.BatchY}
	got := DotGeneral(ct, y, dims)
	// got has batches, x's free axes, then y's contracted axes in y's order.
	order := slices.Clone(d.ContractY)
	slices.Sort(order)
	place := slices.Concat(d.BatchX, xFree)
	for _, axis := range order {
		place = append(place, d.ContractX[slices.Index(d.ContractY, axis)])
	}
	perm := make([]int, len(place))
	for i, axis := range place {
		perm[axis] = i
	}
	return Transpose(got, perm)
}

func init() {
	Register(&core.Primitive{
		Op: "dot_general", Arity: 2, Traits: core.Bilinear, Domain: core.Interval{Lo: -3, Hi: 3},
		Shape: dotShape,
		Eval: func(dst, in []*device.Tensor, p ir.Params) {
			d := p.(dotParams).Dims
			host.DotGeneral(dst[0], in[0], in[1], d.ContractX, d.ContractY, d.BatchX, d.BatchY)
		},
		Form: func(_ []ir.Aval, p ir.Params) kernel.Form { return kernel.Contraction(p.(dotParams).Dims) },
		Transpose: func(p ir.Params, ct, in []Value) []Value {
			d := p.(dotParams).Dims
			if core.IsUndefined(in[0]) {
				return []Value{dotTransposeX(ct[0], in[1], in[0].Aval().Rank(), d, false), nil}
			}
			swapped := DotDims{ContractX: d.ContractY, ContractY: d.ContractX, BatchX: d.BatchY, BatchY: d.BatchX}
			return []Value{nil, dotTransposeX(ct[0], in[0], in[1].Aval().Rank(), swapped, true)}
		},
		Vmap: batchDot,
	})
}

// batchDot makes the batch of both operands a batch of the product; a batch
// of one operand is one more of its free axes.
func batchDot(p ir.Params, _ int, in []Value, axes []int) ([]Value, []int) {
	d := p.(dotParams).Dims
	past := func(dims []int, axis int) []int {
		out := slices.Clone(dims)
		for i, a := range out {
			if axis >= 0 && a >= axis {
				out[i]++
			}
		}
		return out
	}
	wide := DotDims{
		ContractX: past(d.ContractX, axes[0]), BatchX: past(d.BatchX, axes[0]),
		ContractY: past(d.ContractY, axes[1]), BatchY: past(d.BatchY, axes[1]),
	}
	var at int // of the batch in the result
	switch {
	case axes[0] >= 0 && axes[1] >= 0:
		wide.BatchX = slices.Insert(wide.BatchX, 0, axes[0])
		wide.BatchY = slices.Insert(wide.BatchY, 0, axes[1])
	case axes[0] >= 0:
		at = len(wide.BatchX) + slices.Index(free(in[0].Aval().Rank(), wide.ContractX, wide.BatchX), axes[0])
	default:
		at = len(wide.BatchX) + len(free(in[0].Aval().Rank(), wide.ContractX, wide.BatchX)) +
			slices.Index(free(in[1].Aval().Rank(), wide.ContractY, wide.BatchY), axes[1])
	}
	return []Value{DotGeneral(in[0], in[1], wide)}, []int{at}
}
