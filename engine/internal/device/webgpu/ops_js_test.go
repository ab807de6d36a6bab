package webgpu

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand"
	"testing"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// runOn runs a program on words and returns those of its results.
func runOn(t *testing.T, d *Device, p *wgsl.Program, in [][]uint32) [][]uint32 {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	s, err := d.session()
	must(err)
	l, err := s.load(p)
	must(err)
	must(l.wait())
	var blocks []*block
	for _, b := range p.Buffers {
		k, err := s.alloc(4 * b.Len)
		must(err)
		defer s.release(k)
		blocks = append(blocks, k)
	}
	for i, words := range in {
		var bytes []byte
		for _, w := range words {
			bytes = binary.LittleEndian.AppendUint32(bytes, w)
		}
		s.write(blocks[i], bytes)
	}
	must(l.run(blocks, nil))
	var out [][]uint32
	for _, o := range p.Plan.Out {
		bytes := make([]byte, 4*p.Buffers[o.Buffer].Len)
		must(s.read(blocks[o.Buffer], 0, ir.Uint32, bytes))
		var words []uint32
		for ; len(bytes) > 0; bytes = bytes[4:] {
			words = append(words, binary.LittleEndian.Uint32(bytes))
		}
		out = append(out, words)
	}
	return out
}

// specials are words of which every type has some that are special to it.
func specials(d ir.DType) []uint32 {
	source := rand.New(rand.NewSource(2))
	words := []uint32{0, 1}
	if d == ir.Bool {
		return []uint32{0, 1, 1, 0, 1, 1, 0, 0, 0}
	}
	for _, w := range []uint32{2, 3, 5, 8, 31, 32, 33, 63, 1 << 24, 1<<24 + 1, 1<<25 + 3, 0x7fffffff} {
		words = append(words, w, w^0xffffffff, -w)
	}
	for range 12 {
		words = append(words, source.Uint32())
	}
	if d != ir.Float32 {
		return words
	}
	for _, v := range []float64{0, 0.25, 0.5, 1, 1.5, 2.5, 3, 7, 10, 1 << 23, 1<<24 - 1, 1 << 31, 1<<31 - 128, 1 << 32, 3e9,
		math.MaxFloat32, 0x1p-126, 0x1p-100, 0x1p100, math.Pi, 0x1.fffffep-1, math.Inf(1), source.NormFloat64(), source.NormFloat64()} {
		w := math.Float32bits(float32(v))
		words = append(words, w, w|1<<31)
	}
	return append(words, 0x7fc00000, 0x7f800001, 0xffffffff)
}

// tensorOf returns words as an array.
func tensorOf(d ir.DType, words []uint32) *device.Tensor {
	t := device.New(d, len(words))
	for i, w := range words {
		switch d {
		case ir.Float32:
			t.Float32s()[i] = math.Float32frombits(w)
		case ir.Int32:
			t.Int32s()[i] = int32(w)
		case ir.Uint32:
			t.Uint32s()[i] = w
		default:
			t.Bools()[i] = w != 0
		}
	}
	return t
}

// wordAt returns an element of an array as a word.
func wordAt(t *device.Tensor, i int) uint32 {
	switch t.DType {
	case ir.Float32:
		return math.Float32bits(t.Float32s()[i])
	case ir.Int32:
		return uint32(t.Int32s()[i])
	case ir.Uint32:
		return t.Uint32s()[i]
	}
	if t.Bools()[i] {
		return 1
	}
	return 0
}

// An operation is a basic operation, or some that compilers see more in than
// there is, on operands of one type.
type operation struct {
	name  string
	arity int
	on    []ir.DType
	build func(b *kernel.Builder, x []kernel.Node) kernel.Node
}

