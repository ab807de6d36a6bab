# x[key] and x.at[key]: NumPy's indexing, and JAX's updates.
import jax
import jax.numpy as jnp


def show(label, f):
    try:
        print(label, "|", repr(f()))
    except Exception as e:
        print(label, "|", type(e).__name__, "|", e)


x = jnp.arange(6.0).reshape(2, 3)
y = jnp.arange(24).reshape(2, 3, 4)
a = jnp.array([0, 1])

for key in [0, -1, 5, -7, (0, 1), (slice(None), 1), (slice(None), -1), (..., 0), None, (None, 0), (0, None), slice(0, 2, -1), slice(None, None, -1),
            (0, slice(None, None, 2)), (slice(1, None), slice(None, -1)), (slice(None), 10), True, ..., ()]:
    show(key, lambda: x[key])
for key in [(0, a), (a, 0), (slice(None), a), (a, a), (a[:, None], a), (slice(None), a, a), (a, slice(None), a), (0, slice(None), a), (a, None, a), (None, a, a),
            (..., a), (a, ..., 0), (slice(None), 0, a), (0, 0, a), (slice(None), a, slice(1, 3))]:
    show([k.shape if hasattr(k, "shape") else k for k in key], lambda: (y[key].shape, y[key].sum()))
show("negative", lambda: x[jnp.array([-1, -2])])
show("outside", lambda: x[jnp.array([0, 5])])
show("mask", lambda: x[x > 2])
show("row mask", lambda: x[jnp.array([True, False])])
show("mask and place", lambda: x[jnp.array([True, False]), 1])
show("mask shape", lambda: x[jnp.array([True, False, True])])
show("scalar array", lambda: x[jnp.array(1)])
show("too many", lambda: x[0, 0, 0])
show("two ellipses", lambda: x[..., ...])
show("text", lambda: x["a"])
show("float", lambda: x[1.0])
show("float array", lambda: x[jnp.array([1.0])])
show("list", lambda: x[[0, 1]])

show("set", lambda: x.at[0].set(1))
show("set column", lambda: x.at[:, 0].set(jnp.array([7.0, 8.0])))
show("set outside", lambda: x.at[10].set(1))
show("set many", lambda: x.at[a, a].set(jnp.array([-1.0, -2.0])))
show("set twice", lambda: x.at[jnp.array([0, 0]), 0].set(jnp.array([1.0, 2.0])))
show("set shape", lambda: x.at[0].set(jnp.ones(2)))
show("add", lambda: x.at[0].add(1).at[1].mul(2))
show("add twice", lambda: jnp.zeros(3).at[jnp.array([0, 0, 2])].add(1))
show("multiply twice", lambda: jnp.ones(3).at[jnp.array([0, 0, 2])].multiply(jnp.array([2.0, 3.0, 4.0])))
show("subtract", lambda: x.at[1, 1:].subtract(10))
show("divide", lambda: x.at[0].divide(4))
show("power", lambda: x.at[0].power(2))
show("min max", lambda: x.at[0].min(0.5).at[1].max(4.5))
show("apply", lambda: x.at[0].apply(jnp.sin))
show("get", lambda: (x.at[0, 1].get(), x.at[10].get(), x.at[10].get(mode="fill"), x.at[jnp.array([0, 9])].get(mode="fill", fill_value=-1)))
show("bools", lambda: jnp.array([True, False]).at[1].set(True))
show("unknown", lambda: x.at[0].foo(1))
show("gradient of get", lambda: jax.grad(lambda v: (v[a, 1:] ** 2).sum())(x))
show("gradient of set", lambda: jax.grad(lambda v: (x.at[0, 1].set(v) ** 2).sum())(3.0))
show("gradient of add", lambda: jax.grad(lambda v: (jnp.zeros(3).at[jnp.array([0, 0])].add(v) ** 2).sum())(jnp.array([1.0, 2.0])))
show("traced place", lambda: jax.jit(lambda v, k: v[k])(x, 1))
show("traced places", lambda: jax.jit(lambda v, k: v[0, k])(x, jnp.array([2, 0])))
show("traced set", lambda: jax.jit(lambda v, k: v.at[k, 0].set(9.0))(x, 1))
show("traced set twice", lambda: jax.jit(lambda v, k: v.at[k].set(jnp.array([1.0, 2.0, 3.0])))(jnp.zeros(4), jnp.array([3, 1, 3])))
show("traced add", lambda: jax.jit(lambda v, k: v.at[k].add(1.0))(jnp.zeros(4), jnp.array([3, 1, 3])))
show("traced multiply", lambda: jax.jit(lambda v, k: v.at[k].mul(2.0))(jnp.ones(4), jnp.array([3, 1, 3])))
show("traced max", lambda: jax.jit(lambda v, k: v.at[k].max(jnp.array([5.0, 6.0, 4.0])))(jnp.ones(4), jnp.array([3, 1, 3])))
show("mapped places", lambda: jax.vmap(lambda v, k: v[k])(x, jnp.array([2, 0])))
show("mapped set", lambda: jax.vmap(lambda v, k: v.at[k].set(0.0))(x, jnp.array([2, 0])))
show("traced slice", lambda: jax.jit(lambda v, n: v[:n])(x, 1))
show("traced mask", lambda: jax.jit(lambda v: v[v > 0])(x))
