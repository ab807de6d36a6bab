package kernel_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

func uint32s(v ...uint32) *device.Tensor {
	t := device.New(ir.Uint32, len(v))
	copy(t.Uint32s(), v)
	return t
}

// The known answers are those of the Random123 library.
func TestThreefryKnownAnswers(t *testing.T) {
	u := ir.Uint32
	p := kernel.Compile([]ir.DType{u, u, u, u}, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
		y0, y1 := kernel.Threefry2x32(b, in[0], in[1], in[2], in[3])
		return []kernel.Node{y0, y1}
	})
	y0, y1 := device.New(u, 3), device.New(u, 3)
	const ones = math.MaxUint32
	host.Run(p, []*device.Tensor{y0, y1}, []*device.Tensor{
		uint32s(0, ones, 0x13198a2e), uint32s(0, ones, 0x03707344),
		uint32s(0, ones, 0x243f6a88), uint32s(0, ones, 0x85a308d3),
	})
	want0, want1 := []uint32{0x6b200159, 0x1cb996fc, 0xc4923a9c}, []uint32{0x99ba4efe, 0xbb002be7, 0x483df7a0}
	for i := range want0 {
		if y0.Uint32s()[i] != want0[i] || y1.Uint32s()[i] != want1[i] {
			t.Errorf("block %d: %08x %08x, expected %08x %08x", i, y0.Uint32s()[i], y1.Uint32s()[i], want0[i], want1[i])
		}
	}
}

func TestNextAfter(t *testing.T) {
	p32 := kernel.Compile([]ir.DType{ir.Float32, ir.Float32}, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
		return []kernel.Node{kernel.NextAfter(b, in[0], in[1])}
	})
	p64 := kernel.Compile([]ir.DType{ir.Float64, ir.Float64}, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
		return []kernel.Node{kernel.NextAfter(b, in[0], in[1])}
	})
	for _, x := range special(ir.Float32) {
		for _, y := range special(ir.Float32) {
			want32 := float64(math.Nextafter32(float32(x), float32(y)))
			if got := evaluate(p32, ir.Float32, []float64{x}, []float64{y})[0]; !same(got, want32) {
				t.Errorf("float32 nextafter(%v, %v) = %v, expected %v", x, y, got, want32)
			}
			want64 := math.Nextafter(x, y)
			if got := evaluate(p64, ir.Float64, []float64{x}, []float64{y})[0]; !same(got, want64) {
				t.Errorf("float64 nextafter(%v, %v) = %v, expected %v", x, y, got, want64)
			}
		}
	}
}

// same compares values only: Go returns x where x == y, C and NumPy return y.
func same(a, b float64) bool { return a == b || a != a && b != b }

func TestRounding(t *testing.T) {
	x := []float64{0, math.Copysign(0, -1), 0.5, -0.5, 1.5, 2.5, -2.5, 0.49999999999999994, 1e300, math.Inf(-1), math.NaN()}
	functions := []struct {
		ours unaryFunc
		want func(float64) float64
	}{
		{kernel.RoundAway, math.Round}, {kernel.RoundHalfEven, math.RoundToEven},
		{kernel.Sign, func(v float64) float64 {
			if v > 0 {
				return 1
			} else if v < 0 {
				return -1
			}
			return v
		}},
	}
	for i, f := range functions {
		p := kernel.Compile([]ir.DType{ir.Float64}, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
			return []kernel.Node{f.ours(b, in[0])}
		})
		for k, got := range evaluate(p, ir.Float64, x) {
			if want := f.want(x[k]); !same(got, want) || math.Signbit(got) != math.Signbit(want) {
				t.Errorf("function %d of %v = %v, expected %v", i, x[k], got, want)
			}
		}
	}
}

func TestIntegerPow(t *testing.T) {
	for n := -5; n <= 9; n++ {
		p := kernel.Compile([]ir.DType{ir.Float32}, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
			return []kernel.Node{kernel.IntegerPow(b, in[0], n)}
		})
		x := []float64{1.1, -0.7, 0, 3}
		for i, got := range evaluate(p, ir.Float32, x) {
			want := math.Pow(float64(float32(x[i])), float64(n))
			if math.Abs(got-want) > 1e-6*math.Abs(want) {
				t.Errorf("%v^%d = %v, expected %v", x[i], n, got, want)
			}
		}
	}
	v := float32(1.1)
	p := kernel.Compile([]ir.DType{ir.Float32}, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
		return []kernel.Node{kernel.IntegerPow(b, in[0], 3)}
	})
	if got := evaluate(p, ir.Float32, []float64{float64(v)})[0]; got != float64(float32(v*v)*v) {
		t.Errorf("1.1³ = %v, expected (x·x)·x = %v", got, float32(v*v)*v)
	}
}

