package webgpu

import (
	"flag"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

var update = flag.Bool("update", false, "write the expected shaders anew")

func planOf(f func(x []core.Value) []core.Value, in ...ir.Aval) *kernel.Plan {
	c := transform.Simplified(transform.Stage("test", f, in))
	return kernel.FuseFor(&ir.Jaxpr{In: append(c.Consts, c.In...), Eqns: c.Eqns, Out: c.Out}, kernel.GPU)
}

func floats(shape ...int) ir.Aval { return ir.Aval{DType: ir.Float32, Shape: shape} }
func ints(shape ...int) ir.Aval   { return ir.Aval{DType: ir.Int32, Shape: shape} }
func words(shape ...int) ir.Aval  { return ir.Aval{DType: ir.Uint32, Shape: shape} }
func bools(shape ...int) ir.Aval  { return ir.Aval{DType: ir.Bool, Shape: shape} }

func list(v ...core.Value) []core.Value { return v }

// An example is a program whose shaders are kept in testdata.
type example struct {
	name string
	in   []ir.Aval
	f    func(x []core.Value) []core.Value
}

var examples = []example{
	{"chain", []ir.Aval{floats(1000)}, func(x []core.Value) []core.Value {
		return list(prim.Sin(prim.Mul(x[0], prim.Exp(x[0]))))
	}},
	{"several", []ir.Aval{floats(10, 20)}, func(x []core.Value) []core.Value {
		y := prim.Mul(x[0], x[0])
		return list(y, prim.ReduceSum(y, []int{0}), prim.ReduceMax(x[0], []int{1}))
	}},
	{"views", []ir.Aval{floats(4, 6), floats(6, 4)}, func(x []core.Value) []core.Value {
		return list(prim.Add(prim.Transpose(x[0], []int{1, 0}), prim.Rev(x[1], []int{0})))
	}},
	{"integers", []ir.Aval{ints(7), ints(7), words(7)}, func(x []core.Value) []core.Value {
		return list(prim.Div(x[0], x[1]), prim.Rem(x[0], x[1]), prim.ShiftLeft(x[2], x[2]))
	}},
	{"booleans", []ir.Aval{floats(7), bools(7)}, func(x []core.Value) []core.Value {
		return list(prim.And(x[1], prim.Lt(x[0], x[0])))
	}},
	{"product", []ir.Aval{floats(3, 5), floats(5, 4)}, func(x []core.Value) []core.Value {
		return list(prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}))
	}},
	{"index", []ir.Aval{floats(4, 6)}, func(x []core.Value) []core.Value {
		return list(prim.Add(x[0], prim.Iota(ir.Float32, []int{4, 6}, 1)))
	}},
	{"rows", []ir.Aval{floats(300, 1000)}, func(x []core.Value) []core.Value {
		return list(prim.ReduceSum(prim.Exp(x[0]), []int{1}))
	}},
	{"columns", []ir.Aval{floats(5000, 130)}, func(x []core.Value) []core.Value {
		return list(prim.ReduceSum(x[0], []int{0}), prim.ReduceAnd(prim.Lt(x[0], prim.Lit(x[0], 2)), []int{0}))
	}},
	{"total", []ir.Aval{floats(1000, 1000)}, func(x []core.Value) []core.Value {
		return list(prim.ReduceSum(x[0], []int{0, 1}), prim.ReduceMin(x[0], []int{0, 1}))
	}},
	{"vector", []ir.Aval{floats(40, 700), floats(700)}, func(x []core.Value) []core.Value {
		return list(prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}))
	}},
	{"clip", []ir.Aval{floats(9), floats(9)}, func(x []core.Value) []core.Value {
		return list(prim.Max(prim.Lit(x[0], -1), prim.Min(x[0], x[1])), prim.Select(prim.Ne(x[0], x[0]), x[1], prim.Neg(x[0])))
	}},
	{"rounding", []ir.Aval{floats(9)}, func(x []core.Value) []core.Value {
		return list(prim.Rem(x[0], prim.Lit(x[0], 3)), prim.Convert(x[0], ir.Int32, false), prim.Sqrt(prim.Floor(x[0])))
	}},
	{"random", []ir.Aval{words(2), words(2)}, func(x []core.Value) []core.Value {
		return list(prim.Threefry2x32(x[0], x[0], x[1], x[1]))
	}},
	{"many", slices.Repeat([]ir.Aval{floats(64)}, 10), func(x []core.Value) []core.Value {
		y := x[0]
		for _, v := range x[1:] {
			y = prim.Add(y, v)
		}
		return list(y)
	}},
}

