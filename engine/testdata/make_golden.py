"""Writes jax.json, what JAX itself answers, for jax_test.go.

Run from any folder with a Python that has jax and numpy: python make_golden.py
"""

import json
import math
import os
import pathlib
import random

os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.scipy import special

# Expressions are nested lists: [operation, argument…], where an argument is an
# expression, a parameter of the operation, or "x0", "x1", … for an input and
# a number for a Python scalar. jax_test.go reads the same language.
OPERATIONS = {
    "add": jnp.add, "sub": jnp.subtract, "mul": jnp.multiply, "div": jnp.divide, "pow": jnp.power, "atan2": jnp.arctan2,
    "maximum": jnp.maximum, "minimum": jnp.minimum, "hypot": jnp.hypot, "logaddexp": jnp.logaddexp,
    "mod": jnp.mod, "floor_divide": jnp.floor_divide, "lt": jnp.less, "le": jnp.less_equal, "gt": jnp.greater,
    "ge": jnp.greater_equal, "eq": jnp.equal, "ne": jnp.not_equal, "and": jnp.bitwise_and, "or": jnp.bitwise_or,
    "xor": jnp.bitwise_xor, "shift_left": jnp.left_shift, "shift_right": lax.shift_right_logical, "not": jnp.bitwise_not,
    "where": jnp.where, "clip": jnp.clip, "neg": jnp.negative, "abs": jnp.abs, "sign": jnp.sign, "square": jnp.square,
    "reciprocal": jnp.reciprocal, "floor": jnp.floor, "ceil": jnp.ceil, "round": jnp.round, "trunc": jnp.trunc,
    "isfinite": jnp.isfinite, "isnan": jnp.isnan, "stop_gradient": lax.stop_gradient,
    "exp": jnp.exp, "exp2": jnp.exp2, "expm1": jnp.expm1, "log": jnp.log, "log1p": jnp.log1p, "log2": jnp.log2, "log10": jnp.log10,
    "sqrt": jnp.sqrt, "rsqrt": lax.rsqrt, "cbrt": jnp.cbrt, "sin": jnp.sin, "cos": jnp.cos, "tan": jnp.tan, "asin": jnp.arcsin,
    "acos": jnp.arccos, "atan": jnp.arctan, "sinh": jnp.sinh, "cosh": jnp.cosh, "tanh": jnp.tanh, "asinh": jnp.arcsinh,
    "acosh": jnp.arccosh, "atanh": jnp.arctanh, "erf": special.erf, "erfc": special.erfc, "erf_inv": special.erfinv,
    "lgamma": special.gammaln, "digamma": special.digamma, "i0e": special.i0e, "i1e": special.i1e,
    "logit": special.logit, "logistic": jax.nn.sigmoid, "relu": jax.nn.relu, "relu6": jax.nn.relu6, "softplus": jax.nn.softplus,
    "silu": jax.nn.silu, "mish": jax.nn.mish, "elu": jax.nn.elu, "selu": jax.nn.selu, "gelu": jax.nn.gelu,
    "gelu_exact": lambda x: jax.nn.gelu(x, approximate=False), "leaky_relu": jax.nn.leaky_relu,
    "log_sigmoid": jax.nn.log_sigmoid, "soft_sign": jax.nn.soft_sign, "hard_tanh": jax.nn.hard_tanh,
    "squareplus": jax.nn.squareplus,
    "sum": lambda x, *axes: jnp.sum(x, axes or None), "prod": lambda x, *axes: jnp.prod(x, axes or None),
    "max": lambda x, *axes: jnp.max(x, axes or None), "min": lambda x, *axes: jnp.min(x, axes or None),
    "mean": lambda x, *axes: jnp.mean(x, axes or None), "var": lambda x, *axes: jnp.var(x, axes or None),
    "std": lambda x, *axes: jnp.std(x, axes or None), "all": lambda x, *axes: jnp.all(x, axes or None),
    "any": lambda x, *axes: jnp.any(x, axes or None), "logsumexp": lambda x, *axes: jax.nn.logsumexp(x, axes or None),
    "softmax": jax.nn.softmax, "log_softmax": jax.nn.log_softmax, "argmax": jnp.argmax, "argmin": jnp.argmin,
    "cumsum": jnp.cumsum, "cumprod": jnp.cumprod, "sort": jnp.sort, "argsort": jnp.argsort,
    "take": lambda x, i, axis: jnp.take(x, i, axis), "dot": jnp.dot, "matmul": jnp.matmul, "outer": jnp.outer, "vdot": jnp.vdot,
    "transpose": lambda x, *perm: jnp.transpose(x, perm or None), "reshape": lambda x, *shape: jnp.reshape(x, shape),
    "flip": lambda x, *axes: jnp.flip(x, axes or None), "stack": lambda axis, *x: jnp.stack(x, axis),
    "concatenate": lambda axis, *x: jnp.concatenate(x, axis), "expand_dims": jnp.expand_dims,
    "slice": lambda x, axis, lo, hi: lax.slice_in_dim(x, lo, hi, axis=axis),
    "astype": lambda x, name: x.astype(name), "one_hot": jax.nn.one_hot,
}


