import jax.numpy as _jnp
from jax import lax as _lax


def _full(x, y):
    x, y = x + 0.0, y + 0.0
    if x.ndim != y.ndim:
        raise ValueError("in1 and in2 must have the same number of dimensions")
    kind = _jnp.result_type(x, y)
    pads = [(n - 1, n - 1) for n in y.shape]
    return _lax.conv_general_dilated(x.astype(kind)[None, None], _jnp.flip(y.astype(kind))[None, None], (1,) * x.ndim, pads)[0, 0]


def _cut(out, shape, mode, other):
    if mode == "full":
        return out
    if mode == "same":
        starts = [(m - n) // 2 for m, n in zip(out.shape, shape)]
        return out[tuple(slice(s, s + n) for s, n in zip(starts, shape))]
    if mode == "valid":
        sizes = [abs(n - k) + 1 for n, k in zip(shape, other)]
        starts = [min(n, k) - 1 for n, k in zip(shape, other)]
        return out[tuple(slice(s, s + n) for s, n in zip(starts, sizes))]
    raise ValueError("mode must be one of ['full', 'same', 'valid']")


def convolve(in1, in2, mode="full", method="auto", precision=None):
    """The convolution of two arrays of any number of dimensions."""
    return _cut(_full(in1, in2), in1.shape, mode, in2.shape)


def fftconvolve(in1, in2, mode="full", axes=None):
    """The convolution of two arrays, along all axes."""
    if axes is not None and sorted(a % in1.ndim for a in ((axes,) if isinstance(axes, int) else axes)) != list(range(in1.ndim)):
        raise NotImplementedError("fftconvolve along some axes only is not supported")
    return convolve(in1, in2, mode)


def correlate(in1, in2, mode="full", method="auto", precision=None):
    """The correlation of two arrays of any number of dimensions."""
    return convolve(in1, _jnp.flip(_jnp.conj(in2)), mode)


def _plane(name, mode, boundary, fillvalue, in1, in2):
    if boundary != "fill" or fillvalue != 0:
        raise NotImplementedError("%s() only supports boundary='fill', fillvalue=0" % name)
    if in1.ndim != 2 or in2.ndim != 2:
        raise ValueError("%s() only supports 2-dimensional inputs." % name)


def convolve2d(in1, in2, mode="full", boundary="fill", fillvalue=0, precision=None):
    """The convolution of two matrices."""
    _plane("convolve2d", mode, boundary, fillvalue, in1, in2)
    return convolve(in1, in2, mode)


def correlate2d(in1, in2, mode="full", boundary="fill", fillvalue=0, precision=None):
    """The correlation of two matrices."""
    _plane("correlate2d", mode, boundary, fillvalue, in1, in2)
    return correlate(in1, in2, mode)


def detrend(data, axis=-1, type="linear", bp=0, overwrite_data=None):
    """The data less its mean or its line of best fit."""
    if type == "constant":
        return data - data.mean(axis, keepdims=True)
    if type != "linear" or bp != 0:
        raise NotImplementedError("detrend has the types 'constant' and 'linear', without breaks")
    x = _jnp.moveaxis(data + 0.0, axis, -1)
    i = _jnp.arange(x.shape[-1]) - (x.shape[-1] - 1) / 2
    slope = (x * i).sum(-1, keepdims=True) / (i * i).sum()
    return _jnp.moveaxis(x - x.mean(-1, keepdims=True) - slope * i, -1, axis)
