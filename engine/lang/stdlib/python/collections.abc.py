"""What kinds of values can do, for isinstance."""


class _Ability(type):
    def __instancecheck__(cls, instance):
        return any(c is cls for c in type(instance).__mro__) or cls._has(instance)

    def __getitem__(cls, item):
        return cls


def _ability(name, has):
    return _Ability(name, (), {"_has": staticmethod(has), "__module__": "collections.abc"})


def _methods(*names):
    return lambda x: all(getattr(type(x), n, None) is not None for n in names)


Hashable = _ability("Hashable", lambda x: getattr(type(x), "__hash__", None) is not None and not isinstance(x, (list, dict, set)))
Callable = _ability("Callable", callable)
Iterable = _ability("Iterable", _methods("__iter__"))
Iterator = _ability("Iterator", _methods("__iter__", "__next__"))
Generator = _ability("Generator", _methods("__next__", "send", "throw"))
Sized = _ability("Sized", _methods("__len__"))
Container = _ability("Container", _methods("__contains__"))
Collection = _ability("Collection", _methods("__len__", "__iter__", "__contains__"))
Reversible = _ability("Reversible", lambda x: isinstance(x, (list, tuple, dict, range)) or hasattr(type(x), "__reversed__"))
Sequence = _ability("Sequence", lambda x: isinstance(x, (list, tuple, str, range)))
MutableSequence = _ability("MutableSequence", lambda x: isinstance(x, list))
Set = _ability("Set", lambda x: isinstance(x, (set, frozenset)))
MutableSet = _ability("MutableSet", lambda x: isinstance(x, set))
Mapping = _ability("Mapping", lambda x: isinstance(x, dict))
MutableMapping = _ability("MutableMapping", lambda x: isinstance(x, dict))
KeysView = _ability("KeysView", lambda x: isinstance(x, type({}.keys())))
ValuesView = _ability("ValuesView", lambda x: isinstance(x, type({}.values())))
ItemsView = _ability("ItemsView", lambda x: isinstance(x, type({}.items())))
