from functools import partial

import jax
import jax.numpy as jnp
import numpy as np


def show(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)


step = jax.jit(lambda x, y: x + 2 * y, donate_argnums=0)
x, y = jnp.arange(3.0), jnp.ones(3)
print(step(x, y), x.is_deleted(), y.is_deleted())
print(x.shape, x.dtype, x.ndim, x.size, len(x))
show("repr", lambda: repr(x))
show("print", lambda: str(x))
show("add", lambda: x + 1)
show("index", lambda: x[0])
show("iterate", lambda: [v for v in x])
show("sum", lambda: x.sum())
show("asarray", lambda: np.asarray(x))
show("tolist", lambda: x.tolist())
show("jnp", lambda: jnp.sin(x))
show("again", lambda: step(x, y))
show("second", lambda: step(y, x))

z = jnp.ones((2, 3), dtype=jnp.int32)
view = z.reshape(3, 2)
jax.jit(lambda a: a * 2, donate_argnums=(0,))(z)
show("int", lambda: z.tolist())
show("view", lambda: view.tolist())

p = {"w": jnp.ones((2, 2)), "b": jnp.zeros(2)}
q = jax.jit(lambda p, lr: {"w": p["w"] * lr, "b": p["b"] - lr}, donate_argnums=0)(p, 0.5)
print(q, p["w"].is_deleted(), p["b"].is_deleted())
p = {"w": jnp.ones((2, 2)), "b": jnp.zeros(2)}
for i in range(4):
    p = jax.jit(lambda p: jax.tree.map(lambda v: v * 2 + 1, p), donate_argnums=0)(p)
print(p)


@partial(jax.jit, donate_argnames=("state",))
def update(state, *, gain):
    return state * gain


@partial(jax.jit, donate_argnames="gain")
def update_gain(state, *, gain):
    return state * gain


s, g = jnp.arange(2.0), jnp.full(2, 3.0)
print(update(s, gain=g), s.is_deleted(), g.is_deleted())
s = jnp.arange(2.0)
print(update_gain(s, gain=g), s.is_deleted(), g.is_deleted())
s = jnp.arange(2.0)
print(update(state=s, gain=2.0), s.is_deleted())

a = jnp.arange(3.0)
inner = jax.jit(lambda a: jnp.sin(a), donate_argnums=0)
print(jax.jit(lambda a: inner(a) + a)(a), a.is_deleted())
print(jax.jit(lambda a: a, donate_argnums=0)(a), a.is_deleted())
n = np.ones(3, np.float32)
print(inner(n), n, inner(2.0))
last = jnp.ones(2)
print(jax.jit(lambda a, b: a - b, donate_argnums=-1)(np.zeros(2, np.float32), last), last.is_deleted())
d = jnp.ones(2)
print(d.is_deleted(), d.delete(), d.is_deleted())
show("deleted", lambda: d * 2)
show("out of range", lambda: jax.jit(lambda x: x, donate_argnums=3)(1.0))
show("static too", lambda: jax.jit(lambda x: x, donate_argnums=0, static_argnums=0)(1.0))
