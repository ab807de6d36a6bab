package devicetest

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// RandomProgram checks that a device runs the random program of a seed as the
// primitives evaluate one by one, to the last bit: sums are short enough to be
// added in order.
func RandomProgram(t *testing.T, d device.Device, seed int64) {
	source := rand.New(rand.NewSource(seed))
	types := []ir.DType{ir.Float16, ir.Float32, ir.Float32, ir.Float64, ir.Int32, ir.Int64, ir.Uint32, ir.Bool, ir.Complex64}
	var x []core.Value
	for range 1 + source.Intn(4) {
		shape := randomShape(source)
		elements := make([]float64, ir.Size(shape))
		for i := range elements {
			elements[i] = 3 * source.NormFloat64()
		}
		x = append(x, constant(types[source.Intn(len(types))], shape, elements...))
	}
	f := func(in []core.Value) []core.Value {
		p := randomProgram{rand.New(rand.NewSource(seed)), slices.Clone(in)}
		for range 3 + p.source.Intn(25) {
			p.step()
		}
		var out []core.Value
		for range 1 + p.source.Intn(3) {
			out = append(out, p.values[p.source.Intn(len(p.values))])
		}
		return append(out, p.values[len(p.values)-1])
	}
	suite{d, 0}.check(t, f, x)
}

// sides are the sizes of random axes, on both sides of a vector's.
var sides = []int{0, 1, 1, 2, 3, 4, 5, 8, 9, 17}

func randomShape(source *rand.Rand) []int {
	shape := make([]int, source.Intn(4))
	for i := range shape {
		shape[i] = sides[1+source.Intn(len(sides)-1)]
		if source.Intn(40) == 0 {
			shape[i] = 0
		}
	}
	return shape
}

// A randomProgram applies random primitives to values that it has.
type randomProgram struct {
	source *rand.Rand
	values []core.Value
}

func (p *randomProgram) pick() core.Value { return p.values[p.source.Intn(len(p.values))] }

// partner returns a value of x's type and shape.
func (p *randomProgram) partner(x core.Value) core.Value {
	a := x.Aval()
	var fitting []core.Value
	for _, v := range p.values {
		if v.Aval().Equal(a) || v.Aval().DType == a.DType && v.Aval().Rank() == 0 {
			fitting = append(fitting, v)
		}
	}
	if p.source.Intn(5) == 0 {
		return prim.Lit(x, float64(p.source.Intn(5)))
	}
	if y := p.pick(); p.source.Intn(3) == 0 && slices.Equal(y.Aval().Shape, a.Shape) {
		return prim.Convert(y, a.DType, false)
	}
	return fitting[p.source.Intn(len(fitting))]
}

var (
	floatUnary = []func(core.Value) core.Value{prim.Sin, prim.Cos, prim.Exp, prim.Tanh, prim.Log, prim.Sqrt, prim.Logistic,
		prim.Floor, prim.Round, prim.Neg, prim.Abs, prim.Square, prim.IsFinite, prim.Erf, prim.Atan}
	numberBinary = []func(x, y core.Value) core.Value{prim.Add, prim.Sub, prim.Mul, prim.Div, prim.Rem, prim.Max, prim.Min,
		prim.Lt, prim.Ge, prim.Eq, prim.Ne}
	bitsBinary = []func(x, y core.Value) core.Value{prim.And, prim.Or, prim.Xor}
)

func (p *randomProgram) step() {
	x := p.pick()
	var y core.Value
	switch p.source.Intn(13) {
	case 9, 10:
		y = p.indexed(x)
	case 11:
		y = p.joined(x)
	case 12:
		y = p.along(x)
	case 0, 1, 2:
		y = p.pointwise(x)
	case 3:
		y = p.moved(x)
	case 4:
		y = p.reduced(x)
	case 5:
		y = p.product(x)
	case 6:
		types := []ir.DType{ir.Float16, ir.Float32, ir.Float64, ir.Int32, ir.Int64, ir.Uint32, ir.Bool}
		y = prim.Convert(x, types[p.source.Intn(len(types))], false)
	case 7:
		shape := randomShape(p.source)
		if len(shape) > 0 {
			types := []ir.DType{ir.Float16, ir.Float32, ir.Float64, ir.Int32, ir.Int64, ir.Uint32}
			y = prim.Iota(types[p.source.Intn(len(types))], shape, p.source.Intn(len(shape)))
		}
	default:
		if pred := p.pick(); pred.Aval().DType == ir.Bool && (pred.Aval().Rank() == 0 || slices.Equal(pred.Aval().Shape, x.Aval().Shape)) {
			y = prim.Select(pred, x, prim.Broadcast(p.partner(x), x.Aval().Shape))
		}
	}
	if y != nil && y.Aval().Size() <= 5000 {
		p.values = append(p.values, y)
	}
}

