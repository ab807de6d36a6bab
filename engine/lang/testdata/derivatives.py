"""Writes derivatives.tsv: expressions, points, and the derivatives of orders 0 to 3 that JAX computes in float64.

Run with JAX 0.10 and SciPy: python derivatives.py > derivatives.tsv
"""

import jax
import jax.numpy as jnp
from jax import lax, nn
from jax.scipy import special

jax.config.update("jax_enable_x64", True)

POINTS = [-1.7, -0.4, 0.3, 0.75, 2.6]

EXPRESSIONS = """
jnp.sin(x)
jnp.cos(x)
jnp.tan(x)
jnp.arcsin(x)
jnp.arccos(x)
jnp.arctan(x)
jnp.arctan2(x, 2.0)
jnp.arctan2(1.5, x)
jnp.radians(x)
jnp.rad2deg(x)
jnp.sinh(x)
jnp.cosh(x)
jnp.tanh(x)
jnp.arcsinh(x)
jnp.arccosh(x)
jnp.arctanh(x)
jnp.exp(x)
jnp.exp2(x)
jnp.expm1(x)
jnp.log(x)
jnp.log1p(x)
jnp.log2(x)
jnp.log10(x)
jnp.logaddexp(x, 1.0)
jnp.sqrt(x)
lax.rsqrt(x)
jnp.cbrt(x)
jnp.square(x)
jnp.reciprocal(x)
jnp.power(x, 2.5)
jnp.power(3.0, x)
x**x
x**-3
(1 + x)**(1/3)
jnp.hypot(x, 2.0)
jnp.abs(x)
jnp.sign(x)
jnp.floor(x)
jnp.ceil(x)
jnp.round(x)
jnp.round(x, decimals=1)
jnp.trunc(x)
jnp.heaviside(x, 0.5)
jnp.mod(x, 0.7)
jnp.mod(x, -0.7)
jnp.fmod(x, 0.7)
x % 0.7
x // 0.7
jnp.maximum(x, x**2)
jnp.minimum(x, x**2)
jnp.clip(x, -1, 1)
jnp.clip(x, max=0.5)
lax.clamp(-1.0, x, 1.0)
jnp.where(x < 0.5, x**3, jnp.sin(x))
jnp.where((x > -1) & (x < 1), x**2, 1.0)
jnp.select([x < 0, x < 1], [-x, x**2], 3.0)
jnp.polyval(jnp.array([2.0, -3.0, 1.0, 5.0]), x)
special.erf(x)
special.erfc(x)
special.erfinv(x)
special.gamma(x)
special.gammaln(x)
special.digamma(x)
special.i0(x)
special.i0e(x)
special.i1(x)
special.i1e(x)
special.ndtr(x)
special.xlogy(x, x)
special.expit(x)
special.logit(x)
nn.sigmoid(x)
nn.log_sigmoid(x)
nn.relu(x)
nn.relu6(x)
nn.leaky_relu(x)
nn.leaky_relu(x, negative_slope=0.2)
nn.elu(x)
nn.elu(x, 2.0)
nn.selu(x)
nn.softplus(x)
nn.soft_sign(x)
nn.silu(x)
nn.gelu(x)
nn.gelu(x, approximate=False)
nn.mish(x)
nn.hard_tanh(x)
x**3 + 2*x**2 - 3*x + 1
jnp.tanh(x)*jnp.exp(-x**2)
jnp.exp(-x**2/2)/jnp.sqrt(2*jnp.pi)
(lambda t: t**2 + 1)(jnp.cos(x))
1/(1 + 25*x**2)
"""

print("# expression\tx\tf\tf'\tf''\tf'''")
for expression in EXPRESSIONS.strip().splitlines():
    f = eval("lambda x: 1.0*(" + expression + ")")
    for x in POINTS:
        derivatives, d = [], f
        for order in range(4):
            try:
                derivatives.append(repr(float(d(x))))
            except (NotImplementedError, TypeError, ValueError):
                derivatives.append("-")
            d = jax.grad(d)
        expression_here = expression.replace("(x > -1) & (x < 1)", "-1 < x < 1").replace("jnp.array", "")
        print(expression_here, repr(x), *derivatives, sep="\t")
