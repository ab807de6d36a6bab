package wgsl

import (
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
	"fluxion/engine/internal/prim"
)

// A contracted is a product whose shaders are kept in testdata, as printed for an
// adapter.
type contracted struct {
	name    string
	adapter func(*Adapter)
	x, y    []int
	dims    prim.DotDims
}

var contractions = []contracted{
	{"matmul", func(*Adapter) {}, []int{100, 64}, []int{64, 128}, prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}},
	{"matmul_ahead", func(a *Adapter) { a.Tile = Tile{Rows: 4, Columns: 4, High: 8, Wide: 8, Depth: 8, Ahead: true} },
		[]int{520, 260}, []int{520, 260}, prim.DotDims{ContractX: []int{1}, ContractY: []int{1}}},
	{"matmul_direct", func(a *Adapter) { a.Software = true }, []int{3, 50, 30}, []int{3, 50, 33},
		prim.DotDims{ContractX: []int{1}, ContractY: []int{1}, BatchX: []int{0}, BatchY: []int{0}}},
	{"matmul_skinny", func(*Adapter) {}, []int{5000, 32}, []int{32, 6}, prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}},
	{"matvec_rows", func(a *Adapter) { a.Subgroups = [2]int{32, 32} }, []int{4001, 32}, []int{32}, prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}},
	{"matvec_long_rows", func(a *Adapter) { a.Subgroups = [2]int{8, 32} }, []int{2, 4096}, []int{4096}, prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}},
	{"matvec_columns", func(*Adapter) {}, []int{100000, 32}, []int{100000}, prim.DotDims{ContractX: []int{0}, ContractY: []int{0}}},
}

func TestGoldenContractions(t *testing.T) {
	for _, c := range contractions {
		t.Run(c.name, func(t *testing.T) {
			a := Least()
			c.adapter(&a)
			p, err := Print(c.plan(), a)
			if err != nil {
				t.Fatal(err)
			}
			checkGolden(t, c.name, p)
		})
	}
}

func TestContractionLimits(t *testing.T) {
	for name, tighten := range tight {
		for _, c := range contractions {
			t.Run(c.name+" "+name, func(t *testing.T) {
				a := Least()
				c.adapter(&a)
				a.Tile = Tile{}
				tighten(&a)
				checkLimits(t, c.plan(), a)
			})
		}
	}
}

func (c *contracted) plan() *kernel.Plan {
	return wgsltest.Plan(func(v []core.Value) []core.Value { return wgsltest.List(prim.DotGeneral(v[0], v[1], c.dims)) }, wgsltest.Floats(c.x...), wgsltest.Floats(c.y...))
}
