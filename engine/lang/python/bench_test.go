package python_test

import (
	"context"
	"io"
	"regexp"
	"testing"

	"fluxion/engine/lang/python"
)

// BenchmarkLoops runs the functions of testdata/loops.py one by one. The same
// file run by python3 prints CPython's times.
func BenchmarkLoops(b *testing.B) {
	source := readFile(b, "testdata/loops.py")
	definitions := regexp.MustCompile(`(?s)^(.*)\nfor f in \(([a-z_, ]+)\):`).FindStringSubmatch(source)
	if definitions == nil {
		b.Fatal("loops.py does not end with the list of its functions")
	}
	s := python.NewSession(python.Options{Stdout: io.Discard})
	if _, e := s.Run(context.Background(), definitions[1], "loops.py"); e != nil {
		b.Fatal(s.Format(e))
	}
	for _, name := range regexp.MustCompile(`, `).Split(definitions[2], -1) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, e := s.Run(context.Background(), name+"()", "call"); e != nil {
					b.Fatal(s.Format(e))
				}
			}
		})
	}
}
