# generators: send, throw, close, yield from, laziness, context managers from them
def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("got", got)
    except ValueError as e:
        print("caught", e)
        yield "recovered"
    finally:
        print("cleanup")
    return "done"

g = gen(3)
print(next(g), g.send("a"), g.send(None))
try: next(g)
except StopIteration as e: print("stop", e.value)
g = gen(3); next(g); print(g.throw(ValueError("v"))); print(list(g))
g = gen(3); next(g); g.close()
try: next(g)
except StopIteration: print("closed")

def delegate():
    r = yield from gen(2)
    print("result", r)
    yield from [10, 20]
    return "outer"
print(list(delegate()))
d = delegate(); next(d); d.send("inner value"); d.close()
def agen():
    try: yield 1
    except GeneratorExit: print("exit"); raise
a = agen(); next(a); a.close()

def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
import itertools
print(list(itertools.islice(fib(), 10)))
for x in fib():
    if x > 20: break
print(x)
print(sum(x * x for x in range(5)), max(len(w) for w in ["a", "bbb"]), list(x for x in []))
lazy = (print("eval", i) or i for i in range(3))
print("before"); print(next(lazy)); print(list(lazy))

def bad():
    yield 1
    raise StopIteration
try: list(bad())
except RuntimeError as e: print(e, type(e.__cause__).__name__)
def g2():
    x = yield
    while True:
        x = yield x * 2
h = g2(); next(h); print(h.send(3), h.send(5))
try: g2().send(1)
except TypeError as e: print(e)
def rec(n):
    if n:
        yield n
        yield from rec(n - 1)
print(list(rec(5)))
def tree(t):
    if isinstance(t, list):
        for x in t: yield from tree(x)
    else: yield t
print(list(tree([1, [2, [3, 4], 5], [[6]]])))
def in_args():
    print(max((yield 1), (yield 2)), [(yield 3)], {"k": (yield 4)})
i = in_args(); next(i); i.send(10); i.send(20); i.send(30)
try: i.send(40)
except StopIteration: pass
def try_in_gen():
    for i in range(3):
        try:
            yield i
        finally:
            print("fin", i)
for v in try_in_gen():
    if v == 1: break
print("after")
def exc_state():
    try: raise KeyError("k")
    except KeyError:
        yield 1
        try: raise
        except KeyError as e: print("reraised", e)
print(list(exc_state()))
def running():
    try: yield next(me)
    except ValueError as e: print(e)
me = running()
print(list(me))
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(It(3)), [*It(2)], dict(enumerate(It(2))), 1 in It(3), sum(It(4)), list(zip(It(2), It(3))), tuple(map(lambda v: v + 1, It(2))))
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
print(list(Seq()), list(reversed([1, 2])), 20 in Seq())
it = iter([1, 2, 3]); print(next(it), list(it), next(it, "default"))
print(list(iter(lambda s=[3, 2, 1, 0]: s.pop(0), 0)))
a, *b = (x for x in range(4)); print(a, b)
def outer_g():
    def inner():
        yield 1
        raise ValueError("inner")
    try:
        yield from inner()
    except ValueError as e:
        yield f"handled {e}"
print(list(outer_g()))
e = enumerate("ab", 5); print(next(e), list(e), type(e).__name__)
z = zip([1, 2], "ab", strict=True); print(list(z))
try: list(zip([1], [1, 2], strict=True))
except ValueError as e: print(e)
print(list(filter(None, [0, 1, "", "a"])), list(map(pow, [2, 3], [3, 2])))
g = (i for i in range(3)); print(2 in g, list(g))
print(type(g).__name__, g.__class__, iter(g) is g)
from contextlib import contextmanager, suppress, nullcontext, ExitStack
@contextmanager
def cm(name):
    print("enter", name)
    try:
        yield name.upper()
    except ZeroDivisionError:
        print("suppressed")
    finally:
        print("exit", name)
with cm("a") as A, cm("b") as B:
    print(A, B)
with cm("z"):
    1 / 0
with suppress(KeyError): {}["x"]
with nullcontext(5) as five: print(five)
try:
    with cm("e"): raise ValueError("out")
except ValueError as e: print("escaped", e)
with ExitStack() as stack:
    stack.enter_context(cm("s1")); stack.callback(print, "callback")
class CM:
    def __enter__(self): print("in"); return self
    def __exit__(self, t, v, tb): print("out", t and t.__name__, v, tb is not None); return t is ValueError
with CM() as c: print("body")
with CM(): raise ValueError("hidden")
def early():
    with CM(): return "returned"
print(early())
for i in range(2):
    with CM():
        if i == 0: continue
        break
with (CM() as x, CM() as y): pass
