# The samplers of jax.random that are made of others. Which numbers they draw
# from which key is JAX's.

import math as _math
from functools import partial as _partial


def _modules():
    import jax
    import jax.numpy as jnp
    from jax import lax

    return jax, jnp, lax


def _words(key):
    """The key as two words, which loops carry."""
    _, jnp, _ = _modules()
    return key_data(key) if jnp.issubdtype(key.dtype, _prng_key()) else key


def _prng_key():
    from jax import dtypes

    return dtypes.prng_key


def _float(name, dtype):
    _, jnp, _ = _modules()
    if dtype is None:
        dtype = float
    if not jnp.issubdtype(dtype, jnp.floating):
        raise ValueError("dtype argument to `%s` must be a float dtype, got %s" % (name, jnp.dtype(dtype)))
    return jnp.zeros((), dtype).dtype


def _shape(shape, *parameters):
    _, jnp, _ = _modules()
    return jnp.broadcast_shapes(*[jnp.shape(p) for p in parameters]) if shape is None else _tuple(shape)


def _tuple(shape):
    return (shape,) if isinstance(shape, int) else tuple(shape)


def _gamma_one(key, alpha, log_space):
    # Marsaglia and Tsang, A simple method for generating gamma variables (2000).
    # Below 1, Gamma(a) is Gamma(a + 1) times Uniform() ** (1 / a).
    _, jnp, lax = _modules()
    dtype = alpha.dtype
    zero, one = jnp.zeros((), dtype), jnp.ones((), dtype)
    boosted = alpha < one
    a = jnp.where(boosted, alpha + one, alpha)
    third = jnp.array(1 / 3, dtype)
    d = a - third
    c = third / lax.sqrt(d)

    def rejected(state):
        _, X, V, U = state
        return (U >= one - jnp.array(0.0331, dtype) * (X * X)) & (lax.log(U) >= X * 0.5 + d * ((one - V) + lax.log(V)))

    def propose(state):
        key, x_key, u_key = split(state[0], 3)

        def draw(state):
            key, sub = split(state[0])
            x = normal(sub, (), dtype)
            return key, x, one + x * c

        _, x, v = lax.while_loop(lambda s: s[2] <= zero, draw, (x_key, zero, -one))
        return key, x * x, v * v * v, uniform(u_key, (), dtype)

    key, sub = split(key)
    _, _, V, _ = lax.while_loop(rejected, propose, (key, zero, one, jnp.array(2, dtype)))
    if log_space:
        logs = -exponential(sub, (), dtype)
        return lax.log(d) + lax.log(V) + jnp.where(~boosted | (logs == 0), zero, logs * (one / alpha))
    samples = 1 - uniform(sub, (), dtype)
    return d * V * jnp.where(boosted, samples ** (one / alpha), one)


def _gamma(key, a, shape, dtype, log_space):
    jax, jnp, lax = _modules()
    shape = _shape(shape, a)
    alphas = jnp.broadcast_to(jnp.asarray(a).astype(dtype), shape).ravel()
    if not alphas.size:
        return alphas.reshape(shape)
    keys = split(_words(key), alphas.size)
    return jax.vmap(_partial(_gamma_one, log_space=log_space))(keys, alphas).reshape(shape)


def gamma(key, a, shape=None, dtype=None):
    """Gamma random numbers."""
    return _gamma(key, a, shape, _float("gamma", dtype), False)


def loggamma(key, a, shape=None, dtype=None):
    """Logarithms of gamma random numbers."""
    return _gamma(key, a, shape, _float("gamma", dtype), True)


def beta(key, a, b, shape=None, dtype=None):
    """Beta random numbers."""
    _, jnp, _ = _modules()
    dtype = _float("beta", dtype)
    shape = _shape(shape, a, b)
    key_a, key_b = split(key)
    log_a, log_b = loggamma(key_a, a, shape, dtype), loggamma(key_b, b, shape, dtype)
    top = jnp.maximum(log_a, log_b)
    x, y = jnp.exp(log_a - top), jnp.exp(log_b - top)
    return x / (x + y)


def dirichlet(key, alpha, shape=None, dtype=None):
    """Dirichlet random numbers, along the last axis."""
    jax, jnp, _ = _modules()
    dtype = _float("dirichlet", dtype)
    if jnp.ndim(alpha) < 1:
        raise ValueError("dirichlet requires alpha.ndim >= 1, got alpha.ndim == %d" % jnp.ndim(alpha))
    n = jnp.shape(alpha)[-1]
    shape = jnp.shape(alpha)[:-1] if shape is None else _tuple(shape)
    return jax.nn.softmax(loggamma(key, alpha, shape + (n,), dtype), -1)


