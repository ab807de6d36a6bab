//go:build js && wasm

package main

import (
	"strings"
	"testing"
)

// TestDeepRecursion sees that programs run into Python's limit, and not into
// that of WebAssembly's stack, which would end the worker.
func TestDeepRecursion(t *testing.T) {
	m := startWorker(t)
	for _, source := range []string{
		"def f(n): return f(n + 1)\nf(0)",
		"class A:\n    def __init__(self, n): A(n + 1)\nA(0)",
		"class A:\n    def __call__(self, n): return [self(n + 1) for _ in [0]]\nA()(0)",
		"class A:\n    @property\n    def p(self): return self.p\nA().p",
		"class A:\n    def __add__(self, o): return self + o\nA() + 1",
		"class A:\n    def __repr__(self): return repr([self])\nA()",
		"f = lambda n: sum(f(n + 1) for _ in range(2))\nf(0)",
		"def f(n):\n    yield from f(n + 1)\nlist(f(0))",
		"def f(n):\n    try:\n        return f(n + 1)\n    finally:\n        n\nf(0)",
		"def f(n): return sorted([1, 2], key=lambda x: f(n + 1))\nf(0)",
		"import functools\n@functools.lru_cache\ndef f(n): return f(n + 1)\nf(0)",
		"import jax\ndef f(x): return jax.grad(f)(x)\nf(1.0)",
		"import jax\ndef f(x): return jax.jit(lambda y: f(y))(x)\nf(1.0)",
		"import jax\ndef f(x): return jax.lax.cond(x > 0, f, f, x)\nf(1.0)",
		"import jax\ndef f(x): return jax.tree.map(f, [x])\nf(1.0)",
		"import jax\ndef f(x): return jax.jvp(f, (x,), (1.0,))[0]\nf(1.0)",
		"x = []\nfor _ in range(10**5): x = [x]\nrepr(x)",
		"x = []\ny = []\nfor _ in range(10**5): x, y = [x], [y]\nx == y",
	} {
		for range 2 { // the second time the goroutine's stack has grown already
			if got := run(t, m, source); got.failure == nil || got.failure.Name != "RecursionError" {
				t.Errorf("%s: got %+v", source, got.failure)
			}
		}
	}
}

// TestDeepExpressions sees the same of source text, up to the parser's limits
// and beyond.
func TestDeepExpressions(t *testing.T) {
	m := startWorker(t)
	nest := func(n int, open, inner, shut string) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(shut, n)
	}
	for _, test := range []struct{ source, result, failure string }{
		{nest(190, "(", "1", ")"), "1", ""},
		{nest(190, "len([", "[]", "])"), "", "SyntaxError"},
		{nest(95, "len([", "[]", "])"), "1", ""},
		{nest(390, "-", "1", ""), "1", ""},
		{nest(390, "not ", "1", ""), "True", ""},
		{nest(390, "0 if 0 else ", "1", ""), "1", ""},
		{"x = 1\n" + nest(390, "", "1", "**x"), "1", ""},
		{"1" + strings.Repeat("+1", 2900), "2901", ""},
		{"x = 1\nx" + strings.Repeat(".real", 2900), "1", ""},
		{"x = lambda: x\nx" + strings.Repeat("()", 2900) + " is x", "True", ""},
		{nest(50_000, "(", "1", ")"), "", "SyntaxError"},
		{nest(100_000, "[", "", ""), "", "SyntaxError"},
		{nest(100_000, "-", "1", ""), "", "SyntaxError"},
		{"1" + strings.Repeat("+1", 50_000), "", "SyntaxError"},
	} {
		for range 2 {
			got := run(t, m, test.source)
			name := ""
			if got.failure != nil {
				name = got.failure.Name
			}
			if name != test.failure || got.result["text/plain"] != test.result {
				t.Errorf("%.40s…: got %q and %.200v, want %q and %q", test.source, got.result["text/plain"], got.failure, test.result, test.failure)
			}
		}
	}
}

// TestDeepPrograms composes transformations and data deeper than anyone's
// stack: whatever comes of it, the worker lives on.
func TestDeepPrograms(t *testing.T) {
	m := startWorker(t)
	for _, source := range []string{
		"import jax\nf = lambda x: x\nfor _ in range(300): f = jax.jit(lambda x, f=f: f(x) + 1)\nf(1.0)",
		"import jax\nf = lambda x: x * x\nfor _ in range(12): f = jax.grad(f)\nf(1.0)",
		"import jax\nf = lambda x: x\nfor _ in range(200): f = lambda x, f=f: jax.lax.cond(x > 0, f, lambda y: y, x)\njax.jit(f)(1.0)",
		"import jax\nx = 1.0\nfor _ in range(20_000): x = [x]\njax.tree.leaves(x)",
		"import jax\nx = 1.0\nfor _ in range(20_000): x = {'a': x}\njax.tree.map(lambda y: y, x)",
		"import jax\ndef f(x):\n    for _ in range(5000): x = x + 1.0\n    return x\njax.grad(f)(1.0), jax.jit(f)(1.0), jax.make_jaxpr(f)(1.0)",
		"import copy\nx = []\nfor _ in range(10**5): x = [x]\ny = copy.deepcopy(x)",
		"x = 1\nfor _ in range(10**5): x = (x,)\nhash(x)",
		"x = iter([1])\nfor _ in range(5000): x = (y for y in x)\nnext(x)",
		"class A: pass\nfor _ in range(500): A = type('A', (A,), {})\nA().x",
		"e = None\nfor i in range(5000):\n    try: raise ValueError(i) from e\n    except ValueError as x: e = x\nraise e",
	} {
		run(t, m, source)
		if got := run(t, m, "1 + 1"); got.result["text/plain"] != "2" {
			t.Fatalf("after %s: got %+v", source, got)
		}
	}
}
