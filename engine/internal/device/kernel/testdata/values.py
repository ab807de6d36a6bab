"""Writes values.txt: true values of the elementary functions for float64.

A block starts with a line

    function kind low high [kind low high] scale count

and holds one line per point: the bits of the nearest float64 and the
remainder in hundredths of its ulp. The points themselves are not stored:
point i comes from the words of SplitMix64 that the test generates too. Kind
"lin" is uniform in [low, high]; "log" is uniform in the bits between them,
"sym" the same with either sign; "at" takes the point itself. Errors count in
ulps of the greater of the value and scale. Needs mpmath.
"""
import struct
import sys

from mpmath import *

mp.prec = 240
MASK = (1 << 64) - 1


def bits(v):
    return struct.unpack("<q", struct.pack("<d", v))[0]


def from_bits(n):
    return struct.unpack("<d", struct.pack("<q", n))[0]


class SplitMix:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)


def point(u, kind, low, high):
    if kind == "at":
        return low
    if kind == "lin":
        return low + (high - low) * ((u >> 11) * 2.0**-53)
    v = from_bits(bits(low) + (u >> 1) % (bits(high) - bits(low) + 1))
    return -v if kind == "sym" and u & 1 else v


def erfinv_exact(x):
    if abs(x) < mpf("0.9"):
        return erfinv(x)
    tail = 1 - abs(x)
    y = sqrt(-log(tail))
    for _ in range(100):
        step = (erfc(y) - tail) * exp(y * y) * sqrt(pi) / 2
        y += step
        if abs(step) < mpf(2) ** -200 * y:
            return sign(x) * y


