package kernel_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fluxion/engine/lang/kernel"
	"fluxion/engine/lang/py"
)

// session returns a kernel in which a program ran, and what it has shown.
func session(t *testing.T, source string, options kernel.Options) (*kernel.Kernel, *[]kernel.Output) {
	t.Helper()
	var shown []kernel.Output
	options.Emit = func(o kernel.Output) { shown = append(shown, o) }
	options.Limits = py.Limits{Steps: 50_000_000, Memory: 1 << 30}
	k := kernel.New(options)
	t.Cleanup(k.Close)
	if source != "" && !k.Execute(context.Background(), source, "cell 0") {
		t.Fatalf("cell 0 failed: %v", shown)
	}
	shown = nil
	return k, &shown
}

// cursor takes the mark "|" out of a source and returns its place in UTF-16
// code units.
func cursor(t *testing.T, marked string) (source string, at int) {
	t.Helper()
	before, after, ok := strings.Cut(marked, "|")
	if !ok {
		t.Fatalf("%q has no mark", marked)
	}
	for _, r := range before {
		at += len(utf16Units(r))
	}
	return before + after, at
}

func utf16Units(r rune) []uint16 {
	if r > 0xFFFF {
		return make([]uint16, 2)
	}
	return make([]uint16, 1)
}

// ran is a program in whose session names are completed.
const ran = `
import jax
import jax.numpy as jnp
count, words, grid = 3, ["a"], jnp.ones((2, 3))
def scale(x, factor=2.0, *, shift=None):
    """Scales x.

    And shifts it."""
    return x * factor
class Point:
    """A place in the plane."""
    def __init__(self, x, y=0.0):
        self.x, self.y = x, y
    def norm(self, order=2): return (self.x ** 2 + self.y ** 2) ** 0.5
    @property
    def boom(self): raise SystemExit("a property ran")
    def __getattr__(self, name): raise SystemExit("__getattr__ ran")
    def __repr__(self): raise SystemExit("__repr__ ran")
    def __dir__(self): raise SystemExit("__dir__ ran")
    def __getattribute__(self, name): raise SystemExit("__getattribute__ ran")
p = Point(1.0)
fast = jax.jit(scale)
def shy(x=p): pass
`

