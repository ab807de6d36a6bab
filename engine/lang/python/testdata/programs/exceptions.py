# try/except/else/finally, chaining, exception attributes
def f(kind):
    try:
        if kind == "v": raise ValueError("bad value", 3)
        if kind == "k": raise KeyError("key")
        if kind == "r": return "returned"
        if kind == "t": raise TypeError
    except ValueError as e:
        return repr(e), e.args, str(e)
    except (KeyError, IndexError) as e:
        return str(e), type(e)
    else:
        return "else"
    finally:
        print("finally", kind)
for k in "vkrn": print(f(k))
try: f("t")
except TypeError as e: print(repr(e), str(e) == "")

def fin():
    try: return "try"
    finally: return "finally"
print(fin())
def loop():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
        finally: print("f", i)
    else: print("no")
loop()
try:
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError("outer") from e
except ValueError as e:
    print(e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try: {}["x"]
    except KeyError: [][1]
except IndexError as e: print(repr(e.__context__), e.__cause__)
try:
    try: {}["x"]
    except KeyError: raise RuntimeError("no context") from None
except RuntimeError as e: print(e.__cause__, e.__suppress_context__, repr(e.__context__))
try:
    try: raise KeyError(1)
    finally: raise ValueError(2)
except ValueError as e: print(repr(e.__context__))
def reraise():
    try: raise OSError(2, "No such file")
    except OSError: raise
try: reraise()
except OSError as e: print(e, e.args)
class Custom(Exception): pass
class Sub(Custom):
    def __init__(self, a, b): self.a, self.b = a, b
for E in (Custom("x"), Custom(), Custom(1, 2), Sub(1, 2)):
    try: raise E
    except Custom as e: print(repr(e), str(e), e.args, type(e).__name__)
for bad in (5, "str", int, None):
    try: raise bad
    except TypeError as e: print(e)
try:
    try: 1 / 0
    except "notclass": pass
except TypeError as e: print(e)
try: raise
except RuntimeError as e: print(e)
print(issubclass(KeyError, LookupError), issubclass(ModuleNotFoundError, ImportError), issubclass(RecursionError, RuntimeError), BaseException.__mro__, ZeroDivisionError.__mro__)
try: assert 1 == 2, "message"
except AssertionError as e: print(e, e.args)
try: assert []
except AssertionError as e: print(repr(e))
e = ValueError("n"); e.add_note("note 1"); print(e.__notes__)
try: raise e.with_traceback(None)
except ValueError as x: print(x is e)
def nested():
    try:
        try: raise ValueError(1)
        except ValueError:
            try: raise KeyError(2)
            except KeyError as k: print(repr(k.__context__))
            raise
    except ValueError as v: print("outer", v, v.__context__)
nested()
def multi():
    for E in (ValueError, KeyError, Exception):
        try: raise E("m")
        except (ValueError, KeyError) as e: yield type(e).__name__
        except Exception: yield "other"
print(list(multi()))
try: int("x")
except ValueError as e: msg = str(e)
print(msg)
import sys
try: sys.exit(3)
except SystemExit as e: print("exit", e.code)
try: raise StopIteration(5)
except StopIteration as e: print(e.value)
try: import nonexistent_module
except ModuleNotFoundError as e: print(type(e).__name__, str(e)[:32])
try: from math import nothing_here
except ImportError as e: print(str(e)[:44])
def cleanup_order():
    try:
        yield 1
    finally:
        print("gen cleanup")
try:
    for v in cleanup_order(): raise KeyError("in loop")
except KeyError as e: print(e)
try:
    x = [1, 2, 3]
    a, b = x
except ValueError as e: print(e)
try: a, b, *c = [1]
except ValueError as e: print(e)
try: a, b = {}
except ValueError as e: print(e)
try:
    for a, b in [(1, 2), 3]: print(a, b)
except TypeError as e: print(e)
for bad in (lambda: 1 + "a", lambda: "a" + 1, lambda: [1] + (1,), lambda: -"x", lambda: 1 < "x", lambda: len(3), lambda: 3[0], lambda: None(), lambda: {}["k"], lambda: [][0],
            lambda: "abc"[9], lambda: (1,)["a"], lambda: {[]: 1}, lambda: {**5}, lambda: [*5], lambda: 1 in 2, lambda: "a" % 1, lambda: "%d" % "x", lambda: int([]), lambda: float("q"),
            lambda: 2 ** 5000.5, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 // 0, lambda: 1 << -1, lambda: "x" * "y", lambda: [1] * 1.5, lambda: range(1.5), lambda: next(iter([])),
            lambda: max([]), lambda: "".join([1]), lambda: "a".foo, lambda: None.x, lambda: int.y, lambda: isinstance(1, 2), lambda: chr(-1), lambda: ord("ab"), lambda: sum(["a"]),
            lambda: sorted([1, "a"]), lambda: dict([1]), lambda: {1, []}, lambda: hash({}), lambda: [].remove(1), lambda: {}.pop("z"), lambda: "{}".format(), lambda: "{a}".format(b=1),
            lambda: f"{1:q}", lambda: f"{'a':d}", lambda: format([], "x"), lambda: int("5", 99), lambda: [].pop(), lambda: set().pop(), lambda: abs("a"), lambda: round("a")):
    try: print(bad())
    except Exception as e: print(type(e).__name__ + ":", e)
