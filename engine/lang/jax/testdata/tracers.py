# Traced values: how they print, and what cannot be asked of them.
import jax
import jax.numpy as jnp
from jax import grad, jit, jvp, vmap


def show(label, f):
    try:
        print(label, "|", repr(f()))
    except Exception as e:
        print(label, "|", type(e).__name__, "|", "\n".join(l for l in str(e).splitlines() if "BatchTracer with" not in l and "golden" not in l and not l.startswith("  ")))


def spy(x):
    print(repr(x), str(x), f"{x}", x.dtype, x.shape, x.weak_type, isinstance(x, jax.core.Tracer), isinstance(x, jax.Array))
    return x * 1.0


for name, run in [
    ("jit", lambda: jit(spy)(1.0)),
    ("jit array", lambda: jit(spy)(jnp.ones((2, 3)))),
    ("grad", lambda: grad(spy)(1.0)),
    ("grad array", lambda: grad(lambda x: spy(x).sum())(jnp.ones(3))),
    ("jvp", lambda: jvp(spy, (1.0,), (1.0,))),
    ("vmap", lambda: vmap(spy)(jnp.arange(3))),
    ("vmap of grad", lambda: vmap(grad(spy))(jnp.arange(3.0))),
    ("jit of grad", lambda: jit(grad(spy))(2.0)),
    ("grad of grad", lambda: grad(grad(spy))(2.0)),
    ("jacfwd", lambda: jax.jacfwd(spy)(2.0)),
]:
    show(name, run)

for name, f in [
    ("float", float), ("int", int), ("bool", bool), ("len", len), ("list", list), ("item", lambda x: x.item()), ("if", lambda x: 1 if x else 0), ("range", range),
    ("format", lambda x: f"{x:.2f}"), ("hash", hash),
]:
    show("jit " + name, lambda: jit(lambda x: (f(x), x)[1])(jnp.float32(1.0)))
    show("jit int " + name, lambda: jit(lambda x: (f(x), x)[1])(jnp.int32(1)))
    show("vmap " + name, lambda: vmap(lambda x: (f(x), x)[1])(jnp.arange(3)))
    if name != "range":
        show("grad " + name, lambda: grad(lambda x: (f(x), x)[1])(1.0))

show("two arguments", lambda: jit(lambda x, y: x if x > y else y)(1.0, 2.0))
show("three arguments", lambda: jit(lambda x, y, z: x if x > y + z else y)(1.0, 2.0, 3.0))
show("nested argument", lambda: jit(lambda p: 1 if p["a"][0] > 0 else 2)({"a": [1.0, 2.0]}))
show("keyword", lambda: jit(lambda x, k: x if k else -x)(1.0, k=2.0))
show("shape", lambda: jit(lambda n: jnp.zeros(n))(3))
show("reshape", lambda: jit(lambda n: jnp.arange(6).reshape(n, 2))(3))
show("size", lambda: jit(lambda n: jnp.arange(n))(3))
