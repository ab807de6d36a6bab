package scene

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// trainingRun returns a view with n samples in two features.
func trainingRun(n int) RegressionView {
	r := rand.New(rand.NewPCG(1, 2))
	v := RegressionView{W: []float64{1.3, -0.8}, B: 0.21, GradW: []float64{-0.0213, 0.0112}, GradB: 0.0031, Optimum: 0.21}
	for i := range 400 {
		v.Losses = append(v.Losses, 0.22+0.6*math.Exp(-float64(i)/50))
	}
	for range n {
		label := float64(r.IntN(2))
		x, y := r.NormFloat64()+2*label-1, r.NormFloat64()+1-2*label
		v.Inputs = append(v.Inputs, x, y)
		v.Labels = append(v.Labels, label)
		v.Probabilities = append(v.Probabilities, logistic(1.3*x-0.8*y+0.21))
	}
	return v
}

func itemsOf(d *Display, role Role) []*Item {
	var found []*Item
	for i := range d.Items {
		if d.Items[i].Role == role {
			found = append(found, &d.Items[i])
		}
	}
	return found
}

func hasText(d *Display, part string) bool {
	for _, t := range d.Texts {
		if strings.Contains(t.Text, part) {
			return true
		}
	}
	return false
}

func TestRegressionInThePlane(t *testing.T) {
	v := trainingRun(300)
	d := Regression(v, 1000, 640, Light)
	checkDisplay(t, d)
	points := itemsOf(d, RolePoint)
	if len(points) != 2 || points[0].Shape == points[1].Shape || points[0].Color == points[1].Color {
		t.Fatalf("classes differ in shape and colour: %+v", points)
	}
	if n := len(points[0].Points) + len(points[1].Points); n != 2*300 {
		t.Errorf("%d coordinates drawn, expected 600", n)
	}
	line := itemsOf(d, RoleBoundary)
	if len(line) != 1 || len(line[0].Points) != 4 {
		t.Fatalf("boundary %+v", line)
	}
	if len(itemsOf(d, RoleHeat)) != 1 || len(itemsOf(d, RoleReference)) != 1 {
		t.Error("no shading or no optimum")
	}
	for _, want := range []string{"Loss", "optimum 0.21", "step", "label 1", "W₀", "W₁", "b", "−0.8", "−0.0213", "0.0031"} {
		if !hasText(d, want) {
			t.Errorf("no text %q", want)
		}
	}
	for _, want := range []string{"Step 399: loss 0.2202, least possible 0.21", "of 300 samples are classified correctly", "W₁ = −0.8, gradient 0.0112", "b = 0.21, gradient 0.0031"} {
		if !strings.Contains(d.Description, want) {
			t.Errorf("%q lacks %q", d.Description, want)
		}
	}
	render(t, d, SVGOptions{})
}

// The boundary lies where the probability is one half.
func TestBoundary(t *testing.T) {
	v := trainingRun(50)
	v.W, v.B = []float64{2, 1}, -0.5
	var p panel
	p.Display = new(Display)
	p.frame = Rect{0, 0, 100, 100}
	p.x, p.y = axis{lo: -1, hi: 1}, axis{lo: -1, hi: 1}
	p.boundary(v)
	for i := 0; i < 4; i += 2 {
		x, y := float64(p.Items[0].Points[i])/50-1, 1-float64(p.Items[0].Points[i+1])/50
		if z := 2*x + y - 0.5; math.Abs(z) > 1e-6 {
			t.Errorf("W·x+b = %v at %v, %v", z, x, y)
		}
	}
}

func TestRegressionWithFewSamples(t *testing.T) {
	d := Regression(RegressionView{
		W: []float64{-0.17, -0.88, -1.48}, B: 0.29, GradW: []float64{-0.43, -0.73, -0.7}, GradB: -0.29, Optimum: math.NaN(),
		Probabilities: []float64{.9, .7, .3, .2}, Labels: []float64{1, 1, 0, 1}, Losses: []float64{3.05, 2.8},
	}, 900, 580, Light)
	checkDisplay(t, d)
	if len(itemsOf(d, RoleHeat))+len(itemsOf(d, RoleBoundary)) != 0 {
		t.Error("three features have no plane")
	}
	drawn := 0
	for _, it := range itemsOf(d, RolePoint) {
		drawn += len(it.Points) / 2
	}
	if drawn != 8 {
		t.Errorf("%d markers, expected a label and a prediction for 4 samples", drawn)
	}
	if !strings.Contains(d.Description, "3 of 4 samples") {
		t.Errorf("%q", d.Description)
	}
}

