package engine_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fluxion/engine"
	_ "fluxion/engine/simd"
)

// explained follows a program whose operations are numbered: at says which one
// is being applied.
func explained(t *testing.T, f func(at *int, x engine.Array) []engine.Array) *engine.Explanation {
	t.Helper()
	at := 0
	e, err := engine.Explain(func(x engine.Array) []engine.Array { return f(&at, x) },
		engine.Linspace(0.5, 1, 100, engine.Float32), engine.Located(func() any { return at }))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// places returns the places that equations with a primitive are from.
func places(p engine.Jaxpr, op string) []any {
	var list []any
	for _, e := range p.Equations() {
		if e.Op() == op {
			list = append(list, e.Where())
		}
	}
	return list
}

// TestExplainMerges: what two equations compute alike, one computes for both.
func TestExplainMerges(t *testing.T) {
	e := explained(t, func(at *int, x engine.Array) []engine.Array {
		*at = 1
		a := engine.Exp(x)
		*at = 2
		b := engine.Exp(x)
		*at = 3
		return []engine.Array{engine.Mul(a, b)}
	})
	if got := places(e.Traced, "exp"); !slices.Equal(got, []any{1, 2}) {
		t.Errorf("the traced exponentials are from %v, want [1 2]", got)
	}
	if len(e.From) != 2 || !slices.Equal(e.From[0], []int{0, 1}) || !slices.Equal(e.From[1], []int{2}) {
		t.Errorf("the simplified equations come from %v, want [[0 1] [2]]", e.From)
	}
}

// TestExplainReverse: the equations of a derivative are from the place of what
// they are the derivative of, in reverse mode too and through jitted calls.
func TestExplainReverse(t *testing.T) {
	for name, wrap := range map[string]func(func(engine.Array) engine.Array) func(engine.Array) engine.Array{
		"plain":  func(f func(engine.Array) engine.Array) func(engine.Array) engine.Array { return f },
		"jitted": func(f func(engine.Array) engine.Array) func(engine.Array) engine.Array { return engine.Jit(f) },
	} {
		t.Run(name, func(t *testing.T) {
			e := explained(t, func(at *int, x engine.Array) []engine.Array {
				f := func(x engine.Array) engine.Array {
					*at = 1
					y := engine.Sin(x)
					*at = 2
					y = wrap(engine.Log)(y)
					*at = 3
					return y.Sum()
				}
				g := engine.Grad(f)(x)
				*at = 4
				return []engine.Array{g}
			})
			for op, want := range map[string][]any{"sin": {1}, "cos": {1}, "div": {2}, "mul": {1}} {
				if got := places(e.Simplified, op); !slices.Equal(got, want) {
					t.Errorf("%s is from %v, want %v in\n%v", op, got, want, e.Simplified)
				}
			}
		})
	}
}

// TestExplainModule: an instruction that only one equation can need is from
// that equation.
func TestExplainModule(t *testing.T) {
	e := explained(t, func(_ *int, x engine.Array) []engine.Array {
		return []engine.Array{engine.Sqrt(engine.Div(x, engine.Add(engine.Num(2), x))), x.Sum()}
	})
	if e.NoModule != nil || e.Bytes == 0 || e.Nests != 1 || e.HostSteps != 0 {
		t.Fatalf("no module of one nest: %v, %d bytes, %d nests, %d host steps", e.NoModule, e.Bytes, e.Nests, e.HostSteps)
	}
	seen := map[string]bool{}
	for _, l := range e.Module {
		for instruction, op := range map[string]string{"f32x4.sqrt": "sqrt", "f32x4.div": "div", "v128.load": "", "br_if": ""} {
			if !strings.Contains(l.Text, instruction) {
				continue
			}
			seen[instruction] = true
			got := ""
			if l.Equation >= 0 {
				got = e.Simplified.Equations()[l.Equation].Op()
			}
			if got != op || l.Input != (instruction == "v128.load") {
				t.Errorf("%q is from %q, input %t; want %q", l.Text, got, l.Input, op)
			}
		}
	}
	if len(seen) != 4 {
		t.Errorf("of sqrt, div, load and branch only %v occur", seen)
	}
	if _, runs := e.Measure(time.Millisecond); runs < 3 {
		t.Errorf("measured %d runs, want 3 at least", runs)
	}
	for i, want := range []string{"trace", "simplify", "plan", "print", "load"} {
		if e.Phases[i].Name != want {
			t.Errorf("phase %d is %q, want %q", i, e.Phases[i].Name, want)
		}
	}
}

// TestExplainLines: every equation has a line of its own, in order, and the
// lines make the program that is printed elsewhere.
func TestExplainLines(t *testing.T) {
	e := explained(t, func(_ *int, x engine.Array) []engine.Array {
		return []engine.Array{engine.Tanh(engine.Sin(x))}
	})
	next := 0
	var all []string
	for i, l := range e.Before {
		all = append(all, l.Text)
		if l.Equation >= 0 && l.Equation != next {
			t.Errorf("line %d has equation %d, want %d", i, l.Equation, next)
		} else if l.Equation >= 0 {
			next++
		}
		if l.Input != (i == 0) {
			t.Errorf("line %d lists the inputs: %t", i, l.Input)
		}
	}
	if next != e.Traced.Len() {
		t.Errorf("%d equations have lines, want %d", next, e.Traced.Len())
	}
	if got, want := strings.Join(strings.Fields(strings.Join(all, " ")), " "), strings.Join(strings.Fields(strings.ReplaceAll(e.Traced.String(), ";", " ;")), " "); strings.ReplaceAll(got, " ;", "") != strings.ReplaceAll(want, " ;", "") {
		t.Errorf("the lines say\n%s\nwant\n%s", got, want)
	}
}

func TestExplainError(t *testing.T) {
	_, err := engine.Explain(func(x engine.Array) engine.Array { return engine.Add(x, engine.FromFloat32s([]float32{1, 2})) },
		engine.FromFloat32s([]float32{1, 2, 3}))
	if err == nil || !strings.Contains(err.Error(), "shape") {
		t.Errorf("got %v, want an error about shapes", err)
	}
}
