//go:build js && wasm

package main

import (
	"strings"
	"syscall/js"
	"testing"

	"fluxion/wasm/bridge"
	"fluxion/wasm/service/servicetest"
)

func TestMain(m *testing.M) {
	tuneCollector()
	m.Run()
}

func startWorker(t *testing.T) *servicetest.Mailbox {
	m := servicetest.New(t)
	w := newWorker(m.Post)
	m.Connect(w)
	go w.answerAll()
	return m
}

// execute sends a cell.
func execute(m *servicetest.Mailbox, id int, source string) {
	message := js.Global().Get("Object").New()
	for name, value := range map[string]any{"type": "execute", "id": id, "source": source, "name": "cell"} {
		message.Set(name, value)
	}
	m.Deliver(message)
}

// A record is what a cell showed.
type record struct {
	stdout, stderr string
	messages       int // with text
	figures        []map[string]string
	result         map[string]string
	failure        *bridge.FailureOutput
	reply          bridge.ExecutedReply
}

// finish collects the outputs of the cell that runs until it ends.
func finish(t *testing.T, m *servicetest.Mailbox) (r record) {
	t.Helper()
	for {
		switch message := m.Next().Message.(type) {
		case bridge.OutputMessage:
			switch output := message.Output.(type) {
			case bridge.StreamOutput:
				r.messages++
				if output.Name == "stdout" {
					r.stdout += output.Text
				} else {
					r.stderr += output.Text
				}
			case bridge.DataOutput:
				if output.Kind == bridge.KindResult {
					r.result = output.Data
				} else {
					r.figures = append(r.figures, output.Data)
				}
			case bridge.FailureOutput:
				r.failure = &output
			}
		case bridge.ExecutedReply:
			r.reply = message
			return r
		default:
			t.Fatalf("got %T %+v", message, message)
		}
	}
}

func run(t *testing.T, m *servicetest.Mailbox, source string) record {
	t.Helper()
	execute(m, 1, source)
	return finish(t, m)
}

func TestExecute(t *testing.T) {
	m := startWorker(t)
	got := run(t, m, "import sys\nx = 6\nprint('a'); print('b', file=sys.stderr)\nx * 7")
	if got.stdout != "a\n" || got.stderr != "b\n" || got.result["text/plain"] != "42" || !got.reply.OK || got.reply.ID != 1 {
		t.Errorf("got %+v", got)
	}
	if got = run(t, m, "x"); got.result["text/plain"] != "6" {
		t.Errorf("the next cell does not know x: %+v", got)
	}
	if got = run(t, m, "def f(): return 1/0\nf()"); got.reply.OK || got.failure == nil || got.failure.Name != "ZeroDivisionError" ||
		!strings.Contains(got.failure.Traceback, `File "cell", line 2, in <module>`) {
		t.Errorf("got %+v, %+v", got, got.failure)
	}
	if got = run(t, m, "x +"); got.reply.OK || got.failure == nil || got.failure.Name != "SyntaxError" {
		t.Errorf("got %+v", got)
	}
}

func TestDeepRecursion(t *testing.T) {
	m := startWorker(t)
	for _, source := range []string{
		"def f(n): return f(n + 1)\nf(0)",
		"class A:\n    def __init__(self, n): A(n + 1)\nA(0)",
		"class A:\n    def __call__(self, n): return [self(n + 1) for _ in [0]]\nA()(0)",
		"class A:\n    @property\n    def p(self): return self.p\nA().p",
		"class A:\n    def __add__(self, o): return self + o\nA() + 1",
		"f = lambda n: sum(f(n + 1) for _ in range(2))\nf(0)",
		"def f(n):\n    yield from f(n + 1)\nlist(f(0))",
		"def f(n):\n    try:\n        return f(n + 1)\n    finally:\n        n\nf(0)",
		"def f(n):\n    with open_(n): return f(n + 1)\nclass open_:\n    def __init__(self, n): pass\n    def __enter__(self): return self\n    def __exit__(self, *a): return False\nf(0)",
		"import functools\n@functools.lru_cache\ndef f(n): return sorted([1, 2], key=lambda x: f(n + 1))\nf(0)",
		"import jax\ndef f(x): return jax.grad(f)(x)\nf(1.0)",
		"import jax\ndef f(x): return jax.jit(lambda y: f(y))(x)\nf(1.0)",
		"import jax\ndef f(x): return jax.lax.cond(x > 0, f, f, x)\nf(1.0)",
		"import jax\ndef f(x): return jax.tree.map(f, [x])\nf(1.0)",
		"import jax\ndef f(x): return jax.jvp(f, (x,), (1.0,))[0]\nf(1.0)",
	} {
		for range 2 { // the second time the goroutine's stack has grown already
			if got := run(t, m, source); got.failure == nil || got.failure.Name != "RecursionError" {
				t.Errorf("%s: got %+v", source, got.failure)
			}
		}
	}
	nest := strings.Repeat("(", 50_000) + "1" + strings.Repeat(")", 50_000)
	for _, source := range []string{nest, strings.Repeat("[", 100_000), strings.Repeat("-", 100_000) + "1", "1" + strings.Repeat("+1", 50_000), "x = 1\nx" + strings.Repeat(".real", 20_000)} {
		for range 2 {
			got := run(t, m, source)
			t.Logf("%.20s…: %v, %+v", source, got.result, got.failure)
		}
	}
}
