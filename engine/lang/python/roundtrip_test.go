package python_test

import (
	"strings"
	"testing"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/parser"
)

// printed parses a program and prints it again.
func printed(source string) (string, error) {
	program, err := parser.Parse(ast.NewSource("x.py", source))
	if err != nil {
		return "", err
	}
	return ast.Print(program), nil
}

// checkRoundTrip: the printed program is read as the same tree, so that it is
// printed the same way again.
func checkRoundTrip(t *testing.T, source string) {
	t.Helper()
	once, err := printed(source)
	if err != nil {
		return
	}
	twice, err := printed(once)
	if err != nil {
		e := err.(*parser.Error)
		t.Fatalf("printed as %q, which is not read: %v at %q", once, err, once[e.From:e.To])
	}
	if once != twice {
		a, b := strings.Split(once, "\n"), strings.Split(twice, "\n")
		for i := range a {
			if i >= len(b) || a[i] != b[i] {
				t.Fatalf("printed as\n%s\nand then otherwise: line %d of %q", a[i], i+1, twice)
			}
		}
	}
}

func sources(t testing.TB) []string {
	t.Helper()
	list := []string{readFile(t, "testdata/loops.py")}
	for _, name := range programs(t) {
		list = append(list, readFile(t, name))
	}
	return list
}

func TestRoundTrip(t *testing.T) {
	for _, source := range sources(t) {
		if _, err := printed(source); err != nil {
			t.Fatal(err)
		}
		checkRoundTrip(t, source)
	}
}

func FuzzParse(f *testing.F) {
	for _, source := range sources(f) {
		f.Add(source)
		for line := range strings.SplitSeq(source, "\n") {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, source string) {
		_, err := parser.Parse(ast.NewSource("x.py", source))
		if e, ok := err.(*parser.Error); ok && (e.From < 0 || e.From > e.To || int(e.To) > len(source)) {
			t.Errorf("%q: the error %q is at %d to %d", source, e.Msg, e.From, e.To)
		}
		checkRoundTrip(t, source)
	})
}