func TestComplete(t *testing.T) {
	k, shown := session(t, ran, kernel.Options{})
	for _, test := range []struct {
		source      string
		want, never string // labels, separated by spaces
		replaced    string
	}{
		{"cou|", "count", "words", "cou"},
		{"x = wor|\ny = 1", "words", "", "wor"},
		{"pri|", "print", "", "pri"},
		{"whi|", "while", "", "whi"},
		{"jnp.lina|", "linalg linspace"[:6], "", "lina"},
		{"jnp.linalg.no|", "norm", "", "no"},
		{"(1 + jnp.sum|(", "sum", "", "sum"},
		{"jax.tree.m|", "map", "", "m"},
		{"jax.gr|", "grad", "", "gr"},
		{"JNP|", "jnp", "", "JNP"},
		{"p.|", "x y norm boom", "__init__", ""},
		{"p.__in|", "__init__", "", "__in"},
		{"grid.resh|", "reshape", "", "resh"},
		{"words.app|", "append", "", "app"},
		{"'{}'.form|", "format format_map"[:6], "", "form"},
		{"p.x.|", "real", "norm", ""},
		{"p.boom.|", "", "x y", ""},
		{"scale(1, |", "factor= shift= x= count", "", ""},
		{"scale(jnp.sum(grid, ax|", "axis=", "factor=", "ax"},
		{"Point(1, |)", "x= y=", "self=", ""},
		{"p.norm(|)", "order=", "self=", ""},
		{"fast(fac|", "factor=", "", "fac"},
		{"f = [scale(1, shif|", "shift=", "", "shif"},
		{"import ja|", "jax", "math jnp", "ja"},
		{"import jax.nu|", "numpy", "jax", "nu"},
		{"import math, iter|", "itertools", "", "iter"},
		{"from jax.sc|", "scipy", "", "sc"},
		{"from jax |", "import", "grad", ""},
		{"from jax import gr|", "grad", "count", "gr"},
		{"from jax import (grad,\n  jac|", "jacfwd jacrev", "", "jac"},
		{"from jax import nu|", "numpy", "", "nu"},
		{"from functools import part|", "partial", "", "part"},
		{"import numpy as |", "", "count", ""},
		// What has not run yet.
		{"import numpy as np\nnp.lin|", "linspace", "", "lin"},
		{"import collections\ncollections.Cou|", "Counter", "", "Cou"},
		{"from jax import random as jr\njr.nor|", "normal", "", "nor"},
		{"from jax.numpy import linalg\nlinalg.no|", "norm", "", "no"},
		{"from jax.lax import sca|\nx = ", "scan", "", "sca"},
		{"total = 1\nfor step in range(3):\n    to|", "total", "", "to"},
		{"for step in range(3):\n    st|", "step", "", "st"},
		{"def g(alpha, *betas, gamma=1): return alp|", "alpha", "", "alp"},
		{"def g(alpha):\n    inner = 1\n    return inn|", "inner", "", "inn"},
		{"def g(alpha):\n    inner = 1\n|", "g count", "inner alpha", ""},
		{"def g(alpha):\n    inner = 1\n    |", "inner alpha g count", "", ""},
		{"def g(alpha, beta=(1, 2), /, gamma=3): pass\ng(|", "gamma=", "alpha= beta=", ""},
		{"def g(x):\n    return jnp.si|", "sin sinc"[:3], "", "si"},
		{"class A:\n    size = 1\n    def f(self): self.depth = 2\n    def g(self):\n        self.|", "size depth f g", "", ""},
		{"class A:\n    def __init__(self, width): pass\nA(|", "width=", "self=", ""},
		{"with open(x) as handle:\n    han|", "handle", "", "han"},
		{"sq = lambda value: val|", "value", "", "val"},
		{"[item for item in words if it|", "item iter"[:4], "", "it"},
		{"f'{cou|", "count", "", "cou"},
		{"f'{count:>{wor|", "words", "", "wor"},
		{"f'''{jnp.si|}'''", "sin", "", "si"},
		{"x = (1, [2\nimport jax.numpy as other\nother.co|", "cos", "", "co"},
		{"𝛼β = 3; 𝛼|", "𝛼β", "", "𝛼"},
		{"'😀'; cou|", "count", "", "cou"},
		// What an expression would give.
		{"import jax.numpy as np2\nx = np2.ones(3)\nx.resh|", "reshape", "", "resh"},
		{"x = jnp.ones(3).reshape(3, 1)[0] * 2\nx.me|", "mean", "", "me"},
		{"x = jnp.ones((2, 3)); y = x.T\nx.at|", "at", "", "at"},
		{"jnp.dot(grid, grid).su|", "sum", "", "su"},
		{"key = jax.random.split(jax.random.key(0))[0]\nkey.sh|", "shape", "", "sh"},
		{"import numpy as np\na = np.zeros(3)\na.tol|", "tolist", "", "tol"},
		{"def f(x: jax.Array, n: int = 3):\n    x.rav|", "ravel", "", "rav"},
		{"def f(x: jax.Array, n: int = 3):\n    n.bit|", "bit_length", "", "bit"},
		{"total: float = f()\ntotal.is_|", "is_integer", "", "is_"},
		{"s = f'a{1}'.upper()\n'a'.up|", "upper", "", "up"},
		{"s = [1, 2]\ns.app|", "append", "", "app"},
		{"d = {'a': 1}\nd.it|", "items", "", "it"},
		{"d = {1, 2}\nd.uni|", "union", "", "uni"},
		{"t = (1, 2)\nt.ind|", "index", "append", "ind"},
		{"n = 0x1e\nn.bit|", "bit_count", "", "bit"},
		{"class A:\n    def f(self): self.n = 1\na = A()\na.|", "f n", "", ""},
		{"class A:\n    def f(self): self.n = 'x'\nA().n.low|", "lower", "", "low"},
		{"class A:\n    b = 1\ndef g(a: A):\n    a.|", "b", "", ""},
		{"q = Point(1)\nq.nor|", "norm", "", "nor"},
		{"grid.T.resh|", "reshape", "", "resh"},
		{"grid[0].resh|", "reshape", "", "resh"},
		{"(grid * 2).resh|", "reshape", "", "resh"},
		{"jnp.ones(3).real.resh|", "reshape", "", "resh"},
		{"grid.at[0].|", "set add multiply get", "reshape", ""},
		{"grid.at[0].set(1).resh|", "reshape", "", "resh"},
		{"df = jax.grad(scale)\ndf(fac|", "factor=", "", "fac"},
		{"jax.jit(jax.grad(scale), static_argnums=1)(1, sh|", "shift=", "", "sh"},
		{"import numpy as np\na = np.ones(3).sum(axis=0)\na.tol|", "tolist", "", "tol"},
		{"def g(alpha): pass\nh = jax.jit(g)\nh(|", "alpha=", "", ""},
		{strings.Repeat("a = a + a\n", 100) + "a.|", "", "T", ""},
		{"a0 = jnp.ones(3)\n" + doubled(40) + "a40.me|", "mean", "", "me"},
		{strings.Repeat("(", 1000) + "grid" + strings.Repeat(")", 1000) + ".me|", "", "", "me"},
		{"x = x.T\nx.|", "", "T", ""},
		{"x = y\ny = x\nx.|", "", "T", ""},
		{"n = jnp.ndim(grid)\nn.|", "", "T", ""},
		// Where nothing can be said.
		{"'cou|'", "", "count", ""},
		{"# cou|", "", "count", ""},
		{"f'{{cou|", "", "count", ""},
		{"1.|", "", "real", ""},
		{"def cou|", "", "count", "cou"},
		{"f(x).|", "", "count", ""},
		{"nothing.|", "", "count", ""},
		{"if x else.|", "", "count", ""},
		{"|", "count print jnp", "", ""},
	} {
		source, at := cursor(t, test.source)
		c := k.Complete(source, at)
		var labels []string
		for _, item := range c.Items {
			labels = append(labels, item.Label)
		}
		for _, want := range strings.Fields(test.want) {
			if !slices.Contains(labels, want) {
				t.Errorf("%q: %s is not among %v", test.source, want, labels)
			}
		}
		if test.want == "" && len(labels) > 0 {
			t.Errorf("%q: got %v, want nothing", test.source, labels)
		}
		for _, never := range strings.Fields(test.never) {
			if slices.Contains(labels, never) {
				t.Errorf("%q: offers %s", test.source, never)
			}
		}
		if c.To != at || at-c.From != units(test.replaced) {
			t.Errorf("%q: replaces %d to %d at %d, want %q", test.source, c.From, c.To, at, test.replaced)
		}
	}
	if len(*shown) > 0 {
		t.Errorf("completion has shown %v", *shown)
	}
}

