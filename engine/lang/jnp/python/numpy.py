# What numpy and jax.numpy have in common that is written in Python. Names such
# as sum and any are those of the module.

import builtins as _builtins
from _printing import get_printoptions, set_printoptions


class printoptions:
    """Print options for a while."""

    def __init__(self, *args, **kwargs):
        self._new = (args, kwargs)

    def __enter__(self):
        self._old = get_printoptions()
        args, kwargs = self._new
        set_printoptions(*args, **kwargs)
        return get_printoptions()

    def __exit__(self, *error):
        set_printoptions(**{name: self._old[name] for name in ("precision", "threshold", "edgeitems", "linewidth", "suppress")})


class _Grid:
    def __init__(self, sparse):
        self._sparse = sparse

    def __getitem__(self, key):
        one = not isinstance(key, tuple)
        axes = [_axis(k) for k in ((key,) if one else key)]
        if one:
            return axes[0]
        grid = meshgrid(*axes, indexing="ij", sparse=self._sparse)
        return _grids(grid) if self._sparse else stack(_common(grid))


_grids = list if __name__ == "jax.numpy" else tuple


def _common(arrays):
    kind = result_type(*arrays)
    return [a.astype(kind) for a in arrays]


def _axis(key):
    start, step = 0 if key.start is None else key.start, 1 if key.step is None else key.step
    if isinstance(step, complex):
        return linspace(start, key.stop, int(_builtins.abs(step)))
    return arange(start, key.stop, step)


mgrid = _Grid(False)
ogrid = _Grid(True)


class _Concatenator:
    def __init__(self, axis, columns):
        self._axis, self._columns = axis, columns

    def __getitem__(self, key):
        axis, ndmin, at = self._axis, 1, -1
        parts = []
        for k in key if isinstance(key, tuple) else (key,):
            if isinstance(k, str):
                if k in ("r", "c"):
                    raise NotImplementedError("matrices are not supported: '%s'" % k)
                numbers = [int(v) for v in k.split(",")]
                axis = numbers[0]
                if len(numbers) > 1:
                    ndmin = numbers[1]
                if len(numbers) > 2:
                    at = numbers[2]
                continue
            if isinstance(k, slice):
                part = _axis(k)
            else:
                part = array(k)
            parts.append(part)
        shaped = []
        for p in parts:
            if self._columns and p.ndim < 2:
                p = p.reshape(-1, 1)
            elif ndmin > p.ndim:
                new = ndmin - p.ndim
                order = list(range(ndmin))
                if p.ndim:
                    start = at if at >= 0 else ndmin + at - p.ndim + 1
                    order = [None] * ndmin
                    for i in range(p.ndim):
                        order[start + i] = new + i
                    free = iter(range(new))
                    order = [next(free) if o is None else o for o in order]
                p = p.reshape((1,) * new + p.shape).transpose(order)
            shaped.append(p)
        return concatenate(shaped, axis=axis)


r_ = _Concatenator(0, False)
c_ = _Concatenator(-1, True)


class _Index:
    def __init__(self, always):
        self._always = always

    def __getitem__(self, key):
        return (key,) if self._always and not isinstance(key, tuple) else key


index_exp = _Index(True)
s_ = _Index(False)


def iterable(y):
    try:
        iter(y)
    except TypeError:
        return False
    return True


def diag_indices_from(arr):
    if arr.ndim < 2:
        raise ValueError("input array must be at least 2-d")
    if len(set(arr.shape)) != 1:
        raise ValueError("All dimensions of input must be of equal length")
    return diag_indices(arr.shape[0], ndim=arr.ndim)


def tril_indices_from(arr, k=0):
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return tril_indices(arr.shape[-2], k=k, m=arr.shape[-1])


def triu_indices_from(arr, k=0):
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return triu_indices(arr.shape[-2], k=k, m=arr.shape[-1])


def mask_indices(n, mask_func, k=0, *, size=None):
    i, j = nonzero(mask_func(ones((n, n)), k))
    return (i, j) if size is None else (i[:size], j[:size])


