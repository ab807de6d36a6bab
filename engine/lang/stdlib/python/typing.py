"""Names for annotations. They do nothing when a program runs."""

import collections.abc as _abc
from collections import namedtuple as _namedtuple

TYPE_CHECKING = False


class _Special:
    def __init__(self, name, origin=None, args=(), check=None):
        self._name, self.__origin__, self.__args__, self._check = name, origin, args, check

    def __getitem__(self, item):
        args = item if isinstance(item, tuple) else (item,)
        if self._name == "Optional":
            return _union(args + (type(None),))
        if self._name == "Union":
            return _union(args)
        return _Special(self._name, self.__origin__ or self, args, self._check)

    def __call__(self, *args, **kwargs):
        if isinstance(self.__origin__, type):
            return self.__origin__(*args, **kwargs)
        raise TypeError(f"Type {self._name} cannot be instantiated")

    def __or__(self, other):
        return _union((self, other))

    def __ror__(self, other):
        return _union((other, self))

    def __instancecheck__(self, instance):
        if self.__args__ and self._name == "Union":
            return any(isinstance(instance, a) for a in self.__args__)
        if self._check is None:
            raise TypeError(f"typing.{self._name} cannot be used with isinstance()")
        return isinstance(instance, self._check)

    def __mro_entries__(self, bases):
        return (self.__origin__,) if isinstance(self.__origin__, type) else ()

    def __eq__(self, other):
        return isinstance(other, _Special) and (self._name, self.__args__) == (other._name, other.__args__)

    def __hash__(self):
        return hash((self._name, self.__args__))

    def __repr__(self):
        if not self.__args__:
            return "typing." + self._name
        return f"typing.{self._name}[{', '.join(map(_name_of, self.__args__))}]"


def _name_of(t):
    if t is type(None):
        return "NoneType"
    if isinstance(t, list):
        return "[" + ", ".join(map(_name_of, t)) + "]"
    if isinstance(t, type):
        return t.__qualname__ if t.__module__ == "builtins" else f"{t.__module__}.{t.__qualname__}"
    return "..." if t is ... else repr(t)


def _union(args):
    flat = []
    for a in args:
        parts = a.__args__ if isinstance(a, _Special) and a._name in ("Union", "Optional") else (type(None) if a is None else a,)
        for p in parts:
            if p not in flat:
                flat.append(p)
    if len(flat) == 1:
        return flat[0]
    if len(flat) == 2 and type(None) in flat:
        return _Optional(flat)
    return _Special("Union", None, tuple(flat))


class _Optional(_Special):
    def __init__(self, args):
        super().__init__("Union", None, tuple(args))

    def __repr__(self):
        return f"typing.Optional[{_name_of(next(a for a in self.__args__ if a is not type(None)))}]"


class _Generic:
    def __class_getitem__(cls, item):
        return _Parametrized(cls, item if isinstance(item, tuple) else (item,))


class _Parametrized:
    def __init__(self, origin, args):
        self.__origin__, self.__args__ = origin, args

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __getattr__(self, name):
        return getattr(self.__origin__, name)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __repr__(self):
        return f"{_name_of(self.__origin__)}[{', '.join(map(_name_of, self.__args__))}]"


class Generic(_Generic):
    pass


class Protocol(_Generic):
    pass


Any = _Special("Any")
AnyStr = _Special("AnyStr")
Union = _Special("Union")
Optional = _Special("Optional")
Literal = _Special("Literal")
Final = _Special("Final")
ClassVar = _Special("ClassVar")
Annotated = _Special("Annotated")
NoReturn = _Special("NoReturn")
Never = _Special("Never")
Self = _Special("Self")
LiteralString = _Special("LiteralString")
Concatenate = _Special("Concatenate")
TypeAlias = _Special("TypeAlias")
TypeGuard = _Special("TypeGuard")
Required = _Special("Required")
NotRequired = _Special("NotRequired")
Unpack = _Special("Unpack")

