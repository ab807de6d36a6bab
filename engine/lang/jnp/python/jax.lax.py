# Convolutions, windows and solvers of jax.lax, made of its other functions.

import builtins as _builtins
from collections import namedtuple as _namedtuple
from enum import Enum as _Enum, IntEnum as _IntEnum

ConvDimensionNumbers = _namedtuple("ConvDimensionNumbers", ["lhs_spec", "rhs_spec", "out_spec"])


def _jnp():
    import jax.numpy as jnp

    return jnp


def conv_dimension_numbers(lhs_shape, rhs_shape, dimension_numbers):
    """The axes of a convolution's operands and result, from strings such as NHWC."""
    if isinstance(dimension_numbers, ConvDimensionNumbers):
        return dimension_numbers
    if len(lhs_shape) != len(rhs_shape):
        raise TypeError("convolution requires lhs and rhs ndim to be equal, got %d and %d." % (len(lhs_shape), len(rhs_shape)))
    n = len(lhs_shape)
    if dimension_numbers is None:
        iota = tuple(range(n))
        return ConvDimensionNumbers(iota, iota, iota)
    if not isinstance(dimension_numbers, (list, tuple)) or len(dimension_numbers) != 3:
        raise TypeError("convolution dimension_numbers must be tuple/list or None, got %s." % type(dimension_numbers))
    if not all([isinstance(e, str) for e in dimension_numbers]):
        raise TypeError("convolution dimension_numbers elements must be strings, got %s." % (tuple(map(type, dimension_numbers)),))
    for i, e in enumerate(dimension_numbers):
        if len(e) != n:
            raise TypeError("convolution dimension_numbers[%d] must have len equal to the ndim of lhs and rhs, got %d for lhs and rhs shapes %s and %s." % (i, len(e), lhs_shape, rhs_shape))
    for i, (e, chars) in enumerate(zip(dimension_numbers, ("NC", "OI", "NC"))):
        if e.count(chars[0]) != 1 or e.count(chars[1]) != 1:
            raise TypeError("convolution dimension_numbers[%d] must contain the characters '%s' and '%s' exactly once, got %s." % (i, chars[0], chars[1], e))
        if len(set(e)) != n:
            raise TypeError("convolution dimension_numbers[%d] cannot have duplicate characters, got %s." % (i, e))
    lhs, rhs, out = dimension_numbers
    space = [c for c in rhs if c not in "OI"]
    if not set(lhs) - set("NC") == set(space) == set(out) - set("NC"):
        raise TypeError("convolution dimension_numbers elements must each have the same set of spatial characters, got %s." % (tuple(dimension_numbers),))
    places = lambda e, first: tuple(e.index(c) for c in list(first) + space)
    return ConvDimensionNumbers(places(lhs, "NC"), places(rhs, "OI"), places(out, "NC"))


