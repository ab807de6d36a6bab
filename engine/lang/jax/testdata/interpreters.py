"""Interpreters of programs, and checks of derivatives."""
import functools

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax._src.util import safe_map
from jax.extend.core import Literal
from jax.test_util import check_grads, check_jvp, check_vjp

weights = {lax.exp_p: 10, lax.tanh_p: 8, lax.add_p: 1, lax.mul_p: 1, lax.dot_general_p: 3}


def cost(fun):
    def counted(*args):
        total = 0
        for eqn in jax.make_jaxpr(fun)(*args).eqns:
            total += weights.get(eqn.primitive, 0) * max(v.aval.size for v in eqn.outvars)
        return total
    return counted


print(cost(lambda x: jnp.exp(x) * jnp.tanh(x) + x @ x)(jnp.ones(4)))
print(lax.exp_p, lax.exp_p == lax.exp_p, lax.exp_p != lax.log_p, lax.exp_p in weights, lax.sin_p.bind(1.0, accuracy=None), lax.add_p.name)


def widened(jaxpr, consts, *bounds):
    """Interval arithmetic."""
    env = {}

    def read(v):
        return (v.val, v.val) if type(v) is Literal else env[v]

    safe_map(env.__setitem__, jaxpr.invars, bounds)
    safe_map(env.__setitem__, jaxpr.constvars, [(c, c) for c in consts])
    for eqn in jaxpr.eqns:
        corners = [eqn.primitive.bind(*corner, **eqn.params) for corner in product(*safe_map(read, eqn.invars))]
        env[eqn.outvars[0]] = functools.reduce(jnp.minimum, corners), functools.reduce(jnp.maximum, corners)
    return safe_map(read, jaxpr.outvars)


def product(*sets):
    return [(x,) + rest for x in sets[0] for rest in product(*sets[1:])] if sets else [()]


closed = jax.make_jaxpr(lambda x, y: jnp.exp(x) * y - 3.0 * y)(1.0, 2.0)
print(widened(closed.jaxpr, closed.consts, (0.0, 1.0), (-1.0, 2.0)))
print(jax.make_jaxpr(lambda x: widened(closed.jaxpr, closed.consts, (x, x), (1.0, 1.0)))(0.5))
print(jax.jit(jax.grad(lambda x: widened(closed.jaxpr, closed.consts, (x, 2.0 * x), (1.0, 3.0))[0][1]))(0.5))
for eqn in jax.make_jaxpr(lambda w, x: jnp.tanh(w @ x).astype(jnp.int32))(jnp.ones((2, 3)), jnp.ones(3)).eqns:
    print(eqn.primitive, eqn.params)
try:
    safe_map(lambda a, b: a, [1], [1, 2])
except ValueError as e:
    print(e)

# Checks take the direction that NumPy's generator gives first.
check_grads(jnp.sin, (1.0,), order=3)
check_grads(lambda x, y: x * jnp.exp(y), (1.0, jnp.arange(3.0)), order=2, modes=["fwd", "rev"])
check_grads(lambda tree: tree["a"] @ tree["b"], ({"a": jnp.ones((2, 2)), "b": np.arange(2.0, dtype=np.float32)},), order=2)
check_grads(lambda x: jnp.log1p(x) ** 3, (0.5,), order=2, modes=("lin",), atol=0.05, rtol=0.05, eps=1e-2)
check_jvp(jnp.tanh, functools.partial(jax.jvp, jnp.tanh), (0.25,))
check_vjp(jnp.tanh, functools.partial(jax.vjp, jnp.tanh), (jnp.float32(0.25),))


@jax.custom_jvp
def wrong(x):
    return 2.0 * x


wrong.defjvps(lambda t, ans, x: 3.0 * t)
for arguments in ({"modes": "fwd"}, {"modes": "rev"}, {"modes": "fwd", "err": 3}, {"atol": 10.0}):
    try:
        arguments.pop("err", None)
        check_grads(wrong, (jnp.array([1.0, 2.0]),), order=1, **arguments)
        print("close enough")
    except AssertionError as e:
        print(*(line for line in str(e).splitlines() if "DESIRED" not in line and "violations" not in line), sep="\n")

for f, ct in [(lambda x: (x, x), 1.0), (lambda x: (x, x), (1.0, 1.0, 1.0)), (lambda x: {"a": x}, {"b": 1.0}),
              (lambda x: [x, (x, x)], [1.0, 2.0]), (lambda x: x, (1.0,))]:
    try:
        jax.vjp(f, 1.0)[1](ct)
    except ValueError as e:
        print(str(e).splitlines()[-1])
try:
    jax.vjp(jnp.sin, 1.0)[1](1.0, 2.0)
except TypeError as e:
    print(e)

# What a function of NumPy asks of a tracer.

def measured(x):
    print(np.shape(x), np.ndim(x), np.size(x), np.iscomplexobj(x), np.isrealobj(x))
    return x - x.mean(axis=(0, 2), keepdims=True)


print(jax.make_jaxpr(measured)(jnp.ones((2, 3, 4))))
print(jax.make_jaxpr(lambda x: x * jnp.arange(2.5) + jnp.arange(3))(1.0))

# Derivatives of functions of complex numbers, against differences.
z = jnp.array([0.3 + 0.2j, -0.1 + 1.0j])
check_grads(lambda z: jnp.exp(z) * jnp.conj(z), (z,), order=2, modes=["rev"], eps=1e-2, atol=1e-2, rtol=1e-2)
check_grads(lambda z: jnp.sin(z).real, (z,), 1, eps=1e-2)
check_grads(jnp.sin, (0.5 + 0.25j,), 1, eps=1e-2)
