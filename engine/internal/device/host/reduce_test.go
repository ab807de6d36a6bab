package host

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

func float32s(v ...float32) *device.Tensor {
	t := device.New(ir.Float32, len(v))
	copy(t.Float32s(), v)
	return t
}

func TestReduceAgainstLoops(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	combine := map[ReduceOp]func(a, b int32) int32{
		Sum: func(a, b int32) int32 { return a + b }, Prod: func(a, b int32) int32 { return a * b },
		Max: func(a, b int32) int32 { return max(a, b) }, Min: func(a, b int32) int32 { return min(a, b) },
		And: func(a, b int32) int32 { return a & b }, Or: func(a, b int32) int32 { return a | b },
	}
	identity := map[ReduceOp]int32{Sum: 0, Prod: 1, Max: math.MinInt32, Min: math.MaxInt32, And: -1, Or: 0}
	for range 300 {
		x := numbered(randomShape(r, r.IntN(5))...)
		axes := r.Perm(x.Rank())[:r.IntN(x.Rank()+1)]
		kept := others(x.Rank(), axes)
		for op, f := range combine {
			dst := device.New(ir.Int32, sizes(x.Shape, kept)...)
			Reduce(dst, x, axes, op)
			expect(t, fmt.Sprintf("reduce %d of %v over %v", op, x.Shape, axes), dst, func(index []int) int32 {
				v := identity[op]
				from := make([]int, x.Rank())
				for i, e := range x.Int32s() {
					unravel(from, i, x.Shape)
					if slices.Equal(sizes(from, kept), index) {
						v = f(v, e)
					}
				}
				return v
			})
		}
	}
}

func reduced(x *device.Tensor, op ReduceOp) float32 {
	dst := device.New(ir.Float32)
	Reduce(dst, x, []int{0}, op)
	return dst.Float32s()[0]
}

func TestSumIsAccurate(t *testing.T) {
	x := device.New(ir.Float32, 1_000_000)
	r := rand.New(rand.NewPCG(9, 1))
	for _, next := range []func() float32{func() float32 { return 0.1 }, r.Float32} {
		exact := 0.0
		for i := range x.Float32s() {
			x.Float32s()[i] = next()
			exact += float64(x.Float32s()[i])
		}
		if got := float64(reduced(x, Sum)); math.Abs(got-exact) > 1e-6*exact {
			t.Errorf("sum of 10⁶ numbers is %v, expected %v", got, exact)
		}
	}
}

func TestShortSumsRunFromLeftToRight(t *testing.T) {
	x := float32s(1, 1e8, -1e8, 1, 1, 1, 1, 1, 1)
	if got := reduced(x, Sum); got != 6 {
		t.Errorf("sum is %v, expected 6: the first 1 is lost, then six remain", got)
	}
}

func TestReduceFloatEdges(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	empty := device.New(ir.Float32, 0)
	for op, want := range map[ReduceOp]float32{Sum: 0, Prod: 1, Max: -inf, Min: inf} {
		if got := reduced(empty, op); got != want {
			t.Errorf("reduction %d of nothing is %v, expected %v", op, got, want)
		}
		if got := reduced(float32s(1, nan, 2), op); got == got {
			t.Errorf("reduction %d with a NaN is %v, expected NaN", op, got)
		}
	}
	b := device.New(ir.Bool, 2, 2)
	copy(b.Bools(), []bool{true, false, true, true})
	dst := device.New(ir.Bool, 2)
	Reduce(dst, b, []int{1}, And)
	if !slices.Equal(dst.Bools(), []bool{false, true}) {
		t.Errorf("and over rows is %v", dst.Bools())
	}
	Reduce(dst, b, []int{0}, Or)
	if !slices.Equal(dst.Bools(), []bool{true, true}) {
		t.Errorf("or over columns is %v", dst.Bools())
	}
}

func TestArgReduce(t *testing.T) {
	nan := float32(math.NaN())
	x := device.New(ir.Float32, 3, 4)
	copy(x.Float32s(), []float32{1, 3, 3, 0, 2, nan, 5, nan, -1, -1, -2, -2})
	dst := device.New(ir.Int32, 3)
	ArgReduce(dst, x, 1, true)
	wantInts(t, "argmax", dst, 1, 1, 0)
	ArgReduce(dst, x, 1, false)
	wantInts(t, "argmin", dst, 3, 1, 2)
	columns := device.New(ir.Int32, 4)
	ArgReduce(columns, x, 0, true)
	wantInts(t, "argmax of columns", columns, 1, 1, 1, 1)
}

func TestCumulative(t *testing.T) {
	x := int32s([]int{2, 3}, 1, 5, 2, 3, 1, 4)
	dst := device.New(ir.Int32, 2, 3)
	cases := []struct {
		axis    int
		reverse bool
		op      ReduceOp
		want    []int32
	}{
		{1, false, Sum, []int32{1, 6, 8, 3, 4, 8}},
		{1, true, Sum, []int32{8, 7, 2, 8, 5, 4}},
		{0, false, Prod, []int32{1, 5, 2, 3, 5, 8}},
		{1, false, Max, []int32{1, 5, 5, 3, 3, 4}},
		{0, true, Min, []int32{1, 1, 2, 3, 1, 4}},
	}
	for _, c := range cases {
		Cumulative(dst, x, c.axis, c.reverse, c.op)
		wantInts(t, fmt.Sprintf("cumulative %d along %d", c.op, c.axis), dst, c.want...)
	}
	Cumulative(device.New(ir.Float32, 0), device.New(ir.Float32, 0), 0, false, Sum)
}