def padtype_to_pads(in_shape, window_shape, window_strides, padding):
    """The padding, (low, high) per axis, that a name stands for."""
    pads = []
    for n, w, s in zip(in_shape, window_shape, window_strides):
        if padding == "VALID":
            pads.append((0, 0))
            continue
        total = _positive((-(-n // s) - 1) * s + w - n) if n else 0
        if padding == "SAME":
            pads.append((total // 2, total - total // 2))
        elif padding == "SAME_LOWER":
            pads.append((total - total // 2, total // 2))
        else:
            raise RuntimeError("Unknown padding type: %s" % padding)
    return pads


def _positive(n):
    # Here max is lax.max, whose results are traced under jit.
    return n if n > 0 else 0


def _reach(n, dilation):
    return (n - 1) * dilation + 1 if n else 0


def conv_general_dilated(lhs, rhs, window_strides, padding, lhs_dilation=None, rhs_dilation=None, dimension_numbers=None,
                         feature_group_count=1, batch_group_count=1, precision=None, preferred_element_type=None, out_sharding=None):
    """A convolution with strides, padding and dilation, of any layout."""
    jnp = _jnp()
    if isinstance(lhs, (list, tuple)) or isinstance(rhs, (list, tuple)):
        raise TypeError("conv_general_dilated requires ndarray or scalar arguments")
    lhs, rhs = jnp.asarray(lhs), jnp.asarray(rhs)
    if lhs.dtype != rhs.dtype:
        raise TypeError("lax.conv_general_dilated requires arguments to have the same dtypes, got %s, %s." % (lhs.dtype, rhs.dtype))
    dn = conv_dimension_numbers(lhs.shape, rhs.shape, dimension_numbers)
    x, w = lhs.transpose(dn.lhs_spec), rhs.transpose(dn.rhs_spec)
    k = x.ndim - 2
    strides = tuple(window_strides)
    lhs_dilation = (1,) * k if lhs_dilation is None else tuple(lhs_dilation)
    rhs_dilation = (1,) * k if rhs_dilation is None else tuple(rhs_dilation)
    if len(strides) != k:
        raise ValueError("conv_general_dilated window and window_strides must have the same number of dimensions, but got %d and %d" % (k, len(strides)))
    for name, v in (("rhs_dilation", rhs_dilation), ("lhs_dilation", lhs_dilation)):
        if len(v) != k:
            raise TypeError("conv_general_dilated %s must have length equal to the number of spatial dimensions, %d, got %s" % (name, k, v))
    groups = feature_group_count
    if groups * w.shape[1] != x.shape[1]:
        raise ValueError("conv_general_dilated rhs input feature dimension size times feature_group_count must equal the lhs feature dimension size, but %d * %d != %d."
                         % (w.shape[1], groups, x.shape[1]) if groups > 1 else
                         "conv_general_dilated feature_group_count * rhs input feature dimension size must equal the lhs feature dimension size, got %d, %d and %d."
                         % (groups, w.shape[1], x.shape[1]))
    space = [_reach(n, d) for n, d in zip(x.shape[2:], lhs_dilation)]
    window = [_reach(n, d) for n, d in zip(w.shape[2:], rhs_dilation)]
    if isinstance(padding, str):
        padding = padtype_to_pads(space, window, strides, padding.upper())
    elif len(padding) != k:
        raise TypeError("padding must have one (low, high) pair for each of the %d spatial dimensions, got %s" % (k, padding))
    x = pad(x, jnp.zeros((), x.dtype), [(0, 0, 0), (0, 0, 0)] + [(int(lo), int(hi), d - 1) for (lo, hi), d in zip(padding, lhs_dilation)])
    if batch_group_count > 1:
        n = x.shape[0] // batch_group_count
        parts = [_conv(x[g * n : (g + 1) * n], v, strides, window, rhs_dilation, 1) for g, v in enumerate(jnp.split(w, batch_group_count))]
        out = jnp.concatenate(parts, axis=1)
    else:
        out = _conv(x, w, strides, window, rhs_dilation, groups)
    order = [dn.out_spec.index(i) for i in range(k + 2)]
    out = out.transpose(order)
    return out if preferred_element_type is None else out.astype(preferred_element_type)


def _conv(x, w, strides, window, dilation, groups):
    # The sum over the places of the window of a product of matrices each.
    from itertools import product

    jnp = _jnp()
    out_space = [_positive((n - r) // s + 1) for n, r, s in zip(x.shape[2:], window, strides)]
    total = None
    for place in product(*[range(n) for n in w.shape[2:]]):
        starts = [p * d for p, d in zip(place, dilation)]
        part = slice(x, [0, 0] + starts, list(x.shape[:2]) + [a + (n - 1) * s + 1 if n else a for a, n, s in zip(starts, out_space, strides)], [1, 1] + list(strides))
        v = w[(_builtins.slice(None),) * 2 + place]
        if groups == 1:
            term = jnp.einsum("ni...,oi->no...", part, v)
        else:
            n, o = part.shape[0], v.shape[0]
            grouped = part.reshape((n, groups, -1) + part.shape[2:])
            term = jnp.einsum("ngi...,goi->ngo...", grouped, v.reshape(groups, o // groups, -1)).reshape((n, o) + part.shape[2:])
        total = term if total is None else total + term
    if total is None:
        total = jnp.zeros([x.shape[0], w.shape[0]] + out_space, x.dtype)
    return total


def conv(lhs, rhs, window_strides, padding, precision=None, preferred_element_type=None):
    """A convolution of NCHW arrays with OIHW kernels."""
    return conv_general_dilated(lhs, rhs, window_strides, padding, preferred_element_type=preferred_element_type)


def conv_with_general_padding(lhs, rhs, window_strides, padding, lhs_dilation, rhs_dilation, precision=None, preferred_element_type=None):
    """A convolution of NCHW arrays with OIHW kernels, padded and dilated."""
    return conv_general_dilated(lhs, rhs, window_strides, padding, lhs_dilation, rhs_dilation, preferred_element_type=preferred_element_type)


def conv_transpose(lhs, rhs, strides, padding, rhs_dilation=None, dimension_numbers=None, transpose_kernel=False, precision=None, preferred_element_type=None, use_consistent_padding=False):
    """The transpose of a convolution with strides."""
    jnp = _jnp()
    n = lhs.ndim - 2
    if dimension_numbers is None:
        layouts = {1: ("NHC", "HIO", "NHC"), 2: ("NHWC", "HWIO", "NHWC"), 3: ("NHWDC", "HWDIO", "NHWDC")}
        if n not in layouts:
            raise ValueError("No 4+ dimensional dimension_number defaults.")
        dimension_numbers = layouts[n]
    dn = conv_dimension_numbers(lhs.shape, rhs.shape, dimension_numbers)
    kernel = [rhs.shape[i] for i in dn.rhs_spec[2:]]
    dilation = (1,) * n if rhs_dilation is None else rhs_dilation
    if isinstance(padding, str):
        pads = []
        for k, s, d in zip(kernel, strides, dilation):
            k = _reach(k, d)
            if padding == "SAME":
                total = k + s - 2
                low = k - 1 if s > k - 1 else -(-total // 2)
            elif padding == "VALID":
                total = k + s - 2 + _positive(k - s)
                low = k - 1
            else:
                raise ValueError("Padding mode must be `SAME` or `VALID`.")
            pads.append((low, total - low))
    else:
        pads = padding
    if transpose_kernel:
        rhs = jnp.flip(rhs, dn.rhs_spec[2:]).swapaxes(dn.rhs_spec[0], dn.rhs_spec[1])
    return conv_general_dilated(lhs, rhs, (1,) * n, pads, strides, rhs_dilation, dn, preferred_element_type=preferred_element_type)


def conv_general_dilated_patches(lhs, filter_shape, window_strides, padding, lhs_dilation=None, rhs_dilation=None, dimension_numbers=None, precision=None, preferred_element_type=None):
    """The windows of an array as features."""
    jnp = _jnp()
    filter_shape = tuple(filter_shape)
    dn = conv_dimension_numbers(lhs.shape, (1, 1) + filter_shape, dimension_numbers)
    size = 1
    for n in filter_shape:
        size *= n
    features = lhs.shape[dn.lhs_spec[1]]
    kernel = jnp.tile(jnp.eye(size, dtype=lhs.dtype).reshape((size, 1) + filter_shape), (features, 1) + (1,) * len(filter_shape))
    inverse = [dn.rhs_spec.index(i) for i in range(len(dn.rhs_spec))]
    return conv_general_dilated(lhs, kernel.transpose(inverse), window_strides, padding, lhs_dilation, rhs_dilation, dn, features)


def reduce_window(operand, init_value, computation, window_dimensions, window_strides, padding, base_dilation=None, window_dilation=None):
    """A function over all windows of an array."""
    from itertools import product

    jnp = _jnp()
    x = jnp.asarray(operand)
    n = x.ndim
    base = (1,) * n if base_dilation is None else tuple(base_dilation)
    spread = (1,) * n if window_dilation is None else tuple(window_dilation)
    window = [_reach(w, d) for w, d in zip(window_dimensions, spread)]
    space = [_reach(m, d) for m, d in zip(x.shape, base)]
    if isinstance(padding, str):
        padding = padtype_to_pads(space, window, window_strides, padding.upper())
    init = jnp.asarray(init_value, x.dtype)
    x = pad(x, init, [(int(lo), int(hi), d - 1) for (lo, hi), d in zip(padding, base)])
    out = [_positive((m - r) // s + 1) for m, r, s in zip(x.shape, window, window_strides)]
    total = jnp.broadcast_to(init, out)
    for place in product(*[range(w) for w in window_dimensions]):
        starts = [p * d for p, d in zip(place, spread)]
        stops = [a + (m - 1) * s + 1 if m else a for a, m, s in zip(starts, out, window_strides)]
        total = computation(total, slice(x, starts, stops, list(window_strides)))
    return total


def reduce(operands, init_values, computation, dimensions, out_sharding=None):
    """A function over axes of arrays."""
    jnp = _jnp()
    single = not isinstance(operands, (list, tuple))
    xs = [operands] if single else list(operands)
    inits = [init_values] if single else list(init_values)
    dims = tuple(d % xs[0].ndim for d in dimensions)
    rest = [d for d in range(xs[0].ndim) if d not in dims]
    rows = [x.transpose(dims + tuple(rest)).reshape([-1] + [x.shape[d] for d in rest]) for x in xs]
    out = [jnp.broadcast_to(jnp.asarray(i, x.dtype), x.shape[1:]) for i, x in zip(inits, rows)]
    for k in range(rows[0].shape[0]):
        here = [x[k] for x in rows]
        if single:
            out = [computation(out[0], here[0])]
        else:
            out = list(computation(tuple(out), tuple(here)))
    return out[0] if single else tuple(out)


def custom_root(f, initial_guess, solve, tangent_solve, has_aux=False):
    """A root of a function, whose derivatives are those of the implicit function."""
    import jax

    if has_aux:
        raise NotImplementedError("custom_root: has_aux is not supported")

    root = jax.lax.stop_gradient(solve(f, initial_guess))
    # A step of Newton's method at the root has the derivative; its value is
    # taken away again.
    _, f_lin = jax.linearize(f, root)
    return jax.tree.map(lambda r, s: r - (s - stop_gradient(s)), root, tangent_solve(f_lin, f(root)))


def custom_linear_solve(matvec, b, solve, transpose_solve=None, symmetric=False, has_aux=False):
    """The solution of a linear system by a function."""
    return solve(matvec, b)


def population_count(x):
    """The number of bits that are 1."""
    jnp = _jnp()
    v = jnp.asarray(x)
    u = bitcast_convert_type(v, jnp.uint32) if v.dtype != jnp.uint32 else v
    u = u - ((u >> 1) & jnp.uint32(0x55555555))
    u = (u & jnp.uint32(0x33333333)) + ((u >> 2) & jnp.uint32(0x33333333))
    u = (u + (u >> 4)) & jnp.uint32(0x0F0F0F0F)
    return ((u * jnp.uint32(0x01010101)) >> 24).astype(v.dtype)


def clz(x):
    """The number of leading bits that are 0."""
    jnp = _jnp()
    v = jnp.asarray(x)
    u = bitcast_convert_type(v, jnp.uint32) if v.dtype != jnp.uint32 else v
    for s in (1, 2, 4, 8, 16):
        u = u | (u >> s)
    return (32 - population_count(u)).astype(v.dtype)


def empty(shape, dtype, *, out_sharding=None):
    """An array of zeros."""
    return full(shape, 0, dtype)


def tile(operand, reps):
    """The array repeated along its axes."""
    return _jnp().tile(operand, reps)


def broadcast_like(x, y):
    """x in the shape of y."""
    return _jnp().broadcast_to(x, y.shape)


def reduce_xor(operand, axes):
    """The exclusive or over axes."""
    jnp = _jnp()
    return reduce(operand, jnp.zeros((), operand.dtype), bitwise_xor, axes)


def optimization_barrier(operand, /):
    """The operand as it is."""
    return operand


def zeta(x, q):
    """Hurwitz's zeta function."""
    from jax.scipy import special

    return special.zeta(x, q)


class GatherScatterMode(_Enum):
    """What happens to indices out of bounds."""

    CLIP = 0
    FILL_OR_DROP = 1
    PROMISE_IN_BOUNDS = 2
    ONE_HOT = 3


def _absent(name, why):
    def refuse(*args, **kwargs):
        raise NotImplementedError("lax.%s is not supported: %s" % (name, why))

    return refuse


psum, pmean, pmax, pmin, ppermute, pshuffle, pswapaxes = [
    _absent(n, "there are no named axes, and one device") for n in ('psum', 'pmean', 'pmax', 'pmin', 'ppermute', 'pshuffle', 'pswapaxes')
]
all_gather, all_to_all, psum_scatter, axis_index, axis_size, pbroadcast, pcast = [
    _absent(n, "there are no named axes, and one device") for n in ('all_gather', 'all_to_all', 'psum_scatter', 'axis_index', 'axis_size', 'pbroadcast', 'pcast')
]
