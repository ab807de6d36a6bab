package kernel_test

import (
	"context"
	"embed"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"fluxion/engine/lang/kernel"
	"fluxion/engine/lang/py"
)

//go:embed testdata
var testdata embed.FS

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := testdata.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func plain(text string) kernel.Result {
	return kernel.Result{Data: map[string]string{"text/plain": text}}
}

func out(text string) kernel.Stream { return kernel.Stream{Name: "stdout", Text: text} }

// TestResults runs cells one after another in one session.
func TestResults(t *testing.T) {
	k, shown := session(t, "", kernel.Options{})
	for _, test := range []struct {
		source string
		want   []kernel.Output
	}{
		{"1 + 1", []kernel.Output{plain("2")}},
		{"_ + 1", []kernel.Output{plain("3")}},
		{"_, __", []kernel.Output{plain("(3, 2)")}},
		{"None", nil},
		{"_", []kernel.Output{plain("(3, 2)")}},
		{"5;", nil},
		{"5; # not shown\n# either", nil},
		{"'a;'", []kernel.Output{plain("'a;'")}},
		{"x = 5", nil},
		{"x; x + 1", []kernel.Output{plain("6")}},
		{"print(x)\nx", []kernel.Output{out("5\n"), plain("5")}},
		{"if x: x", nil},
		{"", nil},
		{"import sys\n_ = sys.stderr.write('oops')", []kernel.Output{kernel.Stream{Name: "stderr", Text: "oops"}}},
		{"7", []kernel.Output{plain("7")}},
		{"_", []kernel.Output{plain("4")}},
		{"display('a', 2)", []kernel.Output{
			kernel.Display{Data: map[string]string{"text/plain": "'a'"}}, kernel.Display{Data: map[string]string{"text/plain": "2"}},
		}},
		{"class Rich:\n    def _repr_html_(self): return '<b>rich</b>'\n    def _repr_latex_(self): return None\n    def __repr__(self): return 'Rich()'\nRich()", []kernel.Output{
			kernel.Result{Data: map[string]string{"text/plain": "Rich()", "text/html": "<b>rich</b>"}},
		}},
		{"Rich", []kernel.Output{plain("__main__.Rich")}},
	} {
		*shown = nil
		if !k.Execute(t.Context(), test.source, "cell") || !reflect.DeepEqual(*shown, test.want) {
			t.Errorf("%q: got %#v, want %#v", test.source, *shown, test.want)
		}
	}
}

// TestBadRepr: a value that cannot show itself is a failure of the cell, one
// rich form that fails is not.
func TestBadRepr(t *testing.T) {
	k, shown := session(t, "class Bad:\n    def __repr__(self): return 1 / 0\nclass Half:\n    def _repr_html_(self): return 1 / 0\n    def __repr__(self): return 'half'", kernel.Options{})
	if k.Execute(t.Context(), "Bad()", "cell 1") {
		t.Errorf("got %v", *shown)
	}
	*shown = nil
	if !k.Execute(t.Context(), "Half()", "cell 2") || len(*shown) != 2 || !reflect.DeepEqual((*shown)[1], plain("half")) {
		t.Errorf("got %v", *shown)
	}
	if s, ok := (*shown)[0].(kernel.Stream); !ok || s.Name != "stderr" || !strings.HasSuffix(s.Text, "ZeroDivisionError: division by zero\n") {
		t.Errorf("got %v", (*shown)[0])
	}
}

// TestPretty compares the layout of results with IPython's.
func TestPretty(t *testing.T) {
	address := regexp.MustCompile(`0x[0-9a-f]+`)
	cells := strings.Split(readFile(t, "results.txt"), "#----\n")
	want := strings.Split(strings.TrimSuffix(readFile(t, "results.out"), "#----\n"), "#----\n")
	if len(cells) != len(want) {
		t.Fatalf("%d cells, %d results", len(cells), len(want))
	}
	k, shown := session(t, "", kernel.Options{})
	for i, cell := range cells {
		*shown = nil
		k.Execute(t.Context(), cell, "cell")
		if len(*shown) != 1 {
			t.Errorf("%s: got %v", cell, *shown)
			continue
		}
		got := "nothing"
		if r, ok := (*shown)[0].(kernel.Result); ok {
			got = address.ReplaceAllString(r.Data["text/plain"], "0x") + "\n"
		}
		if got != want[i] {
			t.Errorf("%s: got\n%swant\n%s", cell, got, want[i])
		}
	}
}

func TestPlainResults(t *testing.T) {
	k, shown := session(t, "", kernel.Options{Plain: true})
	k.Execute(t.Context(), "['x' * 50, 'y' * 50]", "cell")
	if want := plain("['" + strings.Repeat("x", 50) + "', '" + strings.Repeat("y", 50) + "']"); !reflect.DeepEqual(*shown, []kernel.Output{want}) {
		t.Errorf("got %v", *shown)
	}
}

