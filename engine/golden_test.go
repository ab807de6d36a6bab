package engine

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
)

// derivatives.tsv holds high-precision derivatives: function, x, order, value.
//
//go:embed testdata/derivatives.tsv
var derivativesTSV string

// goldenFunctions are the functions that derivatives.tsv names.
var goldenFunctions = map[string]func(Array) Array{
	"acos":       Acos,
	"asin":       Asin,
	"atanh":      Atanh,
	"cos":        Cos,
	"cosh":       Cosh,
	"erf_inv":    ErfInv,
	"exp":        Exp,
	"exp2":       Exp2,
	"gelu_tanh":  Gelu,
	"i0e":        I0e,
	"lgamma":     Lgamma,
	"log":        Log,
	"log2":       Log2,
	"logistic":   Logistic,
	"logit":      Logit,
	"reciprocal": Reciprocal,
	"sin":        Sin,
	"sinh":       Sinh,
	"softplus":   Softplus,
	"sqrt":       Sqrt,
	"square":     Square,
	"tanh":       Tanh,
	"poly x**3+2x**2-3x+1": func(x Array) Array {
		return IntPow(x, 3).Add(Num(2).Mul(IntPow(x, 2))).Sub(Num(3).Mul(x)).Add(Num(1))
	},
	"sin(x)*y|y=3":               func(x Array) Array { return Sin(x).Mul(Num(3)) },
	"sum_logistic 1/(1+exp(-x))": func(x Array) Array { return Num(1).Div(Num(1).Add(Exp(x.Neg()))) },
}

// A goldenPoint is a function at a point with its derivatives of orders 0–4.
type goldenPoint struct {
	op    string
	x     float64
	truth [5]float64
}

func goldenPoints(t *testing.T) []goldenPoint {
	t.Helper()
	var points []goldenPoint
	for _, line := range strings.Split(strings.TrimSpace(derivativesTSV), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		x, err := strconv.ParseFloat(fields[1], 64)
		order, err2 := strconv.Atoi(fields[2])
		value, err3 := strconv.ParseFloat(fields[3], 64)
		if err != nil || err2 != nil || err3 != nil {
			t.Fatalf("derivatives.tsv: %q: %v %v %v", line, err, err2, err3)
		}
		if order == 0 {
			points = append(points, goldenPoint{op: fields[0], x: x})
		}
		points[len(points)-1].truth[order] = value
	}
	return points
}

// close12 reports agreement to 1e-12 relative. Where the true value is 0 (the
// file has what is left of it in arithmetic of a hundred digits) the terms that
// cancel have the size of the function's other derivatives at that point, so
// that their rounding is what may remain.
func close12(got float64, truth [5]float64, order int) bool {
	scale := math.Abs(truth[order])
	if scale < 1e-60 {
		for _, v := range truth {
			scale = max(scale, math.Abs(v))
		}
	}
	return math.Abs(got-truth[order]) <= 1e-12*scale
}

func TestGoldenDerivatives(t *testing.T) {
	points := goldenPoints(t)
	if len(points) != 88 {
		t.Fatalf("derivatives.tsv has %d points, 88 are expected", len(points))
	}
	series := []Array{Num(1), Num(0), Num(0), Num(0)}
	for _, p := range points {
		f := goldenFunctions[p.op]
		if f == nil {
			t.Fatalf("derivatives.tsv names the function %q, which this test does not know", p.op)
		}
		x := Scalar(p.x, Float64)
		ways := map[string][]Array{"jet": nil, "grad": nil, "jit of jet": nil}
		y, d := Jet(f, x, series)
		ways["jet"] = append([]Array{y}, d...)
		ways["jit of jet"] = Jit(func(x Array) []Array {
			y, d := Jet(f, x, series)
			return append([]Array{y}, d...)
		})(x)
		nested := f
		for range 5 {
			ways["grad"] = append(ways["grad"], nested(x))
			nested = Grad(nested)
		}
		for way, values := range ways {
			for order, v := range values {
				if v.DType() != Float64 {
					t.Fatalf("%s at %g by %s: order %d is %v", p.op, p.x, way, order, v.DType())
				}
				if got := v.Item(); !close12(got, p.truth, order) {
					t.Errorf("%s at %g by %s: order %d is %.17g, want %.17g (%s)", p.op, p.x, way, order, got, p.truth[order], relative(got, p.truth[order]))
				}
			}
		}
	}
}

func relative(got, want float64) string {
	return fmt.Sprintf("relative error %.1e", math.Abs(got-want)/math.Abs(want))
}
