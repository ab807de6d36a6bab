# grad, jvp, vjp, linearize, vmap, jit, Jacobians: results and errors.
import jax
import jax.numpy as jnp
from jax import grad, jit, jvp, linearize, vjp, vmap


def show(label, f):
    try:
        print(label, "|", repr(f()))
    except Exception as e:
        print(label, "|", type(e).__name__, "|", e)


x3 = jnp.ones(3)

# grad
show("array result", lambda: grad(jnp.sin)(x3))
show("none result", lambda: grad(lambda x: None)(1.0))
show("text result", lambda: grad(lambda x: "a")(1.0))
show("int result", lambda: grad(lambda x: 3)(1.0))
show("size one result", lambda: grad(lambda x: x[None])(1.0))
show("int argument", lambda: grad(lambda x: x * 2)(3))
show("bool argument", lambda: grad(lambda x: x)(True))
show("text argument", lambda: grad(lambda x: x)("foo"))
show("none argument", lambda: grad(lambda x: 1.0)(None))
show("missing argument", lambda: grad(lambda x: x, argnums=2)(1.0))
show("missing arguments", lambda: grad(lambda x: x, argnums=(0, 1))(1.0))
show("low argument", lambda: grad(lambda x: x, argnums=-3)(1.0, 2.0))
show("fraction", lambda: grad(lambda x: x, argnums=1.5)(1.0))
show("no arguments", lambda: grad(lambda x, y: x * y, argnums=())(1.0, 2.0))
show("no aux", lambda: grad(lambda x: x, has_aux=True)(1.0))
show("three results", lambda: grad(lambda x: (x, x, x), has_aux=True)(1.0))
show("aux", lambda: grad(lambda x: (x**2, {"a": x * 2, "b": 3, "c": "text"}), has_aux=True)(1.0))
show("value, aux, gradient", lambda: jax.value_and_grad(lambda x: (x**2, x * 3), has_aux=True)(1.5))
show("not callable", lambda: grad(3))
show("reduce axes", lambda: grad(lambda x: x, reduce_axes=("a",))(1.0))
show("nothing passed", lambda: grad(lambda x: x)())
show("parameter missing", lambda: grad(lambda x, y: x)(1.0))
show("nested", lambda: grad(lambda p: p["a"].sum() + p["b"][0] * 2)({"a": jnp.ones(2), "b": (1.0, 2.0)}))
show("nested int", lambda: grad(lambda p: p["a"] * 2)({"a": 1}))
show("last", lambda: grad(lambda x, y: x * y**2, argnums=-1)(2.0, 3.0))
show("both", lambda: jax.value_and_grad(lambda x, y: x * y**2, argnums=(1, 0))(2.0, 3.0))
show("keyword", lambda: grad(lambda x, k=1.0: x * k)(1.0, k=4.0))
show("strong type", lambda: grad(lambda x: x**3)(jnp.float32(2)))
show("unused", lambda: grad(lambda x, y: x * 2, argnums=1)(1.0, x3))
show("control flow", lambda: grad(lambda x: x**2 if x > 0 else -x)(-2.0))
show("loop", lambda: grad(lambda x: [x := x * x for _ in range(3)][-1])(1.1))
print(grad(jnp.sin).__name__, grad(jnp.sin).__doc__[:80])
print(jax.value_and_grad(jnp.tanh)(0.5))

