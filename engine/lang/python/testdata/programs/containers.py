# lists, tuples, dicts, sets, slices, unpacking, comprehensions, sorting
l = [3, 1, 2]
l.append(4); l.extend([5, 6]); l.insert(0, 0); l.insert(-1, 9); print(l, l.pop(), l.pop(0), l.index(2), l.count(1))
l.remove(9); l.sort(); print(l, sorted(l, reverse=True), l[::-1], l[1:3], l[-2:], l[:-1], l[10:], l[::2], l[-100:100])
l[1:3] = ["a", "b", "c"]; print(l); l[::2] = [0, 0, 0]; print(l); del l[0], l[-1]; print(l); del l[::2]; print(l); l[:] = []; print(l, not l)
try: l[5] = 1
except IndexError as e: print(e)
try: [1, 2, 3][::2] = [1]
except Exception as e: print(type(e).__name__)
m = [1, 2, 3, 4, 5]
try: m[::2] = [1]
except ValueError as e: print(e)
m *= 2; print(m, [0] * 3, [[]] * 2, m + [1], [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] == (), (1, 2) < (1, 2, 3))
a, b = 1, 2; a, b = b, a; print(a, b)
a, *b, c = range(5); print(a, b, c); *a, b = "xyz"; print(a, b); (a, (b, *c)), d = (1, (2, 3, 4)), 5; print(a, b, c, d); [a, b] = {1: 2, 3: 4}; print(a, b)
x = y = z = []; x.append(1); print(x, y is z)
i = 0; i, l2 = 1, [0, 0]; l2[i], i = 5, 0; print(i, l2)
t = (1, 2, 3, 2); print(t.count(2), t.index(3), t[1:], t + (4,), t * 2, (1,), (), tuple("ab"), tuple([1]), 2 in t, hash(t) == hash((1, 2, 3, 2)), len(t))
d = {"a": 1, "b": 2}; d["c"] = 3; d["a"] = 10
print(d, list(d), d.get("z"), d.get("z", 0), d.pop("b"), d.setdefault("e", []), d.items(), d.keys(), d.values(), "a" in d, len(d), d == {"c": 3, "a": 10, "e": []})
d.update({"x": 1}, y=2); d |= {"z": 9}; print(d, d | {"a": 0}, {**d, "q": 1}, dict(a=1, b=2), dict([(1, 2), (3, 4)]), dict(zip("ab", [1, 2])), dict.fromkeys("ab", 0), {k: v for k, v in d.items() if v}, d.popitem(), list(reversed(d)))
for k, v in d.items(): print(k, v, end=" ")
print(); del d["a"]; d.clear(); print(d, bool(d))
try:
    d = {1: 1}
    for k in d: d[k + 1] = 1
