import math as _math

import numpy as _np


def _pointwise(f):
    def function(x):
        x = _np.asarray(x)
        out = _np.array([f(float(v)) for v in _np.ravel(x)]).reshape(x.shape)
        out = out.astype(x.dtype if _np.issubdtype(x.dtype, _np.floating) else float)
        return out if out.ndim else out[()]

    return function


def expit(x):
    """The logistic function."""
    x = _np.asarray(x)
    return 1 / (1 + _np.exp(-x))


def logit(x):
    """The inverse of the logistic function."""
    x = _np.asarray(x)
    return _np.log(x / (1 - x))


def _lgamma(x):
    return _math.inf if x <= 0 and x == int(x) else _math.lgamma(x)


def _gamma(x):
    return _math.nan if x < 0 and x == int(x) else _math.inf if x == 0 else _math.gamma(x)


erf, erfc, gamma, gammaln, loggamma = [_pointwise(f) for f in (_math.erf, _math.erfc, _gamma, _lgamma, _lgamma)]


def logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False):
    """The logarithm of the sum of exponentials."""
    a = _np.asarray(a)
    top = _np.max(a, axis=axis, keepdims=True)
    terms = _np.exp(a - top)
    if b is not None:
        terms = terms * b
    total = _np.log(_np.sum(terms, axis=axis, keepdims=True)) + top
    if keepdims:
        return total
    return _np.squeeze(total, axis=axis) if axis is not None else total.reshape(())[()]


def softmax(x, axis=None):
    """Exponentials that sum to one."""
    x = _np.asarray(x)
    return _np.exp(x - logsumexp(x, axis=axis, keepdims=True))


def log_softmax(x, axis=None):
    """The logarithm of softmax."""
    x = _np.asarray(x)
    return x - logsumexp(x, axis=axis, keepdims=True)


def xlogy(x, y):
    """x·log(y), 0 where x is."""
    x, y = _np.asarray(x), _np.asarray(y)
    return _np.where(x == 0, 0.0, x * _np.log(_np.where(x == 0, 1.0, y)))


def factorial(n, exact=False):
    """n!"""
    return _math.factorial(n) if exact else gamma(_np.asarray(n) + 1.0)


def comb(N, k, *, exact=False, repetition=False):
    """The number of combinations."""
    if repetition:
        return comb(N + k - 1, k, exact=exact)
    return _math.comb(N, k) if exact else float(_math.comb(N, k))
