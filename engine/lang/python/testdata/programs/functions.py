# parameters of all kinds, calls with stars, decorators, errors of calls
def show(*args, **kwargs):
    print(args, kwargs)

show(1, *[2, 3], 4, *(), *"ab", x=1, **{"y": 2}, z=3)

def full(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw

print(full(1, d=4))
print(full(1, 2, 3, 4, 5, d=6, e=7, f=8))
print(full(1, c=9, d=0, a=5))

def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except TypeError as e:
        print("TypeError:", e)

def one(x): return x
def two(x, y): return x, y
def opt(x, y=1): return x, y
def kwonly(x, *, k): return x, k
def kwonly2(x, *, k=1, j): return x, k
def posonly(a, b, /): return a, b
def three(a, b, c): return a, b, c
attempt(one)
attempt(one, 1, 2)
attempt(one, y=1)
attempt(one, 1, x=1)
attempt(two)
attempt(two, 1)
attempt(two, 1, 2, 3)
attempt(three, 1)
attempt(three)
attempt(opt)
attempt(opt, 1, 2, 3)
attempt(kwonly, 1)
attempt(kwonly, 1, 2)
attempt(kwonly, 1, 2, k=1)
attempt(kwonly2, 1)
attempt(posonly, a=1, b=2)
attempt(posonly, 1, b=2)
attempt(lambda: 0, 1)
attempt(one, **{"x": 1, "z": 2})
try: attempt(show, **{1: 2})
except TypeError as e: print(e)
try: attempt(one, *5)
except TypeError as e: print(e)
try: attempt(one, **5)
except TypeError as e: print(e)

attempt(5)
attempt(None)
attempt(len)
attempt(len, 1, 2)
attempt(print, foo=1)

class K:
    def m(self, a): return a
    @classmethod
    def c(cls, a): return cls.__name__, a
    @staticmethod
    def s(a): return a
k = K()
attempt(k.m)
attempt(k.m, 1, 2)
attempt(K.m, k, 3)
attempt(K.c, 1)
attempt(k.c, 1)
attempt(k.s, 1, 2)
attempt(K, k=1)
attempt(K, 1)

def deco(f):
    print("decorating", f.__name__)
    def wrapper(*a, **k):
        print("calling", f.__name__)
        return f(*a, **k)
    return wrapper

def deco_args(label, times=1):
    def deco(f):
        print("label", label)
        def wrapper(*a):
            return [f(*a) for _ in range(times)]
        return wrapper
    return deco

@deco
@deco_args("L", times=2)
def hello(x):
    return x * 2
print(hello(4))

f = lambda x, *a, y=2, **k: (x, a, y, k)
print(f(1, 2, 3, y=4, z=5))
print((lambda: (yield))().__class__.__name__)

def annotated(a: int, b: "str" = "x", *c: float, d: list[int] = None, **e: dict) -> bool:
    """The docstring."""
print(annotated.__annotations__, annotated.__doc__, annotated.__name__, annotated.__defaults__, annotated.__kwdefaults__)
annotated.attribute = 5
print(annotated.attribute, annotated.__dict__, annotated.__qualname__, annotated.__module__)

def outer():
    def inner(): pass
    return inner
print(outer().__qualname__, (lambda: 0).__name__)

def recursive(n):
    return 1 if n == 0 else n * recursive(n - 1)
print(recursive(20), recursive(30))

def deep(n):
    return deep(n + 1)
try:
    deep(0)
except RecursionError as e:
    print("RecursionError:", e)

def order(tag, value):
    print("eval", tag)
    return value
print(order("f", max)(order("a", 1), order("b", 2), key=order("c", None)))
order("t", {})[order("k", 1)] = order("v", 2)
print(sum(x for x in range(10) if x % 2), max((3, 1, 2)), sorted("hello"))
print(*[1, 2, 3], sep="-", end="!\n")
print(*{"a": 1, "b": 2})
def kw(**k): return k
print(kw(**{"a": 1}, b=2, **{"c": 3}))
attempt(kw, **{"a": 1}, b=3)
try:
    kw(**{"a": 1}, **{"a": 2})
except TypeError as e:
    print(e)
