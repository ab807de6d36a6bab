package kernel_test

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

//go:embed testdata/values.txt
var values string

type (
	unaryFunc  = func(*kernel.Builder, kernel.Node) kernel.Node
	binaryFunc = func(b *kernel.Builder, x, y kernel.Node) kernel.Node
)

var unary = map[string]unaryFunc{
	"exp": kernel.Exp, "exp2": kernel.Exp2, "expm1": kernel.Expm1,
	"log": kernel.Log, "log1p": kernel.Log1p, "log2": kernel.Log2,
	"cbrt": kernel.Cbrt, "rsqrt": kernel.Rsqrt,
	"sin": kernel.Sin, "cos": kernel.Cos, "tan": kernel.Tan,
	"asin": kernel.Asin, "acos": kernel.Acos, "atan": kernel.Atan,
	"sinh": kernel.Sinh, "cosh": kernel.Cosh, "tanh": kernel.Tanh,
	"asinh": kernel.Asinh, "acosh": kernel.Acosh, "atanh": kernel.Atanh,
	"logistic": kernel.Logistic, "erf": kernel.Erf, "erfc": kernel.Erfc, "erfinv": kernel.ErfInv,
	"lgamma": kernel.Lgamma, "digamma": kernel.Digamma,
	"polygamma1": polygamma(1), "polygamma2": polygamma(2), "polygamma3": polygamma(3),
	"i0e": kernel.BesselI0e, "i1e": kernel.BesselI1e,
}

var binary = map[string]binaryFunc{"atan2": kernel.Atan2, "pow": kernel.Pow}

func polygamma(n int) unaryFunc {
	return func(b *kernel.Builder, x kernel.Node) kernel.Node { return kernel.Polygamma(b, n, x) }
}

// compile returns the program of a named function of type d.
func compile(name string, d ir.DType) *kernel.Program { return compileAs(name, d, false) }

// compileAs is compile, for what has no fused multiply-add if unfused is set.
func compileAs(name string, d ir.DType, unfused bool) *kernel.Program {
	if f, ok := binary[name]; ok {
		return kernel.Compile([]ir.DType{d, d}, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
			b.Unfused = unfused
			return []kernel.Node{f(b, in[0], in[1])}
		})
	}
	return kernel.Compile([]ir.DType{d}, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
		b.Unfused = unfused
		return []kernel.Node{unary[name](b, in[0])}
	})
}

// evaluate runs a program on float64 columns, rounding them to its type.
func evaluate(p *kernel.Program, d ir.DType, columns ...[]float64) []float64 {
	in := make([]*device.Tensor, len(columns))
	for i, c := range columns {
		in[i] = device.New(d, len(c))
		for k, v := range c {
			if d == ir.Float32 {
				in[i].Float32s()[k] = float32(v)
			} else {
				in[i].Float64s()[k] = v
			}
		}
	}
	dst := device.New(d, len(columns[0]))
	host.Run(p, []*device.Tensor{dst}, in)
	out := make([]float64, dst.Len())
	for k := range out {
		if d == ir.Float32 {
			out[k] = float64(dst.Float32s()[k])
		} else {
			out[k] = dst.Float64s()[k]
		}
	}
	return out
}

// splitMix generates the same words as testdata/values.py.
type splitMix uint64

func (s *splitMix) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// An axis says where the points of an argument lie.
type axis struct {
	kind      string
	low, high float64
}

func (a axis) point(u uint64) float64 {
	switch a.kind {
	case "at":
		return a.low
	case "lin":
		return a.low + float64((a.high-a.low)*(float64(u>>11)*0x1p-53))
	}
	low, high := math.Float64bits(a.low), math.Float64bits(a.high)
	v := math.Float64frombits(low + u>>1%(high-low+1))
	if a.kind == "sym" && u&1 == 1 {
		return -v
	}
	return v
}

// A sample is one block of values.txt.
type sample struct {
	name  string
	axes  []axis
	scale float64
	lines []string
}

