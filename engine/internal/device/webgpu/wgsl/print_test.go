package wgsl

import (
	"flag"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
)

var update = flag.Bool("update", false, "write the expected shaders anew")

// reordering is an adapter whose compiler takes floats for real numbers.
func reordering() Adapter {
	a := Least()
	a.Reordering = true
	return a
}

func TestGolden(t *testing.T) {
	expectGolden(t, slices.Concat(wgsltest.Nests, wgsltest.Orders, wgsltest.Rows))
}

// Floats of 16 bits take an adapter that has them.
func TestGoldenHalves(t *testing.T) {
	a := reordering()
	a.Half = true
	for _, e := range wgsltest.OfHalves {
		p, err := Print(e.Plan(), a)
		if err != nil {
			t.Fatal(err)
		}
		checkGolden(t, e.Name, p)
		if _, err := Print(e.Plan(), reordering()); err == nil {
			t.Errorf("%s is printed for an adapter without float16", e.Name)
		}
	}
}

// A long body is computed in four lanes where fma is one instruction.
func TestGoldenFused(t *testing.T) {
	a := reordering()
	a.Fused = true
	chain := wgsltest.Nests[0]
	p, err := Print(chain.Plan(), a)
	if err != nil {
		t.Fatal(err)
	}
	checkGolden(t, chain.Name+"_fused", p)
}

// expectGolden compares the shaders of examples with those in testdata.
func expectGolden(t *testing.T, examples []wgsltest.Example) {
	for _, e := range examples {
		t.Run(e.Name, func(t *testing.T) {
			p, err := Print(e.Plan(), reordering())
			if err != nil {
				t.Fatal(err)
			}
			checkGolden(t, e.Name, p)
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
		for _, e := range slices.Concat(wgsltest.Nests, wgsltest.Orders) {
			plan := e.Plan()
			if !isPlain(plan) {
				continue
			}
			t.Run(e.Name+" "+name, func(t *testing.T) {
				checkLimits(t, plan, a)
			})
		}
	}
}

// checkLimits prints a plan for an adapter and looks whether its programs ask for no
// more than that offers.
func checkLimits(t *testing.T, plan *kernel.Plan, a Adapter) {
	t.Helper()
	p, err := Print(plan, a)
	if err == nil {
		err = p.Check(a)
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
