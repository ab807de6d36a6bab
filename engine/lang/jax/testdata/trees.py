# Pytrees: flattening, mapping, paths, registered classes, printing.
import functools
from collections import OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

P = namedtuple("P", "x y")


@jax.tree_util.register_pytree_node_class
class Line:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def tree_flatten(self):
        return (self.a,), {"b": self.b}

    @classmethod
    def tree_unflatten(cls, aux, children):
        return cls(*children, aux["b"])


class Pair:
    def __init__(self, left, right):
        self.left, self.right = left, right

    def __repr__(self):
        return f"Pair({self.left}, {self.right})"


K = jax.tree_util
K.register_pytree_with_keys(Pair, lambda p: (((K.GetAttrKey("left"), p.left), (K.GetAttrKey("right"), p.right)), None), lambda aux, c: Pair(*c))


@functools.partial(K.register_dataclass, data_fields=["w"], meta_fields=["n"])
@dataclass
class D:
    w: int
    n: str = "k"


@K.register_dataclass
@dataclass
class E:
    w: int
    n: int = field(metadata=dict(static=True), default=3)


def show(label, f):
    try:
        print(label, "|", repr(f()))
    except Exception as e:
        print(label, "|", type(e).__name__, "|", "\n".join(l for l in str(e).splitlines() if not l.strip().startswith(("-", "+", "?", "so the diff")) and l.strip()))


T = jax.tree
for tree in [1, None, (), (1,), {}, P(1, (2,)), OrderedDict(b=1, a=2), defaultdict(int, b=1, a=2), Line(1, 2), Pair(1, [2]), D(1), E([1, 2]), {"b": 1, "a": (2, None)}, "abc", [jnp.ones(2), 3.5]]:
    show(type(tree).__name__, lambda: (T.structure(tree), len(T.leaves(tree)), T.structure(tree).num_nodes))
show("flatten", lambda: T.flatten({"b": 1, "a": (2, None)}))
show("map", lambda: T.map(lambda x, y: x + y, [1, 2], [3, 4]))
show("map lengths", lambda: T.map(lambda x, y: x + y, [1, 2], [3]))
show("map types", lambda: T.map(lambda x, y: x + y, [1, 2], (3, 4)))
show("map keys", lambda: T.map(lambda x, y: x + y, {"a": 1}, {"b": 1}))
show("map leaf", lambda: T.map(lambda x, y: x + y, [1, [2]], [3, 4]))
show("map prefix", lambda: T.map(lambda x, y: (x, y), [1, 2], [(3, 4), 5]))
show("map containers", lambda: (T.map(lambda x: x * 2, P(1, 2)), T.map(lambda x: x * 2, OrderedDict(b=1, a=2)), T.map(lambda x: -x, defaultdict(int, b=1)), T.map(lambda x: -x, D(1)), T.map(lambda x: -x, Pair(1, 2)), T.map(lambda x: x, {"b": 1, "a": 2})))
show("map none", lambda: T.map(lambda x: x, None))
show("leaves", lambda: T.leaves([1, None, {"a": 2}]))
show("is_leaf", lambda: (T.leaves([None, 1], is_leaf=lambda x: x is None), T.map(len, [(1, 2), (3,)], is_leaf=lambda x: isinstance(x, tuple))))
show("reduce", lambda: (T.reduce(lambda a, b: a + b, [1, (2, 3)]), T.reduce(lambda a, b: a + b, [1, 2], 10), T.all([True, 0])))
show("transpose", lambda: (T.transpose(T.structure([0, 0]), T.structure((0, 0)), [(1, 2), (3, 4)]), T.transpose(T.structure([0, 0]), None, [(1, 2), (3, 4)])))
show("broadcast", lambda: T.broadcast(1, [1, (2, 3)]))
show("paths", lambda: T.flatten_with_path({"b": [1, Line(2, 3)], "a": P(1, 2), "d": D(5), "o": OrderedDict(z=1), "p": Pair(1, 2)})[0])
show("keystr", lambda: [K.keystr(p) for p, _ in T.leaves_with_path({"b": [1, Line(2, 3)], "a": P(1, 2), "d": D(5), "p": Pair(1, 2)})])
show("simple keystr", lambda: K.keystr((K.DictKey("a"), K.SequenceKey(0), K.GetAttrKey("x")), simple=True, separator="/"))
show("keys", lambda: (K.DictKey("a"), K.SequenceKey(0), K.GetAttrKey("x"), K.FlattenedIndexKey(1), K.DictKey("a").key, K.SequenceKey(3).idx, K.DictKey("a") == K.DictKey("a")))
show("map with path", lambda: T.map_with_path(lambda p, x: K.keystr(p) + str(x), {"a": [1, 2]}))
show("too few", lambda: T.unflatten(T.structure([0, 0]), [1]))
show("too many", lambda: T.unflatten(T.structure([0, 0]), [1, 2, 3]))
show("equal", lambda: (T.structure([1, 2]) == T.structure([3, 4]), T.structure([1]) == T.structure((1,)), hash(T.structure([1])) == hash(T.structure([2]))))
show("children", lambda: (T.structure([1, [2]]).children(), T.structure([1, 2]).flatten_up_to([(1, 2), 3]), T.structure((1, 2)).compose(T.structure([1]))))
show("partial", lambda: (K.Partial(lambda a, b: a + b, 1)(2), T.leaves(K.Partial(max, 1, b=3)), K.Partial(max, 1).args))
show("unsortable", lambda: T.structure({1: 2, "a": 3}))
show("registered twice", lambda: K.register_pytree_node(Line, lambda x: 0, lambda a, b: 0))
show("all leaves", lambda: (K.all_leaves([1, 2]), K.all_leaves([1, [2]]), K.treedef_is_leaf(T.structure(1))))
show("util names", lambda: (K.tree_map(lambda x: x + 1, [1]), K.tree_leaves((1, 2)), K.tree_structure([1]).unflatten([5])))
show("gradients", lambda: jax.grad(lambda l: l.a**2 * l.b)(Line(3.0, 2.0)).a)
show("jit", lambda: jax.jit(lambda p: Pair(p.left + 1, p.right))(Pair(1, 2.0)))
show("vmap", lambda: jax.vmap(lambda p: p.x + p.y)(P(jnp.arange(2), jnp.arange(2))))
