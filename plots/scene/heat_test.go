package scene

import (
	"math"
	"os"
	"testing"
)

// fieldOf makes a field of a function and its partial derivatives.
func fieldOf(f, dx, dy func(x, y float64) float64) Field {
	return Field{
		Values: func(xs, ys []float64) ([]float64, error) {
			var out []float64
			for _, y := range ys {
				for _, x := range xs {
					out = append(out, f(x, y))
				}
			}
			return out, nil
		},
		Gradient: func(xs, ys []float64) (gx, gy []float64, err error) {
			for i, x := range xs {
				gx, gy = append(gx, dx(x, ys[i])), append(gy, dy(x, ys[i]))
			}
			return gx, gy, nil
		},
	}
}

var waves = fieldOf(
	func(x, y float64) float64 { return math.Sin(x) * math.Cos(y) },
	func(x, y float64) float64 { return math.Cos(x) * math.Cos(y) },
	func(x, y float64) float64 { return -math.Sin(x) * math.Sin(y) })

func TestHeatSVG(t *testing.T) {
	for _, theme := range []Theme{Light, Dark} {
		d, err := BuildHeat(HeatRequest{Window: Window{X0: -3.5, X1: 2.5}, FitY: true, Width: 900, Height: 560, Theme: theme, Name: "f", Variables: [2]string{"x", "y"}}, waves)
		if err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("HEAT_OUT"); dir != "" {
			f, _ := os.Create(dir + "/heat" + string(rune('0'+theme)) + ".svg")
			SVG(f, d, SVGOptions{})
			f.Close()
		}
	}
}
