"""Functions on functions."""

from _support import partial, reduce

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


def _key(args, kwargs, typed):
    key = args
    if kwargs:
        key += (_key,)  # separates positional from named arguments
        for item in kwargs.items():
            key += item
    if typed:
        key += tuple(type(a) for a in args) + tuple(type(v) for v in kwargs.values())
    return key


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _cached(maxsize, 128, typed)
    if maxsize is not None and maxsize < 0:
        maxsize = 0
    return lambda function: _cached(function, maxsize, typed)


def _cached(function, maxsize, typed):
    from collections import namedtuple

    results = {}
    hits = misses = 0
    info = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])

    @wraps(function)
    def wrapper(*args, **kwargs):
        nonlocal hits, misses
        key = _key(args, kwargs, typed)
        if key in results:
            hits += 1
            if maxsize is None:
                return results[key]
            value = results[key] = results.pop(key)  # now the latest
            return value
        misses += 1
        value = function(*args, **kwargs)
        if maxsize != 0:
            if maxsize is not None and len(results) >= maxsize and key not in results:
                del results[next(iter(results))]
            results[key] = value
        return value

    def cache_clear():
        nonlocal hits, misses
        results.clear()
        hits = misses = 0

    wrapper.cache_info = lambda: info(hits, misses, maxsize, len(results))
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return wrapper


def cache(function):
    return lru_cache(maxsize=None)(function)


class cached_property:
    def __init__(self, function):
        self.func = function
        self.attrname = None
        self.__doc__ = function.__doc__

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        instance.__dict__[self.attrname] = value
        return value


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, instance, owner=None):
        function = self.func
        if instance is not None:
            function = function.__get__(instance, owner)
        return partial(function, *self.args, **self.keywords)


def cmp_to_key(compare):
    class Key:
        __slots__ = ("obj",)

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return compare(self.obj, other.obj) < 0

        def __gt__(self, other):
            return compare(self.obj, other.obj) > 0

        def __eq__(self, other):
            return compare(self.obj, other.obj) == 0

        def __le__(self, other):
            return compare(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return compare(self.obj, other.obj) >= 0

    return Key


def total_ordering(cls):
    def defines(name):
        return any(name in c.__dict__ for c in cls.__mro__[:-1])

    same = lambda a, b: a == b
    derived = {
        "__lt__": {
            "__gt__": lambda a, b: not a < b and not same(a, b),
            "__le__": lambda a, b: a < b or same(a, b),
            "__ge__": lambda a, b: not a < b,
        },
        "__le__": {
            "__ge__": lambda a, b: not a <= b or same(a, b),
            "__lt__": lambda a, b: a <= b and not same(a, b),
            "__gt__": lambda a, b: not a <= b,
        },
        "__gt__": {
            "__lt__": lambda a, b: not (a > b or same(a, b)),
            "__ge__": lambda a, b: a > b or same(a, b),
            "__le__": lambda a, b: not a > b,
        },
        "__ge__": {
            "__le__": lambda a, b: not a >= b or same(a, b),
            "__gt__": lambda a, b: a >= b and not same(a, b),
            "__lt__": lambda a, b: not a >= b,
        },
    }
    for name, others in derived.items():
        if defines(name):
            for other, function in others.items():
                if not defines(other):
                    function.__name__ = other
                    setattr(cls, other, function)
            return cls
    raise ValueError("must define at least one ordering operation: < > <= >=")


class singledispatch:
    def __init__(self, function):
        self._default = function
        self.registry = {object: function}
        update_wrapper(self, function)

    def register(self, cls, function=None):
        if function is None:
            if not isinstance(cls, type):
                function, cls = cls, next(iter(cls.__annotations__.values()))
                self.registry[cls] = function
                return function
            return lambda f: self.register(cls, f)
        self.registry[cls] = function
        return function

    def dispatch(self, cls):
        for c in cls.__mro__:
            if c in self.registry:
                return self.registry[c]
        return self._default

    def __call__(self, *args, **kwargs):
        return self.dispatch(type(args[0]))(*args, **kwargs)
