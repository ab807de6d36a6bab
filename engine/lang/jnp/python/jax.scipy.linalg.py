# Special matrices and functions of matrices.

import jax as _jax
import jax.numpy as _jnp
from jax.numpy import linalg as _linalg


def block_diag(*arrs):
    """Matrices along the diagonal of a larger one."""
    arrs = [_jnp.atleast_2d(_jnp.asarray(a)) for a in arrs] or [_jnp.zeros((1, 0))]
    width = sum(a.shape[1] for a in arrs)
    rows, before = [], 0
    for a in arrs:
        rows.append(_jnp.pad(a, ((0, 0), (before, width - before - a.shape[1]))))
        before += a.shape[1]
    return _jnp.concatenate(rows)


def toeplitz(c, r=None):
    """The matrix with constant diagonals."""
    c = _jnp.atleast_1d(_jnp.asarray(c))
    if c.ndim > 1:
        return _jax.vmap(toeplitz)(c) if r is None else _jax.vmap(toeplitz)(c, _jnp.asarray(r))
    r = _jnp.conj(c) if r is None else _jnp.ravel(_jnp.asarray(r))
    i, j = _jnp.arange(len(c))[:, None], _jnp.arange(len(r))[None, :]
    return _jnp.concatenate([_jnp.flip(r[1:]), c])[i - j + len(r) - 1]


def hankel(c, r=None):
    """The matrix with constant antidiagonals."""
    c = _jnp.ravel(_jnp.asarray(c))
    r = _jnp.zeros_like(c) if r is None else _jnp.ravel(_jnp.asarray(r))
    return _jnp.concatenate([c, r[1:]])[_jnp.arange(len(c))[:, None] + _jnp.arange(len(r))[None, :]]


def circulant(c):
    """The matrix whose columns are rotations of a vector."""
    c = _jnp.asarray(c)
    n = c.shape[-1]
    i = _jnp.arange(n)
    return c[..., (i[:, None] - i[None, :]) % n]


def hilbert(n):
    """1 / (i + j + 1)."""
    i = _jnp.arange(n, dtype=float)
    return 1.0 / (i[:, None] + i[None, :] + 1)


def qr(a, overwrite_a=False, lwork=None, mode="full", pivoting=False, check_finite=True):
    """The QR decomposition."""
    if pivoting:
        raise NotImplementedError("qr with pivoting is not supported")
    if mode == "r":
        return (_linalg.qr(a, "r"),)
    return tuple(_linalg.qr(a, "reduced" if mode == "economic" else "complete"))


def svd(a, full_matrices=True, compute_uv=True, overwrite_a=False, check_finite=True, lapack_driver="gesdd"):
    """The singular value decomposition."""
    out = _linalg.svd(a, full_matrices, compute_uv)
    return tuple(out) if compute_uv else out


def eigh(a, b=None, lower=True, eigvals_only=False, overwrite_a=False, overwrite_b=False, turbo=True, eigvals=None, type=1, check_finite=True):
    """The eigenvalues and eigenvectors of a symmetric matrix."""
    if b is not None:
        raise NotImplementedError("Only the b=None case of eigh is implemented")
    w, v = _linalg.eigh(a, "L" if lower else "U")
    return w if eigvals_only else (w, v)


def cho_factor(a, lower=False, overwrite_a=False, check_finite=True):
    """Cholesky's decomposition, for cho_solve."""
    return cholesky(a, lower=lower), lower


def cho_solve(c_and_lower, b, overwrite_b=False, check_finite=True):
    """The solution of a linear system that was decomposed."""
    c, lower = c_and_lower
    if not lower:
        c = c.T
    return solve_triangular(c.T, solve_triangular(c, b, lower=True), lower=False)


def lu(a, permute_l=False, overwrite_a=False, check_finite=True):
    """The product of a permutation, a lower and an upper triangular matrix."""
    packed, order = _lu(_jnp.asarray(a) + 0.0)
    m, n = packed.shape
    k = min(m, n)
    low = _jnp.tril(packed, -1)[:, :k] + _jnp.eye(m, k, dtype=packed.dtype)
    p = _jnp.eye(m, dtype=packed.dtype)[order].T
    return (p @ low, _jnp.triu(packed)[:k]) if permute_l else (p, low, _jnp.triu(packed)[:k])


def _lu(a):
    m, n = a.shape
    order, rows = _jnp.arange(m), _jnp.arange(m)
    for j in range(min(m - 1, n)):
        best = _jnp.argmax(_jnp.where(rows >= j, _jnp.abs(a[:, j]), -1.0))
        swap = _jnp.where(rows == j, best, _jnp.where(rows == best, j, rows))
        a, order = a[swap], order[swap]
        pivot = a[j, j]
        factors = _jnp.where(rows > j, a[:, j] / _jnp.where(pivot == 0, 1.0, pivot), 0.0)
        below = _jnp.where(_jnp.arange(n) > j, a[j], 0.0)
        a = (a - _jnp.outer(factors, below)).at[:, j].set(_jnp.where(rows > j, factors, a[:, j]))
    return a, order


def expm(A, *, upper_triangular=False, max_squarings=16):
    """The exponential of a matrix: Padé's approximant of degree 13, squared."""
    A = _jnp.asarray(A) + 0.0
    if A.ndim > 2:
        return _jax.vmap(expm)(A)
    if A.ndim != 2 or A.shape[0] != A.shape[1]:
        raise ValueError("Expected A to be a (batched) square matrix, got A.shape=%s" % (A.shape,))
    size = _jnp.max(_jnp.sum(_jnp.abs(A), axis=0), initial=0.0)
    squarings = _jnp.clip(_jnp.ceil(_jnp.log2(_jnp.maximum(size, 1e-30) / 4.25)), 0, max_squarings)
    X = A / 2.0**squarings
    b = (64764752532480000.0, 32382376266240000.0, 7771770303897600.0, 1187353796428800.0, 129060195264000.0, 10559470521600.0,
         670442572800.0, 33522128640.0, 1323241920.0, 40840800.0, 960960.0, 16380.0, 182.0, 1.0)
    b = [v / b[0] for v in b]
    I = _jnp.eye(len(A), dtype=A.dtype)
    X2 = X @ X
    X4, X6 = X2 @ X2, X2 @ X2 @ X2
    odd = X @ (X6 @ (b[13] * X6 + b[11] * X4 + b[9] * X2) + b[7] * X6 + b[5] * X4 + b[3] * X2 + b[1] * I)
    even = X6 @ (b[12] * X6 + b[10] * X4 + b[8] * X2) + b[6] * X6 + b[4] * X4 + b[2] * X2 + b[0] * I
    R = _linalg.solve(even - odd, even + odd)
    for k in range(max_squarings):
        R = _jnp.where(k < squarings, R @ R, R)
    return R
