# Reductions over segments: elements that share a number.

import jax.numpy as _jnp


def _segments(name, data, ids, number):
    data, ids = _jnp.asarray(data), _jnp.asarray(ids)
    if number is None:
        number = int(ids.max()) + 1 if ids.size else 0
    if number < 0:
        raise ValueError("num_segments must be non-negative.")
    # Numbers out of range, negative ones too, belong to no segment.
    return data, _jnp.where(ids < 0, number, ids), (number,) + data.shape[ids.ndim :]


def segment_sum(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None, mode=None):
    """The sum of each segment."""
    data, ids, shape = _segments("segment_sum", data, segment_ids, num_segments)
    return _jnp.zeros(shape, data.dtype).at[ids].add(data, mode="drop")


def segment_prod(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None, mode=None):
    """The product of each segment."""
    data, ids, shape = _segments("segment_prod", data, segment_ids, num_segments)
    return _jnp.ones(shape, data.dtype).at[ids].multiply(data, mode="drop")


def _limit(dtype, sign):
    if _jnp.issubdtype(dtype, _jnp.floating):
        return sign * _jnp.inf
    if dtype == bool:
        return sign > 0
    info = _jnp.iinfo(dtype)
    return info.max if sign > 0 else info.min


def segment_max(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None, mode=None):
    """The largest element of each segment."""
    data, ids, shape = _segments("segment_max", data, segment_ids, num_segments)
    return _jnp.full(shape, _limit(data.dtype, -1), data.dtype).at[ids].max(data, mode="drop")


def segment_min(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None, mode=None):
    """The smallest element of each segment."""
    data, ids, shape = _segments("segment_min", data, segment_ids, num_segments)
    return _jnp.full(shape, _limit(data.dtype, 1), data.dtype).at[ids].min(data, mode="drop")
