"""Writes control.txt: what JAX's control flow stages to and computes.

Run with JAX 0.10.2 on CPU: python control.py > control.txt. Each section is a
name, then either a jaxpr or the elements of results in float32.
"""
import os
import re

os.environ["JAX_PLATFORMS"] = "cpu"
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax


def jaxpr(name, f, *args):
    print("##", "jaxpr", name)
    # Axes that are NumPy integers print as such in some versions.
    print(re.sub(r"np\.int64\((\d+)\)", r"\1", str(jax.make_jaxpr(f)(*args))))


def value(name, out):
    print("##", "value", name)
    for leaf in jax.tree.leaves(out):
        print(" ".join(repr(float(v)) for v in np.ravel(leaf)))


x4 = jnp.array([0.5, -1.0, 2.0, 0.25])
branch = lambda x: lax.cond(x > 0, lambda x: jnp.sin(x), lambda x: x * 2.0, x)
closing = lambda x, y: lax.cond(x > 0, lambda x: jnp.sin(x) + y, lambda x: x * 2.0, x)
switch = lambda i, x: lax.switch(i, [lambda x: x + 1.0, lambda x: x - 2.0, lambda x: x + 3.0], x)
counter = lambda x: lax.while_loop(lambda s: s[0] < 10, lambda s: (s[0] + 1, s[1] * 2.0), (0, x))
counter_n = lambda x, n: lax.while_loop(lambda s: s[0] < n, lambda s: (s[0] + 1, s[1] * x), (0, x))
doubling = lambda x: lax.while_loop(lambda x: x < 10, lambda x: x * 2.0, x)
fori = lambda x: lax.fori_loop(0, 10, lambda i, s: s * 2.0 + i, x)
fori_n = lambda x, n: lax.fori_loop(0, n, lambda i, s: jnp.sin(s) * x, x)
power = lambda x: lax.fori_loop(0, 10, lambda i, s: jnp.sin(s) * x, x)
running = lambda c, xs: lax.scan(lambda c, x: (c + x, c * x), c, xs)
scaled = lambda c, xs, k: lax.scan(lambda c, x: (c + x * k, c * x), c, xs, reverse=True)
repeat = lambda c: lax.scan(lambda c, x: (c * 2.0, None), c, None, length=5)[0]
wave = lambda c, xs: lax.scan(lambda c, x: (jnp.sin(c) * x, c * x), c, xs)
rnn = lambda w, c, xs: lax.scan(lambda c, x: (jnp.tanh(w @ c + x), jnp.sum(c * x)), c, xs)
nested = lambda c, xs: lax.scan(lambda c, x: (lax.fori_loop(0, 3, lambda i, s: s * x, c), c), c, xs)
one = jnp.float32(1.5)
w = jnp.array([[0.5, -0.25], [1.0, 0.75]])
c2 = jnp.array([0.1, -0.2])
xs2 = jnp.array([[1.0, 2.0], [0.5, -1.0], [0.25, 0.0]])

jaxpr("cond", branch, 1.0)
jaxpr("cond closes", closing, 1.0, 2.0)
jaxpr("switch", switch, 1, 1.0)
jaxpr("while", counter, 1.0)
jaxpr("while closes", counter_n, 1.0, 5)
jaxpr("fori", fori, 1.0)
jaxpr("fori dynamic", fori_n, 1.0, 4)
jaxpr("scan", running, one, x4)
jaxpr("scan closes", scaled, one, x4, 2.0)
jaxpr("scan repeats", repeat, 1.0)
jaxpr("map", lambda xs: lax.map(lambda x: x * 2.0, xs), x4)
jaxpr("grad of scan", jax.grad(lambda c, xs: wave(c, xs)[0]), one, x4)
jaxpr("jvp of scan", lambda c, xs: jax.jvp(lambda c: wave(c, xs), (c,), (c,)), one, x4)
jaxpr("jvp of while", lambda c, n: jax.jvp(lambda c: fori_n(c, n), (c,), (c,)), one, 3)
jaxpr("vmap of cond", lambda p, xs: jax.vmap(lambda x: lax.cond(p > 0, jnp.sin, lambda x: x * 2.0, x))(xs), 1.0, x4)
jaxpr("vmap of while", jax.vmap(doubling), x4)
jaxpr("vmap of scan", jax.vmap(running, (0, None)), x4, x4)
jaxpr("grad of fori", jax.grad(power), one)
jaxpr("vjp of rnn", lambda w, c, xs, ct: jax.vjp(lambda w, c: rnn(w, c, xs)[0], w, c)[1](ct), w, c2, xs2, c2)
jaxpr("vjp of vmap of rnn", lambda w, c, xs, ct: jax.vjp(jax.vmap(lambda c: rnn(w, c, xs)[1]), c)[1](ct), w, w, xs2, xs2.T)
invariant = lambda k, xs: lax.scan(lambda c, x: (jnp.sin(k) * c + x, c), k, xs)[0]
jaxpr("grad of invariant", jax.grad(invariant), one, x4)
jaxpr("passed on", lambda a, b, xs: lax.scan(lambda c, x: ((c[0], c[1] * c[0]), (x, c[0])), (a, b), xs), one, one, x4)
jaxpr("nested loops", nested, one, x4)
f = jax.jit(lambda x: jnp.sin(x) * 2.0)
g = jax.jit(lambda x: f(f(x)))
jaxpr("call", lambda x: f(x), one)
jaxpr("shared calls", lambda x: f(f(x)) + f(x), one)
jaxpr("shared in a loop", lambda x: f(x) + lax.scan(lambda c, _: (f(c), None), x, None, length=3)[0], one)
jaxpr("nested calls", lambda x: g(g(x)), one)


