# Discrete Fourier transforms: halves while the size is even, products with a
# matrix of roots of unity where it is odd.

import math as _math

import jax.numpy as _jnp


def _roots(n, sign, kind):
    k = [2 * _math.pi * i / n for i in range(n)]
    return _jnp.array([complex(_clean(_math.cos(v)), sign * _clean(_math.sin(v))) for v in k], kind)


def _clean(v):
    return 0.0 if abs(v) < 1e-15 else v  # the zeros of sine and cosine


def _transform(x, sign):
    n = x.shape[-1]
    if n == 1:
        return x
    roots = _roots(n, sign, x.dtype)
    if n % 2:
        i = _jnp.arange(n)
        return x @ roots[(i[:, None] * i[None, :]) % n]
    even, odd = _transform(x[..., 0::2], sign), _transform(x[..., 1::2], sign)
    odd = odd * roots[: n // 2]
    return _jnp.concatenate([even + odd, even - odd], axis=-1)


def _resized(x, n, axis):
    have = x.shape[axis]
    if n < have:
        return _jnp.moveaxis(_jnp.moveaxis(x, axis, 0)[:n], 0, axis)
    pads = [(0, 0)] * x.ndim
    pads[axis] = (0, n - have)
    return _jnp.pad(x, pads)


def _scale(n, norm, inverse):
    if norm not in (None, "backward", "ortho", "forward"):
        raise ValueError("Invalid norm value %s; should be \"backward\", \"ortho\" or \"forward\"." % norm)
    if norm == "ortho":
        return 1 / _math.sqrt(n)
    return 1 / n if (norm == "forward") != inverse else 1.0


def _complex(a):
    a = _jnp.asarray(a)
    return a if _jnp.iscomplexobj(a) else a.astype(_jnp.result_type(a.dtype, _jnp.complex64))


def _check(a, n, name):
    if n is not None and n < 1:
        raise ValueError("jnp.fft.%s: Shape should be non-negative and not zero, got n=%s" % (name, n))


def fft(a, n=None, axis=-1, norm=None):
    """The discrete Fourier transform."""
    return _one(a, n, axis, norm, -1)


def ifft(a, n=None, axis=-1, norm=None):
    """The inverse of fft."""
    return _one(a, n, axis, norm, 1)


def _one(a, n, axis, norm, sign):
    _check(a, n, "fft")
    a = _complex(a)
    axis %= a.ndim
    if n is not None:
        a = _resized(a, n, axis)
    size = a.shape[axis]
    out = _transform(_jnp.moveaxis(a, axis, -1), sign) * _scale(size, norm, sign > 0)
    return _jnp.moveaxis(out, -1, axis)


def _several(a, s, axes):
    if axes is None:
        axes = tuple(range(a.ndim - len(s), a.ndim)) if s is not None else tuple(range(a.ndim))
    if len(set(d % a.ndim for d in axes)) != len(axes):
        raise ValueError("jax.numpy.fft does not support repeated axes. Got axes %s." % (list(axes),))
    return (None,) * len(axes) if s is None else s, axes


def fftn(a, s=None, axes=None, norm=None):
    """The transform along several axes."""
    a = _complex(a)
    s, axes = _several(a, s, axes)
    for n, axis in zip(s, axes):
        a = fft(a, n, axis, norm)
    return a


def ifftn(a, s=None, axes=None, norm=None):
    """The inverse of fftn."""
    a = _complex(a)
    s, axes = _several(a, s, axes)
    for n, axis in zip(s, axes):
        a = ifft(a, n, axis, norm)
    return a


def fft2(a, s=None, axes=(-2, -1), norm=None):
    """The transform along two axes."""
    return fftn(a, s, axes, norm)


def ifft2(a, s=None, axes=(-2, -1), norm=None):
    """The inverse of fft2."""
    return ifftn(a, s, axes, norm)


def _half(a, axis):
    return _jnp.moveaxis(_jnp.moveaxis(a, axis, 0)[: a.shape[axis] // 2 + 1], 0, axis)


def rfft(a, n=None, axis=-1, norm=None):
    """The transform of real numbers: the half that determines the rest."""
    if _jnp.iscomplexobj(a):
        raise TypeError("only real valued inputs supported for rfft")
    return _half(fft(a, n, axis, norm), axis)


def irfft(a, n=None, axis=-1, norm=None):
    """The inverse of rfft."""
    a = _complex(a)
    m = 2 * (a.shape[axis] - 1) if n is None else n
    a = _jnp.moveaxis(_resized(a, m // 2 + 1, axis % a.ndim), axis, -1)
    first = a[..., :1].real.astype(a.dtype)
    rest = a[..., 1:]
    if m % 2 == 0:
        middle = rest[..., -1:].real.astype(a.dtype)
        full = _jnp.concatenate([first, rest[..., :-1], middle, _jnp.flip(_jnp.conj(rest[..., :-1]), -1)], axis=-1)
    else:
        full = _jnp.concatenate([first, rest, _jnp.flip(_jnp.conj(rest), -1)], axis=-1)
    return _jnp.moveaxis(ifft(full, norm=norm).real, -1, axis)


def rfftn(a, s=None, axes=None, norm=None):
    """The transform of real numbers along several axes."""
    a = _jnp.asarray(a)
    s, axes = _several(a, s, axes)
    out = rfft(a, s[-1], axes[-1], norm)
    return fftn(out, s[:-1] if s[0] is not None else None, axes[:-1], norm) if len(axes) > 1 else out


def irfftn(a, s=None, axes=None, norm=None):
    """The inverse of rfftn."""
    a = _complex(a)
    s, axes = _several(a, s, axes)
    for n, axis in list(zip(s, axes))[:-1]:
        a = ifft(a, n, axis, norm)
    return irfft(a, s[-1], axes[-1], norm)


def rfft2(a, s=None, axes=(-2, -1), norm=None):
    """The transform of real numbers along two axes."""
    return rfftn(a, s, axes, norm)


def irfft2(a, s=None, axes=(-2, -1), norm=None):
    """The inverse of rfft2."""
    return irfftn(a, s, axes, norm)


_SWAPPED = {None: "forward", "backward": "forward", "forward": "backward", "ortho": "ortho"}


def hfft(a, n=None, axis=-1, norm=None):
    """The transform of numbers with Hermitian symmetry."""
    return irfft(_jnp.conj(a), n, axis, _SWAPPED[norm])


def ihfft(a, n=None, axis=-1, norm=None):
    """The inverse of hfft."""
    return _jnp.conj(rfft(a, n, axis, _SWAPPED[norm]))


def fftfreq(n, d=1.0, *, dtype=None, device=None):
    """The frequencies of fft."""
    k = _jnp.concatenate([_jnp.arange((n - 1) // 2 + 1), _jnp.arange(-(n // 2), 0)])
    return (k / _jnp.array(d * n, dtype or float)).astype(dtype or float)


def rfftfreq(n, d=1.0, *, dtype=None, device=None):
    """The frequencies of rfft."""
    return (_jnp.arange(n // 2 + 1) / _jnp.array(d * n, dtype or float)).astype(dtype or float)


def fftshift(x, axes=None):
    """The zero frequency moved to the middle."""
    axes = tuple(range(x.ndim)) if axes is None else (axes,) if isinstance(axes, int) else tuple(axes)
    return _jnp.roll(x, [x.shape[a] // 2 for a in axes], axes)


def ifftshift(x, axes=None):
    """The inverse of fftshift."""
    axes = tuple(range(x.ndim)) if axes is None else (axes,) if isinstance(axes, int) else tuple(axes)
    return _jnp.roll(x, [-(x.shape[a] // 2) for a in axes], axes)
