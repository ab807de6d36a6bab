"""Names of builtin types."""

import sys


def _function():
    yield


FunctionType = LambdaType = type(_function)
GeneratorType = type(_function())
BuiltinFunctionType = BuiltinMethodType = type(len)
MethodType = type("".join)
ModuleType = type(sys)
NoneType = type(None)
EllipsisType = type(...)
NotImplementedType = type(NotImplemented)
GenericAlias = type(list[int])
UnionType = type(int | None)
MappingProxyType = dict
CodeType = type(_function.__code__)


class SimpleNamespace:
    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        return "namespace(" + ", ".join(f"{k}={v!r}" for k, v in self.__dict__.items()) + ")"

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, SimpleNamespace) else NotImplemented
