# Random numbers: keys and what is drawn from them.
import jax
import jax.numpy as jnp
from jax import random


def show(label, f):
    try:
        print(label, "|", repr(f()))
    except Exception as e:
        print(label, "|", type(e).__name__, "|", e)


k = random.key(0)
print(k, k.dtype, k.shape, k.ndim, k.size)
show("key", lambda: k)
show("seeds", lambda: [random.key_data(random.key(s)) for s in (0, 1, -1, 2147483648, 12345678901)])
show("split", lambda: random.split(k, 3))
show("split shape", lambda: random.split(k, (2, 2)))
show("element", lambda: random.split(k, 3)[1])
show("unpack", lambda: (lambda a, b: [a, b])(*random.split(k)))
show("reshape", lambda: random.split(k, 4).reshape(2, 2).shape)
show("equal", lambda: (k == k, k == random.key(1)))
show("add", lambda: k + 1)
show("negative", lambda: -k)
show("index", lambda: k[0])
show("len", lambda: len(k))
show("raw", lambda: (random.PRNGKey(1), random.key_data(k), random.split(random.PRNGKey(0))))
show("wrap", lambda: random.wrap_key_data(jnp.array([1, 2], dtype=jnp.uint32)))
show("fold_in", lambda: random.fold_in(k, 7))
show("fold_in negative", lambda: random.fold_in(k, -1))
show("clone", lambda: (random.clone(k), random.key_impl(k)))
show("key array", lambda: random.normal(random.split(k)))
show("no key", lambda: random.normal(3))
show("float key", lambda: random.uniform(jnp.ones(2)))
show("vector seed", lambda: random.key(jnp.arange(2)))
show("bits", lambda: random.bits(k, (3,)))
show("bits dtype", lambda: random.bits(k, dtype=jnp.int8))
show("uniform", lambda: (random.uniform(k), random.uniform(k, (2, 2), minval=-1.0, maxval=1.0), random.uniform(random.PRNGKey(0), (2,))))
show("uniform dtype", lambda: random.uniform(k, dtype=int))
show("normal", lambda: (random.normal(k), random.normal(k, (3,)), random.normal(k, 3), random.normal(k, shape=[2])))
show("normal dtype", lambda: random.normal(k, (2,), jnp.int32))
show("randint", lambda: (random.randint(k, (8,), 0, 10), random.randint(k, (), -5, 5), random.randint(k, (2,), 0, jnp.array([3, 100]))))
show("permutation", lambda: (random.permutation(k, 10), random.permutation(k, jnp.arange(5.0)), random.permutation(k, jnp.arange(6).reshape(3, 2)), random.permutation(k, jnp.arange(6).reshape(3, 2), independent=True)))
show("choice", lambda: (random.choice(k, 5, (2,)), random.choice(k, jnp.arange(10) * 2, (4,), replace=False), random.choice(k, 3, (5,), p=jnp.array([0.1, 0.0, 0.9])), random.choice(k, jnp.eye(3), (2,))))
show("choice without replacement", lambda: random.choice(k, 5, (6,), replace=False))
show("choice weights", lambda: random.choice(k, 5, (3,), replace=False, p=jnp.arange(5) / 10))
show("bernoulli", lambda: (random.bernoulli(k, 0.3, (5,)), random.bernoulli(k, jnp.array([0.1, 0.9]))))
show("categorical", lambda: (random.categorical(k, jnp.log(jnp.array([0.1, 0.2, 0.7])), shape=(5,)), random.categorical(k, jnp.zeros((2, 3)))))
show("continuous", lambda: (random.exponential(k, (2,)), random.gumbel(k, (2,)), random.laplace(k, (2,)), random.logistic(k, (2,)), random.cauchy(k, (2,)), random.truncated_normal(k, -1.0, 1.0, (2,))))
show("rademacher", lambda: random.rademacher(k, (5,)))
show("others", lambda: (random.pareto(k, 2.0, (2,)), random.rayleigh(k, 2.0, (2,)), random.weibull_min(k, 2.0, 1.5, (2,)), random.maxwell(k, (2,)), random.lognormal(k, 0.5, (2,))))
show("multivariate", lambda: random.multivariate_normal(k, jnp.zeros(2), jnp.array([[2.0, 0.5], [0.5, 1.0]])))
show("vmap", lambda: jax.vmap(lambda k: random.normal(k, (2,)))(random.split(k, 3)))
show("vmap split", lambda: jax.vmap(random.split)(random.split(k, 2)).shape)
show("jit", lambda: (jax.jit(lambda k: random.normal(k))(k), jax.jit(random.split)(k)))
show("jit seed", lambda: jax.jit(random.key)(5))
show("traced", lambda: jax.jit(lambda k: print(k))(k))
show("grad", lambda: jax.grad(lambda s: (s * random.normal(k, (3,))).sum())(2.0))
show("tree", lambda: jax.tree.map(lambda x: x.shape, {"k": k, "x": jnp.ones(2)}))
pair = [jax.random.key(0), jax.random.key(1)]
print(jnp.stack(pair), jnp.stack(pair, axis=-1).shape, jnp.concatenate([jnp.stack(pair), jax.random.split(pair[0], 3)]).shape)
