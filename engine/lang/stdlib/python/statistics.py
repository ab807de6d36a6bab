"""Statistics of numbers."""

import math as _math


class StatisticsError(ValueError):
    pass


def _data(data, what):
    data = list(data)
    if not data:
        raise StatisticsError("%s requires at least one data point" % what)
    return data


def _whole(data, v):
    return int(v) if all(isinstance(x, int) for x in data) and v == int(v) else v


def fmean(data, weights=None):
    data = _data(data, "fmean")
    if weights is None:
        return _math.fsum(data) / len(data)
    weights = list(weights)
    return _math.fsum(x * w for x, w in zip(data, weights)) / _math.fsum(weights)


def mean(data):
    data = _data(data, "mean")
    return _whole(data, _math.fsum(data) / len(data))


def geometric_mean(data):
    return _math.exp(fmean(map(_math.log, _data(data, "geometric_mean"))))


def harmonic_mean(data, weights=None):
    data = _data(data, "harmonic_mean")
    return len(data) / _math.fsum(1 / x for x in data)


def median(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def multimode(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    most = max(counts.values(), default=0)
    return [x for x, n in counts.items() if n == most]


def mode(data):
    modes = multimode(data)
    if not modes:
        raise StatisticsError("no mode for empty data")
    return modes[0]


def _squares(data, center):
    c = _math.fsum(data) / len(data) if center is None else center
    return _math.fsum((x - c) ** 2 for x in data)


def variance(data, xbar=None):
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("variance requires at least two data points")
    return _whole(data, _squares(data, xbar) / (len(data) - 1))


def pvariance(data, mu=None):
    data = _data(data, "pvariance")
    return _whole(data, _squares(data, mu) / len(data))


def stdev(data, xbar=None):
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("stdev requires at least two data points")
    return _math.sqrt(_squares(data, xbar) / (len(data) - 1))


def pstdev(data, mu=None):
    data = _data(data, "pstdev")
    return _math.sqrt(_squares(data, mu) / len(data))


def quantiles(data, *, n=4, method="exclusive"):
    data = sorted(data)
    if len(data) < 2:
        raise StatisticsError("must have at least two data points")
    out = []
    m = len(data) - 1 if method == "inclusive" else len(data) + 1
    for i in range(1, n):
        if method == "inclusive":
            j, delta = divmod(i * m, n)
            out.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        else:
            j = min(max(i * m // n, 1), len(data) - 1)
            delta = i * m - j * n
            out.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
    return out


def covariance(x, y):
    x, y = list(x), list(y)
    mx, my = fmean(x), fmean(y)
    return _math.fsum((a - mx) * (b - my) for a, b in zip(x, y)) / (len(x) - 1)


def correlation(x, y):
    x, y = list(x), list(y)
    return covariance(x, y) / _math.sqrt(covariance(x, x) * covariance(y, y))


def linear_regression(x, y):
    from collections import namedtuple

    x, y = list(x), list(y)
    slope = covariance(x, y) / covariance(x, x)
    return namedtuple("LinearRegression", "slope intercept")(slope, fmean(y) - slope * fmean(x))
