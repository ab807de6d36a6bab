package kernel_test

import (
	"slices"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// planOf fuses a function of float32 arrays of the given shapes.
func planOf(f func(x []core.Value) []core.Value, shapes ...[]int) *kernel.Plan {
	return planFor(kernel.Processor, f, shapes...)
}

func planFor(t kernel.Target, f func(x []core.Value) []core.Value, shapes ...[]int) *kernel.Plan {
	var avals []ir.Aval
	for _, s := range shapes {
		avals = append(avals, ir.Aval{DType: ir.Float32, Shape: s})
	}
	c := transform.Simplified(transform.Stage("test", f, avals))
	return kernel.FuseFor(&ir.Jaxpr{In: append(c.Consts, c.In...), Eqns: c.Eqns, Out: c.Out}, t)
}

func list(v ...core.Value) []core.Value { return v }

// What shares a nest, and what does not.
func TestFusion(t *testing.T) {
	all := []int{0, 1}
	for _, c := range []struct {
		name  string
		f     func(x []core.Value) []core.Value
		nests int
		out   []int // results of each nest
	}{
		{"chain", func(x []core.Value) []core.Value { return list(prim.Sin(prim.Mul(x[0], prim.Exp(x[0])))) }, 1, []int{1}},
		{"several results", func(x []core.Value) []core.Value { y := prim.Tanh(x[0]); return list(y, prim.Exp(y), prim.Neg(x[0])) }, 1, []int{3}},
		{"sum of a chain", func(x []core.Value) []core.Value { return list(prim.ReduceSum(prim.Sin(x[0]), all)) }, 1, []int{1}},
		{"results and their sums", func(x []core.Value) []core.Value {
			y := prim.Sin(x[0])
			return list(y, prim.ReduceSum(y, []int{1}), prim.ReduceMax(prim.Mul(y, y), []int{1}))
		}, 1, []int{3}},
		{"sums over different axes", func(x []core.Value) []core.Value {
			return list(prim.ReduceSum(x[0], []int{0}), prim.ReduceSum(x[0], []int{1}))
		}, 2, []int{1, 1}},
		{"views are walked", func(x []core.Value) []core.Value {
			return list(prim.Add(prim.Transpose(x[0], []int{1, 0}), prim.Rev(x[1], []int{0})))
		}, 1, []int{1}},
		{"softmax", func(x []core.Value) []core.Value {
			wide := func(v core.Value) core.Value { return prim.BroadcastInDim(v, []int{4, 6}, []int{0}) }
			e := prim.Exp(prim.Sub(x[0], wide(prim.ReduceMax(x[0], []int{1}))))
			return list(prim.Div(e, wide(prim.ReduceSum(e, []int{1}))))
		}, 3, []int{1, 2, 1}},
		{"index", func(x []core.Value) []core.Value {
			return list(prim.Add(x[0], prim.Iota(ir.Float32, []int{4, 6}, 1)))
		}, 1, []int{1}},
		{"an operand passed on", func(x []core.Value) []core.Value { return list(x[0], prim.Reshape(x[0], []int{24})) }, 0, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := planOf(c.f, []int{4, 6}, []int{6, 4})
			var out []int
			for _, s := range plan.Steps {
				if s.Nest == nil {
					t.Fatalf("%s is left to the host", s.Eqn.Op.Name())
				}
				out = append(out, len(s.Nest.Out))
			}
			if len(out) != c.nests || !slices.Equal(out, c.out) {
				t.Errorf("nests with %v results, want %v", out, c.out)
			}
		})
	}
}

// A function and its derivatives are one loop along one axis.
func TestJetIsOneNest(t *testing.T) {
	plan := planOf(func(x []core.Value) []core.Value {
		y, series := transform.Jet("test", func(x []core.Value) []core.Value { return list(prim.Tanh(prim.Sin(x[0]))) },
			x, [][]core.Value{{transform.Ones(x[0].Aval()), nil, nil, nil}}, 4)
		return append(y, series[0]...)
	}, []int{100, 7})
	if len(plan.Steps) != 1 || len(plan.Steps[0].Nest.Axes) != 1 || len(plan.Steps[0].Nest.Out) != 5 || plan.Scratch != 0 {
		t.Errorf("%d steps and %d bytes of scratch memory, expected one nest and none", len(plan.Steps), plan.Scratch)
	}
}

// Operations without a form are steps of their own between nests.
func TestHostSteps(t *testing.T) {
	plan := planOf(func(x []core.Value) []core.Value { return list(prim.Sin(prim.Abs(prim.Complex(prim.Cos(x[0]), x[0])))) }, []int{9})
	var kinds []bool
	for _, s := range plan.Steps {
		kinds = append(kinds, s.IsHost())
	}
	if !slices.Equal(kinds, []bool{false, true, true, false}) {
		t.Errorf("host steps %v", kinds)
	}
}

// Temporary buffers that are not needed at the same time share memory, and no
// two that are.
func TestScratchMemory(t *testing.T) {
	dims := prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}
	plan := planOf(func(x []core.Value) []core.Value {
		y := x[0]
		for range 6 {
			y = prim.DotGeneral(y, x[0], dims)
		}
		return list(y)
	}, []int{20, 20})
	if one := 20*20*4 + 16; plan.Scratch != 2*one {
		t.Errorf("%d bytes of scratch memory, expected %d", plan.Scratch, 2*one)
	}
}

func TestTiles(t *testing.T) {
	product := func(x []core.Value) []core.Value {
		return list(prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{0}, ContractY: []int{1}}))
	}
	if tiles := planOf(product, []int{100, 90}, []int{80, 100}).Steps[0].Nest.Tiles; tiles == nil {
		t.Error("a large product is not tiled")
	}
	if tiles := planOf(product, []int{10, 9}, []int{8, 10}).Steps[0].Nest.Tiles; tiles != nil {
		t.Error("a small product is tiled")
	}
}

func TestReorders(t *testing.T) {
	sum := func(x []core.Value) []core.Value { return list(prim.ReduceSum(x[0], []int{0})) }
	for n, want := range map[int]bool{32: false, 33: true} {
		c := transform.Stage("test", sum, []ir.Aval{{DType: ir.Float32, Shape: []int{n}}})
		if got := kernel.Reorders(c.Jaxpr); got != want {
			t.Errorf("a sum of %d terms: reordered is %t", n, got)
		}
	}
}
