"""What derivatives keep: pullbacks as pytrees, checkpoints and their policies."""
import functools

import jax
import jax.numpy as jnp
from jax.ad_checkpoint import checkpoint_name, print_saved_residuals


def dense(w, b, x):
    return jnp.tanh(w @ x + b)


def network(params, x):
    for w, b in params:
        x = dense(w, b, x)
    return jnp.sum(x ** 2)


params = [(jnp.full((3, 2), 0.5), jnp.zeros(3)), (jnp.full((2, 3), 0.25), jnp.ones(2))]
x = jnp.array([1.0, -2.0])

print_saved_residuals(network, params, x)
print("--")
print_saved_residuals(jax.checkpoint(network), params, x)
print("--")
policies = jax.checkpoint_policies
for policy in (policies.everything_saveable, policies.nothing_saveable, policies.dots_saveable, policies.dots_with_no_batch_dims_saveable):
    kept = jax.checkpoint(network, policy=policy)
    print_saved_residuals(kept, params, x)
    print(jax.grad(kept, 1)(params, x), "==")


def named(w, x):
    h = checkpoint_name(jnp.sin(w * x), "inner")
    h = checkpoint_name(jnp.exp(h), "outer")
    return h * h


for policy in (None, policies.save_only_these_names("inner"), policies.save_any_names_but_these("inner"),
               policies.save_from_both_policies(policies.save_only_these_names("inner"), policies.dots_saveable)):
    f = jax.checkpoint(named, policy=policy) if policy else named
    print_saved_residuals(f, 2.0, 3.0)
    print(jax.grad(f)(2.0, 3.0), jax.grad(jax.grad(f))(2.0, 3.0), jax.jit(jax.grad(f))(2.0, 3.0))


@functools.partial(jax.checkpoint, static_argnums=(1,))
def powers(x, n):
    y = 1.0
    for _ in range(n):
        y = y * x
    return y


print(powers(2.0, 5), jax.grad(powers)(2.0, 5), jax.vmap(jax.grad(powers), (0, None))(jnp.arange(3.0), 3))
print(jax.make_jaxpr(jax.grad(jax.checkpoint(lambda x: jnp.sin(jnp.sin(x)))))(1.0))
print(jax.make_jaxpr(jax.checkpoint(jnp.sin, prevent_cse=False))(1.0))
print(jax.jvp(jax.checkpoint(jnp.sin), (1.0,), (2.0,)), jax.hessian(jax.checkpoint(network), 1)(params, x))


@jax.checkpoint
def choose(x):
    if x > 0:
        return x
    return -x


try:
    jax.grad(choose)(1.0)
except jax.errors.TracerBoolConversionError as e:
    print(e)


def step(carry, w):
    return jax.checkpoint(lambda c: jnp.sin(c * w))(carry), carry


print(jax.grad(lambda c: jax.lax.scan(step, c, jnp.arange(1.0, 4.0))[0])(0.5))

# Pullbacks and linear maps are pytrees of what they keep.
y, pull = jax.vjp(lambda p, x: network(p, x), params, x)
print(len(jax.tree.leaves(pull)), jax.tree.map(jnp.shape, pull.args_res), [r.shape for r in pull.opaque_residuals])
y, pull = jax.vjp(lambda d, z: d["a"] @ d["b"] + jnp.sin(z), {"a": jnp.ones((2, 3)), "b": jnp.arange(3.0)}, jnp.ones(2))
print(pull.args_res, pull.opaque_residuals)
print(pull.in_tree, pull.out_tree)
print(pull(jnp.array([1.0, 2.0])))
print(jax.tree.map(lambda r: 2 * r, pull)(jnp.array([1.0, 2.0])))
forward = jax.jit(lambda w, x: jax.vjp(jnp.dot, w, x))
backward = jax.jit(lambda pull, ct: pull(ct))
y, pull = forward(jnp.eye(2), x)
print(y, backward(pull, jnp.array([3.0, 4.0])))
pull.args_res[1] = 10.0 * x
print(pull(jnp.array([3.0, 4.0])))
print(pull.args_res)
_, pull = jax.vjp(lambda d: d["a"] * d["b"], {"a": 2.0 * jnp.ones(2), "b": x})
print(pull.args_res)
pull.args_res[0] = {"a": jnp.zeros(2), "b": 3.0 * x}
print(pull(jnp.ones(2)))
y, push = jax.linearize(lambda x: jnp.sin(x) * x, x)
print(y, push(jnp.ones(2)), jax.tree.leaves(push))
print(jax.make_jaxpr(lambda x: jax.linearize(lambda x: jnp.sin(x) * x, x)[1])(x))
print(jax.tree.leaves(jax.vjp(lambda x: x * 3.0, 2.0)[1]))

fwd, bwd = jax.fwd_and_bwd(lambda w, x: jnp.sum(w * x), argnums=0)
value, residuals = fwd(2.0 * x, x)
print(value, bwd(residuals, 3.0))
fwd, bwd = jax.fwd_and_bwd(jnp.dot, argnums=(0, 1), jitted=False)
value, residuals = fwd(x, x)
print(value, bwd(residuals, jnp.float32(1.0)))

transposed = jax.linear_transpose(lambda x, y: 2.0 * x - y[::-1], x, x)
print(transposed(jnp.array([1.0, 5.0])))
for bad in (lambda: jax.linear_transpose(jnp.sum, jnp.arange(3))(jnp.int32(2)), lambda: jax.linear_transpose(lambda n: n * 0.5, 3),
            lambda: jax.linear_transpose(lambda x: 2 * x, 1.0)((1.0, 2.0))):
    try:
        print(bad())
    except TypeError as e:
        print("TypeError:", e)


@jax.custom_gradient
def clipped(x):
    return x ** 2, lambda g: jnp.clip(g, -0.5, 0.5) * x


print(clipped(3.0), jax.grad(clipped)(3.0), jax.grad(jax.jit(clipped))(3.0), jax.vmap(jax.grad(clipped))(jnp.arange(3.0)))


@jax.custom_gradient
def product(x, y):
    return x * y, lambda g: (g * y, 10.0 * g * x)


print(jax.grad(product, (0, 1))(2.0, 3.0))


def outer(scale):
    converted, consts = jax.closure_convert(lambda x: jnp.sin(scale * x), 1.0)
    return converted(0.5, *consts) + len(consts)


print(outer(2.0), jax.grad(outer)(2.0), jax.jit(jax.grad(outer))(2.0))
