"""Abstract classes."""


def abstractmethod(function):
    function.__isabstractmethod__ = True
    return function


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        abstract = [n for n, v in namespace.items() if _is_abstract(v)]
        for base in bases:
            for n in getattr(base, "__abstractmethods__", []):
                if n not in abstract and _is_abstract(getattr(cls, n, None)):
                    abstract.append(n)
        cls.__abstractmethods__ = sorted(abstract)
        return cls

    def register(cls, subclass):
        return subclass


def _is_abstract(value):
    if isinstance(value, property):
        return any(_is_abstract(f) for f in (value.fget, value.fset, value.fdel))
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    return getattr(value, "__isabstractmethod__", False)


class ABC(metaclass=ABCMeta):
    pass
