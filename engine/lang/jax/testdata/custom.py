# custom_jvp, custom_vjp, checks of derivatives, Taylor mode.
from functools import partial

import jax
import jax.numpy as jnp
from jax import custom_jvp, custom_vjp, grad, jit, jvp, vmap
from jax.experimental.jet import jet
from jax.test_util import check_grads


def show(label, f):
    try:
        print(label, "|", repr(f()))
    except Exception as e:
        print(label, "|", type(e).__name__, "|", e)


@custom_jvp
def log1pexp(x):
    return jnp.log(1.0 + jnp.exp(x))


@log1pexp.defjvp
def log1pexp_jvp(primals, tangents):
    (x,), (t,) = primals, tangents
    return log1pexp(x), (1 - 1 / (1 + jnp.exp(x))) * t


show("value", lambda: log1pexp(3.0))
show("grad", lambda: (grad(log1pexp)(3.0), grad(log1pexp)(100.0), grad(grad(log1pexp))(1.0)))
show("jvp", lambda: jvp(log1pexp, (3.0,), (2.0,)))
show("vmap", lambda: vmap(grad(log1pexp))(jnp.array([0.0, 100.0])))
show("jit", lambda: (jit(log1pexp)(3.0), jit(grad(log1pexp))(3.0), grad(jit(log1pexp))(3.0), vmap(jit(grad(log1pexp)))(jnp.arange(2.0))))


@custom_jvp
def f(x, y):
    return jnp.sin(x) * y


f.defjvps(lambda t, ans, x, y: jnp.cos(x) * t * y, lambda t, ans, x, y: jnp.sin(x) * t)
show("defjvps", lambda: (f(2.0, 3.0), grad(f, argnums=(0, 1))(2.0, 3.0), jvp(f, (2.0, 3.0), (1.0, 0.0))))
f.defjvps(lambda t, ans, x, y: jnp.cos(x) * t * y, None)
show("defjvps none", lambda: grad(f, argnums=(0, 1))(2.0, 3.0))


@partial(custom_jvp, nondiff_argnums=(0,))
def app(g, x):
    return g(x)


@app.defjvp
def app_jvp(g, primals, tangents):
    return app(g, *primals), 2.0 * tangents[0]


show("nondiff", lambda: (app(lambda x: x**3, 3.0), grad(app, 1)(lambda x: x**3, 3.0)))


@custom_jvp
def tree(p):
    return {"s": p["a"] + p["b"], "d": p["a"] - p["b"]}


@tree.defjvp
def tree_jvp(primals, tangents):
    (p,), (t,) = primals, tangents
    return tree(p), {"s": t["a"] * 10, "d": t["b"] * 100}


show("tree", lambda: grad(lambda p: tree(p)["s"] + tree(p)["d"])({"a": 1.0, "b": 2.0}))


@custom_jvp
def default(x, y=2.0):
    return x * y


@default.defjvp
def default_jvp(primals, tangents):
    return default(*primals), tangents[0] * 7 + tangents[1]


show("default", lambda: (default(x=jnp.float32(3.0)), grad(default)(1.0), grad(lambda x: default(x, y=5.0))(1.0)))


@custom_vjp
def g(x, y):
    return jnp.sin(x) * y


g.defvjp(lambda x, y: (g(x, y), (jnp.cos(x), jnp.sin(x), y)), lambda res, ct: (res[0] * ct * res[2], res[1] * ct))
show("vjp", lambda: (g(2.0, 3.0), grad(g, (0, 1))(2.0, 3.0), vmap(grad(g), (0, None))(jnp.arange(2.0), 3.0), jit(grad(g))(2.0, 3.0), grad(jit(g))(2.0, 3.0)))
show("forward mode", lambda: jvp(g, (2.0, 3.0), (1.0, 1.0)))


@custom_vjp
def clip(lo, hi, x):
    return x


clip.defvjp(lambda lo, hi, x: (x, (lo, hi)), lambda res, ct: (None, None, jnp.clip(ct, res[0], res[1])))
show("none", lambda: grad(lambda x: clip(-1.0, 1.0, 10 * x) ** 2)(3.0))


@partial(custom_vjp, nondiff_argnums=(0,))
def fixed(n, x):
    return x**n


fixed.defvjp(lambda n, x: (fixed(n, x), x), lambda n, x, ct: (n * 1000.0 * ct,))
show("vjp nondiff", lambda: grad(fixed, 1)(3, 2.0))


@custom_vjp
def static_residual(x):
    return x * 2


static_residual.defvjp(lambda x: (x * 2, ("label", x)), lambda res, ct: (ct * (5.0 if res[0] == "label" else 0.0),))


def bad_rule(rule):
    @custom_jvp
    def h(x):
        return x * 2

    h.defjvp(rule)
    return grad(h)(1.0)


def rule(primals, tangents):
    return primals[0]


show("no pair", lambda: bad_rule(rule))
rule2 = lambda p, t: ((p[0], p[0]), t[0])
show("structures", lambda: bad_rule(rule2))
show("shapes", lambda: bad_rule(lambda p, t: (p[0], jnp.ones(3))))


def bad_bwd(fwd, bwd):
    @custom_vjp
    def h(x, y):
        return x * y

    h.defvjp(fwd, bwd)
    return grad(h)(1.0, 2.0)


show("cotangents", lambda: bad_bwd(lambda x, y: (x * y, 0.0), lambda r, ct: (ct,)))
show("cotangent", lambda: bad_bwd(lambda x, y: (x * y, 0.0), lambda r, ct: ct))
show("cotangent shape", lambda: bad_bwd(lambda x, y: (x * y, 0.0), lambda r, ct: (jnp.ones(2), ct)))
show("no residuals", lambda: bad_bwd(lambda x, y: x * y, lambda r, ct: (ct, ct)))


@custom_jvp
def ruleless(x):
    return x


show("no jvp", lambda: ruleless(1.0))
show("no vjp", lambda: custom_vjp(lambda x: x)(1.0))
show("defjvps with nondiff", lambda: app.defjvps(None))
show("missing", lambda: g(1.0))

check_grads(log1pexp, (0.7,), order=3)
check_grads(g, (jnp.float32(0.3), jnp.float32(0.4)), order=2, modes=["rev"])
ruleless.defjvps(lambda t, ans, x: 2 * t)
for modes in [("fwd",), ("rev",)]:
    try:
        check_grads(ruleless, (jnp.float32(1.0),), order=1, modes=modes)
    except AssertionError:
        print("caught", modes)

# JAX's factorials are rounded.
rounded = lambda tree: jax.tree.map(lambda a: jnp.round(a, 4), tree)
show("jet", lambda: rounded(jet(jnp.sin, (0.5,), ((1.0, 0.0, 0.0),))))
show("jet two", lambda: rounded(jet(lambda x, y: x * y, (2.0, 3.0), ((1.0, 0.0), (0.0, 1.0)))))
show("jet coefficients", lambda: jet(jnp.exp, (0.0,), ((1.0, 0.0, 0.0),), factorial_scaled=False))
show("jet arrays", lambda: jet(lambda x: x**3, (jnp.array([1.0, 2.0]),), ([jnp.ones(2), jnp.zeros(2)],)))
show("jet lengths", lambda: jet(lambda x, y: x * y, (2.0, 3.0), ((1.0, 0.0), (0.0,))))
