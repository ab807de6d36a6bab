package python_test

import (
	"bytes"
	"context"
	"embed"
	"io/fs"
	"path"
	"strings"
	"testing"
	"time"

	"fluxion/engine/lang/py"
	"fluxion/engine/lang/python"
)

// limits keep a test that runs wild from taking the machine with it.
var limits = py.Limits{Steps: 200_000_000, Time: time.Minute, Memory: 1 << 30}

// run runs a program and returns what it prints, with the traceback.
func run(source string, limits py.Limits) string {
	var out bytes.Buffer
	s := python.NewSession(python.Options{Stdout: &out, Limits: limits})
	defer s.Close()
	if _, e := s.Run(context.Background(), source, "x.py"); e != nil {
		out.WriteString(s.Format(e))
	}
	return out.String()
}

//go:embed testdata
var testdata embed.FS

func readFile(t testing.TB, name string) string {
	t.Helper()
	text, err := testdata.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// diff returns the first line in which two texts differ.
func diff(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b || i >= len(g) || i >= len(w) {
			return "got\n" + a + "\nwant\n" + b
		}
	}
	return ""
}

// programs returns the names of the programs.
func programs(t testing.TB) []string {
	t.Helper()
	names, err := fs.Glob(testdata, "testdata/programs/*.py")
	if err != nil || len(names) == 0 {
		t.Fatal("no programs")
	}
	return names
}

// TestPrograms compares what programs print with what CPython printed.
func TestPrograms(t *testing.T) {
	for _, name := range programs(t) {
		t.Run(path.Base(name), func(t *testing.T) {
			got := run(readFile(t, name), limits)
			want := readFile(t, strings.TrimSuffix(name, ".py")+".out")
			if got != want {
				t.Error(diff(got, want))
			}
		})
	}
}

// TestErrors compares tracebacks and syntax errors with CPython's.
func TestErrors(t *testing.T) {
	programs := strings.Split(readFile(t, "testdata/errors.txt"), "#----\n")
	outputs := strings.Split(readFile(t, "testdata/errors.out"), "#----\n")
	if len(programs) != len(outputs) {
		t.Fatalf("%d programs, %d outputs", len(programs), len(outputs))
	}
	for i, program := range programs {
		if got := run(program, limits); got != outputs[i] {
			t.Errorf("program\n%sgot\n%swant\n%s", program, got, outputs[i])
		}
	}
}

// TestSessionsInParallel: sessions share nothing that changes.
func TestSessionsInParallel(t *testing.T) {
	source, want := readFile(t, "testdata/programs/classes.py"), readFile(t, "testdata/programs/classes.out")
	for range 4 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			if got := run(source, limits); got != want {
				t.Error(diff(got, want))
			}
		})
	}
}
