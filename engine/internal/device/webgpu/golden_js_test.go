package webgpu

import (
	"slices"
	"testing"
)

// The shaders of all examples are valid, for adapters of every kind.
func TestWGSLIsValid(t *testing.T) {
	d := openGPU(t)
	s, err := d.session()
	if err != nil {
		t.Fatal(err)
	}
	for name, a := range map[string]Adapter{"least": Least(), "reordering": reordering(), "typical": Typical()} {
		for _, e := range slices.Concat(examples, rowExamples) {
			t.Run(e.name+" "+name, func(t *testing.T) {
				p, err := print(planOf(e.f, e.in...), a)
				if err != nil {
					t.Fatal(err)
				}
				l, err := s.load(p)
				if err == nil {
					err = l.wait()
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
	}
}