# jvp, vjp, linearize
show("jvp of floats", lambda: jvp(jnp.sin, 1.0, 1.0))
show("jvp tuple and list", lambda: jvp(jnp.sin, (1.0,), [1.0]))
show("jvp lengths", lambda: jvp(jnp.sin, (1.0,), (1.0, 2.0)))
show("jvp int tangent", lambda: jvp(jnp.sin, (1.0,), (1,)))
show("jvp shapes", lambda: jvp(jnp.sin, (x3,), (jnp.ones(4),)))
show("jvp of int", lambda: jvp(lambda x: x * 2, (1,), (1,)))
show("jvp of text", lambda: jvp(jnp.sin, ("a",), (1.0,)))
show("jvp", lambda: jvp(jnp.sin, (jnp.float32(1.0),), (1.0,)))
show("jvp tree", lambda: jvp(lambda x: (x * 2, {"a": x * 3}), (jnp.float32(1.0),), (2.0,)))
show("jvp aux", lambda: jvp(lambda x: (x * 2, "aux"), (jnp.float32(1.0),), (2.0,), has_aux=True))
show("jvp list", lambda: jvp(lambda x, y: x * y, [jnp.ones(2), jnp.ones(2)], [jnp.ones(2), jnp.zeros(2)]))
show("vjp value", lambda: vjp(jnp.sin, 1.0)[0])
show("vjp", lambda: vjp(lambda x, y: x * y, 2.0, 3.0)[1](1.0))
show("vjp tree", lambda: vjp(lambda x: (x, {"a": 2 * x}), 2.0)[1]((1.0, {"a": 1.0})))
show("vjp shape", lambda: vjp(jnp.sin, x3)[1](1.0))
show("vjp dtype", lambda: vjp(jnp.sin, 1.0)[1](1))
show("vjp nothing", lambda: vjp(jnp.sin, 1.0)[1]())
show("linearize value", lambda: linearize(jnp.sin, 1.0)[0])
show("linearize", lambda: linearize(jnp.sin, 1.0)[1](2.0))
show("linearize shape", lambda: linearize(jnp.sin, 1.0)[1](jnp.ones(2)))
show("linearize dtype", lambda: linearize(jnp.sin, 1.0)[1](1))
show("linearize arguments", lambda: linearize(lambda x, y: x * y, 1.0, 2.0)[1](1.0, 1.0))
show("linearize missing", lambda: linearize(lambda x, y: x * y, 1.0, 2.0)[1](1.0))

# vmap
show("vmap scalar", lambda: vmap(lambda x: x)(1.0))
show("vmap sizes", lambda: vmap(lambda x, y: x)(x3, jnp.ones(4)))
show("vmap most", lambda: vmap(lambda x, y, z: x)(x3, x3, jnp.ones(4)))
show("vmap some", lambda: vmap(lambda x, y, z, w: x)(x3, x3, jnp.ones(4), jnp.ones(4)))
show("vmap dict sizes", lambda: vmap(lambda x: x)({"a": x3, "b": jnp.ones(4)}))
show("vmap axes count", lambda: vmap(lambda x, y: x, in_axes=(0,))(x3, x3))
show("vmap none", lambda: vmap(lambda x: x, in_axes=None)(x3))
show("vmap high axis", lambda: vmap(lambda x: x, in_axes=1)(x3))
show("vmap out none", lambda: vmap(lambda x: x, out_axes=None)(x3))
show("vmap out second", lambda: vmap(lambda x: (x, x), out_axes=(0, None))(x3))
show("vmap out count", lambda: vmap(lambda x: (x, x), out_axes=(0,))(x3))
show("vmap constant", lambda: vmap(lambda x: 1.0)(x3))
show("vmap prefix", lambda: vmap(lambda x: x["a"] + x["b"], in_axes=({"a": 0, "b": None},))({"a": x3, "b": 1.0}))
show("vmap text axes", lambda: vmap(lambda x: x, in_axes="a")(x3))
show("vmap text", lambda: vmap(lambda x: x)("a"))
show("vmap nothing", lambda: vmap(lambda x: x)())
show("vmap list axes", lambda: vmap(lambda x: x, in_axes=[0])(x3))
show("vmap keyword", lambda: vmap(lambda x, k=0: x + k)(x3, k=x3))
show("vmap last axis", lambda: vmap(lambda x: x, in_axes=-1)(jnp.ones((2, 3))).shape)
show("vmap out axis", lambda: vmap(lambda x: x, out_axes=-1)(jnp.arange(6.0).reshape(2, 3)))
show("vmap size", lambda: vmap(lambda: 1.0, axis_size=3)())
show("vmap twice", lambda: vmap(vmap(lambda a, b: a * b, (0, None)), (None, 0))(jnp.arange(3.0), jnp.arange(2.0)))
show("vmap grad", lambda: vmap(grad(lambda w, x: jnp.tanh(w @ x)), in_axes=(None, 0))(x3, jnp.ones((2, 3))))

