# dataclasses, enum, typing, abc, contextlib and the rest
from dataclasses import dataclass, field, fields, asdict, astuple, replace, is_dataclass, FrozenInstanceError, InitVar, KW_ONLY
from typing import NamedTuple, Optional, Union, List, Dict, Callable, Any, TypeVar, Generic, Protocol, ClassVar, Tuple, Sequence, TYPE_CHECKING, cast, Literal
import typing

@dataclass
class Point:
    x: int
    y: float = 2.0
    tags: list = field(default_factory=list)
    hidden: int = field(default=0, repr=False, compare=False)
    kind: ClassVar[str] = "point"
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
p = Point(3, 4.0)
print(p, p.norm(), p == Point(3, 4.0, hidden=9), p != Point(1), [f.name for f in fields(p)], asdict(p), astuple(p), replace(p, x=0), is_dataclass(p), is_dataclass(Point), is_dataclass(3), Point.kind, Point.y)
Point(1).tags.append(1); print(Point(1).tags)
@dataclass(frozen=True, order=True)
class V:
    a: int
    b: str = "z"
print(V(1) < V(2), sorted([V(2), V(1, "b"), V(1, "a")]), hash(V(1)) == hash(V(1)), {V(1): 1}[V(1)], V(1) >= V(1))
for bad in (lambda: setattr(V(1), "a", 2), lambda: Point(), lambda: Point(1, 2, 3, 4, 5), lambda: Point(1, z=2), lambda: V(1) < 3, lambda: hash(Point(1)), lambda: replace(V(1), q=1), lambda: asdict(5)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
@dataclass
class Child(Point):
    z: int = 0
    def __post_init__(self): self.total = self.x + self.z
print(Child(1, z=5), Child(1, z=5).total, Child.__match_args__)
@dataclass
class Scaled:
    v: int
    scale: InitVar[int] = 2
    w: int = field(init=False)
    _: KW_ONLY
    k: int = 7
    def __post_init__(self, scale): self.w = self.v * scale
print(Scaled(3), Scaled(3, 5).w, Scaled(1, k=8))
try:
    @dataclass
    class Bad:
        l: list = []
except ValueError as e: print(e)
try:
    @dataclass
    class Bad2:
        a: int = 1
        b: int
except TypeError as e: print(e)
@dataclass
class Nested:
    p: Point
    d: dict = field(default_factory=dict)
n = Nested(Point(1), {"k": Point(2)}); print(n, asdict(n))
match p:
    case Point(x=3, y=yy): print("matched", yy)
match V(1, "q"):
    case V(1, b): print("positional", b)

class Layer(NamedTuple):
    """A layer."""
    W: int
    b: float = 0.5
    def total(self): return self.W + self.b
l = Layer(1); print(l, l.total(), l._replace(W=5), Layer._fields, Layer.__doc__, isinstance(l, tuple), l._asdict(), Layer.__annotations__, tuple(l), Layer._field_defaults)
W, b = l; print(W, b, Layer(*[1, 2]) == Layer(1, 2), l[0])
try: Layer()
except TypeError as e: print(e)
E = NamedTuple("E", [("a", int), ("b", str)]); print(E(1, "x"))
print(Optional[int], Union[int, str], List[int], Dict[str, int], Callable[[int], str], Any, Tuple[int, ...], Literal["a"], Optional[Union[int, None]], list[int], dict[str, list[int]], int | None, TypeVar("T"), TYPE_CHECKING, cast(int, "x"))
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
print(Box(3).get(), Box[int](4).get())
class Shape(Protocol):
    def area(self) -> float: ...
class Sq:
    def area(self): return 4
def show(s: Shape) -> Optional[float]: return s.area()
print(show(Sq()))

from enum import Enum, IntEnum, auto, Flag, unique
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def describe(self): return f"{self.name}={self.value}"
print(Color.RED, repr(Color.GREEN), Color(2), Color["RED"], Color.CRIMSON is Color.RED, list(Color), Color.RED.describe(), Color.RED == 1, Color.RED in Color, len(Color), {Color.RED: "r"}[Color.RED], isinstance(Color.RED, Color), Color.RED.name, f"{Color.RED}")
for bad in (lambda: Color(9), lambda: Color["X"], lambda: setattr(Color, "RED", 5)):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
class N(IntEnum):
    A = auto()
    B = auto()
print(N.A, N.B + 1, N.A < N.B, N(2), [1, 2, 3][N.A], repr(N.B), sorted([N.B, N.A]), N.B == 2)
class Perm(Flag):
    R = auto()
    W = auto()
print(Perm.R | Perm.W, Perm.R in (Perm.R | Perm.W), bool(Perm.R & Perm.W), Perm.W.value)

from abc import ABC, abstractmethod
class Base(ABC):
    @abstractmethod
    def f(self): ...
    @property
    @abstractmethod
    def g(self): ...
class Impl(Base):
    def f(self): return "f"
    @property
    def g(self): return "g"
print(Impl().f(), Impl().g)
for C in (Base, type("Half", (Base,), {"f": lambda self: 1})):
    try: C()
    except TypeError as e: print(e)
import collections.abc, types, string, copy
print(isinstance([], collections.abc.Sequence), isinstance({}, collections.abc.Mapping), isinstance(5, collections.abc.Iterable), isinstance("a", collections.abc.Iterable), isinstance(print, collections.abc.Callable), isinstance((x for x in []), collections.abc.Iterator), isinstance([], collections.abc.Hashable))
ns = types.SimpleNamespace(a=1, b="x"); ns.c = 3; print(ns, ns.a, ns == types.SimpleNamespace(a=1, b="x", c=3))
print(string.ascii_lowercase[:3], string.digits, types.FunctionType is type(lambda: 0))
class Holder:
    def __init__(self): self.items = [1, [2]]
h = Holder(); h2 = copy.deepcopy(h); h2.items[1].append(3); print(h.items, h2.items, copy.copy(h).items is h.items)
import time
t0 = time.perf_counter(); time.sleep(0.001); print(time.perf_counter() > t0, time.time() > 1e9)
import sys
print(sys.maxsize, sys.version_info[0], sys.float_info.epsilon)
sys.stdout.write("written\n"); print("to stdout", file=sys.stdout)
