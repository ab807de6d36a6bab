# With JAX 0.10.2: XLA_FLAGS=--xla_force_host_platform_device_count=2 python placement.py >placement.out
import jax, jax.numpy as jnp

try:
    here, there = jax.devices("host")[0], jax.devices("wasm")[0]
except RuntimeError:
    here, there = jax.devices()  # of JAX, told to have two

def show(f):
    try:
        result = f()
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    text = str(result).replace("platform CPU", "platform P")
    for device, name in ((here, "here"), (there, "there")):
        text = text.replace(str(device), name).replace(repr(device), name)
    for platform, number in (("HOST", 0), ("WASM", 1)):
        text = text.replace(f"device ids [0] on platform {platform}", f"device ids [{number}] on platform P")
    print(text)

x = jnp.ones(3)
a, b = jax.device_put(x, here), jax.device_put(x, there)
show(lambda: (x.committed, a.committed, a.device, b.device, b.devices(), b.sharding))

@jax.jit
def f(x, y):
    return x + y

@jax.jit
def g(p):
    return p["u"] + p["v"][0]

for mixed in (lambda: a + b, lambda: a @ b, lambda: a > b, lambda: jnp.multiply(a, b), lambda: jnp.dot(a, b), lambda: f(a, b), lambda: f(a, y=b),
              lambda: g({"u": a, "v": [b]}), lambda: jnp.concatenate([a, b])):
    show(mixed)

show(lambda: ((a + x).device, (x + b).device, (b + x).committed, (x + x).committed))
show(lambda: (b[0].device, b.reshape(3, 1).device, b.astype(jnp.int32).device, b.at[0].set(2.0).device, jnp.sin(b).device, b.sum().device))
with jax.default_device(there):
    y = jnp.ones(3)
    show(lambda: (y.device, y.committed, (y + x).device, (y + a).device))
show(lambda: (y.device, y.committed))

show(lambda: jax.tree.map(lambda v: v.device, jax.device_put({"a": 1.0, "b": [x]}, there)))
show(lambda: [v.device for v in jax.device_put([x, x], [here, there])])
show(lambda: (jax.device_put(b).device, jax.device_put(b, a.sharding).device, b.to_device(here).device))
show(lambda: jax.device_put(x, "gpu"))
show(lambda: (jnp.zeros(3, device=there).device, jnp.zeros(3, device=there).committed, jnp.arange(3, device=here).device))
show(lambda: (jnp.zeros_like(b).device, jnp.ones_like(b, device=here).device))

show(lambda: jax.jit(lambda x: 2 * x, device=there, backend="cpu")(x))
show(lambda: jax.jit(lambda x: x.device)(b))
show(lambda: jax.jit(lambda x: jax.device_put(x, there) * 2)(a).device)
show(lambda: jax.grad(lambda x: (x * b).sum())(x).device)
show(lambda: jax.vmap(lambda x: 2 * x)(b).device)
show(lambda: jax.lax.cond(True, lambda v: v, lambda v: -v, b).device)
show(lambda: jax.lax.scan(lambda c, v: (c + v, c), 0.0, b)[0].device)
show(lambda: jax.random.normal(jax.device_put(jax.random.key(0), there), (2,)).device)
show(lambda: (here == there, hash(here) == hash(here)))
show(lambda: jax.config.update("jax_default_device", "abacus"))
