package host

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// program compiles a function of n inputs of type d.
func program(d ir.DType, n int, f func(b *kernel.Builder, in []kernel.Node) kernel.Node) *kernel.Program {
	return kernel.Compile(slices.Repeat([]ir.DType{d}, n), func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
		return []kernel.Node{f(b, in)}
	})
}

func unary(d ir.DType, f func(*kernel.Builder, kernel.Node) kernel.Node) *kernel.Program {
	return program(d, 1, func(b *kernel.Builder, in []kernel.Node) kernel.Node { return f(b, in[0]) })
}

func TestRunBroadcastsScalarsOverManyBlocks(t *testing.T) {
	p := program(ir.Int32, 2, func(b *kernel.Builder, in []kernel.Node) kernel.Node {
		return b.Sub(b.Mul(in[0], in[1]), in[0])
	})
	for _, n := range []int{0, 1, 5, 9, 255, 256, 257, 1000} {
		x, s, dst := numbered(n), int32s([]int{}, 7), device.New(ir.Int32, n)
		Run(p, []*device.Tensor{dst}, []*device.Tensor{x, s})
		expect(t, "scalar on the right", dst, func(i []int) int32 { return int32(i[0]+1) * 6 })
		Run(p, []*device.Tensor{dst}, []*device.Tensor{s, x})
		expect(t, "scalar on the left", dst, func(i []int) int32 { return 7*int32(i[0]+1) - 7 })
	}
}

func TestRunOnSeveralGoroutines(t *testing.T) {
	p := unary(ir.Float64, kernel.Sin)
	var group sync.WaitGroup
	for g := range 8 {
		group.Go(func() {
			x, dst := device.New(ir.Float64, 700), device.New(ir.Float64, 700)
			for range 20 {
				for i := range x.Float64s() {
					x.Float64s()[i] = float64(g*1000 + i)
				}
				Run(p, []*device.Tensor{dst}, []*device.Tensor{x})
				for i, v := range dst.Float64s() {
					if math.Abs(v-math.Sin(float64(g*1000+i))) > 1e-15 {
						t.Errorf("sin(%d) = %v", g*1000+i, v)
						return
					}
				}
			}
		})
	}
	group.Wait()
}

func TestIntegerArithmetic(t *testing.T) {
	least, greatest := int32(math.MinInt32), int32(math.MaxInt32)
	x := int32s([]int{8}, 7, -7, 7, -7, 5, least, greatest, least)
	y := int32s([]int{8}, 2, 2, -2, -2, 0, -1, 1, 0)
	cases := []struct {
		name string
		f    func(b *kernel.Builder, x, y kernel.Node) kernel.Node
		want []int32
	}{
		{"div", (*kernel.Builder).Div, []int32{3, -3, -3, 3, -1, least, greatest, -1}},
		{"rem", (*kernel.Builder).Rem, []int32{1, -1, 1, -1, 5, 0, 0, least}},
		{"add", (*kernel.Builder).Add, []int32{9, -5, 5, -9, 5, greatest, least, least}},
		{"shl", (*kernel.Builder).Shl, []int32{28, -28, 0, 0, 5, 0, -2, least}},
		{"shr", (*kernel.Builder).Shr, []int32{1, 0x3ffffffe, 0, 0, 5, 0, greatest / 2, least}},
		{"sar", (*kernel.Builder).Sar, []int32{1, -2, 0, -1, 5, -1, greatest / 2, least}},
	}
	for _, c := range cases {
		p := program(ir.Int32, 2, func(b *kernel.Builder, in []kernel.Node) kernel.Node { return c.f(b, in[0], in[1]) })
		dst := device.New(ir.Int32, 8)
		Run(p, []*device.Tensor{dst}, []*device.Tensor{x, y})
		wantInts(t, c.name, dst, c.want...)
	}
	p := program(ir.Int32, 1, func(b *kernel.Builder, in []kernel.Node) kernel.Node { return b.Abs(in[0]) })
	dst := device.New(ir.Int32, 8)
	Run(p, []*device.Tensor{dst}, []*device.Tensor{x})
	wantInts(t, "abs", dst, 7, 7, 7, 7, 5, least, greatest, least)
}