List = _Special("List", list, check=list)
Dict = _Special("Dict", dict, check=dict)
Tuple = _Special("Tuple", tuple, check=tuple)
Set = _Special("Set", set, check=set)
FrozenSet = _Special("FrozenSet", frozenset, check=frozenset)
Type = _Special("Type", type, check=type)
Callable = _Special("Callable", check=_abc.Callable)
Iterable = _Special("Iterable", check=_abc.Iterable)
Iterator = _Special("Iterator", check=_abc.Iterator)
Generator = _Special("Generator", check=_abc.Generator)
Sequence = _Special("Sequence", check=_abc.Sequence)
MutableSequence = _Special("MutableSequence", check=_abc.MutableSequence)
Mapping = _Special("Mapping", check=_abc.Mapping)
MutableMapping = _Special("MutableMapping", check=_abc.MutableMapping)
Collection = _Special("Collection", check=_abc.Collection)
Container = _Special("Container", check=_abc.Container)
Hashable = _Special("Hashable", check=_abc.Hashable)
Sized = _Special("Sized", check=_abc.Sized)
Text = str


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__, self.__constraints__, self.__bound__ = name, constraints, bound
        self._sign = "+" if covariant else "-" if contravariant else "~"

    def __or__(self, other):
        return _union((self, other))

    def __ror__(self, other):
        return _union((other, self))

    def __repr__(self):
        return self._sign + self.__name__


class ParamSpec(TypeVar):
    args = kwargs = Any


class TypeVarTuple(TypeVar):
    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


def NewType(name, tp):
    def new(x):
        return x

    new.__name__ = new.__qualname__ = name
    new.__supertype__ = tp
    return new


def cast(typ, value):
    return value


def assert_type(value, typ):
    return value


def overload(function):
    return function


def final(function):
    return function


def no_type_check(function):
    return function


def runtime_checkable(cls):
    return cls


def override(function):
    return function


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    if isinstance(obj, type):
        hints = {}
        for c in reversed(obj.__mro__):
            hints.update(c.__dict__.get("__annotations__", {}))
        return hints
    return dict(getattr(obj, "__annotations__", {}))


def get_origin(tp):
    return getattr(tp, "__origin__", None)


def get_args(tp):
    return getattr(tp, "__args__", ())


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, namespace):
        annotations = namespace.get("__annotations__", {})
        defaults = []
        for field in annotations:
            if field in namespace:
                defaults.append(namespace[field])
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {field} cannot follow default field {list(annotations)[-1]}")
        cls = _namedtuple(name, list(annotations), defaults=defaults, module=namespace["__module__"])
        cls.__annotations__ = dict(annotations)
        for key, value in namespace.items():
            if key in ("__new__", "__init__", "__slots__", "_fields", "_make", "_replace", "_asdict"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in annotations and key not in ("__module__", "__annotations__"):
                setattr(cls, key, value)
        return cls


class _NamedTuple:
    def __call__(self, typename, fields=None, /, **kwargs):
        fields = list(kwargs.items()) if fields is None else list(fields)
        cls = _namedtuple(typename, [n for n, _ in fields])
        cls.__annotations__ = dict(fields)
        return cls

    def __mro_entries__(self, bases):
        return (_named_tuple_base,)

    def __repr__(self):
        return "<function NamedTuple>"


_named_tuple_base = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple = _NamedTuple()


class _TypedDictMeta(type):
    def __new__(mcls, name, bases, namespace, total=True):
        cls = type.__new__(type, name, (dict,), {k: v for k, v in namespace.items() if k != "__annotations__"})
        annotations = {}
        for base in bases:
            annotations.update(getattr(base, "__annotations__", {}))
        annotations.update(namespace.get("__annotations__", {}))
        cls.__annotations__ = annotations
        cls.__total__ = total
        return cls


class _TypedDict:
    def __call__(self, typename, fields=(), /, *, total=True):
        cls = type(typename, (dict,), {})
        cls.__annotations__ = dict(fields)
        return cls

    def __mro_entries__(self, bases):
        return (_typed_dict_base,)


_typed_dict_base = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict = _TypedDict()