func TestCommonSubexpressionsAreComputedOnce(t *testing.T) {
	p := kernel.Compile([]ir.DType{ir.Float32}, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
		b.Sqrt(in[0]) // not needed
		return []kernel.Node{b.Add(b.Mul(in[0], in[0]), b.Mul(in[0], in[0])), in[0], in[0]}
	})
	want := "inputs [0]\nr1 = f32.mul r0 r0\nr2 = f32.add r1 r1\nr3 = f32.move r0\nr4 = f32.move r0\noutputs [2 3 4]\n"
	if got := p.String(); got != want {
		t.Errorf("program is\n%s\nexpected\n%s", got, want)
	}
}

func TestMismatchedTypesPanic(t *testing.T) {
	defer func() {
		if msg, _ := recover().(string); !strings.HasPrefix(msg, "kernel: add of f32 and i32") {
			t.Errorf("panic %q, expected the two types", msg)
		}
	}()
	kernel.Compile([]ir.DType{ir.Float32, ir.Int32}, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
		return []kernel.Node{b.Add(in[0], in[1])}
	})
}

// Random programs of integer operations with nested When regions agree with
// the same operations done one value at a time: registers are never shared by
// values that live together, and regions are skipped only where harmless.
func TestRandomPrograms(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		seed := random.Uint64()
		const n = 37
		x, y := device.New(ir.Uint32, n), device.New(ir.Uint32, n)
		for i := range n {
			x.Uint32s()[i], y.Uint32s()[i] = random.Uint32(), random.Uint32()
		}
		p := kernel.Compile([]ir.DType{ir.Uint32, ir.Uint32}, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
			return randomProgram(builder{b}, seed, in[0], in[1])
		})
		dst := []*device.Tensor{device.New(ir.Uint32, n), device.New(ir.Uint32, n), device.New(ir.Uint32, n)}
		host.Run(p, dst, []*device.Tensor{x, y})
		for i := range n {
			want := randomProgram(direct{}, seed, x.Uint32s()[i], y.Uint32s()[i])
			for k := range dst {
				if got := dst[k].Uint32s()[i]; got != want[k] {
					t.Fatalf("seed %d, lane %d, output %d: %#x, expected %#x\n%v", seed, i, k, got, want[k], p)
				}
			}
		}
	}
}

// A machine is what a random program is written for.
type machine[V any] interface {
	constant(uint32) V
	operate(op int, x, y V) V
	when(x, y V, then func() V, otherwise V) V
}

func randomProgram[V any](m machine[V], seed uint64, x, y V) []V {
	random := rand.New(rand.NewPCG(seed, 0))
	var grow func(pool []V, steps, depth int) []V
	grow = func(pool []V, steps, depth int) []V {
		pick := func() V { return pool[random.IntN(len(pool))] }
		for range steps {
			if random.IntN(6) == 0 && depth < 3 {
				a, b, c := pick(), pick(), pick()
				inside := random.Uint64()
				pool = append(pool, m.when(a, b, func() V {
					saved := random
					random = rand.New(rand.NewPCG(inside, 1))
					r := grow(append([]V(nil), pool...), 1+random.IntN(6), depth+1)
					random = saved
					return r[len(r)-1]
				}, c))
				continue
			}
			pool = append(pool, m.operate(random.IntN(6), pick(), pick()))
		}
		return pool
	}
	pool := grow([]V{x, y, m.constant(3)}, 30, 0)
	return []V{pool[len(pool)-1], pool[len(pool)-5], pool[len(pool)-1]}
}

type builder struct{ *kernel.Builder }

func (b builder) constant(v uint32) kernel.Node { return b.ConstBits(kernel.U32, uint64(v)) }

func (b builder) operate(op int, x, y kernel.Node) kernel.Node {
	switch op {
	case 0:
		return b.Add(x, y)
	case 1:
		return b.Mul(x, y)
	case 2:
		return b.Xor(x, y)
	case 3:
		return b.Shr(x, b.And(y, b.constant(63)))
	case 4:
		return b.Rem(x, y)
	default:
		return b.Select(b.Lt(x, y), x, b.Not(y))
	}
}

func (b builder) when(x, y kernel.Node, then func() kernel.Node, otherwise kernel.Node) kernel.Node {
	return b.When(b.Lt(x, y), func() []kernel.Node { return []kernel.Node{then()} }, otherwise)[0]
}

type direct struct{}

func (direct) constant(v uint32) uint32 { return v }

func (direct) operate(op int, x, y uint32) uint32 {
	switch op {
	case 0:
		return x + y
	case 1:
		return x * y
	case 2:
		return x ^ y
	case 3:
		return x >> (y & 63)
	case 4:
		if y == 0 {
			return x
		}
		return x % y
	default:
		if x < y {
			return x
		}
		return ^y
	}
}

func (direct) when(x, y uint32, then func() uint32, otherwise uint32) uint32 {
	if x < y {
		return then()
	}
	return otherwise
}
