"""Shallow and deep copies."""

from _support import copy as _shallow


class Error(Exception):
    pass


def copy(x):
    if isinstance(x, type):
        return x
    method = getattr(type(x), "__copy__", None)
    return method(x) if method is not None else _shallow(x)


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    if id(x) in memo:
        return memo[id(x)][0]
    if isinstance(x, type):
        return x
    method = getattr(type(x), "__deepcopy__", None)
    if method is not None:
        result = method(x, memo)
    elif isinstance(x, tuple):
        elements = [deepcopy(v, memo) for v in x]
        if all(a is b for a, b in zip(x, elements)):
            return x
        result = tuple.__new__(type(x), elements)
    elif isinstance(x, frozenset):
        result = frozenset([deepcopy(v, memo) for v in x])
    else:
        result = _shallow(x)
        if result is x:
            return x
        memo[id(x)] = result, x
        if isinstance(result, list):
            result[:] = [deepcopy(v, memo) for v in x]
        elif isinstance(result, dict):
            result.clear()
            for key, value in x.items():
                result[deepcopy(key, memo)] = deepcopy(value, memo)
        elif isinstance(result, set):
            result.clear()
            result.update([deepcopy(v, memo) for v in x])
        if hasattr(result, "__dict__"):
            for name, value in list(result.__dict__.items()):
                result.__dict__[name] = deepcopy(value, memo)
    memo[id(x)] = result, x
    return result


def replace(obj, /, **changes):
    if hasattr(obj, "_replace"):
        return obj._replace(**changes)
    from dataclasses import replace

    return replace(obj, **changes)
