package python_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"fluxion/engine/lang/py"
	"fluxion/engine/lang/python"
)

// TestLimits runs programs that would not end, or take all memory.
func TestLimits(t *testing.T) {
	for _, c := range []struct{ name, source, last string }{
		{"loop", "while True: pass", "TimeoutError: the program took more than"},
		{"loop that catches", "while True:\n    try:\n        while True: pass\n    except BaseException: pass", "TimeoutError: the program took more than"},
		{"loop in finally", "try:\n    while True: pass\nfinally:\n    while True: pass", "TimeoutError: the program took more than"},
		{"endless sum", "import itertools\nsum(itertools.count())", "TimeoutError: the program took more than"},
		{"endless generator", "def g():\n    while True: yield 1\nlist(g())", "TimeoutError: the program took more than"},
		{"generator that catches", "def g():\n    while True:\n        try: yield 1\n        except BaseException: pass\nnext(g())\nwhile True: pass", "TimeoutError: the program took more than"},
		{"membership", "import itertools\n-1 in itertools.count()", "TimeoutError: the program took more than"},
		{"exponential comparison", "a = b = []\nfor _ in range(64): a, b = [a, a], [b, b]\nx = [1]; y = [1]\nfor _ in range(64): x, y = [x, x], [y, y]\nx == y", "TimeoutError: the program took more than"},
		{"exponential hash", "t = ()\nfor _ in range(64): t = (t, t)\nhash(t)", "TimeoutError: the program took more than"},
		{"exponential repr", "t = []\nfor _ in range(64): t = [t, t]\nrepr(t)", "Error: the program "},
		{"greedy list", "x = [0]\nwhile True: x = x + x", "MemoryError"},
		{"greedy string", "x = 'x'\nwhile True: x += x", "MemoryError"},
		{"greedy repetition", "x = 'x' * 10**15", "MemoryError"},
		{"greedy power", "x = 10 ** 10 ** 10", "MemoryError"},
		{"greedy shift", "x = 1 << 10 ** 11", "MemoryError"},
		{"greedy product", "x = 3 ** 1000\nwhile True: x *= x", "Error"},
		{"greedy format", "f'{1:{10**12}}'", "ValueError: Too many decimal digits in format string"},
		{"greedy width", "'x'.ljust(10**12)", "MemoryError"},
		{"greedy join", "','.join(['x' * 10**6] * 10**6)", "MemoryError"},
		{"greedy replace", "('x' * 10**6).replace('x', 'y' * 10**6)", "MemoryError"},
		{"greedy range", "list(range(10**12))", "MemoryError"},
		{"greedy factorial", "import math\nmath.factorial(10**9)", "MemoryError"},
		{"recursion", "def f(): f()\nf()", "RecursionError: maximum recursion depth exceeded"},
		{"recursion through getattr", "class A:\n    def __getattr__(self, n): return getattr(self, n + 'x')\nA().x", "RecursionError: maximum recursion depth exceeded"},
		{"recursion through repr", "class A:\n    def __repr__(self): return repr(self)\nrepr(A())", "RecursionError: maximum recursion depth exceeded"},
		{"recursion in Go", "from functools import partial\nx = []\nfor _ in range(10**5): x = [x]\nrepr(x)", "RecursionError: maximum recursion depth exceeded"},
		{"recursion of comparisons", "x = []; y = []\nfor _ in range(10**5): x, y = [x], [y]\nx == y", "RecursionError: maximum recursion depth exceeded"},
		{"recursion of maps", "x = [1]\nfor _ in range(10**5): x = map(abs, x)\nlist(x)", "RecursionError: maximum recursion depth exceeded"},
		{"recursion of chains", "from itertools import chain\nx = [1]\nfor _ in range(10**5): x = chain(x, [1])\nlist(x)", "RecursionError: maximum recursion depth exceeded"},
		{"recursion of bound methods", "f = len\nfor _ in range(10**5): f = f.__call__\nf([])", "RecursionError: maximum recursion depth exceeded"},
		{"recursion of iterators", "class A:\n    def __iter__(self): return iter(self)\niter(A())", "RecursionError: maximum recursion depth exceeded"},
		{"self-referential class", "class A: pass\nA.__call__ = A()\nA()()", "RecursionError: maximum recursion depth exceeded"},
		{"sleep", "import time\ntime.sleep(1000)", "TimeoutError: the program ran longer than 1s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			got := run(c.source, py.Limits{Steps: 5_000_000, Time: time.Second, Memory: 256 << 20})
			lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
			if last := lines[len(lines)-1]; !strings.Contains(last, c.last) && !strings.HasPrefix(last, "TimeoutError: the program ran longer") {
				t.Errorf("got\n%s\nwant %s", got, c.last)
			}
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("ran for %v", d)
			}
		})
	}
}