func TestSortIsStableAndOrdersFloats(t *testing.T) {
	nan, zero := float32(math.NaN()), float32(math.Copysign(0, -1))
	keys := float32s(nan, 2, 0, zero, -1, nan, zero)
	order := int32s([]int{7}, 0, 1, 2, 3, 4, 5, 6)
	sorted, moved := device.New(ir.Float32, 7), device.New(ir.Int32, 7)
	Sort([]*device.Tensor{sorted, moved}, []*device.Tensor{keys, order}, 0, 1)
	wantInts(t, "order", moved, 4, 2, 3, 6, 1, 0, 5)
	x := int32s([]int{2, 3}, 3, 1, 2, 0, 5, 4)
	dst := device.New(ir.Int32, 2, 3)
	Sort([]*device.Tensor{dst}, []*device.Tensor{x}, 0, 1)
	wantInts(t, "columns", dst, 0, 1, 2, 3, 5, 4)
	a, b := int32s([]int{4}, 1, 0, 1, 0), int32s([]int{4}, 2, 9, 1, 3)
	da, db := device.New(ir.Int32, 4), device.New(ir.Int32, 4)
	Sort([]*device.Tensor{da, db}, []*device.Tensor{a, b}, 0, 2)
	wantInts(t, "second key", db, 3, 9, 1, 2)
}

func TestDotGeneral(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 1))
	for _, d := range []ir.DType{ir.Int32, ir.Float32, ir.Float64} {
		// x[j, b, i] and y[b, k, j], contracted over j, batched over b.
		const nb, ni, nj, nk = 3, 4, 5, 6
		x, y := device.New(d, nj, nb, ni), device.New(d, nb, nk, nj)
		dst := device.New(d, nb, ni, nk)
		xs, ys := make([]float64, x.Len()), make([]float64, y.Len())
		for i := range xs {
			xs[i] = float64(r.IntN(19) - 9)
		}
		for i := range ys {
			ys[i] = float64(r.IntN(19) - 9)
		}
		set(x, xs)
		set(y, ys)
		DotGeneral(dst, x, y, []int{0}, []int{2}, []int{1}, []int{0})
		for b := range nb {
			for i := range ni {
				for k := range nk {
					want := 0.0
					for j := range nj {
						want += xs[(j*nb+b)*ni+i] * ys[(b*nk+k)*nj+j]
					}
					if got := get(dst)[(b*ni+i)*nk+k]; got != want {
						t.Fatalf("%v: element %d %d %d is %v, expected %v", d, b, i, k, got, want)
					}
				}
			}
		}
	}
}

// set writes numbers into a tensor of any type but bool.
func set(t *device.Tensor, v []float64) {
	source := device.New(ir.Float64, t.Shape...)
	copy(source.Float64s(), v)
	Convert(t, source)
}

func get(t *device.Tensor) []float64 {
	out := device.New(ir.Float64, t.Shape...)
	Convert(out, t)
	return out.Float64s()
}

func TestMatrixProductAgainstGonum(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	for _, size := range [][3]int{{1, 1, 1}, {3, 65, 2}, {70, 80, 90}, {64, 300, 33}, {5, 0, 4}} {
		m, k, n := size[0], size[1], size[2]
		for _, d := range []ir.DType{ir.Float32, ir.Float64} {
			x, y, dst := device.New(d, m, k), device.New(d, k, n), device.New(d, m, n)
			a, b := make([]float64, m*k), make([]float64, k*n)
			for i := range a {
				a[i] = float64(float32(r.NormFloat64()))
			}
			for i := range b {
				b[i] = float64(float32(r.NormFloat64()))
			}
			set(x, a)
			set(y, b)
			DotGeneral(dst, x, y, []int{1}, []int{0}, nil, nil)
			want := make([]float64, m*n)
			if k > 0 {
				var product mat.Dense
				product.Mul(mat.NewDense(m, k, a), mat.NewDense(k, n, b))
				want = product.RawMatrix().Data
			}
			tolerance := 1e-12
			if d == ir.Float32 {
				tolerance = 2e-6
			}
			for i, got := range get(dst) {
				if math.Abs(got-want[i]) > tolerance*math.Sqrt(float64(k)) {
					t.Fatalf("%v %v: element %d is %v, expected %v", d, size, i, got, want[i])
				}
			}
		}
	}
}

// The digits of JAX come from fused multiply-adds from left to right.
func TestShortFloat32DotFusesFromLeftToRight(t *testing.T) {
	x, y := float32s(1, 1+0x1p-12), float32s(-1, 1+0x1p-12)
	dst := device.New(ir.Float32)
	DotGeneral(dst, x, y, []int{0}, []int{0}, nil, nil)
	if got := dst.Float32s()[0]; got != 0x1p-11+0x1p-24 {
		t.Errorf("dot is %g, expected 2^-11 + 2^-24, which a rounded product loses", got)
	}
}
