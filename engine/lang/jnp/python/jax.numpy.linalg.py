# Decompositions, by rotations: they need no pivots, so they run on traced
# matrices too. Their derivatives have rules of their own.

from collections import namedtuple as _namedtuple

import jax as _jax
import jax.numpy as _jnp
from jax import lax as _lax

EighResult = _namedtuple("EighResult", "eigenvalues eigenvectors")
EigResult = _namedtuple("EigResult", "eigenvalues eigenvectors")
QRResult = _namedtuple("QRResult", "Q R")
SVDResult = _namedtuple("SVDResult", "U S Vh")

_SWEEPS = 12


def _matrix(name, a):
    a = _jnp.asarray(a)
    if a.ndim < 2:
        raise TypeError("Input 0 to %s must have rank at least 2, but got shape=%s" % (name.rpartition(".")[2], a.shape))
    if _jnp.iscomplexobj(a):
        raise NotImplementedError("%s of complex matrices is not supported" % name)
    if a.dtype == "float16":
        raise NotImplementedError("%s of float16 is not supported, convert to float32" % name)
    return a + 0.0 if not _jnp.issubdtype(a.dtype, _jnp.floating) else a


def _square(name, a):
    a = _matrix(name, a)
    if a.shape[-1] != a.shape[-2]:
        raise ValueError("Argument to %s must have shape [..., n, n], got shape %s" % (name, a.shape))
    return a


def _batched(f, a):
    for _ in range(a.ndim - 2):
        f = _jax.vmap(f)
    return f(a)


def qr(a, mode="reduced"):
    """The product of an orthogonal and an upper triangular matrix."""
    if mode not in ("reduced", "complete", "r", "full"):
        raise ValueError("Unsupported QR decomposition mode '%s'" % mode)
    a = _matrix("jnp.linalg.qr", a)
    q, r = _batched(lambda x: _householder(x, mode in ("complete", "full")), a)
    return r if mode == "r" else QRResult(q, r)


def _householder(a, complete):
    m, n = a.shape
    k = min(m, n)
    r, q = a, _jnp.eye(m, dtype=a.dtype)
    for j in range(min(m - 1, n)):
        x = r[j:, j]
        tail = _jnp.sum(x[1:] ** 2)
        flat = tail == 0
        norm = _jnp.where(flat, 1.0, _jnp.sqrt(_jnp.where(flat, 1.0, x[0] ** 2 + tail)))
        beta = -_jnp.where(x[0] >= 0, norm, -norm)
        v = _jnp.concatenate([_jnp.ones(1, a.dtype), x[1:] / _jnp.where(flat, 1.0, x[0] - beta)])
        tau = _jnp.where(flat, 0.0, (beta - x[0]) / beta)
        r = _jnp.concatenate([r[:j], r[j:] - tau * _jnp.outer(v, v @ r[j:])])
        q = _jnp.concatenate([q[:, :j], q[:, j:] - tau * _jnp.outer(q[:, j:] @ v, v)], axis=1)
    r = _jnp.triu(r)
    return (q, r) if complete else (q[:, :k], r[:k])


def _pairs(n):
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    return _jnp.array([p for p, _ in pairs], _jnp.int32), _jnp.array([q for _, q in pairs], _jnp.int32)


def _angle(zeta, done):
    zeta = _jnp.where(done, 1.0, zeta)
    t = _jnp.where(zeta >= 0, 1.0, -1.0) / (_jnp.abs(zeta) + _jnp.sqrt(1 + zeta * zeta))
    t = _jnp.where(done, 0.0, t)
    c = 1 / _jnp.sqrt(1 + t * t)
    return c, c * t


def _turned(x, p, q, c, s):
    rows = x[p], x[q]
    return x.at[p].set(c * rows[0] - s * rows[1]).at[q].set(s * rows[0] + c * rows[1])


def _jacobi(a):
    n = a.shape[0]
    v = _jnp.eye(n, dtype=a.dtype)
    if n > 1:
        ps, qs = _pairs(n)

        def rotate(i, state):
            a, v = state
            p, q = ps[i % len(ps)], qs[i % len(ps)]
            off = a[p, q]
            done = off == 0
            c, s = _angle((a[q, q] - a[p, p]) / (2 * _jnp.where(done, 1.0, off)), done)
            a = _turned(_turned(a, p, q, c, s).T, p, q, c, s)
            return a, _turned(v, p, q, c, s)

        a, v = _lax.fori_loop(0, _SWEEPS * len(ps), rotate, (a, v))
    w = _jnp.diagonal(a)
    order = _jnp.argsort(w)
    v = v[order]
    return w[order], (v * _jnp.where(v[:, -1:] < 0, -1.0, 1.0)).T