// doubled is a0 + a0, that twice, and so on.
func doubled(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d = a%d + a%d\n", i+1, i, i)
	}
	return b.String()
}

func units(s string) int {
	n := 0
	for _, r := range s {
		n += len(utf16Units(r))
	}
	return n
}

func TestCandidates(t *testing.T) {
	k, _ := session(t, ran, kernel.Options{})
	for _, want := range []struct {
		source string
		kernel.Candidate
	}{
		{"scal|", kernel.Candidate{Label: "scale", Kind: "function", Signature: "(x, factor=2.0, *, shift=None)", Doc: "Scales x."}},
		{"fas|", kernel.Candidate{Label: "fast", Kind: "function", Signature: "(x, factor=2.0, *, shift=None)", Doc: "Scales x."}},
		{"Poi|", kernel.Candidate{Label: "Point", Kind: "class", Signature: "(x, y=0.0)", Doc: "A place in the plane."}},
		{"p.nor|", kernel.Candidate{Label: "norm", Kind: "function", Signature: "(order=2)"}},
		{"p.boo|", kernel.Candidate{Label: "boom", Kind: "value"}},
		{"gri|", kernel.Candidate{Label: "grid", Kind: "value", Signature: "float32[2,3]"}},
		{"coun|", kernel.Candidate{Label: "count", Kind: "value", Signature: "int"}},
		{"jnp|", kernel.Candidate{Label: "jnp", Kind: "module", Doc: "NumPy's functions on arrays of JAX."}},
		{"jnp.cos|", kernel.Candidate{Label: "cos", Kind: "function", Signature: "(x, /)", Doc: "The cosine of angles in radians."}},
		{"words.app|", kernel.Candidate{Label: "append", Kind: "function", Signature: "(object, /)", Doc: "Adds an element at the end."}},
		{"sh|", kernel.Candidate{Label: "shy", Kind: "function", Signature: "(x=...)"}},
		{"def g(a,\n      b = 1):\n  'Tells.'\n\ng|", kernel.Candidate{Label: "g", Kind: "function", Signature: "(a, b = 1)", Doc: "Tells."}},
		{"lamb|", kernel.Candidate{Label: "lambda", Kind: "keyword"}},
	} {
		source, at := cursor(t, want.source)
		items := k.Complete(source, at).Items
		i := slices.IndexFunc(items, func(c kernel.Candidate) bool { return c.Label == want.Label })
		if i < 0 {
			t.Errorf("%q: no %s in %v", want.source, want.Label, items)
		} else if items[i] != want.Candidate {
			t.Errorf("%q: got %+v, want %+v", want.source, items[i], want.Candidate)
		}
	}
}

