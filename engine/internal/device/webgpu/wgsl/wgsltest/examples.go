// Package wgsltest has programs for the tests of what prints and runs shaders.
package wgsltest

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// Jaxpr returns a function as a program.
func Jaxpr(f transform.Func, in ...ir.Aval) *ir.Jaxpr {
	c := transform.Simplified(transform.Stage("test", f, in))
	return &ir.Jaxpr{In: append(c.Consts, c.In...), Eqns: c.Eqns, Out: c.Out}
}

// Plan returns a function as a plan for GPUs.
func Plan(f transform.Func, in ...ir.Aval) *kernel.Plan {
	return kernel.FuseFor(Jaxpr(f, in...), kernel.GPU)
}

// Floats returns the type of an array of float32.
func Floats(shape ...int) ir.Aval { return ir.Aval{DType: ir.Float32, Shape: shape} }

// Ints returns the type of an array of int32.
func Ints(shape ...int) ir.Aval { return ir.Aval{DType: ir.Int32, Shape: shape} }

// Words returns the type of an array of uint32.
func Words(shape ...int) ir.Aval { return ir.Aval{DType: ir.Uint32, Shape: shape} }

// Halves returns the type of an array of float16.
func Halves(shape ...int) ir.Aval { return ir.Aval{DType: ir.Float16, Shape: shape} }

// Bools returns the type of an array of booleans.
func Bools(shape ...int) ir.Aval { return ir.Aval{DType: ir.Bool, Shape: shape} }

// List returns its operands.
func List(v ...core.Value) []core.Value { return v }

// An Example is a program whose shaders are kept in the testdata of package wgsl.
type Example struct {
	Name string
	In   []ir.Aval
	F    transform.Func
}

// Plan returns the plan of an example.
func (e *Example) Plan() *kernel.Plan { return Plan(e.F, e.In...) }

// Nests are programs of loops over elements.
var Nests = []Example{
	{"chain", []ir.Aval{Floats(1000)}, func(x []core.Value) []core.Value {
		return List(prim.Sin(prim.Mul(x[0], prim.Exp(x[0]))))
	}},
	{"several", []ir.Aval{Floats(10, 20)}, func(x []core.Value) []core.Value {
		y := prim.Mul(x[0], x[0])
		return List(y, prim.ReduceSum(y, []int{0}), prim.ReduceMax(x[0], []int{1}))
	}},
	{"views", []ir.Aval{Floats(4, 6), Floats(6, 4)}, func(x []core.Value) []core.Value {
		return List(prim.Add(prim.Transpose(x[0], []int{1, 0}), prim.Rev(x[1], []int{0})))
	}},
	{"integers", []ir.Aval{Ints(7), Ints(7), Words(7)}, func(x []core.Value) []core.Value {
		return List(prim.Div(x[0], x[1]), prim.Rem(x[0], x[1]), prim.ShiftLeft(x[2], x[2]))
	}},
	{"booleans", []ir.Aval{Floats(7), Bools(7)}, func(x []core.Value) []core.Value {
		return List(prim.And(x[1], prim.Lt(x[0], x[0])))
	}},
	{"product", []ir.Aval{Floats(3, 5), Floats(5, 4)}, func(x []core.Value) []core.Value {
		return List(prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}))
	}},
	{"index", []ir.Aval{Floats(4, 6)}, func(x []core.Value) []core.Value {
		return List(prim.Add(x[0], prim.Iota(ir.Float32, []int{4, 6}, 1)))
	}},
	{"rows", []ir.Aval{Floats(300, 1000)}, func(x []core.Value) []core.Value {
		return List(prim.ReduceSum(prim.Exp(x[0]), []int{1}))
	}},
	{"columns", []ir.Aval{Floats(5000, 130)}, func(x []core.Value) []core.Value {
		return List(prim.ReduceSum(x[0], []int{0}), prim.ReduceAnd(prim.Lt(x[0], prim.Lit(x[0], 2)), []int{0}))
	}},
	{"total", []ir.Aval{Floats(1000, 1000)}, func(x []core.Value) []core.Value {
		return List(prim.ReduceSum(x[0], []int{0, 1}), prim.ReduceMin(x[0], []int{0, 1}))
	}},
	{"vector", []ir.Aval{Floats(40, 700), Floats(700)}, func(x []core.Value) []core.Value {
		return List(prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}))
	}},
	{"clip", []ir.Aval{Floats(9), Floats(9)}, func(x []core.Value) []core.Value {
		return List(prim.Max(prim.Lit(x[0], -1), prim.Min(x[0], x[1])), prim.Select(prim.Ne(x[0], x[0]), x[1], prim.Neg(x[0])))
	}},
	{"rounding", []ir.Aval{Floats(9)}, func(x []core.Value) []core.Value {
		return List(prim.Rem(x[0], prim.Lit(x[0], 3)), prim.Convert(x[0], ir.Int32, false), prim.Sqrt(prim.Floor(x[0])))
	}},
	{"random", []ir.Aval{Words(2), Words(2)}, func(x []core.Value) []core.Value {
		return List(prim.Threefry2x32(x[0], x[0], x[1], x[1]))
	}},
	{"many", slices.Repeat([]ir.Aval{Floats(64)}, 10), func(x []core.Value) []core.Value {
		y := x[0]
		for _, v := range x[1:] {
			y = prim.Add(y, v)
		}
		return List(y)
	}},
}
