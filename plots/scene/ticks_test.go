package scene

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func labels(lo, hi float64) []string {
	g := newGrid(Window{lo, hi, -1, 1}, Rect{0, 0, 900, 600}, Light.Palette())
	var all []string
	g.each(true, func(_ float64, label string) { all = append(all, label) })
	return all
}

func TestTickLabels(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		want   string
	}{
		{-3, 3, "−3.0 −2.5 −2.0 −1.5 −1.0 −0.5 0 0.5 1.0 1.5 2.0 2.5 3.0"},
		{0, 1, "0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1.0"},
		{-200, 1000, "−200 −100 0 100 200 300 400 500 600 700 800 900 1000"},
		{0, 1e7, "0 10⁶ 2×10⁶ 3×10⁶ 4×10⁶ 5×10⁶ 6×10⁶ 7×10⁶ 8×10⁶ 9×10⁶ 10⁷"},
		{0, 2.5e-7, "0 2×10⁻⁸ 4×10⁻⁸ 6×10⁻⁸ 8×10⁻⁸ 10⁻⁷ 1.2×10⁻⁷ 1.4×10⁻⁷ 1.6×10⁻⁷ 1.8×10⁻⁷ 2×10⁻⁷ 2.2×10⁻⁷ 2.4×10⁻⁷"},
		{1, 1 + 3e-10, "1.00000000000 1.00000000005 1.00000000010 1.00000000015 1.00000000020 1.00000000025 1.00000000030"},
		{-1e300, 1e300, "−10³⁰⁰ −8×10²⁹⁹ −6×10²⁹⁹ −4×10²⁹⁹ −2×10²⁹⁹ 0 2×10²⁹⁹ 4×10²⁹⁹ 6×10²⁹⁹ 8×10²⁹⁹ 10³⁰⁰"},
		{0, 1e-300, "0 10⁻³⁰¹ 2×10⁻³⁰¹ 3×10⁻³⁰¹ 4×10⁻³⁰¹ 5×10⁻³⁰¹ 6×10⁻³⁰¹ 7×10⁻³⁰¹ 8×10⁻³⁰¹ 9×10⁻³⁰¹ 10⁻³⁰⁰"},
	} {
		if got := strings.Join(labels(c.lo, c.hi), " "); got != c.want {
			t.Errorf("from %v to %v:\n got %s\nwant %s", c.lo, c.hi, got, c.want)
		}
	}
}

// At any zoom labels are different from each other, do not overlap, and stand
// in the picture.
func TestLabelsAtEveryZoom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		center := (2*r.Float64() - 1) * math.Pow(10, 600*r.Float64()-300)
		width := math.Abs(center) * math.Pow(10, 20*r.Float64()-14)
		w := Window{center - width, center + width*r.Float64(), 0, 1}
		w.Y0, w.Y1 = w.X0/3, w.X1/3
		if check("x", w.X0, w.X1) != nil || check("y", w.Y0, w.Y1) != nil {
			continue
		}
		w = w.Clamp()
		frame := Rect{0, 0, 200 + 1000*r.Float64(), 150 + 800*r.Float64()}
		g := newGrid(w, frame, Light.Palette())
		texts := g.labelsAtAxes()
		for _, role := range []TextRole{TextTickX, TextTickY} {
			seen := map[string]bool{}
			for _, text := range texts {
				if text.Role == role && seen[text.Text] {
					t.Fatalf("%+v: two labels %q", w, text.Text)
				}
				if text.Role == role {
					seen[text.Text] = true
				}
			}
		}
		for i, a := range texts {
			if left, right := a.extent(); left < -1 || right > frame.W+1 || a.Y < 0 || a.Y > frame.H {
				t.Fatalf("%+v in %+v: label %+v is outside", w, frame, a)
			}
			for _, b := range texts[:i] {
				if a.overlaps(b) {
					t.Fatalf("%+v: labels %q and %q overlap", w, a.Text, b.Text)
				}
			}
		}
		for _, it := range g.lines(overscanX, overscanY) {
			if n := len(it.Starts); n > 2000 {
				t.Fatalf("%+v: %d grid lines", w, n)
			}
			if err := it.validate(); err != nil {
				t.Fatalf("%+v: %v", w, err)
			}
		}
	}
}

func TestFormatNumber(t *testing.T) {
	for _, c := range []struct {
		v      float64
		digits int
		want   string
	}{
		{0, 4, "0"}, {1, 4, "1"}, {-1.5, 4, "−1.5"}, {0.5352479, 4, "0.5352"}, {1234.5678, 6, "1234.57"},
		{1e6, 4, "10⁶"}, {1.5e6, 4, "1.5×10⁶"}, {999999, 4, "10⁶"}, {-2e-7, 3, "−2×10⁻⁷"}, {123456, 6, "123456"},
		{0.0001, 3, "0.0001"}, {100, 2, "100"}, {math.Inf(-1), 3, "−∞"}, {math.NaN(), 3, "NaN"}, {math.MaxFloat64, 3, "1.8×10³⁰⁸"}, {5e-324, 3, "4.94×10⁻³²⁴"},
	} {
		if got := FormatNumber(c.v, c.digits); got != c.want {
			t.Errorf("FormatNumber(%v, %d) = %q, expected %q", c.v, c.digits, got, c.want)
		}
	}
}
