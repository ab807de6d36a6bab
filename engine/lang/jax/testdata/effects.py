import jax
import jax.numpy as jnp


@jax.jit
def scaled(x, k):
    print("tracing", x, k)
    jax.debug.print("x={x} k={k}", x=x, k=k, ordered=True)
    y = x * k
    jax.debug.print("y={}", y, ordered=True)
    return {"y": y, "k": k}


out = scaled(jnp.arange(2.0), 3)
jax.effects_barrier()
print(out)
out = scaled(jnp.ones(2), 4)
jax.effects_barrier()
print(out)


def seen(v):
    print("callback", type(v).__name__, v.shape, v.dtype, v)


@jax.jit
def square(v):
    jax.debug.callback(seen, v)
    return v**2


print(square(3.0))
jax.effects_barrier()
print(jax.grad(square)(2.0))
jax.effects_barrier()
print(jax.vmap(square)(jnp.array([5.0])))
jax.effects_barrier()


@jax.jit
def outer(v):
    print("outer", v)
    return square(v) + 1


print(outer(4.0))
jax.effects_barrier()


def body(carry, v):
    print("body", carry, v)
    jax.debug.print("carry {c}", c=carry, ordered=True)
    return carry + v, carry * v


print(jax.lax.scan(body, 1.0, jnp.array([2.0, 3.0])))
jax.effects_barrier()
print(jax.lax.fori_loop(0, 2, lambda i, v: (jax.debug.print("i={}", i, ordered=True), v + i)[1], 10))
jax.effects_barrier()
print(jax.lax.cond(True, lambda v: (jax.debug.print("yes {}", v), v)[1], lambda v: -v, 1.5))
jax.effects_barrier()
jax.debug.print("{a:.2f} {b}", a=1.239, b={"p": (1, jnp.ones(2))})
jax.effects_barrier()

with jax.disable_jit():
    print(jax.jit(lambda v: (print("plain", v), v + 1)[1])(jnp.float32(1)))
    print(jax.lax.while_loop(lambda v: v < 3, lambda v: (print("value", v), v * 2)[1], jnp.float32(1)))


def unstable(v):
    return jnp.log(-v * 3)


with jax.debug_nans(True):
    for f in (unstable, lambda v: v / 0.0 * 0.0):
        try:
            print(f(jnp.float32(5)))
        except FloatingPointError as e:
            print(e)
print(unstable(jnp.float32(5)))
with jax.debug_infs(True):
    try:
        jnp.float32(1) / jnp.float32(0)
    except FloatingPointError as e:
        print(e)


@jax.jit
def constants(v):
    n = jnp.array(v.shape).prod()
    print(n, jnp.sum(jnp.ones(3)), v.size)
    return v.sum() / v.size


print(constants(jnp.ones((2, 3))))