def evaluate(expression, inputs):
    if isinstance(expression, str) and expression[0] == "x" and expression[1:].isdigit():
        return inputs[int(expression[1:])]
    if isinstance(expression, list):
        return OPERATIONS[expression[0]](*[evaluate(a, inputs) for a in expression[1:]])
    return expression


def number(v, dtype):
    """One element as JSON: nan and infinities as strings, floats with the digits their type needs."""
    if dtype == "bool":
        return int(v)
    if dtype in ("int32", "uint32"):
        return int(v)
    if math.isnan(v) or math.isinf(v):
        return repr(float(v))
    return float(f"{float(v):.9g}") if dtype == "float32" else float(v)


def array(a):
    a = np.asarray(a)
    name = str(a.dtype)
    return {"d": name, "s": list(a.shape), "v": [number(v, name) for v in a.ravel().tolist()]}


def widen(x):
    return x.astype(np.float64) if x.dtype == np.float32 else x


def pullback(expression, inputs):
    """The cotangents of the float inputs for a cotangent of ones; None where there is no float output."""
    floats = [i for i, x in enumerate(inputs) if x.dtype in (np.float32, np.float64)]

    def f(*args):
        full = list(inputs)
        for i, a in zip(floats, args):
            full[i] = a
        return evaluate(expression, [jnp.asarray(x) for x in full])

    y, pull = jax.vjp(f, *[jnp.asarray(inputs[i]) for i in floats])
    if y.dtype not in (np.float32, np.float64) or not floats:
        return y, []
    return y, list(pull(jnp.ones(y.shape, y.dtype)))


def ulps(a, b):
    """How many float32 steps lie between a and b, elementwise."""
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    with np.errstate(all="ignore"):
        distance = np.abs(a - b) / np.spacing(np.maximum(np.abs(b), 1e-30).astype(np.float32)).astype(np.float64)
    return np.where((a == b) | (np.isnan(a) & np.isnan(b)), 0, np.where(np.isfinite(a) & np.isfinite(b), distance, np.inf))


def case(expression, *inputs, name=None):
    """One expression with its value and gradient, and the float64 ones where float32 is more than 2 ulp off."""
    inputs = [np.asarray(x) for x in inputs]
    y, grads = pullback(expression, inputs)
    out = {"e": expression, "x": [array(x) for x in inputs], "y": array(y), "g": [array(g) for g in grads]}
    if name:
        out["n"] = name
    with jax.enable_x64(True):
        wide, wide_grads = pullback(expression, [widen(x) for x in inputs])
    near = np.all(ulps(y, wide) <= 2) and all(np.all(ulps(g, w) <= 2) for g, w in zip(grads, wide_grads))
    if np.asarray(y).dtype == np.float32 and not near:
        out["y64"], out["g64"] = array(wide), [array(g) for g in wide_grads]
    return out