def apply_over_axes(func, a, axes):
    for axis in (axes,) if isinstance(axes, int) else axes:
        b = func(a, axis=axis)
        if b.ndim == a.ndim - 1:
            b = expand_dims(b, axis)
        elif b.ndim != a.ndim:
            raise ValueError("function is not returning an array of the correct shape")
        a = b
    return a


def cumulative_sum(x, /, *, axis=None, dtype=None, include_initial=False):
    return _cumulative("cumulative_sum", cumsum, 0, x, axis, dtype, include_initial)


def cumulative_prod(x, /, *, axis=None, dtype=None, include_initial=False):
    return _cumulative("cumulative_prod", cumprod, 1, x, axis, dtype, include_initial)


def _cumulative(name, running, initial, x, axis, dtype, include_initial):
    if x.ndim == 0:
        raise ValueError("The input must be non-scalar to take a cumulative sum, however a scalar value or scalar array was given.")
    if axis is None:
        if x.ndim > 1:
            raise ValueError("The input array has rank %d, however axis was not set to an explicit value. The axis argument is only optional for one-dimensional arrays." % x.ndim)
        axis = 0
    out = running(x, axis=axis, dtype=dtype)
    if include_initial:
        shape = list(x.shape)
        shape[axis] = 1
        out = concatenate([full(tuple(shape), initial, dtype=out.dtype), out], axis=axis)
    return out


def bartlett(M):
    if M <= 1:
        return ones(M)
    n = arange(M, dtype=float)
    return 1 - abs(2 * n + 1 - M) / (M - 1)


def blackman(M):
    if M <= 1:
        return ones(M)
    n = arange(M, dtype=float)
    return 0.42 - 0.5 * cos(2 * pi * n / (M - 1)) + 0.08 * cos(4 * pi * n / (M - 1))


def hamming(M):
    if M <= 1:
        return ones(M)
    n = arange(M, dtype=float)
    return 0.54 - 0.46 * cos(2 * pi * n / (M - 1))


def hanning(M):
    if M <= 1:
        return ones(M)
    n = arange(M, dtype=float)
    return 0.5 * (1 - cos(2 * pi * n / (M - 1)))


def kaiser(M, beta):
    if M <= 1:
        return ones(M)
    n = arange(M, dtype=float)
    alpha = 0.5 * (M - 1)
    return i0(beta * sqrt(1 - ((n - alpha) / alpha) ** 2)) / i0(beta * ones(M))


def nanpercentile(a, q, axis=None, method="linear", keepdims=False):
    return nanquantile(a, true_divide(q, 100), axis=axis, method=method, keepdims=keepdims)


def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False):
    # Sorting puts nan last; what remains has a length of its own in every row.
    q = asarray(q) + 0.0
    dims = tuple(range(a.ndim)) if axis is None else (axis,) if isinstance(axis, int) else tuple(axis)
    dims = tuple(d % a.ndim for d in dims)
    rest = [d for d in range(a.ndim) if d not in dims]
    kept = [1 if d in dims else a.shape[d] for d in range(a.ndim)]
    rows = transpose(a, tuple(rest) + dims).reshape([a.shape[d] for d in rest] + [-1])
    rows = sort(rows + 0.0, axis=-1)
    count = sum(~isnan(rows), axis=-1)
    out = []
    for p in ravel(q):
        place = p * (count - 1)
        low, high = floor(place), ceil(place)
        weight = place - low
        last = maximum(count - 1, 0)
        lower = take_along_axis(rows, expand_dims(clip(low, 0, last).astype(int), -1), -1)[..., 0]
        upper = take_along_axis(rows, expand_dims(clip(high, 0, last).astype(int), -1), -1)[..., 0]
        if method == "linear":
            v = lower * (1 - weight) + upper * weight
        elif method == "lower":
            v = lower
        elif method == "higher":
            v = upper
        elif method == "nearest":
            v = where(weight > 0.5, upper, where(weight == 0.5, where(low % 2 == 0, lower, upper), lower))
        elif method == "midpoint":
            v = (lower + upper) * 0.5
        else:
            raise ValueError("method can only be 'linear', 'lower', 'higher', 'midpoint', or 'nearest'")
        v = where(count == 0, nan, v)
        out.append(v.reshape(kept) if keepdims else v)
    return out[0] if q.ndim == 0 else stack(out).reshape(q.shape + out[0].shape)


