# Each function is a loop of a million iterations, or of as many calls as noted.
import time


def trivial():
    for i in range(1000000):
        pass


def add():
    s = 0
    for i in range(1000000):
        s += i
    return s


def while_loop():
    i = 0
    while i < 1000000:
        i += 1
    return i


def floats():
    x = 0.0
    for i in range(1000000):
        x = x * 0.5 + 1.0
    return x


def branches():
    n = 0
    for i in range(1000000):
        if i % 3 == 0:
            n += 1
        elif i % 5 == 0:
            n -= 1
    return n


def lists():
    l = []
    for i in range(1000000):
        l.append(i)
    s = 0
    for v in l:
        s += v
    return s


def indexing():
    l = [0] * 100
    for i in range(1000000):
        l[i % 100] += 1
    return l


def comprehension():
    return sum([i * i for i in range(1000000)])


def generator():
    return sum(i * i for i in range(1000000))


def dicts():
    d = {}
    for i in range(1000000):
        d[i % 1000] = d.get(i % 1000, 0) + 1
    return d


def strings():
    parts = []
    for i in range(200000):
        parts.append(f"{i}:{i * 2}")
    return len(",".join(parts))


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def calls():  # 250,000 calls
    return fib(25)


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def norm(self):
        return self.x * self.x + self.y * self.y


def attributes():
    p = Point(1, 2)
    s = 0
    for i in range(300000):
        p.x = i
        s += p.norm()
    return s


def objects():
    return sum(Point(i, 1).x for i in range(200000))


def closures():
    def outer(k):
        def inner(v):
            return v + k

        return inner

    f = outer(3)
    s = 0
    for i in range(500000):
        s = f(s)
    return s


def exceptions():
    n = 0
    for i in range(100000):
        try:
            if i % 2:
                raise ValueError(i)
        except ValueError:
            n += 1
    return n


def matrix():
    n = 60
    a = [[i * j for j in range(n)] for i in range(n)]
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            s = 0
            for k in range(n):
                s += a[i][k] * a[k][j]
            c[i][j] = s
    return c


for f in (trivial, add, while_loop, floats, branches, lists, indexing, comprehension, generator, dicts, strings, calls, attributes, objects, closures, exceptions, matrix):
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        f()
        best = min(best, time.perf_counter() - start)
    print(f"{f.__name__:15s} {best * 1e3:8.1f} ms")
