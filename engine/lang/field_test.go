package lang

import (
	"math"
	"strings"
	"testing"

	"fluxion/engine"
	"fluxion/engine/lang/syntax"
)

func parseField(t testing.TB, src string) *Field {
	t.Helper()
	_, field, err := Parse(src)
	if err != nil || field == nil {
		t.Fatalf("%q: got the field %v, error %v", src, field, err)
	}
	return field
}

// fields are functions of two variables with their partial derivatives, written
// out by hand.
var fields = []struct {
	src        string
	f, dx, dy  func(x, y float64) float64
	everywhere bool // smooth
}{
	{"sin x cos y",
		func(x, y float64) float64 { return math.Sin(x) * math.Cos(y) },
		func(x, y float64) float64 { return math.Cos(x) * math.Cos(y) },
		func(x, y float64) float64 { return -math.Sin(x) * math.Sin(y) }, true},
	{"x^2 - y^2",
		func(x, y float64) float64 { return x*x - y*y },
		func(x, y float64) float64 { return 2 * x },
		func(x, y float64) float64 { return -2 * y }, true},
	{"f(u, v) = u e^(-uv)",
		func(x, y float64) float64 { return x * math.Exp(-x*y) },
		func(x, y float64) float64 { return (1 - x*y) * math.Exp(-x*y) },
		func(x, y float64) float64 { return -x * x * math.Exp(-x*y) }, true},
	{"f(x, y) = 3",
		func(x, y float64) float64 { return 3 },
		func(x, y float64) float64 { return 0 },
		func(x, y float64) float64 { return 0 }, true},
	{"f(x, y) = y^3",
		func(x, y float64) float64 { return y * y * y },
		func(x, y float64) float64 { return 0 },
		func(x, y float64) float64 { return 3 * y * y }, true},
	{"1/(x y)",
		func(x, y float64) float64 { return 1 / (x * y) },
		func(x, y float64) float64 { return -1 / (x * x * y) },
		func(x, y float64) float64 { return -1 / (x * y * y) }, false},
	{"sqrt(x) + ln y",
		func(x, y float64) float64 { return math.Sqrt(x) + math.Log(y) },
		func(x, y float64) float64 { return 0.5 / math.Sqrt(x) },
		func(x, y float64) float64 { return 1 / y }, false},
	{"x if x > y else y",
		math.Max,
		func(x, y float64) float64 { return truthOf(x > y) },
		func(x, y float64) float64 { return truthOf(x <= y) }, true},
	{"atan2(y, x)",
		func(x, y float64) float64 { return math.Atan2(y, x) },
		func(x, y float64) float64 { return -y / (x*x + y*y) },
		func(x, y float64) float64 { return x / (x*x + y*y) }, false},
}

func TestFieldValues(t *testing.T) {
	xs, ys := make([]float64, 70), make([]float64, 130)
	for i := range xs {
		xs[i] = -2 + 0.0571*float64(i)
	}
	for i := range ys {
		ys[i] = 3 - 0.0433*float64(i)
	}
	for _, c := range fields {
		field := parseField(t, c.src)
		got, err := field.Values(engine.Float64, xs, ys)
		if err != nil || len(got) != len(xs)*len(ys) {
			t.Fatalf("%q: %d values, %v", c.src, len(got), err)
		}
		single, err := field.Values(engine.Float32, xs, ys)
		if err != nil {
			t.Fatal(err)
		}
		for i, y := range ys {
			for j, x := range xs {
				at, want := i*len(xs)+j, c.f(x, y)
				if !near(got[at], want, 1e-13) {
					t.Fatalf("%q at %v, %v: got %v, want %v", c.src, x, y, got[at], want)
				}
				if c.everywhere && math.Abs(single[at]-want) > 1e-5*max(1, math.Abs(want)) && math.Abs(x-y) > 1e-6 {
					t.Fatalf("%q in float32 at %v, %v: got %v, want %v", c.src, x, y, single[at], want)
				}
			}
		}
	}
}

func TestFieldGradient(t *testing.T) {
	var xs, ys []float64
	for i := range 300 {
		xs = append(xs, 3*math.Sin(float64(i)))
		ys = append(ys, 3*math.Cos(1.7*float64(i)))
	}
	for _, c := range fields {
		got, err := parseField(t, c.src).Gradient(engine.Float64, xs, ys)
		if err != nil {
			t.Fatalf("%q: %v", c.src, err)
		}
		for i, x := range xs {
			for k, want := range [...]float64{c.f(x, ys[i]), c.dx(x, ys[i]), c.dy(x, ys[i])} {
				if finite := !math.IsInf(want, 0) && !math.IsNaN(c.f(x, ys[i])); finite && !near(got[k][i], want, 1e-12) {
					t.Fatalf("%q at %v, %v: component %d is %v, want %v", c.src, x, ys[i], k, got[k][i], want)
				}
			}
		}
	}
}

// TestFieldUnderGrad differentiates a field as any function.
func TestFieldUnderGrad(t *testing.T) {
	field := parseField(t, "x^2 y")
	gradient := engine.Grad(func(at [2]engine.Array) engine.Array { return field.Call(at[0], at[1]) })
	got := gradient([2]engine.Array{engine.Scalar(3, engine.Float64), engine.Scalar(5, engine.Float64)})
	if got[0].Item() != 30 || got[1].Item() != 9 {
		t.Errorf("got %v, want 30 and 9", got)
	}
}

func TestFieldWrittenOut(t *testing.T) {
	field := parseField(t, "g(r, θ) = r cos θ")
	if got, want := field.Definition(), `g(r, θ) = r\cosθ`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if field.Name() != "g" || field.Source() != "r*cos(θ)" {
		t.Errorf("got %s, %s", field.Name(), field.Source())
	}
}

// TestFieldMisplaced expects the place of the variable that is too many.
func TestFieldMisplaced(t *testing.T) {
	for src, culprit := range map[string]string{"x^2 - y": "y", "f(x, y) = x": "f(x, y) = x", "y + x": "y"} {
		_, err := ParseFunction(src)
		e, ok := err.(*syntax.Error)
		if !ok || src[e.Pos:e.End] != culprit || !strings.Contains(e.Msg, "variables x and y") {
			t.Errorf("%q: got %v", src, err)
		}
	}
	if function, field, err := Parse("x^2"); err != nil || field != nil || function == nil {
		t.Errorf("got %v, %v, %v for a function of one variable", function, field, err)
	}
	if _, err := parseField(t, "x y").Gradient(engine.Float64, []float64{1}, nil); err == nil {
		t.Error("points without y were accepted")
	}
}