f32 = lambda *v: np.array(v, np.float32)
i32 = lambda *v: np.array(v, np.int32)
u32 = lambda *v: np.array(v, np.uint32)
nan, inf = math.nan, math.inf


def edge_cases():
    wide = f32(-inf, -100, -20, -3, -1, -0.5, -1e-3, -0.0, 0, 1e-3, 0.5, 1, 2, 3, 6, 7, 20, 100, inf, nan)
    for op in ["relu", "relu6", "softplus", "silu", "mish", "elu", "selu", "gelu", "gelu_exact", "leaky_relu", "log_sigmoid", "soft_sign",
               "hard_tanh", "squareplus", "logistic", "tanh", "erf", "erfc", "abs", "sign", "square", "floor", "ceil", "round", "trunc",
               "exp", "expm1", "exp2", "atan", "asinh", "cbrt", "i0e", "isfinite", "isnan", "neg", "sinh", "cosh"]:
        yield case([op, "x0"], wide)
    yield case(["i1e", "x0"], wide[:-1])
    yield case(["round", "x0"], f32(0.5, 1.5, 2.5, -0.5, -1.5, 8388609.5, 1e10))
    yield case(["sqrt", "x0"], f32(0, 1, 4, inf, 2, -1, nan))
    yield case(["rsqrt", "x0"], f32(0.25, 1, 4, inf, 2, -1))
    for op in ["log", "log1p", "log2", "log10"]:
        yield case([op, "x0"], f32(0.1, 1, 2.5, inf, 1e-5, 1e10, 7))
        yield case([op, "x0"], f32(0, -2, -1, nan))
    for op in ["asin", "acos", "atanh", "erf_inv"]:
        yield case([op, "x0"], f32(-1, -0.9, -0.3, 0, 1e-4, 0.5, 0.99, 1, 2))
    yield case(["acosh", "x0"], f32(1, 1.001, 1.5, 10, 1e10, 0.5))
    yield case(["logit", "x0"], f32(0.1, 0.5, 0.9, 0, 1))
    yield case(["lgamma", "x0"], f32(0.1, 0.5, 1, 1.5, 2, 3, 10, 100, -0.5, -1.5, 0, -1, inf))
    yield case(["digamma", "x0"], f32(0.1, 0.5, 1, 1.5, 2, 3, 10, 100, -0.5, -1.5))
    for op in ["sin", "cos", "tan"]:
        yield case([op, "x0"], f32(0, 0.5, 1, 3, -4, 10, 1e4, inf, nan))
    # Ties, edges and special values of operations on two operands.
    a = f32(1, 1, 2, 0, -0.0, nan, inf, -inf, inf, 3)
    b = f32(1, 2, 1, -0.0, 0, 1, inf, -inf, -inf, nan)
    for op in ["maximum", "minimum", "logaddexp", "hypot", "lt", "le", "gt", "ge", "eq", "ne", "add", "sub", "mul"]:
        yield case([op, "x0", "x1"], a, b)
    yield case(["logaddexp", "x0", "x1"], f32(0, 1, -50, 88, 1e-3), f32(0, -1, 50, 88, -1e-3))
    yield case(["hypot", "x0", "x1"], f32(3, 1e-3, 5, 2), f32(4, 7, 5, -1))
    yield case(["div", "x0", "x1"], f32(1, -1, 3, inf, 2, 0), f32(2, 4, -7, 5, inf, 3))
    yield case(["div", "x0", "x1"], f32(1, -1, 0, inf), f32(0, 0, 0, inf))
    x = f32(0, 0, 0, 0, -2, -2, -2, 2, 2, 1, nan, inf, 3, -0.0, -8, 4)
    y = f32(0, 1, 2, 0.5, 3, 2, 0.5, 0, 3, nan, 0, 0, -1, 3, 1 / 3, 0.5)
    yield case(["pow", "x0", "x1"], x, y)
    yield case(["pow", "x0", "x1"], f32(0, 0, -0.0, inf, inf, 0.5, 2), f32(-1, -2, -1, -1, 2, -inf, inf))
    for n in [0, 1, 2, 3, 4, 7, -1, -2]:
        yield case(["pow", "x0", n], f32(0, 1, -2, 3.5, inf, -0.0) if n >= 0 else f32(1, -2, 3.5, inf))
    yield case(["pow", "x0", 2.0], f32(0, -3, 2))
    yield case(["pow", "x0", 0.5], f32(4, 2))
    yield case(["pow", 2, "x0"], f32(0, -1, 3.5))
    yield case(["atan2", "x0", "x1"], f32(1, -1, 0, 3, -2), f32(1, -1, 2, -4, 0))
    yield case(["atan2", "x0", "x1"], f32(0, -0.0, 0, -0.0, inf, -inf, inf), f32(0, 0, -0.0, -0.0, inf, -inf, 1))
    for op in ["mod", "floor_divide"]:
        yield case([op, "x0", "x1"], f32(5, -5, 5, -5, 5.5, -0.0, 7), f32(3, 3, -3, -3, 0.25, 2, inf))
        yield case([op, "x0", "x1"], i32(5, -5, 5, -5, 7), i32(3, 3, -3, -3, 7))
        yield case([op, "x0", "x1"], u32(5, 4294967295), u32(3, 2))
    yield case(["clip", "x0", -1, 2], f32(-3, -1, 0, 2, 5, nan))
    yield case(["clip", "x0", "x1", "x2"], f32(-3, -1, 0, 2, 5), f32(-1, -1, -1, -1, -1), f32(2, 2, 2, 2, 2))
    # where: the derivative passes both branches.
    yield case(["where", ["gt", "x0", 0], ["sqrt", "x0"], 0.0], f32(4, 0, -1), name="where with a bad branch")
    yield case(["where", ["gt", "x0", 0], ["log", ["where", ["gt", "x0", 0], "x0", 1.0]], 0.0], f32(4, 0, -1), name="double where")
    yield case(["where", "x0", "x1", "x2"], np.array([True, False]), f32(1, nan), f32(inf, 2))
    # Reductions: ties, infinities, nothing.
    m = np.array([[1, 3, 3], [nan, 2, 2], [-inf, -inf, -inf], [inf, inf, 1], [0, -0.0, 0]], np.float32)
    for op in ["max", "min", "sum", "mean", "logsumexp"]:
        yield case([op, "x0", 1], m)
    for op in ["softmax", "log_softmax"]:
        yield case([op, "x0", 1], m)
        yield case([op, "x0", 1], np.array([[1, 2, 3], [1000, 1000, -1000], [-inf, 0, 1]], np.float32))
    yield case(["logsumexp", "x0"], f32(1, 2, 3, 1000))
    yield case(["logsumexp", "x0", 0], np.zeros((2, 0), np.float32))
    for op in ["argmax", "argmin"]:
        yield case([op, "x0", 1], m)
        yield case([op, "x0", 0], i32(3, 1, 3, 1))
    for op in ["sum", "prod", "mean"]:
        yield case([op, "x0"], np.zeros((0,), np.float32))
        yield case([op, "x0"], np.zeros((3, 0), np.float32))
        yield case([op, "x0", 0], np.zeros((0, 2), np.float32))
        yield case([op, "x0"], i32(1, 2, 4))
        yield case([op, "x0"], np.array([True, True, False]))
        yield case([op, "x0", 0, 2], np.arange(1, 13, dtype=np.float32).reshape(2, 3, 2) / 4)
    for op in ["var", "std"]:
        yield case([op, "x0"], f32(1, 2, 4, 7))
        yield case([op, "x0", 0], np.array([[1, 2], [3, 5], [4, 4]], np.float32))
    for op in ["all", "any"]:
        yield case([op, "x0", 1], np.array([[True, False], [True, True], [False, False]]))
        yield case([op, "x0"], f32(0, 2, nan))
    for v in [f32(2, 0, 3, 0.5), f32(2, 0, 0, 5), f32(1, 2, 3, 4, 5), f32(3)]:
        yield case(["prod", "x0"], v)
        yield case(["cumprod", "x0", 0], v)
        yield case(["cumsum", "x0", 0], v)
    yield case(["cumsum", "x0", 0], np.array([True, True]))
    yield case(["cumprod", "x0", 1], np.array([[1, 2, 3], [0, 4, 5]], np.float32))
    special_order = f32(3, nan, -0.0, 0, -inf, 1, inf, -1, 0, -0.0, nan, 1)
    for op in ["sort", "argsort"]:
        yield case([op, "x0", 0], special_order)
        yield case([op, "x0", 0], i32(3, -1, 2, -1, 0))
        yield case([op, "x0", 0], u32(3, 4294967295, 0))
        yield case([op, "x0", 0], np.array([True, False, True, False]))
        yield case([op, "x0", -1], np.array([[3, 1, 2], [9, 7, 8]], np.float32))
    yield case(["mul", ["sort", "x0", 0], "x1"], f32(3, 1, 2, 1), f32(1, 2, 3, 4), name="gradient of sort")
    # Indices outside give NaN and pass no gradient.
    for dtype in [np.float32, np.int32, np.uint32]:
        yield case(["take", "x0", "x1", 0], np.arange(4).astype(dtype), i32(0, 3, 4, -1, -4, -5, 100))
    yield case(["take", "x0", "x1", 1], np.arange(6, dtype=np.float32).reshape(2, 3), np.array([[2, 0], [0, 5]], np.int32))
    yield case(["take", "x0", "x1", 0], np.arange(6, dtype=np.float32).reshape(2, 3), np.int32(1))
    # Products.
    r = np.random.RandomState(0)
    draw = lambda *s: np.asarray(r.randn(*s), np.float32)
    for s, t in [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)), ((), (3,)), ((2, 4, 3), (3,)), ((2, 3), (4, 3, 2)),
                 ((0, 3), (3, 2)), ((2, 0), (0, 2))]:
        yield case(["dot", "x0", "x1"], draw(*s), draw(*t))
    for s, t in [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)), ((5, 2, 3), (3, 2)), ((5, 2, 3), (5, 3, 2)),
                 ((2, 1, 2, 3), (4, 3, 1)), ((3,), (2, 3, 2)), ((2, 3, 2), (2,)), ((1, 2, 3), (4, 3, 2))]:
        yield case(["matmul", "x0", "x1"], draw(*s), draw(*t))
    yield case(["outer", "x0", "x1"], draw(2), draw(3))
    yield case(["vdot", "x0", "x1"], draw(2, 2), draw(2, 2))
    yield case(["dot", "x0", "x1"], i32(1, 2), f32(3, 4))
    yield case(["dot", "x0", "x1"], i32(1, 2), i32(3, 4))
    # Integers wrap, shift and convert as XLA's do.
    big = i32(2147483647, -2147483648, 5, -5, 0)
    for op in ["neg", "abs", "sign", "square", "not"]:
        yield case([op, "x0"], big)
    for op in ["neg", "sign", "abs", "not"]:
        yield case([op, "x0"], u32(0, 1, 4294967295))
    for op in ["add", "sub", "mul", "and", "or", "xor", "div"]:
        yield case([op, "x0", "x1"], big, i32(1, -1, 3, -2, 7))
    for op in ["shift_left", "shift_right"]:
        yield case([op, "x0", "x1"], i32(1, -1, 5, -8, 1), i32(31, 1, 0, 2, 40))
        yield case([op, "x0", "x1"], u32(1, 4294967295, 5), u32(31, 4, 33))
    for target in ["int32", "uint32", "bool", "float32"]:
        yield case(["astype", "x0", target], f32(0, -0.0, 0.9, -0.9, 2.5, 1e10, -1e10, inf, -inf, nan))
        yield case(["astype", "x0", target], i32(0, -1, 2147483647))
        yield case(["astype", "x0", target], u32(0, 4294967295))
        yield case(["astype", "x0", target], np.array([True, False]))
    yield case(["one_hot", "x0", 3], i32(0, 2, 5, -1))


