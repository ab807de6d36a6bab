package scene

import (
	"math"
	"strings"
	"testing"
)

func marksOf(d *Display, kind MarkKind) []Mark {
	var found []Mark
	for _, m := range d.Marks {
		if m.Kind == kind {
			found = append(found, m)
		}
	}
	return found
}

func TestSpecialPoints(t *testing.T) {
	nan := math.NaN()
	turn := math.Sqrt(13) / 3
	r2 := math.Sqrt(2.5 - 1.5) // x⁵-5x³+4x has the roots 0, ±1, ±2
	for _, c := range []struct {
		name string
		kind MarkKind
		want [][2]float64
	}{
		{"cubic", Root, [][2]float64{{-3.0795956234914387, 0}}},
		{"cubic", Maximum, [][2]float64{{-2./3 - turn, polynomialAt(-2./3-turn, 1, -3, 2, 1)}}},
		{"cubic", Minimum, [][2]float64{{-2./3 + turn, polynomialAt(-2./3+turn, 1, -3, 2, 1)}}},
		{"cubic", Inflection, [][2]float64{{-2. / 3, polynomialAt(-2./3, 1, -3, 2, 1)}}},
		{"quintic", Root, [][2]float64{{-2, 0}, {-r2, 0}, {0, 0}, {r2, 0}, {2, 0}}},
		{"parabola", Root, [][2]float64{{0, 0}}}, // touches zero
		{"parabola", Minimum, [][2]float64{{0, 0}}},
		{"parabola", Inflection, nil},
		{"line", Minimum, nil},
		{"zero", Root, nil}, // everywhere, hence nowhere
		{"constant", Maximum, nil},
		{"sin", Root, [][2]float64{{-math.Pi, 0}, {0, 0}, {math.Pi, 0}}},
		{"sin", Maximum, [][2]float64{{-1.5 * math.Pi, 1}, {math.Pi / 2, 1}}},
		{"bump", Inflection, [][2]float64{{-math.Sqrt2 / 2, math.Exp(-0.5)}, {math.Sqrt2 / 2, math.Exp(-0.5)}}},
		{"abs", Minimum, [][2]float64{{0, 0}}},
		{"abs sin", Minimum, [][2]float64{{-math.Pi, 0}, {0, 0}, {math.Pi, 0}}},
		{"cbrt", Inflection, [][2]float64{{0, 0}}},
		{"cbrt", Root, [][2]float64{{0, 0}}},
		{"tan", Pole, [][2]float64{{-1.5 * math.Pi, nan}, {-math.Pi / 2, nan}, {math.Pi / 2, nan}, {1.5 * math.Pi, nan}}},
		{"tan", Root, [][2]float64{{-2 * math.Pi, 0}, {-math.Pi, 0}, {0, 0}, {math.Pi, 0}, {2 * math.Pi, 0}}},
		{"tan", Jump, nil},
		{"tan", Maximum, nil},
		{"1/x", Pole, [][2]float64{{0, nan}}},
		{"1/x", Root, nil},
		{"1/x²", Pole, [][2]float64{{0, nan}}},
		{"log", Root, [][2]float64{{1, 0}}},
		{"log", Pole, nil},
		{"sign", Jump, [][2]float64{{0, nan}}},
		{"sign", Root, nil},
		{"step", Jump, [][2]float64{{math.Sqrt2, nan}}},
		{"floor", Jump, [][2]float64{{-5, nan}, {-4, nan}, {-3, nan}, {-2, nan}, {-1, nan}, {0, nan}, {1, nan}, {2, nan}, {3, nan}, {4, nan}, {5, nan}}},
		{"steep", Root, [][2]float64{{0, 0}}},
		{"steep", Jump, nil},
	} {
		d, _ := build(t, c.name, MaxOrder)
		got := marksOf(d, c.kind)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v of kind %s, expected %v", c.name, got, c.kind, c.want)
			continue
		}
		exact := 1e-9
		if c.kind == Jump {
			exact = 2e-8 // bisected, not polished
		}
		for i, m := range got {
			same := math.IsNaN(m.Y) == math.IsNaN(c.want[i][1]) && !(math.Abs(m.Y-c.want[i][1]) > 1e-9)
			if !(math.Abs(m.X-c.want[i][0]) <= exact) || !same {
				t.Errorf("%s: %s at %.15g, %.15g, expected %.15g, %.15g", c.name, c.kind, m.X, m.Y, c.want[i][0], c.want[i][1])
			}
		}
	}
}

func polynomialAt(x float64, coefficients ...float64) float64 {
	return polynomial(coefficients...)(constant(x))[0]
}

func TestMarksNeedNoDerivativesDrawn(t *testing.T) {
	d, _ := build(t, "cubic", 0)
	if len(d.Marks) != 4 {
		t.Errorf("%v, expected a root, two extremes and an inflection", d.Marks)
	}
}

func TestCrowdedMarksAreOnlyCounted(t *testing.T) {
	d, _ := build(t, "sin 1/x", 0)
	if len(d.Marks) > 4*maxMarks {
		t.Errorf("%d marks", len(d.Marks))
	}
	if !strings.Contains(d.Description, "More than 40 roots") {
		t.Errorf("description: %s", d.Description)
	}
}

func TestDescription(t *testing.T) {
	for name, want := range map[string][]string{
		"cubic": {"x from −4 to 3", "Rising on [−4, −1.869], [0.5352, 3].", "Falling on [−1.869, 0.5352].",
			"Root at x = −3.08.", "Local maximum at (−1.869, 7.065).", "Local minimum at (0.5352, 0.1206).", "Inflection at (−0.6667, 3.593)."},
		"tan":     {"Poles at x = −4.712, −1.571, 1.571, 4.712.", "Rising on [−7, −4.712], [−4.712, −1.571], [−1.571, 1.571]"},
		"floor":   {"Jumps at x = −5, −4, −3, −2, −1, 0 and 5 more."},
		"log":     {"Rising on [0, 5]."},
		"nowhere": {"undefined (NaN) everywhere from x = −5 to 5"},
	} {
		d, _ := build(t, name, 2)
		for _, part := range want {
			if !strings.Contains(d.Description, part) {
				t.Errorf("%s: %q lacks %q", name, d.Description, part)
			}
		}
	}
	if d, _ := build(t, "floor", 0); strings.Contains(d.Description, "Rising") {
		t.Errorf("steps neither rise nor fall: %s", d.Description)
	}
}
