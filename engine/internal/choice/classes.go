package choice

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// A class is a kind of work whose time is in proportion to its amount on either
// device, but in a proportion of its own.
type class int

const (
	light      class = iota // pointwise, bound by memory
	dear                    // pointwise, bound by computing
	reductions              //
	products                // of matrices
	moves                   // transpositions, gathers, scatters
	sorts                   //
	turns                   // of loops, besides what they compute
	classes    = iota
)

// about is what people are told of a class.
var about = [classes]struct{ name, unit string }{
	light:      {"light pointwise programs", "elements read and written"},
	dear:       {"heavy pointwise programs", "instructions"},
	reductions: {"reductions", "elements"},
	products:   {"matrix products", "multiply-adds"},
	moves:      {"copies", "elements"},
	sorts:      {"sorts", "comparisons"},
	turns:      {"loops", "steps in all turns"},
}

// A sample is a program of a class that is measured, in sizes that grow until
// one takes long enough to tell.
type sample struct {
	sizes  []int
	inputs func(n int) []ir.Aval
	apply  func(n int, x []core.Value) core.Value
}

func vectors(count int) func(n int) []ir.Aval {
	return func(n int) []ir.Aval {
		list := make([]ir.Aval, count)
		for i := range list {
			list[i] = ir.Aval{DType: ir.Float32, Shape: []int{n}}
		}
		return list
	}
}

func squares(count int) func(n int) []ir.Aval {
	return func(n int) []ir.Aval {
		list := make([]ir.Aval, count)
		for i := range list {
			list[i] = ir.Aval{DType: ir.Float32, Shape: []int{n, n}}
		}
		return list
	}
}

// The greatest sizes take a processor of our days some 10 ms and not more.
var samples = [classes]sample{
	light: {[]int{1 << 18, 1 << 20}, vectors(2), func(_ int, x []core.Value) core.Value { return prim.Add(x[0], x[1]) }},
	dear: {[]int{1 << 14, 1 << 16, 1 << 19}, vectors(1), func(_ int, x []core.Value) core.Value {
		return prim.Mul(prim.Tanh(x[0]), prim.Exp(prim.Sin(x[0])))
	}},
	reductions: {[]int{1 << 18, 1 << 20}, vectors(1), func(_ int, x []core.Value) core.Value { return prim.ReduceSum(x[0], []int{0}) }},
	products: {[]int{128, 256, 512}, squares(2), func(_ int, x []core.Value) core.Value {
		return prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{1}, ContractY: []int{0}})
	}},
	moves: {[]int{512, 1024}, squares(1), func(_ int, x []core.Value) core.Value { return prim.Transpose(x[0], []int{1, 0}) }},
	sorts: {[]int{1 << 12, 1 << 15}, vectors(1), func(_ int, x []core.Value) core.Value { return prim.Sort(x, 0, 1)[0] }},
	turns: {[]int{16, 64}, func(int) []ir.Aval { return vectors(1)(4096) }, func(n int, x []core.Value) core.Value {
		body := transform.Stage("turn", func(c []core.Value) []core.Value { return []core.Value{prim.Add(prim.Mul(c[0], c[0]), c[0])} }, ir.Avals(x))
		return transform.Scan(body, x, nil, transform.ScanOptions{Length: n})[0]
	}},
}

// nothing is the sample of what takes no time but that of a call.
var nothing = sample{[]int{256}, vectors(1), func(_ int, x []core.Value) core.Value { return prim.Neg(x[0]) }}

// program returns the sample of a size, and what it consists of.
func (s sample) program(n int) (*ir.Jaxpr, *load) {
	j := transform.Simplified(transform.Stage("sample", func(x []core.Value) []core.Value { return []core.Value{s.apply(n, x)} }, s.inputs(n))).Jaxpr
	return j, survey(kernel.Fuse(j))
}