func operations() []operation {
	f, i, u, m := ir.Float32, ir.Int32, ir.Uint32, ir.Bool
	numbers, integers, all := []ir.DType{f, i, u}, []ir.DType{i, u}, []ir.DType{f, i, u, m}
	var list []operation
	unary := func(name string, on []ir.DType, op func(*kernel.Builder, kernel.Node) kernel.Node) {
		list = append(list, operation{name, 1, on, func(b *kernel.Builder, x []kernel.Node) kernel.Node { return op(b, x[0]) }})
	}
	binary := func(name string, on []ir.DType, op func(*kernel.Builder, kernel.Node, kernel.Node) kernel.Node) {
		list = append(list, operation{name, 2, on, func(b *kernel.Builder, x []kernel.Node) kernel.Node { return op(b, x[0], x[1]) }})
	}
	unary("neg", numbers, (*kernel.Builder).Neg)
	unary("abs", numbers, (*kernel.Builder).Abs)
	unary("sqrt", []ir.DType{f}, (*kernel.Builder).Sqrt)
	unary("floor", []ir.DType{f}, (*kernel.Builder).Floor)
	unary("ceil", []ir.DType{f}, (*kernel.Builder).Ceil)
	unary("trunc", []ir.DType{f}, (*kernel.Builder).Trunc)
	unary("roundeven", []ir.DType{f}, (*kernel.Builder).RoundEven)
	unary("not", []ir.DType{i, u, m}, (*kernel.Builder).Not)
	binary("add", numbers, (*kernel.Builder).Add)
	binary("sub", numbers, (*kernel.Builder).Sub)
	binary("mul", numbers, (*kernel.Builder).Mul)
	binary("div", numbers, (*kernel.Builder).Div)
	binary("rem", numbers, (*kernel.Builder).Rem)
	binary("min", numbers, (*kernel.Builder).Min)
	binary("max", numbers, (*kernel.Builder).Max)
	binary("lt", numbers, (*kernel.Builder).Lt)
	binary("le", numbers, (*kernel.Builder).Le)
	binary("eq", all, (*kernel.Builder).Eq)
	binary("ne", all, (*kernel.Builder).Ne)
	binary("and", []ir.DType{i, u, m}, (*kernel.Builder).And)
	binary("or", []ir.DType{i, u, m}, (*kernel.Builder).Or)
	binary("xor", []ir.DType{i, u, m}, (*kernel.Builder).Xor)
	for name, shift := range map[string]func(*kernel.Builder, kernel.Node, kernel.Node) kernel.Node{
		"shl": (*kernel.Builder).Shl, "shr": (*kernel.Builder).Shr, "sar": (*kernel.Builder).Sar,
	} {
		binary(name, integers, shift)
		for _, c := range []float64{0, 1, 31, 32, 40} {
			unary(fmt.Sprintf("%s by %v", name, c), integers, func(b *kernel.Builder, x kernel.Node) kernel.Node { return shift(b, x, b.Const(b.Type(x), c)) })
			unary(fmt.Sprintf("%s of %v", name, c), integers, func(b *kernel.Builder, x kernel.Node) kernel.Node { return shift(b, b.Const(b.Type(x), c), x) })
		}
	}
	for _, t := range []kernel.Type{kernel.Mask, kernel.I32, kernel.U32, kernel.F32} {
		unary("convert to "+t.String(), all, func(b *kernel.Builder, x kernel.Node) kernel.Node { return b.Convert(x, t) })
		if t != kernel.Mask {
			unary("bitcast to "+t.String(), numbers, func(b *kernel.Builder, x kernel.Node) kernel.Node { return b.Bitcast(x, t) })
		}
	}
	unary("less itself", []ir.DType{f}, func(b *kernel.Builder, x kernel.Node) kernel.Node { return b.Sub(x, x) })
	unary("by itself", []ir.DType{f}, func(b *kernel.Builder, x kernel.Node) kernel.Node { return b.Div(x, x) })
	unary("square of root is nan", []ir.DType{f}, func(b *kernel.Builder, x kernel.Node) kernel.Node {
		y := b.Mul(b.Sqrt(x), b.Sqrt(x))
		return b.Ne(y, y)
	})
	for name, compare := range map[string]func(*kernel.Builder, kernel.Node, kernel.Node) kernel.Node{
		"is": (*kernel.Builder).Eq, "is not": (*kernel.Builder).Ne, "is less than": (*kernel.Builder).Lt, "is at most": (*kernel.Builder).Le,
	} {
		binary("sum "+name+" term", []ir.DType{f}, func(b *kernel.Builder, x, y kernel.Node) kernel.Node { return compare(b, b.Add(x, y), x) })
		binary("term "+name+" sum", []ir.DType{f}, func(b *kernel.Builder, x, y kernel.Node) kernel.Node { return compare(b, x, b.Add(x, y)) })
		binary("product "+name+" factor", []ir.DType{f}, func(b *kernel.Builder, x, y kernel.Node) kernel.Node { return compare(b, b.Mul(x, y), x) })
	}
	unary("is nan", []ir.DType{f}, func(b *kernel.Builder, x kernel.Node) kernel.Node { return b.Ne(x, x) })
	ternary := func(name string, op func(b *kernel.Builder, x, y, z kernel.Node) kernel.Node) {
		list = append(list, operation{name, 3, []ir.DType{f}, func(b *kernel.Builder, x []kernel.Node) kernel.Node { return op(b, x[0], x[1], x[2]) }})
	}
	ternary("fma", (*kernel.Builder).Fma)
	ternary("muladd", (*kernel.Builder).MulAdd)
	for _, c := range []float64{0, math.Copysign(0, -1), 1, math.Inf(-1), math.NaN(), math.MaxFloat32, 0.1, 12582912, 3} {
		constant := func(b *kernel.Builder) kernel.Node { return b.Const(kernel.F32, c) }
		unary(fmt.Sprintf("plus %v", c), []ir.DType{f}, func(b *kernel.Builder, x kernel.Node) kernel.Node { return b.Add(constant(b), x) })
		unary(fmt.Sprintf("times %v", c), []ir.DType{f}, func(b *kernel.Builder, x kernel.Node) kernel.Node { return b.Mul(x, constant(b)) })
		unary(fmt.Sprintf("by %v", c), []ir.DType{f}, func(b *kernel.Builder, x kernel.Node) kernel.Node { return b.Div(x, constant(b)) })
		unary(fmt.Sprintf("there and back by %v", c), []ir.DType{f}, func(b *kernel.Builder, x kernel.Node) kernel.Node {
			return b.Sub(b.Add(x, constant(b)), constant(b))
		})
		unary(fmt.Sprintf("%v above 1", c), []ir.DType{f}, func(b *kernel.Builder, x kernel.Node) kernel.Node {
			return b.Select(b.Lt(b.Const(kernel.F32, 1), x), constant(b), x)
		})
	}
	for _, c := range []float64{1, -1, math.MinInt32, math.MaxInt32} {
		unary(fmt.Sprintf("constants %v", c), []ir.DType{i}, func(b *kernel.Builder, x kernel.Node) kernel.Node {
			k := b.Const(kernel.I32, c)
			return b.Sub(b.Mul(b.Add(x, k), b.Neg(k)), b.Div(k, b.Add(k, k)))
		})
	}
	return list
}

