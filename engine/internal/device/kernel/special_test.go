package kernel_test

import (
	"math"
	"testing"

	"fluxion/engine/internal/ir"
)

// references are implementations independent of ours.
var references = map[string]func(float64) float64{
	"exp": math.Exp, "exp2": math.Exp2, "expm1": math.Expm1, "log": logarithm, "log1p": math.Log1p, "log2": math.Log2,
	"cbrt": math.Cbrt, "rsqrt": func(x float64) float64 { return 1 / math.Sqrt(x) },
	"sin": math.Sin, "cos": math.Cos, "tan": math.Tan, "asin": math.Asin, "acos": math.Acos, "atan": math.Atan,
	"sinh": math.Sinh, "cosh": math.Cosh, "tanh": math.Tanh, "asinh": math.Asinh, "acosh": math.Acosh, "atanh": math.Atanh,
	"logistic": func(x float64) float64 { return 1 / (1 + math.Exp(-x)) },
	"erf":      math.Erf, "erfc": math.Erfc, "erfinv": math.Erfinv,
	"lgamma": func(x float64) float64 {
		if math.Abs(x) < 1e-300 {
			return -logarithm(math.Abs(x))
		}
		y, _ := math.Lgamma(math.Max(x, -math.MaxFloat64)) // Go has -∞ at -∞
		return y
	},
}

// logarithm is math.Log, which is wrong for subnormal numbers on some machines.
func logarithm(x float64) float64 {
	if 0 < x && x < 0x1p-1022 {
		return math.Log(x*0x1p54) - 54*math.Ln2
	}
	return math.Log(x)
}

func special(d ir.DType) []float64 {
	tiny, least, greatest := 5e-324, 0x1p-1022, math.MaxFloat64
	if d == ir.Float32 {
		tiny, least, greatest = 0x1p-149, 0x1p-126, math.MaxFloat32
	}
	return []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(),
		tiny, -tiny, least, -least, greatest, -greatest, 1, -1, 2, -2, 0.5, -0.5}
}

func round(d ir.DType, v float64) float64 {
	if d == ir.Float32 {
		return float64(float32(v))
	}
	return v
}

// agree reports whether got is want: both NaN, equal with the same sign, or
// finite and within a few ulps.
func agree(d ir.DType, got, want float64) bool {
	want = round(d, want)
	switch {
	case math.IsNaN(got) || math.IsNaN(want):
		return math.IsNaN(got) && math.IsNaN(want)
	case want == 0 || math.IsInf(want, 0) || math.IsInf(got, 0):
		return got == want && math.Signbit(got) == math.Signbit(want)
	case d == ir.Float32:
		return math.Abs(got-want) <= 4*ulp(want, 24, -149)
	default:
		return math.Abs(got-want) <= 4*ulp(want, 53, -1074)
	}
}

func TestSpecialValues(t *testing.T) {
	for name, f := range references {
		for _, d := range []ir.DType{ir.Float32, ir.Float64} {
			x := special(d)
			for i, got := range evaluate(compile(name, d), d, x) {
				if (name == "sin" || name == "tan") && math.Abs(x[i]) > 1e300 {
					continue // Go loses digits here; values.txt has true values
				}
				if !agree(d, got, f(x[i])) {
					t.Errorf("%v %s(%v) = %v, expected %v", d, name, x[i], got, f(x[i]))
				}
			}
		}
	}
}

func TestSpecialValuesOfTwoArguments(t *testing.T) {
	functions := map[string]func(x, y float64) float64{"pow": math.Pow, "atan2": math.Atan2}
	for name, f := range functions {
		for _, d := range []ir.DType{ir.Float32, ir.Float64} {
			var x, y []float64
			for _, u := range append(special(d), 3, -3, 4, -4, 2.5) {
				for _, v := range append(special(d), 3, -3, 4, -4, 2.5) {
					x, y = append(x, u), append(y, v)
				}
			}
			for i, got := range evaluate(compile(name, d), d, x, y) {
				want := f(x[i], y[i])
				if name == "atan2" && x[i] < 0 && y[i] < 0 && x[i]/y[i] == 0 {
					want = -math.Pi // Go forgets the sign when the quotient underflows
				}
				if !agree(d, got, want) {
					t.Errorf("%v %s(%v, %v) = %v, expected %v", d, name, x[i], y[i], got, want)
				}
			}
		}
	}
}

// Values that Go's library does not have; the limits are SciPy's, except that
// JAX has NaN for digamma at 0.
func TestSpecialValuesOfGammaAndBessel(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	cases := map[string]map[float64]float64{
		"digamma":    {0: nan, -1: nan, -2: nan, inf: inf, -inf: nan, 1: -0.5772156649015329, 0.5: -1.9635100260214235},
		"lgamma":     {-inf: inf},
		"polygamma1": {0: inf, -1: inf, inf: 0, 1: 1.6449340668482264, -0.5: 8.934802200544679},
		"polygamma2": {0: nan, -2: nan, 1: -2.404113806319188},
		"polygamma3": {0: inf, 1: 6.493939402266829},
		"i0e":        {0: 1, inf: 0, -inf: 0, 1: 0.46575960759364043},
		"i1e":        {0: 0, inf: 0, 1: 0.2079104153497085, -1: -0.2079104153497085},
	}
	for name, values := range cases {
		for _, d := range []ir.DType{ir.Float32, ir.Float64} {
			for x, want := range values {
				if got := evaluate(compile(name, d), d, []float64{x})[0]; !agree(d, got, want) {
					t.Errorf("%v %s(%v) = %v, expected %v", d, name, x, got, want)
				}
			}
			if got := evaluate(compile(name, d), d, []float64{nan})[0]; got == got {
				t.Errorf("%v %s(NaN) = %v, expected NaN", d, name, got)
			}
		}
	}
}
