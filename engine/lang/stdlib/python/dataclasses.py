"""Classes that are mainly made of fields."""

from _support import is_class_field, method

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict", "astuple", "make_dataclass", "replace",
    "is_dataclass",
]


class FrozenInstanceError(AttributeError):
    pass


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


MISSING = _Missing()


class _KwOnly:
    def __repr__(self):
        return "<dataclasses._KW_ONLY_TYPE object>"


KW_ONLY = _KwOnly()


class _HasDefaultFactory:
    def __repr__(self):
        return "<factory>"


_FACTORY = _HasDefaultFactory()


class InitVar:
    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)

    def __repr__(self):
        return f"dataclasses.InitVar[{getattr(self.type, '__name__', self.type)}]"


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata = metadata if metadata is not None else {}
        self.kw_only = kw_only
        self._init_only = False

    def __repr__(self):
        return (
            f"Field(name={self.name!r},type={self.type!r},default={self.default!r},default_factory={self.default_factory!r},init={self.init!r},"
            f"repr={self.repr!r},hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},kw_only={self.kw_only!r},_field_type=_FIELD)"
        )


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def dataclass(
    cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False
):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only)

    return wrap if cls is None else wrap(cls)


def _collect(cls, kw_only):
    """Returns the fields of a class: those it inherits, then its own."""
    found = {}
    for base in cls.__mro__[-1:0:-1]:
        if "__dataclass_fields__" in base.__dict__:
            for f in base.__dict__["__dataclass_fields__"].values():
                found[f.name] = f
    annotations = cls.__dict__.get("__annotations__", {})
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or annotation in ("KW_ONLY", "dataclasses.KW_ONLY"):
            kw_only = True
            continue
        if is_class_field(annotation):
            continue
        default = getattr(cls, name, MISSING) if name in cls.__dict__ else MISSING
        if isinstance(default, Field):
            f = default
            if f.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, f.default)
        else:
            f = Field(default, MISSING, True, True, None, True, None, MISSING)
        f.name, f.type = name, annotation
        f._init_only = isinstance(annotation, InitVar) or str(annotation).startswith(("InitVar[", "dataclasses.InitVar["))
        if f.kw_only is MISSING:
            f.kw_only = kw_only
        if isinstance(f.default, (list, dict, set)):
            raise ValueError(f"mutable default {type(f.default)} for field {name} is not allowed: use default_factory")
        found[name] = f
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return found


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only):
    own = dict(cls.__dict__)
    found = _collect(cls, kw_only)
    for base in cls.__mro__[1:]:
        params = base.__dict__.get("__dataclass_params__")
        if params is not None:
            if params["frozen"] and not frozen:
                raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
            if frozen and not params["frozen"]:
                raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    cls.__dataclass_fields__ = found
    cls.__dataclass_params__ = {"init": init, "repr": repr, "eq": eq, "order": order, "unsafe_hash": unsafe_hash, "frozen": frozen}
    stored = [f for f in found.values() if not f._init_only]

    def define(name, function, overwrite=True):
        if name in own and not overwrite:
            return False
        function.__name__ = name
        function.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, function)
        return True

    if init:
        cls.__init__ = _make_init(cls, list(found.values()))
    if repr and "__repr__" not in own:
        shown = [f.name for f in stored if f.repr]
        running = []

        def represent(self):
            if any(o is self for o in running):
                return "..."
            running.append(self)
            try:
                return self.__class__.__qualname__ + "(" + ", ".join(f"{n}={getattr(self, n)!r}" for n in shown) + ")"
            finally:
                running.pop()

        define("__repr__", represent)
    compared = [f.name for f in stored if f.compare]

    def key(o):
        return tuple([getattr(o, n) for n in compared])

    if eq:
        define("__eq__", lambda self, other: key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented, overwrite=False)
    if order:
        if not eq:
            raise ValueError("eq must be true if order is true")
        for name, operate in {
            "__lt__": lambda a, b: a < b,
            "__le__": lambda a, b: a <= b,
            "__gt__": lambda a, b: a > b,
            "__ge__": lambda a, b: a >= b,
        }.items():
            if not define(name, _comparison(key, operate), overwrite=False):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering")
    if frozen:

        def set_frozen(self, name, value):
            if type(self) is cls or name in found:
                raise FrozenInstanceError(f"cannot assign to field {name!r}")
            super(cls, self).__setattr__(name, value)

        def delete_frozen(self, name):
            if type(self) is cls or name in found:
                raise FrozenInstanceError(f"cannot delete field {name!r}")
            super(cls, self).__delattr__(name)

        for name, function in (("__setattr__", set_frozen), ("__delattr__", delete_frozen)):
            if not define(name, function, overwrite=False):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
    hashed = [f.name for f in stored if (f.compare if f.hash is None else f.hash)]
    explicit = "__hash__" in own and own["__hash__"] is not None
    if unsafe_hash or (eq and frozen and not explicit):
        define("__hash__", lambda self: hash(tuple([getattr(self, n) for n in hashed])))
    elif eq and not explicit:
        cls.__hash__ = None
    if match_args and "__match_args__" not in own:
        cls.__match_args__ = tuple(f.name for f in found.values() if f.init and not f.kw_only)
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__ + "(" + ", ".join(f.name for f in found.values() if f.init) + ")"
    return cls