def long(x):
    for _ in range(11):
        x = jnp.sin(x)
    return x


jaxpr("long call", lambda x: jax.jit(long)(x), one)
jaxpr("long body", lambda x: lax.fori_loop(0, 2, lambda i, s: long(s), x), one)
jaxpr("many operands", lambda *a: jax.jit(lambda *a: sum(a[1:], a[0]))(*a), *[one] * 12)
jaxpr("zeros", lambda x: x + jnp.zeros((3, 2)), one)

element = lax.ScatterDimensionNumbers((), (0,), (0,))
fill, promise = lax.GatherScatterMode.FILL_OR_DROP, lax.GatherScatterMode.PROMISE_IN_BOUNDS
places = jnp.array([[2], [0], [2], [7]])
updates = jnp.array([2.0, 0.5, 2.0, 1.0])
set_ = lambda x, i, u: lax.scatter(x, i, u, element, mode=fill)
sum_ = lambda x, i, u: lax.scatter_add(x, i, u, element, mode=fill)
max_ = lambda x, i, u: lax.scatter_max(x, i, u, element, mode=fill)
min_ = lambda x, i, u: lax.scatter_min(x, i, u, element, mode=fill)
mul_ = lambda x, i, u: lax.scatter_mul(x, i, u, element, mode=fill, unique_indices=True)
pick = lambda x, i: lax.gather(x, i, lax.GatherDimensionNumbers((), (0,), (0,)), (1,), mode=promise)
jaxpr("gather", pick, x4, places)
jaxpr("vjp of gather", lambda x, i, ct: jax.vjp(lambda x: pick(x, i), x)[1](ct), x4, places, updates)
jaxpr("scatter", set_, x4, places, updates)
jaxpr("scatters", lambda x, i, u: sum_(sum_(x, i, u), i, u), x4, places, updates)
jaxpr("scatter-mul", mul_, x4, places, updates)
jaxpr("scatter-max", max_, x4, places, updates)
for name, f in ("set", set_), ("sum", sum_), ("max", max_), ("min", min_):
    y, pull = jax.vjp(lambda x, u: f(x, places, u), x4, updates)
    value("scatter " + name, [y, pull(jnp.array([1.0, 10.0, 100.0, 1000.0]))])
unique = jnp.array([[2], [0], [7]])
y, pull = jax.vjp(lambda x, u: mul_(x, unique, u), x4, updates[:3])
value("scatter mul", [y, pull(jnp.array([1.0, 10.0, 100.0, 1000.0]))])

value("grad of cond", [jax.grad(branch)(v) for v in (1.5, -1.5)])
value("grad of closing cond", [jax.grad(closing, (0, 1))(v, 3.0) for v in (1.5, -1.5)])
value("grad of switch", [jax.grad(switch, 1)(i, 2.0) for i in (-1, 0, 1, 2, 7)])
value("hessian of rnn", jax.hessian(lambda w: jnp.sum(rnn(w, c2, xs2)[0]) + jnp.sum(rnn(w, c2, xs2)[1]))(w))
value("grad of wave", jax.grad(lambda c, xs: wave(c, xs)[0] + jnp.sum(wave(c, xs)[1]), (0, 1))(one, x4))
value("jvp of dynamic fori", jax.jvp(lambda x: fori_n(x, 4), (one,), (jnp.float32(1),)))
value("jvp of jvp of dynamic fori", jax.jvp(lambda x: jax.jvp(lambda x: fori_n(x, 4), (x,), (x,))[1], (one,), (jnp.float32(1),)))
value("vmap of while", jax.vmap(doubling)(jnp.abs(x4)))
value("jvp of vmap of while", jax.jvp(jax.vmap(doubling), (jnp.abs(x4),), (x4,)))
value("vmap of grad of scan", jax.vmap(jax.grad(lambda c: wave(c, x4)[0]))(x4))
value("grad of invariant", jax.grad(invariant)(one, x4))
value("grad of nested", jax.grad(lambda c: nested(c, x4)[0])(one))
value("third derivative of power", jax.grad(jax.grad(jax.grad(power)))(one))
