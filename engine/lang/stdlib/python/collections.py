"""Containers beyond list, tuple, dict and set."""

from _support import deque, method, tuple_field
from operator import itemgetter as _itemgetter

__all__ = ["deque", "namedtuple", "defaultdict", "OrderedDict", "Counter", "ChainMap", "UserDict", "UserList"]


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = [str(n) for n in field_names]
    if rename:
        seen = set()
        for i, n in enumerate(names):
            if not n.isidentifier() or n in _keywords or n.startswith("_") or n in seen:
                names[i] = f"_{i}"
            seen.add(n)
    seen = set()
    for n in [typename, *names]:
        if not n.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {n!r}")
        if n in _keywords:
            raise ValueError(f"Type names and field names cannot be a keyword: {n!r}")
    for n in names:
        if n.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {n!r}")
        if n in seen:
            raise ValueError(f"Encountered duplicate field name: {n!r}")
        seen.add(n)
    fields = tuple(names)
    defaults = () if defaults is None else tuple(defaults)
    if len(defaults) > len(fields):
        raise TypeError("Got more default values than field names")

    def make(cls, iterable):
        result = tuple.__new__(cls, tuple(iterable))
        if len(result) != len(fields):
            raise TypeError(f"Expected {len(fields)} arguments, got {len(result)}")
        return result

    def replace(self, /, **kwargs):
        result = self._make(kwargs.pop(n, v) for n, v in zip(fields, self))
        if kwargs:
            raise ValueError(f"Got unexpected field names: {list(kwargs)!r}")
        return result

    def represent(self):
        return self.__class__.__name__ + "(" + ", ".join(f"{n}={v!r}" for n, v in zip(fields, self)) + ")"

    namespace = {
        "__doc__": f"{typename}({', '.join(fields)})",
        "__slots__": (),
        "__module__": module or "__main__",
        "__match_args__": fields,
        "_fields": fields,
        "_field_defaults": dict(zip(fields[len(fields) - len(defaults):], defaults)),
        "__new__": staticmethod(method(typename + ".__new__", ("_cls",) + fields, defaults, (), lambda args: tuple.__new__(args[0], args[1:]))),
        "_make": classmethod(make),
        "_replace": replace,
        "_asdict": lambda self: dict(zip(fields, self)),
        "__repr__": represent,
        "__getnewargs__": lambda self: tuple(self),
    }
    for i, n in enumerate(fields):
        namespace[n] = tuple_field(i)
    return type(typename, (tuple,), namespace)


_keywords = set(
    "False None True and as assert async await break class continue def del elif else except finally for from global if import in is "
    "lambda nonlocal not or pass raise return try while with yield".split()
)


class defaultdict(dict):
    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        super().__init__(*args, **kwargs)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self[key] = self.default_factory()
        return value

    def __repr__(self):
        return f"defaultdict({self.default_factory!r}, {dict.__repr__(self)})"

    def copy(self):
        return defaultdict(self.default_factory, self)

    __copy__ = copy


class OrderedDict(dict):
    def move_to_end(self, key, last=True):
        value = self.pop(key)
        if last:
            self[key] = value
        else:
            rest = list(self.items())
            self.clear()
            self[key] = value
            self.update(rest)

    def popitem(self, last=True):
        if not self:
            raise KeyError("dictionary is empty")
        key = next(reversed(self) if last else iter(self))
        return key, self.pop(key)

    def copy(self):
        return self.__class__(self)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and list(self) == list(other)
        return dict.__eq__(self, other)

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        return f"{self.__class__.__name__}({list(self.items())!r})"


class Counter(dict):
    def __init__(self, iterable=None, /, **kwargs):
        super().__init__()
        self.update(iterable, **kwargs)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, /, **kwargs):
        if iterable is not None:
            if hasattr(iterable, "items"):
                for key, n in iterable.items():
                    self[key] = self[key] + n
            else:
                for key in iterable:
                    self[key] = self[key] + 1
        for key, n in kwargs.items():
            self[key] = self[key] + n

    def subtract(self, iterable=None, /, **kwargs):
        if iterable is not None:
            pairs = iterable.items() if hasattr(iterable, "items") else ((key, 1) for key in iterable)
            for key, n in pairs:
                self[key] = self[key] - n
        for key, n in kwargs.items():
            self[key] = self[key] - n

    def most_common(self, n=None):
        return sorted(self.items(), key=_itemgetter(1), reverse=True)[:n]

    def elements(self):
        for key, n in self.items():
            for _ in range(n):
                yield key

    def total(self):
        return sum(self.values())

    def copy(self):
        return self.__class__(self)

    def _combine(self, other, operate):
        result = Counter()
        for key in [*self, *(k for k in other if k not in self)]:
            n = operate(self[key], other[key])
            if n > 0:
                result[key] = n
        return result

    def __add__(self, other):
        return self._combine(other, lambda a, b: a + b) if isinstance(other, Counter) else NotImplemented

    def __sub__(self, other):
        return self._combine(other, lambda a, b: a - b) if isinstance(other, Counter) else NotImplemented

    def __or__(self, other):
        return self._combine(other, max) if isinstance(other, Counter) else NotImplemented

    def __and__(self, other):
        return self._combine(other, min) if isinstance(other, Counter) else NotImplemented

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        return f"{self.__class__.__name__}({dict(self.most_common())!r})"


class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for m in self.maps:
            if key in m:
                return m[key]
        raise KeyError(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __iter__(self):
        merged = {}
        for m in reversed(self.maps):
            merged.update(dict.fromkeys(m))
        return iter(merged)

    def __len__(self):
        return len(set().union(*self.maps))

    def __contains__(self, key):
        return any(key in m for m in self.maps)

    def keys(self):
        return list(self)

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return [(key, self[key]) for key in self]

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        if key not in self.maps[0]:
            raise KeyError(f"Key not found in the first mapping: {key!r}")
        del self.maps[0][key]

    def new_child(self, m=None):
        return self.__class__({} if m is None else m, *self.maps)

    @property
    def parents(self):
        return self.__class__(*self.maps[1:])

    def __repr__(self):
        return f"{self.__class__.__name__}({', '.join(map(repr, self.maps))})"


class UserDict(dict):
    @property
    def data(self):
        return self


class UserList(list):
    @property
    def data(self):
        return self