UNARY = ["exp", "log", "sqrt", "sin", "cos", "tanh", "logistic", "square", "neg", "abs", "atan", "asinh", "log1p", "expm1", "softplus", "relu",
         "silu", "gelu", "rsqrt", "cbrt", "erf", "reciprocal", "sinh", "cosh", "elu", "floor", "stop_gradient"]
BINARY = ["add", "sub", "mul", "div", "maximum", "minimum", "pow", "atan2", "logaddexp"]
REDUCTIONS = ["sum", "max", "mean", "prod", "min", "logsumexp"]


def random_expression(rng, depth, inputs):
    """A random expression whose value has the shape (2, 3) or stretches to it."""
    if depth == 0 or rng.random() < 0.1:
        return rng.choice([f"x{i}" for i in range(inputs)] + [0.5, 2.0, 3.0, -1.25])
    sub = lambda: random_expression(rng, depth - 1, inputs)
    array_sub = lambda: ["add", "x0", sub()]
    kind = rng.random()
    if kind < 0.4:
        return [rng.choice(UNARY), ["mul", 1.0, sub()]]
    if kind < 0.75:
        return [rng.choice(BINARY), sub(), sub()]
    if kind < 0.8:
        return ["where", ["gt", sub(), sub()], sub(), sub()]
    if kind < 0.88:
        axis = rng.choice([0, 1])
        return ["expand_dims", [rng.choice(REDUCTIONS), array_sub(), axis], axis]
    if kind < 0.94:
        return [rng.choice(["softmax", "cumsum", "cumprod", "sort", "log_softmax"]), array_sub(), rng.choice([0, 1])]
    return ["matmul", ["matmul", array_sub(), ["transpose", array_sub()]], array_sub()]


