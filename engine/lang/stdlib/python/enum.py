"""Enumerations."""


class auto:
    pass




def _is_member(name, value):
    return not (name.startswith("__") or name in ("_generate_next_value_", "_ignore_", "_missing_")) and not hasattr(value, "__get__") and not isinstance(value, (property, staticmethod, classmethod))


class EnumType(type):
    def __new__(mcls, name, bases, namespace, **kwargs):
        members = {n: v for n, v in namespace.items() if _is_member(n, v)}
        body = {n: v for n, v in namespace.items() if n not in members}
        cls = super().__new__(mcls, name, bases, body)
        cls._member_map_ = {}
        cls._value2member_map_ = {}
        data = next((c for c in cls.__mro__ if c in (int, str, float)), None)
        for n, value in members.items():
            if isinstance(value, auto):
                known = [m._value_ for m in cls._member_map_.values()]
                value = cls._generate_next_value_(n, 1, len(known), known)
            same = next((m for m in cls._member_map_.values() if m._value_ == value and type(m._value_) is type(value)), None)
            if same is not None:
                cls._member_map_[n] = same
                type.__setattr__(cls, n, same)
                continue
            cls._add_member(n, value, data)
        return cls

    def _add_member(cls, name, value, data):
        args = value if isinstance(value, tuple) else (value,)
        if "__new__" in cls.__dict__:
            member = cls.__dict__["__new__"].__func__(cls, *args)
        elif data is not None:
            member = data.__new__(cls, *args)
        else:
            member = object.__new__(cls)
        if not hasattr(member, "_value_"):
            member._value_ = value if data is None else data(*args)
        member._name_ = name
        member._sort_order_ = len(cls._member_map_)
        if hasattr(cls, "__init__") and any("__init__" in c.__dict__ for c in cls.__mro__[:-1]):
            member.__init__(*args)
        cls._member_map_[name] = member
        try:
            cls._value2member_map_[member._value_] = member
        except TypeError:
            pass
        type.__setattr__(cls, name, member)
        return member

    def __call__(cls, value, names=None, **kwargs):
        if names is not None:
            if isinstance(names, str):
                names = names.replace(",", " ").split()
            items = names.items() if isinstance(names, dict) else [n if isinstance(n, tuple) else (n, i) for i, n in enumerate(names, 1)]
            return EnumType(value, (cls,), {"__module__": "__main__", **dict(items)})
        if isinstance(value, cls):
            return value
        for member in cls._member_map_.values():
            if member._value_ == value:
                return member
        result = cls._missing_(value)
        if result is None:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        return result

    def __iter__(cls):
        return iter(list(dict.fromkeys(cls._member_map_.values())))

    def __reversed__(cls):
        return reversed(list(cls))

    def __len__(cls):
        return len(list(cls))

    def __contains__(cls, value):
        return isinstance(value, cls)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        type.__setattr__(cls, name, value)

    @property
    def __members__(cls):
        return dict(cls._member_map_)

    def __repr__(cls):
        return f"<enum {cls.__name__!r}>" if cls.__name__ != "Flag" else "<flag 'Flag'>"


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return max(last_values, default=start - 1) + 1

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, spec):
        return format(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __eq__(self, other):
        return self is other

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class IntEnum(int, Enum):
    def __str__(self):
        return int.__repr__(self._value_)

    def __format__(self, spec):
        return format(self._value_, spec)

    def __eq__(self, other):
        return self._value_ == other

    def __hash__(self):
        return hash(self._value_)


class StrEnum(str, Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return self._value_

    def __format__(self, spec):
        return format(self._value_, spec)

    def __eq__(self, other):
        return self._value_ == other

    def __hash__(self):
        return hash(self._value_)


class Flag(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return 1 << max((v.bit_length() for v in last_values), default=0)

    @classmethod
    def _missing_(cls, value):
        names = [m for m in cls if m._value_ & value]
        if value and not names:
            return None
        member = int.__new__(cls, value) if issubclass(cls, int) else object.__new__(cls)
        member._value_ = value
        member._name_ = "|".join(m._name_ for m in names) or None
        return member

    def __contains__(self, other):
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([m for m in self.__class__ if m._value_ & self._value_])

    def __bool__(self):
        return bool(self._value_)

    def __or__(self, other):
        return self.__class__(self._value_ | other._value_)

    def __and__(self, other):
        return self.__class__(self._value_ & other._value_)

    def __xor__(self, other):
        return self.__class__(self._value_ ^ other._value_)

    def __invert__(self):
        return self.__class__(sum(m._value_ for m in self.__class__ if not m._value_ & self._value_))

    def __eq__(self, other):
        return isinstance(other, self.__class__) and self._value_ == other._value_

    def __hash__(self):
        return hash(self._value_)

    def __repr__(self):
        if self._name_ is None:
            return f"<{self.__class__.__name__}: {self._value_}>"
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_}>"

    def __str__(self):
        return f"{self.__class__.__name__}({self._value_})" if self._name_ is None else f"{self.__class__.__name__}.{self._name_}"


class IntFlag(int, Flag):
    def __or__(self, other):
        return self.__class__(self._value_ | int(other))

    def __and__(self, other):
        return self.__class__(self._value_ & int(other))

    def __xor__(self, other):
        return self.__class__(self._value_ ^ int(other))

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        return self.__class__(sum(m._value_ for m in self.__class__ if not m._value_ & self._value_))

    def __eq__(self, other):
        return self._value_ == other

    def __hash__(self):
        return hash(self._value_)

    def __str__(self):
        return int.__repr__(self._value_)

    def __format__(self, spec):
        return format(self._value_, spec)


def unique(enumeration):
    aliases = [f"{n} -> {m._name_}" for n, m in enumeration._member_map_.items() if n != m._name_]
    if aliases:
        raise ValueError(f"duplicate values found in {enumeration!r}: {', '.join(aliases)}")
    return enumeration
