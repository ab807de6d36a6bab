import math as _math

import numpy as _np
from scipy.special import erf as _erf


class _Norm:
    """The normal distribution."""

    def logpdf(self, x, loc=0, scale=1):
        z = (_np.asarray(x) - loc) / scale
        return -z * z / 2 - 0.5 * _math.log(2 * _math.pi) - _np.log(scale)

    def pdf(self, x, loc=0, scale=1):
        return _np.exp(self.logpdf(x, loc, scale))

    def cdf(self, x, loc=0, scale=1):
        return (1 + _erf((_np.asarray(x) - loc) / scale / _math.sqrt(2))) / 2


norm = _Norm()