# jit
show("jit", lambda: jit(lambda x: x * 2)(x3))
show("jit tree", lambda: jit(lambda x: (x, None, [x, {"a": 3}]))(1.0))
show("jit static", lambda: jit(lambda x, n: x * n, static_argnums=1)(2.0, 3))
show("jit static name", lambda: jit(lambda x, n: x * n, static_argnames="n")(2.0, n=3))
show("jit static list", lambda: jit(lambda x, n: x * n, static_argnums=1)(2.0, [3]))
show("jit static many", lambda: jit(lambda x: x, static_argnums=3)(1.0))
show("jit not callable", lambda: jit(3))
show("jit text", lambda: jit(lambda x: "a")(1.0))
show("jit keyword", lambda: jit(lambda x, *, k: x + k)(1.0, k=2))
show("jit too many", lambda: jit(lambda x: x)(1.0, 2.0))
show("jit conversion", lambda: jit(lambda x, y: (x + y).astype(int))(1.0, True))


@jit
def counted(x):
    print("traced", x.shape)
    return x + 1


counted(1.0), counted(2.0), counted(x3), counted(x3), counted(1)


class Model:
    scale = 2.0

    @jit
    def method(self, x):
        return x

    def __call__(self, x):
        return jit(lambda v: v * self.scale)(x)


show("jit self", lambda: Model().method(1.0))
show("jit call", lambda: Model()(1.5))

# Jacobians
show("jacfwd int", lambda: jax.jacfwd(lambda x: x * 2)(3))
show("jacrev int", lambda: jax.jacrev(lambda x: x * 2)(3))
show("jacfwd argument", lambda: jax.jacfwd(lambda x: x, argnums=3)(3.0))
show("jacrev tree", lambda: jax.jacrev(lambda d: {"o": d["a"] * d["b"]})({"a": x3, "b": 2.0}))
show("jacfwd tree", lambda: jax.jacfwd(lambda d: {"o": d["a"] * d["b"]})({"a": x3, "b": 2.0}))
show("hessian tree", lambda: jax.hessian(lambda d: (d["a"] * d["b"]).sum())({"a": x3, "b": 2.0}))
show("jacrev two", lambda: jax.jacrev(lambda x, y: x * y, argnums=(0, 1))(x3, 2.0))
show("jacfwd aux", lambda: jax.jacfwd(lambda x: (x**2, x * 2), has_aux=True)(x3))
show("jacrev aux", lambda: jax.jacrev(lambda x: (x**2, x * 2), has_aux=True)(x3))
show("hessian scalar", lambda: jax.hessian(lambda x: x**3)(2.0))
show("hessian two", lambda: jax.hessian(lambda x, y: (x * y).sum(), argnums=(0, 1))(x3, 2.0))
show("jacobian", lambda: jax.jacobian(lambda x: jnp.array([x[0] * x[1], x[1] ** 2]))(jnp.array([2.0, 3.0])))

# around them
show("eval_shape", lambda: jax.eval_shape(lambda x: {"a": x * 2}, jax.ShapeDtypeStruct((3,), jnp.float32)))
show("device_put", lambda: jax.device_put([1, 2.0]))
show("typeof", lambda: (jax.typeof(x3), jax.typeof(1.0)))
show("devices", lambda: (jax.devices(), jax.device_count(), jax.default_backend(), jax.local_device_count(), jax.process_index()))
show("ready", lambda: jax.block_until_ready([x3]))
show("checkpoint", lambda: (jax.checkpoint(jnp.sin)(1.0), grad(jax.remat(jnp.sin))(1.0)))
show("one perturbation", lambda: grad(lambda x: x * grad(lambda y: x + y)(1.0))(1.0))
jax.debug.print("{} {x}", 1, x=x3)
jax.debug.print("{x:.2f}", x=jnp.float32(1.5))
jit(lambda x: jax.debug.print("jit {x} {y}", x=x, y=3))(1.0)
show("print in grad", lambda: grad(lambda x: (jax.debug.print("{}", x), x)[1])(1.0))
vmap(lambda x: jax.debug.print("{}", x))(x3)
with jax.disable_jit():
    counted(jnp.ones(5))
    counted(jnp.ones(5))
