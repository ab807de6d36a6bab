"""How functions with rules of their own are recorded, and errors that say where."""
import jax
import jax.numpy as jnp


@jax.custom_jvp
def smooth(x, y):
    print("smooth")
    return jnp.abs(x) * y


@smooth.defjvp
def smooth_jvp(primals, tangents):
    print("rule")
    x, y = primals
    return smooth(x, y), tangents[0] * jnp.tanh(x) * y


print(jax.make_jaxpr(smooth)(1.0, 2.0))
print(jax.make_jaxpr(lambda x: jax.jvp(smooth, (x, 2.0), (1.0, 0.0)))(1.0))
print(jax.jit(jax.grad(smooth))(1.0, 2.0))
print(jax.grad(jax.jit(smooth))(1.0, 2.0))
print(jax.vmap(jax.grad(jax.jit(smooth)))(jnp.arange(2.0), jnp.arange(2.0)))


@jax.custom_vjp
def scaled(x):
    print("scaled")
    return jnp.sin(x)


def scaled_fwd(x):
    print("forward")
    return scaled(x), x


def scaled_bwd(x, ct):
    print("backward")
    return (ct * x,)


scaled.defvjp(scaled_fwd, scaled_bwd)
print(jax.make_jaxpr(scaled)(1.0))
print(jax.make_jaxpr(jax.grad(scaled))(1.0))
print(jax.grad(jax.jit(scaled))(1.0), jax.jit(jax.grad(scaled))(1.0))
print(jax.grad(lambda x: jax.lax.scan(lambda c, _: (scaled(c), c), x, None, length=2)[0])(1.0))
try:
    jax.jvp(scaled, (1.0,), (1.0,))
except TypeError as e:
    print(e)


def closing(x):
    @jax.custom_jvp
    def inner(y):
        return x * y
    inner.defjvp(lambda p, t: (inner(p[0]), 5.0 * t[0]))
    return inner(2.0 * x)


print(jax.jit(closing)(3.0))
try:
    jax.grad(closing)(3.0)
except jax.errors.UnexpectedTracerError as e:
    print(str(e)[:120])
try:
    smooth(1.0, "a")
except TypeError as e:
    print(e)

# Leaks and branches on traced values say where the values are from.
kept = []


@jax.jit
def leaky(x):
    y = x + 1
    kept.append(y)
    return y


leaky(1)
jax.grad(lambda x: (kept.append(x), x * 2)[1])(1.0)
jax.vmap(lambda x: (kept.append(x), x * 2)[1])(jnp.arange(2.0))
for v in kept:
    try:
        print(v + 1)
    except jax.errors.UnexpectedTracerError as e:
        print(e)


def branching(x):
    negative = x < 0
    if negative:
        return -x
    return x


for f in (lambda: jax.vmap(branching)(jnp.arange(3.0)), lambda: jax.jit(jax.vmap(branching))(jnp.arange(3.0)),
          lambda: jax.vmap(jax.grad(branching))(jnp.arange(3.0)), lambda: jax.jacfwd(branching)(jnp.float32(1.0)),
          lambda: jax.vmap(int)(jnp.arange(3)), lambda: jax.vmap(lambda x: [1, 2, 3][x])(jnp.arange(3))):
    try:
        print(f())
    except (jax.errors.ConcretizationTypeError, jax.errors.TracerIntegerConversionError) as e:
        print(type(e).__name__, *(line for line in str(e).splitlines() if "object id" not in line), sep="\n")
jax.vmap(lambda x: print(x.val, x.batch_dim))(jnp.arange(3.0))
jax.jvp(lambda x: (print(x.primal, x.tangent), x)[1], (1.0,), (2.0,))
