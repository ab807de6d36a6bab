# What make_jaxpr prints.
import jax
import jax.numpy as jnp
from jax import grad, jit, make_jaxpr, vmap

x3 = jnp.ones(3)
print(make_jaxpr(lambda x: jnp.sin(jnp.cos(x)))(3.0))
print(make_jaxpr(grad(lambda x: jnp.sin(jnp.cos(x))))(3.0))
print(make_jaxpr(grad(lambda x: jnp.log(1.0 + jnp.exp(x))))(100.0))
print(make_jaxpr(lambda a, b: jnp.sum(a + jnp.sin(b) * 3.0))(jnp.zeros(8), jnp.ones(8)))
print(make_jaxpr(lambda x: jnp.log(x) / jnp.log(2.0))(4.0))
print(make_jaxpr(grad(lambda x: jnp.sum(jnp.tanh(x) * 2.0)))(x3))
print(make_jaxpr(lambda x, y: x + y)(1, x3))
print(make_jaxpr(lambda x: x)(x3))
print(make_jaxpr(lambda x: (x, 1))(x3))
print(make_jaxpr(lambda t: t["a"] * t["b"])({"a": 1.0, "b": x3}))
print(make_jaxpr(vmap(lambda x: x * 2))(x3))
print(make_jaxpr(vmap(lambda w, x: w @ x, in_axes=(None, 0)))(x3, jnp.ones((2, 3))))
print(make_jaxpr(lambda x: x**3)(2.0))
print(make_jaxpr(lambda x: x.astype(int))(2.5))
print(make_jaxpr(lambda x: x.reshape(3, 1).T)(x3))
print(make_jaxpr(lambda x: x @ x)(x3))
print(make_jaxpr(jit(lambda x: x + 1))(2.0))
print(make_jaxpr(lambda x: jnp.ones(3) * x)(2.0))
print(make_jaxpr(lambda x: jnp.zeros((2, 2)) + x)(2.0))
print(make_jaxpr(lambda x: x > 0)(2.0))
print(make_jaxpr(lambda n, x: x * n, static_argnums=0)(3, 2.0))
print(make_jaxpr(lambda x: x, return_shape=True)(x3))
print(make_jaxpr(jnp.sin)(1.0).jaxpr, make_jaxpr(jnp.sin)(x3).in_avals, make_jaxpr(jnp.sin)(x3).out_avals)
print(make_jaxpr(lambda x: [x[0], x[1:]])(x3))
print(make_jaxpr(lambda x: jnp.mean(x))(x3))
print(make_jaxpr(lambda x: jnp.max(x))(x3))
print(make_jaxpr(lambda x: jax.lax.stop_gradient(x))(x3))


def selu(x, alpha=1.67, lambda_=1.05):
    return lambda_ * jnp.where(x > 0, x, alpha * jnp.exp(x) - alpha)


print(make_jaxpr(selu)(jnp.arange(5.0)))
print(make_jaxpr(lambda x: jnp.where(x > 0, jnp.where(x > 1, x, 0.0), 0.0))(x3))