except RuntimeError as e: print(e)
print({1: "a", 1.0: "b", True: "c"}, {(1, 2): 3}[(1, 2)], {None: 1, (): 2, "": 3}, {1: {2: {3: 4}}}[1][2][3])
ks = {"a": 1, "b": 2}.keys(); print(ks & {"a"}, ks | {"z"} == {"a", "b", "z"}, ks - {"a"}, "a" in ks, len(ks), {"a": 1}.items() & {("a", 1)}, ks == {"a", "b"})
s = {3, 1, 2}; s.add(5); s.discard(9); s.remove(1); print(s, len(s), 2 in s, {1, 2} | {3}, {1, 2} & {2, 3}, {1, 2} - {2}, {1, 2} ^ {2, 3}, {1} < {1, 2}, {1, 2} <= {1, 2}, {1} == {1.0}, set("hello") == set("olleh"), frozenset([1, 2]), {frozenset([1]): 2}[frozenset([1])])
print(set(range(20)), {10, 5, 100, 33, 7, 64, 128}, set([1000, 5, 300, 20000, -1, -2, 7]), {i * i for i in range(15)}, {1.5, 2.5, 0.5}, {(1, 2), (3, 4), (0, 0)}, {True, 2, 0}, set(range(0, 100, 7)), {2**40, 2**41, 1, 2}, {-5, -3, 10**20, 8})
s2 = set(range(10)); s2 -= {1, 2, 3}; s2 |= {50, 60}; s2 &= set(range(55)); s2 ^= {0, 77}; print(s2, s2.union([1], (2,)), s2.intersection([4, 5]), s2.difference([4]), s2.symmetric_difference([4, 99]), s2.issubset(range(100)), s2.issuperset([4]), s2.isdisjoint([1]), s2.copy() == s2)
s3 = set(range(6)); s3.pop(); s3.update([9, 8], {7}); s3.intersection_update(range(9)); s3.difference_update([2]); s3.symmetric_difference_update([1, 100]); print(s3); s3.clear(); print(s3)
print(sorted("banana"), sorted([3, 1, 2], key=lambda v: -v), sorted(["b", "A", "c"], key=str.lower), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted({"b": 1, "a": 2}), sorted([1, 2, 3, 4], key=lambda v: v % 2), sorted([1, 2, 3, 4], key=lambda v: v % 2, reverse=True), sorted([2.5, 1, True]))
print(list(enumerate("ab")), list(zip([1, 2], [3, 4], "xy")), list(map(str, [1, 2])), list(filter(lambda v: v > 1, [1, 2, 3])), list(reversed([1, 2, 3])), any([]), all([]), sum([[1], [2]], []), min([3, 1], key=lambda v: -v), max("a", "b"), max([], default=0), min(3, 1, 2), list(range(3)), len("abc"), sum((0.5, 1)))
print([x * y for x in range(3) for y in range(3) if x != y], [[c for c in r] for r in ("ab", "cd")], {x: x ** 2 for x in range(3)}, {x % 3 for x in range(10)}, [a for a, b in [(1, 2), (3, 4)]], [x if x else -1 for x in [0, 1]], list(x for x in "ab" if x != "a"), [*range(3), *"ab"], (*[1], 2), {*[1, 2], 3}, [y := 5, y + 1])
n = [1, [2, [3]]]; n.append(n); print(n); dd = {}; dd["self"] = dd; print(dd)
import copy
o = [[1], {"k": [2]}, (3, [4])]; sh, dp = copy.copy(o), copy.deepcopy(o); o[0].append(9); o[1]["k"].append(8); print(sh, dp)
from collections import *
P = namedtuple("P", ["x", "y"], defaults=[5]); p = P(1); print(p, p.y, p[0], p._asdict(), p._replace(x=3), P._fields, P(*[1, 2]) == (1, 2), len(p), P._make([7, 8]), isinstance(p, tuple), P.__name__, P._field_defaults, [v for v in p])
for bad in (lambda: P(), lambda: P(1, 2, 3), lambda: P(z=1), lambda: p._replace(q=1), lambda: setattr(p, "x", 1), lambda: namedtuple("Q", "a a"), lambda: namedtuple("Q", "class")):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
c = Counter("abracadabra"); print(c, c.most_common(2), c["zz"], c + Counter("ab"), c - Counter(a=3), sum(c.values()), sorted(c.elements())[:4], Counter(a=1) == {"a": 1}); c.update("zz"); print(c["z"], c.total())
q = defaultdict(list); q["a"].append(1); q["b"]; print(q, dict(q), q.get("zzz"), defaultdict(int, {"k": 1})["n"], isinstance(q, dict))
try: defaultdict()["x"]
except KeyError as e: print("KeyError", e)
od = OrderedDict([("a", 1), ("b", 2)]); od.move_to_end("a"); print(od, od.popitem(last=False), list(od))
dq = deque([1, 2, 3], maxlen=4); dq.append(4); dq.append(5); dq.appendleft(0); print(dq, dq.pop(), dq.popleft(), dq[0], len(dq), list(dq), 3 in dq); dq.rotate(1); print(dq); dq.extend([7, 8]); print(dq, deque("ab"), deque([1]) == deque([1]))
print(ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])
import itertools as it
print(list(it.chain([1], "ab")), list(it.chain.from_iterable([[1], [2]])), list(it.islice(it.count(5, 2), 3)), list(it.islice("abcdef", 1, None, 2)), list(it.islice(it.cycle("ab"), 5)), list(it.repeat(1, 2)), list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], lambda a, b: a * b, initial=10)), list(it.takewhile(lambda v: v < 3, [1, 2, 3, 1])), list(it.dropwhile(lambda v: v < 3, [1, 2, 3, 1])))
print(list(it.product("ab", [1, 2])), list(it.product([0, 1], repeat=2)), list(it.permutations([1, 2, 3], 2)), list(it.combinations("abc", 2)), list(it.combinations_with_replacement("ab", 2)), [(k, list(g)) for k, g in it.groupby("aabbca")], list(it.zip_longest("ab", [1], fillvalue=0)), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.compress("abc", [1, 0, 1])), list(it.filterfalse(lambda v: v % 2, range(4))), list(it.pairwise([1, 2, 3])), [list(x) for x in it.tee([1, 2])], it.count(3), list(it.permutations([])), list(it.combinations([1], 2)))
from functools import *
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 5), partial(pow, 2)(5), partial(int, base=2)("101"), partial(partial(max, 1), 2)(0))
@lru_cache(maxsize=None)
def fibo(n): return n if n < 2 else fibo(n - 1) + fibo(n - 2)
print(fibo(80), fibo.cache_info())
@cache
def sq(x): print("computing", x); return x * x
print(sq(3), sq(3))
@wraps(sq)
def other(): "doc"
print(other.__name__, other.__wrapped__ is sq)
class Lazy:
    @cached_property
    def v(self): print("once"); return 42
z = Lazy(); print(z.v, z.v)
@total_ordering
class Ver:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(Ver(1) <= Ver(2), Ver(3) > Ver(2), Ver(1) >= Ver(2), sorted([Ver(2), Ver(1)], key=cmp_to_key(lambda a, b: a.n - b.n))[0].n)
print(repr(partial(print, 1, sep="x")))
try: reduce(lambda a, b: a, [])
except TypeError as e: print(e)