def random_programs(count):
    """Programs that JAX evaluates in float32 within 2 ulp of its float64 answer: well-conditioned ones."""
    rng = random.Random(1)
    r = np.random.RandomState(1)
    found = []
    while len(found) < count:
        expression = random_expression(rng, rng.choice([2, 3, 4]), 3)
        if not isinstance(expression, list):
            continue
        inputs = [r.uniform(0.3, 2.5, s).astype(np.float32) for s in [(2, 3), (3,), (2, 1)]]
        inputs = [np.round(x, 3) for x in inputs]
        c = case(expression, *inputs)
        values = c["y"]["v"] + [v for g in c["g"] for v in g["v"]]
        if "y64" in c or any(isinstance(v, str) or v != 0 and not 1e-6 < abs(v) < 1e6 for v in values) or not any(v for g in c["g"] for v in g["v"]):
            continue
        found.append({"e": c["e"], "x": [x["v"] for x in c["x"]], "y": c["y"], "g": [g["v"] for g in c["g"]]})
    return found


KINDS = ["bool", "int32", "uint32", "float32", "float64", "int", "float"]  # the last two are Python's, weak


def sample(kind):
    return {"int": 2, "float": 2.0}.get(kind) or jnp.ones((2,), kind)


def described(f, *kinds):
    with jax.enable_x64("float64" in kinds):
        try:
            y = f(*[sample(k) for k in kinds])
        except (TypeError, ValueError):
            return "error"
        return f"{y.dtype}{'*' if y.weak_type else ''}"


