//go:build js && wasm

package main

import (
	"fmt"
	"testing"
	"time"

	"fluxion/wasm/bridge"
	"fluxion/wasm/service/servicetest"
)

// TestInterrupt cancels programs of all kinds; their variables stay.
func TestInterrupt(t *testing.T) {
	m := startWorker(t)
	for id, source := range []string{
		"while True: pass",
		"while True: print(x)",
		"x = [1]\nfor i in x: x.append(i)",
		"while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: pass",
		"import time\ntime.sleep(1000)",
		"import itertools\nsum(itertools.count())",
		"import jax\njax.lax.while_loop(lambda c: True, lambda c: (c + 1) % 7, 0)",
		"import jax\njax.jit(lambda y: jax.lax.while_loop(lambda c: c > 0, lambda c: c + 0, y))(1.0)",
		"import jax\njax.jit(lambda y: jax.lax.fori_loop(0, 10**9, lambda i, c: c + i, y))(1)",
		"import jax.numpy as jnp\ny = jnp.ones(10**6)\nwhile True: y = jnp.sin(y)",
		"import jax.numpy as jnp\ny = jnp.ones((300, 300))\nwhile True: y = y @ y / 300",
		"import jax, jax.numpy as jnp\nf = jax.jit(lambda y: jnp.sort(jnp.sin(y)))\ny = jnp.ones(10**5)\nwhile True: y = f(y)",
		"import jax, jax.numpy as jnp\njax.jit(lambda y: jax.lax.fori_loop(0, 10**9, lambda i, y: jnp.sin(y), y))(jnp.ones(10**6))",
		"import numpy as np\ny = np.ones(10**5)\nwhile True: y = y + 1.0",
	} {
		execute(m, id, fmt.Sprintf("kept = %d\nx = 1\nprint('running', flush=True)\n%s", id, source))
		servicetest.Expect[bridge.OutputMessage](m)
		time.Sleep(100 * time.Millisecond) // so that it is well inside
		m.Send(fmt.Sprintf(`{type: "cancel", id: 1000, target: %d}`, id))
		got := finish(t, m)
		if got.reply.ID != id || got.reply.OK || got.failure == nil || got.failure.Name != "KeyboardInterrupt" {
			t.Errorf("%s: got %+v, %+v", source, got.reply, got.failure)
		}
		if after := run(t, m, "kept"); after.result["text/plain"] != fmt.Sprint(id) {
			t.Errorf("after %s: got %+v", source, after)
		}
	}
}

// TestTurns sees that cells wait for their turn, that one that is cancelled
// meanwhile does not run, and that questions are answered at once.
func TestTurns(t *testing.T) {
	m := startWorker(t)
	execute(m, 1, "x = 1\nprint(x)\nwhile True: pass")
	servicetest.Expect[bridge.OutputMessage](m)
	execute(m, 2, "x = 2")
	execute(m, 3, "x")
	m.Send(`{type: "cancel", id: 4, target: 2}`)
	if got := servicetest.Expect[bridge.ExecutedReply](m); got.ID != 2 || got.OK {
		t.Errorf("got %+v", got)
	}
	m.Send(`{type: "inspect", id: 5, source: "x", cursor: 1}`)
	if got := servicetest.Expect[bridge.InspectedReply](m); got.ID != 5 || !got.Found {
		t.Errorf("got %+v", got)
	}
	m.Send(`{type: "cancel", id: 6, target: 1}`)
	if got := finish(t, m); got.reply.ID != 1 || got.failure == nil || got.failure.Name != "KeyboardInterrupt" {
		t.Errorf("got %+v", got)
	}
	if got := finish(t, m); got.reply.ID != 3 || got.result["text/plain"] != "1" {
		t.Errorf("got %+v", got)
	}
	m.Send(`{type: "cancel", id: 7, target: 3}`) // comes too late
	if got := run(t, m, "x"); !got.reply.OK {
		t.Errorf("got %+v", got)
	}
}

func TestMemory(t *testing.T) {
	m := startWorker(t)
	for _, source := range []string{
		"x = [0]\nwhile True: x = x + x",
		"x = 'a'\nwhile True: x += x",
		"x = []\nwhile True: x.append([0] * 1000)",
		"x = 10**(10**12)",
		"[0] * 10**12",
		"import jax.numpy as jnp\nx = []\nwhile True: x.append(jnp.ones(10**6))",
		"import jax.numpy as jnp\njnp.ones((10**6, 10**6))",
		"import jax.numpy as jnp\nx = jnp.ones((10**4, 1))\nx @ x.T",
		"import jax, jax.numpy as jnp\njax.jit(lambda x: jnp.outer(x, x))(jnp.ones(20_000))",
		"import jax, jax.numpy as jnp\njax.vmap(lambda x: x * jnp.ones(10**5))(jnp.ones(10**4))",
		"import numpy as np\nx = []\nwhile True: x.append(np.ones(10**6))",
	} {
		got := run(t, m, source)
		if got.failure == nil || got.failure.Name != "MemoryError" {
			t.Errorf("%s: got %+v", source, got.failure)
		}
		if got := run(t, m, "x = 0\nx"); !got.reply.OK {
			t.Errorf("after %s: got %+v", source, got.failure)
		}
	}
}