// Every operation gives on special values what it gives on the host, in one lane
// and in four.
func TestWGSLOperations(t *testing.T) {
	d := openGPU(t)
	dtypes := map[kernel.Type]ir.DType{kernel.Mask: ir.Bool, kernel.I32: ir.Int32, kernel.U32: ir.Uint32, kernel.F32: ir.Float32}
	for _, o := range operations() {
		for _, on := range o.on {
			types := []ir.DType{on, on, on}[:o.arity]
			var out kernel.Type
			compiled := func(unfused bool) *kernel.Program {
				return kernel.Compile(types, func(b *kernel.Builder, x []kernel.Node) []kernel.Node {
					b.Unfused = unfused
					y := o.build(b, x)
					out = b.Type(y)
					return []kernel.Node{y}
				})
			}
			program := compiled(false)
			in := tuples(specials(on), o.arity)
			for _, n := range []int{len(in[0]) / 4 * 4, len(in[0])/4*4 - 1} {
				t.Run(fmt.Sprint(o.name, on, n%4), func(t *testing.T) {
					plan := &kernel.Plan{Inputs: o.arity, Out: []kernel.Source{{Buffer: o.arity}}}
					nest := &kernel.Nest{Axes: []kernel.Axis{{Size: n}}, Body: program}
					var operands []*device.Tensor
					for k := range types {
						in[k] = in[k][:n]
						operands = append(operands, tensorOf(on, in[k]))
						plan.Buffers = append(plan.Buffers, kernel.Buffer{Kind: kernel.Given, DType: on, Len: n})
						nest.In = append(nest.In, kernel.Access{Buffer: k, Stride: []int{1}})
					}
					want := device.New(dtypes[out], n)
					host.Run(compiled(!d.Adapter().Fused), []*device.Tensor{want}, operands)
					plan.Buffers = append(plan.Buffers, kernel.Buffer{Kind: kernel.Returned, DType: want.DType, Len: n})
					nest.Out = []kernel.Result{{Access: kernel.Access{Buffer: o.arity, Stride: []int{1}}, Type: out}}
					plan.Steps = []kernel.Step{{Nest: nest}}
					printed, err := wgsl.Print(plan, d.Adapter())
					if err != nil {
						t.Fatal(err)
					}
					got := runOn(t, d, printed, in)[0]
					for i, g := range got {
						// The host rounds fma by way of float64, which shows rarely, and
						// adapters without it lose what is below the least numbers.
						near := !d.Adapter().Rounded || o.name == "fma"
						if w := wordAt(want, i); !same(g, w, want.DType, near) && !(d.Flushes() && on == ir.Float32 && nearZero(in, i, w)) {
							var x []uint32
							for _, column := range in {
								x = append(x, column[i])
							}
							t.Errorf("of %#x it is %#x, want %#x", x, g, w)
							return
						}
					}
				})
			}
		}
	}
}