@_jax.custom_jvp
def _eigh(a):
    return _jacobi(a)


@_eigh.defjvp
def _eigh_jvp(primals, tangents):
    w, v = _eigh(*primals)
    inner = v.T @ tangents[0] @ v
    gap = w[None, :] - w[:, None]
    eye = _jnp.eye(len(w), dtype=w.dtype)
    return (w, v), (_jnp.diagonal(inner), v @ ((1 / (gap + eye) - eye) * inner))


def eigh(a, UPLO=None, symmetrize_input=True):
    """The eigenvalues, in ascending order, and eigenvectors of a symmetric matrix."""
    a = _square("jnp.linalg.eigh", a)
    if UPLO not in (None, "L", "U"):
        raise ValueError("UPLO must be one of None, 'L', or 'U', got %s" % UPLO)
    if symmetrize_input:
        a = (a + a.mT) / 2
    else:
        half = _jnp.triu(a, 1) if UPLO == "U" else _jnp.tril(a, -1)
        a = half + half.mT + a * _jnp.eye(a.shape[-1], dtype=a.dtype)
    return EighResult(*_batched(_eigh, a))


def eigvalsh(a, UPLO="L", *, symmetrize_input=True):
    """The eigenvalues of a symmetric matrix, in ascending order."""
    return eigh(a, UPLO, symmetrize_input)[0]


def _hestenes(a):
    # One-sided rotations of the rows of aᵀ until they are orthogonal.
    m, n = a.shape
    u, v = a.T, _jnp.eye(n, dtype=a.dtype)
    if n > 1:
        ps, qs = _pairs(n)

        def rotate(i, state):
            u, v = state
            p, q = ps[i % len(ps)], qs[i % len(ps)]
            x, y = u[p], u[q]
            dot = x @ y
            done = dot == 0
            c, s = _angle((y @ y - x @ x) / (2 * _jnp.where(done, 1.0, dot)), done)
            return _turned(u, p, q, c, s), _turned(v, p, q, c, s)

        u, v = _lax.fori_loop(0, _SWEEPS * len(ps), rotate, (u, v))
    s = _jnp.sqrt(_jnp.sum(u * u, axis=1))
    order = _jnp.argsort(-s)
    s, u, v = s[order], u[order], v[order]
    tiny = s <= _jnp.max(s, initial=0.0) * _jnp.finfo(a.dtype).eps * max(m, n) * 0.1
    unit = _jnp.where(tiny[:, None], 0.0, u / _jnp.where(tiny, 1.0, s)[:, None]).T
    # Where there is no length there is no direction: complete the basis.
    q, r = _householder(unit + _jnp.where(tiny, 1.0, 0.0) * _jnp.eye(m, n, dtype=a.dtype), False)
    unit = _jnp.where(tiny, q, unit)
    sign = _jnp.where(v[:, :1] > 0, -1.0, 1.0)
    return unit * sign.T, s, v * sign


@_jax.custom_jvp
def _svd(a):
    if a.shape[0] < a.shape[1]:
        u, s, vt = _hestenes(a.T)
        return vt.T, s, u.T
    return _hestenes(a)


@_svd.defjvp
def _svd_jvp(primals, tangents):
    (a,), (da,) = primals, tangents
    u, s, vt = _svd(a)
    m, n = a.shape
    eye = _jnp.eye(len(s), dtype=s.dtype)
    inner = u.T @ da @ vt.T
    squares = (s[None, :] + s[:, None]) * (s[None, :] - s[:, None])
    f = 1 / (squares + eye) - eye
    right, left = s[None, :] * inner, s[:, None] * inner
    du = u @ (f * (right + right.T))
    dv = vt.T @ (f * (left + left.T))
    if m > n:
        over = da @ vt.T
        du = du + (over - u @ (u.T @ over)) / s
    if n > m:
        over = da.T @ u
        dv = dv + (over - vt.T @ (vt @ over)) / s
    return (u, s, vt), (du, _jnp.diagonal(inner), dv.T)