def partition(a, kth, axis=-1):
    _kth(a, kth, axis)
    return sort(a, axis=axis)


def argpartition(a, kth, axis=-1):
    _kth(a, kth, axis)
    return argsort(a, axis=axis)


def _kth(a, kth, axis):
    n = a.shape[axis]
    if not -n <= kth < n:
        raise ValueError("kth(=%d) out of bounds (%d)" % (kth, n))


def poly(seq_of_zeros):
    a = atleast_1d(seq_of_zeros)
    if a.ndim == 2 and a.shape[0] == a.shape[1] and a.shape[0] != 0:
        a = linalg.eigvals(a)
    elif a.ndim != 1:
        raise ValueError("input must be 1d or non-empty square 2d array.")
    out = ones((1,), dtype=a.dtype)
    for k in range(len(a)):
        out = convolve(out, stack([ones_like(a[k]), -a[k]]), mode="full")
    return out


def polydiv(u, v, *, trim_leading_zeros=False):
    u, v = atleast_1d(u) + 0.0, atleast_1d(v) + 0.0
    m, n = len(u) - 1, len(v) - 1
    scale = 1.0 / v[0]
    q = []
    r = u
    for k in range(m - n + 1):
        d = scale * r[k]
        q.append(d)
        r = concatenate([r[:k], r[k : k + n + 1] - d * v, r[k + n + 1 :]])
    q = stack(q) if q else zeros(1, dtype=u.dtype)
    if trim_leading_zeros:
        r = trim_zeros(r, "f")
    return q, r


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    if deg < 0:
        raise ValueError("expected deg >= 0")
    if x.ndim != 1:
        raise TypeError("expected 1D vector for x")
    if x.size == 0:
        raise TypeError("expected non-empty vector for x")
    if y.ndim < 1 or y.ndim > 2:
        raise TypeError("expected 1D or 2D array for y")
    if x.shape[0] != y.shape[0]:
        raise TypeError("expected x and y to have same length")
    order = deg + 1
    if rcond is None:
        rcond = len(x) * float(finfo((x + 0.0).dtype).eps)
    lhs, rhs = vander(x + 0.0, order), y + 0.0
    if w is not None:
        lhs = lhs * w[:, None]
        rhs = rhs * (w[:, None] if rhs.ndim == 2 else w)
    scale = sqrt((lhs * lhs).sum(axis=0))
    c, resids, rank, s = linalg.lstsq(lhs / scale, rhs, rcond)
    c = (c.T / scale).T
    if full:
        return c, resids, asarray(rank), s, asarray(rcond)
    if cov:
        base = linalg.inv(dot((lhs / scale).T, lhs / scale)) / outer(scale, scale)
        if cov == "unscaled":
            fac = 1
        else:
            if len(x) <= order:
                raise ValueError("the number of data points must exceed order to scale the covariance matrix")
            fac = sum(resids) / (len(x) - order)
        if y.ndim == 1:
            return c, base * fac
        return c, base[:, :, None] * fac
    return c


def roots(p, *, strip_zeros=True):
    p = atleast_1d(p)
    if p.ndim != 1:
        raise ValueError("Input must be a rank-1 array.")
    filled = [i for i in range(len(p)) if strip_zeros and bool(p[i] != 0) or not strip_zeros]
    if not filled:
        return zeros(0, dtype=p.dtype)
    trailing = len(p) - 1 - filled[-1]
    p = p[filled[0] : filled[-1] + 1] + 0.0
    n = len(p)
    if n < 2:
        return zeros(trailing, dtype=p.dtype)
    companion = concatenate([(-p[1:] / p[0])[None], eye(n - 2, n - 1, dtype=p.dtype)])
    return concatenate([linalg.eigvals(companion), zeros(trailing)])


def trim_zeros(filt, trim="fb"):
    keep = [i for i in range(len(filt)) if filt[i] != 0]
    if not keep:
        return filt[:0]
    trim = trim.lower()
    return filt[keep[0] if "f" in trim else 0 : keep[-1] + 1 if "b" in trim else len(filt)]


