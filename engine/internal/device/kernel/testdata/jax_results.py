"""Writes jax.txt, results of JAX on one CPU core, which float32 expansions match bit for bit.

Each line holds a name and, in hexadecimal, the bits of points and results in
turn. Needs jax.
"""
import jax
import jax.numpy as jnp
import numpy as np

random = np.random.default_rng(1)
FUNCTIONS = {
    "tanh": (jnp.tanh, -10, 10),
    "log": (jnp.log, 0, 10),
    "exp": (jnp.exp, -80, 80),
    "log1p": (jnp.log1p, -1, 2),
    "logistic": (jax.nn.sigmoid, -20, 20),
    "erfinv": (jax.lax.erf_inv, -1, 1),
}
for name, (f, low, high) in FUNCTIONS.items():
    x = np.concatenate([random.uniform(low, high, 150), random.uniform(-1, 1, 50) * 1e-3 + 0.1 * high])
    x = x.astype(np.float32)
    if name == "tanh":
        x[0] = 2
    y = np.asarray(f(jnp.asarray(x)))
    words = np.stack([x.view(np.uint32), y.view(np.uint32)], 1).ravel()
    print(name, " ".join(f"{w:x}" for w in words))