func TestFailures(t *testing.T) {
	k, shown := session(t, "def inverse(x):\n    return 1 / x\n", kernel.Options{})
	for _, test := range []struct {
		source, name, value string
		frames              []kernel.Frame
	}{
		{"'𝛼', inverse(0)", "ZeroDivisionError", "division by zero", []kernel.Frame{{"cell 1", 1, 7, 1, 17}, {"cell 0", 2, 12, 2, 17}}},
		{"x = (1 +\n  None)", "TypeError", "unsupported operand type(s) for +: 'int' and 'NoneType'", []kernel.Frame{{"cell 1", 1, 6, 2, 7}}},
		{"'𝛼' = 1", "SyntaxError", "cannot assign to literal here. Maybe you meant '==' instead of '='? (cell 1, line 1)", []kernel.Frame{{"cell 1", 1, 1, 1, 5}}},
		{"if x:", "IndentationError", "expected an indented block after 'if' statement on line 1 (cell 1, line 1)", nil},
		{"raise SystemExit(3)", "SystemExit", "3", []kernel.Frame{{"cell 1", 1, 1, 1, 20}}},
		{"class E(Exception):\n    def __str__(self): return 1 / 0\nraise E", "E", "<exception str() failed>", []kernel.Frame{{"cell 1", 3, 1, 3, 8}}},
		{"import functools\nfunctools.reduce(lambda a, b: a.x, [1, 2])", "AttributeError", "'int' object has no attribute 'x'", []kernel.Frame{{"cell 1", 2, 1, 2, 43}, {"cell 1", 2, 31, 2, 34}}},
	} {
		*shown = nil
		if k.Execute(t.Context(), test.source, "cell 1") || len(*shown) != 1 {
			t.Errorf("%q: got %v", test.source, *shown)
			continue
		}
		f := (*shown)[0].(kernel.Failure)
		if f.Name != test.name || f.Value != test.value || test.frames != nil && !reflect.DeepEqual(f.Frames, test.frames) {
			t.Errorf("%q: got %+v", test.source, f)
		}
		if len(f.Frames) == 0 || !strings.Contains(f.Traceback, "cell 1") {
			t.Errorf("%q: no place in %+v", test.source, f)
		}
	}
}

// TestInterrupt stops a program; its session goes on.
func TestInterrupt(t *testing.T) {
	for _, program := range []string{
		"x = 5\nwhile True: pass",
		"import jax\nx = 5\njax.lax.while_loop(lambda i: i >= 0, lambda i: i * 1, 1)",
		"x = 5\nclass Slow:\n    def __repr__(self):\n        while True: pass\nSlow()",
	} {
		k, shown := session(t, "", kernel.Options{})
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		if k.Execute(ctx, program, "cell 1") {
			t.Errorf("%q: ran to its end", program)
		}
		cancel()
		if f, ok := (*shown)[0].(kernel.Failure); ok && !strings.Contains(f.Traceback, "while") {
			t.Errorf("%q: is said to have been at\n%s", program, f.Traceback)
		}
		if f, ok := (*shown)[0].(kernel.Failure); !ok || f.Name != "KeyboardInterrupt" {
			t.Errorf("%q: got %v", program, *shown)
		}
		*shown = nil
		if !k.Execute(t.Context(), "x", "cell 2") || !reflect.DeepEqual(*shown, []kernel.Output{plain("5")}) {
			t.Errorf("%q: after the interrupt: %v", program, *shown)
		}
	}
}

// TestStreams: what a program writes is shown while it runs.
func TestStreams(t *testing.T) {
	var shown []kernel.Output
	var early int
	k := kernel.New(kernel.Options{Emit: func(o kernel.Output) { shown = append(shown, o) }, Poll: func() { early = max(early, len(shown)) }})
	defer k.Close()
	k.Execute(t.Context(), "print('begin')\nfor i in range(100_000): pass\nprint('end')", "cell")
	if early != 1 || !reflect.DeepEqual(shown, []kernel.Output{out("begin\n"), out("end\n")}) {
		t.Errorf("%d early, %v", early, shown)
	}
}

// A defect of Go code ends a cell, not the program around it.
func TestDefects(t *testing.T) {
	var none []int
	if e := crash(func() { none[len(none)] = 1 }); e == nil || !e.IsA(py.SystemError) || !strings.Contains(e.Error(), "index out of range") {
		t.Errorf("got %v", e)
	}
	if e := kernel.Translate("anything else"); e != nil {
		t.Errorf("got %v", e)
	}
}

func crash(f func()) (e *py.Exception) {
	defer func() { e = kernel.Translate(recover()) }()
	f()
	return nil
}
