package webgpu

import (
	"fmt"
	"math"
	"math/rand"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// products are shapes that are printed in different ways.
var products = []struct {
	x, y []int
	dims prim.DotDims
}{
	{[]int{128, 64}, []int{64, 96}, rowsByColumns},
	{[]int{64, 128}, []int{64, 96}, prim.DotDims{ContractX: []int{0}, ContractY: []int{0}}},
	{[]int{128, 64}, []int{96, 64}, prim.DotDims{ContractX: []int{1}, ContractY: []int{1}}},
	{[]int{64, 128}, []int{96, 64}, prim.DotDims{ContractX: []int{0}, ContractY: []int{1}}},
	{[]int{65, 71}, []int{71, 67}, rowsByColumns},
	{[]int{71, 65}, []int{67, 71}, prim.DotDims{ContractX: []int{0}, ContractY: []int{1}}},
	{[]int{3, 1000}, []int{1000, 5}, rowsByColumns},
	{[]int{1000, 3}, []int{3, 50}, rowsByColumns},
	{[]int{300, 300}, []int{300, 300}, rowsByColumns},
	{[]int{24, 9000}, []int{9000, 36}, rowsByColumns},
	{[]int{5, 40, 70}, []int{5, 70, 33}, prim.DotDims{ContractX: []int{2}, ContractY: []int{1}, BatchX: []int{0}, BatchY: []int{0}}},
	{[]int{40, 6, 72}, []int{72, 36, 6}, prim.DotDims{ContractX: []int{2}, ContractY: []int{0}, BatchX: []int{1}, BatchY: []int{2}}},
	{[]int{8, 20, 12}, []int{12, 9, 20}, prim.DotDims{ContractX: []int{1, 2}, ContractY: []int{2, 0}}},
	{[]int{20000, 32}, []int{32}, matrixByVector},
	{[]int{20000, 32}, []int{20000}, vectorByMatrix},
	{[]int{20001, 33}, []int{33}, matrixByVector},
	{[]int{20000, 16}, []int{16}, matrixByVector},
	{[]int{20001, 33}, []int{20001}, vectorByMatrix},
	{[]int{700, 1000}, []int{1000}, matrixByVector},
	{[]int{700, 1000}, []int{700}, vectorByMatrix},
	{[]int{700, 1000}, []int{1000, 1}, rowsByColumns},
	{[]int{1, 700}, []int{700, 1002}, rowsByColumns},
	{[]int{300000}, []int{300000}, prim.DotDims{ContractX: []int{0}, ContractY: []int{0}}},
	{[]int{299999}, []int{299999}, prim.DotDims{ContractX: []int{0}, ContractY: []int{0}}},
	{[]int{50, 3000}, []int{50, 3000}, prim.DotDims{ContractX: []int{1}, ContractY: []int{1}, BatchX: []int{0}, BatchY: []int{0}}},
	{[]int{3000, 50}, []int{3000, 50}, prim.DotDims{ContractX: []int{0}, ContractY: []int{0}, BatchX: []int{1}, BatchY: []int{1}}},
	{[]int{7, 40, 300}, []int{7, 300}, prim.DotDims{ContractX: []int{2}, ContractY: []int{1}, BatchX: []int{0}, BatchY: []int{0}}},
}

var (
	rowsByColumns  = prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}
	matrixByVector = prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}
	vectorByMatrix = prim.DotDims{ContractX: []int{0}, ContractY: []int{0}}
)

// adapters are what the GPU at hand is taken for, so that it runs what is
// printed for others.
var adapters = []struct {
	name     string
	restrict func(*wgsl.Adapter)
}{
	{"as it is", func(*wgsl.Adapter) {}},
	{"hardware", func(a *wgsl.Adapter) { a.Software = false }},
}

// A sum of k products is within some k roundings of the sum of their magnitudes
// from what it should be, in whatever order they are added.
func TestGPUProducts(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for _, a := range adapters {
		d := openGPU(t, Pretend(a.restrict))
		for _, p := range products {
			t.Run(fmt.Sprintf("%s/%v by %v", a.name, p.x, p.y), func(t *testing.T) {
				checkProduct(t, d, randomTensor(random, p.x), randomTensor(random, p.y), p.dims)
			})
		}
	}
}

// Every tile that may turn out to be the fastest computes a product with odd
// sides.
func TestGPUTiles(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	x, y := randomTensor(random, []int{515, 67}), randomTensor(random, []int{67, 517})
	exact, magnitude, terms := exactProduct(x, y, rowsByColumns)
	d := openGPU(t)
	s, err := d.session()
	if err != nil {
		t.Fatal(err)
	}
	for _, software := range []bool{true, false} {
		a := wgsl.Adapter{Software: software, Group: 256, Shared: 32 << 10}
		for _, tile := range candidates(a) {
			t.Run(tile.String(), func(t *testing.T) {
				if !tile.Fits(d.Adapter()) {
					t.Fatal("the GPU of the tests has no room for it")
				}
				got := runAlone(t, s, tiled(t, d.Adapter(), x.Aval(), y.Aval(), tile), x, y)
				checkSums(t, got, exact, magnitude, terms)
			})
		}
	}
}