def _knuth(key, lam, shape, dtype, most):
    _, jnp, lax = _modules()

    def step(state):
        i, k, key, log_prod = state
        key, sub = split(key)
        k = jnp.where(log_prod > -lam, k + 1, k)
        return i + 1, k, key, log_prod + jnp.log(uniform(sub, shape, jnp.float32))

    start = 0, jnp.zeros(shape, dtype), key, jnp.zeros(shape, jnp.float32)
    return lax.while_loop(lambda s: (s[3] > -lam).any() & (s[0] < most), step, start)[1] - 1


def _transformed_rejection(key, lam, shape, dtype, most):
    # Hörmann, The transformed rejection method for generating Poisson random
    # variables (1993).
    _, jnp, lax = _modules()
    log_lam = lax.log(lam)
    b = 0.931 + 2.53 * lax.sqrt(lam)
    a = -0.059 + 0.02483 * b
    inv_alpha = 1.1239 + 1.1328 / (b - 3.4)
    v_r = 0.9277 - 3.6224 / (b - 2)

    def step(state):
        i, out, accepted, key = state
        key, key_u, key_v = split(key, 3)
        u = uniform(key_u, shape, lam.dtype) - 0.5
        v = uniform(key_v, shape, lam.dtype)
        us = 0.5 - abs(u)
        k = lax.floor((2 * a / us + b) * u + lam + 0.43)
        s = lax.log(v * inv_alpha / (a / (us * us) + b))
        t = -lam + k * log_lam - lax.lgamma(k + 1)
        reject = (k < 0) | ((us < 0.013) & (v > us))
        accept = ((us >= 0.07) & (v <= v_r)) | (~reject & (s <= t))
        return i + 1, jnp.where(accept, k, out), accepted | accept, key

    start = 0, jnp.full(shape, -1.0, lam.dtype), jnp.zeros(shape, bool), key
    return lax.while_loop(lambda s: (~s[2]).any() & (s[0] < most), step, start)[1].astype(dtype)


def poisson(key, lam, shape=None, dtype=None):
    """Poisson random numbers."""
    _, jnp, _ = _modules()
    dtype = jnp.zeros((), int if dtype is None else dtype).dtype
    if not jnp.issubdtype(dtype, jnp.integer):
        raise ValueError("dtype argument to `poisson` must be an int dtype, got %s" % dtype)
    shape = _shape(shape, lam)
    lam = jnp.broadcast_to(jnp.asarray(lam), shape).astype(jnp.float32)
    key = _words(key)
    small = jnp.isnan(lam) | (lam < 10)
    most = jnp.iinfo(dtype).max
    out = jnp.where(
        small,
        _knuth(key, jnp.where(small, lam, 0.0), shape, dtype, most),
        _transformed_rejection(key, jnp.where(small, 1e5, lam), shape, dtype, most),
    )
    return jnp.where(lam == 0, 0, out)


def t(key, df, shape=(), dtype=None):
    """Student's t random numbers."""
    _, jnp, _ = _modules()
    dtype = _float("t", dtype)
    shape = _shape(shape if shape != () else None, df)
    df = jnp.asarray(df).astype(dtype)
    key_n, key_g = split(key)
    half = df / 2
    return normal(key_n, shape, dtype) * jnp.sqrt(half / gamma(key_g, half, shape, dtype))


def chisquare(key, df, *, shape=None, dtype=None):
    """Chi-square random numbers."""
    _, jnp, _ = _modules()
    dtype = _float("chisquare", dtype)
    return jnp.exp(loggamma(key, jnp.asarray(df).astype(dtype) / 2, _shape(shape, df), dtype)) * 2


def f(key, dfnum, dfden, *, shape=None, dtype=None):
    """Random numbers of the F distribution."""
    _, jnp, _ = _modules()
    dtype = _float("f", dtype)
    shape = _shape(shape, dfnum, dfden)
    dfnum, dfden = jnp.asarray(dfnum).astype(dtype), jnp.asarray(dfden).astype(dtype)
    key_den, key_num = split(key)
    num = chisquare(key_num, dfnum, shape=shape, dtype=dtype) / dfnum
    return num / (chisquare(key_den, dfden, shape=shape, dtype=dtype) / dfden)


def _inversion(key, count, prob, shape, most):
    _, jnp, lax = _modules()
    log1minusprob = jnp.log1p(-prob)

    def step(state):
        i, number, total, key = state
        sub, key = split(key)
        number = jnp.where(total <= count, number + 1, number)
        return i + 1, number, total + jnp.ceil(jnp.log(uniform(sub, shape, prob.dtype)) / log1minusprob), key

    zeros = jnp.zeros(shape, prob.dtype)
    return lax.while_loop(lambda s: (s[2] <= count).any() & (s[0] < most), step, (0.0, zeros, zeros, key))[1] - 1