func samples(t *testing.T) []sample {
	var out []sample
	lines := strings.Split(strings.TrimSpace(values), "\n")
	for len(lines) > 0 {
		w := strings.Fields(lines[0])
		s := sample{name: w[0]}
		number := func(text string) float64 {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		for k := 1; k+4 < len(w); k += 3 {
			s.axes = append(s.axes, axis{w[k], number(w[k+1]), number(w[k+2])})
		}
		s.scale = number(w[len(w)-2])
		n := 1 + int(number(w[len(w)-1]))
		s.lines, lines = lines[1:n], lines[n:]
		out = append(out, s)
	}
	return out
}

// points returns n points of each argument; block is the place of s in the file.
func (s sample) points(block, n int) [][]float64 {
	random := splitMix(block + 1)
	columns := make([][]float64, len(s.axes))
	for range n {
		for k, a := range s.axes {
			columns[k] = append(columns[k], a.point(random.next()))
		}
	}
	return columns
}

// ulp returns the distance of |y| to the next greater float with the given
// bits of mantissa and least exponent.
func ulp(y float64, mantissa, least int) float64 {
	_, e := math.Frexp(y)
	return math.Ldexp(1, max(e-mantissa, least))
}

// worst keeps the greatest error of each function and where it occurs.
type worst map[string]struct {
	ulps float64
	at   string
}

func (w worst) add(name string, ulps float64, at func() string) {
	if old, ok := w[name]; !ok || ulps > old.ulps || ulps != ulps {
		w[name] = struct {
			ulps float64
			at   string
		}{ulps, at()}
	}
}

func (w worst) report(t *testing.T, limit func(name string) float64) {
	for name, e := range w {
		t.Logf("%-10s %.2f ulp at %s", name, e.ulps, e.at)
		if !(e.ulps <= limit(name)) {
			t.Errorf("%s: error of %.2f ulp at %s, expected at most %v", name, e.ulps, e.at, limit(name))
		}
	}
}

func TestFloat64AgainstTrueValues(t *testing.T) {
	w := worst{}
	for block, s := range samples(t) {
		columns := s.points(block, len(s.lines))
		got := evaluate(compile(s.name, ir.Float64), ir.Float64, columns...)
		for i, line := range s.lines {
			bits, err := strconv.ParseUint(line[:16], 16, 64)
			if err != nil {
				t.Fatal(err)
			}
			want := math.Float64frombits(bits)
			remainder := 0.0
			if len(line) > 16 {
				if remainder, err = strconv.ParseFloat(line[16:], 64); err != nil {
					t.Fatal(err)
				}
			}
			e := 0.0
			if got[i] != want || remainder != 0 {
				unit := ulp(want, 53, -1074)
				e = ((got[i]-want)/unit - remainder/100) * (unit / ulp(max(math.Abs(want), s.scale), 53, -1074))
			}
			w.add(s.name, math.Abs(e), func() string {
				x := make([]float64, len(columns))
				for k := range x {
					x[k] = columns[k][i]
				}
				return fmt.Sprintf("%v: got %v, want %v", x, got[i], want)
			})
		}
	}
	w.report(t, func(string) float64 { return 2 })
}

// The float64 expansions, measured above, are the reference of the float32
// ones: their error is 2^-28 ulp of float32.
func TestFloat32AgainstFloat64(t *testing.T) {
	compareFloat32(t,
		func(name string, columns [][]float64) []float64 {
			return evaluate(compile(name, ir.Float64), ir.Float64, columns...)
		},
		func(name string, columns [][]float64) []float64 {
			return evaluate(compile(name, ir.Float32), ir.Float32, columns...)
		},
		func(name string) float64 {
			if limit, ok := asJAX[name]; ok {
				return limit
			}
			return 2
		})
}

// GPUs without a fused multiply-add are near other devices, too.
func TestUnfusedAgainstFused(t *testing.T) {
	of := func(unfused bool) func(name string, columns [][]float64) []float64 {
		return func(name string, columns [][]float64) []float64 {
			return evaluate(compileAs(name, ir.Float32, unfused), ir.Float32, columns...)
		}
	}
	compareFloat32(t, of(false), of(true), func(string) float64 { return 4 })
}

// compareFloat32 compares functions with what is wanted, both given by name.
func compareFloat32(t *testing.T, wanted, computed func(name string, columns [][]float64) []float64, limit func(name string) float64) {
	w := worst{}
	for block, s := range samples(t) {
		columns := s.points(block, 20000)
		for _, c := range columns {
			for i, v := range c {
				c[i] = float64(float32(v))
			}
		}
		want, got := wanted(s.name, columns), computed(s.name, columns)
		for i := range got {
			e := 0.0
			if got[i] != float64(float32(want[i])) && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
				e = (got[i] - want[i]) / ulp(max(math.Abs(want[i]), s.scale), 24, -149)
			}
			w.add(s.name, math.Abs(e), func() string {
				x := make([]float64, len(columns))
				for k := range x {
					x[k] = columns[k][i]
				}
				return fmt.Sprintf("%v: got %v, want %v", x, float32(got[i]), want[i])
			})
		}
	}
	w.report(t, limit)
}

// asJAX holds the errors of the approximations that follow JAX to the bit. The
// inverse error function loses digits where x·x is rounded close to 1.
var asJAX = map[string]float64{"tanh": 4.3, "log1p": 2.5, "logistic": 2.3, "erfinv": 70}
