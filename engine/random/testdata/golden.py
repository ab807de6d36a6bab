"""Writes golden.json: what jax.random draws, with the installed JAX.

Usage: python golden.py > golden.json
Needs JAX and mpmath. Floats are written as their bits, so that none is lost.

In float64, JAX's log, log1p and erf_inv on a CPU err by hundreds of units in
the last place. So the float64 values of all but uniform are the formulas in
high precision, at the uniform numbers that JAX draws; that JAX's own values
agree to 12 digits is asserted.
"""

import json
import os
import sys

os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import mpmath as mp
import numpy as np
from jax import random

assert jax.config.jax_threefry_partitionable
mp.mp.dps = 60
TINY, EPS = np.finfo(np.float64).tiny, np.finfo(np.float64).eps
# sampler: the bounds of the uniform numbers, and what is made of them
FORMULAS = {
    "normal": (-1 + EPS / 2, 1, lambda u: mp.sqrt(2) * mp.erfinv(u)),
    "exponential": (0, 1, lambda u: -mp.log(1 - u)),
    "gumbel": (TINY, 1, lambda u: -mp.log(-mp.log(u))),
    "laplace": (-1 + EPS / 2, 1, lambda u: mp.sign(u) * mp.log(1 - abs(u))),
    "logistic": (TINY, 1, lambda u: mp.log(u) - mp.log(1 - u)),
    "cauchy": (EPS, 1, lambda u: mp.tan(mp.pi * (u - mp.mpf(1) / 2))),
}

SEEDS = [0, 1, 42, 1701, 2**31 - 1, 2**31, 2**32 - 1, -1, -2**31, 123456789012345]
SHAPES = [(), (1,), (5,), (2, 3), (0,), (257,)]


def words(x):
    """The elements as integers: floats by their bits, 64 bits as decimal text."""
    x = np.asarray(x)
    if x.dtype == np.float32:
        x = x.view(np.uint32)
    if x.dtype == np.float64:
        return [str(v) for v in x.reshape(-1).view(np.uint64)]
    return [int(v) for v in x.reshape(-1)]


def record(out, sampler, seed, shape, dtype, value, **args):
    case = {"sampler": sampler, "seed": seed, "shape": list(shape), "dtype": dtype}
    out.append(case | args | {"values": words(value)})


def exact(name, key, shape):
    """The float64 numbers of a sampler, from the formula."""
    lo, hi, formula = FORMULAS[name]
    u = np.asarray(random.uniform(key, shape, jnp.float64, lo, hi))
    value = np.array([float(formula(mp.mpf(float(v)))) for v in u.reshape(-1)]).reshape(shape)
    np.testing.assert_allclose(getattr(random, name)(key, shape, jnp.float64), value, 1e-12, 1e-12)
    return value


def integers(out):
    for seed in SEEDS:
        key = random.key(np.int64(seed).astype(np.int32))
        record(out, "key", seed, (), "uint32", random.key_data(key))
        record(out, "split", seed, (4,), "uint32", random.key_data(random.split(key, 4)))
        record(out, "split", seed, (2, 3), "uint32", random.key_data(random.split(key, (2, 3))))
        for data in (0, 1, 7, 2**31, 2**32 - 1):
            folded = random.fold_in(key, np.uint32(data))
            record(out, "fold_in", seed, (), "uint32", random.key_data(folded), data=data)
        for shape in SHAPES:
            record(out, "bits", seed, shape, "uint32", random.bits(key, shape))
        for lo, hi in ((0, 10), (-5, 6), (3, 3), (7, 2), (0, 1), (-(2**31), 2**31 - 1), (-1000000, 2000000000)):
            value = random.randint(key, (9,), lo, hi, jnp.int32)
            record(out, "randint", seed, (9,), "int32", value, lo=lo, hi=hi)
        for lo, hi in ((0, 2**32 - 1), (5, 3000000000), (2**31, 2**31 + 3)):
            value = random.randint(key, (9,), np.uint32(lo), np.uint32(hi), jnp.uint32)
            record(out, "randint", seed, (9,), "uint32", value, lo=lo, hi=hi)
        value = random.randint(key, (9,), np.uint32(0), np.uint32(2**31), jnp.int32)
        record(out, "randint to the end", seed, (9,), "int32", value, lo=0, hi=2**31)
        for n in (0, 1, 2, 10, 100, 1626):
            value = random.permutation(key, n)
            record(out, "permutation", seed, (n,), "int32", value, n=n)
            if n > 0:
                record(out, "choice", seed, (6,), "int32", random.choice(key, n, (6,)), n=n, replace=True)
                few = min(n, 6)
                value = random.choice(key, n, (few,), replace=False)
                record(out, "choice", seed, (few,), "int32", value, n=n, replace=False)
        x = jnp.arange(12, dtype=jnp.int32).reshape(4, 3)
        for axis in (0, 1):
            record(out, "permute", seed, (4, 3), "int32", random.permutation(key, x, axis), axis=axis)
            value = random.permutation(key, x, axis, independent=True)
            record(out, "permute independently", seed, (4, 3), "int32", value, axis=axis)
        p = jnp.array([0.1, 0, 0.4, 0.2, 0.3], jnp.float32)
        record(out, "choice weighted", seed, (3, 4), "int32", random.choice(key, 5, (3, 4), True, p), replace=True)
        record(out, "choice weighted", seed, (3,), "int32", random.choice(key, 5, (3,), False, p), replace=False)
        for p in (0.0, 0.25, 0.5, 1.0):
            record(out, "bernoulli", seed, (20,), "bool", random.bernoulli(key, p, (20,)), p=p)
        record(out, "rademacher", seed, (20,), "int32", random.rademacher(key, (20,), jnp.int32))
        logits = jnp.log(jnp.arange(1.0, 13.0).reshape(3, 4))
        record(out, "categorical", seed, (3,), "int32", random.categorical(key, logits), axis=-1)
        record(out, "categorical", seed, (5, 4), "int32", random.categorical(key, logits, 0, (5, 4)), axis=0)


def floats(out, dtype):
    for seed in SEEDS:
        key = random.key(np.int64(seed).astype(np.int32))
        for shape in SHAPES:
            record(out, "uniform", seed, shape, dtype, random.uniform(key, shape, dtype), lo=0, hi=1)
        for lo, hi in ((-1, 1), (2, 5), (0, 1e-30), (-1e30, 1e30), (1, 1), (0.1, 0.7)):
            value = random.uniform(key, (33,), dtype, lo, hi)
            record(out, "uniform", seed, (33,), dtype, value, lo=lo, hi=hi)
        for name in FORMULAS:
            for shape in SHAPES if name == "normal" else [(33,)]:
                value = exact(name, key, shape) if dtype == "float64" else getattr(random, name)(key, shape, dtype)
                record(out, name, seed, shape, dtype, value)
        for lo, hi in ((-2, 2), (0.5, 3)) if dtype == "float32" else ():
            value = random.truncated_normal(key, lo, hi, (33,), dtype)
            record(out, "truncated_normal", seed, (33,), dtype, value, lo=lo, hi=hi)


def main():
    cases = []
    integers(cases)
    floats(cases, "float32")
    jax.config.update("jax_enable_x64", True)
    floats(cases, "float64")
    lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
    sys.stdout.write('{"jax":"%s","cases":[\n%s\n]}\n' % (jax.__version__, lines))


main()
