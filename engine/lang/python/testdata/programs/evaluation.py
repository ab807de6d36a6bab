x = 3
print(eval("x + 1"), eval("a * 2", {"a": 5}), eval("x", {}, {"x": 9}), eval(" x "))
exec("y = x * 2\ndef f(n):\n    return n + y")
print(y, f(1))


def g(z):
    return eval("z + x")


print(g(10))
names = {"q": 1}
exec("r = q + 1", names)
print(names["r"], [f(2) for f in [eval("lambda v: v ** 2")]])
for bad in ("1 +", "(", "raise ValueError('no')", "unknown"):
    try:
        exec(bad)
    except Exception as e:
        print(type(e).__name__)
try:
    eval(3)
except TypeError as e:
    print(e)