func TestInspect(t *testing.T) {
	k, _ := session(t, ran, kernel.Options{})
	for _, test := range []struct{ source, name, signature, doc string }{
		{"sca|le(1)", "scale", "scale(x, factor=2.0, *, shift=None)", "Scales x.\n\nAnd shifts it."},
		{"scale|(1)", "scale", "scale(x, factor=2.0, *, shift=None)", "Scales x.\n\nAnd shifts it."},
		{"scale(|", "scale", "scale(x, factor=2.0, *, shift=None)", "Scales x.\n\nAnd shifts it."},
		{"scale(1, fac|tor=3)", "scale", "scale(x, factor=2.0, *, shift=None)", "Scales x.\n\nAnd shifts it."},
		{"scale(coun|t)", "count", "count: int = 3", ""},
		{"jnp.|cos(1)", "cos", "jnp.cos(x, /)", "The cosine of angles in radians."},
		{"j|np.cos(1)", "jnp", "module jax.numpy", "NumPy's functions on arrays of JAX."},
		{"|p", "p", "p: Point", ""},
		{"word|s", "words", "words: list", ""},
		{"s = 'unseen'\ns|", "s", "s: str", ""},
		{"long = 1\nlong|", "long", "long: int", ""},
		{"prin|t", "print", "print(*args, **kwargs)", ""},
		{"getat|tr", "getattr", "getattr(obj, name, default=..., /)", ""},
		{"p.nor|m", "norm", "p.norm(order=2)", ""},
		{"Poin|t", "Point", "class Point(x, y=0.0)", "A place in the plane."},
		{"import nump|y as np", "numpy", "module numpy", "Arrays on the host."},
		{"import jax.lax as l\nl.sca|n", "scan", "l.scan(f, init, xs=None, length=None, reverse=False, unroll=1, _split_transpose=False)", ""},
		{"from jax import gra|d", "grad", "", ""},
		{"'scale|'", "", "", ""},
		{"y = jnp.ones(3)\ny|", "y", "y: Array", ""},
		{"unknow|n", "", "", ""},
		{"|", "", "", ""},
		{"for|", "", "", ""},
	} {
		source, at := cursor(t, test.source)
		got := k.Inspect(source, at)
		if got.Found != (test.name != "") {
			t.Errorf("%q: got %+v", test.source, got)
			continue
		}
		if name := source[got.From:got.To]; name != test.name {
			t.Errorf("%q: describes %q, want %q", test.source, name, test.name)
		}
		if test.signature != "" && got.Signature != test.signature || test.doc != "" && got.Doc != test.doc {
			t.Errorf("%q: got %q, %q, want %q, %q", test.source, got.Signature, got.Doc, test.signature, test.doc)
		}
	}
}

// TestCompleteWhileRunning: the page asks while a cell runs.
func TestCompleteWhileRunning(t *testing.T) {
	asked := 0
	var k *kernel.Kernel
	k = kernel.New(kernel.Options{Emit: func(kernel.Output) {}, Poll: func() {
		asked++
		if c := k.Complete("import jax.numpy as jnp\njnp.linsp", 33); len(c.Items) != 1 || c.Items[0].Label != "linspace" {
			t.Errorf("got %+v", c)
		}
		if i := k.Inspect("counter", 3); !strings.HasPrefix(i.Signature, "counter: int = ") {
			t.Errorf("got %+v", i)
		}
	}})
	defer k.Close()
	if !k.Execute(t.Context(), "counter = 0\nfor _ in range(50_000): counter += 1", "cell 1") || asked == 0 {
		t.Errorf("asked %d times", asked)
	}
}

// FuzzComplete: whatever is typed, there is an answer.
func FuzzComplete(f *testing.F) {
	for _, source := range []string{ran, "f'{x!r:>{", "'''", "from (", "class A(\n def", "import .", "x = lambda", "def f(*, a=[", "\\\n", "f\"{'", "a.b.(c.", "\x80", "self. = 1"} {
		f.Add(source, len(source))
	}
	f.Fuzz(func(t *testing.T, source string, at int) {
		k := kernel.New(kernel.Options{Emit: func(kernel.Output) {}})
		defer k.Close()
		c := k.Complete(source, at)
		if c.From > c.To || c.To > units(source) {
			t.Errorf("replaces %d to %d", c.From, c.To)
		}
		k.Inspect(source, at)
	})
}