// tiled returns the program of a large product of matrices by a tile.
func tiled(t *testing.T, a wgsl.Adapter, x, y ir.Aval, tile wgsl.Tile) *wgsl.Program {
	plan := wgsltest.Plan(func(v []core.Value) []core.Value { return wgsltest.List(prim.DotGeneral(v[0], v[1], rowsByColumns)) }, x, y)
	a.Tile = tile
	p, err := wgsl.Print(plan, a)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// runAlone runs a program outside of the device's care and returns its result.
func runAlone(t *testing.T, s *session, p *wgsl.Program, in ...*device.Tensor) []float32 {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	l, err := s.load(p)
	must(err)
	must(l.wait())
	blocks := make([]*block, len(p.Buffers))
	for i, b := range p.Buffers {
		blocks[i], err = s.alloc(4 * b.Len)
		must(err)
		defer s.release(blocks[i])
		if i < len(in) {
			s.write(blocks[i], in[i].Bytes())
		}
	}
	must(l.run(blocks, nil))
	out := p.Plan.Out[0]
	result := device.NewLike(out.Aval)
	must(s.read(blocks[out.Buffer], 0, out.Aval.DType, result.Bytes()))
	return result.Float32s()
}

func checkProduct(t *testing.T, d *Device, x, y *device.Tensor, dims prim.DotDims) {
	t.Helper()
	program := wgsltest.Jaxpr(func(v []core.Value) []core.Value { return wgsltest.List(prim.DotGeneral(v[0], v[1], dims)) }, x.Aval(), y.Aval())
	got := d.Compile(program).Run([]*device.Tensor{x, y})[0].Float32s()
	exact, magnitude, terms := exactProduct(x, y, dims)
	checkSums(t, got, exact, magnitude, terms)
}

func checkSums(t *testing.T, got []float32, exact, magnitude []float64, terms int) {
	t.Helper()
	for i := range exact {
		if bound := float64(terms+1) * 0x1p-24 * magnitude[i]; !(math.Abs(float64(got[i])-exact[i]) <= bound) {
			t.Fatalf("element %d is %v, not %v ± %v", i, got[i], exact[i], bound)
		}
	}
}

func randomTensor(r *rand.Rand, shape []int) *device.Tensor {
	t := device.New(ir.Float32, shape...)
	elements := t.Float32s()
	for i := range elements {
		elements[i] = float32(r.NormFloat64())
	}
	return t
}

// exactProduct returns the products in float64 by the host, and those of the
// magnitudes.
func exactProduct(x, y *device.Tensor, dims prim.DotDims) (exact, magnitude []float64, terms int) {
	terms = 1
	for _, k := range dims.ContractX {
		terms *= x.Shape[k]
	}
	widened := func(t *device.Tensor, f func(float64) float64) *device.Tensor {
		w := device.New(ir.Float64, t.Shape...)
		for i, v := range t.Float32s() {
			w.Float64s()[i] = f(float64(v))
		}
		return w
	}
	run := func(f func(float64) float64) []float64 {
		in := []*device.Tensor{widened(x, f), widened(y, f)}
		program := wgsltest.Jaxpr(func(v []core.Value) []core.Value { return wgsltest.List(prim.DotGeneral(v[0], v[1], dims)) }, in[0].Aval(), in[1].Aval())
		return host.Device{}.Compile(program).Run(in)[0].Float64s()
	}
	return run(func(v float64) float64 { return v }), run(math.Abs), terms
}

// A loop multiplies parts of an array with a matrix, in each turn another one.
func TestGPUProductsInLoops(t *testing.T) {
	d := openGPU(t)
	for _, sides := range [][3]int{{48, 68, 44}, {47, 67, 45}} {
		t.Run(fmt.Sprint(sides), func(t *testing.T) {
			random := rand.New(rand.NewSource(3))
			x, y := randomTensor(random, []int{5, sides[0], sides[1]}), randomTensor(random, []int{sides[1], sides[2]})
			body := transform.Stage("body", func(v []core.Value) []core.Value {
				return wgsltest.List(v[0], prim.DotGeneral(v[1], v[0], rowsByColumns))
			}, []ir.Aval{y.Aval(), wgsltest.Floats(sides[0], sides[1])})
			program := wgsltest.Jaxpr(func(v []core.Value) []core.Value {
				return transform.Scan(body, v[1:], v[:1], transform.ScanOptions{Length: 5, Unroll: 1})[1:]
			}, x.Aval(), y.Aval())
			exact, magnitude, terms := exactProduct(x, y, prim.DotDims{ContractX: []int{2}, ContractY: []int{0}})
			checkSums(t, d.Compile(program).Run([]*device.Tensor{x, y})[0].Float32s(), exact, magnitude, terms)
		})
	}
}