# What Stirling's formula for log k! leaves out, for k from 0 to 9.
_TAIL = (0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.02079067210376509, 0.0166446911898211,
         0.0138761288230707, 0.0118967099458917, 0.0104112652619720, 0.00925546218271273, 0.00833056343336287)


def _stirling_tail(k):
    _, jnp, _ = _modules()
    few = k <= 9
    k = jnp.clip(k, 0.0, 9.0)
    square = (k + 1) * (k + 1)
    approx = (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1)
    return jnp.where(few, jnp.array(_TAIL, k.dtype)[jnp.floor(k).astype(jnp.int32)], approx)


def _btrs(key, count, prob, shape, most):
    # Hörmann, The generation of binomial random variates (1993).
    _, jnp, lax = _modules()
    stddev = jnp.sqrt(count * prob * (1 - prob))
    b = 1.15 + 2.53 * stddev
    a = -0.0873 + 0.0248 * b + 0.01 * prob
    c = count * prob + 0.5
    v_r = 0.92 - 4.2 / b
    r = prob / (1 - prob)
    alpha = (2.83 + 5.1 / b) * stddev
    m = jnp.floor((count + 1) * prob)

    def step(state):
        i, out, accepted, key = state
        key, key_u, key_v = split(key, 3)
        u = uniform(key_u, shape, prob.dtype)
        v = uniform(key_v, shape, prob.dtype)
        u = u - 0.5
        us = 0.5 - jnp.abs(u)
        k = jnp.floor((2 * a / us + b) * u + c)
        reject = (k < 0) | (k > count)
        first = (us >= 0.07) & (v <= v_r)
        v = jnp.log(v * alpha / (a / (us * us) + b))
        bound = (
            (m + 0.5) * jnp.log((m + 1) / (r * (count - m + 1)))
            + (count + 1) * jnp.log((count - m + 1) / (count - k + 1))
            + (k + 0.5) * jnp.log(r * (count - k + 1) / (k + 1))
            + _stirling_tail(m)
            + _stirling_tail(count - m)
            - _stirling_tail(k)
            - _stirling_tail(count - k)
        )
        accept = first | (~reject & (v <= bound))
        return i + 1, jnp.where(accept, k, out), accepted | accept, key

    start = 0.0, jnp.full(shape, -1.0, prob.dtype), jnp.zeros(shape, bool), key
    return lax.while_loop(lambda s: (~s[2]).any() & (s[0] < most), step, start)[1]


def binomial(key, n, p, shape=None, dtype=None):
    """Binomial random numbers, as floats."""
    _, jnp, _ = _modules()
    dtype = _float("binomial", dtype)
    shape = _shape(shape, n, p)
    prob = jnp.broadcast_to(jnp.asarray(p, dtype=dtype), shape)
    count = jnp.broadcast_to(jnp.asarray(n).astype(prob.dtype), shape)
    key = _words(key)
    low = prob < 0.5
    q = jnp.where(low, prob, 1.0 - prob)
    bad_count, bad_q = jnp.isnan(count) | (count < 0.0), jnp.isnan(q) | (q < 0.0)
    endless = jnp.isinf(count)
    q = jnp.where(bad_q, 0.01, q)
    invert = bad_count | (count * q <= 10.0)
    count = jnp.floor(count)
    most = jnp.finfo(dtype).max
    out = jnp.where(
        invert,
        _inversion(key, jnp.where(invert, count, 0.0), q, shape, most),
        _btrs(key, jnp.where(invert, 1e4, count), jnp.where(invert, 0.5, q), shape, most),
    ).astype(dtype)
    invalid = bad_q | bad_count
    out = jnp.where(invalid, jnp.nan, out)
    out = jnp.where(endless & ~invalid, jnp.inf, out)
    return jnp.where(low | bad_count | jnp.isnan(q) | endless, out, count.astype(dtype) - out)


def multinomial(key, n, p, *, shape=None, dtype=None, unroll=1):
    """Multinomial random numbers, as floats along the last axis."""
    _, jnp, lax = _modules()
    dtype = _float("multinomial", dtype)
    p = jnp.asarray(p) + 0.0
    shape = p.shape if shape is None else _tuple(shape)
    n = jnp.broadcast_to(jnp.asarray(n).astype(p.dtype), shape[:-1])
    p = jnp.moveaxis(jnp.broadcast_to(p, shape), -1, 0)
    left = lax.cumsum(p, 0, reverse=True)
    ratios = p / jnp.where(left == 0, 1, left)
    keys = split(_words(key), len(ratios))

    def step(rest, ratio_key):
        ratio, key = ratio_key
        count = binomial(key, rest, ratio.clip(0, 1), dtype=rest.dtype)
        return rest - count, count

    _, counts = lax.scan(step, n, (ratios, keys))
    return jnp.moveaxis(counts, 0, -1).astype(dtype)


