package regress

import "testing"

func BenchmarkStep(b *testing.B) {
	for _, name := range []string{"tutorial", "blobs", "moons"} {
		data, err := NewDataset(name, 10000, 0.2, 1)
		if err != nil {
			b.Fatal(err)
		}
		for _, o := range []Optimizer{GradientDescent, Adam} {
			b.Run(name+"/"+string(o), func(b *testing.B) {
				t, err := New(Config{data, o, 0.1})
				if err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					if err := t.Step(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
