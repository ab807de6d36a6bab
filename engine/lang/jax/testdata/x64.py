# 64-bit floats, where a program asks for them.
import jax
import jax.numpy as jnp

print(jax.config.jax_enable_x64, jnp.ones(2).dtype, jnp.sin(1.0), jnp.float64(0.1).dtype)
jax.config.update("jax_enable_x64", True)
x = jnp.array([0.1, 0.2])
print(x.dtype, repr(x), repr(jnp.sin(0.5)), jax.grad(jnp.tanh)(2.0), jnp.float32(0.1) * 3.0, x * 2, jnp.array([1.0], jnp.float32) + 1.0)
print(repr(jax.grad(lambda v: (v**3).sum())(x)), jax.jit(lambda v: v / 3)(1.0), jax.jacfwd(jnp.exp)(1.0), jnp.pi * jnp.ones(1))
print(jax.random.normal(jax.random.key(0), (2,)), jax.random.uniform(jax.random.key(1)))
print(jax.make_jaxpr(lambda v: v * 2)(1.0))
with jax.enable_x64(False):
    print(jnp.ones(1).dtype)
print(jnp.ones(1).dtype, jax.config.x64_enabled)
try:
    jax.config.update("jax_no_such_option", True)
except AttributeError as e:
    print(e)
