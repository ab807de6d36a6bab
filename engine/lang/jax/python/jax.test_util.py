"""Checks of derivatives against numerical differences in one random direction."""
import functools as _functools

import jax as _jax
import jax.numpy as _jnp
import numpy as _np

_STEP = 1e-4
_TOLERANCES = {"float16": 1e-2, "float32": 2e-3, "float64": 1e-5, "complex64": 1e-3, "complex128": 1e-5}
_map = _jax.tree.map


def _is_number(x):
    return isinstance(x, (bool, int, float, complex)) and not hasattr(x, "dtype")


def _dtype(x):
    if hasattr(x, "dtype"):
        return _np.dtype(str(x.dtype))
    return _np.dtype(str(_jax.numpy.result_type(x)))


def _array(value, dtype):
    """An array of NumPy's, or of JAX's where the numbers are complex."""
    return (_jnp if dtype.kind == "c" else _np).asarray(value, dtype=dtype)


def _like(x, value):
    """A value of the type of x: a Python number if that is one."""
    value = _array(value, _dtype(x))
    return value.item() if _is_number(x) else value


def _random(rng, x):
    value = rng.randn(*_jnp.shape(x))
    if _dtype(x).kind == "c":
        value = _jnp.asarray(value) + 1j * _jnp.asarray(rng.randn(*_jnp.shape(x)))
    return _like(x, value)


def _tolerance(given, dtype):
    if isinstance(given, dict):
        for key, value in given.items():
            if _np.dtype(key) == dtype:
                return value
        given = None
    return _TOLERANCES.get(str(dtype), 0) if given is None else given


def _close(actual, desired, atol, rtol, what):
    def leaf(a, b):
        a, b = _array(a, _dtype(a)), _array(b, _dtype(b))
        assert a.shape == b.shape
        limits = [max(_tolerance(t, a.dtype), _tolerance(t, b.dtype)) for t in (atol, rtol)]
        limits = {"atol": limits[0] * a.size, "rtol": limits[1] * b.size}
        if a.dtype.kind == "c" or b.dtype.kind == "c":
            far = _jnp.abs(a - b) > limits["atol"] + limits["rtol"] * _jnp.abs(b)
            assert not far.any(), "Not equal to tolerance rtol=%g, atol=%g\n%s\n ACTUAL: %s\n DESIRED: %s" % (
                limits["rtol"], limits["atol"], what, a, b)
            return
        _np.testing.assert_allclose(a, b, err_msg=what, **limits)

    _map(leaf, actual, desired)


def _difference(f, at, direction, eps):
    """The central difference of f; where both values are the same infinity, zero."""
    step = _map(lambda v: _like(v, _array(v, _dtype(v)) * eps), direction)
    above = f(*_map(lambda x, d: _like(x, _array(x, _dtype(x)) + _array(d, _dtype(x))), at, step))
    below = f(*_map(lambda x, d: _like(x, _array(x, _dtype(x)) - _array(d, _dtype(x))), at, step))

    def quotient(a, b):
        dtype = _dtype(a)
        xp = _jnp if dtype.kind == "c" else _np
        a, b = xp.asarray(a, dtype), xp.asarray(b, dtype)
        difference = xp.where(a == b, xp.zeros((), dtype), a - b)
        return xp.asarray(difference * xp.asarray(0.5 / eps, dtype), dtype)

    return _map(quotient, above, below)


def _inner(xs, ys):
    def leaf(x, y):
        if "c" in (_dtype(x).kind, _dtype(y).kind):
            return _np.asarray(_jnp.vdot(_jnp.asarray(x), _jnp.asarray(y)).real)
        return _np.dot(_np.asarray(x).reshape(-1), _np.asarray(y).reshape(-1))

    return _functools.reduce(lambda a, b: a + b, _jax.tree.leaves(_map(leaf, xs, ys)))


def check_jvp(f, f_jvp, args, atol=None, rtol=None, eps=_STEP, err_msg=""):
    """Compares a forward derivative with numerical differences."""
    rng = _np.random.RandomState(0)
    tangent = _map(lambda x: _random(rng, x), args)
    value, derivative = f_jvp(args, tangent)
    _map(lambda v, d: None if _dtype(v) == _dtype(d) or str(_dtype(v)) == "float0" else _refuse(v, d), value, derivative)
    prefix = err_msg + " " if err_msg else ""
    _close(value, f(*args), atol, rtol, prefix + "primal")
    _close(derivative, _difference(f, args, tangent, eps), atol, rtol, prefix + "tangent")


def _refuse(value, derivative):
    raise AssertionError("the value has dtype %s, its tangent %s" % (_dtype(value), _dtype(derivative)))


def check_vjp(f, f_vjp, args, atol=None, rtol=None, eps=_STEP, err_msg=""):
    """Compares a reverse derivative with numerical differences."""
    rng = _np.random.RandomState(0)
    value, pull = f_vjp(*args)
    prefix = err_msg + " " if err_msg else ""
    _close(value, f(*args), atol, rtol, prefix + "primal")
    tangent = _map(lambda x: _random(rng, x), args)
    expected = _difference(f, args, tangent, eps)
    cotangent = _map(lambda v: _random(rng, v), value)
    conj = lambda tree: _map(lambda x: _like(x, _array(x, _dtype(x)).conj()), tree)
    pulled = conj(pull(conj(cotangent)))
    _close(_inner(tangent, pulled), _inner(expected, cotangent), atol, rtol, prefix + "cotangent projection")


def _linearized(f, primals, tangents):
    value, push = _jax.linearize(f, *primals)
    return value, push(*tangents)


def check_grads(f, args, order, modes=("fwd", "rev"), atol=None, rtol=None, eps=None):
    """Compares derivatives up to an order with numerical differences."""
    limits = {"atol": atol, "rtol": rtol, "eps": eps or _STEP}

    def check(f, args, order, path):
        def name(mode):
            return "%s of %s" % (mode, path) if path else mode

        for mode, derivative in (("fwd", _functools.partial(_jax.jvp, f)), ("rev", None), ("lin", _functools.partial(_linearized, f))):
            if mode not in modes:
                continue
            if mode == "rev":
                check_vjp(f, _functools.partial(_jax.vjp, f), args, err_msg=name("VJP"), **limits)
                if order > 1:

                    def pulled_back(*args):
                        value, pull = _jax.vjp(f, *args)
                        return pull(value)

                    check(pulled_back, args, order - 1, name("VJP"))
                continue
            label = name({"fwd": "JVP", "lin": "LIN"}[mode])
            check_jvp(f, derivative, args, err_msg=label, **limits)
            if order > 1:
                check(derivative, (args, args), order - 1, label)

    check(f, tuple(args), order, "")