// tuples returns columns of all pairs of words, or of many triples.
func tuples(words []uint32, arity int) [][]uint32 {
	columns := make([][]uint32, arity)
	add := func(tuple ...uint32) {
		for k := range columns {
			columns[k] = append(columns[k], tuple[k])
		}
	}
	source := rand.New(rand.NewSource(3))
	for _, x := range words {
		switch arity {
		case 1:
			add(x)
			continue
		case 3:
			for range 60 {
				add(x, words[source.Intn(len(words))], words[source.Intn(len(words))])
			}
			continue
		}
		for _, y := range words {
			add(x, y)
		}
	}
	return columns
}

// same reports whether two words are the same value, or neighbours if that is near
// enough.
func same(got, want uint32, d ir.DType, near bool) bool {
	if got == want || d != ir.Float32 {
		return got == want
	}
	g, w := math.Float32frombits(got), math.Float32frombits(want)
	distance := rank(got) - rank(want)
	return g != g && w != w || near && -1 <= distance && distance <= 1
}

// rank returns the place of a float in their order, in which -0 is just below 0.
func rank(word uint32) int64 {
	if word>>31 == 1 {
		return ^int64(word &^ (1 << 31))
	}
	return int64(word)
}

// nearZero reports whether numbers take part, or may come out in between, that
// are so small that GPUs take them, or their last digits, for zero.
func nearZero(in [][]uint32, i int, want uint32) bool {
	x := [3]float64{1, 1, 1}
	for k, column := range in {
		x[k] = float64(math.Float32frombits(column[i]))
	}
	result := float64(math.Float32frombits(want))
	for _, v := range []float64{x[0], x[1], x[2], x[0] * x[1], x[0] / x[1], x[0] + x[1], x[0] - x[1], result} {
		if v = math.Abs(v); 0 < v && v < 0x1p-100 {
			return true
		}
	}
	return false
}