def svd(a, full_matrices=True, compute_uv=True, hermitian=False, subset_by_index=None):
    """The singular value decomposition."""
    a = _matrix("jnp.linalg.svd", a)
    u, s, vt = _batched(_svd, a)
    if not compute_uv:
        return s
    m, n = a.shape[-2:]
    if full_matrices and m > n:
        u = _batched(lambda x: _completed(x), u)
    if full_matrices and n > m:
        vt = _batched(lambda x: _completed(x), vt.mT).mT
    return SVDResult(u, s, vt)


def _completed(u):
    q, _ = _householder(u, True)
    return _jnp.concatenate([u, q[:, u.shape[1] :]], axis=1)


def svdvals(x, /):
    """The singular values."""
    return svd(x, compute_uv=False)


def cond(x, p=None):
    """The condition number."""
    x = _matrix("jnp.linalg.cond", x)
    if p in (None, 2):
        s = svdvals(x)
        return s[..., 0] / s[..., -1]
    if p == -2:
        s = svdvals(x)
        return s[..., -1] / s[..., 0]
    return norm(x, ord=p, axis=(-2, -1)) * norm(inv(x), ord=p, axis=(-2, -1))


def matrix_rank(M, rtol=None, *, tol=None):
    """The number of singular values that are not zero."""
    M = _jnp.asarray(M)
    if M.ndim < 2:
        return (M != 0).any().astype(_jnp.int32)
    s = svdvals(M)
    if rtol is None:
        rtol = max(M.shape[-2:]) * _jnp.finfo(s.dtype).eps if tol is None else tol
    return _jnp.sum(s > rtol * s[..., :1] if tol is None else s > tol, axis=-1)


def pinv(a, rtol=None, hermitian=False, *, rcond=None):
    """The pseudoinverse."""
    a = _matrix("jnp.linalg.pinv", a)
    if rtol is None:
        rtol = 10 * max(a.shape[-2:]) * float(_jnp.finfo(a.dtype).eps) if rcond is None else rcond
    u, s, vt = svd(a, full_matrices=False)
    keep = s > rtol * s[..., :1]
    inverse = _jnp.where(keep, 1 / _jnp.where(keep, s, 1.0), 0.0)
    return (vt.mT * inverse[..., None, :]) @ u.mT


def lstsq(a, b, rcond=None, *, numpy_resid=False):
    """The least-squares solution of a linear system."""
    a, b = _matrix("jnp.linalg.lstsq", a), _jnp.asarray(b) + 0.0
    if a.shape[0] != b.shape[0]:
        raise ValueError("Leading dimensions of input arrays must match")
    columns = b if b.ndim == 2 else b[:, None]
    m, n = a.shape
    if rcond is None:
        rcond = float(_jnp.finfo(a.dtype).eps) * max(n, m)
    u, s, vt = svd(a, full_matrices=False)
    keep = s >= rcond * s[0]
    x = vt.T @ (_jnp.where(keep, 1 / _jnp.where(keep, s, 1.0), 0.0)[:, None] * (u.T @ columns))
    if numpy_resid and (m <= n or int(keep.sum()) < n):
        residuals = _jnp.zeros(0, x.dtype)
    else:
        residuals = _jnp.sum((columns - a @ x) ** 2, axis=0)
    return (x if b.ndim == 2 else x[:, 0]), residuals, keep.sum(), s


def tensorinv(a, ind=2):
    """The inverse with respect to tensordot."""
    if ind <= 0:
        raise ValueError("ind must be a positive integer; got ind=%s" % ind)
    rows = 1
    for k in a.shape[ind:]:
        rows *= k
    return inv(a.reshape(rows, -1)).reshape(a.shape[ind:] + a.shape[:ind])


def tensorsolve(a, b, axes=None):
    """The solution of a tensor equation."""
    if axes is not None:
        order = [i for i in range(a.ndim) if i not in axes] + list(axes)
        a = a.transpose(order)
    shape = a.shape[b.ndim :]
    return solve(a.reshape(-1, b.size), b.ravel()).reshape(shape)