func (p *randomProgram) pointwise(x core.Value) core.Value {
	d := x.Aval().DType
	switch {
	case d.IsComplex():
		return prim.Add(x, p.partner(x))
	case d.IsFloat() && p.source.Intn(2) == 0:
		return floatUnary[p.source.Intn(len(floatUnary))](x)
	case d == ir.Bool || !d.IsFloat() && p.source.Intn(3) == 0:
		return bitsBinary[p.source.Intn(len(bitsBinary))](x, p.partner(x))
	case d != ir.Bool:
		return numberBinary[p.source.Intn(len(numberBinary))](x, p.partner(x))
	}
	return prim.Not(x)
}

// moved applies an operation that only moves elements.
func (p *randomProgram) moved(x core.Value) core.Value {
	shape := x.Aval().Shape
	rank := len(shape)
	switch p.source.Intn(5) {
	case 0:
		return prim.Transpose(x, p.source.Perm(rank))
	case 1:
		return prim.Reshape(x, []int{x.Aval().Size()})
	case 2:
		wide := slices.Insert(slices.Clone(shape), p.source.Intn(rank+1), sides[1+p.source.Intn(5)])
		var dims []int
		for k := range wide {
			if len(dims) < rank && wide[k] == shape[len(dims)] {
				dims = append(dims, k)
			}
		}
		if len(dims) == rank {
			return prim.BroadcastInDim(x, wide, dims)
		}
		return nil
	case 3:
		if rank > 0 {
			return prim.Rev(x, []int{p.source.Intn(rank)})
		}
		return nil
	}
	start, limit, stride := make([]int, rank), slices.Clone(shape), make([]int, rank)
	for k, n := range shape {
		stride[k] = 1 + p.source.Intn(2)
		if n > 0 {
			start[k] = p.source.Intn(n)
		}
	}
	return prim.Slice(x, start, limit, stride)
}

func (p *randomProgram) reduced(x core.Value) core.Value {
	var axes []int
	length := 1
	for k, n := range x.Aval().Shape {
		if p.source.Intn(2) == 0 {
			axes, length = append(axes, k), length*n
		}
	}
	d := x.Aval().DType
	switch {
	case d == ir.Bool:
		return prim.ReduceOr(x, axes)
	case d.IsComplex():
		return prim.ReduceSum(x, axes)
	case d.IsFloat() && p.source.Intn(2) == 0:
		return prim.ReduceMax(x, axes)
	case d.IsFloat() && length > 32:
		return prim.ReduceMin(x, axes)
	}
	return prim.ReduceSum(x, axes)
}

// product contracts an axis of x with one of another value.
func (p *randomProgram) product(x core.Value) core.Value {
	a := x.Aval()
	for _, y := range p.values {
		b := y.Aval()
		if b.DType != a.DType || a.DType == ir.Bool {
			continue
		}
		for i, n := range a.Shape {
			// Short sums of few products have the host's order.
			if k := slices.Index(b.Shape, n); k >= 0 && n > 0 && n <= 9 && a.Size()*b.Size()/n <= 1<<12 {
				return prim.DotGeneral(x, y, prim.DotDims{ContractX: []int{i}, ContractY: []int{k}})
			}
		}
	}
	return nil
}

// RandomPrograms runs the random programs of n seeds.
func RandomPrograms(t *testing.T, d device.Device, n int64) {
	for seed := range n {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { RandomProgram(t, d, seed) })
	}
}
