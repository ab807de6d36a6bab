# Complex numbers: arithmetic, printing, derivatives and errors; then int64.
import jax
import jax.numpy as jnp
from jax import grad, jacfwd, jacrev, jit, jvp, vjp, vmap


def show(label, f):
    try:
        print(label, "|", repr(f()))
    except Exception as e:
        print(label, "|", type(e).__name__, "|", e)


z = jnp.array([1 + 2j, 3 - 4j])

# values
print(z, z[0], z.dtype, z.real, z.imag, z.shape)
show("element", lambda: z[0])
show("python", lambda: (complex(z[0]), z[0].item(), z.tolist(), f"{z[0]:.2f}", bool(z[0])))
show("parts", lambda: (jnp.real(z), jnp.imag(z), jnp.conj(z), z.conj(), jnp.abs(z), jnp.angle(z)))
show("numbers", lambda: (z * 2, z + 1j, z * 1.5, -z, z / (1 + 1j), z**2, 1j * jnp.arange(3)))
show("comparisons", lambda: (z == z, z != 1 + 2j, z < 2, jnp.maximum(z, 2), jnp.isfinite(z), jnp.isreal(z), jnp.iscomplex(z)))
show("sums", lambda: (z.sum(), z.prod(), z.mean(), jnp.cumsum(z), z @ z, jnp.vdot(z, z)))
show("functions", lambda: (jnp.exp(z), jnp.log(z), jnp.sqrt(z), jnp.sin(z), jnp.tanh(z / 4)))
show("real numbers", lambda: (jnp.sqrt(jnp.array(-1 + 0j)), jnp.exp(1j * jnp.pi), jnp.log(-1 + 0j), jnp.conj(2.0)))
show("constructors", lambda: (jnp.zeros(2, complex), jnp.array(1, dtype=jnp.complex64), jnp.asarray([1, 2j]), jnp.ones(2).astype(complex)))
show("types", lambda: (jnp.promote_types("float32", "complex64"), jnp.result_type(1j, jnp.float32), (1j * jnp.ones(1)).dtype, jnp.iscomplexobj(z)))
show("shapes", lambda: (jnp.where(jnp.array([True, False]), z, 0), z.at[0].set(5), z[::-1], jnp.stack([z, z]), z.reshape(2, 1)))
show("large", lambda: jnp.array([1e-10 + 1e5j, 1.5 - 2.25j]))
show("not finite", lambda: jnp.array([jnp.nan + 1j, 2.5 - 1j]))


# derivatives
def holomorphic(z):
    return jnp.sin(z) * z**2


def to_real(z):
    return jnp.real(z) ** 2 + jnp.imag(z) ** 3


def mixed(z):
    x, y = jnp.real(z), jnp.imag(z)
    return x * y + 1j * (x**2 - y)


show("grad holomorphic", lambda: grad(holomorphic, holomorphic=True)(3.0 + 4j))
show("grad real valued", lambda: grad(to_real)(1.0 + 2j))
show("grad abs", lambda: grad(jnp.abs)(3.0 - 4j))
show("second", lambda: grad(grad(holomorphic, holomorphic=True), holomorphic=True)(1.0 + 0.5j))
show("jvp", lambda: jvp(mixed, (1 + 2j,), (1j,)))
show("vjp", lambda: vjp(mixed, 1 + 2j)[1](1 + 0j))
show("jacfwd", lambda: jacfwd(holomorphic, holomorphic=True)(z))
show("jacrev", lambda: jacrev(holomorphic, holomorphic=True)(z))
show("jit, vmap", lambda: jit(vmap(grad(to_real)))(z))
show("no holomorphic", lambda: grad(holomorphic)(1.0 + 1j))
show("real input", lambda: grad(holomorphic, holomorphic=True)(1.0))
show("real output", lambda: grad(to_real, holomorphic=True)(1.0 + 1j))
show("jacfwd complex", lambda: jacfwd(holomorphic)(1j))
show("jacrev complex", lambda: jacrev(holomorphic)(1j))
show("float", lambda: float(z[0]))
show("floor", lambda: jnp.floor(z))
print(jax.make_jaxpr(lambda z: jnp.sin(z) * 2 + jnp.conj(z) - 1j * z.real)(1 + 1j))
print(jax.make_jaxpr(grad(to_real))(1 + 1j))

# int64
jax.config.update("jax_enable_x64", True)
x = jnp.array([1, 2**40, -3])
show("int64", lambda: (x, x.sum(), x * 2, x // 7, x % 5, x**2, x.max(), jnp.sort(x), x & 1, x >> 3, x.tolist()))
show("huge", lambda: (jnp.array(2**62), int(jnp.array(2**62 + 1))))
show("promotion", lambda: (jnp.array([1, 2]) + 1, jnp.array(1) + 1.5, jnp.int32(3) + jnp.array(2), x.astype(jnp.int32), x.mean()))
show("defaults", lambda: (jnp.arange(3), jnp.zeros(2, int), jnp.sin(1), jnp.sqrt(jnp.array([1, 4])), 1j * jnp.ones(2)))
print(jax.make_jaxpr(lambda x: x * 2 + 1)(3))