// TestInterrupt cancels a program while it runs; the session can go on.
func TestInterrupt(t *testing.T) {
	var out bytes.Buffer
	s := python.NewSession(python.Options{Stdout: &out})
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, e := s.Run(ctx, "x = 5\ntry:\n    while True: pass\nfinally:\n    print('cleanup')\n", "cell 1")
	if e == nil || !e.IsA(py.KeyboardInterrupt) {
		t.Fatalf("got %v", e)
	}
	value, e := s.Run(context.Background(), "x + 1", "cell 2")
	if e != nil || value != py.Int(6) || out.String() != "cleanup\n" {
		t.Errorf("after the interrupt: %v, %v, output %q", value, e, out.String())
	}
}

// TestSession keeps variables and functions, generators and tracebacks from one
// run to the next.
func TestSession(t *testing.T) {
	var out bytes.Buffer
	s := python.NewSession(python.Options{Stdout: &out})
	for _, c := range []struct{ source, value string }{
		{"def g():\n    try:\n        yield 1\n        yield 2\n    finally:\n        print('closed')\nit = g()", ""},
		{"next(it)", "1"},
		{"a = 3", ""},
		{"a; next(it) + a", "5"},
		{"import math", ""},
		{"math.pi", "3.141592653589793"},
		{"f'{a}'", "'3'"},
		{"None", "None"},
		{"# nothing", ""},
	} {
		value, e := s.Run(context.Background(), c.source, "cell")
		if e != nil {
			t.Fatalf("%s: %s", c.source, s.Format(e))
		}
		got := ""
		if value != nil {
			got = s.Thread.Repr(value)
		}
		if got != c.value {
			t.Errorf("%s: got %q, want %q", c.source, got, c.value)
		}
	}
	s.Close()
	if out.String() != "closed\n" {
		t.Errorf("output %q", out.String())
	}
	_, e := s.Run(context.Background(), "def f(x):\n    return 1 / x", "cell 10")
	if e != nil {
		t.Fatal(e)
	}
	_, e = s.Run(context.Background(), "f(0)", "cell 11")
	want := "Traceback (most recent call last):\n  File \"cell 11\", line 1, in <module>\n    f(0)\n  File \"cell 10\", line 2, in f\n    return 1 / x\n           ~~^~~\nZeroDivisionError: division by zero\n"
	if got := s.Format(e); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestModules: imports that fail say what there is.
func TestModules(t *testing.T) {
	s := python.NewSession(python.Options{Stdout: io.Discard, Modules: []*py.ModuleSpec{
		{Name: "pkg"}, {Name: "pkg.sub", Values: map[string]py.Object{"answer": py.Int(42)}},
	}})
	for source, want := range map[string]string{
		"import pkg.sub as m; m.answer":      "42",
		"import pkg.sub; pkg.sub.answer":     "42",
		"from pkg import sub; sub.answer":    "42",
		"from pkg.sub import answer; answer": "42",
	} {
		value, e := s.Run(context.Background(), source, "x.py")
		if e != nil || s.Thread.Repr(value) != want {
			t.Errorf("%s: %v %v", source, value, e)
		}
	}
	for source, want := range map[string]string{
		"import nothing":                "No module named 'nothing'; there are: abc, ",
		"import pkg.nothing":            "No module named 'pkg.nothing'; there are: pkg.sub",
		"from pkg.sub import answr":     "cannot import name 'answr' from 'pkg.sub' (unknown location). Did you mean: 'answer'?",
		"import pkg.sub\npkg.sub.answr": "module 'pkg.sub' has no attribute 'answr'. Did you mean: 'answer'?",
	} {
		_, e := s.Run(context.Background(), source, "x.py")
		if e == nil || !strings.Contains(s.Format(e), want) {
			t.Errorf("%s: got %s", source, s.Format(e))
		}
	}
}