def eig(a):
    """The eigenvalues and eigenvectors of a matrix whose elements are known."""
    a = _jnp.asarray(a)
    if a.ndim < 2 or a.shape[-1] != a.shape[-2]:
        raise ValueError("Argument to jnp.linalg.eig must have shape [..., n, n], got shape %s" % (a.shape,))
    if isinstance(a, _jax.core.Tracer):
        raise NotImplementedError("jnp.linalg.eig of traced matrices is not supported")
    n = a.shape[-1]
    found = [_eig([[complex(v) for v in row] for row in m.tolist()]) for m in a.reshape(-1, n, n)]
    kind = _jnp.result_type(a.dtype, _jnp.complex64)
    w = _jnp.array([w for w, _ in found], kind).reshape(a.shape[:-1])
    v = _jnp.array([v for _, v in found], kind).reshape(a.shape)
    return EigResult(w, v)


def eigvals(a):
    """The eigenvalues of a matrix whose elements are known."""
    return eig(a)[0]


def _rotation(x, y):
    r = (abs(x) ** 2 + abs(y) ** 2) ** 0.5
    return (1.0, 0.0) if r == 0 else (x / r, y / r)


def _eig(h):
    # Givens rotations to Hessenberg form, then QR steps with Wilkinson's shift.
    n = len(h)
    q = [[complex(i == j) for j in range(n)] for i in range(n)]

    def turn(i, k, c, s, first):
        for j in range(first, n):
            x, y = h[i][j], h[k][j]
            h[i][j], h[k][j] = c.conjugate() * x + s.conjugate() * y, -s * x + c * y
        return c, s

    def turn_columns(i, k, c, s, rows):
        for m, size in ((h, rows), (q, n)):
            for r in range(size):
                x, y = m[r][i], m[r][k]
                m[r][i], m[r][k] = x * c + y * s, -x * s.conjugate() + y * c.conjugate()

    for j in range(n - 2):
        for k in range(j + 2, n):
            c, s = map(complex, _rotation(h[j + 1][j], h[k][j]))
            turn(j + 1, k, c, s, 0)
            turn_columns(j + 1, k, c, s, n)
            h[k][j] = 0j
    last, steps = n - 1, 0
    while last > 0:
        low = last
        while low > 0 and abs(h[low][low - 1]) > 1e-15 * (abs(h[low][low]) + abs(h[low - 1][low - 1])):
            low -= 1
        if low > 0:
            h[low][low - 1] = 0j
        if low == last:
            last, steps = last - 1, 0
            continue
        steps += 1
        if steps > 200:
            raise ValueError("Eigenvalues did not converge")
        a, b, c, d = h[last - 1][last - 1], h[last - 1][last], h[last][last - 1], h[last][last]
        half, det = (a + d) / 2, a * d - b * c
        root = (half * half - det) ** 0.5
        shift = min(half + root, half - root, key=lambda z: abs(z - d)) if steps % 10 else abs(c) + d
        for i in range(low, last + 1):
            h[i][i] -= shift
        turns = []
        for i in range(low, last):
            c, s = map(complex, _rotation(h[i][i], h[i + 1][i]))
            turns.append((i, turn(i, i + 1, c, s, 0)))
        for i, (c, s) in turns:
            turn_columns(i, i + 1, c, s, n)
        for i in range(low, last + 1):
            h[i][i] += shift
    vectors = []
    scale = max([abs(v) for row in h for v in row], default=0) or 1.0
    for k in range(n):
        x = [0j] * n
        x[k] = 1 + 0j
        for i in range(k - 1, -1, -1):
            total = sum(h[i][j] * x[j] for j in range(i + 1, k + 1))
            gap = h[i][i] - h[k][k]
            x[i] = -total / (gap if abs(gap) > 1e-16 * scale else 1e-16 * scale)
        v = [sum(q[i][j] * x[j] for j in range(k + 1)) for i in range(n)]
        size = sum(abs(z) ** 2 for z in v) ** 0.5
        largest = max(v, key=abs)
        turn_back = largest.conjugate() / abs(largest) if abs(largest.imag) > 1e-12 or abs(h[k][k].imag) > 1e-12 else 1.0
        vectors.append([z * turn_back / size for z in v])
    return [h[i][i] for i in range(n)], [[vectors[k][i] for k in range(n)] for i in range(n)]
