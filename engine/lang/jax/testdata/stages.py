"""The stages of jit, and programs as objects."""
import jax
import jax.numpy as jnp
from jax import lax


def scale(x, y, *, n=2):
    return {"scaled": x * y + n, "sum": jnp.sum(y)}


jitted = jax.jit(scale, static_argnames="n")
traced = jitted.trace(1.0, jnp.ones(3), n=3)
print(traced.jaxpr)
print(traced.fun_name, traced.in_tree, traced.out_tree)
print(traced.out_info)
print(traced.in_avals)
lowered = traced.lower()
print(lowered.args_info)
compiled = lowered.compile()
print(compiled(2.0, jnp.arange(3.0)))
for bad in (lambda: compiled(2, jnp.ones(3)), lambda: compiled(2.0, jnp.ones(4)), lambda: compiled(2.0), lambda: jitted.lower(1.0, "a")):
    try:
        print(bad())
    except TypeError as e:
        print("TypeError:", str(e).split(" at 0x")[0])
print(jitted.eval_shape(1.0, jnp.ones(3)))
print(jax.jit(jnp.add).lower(jax.ShapeDtypeStruct((2,), jnp.float32), 1).compile()(jnp.ones(2), 1))
print(jax.typeof(1.0), jax.typeof(jnp.ones(2)))
print(isinstance(jitted, jax.stages.Wrapped), isinstance(compiled, jax.stages.Compiled))


@jax.jit
def count(x):
    print("tracing")
    return x + 1


count(1), count(2), jax.make_jaxpr(count)(3)
jax.clear_caches()
count(1)
plain = lambda x: (print("traced"), x * 2)[1]
jax.make_jaxpr(plain)(1.0), jax.make_jaxpr(plain)(2.0), jax.jit(plain)(3.0)


# Programs can be walked and interpreted.
def program(x, y):
    return lax.cond(x > 0, lambda v: v * y, lambda v: v - 1.0, jnp.sin(x)), jnp.exp(y) ** 3


closed = jax.make_jaxpr(program)(1.0, 2.0)
print(type(closed).__name__, type(closed.jaxpr).__name__, closed.in_avals, closed.out_avals, closed.consts)
for eqn in closed.jaxpr.eqns:
    print(eqn.primitive.name, [str(v.aval).lstrip('~') for v in eqn.invars], [v.aval.shape for v in eqn.outvars], type(eqn.invars[-1]).__name__)
print([e.params["y"] for e in closed.eqns if e.primitive.name == "integer_pow"])
print(jax.core.eval_jaxpr(closed.jaxpr, closed.consts, 1.0, 2.0))
print(closed.jaxpr.invars[0] is closed.jaxpr.eqns[0].invars[0], closed.jaxpr.invars[0] == closed.jaxpr.invars[1])


def evaluate(jaxpr, consts, *args):
    env = dict(zip(jaxpr.constvars, consts)) | dict(zip(jaxpr.invars, args))
    read = lambda v: v.val if hasattr(v, "val") else env[v]
    for eqn in jaxpr.eqns:
        out = eqn.primitive.bind(*map(read, eqn.invars), **eqn.params)
        env.update(zip(eqn.outvars, out if eqn.primitive.multiple_results else [out]))
    return [read(v) for v in jaxpr.outvars]


polynomial = jax.make_jaxpr(lambda x: jnp.tanh(x) * 2.0 + x ** 3)(1.0)
print(evaluate(polynomial.jaxpr, polynomial.consts, 0.5))


# Operands from outside are those of the program that uses them.
def nested(a):
    @jax.jit
    def inner(x):
        return x + a * jnp.ones(2)
    return a + inner(a - 2.0)


print(jax.make_jaxpr(nested)(1.0))
print(jax.make_jaxpr(lambda c, xs: lax.scan(lambda s, x: (s * c + x, s), 0.0, xs))(2.0, jnp.arange(3.0)))

with jax.disable_jit():
    print(count(5))


@jax.named_scope("layer")
def layer(x):
    return x * 2


print(layer(3.0), jax.process_count())