// reordering is an adapter whose compiler takes floats for real numbers.
func reordering() Adapter {
	a := Least()
	a.Reordering = true
	return a
}

func TestGolden(t *testing.T) { expectGolden(t, examples) }

// expectGolden compares the shaders of examples with those in testdata.
func expectGolden(t *testing.T, examples []example) {
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			p, err := print(planOf(e.f, e.in...), reordering())
			if err != nil {
				t.Fatal(err)
			}
			checkGolden(t, e.name, p)
		})
	}
}

// checkGolden compares the shaders of a program with those in testdata.
func checkGolden(t *testing.T, name string, p *Program) {
	t.Helper()
	var sources []string
	for _, s := range p.Shaders {
		sources = append(sources, s.Source)
		if lines := strings.Count(s.Source, "\n"); len(s.Origins) != lines {
			t.Errorf("%d origins of %d lines", len(s.Origins), lines)
		}
	}
	got := strings.Join(sources, "\n")
	file := "testdata/" + name + ".wgsl"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("printed\n%s\nexpected\n%s", got, want)
	}
}

// isPlain reports whether a plan has nothing but nests whose indices may go in any
// order, and rows of such. What else there is may be refused by tight adapters.
func isPlain(plan *kernel.Plan) bool {
	return !slices.ContainsFunc(plan.Steps, func(s kernel.Step) bool {
		return s.Rows == nil && (s.Nest == nil || s.Nest.Ordered || len(s.Nest.Links) > 0)
	})
}

// tight are adapters with little of something.
var tight = map[string]func(a *Adapter){
	"least":   func(*Adapter) {},
	"arrays":  func(a *Adapter) { a.Bindings = 3 },
	"windows": func(a *Adapter) { a.Binding = 1 << 15 },
	"groups":  func(a *Adapter) { a.Groups, a.Group = 100, 100 },
	"shared":  func(a *Adapter) { a.Shared = 1 << 10 },
	"all":     func(a *Adapter) { a.Bindings, a.Binding, a.Groups, a.Group, a.Shared = 4, 1<<16, 200, 64, 1<<9 },
}

// Programs keep to the limits of adapters, however tight.
func TestLimits(t *testing.T) {
	for name, tighten := range tight {
		a := Least()
		tighten(&a)
		for _, e := range examples {
			plan := planOf(e.f, e.in...)
			if !isPlain(plan) {
				continue
			}
			t.Run(e.name+" "+name, func(t *testing.T) {
				checkLimits(t, plan, a)
			})
		}
	}
}

// checkLimits prints a plan for an adapter and looks whether its programs ask for no
// more than that offers.
func checkLimits(t *testing.T, plan *kernel.Plan, a Adapter) {
	t.Helper()
	p, err := print(plan, a)
	if err == nil {
		err = p.check(a)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Shaders {
		if words := sharedWords(s.Source); 4*words > a.Shared {
			t.Errorf("%d words of memory of a workgroup, %d bytes are there", words, a.Shared)
		}
	}
}

// sharedWords counts the words of the memory of workgroups that a shader declares.
func sharedWords(source string) int {
	words := 0
	for _, m := range regexp.MustCompile(`var<workgroup> \w+: array<(\w+), (\d+)>`).FindAllStringSubmatch(source, -1) {
		n, _ := strconv.Atoi(m[2])
		if strings.HasPrefix(m[1], "vec4") {
			n *= 4
		}
		words += n
	}
	return words
}