def _comparison(key, operate):
    def compare(self, other):
        if other.__class__ is self.__class__:
            return operate(key(self), key(other))
        return NotImplemented

    return compare


def _make_init(cls, found):
    positional = [f for f in found if f.init and not f.kw_only]
    keyword_only = [f for f in found if f.init and f.kw_only]

    def default(f):
        return _FACTORY if f.default_factory is not MISSING else f.default

    defaults = []
    for f in positional:
        value = default(f)
        if value is not MISSING:
            defaults.append(value)
        elif defaults:
            raise TypeError(f"non-default argument {f.name!r} follows default argument")
    params = positional + keyword_only
    others = [f for f in found if not f.init and (f.default_factory is not MISSING)]
    assign = object.__setattr__
    has_post_init = hasattr(cls, "__post_init__")

    def init(args):
        self = args[0]
        extra = []
        for f, value in zip(params, args[1:]):
            if value is _FACTORY:
                value = f.default_factory()
            elif value is MISSING:
                raise TypeError(f"{cls.__qualname__}.__init__() missing 1 required keyword-only argument: {f.name!r}")
            if f._init_only:
                extra.append(value)
            else:
                assign(self, f.name, value)
        for f in others:
            assign(self, f.name, f.default_factory())
        if has_post_init:
            self.__post_init__(*extra)

    return method(
        f"{cls.__qualname__}.__init__",
        ["self"] + [f.name for f in positional],
        defaults,
        [(f.name, default(f)) for f in keyword_only],
        init,
    )


def fields(class_or_instance):
    try:
        found = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if not f._init_only)


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def _is_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return dict_factory([(f.name, _convert_value(getattr(obj, f.name), dict_factory)) for f in fields(obj)])


def _convert_value(value, dict_factory):
    if _is_instance(value):
        return asdict(value, dict_factory=dict_factory)
    return _walk(value, lambda v: _convert_value(v, dict_factory))


def _walk(value, convert):
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*[convert(v) for v in value])
    if isinstance(value, (list, tuple)):
        return type(value)(convert(v) for v in value)
    if isinstance(value, dict):
        return type(value)((convert(k), convert(v)) for k, v in value.items())
    from copy import deepcopy

    return deepcopy(value)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")

    def convert(value):
        if _is_instance(value):
            return astuple(value, tuple_factory=tuple_factory)
        return _walk(value, convert)

    return tuple_factory([convert(getattr(obj, f.name)) for f in fields(obj)])


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in obj.__dataclass_fields__.values():
        if not f.init:
            if f.name in changes:
                raise ValueError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
        elif f.name not in changes:
            if f._init_only and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    annotations, body = {}, dict(namespace or {})
    for item in fields:
        if isinstance(item, str):
            item = (item, object)
        annotations[item[0]] = item[1]
        if len(item) > 2:
            body[item[0]] = item[2]
    body["__annotations__"] = annotations
    return dataclass(type(cls_name, tuple(bases), body), **options)