def geometric(key, p, shape=None, dtype=None):
    """Geometric random numbers, from 1."""
    _, jnp, lax = _modules()
    p = jnp.asarray(p) + 0.0
    shape = _shape(shape, p)
    u = uniform(key, shape, p.dtype)
    u = jnp.where(u == 0, 1, u)
    return (lax.floor(lax.log(u) / jnp.broadcast_to(lax.log1p(-p), shape)) + 1).astype(int if dtype is None else dtype)


def triangular(key, left, mode, right, shape=None, dtype=None):
    """Random numbers of the triangular distribution."""
    _, jnp, lax = _modules()
    dtype = _float("triangular", dtype)
    shape = _shape(shape, left, mode, right)
    left, mode, right = [jnp.broadcast_to(jnp.asarray(v).astype(dtype), shape) for v in (left, mode, right)]
    u = uniform(key, shape, dtype)
    low = left + lax.sqrt(u * (right - left) * (mode - left))
    high = right - lax.sqrt((1 - u) * (right - left) * (right - mode))
    return jnp.where(u < (mode - left) / (right - left), low, high)


def wald(key, mean, shape=None, dtype=None):
    """Random numbers of the inverse Gaussian distribution of scale 1."""
    _, jnp, lax = _modules()
    dtype = _float("wald", dtype)
    shape = _shape(shape, mean)
    key_v, key_z = split(key)
    mean = jnp.broadcast_to(jnp.asarray(mean).astype(dtype), shape)
    y = normal(key_v, shape, dtype) ** 2
    z = uniform(key_z, shape, dtype)
    x = mean + mean**2 * y / 2 - mean / 2 * lax.sqrt(4 * mean * y + mean**2 * y**2)
    return jnp.where(z <= mean / (mean + x), x, mean**2 / x)


def double_sided_maxwell(key, loc, scale, shape=(), dtype=None):
    """Random numbers of the double sided Maxwell distribution."""
    _, jnp, _ = _modules()
    dtype = _float("double_sided_maxwell", dtype)
    of = jnp.broadcast_shapes(jnp.shape(loc), jnp.shape(scale))
    shape = (_tuple(shape) or of) + of
    key_m, key_r = split(key)
    return rademacher(key_r, shape, dtype) * maxwell(key_m, shape, dtype) * scale + loc


def generalized_normal(key, p, shape=(), dtype=None):
    """Random numbers of the generalized normal distribution."""
    dtype = _float("generalized_normal", dtype)
    shape = _tuple(shape)
    key_g, key_r = split(key)
    return rademacher(key_r, shape, dtype) * gamma(key_g, 1 / p, shape, dtype) ** (1 / p)


def ball(key, d, p=2, shape=(), dtype=None):
    """Random points of the unit ball of a norm."""
    _, jnp, _ = _modules()
    dtype = _float("ball", dtype)
    shape = _tuple(shape)
    key_g, key_e = split(key)
    g = generalized_normal(key_g, p, shape + (d,), dtype)
    e = exponential(key_e, shape, dtype)
    return g / (((jnp.abs(g) ** p).sum(-1) + e) ** (1 / p))[..., None]


def orthogonal(key, n, shape=(), dtype=None, m=None):
    """Random orthogonal matrices."""
    _, jnp, _ = _modules()
    dtype = _float("orthogonal", dtype)
    m = n if m is None else m
    z = normal(key, _tuple(shape) + (max(n, m), min(n, m)), dtype)
    q, r = jnp.linalg.qr(z)
    d = jnp.linalg.diagonal(r)
    x = q * jnp.expand_dims(jnp.sign(d), -2)
    return x.mT if n < m else x


def key_dtype(impl=None):
    """The dtype of typed keys."""
    return key(0).dtype


_by_cholesky = multivariate_normal


def multivariate_normal(key, mean, cov, shape=None, dtype=None, method="cholesky"):
    """Normal vectors with a mean and a covariance."""
    _, jnp, _ = _modules()
    if method == "cholesky":
        return _by_cholesky(key, mean, cov, shape, dtype)
    if method not in ("svd", "eigh"):
        raise ValueError("method must be one of {'svd', 'eigh', 'cholesky'}")
    dtype = _float("multivariate_normal", dtype)
    mean, cov = jnp.asarray(mean).astype(dtype), jnp.asarray(cov).astype(dtype)
    if shape is None:
        shape = jnp.broadcast_shapes(mean.shape[:-1], cov.shape[:-2])
    if method == "svd":
        vectors, squares, _ = jnp.linalg.svd(cov)
    else:
        squares, vectors = jnp.linalg.eigh(cov)
    factor = vectors * jnp.sqrt(squares[..., None, :])
    return mean + jnp.einsum("...ij,...j->...i", factor, normal(key, _tuple(shape) + mean.shape[-1:], dtype))
