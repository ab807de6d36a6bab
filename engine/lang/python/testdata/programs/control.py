# statements: loops with else, match, with, walrus, del, assert, global flow
for i in range(5):
    if i == 3: break
else: print("not reached")
for i in range(2): pass
else: print("for else", i)
n = 5
while n: 
    n -= 1
    if n == 2: continue
    if n == 0: break
else: print("never")
while False: pass
else: print("while else")
def classify(v):
    match v:
        case 0: return "zero"
        case 1 | 2 | 3: return "small"
        case -1: return "minus one"
        case int(x) if x > 100: return f"big {x}"
        case float(): return "float"
        case "hello" | "hi" as greeting: return greeting
        case str() as s: return f"str {s}"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [x, y]: return f"two {x} {y}"
        case [1, *rest]: return f"starts with one {rest}"
        case [*_, last]: return f"ends {last}"
        case {"type": "point", "x": x, **rest}: return f"point {x} {rest}"
        case {}: return "dict"
        case None: return "none"
        case True: return "true"
        case _: return f"other {type(v).__name__}"
for v in (0, 2, -1, 500, 50, 1.5, "hello", "other", [], [5], (1, 2), [1, 2, 3], [2, 3, 4], {"type": "point", "x": 1, "y": 2}, {"z": 1}, None, True, {1}, range(2)):
    print(classify(v), end="; ")
print()
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
def where(p):
    match p:
        case P(0, 0): return "origin"
        case P(x=0, y=y): return f"y axis {y}"
        case P(x, y) if x == y: return f"diagonal {x}"
        case P(): return "somewhere"
        case [P(x=a), P(x=b)]: return f"pair {a} {b}"
print(where(P(0, 0)), where(P(0, 5)), where(P(3, 3)), where(P(1, 2)), where([P(1, 0), P(2, 0)]))
match = 5; case = 6; print(match + case, [match, case])
_ = 3; print(_)
x = 10
del x
try: x
except NameError as e: print(e)
a, b, c = 1, 2, 3
del a, (b, c)
l = [1, 2, 3, 4]; del l[1], l[0]; print(l)
if (n := len(l)) > 1: print(n)
print([y for x in range(5) if (y := x * 2) > 3], y)
i = 0
while (i := i + 1) < 3: print(i, end=" ")
print()
x = 1 if l else 2; print(x)
x = y = [0]; x[0] = 5; print(y)
if True: print("one line"); print("two")
for i in range(3): print(i, end=","); print(end=";")
print()
def f():
    """doc"""
    ...
print(f(), f.__doc__)
def g(): return 1, 2
print(g(), (lambda: (1, 2))())
x = (1,
     2,  # comment
     3)
y = [1,
2]; z = {
    "a": 1,
}
print(x, y, z, 1 + \
    2)
def early(n):
    for i in range(10):
        for j in range(10):
            if i * j == n: return i, j
    return None
print(early(42), early(97))
def nested_finally():
    for i in range(3):
        try:
            try:
                if i == 1: continue
                print("body", i)
            finally:
                print("inner", i)
        finally:
            print("outer", i)
nested_finally()
def ret_in_loop():
    for i in range(3):
        try:
            return i
        finally:
            print("fin")
print(ret_in_loop())
def break_finally():
    while True:
        try: break
        finally: print("bf")
    return "done"
print(break_finally())
def gen_with():
    with open_resource() as r:
        yield r
class open_resource:
    def __enter__(self): print("open"); return 1
    def __exit__(self, *a): print("close")
for v in gen_with(): print(v)
print(type(...), ... is Ellipsis, __name__)
global_var = 1
def modify():
    global global_var, new_global
    global_var += 1; new_global = "new"
modify(); print(global_var, new_global)
print(not True or True and False, 1 if 0 else 2 if 0 else 3, 1 < 2 > 1, not 1 == 2, 5 in [1, 5] and "yes", (1, 2) + (3,), *"ab")
print({**{"a": 1}, "b": 2, **{"a": 3}}, [*[1], *[2]], (*"x",), {*"aab"} == {"a", "b"})
x: int = 5; y: "str"; print(x, __annotations__)
for x, (y, *z) in [(1, (2, 3, 4)), (5, (6,))]: print(x, y, z)
for d["k"] in range(2) if (d := {}) is not None else []: pass
print(d)
class A: x = 1
for A.x in "ab": pass
print(A.x)
with open_resource() as A.y, open_resource(): print(A.y)
lst = [1, 2, 3]
for v in lst:
    if v < 3: lst.append(v + 10)
    if len(lst) > 8: break
print(lst)
print(lambda x: x) if False else None
print((lambda *args, k=1, **kw: (args, k, kw))(1, 2, k=3, z=4))
assert True, "not shown"
try: assert (1, "always true") and False, f"msg {1 + 1}"
except AssertionError as e: print(e)
if 1:
    if 0: pass
    elif 1: print("elif")
    else: pass
exec_ = compile_ = None
print(0xFF, 1_000, 0b11, 0o17, 1e3, 1j, "a" "b", r"\d", sep="|")
