"""Logistic regression on four samples, its gradient, and the check of that."""

import jax
import jax.numpy as jnp
from jax.test_util import check_grads

features = jnp.array([[0.52, 1.12, 0.77], [0.88, -1.08, 0.15], [0.52, 0.06, -1.30], [0.74, -2.49, 1.39]])
labels = jnp.array([True, True, False, True])


def probability(weights, bias):
    return 0.5 * (jnp.tanh((jnp.dot(features, weights) + bias) / 2) + 1)


def cost(weights, bias):
    p = probability(weights, bias)
    return -jnp.sum(jnp.log(p * labels + (1 - p) * (1 - labels)))


_, first, second = jax.random.split(jax.random.key(0), 3)
weights = jax.random.normal(first, (3,))
bias = jax.random.normal(second, ())

value, (dw, db) = jax.value_and_grad(cost, (0, 1))(weights, bias)
print("cost", value)
print(f"{dw=}\n{db=}")
print(jax.grad(lambda p: cost(**p))({"weights": weights, "bias": bias}))
print(jax.jit(jax.hessian(cost))(weights, bias).shape)

step = 1e-4
print("central difference", (cost(weights, bias + step / 2) - cost(weights, bias - step / 2)) / step)
check_grads(cost, (weights, bias), order=2)

for _ in range(3):
    weights, bias = jax.tree.map(lambda p, g: p - 0.1 * g, (weights, bias), jax.grad(cost, (0, 1))(weights, bias))
    print("cost", cost(weights, bias))