def promotion():
    """Result types; a star marks weak ones. With float64 present JAX runs with 64-bit types enabled."""
    out = {}
    for op in ["add", "sub", "mul", "div", "maximum", "lt", "eq", "atan2", "mod", "floor_divide", "pow", "and", "hypot", "logaddexp"]:
        out[op] = [[a, b, described(OPERATIONS[op], a, b)] for a in KINDS for b in KINDS]
    for op in ["neg", "abs", "sign", "square", "exp", "sqrt", "floor", "ceil", "round", "trunc", "sum", "prod", "max", "mean", "cumsum",
               "argmax", "sort", "relu", "logistic", "not", "isfinite", "reciprocal", "var"]:
        g = OPERATIONS[op]
        f = (lambda x, g=g: g(x, 0)) if op in ["cumsum", "argmax", "sort"] else g
        out[op] = [[a, described(f, a)] for a in KINDS[:5] if not (a == "float64" and op == "argmax")]
    return out


def printing():
    r = np.random.RandomState(3)
    # NumPy 2.4 writes float32 scalars from 1e6 on as 1e+06; the releases before it wrote 1000000.0, as this engine does.
    arrays = [np.array(v, np.float32) for v in [
        0, -0.0, 1, 0.1, 1e-5, 1e-4, 1e16, nan, -inf, 3.4028235e38, 1e-45, 0.070650816, 1 / 3, -2.5]]
    arrays += [np.array(v, np.float64) for v in [1 / 3, 99999999, 1e-310, 1e16, 0.1 + 0.2, -1e-5]]
    arrays += [f32(*v) for v in [
        [0.5, 0.7310586, 0.8807971], [1, 2.5], [1, 1000], [1, 1001], [1, 1e-4], [1, 9e-5], [nan, 1, inf, -inf], [nan, nan], [-0.0, 0],
        [-0.433146, -0.7354605, -1.2598922], [0, 1e-10], [1e8, 1], [1e-45, 1e38], [1.5, nan, -1e10], [0.1234567, -12.345678, 3.1415927],
        [99999999, 1], [1000, 1], [1e-3, 1], [0.001, 1.0000001], [16777216, 0.25], [inf, 1e-6]]]
    arrays += [np.arange(20, dtype=np.float32), np.arange(20, dtype=np.float32) - 10, np.arange(40, dtype=np.int32), np.arange(-5, 30, dtype=np.int32) * 1000]
    arrays += [np.arange(n, dtype=np.float32) for n in [1000, 1001, 3000]]
    arrays += [np.arange(1200, dtype=np.int32).reshape(s) for s in [(30, 40), (2, 600), (600, 2), (10, 12, 10), (3, 4, 10, 10)]]
    arrays += [np.eye(3, dtype=np.float32), np.arange(8, dtype=np.float32).reshape(2, 2, 2), np.arange(16, dtype=np.int32).reshape(2, 2, 2, 2),
               r.randn(3, 7).astype(np.float32), r.randn(2, 3, 4).astype(np.float32), r.randn(12), r.randn(2, 8) * 1e-5, r.randn(4, 5) * 1e6,
               r.randint(0, 2, (3, 20)).astype(bool), r.randint(-9, 999999, (2, 3, 3)).astype(np.int32), u32(0, 4294967295),
               np.array(True), np.array([True, False, True]), np.int32(-7), np.uint32(4294967295)]
    arrays += [np.zeros(s, d) for s, d in [((0,), np.float32), ((0, 3), np.float32), ((2, 0, 3), np.int32), ((0,), bool), ((1, 1, 1), np.float32), ((1, 0), np.uint32)]]
    # repr puts the type on a line with the last elements, or not.
    arrays += [np.full(n, 1.25, np.float32) for n in range(9, 13)] + [np.full(n, 123, np.int32) for n in range(10, 15)]
    arrays += [np.full((2, n), 0.5, np.float64) for n in (11, 12, 13)] + [np.full(n, True) for n in (7, 8, 9, 10)]
    out = []
    with jax.enable_x64(True):
        for a in arrays:
            j = jnp.asarray(a)
            described = array(a)
            flat = a.ravel()
            if a.size > 100:  # the test makes these ranges itself
                assert np.array_equal(flat, np.arange(a.size))
                described["v"] = []
            out.append({"a": described, "str": str(j), "repr": repr(j)})
    return out


