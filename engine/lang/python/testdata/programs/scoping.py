# closures, global, nonlocal, class scopes, comprehension scopes
x = "global"

def outer():
    x = "outer"
    def middle():
        def inner():
            nonlocal x
            x = x + "!"
            return x
        return inner
    f = middle()
    f()
    return f(), x

print(outer(), x)

def reads_global():
    global y
    y = 5
    return x

print(reads_global(), y)

class C:
    x = "class"
    y = x + "!"
    def method(self):
        return x
    z = [x for _ in range(1)]
    w = [v for v in x]

print(C.x, C.y, C().method(), C.z, C.w)

fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])

def late():
    def g():
        return h()
    def h():
        return "late"
    return g()
print(late())

total = 0
if (n := 10) > 5:
    print("walrus", n)
print([last := v for v in range(4)], last)

def comp():
    a = 2
    return [a * b for b in range(3) if (c := b) != 1], c
print(comp())

try:
    print(undefined_thing)
except NameError as e:
    print(e)

def unbound():
    print(v)
    v = 1
try:
    unbound()
except UnboundLocalError as e:
    print(e)

def deleted():
    a = 1
    del a
    try:
        a
    except UnboundLocalError as e:
        print(e)
deleted()

def counter():
    count = 0
    def up():
        nonlocal count
        count += 1
        return count
    def get():
        return count
    return up, get
up, get = counter()
up(); up()
print(get())

try:
    raise ValueError("x")
except ValueError as err:
    pass
try:
    err
except NameError as e:
    print(e)

class Private:
    def __init__(self):
        self.__secret = 1
        self.__dunder__ = 2
    def get(self):
        return self.__secret
p = Private()
print(p.get(), sorted(vars(p)))

def f(a, b=[]):
    b.append(a)
    return b
print(f(1), f(2))

x = 10
class D:
    x = x + 1
    def get(self):
        return __class__.__name__
print(D.x, D().get())

def gen_scope():
    for i in range(2):
        yield lambda: i
print([g() for g in gen_scope()])
print([g() for g in list(gen_scope())])

def nested_default(k=x):
    return k
x = 99
print(nested_default())
print([[j for j in range(i)] for i in range(4)])
print({i: {j: i * j for j in range(2)} for i in range(2)})
print(list((a, b) for a in range(3) for b in range(a) if a != b))
