package webgpu

import (
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// softmax divides exp(x) by its sum along the last axis.
func softmax(x core.Value) core.Value {
	shape := x.Aval().Shape
	var dims []int
	for i := range shape[1:] {
		dims = append(dims, i)
	}
	along := func(v core.Value) core.Value { return prim.BroadcastInDim(v, shape, dims) }
	e := prim.Exp(prim.Sub(x, along(prim.ReduceMax(x, []int{len(dims)}))))
	return prim.Div(e, along(prim.ReduceSum(e, []int{len(dims)})))
}

// rowExamples are programs that are one shader each.
var rowExamples = []example{
	{"long_rows", []ir.Aval{floats(1000, 1000)}, func(x []core.Value) []core.Value { return list(softmax(x[0])) }},
	{"short_rows", []ir.Aval{floats(1000, 9)}, func(x []core.Value) []core.Value { return list(softmax(x[0])) }},
	{"masked_rows", []ir.Aval{floats(50, 12, 90), floats(12, 90)}, func(x []core.Value) []core.Value {
		mask := prim.BroadcastInDim(x[1], []int{50, 12, 90}, []int{1, 2})
		return list(softmax(prim.Add(x[0], mask)))
	}},
}

func TestGoldenRows(t *testing.T) { expectGolden(t, rowExamples) }

// Rows are one launch, and what is local to them needs no buffer; unless the
// adapter cannot do that, or there are so few that most of it would be idle.
func TestRowLaunches(t *testing.T) {
	long := rowExamples[0]
	for _, c := range []struct {
		name     string
		in       ir.Aval
		tighten  func(a *Adapter)
		launches int
	}{
		{"as it is", floats(1000, 1000), func(*Adapter) {}, 1},
		{"little memory for a workgroup", floats(1000, 1000), func(a *Adapter) { a.Shared = 1 << 10 }, 1},
		{"short windows", floats(1000, 1000), func(a *Adapter) { a.Binding = 1 << 21 }, 6},
		{"few rows", floats(4, 200_000), func(*Adapter) {}, 5},
		{"few short rows", floats(4, 200), func(*Adapter) {}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := Least()
			c.tighten(&a)
			p, err := print(planOf(long.f, c.in), a)
			if err == nil {
				err = p.check(a)
			}
			if err != nil {
				t.Fatal(err)
			}
			launches := 0
			for _, command := range p.Commands {
				if command.Launch != nil {
					launches++
				}
			}
			if launches != c.launches {
				t.Errorf("%d launches, want %d", launches, c.launches)
			}
			for _, s := range p.Shaders {
				if words := sharedWords(s.Source); 4*words > a.Shared {
					t.Errorf("%d words of memory of a workgroup, %d bytes are there", words, a.Shared)
				}
			}
		})
	}
}