def histogram2d(x, y, bins=10, range=None, weights=None, density=None):
    try:
        n = len(bins)
    except TypeError:
        n = 1
    if n != 1 and n != 2:
        bins = [asarray(bins), asarray(bins)]
    counts, edges = histogramdd(stack([x, y], axis=-1), bins, range, weights, density)
    return counts, edges[0], edges[1]


def histogramdd(sample, bins=10, range=None, weights=None, density=None):
    n, d = sample.shape
    if weights is not None and weights.shape != (n,):
        raise ValueError("should have one weight for each sample.")
    if range is not None and (len(range) != d or _builtins.any([r is not None and len(r) != 2 for r in range])):
        raise ValueError("For sample.shape=%r, range must be a sequence of %d pairs or Nones; got range=%r" % (sample.shape, d, range))
    per_axis = [bins] * d if isinstance(bins, int) else list(bins)
    if len(per_axis) != d:
        raise ValueError("should be a bin for each dimension.")
    edges, places, sizes = [], [], []
    for i, b in enumerate(per_axis):
        e = histogram_bin_edges(sample[:, i], b, None if range is None else range[i], weights)
        p = searchsorted(e, sample[:, i], side="right")
        p = where(sample[:, i] == e[-1], p - 1, p)
        edges.append(e)
        places.append(p)
        sizes.append(len(e) + 1)
    flat = zeros(n, dtype=places[0].dtype)
    for p, size in zip(places, sizes):
        flat = flat * size + p
    length = 1
    for size in sizes:
        length *= size
    counts = bincount(flat, weights, minlength=length).reshape(sizes)[(slice(1, -1),) * d]
    if density:
        counts = counts + 0.0
        total = counts.sum()
        for i, e in enumerate(edges):
            shape = [1] * d
            shape[i] = -1
            counts = counts / diff(e).reshape(shape)
        counts = counts / total
    return counts, edges


def _unique(name, fields):
    from collections import namedtuple

    return namedtuple(name, fields)


def unique_all(x, /, *, size=None, fill_value=None):
    return _unique_all(*unique(x, True, True, True, equal_nan=False, size=size, fill_value=fill_value))


def unique_counts(x, /, *, size=None, fill_value=None):
    return _unique_counts(*unique(x, return_counts=True, equal_nan=False, size=size, fill_value=fill_value))


def unique_inverse(x, /, *, size=None, fill_value=None):
    return _unique_inverse(*unique(x, return_inverse=True, equal_nan=False, size=size, fill_value=fill_value))


def unique_values(x, /, *, size=None, fill_value=None):
    return unique(x, equal_nan=False, size=size, fill_value=fill_value)


_unique_all = _unique("_UniqueAllResult", "values indices inverse_indices counts")
_unique_counts = _unique("_UniqueCountsResult", "values counts")
_unique_inverse = _unique("_UniqueInverseResult", "values inverse_indices")


def isdtype(dtype, kind):
    if isinstance(kind, tuple):
        return _builtins.any([isdtype(dtype, k) for k in kind])
    named = {
        "bool": ["bool"], "signed integer": [signedinteger], "unsigned integer": [unsignedinteger], "integral": [integer],
        "real floating": [floating], "complex floating": [complexfloating], "numeric": [number],
    }
    if isinstance(kind, str):
        if kind not in named:
            raise ValueError("Unrecognized kind=%r expected one of %r, or a compatible input for jnp.dtype()" % (kind, list(named)))
        return _builtins.any([issubdtype(dtype, k) for k in named[kind]])
    return issubdtype(dtype, kind)


def fromiter(*args, **kwargs):
    raise NotImplementedError("jnp.fromiter() is not implemented because it may be non-pure and thus unsafe for use with JAX arrays. Consider using jnp.asarray(np.fromiter(...)) instead, although care should be taken if np.fromiter is used within jax transformations because of its potential side-effect of consuming the iterable object; for more information see https://docs.jax.dev/en/latest/notebooks/Common_Gotchas_in_JAX.html#pure-functions")
