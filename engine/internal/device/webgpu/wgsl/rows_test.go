package wgsl

import (
	"testing"

	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
	"fluxion/engine/internal/ir"
)

// Rows are one launch, and what is local to them needs no buffer; unless the
// adapter cannot do that, or there are so few that most of it would be idle.
func TestRowLaunches(t *testing.T) {
	long := wgsltest.Rows[0]
	for _, c := range []struct {
		name     string
		in       ir.Aval
		tighten  func(a *Adapter)
		launches int
	}{
		{"as it is", wgsltest.Floats(1000, 1000), func(*Adapter) {}, 1},
		{"little memory for a workgroup", wgsltest.Floats(1000, 1000), func(a *Adapter) { a.Shared = 1 << 10 }, 1},
		{"short windows", wgsltest.Floats(1000, 1000), func(a *Adapter) { a.Binding = 1 << 21 }, 6},
		{"few rows", wgsltest.Floats(4, 200_000), func(*Adapter) {}, 5},
		{"few short rows", wgsltest.Floats(4, 200), func(*Adapter) {}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := Least()
			c.tighten(&a)
			p, err := Print(wgsltest.Plan(long.F, c.in), a)
			if err == nil {
				err = p.Check(a)
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
