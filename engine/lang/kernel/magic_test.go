package kernel_test

import (
	"fmt"
	"reflect"
	"regexp"
	"testing"

	"fluxion/engine/lang/kernel"
	"fluxion/engine/lang/py"
)

// TestMagics: lines of IPython's that notebooks contain.
func TestMagics(t *testing.T) {
	time := regexp.MustCompile(`[0-9.e+-]+ (s|ms|µs|ns)`)
	k, shown := session(t, "import time\nx = 2", kernel.Options{})
	for _, test := range []struct {
		source string
		want   string // the outputs as Go prints them, times as T
	}{
		{"%matplotlib inline\nx + 1", "[{map[text/plain:3]}]"},
		{"%load_ext autoreload\n%autoreload 2", "[]"},
		{"!pip install jax\n'after'", "[{stderr There is no shell here, and all modules there are can be imported; not run: pip install jax\n} {map[text/plain:'after']}]"},
		{"%pip install jax", "[{stderr There is no shell here, and all modules there are can be imported; not run: install jax\n}]"},
		{"%time x + 5", "[{stdout Wall time: T\n} {map[text/plain:7]}]"},
		{"%time y = x + 5\ny", "[{stdout Wall time: T\n} {map[text/plain:7]}]"},
		{"%%time\nz = 4\nz * 2", "[{stdout Wall time: T\n} {map[text/plain:8]}]"},
		{"%timeit -n 3 -r2 x + 1", "[{stdout T ± T per loop (mean ± std. dev. of 2 runs, 3 loops each)\n}]"},
		{"%timeit -n1 -r1 y = time.time()\n1", "[{stdout T ± T per loop (mean ± std. dev. of 1 run, 1 loop each)\n} {map[text/plain:1]}]"},
		{"len?", "[{stdout len(obj, /)\n\nThe number of elements.\n}]"},
		{"nothing?", "[{stdout Object `nothing` not found.\n}]"},
		{"a = 7\n%matplotlib inline\nb = a %\\\n5\nb", "[{map[text/plain:2]}]"},
		{"'''\n%matplotlib\n!ls\n'''", "[{map[text/plain:'\\n%matplotlib\\n!ls\\n']}]"},
		{"5 % 3", "[{map[text/plain:2]}]"},
	} {
		*shown = nil
		ok := k.Execute(t.Context(), test.source, "cell 1")
		if got := time.ReplaceAllString(fmt.Sprint(*shown), "T"); !ok || got != test.want {
			t.Errorf("%q: got %s, want %s", test.source, got, test.want)
		}
	}
}

// TestMagicFailures: places are those of the cell.
func TestMagicFailures(t *testing.T) {
	k, shown := session(t, "", kernel.Options{})
	for _, test := range []struct {
		source, name string
		frame        kernel.Frame
	}{
		{"x = 0\n%time 1 / x", "ZeroDivisionError", kernel.Frame{File: "cell 1", Line: 2, Column: 7, EndLine: 2, EndColumn: 12}},
		{"x = 0\n\n%timeit 1 / x", "ZeroDivisionError", kernel.Frame{File: "cell 1", Line: 3, Column: 9, EndLine: 3, EndColumn: 14}},
		{"%%time\nx = 0\n1 / x", "ZeroDivisionError", kernel.Frame{File: "cell 1", Line: 3, Column: 1, EndLine: 3, EndColumn: 6}},
		{"%matplotlib inline\nx = 0\n1 / x", "ZeroDivisionError", kernel.Frame{File: "cell 1", Line: 3, Column: 1, EndLine: 3, EndColumn: 6}},
		{"%time )", "SyntaxError", kernel.Frame{File: "cell 1", Line: 1, Column: 7, EndLine: 1, EndColumn: 8}},
		{"1\n%magic 1", "UsageError", kernel.Frame{File: "cell 1", Line: 2, Column: 1, EndLine: 2, EndColumn: 9}},
		{"%%bash\nls", "UsageError", kernel.Frame{File: "cell 1", Line: 1, Column: 1, EndLine: 1, EndColumn: 7}},
	} {
		*shown = nil
		if k.Execute(t.Context(), test.source, "cell 1") {
			t.Errorf("%q: does not fail", test.source)
			continue
		}
		f := (*shown)[len(*shown)-1].(kernel.Failure)
		if f.Name != test.name || !reflect.DeepEqual(f.Frames[len(f.Frames)-1], test.frame) {
			t.Errorf("%q: got %s at %+v, want %s at %+v", test.source, f.Name, f.Frames, test.name, test.frame)
		}
	}
}

// FuzzExecute: whatever a cell contains, it is executed or fails.
func FuzzExecute(f *testing.F) {
	for _, source := range []string{"%timeit -n1 -r1 x", "%%time\n%time\n", "!", "%", "a.b?", "??\n%x", "%timeit -n", "x = (\n%matplotlib\n)", "%timeit -r2 -n3"} {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		k := kernel.New(kernel.Options{Limits: py.Limits{Steps: 10_000, Memory: 1 << 30}, Emit: func(kernel.Output) {}})
		defer k.Close()
		k.Execute(t.Context(), source, "cell")
	})
}
