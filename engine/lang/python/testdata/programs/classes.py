# inheritance, super, properties, dunders, descriptors, metaclasses
class Animal:
    kind = "animal"
    registry = []
    def __init__(self, name):
        self.name = name
    def speak(self):
        return f"{self.name} makes a sound"
    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"
    def __init_subclass__(cls, loud=False, **kw):
        super().__init_subclass__(**kw)
        Animal.registry.append((cls.__name__, loud))

class Dog(Animal, loud=True):
    def __init__(self, name, breed="mutt"):
        super().__init__(name)
        self.breed = breed
    def speak(self):
        return super().speak() + ": woof"

d = Dog("Rex")
print(d, d.speak(), d.kind, Animal.registry, isinstance(d, Animal), issubclass(Dog, Animal), Dog.__mro__)

class A:
    def f(self): return ["A"]
class B(A):
    def f(self): return ["B"] + super().f()
class C(A):
    def f(self): return ["C"] + super().f()
class D(B, C):
    def f(self): return ["D"] + super().f()
print(D().f(), [c.__name__ for c in D.__mro__])
try:
    class Bad(A, D): pass
except TypeError as e:
    print(e)

class V:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o):
        if not isinstance(o, V): return NotImplemented
        return V(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return V(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self): return V(-self.x, -self.y)
    def __eq__(self, o): return isinstance(o, V) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __bool__(self): return bool(self.x or self.y)
    def __iter__(self): return iter((self.x, self.y))
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __len__(self): return 2
    def __contains__(self, v): return v in (self.x, self.y)
    def __call__(self, *a): return a
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __lt__(self, o): return abs(self) < abs(o)
    def __repr__(self): return f"V({self.x}, {self.y})"
    def __format__(self, spec): return f"<{self.x:{spec}}>"
    def __iadd__(self, o): self.x += o.x; self.y += o.y; return self
    def __divmod__(self, o): return ("divmod", o)
    def __float__(self): return 1.5
    def __int__(self): return 7
    def __index__(self): return 2
    def __round__(self, n=None): return ("round", n)
    def __invert__(self): return "inv"
    def __rsub__(self, o): return ("rsub", o)
    def __pow__(self, n): return ("pow", n)
    def __getattr__(self, name):
        if name.startswith("dyn_"): return name[4:]
        raise AttributeError(name)
a, b = V(1, 2), V(3, 4)
print(a + b, a * 3, 3 * a, -a, a == V(1, 2), a != b, abs(b), bool(V(0, 0)), list(a), a[1], len(a), 2 in a, a(1, 2), a @ b, a < b, a > b)
print(f"{a:>4}", format(b, "d"), {a: 1}[V(1, 2)], sorted([b, a]), divmod(a, 2), float(a), int(a), [10, 20, 30][a], round(a), round(a, 2), ~a, 5 - a, a ** 3)
x, y = a
print(x, y, a.dyn_foo)
c = a
c += b
print(a is c, a)
for op in (lambda: a + 1, lambda: 1 + a, lambda: a.nope, lambda: a <= b, lambda: a - 1, lambda: {}[a]):
    try:
        print(op())
    except Exception as e:
        print(type(e).__name__, e)

class Temp:
    def __init__(self): self._c = 0
    @property
    def c(self):
        """Celsius."""
        return self._c
    @c.setter
    def c(self, v):
        if v < -273: raise ValueError("too cold")
        self._c = v
    @c.deleter
    def c(self): print("deleted")
    @property
    def f(self): return self.c * 9 / 5 + 32
t = Temp()
t.c = 100
print(t.c, t.f, Temp.c.__doc__)
del t.c
for action in ("t.c = -300", "t.f = 1"):
    try:
        if action == "t.f = 1": t.f = 1
        else: t.c = -300
    except Exception as e:
        print(type(e).__name__, e)

class Typed:
    def __set_name__(self, owner, name): self.name = "_" + name; print("set_name", owner.__name__, name)
    def __get__(self, obj, cls):
        if obj is None: return self
        return getattr(obj, self.name, "unset")
    def __set__(self, obj, v): setattr(obj, self.name, v * 2)
class Uses:
    field = Typed()
u = Uses()
print(u.field)
u.field = 21
print(u.field, vars(u))

class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        ns["added"] = name.lower()
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        o = super().__call__(*a, **k)
        o.tagged = True
        return o
    def __len__(cls): return 42
    @property
    def meta_prop(cls): return cls.__name__ * 2
class M(metaclass=Meta): pass
class N(M): pass
print(M.added, N.added, M().tagged, len(N), type(N).__name__, N.meta_prop)

class Single:
    _inst = None
    def __new__(cls, *a):
        if cls._inst is None: cls._inst = super().__new__(cls)
        return cls._inst
    def __init__(self, v=0): self.v = v
print(Single(1) is Single(2), Single._inst.v)

class MyList(list):
    def __getitem__(self, i): return ("got", super().__getitem__(i))
    def total(self): return sum(self)
m = MyList([1, 2, 3]); m.append(4)
print(m, m[0], m.total(), len(m), isinstance(m, list), type(m).__name__, m == [1, 2, 3, 4], m + [5])
class MyDict(dict):
    def __missing__(self, k): return k * 2
    def __setitem__(self, k, v): super().__setitem__(k, v + 1)
md = MyDict(a=1); md["b"] = 1
print(md, md["zz"], md.get("zz"), "a" in md)
class MyInt(int):
    def __add__(self, o): return MyInt(int(self) + int(o) + 100)
    def __repr__(self): return f"MyInt({int(self)})"
i = MyInt(5)
print(i, i + 1, i * 2, isinstance(i, int), i == 5, hash(i) == hash(5), [0] * MyInt(2), f"{i:03d}", i > 3, -i)
class MyStr(str):
    def shout(self): return self.upper() + "!"
s = MyStr("hey"); print(s.shout(), s + "x", len(s), s == "hey", {s: 1}["hey"], f"{s:>5}", s[0])
class MyTuple(tuple):
    def __new__(cls, *args): return super().__new__(cls, args)
print(MyTuple(1, 2), MyTuple(3)[0], MyTuple(1) == (1,))
class MyErr(ValueError):
    def __init__(self, code, msg="m"): super().__init__(msg); self.code = code
    def __str__(self): return f"[{self.code}] {super().__str__()}"
try: raise MyErr(7)
except ValueError as e: print(repr(e), e, e.args, e.code)

print(type("Dyn", (A,), {"z": 3})().z, type(d) is Dog, d.__class__.__name__, Dog.__bases__, Dog.__name__)
print(hasattr(d, "breed"), getattr(d, "zzz", None), d.__dict__)
setattr(d, "color", "brown"); delattr(d, "breed"); print(vars(d))
try: d.breed
except AttributeError as e: print(e)
try: Dog.zzz
except AttributeError as e: print(e)
try: setattr(5, "x", 3)
except AttributeError as e: print(e)
class Slots:
    __slots__ = ("a",)
    def __init__(self): self.a = 1
print(Slots().a)
class WithCall:
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def stat(): return "static"
print(type(WithCall.make()).__name__, WithCall.stat(), WithCall().stat())
print(object() == object(), A() != A(), callable(A), callable(A()), callable(a))
class Cmp:
    def __init__(self, v): self.v = v
    def __eq__(self, o): print("eq"); return self.v == o.v
print(Cmp(1) == Cmp(1), Cmp(1) != Cmp(2))
try: hash(Cmp(1))
except TypeError as e: print(e)
class R:
    def __radd__(self, o): return ("radd", o)
    def __ror__(self, o): return ("ror", o)
print(1 + R(), [1] + R(), "a" + R(), sum([R()]), {1} | R())
class Sub(int):
    def __radd__(self, o): return "subradd"
print(1 + Sub(2))
class Str:
    def __str__(self): return "str!"
print(str(Str()), f"{Str()}", "%s" % Str(), "{}".format(Str()), repr(Str())[:15])
class Del:
    def __delitem__(self, k): print("del", k)
    def __setitem__(self, k, v): print("set", k, v)
    def __getitem__(self, k): return k
q = Del(); q[1:2] = 3; del q["x"]; print(q[1, ..., 2:3:4], q[::], q[None])
class Attr:
    def __setattr__(self, n, v): object.__setattr__(self, n, v * 2)
    def __getattribute__(self, n):
        if n == "magic": return "M"
        return object.__getattribute__(self, n)
    def __delattr__(self, n): print("delattr", n); super().__delattr__(n)
w = Attr(); w.x = 4; print(w.x, w.magic); del w.x
print(isinstance(3, (str, int)), isinstance(True, int), issubclass(bool, int), isinstance("a", str | None), isinstance(None, int | None))
print(int.__add__(2, 3), str.upper("abc"), list.__len__([1]), dict.get({1: 2}, 1), "abc".__len__(), (5).__add__(6), [1].__contains__(1))
print(type(None), type(...), type(NotImplemented), type(print), type(len), type(lambda: 0), type(A.f), type(d.speak), type(type), type(range(1)), type({}.keys()))
