# globals, locals, vars, dir, attributes of functions and classes
x = 1
def f(a, b=2, *args, k=3, **kw):
    """Doc of f."""
    c = a + b
    def inner(): return c
    return sorted(locals()), locals()["a"], "x" in globals(), globals()["x"]
print(f(1, z=4))
class A:
    """Doc of A."""
    y = 5
    print(sorted(n for n in locals() if not n.startswith("__")))
    def m(self): return dir()
print(A.__doc__, A.__dict__["y"], "m" in vars(A), A().m(), "y" in dir(A), "x" in vars(), "f" in dir())
print(f.__doc__, f.__name__, f.__code__.co_varnames, f.__code__.co_argcount, f.__defaults__, f.__kwdefaults__)
print(callable(f), hasattr(f, "nope"), getattr(A, "y"), type(f).__name__, isinstance(f, type(lambda: 0)))
a = A(); a.z = 1; print(vars(a), a.__dict__, a.__class__, A.__name__, A.__module__, A.__qualname__)
a.__dict__["w"] = 2; print(a.w); a.__dict__.update(v=3); print(a.v)
print([n for n in dir(a) if not n.startswith("_")], id(a) == id(a), a is a, hash(a) == hash(a))
def g():
    n = 1
    return lambda: n
print(g().__closure__[0].cell_contents, g().__closure__ is None, f.__closure__)
m = a.m; print(m.__self__ is a, m.__func__ is A.m, m.__name__)
print(len.__name__, len.__doc__ is not None, str.upper.__name__, type(a).__mro__, A.__bases__, A.__subclasses__())
class B(A): pass
print(A.__subclasses__() == [B], issubclass(B, A), B.__base__ is A, B.mro() == list(B.__mro__))
print(int.__name__, int.__module__, type(5)("7"), type("T", (), {})().__class__.__name__)