FUNCTIONS = {
    "exp": exp, "exp2": lambda x: mpf(2) ** x, "expm1": expm1,
    "log": log, "log1p": log1p, "log2": lambda x: log(x) / log(2),
    "cbrt": lambda x: sign(x) * cbrt(abs(x)), "rsqrt": lambda x: 1 / sqrt(x),
    "sin": sin, "cos": cos, "tan": tan, "asin": asin, "acos": acos, "atan": atan,
    "atan2": lambda y, x: atan2(y, x), "sinh": sinh, "cosh": cosh, "tanh": tanh,
    "asinh": asinh, "acosh": acosh, "atanh": atanh,
    "logistic": lambda x: 1 / (1 + exp(-x)), "erf": erf, "erfc": erfc, "erfinv": erfinv_exact,
    "lgamma": lambda x: log(abs(gamma(x))) if x < 0 else loggamma(x), "digamma": digamma,
    "polygamma1": lambda x: psi(1, x), "polygamma2": lambda x: psi(2, x), "polygamma3": lambda x: psi(3, x),
    "i0e": lambda x: besseli(0, x) * exp(-abs(x)), "i1e": lambda x: besseli(1, x) * exp(-abs(x)),
    "pow": lambda x, y: x**y,
}
BIG, TINY = 1.7976931348623157e308, 5e-324
HARD = 6381956970095103 * 2.0**797  # of all float64 the closest to a multiple of π/2
PLAN = """
exp lin -745 709.7 0; exp lin -1 1 0; exp sym 1e-20 1 0
exp2 lin -1075 1024 0; exp2 lin -1 1 0
expm1 lin -50 709 0; expm1 lin -1.5 1.5 0; expm1 sym 5e-324 1 0
log log 5e-324 BIG 0; log lin 0.5 2 0; log lin 0.99 1.01 0
log1p lin -0.9999 1 0; log1p log 1e-20 BIG 0; log1p sym 5e-324 0.5 0
log2 log 5e-324 BIG 0; log2 lin 0.5 2 0; log2 lin 0.99 1.01 0
cbrt sym 5e-324 BIG 0; cbrt lin 1 8 0
rsqrt log 5e-324 BIG 0
sin lin -10 10 0; sin sym 1e-10 1e8 0; sin sym 1e5 BIG 0; sin at 1e22 0 0; sin at HARD 0 0
cos lin -10 10 0; cos sym 1e-10 1e8 0; cos sym 1e5 BIG 0; cos at 1e22 0 0; cos at HARD 0 0
tan lin -10 10 0; tan sym 1e-10 1e8 0; tan sym 1e5 BIG 0; tan at 1e22 0 0; tan at HARD 0 0
asin lin -1 1 0; asin sym 1e-20 1 0; asin lin 0.99 1 0
acos lin -1 1 0; acos sym 1e-20 1 0; acos lin 0.99 1 0
atan lin -5 5 0; atan sym 1e-20 1e20 0
atan2 lin -3 3 lin -3 3 0; atan2 sym 1e-100 1e100 sym 1e-100 1e100 0
sinh lin -3 3 0; sinh lin -710.4 710.4 0; sinh sym 1e-20 1 0
cosh lin -3 3 0; cosh lin -710.4 710.4 0
tanh lin -3 3 0; tanh lin -20 20 0; tanh sym 1e-20 1 0
asinh lin -3 3 0; asinh sym 1e-20 BIG 0
acosh lin 1 3 0; acosh log 1 BIG 0; acosh lin 1 1.0001 0
atanh lin -1 1 0; atanh sym 1e-20 1 0; atanh lin 0.999 1 0
logistic lin -5 5 0; logistic lin -745 40 0
erf lin -3 3 0; erf lin -6 6 0; erf sym 1e-20 1 0
erfc lin -3 3 0; erfc lin 0 27.2 0
erfinv lin -1 1 0; erfinv sym 1e-20 0.5 0; erfinv lin 0.9999 1 0; erfinv lin 0.99999999999 1 0
lgamma lin 0 10 0; lgamma log 1e-300 1e300 0; lgamma lin 0.9 2.1 0; lgamma lin -4 0 2; lgamma lin -20 -4 8
digamma lin 0 10 0; digamma log 1e-10 1e10 0; digamma lin -20 0 4
polygamma1 lin 0 10 0; polygamma1 log 1e-10 1e10 0; polygamma1 lin -5 0 1
polygamma2 lin 0 10 0; polygamma2 log 1e-10 1e10 0; polygamma2 lin -5 0 1
polygamma3 lin 0 10 0; polygamma3 log 1e-10 1e10 0; polygamma3 lin -5 0 1
i0e lin -20 20 0; i0e sym 1e-10 1e10 0
i1e lin -20 20 0; i1e sym 1e-10 1e10 0
pow lin 0 3 lin -20 20 0; pow log 1e-300 1e300 lin -1 1 0; pow lin 0.9 1.1 lin -5000 5000 0
"""


def number(s):
    return {"BIG": BIG, "HARD": HARD}.get(s) or float(s)


def main(count):
    seed = 0
    for item in PLAN.replace("\n", ";").split(";"):
        words = item.split()
        if not words:
            continue
        name, spec, scale = words[0], words[1:-1], words[-1]
        axes = [(spec[k], number(spec[k + 1]), number(spec[k + 2])) for k in range(0, len(spec), 3)]
        n = 1 if spec[0] == "at" else count
        seed += 1
        random = SplitMix(seed)
        text = " ".join(f"{kind} {low.hex()} {high.hex()}" for kind, low, high in axes)
        print(name, text, scale, n)
        for _ in range(n):
            x = [mpf(point(random.next(), *axis)) for axis in axes]
            try:
                y = FUNCTIONS[name](*x)
            except (ValueError, ZeroDivisionError):  # a pole
                y = inf
            y = mpf(y.real)
            near = float(y)
            if isinf(near) or isnan(near):
                print(f"{bits(near) & MASK:016x}")
                continue
            unit = max(mpf(2) ** (floor(log(abs(mpf(near)), 2)) - 52), mpf(2) ** -1074) if near else mpf(2) ** -1074
            print(f"{bits(near) & MASK:016x}{int(nint((y - near) / unit * 100)):+d}")


main(int(sys.argv[1]) if len(sys.argv) > 1 else 180)
