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
	"fluxion/engine/internal/transform"
)

// RandomControl checks that a device runs the random program of a seed, with
// loops and branches nested up to three deep, as the host evaluates it, to the
// last bit.
func RandomControl(t *testing.T, d device.Device, seed int64) {
	source := rand.New(rand.NewSource(seed))
	types := []ir.DType{ir.Float16, ir.Float32, ir.Float32, ir.Float64, ir.Int32, ir.Int64, ir.Uint32, ir.Bool}
	if source.Intn(20) == 0 {
		types = append(types, ir.Complex64)
	}
	var x []core.Value
	for range 2 + source.Intn(3) {
		shape := randomShape(source)
		elements := make([]float64, ir.Size(shape))
		for i := range elements {
			elements[i] = 3 * source.NormFloat64()
		}
		x = append(x, constant(types[source.Intn(len(types))], shape, elements...))
	}
	f := func(in []core.Value) []core.Value {
		p := randomProgram{rand.New(rand.NewSource(seed)), slices.Clone(in)}
		for range 1 + p.source.Intn(3) {
			p.step()
			p.control(2)
		}
		p.step()
		return append(slices.Clone(p.values[len(in):]), p.pick())
	}
	suite{d, 0}.check(t, f, x)
}

// control applies a loop or a branch; depth tells how many may be inside.
func (p *randomProgram) control(depth int) {
	var out []core.Value
	switch p.source.Intn(3) {
	case 0:
		out = p.scan(depth)
	case 1:
		out = p.while(depth)
	default:
		out = p.cond(depth)
	}
	for _, y := range out {
		if y.Aval().Size() <= 5000 {
			p.values = append(p.values, y)
		}
	}
}

// several returns up to n values, some of them perhaps twice.
func (p *randomProgram) several(n int) []core.Value {
	var some []core.Value
	for range p.source.Intn(n + 1) {
		some = append(some, p.pick())
	}
	return some
}

// inside returns a function that computes on its operands and on what is known
// outside, and ends with values of the given types and up to extra others.
func (p *randomProgram) inside(depth int, results []ir.Aval, extra int) transform.Func {
	seed, outside := p.source.Int63(), slices.Clone(p.values)
	return func(in []core.Value) []core.Value {
		q := randomProgram{rand.New(rand.NewSource(seed)), append(slices.Clone(outside), in...)}
		q.values = append(q.values, in...) // more often than what is outside
		for range q.source.Intn(6) {
			q.step()
		}
		if depth > 0 && q.source.Intn(3) == 0 {
			q.control(depth - 1)
			q.step()
		}
		var out []core.Value
		for _, a := range results {
			v := q.like(a)
			if q.source.Intn(3) == 0 { // perhaps with some elements changed
				if y := q.indexed(v); y != nil && y.Aval().Equal(a) {
					v = y
				}
			}
			out = append(out, v)
		}
		return append(out, q.several(extra)...)
	}
}

// like returns a value of a type, the youngest more often.
func (p *randomProgram) like(a ir.Aval) core.Value {
	var fitting []core.Value
	for _, v := range p.values {
		if b := v.Aval(); b.Equal(a) {
			fitting = append(fitting, v)
		}
	}
	if p.source.Intn(2) == 0 {
		return fitting[len(fitting)-1]
	}
	return fitting[p.source.Intn(len(fitting))]
}

func (p *randomProgram) scan(depth int) []core.Value {
	length := p.source.Intn(6)
	init := p.several(4)
	var xs []core.Value
	for _, v := range p.several(4) {
		if s := v.Aval().Shape; len(s) > 0 && (len(xs) == 0 || s[0] == length) {
			length = s[0]
			xs = append(xs, v)
		}
	}
	avals := ir.Avals(append(slices.Clone(init), xs...))
	for i := len(init); i < len(avals); i++ {
		avals[i].Shape = avals[i].Shape[1:]
	}
	body := transform.Stage("body", p.inside(depth, avals[:len(init)], 2), avals)
	return transform.Scan(body, init, xs, transform.ScanOptions{Length: length, Reverse: p.source.Intn(3) == 0, Unroll: 1})
}

// while counts to a limit that only the run knows.
func (p *randomProgram) while(depth int) []core.Value {
	limit := prim.Rem(p.integer(), core.Scalar(ir.Int32, 5))
	init := append([]core.Value{core.Scalar(ir.Int32, 0)}, p.several(4)...)
	avals := ir.Avals(init)
	step := p.inside(depth, avals[1:], 0)
	cond := transform.Stage("cond", func(c []core.Value) []core.Value { return []core.Value{prim.Lt(c[0], limit)} }, avals)
	body := transform.Stage("body", func(c []core.Value) []core.Value {
		return append([]core.Value{prim.Add(c[0], core.Scalar(ir.Int32, 1))}, step(c[1:])...)
	}, avals)
	return transform.While(cond, body, init)
}

func (p *randomProgram) cond(depth int) []core.Value {
	operands, results := p.several(3), ir.Avals(p.several(3))
	var branches []*ir.Closed
	for range 1 + p.source.Intn(4) {
		branches = append(branches, transform.Stage("branch", p.inside(depth, results, 0), ir.Avals(operands)))
	}
	return transform.Cond(prim.Rem(p.integer(), core.Scalar(ir.Int32, 6)), branches, operands)
}

// integer returns an int32 scalar that depends on some value.
func (p *randomProgram) integer() core.Value {
	v := p.pick()
	axes := make([]int, v.Aval().Rank())
	for i := range axes {
		axes[i] = i
	}
	if v.Aval().DType.IsComplex() {
		v = prim.RealPart(v)
	}
	if v.Aval().DType == ir.Bool {
		v = prim.ReduceOr(v, axes)
	} else {
		v = prim.ReduceMax(v, axes)
	}
	return prim.Convert(v, ir.Int32, false)
}

// RandomControls runs the random programs with loops of n seeds.
func RandomControls(t *testing.T, d device.Device, n int64) {
	for seed := range n {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { RandomControl(t, d, seed) })
	}
}