def jaxprs():
    """Programs without operations on constants alone, which JAX stages and this engine evaluates."""
    s, v, m = jnp.float32(3), jnp.ones(3, jnp.float32), jnp.ones((2, 3), jnp.float32)
    i3, c = jnp.arange(3, dtype=jnp.int32), jnp.array([1.0, 2.0, 3.0], jnp.float32)

    def selu(x, alpha=1.67, lmbda=1.05):
        return lmbda * jnp.where(x > 0, x, alpha * jnp.exp(x) - alpha)

    @jax.jit
    def inner(x):
        return jnp.sin(x) * 2.0

    cases = {
        "sin of cos": (lambda x: jnp.sin(jnp.cos(x)), s),
        "grad of sin of cos": (jax.grad(lambda x: jnp.sin(jnp.cos(x))), s),
        "log1pexp": (jax.grad(lambda x: jnp.log(1.0 + jnp.exp(x))), s),
        "sum": (lambda x: jnp.sum(x + jnp.sin(x) * 3.0), v),
        "selu": (selu, v),
        "identity": (lambda x: x, v),
        "tanh": (jnp.tanh, s),
        "grad of tanh": (jax.grad(jnp.tanh), s),
        "cube": (lambda x: x**3, s),
        "grad of cube": (jax.grad(lambda x: x**3), s),
        "second derivative of cube": (lambda x: jax.jvp(jax.grad(lambda x: x**3), (x,), (x,))[1], s),
        "power": (lambda x: x**2.5, s),
        "constant": (lambda x: x + c, v),
        "dot": (lambda x: jnp.dot(x, x), v),
        "matrix vector": (lambda x: jnp.dot(x, v), m),
        "jit": (lambda x: inner(x) + 1.0, s),
        "grad of jit": (jax.grad(lambda x: inner(x)), s),
        "vmap": (jax.vmap(lambda x: jnp.sin(x) * x), v),
        "mean": (jnp.mean, v),
        "max": (jnp.max, v),
        "broadcast": (lambda x: x + m, v),
        "reshape and transpose": (lambda x: jnp.transpose(jnp.reshape(x, (3, 2))), m),
        "integers": (lambda x: x * 2 + 1, i3),
        "comparison": (lambda x: x > 1.0, v),
        "convert": (lambda x: x.astype(jnp.float32), i3),
        "argmax": (lambda x: jnp.argmax(x, 0), v),
        "cumsum": (lambda x: lax.cumsum(x), v),
        "concatenate": (lambda x: jnp.concatenate([x, x * 2.0], 0), v),
        "unused": (lambda x: (jnp.sin(x), jnp.cos(x))[0], s),
        "two results": (lambda x: (jnp.sin(x), jnp.cos(x)), s),
        "jvp": (lambda x: jax.jvp(jnp.sin, (x,), (x,)), s),
    }
    return [{"name": name, "text": str(jax.make_jaxpr(f)(x))} for name, (f, x) in cases.items()]


def main():
    golden = {
        "jax": jax.__version__,
        "numpy": np.__version__,
        "promotion": promotion(),
        "printing": printing(),
        "jaxprs": jaxprs(),
        "cases": list(edge_cases()),
        "programs": random_programs(200),
    }
    lines = [f'"{key}": ' + ("[\n" + ",\n".join(json.dumps(v, separators=(",", ":")) for v in value) + "\n]" if isinstance(value, list)
                             else json.dumps(value, separators=(",", ":"))) for key, value in golden.items()]
    pathlib.Path(__file__).with_name("jax.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