func TestManySamplesAreCounted(t *testing.T) {
	v := trainingRun(10000)
	d := Regression(v, 1000, 640, Light)
	checkDisplay(t, d)
	if n := len(itemsOf(d, RolePoint)[0].Points) / 2; n > maxScatter {
		t.Errorf("%d points", n)
	}
	if !hasText(d, "every 5th sample") {
		t.Error("nothing says that samples are left out")
	}
	var counts [2]float64
	for i := range v.Labels {
		counts[class(v.Labels[i])]++
	}
	for _, bars := range itemsOf(d, RoleBar)[:2] {
		area := 0.0
		for i := 0; i < len(bars.Points); i += 4 {
			area += float64(bars.Points[i+3])
		}
		// Heights are proportional to counts, with the same factor.
		counts[bars.Order] /= area
	}
	if math.Abs(counts[0]/counts[1]-1) > 1e-3 {
		t.Errorf("pixels per sample differ: %v", counts)
	}
}

func TestLogLoss(t *testing.T) {
	v := trainingRun(10)
	v.LogLoss = true
	v.Losses = []float64{1, 0.1, 0.01, 0.001}
	v.Optimum = math.NaN()
	p := itemsOf(Regression(v, 1000, 640, Light), RoleSeries)[0].Points
	for i := 3; i+2 < len(p); i += 2 {
		if step, first := p[i+2]-p[i], p[3]-p[1]; math.Abs(float64(step-first)) > 0.01 {
			t.Errorf("equal ratios are %v and %v pixels", step, first)
		}
	}
}

func TestRegressionSurvivesAnything(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, n := range []int{0, 1, 2, 64, 65, 300} {
		v := trainingRun(n)
		for _, spoil := range []func(*RegressionView){
			func(v *RegressionView) {},
			func(v *RegressionView) { *v = RegressionView{} },
			func(v *RegressionView) { v.W, v.B, v.GradW = []float64{nan, nan}, nan, []float64{nan, inf} },
			func(v *RegressionView) { v.W, v.GradB = []float64{1e308, -1e308}, 1e308 },
			func(v *RegressionView) { v.Losses = []float64{1, 2, inf, nan, 3, -1, 0, 1e308}; v.LogLoss = true },
			func(v *RegressionView) { v.Losses = []float64{nan, 1, nan} },
			func(v *RegressionView) { v.Losses = []float64{0.5}; v.Optimum = 0.5; v.LogLoss = true },
			func(v *RegressionView) { v.Losses, v.Optimum = nil, inf },
			func(v *RegressionView) { v.Steps = []int{10, 20, 30} },
			func(v *RegressionView) { v.Probabilities = v.Probabilities[:n/2] },
			func(v *RegressionView) { v.GradW = v.GradW[:1] },
			func(v *RegressionView) { v.W = make([]float64, 40); v.GradW = make([]float64, 40) },
			func(v *RegressionView) {
				for i := range v.Inputs {
					v.Inputs[i] = []float64{nan, inf, 1e308, 7}[i%4]
				}
			},
			func(v *RegressionView) {
				for i := range v.Probabilities {
					v.Probabilities[i] = []float64{nan, -1, 2, 0.5}[i%4]
				}
			},
		} {
			for _, size := range [][2]float64{{1000, 640}, {320, 1000}, {1, 1}, {nan, -5}} {
				w := v
				w.Inputs = append([]float64{}, v.Inputs...)
				w.Probabilities = append([]float64{}, v.Probabilities...)
				spoil(&w)
				for _, log := range []bool{w.LogLoss, true} {
					w.LogLoss = log
					checkDisplay(t, Regression(w, size[0], size[1], Light))
				}
			}
		}
	}
}

func TestLayout(t *testing.T) {
	for _, width := range []float64{360, 1000} {
		cells := columns(width, 800, 4)
		area := 0.0
		for i, c := range cells {
			area += c.W * c.H
			if c.X < 0 || c.X+c.W > width || c.Y+c.H > 800.001 {
				t.Errorf("cell %d of %v: %+v", i, width, c)
			}
		}
		if math.Abs(area-800*width) > 1 {
			t.Errorf("cells of %v cover %v, expected %v", width, area, 800*width)
		}
	}
	if cells := columns(360, 800, 4); cells[3].X != 0 || cells[3].W != 360 {
		t.Errorf("narrow layout is not stacked: %+v", cells)
	}
}