func TestFloatMinMaxAndRem(t *testing.T) {
	nan, zero := math.NaN(), math.Copysign(0, -1)
	x := []float64{1, nan, 1, 0, zero, -5.5, 1e300, 5}
	y := []float64{2, 1, nan, zero, 0, 2, 3, math.Inf(1)}
	want := map[string][]float64{
		"min": {1, nan, nan, zero, zero, -5.5, 3, 5},
		"max": {2, nan, nan, 0, 0, 2, 1e300, math.Inf(1)},
		"rem": {1, nan, nan, nan, nan, -1.5, math.Mod(1e300, 3), 5},
	}
	f := map[string]func(b *kernel.Builder, x, y kernel.Node) kernel.Node{
		"min": (*kernel.Builder).Min, "max": (*kernel.Builder).Max, "rem": (*kernel.Builder).Rem,
	}
	for name, w := range want {
		p := program(ir.Float64, 2, func(b *kernel.Builder, in []kernel.Node) kernel.Node { return f[name](b, in[0], in[1]) })
		a, b, dst := device.New(ir.Float64, 8), device.New(ir.Float64, 8), device.New(ir.Float64, 8)
		copy(a.Float64s(), x)
		copy(b.Float64s(), y)
		Run(p, []*device.Tensor{dst}, []*device.Tensor{a, b})
		for i, v := range dst.Float64s() {
			if v != w[i] && (v == v || w[i] == w[i]) || v == 0 && math.Signbit(v) != math.Signbit(w[i]) {
				t.Errorf("%s(%v, %v) = %v, expected %v", name, x[i], y[i], v, w[i])
			}
		}
	}
}

func TestConvert(t *testing.T) {
	x := device.New(ir.Float64, 9)
	copy(x.Float64s(), []float64{1.9, -1.9, math.NaN(), 1e30, -1e30, math.Inf(1), 0, math.MaxInt32, -0.5})
	ints := device.New(ir.Int32, 9)
	Convert(ints, x)
	wantInts(t, "int32", ints, 1, -1, 0, math.MaxInt32, math.MinInt32, math.MaxInt32, 0, math.MaxInt32, 0)
	unsigned := device.New(ir.Uint32, 9)
	Convert(unsigned, x)
	if want := []uint32{1, 0, 0, math.MaxUint32, 0, math.MaxUint32, 0, math.MaxInt32, 0}; !slices.Equal(unsigned.Uint32s(), want) {
		t.Errorf("uint32: %v, expected %v", unsigned.Uint32s(), want)
	}
	bools := device.New(ir.Bool, 9)
	Convert(bools, x)
	if want := []bool{true, true, true, true, true, true, false, true, true}; !slices.Equal(bools.Bools(), want) {
		t.Errorf("bool: %v, expected %v", bools.Bools(), want)
	}
	back := device.New(ir.Float32, 9)
	Convert(back, bools)
	if back.Float32s()[0] != 1 || back.Float32s()[6] != 0 {
		t.Errorf("float32 of bools: %v", back.Float32s())
	}
	rounded := device.New(ir.Float32, 1)
	Convert(rounded, int32s([]int{1}, 1<<24+1))
	if rounded.Float32s()[0] != 1<<24 {
		t.Errorf("float32(2²⁴+1) = %v, expected the even neighbour", rounded.Float32s()[0])
	}
}

func benchmarkRun(b *testing.B, d ir.DType, n int, f func(*kernel.Builder, kernel.Node) kernel.Node) {
	p := unary(d, f)
	x, dst := device.New(d, n), device.New(d, n)
	r := rand.New(rand.NewPCG(1, 1))
	values := make([]float64, n)
	for i := range values {
		values[i] = r.Float64() * 3
	}
	set(x, values)
	out, in := []*device.Tensor{dst}, []*device.Tensor{x}
	b.SetBytes(int64(n * d.Size()))
	for b.Loop() {
		Run(p, out, in)
	}
}

func BenchmarkTanhScalar32(b *testing.B) { benchmarkRun(b, ir.Float32, 1, kernel.Tanh) }
func BenchmarkTanh32(b *testing.B)       { benchmarkRun(b, ir.Float32, 100_000, kernel.Tanh) }
func BenchmarkExp32(b *testing.B)        { benchmarkRun(b, ir.Float32, 100_000, kernel.Exp) }
func BenchmarkSin32(b *testing.B)        { benchmarkRun(b, ir.Float32, 100_000, kernel.Sin) }
func BenchmarkSin64(b *testing.B)        { benchmarkRun(b, ir.Float64, 100_000, kernel.Sin) }
func BenchmarkErf64(b *testing.B)        { benchmarkRun(b, ir.Float64, 100_000, kernel.Erf) }
func BenchmarkLgamma64(b *testing.B)     { benchmarkRun(b, ir.Float64, 100_000, kernel.Lgamma) }

func BenchmarkMatrixProduct512(b *testing.B) {
	const n = 512
	x, y, dst := device.New(ir.Float32, n, n), device.New(ir.Float32, n, n), device.New(ir.Float32, n, n)
	for i := range x.Float32s() {
		x.Float32s()[i], y.Float32s()[i] = float32(i%7), float32(i%5)
	}
	for b.Loop() {
		DotGeneral(dst, x, y, []int{1}, []int{0}, nil, nil)
	}
}
